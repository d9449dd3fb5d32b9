"""A machine that gives its team what lies in its folder, until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

from studio.collab.cloud_blobs import CloudBlobs, CloudPlace
from studio.collab.media_folder import MediaFolder
from studio.collab.team_media import TeamMedia
from tests.stand_in.firestore_emulator import person


def main(folder: Path, bucket: str, url: str, piece_bytes: int) -> None:
    """Says so and ends once all is there."""
    media = MediaFolder(folder / "media")
    blobs = CloudBlobs(CloudPlace(bucket, "p", url), person("ann"), chunk_bytes=piece_bytes)
    team = TeamMedia(media, blobs, folder / "known.sqlite", call=lambda function: function())
    references = [f"media:{path.name}" for path in (folder / "media").iterdir() if not path.name.startswith(".")]
    team.follow({"scenes/s": {"urls": references}})
    team.upload_now(references)
    team.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]))
