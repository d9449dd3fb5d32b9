"""This person's account with the team, away from the GUI thread: the network and the keyring take their time."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from studio.collab.document_store import SignInNeeded, Unavailable
from studio.collab.firestore_token import PersonToken
from studio.collab.google_sign_in import Browser, open_browser
from studio.collab.sign_in import Account, SignedIn
from studio.collab.team_directory import TeamDirectory
from studio.collab.team_settings import TeamSettings, load_team_settings, read_team_config, save_team_settings
from studio.collab.team_store import TeamPlace, emulator_in
from studio.errors import StudioError
from studio.model.ids import Uid
from studio.workflows.key_ring import KeyBackend
from studio.workflows.team_account import team_account


@dataclass(frozen=True, slots=True)
class AccountState:
    """The team that is set, and who is signed in to it."""

    settings: TeamSettings
    who: SignedIn | None


class AccountAccess:
    """Opens the account of the team that is set; ``backend``, ``browser`` and ``environment`` are the system's own
    where none are given."""

    def __init__(
        self,
        *,
        backend: KeyBackend | None = None,
        browser: Browser = open_browser,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._backend, self._browser, self._environment = backend, browser, environment
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self.account: Account | None = None
        self._settings = TeamSettings()
        self._told: Callable[[], None] | None = None

    @property
    def now(self) -> AccountState:
        """What is known; asks nobody."""
        return AccountState(self._settings, self.account.signed_in if self.account is not None else None)

    def on_change(self, told: Callable[[], None] | None) -> None:
        """Has it told, on the window's thread, that somebody signed in or out; None ends that."""
        self._told = told

    def opened(self) -> Account | None:
        """The account, opened by what is set where that was not yet; None where no team is set. May block."""
        with self._lock:
            if self.account is None:
                self._open(None)
            return self.account

    def person(self) -> tuple[SignedIn, str]:
        """Who is signed in, and to which Firebase project; on any thread, may block.

        Raises:
            SignInNeeded: nobody is.
        """
        return self._entered()[1:]

    def token_of(self, uid: Uid, firebase_project: str) -> PersonToken:
        """The token of this person in a team, as long as it is them who is signed in there; asked on any thread."""

        def account() -> Account:
            found, who, project = self._entered()
            if who.uid != uid or project != firebase_project:
                raise SignInNeeded("This copy of the team's project is somebody else's; sign in as who opened it here.")
            return found

        return PersonToken(lambda: account().current(), lambda: account().renew())

    def directory(self) -> TeamDirectory:
        """What the person may do in the team outside an open project; on any thread, may block.

        Raises:
            SignInNeeded: nobody is signed in.
        """
        _, who, project = self._entered()
        place = TeamPlace(project, "", emulator=emulator_in(os.environ))
        return TeamDirectory(place, self.token_of(Uid(who.uid), project))

    def _entered(self) -> tuple[Account, SignedIn, str]:
        found = self.opened()
        who = found.signed_in if found is not None else None
        if found is None or who is None:
            raise SignInNeeded("Nobody is signed in; sign in first.")
        return found, who, found.project_id

    async def load(self) -> AccountState:
        """Reads what is set, and takes up the sign-in of an earlier run."""
        await asyncio.to_thread(self._open, None)
        return self._tell()

    async def use_config(self, text: str) -> AccountState:
        """Takes over what was pasted.

        Raises:
            InputError: it is no Firebase configuration.
        """
        settings = read_team_config(text, self._settings)
        await asyncio.to_thread(self._open, settings)
        return self._tell()

    async def sign_in(self, email: str, password: str) -> AccountState:
        """Signs in by e-mail and password."""
        return await self._with(lambda account: account.sign_in(email, password))

    async def sign_up(self, email: str, password: str, *, language: str) -> AccountState:
        """Makes an account, and has the address proved by a mail."""
        return await self._with(lambda account: account.sign_up(email, password, language=language))

    async def sign_in_with_google(self) -> AccountState:
        """Signs in by the system's browser, until ``stop``."""
        self._stop = stop = threading.Event()
        try:
            return await self._with(lambda account: account.sign_in_with_google(browser=self._browser, stop=stop))
        finally:
            # Where the window goes, so does the wait for the browser.
            stop.set()

    def stop(self) -> None:
        """Waits for the browser no longer."""
        self._stop.set()

    async def send_reset(self, email: str, *, language: str) -> AccountState:
        """Has the mail sent with which a password is set anew."""
        return await self._with(lambda account: account.send_reset(email, language=language))

    async def send_verification(self, *, language: str) -> AccountState:
        """Has the mail sent that proves the address."""
        return await self._with(lambda account: account.send_verification(language=language))

    async def refresh(self) -> AccountState:
        """Asks the service anew who this is."""
        return await self._with(lambda account: account.refreshed())

    async def sign_out(self) -> AccountState:
        """Forgets the sign-in."""
        return await self._with(lambda account: account.sign_out())

    def _open(self, settings: TeamSettings | None) -> None:
        if settings is not None:
            save_team_settings(settings)
        before, self._settings = self._settings, settings or load_team_settings()
        if self.account is not None and self._settings == before:
            self.account.resume()
        elif self._settings.is_set:
            self.account = team_account(self._settings, backend=self._backend, environment=self._environment)
            self.account.resume()

    async def _with(self, work: Callable[[Account], object]) -> AccountState:
        """What comes of a call; where it fails, a StudioError with the sentence."""
        account = self.account or team_account(self._settings)
        try:
            await asyncio.to_thread(work, account)
        except (SignInNeeded, Unavailable) as failure:
            raise StudioError(str(failure)) from None
        return self._tell()

    def _tell(self) -> AccountState:
        if self._told is not None:
            self._told()
        return self.now
