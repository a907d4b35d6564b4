"""Where a web address ends in a sentence: marks behind it are the sentence's, not its own."""

_TRAILING = ".,;:!?'*_~|”’"


def own(address: str, more: str = "") -> str:
    """An address without the marks of the sentence behind it, `more` being further ones.

    A closing parenthesis is the address's own where it closes one inside.
    """
    end = len(address)
    marks = _TRAILING + more
    while end and (
        address[end - 1] in marks
        or address[end - 1] == ")"
        and address.count("(", 0, end) < address.count(")", 0, end)
    ):
        end -= 1
    return address[:end]
