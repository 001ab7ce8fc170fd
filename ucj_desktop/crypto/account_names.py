"""Who can log in, by name only: read without any cryptography, so that the login window is there at once."""

import json
from pathlib import Path

from ucj_desktop.crypto.keyring_refusals import KeyringDamaged, KeyringHeldElsewhere

KEYRING_FILE = "keyring.json"
PREVIOUS_FILE = "keyring.json.sebelum"
LARGEST_FILE = 1024 * 1024  # bytes


def account_names(folder: Path) -> list[str]:
    """Names of the accounts in use, in the order they were made; a name is proven only by logging in.

    Empty where the folder has no keyring and never had one. Raises KeyringDamaged where the file is not one, or is
    gone while the one before it or a backup is there.
    """
    path = folder / KEYRING_FILE
    if not path.exists():
        if (folder / PREVIOUS_FILE).exists() or any(folder.glob(f"*/*/{KEYRING_FILE}")):
            raise KeyringDamaged
        return []
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise KeyringDamaged
        slots = json.loads(path.read_bytes())["slots"]
        return [str(slot["name"]) for slot in slots if slot["kind"] == "account" and not slot["disabled"]]
    except PermissionError as fault:
        raise KeyringHeldElsewhere from fault
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as fault:
        raise KeyringDamaged from fault
