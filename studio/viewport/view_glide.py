"""A free view on its way to another: the way the eye follows, so that one keeps one's bearings."""

from __future__ import annotations

from dataclasses import replace

from studio.viewport.navigation import FreeView

GLIDE_MS = 220


def between(start: FreeView, end: FreeView, share: float) -> FreeView:
    """The view a share of the way (0 to 1) from one to another, round the shorter side; distances by their ratio."""
    eased = share * share * (3 - 2 * share)
    if share >= 1:
        return end
    turn = (end.yaw_deg - start.yaw_deg + 180.0) % 360.0 - 180.0
    x, y, z = (a + (b - a) * eased for a, b in zip(start.pivot, end.pivot, strict=True))
    return replace(
        end,
        pivot=(x, y, z),
        yaw_deg=(start.yaw_deg + turn * eased) % 360.0,
        pitch_deg=start.pitch_deg + (end.pitch_deg - start.pitch_deg) * eased,
        distance_m=start.distance_m * (end.distance_m / start.distance_m) ** eased,
        lens_mm=start.lens_mm + (end.lens_mm - start.lens_mm) * eased,
    )
