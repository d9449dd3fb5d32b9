"""Who takes part in a project, by the names that the others see."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from studio.model.ids import DocPath, Uid, doc_id
from studio.model.plain_text import plain_line
from studio.model.reader import DocumentReader

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Person:
    """A member; ``name`` is what is shown, plain and on one line."""

    uid: Uid
    name: str
    last_read_at: str | None = None


def member_path(uid: str) -> DocPath:
    """Document path of a member."""
    return DocPath(f"members/{uid}")


def people_of(documents: DocumentReader) -> tuple[Person, ...]:
    """The members of a project; nobody in one that was never shared."""
    found = (person_of(documents, doc_id(path)) for path in documents.paths("members"))
    return tuple(person for person in found if person is not None)


def person_of(documents: DocumentReader, uid: str) -> Person | None:
    """A member, former ones too: what they said stays under their name."""
    raw = documents.raw(member_path(uid)) if uid else None
    if raw is None:
        return None
    name = plain_line(str(raw.get("displayName") or ""), most=_LONGEST_NAME)
    read_at = raw.get("lastReadAt")
    return Person(Uid(uid), name or uid, read_at if isinstance(read_at, str) else None)


def mentioned(text: str, people: Iterable[Person]) -> tuple[Uid, ...]:
    """Who is named by ``@name`` in a text, in the order of the text; of two names that fit, the longer one.

    Case makes no difference, and a name may carry a Korean particle: ``@민아가``, ``@Mina는``.
    """
    folded = text.casefold()
    names: dict[str, list[Uid]] = {}
    for person in people:
        names.setdefault(person.name.casefold(), []).append(person.uid)
    longest_first = sorted(names, key=len, reverse=True)
    found: list[Uid] = []
    at = folded.find("@")
    while at >= 0:
        if at == 0 or not folded[at - 1].isalnum():
            name = next((each for each in longest_first if _stands_at(folded, at + 1, each)), None)
            if name is not None:
                found += names[name]
        at = folded.find("@", at + 1)
    return tuple(dict.fromkeys(found))


def _stands_at(text: str, at: int, name: str) -> bool:
    if not text.startswith(name, at):
        return False
    after = text[at + len(name) : at + len(name) + 1]
    return not after.isalnum() or unicodedata.name(after, "").startswith("HANGUL")
