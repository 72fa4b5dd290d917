"""What can go wrong, as one tree; each class carries the exit code of the command line.

::

    IncumbentError                 1
    ├── CorpusError                1   a corpus cannot be read: what, where, how to mend it
    ├── NotFoundError              2   no post, person or thing of that name
    ├── AmbiguousNameError         2   several things of that name
    ├── UnknownQuestionError       2   no such question in the catalogue
    ├── ParameterError             2   a value that a question cannot take
    ├── QuerySyntaxError           2   SPARQL that does not parse
    ├── ForbiddenQueryError        2   SPARQL that would write, fetch or read elsewhere
    └── TargetError                1   something that cannot be written
"""

from __future__ import annotations


class IncumbentError(Exception):
    """The root of all errors that Incumbent raises on purpose."""

    exit_code = 1


class CorpusError(IncumbentError):
    """A corpus that cannot be read; the message names file, line or claim, and the repair."""


class NotFoundError(IncumbentError):
    """A name that nothing in the graph bears; the message suggests the nearest."""

    exit_code = 2


class AmbiguousNameError(IncumbentError):
    """A name that several things bear; the message lists them."""

    exit_code = 2


class UnknownQuestionError(IncumbentError):
    """A question that the catalogue does not hold; the message suggests the nearest."""

    exit_code = 2


class ParameterError(IncumbentError):
    """A parameter that a question does not take, or a value of the wrong kind."""

    exit_code = 2


class QuerySyntaxError(IncumbentError):
    """SPARQL that does not parse; the message shows the offending token and its line."""

    exit_code = 2


class ForbiddenQueryError(IncumbentError):
    """SPARQL that asks for more than reading this graph: updates, SERVICE, LOAD, FROM."""

    exit_code = 2


class TargetError(IncumbentError):
    """A file or folder that cannot be written; what stood there before still stands."""
