"""The changes between two texts of a scene, small enough to be taken or left one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from studio.script.scene_text import split_scenes
from studio.script.splice import Splice, shared_ends

_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+\n*|\n+")
"""Lines with words and the empty ones below them, so that a cue never loses what is said."""

_ALIKE = 0.3
"""The share of words that two paragraphs have to have in common to be one, changed."""

_MOVED = 0.7
"""The share of a paragraph's words by which it counts as taken from the one beside it."""

_MOST_PAIRED = 10_000


def scene_hunks(old: str, new: str) -> tuple[Splice, ...]:
    """Splices of ``old``, in order and apart, that together make it ``new``; each alone leaves one scene.

    Paragraphs are compared; of a paragraph that changed, the words that did not stay out of its splice.
    """
    hunks = tuple(_shrunk(hunk) for hunk in _joined(_paragraph_hunks(old, new)))
    if all(_is_one_scene(hunk.applied_to(old)) == _is_one_scene(old) for hunk in hunks):
        return hunks
    return (_shrunk(Splice(0, old, new)),)


def _paragraph_hunks(old: str, new: str) -> Iterator[Splice]:
    was, now = _PARAGRAPH.findall(old), _PARAGRAPH.findall(new)
    starts = [0]
    for paragraph in was:
        starts.append(starts[-1] + len(paragraph))
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    for tag, first, last, to_first, to_last in matcher.get_opcodes():
        if tag == "equal":
            continue
        at = first
        for removed, inserted in _paired(was[first:last], now[to_first:to_last]):
            yield Splice(starts[at], "".join(removed), "".join(inserted))
            at += len(removed)


def _paired(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Changed paragraphs beside what they became, in order; what has no counterpart goes or comes between them."""
    at = to = 0
    for left, right in _counterparts(was, now):
        if at < left or to < right:
            yield was[at:left], now[to:right]
        if was[left] != now[right]:
            yield was[left : left + 1], now[right : right + 1]
        at, to = left + 1, right + 1
    if at < len(was) or to < len(now):
        yield was[at:], now[to:]


def _counterparts(was: Sequence[str], now: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs that have the most words in common, none crossing another."""
    if len(was) == len(now):
        return list(zip(range(len(was)), range(len(now)), strict=True))
    if len(was) * len(now) > _MOST_PAIRED:
        return []
    words = [_words(text) for text in was], [_words(text) for text in now]
    best = [[0.0] * (len(now) + 1) for _ in range(len(was) + 1)]
    for left in range(len(was) - 1, -1, -1):
        for right in range(len(now) - 1, -1, -1):
            alike = _likeness(words[0][left], words[1][right])
            best[left][right] = max(best[left + 1][right], best[left][right + 1], alike + best[left + 1][right + 1])
    pairs, left, right = [], 0, 0
    while left < len(was) and right < len(now):
        if best[left][right] == best[left + 1][right]:
            left += 1
        elif best[left][right] == best[left][right + 1]:
            right += 1
        else:
            pairs.append((left, right))
            left, right = left + 1, right + 1
    return pairs


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    share = len(one & other) / max(1, len(one | other))
    return share if share >= _ALIKE else 0.0


def _joined(hunks: Iterable[Splice]) -> list[Splice]:
    """Hunks that stand side by side and make sense only together as one: white space with what comes or goes below it,
    a paragraph that was parted with its other part, two that were put together."""
    joined: list[Splice] = []
    for hunk in hunks:
        before = joined[-1] if joined else None
        if before is not None and before.end == hunk.at and (not _words_changed(before) or _share(before, hunk)):
            joined[-1] = Splice(before.at, before.removed + hunk.removed, before.inserted + hunk.inserted)
        else:
            joined.append(hunk)
    return joined


def _share(one: Splice, other: Splice) -> bool:
    """Whether what comes in one hunk is for the most part what goes in the other."""
    return any(
        _is_mostly_in(come, gone)
        for come, gone, is_alone in (
            (one.inserted, other.removed, not one.removed),
            (other.inserted, one.removed, not other.removed),
            (one.removed, other.inserted, not one.inserted),
            (other.removed, one.inserted, not other.inserted),
        )
        if is_alone
    )


def _is_mostly_in(part: str, whole: str) -> bool:
    words = _words(part)
    return bool(words) and len(words & _words(whole)) >= _MOVED * len(words)


def _words_changed(hunk: Splice) -> bool:
    return hunk.removed.split() != hunk.inserted.split()


def _shrunk(hunk: Splice) -> Splice:
    """The hunk without the whole words that both its sides begin or end with."""
    if not hunk.removed or not hunk.inserted:
        return hunk
    head, tail = shared_ends(hunk.removed, hunk.inserted)
    while head and (_is_within_word(hunk.removed, head) or _is_within_word(hunk.inserted, head)):
        head -= 1
    while tail and (_is_within_word(hunk.removed, -tail) or _is_within_word(hunk.inserted, -tail)):
        tail -= 1
    removed = hunk.removed[head : len(hunk.removed) - tail]
    return Splice(hunk.at + head, removed, hunk.inserted[head : len(hunk.inserted) - tail])


def _is_within_word(text: str, at: int) -> bool:
    return abs(at) < len(text) and not text[at - 1].isspace() and not text[at].isspace()


def _is_one_scene(text: str) -> bool:
    return len(split_scenes(text).scenes) == 1
