"""Fountain text in, Screenplay out: one pass over the lines, linear in their length.

Source: https://fountain.io/syntax. Where writers are looser than the syntax, so is this: a heading needs an empty
line above but none below, and may stand directly below a transition, a section, a synopsis or a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import Literal

from studio.script.breakdown import count_characters, scenes_of
from studio.script.cues import caseless_cues, is_cased_cue, is_parenthetical
from studio.script.hidden_text import HiddenText, find_hidden, unified_newlines
from studio.script.line_rules import (
    HeadingLine,
    is_cut_to,
    is_fade_out,
    is_page_break,
    is_section,
    is_synopsis,
    lets_heading_begin,
    read_heading,
)
from studio.script.pagination import count_pages, printed_heights
from studio.script.screenplay import Element, ElementType, Screenplay
from studio.script.source_lines import SourceLine, source_lines
from studio.script.title_page import read_title_page

NO_HEADING = "no scene heading: the whole text is one scene"


def parse_fountain(text: str, *, known_names: Set[str] = frozenset()) -> Screenplay:
    """Reads a screenplay; any text is one.

    ``known_names`` are people of the production, so that a lone scene's cues without capitals are known for what
    they are.
    """
    text = unified_newlines(text)
    title_page = read_title_page(text)
    hidden = find_hidden(text, title_page.end)
    number = text.count("\n", 0, title_page.end) + 1
    lines = tuple(source_lines(text, hidden, start=title_page.end, number=number))
    elements = _Reader(lines, caseless_cues(lines, known_names=known_names)).read()
    elements.extend(_hidden_elements(text, hidden, title_page.end))
    elements.sort(key=_start)
    heights = printed_heights(elements)
    scenes = scenes_of(elements, heights)
    warnings = [] if scenes else [NO_HEADING]
    for offset in hidden.unclosed:
        mark, close = ("/*", "*/") if text.startswith("/*", offset) else ("[[", "]]")
        line = text.count("\n", 0, offset) + 1
        warnings.append(f"line {line}: {mark} is never closed, so it is read as text; add {close} where it ends")
        if len(warnings) > 20:
            break
    return Screenplay(
        title_page=title_page.values,
        elements=tuple(elements),
        scenes=scenes,
        characters=count_characters(elements),
        pages=count_pages(elements, heights),
        warnings=tuple(warnings),
    )


class _Reader:
    """The state between lines: what paragraph they are in, and whether a heading may begin."""

    def __init__(self, lines: Sequence[SourceLine], caseless: Set[int]) -> None:
        self._lines = lines
        self._caseless = caseless
        self._elements: list[Element] = []
        self._paragraph: Literal["none", "action", "speech"] = "none"
        self._opens = True
        self._is_dual = False
        self._gathered: list[SourceLine] = []
        self._gathered_type: ElementType = "action"
        self._is_forced = False

    def read(self) -> list[Element]:
        """All printed elements and sections, synopses and page breaks, in order."""
        for place, line in enumerate(self._lines):
            if line.is_hidden:
                self._opens = True
                continue
            words = line.words
            if words:
                self._take(place, line, words)
            else:
                self._take_empty(line)
            self._opens = lets_heading_begin(words)
        self._flush()
        return self._elements

    def _take_empty(self, line: SourceLine) -> None:
        # Two spaces keep a speech together over an empty line.
        if self._paragraph == "speech" and len(line.text.rstrip("\r")) >= 2:
            if self._gathered and self._gathered_type == "dialogue":
                self._gathered.append(line)
            return
        self._flush()
        self._paragraph = "none"

    def _take(self, place: int, line: SourceLine, words: str) -> None:
        mark = words[0]
        if is_page_break(words):
            self._single("page_break", line, words)
        elif mark == "!":
            self._flush()
            self._gather("action", line, is_forced=True)
        elif (heading := read_heading(words, opens=self._opens)) is not None:
            self._heading(line, heading)
        elif is_section(words):
            text = words.lstrip("#")
            self._single("section", line, text.strip(), depth=len(words) - len(text))
        elif is_synopsis(words):
            self._single("synopsis", line, words.lstrip("=").strip())
        elif mark == "~":
            paragraph = self._paragraph
            self._single("lyric", line, words[1:].strip(), is_forced=True)
            self._paragraph = paragraph if paragraph == "speech" else "action"
        elif mark == "@" and words[1:].strip(" ^"):
            self._cue(line, words[1:].strip(), is_forced=True)
        elif mark == ">":
            self._arrow(line, words)
        elif self._paragraph == "speech":
            self._spoken(line, words)
        elif self._paragraph == "none" and self._is_transition(place, words):
            self._single("transition", line, words)
        elif self._paragraph == "none" and self._is_cue(place, words):
            self._cue(line, words, is_forced=False)
        else:
            self._gather("action", line)

    def _is_transition(self, place: int, words: str) -> bool:
        return is_cut_to(words) or (is_fade_out(words) and not self._is_followed(place))

    def _is_cue(self, place: int, words: str) -> bool:
        return place in self._caseless or (is_cased_cue(words) and self._is_followed(place))

    def _is_followed(self, place: int) -> bool:
        """Whether words stand on the next line that is not all note or boneyard."""
        for below in range(place + 1, len(self._lines)):
            if not self._lines[below].is_hidden:
                return bool(self._lines[below].words)
        return False

    def _heading(self, line: SourceLine, heading: HeadingLine) -> None:
        self._single("heading", line, heading.text, scene_number=heading.number, is_forced=heading.forced)
        self._paragraph = "action"

    def _cue(self, line: SourceLine, words: str, *, is_forced: bool) -> None:
        self._is_dual = words.endswith("^")
        self._single("character", line, words.rstrip("^ \t"), is_forced=is_forced, dual=self._is_dual)
        self._paragraph = "speech"

    def _arrow(self, line: SourceLine, words: str) -> None:
        if words.endswith("<") and len(words) > 1:
            self._single("centered", line, words[1:-1].strip())
        else:
            self._single("transition", line, words[1:].strip(), is_forced=True)

    def _spoken(self, line: SourceLine, words: str) -> None:
        if is_parenthetical(words):
            self._single("parenthetical", line, words, dual=self._is_dual)
            self._paragraph = "speech"
        else:
            self._gather("dialogue", line)

    def _gather(self, kind: ElementType, line: SourceLine, *, is_forced: bool = False) -> None:
        if self._gathered and self._gathered_type != kind:
            self._flush()
        if not self._gathered:
            self._gathered_type, self._is_forced = kind, is_forced
        self._gathered.append(line)
        self._paragraph = "speech" if kind == "dialogue" else "action"

    def _flush(self) -> None:
        """Ends the element whose lines were being gathered."""
        lines, self._gathered = self._gathered, []
        while lines and not lines[-1].words:
            lines.pop()
        if not lines:
            return
        is_action = self._gathered_type == "action"
        texts = [line.text.rstrip() if is_action else line.words for line in lines]
        if self._is_forced:
            texts[0] = texts[0].lstrip()[1:]
        self._elements.append(
            Element(
                self._gathered_type,
                "\n".join(texts),
                lines[0].number,
                lines[-1].number,
                lines[0].start,
                lines[-1].end,
                dual=self._is_dual and not is_action,
                forced=self._is_forced,
            )
        )

    def _single(
        self,
        kind: ElementType,
        line: SourceLine,
        text: str,
        *,
        scene_number: str | None = None,
        is_forced: bool = False,
        dual: bool = False,
        depth: int = 0,
    ) -> None:
        """An element of one line, after which a new paragraph begins."""
        self._flush()
        self._elements.append(
            Element(
                kind,
                text,
                line.number,
                line.number,
                line.start,
                line.end,
                scene_number=scene_number,
                dual=dual,
                forced=is_forced,
                depth=depth,
            )
        )
        self._paragraph = "none"


def _hidden_elements(text: str, hidden: HiddenText, start: int) -> Iterator[Element]:
    line, at = text.count("\n", 0, start) + 1, start
    for span in hidden.spans:
        line += text.count("\n", at, span.start)
        end_line = line + text.count("\n", span.start, span.end)
        body = text[span.start + 2 : span.end - 2].strip().replace("\r", "")
        yield Element(span.kind, body, line, end_line, span.start, span.end)
        line, at = end_line, span.end


def _start(element: Element) -> int:
    return element.start
