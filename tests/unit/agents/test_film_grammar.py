"""The grammar as a director would check it: coverage, length, cuts, and each rule on the line that calls for it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.agents.film_grammar import place_key
from studio.agents.scene_beats import read_beats
from studio.agents.shot_plan import LENS_MM, ShotPlan
from studio.model.optics import LENSES_MM
from studio.model.timing import FILM, FrameRate
from studio.script.fountain import parse_fountain
from tests.unit.agents.scripts import TALK, boards, scene, scene_texts

NTSC = FrameRate(24000, 1001)


def rules(text: str) -> list[str]:
    return [board.rule for board in boards(text)]


def board_of(text: str, words: str) -> ShotPlan:
    """The board that shows those words."""
    return next(board for board in boards(text) if words in board.anchor.quote)


@settings(max_examples=150, deadline=None)
@given(scene_texts)
def test_that_every_word_is_on_exactly_one_board(text: str) -> None:
    covered = [0] * len(text)
    for board in boards(text):
        assert board.anchor.quote == text[board.anchor.start : board.anchor.end]
        for place in range(board.anchor.start, board.anchor.end):
            covered[place] += 1
    elements = parse_fountain(text).elements
    hidden = {at for e in elements if e.type in ("note", "boneyard") for at in range(e.start, e.end)}
    for element in elements:
        if element.type in ("action", "dialogue", "lyric", "centered"):
            for place in range(element.start, element.end):
                if text[place].isalnum() and place not in hidden:
                    assert covered[place] == 1, text[element.start : element.end]
    assert max(covered, default=0) <= 1


@settings(max_examples=60, deadline=None)
@given(scene_texts)
def test_that_boards_follow_the_order_of_the_text(text: str) -> None:
    for before, after in pairwise(boards(text)):
        assert before.anchor.end <= after.anchor.start


@settings(max_examples=60, deadline=None)
@given(scene_texts)
def test_that_boards_say_all_the_words_that_are_said(text: str) -> None:
    said = [word for speech in read_beats(text).speeches for s in speech.sentences for word in s.text.split()]
    shown = [
        word
        for board in boards(text)
        for line in board.dialogue.split("\n")
        for word in (line.split(": ", 1)[1] if board.dialogue.count("\n") else line).split()
    ]
    assert shown == said


@settings(max_examples=60, deadline=None)
@given(scene_texts)
def test_that_a_board_lasts_whole_frames_between_a_second_and_a_half_and_ten(text: str) -> None:
    for rate in (FILM, NTSC):
        for board in boards(text, rate=rate):
            assert rate.frames(1.5) <= board.duration_frames <= rate.frames(10)


@settings(max_examples=100, deadline=None)
@given(scene_texts)
def test_that_no_cut_jumps(text: str) -> None:
    for before, after in pairwise(boards(text)):
        is_same_view = not before.subjects or not after.subjects or set(before.subjects) & set(after.subjects)
        if is_same_view:
            assert (before.shot_size, before.angle) != (after.shot_size, after.angle), (before, after)


@settings(max_examples=60, deadline=None)
@given(scene_texts)
def test_that_two_people_keep_one_side_of_their_line(text: str) -> None:
    lines: dict[frozenset[str], object] = {}
    for board in boards(text):
        if board.axis:
            assert lines.setdefault(frozenset((board.axis.a, board.axis.b)), board.axis) == board.axis


@settings(max_examples=30, deadline=None)
@given(scene_texts)
def test_that_the_same_scene_gives_the_same_boards(text: str) -> None:
    assert boards(text) == boards(text)


def test_that_lenses_follow_sizes_and_exist() -> None:
    assert [LENS_MM[size] for size in ("EWS", "WS", "MS", "MCU", "CU", "INSERT")] == [18, 24, 35, 50, 85, 100]
    assert set(LENS_MM.values()) <= set(LENSES_MM)
    assert all(board.lens_mm == LENS_MM[board.shot_size] for board in boards(TALK))


def test_that_a_new_place_is_established_and_a_known_one_only_returned_to() -> None:
    outdoors = scene(heading="EXT. PIER - DAY")
    indoors = scene(heading="INT. HALL - DAY")
    assert (boards(outdoors)[0].shot_size, boards(indoors)[0].shot_size) == ("EWS", "WS")
    known = boards(indoors, known_places={place_key(read_beats("INT. Hall - NIGHT\n"))})
    assert known[0].rule == "return"


def test_that_a_heading_alone_has_one_board() -> None:
    (board,) = boards("INT. HALL - DAY\n")
    assert (board.rule, board.anchor.quote) == ("establish", "INT. HALL - DAY")


def test_that_an_exchange_opens_in_a_two_shot_and_then_alternates_and_tightens() -> None:
    spoken = [board for board in boards(TALK) if board.dialogue]
    assert spoken[0].rule == "two_shot"
    assert set(spoken[0].subjects) == {"DORA", "SIL"}
    singles = spoken[1:]
    assert [board.subjects[0] for board in singles] == ["SIL", "DORA", "SIL", "DORA", "SIL", "DORA"]
    assert [board.shot_size for board in singles[:-1]] == ["MS", "MS", "MS", "MCU", "CU"]
    assert singles[0].over == "DORA"
    assert [board.rule for board in singles].index("peak") == 4
    assert "peak" in singles[4].rationale


def test_that_short_lines_share_the_frame() -> None:
    text = scene("DORA\nTwelve.", "@할머니\n열둘.")
    board = boards(text)[-1]
    assert board.dialogue == "DORA: Twelve.\n할머니: 열둘."
    assert set(board.subjects) == {"DORA", "할머니"}


def test_that_people_who_speak_at_once_share_the_frame() -> None:
    text = scene("DORA\nStop the car right here, right now, I mean it this time.", "SIL ^\nI am not stopping for you!")
    assert boards(text)[-1].rule == "two_shot"
    assert boards(text)[-1].dialogue.count("\n") == 1


def test_that_a_long_speech_plays_over_a_reaction() -> None:
    long = " ".join(f"This is sentence number {n} of what I have to say to you." for n in range(8))
    spoken = [board for board in boards(scene(f"DORA\n{long}", "SIL\nI see what you mean by that.")) if board.dialogue]
    assert "reaction" in [board.rule for board in spoken]
    reaction = next(board for board in spoken if board.rule == "reaction")
    assert (reaction.subjects, reaction.speaker) == (("SIL",), "DORA")


def test_that_a_sentence_without_an_end_is_cut_into_boards_that_can_be_said() -> None:
    endless = "and " * 90 + "so"
    spoken = [board for board in boards(scene(f"DORA\n{endless}")) if board.dialogue]
    assert len(spoken) > 3
    assert all(0.3 * len(board.dialogue.split()) + 1 <= 10 for board in spoken)


def test_that_a_voice_from_off_screen_plays_on_the_listener() -> None:
    text = scene("미나가 의자에 앉아 있다.", "@아버지 (V.O.)\n등대가 안 보인다.")
    board = boards(text, people={"미나": "child"})[-1]
    assert (board.rule, board.subjects) == ("voice", ("미나",))


@pytest.mark.parametrize(
    ("line", "rule", "size"),
    [
        ("DORA walks along the wall.", "track", "MLS"),
        ("DORA runs along the wall.", "track", "FS"),
        ("The door opens. DORA enters.", "enter", "FS"),
        ("DORA slips and falls on the stones.", "fall", "FS"),
        ("DORA looks at the letter.", "insert", "INSERT"),
        ("DORA looks out at the sea.", "look", "MCU"),
        ("DORA picks up the KEY.", "insert", "INSERT"),
        ("One by one, the candles go out.", "sequence", "WS"),
        ("The needle touches zero.", "insert", "INSERT"),
        ("A boat glides in.", "vehicle", "WS"),
        ("DORA sits on the bench.", "figure", "MLS"),
        ("DORA opens her hand.", "hands", "INSERT"),
        ("할머니가 열쇠를 집는다.", "insert", "INSERT"),
        ("할머니가 시계를 본다.", "insert", "INSERT"),
        ("할머니가 먼 바다를 바라본다.", "look", "MCU"),
        ("할머니가 부두를 따라 걷는다.", "track", "MLS"),
        ("할머니가 뛰어나간다.", "exit", "FS"),
        ("할머니가 돌에 걸려 넘어진다.", "fall", "FS"),
        ("할머니가 들어온다.", "enter", "FS"),
        ("작은 배가 미끄러져 들어온다.", "vehicle", "WS"),
        ("촛불이 하나씩 차례로 꺼진다.", "sequence", "WS"),
    ],
)
def test_that_a_line_is_framed_by_its_verb(line: str, rule: str, size: str) -> None:
    (board,) = boards(scene(line))[1:]
    assert (board.rule, board.shot_size) == (rule, size)
    assert board.rationale


def test_that_a_look_is_followed_by_what_is_seen() -> None:
    text = scene("DORA looks up at the lighthouse.", "Nothing turns there.")
    look, seen = boards(text)[1:]
    assert (look.rule, seen.rule, seen.angle) == ("look", "pov", "low")


def test_that_an_entrance_opens_the_frame_to_those_who_are_there() -> None:
    text = scene("DORA sits by the window.", "The door opens. SIL enters.")
    entrance = boards(text)[-1]
    assert (entrance.shot_size, entrance.subjects) == ("WS", ("SIL", "DORA"))


def test_that_a_child_is_seen_from_an_adults_height() -> None:
    lines = (
        "DORA\nWhere have you been all this time, tell me now?",
        "@미나\n바다에 갔다가 지금 막 돌아왔어요, 할머니한테 가려고요.",
    )
    text = scene(*lines)
    board = boards(text, people={"DORA": "woman", "미나": "child"})[-1]
    assert (board.subjects, board.over, board.angle) == (("미나",), "DORA", "high")


def test_that_a_fade_ends_on_a_pull_back_and_a_cut_on_a_hold() -> None:
    assert boards(scene("The sea.", "FADE OUT."))[-1].rule == "pull_back"
    faded = boards(scene("The sea.", "FADE OUT."))[-1]
    assert (faded.move, faded.notes) == ("dolly", "FADE OUT.")
    held, free = boards(scene("DORA waits."))[-1], boards(scene("DORA waits.", "SIL\nGo on, then, I am listening."))[1]
    assert held.duration_frames > FILM.frames(1.5)
    assert "Held" in held.rationale
    assert "Held" not in free.rationale


def test_that_notes_are_no_story() -> None:
    text = scene("DORA waits. [[SIL enters and shoots]] She waits.")
    assert "enter" not in rules(text)
    assert "shoots" not in boards(text)[-1].action


def test_that_words_within_words_call_no_rule() -> None:
    plain = scene("할머니의 집은 언덕 위에 보인다.", "The walkway runs past the bookend.", "A watchful silence.")
    assert {"insert", "track", "look", "enter"}.isdisjoint(rules(plain))


def test_that_a_page_of_talk_and_action_is_about_ten_boards() -> None:
    action = (
        "DORA crosses the yard with two buckets of water, steps over the sleeping dog, and sets them down beside the "
        "pump where SIL is already waiting with her hands in her pockets.\n\n"
    )
    line = "I have carried these since before it was light, and you have been standing here the whole time."
    talk = "".join(f"{'DORA' if n % 2 else 'SIL'}\n{line}\n\n" for n in range(4))
    text = "EXT. YARD - DAY\n\n" + (action + talk) * 8
    pages = parse_fountain(text).scenes[0].eighths / 8
    assert 7 <= len(boards(text)) / pages <= 12


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_that_any_text_at_all_can_be_boarded(text: str) -> None:
    found = boards(text)
    assert found
    assert all(0 <= board.anchor.start <= board.anchor.end <= len(text) for board in found)
