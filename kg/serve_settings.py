"""What gunicorn is told beside the address: `--config python:kg.serve_settings`.

Threads, since gunicorn then breaks an answer off visibly when its query is ended, and lets us see that a client has left. The
application is loaded once and forked: its modules are in memory once, and so are the limits of clients (webapp/limits.py).
"""

import os
import shutil

from kg.serve import MEASURES, THREADS

worker_class = "gthread"
threads = THREADS
preload_app = True
loglevel = "warning"
limit_request_line = 8190  # the longest that gunicorn allows: a query may stand in the address


def on_exit(server: object) -> None:
    """The numbers of this server go with it."""
    shutil.rmtree(os.environ[MEASURES], ignore_errors=True)
