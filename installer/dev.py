"""The one command of a checkout: run, test, setup, bench, screens, campaign, build, smoke, lock."""

# A Python that is too old (3.6 and later) must still read this file, so that it can say so.
import os
import shutil
import subprocess
import sys

OLDEST = 11
NEWEST = 13


def suits(major: int, minor: int) -> bool:
    """True for a Python that the program runs on."""
    return major == 3 and OLDEST <= minor <= NEWEST


def another_python() -> str:
    """Path of a Python that suits and starts; empty when there is none."""
    for minor in range(NEWEST, OLDEST - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return found
    return ""


def main() -> int:
    """Hand over to installer.commands on a Python that suits; returns the exit code of the command."""
    major, minor = sys.version_info[:2]
    if not suits(major, minor):
        better = another_python()
        if better:
            return subprocess.call([better, os.path.abspath(__file__), *sys.argv[1:]])
        sys.stderr.write(
            f"UCJ Desktop needs Python 3.{OLDEST} to 3.{NEWEST}; this is Python {major}.{minor}, no other was found.\n"
            "Install Python 3.12 and start this file with it (on Windows: py -3.12 installer\\dev.py ...).\n"
        )
        return 2
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    from installer.commands import main as command

    return command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
