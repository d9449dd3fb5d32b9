"""What the window says of comments: who, when, about what."""

from __future__ import annotations

from datetime import UTC, datetime

from studio.model.comment import Comment, FrameRange, PicturePoint, ScriptRange
from studio.model.ids import SceneId, board_path, scene_path
from studio.model.plain_text import plain_line
from studio.model.reader import DocumentReader
from studio.ui.translation import tr
from studio.workflows.comment_threads import CommentFilter
from studio.workflows.people import person_of

_MINUTE_S, _HOUR_S, _DAY_S = 60, 3_600, 86_400
_QUOTE = 32

FILTER_WORDS: dict[CommentFilter, str] = {
    "open": "Open",
    "resolved": "Resolved",
    "board": "This board",
    "mine": "Mine",
    "mentions": "Mentions me",
    "unread": "Unread",
}

STEP_WORDS = {
    "Comment": "Comment",
    "Reply": "Reply",
    "Edit comment": "Edit comment",
    "Delete comment": "Delete comment",
    "Resolve comment": "Resolve comment",
    "Reopen comment": "Reopen comment",
    "Draw over the picture": "Draw over the picture",
}
"""Names of the steps, as the workflow gives them."""


def filter_words(name: CommentFilter) -> str:
    """What a filter is called."""
    return tr(FILTER_WORDS[name])


def step_words(label: str) -> str:
    """The name of a step in the person's language."""
    return tr(STEP_WORDS[label])


def name_of(documents: DocumentReader, uid: str, *, me: str) -> str:
    """The name to show for somebody; one's own where nobody has a name yet is just “Me”."""
    person = person_of(documents, uid)
    if person is not None:
        return person.name
    return tr("Me") if uid == me else plain_line(uid, most=24) or tr("Somebody")


def initial_of(name: str) -> str:
    """The letter that stands for a name."""
    return name[:1].upper()


def ago(since: str | None, now: datetime) -> str:
    """How long ago a time of the wire was: now, minutes, hours, then the day."""
    try:
        then = datetime.fromisoformat(since or "")
    except ValueError:
        return ""
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    seconds = (now - then).total_seconds()
    if seconds < _MINUTE_S:
        return tr("now")
    if seconds < _HOUR_S:
        return tr("{count} min", count=int(seconds // _MINUTE_S))
    if seconds < _DAY_S:
        return tr("{count} h", count=int(seconds // _HOUR_S))
    day = then.astimezone()
    return tr("{month}/{day}/{year}", month=day.month, day=day.day, year=day.year)


def about_comment(
    documents: DocumentReader,
    scene_id: SceneId,
    comment: Comment,
    *,
    pin: int | None = None,
    is_other_take: bool = False,
) -> str:
    """What a thread's first comment is about: ``12C · frame 31``, ``Scene 3 · “The lamp flickers.”``."""
    board = documents.board(board_path(scene_id, comment.board_id)) if comment.board_id else None
    number = documents.place(scene_path(scene_id))
    place = board.shot.text if board is not None else tr("Scene {place}", place=(number or 0) + 1)
    match comment.anchor:
        case ScriptRange(lost=True):
            where = tr("the words are gone")
        case ScriptRange(quote=quote):
            words = plain_line(quote, most=_QUOTE + 1)
            where = f"“{words[:_QUOTE].rstrip()}…”" if len(words) > _QUOTE else f"“{words}”"
        case FrameRange(first=first, last=last):
            is_one = first == last
            where = (
                tr("frame {first}", first=first + 1)
                if is_one
                else tr("frames {first}–{last}", first=first + 1, last=last + 1)
            )
        case PicturePoint() if comment.drawing is None:
            where = tr("point {number}", number=pin) if pin else tr("point")
        case PicturePoint() | None:
            where = _drawing_words(pin, is_other_take=is_other_take) if comment.drawing else ""
    return " · ".join(word for word in (place, where) if word)


def _drawing_words(pin: int | None, *, is_other_take: bool) -> str:
    if is_other_take:
        return tr("drawing on another take")
    return tr("drawing {number}", number=pin) if pin else tr("drawing")
