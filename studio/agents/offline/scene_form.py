"""The form of a scene set right by rule: its heading, its cues, paragraphs that are too long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from studio.agents.korean_forms import has_hangul
from studio.agents.sentences import sentences_of
from studio.script.fountain import parse_fountain
from studio.script.language import Language
from studio.script.scene_text import heading_of
from studio.script.screenplay import Element

LONGEST_COLUMNS = 4 * 61
"""Four printed lines of action: what reads as one picture or two."""

_WHY: dict[Language, dict[str, str]] = {
    "en": {
        "heading": "A scene heading stands in capitals.",
        "no_heading": "The scene had no heading; its place and time are still to be written.",
        "cue": "A character's name stands in capitals above what is said, so that it is read as speech.",
        "long": "More than four lines of action are hard to read; the paragraph is parted between two sentences.",
    },
    "ko": {
        "heading": "씬 헤딩은 대문자로 씁니다.",
        "no_heading": "씬 헤딩이 없었습니다. 장소와 시간은 아직 적어야 합니다.",
        "cue": "대사 위의 인물 이름은 대문자로 써야 대사로 읽힙니다.",
        "long": "지문이 네 줄을 넘으면 읽기 어려워 문장 사이에서 문단을 나누었습니다.",
    },
}
_BLANK_HEADING: dict[Language, str] = {"en": "INT. PLACE - DAY", "ko": "INT. 장소 - 낮"}


@dataclass(frozen=True, slots=True)
class RightForm:
    """A scene's text in its right form, and for each change words of it and the reason."""

    text: str
    changes: tuple[tuple[str, str], ...]


def set_right(script: str, people: Iterable[str], language: Language) -> RightForm:
    """The scene with its form set right; no word of it is another one afterwards."""
    names = {name.casefold() for name in people}
    elements = parse_fountain(script).elements
    names |= {element.text.partition("(")[0].strip().casefold() for element in elements if element.type == "character"}
    why = _WHY[language]
    text, changes = script, []
    for element in reversed(elements):
        source = script[element.start : element.end]
        for kind, fresh in _righted(element, source, names):
            text = text[: element.start] + fresh + text[element.end :]
            changes.append((fresh.split("\n\n")[0], why[kind]))
            break
    if not heading_of(text):
        text = f"{_BLANK_HEADING[language]}\n\n{text.lstrip()}"
        changes.append((_BLANK_HEADING[language], why["no_heading"]))
    return RightForm(text, tuple(reversed(changes)))


def _righted(element: Element, source: str, names: set[str]) -> Iterator[tuple[str, str]]:
    if element.type == "heading" and not element.forced and source != source.upper():
        yield "heading", source.upper()
    if element.type != "action" or element.forced:
        return
    first, break_, below = source.partition("\n")
    if break_ and below.strip() and first.strip().casefold() in names and not first.isupper() and not has_hangul(first):
        yield "cue", f"{first.upper()}\n{below}"
    elif _columns(source) > LONGEST_COLUMNS and len(parts := list(_parted(source))) > 1:
        yield "long", "\n\n".join(parts)


def _parted(source: str) -> Iterator[str]:
    """A paragraph in pieces of up to four lines, each of whole sentences."""
    start = end = 0
    for sentence in sentences_of(source, 0, len(source), at_newlines=True):
        if end > start and _columns(source[start : sentence.end]) > LONGEST_COLUMNS:
            yield source[start:end].strip()
            start = sentence.start
        end = sentence.end
    yield source[start:].strip()


def _columns(text: str) -> int:
    return sum(2 if has_hangul(letter) else 1 for letter in text)
