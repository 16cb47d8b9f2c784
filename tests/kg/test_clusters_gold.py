"""How well names and works are brought together, measured on labelled pairs from real catalogues.

tests/gold/names.tsv and records.tsv hold the pairs, positive and hard negative, each with where it was found; the records of
the corpus are named by their file and number. Only facts are taken from them.
"""

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.agent_evidence import Agent, compare_agents
from kg.cluster_ledger import ClusterLedger
from kg.clusters import Clusters, cluster
from kg.features import AgentFeatures, Features, WorkFeatures
from kg.ledger import Ledger
from kg.settings import Settings
from tests.kg.gold import COMMON_KNOWLEDGE, Measured, agent, held_out, measure, record, rows

SAMPLES = Path(__file__).parents[2] / "kg/samples"
CYRILLIC = re.compile("[а-яәғқңөұүһі]", re.I)


def test_the_gold_sets_are_large_and_hard() -> None:
    names, records = list(rows("names.tsv")), list(rows("records.tsv"))
    assert len(names) >= 400
    assert len(records) >= 200
    for pairs in (names, records):
        assert min(Counter(pair["same"] for pair in pairs).values()) >= len(pairs) // 4
        assert all(pair["one_found"] and pair["other_found"] and pair["why"] for pair in pairs)
        assert len({frozenset(pair.items()) for pair in pairs}) == len(pairs)


class Judged(NamedTuple):
    """A pair of names: is it one, was it joined in the catalogue of all names of the set, and by itself."""

    row: dict[str, str]
    same: bool
    in_catalogue: bool
    alone: bool


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    """All pairs of names, as catalogues in which everybody is named; a common title is a work that both wrote."""
    pairs = [(row, agent(row, "one"), agent(row, "other")) for row in rows("names.tsv")]
    well_known, ours = (
        [pair for pair in pairs if (pair[0]["one_found"] == COMMON_KNOWLEDGE) is known] for known in (True, False)
    )
    return [*_judged(well_known), *_judged(ours)]


def _judged(pairs: Sequence[tuple[dict[str, str], Agent, Agent]]) -> list[Judged]:
    found = cluster([_named(each, f"{n}") for n, each in enumerate(each for _, *both in pairs for each in both)])
    return [
        Judged(
            row,
            row["same"] == "1",
            found.canonical.get(one.iri, one.iri) == found.canonical.get(other.iri, other.iri),
            one.iri == other.iri or compare_agents(one, other, rivals=False).certain,
        )
        for row, one, other in pairs
    ]


def _named(agent: Agent, work: str) -> Features:
    said = AgentFeatures(agent.kind, sorted(agent.names), sorted(agent.births), sorted(agent.deaths))
    works = {work: WorkFeatures(titles=sorted(agent.titles), creators=[agent.iri])} if agent.titles else {}
    return Features(agents={agent.iri: said}, works=works)


def _decidable(row: dict[str, str]) -> bool:
    """More than the name is there to go by."""
    return bool(row["title"] or (row["one_dates"] and row["other_dates"]))


def _measured(pairs: Iterable[Judged], how: Callable[[Judged], bool]) -> Measured:
    return measure([(pair.same, how(pair), f"{pair.row['one']} | {pair.row['other']}") for pair in pairs])


def test_names_are_never_joined_wrongly(judged: list[Judged]) -> None:
    assert _measured(judged, lambda pair: pair.in_catalogue).precision >= 0.99
    assert _measured(judged, lambda pair: pair.alone).precision >= 0.99


def test_names_of_the_half_held_out_are_joined(judged: list[Judged]) -> None:
    """Many forms that an authority file lists nobody could link by name alone: Yamaguchi, Soken is Yamaguchi, Hakuryō."""
    unseen = [pair for pair in judged if held_out(pair.row)]
    assert len(unseen) > 250
    assert _measured(unseen, lambda pair: pair.alone).recall >= 0.80
    assert _measured((pair for pair in unseen if _decidable(pair.row)), lambda pair: pair.alone).recall >= 0.85


def test_names_of_the_region_of_the_half_held_out_are_joined(judged: list[Judged]) -> None:
    unseen = [pair for pair in judged if held_out(pair.row) and CYRILLIC.search(pair.row["one"] + pair.row["other"])]
    measured = _measured(unseen, lambda pair: pair.in_catalogue)
    assert (measured.precision >= 0.99, measured.recall >= 0.92) == (True, True), measured.wrong


def test_names_that_everybody_knows_are_joined_in_many_languages(judged: list[Judged]) -> None:
    known = [pair for pair in judged if pair.row["one_found"] == COMMON_KNOWLEDGE]
    assert len(known) >= 200
    dated = [pair for pair in known if pair.row["one_dates"]]
    measured = _measured(dated, lambda pair: pair.alone)
    assert (measured.precision >= 0.99, measured.recall >= 0.95) == (True, True), measured.wrong
    undated = _measured((pair for pair in known if not pair.row["one_dates"]), lambda pair: pair.alone)
    assert (undated.precision >= 0.99, undated.recall >= 0.75) == (True, True), undated.wrong


def test_records_of_one_work_meet_and_others_do_not() -> None:
    verdicts = []
    for row in rows("records.tsv"):
        one, other = record(row, "one"), record(row, "other")
        found = cluster([one, other])
        joined = found.canonical.get(one.work, one.work) == found.canonical.get(other.work, other.work)
        verdicts.append((row["same"] == "1", joined, f"{row['why']}: {row['one_found']} | {row['other_found']}"))
    measured = measure(verdicts)
    assert measured.precision >= 0.98, measured.wrong
    assert measured.recall >= 0.90, measured.wrong


@pytest.fixture(scope="session")
def samples(sample_settings: Settings) -> dict[tuple[str, str], Features]:
    """The features of the sample catalogues."""
    ledger = Ledger(sample_settings.ledger_url)
    features = dict(ClusterLedger(ledger).features())
    ledger.close()
    return features


@pytest.fixture(scope="session")
def clusters(samples: dict[tuple[str, str], Features]) -> Clusters:
    """The clusters of the sample catalogues."""
    return cluster(samples.values())


def test_editions_of_the_samples_meet_across_libraries(samples: dict[tuple[str, str], Features], clusters: Clusters) -> None:
    with (SAMPLES / "shared.tsv").open(encoding="utf-8") as file:
        shared = {(row["almaty"], row["tashkent"]): row["relation"] for row in csv.DictReader(file, delimiter="\t")}
    works = {key: clusters.canonical.get(each.work, each.work) for key, each in samples.items()}
    pairs = [(a, t) for a in works if a[0] == "almaty" for t in works if t[0] == "tashkent"]
    verdicts = [(shared.get((a[1], t[1])) == "edition", works[a] == works[t], f"{a} {t}") for a, t in pairs]
    measured = measure(verdicts)
    assert measured.precision >= 0.98, measured.wrong
    assert measured.recall >= 0.90, measured.wrong


def test_translations_of_the_samples_are_works_of_their_own_tied_to_their_originals(
    samples: dict[tuple[str, str], Features], clusters: Clusters
) -> None:
    with (SAMPLES / "shared.tsv").open(encoding="utf-8") as file:
        pairs = [row for row in csv.DictReader(file, delimiter="\t") if row["relation"] == "translation"]
    hubs: dict[str, set[str]] = {}
    for each in samples.values():
        if each.work in each.works:
            work = clusters.canonical.get(each.work, each.work)
            hubs.setdefault(work, set()).update(clusters.canonical.get(hub, hub) for hub in each.works[each.work].hubs)
    for relation in clusters.relations:
        hubs.setdefault(relation.subject, set()).add(relation.object)
    tied = 0
    for row in pairs:
        one, other = (samples[source, row[source]].work for source in ("almaty", "tashkent"))
        one, other = clusters.canonical.get(one, one), clusters.canonical.get(other, other)
        assert one != other, row
        tied += bool(hubs.get(one, set()) & (hubs.get(other, set()) | {other}) or one in hubs.get(other, set()))
    assert tied >= 0.6 * len(pairs)
