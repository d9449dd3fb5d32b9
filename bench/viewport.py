"""The viewport beside pyqtgraph.opengl and beside a bare draw of the same triangles, 1280 × 720, one run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from time import perf_counter

import numpy as np

from bench.bare_draw import BareDraw
from bench.pyqtgraph_frame import COLUMNS, EDGE_M, STEP_M
from bench.row import Row, at_most, beside
from studio.model.documents import CameraKey
from studio.model.mesh import Mesh
from studio.model.stage import Prop, Size, Stage, StageContainer
from studio.staging.library import kit_library
from studio.staging.pipeline import stage_prompt
from studio.viewport.context import EglContext
from studio.viewport.draw_list import DrawList, build_draw_list
from studio.viewport.draw_list_change import next_draw_list
from studio.viewport.gl import GL
from studio.viewport.mesh_builder import MeshBuilder
from studio.viewport.offscreen import OffscreenRenderer, stage_view
from studio.viewport.picking import pick
from studio.viewport.renderer import Destination, Look, Quality, Renderer
from studio.viewport.target import COLOUR, Target
from studio.viewport.view import View
from studio.workflows.stage_files import camera_key

SIZE = (1280, 720)
BOXES = 10_000
ROUNDS = 9
ABOVE = CameraKey(position=(0.0, 12.0, 34.0), target=(0.0, 0.0, 0.0), lens_mm=24)
LOW = CameraKey(position=(0.0, 3.0, -8.0), target=(0.0, 0.5, -20.0), lens_mm=28)
BOARD_PROMPT = "A medieval great hall with four long tables, twelve benches, forty floating candles and eight people"


class Boxes:
    """A kit in which everything is its box."""

    def build_mesh(self, asset: str, size: Size, pose: str | None = None) -> Mesh:
        del asset, pose
        width, height, depth = size
        builder = MeshBuilder()
        builder.box((-width / 2, 0.0, -depth / 2), ((width, 0, 0), (0, height, 0), (0, 0, depth)), slot=0)
        return builder.mesh()

    def material_colours(self, asset: str, material: dict[str, str] | None) -> tuple[str, ...]:
        del asset, material
        return ("plaster",)


def boxes(count: int) -> Stage:
    """Boxes in rows on open ground."""
    props = tuple(
        Prop(
            id=f"b#{k}",
            position=(k % COLUMNS * STEP_M - 25, 0.0, k // COLUMNS * STEP_M - 25),
            size=(EDGE_M, EDGE_M, EDGE_M),
        )
        for k in range(count)
    )
    corner = 30.0
    outline = ((-corner, -corner), (corner, -corner), (corner, corner), (-corner, corner))
    return Stage(container=StageContainer(footprint=outline, outdoor=True), props=props)


class Bench:
    """A renderer at work on an off-screen target."""

    def __init__(self) -> None:
        self.renderer = Renderer()
        self._target = Target(SIZE, {"colour": COLOUR})

    def frame(self, draw_list: DrawList, view: View, look: Look, quality: Quality = "full") -> Callable[[], None]:
        """What draws one frame."""
        destination = Destination(self._target.framebuffer, (0, 0, *SIZE))
        return lambda: self.renderer.render(draw_list, view, destination, look, quality=quality)

    def release(self) -> None:
        """Frees everything."""
        self._target.release()
        self.renderer.release()


def fastest_ms(*works: Callable[[], object]) -> list[float]:
    """The shortest time of each, taken in turns so that a busy moment hits all alike."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            GL.glFinish()
            started = perf_counter()
            work()
            GL.glFinish()
            taken.append((perf_counter() - started) * 1000)
    return [min(taken) for taken in times]


def viewport_rows() -> Iterator[Row]:
    """Every figure of the viewport."""
    context = EglContext()
    context.make_current()
    bench = Bench()
    yield from _instances(bench)
    yield from _culling(bench)
    yield from _thousand(bench)
    bench.release()
    context.release()
    yield from _board()


def _view(draw_list: DrawList, camera: CameraKey) -> View:
    return stage_view(draw_list, camera, sensor="Super 35", aspect=SIZE[0] / SIZE[1])


def _instances(bench: Bench) -> Iterator[Row]:
    draw_list = build_draw_list(boxes(BOXES), kit=Boxes())
    view = _view(draw_list, ABOVE)
    bare = BareDraw(draw_list, SIZE)
    lit, floor, sketch, clay = fastest_ms(
        bench.frame(draw_list, view, "clay", "draft"),
        lambda: bare.draw(view),
        bench.frame(draw_list, view, "sketch"),
        bench.frame(draw_list, view, "clay"),
    )
    bare.release()
    other = _pyqtgraph_ms()
    faster = other / lit
    name = f"{BOXES:,} instances, lit, beside pyqtgraph.opengl with a GLMeshItem each"
    yield Row(name, lit, "ms", other, faster, "≥ 12 × faster", faster >= 12)
    yield beside(f"{BOXES:,} instances, lit, beside a bare instanced draw", lit, "ms", floor, most=1.3)
    yield beside("… with shadow, occlusion and the sketch look, beside the lit floor", sketch, "ms", lit, most=4)
    yield beside("… with shadow, occlusion, bloom and the clay look, beside the lit floor", clay, "ms", lit)


def _culling(bench: Bench) -> Iterator[Row]:
    many = build_draw_list(boxes(BOXES), kit=Boxes())
    view = _view(many, LOW)
    draw = bench.frame(many, view, "clay", "draft")
    draw()
    seen = bench.renderer.drawn_instances
    few = build_draw_list(_seen_only(many, view), kit=Boxes())
    whole, part = fastest_ms(draw, bench.frame(few, view, "clay", "draft"))
    yield beside(f"{seen:,} of {BOXES:,} instances in view, beside a stage of those alone", whole, "ms", part, most=1.5)


def _seen_only(draw_list: DrawList, view: View) -> Stage:
    from studio.viewport.span_draws import in_view

    seen = {draw_list.prop_ids[row] for row in np.flatnonzero(in_view(draw_list, view))}
    stage = draw_list.source.stage
    return stage.model_copy(update={"props": tuple(prop for prop in stage.props if prop.id in seen)})


def _thousand(bench: Bench) -> Iterator[Row]:
    stage, kit = boxes(1000), Boxes()
    draw_list = build_draw_list(stage, kit=kit)
    view = _view(draw_list, ABOVE)
    draw = bench.frame(draw_list, view, "clay")
    draw()
    geometry = bench.renderer.geometry
    assert geometry is not None
    picked, frame = fastest_ms(lambda: pick(geometry, draw_list, at=(0.5, 0.5)), draw)
    yield beside("a pick in a set of 1,000 props, beside its frame", picked, "ms", frame, most=1)
    uploads = bench.renderer.uploads
    moved = list(stage.props)
    moved[500] = moved[500].model_copy(update={"position": (0.0, 1.0, 0.0)})
    after = stage.model_copy(update={"props": tuple(moved)})
    before = uploads.instance_bytes + uploads.mesh_bytes
    changed = next_draw_list(draw_list, after, kit=kit)
    bench.frame(changed, view, "clay")()
    sent = uploads.instance_bytes + uploads.mesh_bytes - before
    yield at_most("bytes sent to the GPU when one of 1,000 props moves", sent, "bytes", 64)
    again, anew = fastest_ms(lambda: next_draw_list(draw_list, after, kit=kit), lambda: build_draw_list(after, kit=kit))
    yield beside("the draw list of 1,000 props after one moved, beside building it anew", again, "ms", anew, most=0.5)


def _board() -> Iterator[Row]:
    stage = stage_prompt(BOARD_PROMPT, seed=0, library=kit_library()).stage
    key, sensor = camera_key(stage, None, aspect=16 / 9)
    times = []
    started = perf_counter()
    with OffscreenRenderer() as renderer:
        for _ in range(6):
            renderer.frame(stage, key, size=(1920, 1080), aspect=16 / 9, sensor=sensor, look="sketch")
            times.append((perf_counter() - started) * 1000)
            started = perf_counter()
    yield at_most("a board of 1920 × 1080, sketch, headless: the first", times[0], "ms", 1500)
    yield at_most("a board of 1920 × 1080, sketch, headless: each after", min(times[1:]), "ms", 250)


def _pyqtgraph_ms() -> float:
    """In a process of its own, which chooses its own GL platform."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYOPENGL", "EGL"))}
    command = [sys.executable, "-m", "bench.pyqtgraph_frame", str(BOXES)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=600)
    return float(done.stdout.split()[-1])


def main() -> None:
    """Prints the viewport's rows alone."""
    for row in viewport_rows():
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        verdict = f"{row.bar}: {'holds' if row.holds else 'FALLS SHORT'}" if row.bar else ""
        print(f"{row.name:80} {row.value:9.1f} {row.unit:6} {ratio:>6}  {verdict}")


if __name__ == "__main__":
    main()
