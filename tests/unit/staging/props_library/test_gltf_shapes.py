"""The ways in which glTF can write a shape: strips, sparse and packed numbers, skins, morph targets, files beside."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.errors import InputError
from studio.staging.props_library.gltf_model import read_gltf
from studio.staging.props_library.model_reading import read_model
from tests.unit.staging.props_library.gltf_maker import SQUARE, SQUARE_UVS, GltfMaker, png, quarters

QUARTER = [0.0, 0.0, 0.7071068, 0.7071068]
"""About Z."""


def triangles(data: bytes) -> set[frozenset[tuple[float, ...]]]:
    """The triangles as sets of corners."""
    mesh = read_gltf(data)
    return {frozenset(tuple(np.round(mesh.points[corner], 4).tolist()) for corner in face) for face in mesh.faces}


def whole_square() -> set[frozenset[tuple[float, ...]]]:
    maker = GltfMaker()
    maker.primitive()
    return triangles(maker.glb())


@pytest.mark.parametrize(
    ("mode", "order"), [(4, [0, 1, 2, 0, 2, 3]), (6, [0, 1, 2, 3]), (5, [1, 2, 0, 3])], ids=["list", "fan", "strip"]
)
@pytest.mark.parametrize("kind", ["u1", "<u2", "<u4"])
def test_that_every_kind_of_triangles_and_indices_is_read(mode: int, order: list[int], kind: str) -> None:
    maker = GltfMaker()
    maker.primitive(np.array(order, kind), mode=mode)
    assert triangles(maker.glb()) == whole_square()


def test_that_the_faces_of_a_strip_all_look_the_same_way() -> None:
    maker = GltfMaker()
    maker.primitive(np.array([1, 2, 0, 3], "<u2"), mode=5)
    mesh = read_gltf(maker.glb())
    a, b, c = (mesh.points[mesh.faces[:, corner]] for corner in range(3))
    assert np.all(np.cross(b - a, c - a)[:, 2] > 0)


def test_that_points_without_indices_are_triangles_in_turn() -> None:
    maker = GltfMaker()
    maker.primitive(None, POSITION=maker.accessor(SQUARE[[0, 1, 2, 0, 2, 3]]))
    assert triangles(maker.glb()) == whole_square()


def test_that_lines_and_points_are_told_where_there_is_nothing_else() -> None:
    maker = GltfMaker()
    for mode in (0, 1, 2, 3):
        maker.primitive(mode=mode)
    with pytest.raises(InputError, match="only points and lines"):
        read_gltf(maker.glb())
    maker.primitive()
    assert triangles(maker.glb()) == whole_square()


def test_that_interleaved_points_are_read() -> None:
    maker = GltfMaker()
    woven = np.concatenate((SQUARE, np.full((4, 2), 9, "<f4"), SQUARE_UVS), 1).astype("<f4")
    view = maker.view(woven.tobytes(), byteStride=28)
    maker.primitive(POSITION=maker.put({"bufferView": view, "componentType": 5126, "type": "VEC3", "count": 4}))
    assert triangles(maker.glb()) == whole_square()


def test_that_sparse_points_are_read_with_and_without_a_base() -> None:
    maker = GltfMaker()
    moved = np.array([(5, 5, 5)], "<f4")
    sparse = {
        "count": 1,
        "indices": {"bufferView": maker.view(np.array([2], "<u2").tobytes()), "componentType": 5123},
        "values": {"bufferView": maker.view(moved.tobytes())},
    }
    maker.primitive(POSITION=maker.accessor(SQUARE, sparse=sparse))
    corners = {corner for face in triangles(maker.glb()) for corner in face}
    assert corners == {(0, 0, 0), (1, 0, 0), (5, 5, 5), (0, 1, 0)}

    maker.fields["accessors"][0].pop("bufferView")
    maker.fields["meshes"][0]["primitives"][0]["indices"] = maker.accessor(np.array([0, 1, 2], "<u2"))
    assert (5, 5, 5) in {corner for face in triangles(maker.glb()) for corner in face}


@pytest.mark.parametrize(
    ("kind", "is_normalised", "most"), [("i1", True, 127), ("<i2", True, 32767), ("<u2", False, 1)]
)
def test_that_packed_numbers_are_read(kind: str, is_normalised: bool, most: int) -> None:
    maker = GltfMaker()
    maker.fields["extensionsRequired"] = ["KHR_mesh_quantization"]
    maker.primitive(POSITION=maker.accessor((SQUARE * most).astype(kind), normalized=is_normalised))
    assert triangles(maker.glb()) == whole_square()


def test_that_a_skin_is_in_its_rest_pose_wherever_its_node_stands() -> None:
    maker = GltfMaker()
    owners = np.array([(0, 0, 0, 0), (1, 0, 0, 0), (1, 0, 0, 0), (0, 0, 0, 0)], "u1")
    shares = np.array([(1, 0, 0, 0)] * 4, "<f4")
    maker.primitive(JOINTS_0=maker.accessor(owners), WEIGHTS_0=maker.accessor(shares))
    # Bind matrices undo where the joints were; since then the second has gone two to the right.
    bind = np.tile(np.identity(4, "<f4"), (2, 1, 1))
    maker.fields["nodes"] = [
        {"mesh": 0, "skin": 0, "translation": [100, 100, 100]},
        {"children": [2]},
        {"translation": [2, 0, 0]},
    ]
    maker.fields["scenes"] = [{"nodes": [0, 1]}]
    maker.fields["skins"] = [{"joints": [1, 2], "inverseBindMatrices": maker.accessor(bind.reshape(2, 16))}]

    corners = {corner for face in triangles(maker.glb()) for corner in face}
    assert corners == {(0, 0, 0), (3, 0, 0), (3, 1, 0), (0, 1, 0)}


def test_that_morph_targets_stand_at_their_weights() -> None:
    maker = GltfMaker()
    step = np.zeros((4, 3), "<f4")
    step[2] = (0, 4, 0)
    maker.primitive(targets=[{"POSITION": maker.accessor(step)}])
    maker.fields["meshes"][0]["weights"] = [0.5]
    assert (1, 3, 0) in {corner for face in triangles(maker.glb()) for corner in face}
    maker.fields["nodes"][0]["weights"] = [0.0]
    assert triangles(maker.glb()) == whole_square()


def test_that_only_the_scene_that_is_shown_is_read() -> None:
    maker = GltfMaker()
    maker.primitive()
    maker.fields["nodes"].append({"mesh": 0, "translation": [50, 0, 0]})
    maker.fields["scenes"].append({"nodes": [1]})
    maker.fields["scene"] = 1
    assert read_gltf(maker.glb()).points[:, 0].min() == 50


def test_that_a_gltf_reads_its_files_beside_it_and_nothing_outside_of_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "chair"
    (folder / "my data").mkdir(parents=True)
    maker = GltfMaker()
    material = maker.picture(quarters())
    maker.fields["images"] = [{"uri": "skin.png"}]
    maker.primitive(material=material, TEXCOORD_0=maker.accessor(SQUARE_UVS))
    (folder / "my data" / "chair.bin").write_bytes(maker.binary)
    (folder / "skin.png").write_bytes(png(quarters()))
    (folder / "chair.gltf").write_bytes(maker.gltf("my%20data/chair.bin"))
    read = read_model(folder / "chair.gltf", likely_m=None)
    assert read.shape.mesh.texture is not None
    assert read.note == ""

    (tmp_path / "secret.bin").write_bytes(maker.binary)
    for uri in ("../secret.bin", str(tmp_path / "secret.bin"), "file:///etc/passwd", "https://example.org/x.bin", ""):
        (folder / "chair.gltf").write_bytes(maker.gltf(uri) if uri else maker.gltf("."))
        with pytest.raises(InputError, match="not in its folder"):
            read_model(folder / "chair.gltf", likely_m=None)
    (folder / "link.bin").symlink_to(tmp_path / "secret.bin")
    (folder / "chair.gltf").write_bytes(maker.gltf("link.bin"))
    with pytest.raises(InputError, match="not in its folder"):
        read_model(folder / "chair.gltf", likely_m=None)


def test_that_draco_without_a_fallback_is_told() -> None:
    maker = GltfMaker()
    primitive = maker.primitive()
    primitive["extensions"] = {"KHR_draco_mesh_compression": {"bufferView": 0, "attributes": {}}}
    assert triangles(maker.glb()) == whole_square()
    maker.fields["accessors"][primitive["attributes"]["POSITION"]].pop("bufferView")
    with pytest.raises(InputError, match="Draco"):
        read_gltf(maker.glb())
