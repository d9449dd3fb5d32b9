"""Where this person's settings, replicas and caches lie."""

from __future__ import annotations

import os
from pathlib import Path


def home_folder() -> Path:
    """DREAMFACTORY_HOME when set, else the platform's folder for application data."""
    chosen = os.environ.get("DREAMFACTORY_HOME")
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path

    return user_data_path("DreamFactory", appauthor=False)
