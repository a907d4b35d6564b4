"""Markdown of one line as plain words: links, emphasis and escapes, nothing lost."""

import re

_LINK = re.compile(r"!?\[([^\[\]]{0,400})\]\(<?([^()<>\s]{1,1000})>?(?:[ \t]\"[^\"]{0,200}\")?\)")
_ANGLE = re.compile(r"<((?:https?|mailto)[^<>\s]{1,1000})>")
_STRONG = re.compile(r"(?<![\w*])(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1(?![\w*])")


def words_of(text: str) -> str:
    """A line as words: `[t](u)` becomes `t (u)`, `**b**` becomes `b`."""
    text = _LINK.sub(lambda m: m[1] if m[1] == m[2] else f"{m[1]} ({m[2]})", text)
    text = _ANGLE.sub(r"\1", text)
    return " ".join(_STRONG.sub(r"\2", text).split())


def labels_of(text: str) -> str:
    """A line as words with links by their label alone; for where the line itself is kept as well."""
    text = _LINK.sub(lambda m: m[1] or m[2], text)
    text = _ANGLE.sub(r"\1", text)
    return " ".join(_STRONG.sub(r"\2", text).split())


def links_in(text: str) -> list[str]:
    """The addresses that a text links to, in order."""
    found = [m[2] for m in _LINK.finditer(text)] + [m[1] for m in _ANGLE.finditer(text)]
    bare = re.findall(r"(?<![(<\[\"])\bhttps?://[^\s<>()\"|`]{1,1000}", text)
    return list(dict.fromkeys([*found, *(url.rstrip(".,;:") for url in bare)]))


def without_link(text: str, url: str) -> str:
    """A text whose link to one address is only its words."""
    return _LINK.sub(lambda m: m[1] if m[2] == url else m[0], text)


def plain(text: str) -> str:
    """What pmtui escaped when it wrote Markdown, as it was: addresses, escapes, breaks, and code.

    An export sets off in code what a host would turn into a mention or a link; other code was
    marked by a person and keeps its marks.
    """
    parts: list[str] = []
    position = 0
    for found in _TOKEN.finditer(text):
        parts.append(text[position : found.start()])
        position = found.end()
        if found["code"]:
            inner = found["inner"]
            if len(found["code"]) == 1 and not _GUARDED.fullmatch(inner):
                parts.append(found[0])  # code that a person marked, in an export edited by hand
                continue
            padded = inner.startswith(" ") and inner.endswith(" ") and inner.strip("` ") != ""
            parts.append(inner[1:-1] if padded and "`" in inner else inner)
        elif found["item"]:
            parts.append(found["item"])
        elif found["url"]:
            parts.append(found["url"])
        elif found["break"] is not None:
            parts.append("\n")
        else:
            parts.append(found["char"])
    return "".join([*parts, text[position:]])


def verbatim(text: str) -> str:
    """A line that the export set off as code without its marks; any other as `plain` has it."""
    whole = _CODE.fullmatch(text.strip())
    return whole[1] if whole else plain(text)


_CODE = re.compile(r"`([^`\n]{1,4000})`")
_TOKEN = re.compile(
    r"\\(?P<char>[!-/:-@\[-`{-~])"
    r"|\\(?P<break>\n)[ \t]{0,12}"
    r"|(?P<code>`{1,40})(?!`)(?P<inner>[^\n]{1,4000}?)(?<!`)(?P=code)(?!`)"
    r"|\[(?P<item>[A-Z][A-Z0-9_]{1,15}-\d{1,9})\]\(<https?://[^<>\s]{1,2000}>\)"  # a tracker's link
    r"|<(?P<url>https?://[^<>\s]{1,2000})>"
)
_GUARDED = re.compile(
    r"(?:@[A-Za-z0-9][\w./-]{0,100}+|[\w./-]{0,100}+#\d{1,12}+|GH-\d{1,12}+"
    r"|~\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?|[!&$%~]\d{1,12}+|[~%][A-Za-z][\w-]{0,100}+){1,40}"
)
"""Mentions, numbers of issues, labels: what stands in code in an export so that it stays text."""
