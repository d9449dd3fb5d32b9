"""One of several processes that edit one project; run by bench.embedded.

Tells on its output, as JSON, when each of its commits began and when each commit of others was heard (monotonic clock).
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from pathlib import Path

from studio.collab.document_store import Heard, Lost, Put
from studio.collab.sqlite_store import SqliteStore
from studio.model.ids import DocPath


def main() -> None:
    """``FOLDER RUNTIME NAME OTHERS EDITS EDITS_PER_S``; begins when a line comes in, ends when all is heard."""
    folder, runtime, name = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    others, edits, edits_per_s = int(sys.argv[4]), int(sys.argv[5]), float(sys.argv[6])
    began: dict[str, float] = {}
    heard: dict[str, float] = {}
    all_heard = threading.Event()

    def hear(news: Heard | Lost) -> None:
        now = time.monotonic()
        if isinstance(news, Heard):
            for change in news.changes:
                heard.setdefault(change.path, now)
            if sum(path.startswith("journal/") for path in heard) >= (others + 1) * edits:
                all_heard.set()

    store = SqliteStore(folder, runtime=runtime)
    store.listen(["scenes", "journal"], hear, resume=store.load().resume)
    cpu = time.process_time()
    print("ready", flush=True)
    sys.stdin.readline()
    idle_cpu = time.process_time() - cpu
    dice = random.Random(name)
    start = time.monotonic() + dice.random() / edits_per_s
    for turn in range(edits):
        time.sleep(max(0.0, start + turn / edits_per_s - time.monotonic()))
        op = f"{name}n{turn}"
        began[f"journal/{op}"] = time.monotonic()
        store.commit(
            [
                Put(DocPath(f"journal/{op}"), {"opId": op, "step": op, "after": "a word"}),
                Put(DocPath(f"scenes/{name}"), {"script": "a word " * 50, "rev": turn}),
            ]
        )
    all_heard.wait(20)
    store.close()
    print(json.dumps({"began": began, "heard": heard, "idle_cpu": idle_cpu}))


if __name__ == "__main__":
    main()
