"""The engines that every question must agree on: embedded, rdflib's own, a SPARQL 1.1 server."""

from __future__ import annotations

import contextlib
import csv
import json
import socket
import subprocess
import sysconfig
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import rdflib

#: A header and the rows, every term as its text, unbound as "".
Answer = tuple[list[str], list[tuple[str, ...]]]
Engine = Callable[[ox.Store, str], Answer]


def embedded(*, union: bool) -> Engine:
    """Return pyoxigraph, with or without the default graph as the union of all."""

    def answer(store: ox.Store, query: str) -> Answer:
        solutions = store.query(query, use_default_graph_as_union=union)
        names = [variable.value for variable in solutions.variables]
        rows = [
            tuple("" if row[name] is None else row[name].value for name in names)
            for row in solutions
        ]
        return names, rows

    return answer


def rdflib_evaluator(*, union: bool) -> Engine:
    """Return rdflib's own evaluator over its own store."""

    def answer(store: ox.Store, query: str) -> Answer:
        dataset = rdflib.Dataset(default_union=union)
        dataset.parse(data=store.dump(format=ox.RdfFormat.N_QUADS), format="nquads")
        result = dataset.query(query)
        names = [str(name) for name in result.vars]
        rows = [
            tuple(
                "" if row.get(rdflib.Variable(n)) is None else str(row[rdflib.Variable(n)])
                for n in names
            )
            for row in result.bindings
        ]
        return names, rows

    return answer


@contextlib.contextmanager
def server(*, union: bool) -> Iterator[Engine]:
    """Run an `oxigraph` server on loopback and return it as an engine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = Path(sysconfig.get_path("scripts")) / "oxigraph"
    options = ["--union-default-graph"] if union else []
    process = subprocess.Popen(
        [program, "serve", "--bind", f"127.0.0.1:{port}", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/")
        yield _remote(port)
    finally:
        process.terminate()
        process.wait(10)


def _wait(url: str) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(url)


def _remote(port: int) -> Engine:
    def send(path: str, data: bytes, kind: str, method: str) -> bytes:
        headers = {"Content-Type": kind, "Accept": "application/sparql-results+json"}
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}/{path}", data, headers, method=method
        )
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.read()

    def answer(store: ox.Store, query: str) -> Answer:
        quads = store.dump(format=ox.RdfFormat.N_QUADS)
        send("store", quads, "application/n-quads", "PUT")
        told = json.loads(send("query", query.encode(), "application/sparql-query", "POST"))
        names = told["head"]["vars"]
        rows = [
            tuple(row[name]["value"] if name in row else "" for name in names)
            for row in told["results"]["bindings"]
        ]
        return names, rows

    return answer


def read_csv(path: Path) -> Answer:
    """Return expected rows from a file."""
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, [tuple(row) for row in rows]
