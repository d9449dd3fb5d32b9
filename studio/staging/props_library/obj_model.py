"""Reads Wavefront OBJ and the colours of its MTL; pictures, curves and anything outside its own folder are left."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from itertools import pairwise

import numpy as np

from studio.errors import InputError
from studio.staging.props_library.loose_mesh import (
    MOST_POINTS_READ,
    MOST_TRIANGLES_READ,
    LooseMesh,
    Surface,
    checked,
)

ReadBeside = Callable[[str], bytes | None]
"""Reads a file that the model names, or None where there is none that may be read."""
_MOST_SURFACES = 4096
_MOST_CORNERS = 4096


def read_obj(data: bytes, read_beside: ReadBeside = lambda _: None) -> LooseMesh:
    """The mesh of an OBJ file; ``read_beside`` gives the bytes of its MTL files.

    Raises:
        InputError: it is not one, or too large; a sentence without the file's name.
    """
    points, faces, owners = array("d"), array("q"), array("q")
    surfaces: dict[str, int] = {"": 0}
    found: dict[str, Surface] = {}
    current = 0
    for word, rest in _lines(data):
        try:
            if word == "v":
                points.extend(_coordinates(rest))
            elif word == "f":
                _add_face(rest, len(points) // 3, faces)
                owners.extend([current] * (len(faces) // 3 - len(owners)))
            elif word == "usemtl":
                current = surfaces.setdefault(rest.strip(), len(surfaces))
            elif word == "mtllib":
                for data_beside in _libraries(rest, read_beside):
                    found.update(read_mtl(data_beside))
        except (ValueError, OverflowError) as error:
            raise InputError(f"it is not a readable OBJ file (“{word} {rest[:40].strip()}”).") from error
        if len(points) > 3 * MOST_POINTS_READ or len(owners) > MOST_TRIANGLES_READ or len(surfaces) > _MOST_SURFACES:
            raise InputError("it has more than two million triangles; simplify it first.")
    return checked(
        LooseMesh(
            np.array(points, float).reshape(-1, 3),
            np.array(faces, np.int64).reshape(-1, 3),
            np.array(owners, np.int64),
            tuple(found.get(name, Surface()) for name in surfaces),
        )
    )


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


def _coordinates(rest: str) -> tuple[float, float, float]:
    x, y, z = (float(part) for part in rest.split()[:3])
    return x, y, z


def _add_face(rest: str, count: int, faces: array[int]) -> None:
    """Adds a polygon as a fan; an index below zero counts from the last point."""
    corners = []
    for corner in rest.split():
        index = int(corner.partition("/")[0])
        corners.append(index - 1 if index > 0 else count + index)
    if len(corners) > _MOST_CORNERS:
        raise ValueError("a polygon of too many corners")
    for second, third in pairwise(corners[1:]):
        faces.extend((corners[0], second, third))


def _libraries(rest: str, read_beside: ReadBeside) -> Iterator[bytes]:
    """The MTL files of a line: one whose name may hold spaces, else several."""
    whole = read_beside(rest.strip())
    names = () if whole is not None else rest.split()
    for data in (whole, *(read_beside(name) for name in names)):
        if data is not None:
            yield data
