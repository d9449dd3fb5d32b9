"""English into semantics: noun phrases, numbers and the little words between them."""

from __future__ import annotations

from studio.staging.english_text import STOPS, EnglishText, Phrase
from studio.staging.reading_state import ReadingState
from studio.staging.semantics import ARCHITECTURE, CEILING, ROOM, WALL, Draft, Relation, Semantics
from studio.staging.words import english_grammar as grammar
from studio.staging.words.mood import read_mood
from studio.staging.words.noun import Noun

_WITH_ROOM = frozenset(
    {"near", "next_to", "facing", "far", "beside_both", "in_front_of", "behind", "around"}
    | {"against_wall", "on_wall", "in_corner", "centered", "hanging", "floating"}
)
"""Relations that a part of the room may be the target of."""
_OF_ITS_OWN = frozenset({"against_wall", "on_wall", "in_corner", "hanging", "centered"})
"""What has such a place of its own does not share that of the list it ends."""


class EnglishReader:
    """Reads one prompt; make a new one for each."""

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

    def read(self) -> Semantics:
        """The semantics of the prompt."""
        at = 0
        while at < len(self.tokens):
            at = self._step(at)
        for subject, head, noun in self._per:
            named = self.draft.known(head, noun)
            if named:
                self.draft.recount(subject, self.draft.count_of(subject) * self.draft.count_of(named))
                self._hosts[subject] = named
        for entity, host in self._hosts.items():
            if not any(relation.kind not in {"rows", "facing"} for relation in self.draft.relations_of(entity)):
                self._attach_to(entity, host)
        tokens = [part for token in self.tokens for part in (token, *token.split("-"), grammar.singular(token)[0])]
        pairs = [f"{a} {b}" for a, b in zip(self.tokens, self.tokens[1:], strict=False)]
        return self.draft.finish("en", read_mood((*pairs, *tokens)))

    def _step(self, at: int) -> int:
        token, state = self.tokens[at], self.state
        if token in STOPS:
            self.previous = state.group[-1] if state.group else state.host or self.previous
            self.state = ReadingState([])
            return at + 1
        if token in {",", ":", "and", "while", "plus"}:
            state.open_relation = None
            state.is_late = state.is_late or token == ","
            state.negated = state.negated and token == "and"
            if token == "," and state.is_last:
                state.host, state.each_of, state.inverse, state.is_last = None, None, None, False
            state.is_last = token == "and" and (state.host is not None or state.inverse is not None)
            return at + 1
        lone = self.text.phrase_at(at, grammar.LONE_PHRASES)
        relation = self.text.phrase_at(at, grammar.RELATION_PHRASES)
        if lone and (not relation or lone[0] >= relation[0]) and not self._lone_has_target(lone[0]):
            self._lone(lone[1], at)
            return lone[0]
        if token == "with" or token in {"has", "have", "featuring", "includes", "including", "features"}:
            self._open_list(at)
            return at + 1
        if relation and not (relation[1] == "inside" and at == 0):
            if token in grammar.POSES:
                self._pose(grammar.POSES[token])
            self._open_relation(relation[1])
            return relation[0]
        if token in grammar.NEGATIONS:
            state.negated = True
            return at + 1
        if token == "per" and state.group:
            state.open_relation, state.subjects = "per", state.group[-1:]
            return at + 1
        if token in {"each", "every"} and state.open_relation is None:
            state.each_of = state.group[-1] if state.group else state.host
            if state.open_relation is None and token == "each" and not state.group and state.host:
                state.each_of = state.host
            if state.group and self._trailing_each(at):
                self._multiply(state.group[-1], state.host)
                state.host, state.is_closed = None, True
            return at + 1
        if token == "there":
            self.state = ReadingState([])
            return at + 1
        if token in grammar.SKIP_FROM:
            return self._skip(at)
        if token in grammar.POSES and state.group:
            self._pose(grammar.POSES[token])
            return at + 1
        if token in {"it", "them"}:
            self._close_on(self._antecedent())
            return at + 1
        phrase = self.text.noun_phrase(at)
        if phrase is None:
            self._pass_over(at, at + 1)
            return at + 1
        elsewhere = self.text.phrase_at(phrase.end, grammar.ELSEWHERE)
        if elsewhere and phrase.noun is not None:
            self._pass_over(at, phrase.end)
            return elsewhere[0]
        if not phrase.head:
            self._pass_over(at, phrase.end)
        self._take(phrase, at)
        return phrase.end

    def _pass_over(self, start: int, end: int) -> None:
        """Keeps the telling words of a stretch that nothing is made of."""
        self.draft.passed_over += [token for token in self.tokens[start:end] if self.text.is_telling(token)]

    def _pose(self, pose: str) -> None:
        for name in self.state.group:
            noun = self.draft.entities[name].noun
            if noun and noun.is_a("person"):
                self.draft.strike_pose(name, pose)

    def _lone_has_target(self, end: int) -> bool:
        """Whether a thing follows: *in the corner of the table*, *in front of …*."""
        rest = self.tokens[end : end + 3]
        if not rest or rest[0] != "of":
            return False
        words = [word for word in rest[1:] if word not in grammar.DETERMINERS]
        return not words or grammar.ARCHITECTURE_WORDS.get(words[0]) != ROOM

    def _skip(self, at: int) -> int:
        start, at = at + 1, at + 1
        while at < len(self.tokens) and self.tokens[at] not in STOPS and self.tokens[at] not in {",", "with", "while"}:
            at += 1
        self._pass_over(start, at)
        return at

    def _antecedent(self) -> str | None:
        state = self.state
        return state.host or state.anchor or (state.group[0] if len(state.group) > 1 else None) or self.previous

    def _open_list(self, at: int) -> None:
        state = self.state
        if self.tokens[at - 1] == "each" and (state.each_of or state.group):
            state.host = state.each_of or state.group[-1]
            state.each_of = state.host
        else:
            state.host = state.group[-1] if state.group else None
            if self.tokens[at + 1 : at + 2] == ["each"]:
                state.each_of = state.host
        state.anchor = state.host or state.anchor
        state.group, state.open_relation, state.inverse, state.fronted = [], None, None, None

    def _trailing_each(self, at: int) -> bool:
        """*four stools each*: the count is for each of the host."""
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else "."
        return self.state.host is not None and (following in STOPS or following in {",", "and"})

    def _multiply(self, entity: str, by: str | None) -> None:
        if by:
            self.draft.recount(entity, self.draft.count_of(entity) * self.draft.count_of(by))
        self.state.each_of = None

    def _subjects(self) -> list[str]:
        state = self.state
        return list(state.group[-1:]) or ([self.previous] if self.previous and state.host is None else [])

    def _open_relation(self, kind: str) -> None:
        state = self.state
        if kind.startswith("!"):
            targets = state.group[-1:] or ([state.host] if state.host else [])
            state.inverse = (kind[1:], list(targets)) if targets else None
            state.host = targets[0] if targets else state.host
            state.group, state.open_relation = [], None
            return
        state.open_relation, state.subjects = kind, list(state.group[-1:])
        if state.inverse and not state.group:
            state.inverse = None

    def _lone(self, kind: str, at: int) -> None:
        state, draft = self.state, self.draft
        subjects = list(state.group) if kind.endswith("_host") else state.group[-1:]
        state.is_closed = True
        if kind.endswith("_host"):
            target = self._antecedent()
            names = {
                "on": "on_top_of",
                "next": "next_to",
                "front": "in_front_of",
                "behind": "behind",
                "around": "around",
            }
            names |= {"under": "under", "side": "beside_both"}
            if not subjects and target:
                state.fronted = (names[kind[:-5]], target)
            for subject in subjects:
                if target and target != subject:
                    self._relate(subject, names[kind[:-5]], target)
            return
        if kind == "facing_each_other":
            for subject in subjects:
                draft.relate(subject, "facing", subject + "#other")
            return
        if kind == "rows" and subjects:
            self._mark_rows(subjects[0])
            return
        target = {"on_wall": WALL, "against_wall": WALL, "hanging": CEILING}.get(kind, ROOM)
        if kind == "floating" and not subjects:
            return
        verb_next = at + 1 < len(self.tokens)
        if subjects:
            for subject in subjects:
                if subject in self._each:
                    draft.recount(subject, self._each[subject])
                    state.each_of = state.host = None
                if kind in _OF_ITS_OWN:
                    # *a table surrounded by chairs, and a ladder against the wall*: the ladder is not around it.
                    inherited = self._inherited.pop(subject, [])
                    draft.relations = [relation for relation in draft.relations if relation not in inherited]
                draft.relate(subject, kind, target)
        elif verb_next:
            state.fronted = (kind, target)

    def _mark_rows(self, entity: str) -> None:
        self.draft.relate(entity, "rows", ROOM)

    def _close_on(self, target: str | None) -> None:
        state = self.state
        if state.open_relation and target:
            for subject in state.group if state.host == target else state.subjects or []:
                self._relate(subject, state.open_relation, target)
        state.open_relation, state.is_closed = None, True

    def _take(self, phrase: Phrase, at: int) -> None:
        if not phrase.head:
            return
        if phrase.head in {*ARCHITECTURE, "@corner"}:
            self._take_architecture(phrase.head, phrase.label)
            return
        if phrase.place and self._is_the_place(phrase):
            if self.draft.place is None:
                self.draft.place, self.draft.place_label = phrase.place, phrase.label
                self.draft.place_attributes = phrase.attributes
            self.state.open_relation = None
            return
        if phrase.noun is None and phrase.place is not None:
            return
        if self.state.open_relation == "per" and self.state.subjects:
            self._per = [*self._per, *((subject, phrase.head, phrase.noun) for subject in self.state.subjects)]
            self.state.open_relation = None
            return
        if not phrase.before.is_determined and not phrase.is_plural and not self._bare_is_listed(at):
            return
        if self.state.negated:
            self.draft.absent.add(phrase.head)
            return
        self._place_entity(phrase)

    def _is_the_place(self, phrase: Phrase) -> bool:
        """A word that is both a place and a thing (a bar) is the place when it comes first."""
        if phrase.noun is None:
            return True
        return self.draft.place is None and not self.draft.entities and phrase.before.count is None

    def _bare_is_listed(self, at: int) -> bool:
        before = self.tokens[at - 1] if at else ","
        return before in grammar.LIST_OPENERS or before in STOPS or before == "no"

    def _take_architecture(self, target: str, label: str) -> None:
        state = self.state
        state.is_closed = True
        if label in {"middle", "center", "centre"} and state.open_relation:
            for subject in state.subjects or []:
                self.draft.relate(subject, "centered", ROOM)
        if target == "@corner":
            kind: str | None = "in_corner" if state.open_relation else None
            target = ROOM
        else:
            kind = state.open_relation
        if kind and state.subjects:
            for subject in state.subjects:
                self._relate(subject, kind, target)
        elif kind and not state.subjects:
            state.fronted = (kind, target)
        state.open_relation = None

    def _place_entity(self, phrase: Phrase) -> None:
        state, draft = self.state, self.draft
        resolved = draft.known(phrase.head, phrase.noun) if phrase.before.is_definite or phrase.before.is_each else None
        relation, state_open = state.open_relation, state.open_relation is not None
        if resolved and phrase.before.is_definite and not state_open and phrase.before.count is None:
            state.group, state.host = [resolved], None
            return
        count = phrase.before.count if phrase.before.count is not None else (3 if phrase.is_plural else 1)
        if resolved is None:
            attributes = tuple(dict.fromkeys(phrase.attributes))
            entity = draft.add(
                phrase.head, label=phrase.label, noun=phrase.noun, attributes=attributes, count=count,
                is_exact=phrase.before.count is not None or not phrase.is_plural,
            )  # fmt: skip
        else:
            entity = resolved
        if relation and state.subjects:
            for subject in state.subjects:
                if phrase.before.is_each and subject != entity:
                    draft.recount(subject, draft.count_of(subject) * draft.count_of(entity))
                self._relate(subject, relation, entity)
            state.open_relation, state.is_closed, state.anchor = None, True, entity
            if resolved is None:
                state.group, state.subjects = [entity], None
            return
        if relation:
            state.fronted, state.open_relation = (relation, entity), None
            return
        self._introduce(entity, phrase)

    def _introduce(self, entity: str, phrase: Phrase) -> None:
        state, draft = self.state, self.draft
        noun = phrase.noun
        if phrase.before.is_rows:
            self._mark_rows(entity)
        if "floating" in phrase.attributes or "hovering" in phrase.attributes:
            draft.relate(entity, "floating", ROOM)
        if state.each_of and state.each_of != entity:
            self._each[entity] = draft.count_of(entity)
            draft.recount(entity, draft.count_of(entity) * draft.count_of(state.each_of))
            self._hosts[entity] = state.each_of
        elif state.inverse:
            before = len(draft.relations)
            for target in state.inverse[1]:
                self._relate(entity, state.inverse[0], target)
            if state.is_late:
                self._inherited[entity] = draft.relations[before:]
        elif state.fronted:
            self._relate(entity, *state.fronted)
        elif state.host and noun is not None:
            self._hosts[entity] = state.host
        if state.is_closed:
            state.group, state.is_closed = [], False
        state.group.append(entity)

    def _attach_to(self, entity: str, host: str) -> None:
        """What *a table with …* means: small things stand on it, seats around it."""
        noun, host_noun = self.draft.entities[entity].noun, self.draft.entities[host].noun
        role = noun.role if noun else "decoration_surface"
        if host_noun and host_noun.is_a("person", "animal"):
            return
        if role in {"decoration_surface", "lighting"} and host_noun and host_noun.is_a("top", "table", "seat", "shelf"):
            self.draft.relate(entity, "on_top_of", host)
        elif noun and noun.is_a("seat") and host_noun and host_noun.is_a("table"):
            per_host = self.draft.count_of(entity) // max(1, self.draft.count_of(host))
            self.draft.relate(entity, "around" if per_host >= 3 else "next_to", host)
            self.draft.relate(entity, "facing", host)
        elif noun and noun.key in {"nightstand", "side_table", "ottoman"}:
            self.draft.relate(entity, "next_to", host)

    def _relate(self, subject: str, kind: str, target: str) -> None:
        draft = self.draft
        thing = target in draft.entities
        if kind in {"on", "on_top_of", "along", "hanging"}:
            kind, target = _surface_sense(kind, target, thing=thing)
        if kind == "inside":
            if not thing:
                return
            kind = "on_top_of"
        if kind == "above":
            noun = draft.entities[subject].noun if subject in draft.entities else None
            hangs = noun is None or noun.role in {"decoration_hanging", "lighting"}
            draft.relate(subject, "hanging" if hangs else "on_wall", CEILING if hangs else WALL)
            kind = "near" if thing else kind
        if kind == "across":
            kind = "facing"
        if thing or kind in _WITH_ROOM:
            draft.relate(subject, kind, target)


def _surface_sense(kind: str, target: str, *, thing: bool) -> tuple[str, str]:
    if kind == "along":
        return ("next_to", target) if thing else ("against_wall", WALL)
    if target == CEILING or kind == "hanging":
        return "hanging", CEILING
    if target == WALL:
        return "on_wall", WALL
    return ("on_top_of", target) if thing else ("inside", ROOM)


def read_english(prompt: str) -> Semantics:
    """Reads an English prompt."""
    return EnglishReader(prompt).read()
