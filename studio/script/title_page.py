"""The title page: ``Key: value`` lines at the top of a Fountain file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio.script.line_rules import read_heading

_KNOWN_KEYS = frozenset(
    {"title", "subtitle", "credit", "author", "authors", "written by", "source", "based on", "notes", "draft", "date"}
    | {"draft date", "revision", "version", "contact", "contact info", "copyright", "format", "language", "genre"}
    | {"series", "episode", "episode title", "logline", "company", "producer", "director", "watermark", "font"}
    | {"제목", "부제", "작가", "각본", "극본", "원작", "감독", "연출", "제작", "날짜", "연락처", "저작권"}
)
"""One of these has to stand on a title page: ``FADE IN:`` makes none, nor does ``Mina: Hi.``"""

_INDENTS = (" ", "\t")


@dataclass(frozen=True, slots=True)
class TitlePage:
    """Values by key as the writer spelled it, and where the script's body begins."""

    values: Mapping[str, tuple[str, ...]]
    end: int = 0


def read_title_page(text: str) -> TitlePage:
    """Reads the title page; ``end`` is the offset of the line after it, 0 where there is none.

    It ends at the first empty line. A value stands behind its key or on the lines below.
    """
    at = len(text) - len(text.lstrip())
    start = text.rfind("\n", 0, at) + 1
    values: dict[str, list[str]] = {}
    current: list[str] | None = None
    at = start
    while at < len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = text[at:stop]
        if not line.strip():
            break
        key = None if line.startswith(_INDENTS) else _key_of(line)
        if key is not None:
            current = values.setdefault(key, [])
            line = line[line.index(":") + 1 :]
        if current is None:
            return TitlePage({})
        if line.strip():
            current.append(line.strip())
        at = stop + 1
    if not any(key.casefold() in _KNOWN_KEYS for key in values):
        return TitlePage({})
    return TitlePage({key: tuple(lines) for key, lines in values.items()}, min(at, len(text)))


def _key_of(line: str) -> str | None:
    key, colon, _ = line.partition(":")
    key = key.strip()
    if not colon or not key or len(key) > 40 or read_heading(line, opens=True) is not None:
        return None
    return key
