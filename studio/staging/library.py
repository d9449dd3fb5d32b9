"""The prop library as staging sees it; the built-in kit is one, a test's own another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.meaning import Meaning

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
    ``seat_point(asset, size, pose)`` the point of it that rests on a seat, in its own box. ``meanings`` are asked
    where the curated tables know nothing; the kit alone has none, so that it stages alike on every machine.
    """

    kinds: Mapping[str, PropKind]
    pose_size: Callable[[str, str | None], Size]
    pose_solids: Callable[[str, Size, str | None], tuple[Box3, ...] | None]
    seat_point: Callable[[str, Size, str | None], Point]
    meanings: tuple[Meaning, ...] = ()

    def find(self, asset: str) -> PropKind:
        """The kind an asset name (``kit:chair``) stands for; the plain box when there is none."""
        return self.kinds.get(asset.removeprefix("kit:"), self.kinds["box"])


def asset_name(kind: PropKind) -> str:
    """What a prop of that kind is called in a Stage: ``kit:chair``; a person's own has its origin in its id."""
    return kind.id if ":" in kind.id else f"kit:{kind.id}"


@cache
def kit_library() -> Library:
    """The built-in kit."""
    from studio.staging.kit import mannequin
    from studio.staging.kit.catalogue import CATALOGUE

    def seat_point(asset: str, size: Size, pose: str | None) -> Point:
        return mannequin.landmarks(asset, size, pose)["seat"]

    return Library(CATALOGUE, mannequin.pose_size, mannequin.pose_solids, seat_point)
