"""Criteria of the overview: owner, promptness, title and summary, severity, message, depth."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from pmtui.domain.facts import milestone_events
from pmtui.domain.postmortem import Postmortem, depth_of
from pmtui.domain.vocabulary import Depth, Milestone, Pane, Severity, Status
from pmtui.review.found import short, to_look, to_write
from pmtui.review.model import Context, Criterion, Finding, Level
from pmtui.review.moments import impact_length
from pmtui.review.overview_examples import (
    LATE_RESOLVED,
    LATE_WITH_REASON,
    MESSAGE,
    MESSAGE_WITH_INTERNALS,
)
from pmtui.review.reading import (
    LIMIT,
    agree,
    durations,
    has_figure_beside_time,
    has_word,
    not_one_person,
    sentences,
    words,
)
from pmtui.review.variants import both, change

OWNER = ("overview", "", "owner")
SUMMARY = ("overview", "", "summary")


def _owner(pm: Postmortem, context: Context) -> Iterable[Finding]:
    owner = pm.overview.owner.strip()
    if not owner:
        yield to_write(
            "C01",
            OWNER,
            "Which one person is accountable for this postmortem, so that a reader knows whom to "
            "ask?",
            "Name the owner; list everyone else as participants.",
        )
    elif fault := not_one_person(owner, (pm.overview.team, *pm.overview.services)):
        yield to_look(
            "C01",
            OWNER,
            f"The owner “{short(owner)}” {fault}; a reader needs exactly one name to ask.",
            "Name one person; list the others as participants.",
            waives=owner,
        )


def _prompt(pm: Postmortem, context: Context) -> Iterable[Finding]:
    resolved = milestone_events(pm).get(Milestone.RESOLVED)
    if resolved is None or resolved.at.at is None or pm.overview.late_because.strip():
        return
    written = next(
        (t.at for t in pm.transitions if t.at is not None and t.to is not Status.DRAFT),
        context.now,
    )
    days = _days_taken(resolved.at.at, written, pm.overview.severity)
    allowed = {Severity.SEV_1: 3, Severity.SEV_2: 5}.get(pm.overview.severity or Severity.SEV_3, 7)
    if days > allowed:
        unit = "business days" if pm.overview.severity is Severity.SEV_2 else "days"
        yield to_write(
            "C02",
            ("overview", "", "late_because"),
            f"It is more than {allowed} {unit} since the incident was resolved, and memory fades; "
            "what held it up?",
            "Say in one line why it was written late.",
            level=Level.WARN,
        )


def _days_taken(start: datetime, end: datetime, severity: Severity | None) -> float:
    """The days between two instants; for a SEV-2 without Saturdays and Sundays."""
    length = (end - start) / timedelta(days=1)
    if severity is not Severity.SEV_2 or length <= 5 or length > 60:
        return length  # early or late however they are counted
    days = (start + timedelta(days=n) for n in range(int(length) + 1))
    return length - sum(1 for day in days if day.weekday() >= 5)


def _told(pm: Postmortem, context: Context) -> Iterable[Finding]:
    if not pm.overview.title.strip():
        yield to_write(
            "C03",
            ("overview", "", "title"),
            "What did users notice? A reader finds the postmortem by its title.",
            "Write a title that states the effect on users.",
        )
    summary = pm.overview.summary
    if not summary.strip():
        yield to_write(
            "C03",
            SUMMARY,
            "What did users meet, for how long, why, and what ended it? Most readers read only "
            "this.",
            "Write the summary in 2-3 sentences.",
        )
        return
    missing = _missing_in(summary, impact_length(pm))
    if missing:
        yield to_look(
            "C03",
            SUMMARY,
            f"The summary {' and '.join(missing)}; most readers read nothing else.",
            "Tell effect, duration, cause and fix in 2-3 sentences.",
            level=Level.WARN,
            waives=summary,
        )


def _missing_in(summary: str, measured: tuple[timedelta, timedelta] | None) -> list[str]:
    faults = []
    count = sentences(summary)
    if count > 4:
        faults.append(f"has {count} sentences")
    elif count < 2:
        faults.append("is a single sentence")
    told = durations(summary)
    if not told:
        faults.append("does not say how long it lasted")
    elif measured is not None and not any(_fits(t, *measured) for t in told):
        low, high = (round(length / timedelta(minutes=1)) for length in measured)
        minutes = f"{low}" if low == high else f"{low}–{high}"
        faults.append(f"tells another duration than the timeline ({minutes} min)")
    if not has_figure_beside_time(summary):
        faults.append("does not say how many")
    return faults


def _fits(told: timedelta, least: timedelta, most: timedelta) -> bool:
    return least <= told <= most or agree(told, least) or agree(told, most)


def _severity(pm: Postmortem, context: Context) -> Iterable[Finding]:
    if pm.overview.severity is None:
        yield to_write(
            "C04",
            ("overview", "", "severity"),
            "How bad was it? The severity decides how deep this review goes.",
            "Choose a severity; if unsure, the higher one.",
        )
    elif pm.overview.severity_judged is None:
        yield to_write(
            "C04",
            ("overview", "", "severity_judged"),
            "Seen from today, was the severity right? Later incidents are rated by this one.",
            "Say still right or changed, and when that was judged.",
            level=Level.WARN,
        )


_CAPITALS = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{1,7}(?![\w-])")
_COMMON = words(
    """API AWS CEST CET CPU CDN CI CLI CSS CSV DB DNS EST EU GB GMT GPU HTML HTTP HTTPS ID IO IP
    JSON KB MB NOT OK OS PDF PST RAM SEV SLA SLO SQL SSD SSH SSL TB TCP TLS UDP UI UK URL US USA
    UTC VM VPN XML YAML AND OR"""
)


def _jargon(pm: Postmortem, context: Context) -> Iterable[Finding]:
    parts = (pm.overview.title, pm.overview.summary, pm.impact.description)
    text = "\n".join(part[:LIMIT] for part in (*parts, *(f.text for f in pm.factors[:50])))
    if text.upper() == text:
        return
    background = pm.overview.background[:LIMIT]
    named = {w for name in (*pm.overview.services, *pm.overview.tags) for w in name.split()}
    unknown = dict.fromkeys(
        token
        for token in _CAPITALS.findall(text)
        if token not in _COMMON
        and token not in background
        and token not in named
        and not token.startswith(("SEV", "PM"))
        and f"({token})" not in text
        and f"{token} (" not in text
    )
    if unknown:
        yield to_look(
            "C26",
            ("overview", "", "background"),
            f"A newcomer may not know what {', '.join(list(unknown)[:5])} stands for.",
            "Explain it once in the background.",
            level=Level.ADVISE,
            waives=" ".join(unknown),
        )


def _message(pm: Postmortem, context: Context) -> Iterable[Finding]:
    parts = ("external_summary", "external_happened", "external_next")
    texts = {name: getattr(pm.overview, name) for name in parts}
    if not any(text.strip() for text in texts.values()):
        return
    internal = [p.name for p in pm.participants if len(p.name) > 3]
    internal += [p.handle for p in pm.participants if p.handle.startswith("@")]
    for name, text in texts.items():
        if not text.strip():
            yield to_write(
                "C42",
                ("overview", "", name),
                "A message to customers has three parts, and this one is empty.",
                "Write what they need to know, without internals.",
                level=Level.ADVISE,
            )
            continue
        seen = [word for word in internal if has_word(text, word)]
        seen += [w for w in text[:LIMIT].split() if _internal_host(w)]
        if "outage" in text.lower() and not pm.impact.total_outage:
            seen.append("outage")
        if seen:
            yield to_look(
                "C42",
                ("overview", "", name),
                f"Customers would read “{short(seen[0])}”, which is internal or says more than "
                "happened.",
                "Say it in words that fit a customer.",
                level=Level.ADVISE,
                waives=text,
            )


def _internal_host(word: str) -> bool:
    return word.strip(".,;:()").endswith((".internal", ".local", ".svc", ".lan", ".corp"))


def _depth(pm: Postmortem, context: Context) -> Iterable[Finding]:
    chosen = pm.overview.depth
    if chosen is None or pm.overview.depth_because.strip():
        return
    implied = depth_of(replace(pm, overview=replace(pm.overview, depth=None)))
    order = tuple(Depth)
    if chosen is not implied:
        shallower = order.index(chosen) > order.index(implied)
        yield to_write(
            "C44",
            ("overview", "", "depth_because"),
            f"The review goes {chosen} where the severity implies {implied}; why? Readers see this "
            "choice in the export.",
            "Give the reason, or let the severity decide.",
            level=Level.BLOCK if shallower else Level.WARN,
        )


_ALL_BLOCK = (Level.BLOCK, Level.BLOCK, Level.BLOCK)
_ALL_WARN = (Level.WARN, Level.WARN, Level.WARN)
_ALL_ADVISE = (Level.ADVISE, Level.ADVISE, Level.ADVISE)

CRITERIA = (
    Criterion(
        id="C01",
        pane=Pane.OVERVIEW,
        asks="Is exactly one person accountable, with collaborators listed apart?",
        why="Several owners means that nobody carries it to the end.",
        source="PagerDuty guide, Google SRE",
        kind="machine",
        levels=_ALL_BLOCK,
        find=_owner,
        good=change("overview", owner="Tomás Rey (parcel platform)"),
        bad=change("overview", owner="Ilse Brandt and Tomás Rey"),
    ),
    Criterion(
        id="C02",
        pane=Pane.OVERVIEW,
        asks="Was it written promptly?",
        why="Memory and logs fade within days; being late cannot be repaired, only explained.",
        source="PagerDuty guide, Google SRE",
        kind="machine",
        levels=_ALL_WARN,
        find=_prompt,
        good=LATE_WITH_REASON,
        bad=LATE_RESOLVED,
    ),
    Criterion(
        id="C03",
        pane=Pane.OVERVIEW,
        asks="Do title and summary say effect, duration, cause and fix in 2-3 sentences?",
        why="Most readers read nothing else.",
        source="PagerDuty template, Atlassian",
        kind="partly",
        levels=_ALL_BLOCK,
        find=_told,
        good=change(
            "overview",
            summary="Label printing failed at 64 depots for 52 minutes. A re-index took the "
            "connections and was paused.",
        ),
        bad=change("overview", summary="Label printing was broken for a while."),
    ),
    Criterion(
        id="C04",
        pane=Pane.OVERVIEW,
        asks="Is the severity set, and judged again afterwards?",
        why="The severity decides the depth of the review, and later incidents are rated by it.",
        source="PagerDuty",
        kind="machine",
        levels=_ALL_BLOCK,
        find=_severity,
        good=change("overview", severity=Severity.SEV_1),
        bad=change("overview", severity=None),
    ),
    Criterion(
        id="C26",
        pane=Pane.OVERVIEW,
        asks="Is jargon explained?",
        why="A newcomer should be able to follow without asking.",
        source="PagerDuty guide, Google SRE, LRRIT",
        kind="partly",
        levels=_ALL_ADVISE,
        find=_jargon,
        good=both(
            change("impact", description="The DPQ was full."),
            change("overview", background="DPQ is the depot print queue."),
        ),
        bad=change("impact", description="The DPQ was full."),
    ),
    Criterion(
        id="C42",
        pane=Pane.OVERVIEW,
        asks="Does the external message have its three parts, no internals, no exaggeration?",
        why="Customers need to know what it means for them, not how our systems are named.",
        source="PagerDuty guide",
        kind="partly",
        levels=_ALL_ADVISE,
        find=_message,
        good=MESSAGE,
        bad=MESSAGE_WITH_INTERNALS,
    ),
    Criterion(
        id="C44",
        pane=Pane.OVERVIEW,
        asks="Does the depth of the review match the incident?",
        why="Small incidents need less; a depth chosen by hand is explained to the reader.",
        source="incident.io, Rootly",
        kind="machine",
        levels=_ALL_BLOCK,
        find=_depth,
        good=change("overview", depth=Depth.STANDARD, depth_because="a known and closed case"),
        bad=change("overview", depth=Depth.LIGHT),
    ),
)
