"""Reads glTF 2.0 as one file: GLB, or .gltf with its data inside. Nothing outside the file is ever opened."""

from __future__ import annotations

import base64
import binascii
import json
import struct
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.errors import InputError
from studio.staging.props_library.gltf_nodes import placed_meshes
from studio.staging.props_library.loose_mesh import (
    MOST_POINTS_READ,
    MOST_TRIANGLES_READ,
    Faces,
    LooseMesh,
    Points,
    Surface,
    checked,
)

_MAGIC, _JSON, _BIN = 0x46546C67, 0x4E4F534A, 0x004E4942
_TYPES: dict[int, type[np.number[Any]]] = {
    5120: np.int8,
    5121: np.uint8,
    5122: np.int16,
    5123: np.uint16,
    5125: np.uint32,
    5126: np.float32,
}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}
_UNREAD = {
    "KHR_draco_mesh_compression": "Draco",
    "EXT_meshopt_compression": "meshopt",
    "KHR_meshopt_compression": "meshopt",
}
_TRIANGLES, _STRIP, _FAN = 4, 5, 6


def read_gltf(data: bytes) -> LooseMesh:
    """The mesh of the file's scene, its nodes' transforms applied.

    Raises:
        InputError: it is not one, is compressed, names other files or is too large; a sentence without its name.
    """
    fields, binary = _split(data)
    for name in fields.get("extensionsRequired") or ():
        if name in _UNREAD:
            raise InputError(f"it is compressed with {_UNREAD[name]}; export it without compression.")
    try:
        # What is not a number is told once the mesh is whole.
        with np.errstate(all="ignore"):
            return _Reader(fields, binary).mesh()
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        raise InputError("it is a damaged glTF file; export it again.") from error


def _split(data: bytes) -> tuple[dict[str, Any], bytes]:
    """The JSON and the binary chunk of a GLB; a .gltf is all JSON."""
    text, binary = data, b""
    try:
        if data[:4] == b"glTF":
            _, version, _ = struct.unpack_from("<III", data)
            if version == 1:
                raise InputError("it is glTF 1.0; export it as glTF 2.0.")
            text, at = b"", 12
            while at + 8 <= len(data):
                length, kind = struct.unpack_from("<II", data, at)
                chunk = data[at + 8 : at + 8 + length]
                text = chunk if kind == _JSON and not text else text
                binary = chunk if kind == _BIN and not binary else binary
                at += 8 + length
        fields = json.loads(text)
    except (struct.error, ValueError, RecursionError) as error:
        raise InputError("it is not a readable glTF file; export it again.") from error
    if not isinstance(fields, dict):
        raise InputError("it is not a readable glTF file; export it again.")
    return fields, binary


class _Reader:
    """One file's accessors, materials and meshes."""

    def __init__(self, fields: dict[str, Any], binary: bytes) -> None:
        self._fields, self._binary = fields, binary
        self._buffers: dict[int, bytes] = {}

    def mesh(self) -> LooseMesh:
        points: list[Points] = []
        faces: list[Faces] = []
        owners: list[npt.NDArray[np.int64]] = []
        point_count = face_count = 0
        for index, matrix in placed_meshes(self._fields):
            for primitive in self._fields["meshes"][index]["primitives"]:
                if primitive.get("mode", _TRIANGLES) not in {_TRIANGLES, _STRIP, _FAN}:
                    continue
                here = self._accessor(primitive["attributes"]["POSITION"]).astype(float).reshape(-1, 3)
                corners = self._corners(primitive, len(here))
                if float(np.linalg.det(matrix[:3, :3])) < 0:
                    corners = corners[:, ::-1]
                points.append(here @ matrix[:3, :3].T + matrix[:3, 3])
                faces.append(corners + point_count)
                owners.append(np.full(len(corners), int(primitive.get("material", -1)) + 1, np.int64))
                point_count, face_count = point_count + len(here), face_count + len(corners)
                if point_count > MOST_POINTS_READ or face_count > MOST_TRIANGLES_READ:
                    raise InputError("it has more than two million triangles; simplify it first.")
        if not faces:
            raise InputError("it has no triangles; export it as a mesh.")
        surfaces = (Surface(), *(_surface(material) for material in self._fields.get("materials") or ()))
        whose = np.concatenate(owners)
        whose[(whose < 0) | (whose >= len(surfaces))] = 0
        credit = str((self._fields.get("asset") or {}).get("copyright") or "")[:300]
        return checked(LooseMesh(np.concatenate(points), np.concatenate(faces), whose, surfaces, credit))

    def _corners(self, primitive: dict[str, Any], count: int) -> Faces:
        given = primitive.get("indices")
        order = np.arange(count) if given is None else self._accessor(given).astype(np.int64).reshape(-1)
        mode = primitive.get("mode", _TRIANGLES)
        if mode == _STRIP:
            strip = np.stack((order[:-2], order[1:-1], order[2:]), -1)
            strip[1::2] = strip[1::2, ::-1]
            return strip
        if mode == _FAN:
            return np.stack((np.broadcast_to(order[0], len(order) - 2), order[1:-1], order[2:]), -1)
        return order[: len(order) // 3 * 3].reshape(-1, 3)

    def _accessor(self, index: int) -> npt.NDArray[Any]:
        """The values (count, width) of an accessor; normalised integers become fractions."""
        accessor = self._fields["accessors"][index]
        kind, width = _TYPES[accessor["componentType"]], _WIDTHS[accessor["type"]]
        count = int(accessor["count"])
        if not 0 <= count <= 3 * MOST_TRIANGLES_READ:
            raise InputError("it has more than two million triangles; simplify it first.")
        values: npt.NDArray[Any] = np.zeros((count, width), kind)
        if "bufferView" in accessor:
            values = self._viewed(accessor["bufferView"], int(accessor.get("byteOffset", 0)), kind, count, width)
        if "sparse" in accessor:
            values = values.copy()
            sparse = accessor["sparse"]
            some = int(sparse["count"])
            where, what = sparse["indices"], sparse["values"]
            at = self._viewed(where["bufferView"], where.get("byteOffset", 0), _TYPES[where["componentType"]], some, 1)
            values[at.reshape(-1)] = self._viewed(what["bufferView"], what.get("byteOffset", 0), kind, some, width)
        if accessor.get("normalized") and values.dtype.kind in "iu":
            fractions: npt.NDArray[np.float64] = np.maximum(values / float(np.iinfo(values.dtype).max), -1.0)
            return fractions
        return values

    def _viewed(self, index: int, offset: int, kind: type[np.number[Any]], count: int, width: int) -> npt.NDArray[Any]:
        view = self._fields["bufferViews"][index]
        data = self._buffer(int(view["buffer"]))
        start, length = int(view.get("byteOffset", 0)), int(view["byteLength"])
        if min(start, length, offset) < 0 or start + length > len(data):
            raise ValueError("a view outside of its buffer")
        item = np.dtype(kind).newbyteorder("<")
        stride = int(view.get("byteStride", 0)) or item.itemsize * width
        if stride < item.itemsize * width or offset + (count - 1) * stride + item.itemsize * width > length:
            raise ValueError("an accessor outside of its view")
        return np.ndarray((count, width), item, data, start + offset, (stride, item.itemsize))

    def _buffer(self, index: int) -> bytes:
        if index not in self._buffers:
            uri = self._fields["buffers"][index].get("uri")
            if uri is None:
                self._buffers[index] = self._binary
            elif str(uri).startswith("data:"):
                try:
                    self._buffers[index] = base64.b64decode(str(uri).partition(",")[2], validate=True)
                except binascii.Error as error:
                    raise ValueError("damaged data inside") from error
            else:
                raise InputError("it keeps its shapes in another file; export it as one .glb file.")
        return self._buffers[index]


def _surface(material: dict[str, Any]) -> Surface:
    """What a material looks like: its base colour is linear, ours is sRGB."""
    shiny = material.get("pbrMetallicRoughness") or {}
    factor = [float(part) for part in shiny.get("baseColorFactor") or (1.0, 1.0, 1.0, 1.0)]
    red, green, blue = (_srgb(part) for part in factor[:3])
    opacity = factor[3] if material.get("alphaMode") == "BLEND" else 1.0
    emission = max((float(part) for part in material.get("emissiveFactor") or ()), default=0.0)
    if "KHR_materials_transmission" in (material.get("extensions") or {}):
        opacity = 0.3
    # Without a factor the file means fully metallic, which exporters rarely do on purpose.
    metal = float(shiny.get("metallicFactor", 0.0))
    if "baseColorTexture" in shiny and min(factor[:3]) > 0.9:
        return Surface(opacity=opacity, metal=metal, emission=emission)
    return Surface((red, green, blue), opacity, metal, emission)


def _srgb(linear: float) -> int:
    """IEC 61966-2-1, to a byte."""
    value = min(1.0, max(0.0, linear))
    return round(255 * (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055))
