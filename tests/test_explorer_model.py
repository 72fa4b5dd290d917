"""The explorer's page draws from its data what Python draws from the store."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from explorer_pages import code
from incumbent.knowledge import KnowledgeGraph
from incumbent.views.chart import Chart, chart
from incumbent.views.explorer import page
from incumbent.views.explorer.terms import short_name
from incumbent.views.fonts import clean
from incumbent.vocabulary import NAMES, iri

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

MODEL = page.SCRIPTS[: page.SCRIPTS.index("telling.js") + 1]
EPOCH = date(1970, 1, 1)


def _modelled(browser: Browser, data: dict[str, Any]) -> Page:
    """Give a page in which `model` and `api` are what the explorer's scripts make of data."""
    opened = browser.new_context().new_page()
    scripts = "\n".join(map(code, MODEL))
    opened.evaluate(
        "([code, data]) => { window.api = new Function("
        "code + '; return { readModel, chartOn, setLang, dayOf, isoOf, longDate }')();"
        "window.model = api.readModel(JSON.parse(data)); }",
        [scripts, page.embeddable(data)],
    )
    return opened


@pytest.fixture(scope="module")
def modelled(browser: Browser, data: dict[str, Any]) -> Page:
    """Read the built-in corpus's data in a browser."""
    return _modelled(browser, data)


def _plain(drawn: Chart) -> dict[str, Any]:
    """Return a chart as the page has it."""
    told = asdict(drawn)
    for card, one in zip(told["cards"], drawn.cards, strict=True):
        card |= {"node": short_name(card["node"]), "possible": one.possible, "faded": one.faded}
        for entry in card["entries"]:
            entry["thing"] = short_name(entry["thing"])
    for line in told["lines"]:
        for end in ("subordinate", "superior", "thing"):
            line[end] = line[end] and short_name(line[end])
    plain: dict[str, Any] = json.loads(json.dumps(told))
    return plain


def _charts(
    opened: Page, moment: int, days: list[str], lang: str, organization: str | None = None
) -> Any:
    return opened.evaluate(
        "([moment, days, lang, organization]) => { api.setLang(lang);"
        "const record = model.record(moment);"
        "return days.map((day) => api.chartOn(record, api.dayOf(day), organization)); }",
        [moment, days, lang, organization],
    )


def _changes(opened: Page, moment: int) -> list[str]:
    """Return the days of change, and the day before the first."""
    days: list[str] = opened.evaluate("(m) => model.record(m).changes.map(api.isoOf)", moment)
    return [str(date.fromisoformat(days[0]) - timedelta(1)), *days]


@pytest.mark.parametrize("moment", range(4))
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_page_draws_what_python_draws(
    modelled: Page, kg: KnowledgeGraph, data: dict[str, Any], moment: int, lang: str
) -> None:
    """On every day on which anything changes, the charts are equal, word for word."""
    day, possibly = data["moments"][moment]["day"], data["moments"][moment]["possibly"]
    known = kg if day is None else kg.known_on(day, "possibly" if possibly else "certainly")
    days = _changes(modelled, moment)
    drawn = _charts(modelled, moment, days, lang)
    for on, found in zip(days, drawn, strict=True):
        assert found == _plain(chart(known.reporting(on, lang=lang))), on


def test_the_page_draws_one_organization_as_python_does(modelled: Page, kg: KnowledgeGraph) -> None:
    """With an organization chosen, its posts and the other ends of their lines stay."""
    from incumbent.views.reporting import reporting_graph

    days = _changes(modelled, 0)
    drawn = _charts(modelled, 0, days, "en", "openai")
    whole = iri("id:openai").value
    for on, found in zip(days, drawn, strict=True):
        graph = reporting_graph(kg.store, date.fromisoformat(on), organization=whole)
        assert found == _plain(chart(graph)), on


def test_between_its_changes_the_chart_stands_still(modelled: Page) -> None:
    """On the day before each change, the chart says what it said on the change before."""
    wrong = modelled.evaluate(
        "() => { api.setLang('en'); const record = model.record(0);"
        "const bare = ({ subtitle, ...chart }) => JSON.stringify(chart);"
        "const at = (day) => bare(api.chartOn(record, day)); const { changes } = record;"
        "const moved = (day, i) => at(day - 1) !== at(changes[i]);"
        "return changes.slice(1).filter(moved).map(api.isoOf); }"
    )
    assert wrong == []


def test_a_card_that_says_the_same_is_the_same(modelled: Page) -> None:
    """What glows on a step is what changed: other cards are not even made anew."""
    kept, changed = modelled.evaluate(
        "() => { const record = model.record(0);"
        "const cards = (day) => new Map(api.chartOn(record, api.dayOf(day)).cards.map("
        "(card) => [card.node, card]));"
        "const [one, other] = [cards('2024-08-01'), cards('2024-08-06')];"
        "const both = [...one.keys()].filter((node) => other.has(node));"
        "return [both.filter((n) => one.get(n) === other.get(n)).length,"
        "both.filter((n) => one.get(n) !== other.get(n) &&"
        "JSON.stringify(one.get(n)) === JSON.stringify(other.get(n))).length]; }"
    )
    assert kept > 0
    assert changed == 0


def test_every_spelling_finds_its_thing(modelled: Page, kg: KnowledgeGraph) -> None:
    """Case and accents aside, by the beginning of any word, the best first."""
    first = "(text) => { api.setLang('fr'); return model.search(text)[0]?.thing; }"
    assert modelled.evaluate(first, "MURATI") == "mira-murati"
    assert modelled.evaluate(first, "sam alt") == "sam-altman"
    assert modelled.evaluate(first, "directrice technique") is not None
    assert modelled.evaluate("(text) => model.search(text)", "  ") == []
    assert modelled.evaluate("(text) => model.search(text)", "no such thing") == []
    spelled = kg.store.quads_for_pattern(None, iri("skos:altLabel"), None, NAMES)
    missed = modelled.evaluate(
        "(told) => told.filter(([text, thing]) => model.has(thing) && text &&"
        "!model.search(text, 1000).some((hit) => hit.thing === thing))",
        [[clean(q.object.value), short_name(q.subject.value)] for q in spelled],
    )
    assert missed == []


def test_days_are_read_and_written_as_python_does(modelled: Page) -> None:
    """Days of any year are read exactly, and what is no day is none."""
    days = ["1970-01-01", "2024-02-29", "1900-03-01", "0001-01-02", "9999-12-30"]
    numbers = modelled.evaluate("(days) => days.map(api.dayOf)", days)
    assert numbers == [(date.fromisoformat(day) - EPOCH).days for day in days]
    assert modelled.evaluate("(numbers) => numbers.map(api.isoOf)", numbers) == days
    wrong = ["2023-02-29", "2024-13-01", "tomorrow", "", "2024-1-1"]
    assert modelled.evaluate("(days) => days.map((day) => isNaN(api.dayOf(day)))", wrong) == [
        True
    ] * len(wrong)


def test_the_claims_behind_a_bound_are_told_in_order(modelled: Page, kg: KnowledgeGraph) -> None:
    """The page gives the reasons that ``why`` gives."""
    tenure = "mira-murati-openai-cto-1"
    evidence = kg.why(f"id:{tenure}").subjects[0]
    for bound in evidence.bounds:
        told = modelled.evaluate(
            "([thing, name]) => model.record(0).why(thing, name).map((claim) => claim.id)",
            [tenure, bound.property],
        )
        assert told == [f"claim:{claim.name}" for claim in bound.claims]


def test_what_somebody_takes_part_in_is_what_why_tells(modelled: Page, kg: KnowledgeGraph) -> None:
    """Periods and events, and those of these periods, with the contradictions about them."""
    for person in ("mira-murati", "greg-brockman", "ilya-sutskever"):
        evidence = kg.why(f"id:{person}")
        told = modelled.evaluate("(thing) => model.record(0).takesPart(thing)", person)
        assert set(told) == {short_name(one.iri) for one in evidence.subjects[1:]}
        conflicts = modelled.evaluate(
            "(things) => model.record(0).conflicts(...things).map((one) =>"
            "one.sides.flatMap((side) => side.claims.map((claim) => claim.id)).sort())",
            [person, *told],
        )
        expected = [
            sorted(f"claim:{claim.name}" for _, claims in one.sides for claim in claims)
            for one in evidence.conflicts
        ]
        assert sorted(conflicts) == sorted(expected)
