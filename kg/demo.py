"""The sample catalogues, loaded like any other, and sample repositories, served here and harvested: `otrar demo`."""

from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path

from kg import quality, terminal
from kg.harvest import Harvester
from kg.load import Loader
from kg.publish import Publication
from kg.repository_client import Repository
from kg.samples.provider import serving
from kg.settings import Settings, Source, read_settings
from kg.workspace import Workspace, workspace

LIBRARIES = ("almaty", "tashkent", "omsk", "bishkek")
REPOSITORIES = ("theses", "lessons")

_HELD_AGAINST_SHAPES = 5  # records of each source, so that the demo starts soon; `otrar quality` takes more


def with_samples(settings: Settings) -> Settings:
    """The settings with the sample libraries beside those that are described already."""
    with as_file(files("kg.samples")) as folder:
        samples = read_settings(Path(folder) / "otrar.toml", {}).sources
    return replace(settings, sources={**samples, **settings.sources})


def load_samples(settings: Settings) -> None:
    """Load the samples that are new or changed and publish; what is loaded already stays."""
    with workspace(with_samples(settings)) as space, as_file(files("kg.samples")) as folder, serving() as address:
        for name in LIBRARIES:
            source = space.settings.source(name)
            loader = Loader(space.job, space.ledger, space.store, name)
            loader.resume()
            for file in source.files:
                loader.load_file(Path(folder) / file, source.profile)
            terminal.say_loaded(name, loader)
        for name in REPOSITORIES:
            _harvest(replace(space.settings.source(name), oai=address + name), space)
        publication = space.publish_news()
        terminal.say_published(publication)
        _examine(space, publication)


def _harvest(source: Source, space: Workspace) -> None:
    """Harvest a repository that is served here, as one harvests any other, and load what came."""
    with Repository(source.oai) as repository:
        Harvester(source, space.ledger, repository).harvest()
    loader = Loader(space.job, space.ledger, space.store, source.name)
    loader.resume()
    loader.renew(source.profile)
    terminal.say_loaded(source.name, loader)


def _examine(space: Workspace, publication: Publication) -> None:
    """Look for what the sample libraries may put right, if that was not done for what is published."""
    state = space.settings.state
    for name in publication.about["records"]:
        report = quality.read_report(state, name)
        if report is None or report.publication != publication.number:
            quality.examine(state, publication, space.ledger, space.settings.base, name, _HELD_AGAINST_SHAPES)
