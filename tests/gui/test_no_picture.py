"""Where no picture can be drawn: a page in its place, and the rest of the studio goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QOpenGLContext
from PySide6.QtWidgets import QTreeView

from studio.viewport.widget import is_usable
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_film import A
from tests.gui.small_set import CRATE, build_set
from tests.repository import ROOT


def test_that_lost_gl_shows_a_page_and_trying_again_brings_the_picture_back(studio: Play, project: Path) -> None:
    works = [True]

    def check(context: QOpenGLContext | None) -> bool:
        return works[0] and is_usable(context)

    def story(page: StudioPage) -> None:
        page.session.check_gl = check
        page.open(project)
        stage_page = page.window.stage_page
        viewport = stage_page.viewport
        assert viewport is not None
        page.until(lambda: viewport.frame_ms > 0)
        works[0] = False
        viewport.update()
        page.until(stage_page.no_picture.isVisible)
        assert "OpenGL 3.3" in stage_page.no_picture.reason
        assert not viewport.isVisible()
        build_set(page)
        page.push("side.set")
        page.find(QTreeView, "outliner").setCurrentIndex(page.window.side.outliner.model.index_of("crate#1"))
        page.run("prop.left")
        stage = page.document.stage(page.window.prop_commands.reach.scene)
        assert stage is not None
        assert next(prop for prop in stage.props if prop.id == "crate#1").position != CRATE.position
        page.push("size.CU")
        page.until(lambda: page.board(A).shot_size == "CU")
        page.push("noPictureAgain")
        page.until(lambda: not stage_page.no_picture.isHidden() and stage_page.no_picture.is_needed)
        works[0] = True
        page.push("noPictureAgain")
        page.until(lambda: viewport.isVisible() and not stage_page.no_picture.isVisible())
        page.until(lambda: viewport.grab_frame(size=(64, 36)) is not None)
        page.idle()

    studio(story)


WITHOUT_GL = """
import asyncio, os, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication(["studio"])
app.setQuitOnLastWindowClosed(False)
import qasync
loop = qasync.QEventLoop(app)
from studio.ui.studio_session import StudioSession
from studio.ui.studio_window import StudioWindow
from studio.ui.theme import load_theme
frame = StudioWindow(load_theme())
session = StudioSession(app, frame)
async def story():
    frame.show()
    await session.start(Path(sys.argv[1]))
    window = session.window
    while not window.stage_page.no_picture.isVisible():
        await asyncio.sleep(0.02)
    window.side.show_set()
    window.prop_commands.select()
    window.registry["prop.right"].trigger()
    rows = window.side.outliner.model.rowCount()
    words = window.registry["edit.undo"].text()
    print(rows > 0, len(window.view_state.props) > 0, words, flush=True)
    # Closing a window has tests of its own; this process is thrown away.
    os._exit(0)
loop.run_until_complete(story())
"""


def test_that_the_studio_works_where_there_is_no_gl_at_all(project: Path, home_folder: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", WITHOUT_GL, str(project)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "DREAMFACTORY_HOME": str(home_folder)},
    )
    assert answer.stdout.strip() == "True True Undo: Move props", answer.stderr
