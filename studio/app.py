"""The window's composition root: builds the services, runs Qt and asyncio."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QObject, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from studio.collab.save_state import Saved, SaveFailed, SaveState, Saving
from studio.errors import ProjectError, StudioError
from studio.model.ids import Uid
from studio.resource_files import resource_path
from studio.settings import home_folder, load_preferences, save_preferences
from studio.ui.document_bridge import DocumentBridge
from studio.ui.main_window import MainWindow
from studio.ui.scene_work import SceneWork
from studio.ui.services import Services
from studio.ui.task_scope import TaskScope
from studio.ui.theme import apply_theme, load_fonts, load_theme
from studio.ui.translation import language, system_language, tr, use_language
from studio.ui.view_state import ViewState
from studio.workflows.open_project import OpenProduction, open_production
from studio.workflows.work_pool import WorkPool

ME = Uid("me")
SAMPLE = Path("sample", "harbor_lights.dream")


class Studio(QObject):
    """One window at a time on one project at a time."""

    _state_told = Signal(object)

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._theme = load_theme()
        self._production: OpenProduction | None = None
        self._pool: WorkPool | None = None
        self._bridge: DocumentBridge | None = None
        self._work: SceneWork | None = None
        self._tasks: TaskScope | None = None
        self._qt_words = QTranslator(self)
        self.window: MainWindow | None = None
        self._state_told.connect(self._show_state)

    def start(self, path: Path | None) -> None:
        """Opens the window on a project or script, else the last project, else the sample.

        Raises:
            StudioError: what was asked for cannot be opened.
        """
        self._speak(load_preferences().language or system_language())
        load_fonts()
        apply_theme(self._app, self._theme)
        self._open(path)

    def open_project(self, path: Path) -> None:
        """Opens another project in the window's place; a script becomes a project beside it, ``Path()`` the sample."""
        window = self.window
        try:
            folder = self._project_of(path)
            if self._production is not None and folder == self._production.project.folder:
                return
            # Opened before the other is closed: what cannot be opened changes nothing.
            production = open_production(folder)
        except StudioError as error:
            if window is None:
                raise
            window.notices.tell(error.message, kind="warning")
            return
        if self._close_project():
            self._show(production)
        else:
            production.close()

    def use_language(self, name: str) -> None:
        """Builds the window anew in a language."""
        save_preferences(replace(load_preferences(), language=name))
        if self._production is None or name == language():
            return
        self._speak(name)
        production = self._production
        geometry = self.window.saveGeometry() if self.window else None
        board = self.window.view_state.board if self.window else None
        self._drop_window()
        self._show(production)
        if self.window is not None and geometry is not None:
            self.window.restoreGeometry(geometry)
            if board:
                self.window.view_state.select_board(board)

    def quit(self) -> None:
        """Saves what is left and ends; a disk that does not take it keeps the window open."""
        if self._close_project():
            self._app.quit()

    def _open(self, path: Path | None) -> None:
        if path is None:
            last = load_preferences().last_project
            if last is not None and Path(last).is_dir():
                try:
                    self._show(open_production(Path(last)))
                    return
                except ProjectError as error:
                    self._show(open_production(self._project_of(Path())))
                    if self.window is not None:
                        self.window.notices.tell(error.message, kind="warning")
                    return
            path = Path()
        self._show(open_production(self._project_of(path)))

    def _project_of(self, path: Path) -> Path:
        """The project folder behind what a person named: a project, a script, a new name, or the sample."""
        if path == Path():
            return _sample_copy()
        if path.suffix == ".dream" or path.name == "project.sqlite" or path.is_dir():
            if not path.exists():
                from studio.workflows.import_project import new_project

                return new_project(path)
            return path.parent if path.name == "project.sqlite" else path
        from studio.workflows.import_project import new_project

        folder = path.with_suffix(".dream")
        return folder if folder.exists() else new_project(folder, source=path)

    def _show(self, production: OpenProduction) -> None:
        self._production = production
        project, document = production.project, production.document
        self._bridge = DocumentBridge(document, self)
        self._tasks = TaskScope(self)
        self._pool = self._pool or WorkPool()
        self._work = SceneWork(
            document,
            project.media,
            self._tasks,
            self._pool,
            uid=ME,
            is_read_only=project.is_read_only,
            parent=self,
        )
        view_state = ViewState(self)
        services = Services(
            path=project.folder,
            document=document,
            bridge=self._bridge,
            history=production.history,
            media=project.media,
            tasks=self._tasks,
            work=self._work,
            theme=self._theme,
            uid=ME,
            is_read_only=project.is_read_only,
            open_project=self.open_project,
            use_language=self.use_language,
        )
        window = MainWindow(services, view_state)
        self.window = window
        window.close_wanted.connect(self.quit)
        if project.store is not None:
            project.store.on_state(self._state_told.emit)
            self._show_state(project.store.state)
        else:
            window.show_saved(tr("read only"), "warning")
        for notice in project.notices:
            window.notices.tell(notice, kind="warning")
        save_preferences(replace(load_preferences(), last_project=str(project.folder)))
        window.select_first_board()
        window.show()
        QTimer.singleShot(0, window, window.start_viewport)
        QTimer.singleShot(500, self._work, self._work.queue_missing)

    def _show_state(self, state: SaveState) -> None:
        if self.window is None:
            return
        match state:
            case Saved():
                self.window.show_saved(tr("Saved here"), "saved")
            case Saving():
                self.window.show_saved(tr("Saving…"), "accent")
            case SaveFailed(message=message):
                self.window.show_saved(tr("Not saved"), "warning")
                self.window.notices.tell(message, kind="warning")

    def _speak(self, name: str) -> None:
        use_language(name)
        self._app.removeTranslator(self._qt_words)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if name != "en" and self._qt_words.load(f"qtbase_{name}", folder):
            self._app.installTranslator(self._qt_words)

    def _drop_window(self) -> None:
        if self._tasks is not None:
            self._tasks.cancel()
        if self._work is not None:
            self._work.release()
            self._work.deleteLater()
        if self._bridge is not None:
            self._bridge.release()
        if self.window is not None:
            self.window.put_away()
            self.window = None

    def _close_project(self) -> bool:
        if self._production is not None:
            try:
                self._production.close()
            except ProjectError as error:
                if self.window is not None:
                    self.window.notices.tell(error.message, kind="warning")
                return False
            self._production = None
        self._drop_window()
        return True

    def release(self) -> None:
        """Ends the worker processes."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None


def _sample_copy() -> Path:
    """This person's own copy of the sample production, made when first asked for."""
    folder = home_folder() / SAMPLE.name
    if not folder.exists():
        source = resource_path(*SAMPLE.parts)
        part = folder.with_name(f".{folder.name}.part")
        shutil.rmtree(part, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, part)
        for path in (part, *part.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        part.rename(folder)
    return folder


def main(arguments: Sequence[str]) -> int:
    """Opens the window and returns the exit code."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["dreamfactory"])
    app.setApplicationName("DreamFactory Studio")
    app.setDesktopFileName("dreamfactory-studio")
    app.setQuitOnLastWindowClosed(False)
    import qasync

    loop = qasync.QEventLoop(app)
    studio = Studio(app)
    try:
        studio.start(Path(arguments[0]) if arguments else None)
    except StudioError as error:
        print(f"dreamfactory: {error.message}", file=sys.stderr)  # noqa: T201
        return error.exit_code
    with loop:
        loop.run_forever()
        studio.release()
    return 0
