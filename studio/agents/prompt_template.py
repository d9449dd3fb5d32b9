"""Prompts as versioned files of resources/prompts; what other people wrote goes into them as delimited data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from studio.resource_files import resource_path

_GAP = re.compile(r"\{\{(\w+)\}\}")
_VERSION = re.compile(r"^(?P<name>[a-z_]+)\.v(?P<version>\d+)\.md$")


@dataclass(frozen=True, slots=True)
class PromptName:
    """A prompt file's name and version, as calls are recorded under."""

    name: str
    version: int


NO_TEMPLATE = PromptName("", 0)


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """A prompt file: a text with ``{{gaps}}``."""

    id: PromptName
    text: str

    def filled(self, **values: str) -> str:
        """The prompt with every gap filled.

        Raises:
            KeyError: a gap has no value, or a value no gap.
        """
        gaps = set(_GAP.findall(self.text))
        if gaps != values.keys():
            raise KeyError(f"The prompt {self.id.name} has other gaps: {sorted(gaps ^ values.keys())}.")
        return _GAP.sub(lambda found: values[found[1]], self.text)


@cache
def prompt_template(name: str) -> PromptTemplate:
    """The newest version of a prompt.

    Raises:
        KeyError: there is no such prompt.
    """
    found = [
        (int(match["version"]), path)
        for path in resource_path("prompts").glob(f"{name}.v*.md")
        if (match := _VERSION.match(path.name)) and match["name"] == name
    ]
    if not found:
        raise KeyError(name)
    version, path = max(found)
    return PromptTemplate(PromptName(name, version), path.read_text(encoding="utf-8"))


def delimited(tag: str, text: str) -> str:
    """Other people's text as data between tags; it cannot close them itself."""
    safe = re.sub(rf"</(?=\s*{re.escape(tag)})", "<\u200b/", text, flags=re.IGNORECASE)
    return f"<{tag}>\n{safe}\n</{tag}>"


def delimited_all(parts: Mapping[str, str]) -> str:
    """Several texts, each between its own tags; empty ones are left out."""
    return "\n".join(delimited(tag, text) for tag, text in parts.items() if text.strip())
