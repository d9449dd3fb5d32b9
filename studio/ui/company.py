"""The others in the window: what is told of the person, whom they follow, and the marks of others on the pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from studio.model.change_set import ChangeSet
from studio.model.ids import DocPath, collection_name
from studio.ui.eye_marks import EyeMarks
from studio.ui.following import Following
from studio.ui.own_place import OwnPlace
from studio.ui.pointer_layer import PointerLayer
from studio.ui.review_desk import ReviewDesk
from studio.ui.review_room import ReviewRoom
from studio.ui.stage_viewport import StageViewport
from studio.workflows.people import people_of

if TYPE_CHECKING:
    from studio.ui.film_player import FilmScreen
    from studio.ui.main_window import MainWindow


class Company(QObject):
    """Connects the people to the parts of a window; nothing of it is seen while one is alone."""

    def __init__(self, window: MainWindow, screen: FilmScreen) -> None:
        """``screen`` shows the film of the window."""
        super().__init__(window)
        self._window = window
        view, canvas, editor = window.view_state, window.draw_page.canvas, window.script.editor
        self.own_place = OwnPlace(view, editor, canvas, window)
        self.following = Following(window.people, view, window, editor, lambda: window.stage_page.viewport)

        self.review = ReviewDesk(window.people, self)
        self.review_room = ReviewRoom(window, self.review)

        window.services.bridge.changed.connect(self._follow)
        self._know()

        def board_played() -> DocPath:
            return window.boards.path_at(window.boards.row_at(view.frame))

        for picture, frame, board, changed in (
            (canvas, canvas.sheet, lambda: view.board, view.board_changed),
            (screen, screen.picture_area, board_played, view.frame_changed),
        ):
            layer = PointerLayer(picture, window.people, window.services.theme, frame=frame, board=board)
            changed.connect(layer.refresh)
            self.own_place.watch_picture(picture, frame, board)

    def _follow(self, change: ChangeSet) -> None:
        if any(collection_name(path) == "members" for path in change.touched):
            self._know()

    def _know(self) -> None:
        """The names of members, also of those who are not here."""
        people = people_of(self._window.services.document)
        self._window.people.know({person.uid: person.name for person in people})

    def watch(self, viewport: StageViewport) -> None:
        """Shows the others in the set, and tells of the person's own view of it."""
        people, view = self._window.people, self._window.view_state
        marks = EyeMarks(people, self._window.services.theme, scene=lambda: view.scene_id, board=lambda: view.board)
        viewport.add_overlay(marks.paint)
        people.moved.connect(viewport.update)
        people.changed.connect(viewport.update)
        self.own_place.watch(viewport)
