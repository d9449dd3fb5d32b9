"""Pictures on models: where they come from, and that every corner shows what it showed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studio.model.mesh import MAX_TEXTURE_SIDE, Mesh
from studio.staging.props_library.gltf_model import read_gltf
from studio.staging.props_library.loose_mesh import LooseMesh
from studio.staging.props_library.obj_model import mtl_pictures, read_obj
from studio.staging.props_library.own_prop import OwnProp
from studio.staging.props_library.prop_meshes import PropMeshes
from studio.staging.props_library.prop_shelf import PropShelf
from studio.staging.props_library.shaped_prop import ShapedProp, shaped
from tests.unit.staging.props_library.gltf_maker import SQUARE, SQUARE_UVS, GltfMaker, png, quarters

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
QUARTERS = {(-0.25, 0.75): RED, (0.25, 0.75): GREEN, (-0.25, 0.25): BLUE, (0.25, 0.25): WHITE}
"""What a square of 1 m that bears the four colours shows, by x and y of the prop."""


def colour_at(mesh: Mesh, x: float, y: float) -> tuple[int, ...]:
    """What the front of a flat prop shows at a place."""
    assert mesh.uvs is not None
    assert mesh.texture is not None
    for a, b, c in mesh.triangles:
        corners = mesh.positions[[a, b, c], :2].astype(float)
        weights = np.linalg.solve(np.vstack((corners.T, np.ones(3))), (x, y, 1.0))
        if weights.min() >= -1e-6:
            u, v = weights @ mesh.uvs[[a, b, c]]
            height, width = mesh.texture.shape[:2]
            return tuple(int(part) for part in mesh.texture[int((1 - v) * height), int(u * width)])
    raise AssertionError("nothing is there")


def shows(prop: ShapedProp, places: dict[tuple[float, float], tuple[int, int, int]]) -> bool:
    return all(np.abs(np.subtract(colour_at(prop.mesh, *at), colour)).max() <= 12 for at, colour in places.items())


def square(pixels: Any = None, **info: Any) -> LooseMesh:
    maker = GltfMaker()
    material = maker.picture(quarters() if pixels is None else pixels, **info)
    maker.primitive(material=material, TEXCOORD_0=maker.accessor(SQUARE_UVS))
    return read_gltf(maker.glb())


def test_that_a_picture_is_the_right_way_up_on_its_prop() -> None:
    prop = shaped(square())

    assert shows(prop, QUARTERS)
    assert prop.mesh.texture is not None
    assert prop.mesh.texture.shape == (16, 16, 3)
    assert prop.mesh.uvs is not None
    assert prop.mesh.uvs.dtype == np.float32
    assert 0 <= prop.mesh.uvs.min() <= prop.mesh.uvs.max() <= 1


def test_that_a_base_colour_factor_is_on_its_picture() -> None:
    assert shows(shaped(square(factor=[1, 0, 0, 1])), {(-0.25, 0.75): RED, (0.25, 0.75): (0, 0, 0), (0.25, 0.25): RED})


def test_that_a_texture_transform_turns_and_moves_the_picture() -> None:
    moved = square(extensions={"KHR_texture_transform": {"offset": [0.5, 0.0]}})
    assert shows(shaped(moved), {(-0.25, 0.75): GREEN, (0.25, 0.75): RED, (-0.25, 0.25): WHITE})
    half = square(extensions={"KHR_texture_transform": {"scale": [0.5, 0.5]}})
    assert shows(shaped(half), {(-0.3, 0.8): RED, (0.3, 0.8): RED, (0.3, 0.2): RED})
    # A quarter turn of the places is counter-clockwise about the picture's upper left corner.
    turned = square(extensions={"KHR_texture_transform": {"rotation": np.pi / 2, "offset": [0.0, 1.0]}})
    assert shows(shaped(turned), {(-0.25, 0.75): BLUE, (0.25, 0.75): RED, (-0.25, 0.25): WHITE, (0.25, 0.25): GREEN})


@pytest.mark.parametrize(
    ("wrap", "places"),
    [
        (10497, {(-0.375, 0.875): RED, (0.125, 0.875): RED, (0.375, 0.875): GREEN, (0.125, 0.375): RED}),
        (33648, {(-0.375, 0.875): RED, (0.125, 0.875): GREEN, (0.375, 0.875): RED, (0.375, 0.125): RED}),
        (33071, {(-0.375, 0.875): RED, (0.125, 0.875): GREEN, (0.375, 0.125): WHITE}),
    ],
    ids=["repeat", "mirror", "clamp"],
)
def test_that_a_picture_repeats_mirrors_or_ends_as_its_sampler_says(
    wrap: int, places: dict[tuple[float, float], tuple[int, int, int]]
) -> None:
    twice = square(sampler={"wrapS": wrap, "wrapT": wrap}, extensions={"KHR_texture_transform": {"scale": [2, 2]}})
    if wrap == 33071:
        # Corners are held at the edge, so that what is between them is the whole picture once.
        places = QUARTERS
    assert shows(shaped(twice), places)


def test_that_several_materials_share_one_atlas() -> None:
    maker = GltfMaker()
    first = maker.picture(quarters())
    second = maker.picture(np.full((8, 8, 3), (200, 100, 0), np.uint8))
    maker.fields["materials"].append({"pbrMetallicRoughness": {"baseColorFactor": [0, 0, 1, 1]}})
    for place, material in enumerate((first, second, 2)):
        at = maker.accessor(SQUARE + np.array((place, 0, 0), "<f4"))
        maker.primitive(material=material, POSITION=at, TEXCOORD_0=maker.accessor(SQUARE_UVS))
    prop = shaped(read_gltf(maker.glb()))

    assert prop.size[0] == 3
    assert shows(prop, {(x - 1, y): colour for (x, y), colour in QUARTERS.items()})
    assert shows(prop, {(-0.4, 0.1): (200, 100, 0), (0.4, 0.9): (200, 100, 0), (0.6, 0.5): BLUE, (1.4, 0.9): BLUE})
    assert prop.mesh.texture is not None
    assert all(side & (side - 1) == 0 and side <= MAX_TEXTURE_SIDE for side in prop.mesh.texture.shape[:2])


def test_that_a_huge_picture_is_made_small_and_a_broken_one_is_told() -> None:
    wide = square(np.zeros((4, 3000, 3)))
    assert max(wide.pictures[0].shape) <= MAX_TEXTURE_SIDE

    maker = GltfMaker()
    material = maker.picture(quarters())
    maker.fields["images"][0] = {"uri": "data:image/png;base64,iVBORw0KGgo=", "mimeType": "image/png"}
    maker.primitive(material=material, TEXCOORD_0=maker.accessor(SQUARE_UVS))
    loose = read_gltf(maker.glb())
    assert loose.pictures == ()
    assert loose.note == "pictures of it that could not be read: PNG"
    assert shaped(loose).mesh.texture is None

    maker.fields["textures"][0] = {"extensions": {"KHR_texture_basisu": {"source": 0}}}
    assert read_gltf(maker.glb()).note.endswith("Basis")


def test_that_holes_in_a_picture_are_filled_with_its_own_colour() -> None:
    leaf = np.zeros((8, 8, 4))
    leaf[2:6, 2:6] = (10, 200, 10, 255)
    assert np.all(square(leaf).pictures[0] == (10, 200, 10))


def test_that_vertex_colours_are_kept_as_slots_or_on_an_atlas() -> None:
    maker = GltfMaker()
    colours = np.array([(1, 0, 0), (1, 0, 0), (1, 0, 0), (0, 0, 1)], "<f4")
    maker.primitive(np.array([0, 1, 2], "<u2"), COLOR_0=maker.accessor(colours))
    few = shaped(read_gltf(maker.glb()))
    assert few.mesh.texture is None
    assert few.materials == ("#fc0404",)

    maker = GltfMaker()
    shades = np.repeat(np.arange(0, 250, 5), 3)
    points = np.array([(x + c % 2, c // 2, 0) for x in range(50) for c in range(3)], "<f4")
    bytes_ = np.stack((shades, shades, shades, np.full(150, 255)), -1).astype("u1")
    maker.primitive(None, POSITION=maker.accessor(points), COLOR_0=maker.accessor(bytes_, normalized=True))
    many = shaped(read_gltf(maker.glb()))
    assert many.mesh.texture is not None
    assert len(many.materials) <= 6
    first, last = colour_at(many.mesh, -24.7, 0.2), colour_at(many.mesh, 24.3, 0.2)
    assert first[0] < 20
    assert last[0] > 240


def test_that_an_obj_shows_the_picture_of_its_mtl() -> None:
    files = {
        "box.mtl": b"newmtl painted\nKd 0.5 0.5 0.5\nmap_Kd -s 1 1 1 -clamp on skins/my skin.png\n"
        b"newmtl plain\nKd 1 0 0\n",
        "skins/my skin.png": png(quarters()),
    }
    data = (
        b"mtllib box.mtl\nv 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nv 2 0 0\nv 2 1 0\nvt 0 0\nvt 1 0\nvt 1 1\nvt 0 1\n"
        b"usemtl painted\nf 1/1 2/2/1 3/-2 4/4\nusemtl plain\nf 2 5 6 3\n"
    )
    prop = shaped(read_obj(data, files.get))

    assert shows(prop, {(x - 0.5, y): colour for (x, y), colour in QUARTERS.items()})
    assert shows(prop, {(0.5, 0.5): RED})
    assert mtl_pictures(files["box.mtl"]) == {"painted": "skins/my skin.png"}
    assert read_obj(data, {"box.mtl": files["box.mtl"]}.get).note.endswith("skins/my skin.png")


def test_that_an_obj_s_point_colours_are_read() -> None:
    prop = shaped(read_obj(b"v 0 0 0 1 0 0\nv 1 0 0 1 0 0\nv 1 1 0 1 0 0\nf 1 2 3\n"))
    assert prop.materials == ("#fc0404",)


def test_that_a_textured_prop_comes_back_from_the_shelf_as_it_was(tmp_path: Path) -> None:
    shelf = PropShelf(tmp_path)
    prop = shaped(square())
    asset = shelf.put_mesh(prop)
    shelf.keep([OwnProp(id=asset, names=("picture",), size=prop.size, materials=prop.materials)])
    back = PropMeshes(shelf).build_mesh(asset, (2.0, 1.0, 0.001))

    assert back.uvs is not None
    assert prop.mesh.uvs is not None
    assert back.texture is not None
    assert prop.mesh.texture is not None
    assert np.array_equal(back.uvs, prop.mesh.uvs)
    assert np.array_equal(back.texture, prop.mesh.texture)
    assert np.ptp(back.positions[:, 0]) == pytest.approx(2.0)
    assert not back.uvs.flags.writeable
    other = shaped(square(np.full((16, 16, 3), 7)))
    assert shelf.put_mesh(other) != asset


def test_that_a_mesh_of_the_shelf_with_odd_texture_is_no_mesh(tmp_path: Path) -> None:
    shelf = PropShelf(tmp_path)
    good = shaped(square())
    for uvs, texture in (
        (good.mesh.uvs, None),
        (good.mesh.uvs, np.zeros((3, 16, 3), np.uint8)),
        (np.full((4, 2), np.nan, np.float32), good.mesh.texture),
    ):
        mesh = Mesh(good.mesh.positions, good.mesh.normals, good.mesh.slots, good.mesh.triangles, uvs, texture)
        arrays = {
            "positions": mesh.positions,
            "normals": mesh.normals,
            "slots": mesh.slots,
            "triangles": mesh.triangles,
        }
        arrays |= {name: value for name, value in (("uvs", uvs), ("texture", texture)) if value is not None}
        path = tmp_path / "meshes" / "0123456789abcdef.npz"
        path.parent.mkdir(exist_ok=True)
        np.savez(path, materials=np.frombuffer(b'["white"]', np.uint8), **arrays)  # type: ignore[arg-type]
        assert shelf.get_mesh("user:0123456789abcdef") is None
