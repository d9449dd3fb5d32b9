"""A script's file: bytes in, text and its format out, and back again byte for byte."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from studio.errors import InputError
from studio.model.documents import ScriptFormat

MAX_BYTES = 20 * 1024 * 1024
MIXED_NEWLINES = "mixed"
"""``ScriptFormat.newline`` of a file that mixes line endings: its text keeps them as they stand."""

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Longest first where one begins another: UTF-32's mark begins with UTF-16's."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zipped document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_NEWLINE = re.compile(r"\r\n|\r|\n")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_MAX_CONTROL_SHARE = 0.002


@dataclass(frozen=True, slots=True)
class ScriptFile:
    """A script as read: its text, with ``\\n`` for every line end unless they are mixed, and how it was written."""

    text: str
    format: ScriptFormat


def read_script(path: Path) -> ScriptFile:
    """Reads a text file in UTF-8, UTF-16, UTF-32 or CP949.

    Raises:
        InputError: the file is missing, empty, over 20 MB, not text, or in another encoding.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise InputError(f"{path} is a folder; give the script's file.")
        if size > MAX_BYTES:
            raise InputError(f"{path} is larger than 20 MB, which no screenplay is; give the script's own file.")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path} is not there; check the name.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); check its permissions.") from error
    return decode_script(data, name=str(path))


def decode_script(data: bytes, *, name: str) -> ScriptFile:
    """Text and format of a script's bytes; ``name`` is what messages call the file.

    Raises:
        InputError: the bytes are empty, not text, or in an encoding that is not known.
    """
    if not data.strip():
        raise InputError(f"{name} is empty; there is no script in it.")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{name} is {kind}, not text; export the script as Fountain or plain text.")
    encoding, mark = _encoding_of(data, name=name)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is damaged: byte {error.start + len(mark)} is not {encoding}.") from error
    if "\x00" in text or len(_CONTROL.findall(text)) > _MAX_CONTROL_SHARE * len(text):
        raise InputError(f"{name} is not text; give a Fountain or plain text file.")
    if not text.strip():
        raise InputError(f"{name} is empty; there is no script in it.")
    if text.encode(encoding) != data[len(mark) :]:
        raise InputError(f"{name} could not be written back as it is; save it as UTF-8 and try again.")
    newlines = set(_NEWLINE.findall(text))
    newline = MIXED_NEWLINES if len(newlines) > 1 else next(iter(newlines), "\n")
    if newline != MIXED_NEWLINES:
        text = text.replace(newline, "\n")
    return ScriptFile(text, ScriptFormat(encoding=encoding, bom=bool(mark), newline=newline))


def encode_script(text: str, script_format: ScriptFormat) -> bytes:
    """The bytes of a script in its file's own format; an unedited script gives its file's bytes.

    Raises:
        InputError: the text holds a character that the file's encoding does not have.
    """
    if script_format.newline not in (MIXED_NEWLINES, "\n"):
        text = text.replace("\n", script_format.newline)
    encoding = script_format.encoding
    try:
        body = text.encode(encoding)
    except UnicodeEncodeError as error:
        letter = text[error.start]
        raise InputError(
            f"The script holds {letter!a} (U+{ord(letter):04X}), which {encoding} cannot write; export it as UTF-8."
        ) from error
    except LookupError as error:
        raise InputError(f"The encoding {encoding!r} is not known; export the script as UTF-8.") from error
    if not script_format.bom:
        return body
    return next((mark for mark, name in _BOMS if name == encoding), b"") + body


def _encoding_of(data: bytes, *, name: str) -> tuple[str, bytes]:
    """The encoding and the byte order mark that the file begins with."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, mark
    if b"\x00" in data:
        if (guess := _utf16_without_mark(data)) is not None:
            return guess, b""
        raise InputError(f"{name} is not text; give a Fountain or plain text file.")
    for encoding in ("utf-8", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8" or _is_korean(text):
            return encoding, b""
    raise InputError(f"{name} is neither UTF-8, UTF-16 nor Korean CP949; save it as UTF-8 and try again.")


def _utf16_without_mark(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: spaces and line ends leave zeros on one side of each pair."""
    if len(data) % 2:
        return None
    little = data[1::2].count(0) > data[0::2].count(0)
    encoding = "utf-16-le" if little else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    letters = sum(letter.isprintable() or letter in "\t\r\n\f" for letter in text)
    return encoding if letters == len(text) else None


def _is_korean(text: str) -> bool:
    """CP949 reads much of what it never wrote: what is not ASCII has to be Hangul, for the most part."""
    return 2 * len(_HANGUL.findall(text)) > len(_NOT_ASCII.findall(text))
