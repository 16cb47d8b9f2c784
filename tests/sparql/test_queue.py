"""Whose turn it is among those who wait."""

from sparql.queue import Queue, Ticket, shape


def ticket(client: str, looks: str, *, long: bool = False, known: bool = False) -> Ticket:
    return Ticket(client, looks, long, known)


def order(queue: Queue) -> str:
    """Who is served, one after the other, by client and shape."""
    served = []
    while len(queue):
        first = queue.first()[0]
        queue.serve(first)
        served.append(f"{first.client}{first.shape}")
    return " ".join(served)


def filled(queue: Queue, *tickets: Ticket) -> Queue:
    for each in tickets:
        assert queue.admit(each)
    return queue


def test_clients_take_turns_and_so_do_the_kinds_that_one_asks() -> None:
    waiting = [ticket("a", "1"), ticket("a", "1"), ticket("a", "1"), ticket("a", "2"), ticket("b", "1"), ticket("b", "1")]
    assert order(filled(Queue(10), *waiting)) == "a1 b1 a2 b1 a1 a1"


def test_the_short_go_first_and_the_long_last() -> None:
    waiting = [ticket("a", "long", long=True), ticket("a", "new"), ticket("b", "short", known=True), ticket("c", "other")]
    assert order(filled(Queue(10), *waiting)) == "bshort anew cother along"


def test_when_too_many_wait_the_longest_line_yields() -> None:
    many = [ticket("a", "1") for _ in range(3)]
    queue = filled(Queue(3), *many)
    assert not queue.admit(ticket("a", "1"))
    assert queue.admit(ticket("a", "2"))
    assert [each.refused for each in many] == [False, False, True]
    assert many[2].ready.is_set()
    assert order(queue) == "a1 a2 a1"


def test_what_turns_out_to_be_long_waits_with_the_long() -> None:
    queue = filled(Queue(2), ticket("a", "1", long=True), ticket("a", "2"), ticket("b", "2"))
    queue.turn_long("2")
    assert order(queue) == "a1 a2"


def test_constants_make_no_shape() -> None:
    assert shape('SELECT * { <http://x/1> ?p "a" } # 7') == shape('SELECT * { <http://x/2> ?p "b" } # 8')
    assert shape("ASK {}") != shape("ASK { ?s ?p ?o }")
    assert shape("x" * 10_000) == ""
