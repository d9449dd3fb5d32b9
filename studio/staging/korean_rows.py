"""Rows in Korean: *선반 네 줄*, *의자 다섯 개씩 네 줄*, *책상 세 줄, 한 줄에 다섯 개*."""

from __future__ import annotations

from studio.staging.korean_text import STOPS
from studio.staging.korean_things import KoreanThings
from studio.staging.semantics import ROOM
from studio.staging.words import korean_grammar as grammar
from studio.staging.words.number import IN_A_ROW

_EACH_ENDS = ("에", "에는", "당", "마다")


class KoreanRows(KoreanThings):
    """Counts what stands in rows, and what comes by the string."""

    def __init__(self, prompt: str) -> None:
        super().__init__(prompt)
        self._rows: dict[str, int] = {}
        self._shares: dict[str, int] = {}
        self._row_size: int | None = None
        self._is_in_a_row = False

    def _take_rows(self, end: int, number: int) -> None:
        """So many rows: of what was named, else of the next thing that is."""
        state, raw = self.state, self.tokens[end - 1]
        named = state.group[-1:] or ([state.subject] if state.subject else [])
        if number == 1 and raw.endswith(_EACH_ENDS):
            self._is_in_a_row = True
            return
        following = "" if named else self._follows(end)
        if following:
            is_strand = following in grammar.STRANDS
            state.count = number if is_strand else number * (self._row_size or IN_A_ROW)
            state.verb = state.verb if is_strand else "rows"
            return
        for entity in named or self.previous[-1:]:
            self._in_rows(entity, number)
        state.fresh = bool(state.group)

    def _in_rows(self, entity: str, number: int) -> None:
        """A count told before is that of all of them; one of each (*다섯 개씩*) is that of a row."""
        name = self.draft.entities[entity].label.split()[-1]
        # Of a thing that no lexicon knows, a last 이 was taken for a particle: *목걸이*.
        if not grammar.STRANDS.isdisjoint({name, name + "이"}):
            self.draft.recount(entity, number)
            return
        self.draft.relate(entity, "rows", ROOM)
        self._rows[entity] = number
        share = self._shares.get(entity) or self._row_size
        if share or entity not in self._counted:
            self.draft.recount(entity, number * (share or IN_A_ROW))

    def _takes_row_size(self, number: int) -> bool:
        """*한 줄에 다섯 개*: of the rows told of, else of those that are told next."""
        if not self._is_in_a_row:
            return False
        self._is_in_a_row, self._row_size = False, number
        in_rows = next((name for name in reversed(self.draft.entities) if name in self._rows), None)
        if in_rows is not None:
            self.draft.recount(in_rows, self._rows[in_rows] * number)
            self._counted.add(in_rows)
        return True

    def _follows(self, at: int) -> str:
        """The thing that the clause names next."""
        for place in range(at, len(self.tokens)):
            if self.tokens[place] == "," or self.tokens[place] in STOPS:
                return ""
            found = self.text.find_at(place)
            if found and found.noun:
                return found.text
        return ""
