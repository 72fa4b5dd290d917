"""The command line when something is wrong: input, targets, readers that leave, our own faults."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
from running import (
    HOLDERS,
    SELECT,
    Ran,
    build_cache,
    command,
    environment,
    one_line,
    run,
)
from small import NAMES, TENURE


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the built-in corpus once into a cache of the tests' own."""
    return build_cache(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def home(corpus: Callable[..., Path]) -> Path:
    """Write a corpus of a user's own."""
    return corpus(TENURE, names=NAMES)


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
