"""The sample catalogues, loaded like any other: `otrar demo`."""

from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path

from kg import terminal
from kg.load import Loader
from kg.settings import Settings, read_settings
from kg.workspace import workspace


def with_samples(settings: Settings) -> Settings:
    """The settings with the sample libraries beside those that are described already."""
    with as_file(files("kg.samples")) as folder:
        samples = read_settings(Path(folder) / "otrar.toml", {}).sources
    return replace(settings, sources={**samples, **settings.sources})


def load_samples(settings: Settings) -> None:
    """Load the samples that are new or changed and publish; what is loaded already stays."""
    with workspace(with_samples(settings)) as space, as_file(files("kg.samples")) as folder:
        for name in ("almaty", "tashkent"):
            source = space.settings.source(name)
            loader = Loader(space.job, space.ledger, space.store, name)
            loader.resume()
            for file in source.files:
                loader.load_file(Path(folder) / file, source.profile)
            terminal.say_loaded(name, loader.sums)
        terminal.say_published(space.publish_news())
