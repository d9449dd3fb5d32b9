"""A scene's set: from its own words or from one line, with the people who play in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from studio.agents.scene_people import scene_people, staging_text
from studio.agents.stage_design import StageDesign
from studio.model.documents import Board
from studio.model.ids import DocPath, SceneId, stage_path
from studio.model.operations import Create, Operation, Set
from studio.model.reader import DocumentReader
from studio.model.stage import Prop, Stage, stage_to_fields
from studio.staging.cast import PersonInScene
from studio.staging.designed import settled_spec, with_resources
from studio.staging.library import Library
from studio.staging.pipeline import stage_prompt, stage_spec
from studio.workflows.prop_library import person_library
from studio.workflows.read_production import SceneReading


def scene_stage(
    reading: SceneReading, *, prompt: str | None = None, seed: int = 0, pinned: Sequence[Prop] = ()
) -> Stage:
    """The set of a scene. Without a ``prompt``, the scene's heading and first lines describe it.

    What a person placed by hand (``pinned``) stays where it is, and what is staged anew keeps clear of it.
    """
    text = prompt or words_of(reading)
    people = _cast(reading, text)
    stage = stage_prompt(text, seed=seed, people=people, library=person_library(), pinned=pinned).stage
    return _costumed(stage, reading, pinned)


def designed_scene(
    reading: SceneReading, design: StageDesign, *, prompt: str | None = None, seed: int = 0, pinned: Sequence[Prop] = ()
) -> Stage:
    """The set of a scene as a model designed it, placed as ``scene_stage`` places, with the scene's own people.

    Raises:
        studio.errors.SpecError: the design cannot be staged.
    """
    text = prompt or words_of(reading)
    stage = designed_stage(
        design, text, people=_cast(reading, text), seed=seed, pinned=pinned, library=person_library()
    )
    return _costumed(stage, reading, pinned)


def designed_stage(
    design: StageDesign,
    words: str,
    *,
    people: Sequence[PersonInScene] = (),
    seed: int = 0,
    pinned: Sequence[Prop] = (),
    library: Library | None = None,
) -> Stage:
    """A design as a stage: what of it stands where is decided here.

    Raises:
        studio.errors.SpecError: the design cannot be staged.
    """
    spec = settled_spec(design.spec, prompt=words, people=people, expansion=design.expansion)
    stage = stage_spec(spec, seed=seed, pinned=pinned, library=library)
    return with_resources(stage, design.resources)


def words_of(reading: SceneReading) -> str:
    """The scene's heading and first lines, which describe its set."""
    return staging_text(reading.beats, people=reading.figures, shown_in=reading.shown_in)


def _cast(reading: SceneReading, text: str) -> tuple[PersonInScene, ...]:
    return tuple(
        PersonInScene(name=person.name, pose=person.pose, figure=person.asset, holds=_brought(person.holds, text))
        for person in scene_people(reading.beats, people=reading.figures)
    )


def _costumed(stage: Stage, reading: SceneReading, pinned: Sequence[Prop]) -> Stage:
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


def reframing_operations(
    boards: Iterable[tuple[DocPath, Board]], shots: Sequence[Mapping[str, Any] | None], stage: Stage
) -> list[Operation]:
    """Boards stand in another set: each gets the camera of the same shot there (``worker_jobs.framed_again``)."""
    pinned = {prop.id for prop in pinned_props(stage)}
    ops: list[Operation] = []
    for (path, board), shot in zip(boards, shots, strict=True):
        ops += [Set(path, (field,), value) for field, value in (shot or {}).items()]
        # What a board has of its own of a prop that stays is still true; of the others nothing is known.
        kept = {name: fields for name, fields in board.prop_overrides.items() if name in pinned}
        if kept != board.prop_overrides:
            ops.append(Set(path, ("propOverrides",), kept))
    return ops
