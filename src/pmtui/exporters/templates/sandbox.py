"""Where templates run: Jinja2's sandbox, closed further, with a budget for everything that repeats.

Attributes of values are refused but for the keys of mappings, the counters of a loop and the three
readers of a mapping. Loops, calls and printed characters draw on one budget, and what could make a
text grow without a loop (multiplying, formatting, adding, replacing) is refused or measured.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup, escape

from pmtui.errors import UsageError
from pmtui.exporters.blocks import Span

MOST_STEPS = 200_000
"""Turns of loops and calls in one rendering."""
MOST_CHARACTERS = 4_000_000
"""Characters that one rendering prints, and that any text in it may have."""
MOST_SECONDS = 5.0

_FILTERS = (
    "abs", "batch", "capitalize", "count", "d", "default", "e", "escape", "first", "float",
    "forceescape", "groupby", "int", "items", "join", "last", "length", "list", "lower", "map",
    "max", "min", "reject", "rejectattr", "reverse", "round", "safe", "select", "selectattr",
    "sort", "string", "striptags", "sum", "title", "trim", "truncate", "unique", "upper",
    "urlencode", "wordcount",
)  # fmt: skip
_LOOP = frozenset({
    "index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem",
    "depth", "depth0",
})  # fmt: skip
_READERS = frozenset({"items", "keys", "values", "get"})


class TooLong(SecurityError):
    """A template used up what one rendering may use."""


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self, escaping: bool) -> None:
        super().__init__(
            autoescape=escaping,
            undefined=StrictUndefined,
            keep_trailing_newline=True,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=self._printed,
        )
        self.filters = {name: self.filters[name] for name in _FILTERS} | {
            "bounded_loop": _bounded,
            "joined_pieces": _joined,
            "replace": _replace,
            "join": _join,
            "md": _markdown,
            "wiki": _wiki,
            "html": escape,
        }
        self.globals = {"range": _range, "namespace": Namespace}
        self.begin()

    def begin(self) -> None:
        """A full budget."""
        self.steps = self.characters = 0
        self.end = time.monotonic() + MOST_SECONDS

    def step(self) -> None:
        """One turn of a loop, or one call."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooLong(f"it takes more than {MOST_STEPS:,} steps")
        if not self.steps % 512 and time.monotonic() > self.end:
            raise TooLong(f"it runs for more than {MOST_SECONDS:.0f} seconds")

    def measured(self, size: int) -> None:
        """A text of this size is about to be made or printed."""
        if size > MOST_CHARACTERS:
            raise TooLong(f"it makes a text of more than {MOST_CHARACTERS:,} characters")

    def _printed(self, value: Any) -> Any:
        if not isinstance(value, str | int | float | Undefined):
            raise SecurityError(
                f"only texts and numbers can be printed, and this is a {type(value).__name__}"
            )
        self.step()
        self.characters += len(str(value))
        self.measured(self.characters)
        return value

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The key of a mapping; of anything else next to nothing."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if self.is_safe_attribute(obj, attribute, None):
            return getattr(obj, attribute)
        if isinstance(obj, Undefined):
            str(obj)  # a strict one raises here, by its own name
        if isinstance(obj, Mapping):
            return self.undefined(obj=obj, name=attribute)
        raise SecurityError(f"the attribute “{attribute[:60]}” may not be read")

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A key or a place; never an attribute by another name."""
        try:
            return obj[argument]
        except (TypeError, LookupError, AttributeError):
            return self.undefined(obj=obj, name=argument)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Counters of loops, values of a namespace and readers of mappings."""
        if isinstance(obj, LoopContext):
            return attr in _LOOP
        if isinstance(obj, Mapping):
            return attr in _READERS
        return isinstance(obj, Namespace) and not attr.startswith("_")

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, loops, and what this module gives."""
        owner = getattr(obj, "__self__", None)
        return (
            isinstance(obj, Macro | LoopContext)
            or obj in (_range, Namespace)
            or (isinstance(owner, Mapping))
        )

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Every call is a step."""
        self.step()
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Numbers are computed within bounds; texts and lists are only added, and measured."""
        if isinstance(left, int | float) and isinstance(right, int | float):
            if operator == "**" or max(abs(left), abs(right)) > 10**15:
                raise SecurityError(f"“{operator}” makes numbers that are too large")
        elif operator != "+":
            raise SecurityError(f"“{operator}” works on numbers only")
        elif hasattr(left, "__len__") and hasattr(right, "__len__"):
            self.measured(len(left) + len(right))
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for kind in (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends):
            for node in tree.find_all(kind):
                raise TemplateSyntaxError("other files cannot be read", node.lineno, name)
        return _metered(tree)


def _metered(tree: nodes.Template) -> nodes.Template:
    """The tree with each loop drawing on the budget and each joining of texts measured."""
    for loop in list(tree.find_all(nodes.For)):
        loop.iter = _filter(loop.iter, "bounded_loop")
    for pieces in list(tree.find_all(nodes.Concat)):
        joined = _filter(nodes.List(pieces.nodes, lineno=pieces.lineno), "joined_pieces")
        pieces.nodes = [joined]
    for node in tree.find_all(nodes.Node):
        node.environment = tree.environment
    return tree


def _filter(node: Any, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _sandbox(context: Context) -> _Sandbox:
    environment = context.environment
    assert isinstance(environment, _Sandbox)
    return environment


@pass_context
def _bounded(context: Context, values: Iterable[Any]) -> Iterator[Any]:
    environment = _sandbox(context)
    for value in values:
        environment.step()
        yield value


@pass_context
def _joined(context: Context, pieces: list[Any]) -> str:
    _sandbox(context).measured(sum(len(str(piece)) for piece in pieces))
    if context.eval_ctx.autoescape:
        return Markup("").join(pieces)
    return "".join(str(piece) for piece in pieces)


@pass_context
def _join(context: Context, values: Iterable[Any], separator: str = "") -> str:
    parts = []
    for value in values:
        _sandbox(context).step()
        parts.append(value)
    size = sum(len(str(part)) for part in parts) + len(separator) * len(parts)
    _sandbox(context).measured(size)
    if context.eval_ctx.autoescape:
        marked: str = Markup(escape(separator)).join(parts)
        return marked
    return str(separator).join(str(part) for part in parts)


@pass_context
def _replace(context: Context, text: Any, old: str, new: str) -> str:
    whole: str = str(text)
    _sandbox(context).measured(len(whole) + whole.count(old) * len(new))
    return whole.replace(old, new)


@pass_context
def _range(context: Context, *numbers: int) -> range:
    found = range(*numbers)
    if len(found) > MOST_STEPS:
        raise TooLong(f"it counts over more than {MOST_STEPS:,} numbers")
    return found


def _markdown(text: Any) -> str:
    """A text that stays itself in Markdown, on one line."""
    from pmtui.exporters.markdown import GITHUB, inline

    return inline((Span(" ".join(str(text).split())),), GITHUB)


def _wiki(text: Any) -> str:
    """A text that stays itself in Atlassian's wiki markup, on one line."""
    from pmtui.exporters.wiki import inline

    return inline((Span(" ".join(str(text).split())),))


def render_text(source: str, name: str, context: dict[str, Any]) -> str:
    """A template's text with its values. Raises UsageError with the line of what is wrong."""
    environment = _Sandbox(escaping=name.endswith((".html.j2", ".htm.j2", ".xml.j2")))
    try:
        template = environment.from_string(source)
        environment.begin()
        text = template.render(context)
    except TemplateSyntaxError as error:
        raise _wrong(name, error.lineno, error.message or "it cannot be read") from error
    except (TemplateError, ArithmeticError, TypeError, ValueError, LookupError, AttributeError,
            RecursionError, MemoryError) as error:  # fmt: skip
        why = "it calls itself without end" if isinstance(error, RecursionError) else str(error)
        raise _wrong(name, _line_of(error), why) from error
    return text if text.endswith("\n") else text + "\n"


def _wrong(name: str, line: int, why: str) -> UsageError:
    where = f"{name}, line {line}" if line else name
    return UsageError(f"{where}: {why.strip().rstrip('.')[:300]}. Mend the template and try again.")


def _line_of(error: BaseException) -> int:
    """The line of the template at which an error arose; 0 where it is not known."""
    line = 0
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == "<template>":
            line = step.tb_lineno
        step = step.tb_next
    return line
