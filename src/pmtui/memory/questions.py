"""The question behind the id of a criterion or the name of a language rule, for lists of both."""


def asks(id: str) -> str:
    """What a criterion asks, or what a language rule is called; "" for one that is not known here.

    A rule of another team's file is not known, nor is a criterion of a later release.
    """
    from pmtui.review import CRITERIA

    for criterion in CRITERIA:
        if criterion.id == id:
            return criterion.asks
    if not id.startswith("C"):
        from pmtui.language import rules

        for rule in rules():
            if rule.id == id:
                return rule.name
    return ""
