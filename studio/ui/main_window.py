"""What the window shows of a project: script left, stage or board or film in the centre, boards below, inspector."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from studio.model.ids import DocPath, SceneId
from studio.model.stage import Stage
from studio.ui.actions import ActionRegistry
from studio.ui.agents_page import AgentsPage
from studio.ui.board_commands import BoardCommands
from studio.ui.board_model import BoardModel
from studio.ui.board_strip import BoardStrip
from studio.ui.command_palette import CommandPalette, PaletteEntry
from studio.ui.comments_panel import CommentsPanel
from studio.ui.company import Company
from studio.ui.draw_page import DrawPage
from studio.ui.film_player import FilmPage, FilmScreen, Playback
from studio.ui.film_sound import FilmSound
from studio.ui.icons import icon
from studio.ui.inspector import Inspector
from studio.ui.naming import named
from studio.ui.notices import Notices
from studio.ui.people import People
from studio.ui.people_bar import PeopleBar
from studio.ui.picture_cache import PictureCache
from studio.ui.plan_view import PlanView
from studio.ui.playhead import Playhead
from studio.ui.position_keys import PositionKeys
from studio.ui.prop_commands import PropCommands
from studio.ui.script_panel import ScriptPanel
from studio.ui.services import Services
from studio.ui.side_panel import SidePanel
from studio.ui.stage_hands import StageHands
from studio.ui.stage_overlay import StageOverlay
from studio.ui.stage_page import StagePage
from studio.ui.stage_tools import StageTools
from studio.ui.stage_viewport import StageViewport
from studio.ui.status_bar import StatusBar
from studio.ui.top_bar import TopBar
from studio.ui.translation import in_every_language, tr
from studio.ui.view_state import WORKSPACES, ViewState, Workspace
from studio.ui.viewport_colours import viewport_colours
from studio.ui.window_actions import connect_actions
from studio.viewport import flight

_SCRIPT_WIDTH = 362
_INSPECTOR_WIDTH = 284
_LIST_KEYS = frozenset({"Del", "F2", "Esc"})
"""Keys of the stage that a list has no use for itself; its letters find by name, its arrows move."""


class MainWindow(QWidget):
    """One project, looked at and worked on."""

    def __init__(self, services: Services, view_state: ViewState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mainWindow")
        self.services = services
        self.view_state = view_state
        theme = services.theme
        document = services.document
        self.pictures = PictureCache(services.media, arrivals=services.arrivals, parent=self)
        self.boards = BoardModel(services.bridge, self)
        self.commands = BoardCommands(document, services.uid, is_read_only=services.is_read_only)
        self._is_laid_out = False
        self._before_playing: Workspace | None = None
        self.playback = Playback(self.boards, view_state, self)
        self.playhead = Playhead(self.boards, view_state, self)
        self.registry = ActionRegistry(self)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.people = People(services.uid, colours=theme.places, parent=self)
        self.people_bar = PeopleBar(self.people, document, theme)
        self.top_bar = TopBar(self.registry, theme, self.people_bar)
        column.addWidget(self.top_bar)

        self.script = ScriptPanel(
            services.bridge,
            view_state,
            theme,
            uid=services.uid,
            people=self.people,
            is_read_only=services.is_read_only,
        )
        self.prop_commands = PropCommands(document, view_state, services.uid, is_read_only=services.is_read_only)
        self.hands = StageHands(services.bridge, view_state, self.prop_commands, self)
        self.stage_page = StagePage(
            services.bridge,
            view_state,
            self._make_viewport,
            lambda parent: PlanView(services, view_state, self.prop_commands, parent),
            self.playhead,
            services.work.cameras,
            services.theme,
            self.hands,
            StageTools(self.registry, theme),
            is_read_only=services.is_read_only,
        )
        self.draw_page = DrawPage(
            services.bridge,
            view_state,
            services.media,
            services.arrivals,
            self.pictures,
            services.tasks,
            theme,
            uid=services.uid,
            people=self.people,
            is_read_only=services.is_read_only,
        )
        screen = FilmScreen(
            self.boards,
            view_state,
            self.pictures,
            services.work.move_frames,
            theme,
            aspect=document.project.aspect_ratio,
            parent=self,
        )
        self.sound = FilmSound(self.boards, view_state, services.tasks, services.work.sound_of, self)
        self.sound.follow_page(lambda: self.stage_page.shows_moves)
        services.arrivals.arrived.connect(self.sound.read_again)
        self.film_page = FilmPage(screen, self.boards, view_state, self.sound, theme)
        self.inspector = Inspector(services.bridge, view_state, self.commands, self.pictures, theme)
        self.agents_page = AgentsPage(services, services.agents, view_state) if services.agents is not None else None
        self.comments = CommentsPanel(services, view_state)
        self.side = SidePanel(
            self.inspector,
            self.prop_commands,
            self.hands,
            view_state,
            self.registry,
            services.tasks,
            theme,
            self.comments,
            self.agents_page,
        )
        self.pages = named(QStackedWidget(), "pages")
        for page in (self.stage_page, self.draw_page, self.film_page):
            self.pages.addWidget(page)
        self.splitter = named(QSplitter(Qt.Orientation.Horizontal), "splitter")
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for panel in (self.script, self.pages, self.side):
            self.splitter.addWidget(panel)
        self.script.setMinimumWidth(240)
        self.side.setMinimumWidth(248)
        for place, stretch in enumerate((0, 1, 0)):
            self.splitter.setStretchFactor(place, stretch)
        column.addWidget(self.splitter, 1)
        self.strip = BoardStrip(self.boards, view_state, self.pictures, theme, is_read_only=services.is_read_only)
        band = named(QWidget(), "panel")
        band.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        band_row = QHBoxLayout(band)
        band_row.setContentsMargins(8, 8, 8, 0)
        band_row.addWidget(self.strip)
        column.addWidget(band)
        self.status = StatusBar(theme)
        column.addWidget(self.status)
        self.notices = Notices(self, theme)
        self.command_palette = CommandPalette(self, theme, self._palette_entries)

        self.strip.move_wanted.connect(
            lambda path, beside, after: self.commands.move(DocPath(path), DocPath(beside), is_after=after)
        )
        view_state.workspace_changed.connect(self._show_workspace)
        view_state.scene_changed.connect(lambda _scene: self._show_facts())
        view_state.board_changed.connect(services.work.drawing.prefer)
        view_state.frame_changed.connect(lambda _frame: self._show_clock())
        view_state.playing_changed.connect(self._show_playing)
        services.bridge.film_changed.connect(lambda _change: self._show_facts())
        services.tasks.failed.connect(lambda text: self.notices.tell(text, kind="warning"))
        services.work.told.connect(self.notices.tell)
        self.script.told.connect(self.notices.tell)
        services.work.progressed.connect(lambda done, total, what: self.status.show_work(what, done=done, total=total))
        services.work.idle.connect(lambda: self.status.show_work(""))
        self.status.stop_wanted.connect(services.tasks.cancel)
        self.stage_page.stage_wanted.connect(lambda text: services.work.stage_scene(view_state.scene_id, text))
        self._connect_framing()
        self._connect_agents()
        self.company = Company(self, screen)
        self.position_keys = PositionKeys(self.registry.by_keys(), self, belongs_to_view=self._belongs_to_view)
        self.position_keys.watch(self.side.outliner.tree, only=_is_for_lists)
        connect_actions(self)
        self._show_workspace(view_state.workspace)
        self._show_facts()

    def select_first_board(self) -> None:
        """Looks at the first board of the film, or at the first scene when there is none."""
        path = self.boards.path_at(0)
        if path:
            self.view_state.select_board(path)
        elif scenes := self.services.document.scenes():
            self.view_state.select_scene(scenes[0][0])

    def open_palette(self) -> None:
        """Ctrl+K."""
        self.command_palette.open()

    def open_tasks(self) -> None:
        """Turns the side panel to the agents' tasks, in whatever workspace."""
        if self.agents_page is not None:
            self.side.show()
            self.side.show_tasks()
            self.agents_page.show_tasks()

    def open_proposal(self, proposal_id: str = "", part: int | None = None) -> None:
        """Turns the side panel to a proposal: the one that is named, else the newest that waits for an answer."""
        if self.agents_page is not None and self.agents_page.show_proposal(proposal_id, part=part):
            self.side.show()
            self.side.show_tasks()

    def _ask_why(self, proposal_id: str, part: int) -> None:
        self.open_proposal(proposal_id, part)
        if self.agents_page is not None:
            self.agents_page.proposal.ask_why()

    def open_command_box(self) -> None:
        """Puts the cursor into the line in which the agents are asked for anything."""
        if self.agents_page is not None:
            self.open_tasks()
            self.agents_page.tasks.focus_command()

    def start_viewport(self) -> None:
        """Makes the GL view, after the first frame of the window."""
        self.stage_page.start_viewport()

    def put_away(self) -> None:
        """Takes the project off the screen for good; nothing of it listens afterwards."""
        self.view_state.set_playing(playing=False)
        self.pictures.release()
        self.hide()
        self.setParent(None)
        self.deleteLater()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._is_laid_out:
            # Only now the splitter knows its width; the side panels keep theirs and the centre takes the rest.
            self._is_laid_out = True
            script = min(_SCRIPT_WIDTH, self.width() // 4)
            inspector = min(_INSPECTOR_WIDTH, self.width() // 5)
            self.splitter.setSizes([script, self.width() - script - inspector, inspector])

    def _connect_framing(self) -> None:
        work, view, framing = self.services.work, self.view_state, self.stage_page.framing
        framing.size_wanted.connect(lambda size: work.frame(view.board, shot_size=size))
        framing.angle_wanted.connect(lambda angle: work.frame(view.board, angle=angle))
        framing.lens_wanted.connect(lambda lens: work.frame(view.board, lens_mm=lens))
        framing.subjects_wanted.connect(lambda names: work.frame(view.board, subjects=tuple(names)))
        framing.over_wanted.connect(lambda side: work.frame(view.board, over=side))
        framing.view_of_wanted.connect(lambda name: work.frame(view.board, seer=name))
        self.inspector.move_wanted.connect(lambda path, move: work.cameras.make_move(DocPath(path), move))
        self.stage_page.sight.mend_wanted.connect(lambda rule: work.cameras.mend_cut(view.board, rule))

    def _connect_agents(self) -> None:
        desk, page = self.services.agents, self.agents_page
        if desk is None or page is None:
            return
        # The desk outlives the window where the language changes, so only methods of widgets listen to it.
        desk.changed.connect(self._show_agents)
        desk.told.connect(self.notices.tell)
        desk.failed.connect(self.notices.warn)
        desk.asked.connect(self.open_tasks)
        page.calls_wanted.connect(self.registry["agents.calls"].trigger)
        self.script.use_agents(desk)
        self.script.proposal_wanted.connect(self._ask_why)

    def _show_workspace(self, workspace: str) -> None:
        pages: dict[str, QWidget] = {
            "script": self.stage_page,
            "stage": self.stage_page,
            "draw": self.draw_page,
            "cut": self.film_page,
        }
        self.pages.setVisible(workspace != "script")
        self.side.setVisible(workspace != "script")
        self.side.offer_set(offered=workspace == "stage")
        self.pages.setCurrentWidget(pages[workspace])
        for name in WORKSPACES:
            self.registry[f"view.{name}"].setChecked(name == workspace)
        if workspace == "script":
            self.script.setFocus()

    def _show_playing(self, playing: bool) -> None:
        # A move is played where it is made: on the set.
        is_on_set = self.view_state.workspace == "stage" and self.stage_page.plays_moves
        if playing and not is_on_set and self.view_state.workspace in ("script", "stage", "draw"):
            self._before_playing = self.view_state.workspace
            self.pages.setVisible(True)
            self.pages.setCurrentWidget(self.film_page)
        elif not playing and self._before_playing is not None:
            self._show_workspace(self.view_state.workspace)
            self._before_playing = None
        self.registry["play.toggle"].setIcon(icon("pause" if playing else "play", self.services.theme))

    def _show_facts(self) -> None:
        document, history = self.services.document, self.services.history
        self.top_bar.show_title(document.project.title)
        self.window().setWindowTitle(f"{document.project.title} – DreamFactory Studio")
        scenes = document.scenes()
        place = next((at for at, (name, _) in enumerate(scenes, 1) if name == self.view_state.scene_id), None)
        self.status.show_scene(tr("Scene {place} of {count}", place=place, count=len(scenes)) if place else "")
        self._show_agents()
        stage = document.stage(SceneId(self.view_state.scene_id)) if self.view_state.scene_id else None
        self.status.show_stage(stage_words(stage) if stage else "")
        for name, text, label in (
            ("edit.undo", tr("Undo"), history.undo_label(self.services.uid)),
            ("edit.redo", tr("Redo"), history.redo_label(self.services.uid)),
        ):
            action = self.registry[name]
            action.setEnabled(label is not None and not self.services.is_read_only)
            action.setText(f"{text}: {label}" if label else text)
        self._show_clock()

    def _show_agents(self) -> None:
        desk = self.services.agents
        is_offline = desk is None or desk.is_offline
        words = tr("Agents: offline") if is_offline else tr("Agents: {name}", name=desk.provider_name if desk else "")
        self.status.show_agents(words)

    def _show_clock(self) -> None:
        rate = self.boards.rate
        speed = f"{rate.num / rate.den:.3f}".rstrip("0").rstrip(".")
        self.status.show_clock(f"{speed} fps · {rate.timecode(self.view_state.frame)}")

    def _palette_entries(self) -> list[PaletteEntry]:
        entries = [
            PaletteEntry(action.text(), action.shortcut().toString(), action.trigger, also=in_every_language(spec.text))
            for spec, action in self.registry.listed()
            if action.isEnabled() and spec.id != "edit.palette"
        ]
        document = self.services.document
        for place, (name, scene) in enumerate(document.scenes(), 1):
            entries.append(
                PaletteEntry(
                    scene.heading or tr("Untitled scene"),
                    tr("Scene {place}", place=place),
                    partial(self.view_state.select_scene, name),
                )
            )
        for path, board in document.all_boards():
            words = " ".join((board.action or board.dialogue).split())[:80]
            entries.append(
                PaletteEntry(
                    f"{board.shot.text}  {words}",
                    board.shot_size,
                    partial(self.view_state.select_board, path),
                )
            )
        return entries

    def _belongs_to_view(self, keys: str) -> bool:
        """Whether the view needs a key itself: to fly, or to take back what is being dragged."""
        viewport = self.stage_page.viewport
        if viewport is None or not (viewport.is_flying or viewport.is_driven):
            return False
        return keys == "Esc" or (viewport.is_flying and keys.removeprefix("Shift+") in flight.KEYS)

    def _make_viewport(self, parent: QWidget) -> StageViewport:
        theme = self.services.theme
        viewport = StageViewport(viewport_colours(theme), parent, check_context=self.services.check_gl)
        # Below the handles and the view cube.
        self.company.watch(viewport)
        viewport.add_overlay(StageOverlay(theme).paint)
        viewport.set_camera_editable(enabled=not self.services.is_read_only)
        viewport.camera_moved.connect(lambda key: self.services.work.move_camera(self.view_state.board, key))
        viewport.prop_picked.connect(lambda prop_id, _how: self.side.show_set() if prop_id else None)
        viewport.menu_wanted.connect(lambda at: self.side.open_menu(viewport.mapToGlobal(at)))
        viewport.flying_changed.connect(self.registry["view.fly"].setChecked)
        self.position_keys.watch(viewport)
        return viewport


def _is_for_lists(keys: str) -> bool:
    return keys.startswith(("Ctrl+", "Alt+")) or keys in _LIST_KEYS


def stage_words(stage: Stage) -> str:
    """What the stage gate found, in a few words."""
    quality = stage.report.quality
    unplaced = len(stage.report.unplaced)
    words = [tr("{count} objects", count=len(stage.props))]
    if "score" in quality:
        words.append(tr("stage check {score}", score=quality["score"]))
    if unplaced:
        words.append(tr("{count} not placed", count=unplaced))
    return " · ".join(words)
