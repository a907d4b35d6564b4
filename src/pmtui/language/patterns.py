"""Expressions that compile when they are first used, so that importing the engine stays cheap."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("match", "search", "finditer", "findall", "sub", "pattern")


class _Lazy:
    """Stands in for a compiled pattern; the first use compiles and binds its methods."""

    __slots__ = ("_flags", "source", *_METHODS)

    def __init__(self, source: str, flags: int) -> None:
        self.source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        pattern = re.compile(self.source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(pattern, method))
        return getattr(pattern, name)


def lazy(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled at its first use."""
    return cast("re.Pattern[str]", _Lazy(source, flags))
