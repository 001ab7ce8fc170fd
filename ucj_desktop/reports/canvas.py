"""What pages are drawn on."""

from typing import Any

Canvas = Any  # reportlab.pdfgen.canvas.Canvas, which has no types
