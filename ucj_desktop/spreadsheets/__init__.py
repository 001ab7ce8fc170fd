"""Floor 3: reading and writing workbooks; the only home of openpyxl and python-calamine."""
