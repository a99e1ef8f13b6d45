"""pakt-xl: the DigitalPakt Schule of a school authority, planned in Excel and computed in Python."""

__version__ = "0.1.0"
