"""The command line, run as its users run it: processes, pipes, terminals, exit codes."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import incumbent
import pyoxigraph as ox
import pytest
from incumbent.commands.settings import COMMANDS
from running import (
    HOLDERS,
    SELECT,
    Ran,
    build_cache,
    command,
    environment,
    one_line,
    run,
    run_in_terminal,
)
from small import NAMES, TENURE

SLOW = {"rdflib", "pyshacl", "owlrl", "networkx", "rich", "yaml", "oxrdflib"}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the built-in corpus once into a cache of the tests' own."""
    return build_cache(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def home(corpus: Callable[..., Path]) -> Path:
    """Write a corpus of a user's own."""
    return corpus(TENURE, names=NAMES)


# ---------------------------------------------------------------- answers


def test_a_pipe_gets_sparql_json(cache: Path) -> None:
    """In a pipe rows are SPARQL JSON; all of stdout is data."""
    ran = run(*HOLDERS, cache=cache)
    assert ran.code == 0
    told = json.loads(ran.out)
    (row,) = told["results"]["bindings"]
    assert row["holderName"] == {"type": "literal", "value": "Mira Murati", "xml:lang": "en"}
    assert ran.err == ""


def test_a_terminal_gets_a_table(cache: Path) -> None:
    """On a terminal rows are a table with what is disputed below it."""
    ran = run_in_terminal(*HOLDERS, cache=cache, width=120)
    assert ran.code == 0
    assert re.search(r"^Mira Murati +certain", ran.out, re.MULTILINE), ran.out
    assert "disputed: " in ran.out
    assert "\033[1m" in ran.out


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("question", ["departures", "claims-by-modality", "vacancies"])
def test_a_table_fits_its_terminal(cache: Path, width: int, question: str) -> None:
    """No line is wider than the terminal, and no date is cut in two."""
    ran = run_in_terminal("ask", question, cache=cache, width=width, NO_COLOR="1")
    lines = ran.out.splitlines()
    assert max(map(len, lines)) <= width
    assert not any(re.search(r"(^|\s)(\d{4}-|\d{4}-\d{2}-?|-\d{2})(\s|$)", line) for line in lines)


def test_no_color(cache: Path) -> None:
    """With NO_COLOR, or on a dumb terminal, no escape sequence is written."""
    for setting in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\033" not in run_in_terminal(*HOLDERS, cache=cache, **setting).out


@pytest.mark.parametrize("form", ["table", "json", "csv", "tsv", "ndjson", "md"])
def test_every_format_of_rows(cache: Path, form: str) -> None:
    """Each format names the holder; CSV and JSON can be read back."""
    ran = run(*HOLDERS, "--format", form, cache=cache)
    assert ran.code == 0
    assert "Mira Murati" in ran.out
    if form == "csv":
        assert next(csv.DictReader(io.StringIO(ran.out)))["certainty"] == "certain"
    if form in ("json", "ndjson"):
        assert json.loads(ran.out)
    assert ("disputed: " in ran.out) == (form == "table")


def test_quiet_leaves_remarks_out(cache: Path) -> None:
    """--quiet gives the table alone."""
    ran = run(*HOLDERS, "--format", "table", "--quiet", cache=cache)
    assert "Mira Murati" in ran.out
    assert "disputed: " not in ran.out


def test_options_stand_before_or_after_the_command(cache: Path) -> None:
    """Shared options mean the same on either side of the command."""
    after = run(*HOLDERS, "--format", "csv", "--lang", "fr", cache=cache)
    before = run("--format", "csv", "--lang", "fr", *HOLDERS, cache=cache)
    between = run("ask", "--format", "csv", "--lang", "fr", *HOLDERS[1:], cache=cache)
    assert after == before == between
    assert after.out.startswith("holderName,")


def test_asking_alone_lists_the_catalogue(cache: Path) -> None:
    """`ask` lists every question with its title; as data with its parameters too."""
    ran = run("ask", cache=cache)
    assert ran.code == 0
    for question in incumbent.questions.catalogue.all_questions():
        line = rf"^  {question.name} +{re.escape(question.title)}$"
        assert re.search(line, ran.out, re.MULTILINE), question.name
    rows = list(csv.DictReader(io.StringIO(run("ask", "--format", "csv", cache=cache).out)))
    (holders,) = (row for row in rows if row["question"] == "holders")
    assert holders["parameters"] == "--post --on"


def test_a_questions_help_shows_its_parameters(cache: Path) -> None:
    """`ask QUESTION --help` tells each parameter, its kind and its default."""
    ran = run("ask", "holders", "--help", cache=cache)
    assert ran.code == 0
    for part in ("--post POST", "[default: OpenAI CTO]", "--on DATE", "2024-09-25"):
        assert part in ran.out


def test_the_overview(cache: Path) -> None:
    """Alone, the command says what the graph holds and what to try; the examples it gives work."""
    ran = run(cache=cache)
    assert ran.code == 0
    assert re.search(r"5 documents +\d+ claims", ran.out)
    assert len(ran.out.splitlines()) <= 24
    assert "incumbent ask holders --post" in ran.out
    french = run("--lang", "fr", cache=cache)
    assert french.out.splitlines()[2] != ran.out.splitlines()[2]


# ---------------------------------------------------------------- query


def test_a_query_is_text_file_or_stdin(cache: Path, tmp_path: Path) -> None:
    """A query comes as text, from a file (with or without BOM), or from stdin."""
    file = tmp_path / "who is it.rq"
    file.write_text(f"\ufeff{SELECT}", encoding="utf-8")
    answers = [
        run("query", SELECT, cache=cache),
        run("query", str(file), cache=cache),
        run("query", "-", cache=cache, stdin=SELECT.encode()),
        run("query", cache=cache, stdin=SELECT.encode()),
    ]
    assert {answer.code for answer in answers} == {0}
    assert len({answer.out for answer in answers}) == 1
    assert "mira-murati" in answers[0].out


def test_the_forms_of_a_query(cache: Path) -> None:
    """ASK gives a boolean, CONSTRUCT gives RDF in the format asked for."""
    ask = "ASK { id:mira-murati ?p ?o }"
    assert json.loads(run("query", ask, cache=cache).out) == {"head": {}, "boolean": True}
    assert run("query", ask, "--format", "table", cache=cache).out == "true\n"
    construct = "CONSTRUCT { ?t inc:holder ?w } WHERE { ?t inc:holder ?w }"
    sizes = set()
    for form, kind in (("ttl", ox.RdfFormat.TURTLE), ("nt", ox.RdfFormat.N_TRIPLES)):
        ran = run("query", construct, "--format", form, cache=cache)
        assert ran.code == 0, ran.err
        sizes.add(len(list(ox.parse(ran.out.encode(), format=kind))))
    assert (
        run("query", construct, cache=cache).out
        == run("query", construct, "--format", "ttl", cache=cache).out
    )
    assert len(sizes) == 1
    jsonld = run("query", construct, "--format", "json", cache=cache)
    assert jsonld.code == 0, jsonld.err
    assert json.loads(jsonld.out)


# ---------------------------------------------------------------- help and version


def test_version(cache: Path) -> None:
    """--version tells the package's version."""
    assert run("--version", cache=cache) == Ran(0, f"incumbent {incumbent.__version__}\n", "")


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help(cache: Path, name: str) -> None:
    """Every command has help that names what it takes, and the list of commands is complete."""
    ran = run(*name.split(), "--help", cache=cache)
    assert ran.code == 0
    assert ran.err == ""
    assert "Usage: incumbent" in ran.out
    assert "--format" in ran.out
    if not name:
        assert all(f"  {command} " in ran.out for command in COMMANDS)


# ---------------------------------------------------------------- why


def test_why_shows_both_sides(cache: Path) -> None:
    """`why "Ilya Sutskever"` shows where he went according to whom, in text, French and JSON."""
    text = run("why", "Ilya Sutskever", cache=cache).out
    assert re.search(r"    Anthropic\n +.*\[memos-", text)
    assert re.search(r"    Safe Superintelligence Inc\.\n +.*\[dailyai-", text)
    told = json.loads(run("why", "ilya sutsk", "--format", "json", cache=cache).out)
    assert any("inc:destination" in c["properties"] for c in told["conflicts"])
    french = run("why", "Ilya Sutskever", "--lang", "fr", cache=cache).out
    assert "quitté" in french


def test_why_fits_its_terminal(cache: Path) -> None:
    """On a terminal, sentences are broken at blanks and indented."""
    ran = run_in_terminal("why", "Ilya Sutskever", cache=cache, width=80)
    assert max(map(len, ran.out.splitlines())) <= 80


# ---------------------------------------------------------------- locate


def test_locate(cache: Path, tmp_path: Path) -> None:
    """A quotation is found exactly, else with other white space, else told how far it matches."""
    text = tmp_path / "a.txt"
    text.write_bytes("Un été : Mira Murati,\r\nla directrice\u00a0technique.".encode())
    exact = run("locate", str(text), "Mira Murati", cache=cache)
    assert exact.out.startswith("oa:start 9 ; oa:end 20 ;")
    tolerant = run(
        "locate", str(text), "Murati, la directrice  technique", "--format", "json", cache=cache
    )
    assert json.loads(tolerant.out)["start"] == 14
    piped = run("locate", str(text), "-", cache=cache, stdin=b"Mira\nMurati\n")
    assert piped.out == exact.out
    one_line(run("locate", str(text), "Mira Nobody", cache=cache), 2, "the first 1 stand at 9")
    one_line(run("locate", str(text), "", cache=cache), 2, "empty quotation")


def test_locate_in_a_registered_document(cache: Path, documents_folder: Path) -> None:
    """A registered document goes by its short name, and its places are those of its text."""
    ran = run("locate", "dailyai", "OpenAI", "--documents", str(documents_folder), cache=cache)
    assert ran.code == 0
    assert "oa:start" in ran.out


# ---------------------------------------------------------------- a corpus of one's own


def test_a_corpus_of_ones_own(home: Path, tmp_path: Path) -> None:
    """--corpus takes a user's folder: its people answer, the built-in ones are unknown."""
    cache = tmp_path / "cache"
    ask = ("ask", "holders", "--post", "Acme CTO", "--on", "2021-01-01", "--format", "csv")
    ran = run("--corpus", str(home), *ask, cache=cache)
    assert ran.code == 0, ran.err
    assert "Ada Ångström,,false,unstated" in ran.out
    one_line(run(*HOLDERS, "--corpus", str(home), cache=cache), 2, "no post is called “OpenAI CTO”")
    one_line(run("--corpus", str(tmp_path / "no"), "ask", "posts", cache=cache), 1, "is no corpus")
    named = run("--corpus", "openai", "--version", cache=cache)
    assert named.code == 0


def test_hostile_names_do_not_steer_the_terminal(
    corpus: Callable[..., Path], tmp_path: Path
) -> None:
    """Control characters in a corpus's names and sentences do not reach the terminal."""
    hostile = NAMES.replace("Ada Ångström", "Ada\\u001B[31m\\u0007\\u202EEvil\\u009B")
    home = corpus(TENURE, names=hostile)
    trig = home / "claims" / "one.trig"
    trig.write_text(trig.read_text().replace('"Claim 1."', '"Claim \\u001B]0;x\\u0007."'))
    for arguments in (("ask", "posts-held", "--person", "id:ada"), ("why", "id:ada")):
        ran = run_in_terminal(
            "--corpus", str(home), *arguments, cache=tmp_path / "cache", NO_COLOR="1", width=120
        )
        said = ran.out.rpartition("\r\033[K")[2]  # progress of the build stands before
        assert not set("\033\007\u202e\u009b") & set(said), said


# ---------------------------------------------------------------- speed


@pytest.mark.parametrize("arguments", [HOLDERS, ("query", SELECT)], ids=lambda value: value[0])
def test_a_warm_answer_imports_little(cache: Path, arguments: tuple[str, ...]) -> None:
    """With a warm cache, answering imports none of the heavy libraries."""
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", *command(*arguments)[1:]],
        capture_output=True,
        text=True,
        env=environment(cache),
    )
    assert ran.returncode == 0
    imported = {
        line.rpartition("|")[2].strip().partition(".")[0] for line in ran.stderr.split("\n")
    }
    assert "pyoxigraph" in imported
    assert not imported & SLOW


def test_output_is_utf8_in_any_locale(cache: Path) -> None:
    """Whatever the locale's encoding, output is UTF-8 and nothing fails."""
    for arguments in ((*HOLDERS, "--format", "table"), ("why", "OpenAI"), ("draw",)):
        ran = run(*arguments, cache=cache, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
        assert ran.code == 0, ran.err
    ran = run("why", "“nobody”é", cache=cache, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert ran.code == 2


def test_progress_only_on_a_terminal(home: Path, tmp_path: Path) -> None:
    """A build shows its steps on a terminal, and nothing in a pipe or when told to be quiet."""
    build = ("--corpus", str(home), "build")
    assert "reading claims" in run_in_terminal(*build, cache=tmp_path / "one").out
    assert "reading claims" not in run(*build, cache=tmp_path / "two").err
    assert run(*build, "--quiet", cache=tmp_path / "three") == Ran(0, "", "")
    assert run_in_terminal(*build, "--quiet", cache=tmp_path / "four").out == ""


def test_an_unwritable_cache_is_noted_once(home: Path, tmp_path: Path) -> None:
    """Without a cache the answer is the same, and one line on stderr says what is amiss."""
    blocked = tmp_path / "file"
    blocked.write_text("")
    ask = ("ask", "posts", "--organization", "Acme", "--format", "csv")
    ran = run("--corpus", str(home), *ask, cache=blocked)
    assert ran.code == 0
    assert "acme-cto" in ran.out
    assert ran.err.count("\n") == 1
    assert "cannot be used" in ran.err
    assert blocked.read_text() == ""
