"""Reading OBJ, MTL and glTF, whole and hostile."""

from __future__ import annotations

import base64
import json
import random

import numpy as np
import pytest

from studio.errors import InputError
from studio.staging.props_library.gltf_model import read_gltf
from studio.staging.props_library.loose_mesh import Surface
from studio.staging.props_library.obj_model import read_mtl, read_obj
from studio.staging.props_library.shaped_prop import shaped
from tests.unit.staging.props_library.models import box_glb, glb, gltf_fields, obj_text


def test_that_an_obj_is_read_with_the_colours_of_its_mtl() -> None:
    data = obj_text(head="mtllib two words.mtl", surfaces="abbbb")
    mesh = read_obj(data, {"two words.mtl": b"newmtl a\nKd 1 0 0\nnewmtl b\nKd 0 0 1\nd 0.2\n"}.get)

    assert mesh.points.shape == (40, 3)
    assert len(mesh.faces) == 60
    used = [mesh.surfaces[owner] for owner in np.unique(mesh.face_surfaces)]
    assert used == [Surface((255, 0, 0)), Surface((0, 0, 255), opacity=0.2)]


def test_that_an_index_below_zero_counts_from_the_last_point() -> None:
    mesh = read_obj(b"v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nf -4/1/1 -3//2 -2 -1\n")
    assert mesh.faces.tolist() == [[0, 1, 2], [0, 2, 3]]


def test_that_a_triangle_to_a_point_that_is_not_there_is_left_out() -> None:
    mesh = read_obj(b"v 0 0 0\nv 1 0 0\nv 1 1 0\nf 1 2 3\nf 1 2 9\nf 1 2 -9\n")
    assert mesh.faces.tolist() == [[0, 1, 2]]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"v 0 0 nan\nv 1 0 0\nv 1 1 0\nf 1 2 3\n", "not numbers"),
        (b"v 0 0 1e300\nv 1 0 0\nv 1 1 0\nf 1 2 3\n", "not numbers"),
        (b"v 0 0\nf 1 2 3\n", "“v 0 0”"),
        (b"v 0 0 0\nf one two three\n", "“f one two three”"),
        (b"f 1 2 99999999999999999999999\n", "not a readable OBJ"),
        (b"v 0 0 0\n", "no triangles"),
        (b"\x00\xff\xfe" * 99, "no triangles"),
        (b"v 0 0 0\nf " + b"1 " * 5000, "not a readable OBJ"),
    ],
    ids=["nan", "huge", "two", "words", "index", "empty", "binary", "polygon"],
)
def test_that_a_bad_obj_is_told_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as told:
        read_obj(data)
    assert told.value.message.endswith(".")


def test_that_a_bad_mtl_keeps_what_can_be_read() -> None:
    found = read_mtl(b"newmtl a\nKd x y z\nd\nnewmtl b\nKd 0 1 0\nKe 1 1 1\n")
    assert found == {"a": Surface(), "b": Surface((0, 255, 0), emission=1.0)}


def test_that_a_glb_is_read_with_its_nodes_turns_and_sizes() -> None:
    quarter = [0, 0.7071068, 0, 0.7071068]
    nodes = [{"children": [1], "scale": [2, 2, 2]}, {"mesh": 0, "translation": [1, 0, 0], "rotation": quarter}]
    mesh = read_gltf(box_glb(size=(0.5, 0.9, 0.2), nodes=nodes))

    low, high = mesh.points.min(axis=0), mesh.points.max(axis=0)
    assert np.allclose(high - low, (0.4, 1.8, 1.0), atol=1e-5)
    assert np.allclose((low + high) / 2, (2.0, 0.9, 0.0), atol=1e-5)
    assert mesh.surfaces[mesh.face_surfaces[0]].colour == (255, 0, 0)
    assert mesh.credit == "CC0, by Mina"


def test_that_a_gltf_with_its_data_inside_is_read_and_one_with_another_file_is_not() -> None:
    fields, binary = gltf_fields()
    fields["buffers"][0]["uri"] = "data:application/octet-stream;base64," + base64.b64encode(binary).decode()
    assert len(read_gltf(json.dumps(fields).encode()).faces) == 12

    fields["buffers"][0]["uri"] = "../../secret.bin"
    with pytest.raises(InputError, match="not in its folder"):
        read_gltf(json.dumps(fields).encode())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"extensionsRequired": ["KHR_draco_mesh_compression"]}, "Draco"),
        ({"nodes": [{"mesh": 0, "children": [0]}]}, "damaged"),
        ({"nodes": [{"mesh": 7}]}, "damaged"),
        ({"nodes": [{"mesh": -1, "matrix": [1]}]}, "damaged"),
        ({"bufferViews": [{"buffer": 0, "byteLength": 10**9}]}, "damaged"),
        ({"bufferViews": [{"buffer": 0, "byteOffset": -8, "byteLength": 96}]}, "damaged"),
        ({"accessors": [{"componentType": 5126, "type": "VEC3", "count": 10**12}]}, "two million"),
        ({"accessors": [{"bufferView": 0, "componentType": 5126, "type": "VEC3", "count": 12}] * 2}, "damaged"),
        ({"accessors": "none"}, "damaged"),
        ({"meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "mode": 1}]}]}, "no triangles"),
    ],
    ids=["draco", "circle", "mesh", "matrix", "view", "before", "count", "beyond", "type", "lines"],
)
def test_that_a_bad_gltf_is_told_in_a_sentence(change: dict[str, object], said: str) -> None:
    fields, binary = gltf_fields()
    fields |= change
    with pytest.raises(InputError, match=said) as told:
        read_gltf(glb(fields, binary))
    assert told.value.message.endswith(".")


def test_that_a_glb_cut_off_anywhere_is_told_in_a_sentence() -> None:
    whole = box_glb()
    for length in range(0, len(whole) - 4, 7):
        with pytest.raises(InputError):
            read_gltf(whole[:length])


def test_that_a_damaged_model_is_read_or_told_and_nothing_else() -> None:
    luck = random.Random(7)
    junk = (b"-1", b"0", b"99999999", b"1e308", b"nan", b"null", b"[]", b"{}", b"-0.5")
    told = read = 0
    for reader, whole in ((read_gltf, box_glb()), (read_obj, obj_text(surfaces="abbbb"))) * 300:
        data = bytearray(whole)
        for _ in range(luck.choice((1, 2, 5))):
            at = luck.randrange(len(data))
            data[at : at + luck.randrange(3)] = luck.choice(junk)
        try:
            prop = shaped(reader(bytes(data)))
        except InputError:
            told += 1
        else:
            read += 1
            assert np.isfinite(prop.mesh.positions).all()
            assert np.isfinite(prop.mesh.normals).all()
    assert told > 50
    assert read > 50
