"""Called by xlwings-server at its start: gives the templates what they show of our actions and tables."""

# ruff: noqa: INP001  xlwings-server loads this file by its path

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from xlwings_server.templates import templates

from pakt_xl.addin.known import template_values

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from fastapi import FastAPI

templates.env.globals.update(template_values())


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
    """Nothing has to be opened or closed."""
    yield
