"""A spec that a model designed: its people are the scene's, its doors the room's, and nothing in it says where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from pydantic import Field

from studio.model.frozen import Frozen
from studio.model.stage import Container, Expansion, SpecMetadata, SpecNode, Stage, StageSpec
from studio.staging.cast import PersonInScene, cast_nodes
from studio.staging.container import room_openings
from studio.staging.resources import base_lights
from studio.staging.semantics import analyse
from studio.staging.words.people import figure_of_name
from studio.staging.words.place import Place, places

BY_MODEL = "ai_unified"
_HEIGHT_SHARE, _LEAST_HEIGHT_M = 0.35, 2.6


class SetResources(Frozen):
    """Light and sky as a designer wants them, each with its reason; what is left out the rules decide."""

    light: Literal["day", "night", "sunset", "indoor warm", "indoor cool", "fantasy", "horror", "neon"] | None = None
    light_reason: str = ""
    sky: Literal["day", "night", "sunset", "dawn", "overcast"] | None = None
    sky_prompt: str = ""
    sky_reason: str = ""
    fog: float | None = Field(default=None, ge=0, le=0.2)
    music: str = ""


def settled_spec(
    spec: StageSpec, *, prompt: str, people: Sequence[PersonInScene] = (), expansion: Expansion | None = None
) -> StageSpec:
    """The spec as it is staged.

    Fields that the contract does not name (positions above all), the room's corners and the places of its doors are
    left out: code decides where. Openings count by kind and go where the room's rules put them.
    """
    nodes = [_plain(node) for node in spec.nodes]
    nodes = _with_people(nodes, people)
    count = sum(node.count for node in nodes)
    metadata = SpecMetadata(
        prompt=prompt, inference_method=BY_MODEL, node_count=count, container_count=1, expansion=expansion
    )
    return StageSpec(
        scene_id=spec.scene_id,
        title=spec.title,
        theme=spec.theme,
        main_container=_room(spec.main_container, prompt),
        nodes=tuple(nodes),
        metadata=metadata,
    )


def with_resources(stage: Stage, wanted: SetResources | None) -> Stage:
    """The stage in the designer's light and under the designer's sky."""
    if wanted is None:
        return stage
    changes: dict[str, object] = {}
    if wanted.light is not None:
        rest = tuple(light for light in stage.lights if light.kind not in {"ambient", "sun"})
        changes["lights"] = (*base_lights(wanted.light, wanted.light_reason or "as designed"), *rest)
    sky = {"style": wanted.sky, "prompt": wanted.sky_prompt, "reason": wanted.sky_reason}
    if told := {name: value for name, value in sky.items() if value}:
        changes["sky"] = stage.sky.model_copy(update=told)
    if wanted.fog is not None:
        changes["post"] = stage.post.model_copy(update={"fog": wanted.fog})
    if wanted.music:
        bgm = {**stage.sound.bgm, "mood": wanted.music}
        changes["sound"] = stage.sound.model_copy(update={"bgm": bgm})
    return stage.model_copy(update=changes)


def _plain(node: SpecNode) -> SpecNode:
    """The node with the contract's own fields only."""
    known = {name: getattr(node, name) for name in SpecNode.model_fields}
    return SpecNode(**{**known, "is_container": node.is_container and node.size is not None, "implied": False})


def _room(container: Container, prompt: str) -> Container:
    place = analyse(prompt).place or places()["field" if container.outdoor else "room"]
    known = {name: getattr(container, name) for name in Container.model_fields}
    size = container.size or _size(container, place)
    doors = sum(each.kind != "window" for each in container.openings)
    windows = sum(each.kind == "window" for each in container.openings)
    if container.openings:
        place = replace(place, doors=doors, windows=windows)
    openings = () if container.outdoor else room_openings(place, size)
    material = container.material or {"floor": place.floor, "wall": place.wall}
    return Container(
        **{**known, "size": size, "footprint": None, "openings": openings, "material": material, "parent_id": None}
    )


def _size(container: Container, place: Place) -> tuple[float, float, float]:
    edge = container.suggested_scale
    if edge is None:
        return place.size
    return (edge, round(max(_LEAST_HEIGHT_M, edge * _HEIGHT_SHARE), 2), edge)


def _with_people(nodes: list[SpecNode], people: Sequence[PersonInScene]) -> list[SpecNode]:
    """The scene's people as figures: those that the designer gave a place in the plan keep what was said of them."""
    found = list(nodes)
    missing: list[PersonInScene] = []
    for person in people:
        name = person.name.strip().casefold()
        turn = next((t for t, node in enumerate(found) if _is(node, name)), None)
        if turn is None:
            missing.append(person)
            continue
        figure = person.figure or figure_of_name(person.name)
        found[turn] = found[turn].model_copy(
            update={
                "name": person.name,
                "description": figure,
                "keywords": (figure,),
                "count": 1,
                "size": None,
                "pose": found[turn].pose or person.pose,
            }
        )
    return [*found, *cast_nodes(missing, found)]


def _is(node: SpecNode, name: str) -> bool:
    is_named = name in {node.name.strip().casefold(), node.id.replace("_", " ").casefold()}
    return node.semantic_role == "character" and is_named
