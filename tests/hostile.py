"""Hostile names and IRIs: each tries to break out of wherever it is written.

What is meant to run calls ``alert``, loads something or writes to the console, so that a page
which lets it through is heard. Everything else tries to break the layout or the script's own
tables.
"""

from __future__ import annotations

from incumbent.vocabulary import PREFIXES

_LONG = "Sehrlangerzusammengesetzterpostenname" * 6
_STACK = "Z" + "\u0301\u0316\u0334\u0489" * 30 + "algo"

#: Each is somebody's name, a post, a unit, a document's title and a claim's sentence.
NAMES: tuple[str, ...] = (
    # Out of HTML, its attributes and its comments.
    "<script>alert(1)</script>", "</script><script>alert(2)</script>", "</SCRIPT >", "</script\t>",
    "<!--", "-->", "<!--<script>", "]]>", "<![CDATA[x", "<img src=x onerror=alert(3)>",
    "<svg/onload=alert(4)>", '"><img src=//127.0.0.1/x>', "'><b>bold</b>",
    '" onmouseover="alert(5)', "' autofocus onfocus='alert(6)", "`onclick=`alert(7)`",
    "<iframe src=javascript:alert(8)>", "<base href=//127.0.0.1/>",
    "<meta http-equiv=refresh content=0>", "<link rel=stylesheet href=//127.0.0.1/a.css>",
    "<style>*{display:none}</style>", "</style><script>alert(9)</script>", "</title><h1>x",
    "<textarea>", "<plaintext>", "<details open ontoggle=alert(10)>",
    "&lt;script&gt;alert(11)&lt;/script&gt;", "&#60;script&#62;", "&amp;&quot;&apos;&nbsp;", "&",
    # Out of addresses, scripts, templates and style.
    "javascript:alert(12)", "JaVaScRiPt:alert(13)", "data:text/html,<script>alert(14)</script>",
    "vbscript:msgbox(1)", "//127.0.0.1/x", "https://127.0.0.1/x", "#view=timeline&thing=x",
    "?a=b&c=d#e", "%3Cscript%3Ealert(15)%3C/script%3E", "%", "%E0%A4%A", "%00",
    "${alert(16)}", "{{constructor.constructor('alert(17)')()}}", "{date}", "{name}{0}%s%d",
    "<%= 7*7 %>", "#{7*7}", "$title $data $&$1$'$`", "\\u003cscript\\u003e", "\\",
    '\\"', '";alert(18)//',
    "'-alert(19)-'", "*/alert(20)/*", "\\'});alert(21);//", "x;background:url(//127.0.0.1/x)",
    "}*{background:red}", "expression(alert(22))", "url(javascript:alert(23))", "@import '//x';",
    # Tables of the script itself.
    "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "length",
    "__defineGetter__", "null", "undefined", "NaN", "-1", "0", "true", "[object Object]", "id",
    # Letters that end lines, turn directions, weigh nothing or take too much room.
    "line\u2028separator", "paragraph\u2029separator", "new\nline", "carriage\rreturn", "tab\there",
    "NUL-like \u2400\ufffd", "control \x7f\x85\x9b", "\ufefffirst mark",
    "soft\u00adhyphen\u200bzero",
    "\u202eevil\u202c right to left", "\u2066isolate\u2069", "\u202aembedded, never closed",
    "\u2067never closed", "אבגדה וזחטי", "محمد بن سلمان", "Ада Лавлейс", "陳大文", "渡辺 謙",
    "김철수", "नरेन्द्र", "สมชาย", "👩‍👩‍👧‍👦 family", "🏳️‍🌈", "\U0001d54f\U0001d550", "e\u0301cole",
    _STACK, _LONG, "W" * 60, "i" * 60,
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen",
    "ﬁ ligature", "\u200d\u200d", "\u3000wide\u3000", "ﷺ" * 8, "⸻" * 6,
)  # fmt: skip

#: IRIs that are well formed and mean harm, before and after they are shortened.
IRIS: tuple[str, ...] = (
    "javascript:alert(101)",
    "JAVASCRIPT:alert(102)",
    "data:text/html,alert(103)",
    "vbscript:x",
    "file:///etc/passwd",
    "urn:x-hostile:'onmouseover='alert(104)'",
    "urn:x-hostile:a&thing=b#view=timeline",
    "http://127.0.0.1/x",
    "https://127.0.0.1:1/?a=b&on=2020-01-01#known=2020-01-01",
    *(
        PREFIXES["id"] + ending
        for ending in (
            "__proto__", "constructor", "toString", "hasOwnProperty", "prototype", "length", "0",
            "a&thing=b", "a=b", "a;b", "a'b", "a(b)", "a#b", "a?b", "a%20b", "a%22%3E%3Cscript%3E",
            "a%00b", "a+b", "a,b", "a:b", "..", "../../etc", "a/b/c", "inc:x", "claim:x", "陳大文",
            "אבג", "a\u202eb", "é", "e\u0301", "~!$*@", "x" * 300,
        )
    ),
)  # fmt: skip
