"""Object names, so that tests and assistive tools find every widget."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject

W = TypeVar("W", bound=QObject)


def named(widget: W, name: str) -> W:
    """The widget, under a name."""
    widget.setObjectName(name)
    return widget
