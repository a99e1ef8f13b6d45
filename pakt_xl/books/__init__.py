"""The port to a workbook and its adapters: a file, and live Excel."""
