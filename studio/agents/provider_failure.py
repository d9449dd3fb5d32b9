"""Why a model's side gave nothing, in kinds that the task runner can act on and words that a person can."""

from __future__ import annotations

import re
from typing import Literal

from studio.agents.model_provider import Usage
from studio.errors import StudioError

FailureKind = Literal[
    "invalid",
    "key",
    "forbidden",
    "missing",
    "quota",
    "unavailable",
    "unreachable",
    "interrupted",
    "timeout",
    "truncated",
    "too_long",
    "empty",
    "blocked",
    "filtered",
    "unsupported",
]

WORDS: dict[FailureKind, str] = {
    "invalid": "The model refused the request as wrongly formed; word it differently, or choose another model in the"
    " settings",
    "key": "The key was not accepted; enter a valid one in the settings",
    "forbidden": "This key may not use the model; choose another model in the settings, or another key",
    "missing": "There is no such model, job or file on the model's side any more; choose another model in the settings,"
    " or start again",
    "quota": "The limit of requests is reached; wait a little, or raise the quota of the key",
    "unavailable": "The model's service is overloaded or down; try again in a while",
    "unreachable": "The model's service cannot be reached; check the network",
    "interrupted": "The connection broke while the answer was under way; whether it was made is not known, so start it"
    " again if you want it",
    "timeout": "The model took too long to answer; try again, or ask for less at once",
    "truncated": "The answer was cut off on its way; try again",
    "too_long": "The answer was cut off at the model's limit of length; ask for less at once, such as a shorter scene",
    "empty": "The model answered with nothing; try again, or word it differently",
    "blocked": "The model's safety rules blocked the request; word it differently",
    "filtered": "The model's safety rules withheld the result; word the request differently",
    "unsupported": "This key cannot make that; see the settings",
}
"""What each kind of failure is to a person: what happened and, where that helps, what to do."""

_NEVER_ACCEPTED: frozenset[FailureKind] = frozenset(
    {"unreachable", "quota", "key", "forbidden", "invalid", "unsupported"}
)
_PASSING: frozenset[FailureKind] = frozenset({"unreachable", "quota", "unavailable", "timeout", "interrupted"})

_KEY = re.compile(r"\b(?:AIza[\w-]{20,}|AQ\.[\w-]{20,}|ya29\.[\w.-]{20,})")
"""What looks like a key or a token: services have been seen to repeat them in what they complain of."""


SAID: dict[Literal["service", "network", "software"], str] = {
    "service": "The service said: “{0}”.",
    "network": "The network said: “{0}”.",
    "software": "The software said: “{0}”.",
}
"""How words are quoted that are not ours, in whatever language they are."""

_SPEAKERS: dict[FailureKind, Literal["network", "software"]] = {
    "unreachable": "network",
    "interrupted": "network",
    "unsupported": "software",
}
_MOST_LETTERS = 300


def quoted(said: str) -> str:
    """What the service said of it, as its own words."""
    told = _plain(said).rstrip(".")
    return SAID["service"].format(told) if told else "It gave no reason."


class ProviderFailure(StudioError):
    """The model's side gave nothing.

    ``detail`` is what we know of it, ``said`` what the other side said of it, in its own words. ``retry_after_s`` is
    how long it wants to be left alone. ``usage`` is what it says that this used all the same: an answer that was cut
    off has been paid for.
    """

    def __init__(
        self,
        kind: FailureKind,
        detail: str = "",
        *,
        said: str = "",
        retry_after_s: float | None = None,
        usage: Usage | None = None,
    ) -> None:
        self.kind: FailureKind = kind
        self.detail, self.said = _plain(detail), _plain(said).rstrip(".")
        self.retry_after_s = retry_after_s
        self.usage = usage
        told = f"{WORDS[kind]} ({self.detail})." if self.detail else f"{WORDS[kind]}."
        if self.said:
            told += " " + SAID[_SPEAKERS.get(kind, "service")].format(self.said)
        super().__init__(told)

    @property
    def may_pass(self) -> bool:
        """Whether the same request can succeed later."""
        return self.kind in _PASSING

    @property
    def was_surely_not_accepted(self) -> bool:
        """Whether nothing can have been made, and so billed: only then is what costs money asked for again."""
        return self.kind in _NEVER_ACCEPTED


def _plain(text: str) -> str:
    """In one line, without what looks like a key, and no longer than anybody reads."""
    return _KEY.sub("…", " ".join(text.split()))[:_MOST_LETTERS]
