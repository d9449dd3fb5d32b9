"""What is known while Korean is read: the clause so far, and where a new thing settles."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from studio.staging.korean_text import THING_PARTICLES, KoreanText
from studio.staging.semantics import CEILING, ROOM, WALL, Draft
from studio.staging.words import korean_grammar as grammar
from studio.staging.words.attribute import KOREAN_ATTRIBUTES
from studio.staging.words.mood import speaks_of_mood
from studio.staging.words.noun import Noun

STAGE_M2 = 3.5
SMALL_M = 0.7
"""What is smaller may stand on a table whatever it is: a basket, a bag."""
RING = "ring"
"""*주위에*, *둘레에*: around a thing where there are three or more, else near it."""
JOINING = frozenset({"와", "과", "랑", "이랑", "하고", "들과"})
AT = frozenset({"에", "에는", "에서"})


@dataclass(slots=True)
class KoreanState:
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


class KoreanGround:
    """The state of one reading, and what follows from it."""

    def __init__(self, prompt: str) -> None:
        self.text = KoreanText(prompt)
        self.tokens = self.text.tokens
        self.draft = Draft()
        self.state = KoreanState()
        self.previous: list[str] = []
        self._counted: set[str] = set()
        self._carriers: dict[str, str] = {}
        self._said: list[str] = []
        self._last_target: str | None = None

    def _close_rings(self) -> None:
        kinds = {True: "around", False: "near"}
        self.draft.relations = [
            replace(one, kind=kinds[self.draft.count_of(one.source) // self.draft.count_of(one.target) > 2])
            if one.kind == RING
            else one
            for one in self.draft.relations
        ]

    def _recall(self) -> None:
        """*그는 집과 마당을 떠올린다*: what the sentence named is only in his mind."""
        for name in {*self._said, *self.state.group} - {self.state.subject}:
            if name in self.draft.entities:
                self.draft.passed_over.append(self.draft.entities[name].label)
                self.draft.forget(name)
        self._said, self.state = [], KoreanState(subject=self.state.subject)

    def _antecedent(self) -> str | None:
        group = self.state.group or self.previous
        return group[-1] if group else None

    def _has_top(self, entity: str) -> bool:
        noun = self.draft.entities[entity].noun if entity in self.draft.entities else None
        return noun is not None and noun.is_a("top", "table")

    def _carries(self, entity: str) -> bool:
        noun = self.draft.entities[entity].noun
        return noun is None or noun.is_a("top", "table", "seat", "shelf")

    def _seated(self, kind: str, target: str) -> tuple[str, str]:
        """Who sits *at* a table is by it, not on it."""
        noun = self.draft.entities[target].noun if target in self.draft.entities else None
        at_table = kind == "on_top_of" and noun is not None and noun.is_a("table") and not noun.is_a("seat")
        return ("next_to" if at_table else kind), target

    def _pair(self, noun: Noun) -> str | None:
        """The table that seats were named together with: *식탁과 의자 여섯 개*."""
        last = self.state.joined
        host = self.draft.entities[last].noun if last else None
        is_pair = (
            host is not None
            and host.is_a("table")
            and noun.is_a("seat")
            and {"chair", "stool"} & {noun.key, *noun.like}
        )
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
            small = small or (noun is not None and max(noun.size) < SMALL_M) or self._is_stage(target)
            if noun is not None and noun.is_a("person"):
                kind, target = self._seated(kind, target)
            if (
                kind == "on_wall"
                and noun is not None
                and noun.role not in {"furniture_wall", "decoration_surface", "lighting"}
            ):
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

    def _is_stage(self, target: str) -> bool:
        """Whether furniture may stand on it: a stage, a deck."""
        noun = self.draft.entities[target].noun if target in self.draft.entities else None
        return (
            noun is not None and noun.is_a("top") and not noun.is_a("table") and noun.size[0] * noun.size[2] > STAGE_M2
        )

    def _hangs_above(self, noun: Noun | None, target: str) -> bool:
        """*벽난로 위에 초상화*: on the wall above it; on a desk a picture stands."""
        under = self.draft.entities[target].noun if target in self.draft.entities else None
        is_for_walls = noun is not None and noun.role == "furniture_wall" and max(noun.size) >= SMALL_M
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
        self.draft.relate(entity, "on_top_of" if seated else RING if gathers else "next_to", host)
        if noun.is_a("seat"):
            self.draft.relate(entity, "facing", host)

    def _names_opening(self, at: int) -> str | None:
        """The door or window an eojeol names."""
        readings = grammar.without_particle(self.tokens[at]) if at >= 0 else ()
        return next(
            (grammar.ARCHITECTURE_WORDS[stem] for stem, _ in readings if stem in grammar.ARCHITECTURE_WORDS), None
        )

    def _pass_over(self, at: int) -> None:
        token = self.tokens[at]
        readings = grammar.without_particle(token)
        if token.endswith(grammar.VERBAL_ENDS) or any(speaks_of_mood(stem) for stem, _ in readings):
            return
        name = next((stem for stem, particle in readings if particle in THING_PARTICLES), token)
        if len(name) > 1:
            self.draft.passed_over.append(name)
