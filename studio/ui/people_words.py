"""What is said of others: where somebody is, whose a scene or a board is, and what became of one's own."""

from __future__ import annotations

from typing import assert_never

from studio.collab.lease import Asking, Free, LeaseLost, LeaseState, LossReason, Mine, Theirs
from studio.collab.presence import Focus, Presence
from studio.model.document import Document
from studio.model.ids import DocPath, collection_name, doc_id, scene_of
from studio.ui.people import People
from studio.ui.translation import tr


def place_words(document: Document, focus: Focus) -> str:
    """Where somebody is: the board, else the scene, and what they do there."""
    where = subject(document, focus.board or DocPath(f"scenes/{focus.scene}")) if focus.scene or focus.board else ""
    match focus.field:
        case "script":
            doing = tr("writing here")
        case "drawing":
            doing = tr("drawing here")
        case _:
            doing = ""
    return " · ".join(words for words in (where, doing) if words)


def tip_words(document: Document, person: Presence, *, is_followed: bool) -> str:
    """Who somebody is and where, and what a click does."""
    click = tr("Click to go your own way again") if is_followed else tr("Click to follow")
    return "\n".join(words for words in (person.name, place_words(document, person.focus), click) if words)


def subject(document: Document, path: DocPath) -> str:
    """How a scene or a board is called in a sentence; "" where it is not there."""
    if collection_name(path) == "boards":
        board = document.board(path)
        if board is not None and board.shot.text:
            return tr("Board {number}", number=board.shot.text)
    scene = scene_of(path)
    scenes = document.scenes()
    place = next((place for place, (name, _) in enumerate(scenes, 1) if name == scene), None)
    if place is None:
        return ""
    return scenes[place - 1][1].heading or tr("Scene {number}", number=place)


def lease_words(document: Document, people: People, path: DocPath, state: LeaseState) -> str:
    """Whose a document is, as a sentence with what becomes of it; "" where there is nothing to tell."""
    what = subject(document, path) or doc_id(path)
    match state:
        case Free():
            return ""
        case Mine(asked_by):
            if not asked_by:
                return ""
            return tr("{name} asks for {what}.", name=people.name_of(asked_by[0]), what=what)
        case Theirs() if state.is_stale:
            return tr("{name} has gone from {what} without letting go of it.", name=_who(people, state.uid), what=what)
        case Theirs() if state.is_declined:
            return tr("{name} keeps {what} for now.", name=_who(people, state.uid), what=what)
        case Theirs():
            return tr("{name} is editing {what}.", name=_who(people, state.uid), what=what)
        case Asking():
            return tr(
                "You asked {name} for {what}; it opens to you when they let go.",
                name=_who(people, state.uid),
                what=what,
            )
        case LeaseLost():
            return _lost_words(people, state, what)
        case _:
            assert_never(state)


def _lost_words(people: People, state: LeaseLost, what: str) -> str:
    name = _who(people, state.uid) if state.uid is not None else ""
    match state.reason:
        case LossReason.CUT_OFF:
            return tr(
                "Nothing has come back for {what} for a while. Your words are kept here and go in when it does.",
                what=what,
            )
        case LossReason.FORCED if name:
            return tr(
                "{name} has taken {what} over. Your words are kept here and go in when they are done.",
                name=name,
                what=what,
            )
        case LossReason.FORCED:
            return tr("An owner of the project has opened {what} to others. Your words are kept here.", what=what)
        case _ if name:
            return tr(
                "{name} is editing {what} by now. Your words are kept here and go in when they are done.",
                name=name,
                what=what,
            )
        case _:
            return tr("{what} is not yours any more. Your words are kept here and go in when it is again.", what=what)


def _who(people: People, uid: str) -> str:
    return tr("Another window of yours") if uid == people.uid else people.name_of(uid)
