from __future__ import annotations

from studio.model.operations import Set
from studio.ui.film_player import FilmScreen
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_film import C
from tests.stand_in.small_video import RED, small_video


def test_that_the_film_shows_a_boards_video_and_says_so(window: Play) -> None:
    def story(page: StudioPage) -> None:
        view = page.window.view_state
        view.show_workspace("cut")
        view.select_board(C)
        screen = page.find(FilmScreen, "filmScreen")
        page.until(screen.isVisible)
        asset = page.window.services.media.put(small_video(), "mp4")
        page.document.commit([Set(C, ("videoUrl",), asset)], label="Video")

        def is_red() -> bool:
            middle = screen.grab().toImage().pixelColor(screen.rect().center())
            shown = (middle.red(), middle.green(), middle.blue())
            return max(abs(one - other) for one, other in zip(shown, RED, strict=True)) < 16

        page.until(is_red, timeout_s=60)
        assert page.text("filmSource") == "Video"

    window(story)


def test_that_a_camera_move_in_the_place_of_a_video_says_why(window: Play) -> None:
    def story(page: StudioPage) -> None:
        view = page.window.view_state
        view.show_workspace("cut")
        view.select_board(C)
        composition = {"type": "ken_burns", "config": {"zoomEnd": 1.2}, "fallbackReason": "The model was down."}
        page.document.commit([Set(C, ("videoComposition",), composition)], label="Fallback")
        page.until(lambda: page.text("filmSource") == "Camera move, no video")

    window(story)
