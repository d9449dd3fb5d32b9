"""English into semantics: noun phrases, numbers and the little words between them."""

from __future__ import annotations

from studio.staging.english_referring import Reference, reference_at
from studio.staging.english_relating import attach, is_small, relate
from studio.staging.english_text import STOPS
from studio.staging.english_things import CORNERS, EnglishThings
from studio.staging.reading_state import ReadingState
from studio.staging.semantics import CEILING, ROOM, WALL, Semantics
from studio.staging.words import english_grammar as grammar
from studio.staging.words.mood import read_mood
from studio.staging.words.number import IN_A_ROW, english_number

_OF_ITS_OWN = frozenset({"against_wall", "on_wall", "in_corner", "hanging", "centered"})
"""What has such a place of its own does not share that of the list it ends."""
_HOST_RELATIONS = {
    "on_host": "on_top_of", "next_host": "next_to", "front_host": "in_front_of", "behind_host": "behind",
    "around_host": "around", "under_host": "under", "side_host": "beside_both", "left_host": "left_of",
    "right_host": "right_of", "above_host": "above", "between_host": "between",
}  # fmt: skip
_OPPOSITE = {"left_of": "right_of", "right_of": "left_of"}
_SKIP_TO = STOPS | {",", ":", "with", "while", "includes", "features", "has", "have", "contains"}
_MOTION = frozenset({"to", "from", "into", "toward", "towards", "through"})
_SINGULAR_VERBS = frozenset({"is", "stands", "sits", "rests", "hangs", "lies", "leans"})
_EVERY = frozenset({"each", "every", "all", "four"})


class EnglishReader(EnglishThings):
    """Reads one prompt; make a new one for each."""

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
                attach(self.draft, entity, host)
        tokens = [part for token in self.tokens for part in (token, *token.split("-"), grammar.singular(token)[0])]
        pairs = [f"{a} {b}" for a, b in zip(self.tokens, self.tokens[1:], strict=False)]
        return self.draft.finish("en", read_mood((*pairs, *tokens)))

    def _step(self, at: int) -> int:
        token, state = self.tokens[at], self.state
        if token in STOPS:
            told = state.host if state.inverse else None
            self.previous = told or (state.group[-1] if state.group else state.host or self.previous)
            self.state = ReadingState([])
            return at + 1
        if token in {",", ":", "and", "while", "plus"}:
            self._join(token, at)
            return at + 1
        relation = self.text.phrase_at(at, grammar.RELATION_PHRASES)
        lone = self.text.phrase_at(at, grammar.LONE_PHRASES)
        if lone and (not relation or lone[0] >= relation[0]) and not self._lone_has_target(lone[0]):
            self._lone(lone[1], at, lone[0])
            return lone[0]
        if token == "with" or token in {"has", "have", "featuring", "includes", "including", "features"}:
            self._open_list(at)
            return at + 1
        if relation and not (relation[1] == "inside" and at == 0):
            return self._relation(at, *relation)
        return self._word(at)

    def _join(self, token: str, at: int) -> None:
        """A comma, a colon or an *and*: the list goes on."""
        state = self.state
        is_list = token == ":" and len(state.group) == 1 and self.text.token(at + 2) != "of"
        if is_list and not self.draft.entities[state.group[0]].is_exact:
            # *Filled with plants: ten palms and …*: the list says which.
            self.draft.forget(state.group.pop())
        if token == "while":
            state.host = state.each_of = state.inverse = state.fronted = None
            state.is_closed = True
        state.open_relation = None
        state.is_late = state.is_late or token == ","
        state.negated = state.negated and token == "and"
        if token == "," and state.is_last:
            state.host, state.each_of, state.inverse, state.is_last = None, None, None, False
        state.is_last = token == "and" and (state.host is not None or state.inverse is not None)
        state.paired = state.group[-1:] if token == "and" and not state.is_closed else []
        if token == "and" and state.amid:
            # *Between the couch and the fireplace*.
            state.open_relation, state.subjects = "between", state.amid
        state.amid = []

    def _relation(self, at: int, end: int, kind: str) -> int:
        token, state = self.tokens[at], self.state
        state.negated = False
        if token in grammar.POSES:
            self._pose(grammar.POSES[token])
        if self.text.token(end) == "which":
            state.fronted = (kind, state.group[-1]) if state.group else None
            state.group, state.open_relation = [], None
            return end + 1
        self._open_relation(kind, is_fronted=self._is_fronted(at, end))
        if kind == "beside_both":
            self._on_both_sides(state.subjects or [], at, end)
        return end

    def _is_fronted(self, at: int, end: int) -> bool:
        """*…, and above each bed hangs a picture*: the relation is told before who stands in it."""
        if not at or self.tokens[at - 1] not in {",", "and"} or self.text.token(end) in STOPS:
            return False
        reference = reference_at(self.text, end)
        phrase = None if reference else self.text.noun_phrase(end)
        after = reference.end if reference else phrase.end if phrase else end
        return (
            self.text.token(after) in grammar.VERBS | {"a", "an"} or english_number(self.text.token(after)) is not None
        )

    def _word(self, at: int) -> int:
        """What is neither a join nor a relation: negations, *each*, poses, pronouns, things."""
        token, state = self.tokens[at], self.state
        if token in grammar.NEGATIONS or (token in {"instead", "rather"} and self.text.token(at + 1) in {"of", "than"}):
            state.negated = True
            return at + 1
        if token == "per" and state.group:
            state.open_relation, state.subjects = "per", state.group[-1:]
            return at + 1
        if token in {"each", "every"} and state.open_relation is None:
            return self._take_each(at)
        if token == "there":
            self.state = ReadingState([])
            return at + 1
        if token == "for" and state.group and self.text.token(at + 1) in {"each", "every"}:
            state.open_relation, state.subjects = "per", state.group[-1:]
            return at + 2
        if token == "seats" and english_number(self.text.token(at + 1)) is not None:
            return at + 2
        if token == "where" and state.group:
            state.fronted, state.group, state.host = ("next_to", state.group[-1]), [], None
            return at + 1
        if token in _MOTION:
            state.host, state.inverse, state.each_of, state.is_closed = None, None, None, True
            return at + 1
        if token in _SINGULAR_VERBS and self._returns_to_host():
            state.group, state.host, state.is_closed = [state.host or ""], None, True
        if english_number(token) is not None and self._is_elliptic(at):
            return self._count_again(at, english_number(token) or 1)
        if token in grammar.SKIP_SENTENCE:
            return self._skip(at, until=STOPS)
        if token == "for" and english_number(self.text.token(at + 1)) is not None:
            return at + 2
        if token in grammar.SKIP_FROM:
            return self._skip(at, until=_SKIP_TO)
        if token in grammar.POSES and state.group:
            state.is_shared = state.is_shared or (token in grammar.PLURAL_VERBS and len(state.group) > 1)
            self._pose(grammar.POSES[token])
            return at + 1
        if token in grammar.PLURAL_VERBS and len(state.group) > 1:
            state.is_shared = True
            return at + 1
        reference = reference_at(self.text, at)
        if reference:
            self._refer(reference, at)
            return reference.end
        return self._thing(at)

    def _returns_to_host(self) -> bool:
        """*A table with four stools stands in the middle*: the table does, unless the list went on after a comma."""
        state = self.state
        if state.host is None or not state.group or self.draft.count_of(state.host) != 1:
            return False
        return state.host in self.draft.entities and state.group[-1] not in self._inherited

    def _lone_has_target(self, end: int) -> bool:
        """Whether a thing follows: *in the corner of the table*, *in front of …*."""
        rest = self.tokens[end : end + 3]
        if not rest or rest[0] != "of":
            return False
        words = [word for word in rest[1:] if word not in grammar.DETERMINERS]
        return not words or grammar.ARCHITECTURE_WORDS.get(words[0]) != ROOM

    def _refer(self, reference: Reference, at: int) -> None:
        state = self.state
        in_place = state.place and state.open_relation in {"inside", "on", "along", "under"}
        if in_place and state.place and self.tokens[at] in {"another", "the"}:
            # *One in a corner and one in another*.
            for subject in state.subjects or []:
                self.draft.relate(subject, *state.place)
            state.open_relation, state.is_closed = None, True
            return
        target = self._antecedent(reference.meaning)
        if reference.meaning == "several" and not state.open_relation:
            counts = ((name, self.draft.count_of(name)) for name in reversed(self.draft.entities))
            target = next((name for name, count in counts if count > 1), target)
        if self.tokens[at] == "each" and state.open_relation and target:
            shared = set(state.subjects or []) & set(self._each)
            target = state.each_of if shared and state.each_of else target
            for subject in state.subjects or [] if not shared else ():
                self._multiply(subject, target)
        if state.open_relation:
            self._close_on(target)
        elif target:
            number = english_number(self.tokens[at])
            if number and not self.draft.entities[target].is_exact:
                self.draft.recount(target, number)
            state.group, state.is_closed = [target], True

    def _open_list(self, at: int) -> None:
        state = self.state
        if self.tokens[at - 1] == "each" and (state.each_of or state.group):
            state.host = state.each_of or state.group[-1]
            state.each_of = state.host
        else:
            state.host = state.group[-1] if state.group else None
            if state.host in self._each and self.tokens[at] == "with" and state.host in self._apart:
                self._on_its_own(state.host)
            if self.tokens[at + 1 : at + 2] == ["each"]:
                state.each_of = state.host
        state.anchor = state.host or state.anchor
        state.group, state.open_relation, state.inverse, state.fronted = [], None, None, None

    def _take_each(self, at: int) -> int:
        state = self.state
        phrase = self.text.noun_phrase(at)
        named = self.draft.known(phrase.head, phrase.noun) if phrase and phrase.head else None
        if phrase and named is None and phrase.head and phrase.before.count and not state.group:
            named = self._added(phrase)
        if phrase and named and not state.group:
            state.group, state.each_of, state.host = [named], named, None
            state.each_count = self.draft.count_of_all(named) if not phrase.attributes else None
            return phrase.end
        state.each_of = state.group[-1] if state.group else state.host
        if state.each_of and self.draft.count_of(state.each_of) == 1:
            state.each_of = self._antecedent("several") or state.each_of
        if not state.group:
            state.each_of = state.host or self._antecedent("several")
            state.group = [state.each_of] if state.each_of and state.host is None else []
        if state.group and self._trailing_each(at):
            self._multiply(state.group[-1], state.host)
            state.host, state.is_closed = None, True
        return at + 1

    def _trailing_each(self, at: int) -> bool:
        """*four stools each*: the count is for each of the host."""
        following = self.tokens[at + 1] if at + 1 < len(self.tokens) else "."
        return self.state.host is not None and (following in STOPS or following in {",", "and"})

    def _open_relation(self, kind: str, *, is_fronted: bool = False) -> None:
        state = self.state
        if kind.startswith("!"):
            targets = state.group[-1:] or ([state.host] if state.host else [])
            if state.host and kind == "!around" and targets and is_small(self.draft.entities[targets[0]].noun):
                targets = [state.host]
            state.inverse = (kind[1:], list(targets)) if targets else None
            state.host = targets[0] if targets else state.host
            if not targets and kind == "!on_top_of" and state.place == ("on_wall", WALL):
                # *The wall is covered with photographs*.
                state.fronted = state.place
            state.group, state.open_relation = [], None
            return
        shared = state.group if state.is_shared else state.paired if kind == "around" and state.paired else []
        ended = [state.host] if state.host and not state.group and not state.inverse and not state.each_of else []
        state.open_relation, state.subjects = kind, list(shared or state.group[-1:] or ended)
        if is_fronted:
            state.subjects, state.group, state.host, state.each_of = [], [], None, None
        if state.inverse and not state.group:
            state.inverse = None

    def _lone(self, kind: str, at: int, end: int) -> None:
        state, draft = self.state, self.draft
        subjects = list(state.group) if kind.endswith("_host") or state.is_shared else state.group[-1:]
        if not subjects and state.host and state.inverse is None and state.each_of is None:
            # *A cabinet with six drawers along the wall*: nothing of the list is a thing of its own.
            subjects = [state.host]
        state.is_closed = True
        if kind in _HOST_RELATIONS:
            self._lone_host(_HOST_RELATIONS[kind], subjects, at, end)
            return
        if kind == "facing_each_other":
            for subject in subjects:
                draft.relate(subject, "facing", subject + "#other")
            return
        if kind == "rows" and subjects:
            draft.relate(subjects[0], "rows", ROOM)
            rows = next((n for token in self.tokens[at:end] if (n := english_number(token))), None)
            if rows and not draft.entities[subjects[0]].is_exact:
                # *Desks in three rows*: more than the plural alone says.
                draft.recount(subjects[0], rows * IN_A_ROW)
            return
        target = {"on_wall": WALL, "against_wall": WALL, "hanging": CEILING}.get(kind, ROOM)
        if kind == "floating" and not subjects:
            return
        state.place = (kind, target)
        in_each = kind == "in_corner" and not _EVERY.isdisjoint(self.tokens[at:end])
        for subject in subjects:
            if kind in _OF_ITS_OWN or subject in self._each:
                # *A table surrounded by chairs, and a ladder against the wall*: the ladder is not around it.
                self._on_its_own(subject)
            if kind == "centered" and is_small(draft.entities[subject].noun) and (state.host or state.inverse):
                continue
            if in_each and (draft.count_of(subject) == 1 or not draft.entities[subject].is_exact):
                draft.recount(subject, CORNERS)
            draft.relate(self._standing(subject, kind), kind, target)
        if not subjects and at + 1 < len(self.tokens):
            state.fronted = (kind, target)

    def _lone_host(self, kind: str, subjects: list[str], at: int, end: int) -> None:
        target = self._antecedent("several" if self.tokens[end - 1] in {"them", "between"} else "one")
        if kind in _OPPOSITE:
            # *To the left of the bed is …; to its right …*: its is the bed's.
            told = (one.target for one in reversed(self.draft.relations) if one.kind == _OPPOSITE[kind])
            target = next(told, target)
        if self.tokens[end - 1] == "feet":
            target = self._antecedent("person")
        if not subjects:
            self.state.fronted = (kind, target) if target else None
        subjects = [subject for subject in subjects if subject != target]
        if self.state.inverse and any(subject in self._inherited for subject in subjects):
            # *Surrounded by stools, and a bowl sits on it*: the bowl alone does.
            subjects = [subject for subject in subjects if subject in self._inherited]
            for subject in subjects:
                self._on_its_own(subject)
        if kind == "beside_both":
            subjects = subjects[-1:]
            self._on_both_sides(subjects, at, end)
        for subject in subjects if target else ():
            relate(self.draft, subject, kind, target or "")


def read_english(prompt: str) -> Semantics:
    """Reads an English prompt."""
    return EnglishReader(prompt).read()
