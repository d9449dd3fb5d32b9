"""Korean into semantics: nouns by their particles, counters, location nouns."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from studio.staging.korean_text import STOPS, THING_PARTICLES, VERBAL, Found, KoreanText
from studio.staging.semantics import CEILING, ROOM, WALL, Draft, Semantics
from studio.staging.words import korean_grammar as grammar
from studio.staging.words.attribute import KOREAN_ATTRIBUTES
from studio.staging.words.mood import read_mood
from studio.staging.words.noun import Noun, nouns
from studio.staging.words.number import COUNTER_FACTOR

_CORNERS = 4
_SMALL_M = 0.7
"""What is smaller may stand on a table whatever it is: a basket, a bag."""
_RING = "ring"
"""*주위에*, *둘레에*: around a thing where there are three or more, else near it."""
_JOINING = frozenset({"와", "과", "랑", "이랑", "하고", "들과"})
_AT = frozenset({"에", "에는", "에서"})


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
    wider: tuple[str, str] | None = None
    couple: tuple[str, str] | None = None
    carried: str | None = None
    amid: str | None = None
    objects: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    joined: str | None = None


class KoreanReader:
    """Reads one prompt; make a new one for each."""

    def __init__(self, prompt: str) -> None:
        self.text = KoreanText(prompt)
        self.tokens = self.text.tokens
        self.draft = Draft()
        self.state = _State()
        self.previous: list[str] = []
        self._counted: set[str] = set()
        self._carriers: dict[str, str] = {}
        self._said: list[str] = []
        self._last_target: str | None = None

    def read(self) -> Semantics:
        """The semantics of the prompt."""
        at = 0
        while at < len(self.tokens):
            at = self._step(at)
        self._predicate()
        self._close_rings()
        stems = [stem for token in self.tokens for stem, _ in grammar.without_particle(token)]
        joined = [a + b for a, b in zip(self.tokens, self.tokens[1:], strict=False)]
        return self.draft.finish("ko", read_mood((*joined, *stems)))

    def _step(self, at: int) -> int:
        token, state = self.tokens[at], self.state
        if token in STOPS or token == ",":
            self._predicate()
            self.previous = state.group or self.previous
            kept = state.location if token == "," and state.location and state.location[0] == "on_top_of" else None
            self._said = [*self._said, *state.group] if token == "," else []
            self._last_target = self._last_target if token == "," else None
            self.state = _State(location=kept, amid=state.amid if token == "," else None)
            return at + 1
        if token in grammar.NEGATIONS:
            self._deny()
            return at + 1
        if token in grammar.RECALLED:
            self._recall()
            return at + 1
        if token in grammar.CARRIED and state.group and state.location is None:
            state.carried, state.fresh = state.group[-1], False
            return at + 1
        if token in {"두고", "둔"} and state.objects:
            state.amid, state.location = state.objects[-1], (_RING, state.objects[-1])
            return at + 1
        if token in grammar.TOWARD and (state.objects or self._names_opening(at - 1)):
            return self._toward(at)
        if token == "각각" and state.each_of is None:
            state.each_of = next((name for name in reversed(self.draft.entities) if self.draft.count_of(name) > 1), None)
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
            self._apply_verb(verb[1], at)
            state.pose = pose[1] if pose else state.pose
            return verb[0]
        if pose:
            self._pose(pose[1], self.tokens[pose[0] - 1])
            return pose[0]
        if state.is_elsewhere and token.startswith(("보이", "보인", "내다")):
            state.is_elsewhere = False
            return at + 1
        if self._points_elsewhere(token):
            state.is_elsewhere = True
            return at + 1
        number = self.text.number_at(at)
        found = self.text.find_at(at)
        if number and not (found and found.noun and found.end > number[0]):
            return self._take_number(*number)
        location = self.text.location_at(at)
        if location and (found is None or found.end <= location[0]):
            is_compartment = "".join(self.tokens[location[0] : location[0] + 1]).startswith("칸")
            self._locate(location[1], None, location[2], is_compartment=is_compartment)
            return location[0] + is_compartment
        if found:
            return self._take(found, at)
        return self._unknown(at)

    def _close_rings(self) -> None:
        kinds = {True: "around", False: "near"}
        self.draft.relations = [
            replace(one, kind=kinds[self.draft.count_of(one.source) // self.draft.count_of(one.target) > 2]) if one.kind == _RING else one
            for one in self.draft.relations
        ]

    def _recall(self) -> None:
        """*그는 집과 마당을 떠올린다*: what the sentence named is only in his mind."""
        for name in {*self._said, *self.state.group} - {self.state.subject}:
            if name in self.draft.entities:
                self.draft.passed_over.append(self.draft.entities[name].label)
                self.draft.forget(name)
        self._said, self.state = [], _State(subject=self.state.subject)

    def _names_opening(self, at: int) -> str | None:
        """The door or window an eojeol names."""
        readings = grammar.without_particle(self.tokens[at]) if at >= 0 else ()
        return next((grammar.ARCHITECTURE_WORDS[stem] for stem, _ in readings if stem in grammar.ARCHITECTURE_WORDS), None)

    def _toward(self, at: int) -> int:
        """*의자 두 개가 창을 향해 있다*, *무대를 향한 의자*."""
        state = self.state
        target = self._names_opening(at - 1) or state.objects[-1]
        if state.subject and state.subject != target:
            self.draft.relate(state.subject, "facing", target)
        else:
            state.location, state.is_used = ("facing", target), False
        return at + 1

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
        is_share = "씩" in raw[-2:] or self.tokens[end : end + 1] == ["씩"]
        if counter == "줄":
            for entity in [state.subject] if state.subject else (state.group or self.previous)[-1:]:
                self.draft.relate(entity, "rows", ROOM)
            state.fresh = bool(state.group)
            return end
        if self.tokens[end : end + 1] and self.tokens[end] in grammar.CAPACITY:
            return end + 1
        if state.group and state.fresh:
            self._count(state.group[-1], number, raw, is_share=is_share)
            state.fresh = any(token == "총" for token in self.tokens[end : end + 2]) or raw.endswith(("의", "에", "을", "를"))
            if raw.endswith(("와", "과", "하고", "랑")):
                state.fresh = False
            if raw.endswith(tuple(_AT)) and self._carries(state.group[-1]):
                state.location, state.is_used, state.fresh = ("on_top_of", state.group[-1]), False, False
        elif self.previous and not state.group and "총" in self.tokens[max(0, end - 3) : end]:
            self.draft.recount(self.previous[-1], number)
        elif not is_share:
            state.count = number
        return end

    def _count(self, entity: str, number: int, raw: str, *, is_share: bool) -> None:
        """Says how many there are of a thing; a share is of each host or side, unless the whole was told before."""
        state, draft = self.state, self.draft
        if raw.endswith(("가", "이", "은", "는")):
            state.subject = entity
        if raw.endswith(("을", "를")):
            state.objects.append(entity)
        if is_share and entity in self._counted:
            return
        factor = draft.count_of(state.each_of) if state.each_of else 1
        if is_share and not state.each_of:
            hosts = [one for one in draft.relations_of(entity) if one.kind != "rows"]
            both = any(one.kind == "beside_both" for one in hosts) or (state.location or ("",))[0] == "beside_both"
            corners = any(one.kind == "in_corner" for one in hosts)
            factor = _CORNERS if corners else 2 if both else max((draft.count_of(one.target) for one in hosts), default=1)
        draft.recount(entity, number * factor)
        self._counted.add(entity)
        load = self._carriers.get(entity)
        if load and load not in self._counted:
            # *불판 놓인 식탁 여섯 개*: one on each.
            draft.recount(load, number * factor)

    def _carries(self, entity: str) -> bool:
        noun = self.draft.entities[entity].noun
        return noun is None or noun.is_a("top", "table", "seat", "shelf")

    def _antecedent(self) -> str | None:
        group = self.state.group or self.previous
        return group[-1] if group else None

    def _locate(self, kind: str, target: str | None, particle: str, *, is_compartment: bool = False) -> None:
        """Opens a location for what follows: *탁자 위에*, *벽을 따라*, *중앙에*."""
        state = self.state
        if is_compartment and self._last_target:
            kind, target = "on_top_of", self._last_target
        if target is None and kind not in {"centered", "in_corner", "on_wall", "hanging", "inside_floor"}:
            target = state.group[-1] if state.group and state.fresh else None
            state.each_of = target if target and particle == "마다" else state.each_of
            if target is None and not particle:
                return
            if target is None and kind in {"in_front_of", "left_of", "right_of", "behind"}:
                target = self._last_target or (self._antecedent() if kind == "behind" else None)
            elif target is None and kind not in {"on_top_of", "inside"}:
                target = self._antecedent()
        self._last_target = target if target in self.draft.entities else self._last_target
        state.fresh = False
        if kind == "on_wall" and state.location and not state.is_used and state.location[0] in {"facing", "behind"}:
            # *소파 맞은편 벽에*: on the wall, and across from the sofa.
            state.wider = ("facing" if state.location[0] == "facing" else "near", state.location[1])
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

    def _apply_verb(self, kind: str, at: int) -> None:
        state = self.state
        if kind == "along_wall":
            if state.location and state.location[0] == "on_wall":
                state.location = ("against_wall", WALL)
            elif state.group and state.fresh:
                noun = self.draft.entities[state.group[-1]].noun
                is_way = noun is not None and noun.is_a("flat")
                state.location = ("beside_both" if is_way else "next_to", state.group[-1])
            return
        if kind in {"facing_each_other", "rows"} and (state.group or self.previous):
            entity = state.subject or (state.group or self.previous)[-1]
            if kind == "rows":
                self.draft.relate(entity, "rows", ROOM)
                return
            faced = state.objects[-1] if state.objects and state.amid is None else None
            if faced and faced != entity:
                self.draft.relate(entity, "facing", faced)
                return
            self.draft.relate(entity, "facing", entity + "#other")
            if state.amid and state.amid != entity:
                self.draft.relations = [one for one in self.draft.relations if one.kind != _RING or one.source != entity]
                self.draft.relate(state.amid, "between", entity)
            return
        if kind == "floating" and state.location and state.location[0] == "on_top_of":
            if not self.tokens[at].endswith("에"):
                return
            state.location = None
        if kind == "around" and state.location and state.location[1] in self.draft.entities and not state.is_used:
            state.location = ("around", state.location[1])
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
            self.draft.relate(people[-1], *self._seated(*state.location))
            state.location, state.is_used = None, True

    def _seated(self, kind: str, target: str) -> tuple[str, str]:
        """Who sits *at* a table is by it, not on it."""
        noun = self.draft.entities[target].noun if target in self.draft.entities else None
        at_table = kind == "on_top_of" and noun is not None and noun.is_a("table") and not noun.is_a("seat")
        return ("next_to" if at_table else kind), target

    def _deny(self) -> None:
        state = self.state
        for gone in dict.fromkeys([*state.also, *state.group[-1:]]):
            self.draft.absent.add(self.draft.entities[gone].head)
            self.draft.forget(gone)
            if gone in state.group:
                state.group.remove(gone)
        state.also = []

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
        if state.is_elsewhere or found.particle in grammar.SIMILES or self.tokens[found.end : found.end + 1][:1] and self.tokens[found.end] in grammar.LIKE:
            draft.passed_over.append(found.text)
            state.attributes, state.count = [], None
            return number[0] if number else found.end
        following = self.text.find_at(found.end) if not found.particle and not counted and not location else None
        is_bare = not found.particle and not counted and not location and found.end < len(self.tokens)
        if is_bare and following is None and self.text.unknown_at(found.end, is_listed=True) and self._modifies(found):
            state.attributes.append(found.noun.key)
            return found.end
        if following and (following.noun or (following.place and draft.place is None)) and self._modifies(found):
            said = KOREAN_ATTRIBUTES.get(found.text)
            state.attributes.append(said.name if said else found.noun.key)
            return found.end
        self._take_noun(found, location)
        again = state.group and draft.count_of(state.group[-1]) > 1 and number and number[1] == 1
        if again and number and state.group[-1] in self._counted and self._is_place(number[0]):
            # *벤치 하나에 노인이*: one of those told of.
            state.fresh = True
            if self.tokens[number[0] - 1].endswith(tuple(_AT)):
                state.location, state.is_used, state.fresh = ("on_top_of", state.group[-1]), False, False
            return number[0]
        return found.end

    def _is_place(self, at: int) -> bool:
        return self.tokens[at - 1].endswith(tuple(_AT)) or self.text.location_at(at) is not None

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
        number = self.text.number_at(found.end)
        every = found.particle.startswith("마다") or (found.particle == "당" and number is not None)
        one_of = number is not None and number[1] == 1 and self._is_place(number[0])
        is_target = location is not None or every or found.particle in {*_AT, "에게"} or one_of
        known = draft.known(noun.key, noun) if is_target or state.count is None else None
        again = found.particle in {"은", "는"} or (found.particle in {"을", "를", "의", "도"} and number is None)
        told_again = known is not None and (is_target or again) and not attributes and (number is None or one_of or every)
        if told_again and known is not None:
            entity = known
        else:
            plural = "들" in found.particle
            count = state.count if state.count is not None else (3 if plural else 1)
            paired = self._pair(noun)
            if state.each_of:
                count *= draft.count_of(state.each_of)
            label = " ".join([*(self._written(attributes)), found.text]).strip()
            exact = state.count is not None or not plural
            entity = draft.add(noun.key, label=label, noun=noun, attributes=attributes, count=count, is_exact=exact)
            if state.count is not None:
                self._counted.add(entity)
            if paired:
                draft.relate(entity, _RING, paired)
                draft.relate(entity, "facing", paired)
                state.location = None
            self._settle(entity, noun)
        if state.carried and state.carried in draft.entities and state.carried != entity:
            draft.relate(state.carried, "on_top_of", entity)
            if state.carried not in self._counted and draft.count_of(entity) > 1:
                draft.recount(state.carried, draft.count_of(entity))
            self._carriers[entity] = state.carried
            state.carried = None
        state.count, state.attributes, state.fresh = None, [], True
        state.group.append(entity)
        if found.particle in {"을", "를"}:
            state.objects.append(entity)
        if found.particle == "도":
            state.also.append(entity)
        particle_host = found.particle in _AT and location is None
        if every:
            state.each_of = entity
            state.location = None
        elif particle_host and noun.is_a("top", "table", "seat", "shelf"):
            state.location, state.fresh, state.is_used = ("on_top_of", entity), False, False
        elif particle_host:
            state.hook = entity
        state.couple = (state.joined, entity) if state.joined else None
        state.joined = entity if found.particle in _JOINING else None
        if state.joined:
            state.fresh = False
        if found.particle in {"이", "가", "은", "는", "들이", "들은"} and location is None:
            state.subject = entity

    def _pair(self, noun: Noun) -> str | None:
        """The table that seats were named together with: *식탁과 의자 여섯 개*."""
        last = self.state.joined
        host = self.draft.entities[last].noun if last else None
        is_pair = host is not None and host.is_a("table") and noun.is_a("seat") and {"chair", "stool"} & {noun.key, *noun.like}
        return last if is_pair else None

    def _written(self, attributes: tuple[str, ...]) -> list[str]:
        return [word for word, said in KOREAN_ATTRIBUTES.items() if said.name in attributes and word in self.tokens]

    def _settle(self, entity: str, noun: Noun | None) -> None:
        """Relates a new entity to where it was said to be."""
        state, draft = self.state, self.draft
        if state.verb in {"floating", "hanging", "on_wall"}:
            draft.relate(entity, state.verb, {"hanging": CEILING, "on_wall": WALL}.get(state.verb, ROOM))
        elif state.verb == "rows":
            draft.relate(entity, "rows", ROOM)
        if state.pose and noun is not None and noun.is_a("person"):
            draft.strike_pose(entity, state.pose)
        if state.each_of and state.each_of != entity:
            self._settle_on(entity, noun, state.each_of)
        elif state.location:
            state.is_used = True
            kind, target = state.location
            small = noun is None or noun.role in {"decoration_surface", "lighting"} or noun.is_a("person", "animal")
            small = small or (noun is not None and max(noun.size) < _SMALL_M)
            if noun is not None and noun.is_a("person"):
                kind, target = self._seated(kind, target)
            if kind == "on_wall" and noun is not None and noun.role not in {"furniture_wall", "decoration_surface", "lighting"}:
                kind = "against_wall"
            if kind == "on_top_of" and self._hangs_above(noun, target):
                draft.relate(entity, "on_wall", WALL)
                kind, small = "near", True
            if kind == "on_top_of" and not small and not state.is_topic and target in draft.entities:
                return
            draft.relate(entity, kind, target)
            if kind == "between" and state.couple and state.couple[1] == target:
                draft.relate(entity, kind, state.couple[0])
            if state.wider and kind in {"on_wall", "against_wall"}:
                draft.relate(entity, *state.wider)
        if state.posed_at is not None and state.posed_at == state.location:
            state.location = None
        state.verb, state.pose, state.posed_at = None, None, None

    def _hangs_above(self, noun: Noun | None, target: str) -> bool:
        """*벽난로 위에 초상화*: on the wall above it; on a desk a picture stands."""
        under = self.draft.entities[target].noun if target in self.draft.entities else None
        is_for_walls = noun is not None and noun.role == "furniture_wall" and max(noun.size) >= _SMALL_M
        return is_for_walls and under is not None and not under.is_a("table", "shelf")

    def _settle_on(self, entity: str, noun: Noun | None, host: str) -> None:
        host_noun = self.draft.entities[host].noun
        carries = host_noun is not None and host_noun.is_a("top", "table", "shelf")
        is_light = noun is not None and noun.role == "lighting" and carries
        if noun is None or noun.role == "decoration_surface" or is_light:
            self.draft.relate(entity, "on_top_of", host)
            return
        seated = noun.is_a("person") and host_noun is not None and host_noun.is_a("seat")
        gathers = noun.is_a("seat") and host_noun is not None and host_noun.is_a("table")
        self.draft.relate(entity, "on_top_of" if seated else _RING if gathers else "next_to", host)
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
        is_listed = state.location is not None or (at > 0 and self.tokens[at - 1] == ",") or bool(state.group)
        if self._is_host_again(at):
            return at + 1
        if {stem for stem, _ in grammar.without_particle(token)} & grammar.BODIES and self.text.location_at(at + 1):
            return at + 2
        named = self.text.unknown_at(at, is_listed=is_listed)
        if named is None or state.is_elsewhere:
            self._pass_over(at)
            return at + 1
        self._take_unknown(*named, at)
        return at + 1

    def _is_host_again(self, at: int) -> bool:
        """*좌석에*: a thing without a noun of the lexicon that was named before, or that a thing is said to be on."""
        for stem, particle in grammar.without_particle(self.tokens[at]):
            if particle in _AT and len(stem) > 1 and stem not in grammar.ABSTRACT:
                known = next((e.id for e in reversed(self.draft.entities.values()) if e.head == stem), None)
                if known is None and self.text.is_host(at):
                    known = self.draft.add(stem, label=stem)
                if known:
                    self.state.group.append(known)
                    self.state.location, self.state.is_used = ("on_top_of", known), False
                    return True
        return False

    def _pass_over(self, at: int) -> None:
        token = self.tokens[at]
        if len(token) > 1 and not token.endswith(VERBAL):
            readings = grammar.without_particle(token)
            name = next((stem for stem, particle in readings if particle in THING_PARTICLES), token)
            self.draft.passed_over.append(name)

    def _take_unknown(self, name: str, particle: str, at: int) -> None:
        """A thing under its own name; what is counted by the bottle is bottles."""
        state, draft = self.state, self.draft
        number = self.text.number_at(at + 1)
        container = grammar.CONTAINERS.get(number[2]) if number else None
        noun = nouns()[container] if container else None
        location = self.text.location_at(at + 1)
        known = draft.known(name) if location or particle in {"은", "는", "을", "를"} else None
        if known is None:
            count = (state.count or (3 if "들" in particle else 1)) * (draft.count_of(state.each_of) if state.each_of else 1)
            known = draft.add(
                noun.key if noun else name, label=name, noun=noun, attributes=tuple(state.attributes), count=count,
                is_exact=state.count is not None or "들" not in particle,
            )  # fmt: skip
            self._settle(known, noun)
        state.attributes, state.count, state.fresh = [], None, particle not in _JOINING
        state.group.append(known)
        if particle in {"이", "가", "은", "는"}:
            state.subject = known
        if particle in {"을", "를"}:
            state.objects.append(known)
        if particle == "도":
            state.also.append(known)


def read_korean(prompt: str) -> Semantics:
    """Reads a Korean prompt."""
    return KoreanReader(prompt).read()
