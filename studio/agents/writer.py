"""The Writer: drafts a film from words, revises a scene as a person wishes, and says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Literal

from studio.agents.answered import Answered, Asking, answered
from studio.agents.model_provider import Content, TextRequest
from studio.agents.prompt_template import delimited, delimited_all, prompt_template
from studio.agents.sentences import sentences_of
from studio.agents.writer_answers import AskAnswer, DraftAnswer, ReviseAnswer, check_draft, check_revision
from studio.agents.writer_facts import AskFacts, DraftFacts, ReviseFacts, Source, WriterFacts
from studio.model.documents import ProductionBible
from studio.script.fountain import parse_fountain
from studio.script.language import Language
from studio.script.splice import Splice

WRITER = "writer"
_LANGUAGES: dict[Language, str] = {"en": "English", "ko": "Korean"}


def source_of(text: str) -> Source:
    """What a text to draft from is: a screenplay where it has headings, a treatment from the third sentence on."""
    if parse_fountain(text).scenes:
        return "script"
    return "treatment" if len(sentences_of(text, 0, len(text), at_newlines=True)) > 2 else "topic"


async def draft(
    model: Asking,
    facts: DraftFacts,
    *,
    history: tuple[Content, ...] = (),
    on_thought: Callable[[str], None] | None = None,
) -> Answered[DraftAnswer]:
    """Logline, bible, and scenes with their shots and reasons.

    Raises:
        AnswerInvalid, ProviderFailure: as ``answered`` says.
    """
    given = {"bible": bible_text(facts.bible), "scenes_before": "\n".join(facts.before)}
    request = _request(
        "writer_draft",
        facts,
        history,
        source=facts.source,
        part=_part(facts),
        given=delimited_all(given),
        text=delimited(facts.source, facts.text),
    )
    is_ones_own = facts.source in ("script", "scenes")
    check = partial(check_draft, scenes=facts.scenes, is_ones_own=is_ones_own)
    return await answered(model, request, DraftAnswer, check=check, on_thought=on_thought)


def _part(facts: DraftFacts) -> str:
    if facts.count == 1:
        return ""
    return (
        f"It is long, so it comes in {facts.count} parts; this is part {facts.place}. Work on this part alone, as the"
        " middle of one film: what the parts before gave stands below. Of logline and bible give only what this part"
        " adds."
    )


async def revise(
    model: Asking,
    facts: ReviseFacts,
    *,
    history: tuple[Content, ...] = (),
    on_thought: Callable[[str], None] | None = None,
) -> Answered[ReviseAnswer]:
    """The scene's text anew, with the reason for each change.

    Raises:
        AnswerInvalid, ProviderFailure: as ``answered`` says.
    """
    given = {"bible": bible_text(facts.bible), "headings": "\n".join(facts.around)}
    request = _request(
        "writer_revise",
        facts,
        history,
        given=delimited_all(given),
        scene=delimited("scene", facts.script),
        wish=delimited("wish", facts.wish),
    )
    return await answered(model, request, ReviseAnswer, check=check_revision, on_thought=on_thought)


async def ask(
    model: Asking,
    facts: AskFacts,
    *,
    history: tuple[Content, ...] = (),
    on_thought: Callable[[str], None] | None = None,
) -> Answered[AskAnswer]:
    """The answer to a question about what was proposed, out of the conversation in which it was.

    Raises:
        AnswerInvalid, ProviderFailure: as ``answered`` says.
    """
    about = {
        "proposal": facts.title,
        "reason_given": facts.rationale,
        "part": facts.part,
        "reason_for_the_part": facts.part_rationale,
        "change": facts.change,
    }
    request = _request(
        "writer_ask", facts, history, about=delimited_all(about), question=delimited("question", facts.question)
    )
    return await answered(model, request, AskAnswer, on_thought=on_thought)


def bible_text(bible: ProductionBible) -> str:
    """What is known of the production, a line a fact."""
    people = (f"{who.name}: {who.description}" for who in bible.characters.values())
    told = {
        "Logline": bible.logline,
        "Genre": bible.genre,
        "Tone": bible.tone,
        "Visual style": bible.visual_style,
    }
    return "\n".join((*(f"{name}: {value}" for name, value in told.items() if value), *people))


def why_for(answer: ReviseAnswer, before: str, hunk: Splice) -> str:
    """The reason of the change that a hunk of the scene is: that whose words stand in its lines, before or after it;
    the whole revision's where none does."""
    start, end = before.rfind("\n", 0, hunk.at) + 1, before.find("\n", hunk.end)
    head, tail = before[start : hunk.at], before[hunk.end : end if end >= 0 else len(before)]
    texts = (hunk.inserted, hunk.removed, head + hunk.inserted + tail, head + hunk.removed + tail)
    found = list(_reasons(answer, [_flat(text) for text in texts if text.strip()]))
    return "\n".join(dict.fromkeys(found)) or answer.rationale or "\n".join(change.why for change in answer.changes)


def _reasons(answer: ReviseAnswer, texts: Sequence[str]) -> Iterator[str]:
    for change in answer.changes:
        words = _flat(change.words)
        if words and any(words in text or text in words for text in texts):
            yield change.why


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()


def _request(
    name: Literal["writer_draft", "writer_revise", "writer_ask"],
    facts: WriterFacts,
    history: tuple[Content, ...],
    **gaps: str,
) -> TextRequest:
    template = prompt_template(name)
    return TextRequest(
        prompt=template.filled(language=_LANGUAGES[facts.language], **gaps),
        facts=facts,
        template=template.id,
        system=prompt_template("writer_system").text,
        history=history,
        thinking="high",
    )
