"""Floor 3: papers as PDF; the only home of reportlab."""
