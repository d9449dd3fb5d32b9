"""Large values of the journal lie in the media folder, under the hash of their bytes."""

from __future__ import annotations

import json
from typing import Any

from studio.collab.project_database import to_json
from studio.model.ports import BlobStore

LARGE_BYTES = 64 * 1024
_VALUES = ("before", "after")


def large_values_to_media(entry: dict[str, Any], media: BlobStore) -> dict[str, Any]:
    """The journal document with each value over 64 KiB replaced by ``beforeBlob`` or ``afterBlob``, a reference.

    Raises:
        MediaError: the disk does not take a value.
    """
    for name in _VALUES:
        if name in entry:
            text = to_json(entry[name])
            if len(text) * 4 > LARGE_BYTES and len(data := text.encode("utf-8")) > LARGE_BYTES:
                entry = {key: value for key, value in entry.items() if key != name}
                entry[f"{name}Blob"] = media.put(data, "json")
    return entry


def large_values_from_media(entry: dict[str, Any], media: BlobStore) -> dict[str, Any]:
    """The journal document with its values in place again.

    Raises:
        MediaError: a value is missing or altered.
    """
    for name in _VALUES:
        reference = entry.pop(f"{name}Blob", None)
        if reference is not None:
            entry[name] = json.loads(media.read(reference))
    return entry
