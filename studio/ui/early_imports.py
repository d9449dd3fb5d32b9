"""What filling the window imports, besides Qt; imported on a thread while the first frame is on the screen."""

from __future__ import annotations

from importlib import import_module
from typing import Final

_NEEDED: Final = (
    "numpy",
    "studio.workflows.first_project",
    "studio.workflows.edit_script",
    "studio.workflows.draw_board",
    "studio.workflows.tasks.agents_desk",
    "studio.workflows.agent_settings",
)


def import_needed() -> None:
    """Imports it; on any thread."""
    for name in _NEEDED:
        import_module(name)
