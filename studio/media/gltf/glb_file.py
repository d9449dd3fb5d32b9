"""Writes glTF 2.0 as one binary file: buffers, accessors, materials, meshes, nodes, cameras and lights."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.model.stage import Vec3

Wire = dict[str, Any]
Matrix3 = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float32]

_MAGIC, _JSON, _BIN = 0x46546C67, 0x4E4F534A, 0x004E4942
_FLOAT, _UINT = 5126, 5125
_ARRAY_BUFFER, _INDEX_BUFFER = 34962, 34963
_REPEAT, _LINEAR, _MIPMAPPED = 10497, 9729, 9987


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a node stands: position, and a rotation matrix (3, 3); without one it is not turned."""

    position: Vec3 = (0.0, 0.0, 0.0)
    turn: Matrix3 | None = None


class GlbFile:
    """A glTF in the making. Things are added and named by the number that comes back."""

    def __init__(self, *, generator: str) -> None:
        self._wire: Wire = {"asset": {"version": "2.0", "generator": generator}, "scene": 0}
        self._binary = bytearray()
        self._materials: dict[Hashable, int] = {}
        self._accessors: dict[Hashable, int] = {}
        self._textures: dict[Hashable, int] = {}
        self._used: set[str] = set()

    def scene(self, name: str, nodes: Sequence[int], **extras: Any) -> int:
        """A scene of these nodes; the first one is shown."""
        return self._add("scenes", {"name": name, "nodes": list(nodes)}, extras)

    def node(
        self,
        name: str,
        *,
        at: Placed = Placed(),
        mesh: int | None = None,
        camera: int | None = None,
        light: int | None = None,
        children: Sequence[int] = (),
        **extras: Any,
    ) -> int:
        """Something that stands somewhere."""
        wire: Wire = {"name": name}
        if at.position != (0.0, 0.0, 0.0):
            wire["translation"] = [float(part) for part in at.position]
        if at.turn is not None:
            wire["rotation"] = quaternion(at.turn)
        wire |= {key: value for key, value in (("mesh", mesh), ("camera", camera)) if value is not None}
        if light is not None:
            wire["extensions"] = {"KHR_lights_punctual": {"light": light}}
        if children:
            wire["children"] = list(children)
        return self._add("nodes", wire, extras)

    def material(self, key: Hashable, wire: Wire) -> int:
        """A material; an equal ``key`` gives the one that was made for it."""
        if key not in self._materials:
            self._used |= set(wire.get("extensions", ()))
            self._materials[key] = self._add("materials", wire, {})
        return self._materials[key]

    def texture(self, png: Callable[[], bytes], *, key: Hashable) -> int:
        """A texture of a PNG picture that repeats; an equal ``key`` gives the one that was made for it."""
        if key not in self._textures:
            self._textures[key] = self._texture(png())
        return self._textures[key]

    def _texture(self, png: bytes) -> int:
        if "samplers" not in self._wire:
            sampler = {"magFilter": _LINEAR, "minFilter": _MIPMAPPED, "wrapS": _REPEAT, "wrapT": _REPEAT}
            self._add("samplers", sampler, {})
        image = self._add("images", {"bufferView": self._view(png), "mimeType": "image/png"}, {})
        return self._add("textures", {"sampler": 0, "source": image}, {})

    def vectors(self, values: Floats, *, key: Hashable, with_bounds: bool = False) -> int:
        """An accessor of a mesh's vectors (n, 2 or 3); an equal ``key`` gives the one that was made for it."""
        if key not in self._accessors:
            self._accessors[key] = self._numbers(values, target=_ARRAY_BUFFER, bounds=with_bounds)
        return self._accessors[key]

    def indices(self, triangles: npt.NDArray[np.uint32]) -> int:
        """An accessor of corners (m, 3)."""
        view = self._view(np.ascontiguousarray(triangles, "<u4").tobytes(), target=_INDEX_BUFFER)
        wire = {"bufferView": view, "componentType": _UINT, "count": triangles.size, "type": "SCALAR"}
        return self._add("accessors", wire, {})

    def mesh(self, name: str, primitives: Sequence[Wire]) -> int:
        """A mesh of primitives, each with its attributes, indices and material."""
        return self._add("meshes", {"name": name, "primitives": list(primitives)}, {})

    def camera(self, name: str, *, fov_y_deg: float, aspect: float, near_m: float, far_m: float) -> int:
        """A perspective camera."""
        lens = {"yfov": float(np.radians(fov_y_deg)), "aspectRatio": aspect, "znear": near_m, "zfar": far_m}
        return self._add("cameras", {"name": name, "type": "perspective", "perspective": lens}, {})

    def animation(self, name: str, node: int, times: Floats, values: Mapping[str, Floats]) -> None:
        """Moves a node: at each of the ``times`` (n,) in seconds the ``translation`` (n, 3), ``rotation`` (n, 4) …"""
        given = self._numbers(times.reshape(-1, 1), bounds=True)
        samplers = [
            {"input": given, "output": self._numbers(rows), "interpolation": "LINEAR"} for rows in values.values()
        ]
        channels = [{"sampler": place, "target": {"node": node, "path": path}} for place, path in enumerate(values)]
        self._add("animations", {"name": name, "samplers": samplers, "channels": channels}, {})

    def light(self, wire: Wire) -> int:
        """A light of KHR_lights_punctual."""
        self._used.add("KHR_lights_punctual")
        lights = self._wire.setdefault("extensions", {}).setdefault("KHR_lights_punctual", {"lights": []})["lights"]
        lights.append(wire)
        return len(lights) - 1

    def data(self) -> bytes:
        """The whole file; equal contents give equal bytes."""
        wire = dict(self._wire)
        if self._used:
            wire["extensionsUsed"] = sorted(self._used)
        binary = bytes(self._binary) + b"\0" * (-len(self._binary) % 4)
        if binary:
            wire["buffers"] = [{"byteLength": len(binary)}]
        text = json.dumps(wire, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        text += b" " * (-len(text) % 4)
        chunks = struct.pack("<II", len(text), _JSON) + text
        if binary:
            chunks += struct.pack("<II", len(binary), _BIN) + binary
        return struct.pack("<III", _MAGIC, 2, 12 + len(chunks)) + chunks

    def _numbers(self, values: Floats, *, target: int | None = None, bounds: bool = False) -> int:
        data = np.ascontiguousarray(values, "<f4")
        width = data.shape[1]
        wire: Wire = {
            "bufferView": self._view(data.tobytes(), target=target),
            "componentType": _FLOAT,
            "count": len(data),
            "type": "SCALAR" if width == 1 else f"VEC{width}",
        }
        if bounds:
            wire |= {"min": data.min(axis=0).tolist(), "max": data.max(axis=0).tolist()}
        return self._add("accessors", wire, {})

    def _view(self, data: bytes, *, target: int | None = None) -> int:
        self._binary += b"\0" * (-len(self._binary) % 4)
        wire: Wire = {"buffer": 0, "byteOffset": len(self._binary), "byteLength": len(data)}
        self._binary += data
        return self._add("bufferViews", wire | ({"target": target} if target is not None else {}), {})

    def _add(self, kind: str, wire: Wire, extras: Wire) -> int:
        known = self._wire.setdefault(kind, [])
        known.append(wire | ({"extras": extras} if extras else {}))
        return len(known) - 1


def quaternion(turn: Matrix3) -> list[float]:
    """A rotation matrix as x, y, z, w.

    Source: Shepperd, Quaternion from Rotation Matrix (1978): the largest of the four parts is found first.
    """
    (a, b, c), (d, e, f), (g, h, i) = (tuple(float(part) for part in row) for row in turn)
    squares = (1 + a - e - i, 1 - a + e - i, 1 - a - e + i, 1 + a + e + i)
    largest = max(range(4), key=lambda place: squares[place])
    s = 2 * squares[largest] ** 0.5
    parts = (
        (s / 4, (b + d) / s, (c + g) / s, (h - f) / s),
        ((b + d) / s, s / 4, (f + h) / s, (c - g) / s),
        ((c + g) / s, (f + h) / s, s / 4, (d - b) / s),
        ((h - f) / s, (c - g) / s, (d - b) / s, s / 4),
    )[largest]
    length = sum(part * part for part in parts) ** 0.5
    return [part / length for part in parts]
