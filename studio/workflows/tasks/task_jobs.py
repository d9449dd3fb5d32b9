"""Which job does the work of which agent, and what the offline agents answer."""

from __future__ import annotations

from collections.abc import Mapping

from studio.agents.offline.offline_provider import OfflineAnswer
from studio.model.task_inputs import AgentType
from studio.workflows.tasks.task_runner import Job

JOBS: Mapping[AgentType, Job] = {}

OFFLINE_ANSWERS: Mapping[type, OfflineAnswer] = {}
"""By the type of a request's facts, the rule that answers it without a model."""
