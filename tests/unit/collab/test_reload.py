from __future__ import annotations

from copy import deepcopy

import pytest

from studio.collab.document_store import Loaded, StoredDocument
from studio.collab.shared_session import SharedSession
from studio.model.document import Document
from studio.model.ids import PROJECT_PATH, DocPath, SceneId, scene_path
from studio.model.operations import Set
from studio.script.scene_text import heading_of

S1, S2 = (scene_path(SceneId(name)) for name in ("s1", "s2"))
STAMP = {"rev": 1, "lastOpId": "o"}


@pytest.fixture
def document() -> Document:
    scenes = {path: {"orderKey": path, "script": f"INT. {path}", **STAMP} for path in (S1, S2)}
    return Document({PROJECT_PATH: {"title": "Night", **STAMP}, **scenes}, heading_of=heading_of)


def loaded(document: Document, **changed: str) -> Loaded:
    """What a store has: the same in objects of its own, but for the texts of some scenes."""
    found = {}
    for path in document.all_paths():
        fields = deepcopy(dict(document.raw(path) or {}))
        if path.rpartition("/")[2] in changed:
            fields |= {"script": changed[path.rpartition("/")[2]], "rev": 2, "lastOpId": "other"}
        found[path] = StoredDocument(path, fields, "")
    return Loaded(found, (), "")


@pytest.mark.parametrize("counts", [True, False])
def test_that_what_is_known_already_is_found_out_before_it_comes_to_the_persons_thread(
    document: Document, *, counts: bool
) -> None:
    session = SharedSession(document, session="w", counts=counts)
    theirs = session.contents(loaded(document, s2="EXT. HARBOUR"))
    assert theirs[S1] is document.raw(S1) and theirs[PROJECT_PATH] is document.raw(PROJECT_PATH)
    assert theirs[S2] is not document.raw(S2)
    session.reloaded(loaded(document, s2="EXT. HARBOUR"), theirs)
    assert (document.raw(S2) or {})["script"] == "EXT. HARBOUR"


def test_that_what_the_person_wrote_meanwhile_is_not_taken_for_known(document: Document) -> None:
    session = SharedSession(document, session="w")
    store = loaded(document)
    theirs = session.contents(store)
    document.commit([Set(S1, ("script",), "INT. CAR")], label="Type")
    session.reloaded(store, theirs)
    assert [step.ops[0].doc for step in session.pending] == [S1]
    assert (document.raw(S1) or {})["script"] == "INT. CAR"
    assert session._confirmed.fields(DocPath(S1)) == store.documents[S1].fields
