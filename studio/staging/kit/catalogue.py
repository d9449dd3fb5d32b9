"""Every prop the kit can build, by id."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from studio.staging.kit.archetype import Archetype
from studio.staging.kit.mannequin import PEOPLE
from studio.staging.kit.primitives import PRIMITIVES
from studio.staging.kit.seats import SEATS
from studio.staging.kit.tables import TABLES
from studio.staging.kit.tableware import TABLEWARE

PREFIX = "kit:"

CATALOGUE: Mapping[str, Archetype] = MappingProxyType(
    {each.id: each for each in (*PRIMITIVES, *PEOPLE, *TABLES, *SEATS, *TABLEWARE)}
)


def find(asset: str) -> Archetype:
    """The archetype of an asset, ``kit:chair`` or ``chair``; one the kit does not have is a plain box."""
    return CATALOGUE.get(asset.removeprefix(PREFIX), CATALOGUE["box"])
