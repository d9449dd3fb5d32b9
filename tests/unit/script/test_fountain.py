from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given

from studio.script.fountain import NO_HEADING, parse_fountain
from studio.script.screenplay import Element
from tests.unit.script.fountain_strategy import TEXTS

RAIN = (Path(__file__).parent / "samples" / "rain.fountain").read_text(encoding="utf-8")


def shapes(text: str) -> list[tuple[str, str]]:
    return [(element.type, element.text) for element in parse_fountain(text).elements]


def types(text: str) -> list[str]:
    return [kind for kind, _ in shapes(text)]


def one(text: str, kind: str) -> Element:
    (element,) = [element for element in parse_fountain(text).elements if element.type == kind]
    return element


def test_that_a_whole_screenplay_reads_as_its_writer_meant_it() -> None:
    assert shapes(RAIN) == [
        ("section", "Act One"),
        ("synopsis", "Mina waits for a letter that never came."),
        ("heading", "INT. BRICK'S HOUSE - KITCHEN - DAY"),
        ("action", "A kettle whistles.  MINA (29) turns it off. She listens.\n    An indented line."),
        ("note", "Is she alone?"),
        ("character", "MINA (V.O.)"),
        ("parenthetical", "(tired)"),
        ("dialogue", "I waited.\n\nThen I waited *again*."),
        ("character", "JOON"),
        ("dialogue", "So did I."),
        ("note", "A note that goes on\n  \nover an empty line."),
        ("section", "The letter"),
        ("heading", "실내 계단 - 밤"),
        ("action", "준호가 계단을 오른다.\n발소리만 들린다."),
        ("character", "준호"),
        ("parenthetical", "(속삭이며)"),
        ("dialogue", "거기 누구야?"),
        ("character", "민아"),
        ("dialogue", "나야. 놀랐어?"),
        ("character", "McCLANE"),
        ("dialogue", "Yippee ki-yay."),
        ("lyric", "Willy Wonka! Willy Wonka!"),
        ("lyric", "The amazing chocolatier!"),
        ("boneyard", "INT. CUT SCENE - DAY\n\nNever shot.\n\nEXT. CUT TOO - NIGHT\n\nNor this."),
        ("transition", "CUT TO:"),
        ("heading", "int./ext. car (moving) - continuous"),
        ("action", "BANG\nThe windscreen goes white."),
        ("centered", "THE MIDDLE"),
        ("page_break", "==="),
        ("heading", "45 calibre, the box says."),
        ("heading", "EST. SEOUL SKYLINE, DAWN"),
        ("transition", "Burn to white."),
        ("transition", "FADE OUT."),
    ]


def test_that_a_screenplay_reads_alike_whatever_its_lines_end_in() -> None:
    plain = parse_fountain(RAIN)
    for newline in ("\r\n", "\r"):
        other = parse_fountain(RAIN.replace("\n", newline))
        assert [(e.type, e.text, e.line) for e in other.elements] == [(e.type, e.text, e.line) for e in plain.elements]
        assert other.title_page == plain.title_page


def test_that_the_title_page_keeps_its_keys_and_lines() -> None:
    assert parse_fountain(RAIN).title_page == {
        "Title": ("_**RAIN OVER SEOUL**_", "비 내리는 서울"),
        "Credit": ("Written by",),
        "Author": ("Mina Park & Joon Lee",),
        "Draft date": ("3/14/2026",),
        "Contact": ("Han River Pictures", "hello@example.com"),
    }


@pytest.mark.parametrize(
    "text", ["FADE IN:\n\nINT. A - DAY\n", "Mina: Hello.\nJoon: Hi.\n", "INT. A: TITLE\nNotes: x\n"]
)
def test_that_a_line_with_a_colon_is_no_title_page(text: str) -> None:
    assert parse_fountain(text).title_page == {}
    assert parse_fountain(text).elements[0].line == 1


def test_that_positions_bound_the_words_in_the_source() -> None:
    text = "Title: X\n\nINT. A - DAY\n\n  Somebody 😀 [[note]]\nwalks.\n"
    action = one(text, "action")
    assert text[action.start : action.end] == "Somebody 😀 [[note]]\nwalks."
    assert (action.line, action.end_line) == (5, 6)
    note = one(text, "note")
    assert text[note.start : note.end] == "[[note]]"
    assert (note.line, note.text) == (5, "note")


@given(TEXTS)
def test_that_any_text_reads_into_ordered_elements_within_it(text: str) -> None:
    screenplay = parse_fountain(text)
    starts = [element.start for element in screenplay.elements]
    assert starts == sorted(starts)
    for element in screenplay.elements:
        assert 0 <= element.start < element.end <= len(text)
        assert 1 <= element.line <= element.end_line
    assert len(screenplay.scenes) == types(text).count("heading")


@pytest.mark.parametrize(
    ("line", "interior", "location", "when"),
    [
        ("INT. HOUSE - DAY", "INT", "HOUSE", "DAY"),
        ("EXT. BRICK'S POOL - KITCHEN - NIGHT", "EXT", "BRICK'S POOL - KITCHEN", "NIGHT"),
        ("INT./EXT. CAR - CONTINUOUS", "INT/EXT", "CAR", "CONTINUOUS"),
        ("INT/EXT CAR -- MOMENTS LATER", "INT/EXT", "CAR", "MOMENTS LATER"),
        ("I/E. CAR - DAY (FLASHBACK)", "INT/EXT", "CAR", "DAY (FLASHBACK)"),
        ("EXT./INT. TENT – DUSK", "INT/EXT", "TENT", "DUSK"),
        ("EST. CITY", "EST", "CITY", None),
        ("int house - kitchen", "INT", "house - kitchen", None),
        ("**INT. HOUSE - DAY**", "INT", "HOUSE", "DAY"),
        (".FLASHBACK - 1985", None, "FLASHBACK", "1985"),
        ("INT. 민아의 집 거실 - 밤", "INT", "민아의 집 거실", "밤"),
        ("EXT. 골목 (새벽)", "EXT", "골목", "새벽"),
        (".옥상 - 늦은 밤", None, "옥상", "늦은 밤"),
        ("INT. MEETING ROOM", "INT", "MEETING ROOM", None),
    ],
)
def test_that_a_heading_tells_place_and_time(line: str, interior: str | None, location: str, when: str | None) -> None:
    (scene,) = parse_fountain(f"{line}\n\nText.\n").scenes
    assert (scene.interior, scene.location, scene.time) == (interior, location, when)


@pytest.mark.parametrize(
    ("line", "heading", "number"),
    [
        ("INT. A - DAY #1#", "INT. A - DAY", "1"),
        ("INT. A - DAY #1-A.2#", "INT. A - DAY", "1-A.2"),
        (".A #12A#", "A", "12A"),
        ("INT. ROOM #5", "INT. ROOM #5", None),
    ],
)
def test_that_a_heading_gives_up_its_number(line: str, heading: str, number: str | None) -> None:
    (scene,) = parse_fountain(f"{line}\n\nText.\n").scenes
    assert (scene.heading, scene.number) == (heading, number)


@pytest.mark.parametrize(
    "text",
    [
        "Text.\nINT. HOUSE - DAY\n",
        "INTERIOR. HOUSE\n",
        "...and then\n",
        "!INT. HOUSE\n",
        "He draws a\n.45 and fires.\n",
        "INT.\n",
    ],
)
def test_that_what_only_looks_like_a_heading_is_none(text: str) -> None:
    assert "heading" not in types(text)


def test_that_a_heading_may_follow_directly_on_what_is_not_printed() -> None:
    assert types("# Act\nINT. A\n\n= Why\nINT. B\n\n[[note]]\nINT. C\n\nCUT TO:\nINT. D\n").count("heading") == 4


def test_that_dual_dialogue_marks_the_second_speech() -> None:
    elements = parse_fountain("BRICK\nScrew retirement.\n\nSTEEL (O.S.) ^\n(grins)\nScrew retirement.\n").elements
    assert [(element.text, element.dual) for element in elements] == [
        ("BRICK", False),
        ("Screw retirement.", False),
        ("STEEL (O.S.)", True),
        ("(grins)", True),
        ("Screw retirement.", True),
    ]


@pytest.mark.parametrize("line", ["FADE OUT.", "FADE TO BLACK.", "CUT TO BLACK.", "SMASH CUT TO:", "> Anything"])
def test_that_transitions_stand_alone(line: str) -> None:
    assert types(f"Text.\n\n{line}\n\nText.\n") == ["action", "transition", "action"]


def test_that_fade_out_within_a_paragraph_is_action() -> None:
    assert types("Text.\n\nFADE OUT.\nOr not.\n") == ["action", "character", "dialogue"]
    assert types("Lights.\nFADE OUT.\n") == ["action"]
    assert types("FADE IN:\n\nText.\n") == ["action", "action"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BOB\nHi.\n", ["character", "dialogue"]),
        ("R2D2\nBeep.\n", ["character", "dialogue"]),
        ("HANS (on the radio)\nHi.\n", ["character", "dialogue"]),
        ("  INDENTED\n    Hi.\n", ["character", "dialogue"]),
        ("ИВАН\nПривет.\n", ["character", "dialogue"]),
        ("BOB\n[[aside]]\nHi.\n", ["character", "note", "dialogue"]),
        ("BOB\n\nHi.\n", ["action", "action"]),
        ("23\nHi.\n", ["action"]),
        ("Bob\nHi.\n", ["action"]),
        ("Text.\nBOB\nHi.\n", ["action"]),
        ("@Bob\nHi.\n", ["character", "dialogue"]),
        ("BOB\n(a) and (b)\n", ["character", "dialogue"]),
        ("BOB\n(a)\n(b)\nHi.\n", ["character", "parenthetical", "parenthetical", "dialogue"]),
        ("BOB\n~La la\nHi.\n", ["character", "lyric", "dialogue"]),
    ],
)
def test_that_cues_are_known_by_their_capitals(text: str, expected: list[str]) -> None:
    assert types(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "민수\n안녕하세요.\n",
        "민아\n(작게)\n문이 열린다.\n",
        "민아 (V.O.)\n그날 밤 비가 왔다.\n",
        "할머니 (소리)\n밥 먹어라.\n",
        "남자 1\n누구세요?\n",
        "김 과장\n보고서는 어디 있나.\n",
        "민아 엄마\n밥 먹어라.\n",
        "K팀장\n회의 시작합시다.\n",
        "太郎\nこんにちは。\n",
        "小明\n你好！\n",
    ],
)
def test_that_a_name_without_capitals_is_a_cue(text: str) -> None:
    assert types(text)[0] == "character"
    assert types(text)[-1] == "dialogue"


@pytest.mark.parametrize(
    "text",
    [
        "민아가 창가에 선다.\n밖에는 비가 내린다.\n",
        "비 내리는 골목\n민아가 뛰어간다.\n",
        "긴 침묵\n시계 소리.\n",
        "침묵\n민아가 고개를 든다.\n",
        "정적\n시계 소리.\n",
        "늦은 밤\n가로등 하나가 깜빡인다.\n",
        "그때 문이 열리고\n민아가 들어온다.\n",
        "민아가 걷는다\n멈춘다\n",
        "민아 (29, 의사)\n하얀 가운을 입었다.\n",
        "TV에서 뉴스가 나온다\n민아가 끈다.\n",
        "천천히\n문이 열린다.\n",
    ],
)
def test_that_a_paragraph_of_two_lines_without_capitals_stays_action(text: str) -> None:
    assert types(text) == ["action"]


def test_that_a_known_name_is_a_cue_whatever_it_says() -> None:
    told = "민아\n나는 간다.\n"
    assert types(told) == ["action"]
    assert types("민아\n왜?\n\n" + told) == ["character", "dialogue"] * 2
    assert types("@민아\n\n" + told) == ["character", "character", "dialogue"]
    assert types(told + "\n" + told) == ["character", "dialogue"] * 2
    assert [e.type for e in parse_fountain(told, known_names={"민아"}).elements] == ["character", "dialogue"]


def test_that_notes_go_over_empty_lines_but_not_over_headings() -> None:
    assert types("Text [[begins\n\nends]] here.\n") == ["action", "note"]
    assert types("Text [[begins\n\nINT. A\n\nends]] here.\n") == ["action", "heading", "action"]


def test_that_marks_never_closed_are_text_and_warned_of() -> None:
    screenplay = parse_fountain("INT. A\n\nText [[ and\n\nmore /* text.\n")
    assert [element.type for element in screenplay.elements] == ["heading", "action", "action"]
    assert [warning.partition(",")[0] for warning in screenplay.warnings] == [
        "line 3: [[ is never closed",
        "line 5: /* is never closed",
    ]


def test_that_a_text_without_headings_says_so() -> None:
    screenplay = parse_fountain("Mina waits at the window.\n")
    assert screenplay.scenes == ()
    assert screenplay.warnings == (NO_HEADING,)
    assert parse_fountain("").elements == ()


def test_that_speakers_are_counted_under_one_name() -> None:
    screenplay = parse_fountain(
        "INT. A\n\nBOB (O.S.)\nOne two.\n\nBOB (CONT'D) ^\nThree.\n\n@Bob\n(x)\nFour five six.\n\nANN\nHi.\n"
    )
    assert [(c.name, c.lines, c.words) for c in screenplay.characters] == [("BOB", 3, 6), ("ANN", 1, 1)]
    assert screenplay.scenes[0].characters == ("BOB", "ANN")


def rain(length: int) -> str:
    """An ordinary screenplay of about ``length`` characters."""
    return RAIN * max(1, length // len(RAIN))


def reading_s(text: str) -> float:
    """The processor's own time for reading; of three, as a machine shared with others disturbs some."""
    taken = []
    for _ in range(3):
        begun = time.process_time()
        parse_fountain(text)
        taken.append(time.process_time() - begun)
    return min(taken)


def test_that_reading_grows_with_the_length_alone() -> None:
    # Eight times the length takes eight times as long; what grew with its square would take 64 times.
    assert reading_s(rain(400_000)) < 24 * reading_s(rain(50_000))


@pytest.fixture(scope="module")
def ordinary_s() -> float:
    """What reading an ordinary screenplay of 400,000 characters takes, measured beside."""
    return reading_s(rain(400_000))


@pytest.mark.parametrize(
    "text",
    [
        "[[" * 200_000,
        "/*" * 200_000,
        "[[ ]\n\n" * 60_000,
        "[[ x ]\n" * 60_000 + "]]",
        "INT. A" + " " * 300_000 + "x\n",
        "INT. A" + " -" * 200_000 + "\n",
        "BOB" + " (x)" * 100_000 + "\nHi.\n",
        "BOB\n" + "(" * 300_000,
        "[[x]]\n" * 60_000,
        "가" + " " * 300_000 + "나\n",
        "*" * 300_000 + "\n",
    ],
    ids=range(11),
)
def test_that_no_text_makes_reading_slow(text: str, ordinary_s: float) -> None:
    # The worst takes four times as long as a screenplay of its length; going back over it again and again, thousands.
    begun = time.process_time()
    parse_fountain(text)
    assert time.process_time() - begun < 10 * ordinary_s
