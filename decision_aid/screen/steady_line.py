"""uvicorn's websocket, for clients that send and never read: they are cut off instead of kept in memory.

uvicorn answers each ping and keeps the answers until they are fetched, keeps pieces of a message that never ends, and
waits for a client that is gone to fetch what is left. No browser of a reader's pings, nor sends so many pieces.
"""

from __future__ import annotations

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame

MOST_PIECES = 100


class SteadyLine(WebSocketsSansIOProtocol):
    """For `uvicorn --ws decision_aid.screen.steady_line:SteadyLine`."""

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
