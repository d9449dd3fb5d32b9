"""English noun phrases as things of the set: new ones, known ones, places, parts of the room."""

from __future__ import annotations

from studio.staging.english_ground import EnglishGround
from studio.staging.english_relating import relate
from studio.staging.english_text import STOPS, Phrase
from studio.staging.semantics import ARCHITECTURE, CEILING, ROOM, WALL
from studio.staging.words import english_grammar as grammar
from studio.staging.words.attribute import ENGLISH_ATTRIBUTES

CORNERS = 4


class EnglishThings(EnglishGround):
    """Takes a noun phrase into the draft and relates it to where it was said to be."""

    def _thing(self, at: int) -> int:
        phrase = self.text.noun_phrase(at)
        if phrase is None:
            self._pass_over(at, at + 1)
            return at + 1
        elsewhere = self.text.phrase_at(phrase.end, grammar.ELSEWHERE)
        if elsewhere and phrase.noun is not None:
            self._pass_over(at, phrase.end)
            return elsewhere[0]
        if phrase.before.is_each and self.tokens[phrase.end - 1] in {"row", "line"}:
            for subject in self.state.subjects or ():
                self.draft.recount(subject, self.draft.count_of(subject) * self._rows)
            self.state.open_relation = None
        if not phrase.head:
            self._pass_over(at, phrase.end)
        elif self._names_the_place(phrase, at):
            self.draft.place_label, self.draft.place_attributes = phrase.label, phrase.attributes
            return phrase.end
        content = self._content_end(phrase)
        if content and self.text.token(content - 1) in grammar.UNSTAGED:
            self._pass_over(at, content)
            return content
        self._take(phrase, at)
        if content:
            self._pass_over(phrase.end + 1, content)
            return content
        return phrase.end

    def _content_end(self, phrase: Phrase) -> int | None:
        """The token after what a thing shows or holds: *a painting of a ship*, *a jar of spices*."""
        if self.text.token(phrase.end) != "of" or (phrase.noun is None and phrase.head not in grammar.DEPICTIONS):
            return None
        content = self.text.noun_phrase(phrase.end + 1)
        is_shown = self.text.token(phrase.end - 1) in grammar.DEPICTIONS
        if content is None or not (is_shown or not content.before.is_determined):
            return None
        return content.end

    def _names_the_place(self, phrase: Phrase, at: int) -> bool:
        """*A greenhouse with …*: what opens the prompt and holds all the rest is the place, known or not."""
        follows = self.text.token(phrase.end) in {
            "with",
            ":",
            "containing",
            "filled",
            "featuring",
            "where",
            "in",
            "contains",
        }
        is_first = at == 0 and not self.draft.entities and self.draft.place is None
        return is_first and follows and phrase.noun is None and phrase.place is None and phrase.before.count is None

    def _take(self, phrase: Phrase, at: int) -> None:
        state = self.state
        if not phrase.head:
            return
        if phrase.head in {*ARCHITECTURE, "@corner"}:
            self._take_architecture(phrase)
            return
        if phrase.place and self._is_the_place(phrase):
            self.draft.settle_in(phrase.place, phrase.label, phrase.attributes)
            state.open_relation = None
            return
        if phrase.noun is None and phrase.place is not None:
            return
        if state.open_relation == "per" and state.subjects:
            self._per = [*self._per, *((subject, phrase.head, phrase.noun) for subject in state.subjects)]
            state.open_relation = None
            return
        if not phrase.before.is_determined and not self._may_be_bare(phrase, at):
            self._pass_over(at, phrase.end)
            return
        if state.negated:
            self.draft.absent.add(phrase.head)
            return
        self._place_entity(phrase)

    def _is_the_place(self, phrase: Phrase) -> bool:
        """A word that is both a place and a thing (a bar) is the place when it comes first."""
        if phrase.noun is None:
            return True
        return self.draft.place is None and not self.draft.entities and phrase.before.count is None

    def _may_be_bare(self, phrase: Phrase, at: int) -> bool:
        """A noun without a determiner is a thing where it is known and plural, or where a list goes on."""
        before = self.tokens[at - 1] if at else ","
        if phrase.noun is None:
            return (self.state.inverse is not None or self.state.fronted == ("on_wall", WALL)) and phrase.is_plural
        return phrase.is_plural or before in grammar.LIST_OPENERS or before in STOPS or before == "no"

    def _take_architecture(self, phrase: Phrase) -> None:
        state, target, label = self.state, phrase.head, phrase.label
        kind, subjects = state.open_relation, state.subjects or []
        state.is_closed, state.open_relation = True, None
        is_another_room = (
            target == ROOM and label.split()[-1] in {"room", "area"} and " " in label and phrase.attributes
        )
        if is_another_room and not all(word in ENGLISH_ATTRIBUTES for word in phrase.attributes):
            return
        if target == "@corner":
            kind, target = "in_corner" if kind else None, ROOM
            for subject in subjects if phrase.before.is_each else ():
                self.draft.recount(subject, self.draft.count_of(subject) * (phrase.before.count or CORNERS))
        elif label.split()[-1] in {"middle", "center", "centre"} and kind:
            kind = "centered"
        if not kind:
            state.place = ("on_wall", WALL) if target == WALL else state.place
            return
        if target in {WALL, ROOM}:
            state.place = (kind, target)
        for subject in subjects:
            if kind == "along" and target == WALL:
                subject = self._standing(subject, "against_wall")
            relate(self.draft, subject, kind, target)
        if not subjects:
            state.fronted = (kind, target)

    def _place_entity(self, phrase: Phrase) -> None:
        state, draft = self.state, self.draft
        resolved = draft.known(phrase.head, phrase.noun) if phrase.before.is_definite or phrase.before.is_each else None
        relation = state.open_relation
        if resolved and phrase.before.is_definite and not relation and phrase.before.count is None:
            state.group, state.host = [resolved], None
            return
        if not relation and state.host and self._is_part(phrase, state.host):
            state.group = [state.host]
            return
        if relation == "inside" and phrase.noun is None and any(self._is_alive(name) for name in state.subjects or []):
            # *A man in a grey suit* wears it.
            draft.passed_over.append(phrase.label)
            state.open_relation = None
            return
        entity = resolved or self._one_of(phrase) or self._added(phrase)
        if relation and state.subjects:
            for subject in state.subjects:
                if phrase.before.is_each and subject != entity:
                    is_vague = relation == "beside_both" and not draft.entities[subject].is_exact
                    draft.recount(subject, (2 if is_vague else draft.count_of(subject)) * draft.count_of(entity))
                if subject in self._inherited and entity != state.host:
                    self._on_its_own(subject)
                is_amid = relation == "across" and any(
                    r.target == f"{subject}#other" for r in draft.relations_of(subject)
                )
                relate(draft, *((entity, "between", subject) if is_amid else (subject, relation, entity)))
            if relation == "between" and draft.count_of(entity) == 1:
                state.amid = list(state.subjects)
            state.open_relation, state.is_closed, state.anchor, state.is_shared = None, True, entity, False
            if resolved is None:
                state.group, state.subjects = [entity], None
            return
        if relation:
            state.fronted, state.open_relation = (relation, entity), None
            state.each_of = entity if phrase.before.is_each else state.each_of
            return
        self._introduce(entity, phrase)

    def _is_part(self, phrase: Phrase, host: str) -> bool:
        """*A bookcase with four shelves*: they are the bookcase."""
        noun = self.draft.entities[host].noun if host in self.draft.entities else None
        return noun is not None and noun.is_a("shelf") and phrase.head == "shelf"

    def _one_of(self, phrase: Phrase) -> str | None:
        """*Three dumpsters, a cat on one dumpster*: it stands on one of those told of."""
        if (
            not self.state.open_relation
            or phrase.is_plural
            or phrase.attributes
            or phrase.before.count not in {None, 1}
        ):
            return None
        same = (e for e in reversed(self.draft.entities.values()) if e.head == phrase.head and e.count > 1)
        return next((entity.id for entity in same), None)

    def _added(self, phrase: Phrase) -> str:
        several = 3 if phrase.is_plural else 2 if phrase.before.is_each else 1
        count = phrase.before.count if phrase.before.count is not None else several
        return self.draft.add(
            phrase.head, label=phrase.label, noun=phrase.noun, attributes=tuple(dict.fromkeys(phrase.attributes)),
            count=count, is_exact=phrase.before.count is not None or not phrase.is_plural,
        )  # fmt: skip

    def _belongs_to(self, entity: str, host: str) -> bool:
        """*A table and four chairs*, *a desk and a chair*."""
        noun, other = self.draft.entities[entity].noun, self.draft.entities[host].noun
        return bool(
            noun and other and other.is_a("table") and noun.is_a("seat") and {"chair", "stool"} & {noun.key, *noun.like}
        )

    def _introduce(self, entity: str, phrase: Phrase) -> None:
        state, draft = self.state, self.draft
        if phrase.before.is_rows:
            draft.relate(entity, "rows", ROOM)
            self._rows = phrase.before.rows
        for word, kind, target in (
            ("floating", "floating", ROOM),
            ("hovering", "floating", ROOM),
            ("hanging", "hanging", CEILING),
        ):
            if word in phrase.attributes:
                draft.relate(entity, kind, target)
        before = len(draft.relations)
        if state.each_of and state.each_of != entity:
            self._each[entity] = draft.count_of(entity)
            draft.recount(entity, draft.count_of(entity) * (state.each_count or draft.count_of(state.each_of)))
            self._hosts[entity] = state.each_of
        if (
            state.inverse
            and state.inverse[0] in {"on_top_of", "inside"}
            and self._is_too_large(entity, state.inverse[1])
        ):
            # *Shelves full of potions, a desk*: the list goes on to the next thing of the room.
            state.inverse = None
        if state.inverse:
            for target in state.inverse[1]:
                relate(draft, entity, state.inverse[0], target)
        elif state.fronted:
            relate(draft, entity, *state.fronted)
        elif state.host:
            self._hosts[entity] = state.host
        elif state.paired and self._belongs_to(entity, state.paired[-1]):
            self._hosts[entity] = state.paired[-1]
        near = state.group[-1] if phrase.before.is_its and state.group else self._antecedent()
        nearness = phrase.before.nearness or ("near" if phrase.before.is_its else None)
        if nearness and near:
            relate(draft, entity, nearness, near)
        said_before = self.tokens[max(0, phrase.start - 2) : phrase.start]
        if "," in said_before and said_before[-1] in {",", "and"}:
            self._apart.add(entity)
        if state.group and said_before and said_before[-1] in {",", "and"}:
            self._inherited[entity] = draft.relations[before:]
        if state.is_closed:
            state.group, state.is_closed = [], False
        state.group.append(entity)
        state.paired = [*state.paired, entity] if state.paired else []

    def _is_too_large(self, entity: str, hosts: list[str]) -> bool:
        """Whether something stands on the floor and would stick out of what it is said to be on."""
        noun = self.draft.entities[entity].noun
        if noun is None or noun.role != "furniture_floor":
            return False
        known = (self.draft.entities[name].noun for name in hosts if name in self.draft.entities)
        return all(other is None or noun.size[0] * noun.size[2] > other.size[0] * other.size[2] for other in known)

    def _is_elliptic(self, at: int) -> bool:
        """A number without its noun: *and one on a short side*, *ten pews, five on each side*."""
        state = self.state
        if not state.group and not state.subjects:
            return False
        return self.text.phrase_at(at + 1, grammar.RELATION_PHRASES) is not None and self.text.word_at(at + 1) is None

    def _count_again(self, at: int, count: int) -> int:
        """After *and* they are more of the same, after a comma some of those told."""
        state = self.state
        last = self.draft.entities[(state.group or state.subjects or [""])[-1]]
        if self.tokens[at - 1] == "and":
            more = self.draft.add(last.head, label=last.label, noun=last.noun, attributes=last.attributes, count=count)
            state.group = [*state.group, more]
        else:
            state.group = [last.id]
        return at + 1
