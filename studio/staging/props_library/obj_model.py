"""Reads Wavefront OBJ with the colours and pictures of its MTL; curves and what lies outside its folder are left."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np

from studio.errors import InputError
from studio.staging.props_library.loose_mesh import (
    MOST_POINTS_READ,
    MOST_TRIANGLES_READ,
    LooseMesh,
    Pixels,
    Points,
    ReadBeside,
    Surface,
    checked,
)
from studio.staging.props_library.model_pictures import MOST_PICTURES, mean_colour, read_model_picture

_MOST_SURFACES = 4096
_MOST_CORNERS = 4096
_COLOUR_STEP = 8


def read_obj(data: bytes, read_beside: ReadBeside = lambda _: None) -> LooseMesh:
    """The mesh of an OBJ file; ``read_beside`` gives the bytes of its MTL files and of the pictures that they name.

    Raises:
        InputError: it is not one, or too large; a sentence without the file's name.
    """
    points, places, colours = array("d"), array("d"), array("d")
    faces, face_places, owners = array("q"), array("q"), array("q")
    surfaces: dict[str, int] = {"": 0}
    found: dict[str, Surface] = {}
    pictured: dict[str, str] = {}
    current = 0
    for word, rest in _lines(data):
        try:
            if word == "v":
                numbers = [float(part) for part in rest.split()[:6]]
                points.extend(_three(numbers))
                if len(numbers) == 6:
                    colours.extend((len(points) / 3 - 1, *numbers[3:]))
            elif word == "vt":
                places.extend(_two(rest))
            elif word == "f":
                _add_face(rest, len(points) // 3, len(places) // 2, faces, face_places)
                owners.extend([current] * (len(faces) // 3 - len(owners)))
            elif word == "usemtl":
                current = surfaces.setdefault(rest.strip(), len(surfaces))
            elif word == "mtllib":
                for data_beside in _libraries(rest, read_beside):
                    found.update(read_mtl(data_beside))
                    pictured.update(mtl_pictures(data_beside))
        except (ValueError, OverflowError) as error:
            raise InputError(f"it is not a readable OBJ file (“{word} {rest[:40].strip()}”).") from error
        if len(points) > 3 * MOST_POINTS_READ or len(owners) > MOST_TRIANGLES_READ or len(surfaces) > _MOST_SURFACES:
            raise InputError("it has more than two million triangles; simplify it first.")
    wanted = {name: pictured[name] for name in surfaces if name in pictured and len(places)}
    pictures, shown = _pictures(wanted, read_beside)
    for name, place in shown.items():
        found[name] = replace(found.get(name, Surface()), colour=mean_colour(pictures[place]), picture=place)
    missing = sorted({pictured[name] for name in wanted} - {pictured[name] for name in shown})
    mesh = LooseMesh(
        np.array(points, float).reshape(-1, 3),
        np.array(faces, np.int64).reshape(-1, 3),
        np.array(owners, np.int64),
        tuple(found.get(name, Surface()) for name in surfaces),
        corner_uvs=_corner_uvs(places, face_places) if pictures else None,
        pictures=pictures,
        note=f"pictures of it that could not be read: {', '.join(missing)[:200]}" if missing else "",
    )
    return checked(_coloured(mesh, np.array(colours, float).reshape(-1, 4)) if colours and not pictures else mesh)


def mtl_pictures(data: bytes) -> dict[str, str]:
    """The file that each material of an MTL shows, by material name."""
    names: dict[str, str] = {}
    current = ""
    for word, rest in _lines(data):
        if word == "newmtl":
            current = rest.strip()
        elif word == "map_Kd" and len(names) < _MOST_SURFACES:
            words = rest.split()
            # Options come first, each with its numbers or its word.
            while words and words[0].startswith("-"):
                del words[0]
                while len(words) > 1 and (_is_number(words[0]) or words[0] in {"on", "off"}):
                    del words[0]
            if words:
                names[current] = " ".join(words)
    return names


def _pictures(wanted: Mapping[str, str], read_beside: ReadBeside) -> tuple[tuple[Pixels, ...], dict[str, int]]:
    """Pictures that could be read, each once, and which of them each material shows."""
    places: dict[str, int | None] = {}
    pictures: list[Pixels] = []
    for file in wanted.values():
        if file in places or len(pictures) >= MOST_PICTURES:
            continue
        data = read_beside(file)
        picture = read_model_picture(data) if data else None
        places[file] = None if picture is None else len(pictures)
        if picture is not None:
            pictures.append(picture)
    shown = {name: place for name, file in wanted.items() if (place := places.get(file)) is not None}
    return tuple(pictures), shown


def _corner_uvs(places: array[float], face_places: array[int]) -> Points:
    """Where each corner lies; one that says nothing, or nothing that is there, shows the picture's corner."""
    found = np.concatenate((np.array(places, float).reshape(-1, 2), np.zeros((1, 2))))
    index = np.array(face_places, np.int64).reshape(-1, 3)
    return found[np.where((index >= 0) & (index < len(found) - 1), index, len(found) - 1)]


def _coloured(mesh: LooseMesh, colours: Points) -> LooseMesh:
    """A surface for each colour that faces have, where points bear colours from 0 to 1 (index, red, green, blue)."""
    shades = np.ones((len(mesh.points), 3))
    shades[colours[:, 0].astype(np.int64)] = np.clip(np.nan_to_num(colours[:, 1:]), 0.0, 1.0)
    inside = np.clip(mesh.faces, 0, max(0, len(mesh.points) - 1))
    mean = np.rint(255 * shades[inside].mean(axis=1)).astype(np.int64) // _COLOUR_STEP * _COLOUR_STEP
    keys = np.concatenate((mesh.face_surfaces.reshape(-1, 1), np.minimum(mean + _COLOUR_STEP // 2, 255)), 1)
    rows, owners = np.unique(keys, axis=0, return_inverse=True)
    if len(rows) > _MOST_SURFACES:
        return mesh
    surfaces = tuple(
        replace(mesh.surfaces[owner], colour=(red, green, blue)) for owner, red, green, blue in rows.tolist()
    )
    return replace(mesh, face_surfaces=owners.reshape(-1), surfaces=surfaces)


def read_mtl(data: bytes) -> dict[str, Surface]:
    """The surfaces of an MTL file by name; what cannot be read keeps its default."""
    raw: dict[str, dict[str, tuple[float, ...]]] = {}
    current: dict[str, tuple[float, ...]] = {}
    for word, rest in _lines(data):
        if word == "newmtl" and len(raw) < _MOST_SURFACES:
            current = raw.setdefault(rest.strip(), {})
        elif word in {"Kd", "Ke", "d", "Tr", "illum"}:
            try:
                current[word] = tuple(min(1.0, max(0.0, float(part))) for part in rest.split()[:3])
            except ValueError:
                continue
    return {name: _surface(fields) for name, fields in raw.items()}


def _surface(fields: dict[str, tuple[float, ...]]) -> Surface:
    usual = Surface()
    red, green, blue = fields["Kd"] if len(fields.get("Kd", ())) == 3 else (part / 255 for part in usual.colour)
    opacity = fields["d"][0] if fields.get("d") else 1.0 - (fields["Tr"][0] if fields.get("Tr") else 0.0)
    emission = max(fields.get("Ke", (0.0,)) or (0.0,))
    colour = (round(red * 255), round(green * 255), round(blue * 255))
    return Surface(colour, opacity=opacity, emission=emission)


def _lines(data: bytes) -> Iterator[tuple[str, str]]:
    """(keyword, rest) of every line; a backslash at its end joins it to the next."""
    text = data.decode("utf-8", errors="replace").replace("\\\r\n", " ").replace("\\\n", " ")
    for line in text.splitlines():
        word, _, rest = line.strip().partition(" ")
        if word and not word.startswith("#"):
            yield word, rest


def _three(numbers: list[float]) -> tuple[float, float, float]:
    x, y, z = numbers[:3]
    return x, y, z


def _two(rest: str) -> tuple[float, float]:
    numbers = rest.split()[:2]
    return float(numbers[0]) if numbers else 0.0, float(numbers[1]) if len(numbers) > 1 else 0.0


def _is_number(word: str) -> bool:
    try:
        float(word)
    except ValueError:
        return False
    return True


def _add_face(rest: str, count: int, place_count: int, faces: array[int], face_places: array[int]) -> None:
    """Adds a polygon as a fan; an index below zero counts from the last point, or the last place on the picture."""
    corners, places = [], []
    for corner in rest.split():
        point, _, more = corner.partition("/")
        index = int(point)
        corners.append(index - 1 if index > 0 else count + index)
        given = more.partition("/")[0]
        place = int(given) if given else 0
        places.append(place - 1 if place > 0 else place_count + place if place < 0 else -1)
    if len(corners) > _MOST_CORNERS:
        raise ValueError("a polygon of too many corners")
    for second, third in pairwise(range(1, len(corners))):
        faces.extend((corners[0], corners[second], corners[third]))
        face_places.extend((places[0], places[second], places[third]))


def _libraries(rest: str, read_beside: ReadBeside) -> Iterator[bytes]:
    """The MTL files of a line: one whose name may hold spaces, else several."""
    whole = read_beside(rest.strip())
    names = () if whole is not None else rest.split()
    for data in (whole, *(read_beside(name) for name in names)):
        if data is not None:
            yield data
