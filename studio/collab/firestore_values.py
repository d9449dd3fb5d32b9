"""Firestore's values and ours, both ways: what is read back is what was written.

Firestore takes no list in a list: such an inner one is written as a map of the one key ``[]``. In a field named as a
time (``at``, ``expireAt``) a text of the form that the store's times have is written as a timestamp, so that the rules
can reckon with it, and reads back as that text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any

from studio.collab.firestore_messages import Message, Timestamp
from studio.model.operations import MISSING, FieldPath

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_TIME_LENGTH = len("2026-11-21T22:38:20.123456Z")
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LIST = "[]"
_LIKE_LIST = re.compile(r"\[\]~*")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INT_LIMIT = 1 << 63


def time_text(stamp: Message) -> str:
    """A protobuf timestamp as ``2026-11-21T22:38:20.123456Z``."""
    moment = _EPOCH + timedelta(seconds=stamp.seconds, microseconds=stamp.nanos // 1000)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if moment.year >= 1000 else moment.isoformat()[:-6] + "Z"


def time_stamp(text: str) -> Message | None:
    """The protobuf timestamp of a text as ``time_text`` makes it; None where it is none."""
    if len(text) != _TIME_LENGTH or not _TIME.fullmatch(text):
        return None
    try:
        moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    since = moment - _EPOCH
    return Timestamp(seconds=since.days * 86_400 + since.seconds, nanos=since.microseconds * 1000)


def is_time_name(name: str) -> bool:
    """Whether a field of this name holds a time."""
    return name == "at" or name.endswith("At")


def write_value(value: Any, into: Message, *, is_time: bool = False, in_list: bool = False) -> None:
    """Writes a JSON value into a protobuf one; ``is_time`` where the field's name says so.

    Raises:
        ValueError: Firestore has no such value.
    """
    match value:
        case None:
            into.null_value = 0
        case bool():
            into.boolean_value = value
        case int():
            if not -_INT_LIMIT <= value < _INT_LIMIT:
                raise ValueError(f"{value} is not a number that the store can hold.")
            into.integer_value = value
        case float():
            if not isfinite(value):
                raise ValueError(f"{value} is not a number that the store can hold.")
            into.double_value = value
        case str():
            stamp = time_stamp(value) if is_time else None
            if stamp is None:
                into.string_value = value
            else:
                into.timestamp_value.CopyFrom(stamp)
        case list() | tuple():
            if in_list:
                into = into.map_value.fields[_LIST]
            into.array_value.SetInParent()
            for item in value:
                write_value(item, into.array_value.values.add(), in_list=True)
        case Mapping():
            into.map_value.SetInParent()
            write_fields(value, into.map_value.fields)
        case _:
            raise ValueError(f"A {type(value).__name__} is nothing that the store can hold.")


def write_fields(fields: Mapping[str, Any], into: Message) -> None:
    """Writes the fields of a document or a map into a protobuf map.

    Raises:
        ValueError: Firestore has no such value or name.
    """
    for name, value in fields.items():
        if not name or not isinstance(name, str):
            raise ValueError("The store takes no field without a name.")
        if value is not MISSING:
            key = f"{name}~" if len(fields) == 1 and _LIKE_LIST.fullmatch(name) else name
            write_value(value, into[key], is_time=is_time_name(name))


def read_value(value: Message) -> Any:
    """The JSON value of a protobuf one; what other programs wrote and JSON does not have is told as text."""
    match kind := value.WhichOneof("value_type"):
        case "string_value" | "boolean_value" | "integer_value" | "double_value":
            return getattr(value, kind)
        case "map_value":
            fields = value.map_value.fields
            if len(fields) == 1 and _LIST in fields:
                return [read_value(item) for item in fields[_LIST].array_value.values]
            return read_fields(fields)
        case "array_value":
            return [read_value(item) for item in value.array_value.values]
        case "timestamp_value":
            return time_text(value.timestamp_value)
        case "null_value" | None:
            return None
        case "geo_point_value":
            return {"latitude": value.geo_point_value.latitude, "longitude": value.geo_point_value.longitude}
        case "bytes_value":
            return value.bytes_value.hex()
        case _:
            return str(getattr(value, kind))


def read_fields(fields: Message) -> dict[str, Any]:
    """The JSON object of a protobuf map."""
    if len(fields) == 1:
        ((name, value),) = fields.items()
        return {name[:-1] if _LIKE_LIST.fullmatch(name) and name != _LIST else name: read_value(value)}
    return {name: read_value(value) for name, value in fields.items()}


def field_path(field: FieldPath) -> str:
    """A path of field names as Firestore writes it: ``props.`table#1`.position``.

    Raises:
        ValueError: a name is empty, or there is none.
    """
    if not field or not all(field):
        raise ValueError("The store takes no field without a name.")
    return ".".join(name if _PLAIN_NAME.fullmatch(name) else _quoted(name) for name in field)


def _quoted(name: str) -> str:
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`"
