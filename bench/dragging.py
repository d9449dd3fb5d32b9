"""A prop in hand on a set of a thousand: ``python -m bench.dragging`` prints JSON, what the window does for one move
of the pointer (document, list, numbers, collisions), beside reading the whole set once. In milliseconds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from statistics import median
from time import perf_counter

from bench.row import Row, beside

_PROPS, _SIDE, _MOVES = 1000, 32, 60


def drag_rows() -> list[Row]:
    """What one move of the pointer costs; measured in a process of its own, without a display."""
    answer = subprocess.run(
        [sys.executable, "-m", "bench.dragging"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    found = json.loads(answer.stdout)
    name = f"one move of a prop in hand, {_PROPS} on the set; beside reading the set"
    return [beside(name, found["move"], "ms", found["read"], most=0.5)]


def _measure() -> dict[str, float]:
    from PySide6.QtWidgets import QApplication

    from studio.model.document import Document
    from studio.model.ids import DocPath, Uid, scene_path, stage_path
    from studio.model.stage import Box3, Prop, Stage, StageContainer, stage_from_fields, stage_to_fields
    from studio.script.scene_text import heading_of
    from studio.ui.document_bridge import DocumentBridge
    from studio.ui.outliner import Outliner
    from studio.ui.prop_commands import PropCommands
    from studio.ui.stage_hands import StageHands
    from studio.ui.theme import load_theme
    from studio.ui.view_state import ViewState
    from studio.viewport.prop_placement import moved

    app = QApplication(["bench"])
    seat = Box3(min=(-0.25, 0.0, -0.25), max=(0.25, 0.45, 0.25))
    back = Box3(min=(-0.25, 0.45, -0.25), max=(0.25, 0.9, -0.2))
    props = tuple(
        Prop(
            id=f"chair#{number}",
            name="chair",
            asset="kit:chair",
            position=(number % _SIDE * 1.2, 0.0, number // _SIDE * 1.2),
            size=(0.5, 0.9, 0.5),
            solids=(seat, back),
        )
        for number in range(_PROPS)
    )
    edge = _SIDE * 1.2
    room = StageContainer(footprint=((-1.0, -1.0), (edge, -1.0), (edge, edge), (-1.0, edge)))
    fields = stage_to_fields(Stage(container=room, props=props))
    contents = {DocPath(""): {}, scene_path("s"): {"script": "INT. HALL\n", "orderKey": "a"}, stage_path("s"): fields}
    document = Document(contents, heading_of=heading_of)
    bridge, view = DocumentBridge(document), ViewState()
    view.scene_id = "s"
    commands = PropCommands(document, view, Uid("me"))
    hands, outliner = StageHands(bridge, view, commands), Outliner(view, load_theme())
    hands.shown.connect(lambda stage: outliner.show_stage(stage, own=commands.overridden()))
    hands.refresh()
    outliner.resize(280, 400)
    outliner.show()
    view.select_props(("chair#5",))
    stage = commands.stage()
    assert stage is not None
    moves, reads = [], []
    for step in range(_MOVES):
        started = perf_counter()
        commands.drag(moved(stage, ("chair#5",), (0.002 * (step + 1), 0.0, 0.0)), 1)
        moves.append(perf_counter() - started)
        started = perf_counter()
        stage_from_fields(fields)
        reads.append(perf_counter() - started)
    app.quit()
    return {"move": median(moves) * 1000, "read": median(reads) * 1000}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measure()))
