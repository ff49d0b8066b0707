"""Which ports of this machine are free, looked at before anything starts."""

import socket

LOOPBACK = "127.0.0.1"
GLANCE_SECONDS = 0.2


class PortTaken(Exception):
    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is taken by another program")
        self.port = port


def free_port(port: int) -> int:
    """The same port when nobody listens there, any free one for 0. Raises PortTaken."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((LOOPBACK, port))
        except OSError as taken:
            raise PortTaken(port) from taken
        found: int = listener.getsockname()[1]
    if port and _somebody_answers(port):
        raise PortTaken(port)
    return found


def _somebody_answers(port: int) -> bool:
    """On macOS two programs may bind one port when their addresses differ."""
    try:
        socket.create_connection((LOOPBACK, port), timeout=GLANCE_SECONDS).close()
    except OSError:
        return False
    return True
