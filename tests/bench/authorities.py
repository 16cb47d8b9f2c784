"""Authority files loaded, looked up and reconciled against: `PYTHONPATH=. .venv/bin/python tests/bench/authorities.py [NAMES]`.

First the corpus's files, then NAMES people made of real names with other dates (default 100,000), then catalogues of growing
size against the corpus's files, and against all. Seconds of processor time, peak memory of the process in megabytes.
"""

import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from conversions import sources
from conversions.sources import Profile
from kg.authorities import AuthorityFile, load
from kg.entity import PERSON, Entity
from kg.entity_index import EntityIndex
from kg.graph_entities import graph_entities
from kg.load import Loader
from kg.reconcile import Reconciled, Verdict, reconcile
from kg.settings import Settings
from kg.workspace import workspace
from ontology.names import MADS, RDF

CORPUS = Path(os.environ.get("OTRAR_CORPUS", Path(__file__).parents[3] / "shared/data"))
FILES = {
    "unesco": ["vocab/kos-kit_lib/unesco-thesaurus.nt.gz"],
    "gnd": ["authority/hbz_lobid-gnd/[134]*.ttl"],
    "lc": ["authority/folio-org_stripes-testing/*.mrc", "authority/ppuffinburger_marc4k/*.mrc"],
    "evergreen": ["authority/evergreen-library-system_Evergreen/auth*"],
}


def memory() -> int:
    """The most that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def made_up(settings: Settings, number: int, folder: Path) -> Path:
    """So many authorities in MADS N-Triples: family and given names of the corpus's catalogues put together at random."""
    names: list[tuple[str, str]] = []
    profile, stream = sources.open_source(CORPUS / "marc21/bench.mrc", Profile())
    for received in islice(stream, 8000):
        for field in sources.parse(received.raw, profile).record.all("100", "700"):
            family, comma, given = field["a"].strip(" ,.").partition(", ")
            if comma and field.ind1 == "1":
                names.append((family, given))
    chance, path = random.Random(1), folder / "names.nt"
    with path.open("w") as out:
        for n in range(number):
            family, given, born = chance.choice(names)[0], chance.choice(names)[1], 1700 + chance.randrange(300)
            heading = f"{family}, {given}, {born}-".replace("\\", "").replace('"', "")
            iri = f"http://id.loc.gov/authorities/names/n{n}"
            out.write(f'<{iri}> <{RDF.type}> <{MADS.PersonalName}> .\n<{iri}> <{MADS.authoritativeLabel}> "{heading}" .\n')
            out.write(f'<{iri}> <{MADS.hasVariant}> _:v{n} .\n_:v{n} <{MADS.variantLabel}> "{given} {family}" .\n')
    return path


def look_ups(index: EntityIndex) -> Iterator[float]:
    """Milliseconds of a look-up for people of the file, each by a name without dates."""
    for n in range(0, len(index), max(1, len(index) // 500)):
        ours = index.get(f"http://id.loc.gov/authorities/names/n{n}")
        if ours:
            ours.iri, ours.births, ours.variants = "", [], []
            start = time.process_time()
            index.candidates(ours, (PERSON,))
            yield 1000 * (time.process_time() - start)


def catalogue(settings: Settings, number: int, folder: Path) -> None:
    """Load and publish the first records of the bench file."""
    _, stream = sources.open_source(CORPUS / "marc21/bench.mrc", Profile())
    part = folder / f"{number}.mrc"
    part.write_bytes(b"".join(received.raw for received in islice(stream, number)))
    with workspace(settings) as space:
        Loader(space.job, space.ledger, space.store, "bench").load_file(part, Profile())
        space.publish()


def main(names: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = Settings(state=folder / "state")
        files: list[AuthorityFile] = []
        for scheme, patterns in FILES.items():
            paths = [path for pattern in patterns for path in sorted(CORPUS.glob(pattern))]
            start = time.process_time()
            version, refused = load(settings.state, settings.base, scheme, paths, "bench")
            seconds = time.process_time() - start
            files.append(AuthorityFile(version))
            print(
                f"load {scheme}: {len(files[-1].index):,} authorities, {len(refused)} refused, {seconds:.1f} s, {memory():,} MB"
            )
        path = made_up(settings, names, folder)
        start = time.process_time()
        version, _ = load(settings.state, settings.base, "names", [path], "bench")
        print(f"load names: {version.about['entities']:,} authorities, {time.process_time() - start:.1f} s, {memory()} MB")
        files.append(AuthorityFile(version))
        times = sorted(look_ups(files[-1].index))
        print(f"look-up in them: median {times[len(times) // 2]:.2f} ms, 95th percentile {times[int(len(times) * 0.95)]:.2f} ms")
        for number in (2000, 4000, 8000, 16000):
            catalogue(settings, number, folder)
            graph = (settings.state / "published/current/graph").resolve()
            things = list(graph_entities(type(files[0].store).read_only(str(graph)), settings.base))
            for against in (files[:-1], files):
                measure(number, things, against)


def measure(number: int, things: list[Entity], files: list[AuthorityFile]) -> None:
    """Reconcile the things of so many records."""
    sums, start = Reconciled(), time.process_time()
    found = sum(1 for _ in reconcile(things, files, sums))
    seconds = time.process_time() - start
    print(
        f"{number} records, {len(files)} files: {len(things):,} things, {found:,} found, "
        f"{sum(n for (_, verdict), n in sums.verdicts.items() if verdict is Verdict.LINKED):,} things linked, "
        f"{seconds:.1f} s, {1000 * seconds / len(things):.2f} ms a thing, {memory()} MB",
        flush=True,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
