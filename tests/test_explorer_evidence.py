"""What the explorer shows as evidence: claims with document, place and speaker; passages."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import incumbent
import pyoxigraph as ox
import pytest
from browsing import Visit
from driving import address, move_to, panel, settle, view
from incumbent.vocabulary import iri

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: People, posts, units and organizations whose evidence is opened.
THINGS = ("mira-murati", "openai-cto", "sam-altman", "openai", "openai-superalignment")


@cache
def _kg() -> incumbent.KnowledgeGraph:
    return incumbent.open()


def _values(claim: str, *names: str) -> list[str]:
    """Follow properties from a claim through the sources; return the texts at the end."""
    nodes: list[Any] = [iri(f"claim:{claim}")]
    for name in names:
        nodes = [
            quad.object
            for node in nodes
            for quad in _kg().store.quads_for_pattern(node, iri(name), None, iri("graph:sources"))
        ]
    return [node.value for node in nodes]


def _unfold(page: Page) -> None:
    """Open every fold of the panel, and those inside."""
    for _ in range(3):
        page.evaluate(
            "() => document.querySelectorAll('.evidence details').forEach(one => one.open = true)"
        )
        settle(page)


def _claims(page: Page, within: str = ".evidence") -> dict[str, str]:
    """Return the text of each claim shown."""
    return dict(
        page.evaluate(
            """within => [...document.querySelectorAll(within + ' [data-claim]')]
            .map(one => [one.dataset.claim.replace('claim:', ''), one.textContent])""",
            within,
        )
    )


@pytest.mark.parametrize("thing", THINGS)
def test_a_thing_shows_claims_with_words_document_and_places(
    visit: Visit, explorer: Path, thing: str
) -> None:
    """Each says what is claimed, by which document, and where in it."""
    page = visit(explorer, f"thing={thing}")
    _unfold(page)
    shown = _claims(page)
    assert len(shown) > 3
    titles = {document["title"] for document in _documents(page).values()}
    assert len(titles) == 5
    for claim, text in shown.items():
        (english,) = [
            quad.object.value
            for quad in _kg().store.quads_for_pattern(
                iri(f"claim:{claim}"), iri("inc:says"), None, iri("graph:sources")
            )
            if isinstance(quad.object, ox.Literal) and quad.object.language == "en"
        ]
        assert " ".join(english.split()) in " ".join(text.split())
        starts = _values(claim, "oa:hasSelector", "oa:start")
        ends = _values(claim, "oa:hasSelector", "oa:end")
        assert all(number in text for number in (*starts, *ends))
        for speaker in _values(claim, "inc:speaker"):
            assert _label(speaker) in text


def _label(thing: str) -> str:
    rows = _kg().store.quads_for_pattern(
        ox.NamedNode(thing), iri("skos:prefLabel"), None, iri("graph:names")
    )
    return next(
        quad.object.value
        for quad in rows
        if isinstance(quad.object, ox.Literal) and quad.object.language == "en"
    )


def _documents(page: Page) -> dict[str, dict[str, Any]]:
    """Return the documents that the page links to from the list of all."""
    rows = page.evaluate("() => JSON.parse(document.getElementById('data').textContent).documents")
    return {str(index): row if isinstance(row, dict) else {"title": row[1]}
            for index, row in enumerate(rows)}  # fmt: skip


def test_a_claim_leads_to_its_place_in_the_document(visit: Visit, explorer: Path) -> None:
    """From evidence to the document view, where that very claim is marked."""
    page = visit(explorer, "thing=mira-murati")
    _unfold(page)
    first = page.locator(".evidence [data-claim]").first
    claim = first.get_attribute("data-claim")
    first.locator("a[href*='view=document']").click()
    assert view(page) == "document"
    assert address(page)["claim"] == claim
    marked = page.locator("main [aria-current=true]")
    assert marked.count() == 1
    assert marked.get_attribute("data-claim") == claim


def test_contradictions_stand_side_by_side_with_the_judgement(visit: Visit, explorer: Path) -> None:
    """Whose destination was disputed: both values, and why one was chosen."""
    page = visit(explorer, "thing=ilya-sutskever")
    _unfold(page)
    said = panel(page).inner_text()
    assert "Anthropic" in said
    assert "Two documents, dailyai and simseo, say independently" in said
    sides = page.locator(".ev-sides").first.locator(":scope > *")
    boxes = [one.bounding_box() for one in sides.all()]
    assert len(boxes) >= 2


def test_evidence_of_a_line_opens_from_its_address(visit: Visit, explorer: Path) -> None:
    """Lines, tenures and departures have evidence of their own."""
    for thing in ("mira-murati-openai-cto-1", "mira-murati-openai-departure-1"):
        page = visit(explorer, f"thing={thing}")
        _unfold(page)
        assert _claims(page)


def test_names_in_the_panel_lead_on(visit: Visit, explorer: Path) -> None:
    """Every name that is a thing is a link to its own evidence."""
    page = visit(explorer, "thing=openai-cto")
    link = panel(page).locator("a[href*='thing=']").filter(has_text="Mira Murati").first
    link.click()
    assert "Mira Murati" in panel(page).inner_text()
    assert address(page)["thing"].startswith("mira-murati")


@pytest.mark.parametrize("language", ["en-US", "fr-FR"])
def test_single_sources_are_told(visit: Visit, explorer: Path, language: str) -> None:
    """What one document alone says is marked in words."""
    page = visit(explorer, "thing=mira-murati", language=language)
    _unfold(page)
    words = {"en-US": "single source", "fr-FR": "source unique"}
    assert words[language] in panel(page).inner_text().lower()


def test_without_documents_positions_stand_alone(visit: Visit, explorer: Path) -> None:
    """No passage is shown, and the page says that it has none."""
    page = visit(explorer, "thing=mira-murati")
    _unfold(page)
    assert page.locator("mark").count() == 0
    move_to(page, "view=document&document=document-memos")
    assert page.locator("main mark").count() == 0
    assert len(_claims(page, "main")) > 50


@pytest.mark.parametrize("thing", THINGS[:3])
def test_a_passage_is_what_stands_in_the_document(
    visit: Visit, with_documents: Path, documents_folder: Path, thing: str
) -> None:
    """The highlighted letters are those at the claim's places, counted as code points."""
    page = visit(with_documents, f"thing={thing}")
    _unfold(page)
    shown = page.evaluate(
        """() => [...document.querySelectorAll('.evidence [data-claim]')].map(one =>
        [one.dataset.claim.replace('claim:', ''), one.closest('.ev-claims') !== null,
         [...one.querySelectorAll('mark')].map(mark => mark.textContent)])"""
    )
    assert len(shown) > 3
    for claim, _, marks in shown:
        (file,) = _values(claim, "inc:document", "dcterms:identifier")
        text = (documents_folder / file).read_text("utf-8")
        starts = [int(one) for one in _values(claim, "oa:hasSelector", "oa:start")]
        ends = [int(one) for one in _values(claim, "oa:hasSelector", "oa:end")]
        covered = sorted({at for one in zip(starts, ends, strict=True) for at in range(*one)})
        assert "".join(marks) == "".join(text[at] for at in covered), claim


def test_a_passage_stands_in_its_context(
    visit: Visit, with_documents: Path, documents_folder: Path
) -> None:
    """What surrounds the highlighted letters is the document's too."""
    page = visit(with_documents, "thing=mira-murati")
    _unfold(page)
    texts = [path.read_text("utf-8") for path in documents_folder.glob("*.txt")]
    quotes = page.evaluate(
        "() => [...document.querySelectorAll('.evidence blockquote')].map(one => one.textContent)"
    )
    assert quotes
    for quote in quotes:
        passage = quote.removeprefix("… ").removesuffix(" …")
        assert any(passage in text for text in texts)
        assert len(passage) > 60


def test_a_document_lists_its_claims_in_the_order_of_the_text(
    visit: Visit, with_documents: Path
) -> None:
    """All of them, by where they begin."""
    page = visit(with_documents, "view=document&document=document-nouvelles")
    listed = list(_claims(page, "main"))
    starts = [min(map(int, _values(claim, "oa:hasSelector", "oa:start"))) for claim in listed]
    assert len(listed) > 20
    assert starts == sorted(starts)
    everything = {
        quad.subject.value.rpartition("/")[2]
        for quad in _kg().store.quads_for_pattern(
            None, iri("inc:document"), iri("id:document-nouvelles"), iri("graph:sources")
        )
        if isinstance(quad.subject, ox.NamedNode)
    }
    assert set(listed) == everything


def test_a_document_is_shown_whole(
    visit: Visit, with_documents: Path, documents_folder: Path
) -> None:
    """Letter for letter, whatever is highlighted in it."""
    page = visit(with_documents, "view=document&document=document-nouvelles")
    shown = page.locator(".doc-text").evaluate("one => one.textContent")
    assert shown in [path.read_text("utf-8") for path in documents_folder.glob("*.txt")]


def test_a_click_in_the_text_chooses_a_claim(visit: Visit, with_documents: Path) -> None:
    """And a further one the next claim of the same words."""
    page = visit(with_documents, "view=document&document=document-nouvelles")
    page.locator(".doc-text mark").first.click()
    settle(page)
    assert address(page)["claim"].startswith("claim:nouvelles")
    assert page.locator("main [data-claim][aria-current=true]").count() == 1


def test_the_data_holds_no_text_in_our_sentences(explorer: Path, documents_folder: Path) -> None:
    """Claims are told in our own words: no sentence of theirs is one of a document's."""
    texts = [path.read_text("utf-8") for path in documents_folder.glob("*.txt")]
    page = explorer.read_text("utf-8")
    data = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
    said = [text for text in _strings(data) if len(text) > 60]
    assert len(said) > 500
    assert [text for text in said if any(text in one for one in texts)] == []


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _strings(one)]
