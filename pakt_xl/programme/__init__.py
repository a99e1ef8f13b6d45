"""The funding programme as dated data: one YAML file a programme, loaded and proved."""

from pakt_xl.programme.load import known_programmes, load
from pakt_xl.programme.model import Programme, ProgrammeValue

__all__ = ["Programme", "ProgrammeValue", "known_programmes", "load"]
