"""Who is on the set while a scene goes on: people come and go as its action lines say.

Somebody whose first deed is a coming (enters, runs up, walks in) is not there before it; somebody who leaves and does
not act again is not there afterwards. Everybody else is there from the beginning to the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studio.agents.cue_words import Cue
from studio.agents.moments import Moment, SpeechMoment

_COMINGS = frozenset({Cue.ENTER, Cue.RUN, Cue.WALK})


@dataclass(frozen=True, slots=True)
class Presence:
    """For each person the runs of moments (first, last) in which they are there."""

    runs: Mapping[str, tuple[tuple[int, int], ...]]

    def absent(self, first: int, last: int) -> tuple[str, ...]:
        """Who is there in none of those moments."""
        return tuple(
            name for name, runs in self.runs.items() if not any(came <= last and first <= left for came, left in runs)
        )


def presence_of(moments: Sequence[Moment], *, is_outdoors: bool) -> Presence:
    """Everybody who is seen in those moments, and when they are there."""
    deeds: dict[str, dict[int, frozenset[Cue]]] = {}
    for place, moment in enumerate(moments):
        for name, cues in _seen(moment).items():
            deeds.setdefault(name, {})[place] = cues
    # Outdoors, ``steps out`` brings somebody into the picture.
    comings = _COMINGS | {Cue.EXIT} if is_outdoors else _COMINGS
    return Presence({name: _runs(seen, comings, len(moments)) for name, seen in deeds.items()})


def _seen(moment: Moment) -> dict[str, frozenset[Cue]]:
    if isinstance(moment, SpeechMoment):
        return {} if moment.speech.is_off_screen else {moment.speech.speaker: frozenset()}
    seen: dict[str, frozenset[Cue]] = dict.fromkeys(moment.people, frozenset())
    for line in moment.lines:
        for name, cues in line.deeds:
            if name in seen:
                seen[name] |= cues
    return seen


def _runs(seen: Mapping[int, frozenset[Cue]], comings: frozenset[Cue], count: int) -> tuple[tuple[int, int], ...]:
    places = sorted(seen)
    came = places[0] if seen[places[0]] & comings else -1
    runs = []
    for at, place in enumerate(places):
        following = places[at + 1] if at + 1 < len(places) else count
        has_left = Cue.EXIT in seen[place] and not (place == came and Cue.EXIT in comings)
        if has_left and (following == count or Cue.ENTER in seen[following]):
            runs.append((came, place))
            came = following
    if came < count:
        runs.append((came, count))
    return tuple(runs)
