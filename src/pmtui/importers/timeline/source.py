"""The text of one import with its line starts, so that evidence is a span and not a copy."""

from array import array

CUT = 4096
"""Longest part of a line that is matched; the rest stays in the evidence."""


class Source:
    """A text and where its lines begin. Lines are counted from 0 here, from 1 for people."""

    __slots__ = ("count", "starts", "text")

    def __init__(self, text: str) -> None:
        """Index the lines of `text`, whose line ends are already LF."""
        self.text = text
        starts = array("I", [0])
        find = text.find
        position = find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = find("\n", position + 1)
        if starts[-1] == len(text) and len(starts) > 1:
            starts.pop()
        starts.append(len(text) + (0 if text.endswith("\n") else 1))
        self.starts = starts
        self.count = len(starts) - 1

    def line(self, index: int) -> str:
        """Line `index` without its end, cut for matching."""
        start, stop = self.starts[index], self.starts[index + 1] - 1
        return self.text[start : stop if stop - start < CUT else start + CUT]

    def block(self, first: int, stop: int) -> str:
        """Lines `first` to `stop` - 1, whole, without the last line end."""
        return self.text[self.starts[first] : self.starts[stop] - 1]

    def blank(self, index: int) -> bool:
        """Whether the line holds nothing but white space."""
        start, stop = self.starts[index], self.starts[index + 1] - 1
        if start < stop and "!" <= self.text[start] <= "~":
            return False
        return start >= stop or (stop - start < CUT and not self.text[start:stop].strip())

    def line_at(self, offset: int) -> int:
        """The index of the line that holds the character at `offset`."""
        low, high = 0, self.count
        while high - low > 1:
            middle = (low + high) // 2
            if self.starts[middle] <= offset:
                low = middle
            else:
                high = middle
        return low
