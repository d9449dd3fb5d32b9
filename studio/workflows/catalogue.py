"""The names of the things that have a model, for whoever designs a set in words."""

from __future__ import annotations

from studio.staging.library import kit_library


def kit_names() -> tuple[str, ...]:
    """The kit's props by their English names, each once."""
    return tuple(sorted({kind.name_en for kind in kit_library().kinds.values() if kind.category != "person"}))
