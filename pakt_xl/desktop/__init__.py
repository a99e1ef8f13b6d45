"""The desktop around the workbook: the scheme of the links registered for this user, and a message box."""
