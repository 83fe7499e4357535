"""The embedded broker: Valkey, with an append-only file, so that a kill loses at most a second of announcements."""

import os
import signal
import socket
from pathlib import Path

from tracker.embedded import binaries
from tracker.embedded.account import give
from tracker.embedded.folder import credentials, write_private
from tracker.embedded.server import HOST, Place

CONNECT_SECONDS = 1.0


class Valkey:
    """Valkey in `folder/valkey`."""

    name = "valkey"
    stop_signal = signal.SIGTERM

    def __init__(self, place: Place) -> None:
        self.place = place
        self.data: Path = place.folder / "valkey"
        self.password = credentials(place.folder)["broker"]

    def prepare(self) -> None:
        """Make the folder; it belongs to the account of the server."""
        self.data.mkdir(mode=0o700, exist_ok=True)
        give(self.data, self.place.account)

    def command(self, port: int) -> list[str]:
        """The settings go through a file: a command line would show the password to everybody on the machine."""
        config = self.data / "valkey.conf"
        write_private(config, self._settings(port))
        give(config, self.place.account)
        return [str(binaries.valkey_server(self.place.account)), str(config)]

    def _settings(self, port: int) -> str:
        lines = {
            "bind": HOST,
            "port": port,
            "requirepass": self.password,
            "dir": f'"{self.data}"',
            "appendonly": "yes",
            "appendfsync": "everysec" if self.place.durable else "no",
            "save": '""',
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        return "".join(f"{key} {value}{os.linesep}" for key, value in lines.items())

    def accepts(self, port: int) -> bool:
        """Whether our broker answers there: it knows the password and has read its file."""
        request = f"AUTH {self.password}\r\nPING\r\n".encode()  # by hand: the client library loads for 0.3 s
        try:
            with socket.create_connection((HOST, port), CONNECT_SECONDS) as connection:
                connection.sendall(request)
                answer = b""
                while answer.count(b"\r\n") < 2 and (part := connection.recv(1024)):
                    answer += part
        except OSError:
            return False
        return answer == b"+OK\r\n+PONG\r\n"

    def settle(self, port: int) -> bool:
        """Nothing to add."""
        return True
