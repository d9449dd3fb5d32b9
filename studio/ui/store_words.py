"""What went wrong with a team's store, as a sentence that says what to do."""

from __future__ import annotations

from studio.collab.document_store import Denied, SignInNeeded, StoreFailure, TooLarge
from studio.ui.translation import tr


def store_words(failure: StoreFailure) -> str:
    """The sentence of a failure."""
    match failure:
        case SignInNeeded():
            return tr("Nobody is signed in here who belongs to it; sign in under “Team and account”.")
        case Denied():
            return tr("The team's rules do not allow it; ask the project's owner.")
        case TooLarge():
            return tr("Something in it is larger than the team's store can take.")
        case _:
            return tr("The team cannot be reached; look after the network and try again.")
