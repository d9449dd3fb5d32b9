"""The theme's colours for the viewport, which knows no theme."""

from __future__ import annotations

from studio.ui.theme import Theme
from studio.viewport.widget import ViewportColours


def viewport_colours(theme: Theme) -> ViewportColours:
    """What the viewport's lines, bars and words are drawn with."""
    guides = theme.colour("ground8")
    guides.setAlphaF(0.25)
    shadow = theme.colour("ground0")
    shadow.setAlphaF(0.25)
    return ViewportColours(
        bars=theme.colour("ground0"),
        guides=guides,
        guide_shadow=shadow,
        accent=theme.colour("accent"),
        text=theme.colour("ground6"),
        warning=theme.colour("warning"),
    )
