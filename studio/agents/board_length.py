"""How long a board stands: the time it takes to read or say what it covers.

Source: action 200 ms a word + 500 ms, dialogue 300 ms a word + 1,000 ms.
"""

from __future__ import annotations

from studio.model.timing import FrameRate
from studio.script.reading_time import spoken_words

SHORTEST_S = 1.5
LONGEST_S = 10.0


def action_seconds(text: str) -> float:
    """Seconds to read action."""
    return 0.2 * spoken_words(text) + 0.5


def dialogue_seconds(text: str) -> float:
    """Seconds to say dialogue."""
    return 0.3 * spoken_words(text) + 1.0


def board_frames(seconds: float, *, rate: FrameRate) -> int:
    """Whole frames of a board, never under 1.5 s nor over 10 s."""
    return rate.frames(min(LONGEST_S, max(SHORTEST_S, seconds)))
