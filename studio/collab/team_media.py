"""Keeps the media of a replica in step with the team's: what documents refer to goes up and comes down by itself."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from studio.collab.cloud_blobs import CloudBlobs
from studio.collab.known_media import KnownMedia
from studio.collab.media_folder import MediaFolder
from studio.collab.media_mover import MediaMover
from studio.collab.media_state import MediaState
from studio.collab.referred_media import ReferredMedia

KNOWN_NAME: Final = "known_media.sqlite"
"""Beside a replica: which media the team is known to have."""

_log = logging.getLogger(__name__)


class TeamMedia:
    """Looks and moves on threads of its own. Any thread may call it; ``upload_now``, ``fetch_now``, ``close`` wait.

    It owns ``blobs`` and closes them.

    Args:
        media: the replica's.
        blobs: the team's.
        known: a file beside the replica in which it keeps what the team has.
        call: has a function called on the window's thread, from any other.
        arrived: called there with each reference that has come.
        told: called there with each change of the state.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        media: MediaFolder,
        blobs: CloudBlobs,
        known: Path,
        *,
        call: Callable[[Callable[[], None]], object],
        arrived: Callable[[str], None] = lambda _: None,
        told: Callable[[MediaState], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._call, self._arrived, self._told = call, arrived, told
        self._known = KnownMedia(known)
        self._mover = MediaMover(media, blobs, self._known, came=self._came, changed=self._tell, clock=clock)
        self._referred = ReferredMedia()
        self._asked: set[str] = set()
        """What is to be moved whatever documents refer to."""
        self._state = self._said = MediaState()
        self._is_telling = False
        self._telling = threading.Lock()
        self._looking = ThreadPoolExecutor(1, thread_name_prefix="media look")
        self._mover.begin()

    @property
    def state(self) -> MediaState:
        """What waits, and what keeps it."""
        return self._state

    def is_coming(self, reference: str) -> bool:
        """Whether a file that is not here can still be expected from the team, once it is wanted."""
        return not self._mover.has_given_up(reference)

    def offer(self, references: Iterable[str]) -> None:
        """Gives the team what lies here of these, if it has not got it."""
        asked = tuple(references)
        self._look(lambda: self._ask(asked, may_come=False))

    def want(self, references: Iterable[str]) -> None:
        """Fetches what is not here of these, before everything that was wanted earlier."""
        asked = tuple(references)
        self._look(lambda: self._ask(asked, may_go=False))

    def follow(self, documents: Mapping[str, Mapping[str, Any] | None]) -> None:
        """Offers and wants what documents refer to, by their paths: all at the start, then each that has changed.

        None stands for one that is gone. What is no longer referred to before it was moved stays where it is.
        """
        followed = dict(documents)
        self._look(lambda: self._follow(followed))

    def try_now(self) -> None:
        """The network is said to be back, or the person signed in again: nothing is waited for."""
        self._look(lambda: self._sort(self._mover.hurry()))

    def upload_now(self, references: Iterable[str]) -> None:
        """Returns when the team has these; for a thread that may wait.

        Raises:
            StoreFailure: it cannot have them now.
            MediaError: they are not here, or altered.
        """
        for reference in references:
            self._mover.upload(reference)

    def fetch_now(self, references: Iterable[str]) -> None:
        """Returns when these are here; for a thread that may wait.

        Raises:
            StoreFailure: they cannot be had now.
            MediaError: the team does not have them yet, they are altered, or there is no room.
        """
        for reference in references:
            self._mover.download(reference)

    def settle(self, *, timeout_s: float) -> None:
        """Waits until all that was offered, wanted or followed is looked at, so that ``state`` tells of it."""
        with suppress(RuntimeError, TimeoutError):
            self._looking.submit(self._tell).result(timeout=timeout_s)

    def close(self) -> None:
        """Ends, within a second, and breaks off what is being moved; the next time it is looked at again."""
        self._looking.shutdown(wait=False, cancel_futures=True)
        self._mover.close()
        self._known.close()

    def _look(self, work: Callable[[], None]) -> None:
        def guarded() -> None:
            try:
                work()
            except Exception:
                # The thread has to live on for what comes next.
                _log.exception("A look at the media failed in a way of its own.")
            self._tell()

        # It raises once it is closed.
        with suppress(RuntimeError):
            self._looking.submit(guarded)

    def _ask(self, references: Iterable[str], *, may_go: bool = True, may_come: bool = True) -> None:
        for reference in references:
            if self._mover.sort(reference, may_go=may_go, may_come=may_come):
                self._asked.add(reference)

    def _follow(self, documents: Mapping[str, Mapping[str, Any] | None]) -> None:
        fresh: dict[str, None] = {}
        gone: set[str] = set()
        for path, fields in documents.items():
            if self._mover.is_closed:
                return
            more, less = self._referred.take(path, fields)
            fresh.update(dict.fromkeys(more))
            gone |= less
            # The window's thread goes first.
            time.sleep(0)
        for reference in gone:
            if reference not in self._referred:
                self._asked.discard(reference)
                self._mover.drop(reference)
        self._sort(fresh)

    def _sort(self, references: Iterable[str]) -> None:
        for reference in references:
            if self._mover.is_closed:
                return
            if reference in self._referred or reference in self._asked:
                self._mover.sort(reference)

    def _came(self, reference: str) -> None:
        self._hand_over(lambda: self._arrived(reference))

    def _tell(self) -> None:
        """Has the latest state told, and no state twice; what changes meanwhile is told with it."""
        with self._telling:
            self._state = self._mover.state()
            if self._is_telling or self._state == self._said:
                return
            self._is_telling = True
        self._hand_over(self._say)

    def _say(self) -> None:
        self._is_telling = False
        if self._state != self._said:
            self._said = self._state
            self._told(self._said)

    def _hand_over(self, function: Callable[[], None]) -> None:
        def unless_closed() -> None:
            if not self._mover.is_closed:
                function()

        if not self._mover.is_closed:
            self._call(unless_closed)
