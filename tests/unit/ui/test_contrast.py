from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor

from studio.resource_files import resource_text
from studio.ui.theme import Theme, load_theme

LEAST = 4.5
"""WCAG 2.2, 1.4.3, for text of ordinary size."""
PANELS = ("ground0", "ground1", "ground2")
"""What lies behind words that bring no ground of their own."""
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR = re.compile(r"(?<![\w-])(color|background):\s*(@?[a-z_]+\d?)")


def contrast(one: QColor, other: QColor) -> float:
    """Ratio of luminances, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: QColor) -> float:
        parts = [colour.redF(), colour.greenF(), colour.blueF()]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_rules() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Selector, colour of its text and the grounds it may stand on; what is disabled need not be read."""
    for selector, body in RULE.findall(resource_text("themes", "studio.qss")):
        colours = dict(COLOUR.findall(body))
        if "color" not in colours or ":disabled" in selector:
            continue
        own = colours.get("background", "transparent")
        grounds = (own.removeprefix("@"),) if own.startswith("@") else PANELS
        yield selector.strip(), colours["color"].removeprefix("@"), grounds


def colour_of(theme: Theme, name: str) -> QColor:
    return theme.colour("accent").lighter(112) if name == "accent_light" else theme.colour(name)


@pytest.mark.parametrize(("selector", "text", "grounds"), list(text_rules()))
def test_that_text_can_be_read_on_its_ground(selector: str, text: str, grounds: tuple[str, ...]) -> None:
    theme = load_theme()
    worst = min(contrast(colour_of(theme, text), colour_of(theme, ground)) for ground in grounds)
    assert worst >= LEAST, f"{selector}: {worst:.1f}"


def test_that_the_rules_are_found() -> None:
    assert len(list(text_rules())) > 20
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
