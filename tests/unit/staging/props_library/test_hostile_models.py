"""Models made to harm: each is read or told in a sentence, soon and within memory."""

from __future__ import annotations

import json
import os
import random
import struct
from typing import Any

import numpy as np
import pytest

from studio.errors import InputError
from studio.staging.props_library.gltf_data import GltfData
from studio.staging.props_library.gltf_model import read_gltf
from studio.staging.props_library.obj_model import read_obj
from studio.staging.props_library.shaped_prop import shaped
from tests.unit.staging.props_library.gltf_maker import SQUARE, SQUARE_UVS, GltfMaker, png, quarters
from tests.unit.staging.props_library.models import obj_text

ROUNDS = 6000 if os.environ.get("DREAMFACTORY_SOAK") else 600


def rich() -> GltfMaker:
    """A file with a bit of everything."""
    maker = GltfMaker()
    material = maker.picture(quarters(), extensions={"KHR_texture_transform": {"scale": [2, 2], "rotation": 1.0}})
    owners, shares = np.zeros((4, 4), "u1"), np.array([(1, 0, 0, 0)] * 4, "<f4")
    sparse = {
        "count": 1,
        "indices": {"bufferView": maker.view(np.array([2], "<u2").tobytes()), "componentType": 5123},
        "values": {"bufferView": maker.view(np.array([(1, 1, 1)], "<f4").tobytes())},
    }
    maker.primitive(
        material=material,
        POSITION=maker.accessor(SQUARE, sparse=sparse),
        TEXCOORD_0=maker.accessor(SQUARE_UVS),
        COLOR_0=maker.accessor(np.full((4, 3), 200, "u1"), normalized=True),
        JOINTS_0=maker.accessor(owners),
        WEIGHTS_0=maker.accessor(shares),
        targets=[{"POSITION": maker.accessor(SQUARE)}],
    )
    maker.fields["nodes"] = [{"mesh": 0, "skin": 0, "weights": [0.5]}, {"translation": [0, 1, 0]}]
    maker.fields["skins"] = [{"joints": [1]}]
    return maker


def bend(value: Any, luck: random.Random) -> Any:
    """The same JSON with one value somewhere in it replaced."""
    odd: tuple[Any, ...] = (-1, 0, 1, 2**31, 10**12, 1e308, 0.5, None, True, "x", [], {}, [1], "data:,", float("nan"))
    match value:
        case dict() if value and luck.random() < 0.9:
            key = luck.choice(list(value))
            return {**value, key: bend(value[key], luck)}
        case list() if value and luck.random() < 0.9:
            at = luck.randrange(len(value))
            return [*value[:at], bend(value[at], luck), *value[at + 1 :]]
        case _:
            return luck.choice(odd)


@pytest.mark.soak
def test_that_a_bent_gltf_is_read_or_told() -> None:
    luck = random.Random(11)
    told = read = 0
    for _ in range(ROUNDS):
        maker = rich()
        for _ in range(luck.choice((1, 1, 2, 4))):
            bent = bend(maker.fields, luck)
            maker.fields = bent if isinstance(bent, dict) else {}
        data = bytearray(maker.glb())
        if luck.random() < 0.3:
            at = luck.randrange(len(data))
            data[at : at + 4] = struct.pack("<I", luck.choice((0, 2**31, 0x7FC00000, luck.randrange(2**32))))
        try:
            prop = shaped(read_gltf(bytes(data)))
        except InputError as error:
            assert error.message.endswith(".")
            told += 1
            continue
        read += 1
        assert np.isfinite(prop.mesh.positions).all()
        assert np.isfinite(prop.mesh.normals).all()
        assert prop.mesh.uvs is None or (np.isfinite(prop.mesh.uvs).all() and abs(prop.mesh.uvs - 0.5).max() <= 0.5)
    assert told > ROUNDS // 10
    assert read > ROUNDS // 10


@pytest.mark.soak
def test_that_a_bent_obj_is_read_or_told() -> None:
    luck = random.Random(12)
    words = (b"-1", b"0", b"999999999", b"1e308", b"nan", b"/", b"//", b"1/1/1", b"\n", b"vt 0.5 x", b"\xff", b"\\\n")
    mtl = b"newmtl a\nmap_Kd skin.png\nnewmtl b\nmap_Kd missing.png\nKd 1 0\n"
    whole = obj_text(head="mtllib a.mtl\nvt 0 0\nvt 1 1", surfaces="abbab").replace(b"f 1 2", b"f 1/1 2/2")
    told = read = 0
    for _ in range(ROUNDS // 2):
        files = {"a.mtl": bytearray(mtl), "skin.png": bytearray(png(quarters()))}
        data = bytearray(whole)
        for target in (data, luck.choice(list(files.values()))):
            for _ in range(luck.choice((0, 1, 3))):
                at = luck.randrange(len(target))
                target[at : at + luck.randrange(3)] = luck.choice(words)
        try:
            prop = shaped(read_obj(bytes(data), {name: bytes(held) for name, held in files.items()}.get))
        except InputError as error:
            assert error.message.endswith(".")
            told += 1
            continue
        read += 1
        assert np.isfinite(prop.mesh.positions).all()
    assert told > ROUNDS // 50
    assert read > ROUNDS // 10


def test_that_a_small_file_cannot_ask_for_everything_at_once() -> None:
    maker = GltfMaker()
    zeros = maker.put({"componentType": 5126, "type": "VEC3", "count": 1_000_000})
    for _ in range(40):
        maker.primitive(None, POSITION=zeros)
    with pytest.raises(InputError, match="two million"):
        read_gltf(maker.glb())


def test_that_numbers_that_are_asked_for_again_and_again_are_counted() -> None:
    maker = GltfMaker()
    wide = maker.put({"componentType": 5126, "type": "MAT4", "count": 1_000_000})
    data = GltfData(maker.glb(), lambda _: None)
    with pytest.raises(InputError, match="unfolds to far more"):
        for _ in range(20):
            data.accessor(wide)


def test_that_a_mesh_that_is_placed_again_and_again_is_told() -> None:
    maker = GltfMaker()
    maker.primitive(None, POSITION=maker.accessor(np.zeros((3000, 3), "<f4")))
    maker.fields["nodes"] = [{"mesh": 0} for _ in range(19_000)]
    maker.fields["scenes"] = [{"nodes": list(range(19_000))}]
    with pytest.raises(InputError, match=r"two million|far more"):
        read_gltf(maker.glb())


def test_that_nodes_that_fan_out_for_ever_are_told() -> None:
    maker = GltfMaker()
    maker.primitive()
    # Each node names the next one ten times: ten to the fortieth, were all of them visited.
    maker.fields["nodes"] = [{"children": [place + 1] * 10} for place in range(40)] + [{"mesh": 0}]
    with pytest.raises(InputError, match="damaged"):
        read_gltf(maker.glb())


def test_that_a_picture_that_unfolds_to_gigabytes_is_left() -> None:
    header = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0) + b"\0\0\0\0"
    maker = GltfMaker()
    material = maker.picture(quarters())
    maker.fields["images"][0]["bufferView"] = maker.view(header)
    maker.primitive(material=material, TEXCOORD_0=maker.accessor(SQUARE_UVS))
    assert read_gltf(maker.glb()).pictures == ()


def test_that_json_nested_without_end_is_told() -> None:
    with pytest.raises(InputError, match="not a readable glTF"):
        read_gltf(b'{"a":' + b"[" * 100_000)
    with pytest.raises(InputError):
        read_gltf(json.dumps({"asset": {"version": "2.0"}, "meshes": [{"primitives": [{}]}]}).encode())
