"""The desktop on three platforms, each by what it writes; none of them is asked for real."""
