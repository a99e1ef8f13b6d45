"""A second, independent computation of the rules, and its comparison with the tool."""
