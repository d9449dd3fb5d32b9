"""The seven steps in order: prompt → semantics → spec → zones → sizes → assets → places → validated Stage."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from studio.model.stage import Prop, SpecNode, Stage, StageReport, StageSpec, Zone
from studio.staging.assets import AssetIndex, ChosenAsset
from studio.staging.cameras import default_cameras
from studio.staging.cast import PersonInScene
from studio.staging.contradictions import contradictions
from studio.staging.in_hand import with_held
from studio.staging.itemise import itemise, pinned_body
from studio.staging.library import Library, kit_library
from studio.staging.placement.body import Body
from studio.staging.placement.effort import Effort
from studio.staging.placement.place import FloorPlans, Placement, place_all
from studio.staging.refine import Attempt, refined
from studio.staging.resources import decide_resources
from studio.staging.room import Room, build_room, stage_container
from studio.staging.scale import MOST_SHRINKS, Scaled, scale_node, shrunk
from studio.staging.semantics import analyse, understood
from studio.staging.spec import build_spec
from studio.staging.spec_check import check_spec, warnings_of
from studio.staging.validation import validate
from studio.staging.words.attribute import attribute
from studio.staging.zoning import zone_at, zones_of

_MOST_TO_SHRINK = 300
"""Up to this many objects a crowded stage is tried again with smaller ones."""
PerfCounter = Callable[[], float]


@dataclass(frozen=True, slots=True)
class StagedPrompt:
    """A prompt's spec and the stage built from it."""

    spec: StageSpec
    stage: Stage


class _Stopwatch:
    """Milliseconds by step."""

    def __init__(self, clock: PerfCounter) -> None:
        self._clock, self._since = clock, clock()
        self.timings: dict[str, float] = {}

    def lap(self, step: str) -> None:
        now = self._clock()
        self.timings[step] = round(self.timings.get(step, 0.0) + (now - self._since) * 1000, 3)
        self._since = now


def stage_prompt(
    prompt: str,
    *,
    seed: int = 0,
    literal: bool = False,
    people: Sequence[PersonInScene] = (),
    library: Library | None = None,
    pinned: Sequence[Prop] = (),
    clock: PerfCounter = time.perf_counter,
) -> StagedPrompt:
    """Stages a prompt or the action of a scene; the same prompt and seed give the same props.

    ``literal`` adds nothing that is not named; ``people`` are staged as figures; ``pinned`` props stay exactly where
    they are.

    Raises:
        studio.errors.SpecError: more is asked for than a stage can hold.
    """
    watch = _Stopwatch(clock)
    semantics = analyse(prompt)
    watch.lap("semantics")
    spec = build_spec(prompt, literal=literal, people=people)
    watch.lap("spec")
    stage = stage_spec(spec, seed=seed, library=library, pinned=pinned, clock=clock)
    timings = {**stage.report.timings_ms, **watch.timings}
    told = {"understood": understood(semantics), "not_understood": semantics.passed_over,
            "expansion": spec.metadata.expansion}  # fmt: skip
    report = stage.report.model_copy(update={"timings_ms": timings, **told})
    return StagedPrompt(spec, stage.model_copy(update={"report": report}))


def stage_spec(
    spec: StageSpec,
    *,
    seed: int = 0,
    pinned: Sequence[Prop] = (),
    library: Library | None = None,
    clock: PerfCounter = time.perf_counter,
) -> Stage:
    """Builds the Stage of a spec; ``pinned`` props stay exactly where they are.

    Raises:
        studio.errors.SpecError: the spec cannot be staged; ``node`` and ``field`` say why.
    """
    check_spec(spec)
    kit = library or kit_library()
    watch = _Stopwatch(clock)
    room = build_room(spec.main_container)
    zones = zones_of(room)
    watch.lap("zoning")
    choice = AssetIndex(kit).choose_all(spec.nodes)
    chosen = choice.chosen
    watch.lap("assets")
    sizes = _sizes(spec, chosen, kit)
    watch.lap("scale")
    container = stage_container(spec.main_container, room)
    notes = tuple(asset.note for asset in chosen.values())

    effort = Effort()

    def attempt(turn: int, first: Set[str], start: Sequence[Body], is_packed: bool) -> Attempt:
        effort.begin(turn, is_packed=is_packed)
        trial_seed = seed if turn == 0 else f"{seed}/retry/{turn}"
        placed, fitted = _placed_or_shrunk(
            spec, chosen, sizes, room, seed=trial_seed, library=kit, pinned=pinned, first=first, start=start,
            effort=effort,
        )  # fmt: skip
        props = (*pinned, *(_prop(body, zones) for body in placed.bodies))
        watch.lap("placement")
        checked = validate(spec, container, props, placed.unplaced, assets=notes)
        watch.lap("validation")
        return Attempt(placed, fitted, props, checked)

    best, attempts = refined(spec, attempt)
    props = with_held(best.props)
    resources = decide_resources(spec, container, props)
    report = StageReport(
        inference_method=spec.metadata.inference_method,
        timings_ms={"semantics": 0.0, "spec": 0.0, **watch.timings},
        unplaced=best.placed.unplaced,
        scale=tuple(scaled.note for scaled in best.sizes.values()),
        assets=notes,
        relations=best.checked.relations,
        quality=best.checked.quality,
        warnings=(*warnings_of(spec), *contradictions(spec), *choice.faults),
        attempts=attempts,
    )
    return Stage(
        title=spec.title, theme=spec.theme, prompt=spec.metadata.prompt, seed=seed, container=container, zones=zones,
        props=props, lights=resources.lights, sky=resources.sky, post=resources.post, particles=resources.particles,
        sound=resources.sound,
        cameras=default_cameras(room, props), report=report,
    )  # fmt: skip


def _placed_or_shrunk(
    spec: StageSpec,
    chosen: dict[str, ChosenAsset],
    sizes: dict[str, Scaled],
    room: Room,
    *,
    seed: int | str,
    library: Library,
    pinned: Sequence[Prop],
    first: Set[str],
    start: Sequence[Body],
    effort: Effort,
) -> tuple[Placement, dict[str, Scaled]]:
    """A placement, and the sizes it took: what finds no place is tried a little smaller, and told so."""
    plans: FloorPlans = {}

    def place(some: dict[str, Scaled]) -> Placement:
        return _place(
            spec, chosen, some, room, seed=seed, library=library, pinned=pinned, plans=plans, first=first, start=start,
            effort=effort,
        )  # fmt: skip

    placed = place(sizes)
    for _ in range(MOST_SHRINKS):
        crowded = _may_shrink(spec, placed, sizes, chosen)
        if not crowded:
            break
        smaller = {**sizes, **{name: shrunk(sizes[name], why="it found no free place") for name in crowded}}
        trial = place(smaller)
        if len(trial.unplaced) > len(placed.unplaced):
            break
        placed, sizes = trial, smaller
    return placed, sizes


def _place(
    spec: StageSpec,
    chosen: dict[str, ChosenAsset],
    sizes: dict[str, Scaled],
    room: Room,
    *,
    seed: int | str,
    library: Library,
    pinned: Sequence[Prop],
    plans: FloorPlans,
    first: Set[str],
    start: Sequence[Body],
    effort: Effort,
) -> Placement:
    items = itemise(spec, chosen, sizes, library)
    kept = {prop.id for prop in pinned}
    fixed = [pinned_body(prop, items, library) for prop in pinned]
    free = [item for item in items if item.id not in kept]
    return place_all(
        free, room, seed=seed, library=library, fixed=fixed, plans=plans, first=first, start=start, effort=effort
    )


def _may_shrink(
    spec: StageSpec, placed: Placement, sizes: dict[str, Scaled], chosen: dict[str, ChosenAsset]
) -> list[str]:
    """Nodes with instances that found no place and whose size nobody fixed; people and crowds keep theirs."""
    if not placed.unplaced or sum(node.count for node in spec.nodes) > _MOST_TO_SHRINK:
        return []
    missing = {one.id.partition("#")[0] for one in placed.unplaced}
    return [
        node.id
        for node in spec.nodes
        if node.id in missing
        and node.size is None
        and chosen[node.id].kind.category != "person"
        and min(sizes[node.id].size) > 0.01
    ]


def _sizes(spec: StageSpec, chosen: dict[str, ChosenAsset], library: Library) -> dict[str, Scaled]:
    """Sizes of all nodes; a parent that is a node itself is the container its children are measured by."""
    nodes = {node.id: node for node in spec.nodes}
    sizes: dict[str, Scaled] = {}
    for node in spec.nodes:
        parent = nodes.get(node.parent_id) if node.parent_id else None
        parent_size = parent.size if parent is not None and parent.is_container else None
        sizes[node.id] = scale_node(
            node, chosen[node.id], container=spec.main_container, parent_size=parent_size, library=library
        )
    return sizes


def _prop(body: Body, zones: tuple[Zone, ...]) -> Prop:
    item = body.item
    node = item.node
    position = (body.x, body.y, body.z)
    support = "surface" if body.parent is not None else item.support
    material = node.material or _said_material(node)
    return Prop(
        id=item.id, node=node.id, name=node.name or node.id, semantic_role=node.semantic_role, asset=item.asset,
        position=position, rotation=(0.0, body.yaw, 0.0), size=item.size, parent_id=body.parent or node.parent_id,
        support=support, zone=zone_at(zones, position), description=node.description, material=material,
        pose=item.pose, solids=item.solids, support_surfaces=item.surfaces or None,
    )  # fmt: skip


def _said_material(node: SpecNode) -> dict[str, str] | None:
    """The palette that words name where no material is given: a *golden* plate is gold."""
    for word in (*node.keywords, *node.name.lower().split()):
        palette = attribute(word).palette
        if palette:
            return {"palette": palette}
    return None
