"""A small corpus of a user's own: one company, a few people, one post."""

from __future__ import annotations


def named(slug: str, kind: str, english: str, french: str = "", more: str = "") -> str:
    """Return the name of a thing as Turtle."""
    return (
        f'id:{slug} a {kind} ; skos:prefLabel "{english}"@en , "{french or english}"@fr {more} .\n'
    )


NAMES = (
    named("acme", "org:FormalOrganization", "Acme")
    + named("acme-cto", "org:Post", "Acme CTO", "directrice technique d’Acme")
    + named("ada", "foaf:Person", "Ada Ångström", more='; skos:hiddenLabel "Ada Angstrem"')
    + named("sam-one", "foaf:Person", "Sam One", more='; skos:altLabel "Sam"')
    + named("sam-two", "foaf:Person", "Sam Two", more='; skos:altLabel "Sam"')
)
TENURE = (
    "id:ada-acme-cto-1 a inc:Tenure ; inc:holder id:ada ; inc:post id:acme-cto ; "
    'inc:began "2020"^^edtf:EDTF . id:acme-cto org:postIn id:acme .'
)
