"""The kit with a person's own props, as staging chooses from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.library import Library, PropKind, kit_library
from studio.staging.meaning import Meaning
from studio.staging.props_library.own_prop import OwnProp


@dataclass(frozen=True, slots=True)
class OwnKind:
    """A person's own prop as a kind that staging can place."""

    prop: OwnProp

    @property
    def id(self) -> str:
        """Its asset name, ``user:`` and a hash."""
        return self.prop.id

    @property
    def name_en(self) -> str:
        """The name that is shown."""
        return self.prop.names[0]

    @property
    def name_ko(self) -> str:
        """Its Korean name; the one that is shown where it has none."""
        return next((name for name in self.prop.names if any("가" <= letter <= "힣" for letter in name)), self.name_en)

    @property
    def keywords(self) -> tuple[str, ...]:
        """Its further names and its tags."""
        return (*self.prop.names[1:], *self.prop.tags)

    @property
    def category(self) -> str:
        """The catalogue's or its folder's; never that of the kit's posable people."""
        return f"own {self.prop.category}".strip()

    @property
    def role(self) -> str:
        """Its semantic role."""
        return self.prop.role

    @property
    def size(self) -> Size:
        """Its true size in metres."""
        return self.prop.size

    @property
    def attach(self) -> str:
        """What it is made to be mounted on."""
        return self.prop.attach

    @property
    def solids(self) -> Callable[[Size], tuple[Box3, ...]] | None:
        """Its solid boxes at a size; None is the whole box."""
        boxes = self.prop.solids
        return None if boxes is None else lambda size: tuple(_scaled(box, size) for box in boxes)

    @property
    def surfaces(self) -> Callable[[Size], tuple[SupportSurface, ...]] | None:
        """Where things stand on it, at a size."""
        places = self.prop.surfaces
        return (lambda size: tuple(_placed(place, size) for place in places)) if places else None

    @property
    def access(self) -> tuple[str, ...]:
        """The sides that a person must be able to reach."""
        return self.prop.access


def own_library(props: Iterable[OwnProp], *, meanings: Iterable[Meaning] = ()) -> Library:
    """The kit and these props; where both are named the same, the person's own comes first."""
    kit = kit_library()
    kinds: dict[str, PropKind] = {prop.id: OwnKind(prop) for prop in props}
    return replace(kit, kinds=MappingProxyType({**kinds, **kit.kinds}), meanings=tuple(meanings))


def _scaled(box: Box3, size: Size) -> Box3:
    low, high = (
        tuple(round(share * edge, 4) for share, edge in zip(corner, size, strict=True)) for corner in (box.min, box.max)
    )
    return Box3(min=(low[0], low[1], low[2]), max=(high[0], high[1], high[2]))


def _placed(place: SupportSurface, size: Size) -> SupportSurface:
    w, h, d = size
    return SupportSurface(
        height=round(place.height * h, 4),
        min=(round(place.min[0] * w, 4), round(place.min[1] * d, 4)),
        max=(round(place.max[0] * w, 4), round(place.max[1] * d, 4)),
    )
