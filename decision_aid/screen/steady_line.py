"""uvicorn's websocket, with what goes over it packed once for all, and clients that send and never read cut off.

uvicorn answers each ping and keeps the answers until they are fetched, keeps pieces of a message that never ends, and
waits for a client that is gone to fetch what is left. No browser of a reader's pings, nor sends so many pieces.
"""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame

from decision_aid.screen.packed_line import PackingFactory

MOST_PIECES = 100


class SteadyLine(WebSocketsSansIOProtocol):
    """For `uvicorn --ws decision_aid.screen.steady_line:SteadyLine`."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        if self.conn.available_extensions:
            self.conn.available_extensions = [PackingFactory()]

    def handle_ping(self) -> None:
        """Answer, unless what was answered before is not fetched."""
        if self.writable.is_set():
            super().handle_ping()
        else:
            self.transport.abort()

    def handle_cont(self, event: Frame) -> None:
        """Take one more piece of a message, unless there are too many."""
        if len(self.frames) < MOST_PIECES:
            super().handle_cont(event)
        else:
            self.transport.abort()

    def keepalive_timeout(self) -> None:
        """Close the line of a client that has not answered for long, whatever it left unread."""
        super().keepalive_timeout()
        self.transport.abort()
