"""What each action of the window does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from studio.model.history import Declined
from studio.model.ids import DocPath, SceneId
from studio.ui.agent_actions import MENU as AGENTS
from studio.ui.agent_actions import AgentActions
from studio.ui.awaited_export import export_when_here
from studio.ui.comment_actions import CommentActions
from studio.ui.focus_keys import FocusKeys
from studio.ui.prop_actions import follow_choice, prop_actions, walk_actions
from studio.ui.shortcut_sheet import ShortcutSheet
from studio.ui.team_actions import TeamActions
from studio.ui.translation import tr
from studio.ui.view_state import WORKSPACES

if TYPE_CHECKING:
    from studio.ui.main_window import MainWindow

_EXPORTS = {
    "file.export_pdf": ("pdf", "storyboard.pdf", "PDF (*.pdf)"),
    "file.export_mp4": ("mp4", "animatic.mp4", "MP4 (*.mp4)"),
    "file.export_script": ("fountain", "script.fountain", "Fountain (*.fountain)"),
    "file.export_otio": ("otio", "timeline.otio", "OpenTimelineIO (*.otio)"),
    "file.export_csv": ("csv", "shotlist.csv", "CSV (*.csv)"),
    "file.export_plot": ("plot", "camera_plot.pdf", "PDF (*.pdf)"),
    "file.export_glb": ("glb", "set.glb", "glTF (*.glb)"),
}

_DECLINED = {
    "overlaps": "the same words have been changed since.",
    "changed_since": "it has been changed since.",
    "refused": "it does not fit what is there now.",
}


def connect_actions(window: MainWindow) -> None:
    """Connects every action that the registry declares; a test proves that none is left out."""
    actions = window.registry
    FocusKeys(window)
    stage = {**prop_actions(window), **walk_actions(window)}
    for name, run in {**_file_actions(window), **_edit_actions(window), **_view_actions(window), **stage}.items():
        actions.connect(name, run)
    writing = (
        "scene.stage",
        "scene.boards",
        "board.new",
        "board.duplicate",
        "board.delete",
        "board.earlier",
        "board.later",
        "board.frame",
    )
    for name in writing:
        actions[name].setEnabled(not window.services.is_read_only)
    # Shown by KeptWords where something is kept.
    actions["edit.kept"].setVisible(False)
    actions["edit.kept"].setEnabled(False)
    follow_choice(window)
    for name, run in CommentActions(window).runs().items():
        actions.connect(name, run)
    team = TeamActions(window)
    for name, run in team.runs().items():
        actions.connect(name, run)
    team.show()
    _connect_agents(window)
    _show_company(window)
    window.people.changed.connect(partial(_show_company, window))
    window.people.followed.connect(lambda _session: _show_company(window))


def _show_company(window: MainWindow) -> None:
    """Nobody can be followed while one is alone."""
    action = window.registry["people.follow"]
    action.setEnabled(not window.people.is_alone)
    action.setChecked(bool(window.people.following))


def _connect_agents(window: MainWindow) -> None:
    """The agents' actions; none is there where the project can only be read."""
    if window.services.agents is None:
        for spec, action in window.registry.listed():
            if spec.menu == AGENTS:
                action.setVisible(False)
                action.setEnabled(False)
        return
    agents = AgentActions(window, window.services.agents)
    for name, run in agents.runs().items():
        window.registry.connect(name, run)
    agents.show()


def _file_actions(window: MainWindow) -> dict[str, Callable[[], object]]:
    services = window.services

    def opened(path: str) -> None:
        if path:
            services.open_project(Path(path))

    def ask(title: str, chosen: Callable[[str], object]) -> QFileDialog:
        dialog = QFileDialog(window, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(chosen)
        return dialog

    def new() -> None:
        dialog = ask(tr("New project"), opened)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("dream")
        dialog.setNameFilter(tr("DreamFactory project (*.dream)"))
        dialog.open()

    def open_other() -> None:
        dialog = ask(tr("Open a script, or a project by its project.sqlite"), opened)
        dialog.setNameFilter(tr("Scripts and projects (*.fountain *.txt *.spmd project.sqlite)"))
        dialog.open()

    def export(name: str) -> None:
        format_name, file_name, filters = _EXPORTS[name]
        places = [scene for scene, _ in services.document.scenes()]
        here = SceneId(window.view_state.scene_id)
        scene = places.index(here) + 1 if format_name == "glb" and here in places else None
        dialog = ask(
            title_of(name), lambda path: export_when_here(window, services, format_name, Path(path), scene=scene)
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(filters)
        dialog.setDefaultSuffix(Path(file_name).suffix[1:])
        dialog.selectFile(file_name)
        dialog.open()

    def export_pictures() -> None:
        dialog = ask(title_of("file.export_png"), lambda path: export_when_here(window, services, "png", Path(path)))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.open()

    def title_of(name: str) -> str:
        return window.registry[name].text().rstrip("…")

    return {
        "file.new": new,
        "file.open": open_other,
        "file.sample": lambda: services.open_project(Path()),
        **{name: partial(export, name) for name in _EXPORTS},
        "file.export_png": export_pictures,
        "file.quit": lambda: window.window().close(),
    }


def _edit_actions(window: MainWindow) -> dict[str, Callable[[], object]]:
    services, view, commands, boards = window.services, window.view_state, window.commands, window.boards

    def taken_back(step: object) -> None:
        if isinstance(step, Declined):
            reason = tr(_DECLINED[step.reason])
            window.notices.tell(tr("“{label}” was left as it is: {reason}", label=step.label, reason=reason))

    def on_board(act: Callable[[DocPath], None]) -> None:
        if view.board:
            act(view.board)
        elif view.scene_id:
            view.select_board(commands.first(SceneId(view.scene_id)))

    def new_board(path: DocPath) -> None:
        view.select_board(commands.insert_after(path))

    def duplicate(path: DocPath) -> None:
        view.select_board(commands.insert_after(path, copy=True))

    def delete() -> None:
        if view.board:
            commands.delete(view.board)

    def shift(rows: int) -> None:
        row = boards.row_of(view.board)
        target = row + rows
        if row < 0 or not 0 <= target < boards.rowCount():
            return
        commands.move(view.board, boards.path_at(target), is_after=rows > 0)

    def select(rows: int) -> None:
        row = min(max(boards.row_of(view.board) + rows, 0), boards.rowCount() - 1)
        if row >= 0:
            view.set_playing(playing=False)
            view.select_board(boards.path_at(row))

    def select_scene(places: int) -> None:
        names = [name for name, _ in services.document.scenes()]
        if not names:
            return
        at = names.index(SceneId(view.scene_id)) if view.scene_id in names else 0
        scene = names[min(max(at + places, 0), len(names) - 1)]
        first = services.document.boards(scene)
        if first:
            select(boards.row_of(f"scenes/{scene}/boards/{first[0][0]}") - boards.row_of(view.board))
        else:
            view.select_board(DocPath(""))
            view.select_scene(scene)

    return {
        "edit.undo": lambda: taken_back(services.history.undo(services.uid)),
        "edit.redo": lambda: taken_back(services.history.redo(services.uid)),
        "edit.find": window.script.open_find,
        "edit.palette": window.open_palette,
        "scene.stage": lambda: services.work.stage_scene(view.scene_id, None),
        "scene.boards": lambda: services.work.board_scene(view.scene_id),
        "scene.next": lambda: select_scene(1),
        "scene.previous": lambda: select_scene(-1),
        "board.new": lambda: on_board(new_board),
        "board.duplicate": lambda: on_board(duplicate),
        "board.delete": delete,
        "board.earlier": lambda: shift(-1),
        "board.later": lambda: shift(1),
        "board.frame": lambda: services.work.draw(view.board),
        "board.next": lambda: select(1),
        "board.previous": lambda: select(-1),
    }


def _view_actions(window: MainWindow) -> dict[str, Callable[[], object]]:
    view, playback = window.view_state, window.playback

    def to_start() -> None:
        view.set_playing(playing=False)
        playback.step(-view.frame)

    def mute() -> None:
        window.sound.set_muted(muted=not window.sound.is_muted)
        window.notices.tell(tr("The film is muted.") if window.sound.is_muted else tr("The film is heard."))

    return {
        **{f"view.{name}": partial(view.show_workspace, name) for name in WORKSPACES},
        **{f"view.{name}": partial(view.use_view, name) for name in ("camera", "free", "plan")},
        **{f"view.{name}": partial(view.use_look, name) for name in ("clay", "sketch", "depth")},
        "people.follow": window.people_bar.follow_next,
        "view.english": lambda: window.services.use_language("en"),
        "view.korean": lambda: window.services.use_language("ko"),
        "play.toggle": playback.toggle,
        "play.start": to_start,
        "play.back": lambda: playback.step(-1),
        "play.forward": lambda: playback.step(1),
        "play.mute": mute,
        "help.shortcuts": lambda: ShortcutSheet(window, window.registry).show(),
        "help.about": lambda: window.notices.tell(
            tr("DreamFactory Studio, Apache-2.0. Qt is used under the LGPL; THIRD_PARTY.md lists everything."),
            stays=True,
        ),
    }
