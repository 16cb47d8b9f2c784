"""The web server: `otrar serve`. The application itself is webapp, named here, not imported."""

import os
import socket
import sys
import tempfile
from ipaddress import ip_address

from conversions.errors import OtrarError
from kg import terminal
from kg.publish import current
from kg.settings import Settings

THREADS = 64  # of each process; they mostly wait: for a worker's answer, for a client to take it
MEASURES = "PROMETHEUS_MULTIPROC_DIR"  # by this name prometheus-client looks for the folder in which processes count together
_TRIED = 50


def serve(settings: Settings, host: str, port: int) -> None:
    """Become the server, until Ctrl-C. Raises GraphError where nothing is published, OtrarError where no port is free."""
    current(settings.state)
    free = _free_port(host, port)
    if free != port:
        terminal.say(f"port {port} is taken, using {free}")
    terminal.say(f"http://{_as_people_say(host)}:{free}/  (Ctrl-C ends it)")
    number = settings.processes or min(os.cpu_count() or 1, settings.query_workers)
    os.environ |= {"OTRAR_STATE": str(settings.state.absolute()), "OTRAR_PROCESSES": str(number)}
    os.environ[MEASURES] = tempfile.mkdtemp(prefix="otrar-measures-")
    address = f"[{host}]:{free}" if ":" in host else f"{host}:{free}"
    options = ["--config", "python:kg.serve_settings", "--bind", address, "--workers", str(number)]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *options, "webapp:create_app()"])  # noqa: S606 - our own server


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
