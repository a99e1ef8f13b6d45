"""Tests of the vocabulary: kinds of cell, columns, rows, money, tables."""
