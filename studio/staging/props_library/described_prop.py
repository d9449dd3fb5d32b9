"""What an imported prop is called, what it is for, what of it is solid and where things stand on it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from studio.model.stage import Role, Side, Size, SupportSurface
from studio.staging.asset_search import noun_of_phrases
from studio.staging.kit.archetype import Attach
from studio.staging.props_library.known_names import known_words, korean_name
from studio.staging.props_library.own_prop import OwnProp
from studio.staging.props_library.shaped_prop import ShapedProp
from studio.staging.props_library.standing_room import level_places, solid_columns
from studio.staging.words.noun import Noun
from studio.staging.words.phrases import phrases_of

_NOISE = re.compile(r"\b(v?\d+|low ?poly|high ?poly|lod\d*|final|export(ed)?|model|mesh|3d|obj|glb|gltf)\b")
_SMALL_M, _LARGE_M = 0.45, 0.3
_ABOVE_FLOOR_M, _NEAR_CEILING_M = 0.3, 1.9
_MOST_NAME, _MOST_TEXT = 80, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueFacts:
    """What a file or its catalogue says of a prop; lengths in metres.

    ``top_m`` is where a catalogue says that things are put down, ``carries`` whether anything may be at all.
    """

    name: str
    name_ko: str = ""
    tags: tuple[str, ...] = ()
    category: str = ""
    source: str = ""
    licence: str = ""
    credit: str = ""
    note: str = ""
    elevation_m: float = 0.0
    top_m: float | None = None
    carries: bool = True
    shelves_m: tuple[float, ...] = ()
    is_opening: bool = False

    @property
    def noun(self) -> Noun | None:
        """What the lexicon knows of it, by its name before its tags."""
        return noun_of_phrases(phrases_of(self.name, self.name_ko)) or noun_of_phrases(phrases_of(*self.tags))

    @property
    def likely_m(self) -> float | None:
        """The longest edge of the things it is named after."""
        noun = self.noun
        return max(noun.size) if noun is not None else None

    def with_note(self, note: str, *, credit: str) -> CatalogueFacts:
        """The same with what had to be guessed and what the file says of its author."""
        return replace(self, note=note, credit=self.credit or credit)


def plain_words(stem: str) -> str:
    """``Old_Oak-Chair_v2`` as ``old oak chair``; the stem itself where nothing else is in it."""
    text = unicodedata.normalize("NFC", stem)
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    words = re.sub(r"[\s_\-.]+", " ", apart).lower()
    plain = " ".join(_NOISE.sub(" ", words).split())
    return (plain or words.strip() or "prop")[:_MOST_NAME]


def described(asset: str, prop: ShapedProp, facts: CatalogueFacts) -> OwnProp:
    """The library's entry of a prop whose mesh is put away under ``asset``."""
    noun = facts.noun
    role = _role(noun, facts, prop.size)
    korean = facts.name_ko or korean_name(facts.name)
    names = tuple(name for name in dict.fromkeys(map(_shown, (facts.name, korean))) if name)
    known = known_words((facts.name, facts.name_ko)) or known_words(facts.tags)
    tags = tuple(tag for tag in dict.fromkeys(map(_shown, (*facts.tags, *known))) if tag and tag not in names)
    is_alive = noun is not None and noun.is_a("person", "animal", "plant")
    carries = facts.carries and not is_alive and max(prop.size) >= _LARGE_M
    return OwnProp(
        id=asset,
        names=names or ("prop",),
        tags=tags,
        category=_shown(facts.category),
        role=role,
        attach=_attach(role, facts, prop.size),
        size=prop.size,
        materials=prop.materials,
        solids=solid_columns(prop.mesh) if max(prop.size) >= _LARGE_M else None,
        surfaces=_surfaces(prop, facts) if carries else (),
        access=_access(noun),
        triangles=len(prop.mesh.triangles),
        licence=_shown(facts.licence, _MOST_TEXT),
        credit=_shown(facts.credit, _MOST_TEXT),
        source=_shown(facts.source, _MOST_TEXT),
        note=facts.note,
    )


def _shown(text: str, most: int = _MOST_NAME) -> str:
    """Without what a terminal or a line of text would obey, and no longer than a name is read."""
    kept = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in text)
    return " ".join(kept.split())[:most]


def _role(noun: Noun | None, facts: CatalogueFacts, size: Size) -> Role:
    if facts.is_opening:
        return "structure"
    if noun is not None:
        return noun.role
    if "light" in facts.category.lower() or "lamp" in facts.tags:
        return "lighting"
    if facts.elevation_m > _ABOVE_FLOOR_M:
        return "furniture_wall"
    return "decoration_surface" if max(size) < _SMALL_M else "furniture_floor"


def _attach(role: Role, facts: CatalogueFacts, size: Size) -> Attach:
    if role == "lighting" and facts.elevation_m > _ABOVE_FLOOR_M:
        return "ceiling" if facts.elevation_m + size[1] > _NEAR_CEILING_M else "wall"
    usual: dict[str, Attach] = {
        "furniture_wall": "wall",
        "decoration_hanging": "ceiling",
        "decoration_surface": "surface",
    }
    return usual.get(role, "floor")


def _access(noun: Noun | None) -> tuple[Side, ...]:
    return ("front",) if noun is not None and noun.is_a("seat", "shelf", "wallside") else ()


def _surfaces(prop: ShapedProp, facts: CatalogueFacts) -> tuple[SupportSurface, ...]:
    """Levels of the mesh; where a catalogue names other heights, rectangles a little inside of the box at those."""
    found = level_places(prop.mesh)
    height = prop.size[1]
    named = (*facts.shelves_m, *((facts.top_m,) if facts.top_m is not None and facts.top_m < height else ()))
    missing = [
        level
        for level in named
        if 0 < level <= height and all(abs(level / height - place.height) > 0.03 for place in found)
    ]
    inside = tuple(
        SupportSurface(height=round(level / height, 5), min=(-0.42, -0.42), max=(0.42, 0.42)) for level in missing
    )
    return tuple(sorted((*found, *inside), key=lambda place: -place.height))
