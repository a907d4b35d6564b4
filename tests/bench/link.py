"""A simulated line: data comes out late and at a limited rate."""

import time
from collections import deque

PACKET = 1400
"""Bytes that travel together."""
IN_FLIGHT = 64 * 1024
"""Bytes under way after which the sender is held up, as full socket buffers do."""


class Direction:
    """One direction of a line, `delay` in seconds and `rate` in bytes per second (0: no limit)."""

    def __init__(self, delay: float = 0.0, rate: float = 0.0) -> None:
        self._delay = delay
        self._rate = rate
        self._free = 0.0
        self._under_way: deque[tuple[float, bytes]] = deque()
        self._size = 0

    @property
    def full(self) -> bool:
        """Whether the sender must wait."""
        return self._size >= IN_FLIGHT

    @property
    def empty(self) -> bool:
        """Whether nothing is under way."""
        return not self._under_way

    def put(self, data: bytes) -> None:
        """Send data now."""
        step = PACKET if self._rate else max(1, len(data))
        for start in range(0, len(data), step):
            packet = data[start : start + step]
            self._free = max(self._free, time.perf_counter())
            if self._rate:
                self._free += len(packet) / self._rate
            self._under_way.append((self._free + self._delay, packet))
            self._size += len(packet)

    def due(self) -> float | None:
        """When the next packet comes out."""
        return self._under_way[0][0] if self._under_way else None

    def take(self) -> list[tuple[float, bytes]]:
        """What has come out by now, each with the moment it did."""
        out: list[tuple[float, bytes]] = []
        while self._under_way and self._under_way[0][0] <= time.perf_counter():
            out.append(self._under_way.popleft())
            self._size -= len(out[-1][1])
        return out
