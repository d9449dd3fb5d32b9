"""Korean into semantics: nouns by their particles, counters, location nouns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from studio.staging.semantics import CEILING, DOOR, ROOM, WALL, Draft, Semantics
from studio.staging.words import korean_grammar as grammar
from studio.staging.words.attribute import KOREAN_ATTRIBUTES
from studio.staging.words.mood import read_mood
from studio.staging.words.noun import Noun, english_nouns, korean_nouns, nouns
from studio.staging.words.number import COUNTER_FACTOR, COUNTERS, KOREAN_VAGUE, korean_number
from studio.staging.words.place import Place, english_places, korean_places

_TOKEN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*|[.,;:!?]")
_STOPS = frozenset(".;!?:")
_LONGEST = 4
_COUNT = re.compile(r"(\d+)([가-힣]*)")


@dataclass(frozen=True, slots=True)
class Found:
    """A noun, place or location at a token: ``end`` is the token after it, ``particle`` what followed its stem."""

    end: int
    particle: str
    text: str
    noun: Noun | None = None
    place: Place | None = None
    attributes: tuple[str, ...] = ()


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


class KoreanReader:
    """Reads one prompt; make a new one for each."""

    def __init__(self, prompt: str) -> None:
        self.tokens: list[str] = _TOKEN.findall(prompt)
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
        if token in _STOPS or token == ",":
            self._predicate()
        if token in _STOPS:
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
            location = self._location(at + 1)
            if location:
                self._locate(location[1], self._antecedent(), location[2])
                return location[0]
            return at + 1
        verb = self._verb(at)
        pose = self._pose_at(at)
        if verb:
            self._apply_verb(verb[1])
            state.pose = pose[1] if pose else state.pose
            return verb[0]
        if pose:
            self._pose(pose[1], self.tokens[pose[0] - 1])
            return pose[0]
        number = self._number(at)
        if number:
            return self._take_number(*number)
        found = self._find(at)
        location = self._location(at)
        if location and (found is None or found.end <= location[0]):
            self._locate(location[1], None, location[2])
            return location[0]
        if found:
            return self._take(found, at)
        return self._unknown(at)

    def _predicate(self) -> None:
        """A place that nobody followed is the predicate of the subject: *고양이가 침대 위에 있다*."""
        state = self.state
        if state.subject and state.location and not state.is_used:
            self.draft.relate(state.subject, *state.location)

    def _verb(self, at: int) -> tuple[int, str] | None:
        for length in (2, 1):
            joined = "".join(self.tokens[at : at + length])
            if joined in grammar.RELATION_VERBS:
                return at + length, grammar.RELATION_VERBS[joined]
        return None

    def _pose_at(self, at: int) -> tuple[int, str] | None:
        for length in (2, 1):
            joined = "".join(self.tokens[at : at + length])
            if joined in grammar.POSES:
                return at + length, grammar.POSES[joined]
        return None

    def _number(self, at: int) -> tuple[int, int, str] | None:
        """(next token, number, counter) when a number stands here."""
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        digits = _COUNT.fullmatch(token)
        if digits:
            counter = self._counter(digits[2])
            if counter is not None:
                return self._with_next_counter(at, int(digits[1]), counter)
            return None
        stem = next((s for s, p in grammar.without_particle(token) if korean_number(s) is not None), None)
        if stem is not None and (len(stem) > 1 or stem == token):
            following = self.tokens[at + 1] if at + 1 < len(self.tokens) else ""
            if stem == token and len(stem) == 1 and self._counter(following) is None and stem in "열석이일오육구":
                return None
            return self._with_next_counter(at, korean_number(stem) or 1, "")
        for length in (2, 1):
            head, rest = token[:length], token[length:]
            if rest and korean_number(head) is not None and head not in "이일오육구석열십백천" and self._counter(rest):
                return at + 1, korean_number(head) or 1, self._counter(rest) or ""
        if token in KOREAN_VAGUE:
            return self._with_next_counter(at, KOREAN_VAGUE[token], "")
        return None

    def _with_next_counter(self, at: int, number: int, counter: str) -> tuple[int, int, str]:
        if not counter and at + 1 < len(self.tokens):
            following = self._counter(self.tokens[at + 1])
            if following:
                return at + 2, number, following
        return at + 1, number, counter

    def _counter(self, word: str) -> str | None:
        """The counter an eojeol is, without its particle; the empty word is no counter but no hindrance."""
        if not word:
            return ""
        for stem, _ in grammar.without_particle(word):
            if stem in COUNTERS or stem in COUNTER_FACTOR:
                return stem
        return None

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

    def _find(self, at: int) -> Found | None:
        if at >= len(self.tokens):
            return None
        for length in range(min(_LONGEST, len(self.tokens) - at), 0, -1):
            part = self.tokens[at : at + length]
            if any(token in _STOPS or token == "," for token in part):
                continue
            joined = "".join(part)
            for stem, particle in grammar.without_particle(joined):
                if length > 1 and len(stem) <= len("".join(part[:-1])):
                    continue
                noun, place = korean_nouns().get(stem), korean_places().get(stem)
                if stem.isascii():
                    noun = noun or english_nouns().get(stem.lower())
                    place = place or english_places().get(stem.lower())
                if (noun or place) and self._is_certain(stem, particle, at + length):
                    return Found(at + length, particle, stem, noun, place)
        return self._compound(at)

    def _compound(self, at: int) -> Found | None:
        """A compound written together (나무상자, 황금접시): a known attribute or noun before a known noun."""
        for stem, particle in grammar.without_particle(self.tokens[at]):
            for cut in range(1, len(stem) - 1):
                head, tail = stem[:cut], stem[cut:]
                noun = korean_nouns().get(tail)
                if (
                    noun
                    and len(tail) >= 2
                    and (head in KOREAN_ATTRIBUTES or (len(head) >= 2 and head in korean_nouns()))
                ):
                    said = (KOREAN_ATTRIBUTES[head].name,) if head in KOREAN_ATTRIBUTES else ()
                    return Found(at + 1, particle, stem, noun, None, said)
        return None

    def _is_certain(self, stem: str, particle: str, end: int) -> bool:
        if stem not in grammar.SINGLE_SYLLABLE_RISKS:
            return True
        if particle in {"다", "고", "며", "인", "이다"}:
            return False
        if end >= len(self.tokens) or self.tokens[end] in {",", *_STOPS}:
            return True
        if particle in {"이", "가", "을", "를", "은", "는", "들", "들이", "와", "과", "에", "에서", "마다"}:
            return True
        return self._number(end) is not None or self._location(end) is not None

    def _location(self, at: int) -> tuple[int, str, str] | None:
        """(next token, kind, particle) when a location noun stands here."""
        for length in (2, 1):
            part = self.tokens[at : at + length]
            if len(part) < length or any(token in _STOPS or token == "," for token in part):
                continue
            for stem, particle in grammar.without_particle("".join(part)):
                along = particle == "을" and self.tokens[at + length : at + length + 1] == ["따라"]
                if stem in grammar.LOCATIONS and (along or particle not in {"이", "가", "다", "을"}):
                    return at + length, grammar.LOCATIONS[stem], particle
        return None

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
            if state.location and state.location[0] in {"on_wall", "hanging"}:
                return
            if state.location is None and not state.attributes and state.group:
                self.draft.relate(state.group[-1], kind, CEILING if kind == "hanging" else WALL)
                return
        state.verb = kind

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
        location = self._location(found.end) or self._past_architecture(found.end)
        number = self._number(found.end)
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
        following = self._find(found.end) if not found.particle and not counted and not location else None
        if following and (following.noun or (following.place and draft.place is None)) and self._modifies(found):
            said = KOREAN_ATTRIBUTES.get(found.text)
            state.attributes.append(said.name if said else found.noun.key)
            return found.end
        self._take_noun(found, location)
        return found.end

    def _past_architecture(self, at: int) -> tuple[int, str, str] | None:
        """The location in *오두막 문 옆에*: at a door of the thing itself."""
        if at < len(self.tokens) and self.tokens[at] in grammar.ARCHITECTURE_WORDS:
            return self._location(at + 1)
        return None

    def _modifies(self, found: Found) -> bool:
        """Whether a bare noun before another noun only says what kind it is (꽃 아치, 위스키 잔)."""
        nxt = self.tokens[found.end] if found.end < len(self.tokens) else ","
        return nxt not in {",", *_STOPS}

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
                location = self._location(at + 1)
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
        number = self._number(at + 1) if at + 1 < len(self.tokens) else None
        stem = next(
            ((s, p) for s, p in grammar.without_particle(token) if p in {"이", "가", "들", "들이", "을", "를"}),
            (token, ""),
        )
        if number and number[2] and len(stem[0]) >= 2 and not token.endswith(("씩", "에", "로", "게", "고")):
            entity = self.draft.add(stem[0], label=stem[0], attributes=tuple(state.attributes), count=state.count or 1)
            self._settle(entity, nouns()["box"])
            state.attributes, state.count, state.fresh = [], None, True
            state.group.append(entity)
        return at + 1


def read_korean(prompt: str) -> Semantics:
    """Reads a Korean prompt."""
    return KoreanReader(prompt).read()


__all__ = ["DOOR", "KoreanReader", "read_korean"]
