"""Words that could not be brought into a project because somebody else changed the same: kept until answered."""

from __future__ import annotations

import json
import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from studio.collab.durable_files import replace_durably, sync_folder
from studio.collab.replayed_steps import KeptText
from studio.collab.session_actions import GaveWay
from studio.model.ids import DocPath, new_ulid

FOLDER_NAME = "drafts"

_LONGEST = 2_000_000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What a person wrote in one text, and what it was made for; ``id`` sorts by time."""

    id: str
    label: str
    doc: DocPath
    field: tuple[str, ...]
    base: str
    mine: str


class Drafts:
    """The drafts of a project, a file each in a folder beside its media. Any thread may call it."""

    def __init__(self, project: Path) -> None:
        self._folder = project / FOLDER_NAME

    def keep(self, what: GaveWay) -> tuple[KeptDraft, ...]:
        """Keeps the texts of a step, on the disk when this returns; a step without texts leaves nothing.

        Raises:
            OSError: the disk does not take it.
        """
        return tuple(self._written(what.step.label, text) for text in what.texts if text.mine != text.base)

    def all(self) -> tuple[KeptDraft, ...]:
        """What is kept, the oldest first; a file that is none of ours is left alone and passed over."""
        found = (self._read(path) for path in sorted(self._folder.glob("*.json")))
        return tuple(draft for draft in found if draft is not None)

    def drop(self, draft: KeptDraft) -> None:
        """The person has answered, and what they chose is saved."""
        (self._folder / f"{draft.id}.json").unlink(missing_ok=True)
        with suppress(OSError):
            self._folder.rmdir()

    def _written(self, label: str, text: KeptText) -> KeptDraft:
        draft = KeptDraft(new_ulid(), label, text.doc, text.field, text.base, text.mine)
        self._folder.mkdir(exist_ok=True)
        wire = {"label": label, "doc": text.doc, "field": list(text.field), "base": text.base, "mine": text.mine}
        target = self._folder / f"{draft.id}.json"
        part = target.with_suffix(".part")
        with part.open("w", encoding="utf-8", errors="surrogatepass") as file:
            json.dump(wire, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        replace_durably(part, target)
        sync_folder(self._folder)
        return draft

    def _read(self, path: Path) -> KeptDraft | None:
        try:
            if path.stat().st_size > _LONGEST:
                raise ValueError("it is too long")
            wire = json.loads(path.read_text("utf-8", errors="surrogatepass"))
            texts = [wire[name] for name in ("label", "doc", "base", "mine")]
            field = tuple(wire["field"])
            if not all(isinstance(each, str) for each in (*texts, *field)) or not field:
                raise TypeError("it holds something else than text")
        except (OSError, ValueError, KeyError, TypeError) as error:
            _log.info("The draft %s cannot be read (%s).", path.name, error)
            return None
        label, doc, base, mine = texts
        return KeptDraft(path.stem, label, DocPath(doc), field, base, mine)
