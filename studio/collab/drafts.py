"""What a person did and could not be brought into a project because somebody else was faster: kept until answered."""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studio.collab.durable_files import replace_durably, sync_folder
from studio.collab.session_actions import GaveWay
from studio.errors import InputError
from studio.model.ids import DocPath, new_ulid
from studio.model.operations import Operation, Set, Splice, operation_from_wire, operation_to_wire

FOLDER_NAME = "drafts"

_LONGEST = 32 << 20
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What a person wrote in one text, and what it was made for; or, where ``field`` is (), what else they did.

    ``id`` sorts by time; ``label`` is what the step was called, ``why`` what came in between.
    """

    id: str
    label: str
    why: str
    doc: DocPath
    field: tuple[str, ...] = ()
    base: str = ""
    mine: str = ""
    ops: tuple[Operation, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether it is words, rather than operations."""
        return bool(self.field)


def drafts_of(what: GaveWay) -> tuple[KeptDraft, ...]:
    """A draft for each text of a step that gave way, and one for all else of it."""
    label, why = what.step.label, what.why
    found = [
        KeptDraft(new_ulid(), label, why, text.doc, text.field, text.base, text.mine)
        for text in what.texts
        if text.mine != text.base
    ]
    places = {(text.doc, text.field) for text in what.texts}
    ops = tuple(op for op in what.step.ops if not isinstance(op, Set | Splice) or (op.doc, op.field) not in places)
    if what.is_whole and ops:
        found.append(KeptDraft(new_ulid(), label, why, ops[0].doc, ops=ops))
    return tuple(found)


class Drafts:
    """The drafts of a project, a file each in a folder beside its media. Any thread may call it."""

    def __init__(self, project: Path) -> None:
        self._folder = project / FOLDER_NAME

    def write(self, draft: KeptDraft) -> None:
        """Keeps a draft: whole, and on the disk when this returns.

        Raises:
            OSError: the disk does not take it.
        """
        self._folder.mkdir(exist_ok=True)
        sync_folder(self._folder.parent)
        wire = {
            "label": draft.label,
            "why": draft.why,
            "doc": draft.doc,
            "field": list(draft.field),
            "base": draft.base,
            "mine": draft.mine,
            "ops": [operation_to_wire(op) for op in draft.ops],
        }
        target = self._folder / f"{draft.id}.json"
        part = target.with_suffix(".part")
        with part.open("w", encoding="utf-8", errors="surrogatepass") as file:
            json.dump(wire, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        replace_durably(part, target)

    def all(self) -> tuple[KeptDraft, ...]:
        """What is kept, the oldest first; a file that is none of ours is left alone and passed over."""
        found = (self._read(path) for path in sorted(self._folder.glob("*.json")))
        return tuple(draft for draft in found if draft is not None)

    def drop(self, draft: KeptDraft) -> None:
        """The person has answered, and what they chose is saved."""
        (self._folder / f"{draft.id}.json").unlink(missing_ok=True)
        with suppress(OSError):
            self._folder.rmdir()

    def _read(self, path: Path) -> KeptDraft | None:
        try:
            if not path.is_file() or path.stat().st_size > _LONGEST:
                raise ValueError("it is no file of a draft's length")
            wire = json.loads(path.read_text("utf-8", errors="surrogatepass"))
            label, why, doc, base, mine = (wire[name] for name in ("label", "why", "doc", "base", "mine"))
            field, ops = wire["field"], tuple(operation_from_wire(op) for op in wire["ops"])
            if not isinstance(field, list) or not all(
                isinstance(each, str) for each in (label, why, doc, base, mine, *field)
            ):
                raise TypeError("it holds something else than text")
            if bool(field) == bool(ops):
                raise ValueError("it is either words or operations")
        except (OSError, ValueError, KeyError, TypeError, RecursionError, InputError) as error:
            _log.info("The draft %s cannot be read (%s).", path.name, error)
            return None
        return KeptDraft(path.stem, label, why, DocPath(doc), tuple(field), base, mine, ops)
