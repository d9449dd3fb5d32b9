"""What worker processes do, as functions that can be named across the process boundary."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.errors import SpecError
from studio.media.cut import Cut
from studio.model.documents import Board, CameraKey, Project
from studio.model.stage import Prop, Stage
from studio.workflows.draw_board import BoardJob, DrawnBoard, draw_board
from studio.workflows.read_production import SceneReading
from studio.workflows.scene_sets import SceneSet
from studio.workflows.work_pool import check_stopped, tell_progress

if TYPE_CHECKING:
    from studio.agents.stage_design import StageDesign
    from studio.viewport.move_keys import MadeMove
    from studio.viewport.offscreen import OffscreenRenderer
    from studio.workflows.board_video import BoardVideo
    from studio.workflows.frame_board import FramedBoard
    from studio.workflows.moving_board import MovingBoard

_renderer: OffscreenRenderer | None = None


@dataclass(frozen=True, slots=True)
class PreparedScene:
    """A scene's set and boards; without a set, ``fault`` says why there is none."""

    stage: Stage | None
    boards: tuple[Board, ...]
    fault: str = ""


def ready_to_draw() -> None:
    """Makes the GL context of this process, which it keeps.

    Raises:
        RenderError: this machine cannot draw.
    """
    _frames()


def prepared(
    reading: SceneReading, project: Project, *, prompt: str | None, seed: int, boards: tuple[Board, ...] = ()
) -> PreparedScene:
    """Stages a scene and boards it; the ``boards`` that it has already are framed on its set instead.

    Where its words make no set that can be built, it gets boards without one.
    """
    from studio.workflows.board_scene import plan_boards
    from studio.workflows.stage_scene import scene_stage
    from studio.workflows.written_boards import framed_on_set

    check_stopped()
    stage, fault = None, ""
    try:
        stage = scene_stage(reading, prompt=prompt, seed=seed)
    except SpecError as error:
        fault = error.message
    if boards:
        return PreparedScene(stage, framed_on_set(boards, reading, stage, project), fault)
    return PreparedScene(stage, plan_boards(reading, stage, project), fault)


def drawn(job: BoardJob) -> DrawnBoard:
    """Draws one board. The process keeps its GL context for the next one."""
    return draw_board(None if job.chosen is not None else _frames(), job)


def drawn_in_turn(jobs: tuple[BoardJob, ...]) -> tuple[DrawnBoard, ...]:
    """Draws boards of one set, which then goes to the GPU once."""
    boards = []
    for job in jobs:
        check_stopped()
        boards.append(drawn(job))
    return tuple(boards)


def staged(reading: SceneReading, prompt: str | None, pinned: tuple[Prop, ...] = (), seed: int = 0) -> Stage:
    """Builds a scene's set round what was placed by hand."""
    from studio.workflows.stage_scene import scene_stage

    return scene_stage(reading, prompt=prompt, seed=seed, pinned=pinned)


def designed(
    reading: SceneReading, design: StageDesign, prompt: str | None, pinned: tuple[Prop, ...] = (), seed: int = 0
) -> Stage:
    """Builds a scene's set as a model designed it, round what was placed by hand."""
    from studio.workflows.stage_scene import designed_scene

    return designed_scene(reading, design, prompt=prompt, seed=seed, pinned=pinned)


def planned(reading: SceneReading, stage: Stage | None, project: Project) -> tuple[Board, ...]:
    """Plans and frames a scene's boards."""
    from studio.workflows.board_scene import plan_boards

    return plan_boards(reading, stage, project)


def framed_again(boards: tuple[Board, ...], stage: Stage, project: Project) -> tuple[dict[str, Any] | None, ...]:
    """The cameras and labels of the same shots on another set."""
    from studio.workflows.frame_board import same_shots

    return same_shots(boards, stage, project)


def framed(board: Board, stage: Stage, project: Project, before: Board | None, changes: dict[str, Any]) -> FramedBoard:
    """A board that is framed anew."""
    from studio.workflows.frame_board import framed_board

    return framed_board(board, stage, project, before=before, **changes)


def mended(before: Board, board: Board, stage: Stage, project: Project, rule: str) -> tuple[CameraKey, ...]:
    """The cameras of a board once the cut to it breaks the rule no more."""
    from studio.workflows.frame_board import mended_keys_or_framed

    return mended_keys_or_framed(before, board, stage, project, rule)


def moved(board: Board, stage: Stage, project: Project, move: str) -> MadeMove:
    """The keys of a camera move that begins with the board's framing."""
    from studio.workflows.frame_board import moved_board

    return moved_board(board, stage, project, move)


def filmed(board: MovingBoard | BoardVideo, count: int, size: tuple[int, int]) -> tuple[bytes, ...]:
    """The frames of a camera move or a video, as JPEG."""
    frames = []
    for frame in board.encoded(count, size=size):
        check_stopped()
        frames.append(frame)
    return tuple(frames)


def heard(path: Path, longest_s: float) -> bytes:
    """The sound of a video, to be played; empty where it has none."""
    from studio.media.film_sound import heard_samples

    return heard_samples(path, longest_s=longest_s)


def cleaned_picture(data: bytes, aspect: float) -> bytes:
    """A picture from outside, decoded with limits, in the film's shape, as a PNG of ours."""
    from studio.media.fitted_picture import cropped
    from studio.media.pictures import encode_png, read_picture

    return encode_png(cropped(read_picture(data, name="The drawn picture"), aspect))


def reference_picture(data: bytes) -> bytes:
    """A picture to go along with an order, at most 1,536 pixels long, as JPEG."""
    from studio.media.pictures import encode_jpeg, read_picture, thumbnail

    edge = 1536
    return encode_jpeg(thumbnail(read_picture(data, name="The reference"), within=(edge, edge)), quality=92)


def exported(cut: Cut, format: str, path: Path) -> Path:
    """Writes a cut for others, telling how far it has come."""
    from studio.workflows.export_project import export_cut

    return export_cut(cut, format, path, progress=tell_progress)


def exported_sets(sets: tuple[SceneSet, ...], format: str, path: Path, title: str) -> Path:
    """Writes sets for others, telling how far it has come."""
    from studio.workflows.export_sets import export_sets

    return export_sets(sets, format, path, title=title, progress=tell_progress)


def _frames() -> OffscreenRenderer:
    from studio.viewport.offscreen import OffscreenRenderer

    global _renderer
    if _renderer is None:
        _renderer = OffscreenRenderer()
    return _renderer
