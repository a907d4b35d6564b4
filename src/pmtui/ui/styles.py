"""Where the style sheets lie: inside the installed package, or beside `src` in a checkout."""

from pathlib import Path


def styles_dir() -> Path:
    """The folder of style sheets; the packaged one first, so that an installed copy is whole."""
    packaged = Path(__file__).parent.parent / "styles"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "styles"


def style_sheets() -> list[Path]:
    """All style sheets in a stable order."""
    return sorted(styles_dir().rglob("*.tcss"))
