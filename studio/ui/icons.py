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
    "sound": "ph.speaker-high",
    "silent": "ph.speaker-slash",
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
    "select": "ph.cursor",
    "move": "ph.arrows-out-cardinal",
    "turn": "ph.arrow-clockwise",
    "scale": "ph.corners-out",
    "snap": "ph.magnet-straight",
    "fly": "ph.paper-plane-tilt",
    "copy": "ph.copy",
    "bin": "ph.trash",
    "drop": "ph.arrow-line-down",
    "replace": "ph.swap",
    "unlock": "ph.lock-simple-open",
    "reset": "ph.arrow-counter-clockwise",
    "group": "ph.folder-simple",
    "prop": "ph.cube",
    "character": "ph.person",
    "furniture_floor": "ph.armchair",
    "furniture_wall": "ph.image",
    "decoration_surface": "ph.coffee",
    "decoration_floating": "ph.cloud",
    "decoration_hanging": "ph.flag-banner",
    "lighting": "ph.lightbulb",
    "effect": "ph.sparkle",
    "structure": "ph.columns",
}


def has_icon(name: str) -> bool:
    """Whether there is an icon of that name."""
    return name in _GLYPHS


def icon(name: str, theme: Theme, *, on: str = "on_accent") -> QIcon:
    """The icon of that name; ``on`` is the colour's name for what is switched on."""
    import qtawesome

    drawn: QIcon = qtawesome.icon(
        _GLYPHS[name],
        color=theme.colour("ground7"),
        color_active=theme.colour("ground8"),
        color_disabled=theme.colour("ground4"),
        color_on=theme.colour(on),
        color_on_active=theme.colour(on),
    )
    return drawn
