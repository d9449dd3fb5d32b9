"""The plan of a large set, and strangers' models made simple: each beside what it has to be better than."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from time import perf_counter

import numpy as np
import numpy.typing as npt

from bench.row import Row, beside
from studio.model.stage import Prop, Stage
from studio.staging.floor_plan.footprints import Footprints
from studio.staging.floor_plan.plan import FloorPlan, floor_plan
from studio.staging.pipeline import stage_prompt
from studio.staging.props_library.clustering import clustered
from studio.staging.props_library.loose_mesh import LooseMesh, Surface
from studio.staging.props_library.shaped_prop import MOST_TRIANGLES
from studio.staging.props_library.simplified import thinned

_ROOM = "a living room with a sofa, two armchairs, a round table with four chairs, a bookshelf, a rug and a lamp"
_ROUNDS = 9


def model_rows() -> Iterator[Row]:
    """Everything about plans and models."""
    yield from _plan_rows()
    yield from _simple_rows()


def _plan_rows() -> Iterator[Row]:
    stage = many_rooms(1000)
    footprints = Footprints()
    plan = _plan(stage, footprints)
    first = _best(lambda: _plan(stage, Footprints()))
    place = stage.props[0].model_copy(update={"position": (0.5, 0.0, 0.5)})
    moved = stage.model_copy(update={"props": (place, *stage.props[1:])})
    again = _best(lambda: (_plan(stage, footprints), _plan(moved, footprints)))
    yield beside("plan of 1,000 props: one prop moved, beside all anew", again / 2, "ms", first, most=0.5)
    whole, corner = _painted(plan)
    yield beside("plan of 1,000 props: 18 in sight, beside all in sight", corner, "ms", whole, most=0.5)


def _plan(stage: Stage, footprints: Footprints) -> FloorPlan:
    return floor_plan(stage, (), sensor="Super 35", aspect=16 / 9, footprints=footprints)


def many_rooms(count: int) -> Stage:
    """A room's props over and over on a wide floor."""
    stage = stage_prompt(_ROOM).stage
    props: list[Prop] = []
    for place in range(count):
        prop = stage.props[place % len(stage.props)]
        room = place // len(stage.props)
        x, y, z = prop.position
        props.append(
            prop.model_copy(
                update={"id": f"{prop.id}_{place}", "position": (x + 7 * (room % 12), y, z + 6 * (room // 12))}
            )
        )
    return stage.model_copy(update={"props": tuple(props)})


def _painted(plan: FloorPlan) -> tuple[float, float]:
    """Milliseconds a frame of the plan at 900 × 560, with everything in sight and with one room."""
    from PySide6.QtCore import QRectF
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    import pyqtgraph as pg

    from studio.ui.plan_sheet import PlanSheet
    from studio.ui.theme import load_fonts, load_theme

    load_fonts()
    view = pg.GraphicsView()
    view.resize(900, 560)
    box = pg.ViewBox(lockAspect=True, invertY=True, enableMenu=False)
    view.setCentralItem(box)
    sheet = PlanSheet(load_theme(), lambda name: (name,))
    box.addItem(sheet, ignoreBounds=True)
    box.disableAutoRange()
    sheet.show_plan(plan)
    view.show()
    found = []
    for seen in (QRectF(-4, -4, 90, 50), QRectF(-4, -4, 8, 7)):
        box.setRange(seen, padding=0)
        app.processEvents()
        found.append(_best(view.grab))
    view.close()
    return found[0], found[1]


def _simple_rows() -> Iterator[Row]:
    """How far fine surfaces are from what is left of them, in thousandths of their size."""
    for fine in (ball(300), hills(400), crate(220)):
        points, mapping = clustered(fine.points, fine.faces, most=MOST_TRIANGLES)
        coarse = replace(fine, points=points, faces=mapping[fine.faces])
        few = thinned(fine, most=MOST_TRIANGLES)
        name = f"{len(fine.faces):,} triangles of {fine.note} to {len(few.faces):,}"
        # Evenly curved sheets leave nothing to choose; edges and flat sides do.
        bar = 1.25 if fine.note == "hills" else 0.5
        yield beside(f"{name}: error beside clustering", 1000 * error(few), "‰", 1000 * error(coarse), most=bar)
        took = _best(partial(thinned, fine, most=MOST_TRIANGLES), rounds=3)
        other = _best(partial(clustered, fine.points, fine.faces, most=MOST_TRIANGLES), rounds=3)
        yield beside(f"{name}: time beside clustering", took, "ms", other)


def error(mesh: LooseMesh) -> float:
    """The mean distance of places on the triangles from the exact surface."""
    a, b, c = mesh.faces.T
    corners = mesh.points[mesh.faces[(a != b) & (b != c) & (c != a)]]
    areas = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    weights = np.array([(i, j, 4 - i - j) for i in range(5) for j in range(5 - i)]) / 4
    places = np.einsum("wk,tkc->twc", weights, corners)
    return float(np.average(np.abs(_EXACT[mesh.note](places)).mean(axis=1), weights=areas))


def ball(rings: int) -> LooseMesh:
    """A sphere of radius 1."""
    down, turn = np.meshgrid(np.linspace(0, np.pi, rings + 1), np.linspace(0, 2 * np.pi, 2 * rings + 1), indexing="ij")
    points = np.stack((np.sin(down) * np.cos(turn), np.cos(down), np.sin(down) * np.sin(turn)), -1)
    return _grid(points, "a ball")


def hills(cells: int) -> LooseMesh:
    """A square of 1 with waves."""
    x, z = np.meshgrid(np.linspace(0, 1, cells + 1), np.linspace(0, 1, cells + 1), indexing="ij")
    return _grid(np.stack((x, _hill(x, z), z), -1), "hills")


def crate(cells: int) -> LooseMesh:
    """A box with an edge of 1, every side a fine grid."""
    step = np.linspace(-0.5, 0.5, cells + 1)
    u, v = np.meshgrid(step, step, indexing="ij")
    sides = []
    for axis in range(3):
        for sign in (-0.5, 0.5):
            parts = [u, v]
            parts.insert(axis, np.full_like(u, sign))
            sides.append(_grid(np.stack(parts, -1), "a crate"))
    count = len(sides[0].points)
    return replace(
        sides[0],
        points=np.concatenate([side.points for side in sides]),
        faces=np.concatenate([side.faces + place * count for place, side in enumerate(sides)]),
        face_surfaces=np.zeros(6 * len(sides[0].faces), np.int64),
    )


def _hill(x: npt.NDArray[np.float64], z: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    heights: npt.NDArray[np.float64] = 0.1 * np.sin(9 * x) * np.cos(7 * z)
    return heights


def _grid(points: npt.NDArray[np.float64], name: str) -> LooseMesh:
    rows, columns = points.shape[:2]
    i, j = (each.reshape(-1) for each in np.meshgrid(np.arange(rows - 1), np.arange(columns - 1), indexing="ij"))
    a = i * columns + j
    faces = np.concatenate((np.stack((a, a + 1, a + columns), -1), np.stack((a + 1, a + columns + 1, a + columns), -1)))
    return LooseMesh(points.reshape(-1, 3), faces, np.zeros(len(faces), np.int64), (Surface(),), note=name)


_EXACT: dict[str, Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]] = {
    "a ball": lambda places: np.linalg.norm(places, axis=-1) - 1.0,
    "hills": lambda places: places[..., 1] - _hill(places[..., 0], places[..., 2]),
    "a crate": lambda places: np.abs(places).max(axis=-1) - 0.5,
}
"""How far places (…, 3) are from the surface that a mesh of that name stands for."""


def _best(work: Callable[[], object], *, rounds: int = _ROUNDS) -> float:
    """Milliseconds of the fastest round."""
    times = []
    for _ in range(rounds):
        started = perf_counter()
        work()
        times.append(perf_counter() - started)
    return 1000 * min(times)
