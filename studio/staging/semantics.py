"""Step 1: what a prompt or an action line names: things, how many, how they relate, the place and its mood."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from studio.staging.words.mood import Mood
from studio.staging.words.noun import Noun
from studio.staging.words.place import Place
from studio.staging.words.sense import meant_in

Language = Literal["en", "ko"]
ROOM, WALL, DOOR, WINDOW, CEILING = "@room", "@wall", "@door", "@window", "@ceiling"
_DWELLINGS = frozenset({"house", "cabin", "castle"})
"""Buildings that rooms are said to be of."""
ARCHITECTURE = frozenset({ROOM, WALL, DOOR, WINDOW, CEILING})


@dataclass(frozen=True, slots=True)
class Entity:
    """One kind of thing a prompt names; ``head`` is its canonical English name, ``label`` what was written.

    ``is_exact`` is False where only a plural was written; then ``count`` is a guess.
    """

    id: str
    head: str
    label: str
    noun: Noun | None = None
    attributes: tuple[str, ...] = ()
    count: int = 1
    pose: str | None = None
    is_exact: bool = True


@dataclass(frozen=True, slots=True)
class Relation:
    """``source`` stands in a relation of ``kind`` to an entity or to a part of the room."""

    source: str
    kind: str
    target: str
    instance: int | None = None


@dataclass(frozen=True, slots=True)
class Semantics:
    """All that was understood; ``absent`` are the heads a prompt says are not there.

    ``passed_over`` are its words that nothing was made of, in their order.
    """

    language: Language
    place: Place | None
    place_label: str
    place_attributes: tuple[str, ...]
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    absent: frozenset[str]
    mood: Mood
    passed_over: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """What a reader has understood so far."""

    place: Place | None = None
    place_label: str = ""
    place_attributes: tuple[str, ...] = ()
    entities: dict[str, Entity] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)
    passed_over: list[str] = field(default_factory=list)

    def add(
        self,
        head: str,
        *,
        label: str,
        noun: Noun | None = None,
        attributes: tuple[str, ...] = (),
        count: int = 1,
        is_exact: bool = True,
    ) -> str:
        """A new entity; returns its id, the head itself or the head with a number."""
        name, turn = head, 2
        while name in self.entities:
            name, turn = f"{head}_{turn}", turn + 1
        self.entities[name] = Entity(name, head, label, noun, attributes, count, None, is_exact)
        return name

    def settle_in(self, place: Place, label: str, attributes: tuple[str, ...], *, within: str = "") -> None:
        """The first place named is the set; a second one is told as not understood: a set is one room.

        Where the label of the first stands right before the second, ``within``, that is where in it the set is.
        """
        if within and within == self.place_label and not self.entities:
            self.place, self.place_label = place, f"{within} {label}"
        elif self.place is None:
            self.place, self.place_label, self.place_attributes = place, label, attributes
        elif place.key not in {self.place.key, "room"} and label not in self.place_label:
            self.passed_over.append(f"{label} (a second room: what it holds stands in the {self.place_label})")

    def known(self, head: str, noun: Noun | None = None) -> str | None:
        """The latest entity of that head, else the latest that is a special case of it (a desk is a table)."""
        for entity in reversed(self.entities.values()):
            if entity.head == head:
                return entity.id
        for entity in reversed(self.entities.values()):
            if head in entity.head.split("_") or (noun and entity.noun and head in entity.noun.like[:1]):
                return entity.id
        return None

    def relate(self, source: str, kind: str, target: str, *, instance: int | None = None) -> None:
        """Adds a relation once; nothing relates to itself."""
        relation = Relation(source, kind, target, instance)
        if source != target and relation not in self.relations:
            self.relations.append(relation)

    def recount(self, entity: str, count: int) -> None:
        """Corrects how many there are of an entity."""
        self.entities[entity] = replace(self.entities[entity], count=max(1, count), is_exact=True)

    def strike_pose(self, entity: str, pose: str) -> None:
        """Gives people a pose."""
        self.entities[entity] = replace(self.entities[entity], pose=pose)

    def count_of(self, entity: str) -> int:
        """How many there are of an entity; 1 for a part of the room."""
        return self.entities[entity].count if entity in self.entities else 1

    def count_of_all(self, entity: str) -> int:
        """How many there are of all entities of its head."""
        head = self.entities[entity].head
        return sum(other.count for other in self.entities.values() if other.head == head)

    def forget(self, entity: str) -> None:
        """Takes an entity out again, with all its relations."""
        self.entities.pop(entity)
        self.relations = [one for one in self.relations if entity not in {one.source, one.target}]

    def relations_of(self, entity: str) -> list[Relation]:
        """The relations an entity is the source of."""
        return [relation for relation in self.relations if relation.source == entity]

    def finish(self, language: Language, mood: Mood) -> Semantics:
        """The frozen result, without what the prompt denies: *no chairs*, *0 cups*.

        *A house with a kitchen*: a building that the room is in stands round the set, not on it.
        """
        is_indoors = self.place is not None and not self.place.outdoor
        around = {name: one for name, one in self.entities.items() if is_indoors and one.head in _DWELLINGS}
        self.passed_over += [f"{one.label} (the set is the {self.place_label} in it)" for one in around.values()]
        kept = {
            name: entity
            for name, entity in self.entities.items()
            if entity.head not in self.absent and entity.count > 0 and name not in around
        }
        relations = tuple(
            relation
            for relation in self.relations
            if relation.source in kept
            and (relation.target.removesuffix("#other") in kept or relation.target in ARCHITECTURE)
        )
        entities = tuple(kept.values())
        absent = frozenset(self.absent)
        return Semantics(
            language, self.place, self.place_label, self.place_attributes, entities, relations, absent, mood,
            tuple(dict.fromkeys(self.passed_over)),
        )  # fmt: skip


def understood(semantics: Semantics) -> tuple[str, ...]:
    """What was read, a line each: the place, things and how many, how they relate, what is not there, the mood."""
    found = [f"place: {semantics.place.key}"] if semantics.place else []
    for entity in semantics.entities:
        words = " ".join((*entity.attributes, entity.head)).replace("_", " ")
        about = "" if entity.is_exact else " (a plural without a number)"
        found.append(f"{entity.count} × {words}{about}: {entity.label}")
    for relation in semantics.relations:
        target = relation.target.replace("#other", " (one another)").removeprefix("@")
        found.append(f"{relation.source} {relation.kind} {target}")
    found += [f"no {head}" for head in sorted(semantics.absent)]
    mood = semantics.mood
    told = {
        "time": mood.time,
        "weather": mood.weather,
        "season": mood.season,
        "theme": mood.theme,
        "mood": mood.feeling,
    }
    for name, value in told.items():
        if value:
            found.append(f"{name}: {value}")
    return tuple(found)


def language_of(prompt: str) -> Language:
    """Korean when a fifth of the letters is Hangul."""
    letters = [letter for letter in prompt if letter.isalpha()]
    hangul = sum("가" <= letter <= "힣" for letter in letters)
    return "ko" if hangul * 5 >= max(1, len(letters)) else "en"


def analyse(prompt: str) -> Semantics:
    """Reads a prompt, a scene heading or action lines in English or Korean.

    Words are matched whole (성 within 성당 is no castle); what no lexicon knows keeps its own name.
    """
    from studio.staging.asides import without_asides
    from studio.staging.reading_english import read_english
    from studio.staging.reading_korean import read_korean

    plain = without_asides(prompt)
    semantics = read_korean(plain.text) if language_of(prompt) == "ko" else read_english(plain.text)
    semantics = _as_meant_here(semantics)
    return replace(semantics, passed_over=(*plain.asides, *semantics.passed_over)) if plain.asides else semantics


def _as_meant_here(semantics: Semantics) -> Semantics:
    """The same with words read as they are meant in the place that was named."""
    place = semantics.place.key if semantics.place else ""
    sitting = {one.id for one in semantics.entities if one.pose == "sit"}
    sat_in = {one.target for one in semantics.relations if one.source in sitting}
    meant = {
        one.id: noun
        for one in semantics.entities
        if (noun := meant_in(place, one.label, one.noun) or (one.id in sat_in and meant_in("sit", one.label, one.noun)))
    }
    if not meant:
        return semantics

    def said(noun: Noun) -> tuple[str, ...]:
        return noun.ko if semantics.language == "ko" else noun.en

    names = {one.id: one.id for one in semantics.entities}
    for name, noun in meant.items():
        taken, turn = set(names.values()), 2
        names[name] = noun.key
        while names[name] in taken - {name}:
            names[name], turn = f"{noun.key}_{turn}", turn + 1
    entities = tuple(
        replace(one, id=names[one.id], head=noun.key, noun=noun, label=said(noun)[0])
        if (noun := meant.get(one.id))
        else one
        for one in semantics.entities
    )
    relations = tuple(
        replace(one, source=names.get(one.source, one.source), target=_renamed(one.target, names))
        for one in semantics.relations
    )
    return replace(semantics, entities=entities, relations=relations)


def _renamed(target: str, names: dict[str, str]) -> str:
    base = target.removesuffix("#other")
    return names.get(base, base) + target[len(base) :]
