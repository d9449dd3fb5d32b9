"""A revision of a scene in changes that can be taken one by one."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from studio.script.fountain import parse_fountain
from studio.script.scene_hunks import scene_hunks
from studio.script.scene_text import split_scenes

OLD = "INT. HALL - DAY\n\nMina waits by the door.\n\nMINA\nHello there.\n\nShe goes.\n"
PARAGRAPHS = st.sampled_from(
    [
        "Mina waits.",
        "Mina waits by the door.",
        "MINA\nHello.",
        "MINA\nHello there, you.",
        "문이 열린다.",
        "미나\n안녕.",
        "a",
    ]
)


def scene(heading: str, paragraphs: list[str], end: str) -> str:
    return "\n\n".join((heading, *paragraphs)) + end


SCENES = st.builds(
    scene,
    st.sampled_from(["INT. HALL - DAY", "EXT. HARBOUR - NIGHT", "INT. 부엌 - 밤"]),
    st.lists(PARAGRAPHS, max_size=8),
    st.sampled_from(["\n", "\n\n", ""]),
)


def test_that_each_change_is_as_small_as_its_words_and_paragraphs_come_and_go_whole() -> None:
    new = "INT. HALL - NIGHT\n\nMina waits by the window.\n\nMINA\nHello.\n\nJO\nBye.\n\nShe goes.\n\nFin.\n"
    told = [(hunk.removed, hunk.inserted) for hunk in scene_hunks(OLD, new)]
    assert told == [
        ("DAY", "NIGHT"),
        ("door.", "window."),
        ("Hello there.", "Hello."),
        ("", "JO\nBye.\n\n"),
        ("", "\nFin.\n"),
    ]


@given(SCENES, SCENES)
def test_that_all_changes_together_make_the_new_text_and_each_alone_leaves_one_scene(old: str, new: str) -> None:
    hunks = scene_hunks(old, new)
    text = old
    for hunk in reversed(hunks):
        text = hunk.applied_to(text)
    assert text == new
    assert all(one.end <= other.at for one, other in pairwise(hunks))
    for hunk in hunks:
        alone = hunk.applied_to(old)
        assert len(split_scenes(alone).scenes) == 1
        assert parse_fountain(alone).warnings == ()


def test_that_changes_of_which_one_alone_would_leave_two_headings_are_one() -> None:
    old, new = "INT. HALL - DAY\nMina waits by the door.\n", "EXT. YARD - DAY\n\nMina waits by the door.\n"
    (hunk,) = scene_hunks(old, new)
    assert hunk.applied_to(old) == new
