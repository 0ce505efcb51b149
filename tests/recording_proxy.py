"""A proxy that keeps every address the browser asks for, of anyone, and passes it on."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Record:
    """What went through: the first line and headers of each request, and the hosts asked for."""

    address: str
    heads: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)


def _head(connection: socket.socket) -> bytes:
    read = b""
    while b"\r\n\r\n" not in read:
        more = connection.recv(65536)
        if not more:
            break
        read += more
    return read


def _pass_on(source: socket.socket, to: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            to.sendall(data)
    with suppress(OSError):
        to.shutdown(socket.SHUT_WR)


def _serve(client: socket.socket, record: Record) -> None:
    with client, suppress(OSError):
        first = _head(client)
        if not first:
            return
        method, target, _ = first.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
        place = urlsplit(target if method != "CONNECT" else f"//{target}")
        record.hosts.add(place.hostname or "")
        if place.hostname != "127.0.0.1":
            record.heads.append(first.decode("latin-1"))
            client.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
            return
        with socket.create_connection((place.hostname, place.port or 80)) as server:
            if method == "CONNECT":
                client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                first = _head(client)
            else:
                # One request a connection, so that each one's head is seen.
                first = re.sub(rb"(?i)\r\n(proxy-)?connection: [^\r]*", b"", first, count=2)
                first = first.replace(b"\r\n", b"\r\nConnection: close\r\n", 1)
                first = first.replace(f"{place.scheme}://{place.netloc}".encode(), b"", 1)
            record.heads.append(first.split(b"\r\n\r\n", 1)[0].decode("latin-1"))
            server.sendall(first)
            threading.Thread(target=_pass_on, args=(client, server), daemon=True).start()
            _pass_on(server, client)


@contextmanager
def recording_proxy() -> Iterator[Record]:
    """A proxy on this machine, and what it has seen."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        record = Record(f"http://127.0.0.1:{door.getsockname()[1]}")

        def accept() -> None:
            with suppress(OSError):
                while True:
                    client, _ = door.accept()
                    threading.Thread(target=_serve, args=(client, record), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield record
