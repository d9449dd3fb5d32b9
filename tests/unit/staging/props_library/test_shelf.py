"""The library on disk, its meshes in the viewport, and staging with them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from studio.errors import InputError
from studio.model.stage import Prop, SpecNode, Stage, StageContainer
from studio.staging.asset_search import AssetSearch
from studio.staging.assets import AssetIndex
from studio.staging.kit import meshes
from studio.staging.library import kit_library
from studio.staging.pipeline import stage_prompt
from studio.staging.props_library.gathering import Fault, gather
from studio.staging.props_library.own_library import own_library
from studio.staging.props_library.own_prop import OwnProp, is_own
from studio.staging.props_library.prop_meshes import PropMeshes
from studio.staging.props_library.prop_shelf import PropShelf
from studio.viewport.draw_list import build_draw_list
from tests.unit.staging.props_library.models import PIECE, box_glb, obj_text, sh3f


@pytest.fixture
def shelf(tmp_path: Path) -> PropShelf:
    return PropShelf(tmp_path / "library")


def brought_in(shelf: PropShelf, folder: Path) -> tuple[list[OwnProp], list[Fault]]:
    """Imports a folder as the workflow does."""
    found = list(gather(folder, shelf.put_mesh))
    props = [each for each in found if isinstance(each, OwnProp)]
    shelf.keep(props)
    return props, [each for each in found if isinstance(each, Fault)]


def models(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "Jukebox_v2.glb").write_bytes(box_glb(size=(0.9, 1.5, 0.7)))
    sh3f(folder / "lib.sh3f", [PIECE], {"models/table/table.obj": obj_text(scale=3)}, korean={"name#1": "참나무 탁자"})
    return folder


def test_that_a_folder_is_indexed_by_name_tags_and_true_size(shelf: PropShelf, tmp_path: Path) -> None:
    folder = models(tmp_path / "models")
    (folder / "bar" / "stools").mkdir(parents=True)
    (folder / "bar" / "stools" / "OakStool.obj").write_bytes(obj_text((((0, 0, 0), (40, 65, 40)),)))
    (folder / "bar" / "stools" / "LICENCE.txt").write_text("\nCC0 by Mina\nmore\n", encoding="utf-8")
    (folder / "broken.glb").write_bytes(b"glTF nothing")

    props, faults = brought_in(shelf, folder)

    assert [str(fault) for fault in faults] == ["broken.glb: it is not a readable glTF file; export it again."]
    by_name = {prop.names[0]: prop for prop in shelf.props()}
    assert sorted(by_name) == ["Oak table", "jukebox", "oak stool"]
    stool, table, jukebox = by_name["oak stool"], by_name["Oak table"], by_name["jukebox"]
    assert (stool.size, stool.licence) == ((0.4, 0.65, 0.4), "CC0 by Mina")
    assert "centimetres" in stool.note
    assert {"bar", "stools", "stool"} <= set(stool.tags)
    assert (table.names, table.size, table.credit) == (("Oak table", "참나무 탁자"), (1.6, 0.75, 0.8), "Jun")
    assert (jukebox.size, jukebox.credit, jukebox.materials) == ((0.9, 1.5, 0.7), "CC0, by Mina", ("#ff0000",))
    assert all(is_own(prop.id) for prop in props)


def test_that_importing_again_changes_nothing_and_another_name_becomes_a_tag(shelf: PropShelf, tmp_path: Path) -> None:
    folder = models(tmp_path / "models")
    brought_in(shelf, folder)
    first = shelf.props()
    brought_in(shelf, folder)
    assert shelf.props() == first

    (folder / "Jukebox_v2.glb").rename(folder / "wurlitzer.glb")
    brought_in(shelf, folder)
    renamed = next(prop for prop in shelf.props() if prop.names == ("wurlitzer",))
    assert "jukebox" in renamed.tags
    assert len(shelf.props()) == 2


def test_that_links_out_of_the_folder_are_left_alone(shelf: PropShelf, tmp_path: Path) -> None:
    (tmp_path / "secret.obj").write_bytes(obj_text())
    (tmp_path / "secret.mtl").write_bytes(b"newmtl a\nKd 1 0 0\n")
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "link.obj").symlink_to(tmp_path / "secret.obj")
    (folder / "nosy.obj").write_bytes(obj_text(head="mtllib ../secret.mtl", surfaces="aaaaa"))

    props, faults = brought_in(shelf, folder)

    assert [fault.source for fault in faults] == ["link.obj"]
    assert [prop.materials for prop in props] == [("#cec6b8",)]


@pytest.mark.parametrize(("name", "said"), [("nowhere", "no such file"), ("a.fbx", "only .glb"), ("empty", "no .glb")])
def test_that_a_path_without_models_is_told(shelf: PropShelf, tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "a.fbx").write_bytes(b"x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=said):
        brought_in(shelf, tmp_path / name)


@pytest.mark.parametrize("text", ["{", "[]", '{"version": 1, "props": [{"id": 3}]}', '{"version": 1}'])
def test_that_a_damaged_index_is_told(shelf: PropShelf, text: str) -> None:
    shelf.folder.mkdir()
    (shelf.folder / "index.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="damaged; delete it"):
        shelf.props()
    (shelf.folder / "index.json").write_text('{"version": 9, "props": []}', encoding="utf-8")
    with pytest.raises(InputError, match="newer studio"):
        shelf.props()


def test_that_an_asset_s_name_never_leads_out_of_the_library(shelf: PropShelf, tmp_path: Path) -> None:
    (prop, _), _ = brought_in(shelf, models(tmp_path / "models"))
    stored = shelf.folder / "meshes" / f"{prop.id.removeprefix('user:')}.npz"
    (tmp_path / "stolen.npz").write_bytes(stored.read_bytes())

    assert shelf.get_mesh(prop.id) is not None
    assert shelf.get_mesh("user:../../stolen") is None
    stored.write_bytes(stored.read_bytes()[:-80])
    assert shelf.get_mesh(prop.id) is None


def test_that_a_catalogue_cannot_speak_to_a_terminal_or_fill_the_index(shelf: PropShelf, tmp_path: Path) -> None:
    piece = {**PIECE, "name": "\x1b[31mOak\x00 table\u202e", "tags": "t" * 5000, "license": "l" * 5000}
    folder = tmp_path / "models"
    folder.mkdir()
    sh3f(folder / "lib.sh3f", [piece], {"models/table/table.obj": obj_text(scale=3)})
    ((prop,), _) = brought_in(shelf, folder)

    assert prop.names[0] == "[31mOak table"
    assert max(map(len, (*prop.names, *prop.tags))) == 80
    assert len(prop.licence) == 200


def test_that_a_garage_door_is_found_by_the_korean_word_for_a_door(shelf: PropShelf, tmp_path: Path) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    for name in ("garage door", "window", "trolleybus"):
        (folder / f"{name}.glb").write_bytes(box_glb(size=(1.0 + len(name) / 10, 2.0, 0.1)))
    props, _ = brought_in(shelf, folder)
    search = AssetSearch(own_library(props))

    assert {prop.names for prop in props} == {("garage door",), ("window", "창문"), ("trolleybus",)}
    assert "garage door" in {hit.kind.name_en for hit in search.search("문")}
    assert search.search("창문")[0].kind.name_en == "window"
    assert "trolleybus" in {hit.kind.name_en for hit in search.search("전차")}


def test_that_the_viewport_draws_an_own_prop_and_a_box_where_it_is_missing(shelf: PropShelf, tmp_path: Path) -> None:
    props, _ = brought_in(shelf, models(tmp_path / "models"))
    jukebox = next(prop for prop in props if prop.names[0] == "jukebox")
    kit = PropMeshes(shelf)

    stage = Stage(
        container=StageContainer(footprint=()),
        props=(
            Prop(id="a", asset=jukebox.id, position=(0, 0, 0), size=(1.8, 1.5, 0.7)),
            Prop(id="b", asset="user:0123456789abcdef", position=(3, 0, 0), size=(1.0, 2.0, 1.0)),
            Prop(id="c", asset="kit:chair", position=(5, 0, 0), size=(0.45, 0.9, 0.5)),
        ),
    )
    spans = {span.first: span.mesh for span in build_draw_list(stage, kit=kit).spans}

    assert len(spans[0].triangles) == 12
    assert np.ptp(spans[0].positions, axis=0) == pytest.approx((1.8, 1.5, 0.7), abs=1e-4)
    assert spans[1] is meshes.build_mesh("kit:box", (1.0, 2.0, 1.0))
    assert spans[2] is meshes.build_mesh("kit:chair", (0.45, 0.9, 0.5))
    assert kit.build_mesh(jukebox.id, (1.8, 1.5, 0.7)) is spans[0]
    assert kit.material_colours(jukebox.id, {"palette": "gold"}) == ("gold",)


def test_that_a_prop_imported_while_the_window_is_open_is_drawn(shelf: PropShelf, tmp_path: Path) -> None:
    elsewhere = PropShelf(tmp_path / "elsewhere")
    props, _ = brought_in(elsewhere, models(tmp_path / "models"))
    kit = PropMeshes(shelf)
    boxed = kit.build_mesh(props[0].id, (1.0, 1.0, 1.0))

    brought_in(shelf, tmp_path / "models")

    assert boxed is meshes.build_mesh("kit:box", (1.0, 1.0, 1.0))
    assert kit.build_mesh(props[0].id, (1.0, 1.0, 1.0)) is not boxed


def test_that_staging_places_own_props_by_the_search_that_a_person_has(shelf: PropShelf, tmp_path: Path) -> None:
    props, _ = brought_in(shelf, models(tmp_path / "models"))
    library = own_library(props)
    table = next(prop for prop in props if prop.names[0] == "Oak table")
    jukebox = next(prop for prop in props if prop.names[0] == "jukebox")

    prompt = "An oak table with four chairs, a jukebox against the wall and a vase on the oak table"
    stage = stage_prompt(prompt, literal=True, library=library).stage

    assets = {prop.id: prop for prop in stage.props}
    assert assets["table"].asset == table.id
    assert assets["table"].size == table.size
    assert assets["jukebox"].asset == jukebox.id
    assert assets["jukebox"].size == jukebox.size
    assert assets["vase"].parent_id == "table"
    assert assets["vase"].position[1] == pytest.approx(0.75)
    assert {prop.asset for prop in stage.props if prop.node == "chair"} == {"kit:chair"}
    assert stage.report.unplaced == ()
    assert stage.report.quality["verdict"] == "pass"
    note = next(note for note in stage.report.assets if note.node == "table")
    hit = AssetSearch(library).search("oak table")[0]
    assert (note.asset, note.via, note.score) == (hit.asset, hit.via, hit.score) == (table.id, "name", 1.0)


def test_that_the_kit_alone_stages_the_same_whatever_is_in_the_library(shelf: PropShelf, tmp_path: Path) -> None:
    brought_in(shelf, models(tmp_path / "models"))
    assert AssetIndex(kit_library()).choose(SpecNode(id="t", name="oak table")).note.asset == "kit:table"


def test_that_a_person_s_own_chair_comes_before_the_kit_s() -> None:
    own = OwnProp(id="user:0123456789abcdef", names=("Chair",), size=(0.5, 1.0, 0.5))
    hits = AssetSearch(own_library([own])).search("chairs")
    assert [hit.asset for hit in hits[:2]] == [own.id, "kit:chair"]


def test_that_solids_and_surfaces_follow_the_size(shelf: PropShelf, tmp_path: Path) -> None:
    props, _ = brought_in(shelf, models(tmp_path / "models"))
    table = own_library(props).find(next(prop.id for prop in props if prop.names[0] == "Oak table"))
    assert table.solids is not None
    assert table.surfaces is not None
    (top,) = table.surfaces((3.2, 0.8, 0.8))
    assert (top.height, top.min, top.max) == (0.8, (-1.6, -0.4), (1.6, 0.4))
    assert max(box.max[0] for box in table.solids((3.2, 0.8, 0.8))) == 1.6


def test_that_the_index_holds_wire_names_and_no_place_of_this_machine(shelf: PropShelf, tmp_path: Path) -> None:
    brought_in(shelf, models(tmp_path / "models"))
    text = (shelf.folder / "index.json").read_text(encoding="utf-8")
    assert json.loads(text)["version"] == 1
    assert "참나무" in text
    assert str(tmp_path) not in text


def test_that_ten_thousand_props_are_searched_at_once(shelf: PropShelf) -> None:
    props = [
        OwnProp(id=f"user:{place:016x}", names=(f"gizmo {place}",), size=(1.0, 1.0, 1.0), tags=("oddment",))
        for place in range(10_000)
    ]
    search = AssetSearch(own_library(props))
    assert search.search("gizmo 9999")[0].asset == f"user:{9999:016x}"
    assert len(search.search("oddments", limit=5)) == 5
