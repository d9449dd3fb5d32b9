"""Korean words as they stand in a sentence: the endings of a verb, the particles after a noun.

A script says 본다, 보고, 봤다 and never 보; it says 시계를 and never 시계. Whole words are compared, so that 보인다
is not 보다 and 집은 is not 집다.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

_FIRST_SYLLABLE = 0xAC00
_LAST_SYLLABLE = 0xD7A3
_FINALS = 28
_NIEUN, RIEUL, _BIEUP, _SSANG_SIOT = 4, 8, 17, 20

_SUBJECT = ("이", "가", "은", "는", "께서", "께서는", "도", "만")
_OTHERS = (
    "을", "를", "의", "에", "에서", "에게", "에게서", "한테", "께", "로", "으로", "와", "과", "랑", "이랑", "하고",
    "까지", "부터", "처럼", "보다", "마다", "마저", "조차", "밖에", "뿐", "뿐이다", "이다", "다", "야", "아", "이여",
    "에는", "에도", "에만", "에서는", "에서도", "으로는", "로는", "로도", "에게는", "와는", "과는",
    "까지도", "만이", "만은",
)  # fmt: skip
PARTICLES = frozenset(_SUBJECT + _OTHERS)
SUBJECT_PARTICLES = frozenset(_SUBJECT)
_PLURAL = "들"


def is_hangul(char: str) -> bool:
    """Whether that is a composed Korean syllable."""
    return _FIRST_SYLLABLE <= ord(char) <= _LAST_SYLLABLE


def has_hangul(word: str) -> bool:
    """Whether any syllable of the word is Korean."""
    return any(map(is_hangul, word))


def particle_after(word: str, noun: str) -> str | None:
    """The particle that stands after the noun in that word, "" for the bare noun, None where the word is another."""
    if not word.startswith(noun):
        return None
    rest = word[len(noun) :]
    if rest.startswith(_PLURAL):
        rest = rest.removeprefix(_PLURAL)
    return rest if not rest or rest in PARTICLES else None


def is_subject_word(word: str) -> bool:
    """Whether a word ends in one of the particles that mark who or what acts."""
    return len(word) > 1 and word[-1] in "이가은는" and has_hangul(word)


def final_of(syllable: str) -> int:
    """The closing consonant of a composed syllable, as Unicode counts them: 0 for none, ``RIEUL`` for ㄹ."""
    return (ord(syllable) - _FIRST_SYLLABLE) % _FINALS


def _with_final(word: str, final: int) -> str:
    last = ord(word[-1])
    return word[:-1] + chr(last - (last - _FIRST_SYLLABLE) % _FINALS + final)


def verb_forms(stem: str, infinitive: str, soft: str | None = None) -> frozenset[str]:
    """The forms of a verb that action lines use: 본다, 보고, 보며, 보는, 본, 봐, 봐서, 봤다, 봅니다 …

    ``infinitive`` is the form in 아 or 어 (봐, 앉아, 걸어); ``soft`` the stem before a vowel where it changes
    (걸으 of 걷다, 누우 of 눕다).
    """
    final = final_of(stem[-1])
    open_stem = _with_final(stem, 0) if final == RIEUL else stem
    if soft is None:
        soft = stem if final in (0, RIEUL) else f"{stem}으"
    closed = final not in (0, RIEUL)
    plain = f"{stem}는" if closed else _with_final(open_stem, _NIEUN)
    polite = f"{stem}습" if closed else _with_final(open_stem, _BIEUP)
    described = _with_final(_with_final(soft, 0), _NIEUN)
    past = _with_final(infinitive, _SSANG_SIOT)
    return frozenset(
        {
            *(plain + ending for ending in ("다", "데")),
            f"{polite}니다",
            *(f"{stem}{ending}" for ending in ("고", "고는", "던", "다가", "자마자", "지만")),
            *(f"{open_stem}{ending}" for ending in ("는", "는데")),
            *(f"{soft}{ending}" for ending in ("며", "면서", "려고", "려", "러")),
            described,
            *(f"{infinitive}{ending}" for ending in ("", "서", "선", "도")),
            *(f"{past}{ending}" for ending in ("다", "고", "던", "지만", "습니다")),
        }
    )


@cache
def _spoken(entry: str) -> frozenset[str]:
    """The forms of one table entry: ``보/봐``, ``걷/걸어/걸으``, or a form that stands for itself."""
    stem, *rest = entry.split("/")
    return verb_forms(stem, *rest) if rest else frozenset({stem})


def forms_of(entries: Iterable[str]) -> frozenset[str]:
    """Every form of verbs written ``stem/infinitive`` or ``stem/infinitive/soft``; a bare entry is one form."""
    return frozenset().union(*map(_spoken, entries))


def vowel_ending(word: str) -> bool:
    """Whether a word ends as an infinitive does, in an open ㅏ, ㅐ, ㅓ, ㅕ, ㅘ or ㅝ: 열어, 먹어, 해."""
    if not word or not is_hangul(word[-1]) or final_of(word[-1]):
        return False
    return (ord(word[-1]) - _FIRST_SYLLABLE) // _FINALS % 21 in (0, 1, 4, 6, 9, 14)
