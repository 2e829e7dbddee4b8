"""What a Word template may say: print a name, choose with if, repeat with for, and nothing else, in a sandbox besides."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, Template, meta, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from reports.render.docx_guard import TemplateRefused

FILTERS: dict[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "capitalize": str.capitalize,
    "trim": str.strip,
}
LOOP_WORDS = {"index", "first", "last", "length"}
MOST_LOOPS, MOST_LETTERS = 100, 30_000_000
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const, nodes.If,
    nodes.For, nodes.Filter, nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or, nodes.CondExpr,
)  # fmt: skip
MAY = "A template may print names, choose with “if” and repeat with “for”"


class Names:
    """Values by their names, as a template reaches them: `funds` or `["Report of"]`. `path` is how they are reached.

    `absent` are names that papers of this kind can have and this one does not: they are `nothing`.
    """

    __slots__ = ("_absent", "_nothing", "_path", "_values")

    def __init__(self, path: str, values: Mapping[str, Any], absent: Container[str] = (), nothing: object = "") -> None:
        self._path, self._values, self._absent, self._nothing = path, values, absent, nothing

    def look_up(self, name: object) -> Any:
        """The value; TemplateRefused says which names there are."""
        if isinstance(name, str) and name in self._values:
            return self._values[name]
        if name in self._absent:
            return self._nothing
        known = ", ".join(list(self._values)[:40]) or "nothing"
        raise TemplateRefused(
            f"The template asks for “{self._path}.{name}”, which the paper does not have. Of “{self._path}” it has: {known}.",
            asked=str(name),
        )


class Limited(Template):
    """A template whose output is counted while it is made."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        pieces, letters = [], 0
        for piece in self.generate(*args, **kwargs):
            letters += len(piece)
            if letters > MOST_LETTERS:
                raise TemplateRefused("The template repeats so much that the document would be too large to open.")
            pieces.append(piece)
        return "".join(pieces)


class Language(SandboxedEnvironment):
    """The sandbox. Every template is checked as it is read, so that no code of any other kind is ever compiled."""

    template_class = Limited

    def __init__(self, known: Mapping[str, Any]) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_printed)
        self.globals.clear()
        self.tests.clear()
        self.filters = {name: _on_text(change) for name, change in FILTERS.items()}
        self.known, self.asked = frozenset(known), set[str]()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        check(tree)  # before anything else looks at it: looking for names already works out sums of constants
        asked = meta.find_undeclared_variables(tree)
        strange = sorted(asked - self.known)
        if strange:
            raise TemplateRefused(
                f"The template asks for “{strange[0]}”, which the paper does not have. It has: {', '.join(sorted(self.known))}.",
                asked=strange[0],
            )
        self.asked |= asked
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self._reach(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        return self._reach(obj, argument)

    def _reach(self, obj: Any, name: object) -> Any:
        """Into names and into the counting of a loop; nothing else has anything inside."""
        if isinstance(obj, Names):
            return obj.look_up(name)
        if isinstance(obj, LoopContext) and name in LOOP_WORDS:
            return getattr(obj, str(name))
        raise TemplateRefused(f"The template asks for “{name}” of something that has no parts.", asked=str(name))


def _on_text(change: Callable[[str], str]) -> Callable[[Any], str]:
    def changed(value: Any) -> str:
        if not isinstance(value, str):
            raise TemplateRefused("The template changes the letters of something that is not text.")
        return change(value)

    return changed


def _printed(value: Any) -> Any:
    """What is printed: text or a piece of the paper, never a set of names or a list as Python writes it."""
    if isinstance(value, Names | tuple | LoopContext):
        raise TemplateRefused(
            "The template prints a list or a set of names: repeat it with “for”, or name one of them."
        )
    return value


def check(tree: nodes.Template) -> None:
    """Refuse whatever is not allowed. A loop within another goes over a part of the outer one's item, so that together
    they never take more turns than the paper has parts."""
    loops = 0
    for node, around in _walk(tree, ()):
        if not isinstance(node, ALLOWED):
            raise TemplateRefused(f"{MAY}; it may not use “{type(node).__name__.lower()}”.")
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            raise TemplateRefused(f"{MAY}; “{node.attr}” is not a name of the paper.")
        if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Const):
            raise TemplateRefused(f"{MAY}; a name in square brackets is written out in quotation marks.")
        if isinstance(node, nodes.For):
            loops += 1
            _check_loop(node, around, loops)


def _check_loop(node: nodes.For, around: tuple[nodes.For, ...], loops: int) -> None:
    if loops > MOST_LOOPS:
        raise TemplateRefused(f"The template has more than {MOST_LOOPS} loops.")
    if not isinstance(node.target, nodes.Name) or node.recursive:
        raise TemplateRefused(f"{MAY}; a “for” has one name for what it repeats.")
    outer = around[-1].target if around else None
    if isinstance(outer, nodes.Name) and _root(node.iter) != outer.name:
        raise TemplateRefused(
            f"A “for” within another goes over something of “{outer.name}”, such as “{outer.name}.cells”."
        )
    if not around and _root(node.iter) == "":
        raise TemplateRefused(f"{MAY}; a “for” goes over a list of the paper.")


def _root(node: nodes.Node) -> str:
    """The name that a chain of names begins with; empty for anything else."""
    while isinstance(node, nodes.Getattr | nodes.Getitem):
        node = node.node
    return node.name if isinstance(node, nodes.Name) else ""


def _walk(node: nodes.Node, around: tuple[nodes.For, ...]) -> Iterator[tuple[nodes.Node, tuple[nodes.For, ...]]]:
    yield node, around
    inside = (*around, node) if isinstance(node, nodes.For) else around
    for child in node.iter_child_nodes():
        yield from _walk(child, inside)
