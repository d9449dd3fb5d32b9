"""The main job: a script or a prompt becomes a project, its boards, the animatic, the PDF and the timeline."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.agents.offline.story_or_set import tells_story
from studio.agents.sentences import sentences_of
from studio.errors import InputError, StudioError
from studio.media.cut import Cut
from studio.media.fonts import FONT_NAMES, font_path
from studio.media.whole_file import write_whole
from studio.model.document import Document
from studio.model.documents import ScriptFormat
from studio.model.ids import PROJECT_PATH, SceneId, board_path, scene_path
from studio.model.operations import Operation, Set
from studio.model.ports import BlobStore, Progress, no_progress
from studio.model.stage import Stage
from studio.script.text_file import ScriptFile
from studio.workflows import worker_jobs
from studio.workflows.agent_settings import gemini_access, load_agent_settings
from studio.workflows.board_scene import board_id, board_operations
from studio.workflows.draw_board import BoardJob, DrawnBoard, board_job, picture_operations
from studio.workflows.export_project import export_cut, picture_names
from studio.workflows.filled_folder import filled_folder
from studio.workflows.given_file import spare_given
from studio.workflows.key_ring import KeyRing
from studio.workflows.make_cut import make_cut
from studio.workflows.open_project import PRODUCER, new_project_store, refuse_replacing, replace_project
from studio.workflows.produce_agents import ProduceAgents, draw_key_boards, shoot_key_boards
from studio.workflows.produce_report import ProduceOptions, ProduceReport, produced_boards
from studio.workflows.read_production import SceneReading, read_production
from studio.workflows.script_contents import Contents, empty_contents, read_contents, script_contents
from studio.workflows.stage_scene import stage_operations
from studio.workflows.work_pool import WorkPool
from studio.workflows.worker_jobs import PreparedScene
from studio.workflows.written_boards import framing_operations

_DRAWN_TOGETHER = 4
"""Boards of one scene that a worker draws in one go: enough to share the set, few enough to keep both workers busy."""

_NAMED = 3
"""Things that a warning names before it only counts them."""

_OUTPUTS = ("boards", "storyboard.pdf", "shotlist.csv", "timeline.otio", "animatic.mp4", "report.json")


def produce(
    out: Path,
    *,
    file: Path | None = None,
    prompt: str | None = None,
    options: ProduceOptions | None = None,
    staging: dict[int, str] | None = None,
    bible: dict[str, Any] | None = None,
    title: str | None = None,
    progress: Progress = no_progress,
    tell: Callable[[str], None] = lambda _: None,
) -> ProduceReport:
    """Produces a film from a script or a prompt into a folder, whole or not at all.

    A prompt that tells a story is made scenes of by the Writer; one that describes a set is one scene on it. ``tell``
    hears what is about to be paid for.

    Without ``options``, the defaults hold. ``staging`` describes sets in one line by scene (from 0), ``bible`` and
    ``title`` fill the project's; without them all comes from the script. Nothing is written before the input has been
    read. Two worker processes do the work; what they make does not depend on which of them made it.

    Raises:
        InputError: the input cannot be read, or there is nothing in it.
        ProjectError: somebody has worked on the project that stands there.
        RenderError: this machine cannot draw.
        MediaError: the file system refused, or the installation lacks a font.
    """
    report = ProduceReport()
    options = options or ProduceOptions()
    settings = load_agent_settings()
    access = GeminiSettings() if options.is_offline else gemini_access(settings, KeyRing())
    is_offline = not access.has_access
    story = prompt if prompt is not None and tells_story(prompt, by_a_line=not is_offline) else None
    with report.timed("script"):
        contents, name = _contents(file, prompt) if story is None else _story_contents(story)
        if not is_offline:
            contents[PROJECT_PATH]["budget"] = settings.default_budget if options.budget is None else options.budget
        if title:
            contents[PROJECT_PATH]["title"] = title
        if bible:
            contents[PROJECT_PATH]["productionBible"] = bible
    sets = dict(staging or {})
    if prompt is not None and story is None:
        sets.setdefault(0, prompt)
    project = out / f"{name}.dream"
    if file is not None:
        spare_given(file, project, *(out / output for output in _OUTPUTS))
    refuse_replacing(project)
    for font in FONT_NAMES:
        font_path(font)
    try:
        with WorkPool(keeps_all_busy=True) as pool:
            pool.submit(worker_jobs.ready_to_draw).result()
            with filled_folder(out) as part:
                with new_project_store(part / project.name, contents) as (document, media, flush):
                    steps = [*[draw_key_boards] * options.draws, *[shoot_key_boards] * options.shoots]
                    agents = ProduceAgents(
                        document, media, pool, flush, access, settings, is_offline, report, tell, steps
                    )
                    if story is not None:
                        with report.timed("writer"):
                            agents.write(story)
                    production = _Production(document, media, pool, options, sets, report, progress)
                    production.make()
                    agents.after_boards()
                    production.export(part)
                report_text = json.dumps(report.to_json(), ensure_ascii=False, indent=1)
                write_whole(part / "report.json", (report_text + "\n").encode())
                replace_project(part / project.name, project)
                _clear_boards(out, {board.file for board in report.boards})
    except BrokenProcessPool as error:
        raise StudioError(
            "A worker process ended before its time, perhaps for want of memory; close other programs and try again."
        ) from error
    return report


@dataclass(slots=True)
class _Production:
    """One production on its way through the workers."""

    document: Document
    media: BlobStore
    pool: WorkPool
    options: ProduceOptions
    staging: dict[int, str]
    report: ProduceReport
    progress: Progress

    def make(self) -> None:
        """Stages and boards every scene, in order, and draws the boards as soon as their scene has them."""
        report = self.report
        with report.timed("reading"):
            readings = read_production(self.document)
        project = self.document.project
        report.scenes = len(readings)
        report.rate = project.frame_rate.rate
        drawings: deque[tuple[tuple[BoardJob, ...], Future[tuple[DrawnBoard, ...]]]] = deque()
        with report.timed("stages"):
            waiting = deque(
                self.pool.submit(
                    worker_jobs.prepared,
                    reading,
                    project,
                    prompt=self.staging.get(at) or self._set_in_words(reading),
                    seed=self.options.seed,
                    boards=tuple(board for _, board in self.document.boards(reading.id)),
                )
                for at, reading in enumerate(readings)
            )
            for at, reading in enumerate(readings):
                self.progress(at, len(readings), "stages")
                self._take_scene(reading, waiting.popleft().result())
                for jobs in self._jobs(reading.id):
                    drawings.append((jobs, self.pool.submit(worker_jobs.drawn_in_turn, jobs)))
            self.progress(len(readings), len(readings), "stages")
        count, done = sum(len(jobs) for jobs, _ in drawings), 0
        with report.timed("pictures"):
            while drawings:
                self.progress(done, count, "boards")
                jobs, future = drawings.popleft()
                self._take_drawings(jobs, future.result())
                done += len(jobs)
            self.progress(count, count, "boards")

    def export(self, out: Path) -> None:
        """Writes everything that is made of the boards."""
        cut = make_cut(self.document, self.media)
        names = picture_names(cut)
        self.report.boards = produced_boards(cut, names)
        with self.report.timed("png"):
            export_cut(cut, "png", out / "boards", progress=self.progress)
        wanted = [("csv", "shotlist.csv"), ("otio", "timeline.otio")]
        if self.options.with_film:
            wanted.append(("mp4", "animatic.mp4"))
        with self.report.timed("pdf"):
            pdf = self.pool.submit(worker_jobs.exported, cut, "pdf", out / "storyboard.pdf")
            for format, name in wanted:
                with self.report.timed(format):
                    told = cut if format != "otio" else _with_files(cut, out, names)
                    export_cut(told, format, out / name, size=self.options.size, progress=self.progress)
            pdf.result()

    def _take_scene(self, reading: SceneReading, scene: PreparedScene) -> None:
        ops: list[Operation] = []
        if scene.stage is None:
            self.report.warnings.append(f"Scene {reading.number} plays on empty ground: {scene.fault}")
        else:
            self.report.warnings += [f"Scene {reading.number}: {line}" for line in _left_out(scene.stage)]
            ops += stage_operations(self.document, reading.id, scene.stage)
        there = self.document.boards(reading.id)
        ops += framing_operations(reading.id, there, scene.boards) if there else board_operations(reading, scene.boards)
        if scene.boards and not there:
            ops.append(Set(scene_path(reading.id), ("keyBoardId",), board_id(reading.id, scene.boards[0])))
        ops += self._scene_words(reading)
        if ops:
            self.document.commit(ops, label="Produce", initiator=PRODUCER)

    def _set_in_words(self, reading: SceneReading) -> str | None:
        """The Writer's words for the set, where it wrote the scene."""
        scene = self.document.scene(reading.id)
        return (scene.visual_prompt if scene is not None else "") or None

    def _scene_words(self, reading: SceneReading) -> list[Operation]:
        scene = self.document.scene(reading.id)
        if scene is None or scene.visual_prompt:
            return []
        beats = reading.beats
        words = " ".join((beats.heading, *(s.text for beat in beats.actions[:1] for s in beat.sentences)))
        return [Set(scene_path(reading.id), ("visual_prompt",), words)]

    def _jobs(self, scene: SceneId) -> Iterator[tuple[BoardJob, ...]]:
        paths = [board_path(scene, board) for board, _ in self.document.boards(scene)]
        jobs = [
            job
            for path in paths
            if (job := board_job(self.document, path, self.media, look=self.options.look, size=self.options.size))
        ]
        for at in range(0, len(jobs), _DRAWN_TOGETHER):
            yield tuple(jobs[at : at + _DRAWN_TOGETHER])

    def _take_drawings(self, jobs: Sequence[BoardJob], boards: Sequence[DrawnBoard]) -> None:
        ops: list[Operation] = []
        for job, drawn in zip(jobs, boards, strict=True):
            frame = self.media.put(drawn.frame, "png") if drawn.frame else None
            shown = self.media.put(drawn.shown, "png") if drawn.shown else None
            ops += picture_operations(self.document, job, frame=frame, shown=shown)
        self.document.commit(ops, label="Produce", initiator=PRODUCER)


def _left_out(stage: Stage) -> Iterator[str]:
    """What could not be placed, one sentence a reason: a crowd of two hundred is one warning."""
    by_reason: dict[str, list[str]] = {}
    for left in stage.report.unplaced:
        by_reason.setdefault(left.reason, []).append(left.id)
    for reason, names in by_reason.items():
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        yield f"{', '.join(names[:_NAMED])}{more} {'was' if len(names) == 1 else 'were'} not placed: {reason}"


def _with_files(cut: Cut, out: Path, names: Mapping[str, str]) -> Cut:
    """The cut with the pictures that lie beside the timeline, in place of those in the project."""
    files = {board.id: out / "boards" / names[board.id] for board in cut.boards}
    return replace(cut, boards=tuple(replace(b, picture=files[b.id] if b.picture else None) for b in cut.boards))


def _contents(file: Path | None, prompt: str | None) -> tuple[Contents, str]:
    if file is not None:
        return read_contents(file), file.stem
    words = " ".join((prompt or "").split())
    if not words:
        raise InputError("The prompt is empty; describe a set in one line, in English or Korean.")
    from studio.staging.spec import build_spec

    room = build_spec(words).main_container
    heading = f"{'EXT.' if room.outdoor else 'INT.'} {(room.name or 'set').upper()} - DAY"
    title = words.split(",")[0][:60].strip() or words[:60]
    contents = script_contents(ScriptFile(f"{heading}\n\n{words}\n", ScriptFormat()), title=title)
    return contents, _file_name(title)


def _story_contents(story: str) -> tuple[Contents, str]:
    """A production that waits to be written, called by the first words of its story."""
    words = " ".join(story.split())
    title = sentences_of(words, 0, len(words), at_newlines=False)[0].text.rstrip(".!?。")[:60].strip()
    return empty_contents(title), _file_name(title)


def _file_name(title: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in title).strip("_")[:40] or "prompt"


def _clear_boards(out: Path, kept: set[str]) -> None:
    """Takes away the pictures that an earlier run left and this one does not write again; nobody else's files."""
    try:
        earlier = json.loads((out / "report.json").read_text(encoding="utf-8"))["boards"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    for board in earlier:
        name = str(board.get("file", "")) if isinstance(board, dict) else ""
        if re.fullmatch(r"boards/[^/\\]+\.png", name) and name not in kept:
            (out / name).unlink(missing_ok=True)
