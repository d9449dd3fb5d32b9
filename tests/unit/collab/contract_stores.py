"""The stores that the contract is held against: each a place that several processes open."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from studio.collab.document_store import Change, DocumentStore, Heard, Lost
from studio.collab.project_folder import create_project
from studio.collab.sqlite_store import SqliteStore
from studio.collab.team_store import TeamPlace, open_team_store
from studio.model.ids import DocPath, new_id
from tests.doubles.memory_store import MemoryStore
from tests.stand_in.firestore_emulator import FirestoreEmulator, person

_RAM = Path("/dev/shm")


def ram_folder(folder: Path) -> TemporaryDirectory[str]:
    """A folder where nothing waits for a disk, where there is such a thing; else within a folder.

    For what is about who sees what, not about a disk that loses its power.
    """
    return TemporaryDirectory(dir=_RAM if _RAM.is_dir() else folder)


class Place(Protocol):
    """Where a project of no documents lies, but its own perhaps."""

    def open(self) -> DocumentStore:
        """Another process's store of the project; the place closes it in the end."""
        ...

    def close(self) -> None:
        """Closes the stores and takes the project away."""
        ...


class MemoryPlace:
    """In memory: each store is a client."""

    def __init__(self, _folder: Path) -> None:
        self._store = MemoryStore(is_prompt=True)

    def open(self) -> DocumentStore:
        return self._store.client()

    def close(self) -> None:
        self._store.close()


class SqlitePlace:
    """In a folder: each store has its own connections, bell and thread, as in another process."""

    def __init__(self, folder: Path) -> None:
        self._ram = ram_folder(folder)
        self._folder = create_project(Path(self._ram.name) / "Contract", {})
        self._runtime = folder / "run"
        self._stores: list[SqliteStore] = []

    def open(self) -> DocumentStore:
        self._stores.append(SqliteStore(self._folder, runtime=self._runtime))
        return self._stores[-1]

    def close(self) -> None:
        for store in self._stores:
            store.close()
        self._ram.cleanup()


_OPEN = """rules_version = '2';
service cloud.firestore {
  match /databases/{db}/documents { match /{path=**} { allow read, write: if request.auth.uid == 'ann'; } }
}
"""


class FirestorePlace:
    """In Google's emulator, in a Firebase project that is open to Ann: each store has its own channel."""

    def __init__(self, emulator: FirestoreEmulator) -> None:
        opened = emulator.beside("contract", rules=_OPEN)
        self._place = TeamPlace(opened.firebase_project, f"contract-{new_id()}", emulator=opened.place)
        self._stores: list[DocumentStore] = []

    def open(self) -> DocumentStore:
        self._stores.append(open_team_store(self._place, person("ann")))
        return self._stores[-1]

    def close(self) -> None:
        for store in self._stores:
            store.close()


STORES: dict[str, Callable[[Path], Place]] = {"memory": MemoryPlace, "sqlite": SqlitePlace}
"""Another store plugs in here; Firestore's, which needs its emulator, in conftest."""
JUDGES = ("memory", "sqlite")
"""The stores that look at a Fence themselves; elsewhere the rules do."""


class Ears:
    """What a listener was told, to be waited for."""

    def __init__(self) -> None:
        self.news: list[Heard | Lost] = []
        self.threads: set[int] = set()
        self.at_once = 0
        self._inside = 0
        self._more = threading.Condition()

    def __call__(self, news: Heard | Lost) -> None:
        with self._more:
            self._inside += 1
            self.at_once = max(self.at_once, self._inside)
        with self._more:
            self.news.append(news)
            self.threads.add(threading.get_ident())
            self._inside -= 1
            self._more.notify_all()

    @property
    def heard(self) -> list[Heard]:
        return [news for news in self.news if isinstance(news, Heard)]

    @property
    def changes(self) -> list[Change]:
        return [change for heard in self.heard for change in heard.changes]

    @property
    def resume(self) -> str:
        return self.heard[-1].resume

    def fields(self, path: str) -> list[Mapping[str, Any] | None]:
        """What was told of one document, one after another."""
        found = (change.document for change in self.changes if change.path == path)
        return [document.fields if document else None for document in found]

    def latest(self) -> dict[DocPath, Mapping[str, Any]]:
        """The documents as they are after all that was told."""
        state: dict[DocPath, Mapping[str, Any]] = {}
        for change in self.changes:
            if change.document is None:
                state.pop(change.path, None)
            else:
                state[change.path] = change.document.fields
        return state

    def wait(self, until: Callable[[Ears], bool], *, within_s: float = 15.0) -> None:
        with self._more:
            assert self._more.wait_for(lambda: until(self), within_s), f"Only this was told: {self.news}"

    def wait_current(self) -> None:
        self.wait(lambda ears: any(heard.is_current for heard in ears.heard))

    def wait_told(self, path: str, fields: Mapping[str, Any] | None, *, times: int = 1) -> None:
        self.wait(lambda ears: ears.fields(path).count(fields) >= times)


def listened(store: DocumentStore, collections: Sequence[str], resume: str | None = None) -> Ears:
    """Listens, and waits until all that was there is told."""
    ears = Ears()
    store.listen(collections, ears, resume=resume)
    ears.wait_current()
    return ears
