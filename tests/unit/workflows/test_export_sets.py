"""Sets for others: what goes out as GLB comes back with the same boxes; the plot has a page a scene."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader

from studio.errors import InputError
from studio.model.documents import Board, CameraKey, ShotLabel
from studio.model.ids import SceneId, board_path, scene_path, stage_path
from studio.model.reader import DocumentReader
from studio.model.stage import Light, Prop, Stage, StageContainer, stage_to_fields
from studio.staging.pipeline import stage_prompt
from studio.staging.props_library.gltf_model import read_gltf
from studio.staging.props_library.shaped_prop import shaped
from studio.viewport.projection import view_matrix
from studio.workflows.export_sets import export_sets
from studio.workflows.scene_sets import SceneSet, sets_of
from studio.workflows.set_model import set_glb
from tests.unit.media.test_glb_file import contents

KEY = CameraKey(position=(2.0, 1.5, 3.0), target=(0.0, 1.0, 0.0), roll_deg=10.0, lens_mm=50.0)
BOARD = Board(shot=ShotLabel(number="1", setup="A"), camera_keys=(KEY,), shot_size="MS", move="dolly")


def scene_set(stage: Stage, heading: str = "INT. KITCHEN - DAY") -> SceneSet:
    path = board_path(SceneId("s"), "a")
    return SceneSet("1", heading, stage, ((path, BOARD),), "Super 35", 16 / 9)


def kitchen() -> Stage:
    return stage_prompt("a kitchen with a round table, four chairs, a lamp and a woman").stage


def test_that_every_prop_of_a_set_comes_out_with_its_box_and_its_place() -> None:
    stage = kitchen()
    fields, _ = contents(set_glb([scene_set(stage)]))

    nodes = {node["name"]: node for node in fields["nodes"] if "prop" in node.get("extras", {})}
    assert nodes.keys() == {prop.id for prop in stage.props}
    for prop in stage.props:
        node = nodes[prop.id]
        assert node.get("translation", [0, 0, 0]) == pytest.approx(list(prop.position), abs=1e-6)
        bounds = [
            fields["accessors"][part["attributes"]["POSITION"]] for part in fields["meshes"][node["mesh"]]["primitives"]
        ]
        low, high = np.min([each["min"] for each in bounds], axis=0), np.max([each["max"] for each in bounds], axis=0)
        assert high - low == pytest.approx(prop.size, abs=2e-3), prop.id
    chairs = [node["mesh"] for name, node in nodes.items() if name.startswith("chair#")]
    assert len(chairs) == 4
    assert len(set(chairs)) == 1


def test_that_what_went_out_comes_in_again_the_same_size() -> None:
    for asset, size in (("kit:chair", (0.45, 0.9, 0.5)), ("kit:round_table", (1.2, 0.75, 1.2))):
        prop = Prop(id="one", asset=asset, position=(3.0, 0.0, -1.0), rotation=(0.0, 90.0, 0.0), size=size)
        alone = Stage(container=StageContainer(footprint=()), props=(prop,))
        again = shaped(read_gltf(set_glb([scene_set(alone)])))
        assert again.size == pytest.approx((size[2], size[1], size[0]), abs=2e-3)
        assert len(again.materials) >= 1


def test_that_a_board_s_camera_looks_where_it_looked() -> None:
    fields, _ = contents(set_glb([scene_set(kitchen())]))

    camera = next(node for node in fields["nodes"] if "camera" in node)
    assert (camera["name"], camera["translation"], camera["extras"]["lensMm"]) == ("1A", [2, 1.5, 3], 50)
    assert np.degrees(fields["cameras"][0]["perspective"]["yfov"]) == pytest.approx(15.94, abs=0.05)
    x, y, z, w = camera["rotation"]
    backward = np.array((2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y)))
    assert backward == pytest.approx(view_matrix(KEY)[2, :3], abs=1e-9)


def test_that_a_moving_camera_is_animated_for_the_length_of_its_board() -> None:
    moving = BOARD.model_copy(
        update={
            "camera_keys": (KEY, KEY.model_copy(update={"t": 1.0, "position": (-2.0, 1.5, 3.0), "roll_deg": 0.0})),
            "duration_frames": 25,
        }
    )
    each = replace(scene_set(kitchen()), boards=((board_path(SceneId("s"), "a"), moving),))
    fields, binary = contents(set_glb([each]))

    animation = fields["animations"][0]
    assert animation["name"] == "1A"
    assert {channel["target"]["path"] for channel in animation["channels"]} == {"translation", "rotation"}
    node = animation["channels"][0]["target"]["node"]
    assert fields["nodes"][node]["name"] == "1A"
    times = fields["accessors"][animation["samplers"][0]["input"]]
    assert (times["count"], times["min"], times["max"]) == (25, [0], [1])

    def rows(sampler: int, width: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        accessor = fields["accessors"][animation["samplers"][sampler]["output"]]
        start = fields["bufferViews"][accessor["bufferView"]]["byteOffset"]
        return np.frombuffer(binary, "<f4", accessor["count"] * width, start).reshape(-1, width)

    places, turns = rows(0, 3), rows(1, 4)
    assert places[0].tolist() == [2.0, 1.5, 3.0]
    assert places[-1].tolist() == [-2.0, 1.5, 3.0]
    assert np.allclose(np.linalg.norm(turns, axis=1), 1, atol=1e-6)
    assert np.all(np.einsum("ij,ij->i", turns[:-1], turns[1:]) > 0.9)


def test_that_lights_walls_and_several_scenes_are_there_and_hidden_props_are_not() -> None:
    stage = kitchen()
    lamp = Light(name="lamp", kind="point", position=(0.0, 2.0, 0.0), range_m=4.0)
    hidden = stage.props[0].model_copy(update={"hidden": True})
    changed = stage.model_copy(update={"lights": (*stage.lights, lamp), "props": (hidden, *stage.props[1:])})
    fields, _ = contents(set_glb([scene_set(changed), scene_set(stage, "INT. 부엌 - 밤")]))

    assert [scene["name"] for scene in fields["scenes"]] == ["1 INT. KITCHEN - DAY", "1 INT. 부엌 - 밤"]
    names = [node["name"] for node in fields["nodes"]]
    assert names.count(hidden.id) == 1
    assert {"floor", "ceiling", "wall 1", "wall 4", "room", "props", "lights", "cameras"} <= set(names)
    lights = fields["extensions"]["KHR_lights_punctual"]["lights"]
    assert {light["type"] for light in lights} == {"directional", "point"}


def test_that_equal_sets_give_equal_files_and_a_folder_gets_one_each(tmp_path: Path) -> None:
    sets = [scene_set(kitchen()), scene_set(kitchen(), "INT. 부엌/밤")]
    assert set_glb(sets) == set_glb([scene_set(kitchen()), scene_set(kitchen(), "INT. 부엌/밤")])

    assert export_sets(sets, "glb", tmp_path, title="Film") == tmp_path
    assert sorted(path.name for path in tmp_path.iterdir()) == ["001_INT__KITCHEN___DAY.glb", "002_INT__부엌_밤.glb"]


def test_that_the_plot_has_a_page_a_scene_with_its_boards(tmp_path: Path) -> None:
    out = tmp_path / "plot.pdf"
    sets = [scene_set(kitchen()), scene_set(kitchen(), "INT. 부엌 - 밤")]
    export_sets(sets, "plot", out, title="Night Ferry / 밤배")
    first, second = (page.extract_text() for page in PdfReader(out).pages)

    for word in (
        "Scene 1",
        "INT. KITCHEN - DAY",
        "Night Ferry / 밤배",
        "Camera plot",
        "1A",
        "50 mm",
        "1.50 m",
        "dolly",
    ):
        assert word in first
    assert "1 : " in first
    assert "INT. 부엌 - 밤" in second
    before = out.read_bytes()
    export_sets(sets, "plot", out, title="Night Ferry / 밤배")
    assert out.read_bytes() == before
    spoken = tuple((path, board.model_copy(update={"action": "미나가 창밖을 본다."})) for path, board in sets[0].boards)
    export_sets([replace(sets[0], boards=spoken)], "plot", out, title="밤배")
    korean = PdfReader(out).pages[0].extract_text()
    assert "카메라 배치도" in korean
    assert "달리" in korean


def test_that_a_scene_with_a_hundred_boards_and_an_empty_set_are_plotted(tmp_path: Path) -> None:
    many = tuple((board_path(SceneId("s"), f"b{place}"), BOARD) for place in range(100))
    bare = SceneSet("1", "", Stage(container=StageContainer(footprint=())), (), "Super 35", 16 / 9)
    crowded = SceneSet("2", "INT. HALL", kitchen(), many, "Super 35", 16 / 9)
    export_sets([bare, crowded], "plot", tmp_path / "plot.pdf", title="Film")

    text = PdfReader(tmp_path / "plot.pdf").pages[1].extract_text()
    more = re.search(r"and (\d+) more", text)
    assert more is not None
    assert text.count("50 mm") + int(more[1]) == 100


def test_that_sets_are_found_by_the_place_of_their_scene() -> None:
    documents = DocumentReader(
        {
            scene_path("a"): {"orderKey": "a", "heading": "INT. A"},
            scene_path("b"): {"orderKey": "b", "heading": "INT. B"},
            stage_path("b"): stage_to_fields(kitchen()),
        }
    )
    assert [each.heading for each in sets_of(documents)] == ["INT. B"]
    assert [each.heading for each in sets_of(documents, place=2)] == ["INT. B"]
    with pytest.raises(InputError, match="Scene 1 has no set yet"):
        sets_of(documents, place=1)
    with pytest.raises(InputError, match="There is no scene 3; this project has 2 scenes"):
        sets_of(documents, place=3)
