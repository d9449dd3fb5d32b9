"""A replica brought in step with its team, once: what waits here goes, what the team has comes, media too."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from studio.collab.company_driver import CompanyDriver
from studio.collab.drafts import KeptDraft
from studio.collab.firestore_token import PersonToken
from studio.collab.presence_keeper import TEAM_PACE
from studio.collab.save_state import Away, Shared, SharedState, ShutOut
from studio.collab.sign_in import Account, SignedIn
from studio.collab.team_link import TeamLink
from studio.collab.team_media import TeamMedia
from studio.errors import ProjectError, StudioError
from studio.workflows.open_project import open_for_window
from studio.workflows.replica_connection import ReplicaConnection

PATIENCE_S: Final = 60.0
"""Without anything coming or going for so long, it is given up."""
_TURN_S: Final = 0.05


@dataclass(frozen=True, slots=True)
class Synced:
    """What came of it: media that are still missing on one of the two sides, and words of this person's that gave
    way to somebody else's and are kept."""

    folder: Path
    media_missing: int
    kept: int


def sync_replica(
    folder: Path,
    account: Account,
    who: SignedIn,
    *,
    environment: Mapping[str, str],
    patience_s: float = PATIENCE_S,
    progress: Callable[[int, int, str], None] = lambda _done, _of, _what: None,
) -> Synced:
    """Waits until the team has all that waits in a replica, and the replica all that the team has.

    ``progress`` is told how many media have gone and come of how many.

    Raises:
        ProjectError: a window has it open, or it is somebody else's.
        StudioError: the team does not let the person in, or cannot be reached; what waits goes on waiting.
    """
    production = open_for_window(folder)
    team, store = production.team, production.project.store
    if team is None or store is None or team.replica.uid != who.uid:
        production.close()
        raise ProjectError(f"{folder.name} is no copy of a team's project that {who.email} can bring in step.")
    calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    kept: list[KeptDraft] = []
    connection = ReplicaConnection.open(
        production,
        team,
        store,
        PersonToken(account.current, account.renew),
        bucket=account.settings.storage_bucket,
        environment=environment,
        call=calls.put,
        kept=kept.extend,
    )
    link, media = connection.link, connection.media
    company = CompanyDriver(
        connection.open_store,
        uid=production.uid,
        session=link.id,
        name=lambda: who.display_name or who.email.partition("@")[0],
        pace=TEAM_PACE,
        call=calls.put,
        told_lease=lambda _path, _state: calls.put(link.driver.go_on),
        changed=lambda: None,
    )
    link.use_leases(company.leases, lambda: company.now_s)
    documents = production.document
    try:
        store.follow(calls.put)
        _wait(lambda: link.state, calls, link, company, patience_s)
        if media is not None:
            media.follow({path: documents.raw(path) for path in documents.all_paths()})
            _wait_for_media(media, calls, patience_s, progress)
        missing = 0 if media is None else media.state.up + media.state.down
    finally:
        if media is not None:
            media.close()
        company.close()
        link.close()
        production.close()
    return Synced(folder, missing, len(kept))


def _wait(
    state: Callable[[], SharedState],
    calls: queue.SimpleQueue[Callable[[], None]],
    link: TeamLink,
    company: CompanyDriver,
    patience_s: float,
) -> None:
    until = time.monotonic() + patience_s
    while True:
        _call(calls)
        link.tick()
        company.tick()
        link.driver.go_on()
        match state():
            case Shared() if not link.session.pending:
                return
            case ShutOut(message=message):
                raise StudioError(f"The team does not let you in ({message}); what waits here is kept.")
            case Away(message=message) if time.monotonic() > until:
                raise StudioError(f"The team cannot be reached ({message}); what waits here is kept.")
        if time.monotonic() > until:
            raise StudioError("Somebody else is writing where your work waits to go; try again when they are done.")


def _wait_for_media(
    media: TeamMedia,
    calls: queue.SimpleQueue[Callable[[], None]],
    patience_s: float,
    progress: Callable[[int, int, str], None],
) -> None:
    media.settle(timeout_s=patience_s)
    said, until = media.state, time.monotonic() + patience_s
    most = waiting = said.up + said.down
    while (media.state.up or media.state.down) and time.monotonic() < until:
        progress(most - waiting, most, "media")
        _call(calls)
        if media.state != said:
            said, until = media.state, time.monotonic() + patience_s
            waiting = said.up + said.down
            most = max(most, waiting)
    if most:
        progress(most - media.state.up - media.state.down, most, "media")


def _call(calls: queue.SimpleQueue[Callable[[], None]]) -> None:
    """Does what other threads have handed over, after a moment for more of it."""
    try:
        calls.get(timeout=_TURN_S)()
        while True:
            calls.get_nowait()()
    except queue.Empty:
        return
