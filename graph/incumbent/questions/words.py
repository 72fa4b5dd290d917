"""The bare words of SPARQL: those of queries and those of updates."""

from __future__ import annotations

from typing import Final

# fmt: off
#: Keywords and functions of SPARQL 1.1 and 1.2 queries, without SERVICE.
WORDS: Final = frozenset(
    {
        "A", "ABS", "ADJUST", "AS", "ASC", "ASK", "AVG", "BASE", "BIND", "BNODE", "BOUND", "BY",
        "CEIL", "COALESCE", "CONCAT", "CONSTRUCT", "CONTAINS", "COUNT", "DATATYPE", "DAY",
        "DESC", "DESCRIBE", "DISTINCT", "ENCODE_FOR_URI", "EXISTS", "FALSE", "FILTER", "FLOOR",
        "FROM", "GRAPH", "GROUP", "GROUP_CONCAT", "HASLANG", "HASLANGDIR", "HAVING", "HOURS",
        "IF", "IN", "IRI", "ISBLANK", "ISIRI", "ISLITERAL", "ISNUMERIC", "ISTRIPLE", "ISURI",
        "LANG", "LANGDIR", "LANGMATCHES", "LATERAL", "LCASE", "LIMIT", "MAX", "MD5", "MIN",
        "MINUS", "MINUTES", "MONTH", "NAMED", "NOT", "NOW", "OBJECT", "OFFSET", "OPTIONAL",
        "ORDER", "PREDICATE", "PREFIX", "RAND", "REDUCED", "REGEX", "REPLACE", "ROUND",
        "SAMETERM", "SAMPLE", "SECONDS", "SELECT", "SEPARATOR", "SHA1", "SHA256", "SHA384",
        "SHA512", "STR", "STRAFTER", "STRBEFORE", "STRDT", "STRENDS", "STRLANG", "STRLANGDIR",
        "STRLEN", "STRSTARTS", "STRUUID", "SUBJECT", "SUBSTR", "SUM", "TIMEZONE", "TRIPLE",
        "TRUE", "TZ", "UCASE", "UNDEF", "UNION", "URI", "UUID", "VALUES", "VERSION", "WHERE",
        "YEAR",
    }
)

#: Words that only updates have.
UPDATES: Final = frozenset(
    {
        "ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "INTO", "LOAD", "MOVE",
        "SILENT", "USING", "WITH",
    }
)
# fmt: on
