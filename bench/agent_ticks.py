"""Lets twenty agents' tasks run in the studio's window: ``python -m bench.agent_ticks URL PROJECT``; JSON on stdout.

Each task has pictures of eight megabytes made by the model behind URL, through the real SDK in its process, stores
them and shows them as takes. A heartbeat beats meanwhile; what is told are the times between its beats, in ms, of the
idle window, of one in which a single word changes all the while, and of the busy one; of that also what the window's
thread itself computed from beat to beat, and the times less what it waited for a core that somebody else had.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.agents.model_provider import Attached, PictureRequest
from studio.model.documents import Take
from studio.model.ids import board_path, new_id, take_path
from studio.model.operations import Create
from studio.model.task_inputs import AgentType, ArtistInput
from studio.ui.background_threads import background_threads
from studio.ui.studio_session import StudioSession
from studio.ui.studio_window import StudioWindow
from studio.ui.theme import apply_palette, load_theme
from studio.workflows.tasks.agents_desk import provider_for
from studio.workflows.tasks.task_runner import Job
from studio.workflows.tasks.task_work import TaskWork

TASKS = 20
_PICTURES = 1
_BEAT_MS = 4
_SETTLE_S = 6.0
_WORD_MS = 150
_IDLE_S = 5.0
_ENOUGH_S = 60.0
_WAITS = Path(f"/proc/self/task/{os.getpid()}/schedstat")
"""Of the first thread, which is the window's."""


class Heartbeat(QObject):
    """Notes how long it is from beat to beat."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps_ms: list[float] = []
        self.own_ms: list[float] = []
        self.net_ms: list[float] = []
        self._waited_ms = waited_ms()
        self._last, self._last_own = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self, interval=_BEAT_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def taken(self) -> list[float]:
        """What was noted since it was asked last."""
        gaps, self.gaps_ms, self.own_ms, self.net_ms = self.gaps_ms, [], [], []
        return gaps

    def _beat(self) -> None:
        now, own = time.perf_counter(), time.thread_time()
        self.gaps_ms.append(1000 * (now - self._last))
        self.own_ms.append(1000 * (own - self._last_own))
        waited = waited_ms()
        self.net_ms.append(max(0.0, self.gaps_ms[-1] - (waited - self._waited_ms)))
        self._last, self._last_own, self._waited_ms = now, own, waited


def waited_ms() -> float:
    """How long this thread has waited for a core by now, on Linux, which is what tells it; 0 elsewhere."""
    try:
        return int(_WAITS.read_text().split()[1]) / 1e6
    except OSError:
        return 0.0


async def draw(work: TaskWork) -> None:
    """Pictures with the board's own as their reference, each a take of the board."""
    task = work.task
    assert task.scene_id is not None and task.board_id is not None
    board = work.document.board(board_path(task.scene_id, task.board_id))
    assert board is not None and board.image_url is not None
    for place in range(_PICTURES):
        work.tell(place, _PICTURES, "Drawing")
        before = Attached(await work.read_media(board.image_url), "image/png", "The board:")
        answer = await work.model.picture(PictureRequest(prompt="Draw.", references=(before,), composition=0))
        # Every picture is another file, as a model's are: the bytes differ by their last ones.
        asset = await work.put_media(await asyncio.to_thread(_another, answer.data), "png")
        take = Take(kind="picture", asset=asset, agent="gemini", prompt="Draw.", task_id=work.id)
        work.commit([Create(take_path(task.scene_id, task.board_id, new_id()), take.to_wire())], label="Take")


def _another(picture: bytes) -> bytes:
    return picture + new_id().encode()


async def measured(session: StudioSession, project: Path) -> dict[str, list[float]]:
    """The beats of the idle window, those while one word of it changes, and those while the tasks run."""
    await session.start(project)
    window = session.window
    assert window is not None and window.services.agents is not None
    boards = [path for path, board in window.services.document.all_boards() if board.image_url]
    window.view_state.select_board(boards[0])
    window.open_tasks()
    await asyncio.sleep(_SETTLE_S)
    while window.services.tasks.running:
        await asyncio.sleep(0.1)
    heart = Heartbeat()
    await asyncio.sleep(_IDLE_S)
    idle = heart.taken()
    word = await _while_a_word_changes(window, heart)
    desk = window.services.agents
    for place in range(TASKS):
        desk.ask(ArtistInput(note=str(place)), board=boards[place % 4])
        await asyncio.sleep(0)
    until = time.monotonic() + _ENOUGH_S
    while desk.runner.running and time.monotonic() < until:
        await asyncio.sleep(0.1)
    own, net = heart.own_ms, heart.net_ms
    busy = heart.taken()
    ended = [(task.status, task.error) for _, task in window.services.document.tasks()]
    if [status for status, _ in ended] != ["succeeded"] * TASKS:
        raise SystemExit(f"The tasks did not all succeed: {ended}")
    return {"idle": idle, "word": word, "busy": busy, "own": own, "net": net}


async def _while_a_word_changes(window: QWidget, heart: Heartbeat) -> list[float]:
    """What a repaint of next to nothing costs here: with software GL the whole window is put together anew."""
    word = QLabel("0", window)
    word.show()
    clock = QTimer(word, interval=_WORD_MS)
    clock.timeout.connect(lambda: word.setText(str(int(time.monotonic() * 1000) % 10)))
    clock.start()
    await asyncio.sleep(_IDLE_S)
    word.deleteLater()
    return heart.taken()


def main() -> None:
    import qasync

    app = QApplication(["dreamfactory"])
    app.setQuitOnLastWindowClosed(False)
    apply_palette(app, load_theme())
    loop = qasync.QEventLoop(app)
    loop.set_default_executor(background_threads())
    frame = StudioWindow(load_theme())
    frame.show()
    session = StudioSession(app, frame)
    jobs: Mapping[AgentType, Job] = {"artist": draw}
    session.jobs, session.limits = jobs, {"artist": TASKS}
    reach = replace(GeminiSettings(), api_key="bench", base_url=sys.argv[1])
    session.make_provider = lambda: provider_for(reach)
    with loop:
        try:
            told = loop.run_until_complete(measured(session, Path(sys.argv[2])))
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()
        except SystemExit as failed:
            sys.stderr.write(f"{failed}\n")
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)


if __name__ == "__main__":
    main()
