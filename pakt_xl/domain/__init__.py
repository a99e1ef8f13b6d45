"""The vocabulary: money, kinds of cell, the rows of the input tables, plan, finding, table."""
