"""Every prop the kit can build, by id."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from studio.staging.kit.animals import ANIMALS
from studio.staging.kit.appliances import APPLIANCES
from studio.staging.kit.archetype import Archetype
from studio.staging.kit.arms import ARMS
from studio.staging.kit.bathroom import BATHROOM
from studio.staging.kit.beds import BEDS
from studio.staging.kit.boards import BOARDS
from studio.staging.kit.boats import BOATS
from studio.staging.kit.containers import CONTAINERS
from studio.staging.kit.cutlery import CUTLERY
from studio.staging.kit.hanok import HANOK
from studio.staging.kit.harbour import HARBOUR
from studio.staging.kit.hearth import HEARTH
from studio.staging.kit.hospital import HOSPITAL
from studio.staging.kit.household import HOUSEHOLD
from studio.staging.kit.joinery import JOINERY
from studio.staging.kit.kitchen import KITCHEN
from studio.staging.kit.lamps import LAMPS
from studio.staging.kit.leisure import LEISURE
from studio.staging.kit.mannequin import PEOPLE
from studio.staging.kit.masonry import MASONRY
from studio.staging.kit.meadow import MEADOW
from studio.staging.kit.music import MUSIC
from studio.staging.kit.nursery import NURSERY
from studio.staging.kit.oddments import ODDMENTS
from studio.staging.kit.office import OFFICE
from studio.staging.kit.outdoors import OUTDOORS
from studio.staging.kit.papers import PAPERS
from studio.staging.kit.plants import PLANTS
from studio.staging.kit.premises import PREMISES
from studio.staging.kit.primitives import PRIMITIVES
from studio.staging.kit.screens import SCREENS
from studio.staging.kit.seats import SEATS
from studio.staging.kit.spacefaring import SPACEFARING
from studio.staging.kit.spaceship import SPACESHIP
from studio.staging.kit.storage import STORAGE
from studio.staging.kit.street import STREET
from studio.staging.kit.tables import TABLES
from studio.staging.kit.tableware import TABLEWARE
from studio.staging.kit.theatre import THEATRE
from studio.staging.kit.toys import TOYS
from studio.staging.kit.traffic import TRAFFIC
from studio.staging.kit.treasure import TREASURE
from studio.staging.kit.upholstery import UPHOLSTERY
from studio.staging.kit.vehicles import VEHICLES
from studio.staging.kit.wall_decor import WALL_DECOR

PREFIX = "kit:"

CATALOGUE: Mapping[str, Archetype] = MappingProxyType(
    {
        each.id: each
        for each in (
            *PRIMITIVES,
            *PEOPLE,
            *TABLES,
            *SEATS,
            *UPHOLSTERY,
            *BEDS,
            *STORAGE,
            *TABLEWARE,
            *LAMPS,
            *WALL_DECOR,
            *SCREENS,
            *KITCHEN,
            *CONTAINERS,
            *JOINERY,
            *PAPERS,
            *PLANTS,
            *HARBOUR,
            *ARMS,
            *VEHICLES,
            *ANIMALS,
            *MUSIC,
            *STREET,
            *TREASURE,
            *HEARTH,
            *BATHROOM,
            *BOATS,
            *HOUSEHOLD,
            *NURSERY,
            *TOYS,
            *OFFICE,
            *THEATRE,
            *HOSPITAL,
            *MASONRY,
            *ODDMENTS,
            *LEISURE,
            *CUTLERY,
            *HANOK,
            *APPLIANCES,
            *TRAFFIC,
            *OUTDOORS,
            *MEADOW,
            *BOARDS,
            *SPACESHIP,
            *SPACEFARING,
            *PREMISES,
        )
    }
)


def find(asset: str) -> Archetype:
    """The archetype of an asset, ``kit:chair`` or ``chair``; one the kit does not have is a plain box."""
    return CATALOGUE.get(asset.removeprefix(PREFIX), CATALOGUE["box"])
