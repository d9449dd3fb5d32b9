"""What a prompt says beside the set: dialogue, addresses, clock times, dates and measures, which are no counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUOTED = re.compile(r"[\"“”„«][^\"“”„«»]{2,}[\"“”»]|「[^」]+」|『[^』]+』")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_CUE = re.compile(r"(?m)(?:^|(?<=\n\n))[ \t]*(?!INT|EXT)[A-Z][A-Z .'()\-]{1,38}\n(?:[^\n]+(?:\n|$))+")
"""A character's name in capitals on a line of its own, and what it says below."""
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_SAID = re.compile(r"[^\W\d_]")
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_ENGLISH_UNIT = (
    r"(?:m|cm|mm|km|kg|ft|met(?:re|er)s?|centimet(?:re|er)s?|kilomet(?:re|er)s?|feet|foot|inch(?:es)?|yards?|miles?"
    r"|pounds?|kilos?|years?|months?|weeks?|days?|hours?|minutes?|seconds?|degrees?|percent|storeys?|stor(?:y|ies))"
)
_ENGLISH_NUMBER = (
    r"(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|fifty|sixty|a hundred|half an?)"
)
_AT = r"(?:\b(?:at|on|in|since|until|by|around)\s+)?\b"
_END = r"(?:짜리|의|에|쯤|정도|만)?(?=\s|[,.:;!?)]|$)"
_NO_COUNTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_AT}\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s*[ap]\.?m\b\.?)?",
        rf"{_AT}\d{{1,2}}\s*(?:[ap]\.?m\b\.?|o['’]clock)",
        rf"{_AT}{_DAY}\s+(?:of\s+)?{_MONTH}\b\.?(?:,?\s+\d{{4}}\b)?",
        rf"{_AT}{_MONTH}\.?\s+{_DAY}\b(?:,?\s+\d{{4}}\b)?",
        r"(?:\b(?:no\.?|number|nr\.?)|#)\s*\d+\b|(?<=\broom)\s+\d+\b|\b(?:page|chapter|act|scene|platform|flight|channel)\s+\d+\b",
        r"\b\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b",
        r"\b(?:in|of|from|since|until|circa|year|early|late|the)\s+(?:1\d|20)\d{2}s?\b",
        r"\b(?:1\d|20)?\d0s\b",
        rf"(?<![\w.]){_ENGLISH_NUMBER}\s*(?:x|by|×)\s*{_ENGLISH_NUMBER}(?:\s*{_ENGLISH_UNIT}\b)?",
        rf"(?<![\w.]){_ENGLISH_NUMBER}[\s-]*{_ENGLISH_UNIT}\b(?!\s+of\b)",
        r"(?<![\w.])\d+(?:[.,]\d+)?\s*(?:%|°[CF]?)",
        r"\b\d+[.]\d+\b",
        r"\d+\s*년\s*\d+\s*월(?:\s*\d+\s*일)?|\d+\s*월\s*\d+\s*일|\d{2,4}\s*년대?",
        r"(?:오전|오후)?\s*\d+\s*시(?:\s*\d+\s*분|\s*반)?|\d+\s*(?:분|초|시간|일|주|개월|세기)(?=\s|[에의간,.]|$)",
        rf"\d+(?:[.,]\d+)?\s*(?:미터|센티미터|센티|밀리|킬로미터|킬로|m|cm|mm|km|평|인용|인승|도|%|퍼센트|살|세|번지|호|번째){_END}",
        rf"(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열두|스무)\s*(?:시|살|달|해|시간|인용){_END}",
        r"(?:\d+|[한두세네]|다섯|여섯|일곱|여덟|아홉|열)\s*층(?:짜리)?(?!\s*침대)(?=\s|[,.]|$)",
    )
)
_REWRITTEN = tuple(
    (re.compile(pattern, re.IGNORECASE), instead)
    for pattern, instead in (
        (r"\b((?:[^\W\d_]+[ -]){0,3}[^\W\d_]+) {0,3}[:=] {0,3}(\d+)(?=\s{0,3}(?:[,;.\n]|$))", r"\2 \1"),
        (r"\b(\d+)\s*[x×]\s+(?=[^\W\d_])", r"\1 "),
        (r"([^\W\d_]+)\s+[x×]\s?(\d+)\b", r"\2 \1"),
        (r"(?<=[가-힣])(?=\d)", " "),
        (r"\bhalf an? dozen\b", "six"),
        (r"\bsuch as\b", "including"),
        (r"\bas well as\b|&", "and"),
        (r"\b(?:a lot|lots) of\b", "many"),
    )
)
"""Tables of counts (*chairs: 4*, *table x4*) and longer ways to say what shorter words do."""


@dataclass(frozen=True, slots=True)
class PlainPrompt:
    """A prompt without its asides, and the telling ones among them."""

    text: str
    asides: tuple[str, ...]


def without_asides(prompt: str) -> PlainPrompt:
    """Takes dialogue, addresses, times, dates and measures out; a prompt that is one quotation stays."""
    asides: list[str] = []

    def keep(match: re.Match[str]) -> str:
        if _SAID.search(match.group()):
            asides.append(match.group())
        # A clause that ended within the quotation ends after it.
        last = match.group().rstrip('"”»」』\n ')[-1:]
        return "." if last in {".", "!", "?"} else "," if last == "," else " "

    said = sum(len(match.group()) for match in _QUOTED.finditer(prompt))
    text = prompt if said * 2 > len(prompt.strip()) else _QUOTED.sub(keep, prompt)
    text = _CUE.sub(keep, text) if text != text.upper() else text
    text = _THOUSANDS.sub("", _ADDRESS.sub(keep, text))
    for pattern in _NO_COUNTS:
        text = pattern.sub(" ", text)
    for pattern, instead in _REWRITTEN:
        text = pattern.sub(instead, text)
    return PlainPrompt(text, tuple(asides))
