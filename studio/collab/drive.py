"""What kind of place a folder lies in: a local disk, a network drive, a folder that another program syncs."""

from __future__ import annotations

import sys
from pathlib import Path

_NETWORK_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "9p", "davfs", "lustre", "gpfs"}
    | {f"fuse.{name}" for name in ("sshfs", "rclone", "davfs2", "glusterfs", "s3fs", "gvfsd-fuse", "smbnetfs")}
)
_MOUNTS = Path("/proc/mounts")
_SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "icloud drive": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "box sync": "Box",
    "nextcloud": "Nextcloud",
    "pcloud drive": "pCloud",
    "syncthing": "Syncthing",
}


def network_type(folder: Path, *, mounts: str | None = None) -> str | None:
    """The type of the network file system a folder lies on (``nfs4``); None on a local disk.

    ``mounts`` stands in for /proc/mounts. A system that runs from a network file system itself counts as local:
    the machine has no other disk to offer.
    """
    if sys.platform == "win32" or str(folder).startswith("\\\\"):
        return _windows_network_type(folder)
    if mounts is None:
        try:
            mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return None
    found = ("/", "")
    where = folder.resolve()
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # Blanks in a mount point are written as octal escapes.
        point = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        # A later mount over the same point hides the earlier one.
        if where.is_relative_to(point) and len(point) >= len(found[0]):
            found = (point, fields[2])
    point, kind = found
    return kind if kind in _NETWORK_TYPES and point != "/" else None


def syncing_program(folder: Path) -> str | None:
    """The program that syncs a folder, told by the names on its path; None for an ordinary folder."""
    for part in folder.absolute().parts:
        name = part.lower()
        for marker, program in _SYNCED.items():
            if name == marker or name.startswith((f"{marker} -", f"{marker}-", f"{marker} (")):
                return program
    return None


def _windows_network_type(folder: Path) -> str | None:
    if str(folder).startswith("\\\\"):
        return "smb"
    if sys.platform == "win32":
        import ctypes

        drive_remote = 4
        if ctypes.windll.kernel32.GetDriveTypeW(f"{folder.resolve().drive}\\") == drive_remote:
            return "smb"
    return None
