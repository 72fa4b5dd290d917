"""The explorer's data, and that the page draws from it what Python draws from the store."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import incumbent
import pytest
from incumbent import views
from incumbent.documents.registry import Document
from incumbent.edtf import parse
from incumbent.errors import ParameterError
from incumbent.knowledge import KnowledgeGraph
from incumbent.views.chart import Chart, chart
from incumbent.views.explorer import page
from incumbent.views.explorer.data import explorer_data, page_words
from incumbent.views.explorer.moments import MOMENTS_AT_MOST, read_moments, turning_days
from incumbent.views.explorer.terms import Terms, short_name
from incumbent.views.fonts import clean
from incumbent.vocabulary import NAMES, RECORD, iri

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(views.__file__).parent / "explorer"
MODEL = page.SCRIPTS[: page.SCRIPTS.index("telling.js") + 1]
EPOCH = date(1970, 1, 1)
SCRIPTS = sorted(path.name for path in HERE.glob("*.js"))


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    """Open the built-in corpus."""
    return incumbent.open()


@pytest.fixture(scope="module")
def data(kg: KnowledgeGraph) -> dict[str, Any]:
    """Make the data of the built-in corpus."""
    return explorer_data(kg.store, kg.folder, kg.latest_day())


def test_the_data_is_the_same_in_every_process(kg: KnowledgeGraph, tmp_path: Path) -> None:
    """No order of a set or of a store shows in it."""
    made = []
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.html"
        program = f"import incumbent; incumbent.open().draw({str(target)!r}, on='2024-09-25')"
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        subprocess.run([sys.executable, "-c", program], env=environment, check=True)
        made.append(target.read_bytes())
    assert made[0] == made[1]


def test_every_number_is_that_of_a_row(data: dict[str, Any]) -> None:
    """Facts lead to terms, reasons and conflicts to claims, claims to documents."""
    terms, claims = range(len(data["terms"])), range(len(data["claims"]))
    assert all(number in terms for fact in data["facts"] for number in fact[:3])
    assert all(claim in claims for row in data["why"] for claim in row[2])
    assert all(claim in claims for row in data["conflicts"] for claim in row[3])
    assert {row[1] for row in data["claims"]} == set(range(len(data["documents"])))


def test_names_of_terms_are_short_and_no_two_alike(data: dict[str, Any]) -> None:
    """Each name stands for one IRI, whatever IRIs a corpus has."""
    things = [term for term in data["terms"] if isinstance(term, str)]
    assert {"openai", "inc:holder", "org:Post"} <= set(things)
    assert len(things) == len(set(things))
    crafted = ["id:openai", "openai", "https://w3id.org/incumbent/id/id:openai", "claim:a"]
    assert len(set(map(short_name, [*crafted, iri("id:openai").value]))) == len(crafted) + 1


def test_terms_are_in_the_order_of_their_iris(data: dict[str, Any], kg: KnowledgeGraph) -> None:
    """A page sorts numbers, and so sorts as Python does."""
    nodes = [quad.subject for quad in kg.store.quads_for_pattern(None, None, None, RECORD)]
    terms = Terms(nodes)
    values = sorted({node.value for node in nodes})
    assert [short_name(value) for value in values] == terms.rows()


def test_facts_are_those_of_the_record(data: dict[str, Any], kg: KnowledgeGraph) -> None:
    """With all documents, no statement of the record is missing and none is added."""
    terms = data["terms"]
    told = {
        tuple(terms[number] for number in fact[:3])
        for fact in data["facts"]
        if isinstance(terms[fact[2]], str) and (len(fact) == 3 or fact[3] & 1)
    }
    stated = {
        tuple(short_name(term.value) for term in (quad.subject, quad.predicate, quad.object))
        for quad in kg.store.quads_for_pattern(None, iri("inc:holder"), None, RECORD)
    }
    assert {fact for fact in told if fact[1] == "inc:holder"} == stated


def test_bounds_are_those_of_the_record(data: dict[str, Any], kg: KnowledgeGraph) -> None:
    """A day is its number, and what nothing bounds is null."""
    names = ("inc:beginNotBefore", "inc:beginNotAfter", "inc:endNotBefore", "inc:endNotAfter")
    rows = {data["terms"][row[0]]: row for row in data["bounds"] if len(row) == 6 or row[6] & 1}
    tenure = iri("id:mira-murati-openai-cto-1")
    for cell, name in enumerate(names, 1):
        (quad,) = kg.store.quads_for_pattern(tenure, iri(name), None, RECORD)
        day = rows["mira-murati-openai-cto-1"][cell]
        told = quad.object.value
        assert day is None if told[:4] in ("0001", "9999") else str(EPOCH + timedelta(day)) == told


def test_every_moment_of_the_second_clock_is_there(data: dict[str, Any]) -> None:
    """All documents first, then each day on which one comes to be known, oldest first."""
    assert [(one["day"], one["possibly"], len(one["documents"])) for one in data["moments"]] == [
        (None, False, 5),
        ("2024-08-06", False, 1),
        ("2024-09-25", True, 4),
        ("2024-09-26", False, 3),
    ]
    assert data["momentsLeftOut"] == 0


def test_what_was_not_known_holds_at_no_earlier_moment(
    data: dict[str, Any], kg: KnowledgeGraph
) -> None:
    """The moments' records are those of ``known_on``."""
    terms = data["terms"]
    for number, moment in enumerate(data["moments"][1:], 1):
        variant = "possibly" if moment["possibly"] else "certainly"
        known = kg.known_on(moment["day"], variant)
        expected = {
            short_name(quad.subject.value)
            for quad in known.store.quads_for_pattern(None, iri("inc:holder"), None, RECORD)
        }
        holding = {
            terms[fact[0]]
            for fact in data["facts"]
            if terms[fact[1]] == "inc:holder" and (len(fact) == 3 or fact[3] >> number & 1)
        }
        assert holding == expected


def test_a_graph_of_one_day_has_that_moment_alone(kg: KnowledgeGraph) -> None:
    """What is known on a day does not tell what came to be known later."""
    known = kg.known_on("2024-08-06")
    made = explorer_data(known.store, known.folder, date(2024, 8, 6), known=known.moment)
    assert [moment["day"] for moment in made["moments"]] == ["2024-08-06"]
    assert len(made["documents"]) == 1
    assert len(made["claims"]) == known.counts()["claims"]


def _documents(*published: str) -> list[Document]:
    return [
        Document(iri(f"id:document-{number}"), "", "", 0, parse(day))
        for number, day in enumerate(published)
    ]


@pytest.mark.parametrize(
    ("published", "days"),
    [
        (("2024-01-01", "2024-02-01"), ["2024-01-01"]),
        (("2024-01-01", "2024-01-01"), []),
        (("2024-01", "2024-03-01"), ["2024-01-01 possibly", "2024-01-31"]),
        (("2024-01", "2024-01-15", "2025"), [
            "2024-01-01 possibly", "2024-01-15", "2024-01-15 possibly", "2024-01-31",
        ]),
    ],
)  # fmt: skip
def test_days_of_the_second_clock_are_those_that_change_it(
    published: tuple[str, ...], days: list[str]
) -> None:
    """Possibly where it makes a difference; no day from which on all are known."""
    found = turning_days(_documents(*published))
    told = [f"{one.day} possibly" if one.possibly else str(one.day) for one in found]
    assert [day for day in told if not day.startswith("2025")] == days


def test_the_latest_moments_are_kept(corpus: Callable[..., Path]) -> None:
    """Of more than twelve days the latest are worked out, and the number of others is told."""
    claims = [f"id:p{n} a inc:Membership ; inc:holder id:h{n} ." for n in range(2)]
    home = corpus(*claims)
    registry = home / "corpus.ttl"
    lines = [
        f'id:document-x{n} a inc:Document ; dcterms:issued "2024-01-{n:02}"^^edtf:EDTF ; '
        f'dcterms:identifier "x{n}" ; dcterms:extent 1 ; inc:spanDigest "0" .\n'
        for n in range(1, 20)
    ]
    registry.write_text(registry.read_text("utf-8") + "".join(lines), encoding="utf-8")
    graph = incumbent.open(home)
    moments, left_out = read_moments(graph.store, graph.folder, None)
    assert len(moments) == MOMENTS_AT_MOST + 1
    days = turning_days(_registered(home))
    assert left_out == len(days) - MOMENTS_AT_MOST
    assert [moment.known for moment in moments[1:]] == days[-MOMENTS_AT_MOST:]


def _registered(home: Path) -> Iterator[Document]:
    from incumbent.documents.registry import read_registry

    return iter(read_registry(home)[1].values())


def test_claims_stand_in_the_order_of_documents_and_texts(data: dict[str, Any]) -> None:
    """Documents by their day, claims by their first place."""
    order = [(row[1], min(row[2])[0]) for row in data["claims"]]
    assert order == sorted(order)
    days = [(row[4], row[5]) for row in data["documents"]]
    assert days == sorted(days)


def test_what_became_of_a_claim_is_told(data: dict[str, Any], kg: KnowledgeGraph) -> None:
    """Accepted, rejected and preferred claims are told apart, as the graph has them."""
    states = {data["terms"][row[0]]: row[11] for row in data["claims"]}
    judgements = data["judgements"]
    named = [{data["terms"][data["claims"][at][0]] for at in side} for side in judgements[0][:2]]
    assert named == [{"claim:simseo-022"}, {"claim:aifaner-040", "claim:aifaner-041"}]
    assert states["claim:simseo-022"] & 4
    assert states["claim:aifaner-040"] == 2
    accepted = kg.query("SELECT (COUNT(*) AS ?n) { GRAPH graph:sources { ?c inc:accepted true } }")
    assert sum(state & 1 for state in states.values()) == next(iter(accepted))["n"]


def test_people_posts_and_properties_have_names_in_both_languages(data: dict[str, Any]) -> None:
    """A reader needs no IRI, whichever language they read."""
    names = {data["terms"][row[0]]: row[1:] for row in data["names"]}
    assert names["mira-murati"][:3] == ["Mira Murati", 0, "person"]
    assert "Murati" in names["mira-murati"][3]
    assert names["openai-cto"][2] == "post"
    assert names["inc:holder"][1]
    used = [data["terms"][number] for fact in data["facts"] for number in fact[1:3]]
    strange = {
        term
        for term in used
        if isinstance(term, str) and re.match("[a-z]+:(?!//)", term) and not term.startswith("inc:")
        if f"ev.{term}" not in page_words()
    }
    assert strange == set()


def test_texts_are_embedded_when_they_are_the_registered_ones(
    kg: KnowledgeGraph, documents_folder: Path, tmp_path: Path
) -> None:
    """A text that was changed or is missing is left out, and that is reported."""
    for path in documents_folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    changed, missing = sorted(tmp_path.iterdir())[:2]
    changed.write_bytes(changed.read_bytes() + b" ")
    missing.unlink()
    told: list[str] = []
    target = kg.draw(tmp_path / "chart.html", documents=tmp_path, report=told.append)
    (embedded,) = re.findall(r'id="data">(.*?)</script>', target.read_text("utf-8"), re.S)
    rows = json.loads(embedded)["documents"]
    lacking = {row[7] for row in rows if row[9] is None}
    assert lacking == {changed.name, missing.name}
    assert [name for name in sorted(lacking) if any(name in text for text in told)] == sorted(
        lacking
    )
    whole = next(row for row in rows if row[9] is not None)
    assert whole[9] == (documents_folder / whole[7]).read_bytes().decode()
    assert len(whole[9]) == whole[8]


def test_options_that_an_explorer_has_no_use_for_are_refused(
    kg: KnowledgeGraph, tmp_path: Path
) -> None:
    """An option that would do nothing is a mistake of the caller's."""
    with pytest.raises(ParameterError, match="theme"):
        kg.draw(tmp_path / "chart.html", theme="dark")
    with pytest.raises(ParameterError, match=r"\.html"):
        kg.draw(tmp_path / "chart.svg", documents=tmp_path)
    with pytest.raises(ParameterError, match="no folder"):
        kg.draw(tmp_path / "chart.html", documents=str(tmp_path / "none"))


@pytest.mark.parametrize("hostile", ["</script>", "<!--", "\u2028", "\u2029", "&lt;", "\ud800"])
def test_no_data_ends_its_element(hostile: str) -> None:
    """What could end an element or a line is escaped, and read back as it was."""
    text = page.embeddable([hostile])
    assert not re.search("[<>&\u2028\u2029\ud800]", text)
    assert json.loads(text) == [hostile]


def _code(name: str) -> str:
    return (HERE / name).read_text("utf-8")


def test_every_word_that_a_script_says_is_there_in_both_languages() -> None:
    """A key without words would be shown as it is."""
    words = page_words()
    markup = re.findall(r'data-(?:say|label)="([^"]+)"', _code("page.html"))
    said = {key for name in SCRIPTS for key in re.findall(r'\bsay\("([^"]+)"[,)]', _code(name))}
    assert {key for key in {*said, *markup} if key not in words} == set()
    assert {key for key, told in words.items() if not all(text.strip() for text in told)} == set()


def test_both_languages_of_a_word_take_the_same_values() -> None:
    """A place for a value in one language is one in the other."""
    unlike = {
        key
        for key, told in page_words().items()
        if len({frozenset(re.findall(r"\{\w+\}", text)) for text in told}) > 1
    }
    assert unlike == set()


def test_every_script_is_in_the_page() -> None:
    """A file that is not listed would do nothing."""
    assert sorted([*page.SCRIPTS, "loader.js"]) == SCRIPTS


def test_no_two_scripts_use_one_name() -> None:
    """The scripts make one function, where a second name would replace the first."""
    defined = re.compile(r"^(?:async )?(?:function\*?|class|const|let) (\w+)", re.M)
    names = Counter(chain.from_iterable(defined.findall(_code(name)) for name in page.SCRIPTS))
    assert [name for name, count in names.items() if count > 1] == []


def _modelled(browser: Browser, data: dict[str, Any]) -> Page:
    """Give a page in which `model` and `api` are what the explorer's scripts make of data."""
    opened = browser.new_context().new_page()
    code = "\n".join(map(_code, MODEL))
    opened.evaluate(
        "([code, data]) => { window.api = new Function("
        "code + '; return { readModel, chartOn, setLang, dayOf, isoOf, longDate }')();"
        "window.model = api.readModel(JSON.parse(data)); }",
        [code, page.embeddable(data)],
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
