"""Argon2id: from a password to a key, at a cost that is measured once for the office's computer."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

KEY_BYTES = 32
SALT_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class KdfCost:
    """What one try at a password costs; ``memory_kib`` in KiB."""

    memory_kib: int
    iterations: int
    lanes: int

    def is_at_least(self, other: "KdfCost") -> bool:
        """Whether no figure is below the other's; lanes share the work, so they must agree."""
        return self.memory_kib >= other.memory_kib and self.iterations >= other.iterations and self.lanes == other.lanes


MINIMUM_COST = KdfCost(memory_kib=64 * 1024, iterations=3, lanes=1)  # RFC 9106, 4: the second recommended option
TRAINING_COST = KdfCost(memory_kib=64, iterations=1, lanes=1)  # training offices and tests only: nothing to protect
# What a keyring may ask of us at most, so that an edited file cannot fill the memory or hang the login.
MAXIMUM_COST = KdfCost(memory_kib=1024 * 1024, iterations=64, lanes=1)


def derive_key(secret: bytes, salt: bytes, cost: KdfCost) -> bytes:
    """A 32-byte key; takes ``cost``'s time and memory, so never call it on the window's thread."""
    return Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.iterations, lanes=cost.lanes, memory_cost=cost.memory_kib
    ).derive(secret)


def calibrated_cost(seconds: float = 0.5, clock: Callable[[], float] = time.perf_counter) -> KdfCost:
    """The minimum, with more iterations where this computer does them within ``seconds``; at most three times as many.

    Half a second leaves room for a busy moment below the one second a login may take.
    """
    start = clock()
    derive_key(b"calibration", bytes(SALT_BYTES), MINIMUM_COST)
    took = max(clock() - start, 1e-6)
    affordable = int(MINIMUM_COST.iterations * seconds / took)
    iterations = min(max(affordable, MINIMUM_COST.iterations), 3 * MINIMUM_COST.iterations)
    return KdfCost(memory_kib=MINIMUM_COST.memory_kib, iterations=iterations, lanes=MINIMUM_COST.lanes)
