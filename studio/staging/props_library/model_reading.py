"""From a stranger's file to a prop's shape: what is run where it can do no harm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar

import numpy as np

from studio.errors import InputError
from studio.staging.props_library.bounded_zip import BoundedZip
from studio.staging.props_library.gltf_model import read_gltf
from studio.staging.props_library.obj_model import read_obj
from studio.staging.props_library.sh3f_catalogue import CatalogueEntry, read_piece
from studio.staging.props_library.shaped_prop import ShapedProp, shaped
from studio.staging.props_library.true_size import guessed_unit

P = ParamSpec("P")
T = TypeVar("T")
MOST_MODEL_BYTES = 256 * 1024 * 1024


class Reading(Protocol):
    """Where strangers' files are read: in this process, or in one with limits."""

    def __call__(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What ``work`` returns; its InputError is raised here."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class ReadModel:
    """A prop's shape, what had to be guessed or left out, and what the file says of its author."""

    shape: ShapedProp
    note: str
    credit: str


def here(work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Reads in this process."""
    return work(*args, **kwargs)


def read_model(file: Path, *, likely_m: float | None) -> ReadModel:
    """The shape of a .glb, .gltf or .obj file; ``likely_m`` is how long the things it is named after are.

    Raises:
        InputError: it cannot be read; a sentence without its name.
    """
    data = bounded_bytes(file)
    if file.suffix.lower() != ".obj":
        loose = read_gltf(data, lambda name: bytes_beside(file, name))
        return ReadModel(shaped(loose), loose.note, loose.credit)
    loose = read_obj(data, lambda name: bytes_beside(file, name))
    unit, guessed = guessed_unit(float(np.ptp(loose.points, axis=0).max()), likely_m=likely_m)
    note = "; ".join(each for each in (guessed, loose.note) if each)
    return ReadModel(shaped(loose, metres_per_unit=unit), note, loose.credit)


def read_catalogued(archive: Path, entry: CatalogueEntry) -> ShapedProp:
    """The shape of one piece of a .sh3f library, at the size that its catalogue states.

    Raises:
        InputError: it cannot be read; a sentence without its name.
    """
    return shaped(read_piece(_opened(archive), entry), size=entry.size)


def forget_archive() -> None:
    """Closes the archive that was read last."""
    while _open:
        _open.popitem()[1].close()


_open: dict[Path, BoundedZip] = {}
"""The archive that the last piece was of: there are hundreds in one, and it is not opened for each."""


def _opened(archive: Path) -> BoundedZip:
    if archive not in _open:
        forget_archive()
        _open[archive] = BoundedZip(archive)
    return _open[archive]


def bounded_bytes(file: Path, most: int = MOST_MODEL_BYTES) -> bytes:
    """The whole file.

    Raises:
        InputError: it is larger than ``most``.
    """
    with file.open("rb") as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise InputError(f"it is larger than {most // 1024 // 1024} MB; simplify it first.")
    return data


def bytes_beside(model: Path, name: str) -> bytes | None:
    """A file that a model names, only from the model's own folder or below."""
    try:
        file = (model.parent / name.replace("\\", "/")).resolve()
        if not file.is_relative_to(model.parent.resolve()) or not file.is_file():
            return None
        return bounded_bytes(file)
    except (OSError, ValueError, InputError):
        return None
