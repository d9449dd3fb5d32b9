"""A secret of this person, such as the Gemini key, in the system's keyring; never in a file of ours."""

from __future__ import annotations

from typing import Literal, Protocol

SERVICE, NAME = "DreamFactory Studio", "gemini-api-key"
KeyPlace = Literal["keyring", "session"]


class KeyBackend(Protocol):
    """What a keyring does, as the library ``keyring`` has it."""

    def get_password(self, service: str, username: str) -> str | None:
        """The secret, or None."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps a secret."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Forgets a secret."""
        ...


class KeyRing:
    """One secret of one person, under its name.

    Where the system has no keyring, it lives as long as the program and nowhere else.
    The methods may block while the system asks the person; not for the GUI thread.
    """

    def __init__(self, backend: KeyBackend | None = None, *, name: str = NAME) -> None:
        self._backend, self._name = backend, name
        self._session = ""

    def __repr__(self) -> str:
        return "KeyRing()"

    def key(self) -> str:
        """The key; "" where none is kept."""
        if self._session:
            return self._session
        from keyring.errors import KeyringError

        try:
            return self._keyring().get_password(SERVICE, self._name) or ""
        except (KeyringError, OSError):
            return ""

    def keep(self, key: str) -> KeyPlace:
        """Keeps a key, and says where."""
        from keyring.errors import KeyringError

        try:
            self._keyring().set_password(SERVICE, self._name, key)
        except (KeyringError, OSError):
            self._session = key
            return "session"
        self._session = ""
        return "keyring"

    def forget(self) -> None:
        """Takes the key away from wherever it is kept."""
        from keyring.errors import KeyringError

        self._session = ""
        try:
            self._keyring().delete_password(SERVICE, self._name)
        except (KeyringError, OSError):
            return  # none was kept there

    def _keyring(self) -> KeyBackend:
        if self._backend is None:
            import keyring

            self._backend = keyring.get_keyring()
        return self._backend
