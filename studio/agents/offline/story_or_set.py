"""Whether a prompt tells a story, which the Writer makes scenes of, or describes a set, which is staged as it is."""

from __future__ import annotations

from studio.agents.cue_words import Cue
from studio.agents.korean_forms import SUBJECT_PARTICLES, has_hangul, particle_after
from studio.agents.line_reading import read_line
from studio.agents.offline.treatment import treated
from studio.agents.offline.treatment_people import names_in_treatment
from studio.agents.person_words import ENGLISH_PEOPLE, HE, KOREAN_PEOPLE, SHE
from studio.agents.scene_names import introduced_names, mentions_in
from studio.agents.sentences import Sentence, sentences_of, words_of
from studio.script.fountain import parse_fountain
from studio.script.language import language_of

_STILL = frozenset({Cue.SIT, Cue.STAND, Cue.LIE, Cue.SLEEP, Cue.LEAN, Cue.HOLD, Cue.LOOK, Cue.SHOW})
"""What figures of a set do as well: they are posed, and nothing happens."""
_STATES = ("있다", "없다", "이다", "보인다", "같다")
_STATE_VERB_LIST = "is has was wears sits stands lies sleeps leans holds looks faces waits rests seems s"
_STATE_VERBS = frozenset(_STATE_VERB_LIST.split())


def tells_story(text: str, *, by_a_line: bool = False) -> bool:
    """Whether people act in it, in two sentences or at two places; or it is a screenplay.

    A single line is a set unless ``by_a_line``: then it is a topic where somebody acts in it.
    """
    if parse_fountain(text).scenes:
        return True
    sentences = sentences_of(text, 0, len(text), at_newlines=True)
    acting = _sentences_with_deeds(sentences)
    if len(sentences) < 2:
        return by_a_line and acting > 0
    return acting > 1 or (acting > 0 and len(treated(text, language_of([text]))) > 1)


def _sentences_with_deeds(sentences: tuple[Sentence, ...]) -> int:
    people = dict.fromkeys((*names_in_treatment(sentences), *introduced_names(sentences), *_people_nouns(sentences)))
    return sum(_does_something(sentence, people) for sentence in sentences)


def _does_something(sentence: Sentence, people: dict[str, None]) -> bool:
    """Whether somebody does in it what no figure of a set could: a known deed, or a verb behind the one who acts."""
    deeds = [cues for name, cues in read_line(sentence, people).deeds if name]
    if deeds:
        return any(cues - _STILL for cues in deeds)
    words = words_of(sentence.text)
    mentions = mentions_in(words, people)
    if any(mention.particle in SUBJECT_PARTICLES for mention in mentions):
        return words[-1].text.endswith("다") and not words[-1].text.endswith(_STATES)
    pronouns = [0] if words and people and words[0].lower in SHE | HE else []
    follows = [*(mention.at + mention.length - 1 for mention in mentions), *pronouns]
    verbs = [words[at + 1].lower for at in follows if at + 1 < len(words) and not words[at].after]
    return any(verb.endswith("s") and verb not in _STATE_VERBS for verb in verbs)


def _people_nouns(sentences: tuple[Sentence, ...]) -> list[str]:
    words = [word.text for sentence in sentences for word in words_of(sentence.text)]
    english = [word.upper() for word in words if word.lower() in ENGLISH_PEOPLE]
    korean = [noun for word in words if has_hangul(word) for noun in KOREAN_PEOPLE if particle_after(word, noun)]
    return [*english, *korean]
