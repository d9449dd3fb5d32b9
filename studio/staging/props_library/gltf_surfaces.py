"""The materials of a glTF file as surfaces, with the pictures on them."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, sin
from typing import Any

import numpy as np

from studio.staging.props_library.gltf_data import GltfData
from studio.staging.props_library.loose_mesh import Pixels, Points, Surface
from studio.staging.props_library.model_pictures import MOST_PICTURES, mean_colour, read_model_picture

_CLAMPED, _MIRRORED = 33071, 33648
_WEBP = "EXT_texture_webp"
_UNREAD = {"KHR_texture_basisu": "Basis", "MSFT_texture_dds": "DDS", "EXT_texture_avif": "AVIF"}


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a picture lies on a surface: which set of places is used, and what is done with them."""

    uv_set: int = 0
    turn: tuple[tuple[float, float, float], tuple[float, float, float]] = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    is_clamped: tuple[bool, bool] = (False, False)
    is_mirrored: tuple[bool, bool] = (False, False)

    def places(self, uvs: Points) -> Points:
        """Places (n, 2) of the file on the picture: transformed, kept inside where it does not repeat, v up."""
        matrix = np.array(self.turn)
        placed = uvs @ matrix[:, :2].T + matrix[:, 2]
        for axis in (0, 1):
            if self.is_clamped[axis]:
                placed[:, axis] = np.clip(placed[:, axis], 0.0, 1.0)
            if self.is_mirrored[axis]:
                placed[:, axis] /= 2.0
        return np.stack((placed[:, 0], 1.0 - placed[:, 1]), -1)


@dataclass(frozen=True, slots=True)
class GltfSurface:
    """A surface and how its picture lies on it."""

    surface: Surface
    wrapping: Wrapping = Wrapping()


class GltfSurfaces:
    """The materials of one file, each read when first used; ``pictures`` are those that they show."""

    def __init__(self, data: GltfData) -> None:
        self._data = data
        self._known: dict[int, GltfSurface] = {}
        self._read: dict[int, Pixels | None] = {}
        self.pictures: list[Pixels] = []
        self.unread: set[str] = set()

    def of(self, index: Any) -> GltfSurface:
        """The surface of a material; the usual one for none, or for one that is not there."""
        materials = self._data.fields.get("materials") or []
        if not isinstance(index, int) or not 0 <= index < len(materials):
            return GltfSurface(Surface())
        if index not in self._known:
            self._known[index] = self._surface(materials[index])
        return self._known[index]

    def _surface(self, material: dict[str, Any]) -> GltfSurface:
        extensions = material.get("extensions") or {}
        shiny = material.get("pbrMetallicRoughness") or {}
        older = extensions.get("KHR_materials_pbrSpecularGlossiness") or {}
        given = shiny.get("baseColorFactor") or older.get("diffuseFactor") or (1.0, 1.0, 1.0, 1.0)
        red, green, blue, alpha = (min(1.0, max(0.0, float(part))) for part in given)
        opacity = alpha if material.get("alphaMode") == "BLEND" else 1.0
        if "KHR_materials_transmission" in extensions:
            opacity = 0.3
        # Without a factor the file means fully metallic, which exporters rarely do on purpose.
        metal = float(shiny.get("metallicFactor", 0.0))
        emission = max((float(part) for part in material.get("emissiveFactor") or ()), default=0.0)
        texture = shiny.get("baseColorTexture") or older.get("diffuseTexture")
        if texture is None and material.get("emissiveTexture") and emission > 0:
            # A screen or a sign: its picture shines, and its base colour is black.
            texture, (red, green, blue), emission = material["emissiveTexture"], (1.0, 1.0, 1.0), 0.0
        place, wrapping = self._picture(texture, (red, green, blue)) if texture else (None, Wrapping())
        if place is not None:
            return GltfSurface(Surface(mean_colour(self.pictures[place]), opacity, metal, emission, place), wrapping)
        if texture and min(red, green, blue) > 0.9:
            # The picture could not be read, and white is not what it showed.
            return GltfSurface(Surface(opacity=opacity, metal=metal, emission=emission))
        colour = srgb_bytes(np.array((red, green, blue))).tolist()
        return GltfSurface(Surface((colour[0], colour[1], colour[2]), opacity, metal, emission))

    def _picture(self, info: dict[str, Any], factor: tuple[float, float, float]) -> tuple[int | None, Wrapping]:
        texture = self._data.fields["textures"][info["index"]]
        sampler = {}
        if isinstance(texture.get("sampler"), int):
            sampler = self._data.fields["samplers"][texture["sampler"]]
        wraps = (sampler.get("wrapS"), sampler.get("wrapT"))
        mirrored = (wraps[0] == _MIRRORED, wraps[1] == _MIRRORED)
        pixels = self._pixels(texture)
        if pixels is None or len(self.pictures) >= MOST_PICTURES:
            return None, Wrapping()
        coloured = _multiplied(pixels, factor)
        for axis in (1, 0):
            if mirrored[1 - axis]:
                other = np.flip(coloured, axis)
                # Along v the sheet grows downwards, so the mirror image comes below.
                coloured = np.concatenate((coloured, other), axis)
        self.pictures.append(np.ascontiguousarray(coloured))
        transform = (info.get("extensions") or {}).get("KHR_texture_transform") or {}
        return len(self.pictures) - 1, Wrapping(
            uv_set=int(transform.get("texCoord", info.get("texCoord", 0))),
            turn=_turn(transform),
            is_clamped=(wraps[0] == _CLAMPED, wraps[1] == _CLAMPED),
            is_mirrored=mirrored,
        )

    def _pixels(self, texture: dict[str, Any]) -> Pixels | None:
        extensions = texture.get("extensions") or {}
        source = (extensions.get(_WEBP) or {}).get("source", texture.get("source"))
        if not isinstance(source, int):
            self.unread |= {word for name, word in _UNREAD.items() if name in extensions}
            return None
        if source not in self._read:
            image = self._data.fields["images"][source]
            if "bufferView" in image:
                data: bytes | None = self._data.view_bytes(image["bufferView"])
            else:
                data = self._data.uri_bytes(str(image.get("uri", "")))
            self._read[source] = read_model_picture(data) if data else None
            if self._read[source] is None:
                self.unread.add(str(image.get("mimeType") or "").removeprefix("image/").upper() or "missing")
        return self._read[source]


def srgb_bytes(parts: Points) -> Pixels:
    """Linear parts from 0 to 1, of any shape, as bytes (IEC 61966-2-1)."""
    value = np.clip(parts, 0.0, 1.0)
    shown = np.where(value <= 0.0031308, 12.92 * value, 1.055 * value ** (1 / 2.4) - 0.055)
    rounded: Pixels = np.rint(255 * shown).astype(np.uint8)
    return rounded


def linear(colour: tuple[int, int, int]) -> Points:
    """The linear parts (3,) of an sRGB colour."""
    parts = np.array(colour) / 255.0
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _multiplied(picture: Pixels, factor: tuple[float, float, float]) -> Pixels:
    """The picture times a linear colour, as a base colour factor asks for."""
    if min(factor) >= 0.999:
        return picture
    shades = np.stack([linear((step, step, step)) for step in range(256)])
    table = srgb_bytes(shades * np.array(factor))
    return np.stack([table[picture[..., part], part] for part in range(3)], -1)


def _turn(transform: dict[str, Any]) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    """The matrix of KHR_texture_transform: scaled, turned, moved, in that order."""
    du, dv = (float(part) for part in transform.get("offset") or (0.0, 0.0))
    su, sv = (float(part) for part in transform.get("scale") or (1.0, 1.0))
    angle = float(transform.get("rotation", 0.0))
    return (
        (su * cos(angle), sv * sin(angle), du),
        (-su * sin(angle), sv * cos(angle), dv),
    )
