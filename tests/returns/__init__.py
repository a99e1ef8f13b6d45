"""Returns of the schools: files from outside."""
