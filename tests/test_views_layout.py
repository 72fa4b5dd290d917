"""Where cards and lines stand: nothing overlaps, nothing runs through a card."""

from __future__ import annotations

import datetime
import random
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
from incumbent.views.boxes import boxes
from incumbent.views.chart import Card, Chart, Entry, Line, chart
from incumbent.views.fonts import clean, measure, wrap
from incumbent.views.layout import Layout, Placed, layout
from incumbent.views.reporting import reporting_graph

COMPANY = Path(__file__).parent / "cases" / "views" / "company.trig"


def company() -> Chart:
    store = ox.Store()
    store.load(path=COMPANY, format=ox.RdfFormat.TRIG)
    return chart(reporting_graph(store, datetime.date(2024, 9, 15)))


def made(posts: int, dotted: int, seed: int, kind: str = "solid") -> Chart:
    """Make a chart of so many posts, each under an earlier one, with further lines at random."""
    rng = random.Random(seed)
    words = ["Head", "of", "Safety", "Intercontinental", "Ports", "and", "Research", "渡辺"]
    nodes = [f"urn:x:{number:04}" for number in range(posts)]
    cards = [
        Card(
            node,
            "post",
            " ".join(rng.choices(words, k=rng.randint(1, 9))),
            tuple(
                Entry(rng.choice(["Ada", "Zoë Ngũgĩ", "A" * 60, "渡辺 健二"]), ("acting",))
                for _ in range(rng.randint(0, 3))
            ),
            unit=rng.choice(["", "Fleet", "Finance"]),
        )
        for node in nodes
    ]
    above = {
        number: rng.randrange(max(0, number // 7 - 2), max(1, number // 3))
        for number in range(1, posts)
    }
    lines = [
        Line(nodes[below], nodes[top], kind, "certain", False, True)
        for below, top in above.items()
        if rng.random() > 0.02
    ]
    for _ in range(dotted):
        below, top = rng.sample(nodes, 2)
        lines.append(Line(below, top, "dotted", "certain", False, False))
    return Chart("Made", "On no day", "en", tuple(cards), tuple(lines), ("Finance", "Fleet"), ())


def overlaps(places: Layout) -> list[tuple[str, str]]:
    cards = sorted(places.cards, key=lambda card: card.x)
    return [
        (one.box.card.node, other.box.card.node)
        for at, one in enumerate(cards)
        for other in cards[at + 1 :]
        if other.x < one.right
        and one.x < other.right
        and one.y < other.y + other.box.height
        and other.y < one.y + one.box.height
    ]


def crossed(places: Layout) -> list[tuple[str, str]]:
    """Give the lines, with the cards that they run through, by more than touching an edge."""

    def through(card: Placed, a: tuple[float, float], b: tuple[float, float]) -> bool:
        return (
            min(a[0], b[0]) < card.right - 0.2
            and max(a[0], b[0]) > card.x + 0.2
            and min(a[1], b[1]) < card.y + card.box.height - 0.2
            and max(a[1], b[1]) > card.y + 0.2
        )

    return [
        (path.line.full or path.line.subordinate, card.box.card.node)
        for path in places.paths
        for a, b in pairwise(path.points)
        for card in places.cards
        if through(card, a, b)
    ]


CHARTS = {
    "company": company,
    "one": lambda: made(1, 0, 1),
    "many": lambda: made(60, 40, 2),
    "flat": lambda: made(30, 5, 3, kind="belongs"),
    "large": lambda: made(300, 40, 4),
    "tangled": lambda: made(25, 80, 5),
}


@pytest.fixture(scope="module", params=sorted(CHARTS))
def drawn(request: pytest.FixtureRequest) -> Layout:
    return layout(CHARTS[request.param]())


def test_no_two_cards_overlap(drawn: Layout) -> None:
    assert overlaps(drawn) == []


def test_no_line_runs_through_a_card(drawn: Layout) -> None:
    assert crossed(drawn) == []


def test_every_run_of_a_line_is_level_or_upright(drawn: Layout) -> None:
    runs = [run for path in drawn.paths for run in pairwise(path.points)]
    assert [run for run in runs if run[0][0] != run[1][0] and run[0][1] != run[1][1]] == []


def test_lines_end_at_the_sides_of_their_cards(drawn: Layout) -> None:
    cards = {card.box.card.node: card for card in drawn.cards}
    for path in drawn.paths:
        below, above = cards[path.line.subordinate], cards[path.line.superior]
        (x, y), (end, height) = path.points[0], path.points[-1]
        assert x == pytest.approx(below.x, abs=0.2)
        assert min(abs(end - above.x), abs(end - above.right)) < 0.2
        assert below.y < y < below.y + below.box.height
        assert above.y < height < above.y + above.box.height


def test_everything_lies_on_the_page(drawn: Layout) -> None:
    points = [point for path in drawn.paths for point in path.points]
    points += [(card.right, card.y + card.box.height) for card in drawn.cards]
    points += [(card.x, card.y) for card in drawn.cards]
    assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in points)


def test_a_superior_stands_left_of_its_subordinates() -> None:
    places = layout(company())
    left = {card.box.card.node: card.x for card in places.cards}
    firsts = [path.line for path in places.paths if path.line.first]
    assert all(left[line.superior] < left[line.subordinate] for line in firsts)


def test_every_text_lies_inside_its_card(drawn: Layout) -> None:
    for card in drawn.cards:
        for piece in card.box.pieces:
            assert piece.x + piece.width <= card.box.width
            assert 0 < piece.y <= card.box.height - 4


def test_every_holder_is_named_on_the_card() -> None:
    drawn = company()
    for node, box in boxes(drawn).items():
        texts = [piece.text for piece in box.pieces]
        for entry in box.card.entries:
            first = wrap(entry.name, 13, 170, 2, bold=True)[0].split(" ")[0].rstrip("…")
            assert any(text.startswith(first) for text in texts), (node, texts)


def test_many_holders_are_counted_rather_than_listed() -> None:
    crowd = tuple(Entry(f"Member {number}") for number in range(9))
    card = Card("urn:x:board", "post", "Member of the Board", crowd)
    box = boxes(Chart("", "", "en", (card,), (), (), ()))["urn:x:board"]
    assert "+ 4" in [piece.text for piece in box.pieces]


def test_many_leaves_make_a_page_and_not_a_ribbon() -> None:
    nodes = [f"urn:x:{number:02}" for number in range(40)]
    cards = [Card("urn:x:org", "organization", "Acme")]
    cards += [Card(node, "post", "Director", (Entry("Ada"),)) for node in nodes]
    lines = [Line(node, "urn:x:org", "belongs", "", False, True) for node in nodes]
    places = layout(Chart("", "", "en", tuple(cards), tuple(lines), (), ()))
    assert places.height < 1.2 * places.width


def test_a_chain_longer_than_the_stack_is_laid_out() -> None:
    nodes = [f"urn:x:{number:04}" for number in range(1200)]
    cards = tuple(Card(node, "post", "Deputy", (Entry("Ada"),)) for node in nodes)
    lines = tuple(
        Line(below, above, "solid", "certain", False, True) for above, below in pairwise(nodes)
    )
    assert len(layout(Chart("", "", "en", cards, lines, (), ())).cards) == 1200


@pytest.mark.parametrize("text", ["Chief Executive Officer", "渡" * 40, "é" * 60, "a" * 200])
def test_wrapped_text_fits(text: str) -> None:
    for line in wrap(text, 13, 120, 2, bold=True):
        assert measure(line, 13, bold=True) <= 120


def test_text_that_fits_is_not_cut() -> None:
    assert wrap("Chief Executive Officer", 12, 400, 2) == ["Chief Executive Officer"]


def test_composed_and_decomposed_names_read_the_same() -> None:
    assert clean("Lefe\u0300vre") == clean("Lefèvre") == "Lefèvre"


def test_stacked_marks_and_turned_text_are_tamed() -> None:
    assert clean("Z" + "\u0337" * 30) == "Z" + "\u0337" * 3
    assert clean("Ada\u202egnirps\u2066") == "Adagnirps"
