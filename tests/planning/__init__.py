"""Tests of planning: rules 0 to 11, 16 and 17 with their settled readings."""
