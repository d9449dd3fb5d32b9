from __future__ import annotations

from collections.abc import Iterator

import pytest

from studio.model.stage import Stage
from studio.viewport.context import EglContext
from studio.viewport.gl import GL
from studio.viewport.offscreen import OffscreenRenderer
from tests.render.box_kit import BoxKit
from tests.render.golden import LOOKS, MOST_SHARE, drawn, golden, scenes, share_apart


def is_llvmpipe() -> bool:
    context = EglContext()
    context.make_current()
    name = GL.glGetString(GL.GL_RENDERER)
    context.release()
    return b"llvmpipe" in name


pytestmark = pytest.mark.skipif(not is_llvmpipe(), reason="golden pictures are llvmpipe's")


@pytest.fixture(scope="module")
def renderer() -> Iterator[OffscreenRenderer]:
    with OffscreenRenderer(kit=BoxKit()) as shared:
        yield shared


def without(stage: Stage, prop_id: str) -> Stage:
    return stage.model_copy(update={"props": tuple(prop for prop in stage.props if prop.id != prop_id)})


def shifted(stage: Stage, prop_id: str, metres: float) -> Stage:
    moved = [
        prop.model_copy(update={"position": (prop.position[0] + metres, *prop.position[1:])})
        if prop.id == prop_id
        else prop
        for prop in stage.props
    ]
    return stage.model_copy(update={"props": tuple(moved)})


@pytest.mark.parametrize("name", ["room", "rain"])
@pytest.mark.parametrize("look", LOOKS)
def test_that_a_frame_looks_like_its_golden_picture(renderer: OffscreenRenderer, name: str, look: str) -> None:
    assert share_apart(drawn(renderer, scenes()[name], look), golden(name, look)) <= MOST_SHARE


@pytest.mark.parametrize("look", ["clay", "sketch", "flat"])
@pytest.mark.parametrize("prop_id", ["book", "jar", "person"])
def test_that_a_missing_or_shifted_prop_breaks_the_golden_picture(
    renderer: OffscreenRenderer, look: str, prop_id: str
) -> None:
    stage, kept = scenes()["room"], golden("room", look)
    assert share_apart(drawn(renderer, without(stage, prop_id), look), kept) > MOST_SHARE
    assert share_apart(drawn(renderer, shifted(stage, prop_id, 0.1), look), kept) > MOST_SHARE
