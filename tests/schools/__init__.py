"""Tests of the school workbooks."""
