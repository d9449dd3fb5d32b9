"""Comments that are drawn over a picture: stroke by stroke a step, and over that version only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from studio.model.ids import DocPath, take_path
from studio.model.operations import Create, Operation, Set
from studio.model.strokes import decode_strokes
from tests.gui.comments_page import CommentsPage
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_film import A, B

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
PLACE = (0.5, 0.5)


def is_red(widget: QWidget, area_at: tuple[float, float]) -> bool:
    """Whether a red stroke goes through a point of a widget, which is given in its pixels."""
    colour = widget.grab().toImage().pixelColor(round(area_at[0]), round(area_at[1]))
    return colour.red() > colour.blue() + 60


def on_sheet(page: StudioPage) -> tuple[QWidget, tuple[float, float]]:
    """The middle of the sheet."""
    canvas = page.window.draw_page.canvas
    sheet = canvas.sheet()
    return canvas, (sheet.center().x(), sheet.center().y())


def on_film(page: StudioPage) -> tuple[QWidget, tuple[float, float]]:
    """Where the middle of the picture is in the film."""
    film = page.window.film_page.film
    whole = film.whole_picture()
    return film, (whole.center().x(), whole.center().y())


def test_that_a_comment_is_drawn_stroke_by_stroke_and_shown_over_its_take_only(window: Play) -> None:
    def story(page: StudioPage) -> None:
        comments, view = CommentsPage(page), page.window.view_state
        page.press(Qt.Key.Key_D, CTRL_ALT)
        page.until(page.window.draw_page.canvas.hasFocus)
        assert page.find(QLabel, "remarkWords").isVisible()
        assert page.window.registry["comments.draw"].isChecked()
        page.push("width.bold")
        page.draw_with_mouse((0.3, 0.5), (0.5, 0.5), (0.7, 0.5))
        page.draw_with_mouse((0.3, 0.7), (0.7, 0.7))
        (thread,) = comments.threads
        drawing = thread.first.comment.drawing
        assert drawing is not None
        assert len(decode_strokes(page.window.services.media.read(drawing))) == 2
        assert thread.first.comment.take_id == page.board(A).take_id
        assert not page.document.layers(A)
        page.ctrl(Qt.Key.Key_Z)
        drawing = comments.threads[0].first.comment.drawing
        assert drawing is not None
        assert len(decode_strokes(page.window.services.media.read(drawing))) == 1

        page.push("remarkDone")
        page.until(comments.field.hasFocus)
        page.type("Lower.")
        page.press(Qt.Key.Key_Return)
        page.until(lambda: comments.texts == ["Lower."])
        assert comments.rows[0].about == "1A · drawing 1"
        assert not comments.rows[0].is_edited
        page.until(lambda: is_red(*on_sheet(page)))
        page.draw_with_mouse((0.1, 0.1), (0.2, 0.1))
        assert page.document.layers(A)
        view.show_workspace("cut")
        page.until(lambda: is_red(*on_film(page)))
        comments.panel.desk.choose("")
        page.until(lambda: not is_red(*on_film(page)))
        comments.choose("Lower.")
        page.until(lambda: is_red(*on_film(page)))

        fields = {"kind": "picture", "asset": page.board(B).image_url}
        use: list[Operation] = [Create(take_path("hall", "a", "other"), fields), Set(A, ("takeId",), "other")]
        page.document.commit(use, label="Use take")
        page.until(lambda: not is_red(*on_film(page)))
        assert comments.rows[0].about == "1A · drawing on another take"
        page.document.commit([Set(A, ("takeId",), "frame")], label="Use take")
        page.until(lambda: is_red(*on_film(page)))

    window(story)


def test_that_drawing_over_ends_where_something_else_is_looked_at(window: Play) -> None:
    def story(page: StudioPage) -> None:
        comments = CommentsPage(page)
        page.run("comments.draw")
        page.until(page.window.draw_page.canvas.hasFocus)
        page.window.view_state.select_board(B)
        assert page.window.draw_page.remark is None
        page.until(lambda: not page.window.registry["comments.draw"].isChecked())
        page.draw_with_mouse((0.3, 0.5), (0.7, 0.5))
        assert page.document.layers(B)
        assert comments.threads == []
        page.run("comments.draw")
        page.draw_with_mouse((0.3, 0.3), (0.7, 0.3))
        path = comments.threads[0].path
        page.ctrl(Qt.Key.Key_Z)
        page.until(lambda: comments.threads == [])
        page.draw_with_mouse((0.3, 0.3), (0.7, 0.3))
        assert comments.threads[0].path != DocPath(path)
        page.run("comments.draw")
        page.until(comments.field.hasFocus)

    window(story)
