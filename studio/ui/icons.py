"""Real icons (QtAwesome, Phosphor) in the theme's colours."""

from __future__ import annotations

from PySide6.QtGui import QIcon

from studio.ui.theme import Theme

_GLYPHS = {
    "menu": "ph.list",
    "undo": "ph.arrow-u-up-left",
    "redo": "ph.arrow-u-up-right",
    "play": "ph.play",
    "pause": "ph.pause",
    "pencil": "ph.pencil-simple",
    "eraser": "ph.eraser",
    "lock": "ph.lock-simple",
    "add": "ph.plus",
    "close": "ph.x",
    "warning": "ph.warning",
    "eye": "ph.eye",
    "eye_off": "ph.eye-slash",
    "search": "ph.magnifying-glass",
    "up": "ph.caret-up",
    "down": "ph.caret-down",
    "camera": "ph.video-camera",
}


def icon(name: str, theme: Theme) -> QIcon:
    """The icon of that name."""
    import qtawesome

    drawn: QIcon = qtawesome.icon(
        _GLYPHS[name],
        color=theme.colour("ground7"),
        color_active=theme.colour("ground8"),
        color_disabled=theme.colour("ground4"),
        color_on=theme.colour("on_accent"),
        color_on_active=theme.colour("on_accent"),
    )
    return drawn
