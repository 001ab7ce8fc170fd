"""Twenty pulls of real FAT32 and exFAT images, as root where Debian's packages for them are installed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.handoff.pulled_images import MOUNT, missing

PULLS = int(os.environ.get("UCJ_STICK_PULLS", "10"))  # of each kind; a release does 500


@pytest.mark.parametrize("kind", sorted(MOUNT))
def test_no_pull_of_a_real_file_system_leaves_a_bad_file(tmp_path: Path, kind: str) -> None:
    if why := missing(kind):
        pytest.skip(f"{kind}: {why}")
    command = [sys.executable, "-m", "tests.handoff.pulled_images", str(tmp_path), kind, str(PULLS), "7"]
    alone = ["unshare", "--mount", "--propagation", "private"]  # what is mounted in there ends with it
    done = subprocess.run([*alone, *command], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    if "not_here" in told:
        pytest.skip(f"{kind}: {told['not_here']}")
    assert told["bad"] == 0
    assert told["untyped"] == []
    assert told["lost_older"] == 0
    assert told["repeated"] == PULLS
    assert told["pulls"] >= PULLS // 2
    assert told["while_writing"] >= PULLS // 3
