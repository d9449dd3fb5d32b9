"""Reads Sweet Home 3D furniture libraries: a zip of models, and a catalogue with names, tags and sizes in cm."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isfinite

import numpy as np

from studio.errors import InputError
from studio.model.stage import Size
from studio.staging.props_library.bounded_zip import BoundedZip
from studio.staging.props_library.gltf_model import read_gltf
from studio.staging.props_library.java_properties import read_properties
from studio.staging.props_library.loose_mesh import LooseMesh, Points
from studio.staging.props_library.obj_model import read_obj

_CATALOGUE = "PluginFurnitureCatalog"
_MOST_ENTRIES = 20_000
_MODEL_KEY = re.compile(r"model#(\d{1,6})")


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One piece of the catalogue. ``size`` in metres; heights above the floor in metres; ``turn`` nine numbers."""

    number: int
    name: str
    name_ko: str
    tags: tuple[str, ...]
    category: str
    model: str
    size: Size
    elevation_m: float
    top_m: float | None
    shelves_m: tuple[float, ...]
    is_opening: bool
    turn: Points
    licence: str
    credit: str


def read_catalogue(archive: BoundedZip) -> Iterator[CatalogueEntry | tuple[str, str]]:
    """Every piece of the catalogue; one that makes no sense as its name and what is wrong with it.

    Raises:
        InputError: the archive has no catalogue.
    """
    data = archive.read(f"{_CATALOGUE}.properties")
    if data is None:
        raise InputError("it has no furniture catalogue, so it is no Sweet Home 3D library.")
    fields = read_properties(data)
    korean = read_properties(archive.read(f"{_CATALOGUE}_ko.properties") or b"")
    numbers = sorted(int(match[1]) for key in fields if (match := _MODEL_KEY.fullmatch(key)))
    for number in numbers[:_MOST_ENTRIES]:
        try:
            yield _entry(fields, korean, number)
        except (KeyError, ValueError) as error:
            yield fields.get(f"name#{number}") or f"piece {number}", _fault(error)


def read_piece(archive: BoundedZip, entry: CatalogueEntry) -> LooseMesh:
    """The model of a piece, turned as the catalogue says, in its own units.

    Raises:
        InputError: it is missing, damaged or of a kind that is not read; a sentence without its name.
    """
    data = archive.read(entry.model)
    if data is None:
        raise InputError("its model is not in the archive.")
    folder = posixpath.dirname(entry.model)
    match posixpath.splitext(entry.model)[1].lower():
        case ".obj":
            mesh = read_obj(data, lambda name: archive.read(posixpath.join(folder, name)))
        case ".glb" | ".gltf":
            mesh = read_gltf(data)
        case other:
            raise InputError(f"its model is a {other or 'nameless'} file; only OBJ and glTF are read.")
    return replace(mesh, points=mesh.points @ entry.turn.T)


def _fault(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"its catalogue entry lacks {str(error.args[0]).partition('#')[0]}."
    return "its catalogue entry has a size or a turn that is no number."


def _entry(fields: dict[str, str], korean: dict[str, str], number: int) -> CatalogueEntry:
    def text(key: str) -> str:
        return fields.get(f"{key}#{number}", "").strip()

    def metres(key: str) -> float | None:
        value = text(key)
        return _number(value) / 100 if value else None

    width, height, depth = (_number(fields[f"{key}#{number}"]) / 100 for key in ("width", "height", "depth"))
    if min(width, height, depth) <= 0:
        raise ValueError("a size of nothing")
    turn = [_number(part) for part in text("modelRotation").split()] or [1, 0, 0, 0, 1, 0, 0, 0, 1]
    top = metres("dropOnTopElevation")
    return CatalogueEntry(
        number=number,
        name=fields[f"name#{number}"].strip(),
        name_ko=korean.get(f"name#{number}", "").strip(),
        tags=_listed(text("tags")) + _listed(korean.get(f"tags#{number}", "")),
        category=text("category"),
        model=fields[f"model#{number}"].strip(),
        size=(width, height, depth),
        elevation_m=metres("elevation") or 0.0,
        top_m=height if top is None else None if top < 0 else min(top, height),
        shelves_m=tuple(_number(part) / 100 for part in text("shelfElevations").split()),
        is_opening=text("doorOrWindow").lower() == "true",
        turn=np.array(turn, float).reshape(3, 3),
        licence=text("license") or fields.get("license", "").strip(),
        credit=text("creator") or fields.get("provider", "").strip(),
    )


def _number(text: str) -> float:
    value = float(text)
    if not isfinite(value) or abs(value) > 1e6:
        raise ValueError(text)
    return value


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip().lower() for part in text.split(",") if part.strip())[:32]
