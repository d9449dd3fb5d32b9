"""The main job: a script or a prompt becomes a project, its boards, the animatic, the PDF and the timeline."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from studio.errors import InputError
from studio.media.whole_file import write_whole
from studio.model.document import Document
from studio.model.documents import ScriptFormat
from studio.model.ids import PROJECT_PATH, DocPath, scene_path
from studio.model.operations import Operation, Set
from studio.model.ports import BlobStore, FrameSource, Progress, no_progress
from studio.script.text_file import ScriptFile
from studio.workflows.board_scene import board_id, board_operations, plan_boards
from studio.workflows.draw_board import board_job, draw_board, picture_operations
from studio.workflows.export_project import export_cut, picture_names
from studio.workflows.make_cut import make_cut
from studio.workflows.open_project import PRODUCER, new_project_store
from studio.workflows.read_production import SceneReading, read_production
from studio.workflows.script_contents import Contents, read_contents, script_contents
from studio.workflows.stage_scene import scene_stage, stage_operations


@dataclass(frozen=True, slots=True)
class ProduceOptions:
    """How to produce: seed, film or not, size of the pictures and the film, look of the boards."""

    seed: int = 0
    with_film: bool = True
    size: tuple[int, int] = (1280, 720)
    look: str = "sketch"


@dataclass(slots=True)
class ProduceReport:
    """What was produced; ``to_json`` is report.json."""

    scenes: int = 0
    boards: list[dict[str, Any]] = field(default_factory=list)
    rate: tuple[int, int] = (24, 1)
    warnings: list[str] = field(default_factory=list)
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """Length of the film."""
        return float(sum(board["frames"] for board in self.boards) * self.rate[1] / self.rate[0])

    def to_json(self) -> dict[str, Any]:
        """The report as contracts/cli.md has it."""
        return {
            "scenes": self.scenes,
            "boards": self.boards,
            "frameRate": {"num": self.rate[0], "den": self.rate[1]},
            "warnings": self.warnings,
            "timingsMs": self.timings_ms,
        }

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Adds the time of a block to ``timings_ms``."""
        begun = perf_counter()
        yield
        self.timings_ms[name] = round(self.timings_ms.get(name, 0.0) + 1000 * (perf_counter() - begun), 1)


def produce(
    out: Path,
    *,
    file: Path | None = None,
    prompt: str | None = None,
    options: ProduceOptions = ProduceOptions(),
    staging: dict[int, str] | None = None,
    bible: dict[str, Any] | None = None,
    title: str | None = None,
    progress: Progress = no_progress,
) -> ProduceReport:
    """Produces a film from a script or a prompt into a folder.

    ``staging`` describes sets in one line by scene (from 0), ``bible`` and ``title`` fill the project's; without them
    all comes from the script. Nothing is written before the input has been read.

    Raises:
        InputError: the input cannot be read, or there is nothing in it.
        RenderError: this machine cannot draw.
    """
    report = ProduceReport()
    with report.timed("script"):
        contents, name = _contents(file, prompt)
        if title:
            contents[PROJECT_PATH]["title"] = title
        if bible:
            contents[PROJECT_PATH]["productionBible"] = bible
    from studio.viewport.offscreen import OffscreenRenderer

    with OffscreenRenderer() as frames:
        out.mkdir(parents=True, exist_ok=True)
        target = out / f"{name}.dream"
        with new_project_store(target, contents) as (document, media):
            _stage_and_board(document, options, staging or {}, report, progress)
            _draw(document, media, frames, options, report, progress)
            _export(document, media, out, options, report, progress)
    write_whole(out / "report.json", (json.dumps(report.to_json(), ensure_ascii=False, indent=1) + "\n").encode())
    return report


def _contents(file: Path | None, prompt: str | None) -> tuple[Contents, str]:
    if file is not None:
        return read_contents(file), file.stem
    words = " ".join((prompt or "").split())
    if not words:
        raise InputError("The prompt is empty; describe a set in one line, in English or Korean.")
    from studio.staging.spec import build_spec

    room = build_spec(words).main_container
    heading = f"{'EXT.' if room.outdoor else 'INT.'} {(room.name or 'set').upper()} - DAY"
    title = words.split(",")[0][:60]
    contents = script_contents(ScriptFile(f"{heading}\n\n{words}\n", ScriptFormat()), title=title)
    return contents, "".join(c if c.isalnum() else "_" for c in title).strip("_")[:40] or "prompt"


def _stage_and_board(
    document: Document, options: ProduceOptions, staging: dict[int, str], report: ProduceReport, progress: Progress
) -> None:
    with report.timed("reading"):
        readings = read_production(document)
    report.scenes = len(readings)
    project = document.project
    report.rate = (project.frame_rate.num, project.frame_rate.den)
    for place, reading in enumerate(readings):
        progress(place, len(readings), "stages")
        with report.timed("staging"):
            stage = scene_stage(reading, prompt=staging.get(place), seed=options.seed)
        for unplaced in stage.report.unplaced:
            report.warnings.append(f"Scene {reading.number}: {unplaced.id} was not placed: {unplaced.reason}")
        with report.timed("boards"):
            boards = plan_boards(reading, stage, project)
        ops: list[Operation] = [
            *stage_operations(document, reading.id, stage),
            *board_operations(reading, boards),
        ]
        if boards:
            ops.append(Set(scene_path(reading.id), ("keyBoardId",), board_id(reading.id, boards[0])))
        ops += _scene_words(document, reading)
        document.commit(ops, label="Produce", initiator=PRODUCER)
    progress(len(readings), len(readings), "stages")


def _scene_words(document: Document, reading: SceneReading) -> list[Operation]:
    scene = document.scene(reading.id)
    if scene is None or scene.visual_prompt:
        return []
    words = " ".join((reading.beats.heading, *(s.text for beat in reading.beats.actions[:1] for s in beat.sentences)))
    return [Set(scene_path(reading.id), ("visual_prompt",), words)]


def _draw(
    document: Document,
    media: BlobStore,
    frames: FrameSource,
    options: ProduceOptions,
    report: ProduceReport,
    progress: Progress,
) -> None:
    paths: list[DocPath] = [path for path, _ in document.all_boards()]
    size = options.size
    for place, path in enumerate(paths):
        progress(place, len(paths), "boards")
        with report.timed("pictures"):
            job = board_job(document, path, media, look=options.look, size=size)
            if job is None:
                continue
            drawn = draw_board(frames, job)
            frame = media.put(drawn.frame, "png") if drawn.frame else None
            shown = media.put(drawn.shown, "png") if drawn.shown else None
            ops = picture_operations(document, job, frame=frame, shown=shown)
            document.commit(ops, label="Produce", initiator=PRODUCER)
    progress(len(paths), len(paths), "boards")


def _export(
    document: Document,
    media: BlobStore,
    out: Path,
    options: ProduceOptions,
    report: ProduceReport,
    progress: Progress,
) -> None:
    cut = make_cut(document, media)
    names = picture_names(cut)
    _clear_boards(out, {f"boards/{name}" for name in names.values()})
    report.boards = [
        {
            "id": board.id,
            "scene": board.scene_number,
            "shot": board.shot,
            "file": f"boards/{names[board.id]}",
            "seconds": round(cut.rate.seconds(board.frames), 6),
            "frames": board.frames,
        }
        for board in cut.boards
    ]
    with report.timed("png"):
        export_cut(cut, "png", out / "boards", progress=progress)
    files = {board.id: out / "boards" / names[board.id] for board in cut.boards}
    cut = replace(cut, boards=tuple(replace(b, picture=files[b.id] if b.picture else None) for b in cut.boards))
    wanted = [("pdf", "storyboard.pdf"), ("csv", "shotlist.csv"), ("otio", "timeline.otio")]
    if options.with_film:
        wanted.append(("mp4", "animatic.mp4"))
    for format, name in wanted:
        with report.timed(format):
            export_cut(cut, format, out / name, size=options.size, progress=progress)


def _clear_boards(out: Path, kept: set[str]) -> None:
    """Takes away the pictures that an earlier run left and this one does not write again; nobody else's files."""
    try:
        earlier = json.loads((out / "report.json").read_text(encoding="utf-8"))["boards"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    for board in earlier:
        name = board.get("file", "") if isinstance(board, dict) else ""
        if re.fullmatch(r"boards/[^/\\\\]+\.png", name) and name not in kept:
            (out / name).unlink(missing_ok=True)
