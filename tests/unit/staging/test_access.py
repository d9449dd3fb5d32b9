from studio.model.stage import Container, Opening, Prop, StageContainer, StageSpec, Vec2
from studio.staging.checks.access import access_of
from studio.staging.checks.floor_walk import walk_of
from tests.unit.staging.specs import node, relation

FLOOR: tuple[Vec2, ...] = ((0.0, 0.0), (5.0, 0.0), (5.0, 4.0), (0.0, 4.0))
DOOR = Opening(kind="door", start=(0.3, 0.0), end=(1.2, 0.0))
ROOM = StageContainer(footprint=FLOOR, openings=(DOOR,))
CHAIR = node("chair", (0.5, 0.9, 0.5), access_sides=("front",),
             relationships=(relation("desk", "near"), relation("desk", "facing")))  # fmt: skip


def spec_of(*nodes: object) -> StageSpec:
    container = Container(id="room", size=(5.0, 2.7, 4.0), footprint=FLOOR, openings=(DOOR,))
    return StageSpec.model_validate({"main_container": container, "nodes": nodes})


def prop(name: str, x: float, z: float, size: tuple[float, float, float], yaw: float = 0.0) -> Prop:
    return Prop(id=name, node=name, position=(x, 0.0, z), rotation=(0.0, yaw, 0.0), size=size)


WARDROBE = node("wardrobe", (1.2, 2.0, 0.6), access_sides=("front",))


def test_that_a_free_front_that_the_door_leads_to_is_whole() -> None:
    access = access_of(spec_of(WARDROBE), ROOM, [prop("wardrobe", 3.0, 3.7, (1.2, 2.0, 0.6), 180.0)])
    assert (access.free, access.reached, access.shut) == (1.0, 1.0, ())


def test_that_a_crate_before_half_of_a_front_takes_half_of_it() -> None:
    props = [prop("wardrobe", 3.0, 3.7, (1.2, 2.0, 0.6), 180.0), prop("crate", 2.7, 3.1, (0.6, 0.6, 0.5))]
    assert 0.4 < access_of(spec_of(WARDROBE), ROOM, props).free < 0.6


def test_that_a_missing_prop_counts_as_blocked() -> None:
    access = access_of(spec_of(WARDROBE), ROOM, [])
    assert (access.free, access.reached) == (0.0, 0.0)


def test_that_nobody_comes_to_a_front_behind_a_wall_of_shelves() -> None:
    props = [prop("wardrobe", 3.0, 3.7, (1.2, 2.0, 0.6), 180.0), prop("shelf", 2.5, 2.2, (5.0, 2.0, 0.3))]
    access = access_of(spec_of(WARDROBE), ROOM, props)
    assert (access.free, access.reached, access.shut) == (1.0, 0.0, ("wardrobe",))
    assert walk_of(ROOM, props).reachable < 0.7


def test_that_a_seat_and_its_desk_do_not_block_one_another() -> None:
    desk = node("desk", (1.2, 0.75, 0.6), access_sides=("front",))
    props = [prop("desk", 3.0, 3.7, (1.2, 0.75, 0.6), 180.0), prop("chair", 3.0, 3.1, (0.5, 0.9, 0.5))]
    assert access_of(spec_of(desk, CHAIR), ROOM, props).free == 1.0
    lone = CHAIR.model_copy(update={"relationships": ()})
    assert access_of(spec_of(desk, lone), ROOM, props).free < 0.8
