"""Starts the command line: python -m pakt_xl."""

import sys

from pakt_xl.cli import main

sys.exit(main())
