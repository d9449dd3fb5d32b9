from __future__ import annotations

import gc
import os
from math import cos, sin
from pathlib import Path
from time import monotonic

import numpy as np
import pytest

from studio.model.documents import CameraKey
from studio.model.stage import Particles, Prop, Stage, StageContainer
from studio.viewport.draw_list import build_draw_list
from studio.viewport.draw_list_change import next_draw_list
from studio.viewport.renderer import Look
from tests.render.box_kit import BoxKit
from tests.render.drawing import drawing
from tests.render.gl_objects import gl_objects

LENGTH_S = 30 * 60 if os.environ.get("DREAMFACTORY_SOAK") else 60
SQUARE = ((-5.0, -5.0), (5.0, -5.0), (5.0, 5.0), (-5.0, 5.0))
LOOKS: tuple[Look, ...] = ("clay", "sketch", "flat", "depth")
MOST_DRIFT = 0.05


def resident_bytes() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def stage_of(turn: int) -> Stage:
    """Another set each turn: its own sizes, so that meshes come and go, indoors and out."""
    random = np.random.default_rng(turn % 40)
    props = tuple(
        Prop(
            id=f"p{k}",
            position=(float(x), 0.0, float(z)),
            size=(0.2 + 0.01 * (turn % 40), 0.2 + 0.05 * (k % 7), 0.3),
            material={"palette": ("wood", "gold", "flame")[k % 3]},
        )
        for k, (x, z) in enumerate(random.uniform(-4.5, 4.5, (60, 2)))
    )
    air = (Particles(kind="rain" if turn % 2 else "snow", density=0.5), Particles(kind="sparks", density=0.2))
    return Stage(container=StageContainer(footprint=SQUARE, outdoor=turn % 3 == 0), props=props, particles=air)


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.usefixtures("context")
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads the process's memory from /proc")
def test_that_orbits_edits_and_other_stages_leave_memory_and_gl_as_they_were() -> None:
    before, kit = gl_objects(), BoxKit()
    started, sizes, objects, turn = monotonic(), list[tuple[float, int]](), list[dict[str, int]](), 0
    with drawing((240, 135)) as draw:
        while monotonic() - started < LENGTH_S:
            stage = stage_of(turn)
            draw_list = build_draw_list(stage, kit=kit)
            for step in range(12):
                angle = 0.5 * step + turn
                eye = (4.0 * cos(angle), 1.5, 4.0 * sin(angle))
                camera = CameraKey(position=eye, target=(0.0, 0.6, 0.0), lens_mm=24)
                props = list(stage.props)
                props[step] = props[step].model_copy(update={"position": (0.1 * step, 0.0, 0.0)})
                stage = stage.model_copy(update={"props": tuple(props)})
                hidden = {"p1"} if step % 5 == 0 else set()
                draw_list = next_draw_list(draw_list, stage, hidden=hidden, selected={f"p{step}"}, kit=kit)
                quality = ("full", "draft", "fine")[step % 3]
                look = LOOKS[(step + turn) % 4]
                draw.draw(draw_list, camera, look, quality=quality, mark=(1, 1, 1), time_s=monotonic() - started)
            turn += 1
            sizes.append((monotonic() - started, resident_bytes()))
            objects.append(gl_objects())
    assert turn > 5
    assert gl_objects() == before
    assert objects[-1] == objects[len(objects) // 2]
    early = float(np.mean([size for at, size in sizes if LENGTH_S / 3 < at < LENGTH_S * 2 / 3]))
    late = float(np.mean([size for at, size in sizes if at > LENGTH_S * 2 / 3]))
    assert abs(late / early - 1) <= MOST_DRIFT, f"{early / 2**20:.0f} MB became {late / 2**20:.0f} MB"
