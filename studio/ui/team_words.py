"""What the window says of a team: roles, when something ends, why something was not done."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Final

from studio.collab.document_store import Conflicted, Denied, SignInNeeded, StoreFailure, Unavailable
from studio.collab.invitations import Invitation, Role
from studio.collab.media_state import MediaState
from studio.collab.team_directory import SENTENCES
from studio.collab.team_settings import TeamSettings
from studio.errors import StudioError
from studio.ui.told_sentence import told_words
from studio.ui.translation import tr

ROLE_WORDS: Final[dict[Role, str]] = {"owner": "Owner", "editor": "Editor", "viewer": "Viewer"}


def role_words(role: Role) -> str:
    """What a role is called."""
    return tr(ROLE_WORDS[role])


def end_words(expire_at: str, now: datetime) -> str:
    """The day until which an invitation is good, or that it is not any more."""
    end = datetime.fromisoformat(expire_at)
    if end <= now.astimezone(UTC):
        return tr("has run out")
    day = end.astimezone()
    return tr("{month}/{day}/{year}", month=day.month, day=day.day, year=day.year)


def failure_words(failure: StoreFailure | StudioError) -> str:
    """Why something of the team's was not done, and what to do."""
    match failure:
        case _ if str(failure) in SENTENCES:
            return tr(str(failure))
        case SignInNeeded():
            return tr("Your sign-in is no longer valid; sign in again.")
        case Denied():
            return tr("Your role in this project does not allow that, or it has changed; ask an owner of it.")
        case Conflicted():
            return tr("Somebody changed it at the same time, and nothing was done. Look again, then decide.")
        case Unavailable() if failure.may_be_done:
            return tr("The network went while it was being done; look again whether it was.")
        case Unavailable():
            return tr("The team cannot be reached. Look after the network, then try again.")
        case _:
            return told_words(str(failure))


def shared_words(media: MediaState) -> tuple[str, str, str]:
    """What is said where the team has all that was written here: in words, in which colour, and why."""
    failure = f" {told_words(media.failure)}" if media.failure else ""
    if media.up:
        words = tr("Sent · {count} media to go", count=media.up)
        return words, "accent", tr("The team has all but some media.") + failure
    if media.down:
        why = tr("The team has everything. Pictures and videos are still on their way to this machine.")
        return tr("Shared · {count} media to come", count=media.down), "accent", why + failure
    if failure:
        return tr("Shared · not all media"), "warning", failure.strip()
    return tr("Shared"), "saved", tr("The team has everything.")


def invitation_words(invitation: Invitation, team: TeamSettings) -> str:
    """An invitation to be sent by hand: what to do, and the team's configuration, of which nothing is a secret."""
    config = {"apiKey": team.api_key, "projectId": team.project_id, "storageBucket": team.storage_bucket}
    end = datetime.fromisoformat(invitation.expire_at).astimezone()
    words = tr(
        "You are invited to “{title}” in DreamFactory Studio. Choose File ▸ Team and account, paste the line below as "
        "your team and sign in as {email}; then choose File ▸ Team's projects and join, by {month}/{day}/{year}.",
        title=invitation.title or tr("Untitled"),
        email=invitation.email,
        month=end.month,
        day=end.day,
        year=end.year,
    )
    return f"{words}\n\n{json.dumps({name: value for name, value in config.items() if value})}"
