"""Screenplays of any length, varied by seed, with everything that a correct Fountain file may hold."""

from __future__ import annotations

from random import Random

_TITLE_PAGES = (
    "",
    "Title: The Long Way Home\nAuthor: N. N.\n\n",
    "Title:\n    _**밤의 항구**_\n    Night Harbour\nCredit: written by\nDraft date: 1/1/2026\n\n",
)
_HEADINGS = {
    "en": (
        "INT. {place} - {time}",
        "EXT. {place} - {time} #{number}#",
        "INT./EXT. {place} - CONTINUOUS",
        "I/E {place}",
        "EST. {place} - {time}",
        ".{place}, SOMEWHERE ELSE",
        "INT. {place}",
    ),
    "ko": ("INT. {place} - {time}", "EXT. {place} - {time} #{number}#", ".{place}", "INT. {place} - {time}"),
}
_PLACES = {
    "en": ("KITCHEN", "HARBOUR", "TRAIN CAR", "FOREST ROAD", "HOSPITAL CORRIDOR", "ROOFTOP", "7TH-FLOOR LAB", "CHURCH"),
    "ko": ("부엌", "항구", "지하철 안", "숲길", "병원 복도", "옥상", "고시원 302호", "장터"),
}
_TIMES = {"en": ("DAY", "NIGHT", "DAWN", "LATER"), "ko": ("낮", "밤", "새벽", "잠시 후")}
_NAMES = {
    "en": ("DORA", "O'BRIEN #2", "DR. VAN DER BERG-SMITH", "JO", "GUARD 1", "@McAvoy", "MRS. X", "THE CROWD"),
    "ko": ("민아", "@최 반장", "할머니", "아이 1", "@김 씨", "역무원", "@DJ 준", "사람들"),
}
_SUFFIXES = ("", "", "", " (V.O.)", " (O.S.)", " (CONT'D)", " (목소리)")
_ACTIONS = {
    "en": (
        "A table, four chairs and a lamp. Rain on the window.",
        "{name} picks up the LETTER and runs to the door. It opens.",
        "Two hundred soldiers march past, and a thousand lanterns hang over them.",
        "They look at each other.\nNobody moves. [[is this too long?]]",
        "!INT. IS ONLY WHAT THE SIGN SAYS",
        "*Silence.* Then _nothing_, then **everything** at once -- 3.5 metres of it.",
        "She sits on a chair next to the bed, under the window, behind the screen, far from the door.",
        "{name} sneaks off, shadowed by {name}. An elephant, a piano, a spaceship and 0 cups.",
    ),
    "ko": (
        "둥근 식탁 하나와 의자 네 개. 창밖에 비가 내린다.",
        "{name}, 편지를 집어 들고 문으로 뛰어간다. 문이 열린다.",
        "수백 명의 군인이 지나가고 그 위로 등불 천 개가 걸려 있다.",
        "두 사람이 마주 본다.\n아무도 움직이지 않는다. [[너무 긴가?]]",
        "고양이 세 마리가 침대 밑에서 잔다. 책상 위에 컴퓨터와 커피 잔.",
        "!민아의 얼굴, 클로즈업.",
    ),
}
_SAID = {
    "en": (
        "No.",
        "Where were you?",
        "I came back because nobody else would. Nobody! And you know it, don't you...",
        "?",
    ),
    "ko": ("아니.", "어디 있었어?", "네가 올 줄 알았어. 그래서 불을 끄지 않았지. 밤새도록.", "……"),
}
_BREAKS = (
    "CUT TO:\n\n",
    "> FADE OUT.\n\n",
    "===\n\n",
    "> THE END <\n\n",
    "/* cut for now:\n\nINT. NOWHERE - DAY\n\nGone. */\n\n",
    "# Act Two\n\n= What it is about\n\n",
    "[[A note that\nruns on]]\n\n",
    "~La la la,\n~la la.\n\n",
)


def varied_script(seed: int, *, lines: int) -> str:
    """A screenplay of about that many lines (55 make a page); its language follows from the seed."""
    random = Random(seed)
    language = ("en", "ko", "both")[seed % 3]
    parts = [random.choice(_TITLE_PAGES), random.choice(("", "FADE IN:\n\n", "Some words before it all.\n\n"))]
    number, written = 0, 0
    while number == 0 or written < lines:
        number += 1
        scene = _scene(random, language if language != "both" else random.choice(("en", "ko")), number)
        written += scene.count("\n")
        parts.append(scene)
    return "".join(parts)


def _scene(random: Random, language: str, number: int) -> str:
    heading = random.choice(_HEADINGS[language]).format(
        place=random.choice(_PLACES[language]), time=random.choice(_TIMES[language]), number=f"{number}A"
    )
    names = random.sample(_NAMES[language], random.randint(1, 4))
    text = f"{heading}\n\n"
    for _ in range(random.choice((0, 1, 3, 6, 12))):
        match random.randrange(6):
            case 0 | 1:
                text += random.choice(_ACTIONS[language]).replace("{name}", random.choice(names).lstrip("@")) + "\n\n"
            case 2 | 3:
                text += _speech(random, language, names)
            case 4 if len(names) > 1:
                first, second = _speech(random, language, names[:1]), _speech(random, language, names[1:2])
                cue, said = second.split("\n", 1)
                text += f"{first}{cue} ^\n{said}"
            case _:
                text += random.choice(_BREAKS)
    return text


def _speech(random: Random, language: str, names: list[str]) -> str:
    name = random.choice(names)
    # A name without capitals is a cue only when it is forced.
    cue = name if name.isascii() or name.startswith("@") else f"@{name}"
    aside = random.choice(("", "", "(beat)\n", "(속삭이며)\n"))
    return f"{cue}{random.choice(_SUFFIXES)}\n{aside}{random.choice(_SAID[language])}\n\n"


ODD_SCRIPTS = {
    "one heading": "INT. ROOM - DAY\n",
    "one line scenes": "".join(f"INT. ROOM {n} - DAY\n\nIt is empty.\n\n" for n in range(1, 4)),
    "no dialogue": "EXT. DESERT - DAY\n\nSand.\n\nMore sand. A camel.\n",
    "only dialogue": "INT. BAR - NIGHT\n\nJO\nHi.\n\nBO ^\nHi.\n\nJO\n(beat)\nBye.\n",
    "Korean": "INT. 부엌 - 밤\n\n@민아\n배고파.\n\n할머니가 국을 끓인다. 고양이가 식탁 밑에서 잔다.\n",
    "many people": "INT. HALL - DAY\n\n" + "".join(f"PERSON {n}\nI am number {n}.\n\n" for n in range(1, 34)),
    "a huge crowd": "EXT. SQUARE - DAY\n\nTen thousand people cheer. Nine hundred horses. 5000 chairs, 300 tables.\n",
    "odd names": "INT. LAB - DAY\n\nO'BRIEN #2 (V.O.)\nYes.\n\n@ņ̈å–\nNo.\n\n23 (ON PHONE)\nHm.\n\n"
    "@...\nEh?\n\nR2-D2\nBeep.\n",
    "odd places": "INT. - DAY\n\nNothing.\n\nEXT. / - 밤\n\n..\n\n.(?)\n\n😀 smiles at 😀.\n\n"
    "INT. “A” & <B> \\ - DAY\n\nText.\n",
    "marks only": "INT. X - DAY\n\n===\n\n[[note]]\n\n/* gone */\n\n= synopsis\n\n> <\n\n~\n\n!\n\n@\n",
    "a very long line": "INT. HALL - DAY\n\n"
    + "He walks on and on past a table and a chair, " * 200
    + "\n\nJO\n"
    + "말 " * 900
    + "\n",
    "long words": "INT. " + "A" * 400 + " - DAY\n\n" + "B" * 3000 + "\n\n" + "C" * 300 + "\n" + "D" * 2000 + "\n",
}
"""Correct files that are unlike most, by what is odd about them."""
