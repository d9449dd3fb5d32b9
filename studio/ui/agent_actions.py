"""What the agents can be asked for from the menu, the keys and the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from studio.model.ids import DocPath
from studio.model.task_inputs import (
    AgentType,
    ArtistInput,
    CharacterInput,
    DirectorInput,
    StageInput,
    TaskInput,
    WriterInput,
)
from studio.ui.agent_access import Access
from studio.ui.agent_desk import AgentDesk
from studio.ui.agent_settings_view import AgentSettingsView
from studio.ui.agent_words import agent_name, place_of
from studio.ui.ask_panel import Asking, AskPanel, Wish
from studio.ui.calls_view import CallsView
from studio.ui.translation import tr

if TYPE_CHECKING:
    from studio.ui.main_window import MainWindow

MENU = "Agents"
_AGENT_OF: dict[str, AgentType] = {
    "agents.writer": "writer",
    "agents.artist": "artist",
    "agents.director": "director",
    "agents.set": "stage",
    "agents.characters": "character",
    "agents.supervisor": "supervisor",
}
_OF_BOARDS = frozenset({"agents.artist", "agents.director"})
_OF_PROPOSALS = frozenset({"agents.next", "agents.proposal"})


class AgentActions(QObject):
    """Runs the agents' actions, and keeps each there only where its agent is, with a board where it needs one."""

    def __init__(self, window: MainWindow, desk: AgentDesk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk
        self._panel = AskPanel(window, desk)
        desk.changed.connect(self.show)
        window.services.bridge.changed.connect(self.show)
        window.view_state.board_changed.connect(self.show)
        window.view_state.scene_changed.connect(self.show)

    def runs(self) -> dict[str, Callable[[], object]]:
        """What each action does."""
        asking: dict[str, Callable[[], Asking | None]] = {
            "agents.writer": self._writer,
            "agents.artist": self._artist,
            "agents.director": self._director,
            "agents.set": self._designer,
            "agents.characters": self._characters,
        }
        window, desk = self._window, self._desk
        return {
            **{name: partial(self._open, question) for name, question in asking.items()},
            "agents.supervisor": window.open_command_box,
            "agents.tasks": window.open_tasks,
            "agents.proposal": window.open_proposal,
            "agents.next": window.script.go_to_next_proposal,
            "agents.pause": lambda: desk.set_paused(paused=not desk.runner.is_paused),
            "agents.calls": self._open_calls,
            "agents.settings": self._open_settings,
        }

    def show(self, _what: object = None) -> None:
        """Shows which actions there are."""
        actions, view, desk = self._window.registry, self._window.view_state, self._desk
        has_proposals = any(each.state in ("open", "partly") for _, each in self._window.services.document.proposals())
        for spec, action in actions.listed():
            if spec.menu != MENU:
                continue
            agent = _AGENT_OF.get(spec.id)
            is_there = agent is None or agent in desk.agents
            action.setVisible(is_there)
            needs_board, needs_scene = spec.id in _OF_BOARDS, spec.id == "agents.set"
            has_place = bool(view.board) if needs_board else bool(view.scene_id) or not needs_scene
            action.setEnabled(is_there and has_place and (has_proposals or spec.id not in _OF_PROPOSALS))
        actions["agents.pause"].setChecked(desk.runner.is_paused)

    def _open(self, question: Callable[[], Asking | None]) -> None:
        asking = question()
        if asking is not None:
            self._panel.open(asking)

    def _open_calls(self) -> None:
        CallsView(self._window, self._window.services).show()

    def _open_settings(self) -> None:
        services = self._window.services
        settings = AgentSettingsView(self._window, services.access, services.tasks)
        settings.saved.connect(self._use)
        settings.show()

    def _use(self, access: Access) -> None:
        self._desk.use_provider(self._window.services.access.provider(), access.settings.price_table())

    def _place(self, board: DocPath | None) -> str:
        view = self._window.view_state
        place = place_of(self._window.services.document, view.scene_id or None, None)
        if board is None:
            return place
        found = self._window.services.document.board(board)
        return tr("Board {number}", number=found.shot.text) if found is not None else place

    def _of_board(self, agent: AgentType, wishes: tuple[Wish, ...]) -> Asking | None:
        board = self._window.view_state.board
        if not board:
            return None

        def ask(request: TaskInput) -> None:
            # One at a time for a board: a second wish for the same is the first task.
            self._desk.ask(request, board=board, key=f"{agent}:{board}:{request.model_dump_json()}")

        return Asking(agent_name(agent), self._place(board), wishes, ask)

    def _of_scene(self, agent: AgentType, wishes: tuple[Wish, ...]) -> Asking:
        scene = self._window.view_state.scene_id

        def ask(request: TaskInput) -> None:
            is_whole = isinstance(request, WriterInput) and request.job == "draft"
            self._desk.ask(request, scene_id="" if is_whole else scene)

        return Asking(agent_name(agent), self._place(None), wishes, ask)

    def _writer(self) -> Asking:
        draft = Wish(
            tr("Draft a production"),
            tr("A topic, a treatment or a script to work from"),
            lambda words: WriterInput(job="draft", text=words),
            needs_words=True,
        )
        revise = Wish(
            tr("Revise this scene"),
            tr("What should be different in this scene?"),
            lambda words: WriterInput(job="revise", text=words),
            needs_words=True,
        )
        return self._of_scene("writer", (revise, draft) if self._window.view_state.scene_id else (draft,))

    def _artist(self) -> Asking | None:
        hint = tr("What the picture has to show beside what the board says; may be empty")
        return self._of_board("artist", (Wish(tr("Draw"), hint, lambda words: ArtistInput(note=words)),))

    def _director(self) -> Asking | None:
        hint = tr("What has to happen in the shot beside what the board says; may be empty")

        def small(words: str) -> TaskInput:
            return DirectorInput(note=words, resolution="720p")

        def large(words: str) -> TaskInput:
            return DirectorInput(note=words, resolution="1080p")

        wishes = (Wish("720p", hint, small), Wish("1080p", hint, large))
        is_large = self._window.services.access.now.settings.video_resolution == "1080p"
        return self._of_board("director", wishes[::-1] if is_large else wishes)

    def _designer(self) -> Asking:
        hint = tr("The set in one line; empty: from the scene's own words")
        return self._of_scene("stage", (Wish(tr("Design"), hint, lambda words: StageInput(prompt=words)),))

    def _characters(self) -> Asking | None:
        people = self._window.services.document.project.production_bible.characters
        if not people:
            self._window.notices.tell(tr("The bible has no characters yet; ask the Writer for a draft first."))
            return None
        hint = tr("What the sheets have to show; may be empty")

        def wish(character_id: str, name: str) -> Wish:
            return Wish(name, hint, lambda words: CharacterInput(character_id=character_id, note=words))

        wishes = tuple(wish(character_id, person.name) for character_id, person in people.items())
        return Asking(agent_name("character"), "", wishes, self._desk.ask)
