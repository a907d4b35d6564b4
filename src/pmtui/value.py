"""Values that never change: what a frozen, slotted dataclass is, at a thirtieth of its cost.

`dataclass` writes and compiles six functions for each class and makes the class twice: 1 ms and
14 kB, a hundred times before a workbook is painted. Here all classes share the functions that
compare, hash and print; only `__init__` is written for each, when its first instance is made.
`dataclasses.fields` and `replace` work as ever.
"""

import dataclasses
import sys
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, field
from operator import attrgetter
from typing import Any, ClassVar, NoReturn, dataclass_transform

_set = object.__setattr__


class _Fields:
    """`__dataclass_fields__`, made when something first asks a class for it."""

    def __get__(self, _: object, cls: type[Any]) -> dict[str, Field[Any]]:
        found: dict[str, Field[Any]] = {}
        for name, hint in cls.__types__.items():
            default = cls.__defaults__.get(name, MISSING)
            mark: Any = default if isinstance(default, Field) else field(default=default)
            mark.name, mark.type, mark.kw_only = name, hint, cls.__named__
            mark._field_type = dataclasses._FIELD  # type: ignore[attr-defined] # as a dataclass does
            found[name] = mark
        type.__setattr__(cls, "__dataclass_fields__", found)
        return found


_FIELDS = _Fields()


def _begin(self: Any, *given: Any, **named: Any) -> None:
    """The `__init__` of a class until its first instance: writes the real one."""
    cls = type(self)
    cls.__init__ = _initialiser(cls)
    self.__init__(*given, **named)


def _initialiser(cls: type[Any]) -> Callable[..., None]:
    arguments: list[str] = []
    lines: list[str] = []
    about: dict[str, Any] = {"_set": _set}
    for name in cls.__types__:
        given, value = name, name
        if name in cls.__defaults__:
            default = cls.__defaults__[name]
            given = f"{name}=_default_{name}"
            if isinstance(default, Field):
                if default.default_factory is not MISSING:
                    about |= {f"_make_{name}": default.default_factory, "_missing": MISSING}
                    value = f"_make_{name}() if {name} is _missing else {name}"
                default = default.default
            about[f"_default_{name}"] = default
        arguments.append(given)
        lines.append(f" _set(self, {name!r}, {value})")
    head = ", ".join(["self", *(["*"] if cls.__named__ and arguments else []), *arguments])
    made: dict[str, Any] = {}
    exec(f"def __init__({head}):\n" + ("\n".join(lines) or " pass"), about, made)
    initialiser: Callable[..., None] = made["__init__"]
    initialiser.__qualname__ = f"{cls.__qualname__}.__init__"
    return initialiser


def _nothing(_: object) -> tuple[()]:
    return ()


def _annotations(namespace: dict[str, Any]) -> dict[str, Any]:
    if sys.version_info >= (3, 14):
        import annotationlib

        if annotate := annotationlib.get_annotate_from_class_namespace(namespace):
            form = annotationlib.Format.FORWARDREF
            return annotationlib.call_annotate_function(annotate, form)
    found: dict[str, Any] = namespace.get("__annotations__", {})
    return found


def _of_class(hint: Any) -> bool:
    return "ClassVar" in (hint if isinstance(hint, str) else repr(hint))


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
class ValueType(type):
    """Makes the classes of values; `kw_only` and `eq` mean what they mean for `dataclass`."""

    def __new__(
        cls,
        name: str,
        bases: tuple[type, ...],
        namespace: dict[str, Any],
        *,
        kw_only: bool = False,
        eq: bool = True,
    ) -> "ValueType":
        """The class, with a slot for each annotated name."""
        own = {n: t for n, t in _annotations(namespace).items() if not _of_class(t)}
        types: dict[str, Any] = {}
        defaults: dict[str, Any] = {}
        for base in reversed(bases):
            types |= getattr(base, "__types__", {})
            defaults |= getattr(base, "__defaults__", {})
        for n in own:
            if n in namespace:
                defaults[n] = namespace.pop(n)
        namespace["__slots__"] = tuple(n for n in own if n not in types)
        namespace["__types__"] = types | own
        namespace["__defaults__"] = defaults
        namespace["__named__"] = kw_only
        namespace["__values__"] = attrgetter(*(types | own)) if types | own else _nothing
        namespace["__match_args__"] = () if kw_only else tuple(types | own)
        namespace["__dataclass_fields__"] = _FIELDS
        if bases:
            namespace.setdefault("__init__", _begin)
        if not eq:
            namespace |= {"__eq__": object.__eq__, "__hash__": object.__hash__}
        return super().__new__(cls, name, bases, namespace)


class Value(metaclass=ValueType):
    """The base of all values: class it with annotated names, as a dataclass.

    Two are equal when their class and all their fields are; with `eq=False` each only itself.
    """

    __types__: ClassVar[dict[str, Any]]
    __defaults__: ClassVar[dict[str, Any]]
    __named__: ClassVar[bool]
    __values__: ClassVar["attrgetter[Any]"]

    def __eq__(self, other: object) -> bool:
        """Whether it is the same class with the same fields."""
        if other.__class__ is not self.__class__:
            return NotImplemented
        values = type(self).__values__
        return bool(values(self) == values(other))

    def __hash__(self) -> int:
        """Of all fields."""
        return hash(type(self).__values__(self))

    def __repr__(self) -> str:
        """As it would be written in Python."""
        fields = ", ".join([f"{n}={getattr(self, n)!r}" for n in self.__types__])
        return f"{type(self).__qualname__}({fields})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        """Refused."""
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        """Refused."""
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __reduce__(self) -> tuple[Any, ...]:
        """For copies: the class and the fields by name."""
        return _again, (type(self), {n: getattr(self, n) for n in self.__types__})


def _again(cls: type[Any], fields: dict[str, Any]) -> Any:
    return cls(**fields)
