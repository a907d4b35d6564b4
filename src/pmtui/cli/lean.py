"""What the interface starts without, since none of it is ever used there."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_tls() -> Iterator[None]:
    """What is imported within does without `ssl`, as on a Python that was built without it.

    asyncio asks for it and maps 4 MB of OpenSSL, though pmtui opens no connection. Whoever imports
    `ssl` later gets it as ever.
    """
    if "ssl" in sys.modules:
        yield
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # import answers that there is none
    try:
        yield
    finally:
        del sys.modules["ssl"]
