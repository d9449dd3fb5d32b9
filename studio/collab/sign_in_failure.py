"""Why somebody could not sign in, as sentences that say what to do. Never with a password, a code or a token in it."""

from __future__ import annotations

from typing import Final

from studio.errors import StudioError

SENTENCES: Final[dict[str, str]] = {
    "EMAIL_NOT_FOUND": "The e-mail or the password is wrong; check both, or have a new password sent.",
    "INVALID_PASSWORD": "The e-mail or the password is wrong; check both, or have a new password sent.",
    "INVALID_LOGIN_CREDENTIALS": "The e-mail or the password is wrong; check both, or have a new password sent.",
    "INVALID_EMAIL": "That is no e-mail address; check how it is written.",
    "MISSING_EMAIL": "Enter an e-mail address.",
    "MISSING_PASSWORD": "Enter a password.",
    "EMAIL_EXISTS": "There is an account with this e-mail already; sign in with it.",
    "WEAK_PASSWORD": "The password is too weak; take one of at least six characters.",
    "PASSWORD_DOES_NOT_MEET_REQUIREMENTS": "The password is too weak for this team; take a longer one.",
    "USER_DISABLED": "This account is switched off; ask the owner of the team's project.",
    "USER_NOT_FOUND": "This account is no longer there; sign in with another.",
    "TOO_MANY_ATTEMPTS_TRY_LATER": "There were too many attempts; wait some minutes and try again.",
    "RESET_PASSWORD_EXCEED_LIMIT": "Too many mails were sent; wait some minutes and try again.",
    "TOKEN_EXPIRED": "Your sign-in is no longer valid; sign in again.",
    "INVALID_REFRESH_TOKEN": "Your sign-in is no longer valid; sign in again.",
    "INVALID_ID_TOKEN": "Your sign-in is no longer valid; sign in again.",
    "CREDENTIAL_TOO_OLD_LOGIN_AGAIN": "Your sign-in is too old for this; sign in again.",
    "OPERATION_NOT_ALLOWED": "The team's project does not allow this way to sign in; its owner can switch it on.",
    "PASSWORD_LOGIN_DISABLED": "The team's project does not allow passwords; its owner can switch them on.",
    "ADMIN_ONLY_OPERATION": "Only the owner of the team's project makes accounts; ask for one.",
    "INVALID_IDP_RESPONSE": "Google's answer was not accepted; check the OAuth client of the team's settings.",
    "API_KEY_INVALID": "The team's settings are wrong: the apiKey is not known; paste the configuration again.",
    "API key not valid": "The team's settings are wrong: the apiKey is not known; paste the configuration again.",
    "CONFIGURATION_NOT_FOUND": "The team's project has no sign-in yet; its owner can switch Authentication on.",
    "PROJECT_NOT_FOUND": "The team's project is not there; paste the configuration again.",
    "invalid_grant": "Google did not accept the sign-in; try once more.",
    "invalid_client": "The OAuth client of the team's settings is wrong; paste it again.",
    "redirect_uri_mismatch": "The OAuth client has to be of the kind desktop app; make one in the console.",
    "access_denied": "Access was not given in the browser; try again to sign in.",
    "network": "The sign-in service cannot be reached; check the network and try again.",
    "time-out": "The browser did not come back in time; try again.",
    "browser": "The browser could not be opened; sign in with e-mail, or set a browser of the system.",
    "answer": "The sign-in service gave an answer that cannot be read; try again later.",
    "foreign": "The answer in the browser was not of this sign-in; nothing was taken from it. Try again.",
    "refused": "Signing in failed; try again later.",
    "signed-out": "Nobody is signed in; sign in first.",
    "settings": "The team's project is not set; paste its Firebase configuration first.",
}
_OVER: Final = frozenset(
    {"TOKEN_EXPIRED", "INVALID_REFRESH_TOKEN", "INVALID_ID_TOKEN", "USER_NOT_FOUND", "USER_DISABLED", "invalid_grant"}
)


class SignInFailure(StudioError):
    """Signing in failed; ``code`` is the service's word for it, or one of ours."""

    def __init__(self, code: str) -> None:
        super().__init__(SENTENCES.get(code, SENTENCES["refused"]))
        self.code = code

    @property
    def ends_session(self) -> bool:
        """Whether a session that is refreshed is over for good, unlike where only the network is gone."""
        return self.code in _OVER


def failure_of(body: object, status: int) -> SignInFailure:
    """What an error's body says; only a known word of it is taken over."""
    error = body.get("error") if isinstance(body, dict) else None
    told = error.get("message") if isinstance(error, dict) else error
    if isinstance(told, str):
        for code in SENTENCES:
            if told.startswith(code):
                return SignInFailure(code)
    return SignInFailure("network" if status >= 500 else "refused")
