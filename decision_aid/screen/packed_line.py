"""What goes over the websocket, packed once for all readers instead of anew for each of them.

A page's texts are the same for most readers, and packing them was a quarter of what a page turn costs. Each message is
packed by itself (RFC 7692: server_no_context_takeover), so that it can be kept, and nothing is held for a line between
messages. What only one reader is sent holds perhaps that reader's own words, and is never kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory
from websockets.frames import BINARY, Frame
from websockets.typing import ExtensionParameter

# Shorter ones get hardly smaller, and each costs.
SHORT = 500
# A reader who loads the page anew has another line, and is sent the same; ten times is many.
LINES_OF_MANY = 10
WIDEST = 15
MOST_KEPT_BYTES, MOST_COUNTED = 8 * 1024**2, 10_000

_numbers = count()


class PackedForMany:
    """Messages in their packed form, once so many lines were sent the same."""

    def __init__(self) -> None:
        self._kept: dict[bytes, Frame] = {}
        self._size = 0
        self._lines: dict[int, tuple[int, int]] = {}

    def get(self, message: bytes) -> Frame | None:
        """The packed form of a message; None where it is not kept."""
        return self._kept.get(message)

    def keep(self, message: bytes, packed: Frame, line: int) -> None:
        """Count that a line was sent a message, and keep its packed form once it is one for many."""
        last, lines = self._lines.get(hash(message), (-1, 0))
        if last == line:
            return
        if len(self._lines) >= MOST_COUNTED:
            self._lines.clear()
        self._lines[hash(message)] = line, lines + 1
        if lines + 1 >= LINES_OF_MANY:
            self._kept[message] = packed
            self._size += len(message)
        while self._size > MOST_KEPT_BYTES:
            oldest = next(iter(self._kept))
            del self._kept[oldest]
            self._size -= len(oldest)


_for_many = PackedForMany()


class _Packing(PerMessageDeflate):
    """One line's packing."""

    def __init__(self, agreed: PerMessageDeflate) -> None:
        super().__init__(
            agreed.remote_no_context_takeover, agreed.local_no_context_takeover,
            agreed.remote_max_window_bits, agreed.local_max_window_bits,
        )
        self._line = next(_numbers)

    def encode(self, frame: Frame) -> Frame:
        """Pack what is sent, unless it is short; in the form that is kept where there is one."""
        is_whole = frame.opcode is BINARY and frame.fin
        if is_whole and len(frame.data) < SHORT:
            return frame
        if not is_whole or self.local_max_window_bits != WIDEST:
            return super().encode(frame)
        message = bytes(frame.data)
        packed = _for_many.get(message)
        if packed is None:
            packed = super().encode(frame)
            _for_many.keep(message, packed, self._line)
        return packed


class PackingFactory(ServerPerMessageDeflateFactory):
    """Agrees with a browser on packing."""

    def __init__(self) -> None:
        super().__init__(server_no_context_takeover=True, client_no_context_takeover=True, client_max_window_bits=12)

    def process_request_params(
        self, params: Sequence[ExtensionParameter], accepted_extensions: Sequence[object]
    ) -> tuple[list[ExtensionParameter], PerMessageDeflate]:
        """What is agreed on, and what packs by it."""
        said, agreed = super().process_request_params(params, accepted_extensions)  # type: ignore[arg-type]
        return said, _Packing(agreed)
