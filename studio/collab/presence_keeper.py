"""Who is here, and when this session tells where its person is; without clock and store, within a budget of writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from studio.collab.document_store import Change, Committed, Erase, Put, StoreFailure, Write
from studio.collab.presence import COLOURS, Eye, Focus, Pointer, Presence, TextCursor, between, plain_name
from studio.model.ids import DocPath, Uid, doc_id

CROWD: Final = 10
"""With more people than these everybody tells less often."""
HEARTBEAT_S: Final = 20.0
STALE_S: Final = 45.0
"""Who tells nothing for so long is not here any more."""

_RETRY_S = 5.0
_SLACK_S = 1e-3
_SETTLED_S = 5.0


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a session tells at most: ``gap_s`` between two writes, ``crowd_gap_s`` in a crowd."""

    gap_s: float = 1.0
    crowd_gap_s: float = 5.0


TEAM_PACE: Final = Pace()
"""Writes and reads cost money."""
LOCAL_PACE: Final = Pace(gap_s=0.1, crowd_gap_s=0.2)
"""Windows of one machine."""


@dataclass(slots=True)
class _Seen:
    """Another session: what it told last, and what was shown of it when that came."""

    presence: Presence
    seq: int
    heard_s: float
    before: Presence


class PresenceKeeper:
    """Tells of one session's person and knows the others. ``now_s`` is this machine's steady clock everywhere.

    A driver calls ``tick`` every ``pace.gap_s``, commits what it returns without waiting, and tells
    ``answered``. ``changed`` is called when the people, or what one of them told, are others.
    """

    def __init__(
        self,
        *,
        uid: Uid,
        session: str,
        name: str,
        pace: Pace = TEAM_PACE,
        server_time: str,
        now_s: float,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        """``server_time`` is the store's time at ``now_s``."""
        self.session = session
        self._path = DocPath(f"presence/{session}")
        self._pace, self._changed = pace, changed
        self._mine = Presence(uid, plain_name(name) or uid)
        self._told: Presence | None = None
        self._seq = 0
        self._told_s = 0.0
        self._chosen_s: float | None = None
        self._is_under_way = self._is_current = self._has_left = self._has_failed = False
        self._server = (datetime.fromisoformat(server_time), now_s)
        self._others: dict[str, _Seen] = {}

    @property
    def mine(self) -> Presence:
        """What is told, or would be."""
        return self._mine

    @property
    def others(self) -> dict[str, Presence]:
        """The other sessions that are here, in the order of their colours, and what each told last."""
        return {session: self._others[session].presence for session in self._in_order()}

    def go(self, focus: Focus) -> None:
        """The person is at something else."""
        self._mine = replace(self._mine, focus=focus)

    def place_cursor(self, cursor: TextCursor | None) -> None:
        """The person's cursor is there in the script, or nowhere."""
        self._mine = replace(self._mine, cursor=cursor)

    def point(self, pointer: Pointer | None) -> None:
        """The person points at a place of a board, or at none."""
        self._mine = replace(self._mine, pointer=pointer)

    def look_from(self, eye: Eye | None) -> None:
        """The person looks at a set from there, or through a camera of the film."""
        self._mine = replace(self._mine, eye=eye)

    def follow(self, change: Change, *, now_s: float) -> None:
        """Takes over what the store tells of ``presence``."""
        session = doc_id(change.path)
        if session == self.session:
            return
        presence = Presence.of(change.document.fields) if change.document is not None else None
        if change.document is None or presence is None:
            if self._others.pop(session, None) is not None:
                self._changed()
            return
        raw_seq = change.document.fields.get("seq")
        seq = raw_seq if isinstance(raw_seq, int) else 0
        seen = self._others.get(session)
        if seen is None:
            if self._has_expired(change.document.fields.get("expireAt"), now_s):
                return
            seen = self._others[session] = _Seen(presence, seq, now_s, presence)
        elif seq <= seen.seq:
            return
        else:
            seen.before = self.shown(session, now_s=now_s) or presence
            seen.presence, seen.seq, seen.heard_s = presence, seq, now_s
        self._changed()

    def is_current(self) -> None:
        """Everybody who is here has been told of, so that a colour can be chosen."""
        self._is_current = True

    def leave(self) -> Write:
        """The person closes the project; what is to be written at once, and the last."""
        self._has_left = True
        return Erase(self._path)

    def tick(self, now_s: float) -> Write | None:
        """What is to be written now."""
        gone = [session for session, seen in self._others.items() if now_s - seen.heard_s >= STALE_S]
        for session in gone:
            del self._others[session]
        if gone:
            self._changed()
        if self._is_under_way or self._has_left or not self._is_current:
            return None
        gap_s = max(self._gap_s, _RETRY_S) if self._has_failed else self._gap_s
        if self._seq and now_s - self._told_s < gap_s - _SLACK_S:
            return None
        self._choose_colour(now_s)
        if not self._is_worth_telling(now_s):
            return None
        self._seq += 1
        self._told, self._told_s, self._is_under_way = self._mine, now_s, True
        expires = self._server[0] + timedelta(seconds=now_s - self._server[1] + STALE_S)
        return Put(self._path, self._mine.to_wire(seq=self._seq, expire_at=_wire_time(expires)))

    def answered(self, outcome: Committed | StoreFailure, *, now_s: float) -> None:
        """How it went with a write; what was not written is told again, no sooner than the pace has it."""
        self._is_under_way = False
        self._has_failed = isinstance(outcome, StoreFailure)
        if isinstance(outcome, Committed):
            self._server = (datetime.fromisoformat(outcome.time), now_s)
        else:
            self._told = None

    def shown(self, session: str, *, now_s: float) -> Presence | None:
        """Where to show somebody: on the way from where they were shown to what they told last."""
        seen = self._others.get(session)
        if seen is None:
            return None
        share = min(max((now_s - seen.heard_s) / self._pace.gap_s, 0.0), 1.0)
        return between(seen.before, seen.presence, share)

    def all_shown(self, *, now_s: float) -> dict[str, Presence]:
        """The other sessions in the order of their colours, and where to show each."""
        return {session: shown for session in self._in_order() if (shown := self.shown(session, now_s=now_s))}

    def is_moving(self, *, now_s: float) -> bool:
        """Whether somebody is shown on their way, so that the picture changes by itself."""
        return any(now_s - seen.heard_s < self._pace.gap_s for seen in self._others.values())

    def _in_order(self) -> list[str]:
        return sorted(self._others, key=lambda session: (self._others[session].presence.colour, session))

    @property
    def _gap_s(self) -> float:
        return self._pace.crowd_gap_s if len(self._others) + 1 > CROWD else self._pace.gap_s

    def _is_worth_telling(self, now_s: float) -> bool:
        if self._told is None or self._told.colour != self._mine.colour:
            return True
        if not self._others:
            return False
        if now_s - self._told_s >= HEARTBEAT_S or self._mine.focus != self._told.focus:
            return True
        is_seen = any(self._mine.shares_view_with(seen.presence) for seen in self._others.values())
        return is_seen and self._mine != self._told

    def _choose_colour(self, now_s: float) -> None:
        """The first colour that nobody has, for good; of two who come at once and choose the same one changes.

        One's own other windows have one's colour.
        """
        if self._chosen_s is not None and now_s - self._chosen_s > _SETTLED_S:
            return
        others = {session: seen.presence for session, seen in self._others.items()}
        earlier = [each for session, each in others.items() if self._chosen_s is None or session < self.session]
        own = [each.colour for each in earlier if each.uid == self._mine.uid]
        taken = Counter(dict.fromkeys(range(COLOURS), 0))
        taken.update({each.uid: each.colour for each in earlier if each.uid != self._mine.uid}.values())
        if own:
            colour = own[0]
        elif self._chosen_s is None or taken[self._mine.colour] > min(taken.values()):
            colour = min(taken, key=lambda place: (taken[place], place))
        else:
            colour = self._mine.colour
        self._mine = replace(self._mine, colour=colour)
        if self._chosen_s is None:
            self._chosen_s = now_s

    def _has_expired(self, expire_at: object, now_s: float) -> bool:
        """Whether a document was left behind, by the store's time alone."""
        try:
            expires = datetime.fromisoformat(str(expire_at))
            return expires < self._server[0] + timedelta(seconds=now_s - self._server[1])
        except (ValueError, TypeError):
            return True


def _wire_time(time: datetime) -> str:
    return time.isoformat(timespec="microseconds").replace("+00:00", "Z")
