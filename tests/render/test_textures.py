from __future__ import annotations

import dataclasses
import logging

import numpy as np
import numpy.typing as npt
import pytest

from studio.model.documents import CameraKey
from studio.model.mesh import Mesh
from studio.model.stage import Prop, Size, Stage, StageContainer
from studio.viewport.draw_list import build_draw_list
from studio.viewport.texture_array import TextureArray, fitted
from studio.viewport.uploads import Uploads
from tests.render.box_kit import BoxKit
from tests.render.drawing import drawing

CAMERA = CameraKey(position=(0.0, 0.5, 3.0), target=(0.0, 0.5, 0.0), lens_mm=35)
Bytes = npt.NDArray[np.uint8]


class PicturedKit(BoxKit):
    """Every asset is its box with a picture on each face, by the asset's name."""

    def __init__(self, **textures: Bytes) -> None:
        self._textures = textures

    def build_mesh(self, asset: str, size: Size, pose: str | None = None) -> Mesh:
        mesh = super().build_mesh(asset, size, pose)
        low, high = mesh.positions.min(axis=0), mesh.positions.max(axis=0)
        uvs = ((mesh.positions - low) / (high - low))[:, :2].astype(np.float32)
        return dataclasses.replace(mesh, uvs=uvs, texture=self._textures[asset])


def stage_of(*assets: str) -> Stage:
    props = tuple(
        Prop(id=f"p{k}", asset=asset, position=(k * 1.2, 0.0, 0.0), size=(1.0, 1.0, 0.2))
        for k, asset in enumerate(assets)
    )
    return Stage(container=StageContainer(footprint=(), outdoor=True), props=props)


def quarters() -> Bytes:
    """Red, green above blue, white."""
    texture = np.zeros((8, 8, 3), dtype=np.uint8)
    texture[:4, :4], texture[:4, 4:] = (255, 0, 0), (0, 255, 0)
    texture[4:, :4], texture[4:, 4:] = (0, 0, 255), (255, 255, 255)
    return texture


@pytest.mark.usefixtures("context")
def test_that_a_texture_is_drawn_upright_where_its_coordinates_say() -> None:
    with drawing() as draw:
        draw_list = build_draw_list(stage_of("a"), kit=PicturedKit(a=quarters()))
        picture = draw.draw(draw_list, CAMERA)
        assert draw.renderer.uploads.textures == 1
        draw.draw(draw_list, CAMERA)
        assert draw.renderer.uploads.textures == 1
    rows, columns = (70, 110), (140, 180)
    seen = [[tuple(picture[row, column] > 128) for column in columns] for row in rows]
    assert seen == [[(True, False, False), (False, True, False)], [(False, False, True), (True, True, True)]]


@pytest.mark.usefixtures("context")
def test_that_textures_beyond_the_cap_are_mean_colours_and_it_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    shades = {f"t{k}": np.full((4, 4, 3), 10 * k, dtype=np.uint8) for k in range(5)}
    kit = PicturedKit(**shades)
    meshes = [kit.build_mesh(name, (1.0, 1.0, 1.0)) for name in shades]
    array = TextureArray(Uploads(), most=3)
    with caplog.at_level(logging.WARNING):
        array.take_in(meshes)
        array.take_in(meshes)
    places = [array.place(mesh) for mesh in meshes]
    assert [layer for layer, _ in places] == [0, 1, 2, -1, -1]
    assert [mean is None for _, mean in places] == [True, True, True, False, False]
    assert len(caplog.records) == 1
    array.take_in(meshes[3:])
    assert [array.place(mesh)[0] for mesh in meshes[3:]] == [0, 1]
    array.release()


def test_that_a_texture_is_fitted_to_the_layer() -> None:
    assert fitted(quarters(), 2).tolist() == [[[255, 0, 0], [0, 255, 0]], [[0, 0, 255], [255, 255, 255]]]
    assert fitted(quarters(), 32).shape == (32, 32, 3)
    assert fitted(quarters()[:, :2], 4)[0, 0].tolist() == [255, 0, 0]
    assert fitted(np.zeros((1024, 16, 3), dtype=np.uint8), 512).shape == (512, 512, 3)
