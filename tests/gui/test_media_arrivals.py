"""Media that come later, as they do in a team: the places say so, and show them then without a restart."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from studio.media.pictures import encode_png
from studio.model.comment import Comment, PicturePoint
from studio.model.ids import layer_path, take_path
from studio.model.operations import Create, Set
from studio.model.stroke_writer import written_drawing
from studio.model.strokes import Stroke
from studio.ui.awaited_export import AwaitedExport
from tests.doubles.media_team import MediaTeam
from tests.gui.comments_page import CommentsPage
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_film import HALL, A, C
from tests.gui.test_team_window import look
from tests.stand_in.small_video import RED, small_video

DRAWING = written_drawing(
    (Stroke("s", "pencil", "#cc2222", 0.05, ((0.1, 0.5, 0.6), (0.5, 0.5, 0.6), (0.9, 0.5, 0.6))),)
).data


def red_picture() -> bytes:
    return encode_png(np.full((180, 320, 3), RED, dtype=np.uint8))


def later(data: bytes, ext: str) -> str:
    """The reference of what is not here yet."""
    return f"media:{hashlib.sha256(data).hexdigest()}.{ext}"


def arrive(page: StudioPage, data: bytes, ext: str) -> None:
    """It comes."""
    services = page.window.services
    services.arrivals.tell(services.media.put(data, ext))


def is_red(widget: QWidget, x: float, y: float) -> bool:
    colour = widget.grab().toImage().pixelColor(round(x), round(y))
    return colour.red() > colour.blue() + 60


def test_that_a_picture_is_shown_everywhere_once_it_is_here(window: Play) -> None:
    def story(page: StudioPage) -> None:
        team, picture = MediaTeam(), red_picture()
        reference = later(picture, "png")
        page.window.services.arrivals.follow(team)
        fields = {"kind": "picture", "asset": reference}
        page.document.commit(
            [
                Create(take_path(HALL, "a", "other"), fields),
                Set(A, ("imageUrl",), reference),
                Set(A, ("takeId",), "other"),
            ],
            label="Use take",
        )
        strip, canvas, film = page.strip(), page.window.draw_page.canvas, page.window.film_page.film
        takes = page.window.inspector.takes.list
        card = strip.visualRect(strip.model().index(0, 0)).center()

        def middle(widget: QWidget) -> bool:
            return is_red(widget, widget.width() / 2, widget.height() / 2)

        page.turn_to_draw()
        page.until(lambda: canvas.awaited == "On its way from the team")
        page.idle()
        assert page.notices == []
        assert reference in team.wanted
        assert not is_red(strip.viewport(), card.x(), 30)

        arrive(page, picture, "png")
        page.until(lambda: is_red(strip.viewport(), card.x(), 30))
        page.until(lambda: middle(canvas))
        assert canvas.awaited == ""
        place = takes.visualRect(takes.model().index(1, 0))
        page.until(lambda: is_red(takes.viewport(), place.x() + 10, place.y() + 10))
        page.window.view_state.show_workspace("cut")
        page.until(lambda: middle(film))
        page.idle()
        assert page.notices == []

    window(story)


def test_that_a_drawing_opens_once_it_is_here(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.window.services.arrivals.follow(MediaTeam())
        page.turn_to_draw()
        draw = page.window.draw_page
        fields = {"kind": "ink", "orderKey": "m", "strokes": later(DRAWING, "strokes")}
        page.document.commit([Create(layer_path(HALL, "a", "ink"), fields)], label="Draw")
        page.until(lambda: draw.canvas.awaited == "On its way from the team")
        # Both the sheet and the board's picture wait for it, and say nothing of a failure.
        page.until(lambda: page.window.services.work.drawing.is_without(A))
        page.idle()
        assert page.notices == []
        page.draw_with_mouse((0.2, 0.2), (0.8, 0.2))
        page.until(lambda: any("on its way" in text for text in page.notices))

        before = page.board(A).image_url
        arrive(page, DRAWING, "strokes")
        page.until(lambda: len(draw.strokes()) == 1)
        assert (draw.canvas.awaited, draw.canvas.is_locked) == ("", False)
        page.until(lambda: page.board(A).image_url != before, timeout_s=40)
        page.draw_with_mouse((0.2, 0.2), (0.8, 0.2))
        assert len(draw.strokes()) == 2

    window(story)


def test_that_a_drawn_comment_is_shown_once_it_is_here(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.window.services.arrivals.follow(MediaTeam())
        comments = CommentsPage(page)
        page.turn_to_draw()
        remark = Comment(
            uid="jun",
            text="Like this.",
            board_id="a",
            take_id=page.board(A).take_id,
            anchor=PicturePoint(x=0.5, y=0.5),
            drawing=later(DRAWING, "strokes"),
        )
        comments.said("k1", remark)
        comments.open()
        comments.choose("Like this.")
        page.idle()
        canvas = page.window.draw_page.canvas
        at = canvas.sheet().center()
        assert not is_red(canvas, at.x() + 80, at.y())
        assert page.notices == []
        arrive(page, DRAWING, "strokes")
        page.until(lambda: is_red(canvas, at.x() + 80, at.y()))

    window(story)


def test_that_a_video_plays_once_it_is_here_and_the_film_says_that_it_comes(window: Play) -> None:
    def story(page: StudioPage) -> None:
        video, view = small_video(), page.window.view_state
        page.window.services.arrivals.follow(MediaTeam())
        view.show_workspace("cut")
        view.select_board(C)
        screen, moves = page.window.film_page.film, page.window.services.work.move_frames
        page.until(screen.isVisible)
        key = page.board(C).camera_keys[0].to_wire()
        keys = [key, {**key, "t": 1.0, "position": [0.0, 1.5, 4.0]}]
        page.document.commit(
            [Set(C, ("cameraKeys",), keys), Set(C, ("videoUrl",), later(video, "mp4"))], label="A move, and a video"
        )
        page.until(lambda: page.text("filmSource") == "Video on its way from the team", timeout_s=60)
        # Meanwhile the camera moves on the set.
        page.until(lambda: moves.frame(C, page.board(C), 0) is not None, timeout_s=60)
        page.idle()
        page.until(lambda: moves.frame(C, page.board(C), 0) is not None, timeout_s=60)
        assert page.text("filmSource") == "Video on its way from the team"
        arrive(page, video, "mp4")
        page.until(lambda: is_red(screen, screen.width() / 2, screen.height() / 2), timeout_s=60)
        assert page.text("filmSource") == "Video"

    window(story)


def test_that_an_export_waits_for_pictures_that_are_on_their_way(window: Play, tmp_path: Path) -> None:
    def story(page: StudioPage) -> None:
        team, picture = MediaTeam(), red_picture()
        use_absent(page, later(picture, "png"))
        page.window.services.arrivals.follow(team)
        dialog = export(page, tmp_path / "timeline.otio")
        said = dialog.findChild(QLabel, "awaitedExportSaid")
        assert isinstance(said, QLabel) and said.text() == (
            "On their way from the team: the pictures of 1A. The export begins by itself when they are here."
        )
        assert team.wanted[-1] == later(picture, "png") and not dialog.isModal()
        look(dialog, "export")
        page.idle()
        assert not (tmp_path / "timeline.otio").exists()
        arrive(page, picture, "png")
        page.until((tmp_path / "timeline.otio").exists)
        page.until(lambda: page.frame.findChildren(AwaitedExport) == [])
        assert later(picture, "png").removeprefix("media:") in (tmp_path / "timeline.otio").read_text()

    window(story)


def test_that_an_export_of_what_never_comes_says_so_and_can_go_on_without_it(window: Play, tmp_path: Path) -> None:
    def story(page: StudioPage) -> None:
        use_absent(page, later(red_picture(), "png"))
        dialog = export(page, tmp_path / "timeline.otio")
        said = dialog.findChild(QLabel, "awaitedExportSaid")
        assert isinstance(said, QLabel) and said.text() == "Not here, and not on their way: the pictures of 1A."
        look(dialog, "export-lost")
        dialog.close()
        page.idle()
        assert not (tmp_path / "timeline.otio").exists()
        now = export(page, tmp_path / "timeline.otio").findChild(QPushButton, "awaitedExportNow")
        assert isinstance(now, QPushButton)
        now.click()
        page.until((tmp_path / "timeline.otio").exists)

    window(story)


def use_absent(page: StudioPage, reference: str) -> None:
    """Has the first board's picture be one that is not here."""
    take = Create(take_path(HALL, "a", "other"), {"kind": "picture", "asset": reference})
    page.document.commit([take, Set(A, ("imageUrl",), reference), Set(A, ("takeId",), "other")], label="Use take")
    page.idle()


def export(page: StudioPage, path: Path) -> AwaitedExport:
    """Exports from the menu; the dialog that asks."""
    page.until(lambda: page.frame.findChildren(AwaitedExport) == [])
    page.run("file.export_otio")
    chooser = page.find(QFileDialog, "QFileDialog")
    chooser.fileSelected.emit(str(path))
    chooser.close()
    page.until(lambda: page.frame.findChildren(AwaitedExport))
    return page.frame.findChildren(AwaitedExport)[0]
