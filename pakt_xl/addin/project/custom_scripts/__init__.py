"""What xlwings-server offers to the task pane: the four scripts and nothing else."""

from pakt_xl.addin.scripts import alles, budget, plan, pruefen

__all__ = ["alles", "budget", "plan", "pruefen"]
