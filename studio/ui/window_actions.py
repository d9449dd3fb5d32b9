"""What each action of the window does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog

from studio.model.history import Declined
from studio.model.ids import DocPath, SceneId
from studio.ui.shortcut_sheet import ShortcutSheet
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
}


def connect_actions(window: MainWindow) -> None:
    """Connects every action that the registry declares; a test proves that none is left out."""
    actions = window.registry
    for name, run in {**_file_actions(window), **_edit_actions(window), **_view_actions(window)}.items():
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


def _file_actions(window: MainWindow) -> dict[str, Callable[[], object]]:
    services = window.services

    def opened(path: str) -> None:
        if path:
            services.open_project(Path(path))

    def new() -> None:
        dialog = QFileDialog(window, tr("New project"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("dream")
        dialog.setNameFilter(tr("DreamFactory project (*.dream)"))
        dialog.fileSelected.connect(opened)
        dialog.open()

    def open_other() -> None:
        dialog = QFileDialog(window, tr("Open a script, or a project by its project.sqlite"))
        dialog.setNameFilter(tr("Scripts and projects (*.fountain *.txt *.spmd project.sqlite)"))
        dialog.fileSelected.connect(opened)
        dialog.open()

    def export(name: str) -> None:
        format_name, file_name, filters = _EXPORTS[name]
        dialog = QFileDialog(window, window.registry[name].text().rstrip("…"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(filters)
        dialog.selectFile(file_name)
        dialog.fileSelected.connect(lambda path: services.work.export(format_name, Path(path)))
        dialog.open()

    def export_pictures() -> None:
        dialog = QFileDialog(window, tr("Folder for the boards"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: services.work.export("png", Path(path)))
        dialog.open()

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
            window.notices.tell(tr("“{label}” was not undone: {reason}", label=step.label, reason=step.reason))

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
        if not view.board:
            return
        row = boards.row_of(view.board)
        commands.delete(view.board)
        view.select_board(boards.path_at(min(row, boards.rowCount() - 1)))

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
            view.go_to_frame(boards.start_of(row))

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

    def toggle_play() -> None:
        # Space presses the button that has the focus, as everywhere; only elsewhere it plays.
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton) and focused.objectName() != "playButton":
            focused.click()
        else:
            playback.toggle()

    def to_start() -> None:
        view.set_playing(playing=False)
        playback.step(-view.frame)

    return {
        **{f"view.{name}": partial(view.show_workspace, name) for name in WORKSPACES},
        **{f"view.{name}": partial(view.use_view, name) for name in ("camera", "free", "plan")},
        **{f"view.{name}": partial(view.use_look, name) for name in ("clay", "sketch", "depth")},
        "view.english": lambda: window.services.use_language("en"),
        "view.korean": lambda: window.services.use_language("ko"),
        "play.toggle": toggle_play,
        "play.start": to_start,
        "play.back": lambda: playback.step(-1),
        "play.forward": lambda: playback.step(1),
        "help.shortcuts": lambda: ShortcutSheet(window, window.registry, window.services.theme).open(),
        "help.about": lambda: window.notices.tell(
            tr("DreamFactory Studio, Apache-2.0. Qt is used under the LGPL; THIRD_PARTY.md lists everything."),
            stays=True,
        ),
    }
