"""What the prop library answers on the command line: as lines to read and as one JSON value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from studio.errors import InputError
from studio.model.stage import Size
from studio.staging.asset_search import Hit
from studio.staging.props_library.own_library import OwnKind
from studio.staging.props_library.own_prop import OwnProp
from studio.workflows.prop_library import Progress, import_props, listed_props, search_props

Action = Literal["import", "list", "search"]
_SHOWN = ("id", "names", "tags", "category", "size", "attach", "triangles", "licence", "credit", "source", "note")


@dataclass(frozen=True, slots=True)
class Answer:
    """``lines`` for a person, ``wire`` for a program, ``warnings`` for both; ``code`` is the exit code."""

    lines: tuple[str, ...]
    wire: Any
    warnings: tuple[str, ...] = ()
    code: int = 0


def answer(action: Action, words: str, *, progress: Progress, is_online: bool = False) -> Answer:
    """Runs ``assets import PATH``, ``assets list`` or ``assets search TEXT``; only the last goes online, where it may.

    Raises:
        InputError: there is nothing to import or to look for, or the library's index is damaged.
    """
    if action == "list":
        if words:
            raise InputError(f"list takes no words; to find {words!r}, write “dreamfactory assets search {words}”.")
        return _listed()
    if not words.strip():
        what = "a file or folder to import" if action == "import" else "words to look for"
        raise InputError(f"Name {what}; see “dreamfactory assets --help”.")
    return _imported(Path(words), progress) if action == "import" else _found(words, is_online=is_online)


def _imported(path: Path, progress: Progress) -> Answer:
    done = import_props(path, progress=progress)
    lines = [_line(prop) for prop in done.props]
    lines.append(f"{len(done.props)} props imported, {len(done.faults)} left out.")
    faults = [{"source": fault.source, "reason": fault.reason} for fault in done.faults]
    wire = {"imported": [_wire(prop) for prop in done.props], "faults": faults}
    return Answer(tuple(lines), wire, tuple(str(fault) for fault in done.faults), 0 if done.props else 1)


def _listed() -> Answer:
    props = listed_props()
    lines = tuple(_line(prop) for prop in props)
    empty = ("There are no props of your own yet; bring some in with “dreamfactory assets import PATH”.",)
    return Answer(lines or empty, [_wire(prop) for prop in props])


def _found(words: str, *, is_online: bool) -> Answer:
    hits = search_props(words, is_online=is_online)
    lines = tuple(
        f"{hit.score:.2f}  {hit.via:<9}  {hit.asset:<22}  {_name(hit)}  ({_size(hit.kind.size)})" for hit in hits
    )
    return Answer(lines, [_hit_wire(hit) for hit in hits])


def _line(prop: OwnProp) -> str:
    told = ", ".join(part for part in (_size(prop.size), prop.licence, prop.credit) if part)
    return f"{prop.id}  {' / '.join(prop.names)}  ({told})" + (f"  {prop.note}" if prop.note else "")


def _name(hit: Hit) -> str:
    return " / ".join(dict.fromkeys((hit.kind.name_en, hit.kind.name_ko)))


def _size(size: Size) -> str:
    """``1.60 × 0.75 × 0.90 m``; millimetres where it is small."""
    if max(size) < 0.1:
        return " × ".join(f"{edge * 1000:.0f}" for edge in size) + " mm"
    return " × ".join(f"{edge:.2f}" for edge in size) + " m"


def _wire(prop: OwnProp) -> dict[str, Any]:
    wire = prop.to_wire()
    return {name: wire[name] for name in _SHOWN}


def _hit_wire(hit: Hit) -> dict[str, Any]:
    own = hit.kind.prop if isinstance(hit.kind, OwnKind) else None
    return {
        "asset": hit.asset,
        "name": hit.kind.name_en,
        "nameKo": hit.kind.name_ko,
        "score": hit.score,
        "via": hit.via,
        "source": hit.source,
        "size": list(hit.kind.size),
        **({"licence": own.licence, "credit": own.credit, "source": own.source} if own else {}),
    }
