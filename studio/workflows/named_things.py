"""Who and what of a set the words of a board speak of: 시계 finds the 벽시계, ``clocks`` the wall clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studio.agents.korean_forms import PARTICLES, has_hangul
from studio.agents.sentences import words_of
from studio.errors import InputError
from studio.model.stage import Prop, Stage
from studio.staging.words.noun import english_nouns, korean_nouns
from studio.viewport.subject import find_prop, is_person


def on_stage(stage: Stage, names: Sequence[str]) -> tuple[str, ...]:
    """Those of the names that stand on the set."""
    found = []
    for name in names:
        try:
            find_prop(stage, name)
        except InputError:
            continue
        found.append(name)
    return tuple(found)


def things_named(stage: Stage, text: str) -> tuple[str, ...]:
    """Names of things on the set that a text speaks of, in its order; the first of several that are alike."""
    things = [prop for prop in stage.props if not is_person(prop) and not prop.hidden]
    found: dict[str, None] = {}
    for word in words_of(text):
        spoken = set(_nouns_in(word.lower))
        prop = next((prop for prop in things if spoken & set(_names_of(prop))), None)
        if prop is not None:
            found[prop.name or prop.id] = None
    return tuple(found)


def _nouns_in(word: str) -> Iterator[str]:
    """A word without its plural or particle, and the kind of thing it is."""
    if has_hangul(word):
        stems = [word, *(word.removesuffix(particle) for particle in PARTICLES if word.endswith(particle))]
        kinds = korean_nouns()
    else:
        stems = [word, word.removesuffix("s"), word.removesuffix("es")]
        kinds = english_nouns()
    for stem in filter(None, stems):
        yield stem
        if noun := kinds.get(stem):
            yield noun.key


def _names_of(prop: Prop) -> Iterator[str]:
    """What a prop is called: its kind, the last word of that and of its name."""
    for name in (prop.node.replace("_", " "), prop.name.casefold()):
        if name:
            yield name
            yield name.replace(" ", "_")
            last = name.split()[-1]
            yield last
            yield last.removesuffix("s")
            if has_hangul(last):
                yield from (last[at:] for at in range(1, len(last) - 1))
