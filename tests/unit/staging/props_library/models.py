"""Small models as other programs write them."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

Box = tuple[tuple[float, float, float], tuple[float, float, float]]
"""Least and greatest corner."""
CORNERS = np.array([(x, y, z) for x in (0, 1) for y in (0, 1) for z in (0, 1)], float)
QUADS = ((0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3))
TRIANGLES = np.array([face for a, b, c, d in QUADS for face in ((a, b, c), (a, c, d))])

TABLE: tuple[Box, ...] = (
    ((0.0, 0.7, 0.0), (1.6, 0.75, 0.8)),
    *(((x, 0.0, z), (x + 0.06, 0.7, z + 0.06)) for x in (0.0, 1.54) for z in (0.0, 0.74)),
)


def obj_text(boxes: tuple[Box, ...] = TABLE, *, scale: float = 1.0, head: str = "", surfaces: str = "") -> bytes:
    """An OBJ of boxes with quads; ``surfaces`` names one material for each box, a letter each."""
    lines = [head] if head else []
    for place, (low, high) in enumerate(boxes):
        points = (np.array(low) + CORNERS * (np.array(high) - np.array(low))) * scale
        lines += [f"v {x:.6g} {y:.6g} {z:.6g}" for x, y, z in points]
        lines += [f"usemtl {surfaces[place]}"] if surfaces else []
        lines += ["f " + " ".join(str(8 * place + corner + 1) for corner in quad) for quad in QUADS]
    return ("\n".join(lines) + "\n").encode()


def gltf_fields(*, size: tuple[float, float, float] = (0.5, 0.9, 0.5), **more: Any) -> tuple[dict[str, Any], bytes]:
    """The JSON and the binary of a glTF with one box whose foot is in the origin."""
    points = ((CORNERS - (0.5, 0, 0.5)) * size).astype("<f4").tobytes()
    indices = TRIANGLES.astype("<u2").tobytes()
    fields = {
        "asset": {"version": "2.0", "copyright": "CC0, by Mina"},
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1, "material": 0}]}],
        "materials": [{"pbrMetallicRoughness": {"baseColorFactor": [1.0, 0.0, 0.0, 1.0]}}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "type": "VEC3", "count": 8},
            {"bufferView": 1, "componentType": 5123, "type": "SCALAR", "count": 36},
        ],
        "bufferViews": [
            {"buffer": 0, "byteLength": len(points)},
            {"buffer": 0, "byteOffset": len(points), "byteLength": len(indices)},
        ],
        "buffers": [{"byteLength": len(points) + len(indices)}],
        **more,
    }
    return fields, points + indices


def glb(fields: Mapping[str, Any], binary: bytes) -> bytes:
    """A GLB of both chunks."""
    text = json.dumps(fields).encode()
    text += b" " * (-len(text) % 4)
    binary += b"\0" * (-len(binary) % 4)
    chunks = struct.pack("<II", len(text), 0x4E4F534A) + text + struct.pack("<II", len(binary), 0x004E4942) + binary
    return struct.pack("<III", 0x46546C67, 2, 12 + len(chunks)) + chunks


def box_glb(**more: Any) -> bytes:
    return glb(*gltf_fields(**more))


PIECE = {"name": "Oak table", "category": "Living room", "model": "/models/table/table.obj"} | {
    "width": "160", "depth": "80", "height": "75", "tags": "dining,oak", "creator": "Jun", "license": "CC-BY 4.0",
}  # fmt: skip


def sh3f(
    path: Path, pieces: list[dict[str, str]], files: Mapping[str, bytes], *, korean: Mapping[str, str] | None = None
) -> Path:
    """A furniture library of these pieces and files."""
    lines = ["id=test#library", "name=Test"]
    lines += [f"{key}#{place}={value}" for place, piece in enumerate(pieces, 1) for key, value in piece.items()]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("PluginFurnitureCatalog.properties", "\n".join(lines))
        if korean:
            escaped = [key + "=" + value.encode("ascii", "backslashreplace").decode() for key, value in korean.items()]
            archive.writestr("PluginFurnitureCatalog_ko.properties", "\n".join(escaped))
        for name, data in files.items():
            archive.writestr(name, data)
    path.write_bytes(stream.getvalue())
    return path
