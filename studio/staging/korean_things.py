"""Korean nouns as things of the set: known ones, those no lexicon knows, places."""

from __future__ import annotations

from studio.staging.korean_ground import AT, JOINING, RING, KoreanGround
from studio.staging.korean_text import STOPS, Found
from studio.staging.semantics import CEILING, ROOM, WALL
from studio.staging.words import korean_grammar as grammar
from studio.staging.words.attribute import KOREAN_ATTRIBUTES
from studio.staging.words.noun import nouns


class KoreanThings(KoreanGround):
    """Takes a noun into the draft, with what its particle says of it."""

    def _take(self, found: Found, at: int) -> int:
        state, draft = self.state, self.draft
        location = self.text.location_at(found.end) or self.text.past_architecture_at(found.end)
        number = self.text.number_at(found.end)
        counted = number is not None and state.count is None
        is_place = found.place is not None and (found.noun is None or (not draft.entities and draft.place is None))
        if found.place is not None and is_place and not (counted and found.noun):
            before = self.tokens[at - 1] if at else ""
            draft.settle_in(found.place, found.text, tuple(dict.fromkeys(state.attributes)), within=before)
            state.attributes, state.count = [], None
            return location[0] if location and location[1] in {"inside", "in_front_of"} else found.end
        if self.tokens[at] in grammar.ARCHITECTURE_WORDS and not found.noun:
            return found.end
        if found.noun is None:
            return found.end
        if (
            state.is_elsewhere
            or found.particle in grammar.SIMILES
            or (self.tokens[found.end : found.end + 1][:1] and self.tokens[found.end] in grammar.LIKE)
        ):
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
            if self.tokens[number[0] - 1].endswith(tuple(AT)):
                state.location, state.is_used, state.fresh = ("on_top_of", state.group[-1]), False, False
            return number[0]
        return found.end

    def _is_place(self, at: int) -> bool:
        return self.tokens[at - 1].endswith(tuple(AT)) or self.text.location_at(at) is not None

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
        is_target = location is not None or every or found.particle in {*AT, "에게"} or one_of
        known = draft.known(noun.key, noun) if is_target or state.count is None else None
        again = found.particle in {"은", "는"} or (found.particle in {"을", "를", "의", "도"} and number is None)
        told_again = (
            known is not None and (is_target or again) and not attributes and (number is None or one_of or every)
        )
        if told_again and known is not None:
            entity = known
        else:
            plural = "들" in found.particle
            usual = 2 if found.text in grammar.COUPLES else 1
            count = state.count if state.count is not None else (3 if plural else usual)
            paired = self._pair(noun)
            if state.each_of:
                count *= draft.count_of(state.each_of)
            label = " ".join([*(self._written(attributes)), found.text]).strip()
            exact = state.count is not None or not plural
            entity = draft.add(noun.key, label=label, noun=noun, attributes=attributes, count=count, is_exact=exact)
            if state.count is not None:
                self._counted.add(entity)
            if paired:
                draft.relate(entity, RING, paired)
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
        particle_host = found.particle in AT and location is None
        if every:
            state.each_of = entity
            state.location = None
        elif particle_host and noun.is_a("top", "table", "seat", "shelf"):
            state.location, state.fresh, state.is_used = ("on_top_of", entity), False, False
        elif particle_host:
            state.hook = entity
        state.couple = (state.joined, entity) if state.joined else None
        state.joined = entity if found.particle in JOINING else None
        if state.joined:
            state.fresh = False
        if found.particle in {"이", "가", "은", "는", "들이", "들은"} and location is None:
            state.subject = entity

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
            if particle in AT and len(stem) > 1 and stem not in grammar.ABSTRACT:
                known = next((e.id for e in reversed(self.draft.entities.values()) if e.head == stem), None)
                if known is None and self.text.is_host(at):
                    known = self.draft.add(stem, label=stem)
                if known:
                    self.state.group.append(known)
                    self.state.location, self.state.is_used = ("on_top_of", known), False
                    return True
        return False

    def _take_unknown(self, name: str, particle: str, at: int) -> None:
        """A thing under its own name; what is counted by the bottle is bottles."""
        state, draft = self.state, self.draft
        number = self.text.number_at(at + 1)
        container = grammar.CONTAINERS.get(number[2]) if number else None
        noun = nouns()[container] if container else None
        location = self.text.location_at(at + 1)
        known = draft.known(name) if location or particle in {"은", "는", "을", "를"} else None
        if known is None:
            count = (state.count or (3 if "들" in particle else 1)) * (
                draft.count_of(state.each_of) if state.each_of else 1
            )
            known = draft.add(
                noun.key if noun else name, label=name, noun=noun, attributes=tuple(state.attributes), count=count,
                is_exact=state.count is not None or "들" not in particle,
            )  # fmt: skip
            self._settle(known, noun)
        state.attributes, state.count, state.fresh = [], None, particle not in JOINING
        state.group.append(known)
        if particle in {"이", "가", "은", "는"}:
            state.subject = known
        if particle in {"을", "를"}:
            state.objects.append(known)
        if particle == "도":
            state.also.append(known)

    def _points_elsewhere(self, token: str) -> bool:
        """Whether what follows is only seen from here: *창밖에*, *멀리*, in a room also *바다에*."""
        place = self.draft.place
        stems = {stem for stem, particle in grammar.without_particle(token) if particle not in {"가", "이", "를", "을"}}
        return bool(stems & grammar.ELSEWHERE) or (
            place is not None and not place.outdoor and bool(stems & grammar.BEYOND_INDOORS)
        )

    def _locate(self, kind: str, target: str | None, particle: str, *, is_compartment: bool = False) -> None:
        """Opens a location for what follows: *탁자 위에*, *벽을 따라*, *중앙에*."""
        state = self.state
        if kind == "centered" and particle.startswith("으로") and state.objects:
            # *모닥불을 중심으로*.
            state.location, state.is_used = (RING, state.objects[-1]), False
            return
        if (
            kind in {"left_of", "right_of", "centered"}
            and not state.is_used
            and (state.location or ("",))[0] == "on_top_of"
        ):
            # *무대 위 오른쪽에*: on it all the same.
            return
        if kind == "centered" and target is None and state.group and state.fresh and self._has_top(state.group[-1]):
            target = state.group[-1]
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
        if (
            kind == "on_wall"
            and state.location
            and not state.is_used
            and state.location[0] in {"facing", "behind", "on_top_of"}
        ):
            # *소파 맞은편 벽에*: on the wall, and across from the sofa.
            state.wider = ("facing" if state.location[0] == "facing" else "near", state.location[1])
        if kind == "inside_floor" or (kind == "inside" and target is None):
            state.location = None if kind == "inside_floor" else state.location
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
