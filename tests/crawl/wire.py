"""A wire to a PostgreSQL that can be cut: a relay on loopback, with TLS where a certificate is given."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import quote

from psycopg.conninfo import conninfo_to_dict

TLS_REQUEST = bytes.fromhex("0000000804d2162f")
CHUNK = 65_536


class Wire:
    """Relays from a port of 127.0.0.1 to the socket of an address of the tests' server."""

    def __init__(self, where: str, context: ssl.SSLContext | None = None) -> None:
        self.target = conninfo_to_dict(where)
        self.context = context
        self.accepting = True
        self.watch: Callable[[bytes], bool] = lambda _: False
        """Asked about all that is sent to the server; True: the answer to it is never delivered, the wire is cut."""
        self._open: list[socket.socket] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def url(self, host: str = "127.0.0.1") -> str:
        """The same database, over the wire."""
        user, name = (quote(str(self.target[part]), safe="") for part in ("user", "dbname"))
        return f"postgresql://{user}@{host}:{self._server.getsockname()[1]}/{name}"

    def cut(self) -> None:
        """Every connection ends, and none is made until ``mend``."""
        self.accepting = False
        self._end()

    def mend(self) -> None:
        self.accepting = True

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._end()
        self._thread.join()

    def _end(self) -> None:
        while self._open:
            with suppress(OSError):
                self._open.pop().shutdown(socket.SHUT_RDWR)

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._server.accept()
                if self.accepting:
                    threading.Thread(target=self._relay, args=(client,), daemon=True).start()
                else:
                    client.close()

    def _relay(self, client: socket.socket) -> None:
        with suppress(OSError), socket.socket(socket.AF_UNIX) as server:
            if self.context is not None:
                assert client.recv(len(TLS_REQUEST)) == TLS_REQUEST
                client.sendall(b"S")
                client = self.context.wrap_socket(client, server_side=True)
            server.connect(f"{self.target['host']}/.s.PGSQL.{self.target.get('port', 5432)}")
            self._open += [client, server]
            back = threading.Thread(target=pump, args=(server, client), daemon=True)
            back.start()
            while words := client.recv(CHUNK):
                if self.watch(words):
                    client.shutdown(socket.SHUT_RDWR)
                    server.sendall(words)
                    break
                server.sendall(words)
            server.shutdown(socket.SHUT_WR)
            back.join()
        client.close()


def pump(source: socket.socket, sink: socket.socket) -> None:
    """Until the source has no more; what the sink no longer takes is drained."""
    with suppress(OSError):
        while words := source.recv(CHUNK):
            with suppress(OSError):
                sink.sendall(words)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)


@contextmanager
def wire(where: str, context: ssl.SSLContext | None = None) -> Iterator[Wire]:
    one = Wire(where, context)
    try:
        yield one
    finally:
        one.close()
