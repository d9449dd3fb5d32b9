"""A scene's set: from its own words or from one line, with the people who play in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studio.agents.scene_people import scene_people, staging_text
from studio.model.ids import SceneId, stage_path
from studio.model.operations import Create, Operation, Set
from studio.model.reader import DocumentReader
from studio.model.stage import Prop, Stage, stage_to_fields
from studio.staging.cast import PersonInScene
from studio.staging.pipeline import stage_prompt
from studio.workflows.prop_library import person_library
from studio.workflows.read_production import SceneReading


def scene_stage(
    reading: SceneReading, *, prompt: str | None = None, seed: int = 0, pinned: Sequence[Prop] = ()
) -> Stage:
    """The set of a scene. Without a ``prompt``, the scene's heading and first lines describe it.

    What a person placed by hand (``pinned``) stays where it is, and what is staged anew keeps clear of it.
    """
    text = prompt or staging_text(reading.beats, people=reading.figures, shown_in=reading.shown_in)
    people = tuple(
        PersonInScene(name=person.name, pose=person.pose, figure=person.asset, holds=_brought(person.holds, text))
        for person in scene_people(reading.beats, people=reading.figures)
    )
    stage = stage_prompt(text, seed=seed, people=people, library=person_library(), pinned=pinned).stage
    kept = {prop.id for prop in pinned}
    props = tuple(prop if prop.id in kept else _dressed(prop, reading.costumes) for prop in stage.props)
    return stage.model_copy(update={"props": props})


def _brought(thing: str | None, described: str) -> str | None:
    """What somebody brings to a set in whose description it is not already."""
    return thing if thing is not None and thing not in described.casefold() else None


def pinned_props(stage: Stage | None) -> tuple[Prop, ...]:
    """What a person placed on a set: it stands there still when the scene is staged anew."""
    return tuple(prop for prop in stage.props if prop.pinned) if stage is not None else ()


def _dressed(prop: Prop, costumes: Mapping[str, str]) -> Prop:
    colour = costumes.get(prop.name) if prop.semantic_role == "character" else None
    return prop.model_copy(update={"material": {**(prop.material or {}), "palette": colour}}) if colour else prop


def stage_operations(documents: DocumentReader, scene: SceneId, stage: Stage) -> list[Operation]:
    """Makes ``stage`` the scene's set, in place of the one before."""
    path = stage_path(scene)
    fields = stage_to_fields(stage)
    if documents.raw(path) is None:
        return [Create(path, fields)]
    return [Set(path, (), fields)]
