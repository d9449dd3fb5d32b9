from __future__ import annotations

from hypothesis import given

from studio.script.scene_text import heading_of, scene_number_of, split_scenes
from tests.unit.script.fountain_strategy import TEXTS


@given(TEXTS)
def test_that_prelude_and_scenes_joined_are_the_script(text: str) -> None:
    split = split_scenes(text)
    assert split.prelude + "".join(split.scenes) == text


@given(TEXTS)
def test_that_every_scene_has_its_heading_and_cut_again_is_one_scene(text: str) -> None:
    for scene in split_scenes(text).scenes:
        assert heading_of(scene)
        again = split_scenes("\n" + scene)
        assert len(again.scenes) == 1


def test_that_the_lead_in_belongs_to_the_scene_below() -> None:
    text = "INT. A - DAY\n\nBody.\n\n# Act Two\n\n= Why.\n[[note\nover lines]]\n\nEXT. B - NIGHT\n\nMore.\n"
    split = split_scenes(text)
    assert split.prelude == ""
    assert split.scenes[0] == "INT. A - DAY\n\nBody.\n"
    assert split.scenes[1].startswith("\n# Act Two")
    assert heading_of(split.scenes[1]) == "EXT. B - NIGHT"


def test_that_what_leads_into_the_first_heading_stays_in_the_prelude() -> None:
    text = "Title: X\n\n# Act One\n\nINT. A - DAY\n\nBody.\n"
    split = split_scenes(text)
    assert split.prelude == "Title: X\n\n# Act One\n\n"
    assert split.scenes == ("INT. A - DAY\n\nBody.\n",)


def test_that_a_boneyard_over_scenes_hides_them_and_stays_above() -> None:
    text = "INT. A\n\nBody.\n\n/*\nINT. GONE\n\nText.\n\nEXT. GONE TOO\n*/\n\nINT. B\n\nBody.\n"
    split = split_scenes(text)
    assert [heading_of(scene) for scene in split.scenes] == ["INT. A", "INT. B"]
    assert split.scenes[0].endswith("*/\n")
    assert split.scenes[1].startswith("\nINT. B")


def test_that_a_note_begun_in_action_is_not_torn_from_it() -> None:
    text = "INT. A\n\nBody [[begins\nhere]]\n\nINT. B\n\nBody.\n"
    assert split_scenes(text).scenes[0] == "INT. A\n\nBody [[begins\nhere]]\n"


def test_that_an_unclosed_mark_does_not_swallow_the_scenes_below() -> None:
    text = "INT. A\n\nBody [[ and /* more.\n\nINT. B\n\nA [[note]].\n\nINT. C\n\nText.\n"
    assert [heading_of(scene) for scene in split_scenes(text).scenes] == ["INT. A", "INT. B", "INT. C"]


def test_that_a_page_break_stays_with_the_scene_above() -> None:
    split = split_scenes("INT. A\n\nText.\n\n===\n\nINT. B\n\nText.\n")
    assert split.scenes[0].endswith("===\n")


def test_that_lines_may_end_in_any_way() -> None:
    assert split_scenes("INT. A\r\rText.\r\rINT. B\r").scenes == ("INT. A\r\rText.\r", "\rINT. B\r")
    assert split_scenes("INT. A\r\n\r\nText.\r\n\r\nINT. B\r\n").scenes[1] == "\r\nINT. B\r\n"


def test_that_a_script_without_headings_is_all_prelude() -> None:
    assert split_scenes("Once upon a time.\n") == split_scenes("Once upon a time.\n")
    assert split_scenes("Once upon a time.\n").prelude == "Once upon a time.\n"
    assert split_scenes("").scenes == ()


def test_that_heading_and_number_leave_their_marks_behind() -> None:
    assert heading_of("\n\n.민아의 집 - 밤 #12A#\n\nText.") == "민아의 집 - 밤"
    assert scene_number_of("\n\n.민아의 집 - 밤 #12A#\n\nText.") == "12A"
    assert scene_number_of("INT. A - DAY\n") is None
    assert heading_of("Just words.") == ""
