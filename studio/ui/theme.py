"""The look of the window: colours, type and spacing from resources/themes, never a literal elsewhere."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from studio.resource_files import resource_path, resource_text

SPACE = 8
"""The rhythm: everything is a half, one, one and a half, two or three of these pixels."""

_FONTS = (
    "Inter-Regular",
    "Inter-SemiBold",
    "CourierPrime-Regular",
    "CourierPrime-Bold",
    "NanumGothic-Regular",
    "NanumGothic-Bold",
    "NanumGothicCoding-Regular",
    "NanumGothicCoding-Bold",
)


_loaded: set[str] = set()


@dataclass(frozen=True, slots=True)
class Theme:
    """The tokens of one theme; ``ground`` runs from the darkest surface to the brightest text."""

    ground: tuple[str, ...]
    accent: str
    on_accent: str
    warning: str
    saved: str
    people: tuple[str, ...]
    paper: str
    ink: str
    axes: tuple[str, ...]
    pens: dict[str, str]
    places: dict[str, int] = field(default_factory=dict)
    """The places among the colours of those who are here, by who they are; ``People`` keeps it."""

    def colour(self, name: str) -> QColor:
        """``ground0`` … ``ground8``, ``accent``, ``warning``, ``paper`` … as a colour."""
        if name.startswith("ground"):
            return QColor(self.ground[int(name[6:])])
        return QColor(getattr(self, name))

    def axis(self, axis: int) -> QColor:
        """The colour of the X, Y or Z axis (0, 1, 2)."""
        return QColor(self.axes[axis])

    def person(self, uid: str) -> QColor:
        """The colour that marks one person, and only that person, everywhere."""
        place = self.places.get(uid, sum(uid.encode()))
        return QColor(self.people[place % len(self.people)])


def load_theme(name: str = "dark") -> Theme:
    """Reads a theme from resources/themes."""
    tokens = json.loads(resource_text("themes", f"{name}.json"))
    return Theme(
        **{
            **tokens,
            "ground": tuple(tokens["ground"]),
            "people": tuple(tokens["people"]),
            "axes": tuple(tokens["axes"]),
        }
    )


def load_fonts(*names: str) -> None:
    """Makes the bundled faces known to Qt, those named or all; system fonts are never needed."""
    for name in names or _FONTS:
        if name not in _loaded:
            QFontDatabase.addApplicationFont(str(resource_path("fonts", f"{name}.ttf")))
            _loaded.add(name)


def interface_font(px: int = 12, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Inter, with Nanum Gothic for Korean."""
    font = QFont()
    font.setFamilies(["Inter", "NanumGothic"])
    font.setPixelSize(px)
    font.setWeight(weight)
    return font


def script_font(px: int = 13, *, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Courier Prime, with Nanum Gothic Coding for Korean."""
    font = QFont()
    font.setFamilies(["Courier Prime", "NanumGothicCoding"])
    font.setPixelSize(px)
    font.setWeight(weight)
    return font


def style_sheet(theme: Theme) -> str:
    """The QSS of resources/themes with the theme's colours in place of ``@names``."""

    def replaced(match: re.Match[str]) -> str:
        name = match.group(1)
        if name == "themes":
            return resource_path("themes").as_posix()
        if name == "accent_light":
            return theme.colour("accent").lighter(112).name()
        return theme.colour(name).name()

    return re.sub(r"@([a-z_]+\d?)", replaced, resource_text("themes", "studio.qss"))


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dresses the whole application."""
    apply_palette(app, theme)
    app.setStyleSheet(style_sheet(theme))


def apply_palette(app: QApplication, theme: Theme) -> None:
    """Colours and face, which is all that the first frame needs."""
    app.setStyle("Fusion")
    palette = QPalette()
    for role, name in (
        (QPalette.ColorRole.Window, "ground1"),
        (QPalette.ColorRole.Base, "ground0"),
        (QPalette.ColorRole.AlternateBase, "ground1"),
        (QPalette.ColorRole.Button, "ground3"),
        (QPalette.ColorRole.WindowText, "ground7"),
        (QPalette.ColorRole.Text, "ground8"),
        (QPalette.ColorRole.ButtonText, "ground7"),
        (QPalette.ColorRole.PlaceholderText, "ground6"),
        (QPalette.ColorRole.Highlight, "accent"),
        (QPalette.ColorRole.HighlightedText, "on_accent"),
        (QPalette.ColorRole.ToolTipBase, "ground3"),
        (QPalette.ColorRole.ToolTipText, "ground8"),
    ):
        palette.setColor(role, theme.colour(name))
    app.setPalette(palette)
    app.setFont(interface_font())
