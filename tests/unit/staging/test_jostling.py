import random

from studio.model.stage import Container, SpecNode, StageSpec
from studio.staging.assets import AssetIndex
from studio.staging.itemise import itemise
from studio.staging.library import kit_library
from studio.staging.pipeline import stage_spec
from studio.staging.placement.body import Body, Occupancy, stand
from studio.staging.placement.effort import Effort
from studio.staging.placement.grouping import make_units
from studio.staging.placement.item import Item
from studio.staging.placement.jostling import Jostling
from studio.staging.placement.plan import Plan
from studio.staging.placement.site import Site
from studio.staging.rect import turned
from studio.staging.relation_check import faces, pair_score
from studio.staging.room import build_room
from studio.staging.scale import scale_node
from tests.unit.staging.specs import node, relation

Place = tuple[float, float, float]


def box(wide: float, deep: float) -> Container:
    """A bare room about the origin."""
    x, z = wide / 2, deep / 2
    return Container(id="room", name="room", size=(wide, 2.7, deep), footprint=((-x, -z), (x, -z), (x, z), (-x, z)))


class Floor:
    """Items of some nodes in a bare room, some of them standing where a test says."""

    def __init__(self, wide: float, deep: float, *nodes: SpecNode) -> None:
        spec = StageSpec(main_container=box(wide, deep), nodes=nodes)
        kit = kit_library()
        chosen = AssetIndex(kit).choose_all(spec.nodes).chosen
        sizes = {
            one.id: scale_node(one, chosen[one.id], container=spec.main_container, parent_size=None, library=kit)
            for one in nodes
        }
        items = list(itemise(spec, chosen, sizes, kit))
        self.items: dict[str, Item] = {item.id: item for item in items}
        self.units = {unit.anchor.id: unit for unit in make_units(items)}
        self.site = Site(build_room(spec.main_container))

    def jostled(self, *, kept: tuple[str, ...] = (), seed: int = 0, **places: Place) -> dict[str, Body] | None:
        """Where all of them stand in the end; those without a place are left out at first."""
        bodies = [stand(self.items[name], x, 0.0, z, yaw) for name, (x, z, yaw) in places.items()]
        left = [unit for name, unit in self.units.items() if name not in places]
        asking: dict[str, list[str]] = {}
        for item in self.items.values():
            for name in (name for wish in item.wishes for name in wish.targets):
                asking.setdefault(name, []).append(item.id)
        effort = Effort()
        effort.begin(0)
        jostling = Jostling(
            self.units, self.site, fixed=(), asking=asking, owners={name: name for name in self.items},
            kept=frozenset(kept), effort=effort,
        )  # fmt: skip
        found = jostling.search(Plan(bodies, left, 0.0), random.Random(seed), steps=200)
        return None if found is None else {body.item.id: body for body in found}

    def holds(self, bodies: dict[str, Body]) -> bool:
        """Whether all of them stand in the room and none in another."""
        occupied = Occupancy(bodies.values())
        free = all(not [other for other in occupied.hits(body) if other is not body] for body in bodies.values())
        return free and set(bodies) == set(self.items) and all(self.site.holds(body) for body in bodies.values())


def _chests() -> Floor:
    """Three chests of 0.9 m, in a passage of 3 m that takes them side by side only."""
    return Floor(3.0, 0.7, *(node(name, (0.9, 0.5, 0.6)) for name in ("first", "second", "third")))


def test_that_room_is_made_for_what_was_left_out() -> None:
    floor = _chests()
    found = floor.jostled(first=(-0.75, 0.0, 0.0), second=(0.75, 0.0, 0.0))
    assert found is not None
    assert floor.holds(found)


def test_that_the_same_seed_makes_the_same_room() -> None:
    one, other = (_chests().jostled(seed=4, first=(-0.75, 0.0, 0.0), second=(0.75, 0.0, 0.0)) for _ in range(2))
    assert one is not None
    assert other is not None
    assert [(name, body.x, body.z, body.yaw) for name, body in one.items()] == [
        (name, body.x, body.z, body.yaw) for name, body in other.items()
    ]


def test_that_two_change_places_where_a_wish_asks_it() -> None:
    floor = Floor(
        4.4, 0.7,
        node("stove", (0.9, 0.9, 0.6)), node("crate", (1.2, 0.5, 0.6)), node("chest", (1.2, 0.5, 0.6)),
        node("sink", (0.9, 0.9, 0.6), relationships=(relation("stove", "next_to"),)),
    )  # fmt: skip
    found = floor.jostled(stove=(-1.7, 0.0, 0.0), crate=(-0.6, 0.0, 0.0), chest=(0.65, 0.0, 0.0), sink=(1.72, 0.0, 0.0))
    assert found is not None
    assert floor.holds(found)
    assert pair_score("next_to", found["sink"], found["stove"], None) == 1.0


def test_that_what_is_kept_stays_where_it_is() -> None:
    floor = _chests()
    found = floor.jostled(kept=("first",), first=(-1.0, 0.0, 0.0), second=(0.5, 0.0, 0.0))
    assert found is not None
    assert floor.holds(found)
    assert (found["first"].x, found["first"].z) == (-1.0, 0.0)


def test_that_nothing_is_given_back_where_no_room_can_be_made() -> None:
    floor = Floor(2.6, 0.7, *(node(name, (0.9, 0.5, 0.6)) for name in ("first", "second", "third")))
    assert floor.jostled(first=(-0.8, 0.0, 0.0), second=(0.8, 0.0, 0.0)) is None


def test_that_a_look_that_grazes_an_edge_is_not_counted_on() -> None:
    target = node("wide", (3.0, 1.0, 0.4))
    floor = Floor(6.0, 6.0, node("chair", (0.4, 0.9, 0.4)), target)
    for x, is_seen in ((1.5, False), (1.49, True)):
        looker = stand(floor.items["chair"], x, 0.0, 0.6, 180.0)
        assert (faces(looker, turned(0.0, 0.0, 1.5, 0.2, 0.0)) == 1.0) is is_seen


def test_that_who_talks_to_one_at_the_bar_is_placed_with_the_bar() -> None:
    talk = (relation("first", "in_front_of"), relation("first", "near"), relation("first", "facing"))
    at_bar = (relation("bar", "in_front_of"), relation("bar", "near"), relation("bar", "facing"))
    crates = tuple(node(f"crate_{turn}", (0.6, 0.6, 0.6)) for turn in range(7))
    people = {"semantic_role": "character", "keywords": ("woman",)}
    spec = StageSpec(
        main_container=box(3.0, 2.6),
        nodes=(
            node("bar", (1.6, 1.0, 0.5), relationships=(relation("room", "against_wall"),)),
            *crates,
            node("first", (0.5, 1.7, 0.3), relationships=at_bar, **people),
            node("second", (0.5, 1.7, 0.3), relationships=talk, **people),
        ),
    )
    stage = stage_spec(spec)
    assert stage.report.unplaced == ()
    assert [note for note in stage.report.relations if not note.satisfied] == []
