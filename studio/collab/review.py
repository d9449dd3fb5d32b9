"""The live review of a project: who presents, and what of the film they show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from math import isfinite
from typing import Any, Final

from studio.collab.presence import plain_id
from studio.model.ids import PROJECT_PATH, DocPath, Uid

REVIEW_PATH: Final = DocPath("review/current")
MOST_FRAMES: Final = 1 << 31


class ReviewMode(Enum):
    """What the presenter does; a review that is over stays as a document, so that its counts only grow."""

    PAUSED = "paused"
    PLAYING = "playing"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Showing:
    """What is shown: a frame of the film, in which it plays with ``rate`` frames a second, and a board."""

    mode: ReviewMode = ReviewMode.PAUSED
    frame: float = 0.0
    rate: float = 24.0
    board: DocPath = PROJECT_PATH


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody would like to present; ``at`` is the store's time."""

    uid: Uid
    at: str


@dataclass(frozen=True, slots=True)
class Review:
    """A review as its document says. ``at`` is the store's time of the presenter's last word.

    ``epoch`` grows with every presenter, ``count`` with every write: a ``rev`` would name an entry of the journal, and
    a review is no edit. ``requests`` is by session.
    """

    uid: Uid
    session: str
    started_at: str
    at: str
    showing: Showing
    epoch: int
    count: int
    requests: Mapping[str, Request] = field(default_factory=dict)

    @property
    def is_on(self) -> bool:
        """Whether it goes on."""
        return self.showing.mode is not ReviewMode.ENDED

    @property
    def waiting(self) -> tuple[str, ...]:
        """The sessions that ask to present, who asked first before the others."""
        return tuple(sorted(self.requests, key=lambda session: (self.requests[session].at, session)))

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Review | None:
        """What a document says, whoever wrote it; None where it says nothing of use."""
        uid, session = plain_id(fields.get("presenter")), plain_id(fields.get("session"))
        started_at, at = _time(fields.get("startedAt")), _time(fields.get("at"))
        epoch, count, rate = (_number(fields.get(name)) for name in ("epoch", "count", "rate"))
        modes = {mode.value: mode for mode in ReviewMode}
        mode = modes.get(str(fields.get("mode")))
        if not (uid and session and started_at and at and mode) or epoch is None or count is None:
            return None
        asked = fields.get("requests")
        return cls(
            uid=Uid(uid),
            session=session,
            started_at=started_at,
            at=at,
            showing=Showing(
                mode,
                min(_number(fields.get("frame")) or 0.0, MOST_FRAMES),
                min(rate or 24.0, 1000.0),
                DocPath(plain_id(fields.get("board"))),
            ),
            epoch=int(epoch),
            count=int(count),
            requests=_requests(asked if isinstance(asked, Mapping) else {}),
        )


def _requests(raw: Mapping[str, Any]) -> dict[str, Request]:
    found = {}
    for session, each in raw.items():
        fields = each if isinstance(each, Mapping) else {}
        uid, at = plain_id(fields.get("uid")), _time(fields.get("at"))
        if plain_id(session) and uid and at:
            found[session] = Request(Uid(uid), at)
    return found


def _time(value: object) -> str:
    try:
        return str(value) if datetime.fromisoformat(str(value)).tzinfo is not None else ""
    except ValueError:
        return ""


def _number(value: object) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value) or value < 0:
        return None
    return value
