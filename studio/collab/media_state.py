"""What can be told about the media on their way between a machine and its team."""

from __future__ import annotations

from dataclasses import dataclass

from studio.collab.document_store import Denied, SignInNeeded
from studio.collab.media_lane import MediaLane


@dataclass(frozen=True, slots=True)
class MediaState:
    """How many files wait to go up and to come down, and what keeps them.

    ``up_bytes`` are still to go; ``down_bytes`` have come of what is on its way. ``failure`` is the last one that is
    not overcome, as a sentence, or "".
    """

    up: int = 0
    up_bytes: int = 0
    down: int = 0
    down_bytes: int = 0
    failure: str = ""
    is_denied: bool = False
    needs_sign_in: bool = False

    @classmethod
    def of(cls, up: MediaLane, down: MediaLane, given_up: Exception | None) -> MediaState:
        """The state of the two ways; ``given_up`` is why the last file was given up that was."""
        kept = up.failure or down.failure
        failure = kept or given_up
        return cls(
            up=len(up),
            up_bytes=up.bytes - sum(up.passed.values()),
            down=len(down),
            down_bytes=sum(down.passed.values()),
            failure=str(failure) if failure is not None else "",
            is_denied=isinstance(kept, Denied),
            needs_sign_in=isinstance(kept, SignInNeeded),
        )
