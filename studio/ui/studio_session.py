"""One window on one project at a time: opening, changing and closing projects, and the language."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from studio.collab.save_state import Saved
from studio.errors import ProjectError
from studio.settings import load_preferences, save_preferences
from studio.ui.early_imports import import_needed
from studio.ui.looked_at import LookedAt
from studio.ui.studio_window import StudioWindow
from studio.ui.theme import apply_theme, load_fonts, load_theme
from studio.ui.translation import catalogue_translator, language, tr, use_language

if TYPE_CHECKING:
    from studio.agents.model_provider import ModelProvider
    from studio.collab.embedded_store import ProjectStore
    from studio.model.task_inputs import AgentType
    from studio.ui.account_access import AccountAccess
    from studio.ui.agent_access import AgentAccess
    from studio.ui.agent_desk import AgentDesk
    from studio.ui.company_link import CompanyLink
    from studio.ui.document_bridge import DocumentBridge
    from studio.ui.main_window import MainWindow
    from studio.ui.scene_work import SceneWork
    from studio.ui.task_scope import TaskScope
    from studio.ui.team_desk import TeamDesk
    from studio.viewport.widget import ContextCheck
    from studio.workflows.open_project import OpenProduction
    from studio.workflows.tasks.task_runner import Job, Start, TaskRunner
    from studio.workflows.work_pool import WorkPool


class StudioSession(QObject):
    """Fills the window with a project and keeps it in step with the store."""

    ended = Signal()
    _called = Signal(object)

    def __init__(self, app: QApplication, frame: StudioWindow, *, pool: WorkPool | None = None) -> None:
        super().__init__()
        self._app = app
        self.frame = frame
        self._theme = load_theme()
        self._production: OpenProduction | None = None
        self._pool = pool
        self._bridge: DocumentBridge | None = None
        self._work: SceneWork | None = None
        self._agents: AgentDesk | None = None
        self._tasks: TaskScope | None = None
        self._link: CompanyLink | None = None
        self._team: TeamDesk | None = None
        self._forget_state: Callable[[], None] | None = None
        self._qt_words = QTranslator(self)
        self._words = catalogue_translator(self)
        app.installTranslator(self._words)
        self._is_ending = False
        self.window: MainWindow | None = None
        self.check_gl: ContextCheck | None = None
        """What tells whether a GL context can be drawn with; the viewport's own where there is none."""
        self.jobs: Mapping[AgentType, Job] | None = None
        """The work of each agent; the product's own where there is none."""
        self.limits: Mapping[AgentType, int] | None = None
        """How many tasks of an agent are under way at once; the product's own where there is none."""
        self.make_provider: Callable[[], ModelProvider] | None = None
        """What makes the model that answers; by this person's settings where there is none."""
        self.access: AgentAccess | None = None
        """How this person reaches a model; with the system's keyring where there is none."""
        self.account: AccountAccess | None = None
        """This person's account with the team; with the system's keyring and browser where there is none."""
        self._called.connect(lambda function: function())
        frame.close_wanted.connect(self.quit)

    async def start(self, path: Path | None) -> None:
        """Fills the window with a project or script, else the last project, else the sample.

        Raises:
            StudioError: what was asked for cannot be opened.
        """
        await asyncio.to_thread(import_needed)
        self._speak(language())
        load_fonts()
        apply_theme(self._app, self._theme)
        from studio.workflows.first_project import open_first

        production, notice = await asyncio.to_thread(open_first, path)
        await self._reach().load()
        self.show(production)
        if notice and self.window is not None:
            self.window.notices.tell(notice, kind="warning")

    def open_project(self, path: Path) -> None:
        """Opens another project in the window's place; a script becomes a project beside it, ``Path()`` the sample."""
        if self._tasks is not None:
            self._tasks.start(tr("Opening"), self._open_other(path))

    async def _open_other(self, path: Path) -> None:
        from studio.workflows.first_project import project_of
        from studio.workflows.open_project import open_for_window

        # Opened before the other is closed: what cannot be opened changes nothing.
        folder = await asyncio.to_thread(project_of, path)
        if self._production is not None and folder == self._production.project.folder:
            return
        production = await asyncio.to_thread(open_for_window, folder)
        await self._rest()
        # The task that runs this belongs to the project that is left, so the change happens after it has ended.
        QTimer.singleShot(0, self, lambda: self._change_to(production))

    def _change_to(self, production: OpenProduction) -> None:
        if self._close_project():
            self.show(production)
        else:
            production.close()

    def use_language(self, name: str) -> None:
        """Fills the window anew in a language; what is looked at stays."""
        save_preferences(replace(load_preferences(), language=name))
        if self._production is None or self.window is None or name == language():
            return
        self._speak(name)
        self._refill(keeps_company=True)

    def _refill(self, *, keeps_company: bool = False) -> None:
        """Fills the window anew with the project that is open; what is looked at stays."""
        if self._production is None or self.window is None:
            return
        looked_at = LookedAt.of(self.window)
        production = self._production
        self._drop_window(keeps_company=keeps_company)
        self.show(production, looked_at)

    def quit(self) -> None:
        """Saves what is left and ends; a disk that does not take it keeps the window open."""
        store = self._production.project.store if self._production is not None else None
        if store is None or self._tasks is None:
            self._end()
        elif not self._is_ending:
            self._is_ending = True
            if self.window is not None and not isinstance(store.state, Saved):
                self.window.status.show_saved(tr("Saving before closing…"), colour="accent")
            self._tasks.start(tr("Saving before closing…"), self._save_and_end(store))

    async def _save_and_end(self, store: ProjectStore) -> None:
        await self._rest()
        # A slow disk is waited for on a thread; the window stays alive meanwhile.
        await asyncio.to_thread(store.flush)
        self._is_ending = False
        QTimer.singleShot(0, self, self._end)

    async def _rest(self) -> None:
        """The agents go first: what they leave behind is saved, and sent, with the rest."""
        if self._agents is not None:
            await self._agents.rest()
        if self._team is not None:
            if self._link is not None:
                self._link.close()
                self._link = None
            await self._team.end()
            self._team.deleteLater()
            self._team = None

    def _end(self) -> None:
        if self._close_project():
            self.frame.close_for_good()
            self.ended.emit()

    async def settle(self) -> None:
        """Waits, after the end, until the work that was going on has stopped."""
        if self._tasks is not None:
            await self._tasks.close()

    def release(self) -> None:
        """Ends the worker processes."""
        self._app.removeTranslator(self._words)
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def show(self, production: OpenProduction, looked_at: LookedAt | None = None) -> None:
        """Fills the window with an open production, which the session closes from now on."""
        from studio.ui.company_link import link_of
        from studio.ui.document_bridge import DocumentBridge
        from studio.ui.kept_words import KeptWords
        from studio.ui.main_window import MainWindow
        from studio.ui.media_arrivals import MediaArrivals
        from studio.ui.save_telling import SaveTelling
        from studio.ui.scene_work import SceneWork
        from studio.ui.services import Services
        from studio.ui.task_scope import TaskScope
        from studio.ui.team_desk import TeamDesk
        from studio.ui.view_state import ViewState
        from studio.viewport.widget import is_usable
        from studio.workflows.work_pool import WorkPool

        self._production = production
        project, document, uid = production.project, production.document, production.uid
        if self._team is None and production.team is not None and project.store is not None:
            self._team = TeamDesk(production, production.team, project.store, self._team_account(), self)
            self._team.rights_changed.connect(self._refill, Qt.ConnectionType.QueuedConnection)
        team = self._team
        is_read_only = project.is_read_only or (team is not None and not team.may_edit)
        self._bridge = DocumentBridge(document, self)
        self._tasks = TaskScope(self)
        self._pool = self._pool or WorkPool()
        arrivals = MediaArrivals(self._bridge)
        if team is not None and team.media is not None:
            arrivals.follow(team.media)
            team.media_arrived.connect(arrivals.tell)
        self._work = SceneWork(
            document,
            project.media,
            arrivals,
            self._tasks,
            self._pool,
            uid=uid,
            is_read_only=is_read_only,
            parent=self,
        )
        if self._agents is None and not is_read_only:
            self._agents = self._desk_of(production, self._pool)
            if not project.is_shared:
                QTimer.singleShot(500, self._agents, self._agents.begin)
        services = Services(
            path=project.folder,
            document=document,
            bridge=self._bridge,
            history=production.history,
            media=project.media,
            arrivals=arrivals,
            tasks=self._tasks,
            work=self._work,
            theme=self._theme,
            uid=uid,
            is_read_only=is_read_only,
            may_comment=team.may_comment if team is not None else not project.is_read_only,
            team=team,
            flush=project.store.flush if project.store is not None else lambda: True,
            open_project=self.open_project,
            use_language=self.use_language,
            agents=None if is_read_only else self._agents,
            access=self._reach(),
            account=self._team_account(),
            check_gl=self.check_gl or is_usable,
        )
        window = MainWindow(services, ViewState(self), self.frame)
        self.window = window
        self.frame.setCentralWidget(window)
        if project.store is not None:
            kept = KeptWords(window, project.store, self._tasks)
            project.store.follow(self._called.emit, kept=kept.take)
            if team is not None:
                team.kept.connect(kept.take)
            telling = SaveTelling(window, project.store, self._bridge, team)
            self._forget_state = telling.stop
            if team is not None:
                team.changed.connect(telling.show)
        else:
            window.status.show_saved(tr("read only"), colour="warning")
        for notice in project.notices:
            window.notices.tell(notice, kind="warning")
        save_preferences(replace(load_preferences(), last_project=str(project.folder)))
        window.select_first_board()
        if looked_at is not None:
            looked_at.restore(window)
        if self._link is not None:
            self._link.attach(window)
        elif project.store is not None:
            self._link = link_of(window, project.folder, team, uid=uid)
        # Keys go to the boards, not into the text: Space plays from the first moment on.
        self.frame.activateWindow()
        window.strip.setFocus()
        QTimer.singleShot(0, window, window.start_viewport)
        if not project.is_shared:
            # What is under way in another window is that window's, here and above.
            QTimer.singleShot(500, self._work, self._work.queue_missing)

    def _reach(self) -> AgentAccess:
        from studio.ui.agent_access import AgentAccess

        self.access = self.access or AgentAccess()
        return self.access

    def _team_account(self) -> AccountAccess:
        from studio.ui.account_access import AccountAccess

        self.account = self.account or AccountAccess()
        return self.account

    def _desk_of(self, production: OpenProduction, pool: WorkPool) -> AgentDesk:
        from studio.ui.agent_desk import AgentDesk
        from studio.workflows.tasks.agents_desk import agent_runner
        from studio.workflows.tasks.task_jobs import jobs_by
        from studio.workflows.tasks.task_runner import LIMITS

        def runner(provider: ModelProvider, start: Start, on_thought: Callable[[str, str], None]) -> TaskRunner:
            return agent_runner(
                production,
                provider,
                pool,
                uid=production.uid,
                start=start,
                on_thought=on_thought,
                jobs=jobs_by(lambda: access.now.settings) if self.jobs is None else self.jobs,
                prices=prices,
                limits=LIMITS if self.limits is None else self.limits,
            )

        access = self._reach()
        prices = access.now.settings.price_table()
        provider = self.make_provider() if self.make_provider is not None else access.provider()
        return AgentDesk(production.document, provider, runner, uid=production.uid, prices=prices, parent=self)

    def _speak(self, name: str) -> None:
        use_language(name)
        self._app.removeTranslator(self._qt_words)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if name != "en" and self._qt_words.load(f"qtbase_{name}", folder):
            self._app.installTranslator(self._qt_words)

    def _drop_window(self, *, keeps_company: bool = False) -> None:
        if self._forget_state is not None:
            self._forget_state()
            self._forget_state = None
        if self._link is not None and keeps_company:
            self._link.detach()
        elif self._link is not None:
            self._link.close()
            self._link = None
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
                if self._agents is not None:
                    self._agents.begin()
                if self._production.team is not None:
                    # It was let go of already, and is taken up again.
                    QTimer.singleShot(0, self, self._refill)
                return False
            self._production = None
            if self._agents is not None:
                self._agents.deleteLater()
                self._agents = None
        self._drop_window()
        return True
