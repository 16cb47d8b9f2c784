"""Answers that are kept: how many, for whom, how long."""

from pathlib import Path

from sparql.kept import WORTH_KEEPING, WORTH_WRITING, Kept, Key
from sparql.messages import Head, Query


def test_what_one_process_keeps_another_has(tmp_path: Path) -> None:
    key = Key.of(str(tmp_path / "graph"), Query("ASK {}"), "csv", False)
    Kept().put(key, Head(False, "csv", False, False, ("a hint",)), b"true\n\n")
    assert Kept().get([key]) == (Head(False, "csv", False, False, ("a hint",)), b"true\n\n")
    assert Kept().get([key._replace(version=str(tmp_path / "next/graph"))]) is None
    (tmp_path / "answers" / key.name).write_bytes(b"damaged")
    assert Kept().get([key]) is None


def test_what_is_kept_has_a_bound() -> None:
    kept, head = Kept(100), Head(False, "csv", False, False, ())
    keys = [Key.of("/nowhere/1/graph", Query(f"ASK {{ {n} }}"), "csv", False) for n in range(3)]
    for key in keys:
        kept.put(key, head, b"x" * 40)
    assert [bool(kept.get([key])) for key in keys] == [False, True, True]
    kept.put(keys[0], head, b"x" * 101)
    kept.put(keys[0], Head(False, "csv", False, True, ()), b"NOW()")
    assert kept.get([keys[0]]) is None
    kept.forget("/nowhere/2/graph")
    assert kept.get([keys[2]]) is None


def test_what_costs_little_is_not_kept_and_what_costs_more_not_for_others(tmp_path: Path) -> None:
    head, query = Head(False, "csv", False, False, ()), Query("ASK {}")
    key = Key.of(str(tmp_path / "graph"), query, "csv", False)
    kept = Kept()
    kept.put(key, head, b"true", WORTH_KEEPING / 2)
    assert kept.get([key]) is None
    kept.put(key, head, b"true", WORTH_WRITING / 2)
    assert kept.get([key]) == (head, b"true")
    assert Kept().get([key]) is None
