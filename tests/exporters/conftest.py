import sys
from pathlib import Path

# `tests.strategies` is shared by test packages that are not installed.
ROOT = str(Path(__file__).parents[2])
if ROOT not in sys.path:
    sys.path.append(ROOT)
