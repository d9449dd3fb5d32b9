"""A production as staging and film grammar read it: every scene's beats, its number, and who is who."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio.agents.film_grammar import place_key
from studio.agents.person_words import Figure
from studio.agents.scene_beats import SceneBeats, names_in, read_beats
from studio.agents.scene_people import script_people
from studio.model.ids import SceneId
from studio.model.reader import DocumentReader
from studio.script.scene_text import scene_number_of
from studio.workflows.costumes import costumes


@dataclass(frozen=True, slots=True)
class SceneReading:
    """One scene as read; ``known_places`` are the places that scenes before it have shown.

    ``shown_in`` is the one of them that showed this scene's place first.
    """

    id: SceneId
    number: str
    beats: SceneBeats
    figures: Mapping[str, Figure]
    costumes: Mapping[str, str]
    known_places: frozenset[str]
    shown_in: SceneBeats | None = None


def read_production(documents: DocumentReader) -> tuple[SceneReading, ...]:
    """Every scene in story order, read once, with the figures of all people of the script."""
    scenes = documents.scenes()
    # Cues without capitals are learned from the whole script, so each scene is read again with everybody's name.
    names = frozenset(names_in(read_beats(scene.script) for _, scene in scenes))
    beats = [read_beats(scene.script, known_names=names) for _, scene in scenes]
    bible = documents.project.production_bible.characters
    descriptions = {person.name: person.description for person in bible.values()}
    figures = script_people(beats, descriptions=descriptions)
    worn = costumes(figures, descriptions)
    readings = []
    known: dict[str, SceneBeats] = {}
    for place, ((name, scene), read) in enumerate(zip(scenes, beats, strict=True), 1):
        number = scene_number_of(scene.script) or str(place)
        place_shown = place_key(read)
        readings.append(
            SceneReading(name, number, read, figures, worn, frozenset(known), shown_in=known.get(place_shown))
        )
        known.setdefault(place_shown, read)
    return tuple(readings)
