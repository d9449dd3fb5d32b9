"""What an agent is asked to do, as it is stored with its task: one typed form an agent."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from studio.model.frozen import Frozen

AgentType = Literal["writer", "artist", "character", "director", "stage", "supervisor"]


class WriterInput(Frozen):
    """Words for the Writer: a topic or treatment to draft, a wish for the scene at hand, a question about a proposal.

    ``conversation_id`` goes on with what was said before; ``proposal_id`` is what a question asks about.
    """

    kind: Literal["writer"] = "writer"
    job: Literal["draft", "revise", "ask"] = "draft"
    text: str = ""
    conversation_id: str | None = None
    proposal_id: str | None = None
    part: int | None = None


class ArtistInput(Frozen):
    """A picture of the board, with what the person adds to it; at most ``attempts`` drawings."""

    kind: Literal["artist"] = "artist"
    note: str = ""
    attempts: int = Field(default=3, ge=1, le=3)


class CharacterInput(Frozen):
    """Reference pictures of a character: front, side, expressions, each drawn at most ``attempts`` times."""

    kind: Literal["character"] = "character"
    character_id: str = ""
    note: str = ""
    attempts: int = Field(default=2, ge=1, le=3)


class DirectorInput(Frozen):
    """A video of the board, with what the person adds to it."""

    kind: Literal["director"] = "director"
    note: str = ""
    resolution: Literal["720p", "1080p"] = "720p"
    has_sound: bool = True


class StageInput(Frozen):
    """A set for the scene: in one line, or from its own words where the line is empty."""

    kind: Literal["stage"] = "stage"
    prompt: str = ""
    seed: int = 0


class SupervisorInput(Frozen):
    """A request in a person's own words."""

    kind: Literal["supervisor"] = "supervisor"
    text: str = ""


TaskInput = Annotated[
    WriterInput | ArtistInput | CharacterInput | DirectorInput | StageInput | SupervisorInput,
    Field(discriminator="kind"),
]
