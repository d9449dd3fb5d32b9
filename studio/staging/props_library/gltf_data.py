"""The inside of a glTF 2.0 file: its JSON, its buffers, and the numbers that its accessors read from them."""

from __future__ import annotations

import base64
import binascii
import json
import struct
from typing import Any
from urllib.parse import unquote

import numpy as np
import numpy.typing as npt

from studio.errors import InputError
from studio.staging.props_library.loose_mesh import MOST_TRIANGLES_READ, ReadBeside

Numbers = npt.NDArray[Any]

_MAGIC, _JSON, _BIN = b"glTF", 0x4E4F534A, 0x004E4942
_MOST_JSON_BYTES = 64 * 1024 * 1024
_MOST_BYTES = 512 * 1024 * 1024
"""Of all accessors together: many may read the same bytes, so that a small file could ask for any amount."""
_TYPES: dict[int, type[np.number[Any]]] = {
    5120: np.int8,
    5121: np.uint8,
    5122: np.int16,
    5123: np.uint16,
    5125: np.uint32,
    5126: np.float32,
}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
_COMPRESSED = {
    "KHR_draco_mesh_compression": "Draco",
    "EXT_meshopt_compression": "meshopt",
    "KHR_meshopt_compression": "meshopt",
}


class GltfData:
    """One file, parsed; what it names beside itself is asked of ``read_beside``.

    Raises:
        InputError: it is no glTF 2.0, or compressed; a sentence without its name.
    """

    def __init__(self, data: bytes, read_beside: ReadBeside) -> None:
        self.fields, self._binary = _split(data)
        self._read_beside = read_beside
        self._buffers: dict[int, bytes] = {}
        self._spent = 0
        for name in self.fields.get("extensionsRequired") or ():
            if name in _COMPRESSED:
                raise InputError(f"it is compressed with {_COMPRESSED[name]}; export it without compression.")

    def accessor(self, index: int) -> Numbers:
        """The values (count, width) of an accessor; normalised integers become fractions."""
        accessor = _listed(self.fields, "accessors", index)
        kind, width = _TYPES[accessor["componentType"]], _WIDTHS[accessor["type"]]
        count = int(accessor["count"])
        self._spend(count, count * width * np.dtype(kind).itemsize)
        values: Numbers = np.zeros((count, width), kind)
        if "bufferView" in accessor:
            values = self._viewed(accessor["bufferView"], int(accessor.get("byteOffset", 0)), kind, count, width)
        if "sparse" in accessor:
            values = values.copy()
            sparse = accessor["sparse"]
            some = int(sparse["count"])
            self._spend(some, 0)
            where, what = sparse["indices"], sparse["values"]
            at = self._viewed(
                where["bufferView"], int(where.get("byteOffset", 0)), _TYPES[where["componentType"]], some, 1
            )
            places = at.reshape(-1).astype(np.int64)
            values[places] = self._viewed(what["bufferView"], int(what.get("byteOffset", 0)), kind, some, width)
        if accessor.get("normalized") and values.dtype.kind in "iu":
            fractions: npt.NDArray[np.float64] = np.maximum(values / float(np.iinfo(values.dtype).max), -1.0)
            return fractions
        return values

    def view_bytes(self, index: int) -> bytes:
        """The bytes of a buffer view."""
        view = _listed(self.fields, "bufferViews", index)
        data = self._buffer(int(view["buffer"]))
        start, length = int(view.get("byteOffset", 0)), int(view["byteLength"])
        if min(start, length) < 0 or start + length > len(data):
            raise ValueError("a view outside of its buffer")
        return data[start : start + length]

    def uri_bytes(self, uri: str) -> bytes | None:
        """What a URI holds or names: its own data, or a file beside the model that may be read; else None."""
        if uri.startswith("data:"):
            try:
                return base64.b64decode(uri.partition(",")[2], validate=True)
            except binascii.Error as error:
                raise ValueError("damaged data inside") from error
        return self._read_beside(unquote(uri))

    def _spend(self, count: int, size: int) -> None:
        if not 0 <= count <= 3 * MOST_TRIANGLES_READ:
            raise InputError("it has more than two million triangles; simplify it first.")
        self._spent += size
        if self._spent > _MOST_BYTES:
            raise InputError("it unfolds to far more than a model of its size holds, so it was left alone.")

    def _viewed(self, index: int, offset: int, kind: type[np.number[Any]], count: int, width: int) -> Numbers:
        view = _listed(self.fields, "bufferViews", index)
        if any(name in (view.get("extensions") or {}) for name in _COMPRESSED):
            raise InputError("it is compressed with meshopt; export it without compression.")
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
            uri = _listed(self.fields, "buffers", index).get("uri")
            found = self._binary if uri is None else self.uri_bytes(str(uri))
            if found is None:
                raise InputError(
                    f"it keeps its shapes in “{str(uri)[:60]}”, which is not in its folder; export it as one .glb file."
                )
            self._buffers[index] = found
        return self._buffers[index]


def _listed(fields: dict[str, Any], kind: str, index: Any) -> dict[str, Any]:
    """An entry of one of the file's lists; a number below zero is no place in it."""
    if not isinstance(index, int) or index < 0:
        raise ValueError(f"no place in {kind}")
    entry = fields[kind][index]
    if not isinstance(entry, dict):
        raise TypeError(f"an entry of {kind} that is none")
    return entry


def _split(data: bytes) -> tuple[dict[str, Any], bytes]:
    """The JSON and the binary chunk of a GLB; a .gltf is all JSON."""
    text, binary = data, b""
    try:
        if data[:4] == _MAGIC:
            _, version, _ = struct.unpack_from("<4sII", data)
            if version == 1:
                raise InputError("it is glTF 1.0; export it as glTF 2.0.")
            text, at = b"", 12
            while at + 8 <= len(data):
                length, kind = struct.unpack_from("<II", data, at)
                chunk = data[at + 8 : at + 8 + length]
                text = chunk if kind == _JSON and not text else text
                binary = chunk if kind == _BIN and not binary else binary
                at += 8 + length
        if len(text) > _MOST_JSON_BYTES:
            raise InputError("its description alone is larger than 64 MB, so it was left alone.")
        fields = json.loads(text)
    except (struct.error, ValueError, RecursionError) as error:
        raise InputError("it is not a readable glTF file; export it again.") from error
    if not isinstance(fields, dict):
        raise InputError("it is not a readable glTF file; export it again.")
    return fields, binary
