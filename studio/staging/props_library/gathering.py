"""Finds the models of a file or folder and makes props of them; what cannot be read is told and the rest goes on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from studio.errors import InputError
from studio.staging.props_library.bounded_zip import BoundedZip
from studio.staging.props_library.described_prop import CatalogueFacts, described, plain_words
from studio.staging.props_library.model_reading import (
    Reading,
    bytes_beside,
    forget_archive,
    here,
    read_catalogued,
    read_model,
)
from studio.staging.props_library.own_prop import OwnProp
from studio.staging.props_library.sh3f_catalogue import CatalogueEntry, read_catalogue
from studio.staging.props_library.shaped_prop import ShapedProp

MODEL_ENDINGS = (".glb", ".gltf", ".obj", ".sh3f")
_MOST_FILES = 20_000
_MOST_CREDIT = 200
PutMesh = Callable[[ShapedProp], str]
Told = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """A model that was left out, and why: one sentence."""

    source: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


def gather(
    path: Path, put_mesh: PutMesh, *, reading: Reading = here, progress: Told = lambda *_: None
) -> Iterator[OwnProp | Fault]:
    """Every prop under ``path`` as its mesh is put away, in order of their paths; links out of the folder are left.

    ``reading`` is where the files are read.

    Raises:
        InputError: there is nothing of that name, or no model in it.
    """
    files = _models(path)
    root = path if path.is_dir() else path.parent
    for done, file in enumerate(files):
        progress(done, len(files), "models")
        try:
            if not file.resolve().is_relative_to(root.resolve()):
                yield Fault(file.name, "it is a link that leads out of its folder, so it was left alone.")
            elif file.suffix.lower() == ".sh3f":
                yield from _catalogued(file, put_mesh, reading, progress)
            else:
                yield _single(file, root, put_mesh, reading)
        except InputError as error:
            yield Fault(file.name, error.message)
        except MemoryError:
            yield Fault(file.name, "it is too large for this machine's memory; simplify it first.")
        except OSError as error:
            yield Fault(file.name, f"it cannot be read ({error.strerror or error}).")
    progress(len(files), len(files), "models")


def _models(path: Path) -> list[Path]:
    if path.is_file():
        if path.suffix.lower() not in MODEL_ENDINGS:
            raise InputError(f"{path}: only .glb, .gltf, .obj and .sh3f files are read; convert it to one of them.")
        return [path]
    if not path.is_dir():
        raise InputError(f"{path}: there is no such file or folder; check the name.")
    found: list[Path] = []
    for folder, inner, names in os.walk(path):
        inner.sort()
        found.extend(Path(folder) / name for name in names if Path(name).suffix.lower() in MODEL_ENDINGS)
        if len(found) > _MOST_FILES:
            raise InputError(f"{path}: it holds more than {_MOST_FILES} models; import its folders one by one.")
    if not found:
        raise InputError(f"{path}: there is no .glb, .gltf, .obj or .sh3f file in it; choose another folder.")
    return sorted(found)


def _single(file: Path, root: Path, put_mesh: PutMesh, reading: Reading) -> OwnProp:
    tags = tuple(plain_words(part) for part in file.parent.relative_to(root).parts)
    facts = CatalogueFacts(name=plain_words(file.stem), tags=tags, source=file.name, licence=_licence(file.parent))
    model = reading(read_model, file, likely_m=facts.likely_m)
    return described(put_mesh(model.shape), model.shape, facts.with_note(model.note, credit=model.credit))


def _catalogued(file: Path, put_mesh: PutMesh, reading: Reading, progress: Told) -> Iterator[OwnProp | Fault]:
    with BoundedZip(file) as archive:
        entries = list(read_catalogue(archive))
        for done, entry in enumerate(entries):
            progress(done, len(entries), file.name)
            if not isinstance(entry, CatalogueEntry):
                yield Fault(f"{file.name}, {entry[0]}", entry[1])
                continue
            try:
                prop = reading(read_catalogued, file, entry)
            except InputError as error:
                yield Fault(f"{file.name}, {entry.name}", error.message)
                continue
            yield described(put_mesh(prop), prop, _facts(file, entry))
        reading(forget_archive)
        progress(len(entries), len(entries), file.name)


def _facts(file: Path, entry: CatalogueEntry) -> CatalogueFacts:
    return CatalogueFacts(
        name=entry.name,
        name_ko=entry.name_ko,
        tags=entry.tags,
        category=entry.category,
        source=file.name,
        licence=entry.licence,
        credit=entry.credit,
        elevation_m=entry.elevation_m,
        top_m=entry.top_m,
        carries=entry.top_m is not None,
        shelves_m=entry.shelves_m,
        is_opening=entry.is_opening,
    )


def _licence(folder: Path) -> str:
    """The first line of a licence that lies beside the models."""
    for file in sorted(folder.glob("[Ll][Ii][Cc][Ee][Nn][CcSs][Ee]*")):
        lines = (bytes_beside(file, file.name) or b"").decode("utf-8", errors="replace").splitlines()
        for line in lines:
            if line.strip():
                return line.strip()[:_MOST_CREDIT]
    return ""
