"""One picture for a whole prop: the pictures and plain colours of its surfaces side by side, and where corners lie."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
import numpy.typing as npt
from PIL import Image

from studio.model.mesh import MAX_TEXTURE_SIDE
from studio.staging.props_library.loose_mesh import LooseMesh, Pixels, Points

_MOST_REPEATS = 8
_EDGE_PX = 4
"""Each tile is continued by as many pixels, so that a smaller copy of the atlas mixes in no neighbour."""
_PATCH_PX = 8
_LEAST_SIDE = 16


@dataclass(frozen=True, slots=True, eq=False)
class Painted:
    """``texture`` (h, w, 3), sides powers of two; ``corner_uvs`` (m, 3, 2) on it, v up."""

    texture: Pixels
    corner_uvs: Points


@dataclass(frozen=True, slots=True, eq=False)
class _Tile:
    """A picture, or a colour as a picture of one pixel, with the faces it is for and their places on it."""

    picture: Pixels
    faces: npt.NDArray[np.int64]
    uvs: Points
    repeats: tuple[int, int]

    @property
    def weight(self) -> int:
        """The longer side that would keep all of it."""
        height, width = self.picture.shape[:2]
        return int(max(height * self.repeats[1], width * self.repeats[0]))


def painted(mesh: LooseMesh) -> Painted:
    """The atlas of a mesh; every surface that a face has is on it."""
    tiles = [_tile(mesh, int(owner)) for owner in np.unique(mesh.face_surfaces)]
    pictures = [tile for tile in tiles if tile.weight > 1]
    colours = [tile for tile in tiles if tile.weight <= 1]
    uvs = np.zeros((len(mesh.faces), 3, 2))
    columns = max(1, ceil(sqrt(len(pictures))))
    rows = ceil(len(pictures) / columns)
    width = _width(pictures, len(colours), columns)
    across = width // _PATCH_PX
    strip = ceil(len(colours) / across) * _PATCH_PX
    tallest = max((tile.picture.shape[0] * tile.repeats[1] for tile in pictures), default=0)
    height = _power(tallest * rows + strip)
    cell = (width // columns, (height - strip) // rows if rows else 0)
    sheet = np.full((height, width, 3), 128, np.uint8)
    for place, tile in enumerate(pictures):
        left, top = (place % columns) * cell[0], (place // columns) * cell[1]
        edge = 0 if len(tiles) == 1 else min(_EDGE_PX, min(cell) // 8)
        _lay(sheet, tile, (left, top), cell, edge)
        _set(uvs, tile, (left + edge, top + edge), (cell[0] - 2 * edge, cell[1] - 2 * edge), (width, height))
    for place, tile in enumerate(colours):
        left, top = place % across * _PATCH_PX, height - strip + place // across * _PATCH_PX
        sheet[top : top + _PATCH_PX, left : left + _PATCH_PX] = tile.picture[0, 0]
        uvs[tile.faces] = ((left + _PATCH_PX / 2) / width, 1.0 - (top + _PATCH_PX / 2) / height)
    return Painted(sheet, uvs)


def _tile(mesh: LooseMesh, owner: int) -> _Tile:
    faces = np.flatnonzero(mesh.face_surfaces == owner)
    surface = mesh.surfaces[owner]
    if surface.picture is None or mesh.corner_uvs is None:
        colour = np.array(surface.colour, np.uint8).reshape(1, 1, 3)
        return _Tile(colour, faces, np.zeros((len(faces), 3, 2)), (1, 1))
    uvs = mesh.corner_uvs[faces]
    # Each face begins in the first copy of a picture that repeats; what then still reaches beyond needs more copies.
    uvs = uvs - np.floor(uvs.min(axis=1, keepdims=True) + 1e-6)
    reach = uvs.max(axis=(0, 1)) if len(faces) else np.ones(2)
    repeats = tuple(int(min(_MOST_REPEATS, max(1, ceil(float(axis) - 1e-4)))) for axis in reach)
    return _Tile(mesh.pictures[surface.picture], faces, np.clip(uvs, 0.0, np.array(repeats)), (repeats[0], repeats[1]))


def _width(pictures: list[_Tile], colours: int, columns: int) -> int:
    """The width of the atlas, no larger than what is on it asks for; the colours fit into half its greatest height."""
    widest = max((tile.picture.shape[1] * tile.repeats[0] for tile in pictures), default=0)
    least = ceil(colours * _PATCH_PX / (MAX_TEXTURE_SIDE // 2 // _PATCH_PX))
    return _power(max(widest * columns, least, 0 if pictures else ceil(sqrt(colours)) * _PATCH_PX))


def _power(pixels: int) -> int:
    """The power of two at or above, at most the largest side a texture may have."""
    side = _LEAST_SIDE
    while side < pixels and side < MAX_TEXTURE_SIDE:
        side *= 2
    return side


def _lay(sheet: Pixels, tile: _Tile, corner: tuple[int, int], cell: tuple[int, int], edge: int) -> None:
    """A picture, as often as it repeats, into its cell, its edges continued."""
    across, down = tile.repeats
    inner = (max(1, cell[0] - 2 * edge), max(1, cell[1] - 2 * edge))
    once = Image.fromarray(tile.picture, "RGB").resize(
        (max(1, ceil(inner[0] / across)), max(1, ceil(inner[1] / down))), Image.Resampling.LANCZOS
    )
    whole = np.tile(np.asarray(once), (down, across, 1))
    fitted = np.asarray(Image.fromarray(whole, "RGB").resize(inner, Image.Resampling.BILINEAR))
    padded = np.pad(fitted, ((edge, edge), (edge, edge), (0, 0)), "edge")
    left, top = corner
    sheet[top : top + padded.shape[0], left : left + padded.shape[1]] = padded


def _set(uvs: Points, tile: _Tile, corner: tuple[int, int], inner: tuple[int, int], size: tuple[int, int]) -> None:
    """Where the faces of a tile lie on the sheet; its lowest copy is where v begins."""
    share = tile.uvs / np.array(tile.repeats)
    across = (corner[0] + share[..., 0] * inner[0]) / size[0]
    down = (corner[1] + (1.0 - share[..., 1]) * inner[1]) / size[1]
    uvs[tile.faces] = np.stack((across, 1.0 - down), -1)
