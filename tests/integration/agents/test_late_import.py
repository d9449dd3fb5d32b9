"""Google's SDK takes half a second to import: nobody who does not ask a model pays for it, the window never does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_OFFLINE = """
import asyncio, sys
from pathlib import Path
from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.workflows.tasks.agents_desk import provider_for
{body}
print([name for name in sys.modules if name == "google.genai" or name.startswith("google.genai.")])
"""


def loaded(body: str, home: Path) -> str:
    """What a fresh interpreter has loaded of the SDK after ``body``."""
    environment = {name: value for name, value in os.environ.items() if "API_KEY" not in name}
    environment["DREAMFACTORY_HOME"] = str(home)
    told = subprocess.run(
        [sys.executable, "-c", _OFFLINE.format(body=body)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return told.stdout.strip().splitlines()[-1]


def test_that_the_sdk_is_not_loaded_before_a_model_is_asked(tmp_path: Path) -> None:
    body = (
        "import studio.ui.studio_session, studio.ui.main_window, studio.ui.services\n"
        "import studio.workflows.run_agent, studio.workflows.tasks.task_jobs\n"
        "provider_for(GeminiSettings())\nprovider_for(GeminiSettings(api_key='secret'))"
    )
    assert loaded(body, tmp_path) == "[]"


def test_that_this_test_would_see_it(tmp_path: Path) -> None:
    assert "google.genai" in loaded("import google.genai", tmp_path)
