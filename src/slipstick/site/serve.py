"""A site served to this machine alone."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from ..errors import SlipstickError
from .page import POLICY

HOST = "127.0.0.1"


class Handler(SimpleHTTPRequestHandler):
    """Files of the site, with the policy of its pages, and nothing said on the way."""

    def end_headers(self) -> None:
        """The headers that every answer has."""
        self.send_header("Content-Security-Policy", f"{POLICY}; frame-ancestors 'none'")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def server(folder: str, port: int) -> ThreadingHTTPServer:
    """A server of a folder on the loopback interface; port 0 is any that is free.

    Raises SlipstickError where the port is taken or not allowed.
    """
    try:
        return ThreadingHTTPServer((HOST, port), partial(Handler, directory=folder))
    except OSError as error:
        raise SlipstickError(
            f"port {port} cannot be served: {error.strerror}; try --port 0 for one that is free"
        ) from None


def address(serving: ThreadingHTTPServer) -> str:
    """Where a browser finds it."""
    return f"http://{HOST}:{serving.server_address[1]}/"
