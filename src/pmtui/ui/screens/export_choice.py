"""What was chosen for an export, remembered for each postmortem, and the text it gives."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast, get_args

from pmtui.errors import PmtuiError
from pmtui.exporters import ExportOptions
from pmtui.exporters.options import Names, ShapeName
from pmtui.exporters.outgoing import Outgoing, misfit, outgoing, usual_personal
from pmtui.exporters.templates import every_flavour
from pmtui.privacy import Personal, Protection
from pmtui.review import review, waived
from pmtui.review.team import team
from pmtui.value import Value

if TYPE_CHECKING:
    from pmtui.domain.postmortem import Postmortem
    from pmtui.exporters import Flavour
    from pmtui.review.model import Context

SHAPE_NAMES: tuple[ShapeName, ...] = get_args(ShapeName)
NAMES: tuple[Names, ...] = get_args(Names)
PERSONAL: tuple[Personal, ...] = get_args(Personal)


class Choice(Value, kw_only=True):
    """Flavour, shape, names, and what becomes of personal data ("" for the flavour's usual)."""

    flavour: str = "gfm"
    shape: ShapeName = "full"
    names: Names = "full"
    personal: Personal | None = None

    @property
    def what_becomes(self) -> Personal:
        """Of personal data."""
        return self.personal or usual_personal(self.flavour)

    def fitting(self) -> "Choice":
        """The same, with a shape that the flavour can take."""
        return replace(self, shape="full") if misfit(self.flavour, self.shape) else self

    def next_shape(self) -> "Choice":
        """The next shape that the flavour can take."""
        allowed = [s for s in SHAPE_NAMES if not misfit(self.flavour, s)]
        return replace(self, shape=allowed[(allowed.index(self.shape) + 1) % len(allowed)])

    def next_names(self) -> "Choice":
        """The next way of naming people."""
        return replace(self, names=NAMES[(NAMES.index(self.names) + 1) % len(NAMES)])

    def next_personal(self) -> "Choice":
        """The next fate of personal data."""
        place = PERSONAL.index(self.what_becomes)
        return replace(self, personal=PERSONAL[(place + 1) % len(PERSONAL)])

    def options(self, now: datetime) -> ExportOptions:
        """What the flavour is asked for, without what only the review knows."""
        return ExportOptions(now=now, shape=self.shape, names=self.names)

    def plain(self) -> dict[str, Any]:
        """For the settings."""
        return {
            "flavour": self.flavour,
            "shape": self.shape,
            "names": self.names,
            "personal": self.personal,
        }


def read_choice(kept: Any, flavours: "dict[str, Flavour]") -> Choice:
    """The choice of the last time; whatever is not known any more is left at its default."""
    if not isinstance(kept, dict):
        return Choice(names=cast(Names, team().names))
    good: dict[str, Any] = {}
    known: dict[str, Any] = {
        "flavour": flavours,
        "shape": SHAPE_NAMES,
        "names": NAMES,
        "personal": PERSONAL,
    }
    for name, values in known.items():
        if isinstance(kept.get(name), str) and kept[name] in values:
            good[name] = kept[name]
    return Choice(**good).fitting()


class Rendered(Value, kw_only=True):
    """A text for a choice, or the sentence that says why there is none."""

    choice: Choice
    out: Outgoing | None = None
    problem: str = ""


def rendered(
    pm: "Postmortem",
    choice: Choice,
    reference: str,
    context: "Context",
    customers: tuple[str, ...],
    pseudonyms: dict[str, str],
    others: dict[str, str],
) -> Rendered:
    """Render a choice; may run in a thread. `others` is what other postmortems are called."""
    try:
        flavour = every_flavour()[choice.flavour]
        options = replace(
            choice.options(context.now),
            findings=review(pm, context),
            void_waivers=frozenset(w.id for w in waived(pm, context).void),
            reference=reference,
            others=others,
        )
        protection = Protection(
            personal=choice.what_becomes, customers=customers, pseudonyms=pseudonyms
        )
        return Rendered(choice=choice, out=outgoing(pm, flavour, options, protection))
    except PmtuiError as error:
        return Rendered(choice=choice, problem=str(error))
    except KeyError:
        return Rendered(choice=choice, problem="That template is gone. Choose another flavour.")
