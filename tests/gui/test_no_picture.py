"""Where no picture can be drawn: a page in its place, and the rest of the studio goes on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QOpenGLContext
from PySide6.QtWidgets import QTreeView

from studio.viewport.widget import is_usable
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_set import CRATE, build_set


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
        page.push("noPictureAgain")
        page.until(lambda: not stage_page.no_picture.isHidden() and stage_page.no_picture.is_needed)
        works[0] = True
        page.push("noPictureAgain")
        page.until(lambda: viewport.isVisible() and not stage_page.no_picture.isVisible())
        page.until(lambda: viewport.grab_frame(size=(64, 36)) is not None)
        page.idle()

    studio(story)
