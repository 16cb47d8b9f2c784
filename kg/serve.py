"""The web server: `otrar serve`. The application itself is webapp, named here, not imported."""

import os
import socket
from ipaddress import ip_address

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from conversions.errors import OtrarError
from kg import terminal
from kg.publish import current
from kg.settings import Settings

_TRIED = 50


def serve(settings: Settings, host: str, port: int) -> None:
    """Serve until Ctrl-C. Raises GraphError where nothing is published, OtrarError where no port is free."""
    current(settings.state)
    free = _free_port(host, port)
    if free != port:
        terminal.say(f"port {port} is taken, using {free}")
    terminal.say(f"http://{_as_people_say(host)}:{free}/  (Ctrl-C ends it)")
    os.environ["OTRAR_STATE"] = str(settings.state.absolute())
    server = Granian(
        "webapp:create_app",
        address=host,
        port=free,
        interface=Interfaces.WSGI,
        factory=True,
        log_access=False,
        log_level=LogLevels.warning,
    )
    server.serve()


def _free_port(host: str, port: int) -> int:
    for candidate in range(port, min(port + _TRIED, 65536)):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return candidate
    raise OtrarError(f"no port from {port} to {port + _TRIED} is free on {host}: name one with --port")


def _as_people_say(host: str) -> str:
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if address.is_loopback or address.is_unspecified:
        return "localhost"
    return f"[{host}]" if address.version == 6 else host
