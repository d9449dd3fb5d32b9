"""Korean into semantics: nouns by their particles, counters, location nouns."""

from __future__ import annotations

from studio.staging.korean_ground import AT, RING, KoreanState
from studio.staging.korean_rows import KoreanRows
from studio.staging.korean_text import STOPS
from studio.staging.semantics import CEILING, ROOM, WALL, Semantics
from studio.staging.words import korean_grammar as grammar
from studio.staging.words.mood import read_mood
from studio.staging.words.number import COUNTER_FACTOR

_CORNERS = 4


class KoreanReader(KoreanRows):
    """Reads one prompt; make a new one for each."""

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
            self.state = KoreanState(location=kept, amid=state.amid if token == "," else None)
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
        if token in grammar.HELD and state.objects:
            self._hold(token)
            return at + 1
        if token in {"두고", "둔"} and state.objects:
            state.amid, state.location = state.objects[-1], (RING, state.objects[-1])
            return at + 1
        if token in grammar.TOWARD and (state.objects or self._names_opening(at - 1)):
            return self._toward(at)
        if token == "각각" and state.each_of is None:
            state.each_of = next(
                (name for name in reversed(self.draft.entities) if self.draft.count_of(name) > 1), None
            )
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

    def _hold(self, token: str) -> None:
        """*여자가 컵을 들고 서 있다*, *컵을 쥔 여자*: what is in somebody's hand is on them."""
        state, held = self.state, self.state.objects[-1]
        if token.endswith("쥔"):
            state.carried, state.fresh = held, False
            return
        named = [*([state.subject] if state.subject else []), *reversed(state.group), *reversed(self.previous)]
        people = (name for name in named if (n := self.draft.entities[name].noun) and n.is_a("person"))
        holder = next(people, None)
        if holder is not None:
            self.draft.relate(held, "on_top_of", holder)
            state.fresh = False

    def _toward(self, at: int) -> int:
        """*의자 두 개가 창을 향해 있다*, *무대를 향한 의자*."""
        state = self.state
        target = self._names_opening(at - 1) or state.objects[-1]
        if state.subject and state.subject != target:
            self.draft.relate(state.subject, "facing", target)
        else:
            state.location, state.is_used = ("facing", target), False
        return at + 1

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
            self._take_rows(end, number)
            return end
        if self._takes_row_size(number):
            return end
        if self.tokens[end : end + 1] and self.tokens[end] in grammar.CAPACITY:
            return end + 1
        if state.group and state.fresh:
            self._count(state.group[-1], number, raw, is_share=is_share)
            state.fresh = any(token == "총" for token in self.tokens[end : end + 2]) or raw.endswith(
                ("의", "에", "을", "를")
            )
            if raw.endswith(("와", "과", "하고", "랑")):
                state.fresh = False
            if raw.endswith(tuple(AT)) and self._carries(state.group[-1]):
                state.location, state.is_used, state.fresh = ("on_top_of", state.group[-1]), False, False
        elif self.previous and not state.group and "총" in self.tokens[max(0, end - 3) : end]:
            self.draft.recount(self.previous[-1], number)
        elif is_share and state.subject and state.subject not in self._counted:
            # *신도석은 통로 좌우에 여덟 개씩*: the topic is what is counted.
            self._count(state.subject, number, raw, is_share=True)
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
            self._shares[entity] = number
            hosts = [one for one in draft.relations_of(entity) if one.kind != "rows"]
            both = any(one.kind == "beside_both" for one in hosts) or (state.location or ("",))[0] == "beside_both"
            corners = any(one.kind == "in_corner" for one in hosts)
            factor = (
                _CORNERS if corners else 2 if both else max((draft.count_of(one.target) for one in hosts), default=1)
            )
        draft.recount(entity, number * factor)
        self._counted.add(entity)
        load = self._carriers.get(entity)
        if load and load not in self._counted:
            # *불판 놓인 식탁 여섯 개*: one on each.
            draft.recount(load, number * factor)

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
                self.draft.relations = [one for one in self.draft.relations if one.kind != RING or one.source != entity]
                self.draft.relate(state.amid, "between", entity)
            return
        if kind == "floating" and state.location and state.location[0] == "on_top_of":
            if not self.tokens[at].endswith("에"):
                return
            state.location = None
        if kind == "around" and state.location and state.location[1] in self.draft.entities and not state.is_used:
            state.location = ("around", state.location[1])
            return
        near = [one for one in self.draft.relations if one.source in state.group[-1:] and one.kind in {"near", RING}]
        if kind == "around" and near:
            # *분수대 주변에 벤치 여섯 개가 둥글게*.
            self.draft.relations.remove(near[-1])
            self.draft.relate(near[-1].source, "around", near[-1].target)
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

    def _deny(self) -> None:
        state = self.state
        for gone in dict.fromkeys([*state.also, *state.group[-1:]]):
            self.draft.absent.add(self.draft.entities[gone].head)
            self.draft.forget(gone)
            if gone in state.group:
                state.group.remove(gone)
        state.also = []


def read_korean(prompt: str) -> Semantics:
    """Reads a Korean prompt."""
    return KoreanReader(prompt).read()
