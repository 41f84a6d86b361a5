"""Which ids have been seen, in memory that a million of them do not fill."""

from __future__ import annotations

from array import array
from hashlib import blake2b

_FIRST_SIZE = 1024  # a power of two, as every later size is


class SeenIds:
    """A set of strings to which one can only add. It keeps 64 bits of a hash of each, in 12 to 24 bytes: that two of a million
    different ids are taken for one has a chance of 3 in 100 million."""

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * _FIRST_SIZE))
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, id: str) -> bool:
        """Add `id`; whether it is new."""
        # 0 is the empty slot.
        value = int.from_bytes(blake2b(id.encode(), digest_size=8).digest(), "little") or 1
        at = self._find(value)
        if self._slots[at]:
            return False
        self._slots[at] = value
        self._count += 1
        if 3 * self._count > 2 * len(self._slots):
            self._grow()
        return True

    def _find(self, value: int) -> int:
        """The slot of `value`, or the empty one that it would go into."""
        last = len(self._slots) - 1
        at = value & last
        while self._slots[at] not in (0, value):
            at = (at + 1) & last
        return at

    def _grow(self) -> None:
        values = self._slots
        self._slots = array("Q", bytes(16 * len(values)))
        for value in values:
            if value:
                self._slots[self._find(value)] = value
