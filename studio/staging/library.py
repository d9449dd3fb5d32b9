"""The prop library as staging sees it; the built-in kit is one, a test's own another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from studio.model.stage import Box3, Size, SupportSurface

Point = tuple[float, float, float]


class PropKind(Protocol):
    """What staging needs to know of a kind of prop (the kit's Archetype has it all)."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def name_en(self) -> str: ...  # noqa: D102
    @property
    def name_ko(self) -> str: ...  # noqa: D102
    @property
    def keywords(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def category(self) -> str: ...  # noqa: D102
    @property
    def role(self) -> str: ...  # noqa: D102
    @property
    def size(self) -> Size: ...  # noqa: D102
    @property
    def attach(self) -> str: ...  # noqa: D102
    @property
    def solids(self) -> Callable[[Size], tuple[Box3, ...]] | None: ...  # noqa: D102
    @property
    def surfaces(self) -> Callable[[Size], tuple[SupportSurface, ...]] | None: ...  # noqa: D102
    @property
    def access(self) -> tuple[str, ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Library:
    """Kinds of props by id, and how people of it take a pose.

    ``pose_size(asset, pose)`` is the natural box of a figure; ``pose_solids(asset, size, pose)`` what of it is solid;
    ``seat_point(asset, size, pose)`` the point of it that rests on a seat, in its own box.
    """

    kinds: Mapping[str, PropKind]
    pose_size: Callable[[str, str | None], Size]
    pose_solids: Callable[[str, Size, str | None], tuple[Box3, ...] | None]
    seat_point: Callable[[str, Size, str | None], Point]

    def find(self, asset: str) -> PropKind:
        """The kind an asset name (``kit:chair``) stands for; the plain box when there is none."""
        return self.kinds.get(asset.removeprefix("kit:"), self.kinds["box"])


@cache
def kit_library() -> Library:
    """The built-in kit."""
    from studio.staging.kit import mannequin
    from studio.staging.kit.catalogue import CATALOGUE

    def seat_point(asset: str, size: Size, pose: str | None) -> Point:
        return mannequin.landmarks(asset, size, pose)["seat"]

    return Library(CATALOGUE, mannequin.pose_size, mannequin.pose_solids, seat_point)
