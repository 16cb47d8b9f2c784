"""Our application over a state with nothing in it, as the W3C's tests ask it."""

from collections.abc import Iterator

import pytest
from flask import Flask

from kg.settings import Settings
from kg.workspace import workspace
from webapp import create_app

TOKEN = "w3c"


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    settings = Settings(state=tmp_path_factory.mktemp("w3c") / "state", token=TOKEN, query_workers=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.workspace.vocabulary", lambda graph: ())  # it would be published with each update
        with workspace(settings) as space:
            space.publish()
        app = create_app(settings)
        yield app
        app.extensions["otrar.sparql"].close()
