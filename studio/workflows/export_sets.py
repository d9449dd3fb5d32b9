"""Sets for others: a GLB for 3D programs, a camera plot on paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studio.media.camera_plot import ENGLISH, KOREAN, PlotBoard, PlotPage, write_camera_plot
from studio.media.whole_file import write_whole
from studio.model.documents import Board
from studio.model.ports import Progress, no_progress
from studio.script.language import language_of
from studio.staging.floor_plan.plan import floor_plan
from studio.workflows.filled_folder import filled_folder, made_folder
from studio.workflows.scene_sets import SceneSet


def export_sets(
    sets: Sequence[SceneSet],
    format: str,
    out: Path,
    *,
    title: str,
    progress: Progress = no_progress,
) -> Path:
    """Writes sets as ``glb`` or ``plot``, whole or not at all, and returns where.

    A GLB holds a glTF scene for each set; where ``out`` is a folder, each set gets a file of its own in it.
    """
    if format == "glb" and out.is_dir():
        _write_each(sets, out, progress)
        return out
    with made_folder(out.parent):
        if format == "glb":
            from studio.workflows.set_model import set_glb

            write_whole(out, set_glb(sets, progress=progress))
        else:
            _write_plot(sets, out, title, progress)
    return out


def _write_each(sets: Sequence[SceneSet], folder: Path, progress: Progress) -> None:
    from studio.workflows.set_model import set_glb

    with filled_folder(folder) as part:
        for place, each in enumerate(sets):
            progress(place, len(sets), "sets")
            words = "".join(letter if letter.isalnum() else "_" for letter in each.heading)[:60].strip("_")
            (part / f"{place + 1:03}_{words or 'set'}.glb").write_bytes(set_glb([each]))


def _write_plot(sets: Sequence[SceneSet], out: Path, title: str, progress: Progress) -> None:
    pages = [
        PlotPage(
            each.number,
            each.heading,
            floor_plan(each.stage, each.boards, sensor=each.sensor, aspect=each.aspect),
            tuple(_plot_board(board) for _, board in each.boards if board.camera_keys),
        )
        for each in sets
    ]
    # The labels are in the language that the boards are written in, as the storyboard's are.
    written = (text for each in sets for _, board in each.boards for text in (board.dialogue, board.action))
    words = KOREAN if language_of(written) == "ko" else ENGLISH
    write_camera_plot(pages, out, title=title, words=words, progress=progress)


def _plot_board(board: Board) -> PlotBoard:
    key = board.camera_keys[0]
    return PlotBoard(board.shot.text, board.shot_size, key.lens_mm, key.position[1], board.move)
