"""The Director's work on a board, with a model that is scripted."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from studio.agents.model_provider import VideoRequest, VideoState
from studio.agents.offline.offline_provider import OfflineProvider
from studio.agents.provider_failure import FailureKind, ProviderFailure
from studio.agents.scripted_provider import Scripted, ScriptedProvider
from studio.collab.media_folder import MediaFolder
from studio.media.pictures import encode_png, read_picture
from studio.model.agent_documents import Task, TaskOperation, task_path
from studio.model.document import Document
from studio.model.documents import Board, Take, VideoComposition
from studio.model.ids import DocPath
from studio.model.operations import Create, Delete, Restore, Set
from studio.model.task_inputs import DirectorInput
from studio.workflows.tasks.director_job import direct
from studio.workflows.tasks.task_runner import TaskRunner
from tests.stand_in.small_video import small_video
from tests.unit.workflows.tasks.conftest import a_document, a_runner

BOARD = DocPath("scenes/s1/boards/b1")
DONE = VideoState("done", data=small_video())
RUNNING = VideoState("running")


@dataclass
class Clock:
    """A clock that only sleeping moves."""

    seconds: float = 1_000_000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)


@dataclass
class Film:
    """A production whose board has a picture, and what was told of its task."""

    document: Document
    media: MediaFolder
    clock: Clock

    def runner(self, provider: ScriptedProvider | OfflineProvider) -> TaskRunner:
        job = partial(direct, now=self.clock.now)
        return a_runner(self.document, provider, {"director": job}, self.media, sleep=self.clock.sleep)

    def shoot(self, provider: ScriptedProvider | OfflineProvider) -> Task:
        return self.run(provider, lambda runner: runner.finished(self.submit(runner)))

    def submit(self, runner: TaskRunner) -> str:
        return runner.submit(DirectorInput(), scene_id="s1", board_id="b1")

    def run(self, provider: ScriptedProvider | OfflineProvider, use: Callable[[TaskRunner], Awaitable[Task]]) -> Task:
        async def run() -> Task:
            runner = self.runner(provider)
            try:
                return await use(runner)
            finally:
                await runner.close()

        return asyncio.run(run())

    @property
    def status(self) -> str:
        return self.board.status

    @property
    def board(self) -> Board:
        board = self.document.board(BOARD)
        assert board is not None
        return board

    @property
    def videos(self) -> list[Take]:
        return [take for _, take in self.document.takes(BOARD) if take.kind == "video"]


@pytest.fixture
def film(tmp_path: Path) -> Film:
    return Film(a_document(), MediaFolder(tmp_path), Clock())


def ordered(*states: Scripted) -> ScriptedProvider:
    return ScriptedProvider(orders=("handle",), states=states)


def orders(provider: ScriptedProvider) -> list[VideoRequest]:
    return [each for each in provider.asked if isinstance(each, VideoRequest)]


async def until(holds: Callable[[], bool]) -> None:
    """Waits for what another task brings about."""
    while not holds():
        await asyncio.sleep(0.005)


def test_that_a_video_is_ordered_waited_for_checked_and_shown(film: Film) -> None:
    provider = ordered(RUNNING, RUNNING, DONE)
    task = film.shoot(provider)
    assert (task.status, task.error, task.answer) == ("succeeded", None, "The video is there.")
    assert len(orders(provider)) == 1
    (take,) = film.videos
    assert film.media.read(take.asset) == DONE.data
    assert (take.task_id is not None, take.agent, film.board.video_url) == (True, "scripted", take.asset)
    assert film.status == "completed" and film.board.video_composition is None
    assert not list(film.media.path(take.asset).parent.glob(".*.part")), "nothing half fetched is left"


def test_that_the_order_is_on_the_disk_before_it_is_sent_and_its_handle_before_the_first_poll(film: Film) -> None:
    on_disk: list[TaskOperation | None] = []
    seen: list[tuple[str, str]] = []

    class Watching(ScriptedProvider):
        async def start_video(self, request: VideoRequest) -> str:
            seen.append(("order", on_disk[-1].state if on_disk[-1] else ""))
            return await super().start_video(request)

        async def video_state(self, handle: str) -> VideoState:
            seen.append(("poll", on_disk[-1].handle if on_disk[-1] else ""))
            return await super().video_state(handle)

    def flush() -> bool:
        on_disk.extend(task.operation for _, task in film.document.tasks())
        return True

    async def run() -> None:
        provider = Watching(orders=("handle",), states=(DONE,))
        job = partial(direct, now=film.clock.now)
        runner = a_runner(film.document, provider, {"director": job}, film.media, sleep=film.clock.sleep, flush=flush)
        await runner.finished(film.submit(runner))

    asyncio.run(run())
    assert seen == [("order", "ordering"), ("poll", "handle")]


@pytest.mark.parametrize("kind", ["unavailable", "quota", "interrupted", "timeout", "unreachable", "truncated"])
def test_that_polls_that_fail_are_repeated_as_long_as_the_deadline_lets(film: Film, kind: FailureKind) -> None:
    failures = [ProviderFailure(kind, retry_after_s=26 if kind == "quota" else None)] * 12
    provider = ordered(*failures, RUNNING, VideoState("failed", reason="at last"))
    task = film.shoot(provider)
    assert task.status == "succeeded" and "at last" in task.answer and len(orders(provider)) == 1
    assert film.clock.slept[0] == (26 if kind == "quota" else 2)
    assert max(film.clock.slept) == (26 if kind == "quota" else 20)
    if kind != "quota":
        assert film.clock.slept == sorted(film.clock.slept), "it backs off"


@pytest.mark.parametrize(
    ("provider", "why", "cost"),
    [
        (ordered(VideoState("filtered", reason="a child's face")), "The service said: “a child's face”", 3.0),
        (ordered(VideoState("failed")), "ended without a video; you may order it again", 3.0),
        (ordered(RUNNING), "15 minutes after it was ordered", 3.0),
        (ordered(ProviderFailure("unavailable")), "overloaded or down", 3.0),
        (ordered(ProviderFailure("missing")), "no such model, job or file", 3.0),
        (ordered(VideoState("done", data=b"#EXTM3U\n/etc/passwd\n")), "is no MP4", 3.0),
        (ordered(VideoState("done", data=DONE.data[: len(DONE.data) * 2 // 3])), "cut off", 3.0),
        (ScriptedProvider(orders=(ProviderFailure("key"),)), "key was not accepted", 0.0),
        (ScriptedProvider(orders=(ProviderFailure("interrupted"),)), "whether it was made is not known", 3.0),
    ],
    ids=["filtered", "failed", "late", "down", "gone", "playlist", "cut", "key", "broken"],
)
def test_that_what_gives_no_video_ends_in_a_marked_camera_move(
    film: Film, provider: ScriptedProvider, why: str, cost: float
) -> None:
    film.document.commit([Set(BOARD, ("move",), "truck")], label="Move")
    task = film.shoot(provider)
    assert task.status == "succeeded" and why in task.answer and "a fallback, no video" in task.answer
    composition = film.board.video_composition
    assert composition is not None and why in composition.fallback_reason
    assert composition.config.zoom_start > 1 and composition.config.pan_x > 0 and composition.config.duration == 2.0
    assert film.status == "draft" and film.board.video_url is None and not film.videos
    assert len(orders(provider)) == 1
    assert task.usage.cost == pytest.approx(cost / 2 if cost else 0.0)


def test_that_a_budget_that_is_too_small_sends_nothing_and_says_so(tmp_path: Path) -> None:
    film = Film(a_document(budget=0.2), MediaFolder(tmp_path), Clock())
    provider = ordered(DONE)
    task = film.shoot(provider)
    assert task.status == "succeeded" and "nothing was sent" in task.answer and not provider.asked
    assert task.operation is None and film.status == "draft"


def test_that_a_video_ordered_before_a_restart_arrives_without_a_second_order(film: Film) -> None:
    before, after = ordered(RUNNING), ScriptedProvider(states=(RUNNING, DONE))

    async def killed() -> str:
        polled = asyncio.Event()

        async def sleep(_seconds: float) -> None:
            polled.set()
            await asyncio.Event().wait()

        runner = a_runner(film.document, before, {"director": direct}, film.media, sleep=sleep)
        name = film.submit(runner)
        await polled.wait()
        assert film.status == "generating_video"
        await runner.close()
        return name

    name = asyncio.run(killed())
    task = film.document.task(name)
    assert task is not None and task.is_live and film.status == "draft"

    async def taken_up(runner: TaskRunner) -> Task:
        runner.recover()
        return await runner.finished(name)

    assert film.run(after, taken_up).status == "succeeded"
    assert film.status == "completed" and len(orders(before)) == 1 and not orders(after)


def test_that_an_order_of_which_nobody_knows_is_never_repeated(film: Film) -> None:
    provider = ordered(DONE)
    lost = Task(
        agent_type="director",
        scene_id="s1",
        board_id="b1",
        input_context=DirectorInput(),
        status="running",
        operation=TaskOperation(state="ordering", provider="scripted"),
    )
    film.document.commit(
        [Create(task_path("t1"), lost.to_wire()), Set(BOARD, ("status",), "generating_video")], label="Killed"
    )

    async def taken_up(runner: TaskRunner) -> Task:
        runner.recover()
        return await runner.finished("t1")

    task = film.run(provider, taken_up)
    assert task.status == "succeeded" and "nobody knows whether the order arrived" in task.answer
    assert not provider.asked and film.status == "draft" and film.board.video_composition is not None


def test_that_another_provider_keeps_the_order_and_the_first_one_gets_the_video(film: Film) -> None:
    operation = TaskOperation(state="ordered", provider="scripted", handle="h", ordered_at="2020-01-01T00:00:00+00:00")
    left = Task(
        agent_type="director",
        scene_id="s1",
        board_id="b1",
        input_context=DirectorInput(),
        status="running",
        operation=operation,
    )
    film.document.commit([Create(task_path("t1"), left.to_wire())], label="Killed")
    back = ScriptedProvider(states=(DONE,))

    async def switched(runner: TaskRunner) -> Task:
        runner.recover()
        waiting = await runner.finished("t1")
        assert waiting.status == "waiting" and "ordered from scripted, and now offline answers" in (waiting.error or "")
        assert waiting.operation == operation and film.status == "draft"
        runner.use_provider(back)
        await asyncio.sleep(0)
        return await runner.finished("t1")

    task = film.run(OfflineProvider({}), switched)
    # It is long past its deadline; what was paid for is asked after once all the same.
    assert (task.status, task.error, back.asked) == ("succeeded", None, ["h"])
    assert len(film.videos) == 1


@pytest.mark.parametrize("kind", ["key", "forbidden"])
def test_that_a_key_that_fails_meanwhile_keeps_what_was_paid_for(film: Film, kind: FailureKind) -> None:
    task = film.shoot(ordered(ProviderFailure(kind)))
    assert task.status == "waiting" and "is kept" in (task.error or "") and task.operation is not None
    assert film.status == "draft" and film.board.video_composition is None


def test_that_a_late_video_of_a_board_that_was_changed_stays_a_take(film: Film) -> None:
    gate = asyncio.Event()

    async def changed(runner: TaskRunner) -> Task:
        name = film.submit(runner)
        await until(lambda: film.status == "generating_video")
        film.document.commit([Set(BOARD, ("action",), "Mina runs.")], label="Typing")
        gate.set()
        return await runner.finished(name)

    task = film.run(ordered(gate, DONE), changed)
    assert task.status == "succeeded" and "changed meanwhile" in task.answer
    assert len(film.videos) == 1 and film.board.video_url is None and film.status == "draft"


def test_that_a_late_video_of_a_board_that_was_deleted_comes_back_with_it(film: Film) -> None:
    gate = asyncio.Event()

    async def deleted(runner: TaskRunner) -> Task:
        name = film.submit(runner)
        await until(lambda: film.status == "generating_video")
        film.document.commit([Delete(BOARD)], label="Cut")
        gate.set()
        return await runner.finished(name)

    task = film.run(ordered(gate, DONE), deleted)
    assert task.status == "succeeded" and "deleted meanwhile" in task.answer
    assert film.document.board(BOARD) is None
    film.document.commit([Restore(BOARD)], label="Undo")
    assert len(film.videos) == 1 and film.board.video_url is None and film.status == "draft"


def test_that_cancelling_leaves_no_board_that_waits_and_says_that_the_order_is_out(film: Film) -> None:
    async def stopped(runner: TaskRunner) -> Task:
        name = film.submit(runner)
        await until(lambda: film.status == "generating_video")
        assert film.status == "generating_video"
        runner.cancel(name)
        return await runner.finished(name)

    task = film.run(ordered(asyncio.Event()), stopped)
    assert task.status == "cancelled" and "may still be billed" in (task.error or "")
    assert film.status == "draft"


def test_that_a_video_that_was_ordered_and_stopped_is_asked_after_when_it_is_wanted_again(film: Film) -> None:
    async def stopped(runner: TaskRunner) -> Task:
        name = film.submit(runner)
        await until(lambda: film.status == "generating_video")
        runner.cancel(name)
        return await runner.finished(name)

    first = ordered(asyncio.Event())
    task = film.run(first, stopped)
    assert first.stopped == ["handle"] and "takes no order back" in (task.error or "")
    again = ordered(RUNNING, DONE)
    task = film.shoot(again)
    assert not orders(again) and len(film.videos) == 1 and film.status == "completed"
    assert "not ordered anew" in task.answer


def test_that_an_order_that_was_taken_up_and_gave_nothing_is_not_taken_up_again(film: Film) -> None:
    async def stopped(runner: TaskRunner) -> Task:
        name = film.submit(runner)
        await until(lambda: film.status == "generating_video")
        runner.cancel(name)
        return await runner.finished(name)

    film.run(ordered(asyncio.Event()), stopped)
    second = ordered(VideoState("failed", reason="no"))
    assert "a fallback, no video" in film.shoot(second).answer and not orders(second)
    third = ScriptedProvider(orders=("another",), states=(DONE,))
    film.shoot(third)
    assert len(orders(third)) == 1 and film.status == "completed"


@pytest.mark.parametrize("why", ["stopped", "changed", "shown", "old", "failed"])
def test_that_a_video_that_cannot_come_any_more_or_is_another_one_is_ordered_anew(film: Film, why: str) -> None:
    async def stopped(runner: TaskRunner) -> Task:
        name = film.submit(runner)
        await until(lambda: film.status == "generating_video")
        runner.cancel(name)
        return await runner.finished(name)

    if why in ("shown", "failed"):
        film.shoot(ordered(DONE if why == "shown" else VideoState("failed", reason="no")))
    else:
        states = (asyncio.Event(),)
        film.run(
            ScriptedProvider(orders=("handle",), states=states, stop="stopped" if why == "stopped" else "cannot"),
            stopped,
        )
    if why == "changed":
        film.document.commit([Set(BOARD, ("action",), "Mina runs.")], label="Another shot")
    if why == "old":
        film.clock.seconds += 2 * 24 * 3600
    again = ScriptedProvider(orders=("another",), states=(DONE,))
    film.shoot(again)
    assert len(orders(again)) == 1 and film.status == "completed"


def test_that_an_order_that_waited_for_its_provider_is_stopped_too(film: Film) -> None:
    provider = ordered(ProviderFailure("key"))

    async def stopped(runner: TaskRunner) -> Task:
        task = await runner.finished(name := film.submit(runner))
        assert task.status == "waiting"
        runner.cancel(name)
        await until(lambda: bool(provider.stopped))
        return await runner.finished(name)

    task = film.run(provider, stopped)
    assert task.status == "cancelled" and provider.stopped == ["handle"]


def test_that_a_closing_window_stops_no_order(film: Film) -> None:
    provider = ordered(asyncio.Event())

    async def closing(runner: TaskRunner) -> Task:
        name = film.submit(runner)
        await until(lambda: film.status == "generating_video")
        await runner.close()
        task = film.document.task(name)
        assert task is not None
        return task

    task = film.run(provider, closing)
    assert task.is_live and not provider.stopped


def test_that_a_window_that_closes_while_the_order_is_out_keeps_its_handle(film: Film) -> None:
    gate = asyncio.Event()
    provider = ScriptedProvider(orders=(gate, "handle"))

    async def closing() -> Task | None:
        runner = film.runner(provider)
        name = film.submit(runner)
        await until(lambda: bool(provider.asked))
        closed = asyncio.ensure_future(runner.close())
        await asyncio.sleep(0.02)
        gate.set()
        await closed
        return film.document.task(name)

    task = asyncio.run(closing())
    assert task is not None and task.is_live and task.operation is not None
    assert (task.operation.state, task.operation.handle) == ("ordered", "handle")


def test_that_a_failed_second_run_keeps_the_video_that_was_there(film: Film) -> None:
    film.shoot(ordered(DONE))
    shown = film.board.video_url
    task = film.shoot(ordered(VideoState("failed", reason="no luck")))
    assert "keeps the video that it had" in task.answer
    assert film.status == "completed"
    assert (film.board.video_url, film.board.video_composition) == (shown, None)


def test_that_a_video_takes_the_place_of_a_fallback(film: Film) -> None:
    def fallback() -> VideoComposition | None:
        return film.board.video_composition

    film.shoot(ordered(VideoState("failed")))
    assert fallback() is not None
    film.shoot(ordered(DONE))
    assert fallback() is None and film.status == "completed"


def test_that_offline_the_camera_moves_over_the_picture_by_a_rule_that_is_told(film: Film) -> None:
    film.document.commit([Set(BOARD, ("move",), "dolly")], label="Move")
    task = film.shoot(OfflineProvider({}))
    assert task.status == "succeeded" and task.answer.startswith("Offline:") and "“dolly”" in task.answer
    composition = film.board.video_composition
    assert composition is not None and composition.fallback_reason.startswith("Offline:")
    assert composition.config.zoom_end > composition.config.zoom_start and film.status == "draft"


def sent(film: Film) -> VideoRequest:
    """What is ordered for the board as it is."""
    provider = ordered(VideoState("failed"))
    film.shoot(provider)
    (request,) = orders(provider)
    return request


def a_set(film: Film) -> None:
    """A set for the scene, and a camera that moves on it."""
    key = {"position": [0, 1.6, 4], "target": [0, 1.5, 0], "lensMm": 35}
    floor = {"footprint": [[-3, -3], [3, -3], [3, 3], [-3, 3]]}
    film.document.commit(
        [
            Create(DocPath("scenes/s1/stage/current"), {"container": floor, "props": {}}),
            Set(BOARD, ("cameraKeys",), [key, {**key, "t": 1.0, "position": [0, 1.6, 2]}]),
        ],
        label="Set",
    )


def test_that_a_board_on_its_set_is_sent_with_the_first_and_the_last_frame_of_its_move(film: Film) -> None:
    a_set(film)
    request = sent(film)
    assert request.first_frame is not None and request.last_frame is not None and not request.references
    assert "no photograph" in request.prompt


def test_that_a_painted_board_is_sent_whole_in_the_videos_shape_and_without_a_drawn_end(tmp_path: Path) -> None:
    film = Film(a_document(aspectRatio=2.39), MediaFolder(tmp_path), Clock())
    a_set(film)
    asset = film.media.put(encode_png(np.full((200, 478, 3), 200, np.uint8)), "png")
    take = Take(kind="picture", asset=asset, agent="gemini")
    film.document.commit(
        [Create(DocPath(f"{BOARD}/takes/t1"), take.to_wire()), Set(BOARD, ("takeId",), "t1")], label="Take"
    )
    request = sent(film)
    assert request.first_frame is not None and request.last_frame is None
    picture = read_picture(request.first_frame.data)
    assert picture.shape == (720, 1280, 3) and not picture[:80].any() and picture[360, 640, 0] == 200
    assert "no photograph" not in request.prompt


def test_that_without_a_picture_or_a_set_the_faces_of_the_bible_are_sent(film: Film) -> None:
    face = film.media.put(encode_png(np.full((64, 64, 3), 90, np.uint8)), "png")
    mina = {"id": "mina", "name": "MINA", "description": "Ten.", "referenceImageUrls": [face]}
    film.document.commit(
        [Set(DocPath(""), ("productionBible",), {"characters": {"mina": mina}}), Set(BOARD, ("subjects",), ["Mina"])],
        label="Bible",
    )
    request = sent(film)
    assert request.first_frame is None and [each.label for each in request.references] == ["MINA:"]
    assert "<people>\nMINA: Ten.\n</people>" in request.prompt


def test_that_a_picture_that_is_missing_is_told_and_nothing_is_ordered(film: Film) -> None:
    film.document.commit([Set(BOARD, ("imageUrl",), f"media:{'0' * 64}.png")], label="Lost")
    provider = ordered(DONE)
    task = film.shoot(provider)
    assert task.status == "failed" and "missing" in (task.error or "") and not provider.asked
    assert film.status == "draft"
