"""Floor 3: reading and writing workbooks; the only home of openpyxl and python-calamine."""

READING_CHILD = "--reading-child"
"""The word on the command line that makes the program the child that reads a foreign workbook."""
