"""The Stage workspace: the set through the shot's camera, the free view or from above, and the framing bar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from studio.model.change_set import ChangeSet
from studio.model.document import Document
from studio.model.documents import Board, CameraKey
from studio.model.ids import PROJECT_PATH, SceneId, doc_id, stage_path
from studio.model.stage import Stage
from studio.settings import load_preferences
from studio.ui.camera_desk import CameraDesk
from studio.ui.camera_sight import CameraSight
from studio.ui.camera_work import CameraWork
from studio.ui.document_bridge import DocumentBridge
from studio.ui.naming import named
from studio.ui.no_picture import NoPicture
from studio.ui.playhead import Playhead
from studio.ui.stage_hands import StageHands
from studio.ui.stage_viewport import StageViewport
from studio.ui.theme import SPACE, Theme
from studio.ui.translation import tr
from studio.ui.view_state import ViewState
from studio.viewport.camera_path import camera_at, shake_of

_ROOM_FOR_DESK = 600
_LOOKS = (("sketch", "Sketch"), ("clay", "Clay"), ("depth", "Depth"))


def _tab(text: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setText(text)
    button.setCheckable(True)
    button.setProperty("flat", "true")
    return button


class StagePage(QWidget):
    """Viewport, read-outs and framing for the scene that is looked at."""

    stage_wanted = Signal(str)
    """A one-line description of the set that the person typed."""

    viewport_made = Signal(object)
    """The GL view is there, once."""

    def __init__(
        self,
        bridge: DocumentBridge,
        view_state: ViewState,
        make_viewport: Callable[[QWidget], StageViewport],
        make_plan: Callable[[QWidget], QWidget],
        playhead: Playhead,
        cameras: CameraWork,
        theme: Theme,
        hands: StageHands,
        tools: QWidget,
        *,
        is_read_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("stagePage")
        self._document: Document = bridge.document
        self._view_state = view_state
        self._make_viewport = make_viewport
        self._make_plan = make_plan
        self._playhead = playhead
        self._is_read_only = is_read_only
        self._hands = hands
        self._viewport: StageViewport | None = None
        self._plan: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, 0)
        column.setSpacing(SPACE)

        tabs = QHBoxLayout()
        tabs.setSpacing(SPACE // 2)
        self._views = {
            "camera": _tab(tr("Camera"), "view.tab.camera"),
            "free": _tab(tr("Free view"), "view.tab.free"),
            "plan": _tab(tr("Plan"), "view.tab.plan"),
        }
        group = QButtonGroup(self)
        for name, button in self._views.items():
            group.addButton(button)
            button.clicked.connect(lambda _c=False, name=name: view_state.use_view(name))
            tabs.addWidget(button)
        tabs.addStretch(1)
        self._looks = {name: _tab(tr(text), f"look.tab.{name}") for name, text in _LOOKS}
        looks = QButtonGroup(self)
        for name, button in self._looks.items():
            looks.addButton(button)
            button.clicked.connect(lambda _c=False, name=name: view_state.use_look(name))
            tabs.addWidget(button)
        column.addLayout(tabs)

        self._screen = QWidget()
        self._stack = QStackedLayout(self._screen)
        self._empty = QLabel(
            tr(
                "This scene has no set yet.\nDescribe it in one line below, in English or Korean, and press Enter;"
                " or press Ctrl+G to stage it from its script."
            )
        )
        self._empty.setObjectName("stageEmpty")
        self._empty.setProperty("role", "empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._stack.addWidget(self._empty)
        self.sight = CameraSight(
            self._document, view_state, lambda: hands.stage, is_read_only=is_read_only, parent=self
        )
        self.no_picture = NoPicture()
        self.no_picture.again_wanted.connect(self._show_view)
        self._stack.addWidget(self.no_picture)
        middle = QHBoxLayout()
        middle.setSpacing(SPACE)
        middle.addWidget(tools)
        middle.addWidget(self._screen, 1)
        column.addLayout(middle, 1)

        self.desk = CameraDesk(bridge.document, view_state, playhead, cameras, theme)
        self.framing = self.desk.framing
        column.addWidget(self.desk)
        line = QHBoxLayout()
        line.setContentsMargins(SPACE, 0, SPACE, SPACE)
        line.setSpacing(SPACE)
        label = QLabel(tr("Set"))
        label.setProperty("role", "field")
        label.setMinimumWidth(28)
        self.prompt = named(QLineEdit(), "stagePrompt")
        self.prompt.setAccessibleName(tr("Set"))
        self.prompt.setPlaceholderText(
            tr("One line makes the set: “a great hall, four long tables, fifty floating candles”")
        )
        self.prompt.setReadOnly(is_read_only)
        self.prompt.returnPressed.connect(self._want_stage)
        label.setBuddy(self.prompt)
        self._stage_button = named(QPushButton(tr("Stage")), "stageButton")
        self._stage_button.setEnabled(not is_read_only)
        self._stage_button.clicked.connect(self._want_stage)
        line.addWidget(label)
        line.addWidget(self.prompt, 1)
        line.addWidget(self._stage_button)
        column.addLayout(line)

        view_state.scene_changed.connect(lambda _scene: self.show_scene())
        view_state.board_changed.connect(lambda _board: self.show_board())
        view_state.look_changed.connect(lambda _look: self._show_view())
        view_state.view_changed.connect(lambda _view: self._show_view())
        playhead.moved.connect(self._follow_playhead)
        hands.shown.connect(lambda _stage: self.show_scene())
        bridge.changed.connect(self._follow)

    @property
    def viewport(self) -> StageViewport | None:
        """The GL view, once it has been needed."""
        return self._viewport

    def start_viewport(self) -> None:
        """Makes the GL view; called after the window's first frame so that the window comes up at once."""
        if self._viewport is None:
            self._viewport = self._make_viewport(self._screen)
            self._viewport.set_glides(enabled=not load_preferences().reduces_motion)
            self._viewport.drawing_failed.connect(self._tell_failure)
            self._hands.attach(self._viewport)
            self._stack.addWidget(self._viewport)
            self.sight.attach(self._viewport)
            self._show_focus()
            self.show_scene()
            self.viewport_made.emit(self._viewport)

    def set_glides(self, *, enabled: bool) -> None:
        """Whether the free view glides to where it is sent."""
        if self._viewport is not None:
            self._viewport.set_glides(enabled=enabled)

    def _show_focus(self) -> None:
        if self._viewport is not None:
            self._viewport.show_focus(shown=self._document.project.depth_of_field)

    def _tell_failure(self, words: str) -> None:
        """A page in place of the picture; everything else of the studio goes on."""
        self.no_picture.tell(words)
        self._show_view()

    def people(self) -> tuple[str, ...]:
        """Names of the people who stand on this scene's set."""
        stage = self._stage()
        return tuple(p.name or p.id for p in stage.props if p.semantic_role == "character") if stage else ()

    def show_scene(self) -> None:
        """Shows the set of the scene that is looked at."""
        stage = self._stage()
        if stage is not None and not self.prompt.hasFocus():
            self.prompt.setText(stage.prompt)
            self.prompt.setCursorPosition(0)
        elif stage is None and not self.prompt.hasFocus():
            self.prompt.clear()
        self.show_board()

    def show_board(self) -> None:
        """Looks through the board's camera."""
        board = self._board()
        self.framing.show_board(board, self.people())
        self.framing.setEnabled(board is not None and not self._is_read_only)
        self.desk.show_board(board)
        self._views["camera"].setText(
            tr("Camera {number}", number=board.shot.text) if board and board.shot.text else tr("Camera")
        )
        self._show_view()

    def _show_view(self) -> None:
        view, look = self._view_state.view, self._view_state.look
        self._views[view].setChecked(True)
        if look in self._looks:
            self._looks[look].setChecked(True)
        if self._viewport is None:
            return
        self._stack.setCurrentWidget(self._screen_of(view, self._viewport))
        for button in self._looks.values():
            button.setVisible(view != "plan")
        self._make_room()
        self._viewport.set_look(look)
        project = self._document.project
        board = self._board()
        key = self._camera(board)
        self._viewport.set_free_view(enabled=view != "camera")
        if key is not None and not self._viewport.is_driven:
            self._viewport.show_camera(key, sensor=project.sensor, aspect=project.aspect_ratio)
        self.sight.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """On a small page the plan has the room of the camera's desk too."""
        self.desk.setVisible(self._view_state.view != "plan" or self.height() >= _ROOM_FOR_DESK)

    def _screen_of(self, view: str, viewport: StageViewport) -> QWidget:
        """What shows a view of the set; the plan is made when it is first asked for."""
        if self._stage() is None:
            return self._empty
        if view != "plan":
            return self.no_picture if self.no_picture.is_needed else viewport
        if self._plan is None:
            self._plan = self._make_plan(self._screen)
            self._stack.addWidget(self._plan)
        return self._plan

    @property
    def plays_moves(self) -> bool:
        """Whether the board that is looked at has a move that is seen here."""
        board = self._board()
        is_seen = self._viewport is not None and self._view_state.view == "camera"
        return is_seen and board is not None and len(board.camera_keys) > 1

    @property
    def shows_moves(self) -> bool:
        """Whether a board that is played is played here, with its move."""
        return self.isVisible() and self._view_state.workspace == "stage" and self.plays_moves

    def _follow_playhead(self) -> None:
        if self._viewport is not None and self.isVisible() and self.plays_moves:
            project, key = self._document.project, self._camera(self._board())
            if key is not None:
                self._viewport.show_camera(key, sensor=project.sensor, aspect=project.aspect_ratio)
                self.sight.follow()

    def _camera(self, board: Board | None) -> CameraKey | None:
        """The board's camera at the playhead; it sways only while it is played, so that what is set holds still."""
        if board is None or not board.camera_keys:
            return self._default_camera()
        if len(board.camera_keys) == 1:
            return board.camera_keys[0]
        duration_s = self._document.project.frame_rate.rate.seconds(board.duration_frames)
        shake = (
            shake_of(doc_id(self._view_state.board), board.move, duration_s) if self._view_state.is_playing else None
        )
        return camera_at(board.camera_keys, self._playhead.t, shake=shake)

    def _default_camera(self) -> CameraKey | None:
        stage = self._stage()
        if stage is None or not stage.cameras:
            return None
        camera = stage.cameras[0]
        return CameraKey(
            position=camera.position, target=camera.target, roll_deg=camera.roll_deg, lens_mm=camera.lens_mm or 24.0
        )

    def _board(self) -> Board | None:
        return self._document.board(self._view_state.board) if self._view_state.board else None

    def _stage(self) -> Stage | None:
        return self._document.stage(SceneId(self._view_state.scene_id)) if self._view_state.scene_id else None

    def _follow(self, change: ChangeSet) -> None:
        if change.touches(PROJECT_PATH, "depthOfField"):
            self._show_focus()
        if stage_path(self._view_state.scene_id) in change.touched:
            self.show_scene()
        elif self._view_state.board in change.touched or PROJECT_PATH in change.touched:
            self.show_board()

    def _want_stage(self) -> None:
        text = self.prompt.text().strip()
        if text:
            self.stage_wanted.emit(text)
