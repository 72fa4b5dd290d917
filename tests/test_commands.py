"""The command line, run as its users run it: processes, pipes, terminals, exit codes."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import incumbent
import pyoxigraph as ox
import pytest
from incumbent.commands.settings import COMMANDS
from running import Ran, command, environment, run, run_in_terminal
from small import NAMES, TENURE

HOLDERS = ("ask", "holders", "--post", "OpenAI CTO", "--on", "2023-06-01")
SLOW = {"rdflib", "pyshacl", "owlrl", "networkx", "rich", "yaml", "oxrdflib"}
SELECT = "SELECT ?who { ?t inc:holder ?who ; inc:post id:openai-cto } ORDER BY ?who"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the built-in corpus once into a cache of the tests' own."""
    folder = tmp_path_factory.mktemp("cache")
    built = run("build", cache=folder)
    assert built.code == 0, built.err
    assert re.fullmatch(r"(?s).*incumbent: \d+ statements from .*openai\n", built.err), built.err
    run("ask", cache=folder)
    return folder


@pytest.fixture
def home(corpus: Callable[..., Path]) -> Path:
    """Write a corpus of a user's own."""
    return corpus(TENURE, names=NAMES)


def one_line(ran: Ran, code: int, *told: str) -> None:
    """Demand an exit code, nothing on stdout and one line on stderr."""
    assert ran.code == code, ran
    assert ran.out == "", ran
    assert ran.err.count("\n") == 1, ran.err
    assert ran.err.startswith("incumbent: "), ran.err
    assert "Traceback" not in ran.err
    for part in told:
        assert part in ran.err, ran.err


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


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("asq",), "there is no command asq; did you mean ask?"),
        (("zzz",), "there is no command zzz; see incumbent --help"),
        (("ask", "hodlers"), "there is no question hodlers; did you mean holders"),
        (("ask", "holders", "--pst", "x"), "'--post'"),
        (("ask", "holders", "extra"), "extra"),
        (("ask", "holders", "--post"), "--post"),
        (("ask", "holders", "--post", "OpenAI CT"), "did you mean “Chief Technology Officer"),
        (("ask", "holders", "--post", "Mira Murati"), "is no post"),
        (("ask", "holders", "--post", ""), "names nothing"),
        (("ask", "career", "--person", "Sam"), "Sam Altman (id:sam-altman), Sam Jeans"),
        (("ask", "career", "--person", "Ilya Sutskver"), "did you mean “Ilya Sutskever”"),
        (("ask", "holders", "--on", "2023-02-29"), "“2023-02-29” is no date"),
        (("ask", "holders", "--on", "tomorrow"), "write a day as 2024-09-25"),
        (("ask", "holders", "--format", "xml"), "'xml' is not one of"),
        (("ask", "holders", "--format", "ttl"), "rows have no format ttl"),
        (("ask", "holders", "--lang", "de"), "'de' is not one of"),
        (("query", "SELEC * { }"), "“SELEC” is no word of SPARQL"),
        (("query", "SELECT * {\n ?s ?p }"), "line"),
        (("query", "INSERT DATA { id:a id:b id:c }"), "INSERT would change the graph"),
        (("query", "SELECT * { SERVICE <http://127.0.0.1:9/> { } }"), "SERVICE would ask"),
        (("query", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }"), "FROM may not fetch"),
        (("query", "nowhere.rq"), "there is no file nowhere.rq"),
        (("query", "ASK { }", "--format", "ttl"), "no format ttl"),
        (("query", "CONSTRUCT WHERE { ?s ?p ?o }", "--format", "csv"), "csv"),
        (("why",), "THING"),
        (("why", "Nobody At All"), "no thing is called “Nobody At All”"),
        (("why", "OpenAI", "--format", "csv"), "no format csv"),
        (("draw", "--on", "2024-13-01"), "is no date"),
        (("draw", "-o", "chart.xyz"), "xyz"),
        (("draw", "--theme", "pink"), "'pink' is not one of"),
        (("export", "-o", "record.xyz"), "xyz"),
        (("export", "--what", "nothing"), "'nothing' is not one of"),
        (("publish",), "--output"),
        (("locate", "nowhere", "text"), "there is no file or document nowhere; registered are"),
        (("check", "--format", "csv"), "no format csv"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, tuple) else "",
)
def test_wrong_usage_is_one_line_and_exit_2(
    cache: Path, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    """Whatever is wrong with the input, one line says what, and how to mend it."""
    one_line(run(*arguments, cache=cache, cwd=tmp_path), 2, told)
    assert list(tmp_path.iterdir()) == []


def test_bytes_that_are_no_text(cache: Path, tmp_path: Path) -> None:
    """Input in another encoding is told as such."""
    (tmp_path / "latin.rq").write_bytes("SELECT * { ?s ?p 'é' }".encode("latin-1"))
    one_line(run("query", "latin.rq", cache=cache, cwd=tmp_path), 2, "not UTF-8 at byte 18")
    one_line(run("query", cache=cache, stdin=b"\xff"), 2, "stdin is not UTF-8")
    ran = subprocess.run(
        [*command("why"), b"\xff\xfe"], capture_output=True, env=environment(cache)
    )
    one_line(Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode()), 2, "names nothing")


def faulty(home: Path, fault: str) -> None:
    claims = home / "claims" / "one.trig"
    text = claims.read_text()
    if fault == "syntax":
        claims.write_text(text.replace("{ id:ada", "{ id:ada id:ada id:ada id:ada"))
    elif fault == "document":
        claims.write_text(text.replace("inc:document id:document-one", "inc:document id:nowhere"))
    elif fault == "places":
        claims.write_text(text.replace("oa:end 11", "oa:end 11000"))
    elif fault == "bytes":
        claims.write_bytes(text.encode() + b"\xff")
    else:
        (home / "corpus.ttl").unlink()


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("syntax", "one.trig:"),
        ("document", "nowhere"),
        ("places", "c1"),
        ("bytes", "one.trig"),
        ("registry", "has no corpus.ttl"),
    ],
)
def test_a_faulty_corpus_is_one_line_and_exit_1(
    home: Path, tmp_path: Path, fault: str, told: str
) -> None:
    """A corpus that cannot be read is told in one line that names file, line or claim."""
    faulty(home, fault)
    one_line(run("--corpus", str(home), "build", cache=tmp_path / "cache"), 1, told)


def test_a_document_that_is_another(home: Path, tmp_path: Path) -> None:
    """A text that is not the registered one is told with both digests."""
    (home / "texts" / "one.txt").write_text("Something else.")
    ran = run(
        *("locate", "one", "else", "--documents", str(home / "texts"), "--corpus", str(home)),
        cache=tmp_path,
    )
    one_line(ran, 1, "not the text that was registered", "SHA-256")


# ---------------------------------------------------------------- targets


@pytest.mark.parametrize(
    "arguments",
    [("export", "-o"), ("draw", "--on", "2024-09-25", "-o")],
    ids=lambda value: value[0],
)
def test_an_unwritable_target_leaves_the_old_file(
    cache: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """Where a target cannot be written, one line says so, and what stood there still stands."""
    suffix = ".ttl" if arguments[0] == "export" else ".svg"
    in_the_way = tmp_path / f"folder{suffix}"
    in_the_way.mkdir()
    (in_the_way / "kept").write_text("kept")
    one_line(run(*arguments, str(in_the_way), cache=cache), 1, "cannot write", "nothing was")
    assert (in_the_way / "kept").read_text() == "kept"
    assert [path.name for path in tmp_path.iterdir()] == [in_the_way.name]
    file = tmp_path / "a-file"
    file.write_text("old")
    one_line(run(*arguments, str(file / f"x{suffix}"), cache=cache), 1, "cannot write")
    assert file.read_text() == "old"


def test_a_file_size_limit_leaves_the_old_file(cache: Path, tmp_path: Path) -> None:
    """When the disk gives no more room in the middle, the old file is whole."""
    target = tmp_path / "record.ttl"
    target.write_text("old")
    ran = subprocess.run(
        ["bash", "-c", 'ulimit -f 8; exec "$0" "$@"', *command("export", "-o", str(target))],
        capture_output=True,
        text=True,
        env=environment(cache),
    )
    one_line(Ran(ran.returncode, ran.stdout, ran.stderr), 1, "cannot write", "nothing was changed")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    "arguments",
    [HOLDERS, ("export",), ("draw",), ("why", "OpenAI"), ("ask",), ("query", SELECT), ()],
    ids=lambda value: (*value, "overview")[0],
)
def test_a_full_disk_is_told(cache: Path, arguments: tuple[str, ...]) -> None:
    """When stdout takes no more, that is a failure and one line, not a silent success."""
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            command(*arguments), stdout=full, stderr=subprocess.PIPE, env=environment(cache)
        )
    one_line(Ran(ran.returncode, "", ran.stderr.decode()), 1, "No space left on device")


def test_a_reader_that_has_seen_enough(cache: Path) -> None:
    """A pipe that is closed early ends the command without a word."""
    process = subprocess.Popen(
        command("export", "--what", "all", "--format", "nq"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(cache),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0


def test_a_closed_stdout(cache: Path) -> None:
    """Without any stdout the command fails rather than pretend."""
    ran = subprocess.run(
        ["bash", "-c", '"$0" "$@" >&-', *command(*HOLDERS)],
        stderr=subprocess.PIPE,
        env=environment(cache),
    )
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr


def test_a_query_can_be_interrupted(cache: Path) -> None:
    """Ctrl-C ends a query that would run for ever, without a traceback."""
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    process = subprocess.Popen(
        command("query", endless),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(cache),
    )
    time.sleep(1.0)
    assert process.poll() is None
    process.send_signal(2)
    _, err = process.communicate(timeout=5)
    assert process.returncode in (-2, 130)
    assert b"Traceback" not in err


def test_standard_output_may_be_named(cache: Path, tmp_path: Path) -> None:
    """`-o -` is stdout, and a file gets what stdout got."""
    target = tmp_path / "new" / "record.ttl"
    assert run("export", "-o", str(target), cache=cache).code == 0
    named = run("export", "-o", "-", cache=cache)
    assert named.out == target.read_text(encoding="utf-8") == run("export", cache=cache).out


@pytest.mark.parametrize("form", ["ttl", "trig", "jsonld", "nt", "nq"])
def test_export_formats(cache: Path, form: str) -> None:
    """--format chooses the format of an export to stdout, and each can be read back."""
    ran = run("export", "--what", "record", "--format", form, cache=cache)
    assert ran.code == 0, ran.err
    kind = ox.RdfFormat.from_extension("json" if form == "jsonld" else form)
    if form != "jsonld":
        assert len(list(ox.parse(ran.out.encode(), format=kind))) > 500
    else:
        assert json.loads(ran.out)["@context"]


def test_a_terminal_tree(cache: Path) -> None:
    """`draw` alone gives the tree as text."""
    ran = run("draw", "--on", "2024-09-25", cache=cache)
    assert ran.code == 0
    assert "Sam Altman" in ran.out


# ---------------------------------------------------------------- unexpected errors


FAILING = (
    "import incumbent.knowledge as k\n"
    "def fail(*a, **b): raise ZeroDivisionError('two\\nlines')\n"
    "k.open_graph = fail\n"
)


def failing(*arguments: str, cache: Path) -> Ran:
    ran = subprocess.run(
        [sys.executable, "-c", FAILING + command()[-1], *arguments],
        capture_output=True,
        text=True,
        env=environment(cache),
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def test_an_unexpected_error_is_one_line(cache: Path) -> None:
    """What nobody foresaw is told in one line that says how to see more."""
    told = "internal error: ZeroDivisionError: two lines (run with --debug)"
    one_line(failing("why", "OpenAI", cache=cache), 1, told)


def test_debug_shows_the_traceback(cache: Path) -> None:
    """With --debug there is a traceback, for errors foreseen and not, and the same exit code."""
    ran = failing("why", "OpenAI", "--debug", cache=cache)
    assert ran.code == 1
    assert "Traceback" in ran.err
    ran = run("--debug", "ask", "hodlers", cache=cache)
    assert ran.code == 2
    assert "UnknownQuestionError" in ran.err


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
