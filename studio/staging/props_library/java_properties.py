"""Reads Java's .properties: Latin-1 (or UTF-8) lines of key and value, with escapes and continued lines."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
_SPLIT = re.compile(r"(?<!\\)(?:\\\\)*\s*[=:\s]\s*")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}


def read_properties(data: bytes) -> dict[str, str]:
    """Keys and values; nothing is looked up, included or run."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    found: dict[str, str] = {}
    pending = ""
    for raw in text.splitlines():
        line = pending + raw.lstrip()
        pending = ""
        if not line or line[0] in "#!":
            continue
        if (len(line) - len(line.rstrip("\\"))) % 2:
            pending = line[:-1]
            continue
        match = _SPLIT.search(line)
        key, value = (line[: match.start()], line[match.end() :]) if match else (line, "")
        found[_plain(key)] = _plain(value).strip()
    return found


def _plain(text: str) -> str:
    return _ESCAPE.sub(lambda match: _letter(match[1]), text)


def _letter(escape: str) -> str:
    return chr(int(escape[1:], 16)) if len(escape) == 5 else _LETTERS.get(escape, escape)
