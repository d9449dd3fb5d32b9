"""glTF files put together array by array, for what exporters rarely write by themselves."""

from __future__ import annotations

import base64
import io
import json
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from tests.unit.staging.props_library.models import glb

Array = npt.NDArray[Any]
_COMPONENTS = {"i1": 5120, "u1": 5121, "i2": 5122, "u2": 5123, "u4": 5125, "f4": 5126}
_TYPES = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}
SQUARE = np.array([(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)], "<f4")
SQUARE_UVS = np.array([(0, 1), (1, 1), (1, 0), (0, 0)], "<f4")
SQUARE_FACES = np.array([0, 1, 2, 0, 2, 3], "<u2")


class GltfMaker:
    """A glTF in the making; what it holds are plain fields, to be bent as a test needs them."""

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {
            "asset": {"version": "2.0"},
            "scenes": [{"nodes": [0]}],
            "nodes": [{"mesh": 0}],
            "meshes": [{"primitives": []}],
            "accessors": [],
            "bufferViews": [],
        }
        self.binary = b""

    def view(self, data: bytes, **more: Any) -> int:
        self.binary += b"\0" * (-len(self.binary) % 4)
        self.fields["bufferViews"].append({"buffer": 0, "byteOffset": len(self.binary), "byteLength": len(data)} | more)
        self.binary += data
        return len(self.fields["bufferViews"]) - 1

    def accessor(self, values: Array, **more: Any) -> int:
        whole = values.reshape(len(values), -1)
        wire = {
            "bufferView": self.view(values.tobytes()),
            "componentType": _COMPONENTS[values.dtype.str[1:]],
            "count": len(values),
            "type": _TYPES[whole.shape[1]],
        }
        return self.put(wire | more)

    def put(self, accessor: dict[str, Any]) -> int:
        self.fields["accessors"].append(accessor)
        return len(self.fields["accessors"]) - 1

    def primitive(self, indices: Array | None = SQUARE_FACES, **more: Any) -> dict[str, Any]:
        """Adds a primitive; further keys in capitals are attributes, others its own fields."""
        attributes = {name: value for name, value in more.items() if name.isupper() or "_" in name}
        attributes.setdefault("POSITION", self.accessor(SQUARE))
        wire = {"attributes": attributes} | {name: value for name, value in more.items() if name not in attributes}
        if indices is not None:
            wire["indices"] = self.accessor(indices)
        self.fields["meshes"][0]["primitives"].append(wire)
        return wire

    def picture(self, pixels: Array, **texture_info: Any) -> int:
        """Adds a material that shows a picture; returns its number."""
        sampler = texture_info.pop("sampler", None)
        fields = self.fields
        images = fields.setdefault("images", [])
        images.append({"bufferView": self.view(png(pixels)), "mimeType": "image/png"})
        texture: dict[str, Any] = {"source": len(images) - 1}
        if sampler is not None:
            fields.setdefault("samplers", []).append(sampler)
            texture["sampler"] = len(fields["samplers"]) - 1
        fields.setdefault("textures", []).append(texture)
        factor = texture_info.pop("factor", [1, 1, 1, 1])
        info = {"index": len(fields["textures"]) - 1} | texture_info
        fields.setdefault("materials", []).append(
            {"pbrMetallicRoughness": {"baseColorTexture": info, "baseColorFactor": factor, "metallicFactor": 0}}
        )
        return len(fields["materials"]) - 1

    def glb(self) -> bytes:
        return glb(self.fields | {"buffers": [{"byteLength": len(self.binary)}]}, self.binary)

    def gltf(self, uri: str | None = None) -> bytes:
        """As text, the data inside or in the file ``uri``."""
        inside = "data:application/octet-stream;base64," + base64.b64encode(self.binary).decode()
        return json.dumps(self.fields | {"buffers": [{"byteLength": len(self.binary), "uri": uri or inside}]}).encode()


def png(pixels: Array) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels.astype(np.uint8)).save(out, "PNG")
    return out.getvalue()


def quarters() -> Array:
    """Red top left, green top right, blue bottom left, white bottom right; 16 pixels a side."""
    sheet = np.zeros((16, 16, 3), np.uint8)
    sheet[:8, :8], sheet[:8, 8:], sheet[8:, :8], sheet[8:, 8:] = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
    return sheet
