from __future__ import annotations

from pathlib import Path

import pytest

from studio.collab.drive import network_type, syncing_program

MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/films /mnt/films nfs4 rw 0 0
//nas/team /mnt/My\\040Team cifs rw 0 0
/dev/vdb /mnt/films/local ext4 rw 0 0
you@host: /home/you/remote fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/you/films", None),
        ("/mnt/films/night.dream", "nfs4"),
        ("/mnt/filmsets", None),
        ("/mnt/My Team/night.dream", "cifs"),
        ("/mnt/films/local/night.dream", None),
        ("/home/you/remote/night.dream", "fuse.sshfs"),
    ],
)
def test_that_network_drives_are_told_from_local_ones(folder: str, kind: str | None) -> None:
    assert network_type(Path(folder), mounts=MOUNTS) == kind


def test_that_a_system_that_runs_from_the_network_counts_as_local() -> None:
    assert network_type(Path("/home/you"), mounts="root / 9p rw 0 0\n") is None


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("/home/you/Dropbox/night.dream", "Dropbox"),
        ("/Users/you/Library/Mobile Documents/com~apple~CloudDocs/night.dream", "iCloud Drive"),
        ("/Users/you/OneDrive - Studio/night.dream", "OneDrive"),
        ("/Users/you/Library/CloudStorage/GoogleDrive-you@studio.com/My Drive/n.dream", "Google Drive"),
        ("/home/you/dropboxes/night.dream", None),
        ("/home/you/films/night.dream", None),
    ],
)
def test_that_folders_that_sync_are_known_by_name(folder: str, program: str | None) -> None:
    assert syncing_program(Path(folder)) == program
