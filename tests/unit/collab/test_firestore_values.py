from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.collab.firestore_messages import MapValue, Value
from studio.collab.firestore_values import field_path, read_fields, read_value, write_fields, write_value
from tests.repository import run_python

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"))
    | st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0"))
)
NAMES = st.sampled_from(["[]", "[]~", "[]~~", "a", "at", "expireAt", "table#1", "a.b", "`"]) | st.text(
    st.characters(codec="utf-8"), min_size=1
)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4))


def written(value: object) -> object:
    message = Value()
    write_value(value, message)
    return Value.FromString(message.SerializeToString())


def has_list_in_list(message: object) -> bool:
    match message.WhichOneof("value_type"):  # type: ignore[attr-defined]
        case "array_value":
            items = message.array_value.values  # type: ignore[attr-defined]
            return any(item.WhichOneof("value_type") == "array_value" or has_list_in_list(item) for item in items)
        case "map_value":
            return any(map(has_list_in_list, message.map_value.fields.values()))  # type: ignore[attr-defined]
        case _:
            return False


def same(one: object, other: object) -> bool:
    """Equal in value and in type: 1 is neither 1.0 nor True."""
    return repr(one) == repr(other) or (
        type(one) is type(other)
        and (
            (
                (isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys())
                and all(same(one[key], other[key]) for key in one)
            )
            or (
                (isinstance(one, list) and isinstance(other, list) and len(one) == len(other))
                and all(map(same, one, other))
            )
        )
    )


@settings(max_examples=50, deadline=None)
@given(VALUES)
def test_that_every_value_is_read_back_as_it_was_written(value: object) -> None:
    message = written(value)

    assert same(read_value(message), value)
    assert not has_list_in_list(message)


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(NAMES, VALUES, max_size=3))
def test_that_the_fields_of_a_document_are_read_back_as_they_were_written(fields: dict[str, object]) -> None:
    message = MapValue()
    write_fields(fields, message.fields)

    assert same(read_fields(message.fields), fields)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2026-11-21T22:38:20.123456Z", "timestamp_value"),
        ("1969-12-31T23:59:59.999999Z", "timestamp_value"),
        ("2026-11-21T22:38:20Z", "string_value"),
        ("2026-13-21T22:38:20.123456Z", "string_value"),
        ("2026-11-21T22:38:20.12345٣Z", "string_value"),
    ],
)
def test_that_the_stores_own_form_of_a_time_is_a_timestamp_to_the_rules(text: str, kind: str) -> None:
    message = MapValue()
    write_fields({"expireAt": text, "script": text, "seen": {"at": text}}, message.fields)

    assert message.fields["expireAt"].WhichOneof("value_type") == kind
    assert message.fields["seen"].map_value.fields["at"].WhichOneof("value_type") == kind
    assert message.fields["script"].WhichOneof("value_type") == "string_value"
    assert read_fields(message.fields) == {"expireAt": text, "script": text, "seen": {"at": text}}


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, b"x", object(), float("nan"), {"": 1}, {1: 1}, "\ud800"])
def test_that_what_the_store_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        write_value(value, Value())


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (("props", "table#1", "position"), "props.`table#1`.position"),
        (("a.b", "c`d", "e\\f", "1st", "한"), "`a.b`.`c\\`d`.`e\\\\f`.`1st`.`한`"),
    ],
)
def test_that_a_path_of_fields_is_quoted_where_it_has_to_be(field: tuple[str, ...], text: str) -> None:
    assert field_path(field) == text


@pytest.mark.parametrize("field", [(), ("a", "")])
def test_that_a_field_without_a_name_is_refused(field: tuple[str, ...]) -> None:
    with pytest.raises(ValueError):
        field_path(field)


def test_that_the_window_does_not_load_googles_firestore_library() -> None:
    told = run_python("-c", "import sys, studio.app, studio.cli\nsys.exit('google.cloud.firestore_v1' in sys.modules)")

    assert told.returncode == 0, told.stderr
