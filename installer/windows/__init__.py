"""Making and trying the Windows program from Linux: a genuine Windows Python, and Wine to run it in."""
