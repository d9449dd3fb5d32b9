import math
import random
from collections.abc import Sequence

import pytest

from bench.unseen.rooms import unseen_room
from studio.model.stage import Opening, SpecNode, StageSpec
from studio.staging.assets import AssetIndex
from studio.staging.checks.access import access_of
from studio.staging.checks.floor_walk import walk_of
from studio.staging.itemise import itemise
from studio.staging.library import kit_library
from studio.staging.pipeline import stage_prompt, stage_spec
from studio.staging.placement.body import Body, Occupancy
from studio.staging.placement.effort import Effort
from studio.staging.placement.grouping import make_units
from studio.staging.placement.item import Item
from studio.staging.placement.options import Options
from studio.staging.placement.plan import Plan, PlanJudge
from studio.staging.placement.site import Site
from studio.staging.placement.unit import Unit
from studio.staging.placement.ways import Ways
from studio.staging.room import build_room
from studio.staging.scale import scale_node
from tests.unit.staging.specs import faults_of, node, relation
from tests.unit.staging.test_jostling import box

Place = tuple[float, float, float]


class Floor:
    """A plan of some nodes in a room with a door in its left wall, as a test places them, and the ways through it."""

    def __init__(self, *nodes: SpecNode, wide: float = 6.0, deep: float = 3.0) -> None:
        door = Opening(kind="door", start=(-wide / 2, 0.45), end=(-wide / 2, -0.45), clear=0.8)
        container = box(wide, deep).model_copy(update={"openings": (door,)})
        spec = StageSpec(main_container=container, nodes=nodes)
        kit = kit_library()
        chosen = AssetIndex(kit).choose_all(spec.nodes).chosen
        sizes = {
            one.id: scale_node(one, chosen[one.id], container=container, parent_size=None, library=kit) for one in nodes
        }
        items = list(itemise(spec, chosen, sizes, kit))
        self.items: dict[str, Item] = {item.id: item for item in items}
        self.units = {unit.anchor.id: unit for unit in make_units(items)}
        self.site = Site(build_room(container))
        self.effort = Effort()
        self.effort.begin(0)
        owners = {item.id: unit.anchor.id for unit in self.units.values() for item in unit.items}
        self.asking: dict[str, list[str]] = {}
        for item in items:
            for name in (name for wish in item.wishes for name in wish.targets):
                self.asking.setdefault(name, []).append(item.id)
        self.judge = PlanJudge(self.site, (), owners, self.effort)
        self.owners = owners

    def plan(self, **places: Place) -> Plan:
        """The plan in which units stand as said, judged."""
        bodies = [body for name, (x, z, yaw) in places.items() for body in self.units[name].stand(x, z, yaw)]
        plan = Plan(bodies, [], 0.0)
        self.judge.judge(plan, Occupancy(bodies))
        return plan

    def made(self, plan: Plan, groups: Sequence[Sequence[Unit]] | None = None) -> Plan:
        """The plan with ways made."""
        options = Options(self.site, self.asking, self.effort)
        alone = [[unit] for unit in self.units.values()]
        ways = Ways(
            groups or alone, self.site, (), self.judge, options, self.units, self.owners, self.asking, self.effort
        )
        return ways.made(plan, random.Random(1))

    def holds(self, bodies: Sequence[Body]) -> bool:
        """Whether all of them stand in the room and none in another."""
        occupied = Occupancy(bodies)
        free = all([other for other in occupied.hits(body) if other is not body] == [] for body in bodies)
        return free and all(self.site.holds(body) and not self.site.blocks_door(body) for body in bodies)


def _chests_across() -> tuple[Floor, Plan]:
    """Two chests that leave no way through the middle of a room."""
    floor = Floor(node("first", (0.5, 0.6, 1.35)), node("second", (0.5, 0.6, 1.2)))
    return floor, floor.plan(first=(0.6, -0.8, 0.0), second=(0.6, 0.7, 0.0))


def test_that_a_way_is_made_by_moving_who_shuts_floor_off() -> None:
    floor, plan = _chests_across()
    assert plan.faults > 1.0
    found = floor.made(plan)
    assert found.faults < 0.1
    assert floor.holds(found.bodies)


def test_that_whoever_shuts_nothing_off_stays() -> None:
    floor = Floor(node("first", (0.5, 0.6, 1.35)), node("second", (0.5, 0.6, 1.2)), node("other", (0.5, 0.5, 0.5)))
    plan = floor.plan(first=(0.6, -0.8, 0.0), second=(0.6, 0.7, 0.0), other=(2.7, -1.2, 0.0))
    before = next(body for body in plan.bodies if body.item.id == "other")
    assert before in floor.made(plan).bodies


def test_that_no_wish_is_given_up_for_a_way() -> None:
    """The chests are to be next to one another, so that one of them alone goes nowhere far."""
    beside = (relation("first", "next_to", distance=(0.0, 0.3)), relation("first", "aligned_with"))
    floor = Floor(node("first", (0.5, 0.6, 1.35)), node("second", (0.5, 0.6, 1.2), relationships=beside))
    plan = floor.plan(first=(0.6, -0.8, 0.0), second=(0.6, 0.7, 0.0))
    bodies = floor.made(plan).bodies
    assert floor.judge.wishes_lost(bodies, Occupancy(bodies)) == 0.0


def test_that_what_stands_at_a_wall_stays_at_it() -> None:
    floor = Floor(node("wardrobe", (0.9, 2.0, 0.6)), node("crate", (0.6, 0.6, 1.95)))
    plan = floor.plan(wardrobe=(0.6, -1.18, 0.0), crate=(0.6, 0.2, 0.0))
    found = {body.item.id: body for body in floor.made(plan).bodies}
    assert found["wardrobe"].z == pytest.approx(-1.18, abs=0.02)


def test_that_a_row_moves_as_one() -> None:
    floor = Floor(node("crate", (0.6, 0.6, 0.6), count=3))
    plan = floor.plan(**{f"crate#{turn + 1}": (0.5, 0.75 * (turn - 1), 0.0) for turn in range(3)})
    made = floor.made(plan, [list(floor.units.values())])
    found = {body.item.id: body for body in made.bodies}
    apart = [found[f"crate#{turn}"].z - found[f"crate#{turn - 1}"].z for turn in (2, 3)]
    assert made.faults < plan.faults
    assert apart == pytest.approx([0.75, 0.75])
    assert len({body.x for body in found.values()}) == 1


def test_that_a_room_with_a_way_is_left_alone() -> None:
    floor = Floor(node("first", (0.5, 0.6, 0.5)))
    plan = floor.plan(first=(1.0, 0.0, 0.0))
    assert floor.made(plan) is plan


def test_that_people_come_to_both_sides_of_a_long_table_by_the_wall() -> None:
    """Six chairs about a table in a narrow room: those at the wall are come to as well."""
    around = (relation("table", "around"), relation("table", "facing"))
    spec = StageSpec(
        main_container=box(5.0, 4.2),
        nodes=(
            node("table", (1.8, 0.75, 0.9)),
            node("chair", (0.45, 0.9, 0.5), count=6, relationships=around, accessSides=("front",)),
            node("sideboard", (1.5, 0.85, 0.45), relationships=(relation("room", "against_wall"),)),
        ),
    )
    stage = stage_spec(spec)
    walk = walk_of(stage.container, stage.props, cell_m=0.06)
    assert min(walk.navigable, walk.reachable) >= 0.98
    assert faults_of(spec, stage) == []


def test_that_chairs_stand_around_a_pinned_table_in_a_full_room() -> None:
    room = unseen_room(31003, share=0.5)
    stage = stage_spec(room.spec, pinned=room.pinned)
    assert any(prop.node.startswith("table") for prop in room.pinned)
    assert [note for note in stage.report.relations if not note.satisfied] == []
    assert faults_of(room.spec, stage) == []


def test_that_people_come_to_what_is_pinned() -> None:
    room = unseen_room(71024, share=0.3)
    stage = stage_spec(room.spec, pinned=room.pinned)
    access = access_of(room.spec, stage.container, stage.props)
    assert any(node_.access_sides for node_ in room.spec.nodes if node_.id in {prop.node for prop in room.pinned})
    assert min(access.free, access.reached) >= 0.95


@pytest.mark.parametrize("seed", range(3))
def test_that_a_loose_rug_keeps_no_bed_off_its_wall(seed: int) -> None:
    stage = stage_prompt("A bedroom with a bed, a wardrobe and a rug", seed=seed, literal=True).stage
    for prop in (one for one in stage.props if one.node in {"bed", "wardrobe"}):
        turn = math.radians(prop.rotation[1])
        x, z = (
            prop.position[0] - math.sin(turn) * prop.size[2] / 2,
            prop.position[2] - math.cos(turn) * prop.size[2] / 2,
        )
        (x0, z0), (x1, z1) = stage.container.footprint[0], stage.container.footprint[2]
        assert min(x - x0, x1 - x, z - z0, z1 - z) < 0.15, prop.id
    assert stage.report.unplaced == ()


def test_that_a_rug_is_slid_under_what_stands_wholly_on_it() -> None:
    props = {prop.id: prop for prop in stage_prompt("A room with a coffee table and a rug", literal=True).stage.props}
    assert props["coffee_table"].position[1] == pytest.approx(props["rug"].size[1])


@pytest.mark.parametrize(
    "prompt", ["A bedroom with a bed and two nightstands", "침실, 침대 하나와 협탁 두 개", "a bed with two nightstands"]
)
def test_that_nightstands_flank_the_head_of_the_bed(prompt: str) -> None:
    props = stage_prompt(prompt, literal=True).stage.props
    bed = next(prop for prop in props if prop.node == "bed")
    turn = math.radians(bed.rotation[1])
    sides = []
    for stand_ in (prop for prop in props if prop.node == "nightstand"):
        dx, dz = stand_.position[0] - bed.position[0], stand_.position[2] - bed.position[2]
        sides.append(dx * math.cos(turn) - dz * math.sin(turn))
        assert dx * math.sin(turn) + dz * math.cos(turn) < 0
    assert min(sides) < 0 < max(sides)
    assert max(map(abs, sides)) < 1.6


@pytest.mark.parametrize("prompt", ["A classroom with twelve desks in rows, a chair behind each desk", "a classroom"])
def test_that_a_class_looks_at_its_board(prompt: str) -> None:
    props = stage_prompt(prompt).stage.props
    board = next(prop for prop in props if prop.node == "blackboard")
    turned = {round(prop.rotation[1]) for prop in props if prop.node in {"student_desk", "chair"}}
    assert turned == {round(board.rotation[1] + 180.0) % 360} or turned == {round(board.rotation[1] - 180.0)}


def test_that_armour_beside_a_throne_looks_as_the_throne_does() -> None:
    prompt = "A throne room with a throne and two suits of armour next to the throne"
    props = stage_prompt(prompt, literal=True).stage.props
    assert len({round(prop.rotation[1]) for prop in props}) == 1
