"""Character cues: who speaks, in any alphabet.

A line in capitals is a cue by Fountain's rule. Alphabets without capitals (Hangul, Han, kana, Arabic …) need more:
see ``caseless_cues``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import takewhile

from studio.script.korean_words import STAGE_WORDS, TITLES
from studio.script.line_rules import is_page_break, is_section, is_synopsis, read_heading
from studio.script.source_lines import SourceLine

_SYLLABLE = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_SENTENCE_MARK = re.compile(r"[.!?…。！？,，、;:：\"“”『』「」<>~=\[\]]")
_NAME = re.compile(r"[\w·・\-&/#'’ ]+")
_VOICE = re.compile(
    r"\((?:v\.?\s?o\.?|o\.?\s?[sc]\.?|cont[’']?d\.?|off|on|e|n|f|소리|목소리|(?:마음|마음속|속)의?\s?소리|독백|내레이션|나레이션|"
    r"전화|필터|계속|이어서|화면\s?밖|이펙트|声|旁白|画外音)\)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?:[다요죠까]|니다|는|를|에서|에게|으로|지만|면서)$")
_NARRATION_END = re.compile(r"(?<![니시])다[.。]?$")
_SPOKEN_END = re.compile(r"(?:[?!？！]|(?:요|죠|니다|까|네|군|걸|야|어|아|지|자|래|게|라|니|냐|나|해|데|응)[.…~]*)$")
_ROLE_NUMBER = re.compile(r"[0-9]{1,3}|[A-Z]")
_MAX_SYLLABLES = 12
_MAX_BARE_SYLLABLES = 6
_MAX_BARE_LETTERS = 20


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: int
    name: str
    is_marked: bool
    body: tuple[str, ...]


def cue_name(cue: str) -> str:
    """The name in a cue, without ``^``, extensions such as ``(O.S.)`` and emphasis."""
    name = cue.strip().removesuffix("^").rstrip()
    if name.endswith(")"):
        name = name.partition("(")[0] or name
    return " ".join(name.replace("*", "").strip("_ \t").split())


def is_cased_cue(line: str) -> bool:
    """Whether a line is a cue by its capitals alone; only its extension may have small letters."""
    name = line.partition("(")[0]
    return name.isupper() and (name.isascii() or not _has_caseless(name))


def is_parenthetical(line: str) -> bool:
    """Whether a line of dialogue is one parenthesis from end to end."""
    if not (line.startswith("(") and line.endswith(")")):
        return False
    depth = 0
    for place, letter in enumerate(line):
        depth += (letter == "(") - (letter == ")")
        if depth <= 0:
            return place == len(line) - 1
    return False


def caseless_cues(lines: Sequence[SourceLine], *, known_names: Set[str] = frozenset()) -> frozenset[int]:
    """Indices of the lines that are cues in an alphabet without capitals.

    Such a line begins a paragraph, has another below, is at most 12 syllables long and holds no mark of a sentence.
    It is a cue if its name is known (``known_names``, forced with ``@``, or a cue elsewhere), if it has a voice
    extension (``(V.O.)``, ``(소리)``) or a parenthetical below it, or else if it reads like a name: one word of at
    most 6 syllables that ends in no verb, or two, of which the second is a number or a title, or below which a line
    ends as speech does. A paragraph that ends in ``-다`` is told, not spoken, unless its name is known or heads more.
    """
    forced = {cue_name(line.words[1:]) for line in lines if line.text.lstrip().startswith("@")}
    candidates = _candidates(lines)
    if not candidates:
        return frozenset()
    counts = Counter(candidate.name for candidate in candidates)
    names = forced | set(known_names)
    for candidate in candidates:
        repeated = counts[candidate.name] > 1 and " " not in candidate.name
        if candidate.is_marked or _reads_like_name(candidate, is_repeated=repeated):
            names.add(candidate.name)
    return frozenset(candidate.place for candidate in candidates if candidate.name in names)


def _candidates(lines: Sequence[SourceLine]) -> list[_Candidate]:
    found = []
    shown = [place for place, line in enumerate(lines) if not line.is_hidden]
    begins = True
    for order, place in enumerate(shown):
        words = lines[place].words
        starts_paragraph, begins = begins, not words or is_section(words) or is_synopsis(words) or is_page_break(words)
        if not starts_paragraph or not words or words.isascii() or len(words) > 40 or order + 1 == len(shown):
            continue
        below = lines[shown[order + 1]].words
        name = cue_name(words)
        if not below or words[0] in "(@!>~.#=" or not _may_be_name(name) or read_heading(below, opens=False):
            continue
        body = tuple(takewhile(bool, (lines[at].words for at in shown[order + 1 : order + 40])))
        is_marked = bool(_VOICE.search(words)) or is_parenthetical(below)
        found.append(_Candidate(place, name, is_marked, body))
    return found


def _may_be_name(name: str) -> bool:
    if not name or any(letter.islower() for letter in name) or not _has_caseless(name):
        return False
    if _SENTENCE_MARK.search(name.replace(",", "")):
        return False
    letters = sum(letter.isalpha() for letter in name)
    return len(_SYLLABLE.findall(name)) <= _MAX_SYLLABLES and letters <= 2 * _MAX_SYLLABLES


def _reads_like_name(candidate: _Candidate, *, is_repeated: bool) -> bool:
    name = candidate.name
    syllables = len(_SYLLABLE.findall(name))
    words = name.split()
    if not _NAME.fullmatch(name) or _SENTENCE_END.search(name) or words[0] in STAGE_WORDS or len(words) > 2:
        return False
    if syllables > _MAX_BARE_SYLLABLES or len(name) > _MAX_BARE_LETTERS:
        return False
    is_told = bool(_NARRATION_END.search(candidate.body[-1]))
    if len(words) == 1:
        return is_repeated or not is_told
    if _ROLE_NUMBER.fullmatch(words[1]) or words[1] in TITLES:
        return not is_told
    return any(_SPOKEN_END.search(line) for line in candidate.body)


def _has_caseless(name: str) -> bool:
    return any(letter.isalpha() and letter.lower() == letter.upper() for letter in name)
