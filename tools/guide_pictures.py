"""Takes the pictures of the guide anew, from the real window on the bundled sample: `make docs`."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from studio.ui.main_window import MainWindow
    from studio.ui.studio_session import StudioSession
    from studio.ui.studio_window import StudioWindow

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "guide" / "images"
GAP_PX = 24
"""Between two windows."""
REST_S = 7
"""After so long a view at rest is as fine as it gets, on a busy machine too."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file, the window's language and size, and what is looked at."""

    name: str
    language: str
    size: tuple[int, int]
    workspace: str = "stage"
    board: int = 7
    look: str = "clay"
    does: str = ""


SHOTS = (
    Shot("stage_en_1440", "en", (1440, 900)),
    Shot("stage_ko_1440", "ko", (1440, 900), board=30),
    Shot("stage_en_1024", "en", (1024, 700), board=9),
    Shot("stage_ko_1024", "ko", (1024, 700), board=33),
    Shot("script_en_1440", "en", (1440, 900), workspace="script"),
    Shot("draw_ko_1440", "ko", (1440, 900), workspace="draw", board=14),
    Shot("cut_en_1440", "en", (1440, 900), workspace="cut", board=20),
    Shot("sketch_en_1440", "en", (1440, 900), board=21, look="sketch"),
    Shot("palette_en_1440", "en", (1440, 900), does="palette"),
    Shot("plan_en_1440", "en", (1440, 900), board=16, does="plan"),
    Shot("plan_ko_1440", "ko", (1440, 900), board=30, does="plan"),
    Shot("plan_en_1024", "en", (1024, 700), board=7, does="plan"),
    Shot("plan_ko_1024", "ko", (1024, 700), board=33, does="plan"),
    Shot("agents_en_1440", "en", (1440, 900), does="agents"),
    Shot("agents_ko_1024", "ko", (1024, 700), board=30, does="agents"),
    Shot("comments_en_1440", "en", (1440, 900), does="comments"),
    Shot("empty_ko_1024", "ko", (1024, 700), does="empty"),
    Shot("together_en", "en", (1024, 660), workspace="script", does="together"),
)


def main() -> None:
    """Opens the window for every picture in turn."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["DREAMFACTORY_HOME"] = home
        IMAGES.mkdir(parents=True, exist_ok=True)
        from PySide6.QtWidgets import QApplication

        app = QApplication(["dreamfactory"])
        app.setQuitOnLastWindowClosed(False)
        import qasync

        loop = qasync.QEventLoop(app)
        with loop:
            wanted = [shot for shot in SHOTS if not sys.argv[1:] or shot.name in sys.argv[1:]]
            for shot in wanted:
                loop.run_until_complete(_take(app, shot, Path(home)))


async def _take(app: object, shot: Shot, home: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from studio.ui.studio_session import StudioSession
    from studio.ui.studio_window import StudioWindow
    from studio.ui.theme import apply_palette, load_fonts, load_theme
    from studio.ui.translation import use_language

    assert isinstance(app, QApplication)
    use_language(shot.language)
    load_fonts()
    apply_palette(app, load_theme())
    frame = StudioWindow(load_theme())
    frame.resize(*shot.size)
    frame.show()
    session = StudioSession(app, frame)
    empty = home / "새 작품.dream"
    await session.start(empty if shot.does == "empty" else None)
    window = session.window
    assert window is not None
    await _until(lambda: window.stage_page.viewport is not None)
    view = window.view_state
    view.use_look(shot.look)
    view.show_workspace(shot.workspace)  # type: ignore[arg-type]
    if shot.does != "empty":
        view.select_board(window.boards.path_at(shot.board))
        view.go_to_frame(window.boards.start_of(shot.board) + 12)
    if shot.does == "plan":
        view.use_view("plan")
    await asyncio.sleep(REST_S)
    if shot.does == "palette":
        window.open_palette()
        window.command_palette.field.setText("board")
        await asyncio.sleep(0.5)
    if shot.does == "agents":
        await _ask_the_agents(window)
    if shot.does == "comments":
        await _talk(window)
    if shot.does == "together":
        await _write_in_another(app, shot, window)
    else:
        frame.grab().save(str(IMAGES / f"{shot.name}.png"))
    await _close(session, frame)


async def _ask_the_agents(window: MainWindow) -> None:
    """The Writer and the Artist at work on the scene and the board that are looked at, offline."""
    from studio.model.task_inputs import ArtistInput, WriterInput

    desk, view = window.services.agents, window.view_state
    assert desk is not None
    desk.ask(ArtistInput(), board=view.board)
    desk.ask(WriterInput(job="revise", text="shorter"), scene_id=view.scene_id)
    await asyncio.sleep(0.5)
    await _until(lambda: not desk.runner.running)
    await asyncio.sleep(0.5)
    window.registry["agents.next"].trigger()
    await asyncio.sleep(0.5)


async def _talk(window: MainWindow) -> None:
    """Two people about the board that is looked at, one of them from elsewhere."""
    from studio.model.comment import Comment, FrameRange, PicturePoint, comment_path
    from studio.model.documents import Anchor
    from studio.model.ids import DocPath, doc_id
    from studio.model.operations import Create
    from studio.ui.comment_composer import NewThread

    document, view, desk = window.services.document, window.view_state, window.comments.desk
    board = document.board(view.board)
    assert board is not None
    here = {"uid": "mina", "board_id": doc_id(view.board), "take_id": board.take_id}
    said = (
        (
            "one",
            Comment(**here, text="A torch nearer to the column, so that we see the dust?"),
            PicturePoint(x=0.62, y=0.4),
        ),
        (
            "two",
            Comment(**here, text="Hold a little longer, until the first candle moves."),
            FrameRange(first=20, last=60),
        ),
        ("three", Comment(uid="mina", text="여기서 촛불이 몇 개까지 보여야 해요?"), board.anchor),
    )
    ops = [Create(DocPath("members/mina"), {"uid": "mina", "displayName": "Mina"})]
    for name, comment, anchor in said:
        wire = anchor.to_wire() if anchor is not None else None
        fields = comment.to_wire(with_unset=False)
        kind = {"kind": "script"} if isinstance(anchor, Anchor) else {}
        fields["anchor"] = {**wire, **kind} if wire is not None else None
        ops.append(Create(comment_path(view.scene_id, name), fields))
    document.commit(ops, label="Comments", origin="remote", initiator="mina")
    desk.reply(comment_path(view.scene_id, "one"), "Yes, I move it.")
    window.registry["comments.show"].trigger()
    desk.go_to(comment_path(view.scene_id, "one"))
    window.comments.composer.write(NewThread())
    await asyncio.sleep(1)


async def _write_in_another(app: QApplication, shot: Shot, window: MainWindow) -> None:
    """A second window on the same project, in which the scene that both look at is written: both beside one another."""
    from PySide6.QtGui import QPainter, QPixmap
    from PySide6.QtTest import QTest

    from studio.model.ids import SceneId, scene_path
    from studio.ui.studio_session import StudioSession
    from studio.ui.studio_window import StudioWindow
    from studio.ui.theme import load_theme

    frame = StudioWindow(load_theme())
    frame.resize(*shot.size)
    frame.show()
    session = StudioSession(app, frame)
    await session.start(window.services.path)
    other = session.window
    assert other is not None
    scene = window.view_state.scene_id
    other.view_state.show_workspace("script")
    other.view_state.select_board(window.view_state.board)
    await _until(lambda: bool(window.people.others) and bool(other.people.others))
    frame.activateWindow()
    editor = other.script.editor
    editor.setFocus()
    bounds = editor.binding.range_of(SceneId(scene))
    assert bounds is not None
    end = editor.toPlainText().index(".\n", bounds[0]) + 1
    editor.select(end, end)
    QTest.keyClicks(editor, " Rain on the roof.")
    await _until(lambda: "Rain on the roof." in window.script.editor.toPlainText())
    await _until(lambda: type(window.people.lease(scene_path(SceneId(scene)))).__name__ == "Theirs")
    editor.select(end, end)
    for place in (shot.board + 1, shot.board):
        window.view_state.select_board(window.boards.path_at(place))
        await asyncio.sleep(0.5)
    width, height = shot.size
    both = QPixmap(width * 2 + GAP_PX, height)
    both.fill(load_theme().colour("ground0"))
    with QPainter(both) as painter:
        painter.drawPixmap(0, 0, frame.grab())
        painter.drawPixmap(width + GAP_PX, 0, window.grab())
    both.save(str(IMAGES / f"{shot.name}.png"))
    await _close(session, frame)


async def _close(session: StudioSession, frame: StudioWindow) -> None:
    """Ends a window; who is left in the project would be in the next picture."""
    ended: list[bool] = []
    session.ended.connect(lambda: ended.append(True))
    session.quit()
    await _until(lambda: bool(ended))
    session.release()
    frame.deleteLater()


async def _until(holds: Callable[[], bool]) -> None:
    while not holds():
        await asyncio.sleep(0.05)


if __name__ == "__main__":
    main()
