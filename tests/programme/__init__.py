"""Tests of the programme files and of loading them."""
