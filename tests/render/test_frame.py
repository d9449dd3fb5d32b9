from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest

from studio.errors import InputError, RenderError
from studio.model.documents import CameraKey
from studio.model.ports import LOOKS, FrameSource, Picture
from studio.model.stage import Prop, Sky, Stage, StageContainer
from studio.viewport.offscreen import OffscreenRenderer, letterbox
from tests.render.box_kit import BallKit, BoxKit

SQUARE = ((-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0))
CAMERA = CameraKey(position=(0.0, 1.6, 3.4), target=(0.0, 1.0, 0.0), lens_mm=24)
SIZE = (480, 270)


def box(prop_id: str, x: float, z: float, *, y: float = 0.0, edge: float = 0.8, palette: str = "cloth_red") -> Prop:
    return Prop(id=prop_id, position=(x, y, z), size=(edge, edge, edge), material={"palette": palette})


def room(*props: Prop, sky: Sky | None = None, outdoor: bool = False) -> Stage:
    container = StageContainer(footprint=SQUARE, ceiling_y=3.0, outdoor=outdoor)
    return Stage(container=container, props=props, sky=sky or Sky())


@pytest.fixture(scope="module")
def renderer() -> Iterator[OffscreenRenderer]:
    with OffscreenRenderer(kit=BoxKit()) as shared:
        yield shared


def shoot(source: FrameSource, stage: Stage, look: str, camera: CameraKey = CAMERA) -> Picture:
    return source.frame(stage, camera, size=SIZE, aspect=SIZE[0] / SIZE[1], sensor="Super 35", look=look)


def difference(first: Picture, second: Picture) -> np.ndarray:
    apart: np.ndarray = np.abs(first.astype(int) - second.astype(int)).max(axis=2)
    return apart


@pytest.mark.parametrize("look", LOOKS)
def test_that_every_look_draws_a_picture_of_the_asked_size(renderer: OffscreenRenderer, look: str) -> None:
    picture = shoot(renderer, room(box("a", 0, 0)), look)
    assert picture.shape == (270, 480, 3)
    assert picture.dtype == np.uint8
    assert picture.std() > 4


@pytest.mark.parametrize("look", LOOKS)
def test_that_the_same_input_gives_the_same_bytes(renderer: OffscreenRenderer, look: str) -> None:
    stage = room(box("a", 0, 0), box("b", 1.2, -1, palette="gold"))
    first = shoot(renderer, stage, look)
    shoot(renderer, room(box("other", 2, 2)), look)
    assert np.array_equal(first, shoot(renderer, stage, look))


def test_that_another_process_gives_the_same_bytes(renderer: OffscreenRenderer) -> None:
    code = (
        "import hashlib\n"
        "from studio.viewport.offscreen import OffscreenRenderer\n"
        "from tests.render.box_kit import BoxKit\n"
        "from tests.render.test_frame import box, room, shoot\n"
        "with OffscreenRenderer(kit=BoxKit()) as renderer:\n"
        "    for look in ('sketch', 'clay'):\n"
        "        print(hashlib.sha256(shoot(renderer, room(box('a', 0, 0)), look).tobytes()).hexdigest())\n"
    )
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    here = [
        hashlib.sha256(shoot(renderer, room(box("a", 0, 0)), look).tobytes()).hexdigest() for look in ("sketch", "clay")
    ]
    assert there.stdout.split() == here


@pytest.mark.parametrize("look", LOOKS)
def test_that_a_hidden_prop_is_gone_where_it_was_and_nothing_else_moves(renderer: OffscreenRenderer, look: str) -> None:
    left, right = box("left", -1.0, 0), box("right", 1.0, 0)
    both = shoot(renderer, room(left, right), look)
    alone = shoot(renderer, room(left, right.model_copy(update={"hidden": True})), look)
    changed = difference(both, alone) > 6
    assert changed[:, 270:].sum() > 2000
    assert changed[:, :150].sum() < 40


def test_that_frame_without_leaves_props_out(renderer: OffscreenRenderer) -> None:
    stage = room(box("left", -1.0, 0), box("right", 1.0, 0))
    without = renderer.frame_without(
        stage, CAMERA, hidden={"right"}, size=SIZE, aspect=16 / 9, sensor="Super 35", look="flat"
    )
    assert np.array_equal(without, shoot(renderer, room(box("left", -1.0, 0)), "flat"))


def test_that_flat_shows_the_swatch_itself(renderer: OffscreenRenderer) -> None:
    picture = shoot(renderer, room(box("a", 0, 0, palette="gold")), "flat")
    assert np.abs(picture[150, 240].astype(int) - (212, 168, 60)).max() < 14


def test_that_depth_grows_darker_with_distance(renderer: OffscreenRenderer) -> None:
    camera = CameraKey(position=(0.0, 1.0, 3.6), target=(0.0, 1.0, 0.0), lens_mm=18)
    greys = []
    for z in (2.0, 0.5, -1.0, -2.5):
        picture = shoot(renderer, room(box("a", 0, z, y=0.6)), "depth", camera)
        greys.append(int(picture[135, 240, 0]))
        assert np.array_equal(picture[..., 0], picture[..., 1])
    assert greys == sorted(greys, reverse=True)
    assert len(set(greys)) == 4


def test_that_sketch_ground_is_paper_and_its_lines_are_ink(renderer: OffscreenRenderer) -> None:
    stage = room(box("a", 0, 0), outdoor=True)
    camera = CameraKey(position=(0.0, 1.2, 4.0), target=(0.0, 1.2, 0.0), lens_mm=24)
    picture = shoot(renderer, stage, "sketch", camera).astype(int)
    sky = picture[8:60, 20:460].reshape(-1, 3)
    assert np.abs(sky.mean(axis=0) - (0xF4, 0xF1, 0xEA)).max() < 6
    assert picture.min() < 0x50
    assert np.abs(picture[..., 0] - picture[..., 2]).max() < 30


def test_that_sketch_draws_creases_of_a_box_but_no_facets_of_a_ball() -> None:
    prop = box("a", 0, 0, edge=1.2, palette="white").model_copy(update={"rotation": (0.0, 45.0, 0.0)})
    stage = room(prop, outdoor=True)
    camera = CameraKey(position=(0.0, 1.9, 3.2), target=(0.0, 0.6, 0.0), lens_mm=35)

    def inked(kit: BoxKit) -> float:
        with OffscreenRenderer(kit=kit) as own:
            picture = shoot(own, stage, "sketch", camera)
        middle = picture[110:170, 215:265, 0].astype(int)
        return float((middle < np.median(middle) - 45).mean())

    assert inked(BoxKit()) > 0.02
    assert inked(BallKit()) < 0.004


def test_that_a_camera_outside_sees_into_the_room(renderer: OffscreenRenderer) -> None:
    outside = CameraKey(position=(0.0, 2.0, 9.0), target=(0.0, 1.0, 0.0), lens_mm=35)
    stage = room(box("a", 0, 0, palette="gold"))
    assert renderer.pick(stage, outside, at=(0.5, 0.58), sensor="Super 35", aspect=16 / 9) == "a"
    above = CameraKey(position=(0.0, 9.0, 0.1), target=(0.0, 0.0, 0.0), lens_mm=35)
    assert renderer.pick(stage, above, at=(0.5, 0.5), sensor="Super 35", aspect=16 / 9) == "a"


def test_that_picking_names_the_prop_under_the_pointer(renderer: OffscreenRenderer) -> None:
    stage = room(box("left", -1.0, 0), box("right", 1.0, 0))
    for at, wanted in (((0.30, 0.6), "left"), ((0.70, 0.6), "right"), ((0.5, 0.05), None)):
        assert renderer.pick(stage, CAMERA, at=at, sensor="Super 35", aspect=16 / 9) == wanted


def test_that_a_prop_throws_its_shadow_on_the_floor(renderer: OffscreenRenderer) -> None:
    high = CameraKey(position=(0.0, 2.8, 0.1), target=(0.0, 0.0, 0.0), lens_mm=18)
    floating = box("a", 0, 0, y=1.1, edge=0.5)
    changed = difference(shoot(renderer, room(floating), "clay", high), shoot(renderer, room(), "clay", high)) > 12
    bare = difference(shoot(renderer, room(floating), "flat", high), shoot(renderer, room(), "flat", high)) > 12
    assert changed.sum() > bare.sum() * 1.2


def test_that_a_lamp_lights_what_is_near_it(renderer: OffscreenRenderer) -> None:
    night = Sky(style="night")
    dark = shoot(renderer, room(box("a", 0, 0, y=1.4, edge=0.1, palette="black"), sky=night), "clay")
    lit = shoot(renderer, room(box("a", 0, 0, y=1.4, edge=0.1, palette="flame"), sky=night), "clay")
    assert lit[200:, 160:320].mean() > dark[200:, 160:320].mean() + 8


def test_that_night_is_darker_than_day(renderer: OffscreenRenderer) -> None:
    pictures = [shoot(renderer, room(box("a", 0, 0), sky=Sky(style=style)), "clay") for style in ("day", "night")]
    assert pictures[0].mean() > pictures[1].mean() + 20


def test_that_a_frame_of_another_shape_is_kept_whole_between_bars(renderer: OffscreenRenderer) -> None:
    picture = renderer.frame(
        room(box("a", 0, 0)), CAMERA, size=(400, 400), aspect=2.0, sensor="Super 35", look="sketch"
    )
    assert picture[20].max() < 0x20
    assert picture[200].mean() > 0x80


def test_that_letterbox_fills_what_all_but_fits() -> None:
    assert letterbox((1280, 536), 2.39) == (0, 0, 1280, 536)
    assert letterbox((100, 100), 2.0) == (0, 25, 100, 50)
    assert letterbox((300, 100), 1.0) == (100, 0, 100, 100)


def test_that_a_thumbnail_is_small(renderer: OffscreenRenderer) -> None:
    assert renderer.thumbnail(room(box("a", 0, 0)), CAMERA, width=160).shape == (90, 160, 3)


def test_that_an_empty_stage_is_still_drawn(renderer: OffscreenRenderer) -> None:
    assert shoot(renderer, room(), "clay").std() > 1


def test_that_an_unknown_look_is_refused_in_one_sentence(renderer: OffscreenRenderer) -> None:
    with pytest.raises(InputError, match="clay, sketch, flat or depth"):
        shoot(renderer, room(), "oil")


def test_that_a_closed_renderer_says_so() -> None:
    with OffscreenRenderer(kit=BoxKit()) as gone:
        pass
    with pytest.raises(RenderError, match="closed"):
        shoot(gone, room(), "flat")
