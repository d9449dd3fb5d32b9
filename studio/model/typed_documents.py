"""Typed documents of raw fields, parsed when first asked for and kept while the raw fields are the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from studio.model.document_kinds import DOCUMENT_KINDS
from studio.model.frozen import Frozen
from studio.model.ids import DocPath, collection_name
from studio.model.operations import FieldPath
from studio.model.stage import Prop, Stage, stage_from_fields

Fields = Mapping[str, Any]

_NOT_OF_THE_STAGE = frozenset({"props", "rev", "lastOpId"})


@dataclass(frozen=True, slots=True)
class _ParsedStage:
    stage: Stage
    props: dict[str, tuple[Fields, Prop]]


class TypedDocuments:
    """A cache of parsed documents, keyed by the identity of their raw fields (which never change in place).

    A stage is parsed prop by prop, so that dragging one prop of three hundred parses one.
    """

    def __init__(self) -> None:
        self._documents: dict[DocPath, tuple[Fields, Frozen]] = {}
        self._stages: dict[DocPath, tuple[Fields, _ParsedStage]] = {}

    def copy(self) -> TypedDocuments:
        """The same cache for another reader; parsed values are shared."""
        twin = TypedDocuments()
        twin._documents = self._documents.copy()
        twin._stages = self._stages.copy()
        return twin

    def document(self, path: DocPath, fields: Fields) -> Frozen:
        """The typed document.

        Raises:
            KeyError: there is no model for this collection.
            pydantic.ValidationError: the fields do not fit.
        """
        known = self._documents.get(path)
        if known is not None and known[0] is fields:
            return known[1]
        parsed = DOCUMENT_KINDS[collection_name(path)].from_wire(fields)
        self._documents[path] = (fields, parsed)
        return parsed

    def stage(self, path: DocPath, fields: Fields) -> Stage:
        """The typed stage.

        Raises:
            pydantic.ValidationError: the fields do not fit.
        """
        known = self._stages.get(path)
        if known is not None and known[0] is fields:
            return known[1].stage
        parsed = _parse_stage(fields, known)
        self._stages[path] = (fields, parsed)
        return parsed.stage

    def check(self, path: DocPath, fields: Fields, touched: Iterable[FieldPath]) -> None:
        """Parses what was touched of a document that has a model; the parsed document is kept.

        Raises:
            pydantic.ValidationError: the fields do not fit.
        """
        collection = collection_name(path)
        if collection == "stage":
            self._check_stage(path, fields, touched)
        elif collection in DOCUMENT_KINDS:
            self.document(path, fields)

    def forget(self, path: DocPath) -> None:
        """Drops what is kept of a document."""
        self._documents.pop(path, None)
        self._stages.pop(path, None)

    def _check_stage(self, path: DocPath, fields: Fields, touched: Iterable[FieldPath]) -> None:
        if fields.get("deletedAt") is not None:
            return
        known = self._stages.get(path)
        if known is None or any(len(field) < 2 or field[0] != "props" for field in touched):
            self.stage(path, fields)
            return
        for prop_id in {field[1] for field in touched}:
            raw = fields["props"].get(prop_id)
            if raw is not None:
                known[1].props[prop_id] = (raw, _parse_prop(prop_id, raw))


def _parse_stage(fields: Fields, known: tuple[Fields, _ParsedStage] | None) -> _ParsedStage:
    raw_props = fields.get("props", {})
    old_props = known[1].props if known else {}
    props: dict[str, tuple[Fields, Prop]] = {}
    for prop_id, raw in raw_props.items():
        old = old_props.get(prop_id)
        props[prop_id] = old if old is not None and old[0] is raw else (raw, _parse_prop(prop_id, raw))
    shell = known[1].stage if known and _same_shell(known[0], fields) else stage_from_fields({**fields, "props": {}})
    in_order = sorted(props.values(), key=lambda pair: (pair[0].get("order", 1 << 30), pair[1].id))
    return _ParsedStage(shell.model_copy(update={"props": tuple(prop for _, prop in in_order)}), props)


def _same_shell(old: Fields, new: Fields) -> bool:
    names = (old.keys() | new.keys()) - _NOT_OF_THE_STAGE
    return all(old.get(name) is new.get(name) for name in names)


def _parse_prop(prop_id: str, raw: Fields) -> Prop:
    prop = Prop.from_wire({name: value for name, value in raw.items() if name != "order"})
    if prop.id != prop_id:
        raise ValidationError.from_exception_data(
            "Prop", [{"type": "value_error", "loc": ("id",), "input": prop.id, "ctx": {"error": "id and key differ"}}]
        )
    return prop
