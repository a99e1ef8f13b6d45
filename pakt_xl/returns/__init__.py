"""Returns of the schools: files from outside, read in a process of their own, judged, taken as wishes or refused."""
