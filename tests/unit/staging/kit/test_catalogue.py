"""The catalogue: names, sizes, what is solid, where things stand."""

from __future__ import annotations

import re

import pytest

from studio.model.mesh import MAX_SLOTS
from studio.model.stage import Size
from studio.model.swatches import SWATCHES
from studio.staging.kit.archetype import Archetype
from studio.staging.kit.catalogue import CATALOGUE, find
from studio.staging.kit.meshes import material_colours

ALL = tuple(CATALOGUE.values())
EACH = pytest.mark.parametrize("archetype", ALL, ids=[each.id for each in ALL])
SLACK = 0.0002
STRETCHES = ((1.0, 1.0, 1.0), (1.6, 1.0, 0.8), (0.8, 1.25, 1.5))
FAR_STRETCHES = ((0.5, 0.5, 0.5), (0.5, 2.0, 0.5), (2.0, 0.5, 2.0), (0.5, 1.0, 2.0), (2.0, 1.0, 0.5), (2.0, 2.0, 2.0))

NEEDED = """
long_table table round_table desk coffee_table side_table nightstand bench chair armchair sofa stool bar_stool
throne bed single_bed bunk_bed wardrobe bookcase cabinet dresser shelf sideboard counter sink stove refrigerator
bathtub toilet tv monitor laptop phone floor_lamp table_lamp pendant_lamp chandelier candle candlestick torch
lantern fireplace rug curtain mirror painting clock banner column door window stairs fence crate barrel
cardboard_box sack chest plate cup goblet bottle bowl teapot book book_stack map coin sword shield flower_vase
potted_plant tree bush rock rowing_boat rope_coil net lighthouse street_lamp car bicycle cart piano guitar bell
cat dog umbrella suitcase phone_booth person woman child box cylinder sphere cone
"""


def stretched(size: Size, by: Size) -> Size:
    return (size[0] * by[0], size[1] * by[1], size[2] * by[2])


def test_that_everything_a_set_asks_for_is_there() -> None:
    assert [name for name in re.findall(r"\w+", NEEDED) if name not in CATALOGUE] == []
    assert len(CATALOGUE) >= 120


def test_that_ids_are_unique_and_plain() -> None:
    assert all(key == archetype.id for key, archetype in CATALOGUE.items())
    assert all(re.fullmatch(r"[a-z][a-z_]*", key) for key in CATALOGUE)


def test_that_no_two_props_share_a_name() -> None:
    for names in ([each.name_en for each in ALL], [each.name_ko for each in ALL]):
        assert len(set(names)) == len(names)


def test_that_the_modules_together_lose_no_archetype() -> None:
    from studio.staging.kit import catalogue

    groups = [value for name, value in vars(catalogue).items() if isinstance(value, tuple) and name.isupper()]
    assert sum(len(group) for group in groups) == len(CATALOGUE)


@EACH
def test_that_a_prop_has_names_in_both_languages(archetype: Archetype) -> None:
    words = (archetype.name_ko, *archetype.keywords)
    assert re.search(r"[a-z]", archetype.name_en)
    assert re.search(r"[가-힣]", archetype.name_ko)
    assert any(re.search(r"[가-힣]", word) for word in words[1:]) and any(re.search(r"[a-z]", word) for word in words)
    assert len(set(archetype.keywords)) == len(archetype.keywords)


@EACH
def test_that_a_prop_is_made_of_known_swatches(archetype: Archetype) -> None:
    assert 1 <= len(archetype.materials) <= MAX_SLOTS
    assert all(name in SWATCHES for name in archetype.materials)


@EACH
@pytest.mark.parametrize("by", STRETCHES)
def test_that_solids_span_the_box_and_stay_inside_it(archetype: Archetype, by: Size) -> None:
    if archetype.solids is None:
        return
    w, h, d = size = stretched(archetype.size, by)
    boxes = archetype.solids(size)
    low = [min(box.min[axis] for box in boxes) for axis in range(3)]
    high = [max(box.max[axis] for box in boxes) for axis in range(3)]
    assert low == pytest.approx([-w / 2, 0.0, -d / 2], abs=SLACK)
    assert high == pytest.approx([w / 2, h, d / 2], abs=SLACK)
    assert all(box.max[axis] > box.min[axis] for box in boxes for axis in range(3))


@EACH
def test_that_solids_stay_inside_the_box_at_half_and_double_its_size(archetype: Archetype) -> None:
    for by in FAR_STRETCHES if archetype.solids is not None else ():
        w, h, d = size = stretched(archetype.size, by)
        for box in archetype.solids(size) if archetype.solids else ():
            assert all(one >= low - 1e-9 for one, low in zip(box.min, (-w / 2, 0.0, -d / 2), strict=True)), by
            assert all(one <= high + 1e-9 for one, high in zip(box.max, (w / 2, h, d / 2), strict=True)), by
            assert all(one < other for one, other in zip(box.min, box.max, strict=True)), by


@EACH
@pytest.mark.parametrize("by", STRETCHES)
def test_that_things_stand_on_something_solid(archetype: Archetype, by: Size) -> None:
    """Over every support surface's middle there is a solid whose top is at that height, and nothing sinks in."""
    if archetype.surfaces is None:
        return
    w, h, d = size = stretched(archetype.size, by)
    boxes = archetype.solids(size) if archetype.solids else ()
    for surface in archetype.surfaces(size):
        assert surface.min[0] < surface.max[0] and surface.min[1] < surface.max[1]
        assert surface.min[0] >= -w / 2 - SLACK and surface.max[0] <= w / 2 + SLACK
        assert surface.min[1] >= -d / 2 - SLACK and surface.max[1] <= d / 2 + SLACK
        if not boxes:
            assert surface.height == pytest.approx(h, abs=SLACK)
            continue
        x, z = (surface.min[0] + surface.max[0]) / 2, (surface.min[1] + surface.max[1]) / 2
        below = [box for box in boxes if box.min[0] <= x <= box.max[0] and box.min[2] <= z <= box.max[2]]
        assert any(box.max[1] == pytest.approx(surface.height, abs=SLACK) for box in below), surface


def test_that_a_chair_slides_under_a_table() -> None:
    table, chair = find("kit:table"), find("kit:chair")
    assert table.solids and chair.solids
    seat = max(box.max[1] for box in chair.solids(chair.size) if box.max[1] < 0.6 * chair.size[1])
    top, *legs = sorted(table.solids(table.size), key=lambda box: -box.min[1])
    assert seat < top.min[1]
    assert not any(box.min[0] < chair.size[0] / 2 and box.max[0] > -chair.size[0] / 2 for box in legs)


@pytest.mark.parametrize(("seat", "height"), [("chair", 0.45), ("stool", 0.45), ("bench", 0.45), ("sofa", 0.43)])
def test_that_seats_are_at_sitting_height(seat: str, height: float) -> None:
    surfaces = find(seat).surfaces
    assert surfaces is not None
    assert surfaces(find(seat).size)[0].height == pytest.approx(height, abs=0.01)


def test_that_a_cat_fits_under_a_bed() -> None:
    bed = find("bed")
    assert bed.solids is not None
    over_the_middle = [
        box for box in bed.solids(bed.size) if box.min[0] < 0 < box.max[0] and box.min[2] < 0 < box.max[2]
    ]
    assert over_the_middle and all(box.min[1] >= 0.2 for box in over_the_middle)


def test_that_an_asset_the_kit_does_not_have_is_a_box() -> None:
    assert find("kit:dragon").id == "box"
    assert find("kit:chair") is find("chair")


def test_that_a_palette_recolours_the_first_slot_only() -> None:
    assert material_colours("kit:goblet", {"palette": "silver"}) == ("silver",)
    assert material_colours("kit:throne", {"palette": "stone"}) == ("stone", "gold", "cloth_red")
    assert material_colours("kit:throne", {"palette": "octarine"}) == find("throne").materials
    assert material_colours("kit:throne", None) == find("throne").materials


def test_that_no_word_means_two_props() -> None:
    meanings: dict[str, set[str]] = {}
    for each in ALL:
        for word in (each.id.replace("_", " "), each.name_en, each.name_ko, *each.keywords):
            meanings.setdefault(word.lower(), set()).add(each.id)
    assert {word: ids for word, ids in meanings.items() if len(ids) > 1} == {}
