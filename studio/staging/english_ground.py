"""What is known while English is read: the sentence so far, what *it* means, what a thing inherits from its list."""

from __future__ import annotations

from studio.staging.english_relating import is_small, relate
from studio.staging.english_text import EnglishText
from studio.staging.reading_state import ReadingState
from studio.staging.semantics import Draft, Relation
from studio.staging.words.noun import Noun

_EACH = frozenset({"each", "every", "either", "all", "four"})


class EnglishGround:
    """The state of one reading, and what follows from it."""

    def __init__(self, prompt: str) -> None:
        self.text = EnglishText(prompt)
        self.tokens = self.text.tokens
        self.draft = Draft()
        self.state = ReadingState([])
        self.previous: str | None = None
        self._hosts: dict[str, str] = {}
        self._each: dict[str, int] = {}
        self._inherited: dict[str, list[Relation]] = {}
        self._per: list[tuple[str, str, Noun | None]] = []
        self._rows: int = 1
        self._apart: set[str] = set()

    def _pass_over(self, start: int, end: int) -> None:
        """Keeps the telling words of a stretch that nothing is made of."""
        self.draft.passed_over += [token for token in self.tokens[start:end] if self.text.is_telling(token)]

    def _skip(self, at: int, *, until: frozenset[str]) -> int:
        start, at = at + 1, at + 1
        while at < len(self.tokens) and self.tokens[at] not in until:
            at += 1
        self._pass_over(start, at)
        return at

    def _pose(self, pose: str) -> None:
        for name in self.state.group:
            noun = self.draft.entities[name].noun
            if noun and noun.is_a("person"):
                self.draft.strike_pose(name, pose)

    def _antecedent(self, meaning: str = "one") -> str | None:
        """What *it*, *them* or *her* means: a host, what was spoken of last, several, a person."""
        state, draft = self.state, self.draft
        spoken = set((state.subjects if state.open_relation else None) or state.group[-1:])
        before = [name for name in reversed(draft.entities) if name not in spoken]
        if meaning == "person":
            return next((name for name in before if self._is_alive(name)), None)
        several = next((name for name in before if draft.count_of(name) > 1), None)
        if meaning == "several" and several:
            return several
        first = state.group[0] if len(state.group) > 1 and not state.is_shared else None
        near = state.host or state.anchor or first or self.previous
        return near or next(iter(before), None)

    def _is_alive(self, entity: str) -> bool:
        noun = self.draft.entities[entity].noun
        return noun is not None and noun.is_a("person")

    def _multiply(self, entity: str, by: str | None) -> None:
        if by:
            self.draft.recount(entity, self.draft.count_of(entity) * self.draft.count_of(by))
        self.state.each_of = None

    def _on_its_own(self, entity: str) -> None:
        """Takes back what a thing only had from the list it was named in."""
        inherited = self._inherited.pop(entity, [])
        self.draft.relations = [relation for relation in self.draft.relations if relation not in inherited]
        if entity in self._each:
            self.draft.recount(entity, self._each.pop(entity))
            self.state.each_of = self.state.host = None
        if entity in self.draft.entities and entity != self.state.host:
            self._hosts.pop(entity, None)

    def _on_both_sides(self, subjects: list[str], at: int, end: int) -> None:
        """*A lamp on either side* are two lamps; *four chairs on each side* are eight."""
        for subject in subjects:
            count = self.draft.count_of(subject)
            several = count > 2 and not _EACH.isdisjoint(self.tokens[at:end])
            if count == 1 or several:
                self.draft.recount(subject, count * 2)

    def _standing(self, subject: str, kind: str) -> str:
        """*Shelves filled with books along the wall*: the shelves stand there, not the books."""
        host = self.state.host
        if kind == "against_wall" and host in self.draft.entities and is_small(self.draft.entities[subject].noun):
            return host or subject
        return subject

    def _close_on(self, target: str | None) -> None:
        state = self.state
        if state.open_relation and target:
            for subject in state.group if state.host == target else state.subjects or []:
                relate(self.draft, subject, state.open_relation, target)
            if not state.subjects and not state.group:
                state.fronted = (state.open_relation, target)
        state.open_relation, state.is_closed = None, True
