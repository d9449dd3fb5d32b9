"""Writing glTF: what is in the file is what the format asks for."""

from __future__ import annotations

import io
import json
import struct
from typing import Any

import numpy as np
import pytest
from PIL import Image

from studio.media.gltf.glb_file import GlbFile, Placed, quaternion
from studio.media.gltf.mesh_parts import add_mesh
from studio.model.mesh import Mesh
from studio.viewport.transform import rotation_matrix


def contents(data: bytes) -> tuple[dict[str, Any], bytes]:
    magic, version, length = struct.unpack_from("<4sII", data)
    assert (magic, version, length) == (b"glTF", 2, len(data))
    size, kind = struct.unpack_from("<I4s", data, 12)
    assert kind == b"JSON"
    fields = json.loads(data[20 : 20 + size])
    rest = data[20 + size :]
    if rest:
        size, kind = struct.unpack_from("<I4s", rest)
        assert (kind, size) == (b"BIN\0", len(rest) - 8)
        assert fields["buffers"] == [{"byteLength": size}]
    return fields, rest[8:]


def square(*, slots: tuple[int, ...] = (0, 0, 1, 1), is_textured: bool = False) -> Mesh:
    corners = np.array([(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)], np.float32)
    picture = np.zeros((4, 8, 3), np.uint8)
    picture[0] = 255
    return Mesh(
        corners,
        np.tile(np.array((0, 0, 1), np.float32), (4, 1)),
        np.array(slots, np.uint8),
        np.array([(0, 1, 2), (2, 3, 0)], np.uint32),
        corners[:, :2].copy() if is_textured else None,
        picture if is_textured else None,
    )


def test_that_a_mesh_has_a_primitive_for_each_material_over_the_same_vertices() -> None:
    file = GlbFile(generator="test")
    first = add_mesh(file, "square", square(), ("gold", "glass"), key="a")
    again = add_mesh(file, "square", square(), ("gold", "lamp"), key="a")
    file.scene("set", [file.node("one", mesh=first), file.node("two", mesh=again)])
    fields, binary = contents(file.data())

    one, two = (mesh["primitives"] for mesh in fields["meshes"])
    assert len(one) == len(two) == 2
    assert {json.dumps(primitive["attributes"]) for primitive in (*one, *two)} == {json.dumps(one[0]["attributes"])}
    gold, glass, lamp = fields["materials"]
    assert [gold["name"], glass["name"], lamp["name"]] == ["gold", "glass", "lamp"]
    assert gold["pbrMetallicRoughness"]["metallicFactor"] == 1.0
    assert gold["pbrMetallicRoughness"]["baseColorFactor"][0] == pytest.approx(0.6584, abs=1e-3)
    assert glass["alphaMode"] == "BLEND"
    assert lamp["extensions"]["KHR_materials_emissive_strength"]["emissiveStrength"] == 3.0
    assert fields["extensionsUsed"] == ["KHR_materials_emissive_strength"]
    position = fields["accessors"][one[0]["attributes"]["POSITION"]]
    assert (position["min"], position["max"]) == ([0, 0, 0], [1, 1, 0])
    view = fields["bufferViews"][fields["accessors"][one[1]["indices"]]["bufferView"]]
    indices = np.frombuffer(binary, "<u4", 3, view["byteOffset"])
    assert indices.tolist() == [2, 3, 0]


def test_that_a_texture_is_kept_the_right_way_up_and_once() -> None:
    file = GlbFile(generator="test")
    for name in ("one", "two"):
        add_mesh(file, name, square(is_textured=True), ("plaster", name), key="a")
    fields, binary = contents(file.data())

    assert len(fields["textures"]) == len(fields["images"]) == 1
    view = fields["bufferViews"][fields["images"][0]["bufferView"]]
    picture = Image.open(io.BytesIO(binary[view["byteOffset"] :][: view["byteLength"]])).convert("RGB")
    assert picture.size == (8, 4)
    assert picture.getpixel((0, 0)) == (255, 255, 255)
    uv = fields["accessors"][fields["meshes"][0]["primitives"][0]["attributes"]["TEXCOORD_0"]]
    start = fields["bufferViews"][uv["bufferView"]]["byteOffset"]
    corners = np.frombuffer(binary, "<f4", 8, start).reshape(4, 2)
    # The top corners of the square show the first row, which the format has at v = 0.
    assert corners[2].tolist() == [1, 0]
    assert fields["materials"][0]["pbrMetallicRoughness"]["baseColorFactor"] == [1, 1, 1, 1]


def test_that_a_mesh_without_triangles_is_none() -> None:
    empty = Mesh(
        np.zeros((0, 3), np.float32), np.zeros((0, 3), np.float32), np.zeros(0, np.uint8), np.zeros((0, 3), np.uint32)
    )
    assert add_mesh(GlbFile(generator="test"), "empty", empty, ("gold",), key="a") is None


@pytest.mark.parametrize(
    "rotation", [(0, 90, 0), (0, 180, 0), (180, 0, 0), (0, 0, 180), (30, 50, -70), (-120, 10, 200)]
)
def test_that_a_quaternion_turns_as_its_matrix_does(rotation: tuple[float, float, float]) -> None:
    turn = rotation_matrix(rotation)
    x, y, z, w = quaternion(turn)

    again = np.array(
        (
            (1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)),
            (2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)),
            (2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)),
        )
    )
    assert np.allclose(again, turn, atol=1e-9)


def test_that_an_empty_file_and_one_with_a_light_are_whole() -> None:
    assert contents(GlbFile(generator="test").data())[0]["asset"]["version"] == "2.0"
    file = GlbFile(generator="test")
    light = file.light({"type": "point", "color": [1, 1, 1], "intensity": 4.0})
    file.node("lamp", at=Placed((0, 2, 0)), light=light)
    fields, _ = contents(file.data())

    assert fields["nodes"] == [
        {"name": "lamp", "translation": [0, 2, 0], "extensions": {"KHR_lights_punctual": {"light": 0}}}
    ]
    assert fields["extensionsUsed"] == ["KHR_lights_punctual"]
