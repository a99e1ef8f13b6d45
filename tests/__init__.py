"""The tests, a folder a floor; they read like the domain."""
