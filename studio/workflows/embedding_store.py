"""Embeddings kept on disk, each under the hash of its text: a catalogue is embedded once, the same words stay alike."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from studio.staging.embedded_meaning import Embedder, Vectors

_KEY_BYTES = 16
_MOST_KEPT = 20_000
_ASKED_AT_ONCE = 100
_MOST_FILE_BYTES = 256 * 1024 * 1024


class StoredEmbedder:
    """An embedder that is asked only for texts that are not kept yet; one file for each of its versions."""

    def __init__(self, embedder: Embedder, folder: Path) -> None:
        self._embedder, self._folder = embedder, folder
        self._kept: dict[bytes, Vectors] | None = None

    @property
    def name(self) -> str:
        """That of the embedder."""
        return self._embedder.name

    @property
    def version(self) -> str:
        """That of the embedder."""
        return self._embedder.version

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One vector for each text, kept or asked for.

        Raises:
            studio.staging.embedded_meaning.EmbeddingError: those that are not kept cannot be had now.
        """
        kept = self._kept = self._read() if self._kept is None else self._kept
        keys = [hashlib.sha256(text.encode()).digest()[:_KEY_BYTES] for text in texts]
        missing = [pair for pair in dict(zip(keys, texts, strict=True)).items() if pair[0] not in kept]
        for start in range(0, len(missing), _ASKED_AT_ONCE):
            some = missing[start : start + _ASKED_AT_ONCE]
            found = self._embedder.embed([text for _, text in some])
            kept.update(zip((key for key, _ in some), found, strict=True))
            # What is there already is kept when a later request fails.
            self._write(kept)
        return np.stack([kept[key] for key in keys])

    @property
    def _file(self) -> Path:
        return self._folder / f"{hashlib.sha256(self.version.encode()).hexdigest()[:16]}.npz"

    def _read(self) -> dict[bytes, Vectors]:
        """What is kept; a file that is damaged or far too large counts as none."""
        try:
            if self._file.stat().st_size > _MOST_FILE_BYTES:
                return {}
            with self._file.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
                keys, vectors = stored["keys"], np.asarray(stored["vectors"], np.float32)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error):
            return {}
        if keys.dtype != np.uint8 or keys.shape != (len(vectors), _KEY_BYTES) or not np.isfinite(vectors).all():
            return {}
        return dict(zip((key.tobytes() for key in keys), vectors, strict=True))

    def _write(self, kept: dict[bytes, Vectors]) -> None:
        """Beside its place, then renamed into it; a disk that refuses only costs the next asking."""
        lately = list(kept.items())[-_MOST_KEPT:]
        stream = io.BytesIO()
        keys = np.frombuffer(b"".join(key for key, _ in lately), np.uint8).reshape(-1, _KEY_BYTES)
        np.savez(stream, allow_pickle=False, keys=keys, vectors=np.stack([vector for _, vector in lately]))
        # Workers may keep at the same time: each writes beside under a name of its own, the last one's stands.
        beside = self._file.with_suffix(f".{os.getpid()}.part")
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(stream.getvalue())
            beside.replace(self._file)
