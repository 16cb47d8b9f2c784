"""How well names and works are brought together, measured on labelled pairs from real catalogues.

tests/gold/names.tsv and records.tsv hold the pairs, positive and hard negative, each with where it was found; the records of
the corpus are named by their file and number. Only facts are taken from them.
"""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from kg.agent_evidence import compare_agents
from kg.cluster_ledger import ClusterLedger
from kg.clusters import Clusters, cluster
from kg.features import Features
from kg.settings import Settings
from kg.workspace import workspace
from tests.kg.gold import agent, measure, record, rows

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


def _names() -> list[tuple[bool, bool, str, dict[str, str]]]:
    """Each pair of names: is it one, was it joined, by its key or by the evidence, what it is."""
    verdicts = []
    for row in rows("names.tsv"):
        one, other = agent(row, "one"), agent(row, "other")
        joined = one.iri == other.iri or compare_agents(one, other).certain
        verdicts.append(
            (row["same"] == "1", joined, f"{row['one']} {row['one_dates']} | {row['other']} {row['other_dates']}", row)
        )
    return verdicts


def test_names_are_never_joined_wrongly() -> None:
    measured = measure([each[:3] for each in _names()])
    assert measured.precision >= 0.99, measured.wrong
    assert measured.recall >= 0.70, measured.wrong


def test_names_with_dates_or_a_common_title_are_joined() -> None:
    """More than the name is needed to join two names that do not fold to one; who has it is found."""
    decidable = [each for each in _names() if each[3]["title"] or (each[3]["one_dates"] and each[3]["other_dates"])]
    assert measure([each[:3] for each in decidable]).recall >= 0.80
    cyrillic = [each for each in decidable if CYRILLIC.search(each[2])]
    measured = measure([each[:3] for each in cyrillic])
    assert measured.precision >= 0.99, measured.wrong
    assert measured.recall >= 0.90, measured.wrong


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
    with workspace(sample_settings) as space:
        return dict(ClusterLedger(space.ledger).features())


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
