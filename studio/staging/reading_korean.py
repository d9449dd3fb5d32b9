"""Korean into semantics: nouns by their particles, counters, location nouns."""

from __future__ import annotations

from dataclasses import dataclass, field

from studio.staging.korean_text import STOPS, Found, KoreanText
from studio.staging.semantics import CEILING, ROOM, WALL, Draft, Semantics
from studio.staging.words import korean_grammar as grammar
from studio.staging.words.attribute import KOREAN_ATTRIBUTES
from studio.staging.words.mood import read_mood
from studio.staging.words.noun import Noun, nouns
from studio.staging.words.number import COUNTER_FACTOR

_AFTER_UNKNOWN = frozenset({"이", "가", "들", "들이", "을", "를"})
"""Particles that may be taken off a word no lexicon knows."""
_VERBAL = ("다", "고", "며", "게", "서", "면", "는데", "니다", "있는", "놓인", "선", "한", "된", "총")
"""Ends of verbs and adverbs, which need not be told as not understood."""


@dataclass(slots=True)
class _State:
    """Where the reader is within a sentence."""

    location: tuple[str, str] | None = None
    is_topic: bool = False
    attributes: list[str] = field(default_factory=list)
    count: int | None = None
    group: list[str] = field(default_factory=list)
    each_of: str | None = None
    verb: str | None = None
    pose: str | None = None
    fresh: bool = False
    posed_at: tuple[str, str] | None = None
    subject: str | None = None
    is_used: bool = True
    is_elsewhere: bool = False
    hook: str | None = None


class KoreanReader:
    """Reads one prompt; make a new one for each."""

    def __init__(self, prompt: str) -> None:
        self.text = KoreanText(prompt)
        self.tokens = self.text.tokens
        self.draft = Draft()
        self.state = _State()
        self.previous: list[str] = []

    def read(self) -> Semantics:
        """The semantics of the prompt."""
        at = 0
        while at < len(self.tokens):
            at = self._step(at)
        self._predicate()
        stems = [stem for token in self.tokens for stem, _ in grammar.without_particle(token)]
        joined = [a + b for a, b in zip(self.tokens, self.tokens[1:], strict=False)]
        return self.draft.finish("ko", read_mood((*joined, *stems)))

    def _step(self, at: int) -> int:
        token, state = self.tokens[at], self.state
        if token in STOPS or token == ",":
            self._predicate()
        if token in STOPS:
            self.previous = state.group or self.previous
            self.state = _State()
            return at + 1
        if token == ",":
            self.previous = state.group or self.previous
            kept = state.location if state.location and state.location[0] == "on_top_of" else None
            self.state = _State(location=kept)
            return at + 1
        if token in grammar.NEGATIONS:
            self._deny()
            return at + 1
        if token in grammar.EVERY or token == "총":
            return at + 1
        if token in grammar.AGAIN and at + 1 < len(self.tokens):
            location = self.text.location_at(at + 1)
            if location:
                self._locate(location[1], self._antecedent(), location[2])
                return location[0]
            return at + 1
        verb = self.text.verb_at(at)
        pose = self.text.pose_at(at)
        if verb:
            self._apply_verb(verb[1])
            state.pose = pose[1] if pose else state.pose
            return verb[0]
        if pose:
            self._pose(pose[1], self.tokens[pose[0] - 1])
            return pose[0]
        if self._points_elsewhere(token):
            state.is_elsewhere = True
            return at + 1
        number = self.text.number_at(at)
        if number:
            return self._take_number(*number)
        found = self.text.find_at(at)
        location = self.text.location_at(at)
        if location and (found is None or found.end <= location[0]):
            self._locate(location[1], None, location[2])
            return location[0]
        if found:
            return self._take(found, at)
        return self._unknown(at)

    def _points_elsewhere(self, token: str) -> bool:
        """Whether what follows is only seen from here: *창밖에*, *멀리*, in a room also *바다에*."""
        place = self.draft.place
        stems = {stem for stem, particle in grammar.without_particle(token) if particle not in {"가", "이", "를", "을"}}
        return bool(stems & grammar.ELSEWHERE) or (
            place is not None and not place.outdoor and bool(stems & grammar.BEYOND_INDOORS)
        )

    def _predicate(self) -> None:
        """A place that nobody followed is the predicate of the subject: *고양이가 침대 위에 있다*."""
        state = self.state
        if state.subject and state.location and not state.is_used:
            self.draft.relate(state.subject, *state.location)

    def _take_number(self, end: int, number: int, counter: str) -> int:
        state = self.state
        raw = self.tokens[end - 1]
        number *= COUNTER_FACTOR.get(counter, 1)
        if state.group and state.fresh:
            entity = state.group[-1]
            if counter == "줄":
                self.draft.relate(entity, "rows", ROOM)
                state.fresh = True
                return end
            factor = self.draft.count_of(state.each_of) if state.each_of else 1
            self.draft.recount(entity, number * factor)
            if raw.endswith(("가", "이", "은", "는")):
                state.subject = entity
            state.fresh = any(token == "총" for token in self.tokens[end : end + 2])
            if raw.endswith(("와", "과", "하고", "랑")):
                state.fresh = False
        elif (
            self.previous
            and not state.group
            and (self.tokens[end - 2 : end - 1] == ["총"] or "총" in self.tokens[max(0, end - 3) : end])
        ):
            self.draft.recount(self.previous[-1], number)
        else:
            state.count = number
        return end

    def _antecedent(self) -> str | None:
        group = self.state.group or self.previous
        return group[-1] if group else None

    def _locate(self, kind: str, target: str | None, particle: str) -> None:
        """Opens a location for what follows: *탁자 위에*, *벽을 따라*, *중앙에*."""
        state = self.state
        if target is None and kind not in {"centered", "in_corner", "on_wall", "hanging", "inside_floor"}:
            target = state.group[-1] if state.group and state.fresh else None
            if target is None and kind in {"beside_both", "in_front_of", "inside", "left_of", "right_of"}:
                target = None if kind in {"in_front_of", "inside", "left_of", "right_of"} else self._antecedent()
            elif target is None and kind != "on_top_of":
                target = self._antecedent()
        state.fresh = False
        if kind == "inside_floor" or (kind == "inside" and target is None):
            return
        if kind in {"on_wall", "hanging", "centered", "in_corner"} and target is None:
            state.location = (kind, {"on_wall": WALL, "hanging": CEILING}.get(kind, ROOM))
        elif kind == "centered" and target is not None:
            state.location = ("on_top_of" if self._has_top(target) else "near", target)
        elif target is not None:
            state.location = ("on_top_of" if kind == "inside" else kind, target)
        elif kind == "in_front_of":
            state.location = ("against_wall", WALL)
        else:
            state.location = None
        state.is_topic, state.is_used = particle.endswith("는"), False

    def _has_top(self, entity: str) -> bool:
        noun = self.draft.entities[entity].noun if entity in self.draft.entities else None
        return noun is not None and noun.is_a("top", "table")

    def _apply_verb(self, kind: str) -> None:
        state = self.state
        if kind == "along_wall":
            if state.location and state.location[0] == "on_wall":
                state.location = ("against_wall", WALL)
            elif state.group and state.fresh:
                state.location = ("beside_both", state.group[-1])
            return
        if kind in {"facing_each_other", "rows"} and state.group:
            entity = state.group[-1]
            if kind == "rows":
                self.draft.relate(entity, "rows", ROOM)
            else:
                self.draft.relate(entity, "facing", entity + "#other")
            return
        if kind == "around" and state.group and state.fresh:
            state.location, state.fresh = ("around", state.group[-1]), False
            return
        if kind == "hanging" or kind == "on_wall":
            if state.hook is not None:
                self._hang_on(state.hook)
                return
            if state.location and state.location[0] in {"on_wall", "hanging"}:
                return
            if state.location is None and not state.attributes and state.group:
                self.draft.relate(state.group[-1], kind, CEILING if kind == "hanging" else WALL)
                return
        state.verb = kind

    def _hang_on(self, hook: str) -> None:
        """*그물이 울타리에 걸려 있다*, *울타리에 걸린 그물*: at the fence, which carries nothing on top."""
        state = self.state
        hung = next((name for name in reversed(state.group) if name != hook), None)
        if hung is not None:
            self.draft.relate(hung, "next_to", hook)
        else:
            state.location, state.is_used = ("next_to", hook), False
        state.hook = None

    def _pose(self, pose: str, form: str) -> None:
        """An adnominal form (앉은) poses who follows, any other (앉아 있다) who came before."""
        state = self.state
        if form.endswith(("은", "는", "든", "운", "선", "댄")):
            state.pose, state.posed_at = pose, state.location
            return
        people = [name for name in state.group if (n := self.draft.entities[name].noun) and n.is_a("person")]
        if not people:
            state.pose = pose
            return
        self.draft.strike_pose(people[-1], pose)
        if state.location:
            self.draft.relate(people[-1], *state.location)
            state.location, state.is_used = None, True

    def _deny(self) -> None:
        state = self.state
        if state.group:
            gone = state.group.pop()
            self.draft.absent.add(self.draft.entities[gone].head)
            self.draft.entities.pop(gone)
            self.draft.relations = [r for r in self.draft.relations if gone not in {r.source, r.target}]

    def _take(self, found: Found, at: int) -> int:
        state, draft = self.state, self.draft
        location = self.text.location_at(found.end) or self.text.past_architecture_at(found.end)
        number = self.text.number_at(found.end)
        counted = number is not None and state.count is None
        is_place = found.place is not None and (found.noun is None or (not draft.entities and draft.place is None))
        if is_place and not (counted and found.noun):
            if draft.place is None:
                draft.place, draft.place_label = found.place, found.text
                draft.place_attributes = tuple(dict.fromkeys(state.attributes))
            state.attributes, state.count = [], None
            return location[0] if location and location[1] in {"inside", "in_front_of"} else found.end
        if self.tokens[at] in grammar.ARCHITECTURE_WORDS and not found.noun:
            return found.end
        if found.noun is None:
            return found.end
        if state.is_elsewhere:
            draft.passed_over.append(found.text)
            state.is_elsewhere, state.attributes, state.count = False, [], None
            return number[0] if number else found.end
        following = self.text.find_at(found.end) if not found.particle and not counted and not location else None
        if following and (following.noun or (following.place and draft.place is None)) and self._modifies(found):
            said = KOREAN_ATTRIBUTES.get(found.text)
            state.attributes.append(said.name if said else found.noun.key)
            return found.end
        self._take_noun(found, location)
        return found.end

    def _modifies(self, found: Found) -> bool:
        """Whether a bare noun before another noun only says what kind it is (꽃 아치, 위스키 잔)."""
        nxt = self.tokens[found.end] if found.end < len(self.tokens) else ","
        return nxt not in {",", *STOPS}

    def _take_noun(self, found: Found, location: tuple[int, str, str] | None) -> None:
        state, draft = self.state, self.draft
        noun = found.noun
        if noun is None:
            return
        attributes = tuple(dict.fromkeys([*state.attributes, *found.attributes]))
        every = found.particle.startswith("마다")
        is_target = location is not None or every or found.particle in {"에", "에는", "에서", "에게"}
        known = draft.known(noun.key, noun) if is_target or state.count is None else None
        told_again = known is not None and (is_target or found.particle in {"은", "는"}) and not attributes
        if told_again and known is not None:
            entity = known
        else:
            plural = "들" in found.particle
            count = state.count if state.count is not None else (3 if plural else 1)
            if state.each_of:
                count *= draft.count_of(state.each_of)
            label = " ".join([*(self._written(attributes)), found.text]).strip()
            exact = state.count is not None or not plural
            entity = draft.add(noun.key, label=label, noun=noun, attributes=attributes, count=count, is_exact=exact)
            self._settle(entity, noun)
        state.count, state.attributes, state.fresh = None, [], True
        state.group.append(entity)
        particle_host = found.particle in {"에", "에는", "에서"} and location is None
        if every:
            state.each_of = entity
            state.location = None
        elif particle_host and noun.is_a("top", "table", "seat", "shelf"):
            state.location, state.fresh, state.is_used = ("on_top_of", entity), False, False
        elif particle_host:
            state.hook = entity
        if found.particle in {"와", "과", "랑", "이랑", "하고", "들과"}:
            state.fresh = False
        if found.particle in {"이", "가", "은", "는", "들이", "들은"} and location is None:
            state.subject = entity

    def _written(self, attributes: tuple[str, ...]) -> list[str]:
        return [word for word, said in KOREAN_ATTRIBUTES.items() if said.name in attributes and word in self.tokens]

    def _settle(self, entity: str, noun: Noun) -> None:
        """Relates a new entity to where it was said to be."""
        state, draft = self.state, self.draft
        if state.verb in {"floating", "hanging", "on_wall"}:
            draft.relate(entity, state.verb, {"hanging": CEILING, "on_wall": WALL}.get(state.verb, ROOM))
        elif state.verb == "rows":
            draft.relate(entity, "rows", ROOM)
        if state.pose and noun.is_a("person"):
            draft.strike_pose(entity, state.pose)
        if state.each_of and state.each_of != entity:
            self._settle_on(entity, noun, state.each_of)
        elif state.location:
            state.is_used = True
            kind, target = state.location
            small = noun.role in {"decoration_surface", "lighting"} or noun.is_a("person", "animal")
            if kind == "on_wall" and noun.role not in {"furniture_wall", "decoration_surface", "lighting"}:
                kind = "against_wall"
            if kind == "on_top_of" and not small and not state.is_topic and target in draft.entities:
                return
            draft.relate(entity, kind, target)
        if state.posed_at is not None and state.posed_at == state.location:
            state.location = None
        state.verb, state.pose, state.posed_at = None, None, None

    def _settle_on(self, entity: str, noun: Noun, host: str) -> None:
        if noun.role == "decoration_surface":
            self.draft.relate(entity, "on_top_of", host)
            return
        self.draft.relate(entity, "next_to", host)
        if noun.is_a("seat"):
            self.draft.relate(entity, "facing", host)

    def _unknown(self, at: int) -> int:
        token, state = self.tokens[at], self.state
        for stem, particle in grammar.without_particle(token):
            if stem in grammar.ARCHITECTURE_WORDS:
                location = self.text.location_at(at + 1)
                target = grammar.ARCHITECTURE_WORDS[stem]
                if location:
                    host = state.group[-1] if state.group and state.fresh else None
                    self._locate(location[1], host or target, location[2])
                    return location[0]
                if particle in {"에", "에는"} or stem == "창가":
                    state.location, state.is_used = ("next_to", target), False
                return at + 1
            if stem in KOREAN_ATTRIBUTES and particle in {"", "의", "색"}:
                state.attributes.append(KOREAN_ATTRIBUTES[stem].name)
                if stem in {"떠다니는", "떠있는"}:
                    state.verb = "floating"
                return at + 1
        number = self.text.number_at(at + 1) if at + 1 < len(self.tokens) else None
        readings = grammar.without_particle(token)
        name = next((stem for stem, particle in readings if particle in _AFTER_UNKNOWN), token)
        if number and number[2] and len(name) >= 2 and not token.endswith(("씩", "에", "로", "게", "고")):
            count = state.count or 1
            entity = self.draft.add(name, label=name, attributes=tuple(state.attributes), count=count)
            self._settle(entity, nouns()["box"])
            state.attributes, state.count, state.fresh = [], None, True
            state.group.append(entity)
        elif len(token) > 1 and not token.endswith(_VERBAL):
            self.draft.passed_over.append(name)
        return at + 1


def read_korean(prompt: str) -> Semantics:
    """Reads a Korean prompt."""
    return KoreanReader(prompt).read()
