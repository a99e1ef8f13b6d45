"""No custom functions; without this package xlwings-server would serve its examples."""
