"""The explorer: the reporting graph, its history and its evidence as one file for a browser.

`moments` says at which days of the second clock the record is worked out, `data` turns records,
names and claims into compact JSON, `page` puts it into one HTML file with the scripts and styles
that lie beside these modules. Nothing here is imported by `ask`.
"""
