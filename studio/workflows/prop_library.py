"""A person's own prop library: bring models in, list them, search them with the kit, stage with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from studio.staging.asset_search import AssetSearch, Hit
from studio.staging.library import Library, kit_library
from studio.staging.props_library.gathering import Fault, gather
from studio.staging.props_library.own_library import own_library
from studio.staging.props_library.own_prop import OwnProp
from studio.staging.props_library.prop_shelf import PropShelf
from studio.staging.props_library.reading_process import ReadingProcess
from studio.workflows.meaning_sources import find_meanings

_SAVED_EVERY = 200
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class ImportedProps:
    """What an import brought in, and what it had to leave out."""

    props: tuple[OwnProp, ...]
    faults: tuple[Fault, ...]


def import_props(path: Path, *, shelf: PropShelf | None = None, progress: Progress = lambda *_: None) -> ImportedProps:
    """Brings the models of a file or folder into the library; those that cannot be read are told and left out.

    What is done is kept when the rest is stopped.

    Raises:
        InputError: there is no model there, or the library's index is damaged.
    """
    into = shelf or PropShelf()
    into.props()
    props: dict[str, OwnProp] = {}
    waiting: list[OwnProp] = []
    faults: list[Fault] = []
    try:
        with ReadingProcess() as reading:
            for found in gather(path, into.put_mesh, reading=reading, progress=progress):
                if isinstance(found, Fault):
                    faults.append(found)
                    continue
                props[found.id] = found
                waiting.append(found)
                if len(waiting) >= _SAVED_EVERY:
                    into.keep(waiting)
                    waiting.clear()
    finally:
        if waiting:
            into.keep(waiting)
    return ImportedProps(tuple(props.values()), tuple(faults))


def listed_props(*, shelf: PropShelf | None = None) -> tuple[OwnProp, ...]:
    """The person's own props, by name.

    Raises:
        InputError: the library's index is damaged.
    """
    return (shelf or PropShelf()).props()


def search_props(
    text: str, *, limit: int = 12, shelf: PropShelf | None = None, is_online: bool = False
) -> tuple[Hit, ...]:
    """The props of the kit and the library that a few words mean, the best first; at least a labelled primitive.

    Raises:
        InputError: the library's index is damaged.
    """
    return AssetSearch(person_library(shelf=shelf, is_online=is_online)).search(text, limit=limit)


def person_library(*, shelf: PropShelf | None = None, is_online: bool = False) -> Library:
    """The library that staging uses: the kit and the person's own props, with the sources of meaning that there are.

    Gemini's embeddings are among them only where ``is_online`` and there is a key.

    Raises:
        InputError: the library's index is damaged.
    """
    own = shelf or PropShelf()
    return _library_of(own, own.stamp, is_online)


@lru_cache(maxsize=4)
def _library_of(shelf_at: PropShelf, stamp: tuple[str, int], is_online: bool) -> Library:
    meanings = find_meanings(is_online=is_online)
    props = shelf_at.props() if stamp[1] else ()
    return own_library(props, meanings=meanings) if props else replace(kit_library(), meanings=meanings)
