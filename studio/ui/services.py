"""What a window is built of; app.py puts it together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studio.model.document import Document
from studio.model.history import History
from studio.model.ids import Uid
from studio.model.ports import BlobStore
from studio.ui.account_access import AccountAccess
from studio.ui.agent_access import AgentAccess
from studio.ui.agent_desk import AgentDesk
from studio.ui.document_bridge import DocumentBridge
from studio.ui.media_arrivals import MediaArrivals
from studio.ui.scene_work import SceneWork
from studio.ui.task_scope import TaskScope
from studio.ui.team_desk import TeamDesk
from studio.ui.theme import Theme
from studio.viewport.widget import ContextCheck, is_usable


@dataclass(frozen=True, slots=True)
class Services:
    """One open project with everything its window needs.

    ``flush`` waits, on any thread, until all is on the disk, and tells whether it is. ``open_project`` opens another
    project in this window's place; ``use_language`` builds the window anew in a language. ``arrivals`` tells of media
    that come later. ``agents`` is None where the project can only be read, ``team`` where no team has it. ``check_gl``
    tells whether a GL context can be drawn with.
    """

    path: Path
    document: Document
    bridge: DocumentBridge
    history: History
    media: BlobStore
    arrivals: MediaArrivals
    tasks: TaskScope
    work: SceneWork
    theme: Theme
    uid: Uid
    is_read_only: bool
    may_comment: bool
    flush: Callable[[], bool]
    open_project: Callable[[Path], None]
    use_language: Callable[[str], None]
    access: AgentAccess
    account: AccountAccess
    agents: AgentDesk | None = None
    team: TeamDesk | None = None
    check_gl: ContextCheck = is_usable
