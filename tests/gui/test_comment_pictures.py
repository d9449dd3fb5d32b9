"""Comments on pictures: pins over the stage, the sheet and the film, and marked frames."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from studio.model.comment import Comment, FrameRange, PicturePoint
from studio.ui.picture_pins import Pin
from studio.ui.point_picker import PointPicker
from tests.gui.comments_page import CommentsPage
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_film import A, B

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def pins(page: StudioPage, view: str) -> list[Pin]:
    """The pins that can be seen over a view."""
    found = [pin for pin in page.frame.findChildren(Pin) if pin.objectName().startswith(f"pin.{view}.")]
    return [pin for pin in found if pin.isVisible()]


def picker(page: StudioPage) -> PointPicker:
    """Where a point is being chosen."""
    page.until(lambda: any(each.isVisible() for each in page.frame.findChildren(PointPicker)))
    return next(each for each in page.frame.findChildren(PointPicker) if each.isVisible())


def test_that_a_point_is_clicked_on_the_sheet_and_its_pin_stands_there_in_every_view(window: Play) -> None:
    def story(page: StudioPage) -> None:
        comments = CommentsPage(page)
        page.turn_to_draw()
        page.press(Qt.Key.Key_P, CTRL_ALT)
        sheet = page.window.draw_page.canvas.sheet()
        at = QPointF(sheet.x() + 0.25 * sheet.width(), sheet.y() + 0.75 * sheet.height()).toPoint()
        page.click(picker(page), at)
        page.until(comments.field.hasFocus)
        assert comments.about == "On 1A · point"
        page.type("A lamp here.")
        page.press(Qt.Key.Key_Return)
        page.until(lambda: len(pins(page, "draw")) == 1)
        point = comments.threads[0].first.comment.anchor
        assert isinstance(point, PicturePoint)
        assert (round(point.x, 2), round(point.y, 2)) == (0.25, 0.75)
        assert comments.rows[0].about == "1A · point 1"
        (pin,) = pins(page, "draw")
        assert (pin.geometry().center() - at).manhattanLength() <= 3
        assert pin.accessibleName() == "Comment 1, Me: A lamp here."
        # What changes nothing about it leaves the pin itself alone.
        mine = comments.threads[0].path
        comments.said("other", Comment(uid="mina", text="Elsewhere.", board_id="b"))
        assert pins(page, "draw") == [pin]

        page.window.view_state.show_workspace("stage")
        page.until(lambda: len(pins(page, "stage")) == 1)
        page.window.view_state.use_view("free")
        page.until(lambda: not pins(page, "stage"))
        page.window.view_state.use_view("camera")
        page.until(lambda: len(pins(page, "stage")) == 1)
        comments.panel.desk.choose("")
        page.push("side.board")
        page.click(pins(page, "stage")[0])
        page.until(comments.panel.isVisible)
        assert comments.panel.desk.chosen == mine

        page.window.view_state.show_workspace("cut")
        page.until(lambda: len(pins(page, "cut")) == 1)
        page.window.view_state.set_playing(playing=True)
        page.until(lambda: not pins(page, "cut"))
        page.window.view_state.set_playing(playing=False)
        page.window.view_state.select_board(B)
        page.until(lambda: not pins(page, "cut"))
        page.window.view_state.select_board(A)
        page.until(lambda: len(pins(page, "cut")) == 1)
        page.run("comments.marks")
        page.until(lambda: not pins(page, "cut"))
        page.run("comments.marks")
        page.push("commentResolve")
        comments.panel.desk.choose("")
        page.until(lambda: not pins(page, "cut"))

    window(story)


def test_that_a_point_is_chosen_with_keys_alone(window: Play) -> None:
    def story(page: StudioPage) -> None:
        comments = CommentsPage(page)
        frame = page.window.view_state.frame
        page.press(Qt.Key.Key_P, CTRL_ALT)
        page.until(picker(page).hasFocus)
        page.press(Qt.Key.Key_Escape)
        page.until(lambda: not page.frame.findChildren(PointPicker))
        assert not comments.panel.isVisible()
        page.press(Qt.Key.Key_P, CTRL_ALT)
        page.until(picker(page).hasFocus)
        page.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        page.press(Qt.Key.Key_Right)
        page.press(Qt.Key.Key_Up)
        page.press(Qt.Key.Key_Return)
        page.until(comments.field.hasFocus)
        page.type("Here.")
        page.press(Qt.Key.Key_Return)
        point = comments.threads[0].first.comment.anchor
        assert isinstance(point, PicturePoint)
        assert (round(point.x, 2), round(point.y, 2)) == (0.61, 0.49)
        page.press(Qt.Key.Key_P, CTRL_ALT)
        page.until(picker(page).hasFocus)
        page.frame.resize(page.frame.width() - 40, page.frame.height())
        page.until(lambda: not page.frame.findChildren(PointPicker))
        assert page.window.view_state.frame == frame
        assert page.window.view_state.workspace == "stage"

    window(story)


def test_that_frames_are_marked_in_the_cut_and_found_again_however_the_film_is_cut(window: Play) -> None:
    def story(page: StudioPage) -> None:
        comments, view = CommentsPage(page), page.window.view_state
        view.show_workspace("cut")
        view.go_to_frame(30)
        page.window.playback.step(0)
        assert page.selected == B
        page.press(Qt.Key.Key_F, CTRL_ALT)
        for _ in range(3):
            page.run("play.back")
        page.press(Qt.Key.Key_F, CTRL_ALT)
        page.until(comments.field.hasFocus)
        assert comments.about == "On 1B · frames 4–7"
        page.type("Hold.")
        page.press(Qt.Key.Key_Return)
        page.until(lambda: comments.texts == ["Hold."])
        assert comments.threads[0].first.comment.anchor == FrameRange(first=3, last=6)
        colour = page.window.services.theme.colour("accent")
        strip = page.strip()

        def is_marked(frame: int) -> bool:
            left, right = strip.frame_x(frame), strip.frame_x(frame + 1)
            assert left is not None
            assert right is not None
            image = strip.viewport().grab().toImage()
            return any(image.pixelColor((left + right) // 2, y) == colour for y in range(76, 86))

        page.until(lambda: is_marked(28))
        assert not is_marked(26)
        assert not is_marked(33)
        # A longer board before it: the comment stays on its moment.
        page.window.commands.set(A, "durationFrames", 48, label="Longer")
        view.select_board(A)
        comments.panel.desk.go_to(comments.threads[0].path)
        assert page.selected == B
        assert view.frame == 51
        page.until(lambda: is_marked(52))

    window(story)
