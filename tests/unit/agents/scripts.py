"""Scenes for the tests of the storyboard's grammar, written and random."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from hypothesis import strategies as st

from studio.agents.film_grammar import plan_shots
from studio.agents.person_words import Figure
from studio.agents.scene_beats import read_beats
from studio.agents.shot_plan import ShotPlan
from studio.model.timing import FILM, FrameRate

TALK = """INT. KITCHEN - NIGHT

A small kitchen. A round table, four chairs, a clock on the wall.

DORA
You came back for the letter, not for me.

SIL
I came back because nobody else would drive this far for you.

DORA
Then sit down and tell me what it says, since you know it by heart.

SIL
It says what it always said, only the date is different now.

DORA
And the house, does it still belong to the two of us?

SIL
(whispering)
Did you burn it?

DORA
I burned it the morning after you left, in that stove.
"""

_SENTENCES = (
    "The door opens. SIL enters.",
    "Rain on the glass.",
    "DORA looks at the clock.",
    "She picks up the LETTER.",
    "Sil runs along the wall and falls.",
    "One by one, the candles go out.",
    "A boat glides in from the left, slowly, with nobody at the wheel and a rope trailing behind it in the water.",
    "미나가 열쇠를 집는다. 문이 열린다.",
    "할머니가 의자에 앉아 창밖을 본다.",
    "They look at each other.\nNobody moves.",
    "He said 3.5 metres, Mr. Kim. No. 4 is empty...",
    "*Silence.* [[a note for later]] Then _nothing_.",
    "!FORCED ACTION, all in capitals.",
    "> The end <",
)
_SAID = (
    "No.",
    "Where were you?",
    "I know!",
    "모르겠어요. 아무것도 안 보여요.",
    "I have told you this before and I will tell you again, because you never listen to a word that anybody says, "
    "and one day it will be too late for both of us to change anything at all about it.",
    "One. Two. Three. Four. Five. Six. Seven. Eight. Nine. Ten. Eleven. Twelve. Thirteen. Fourteen. Fifteen. Sixteen. "
    "Seventeen. Eighteen. Nineteen. Twenty. And then I stopped counting, because there was nobody left to count for.",
    "Line one\nline two, and more",
)
_CUES = ("DORA", "SIL", "@미나", "DORA (V.O.)", "SIL (CONT'D)", "@할머니", "SIL ^")
_HEADINGS = ("INT. HALL - NIGHT", "EXT. 부두 - 새벽", "INT./EXT. CAR - DAY", ".NOWHERE", "EST. HARBOR - DAWN #12A#")

actions = st.sampled_from(_SENTENCES) | st.text("ab ,.!가나\n", min_size=3, max_size=40).map(lambda text: f"x{text}y.")
speeches = st.builds(
    lambda cue, manner, said: f"{cue}\n{manner}{said}",
    st.sampled_from(_CUES),
    st.sampled_from(("", "(quietly)\n", "(속삭이며)\n")),
    st.sampled_from(_SAID),
)
scene_texts = st.builds(
    lambda heading, blocks: "\n\n".join([heading, *blocks]) + "\n",
    st.sampled_from(_HEADINGS),
    st.lists(actions | speeches, max_size=14),
)


def boards(
    text: str,
    *,
    rate: FrameRate = FILM,
    people: Mapping[str, Figure] | None = None,
    known_places: Collection[str] = (),
) -> tuple[ShotPlan, ...]:
    """The boards of one scene's text."""
    return plan_shots(read_beats(text), rate=rate, people=people, known_places=known_places)


def scene(*blocks: str, heading: str = "INT. ROOM - DAY", opening: str = "A bare room with grey walls.") -> str:
    """A scene with a heading and an empty opening, then those blocks."""
    return "\n\n".join([heading, opening, *blocks]) + "\n"
