"""A person's own prop library: bring models in, list them, search them with the kit, stage with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from studio.staging.asset_search import AssetSearch, Hit
from studio.staging.library import Library, kit_library
from studio.staging.props_library.gathering import Fault, gather
from studio.staging.props_library.own_library import own_library
from studio.staging.props_library.own_prop import OwnProp
from studio.staging.props_library.prop_shelf import PropShelf
from studio.staging.props_library.reading_process import ReadingProcess
from studio.staging.wordnet import find_wordnet

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


def search_props(text: str, *, limit: int = 12, shelf: PropShelf | None = None) -> tuple[Hit, ...]:
    """The props of the kit and the library that a few words mean, the best first; at least a labelled primitive.

    Raises:
        InputError: the library's index is damaged.
    """
    return AssetSearch(_with_own((shelf or PropShelf()).props())).search(text, limit=limit)


def person_library(*, shelf: PropShelf | None = None) -> Library:
    """The library that staging uses: the kit alone where the person has no props of their own.

    Raises:
        InputError: the library's index is damaged.
    """
    own = shelf or PropShelf()
    return _library_of(own, own.stamp) if own.stamp[1] else kit_library()


@lru_cache(maxsize=2)
def _library_of(shelf_at: PropShelf, stamp: tuple[str, int]) -> Library:
    del stamp
    props = shelf_at.props()
    return _with_own(props) if props else kit_library()


def _with_own(props: tuple[OwnProp, ...]) -> Library:
    wordnet = find_wordnet()
    return own_library(props, meanings=() if wordnet is None else (wordnet,))
