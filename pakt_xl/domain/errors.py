"""The one exception that ends a use case: the workbook or the call cannot be used (exit code 2)."""


class UnusableError(Exception):
    """Carries one German message: what is wrong, where, and what to do. Nothing has been written."""
