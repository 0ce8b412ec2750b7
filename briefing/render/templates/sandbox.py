"""What templates run in: the sandbox, and for a user's the same with all work counted, see `render/bounds.py`."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from functools import cache, update_wrapper
from typing import TYPE_CHECKING, Any

from jinja2 import nodes, pass_eval_context
from jinja2.compiler import CodeGenerator
from jinja2.compiler import operators as signs
from jinja2.runtime import markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEscapeFormatter, SandboxedFormatter
from markupsafe import Markup

from briefing.errors import TemplateError
from briefing.render import bounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import jinja2
    from jinja2.compiler import Frame
    from jinja2.runtime import Context

LOADING = 20
"""Units of work for looking for a template."""

CALLING = 10
"""Units of work for a call."""

ESCAPED = 2
"""Characters that are a unit of work where they are looked at one by one, to escape them for Markdown."""

LARGEST = 20_000
"""Parts that a template may have; the program's own have some hundreds."""


class Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, which need not be asked whether a field of the program's own records may be read."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return the value of a field, which is data and never a method; of all else what the sandbox says."""
        kind: type = type(obj)
        return getattr(obj, attribute) if attribute in _fields(kind) else super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return the same for `record["field"]`, as the filter `map` asks for it."""
        kind: type = type(obj)
        own = isinstance(argument, str) and argument in _fields(kind)
        return getattr(obj, argument) if own else super().getitem(obj, argument)


@cache
def _fields(kind: type) -> frozenset[str]:
    """Return the names of the fields that templates may read of a record of the program; none of anything else."""
    own = is_dataclass(kind) and kind.__module__.startswith("briefing.") and not hasattr(kind, "__getitem__")
    return frozenset(field.name for field in fields(kind) if not field.name.startswith("_")) if own else frozenset()


class _Counting(CodeGenerator):
    """Makes code that counts: each block as it is entered, and what is compared, joined, cut or looked up by a key."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - as Jinja calls it
        """Refuse what would take long to compile."""
        if sum(1 for _ in node.find_all(nodes.Node)) > LARGEST:
            problem = f"has more than {LARGEST} parts; make it shorter"
            raise TemplateError(str(self.filename or self.name), None, problem)
        super().visit_Template(node, frame)

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """Count the steps of a block, that is, of each turn of a loop and each call of a macro."""
        body = list(nodes)
        self.writeline(f"environment.spend({_steps(body)})", body[0] if body else None)
        super().blockvisit(body, frame)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:  # noqa: N802
        """Count the items that a loop leaves out, too."""
        if node.test:
            steps = nodes.Const(_steps([node.test]))
            node.iter = nodes.Call(nodes.EnvironmentAttribute("sifted"), [node.iter, steps], [], None, None)
        super().visit_For(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        """Join by what counts."""
        self.write("environment.joined(context, (")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")

    def visit_Compare(self, node: nodes.Compare, frame: Frame) -> None:  # noqa: N802
        """Weigh what is compared."""
        self.write("(")
        self._weighed(node.expr, frame)
        for operand in node.ops:
            self.write(f" {signs[operand.op]} ")
            self._weighed(operand.expr, frame)
        self.write(")")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        """Weigh what is cut."""
        if not isinstance(node.arg, nodes.Slice):
            super().visit_Getitem(node, frame)
            return
        self._weighed(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Pair(self, node: nodes.Pair, frame: Frame) -> None:  # noqa: N802
        """Weigh what is a key."""
        self._weighed(node.key, frame)
        self.write(": ")
        self.visit(node.value, frame)

    def visit_Dict(self, node: nodes.Dict, frame: Frame) -> None:  # noqa: N802
        """Make each pair by what counts."""
        self.write("{")
        for pair in node.items:
            self.visit(pair, frame)
            self.write(", ")
        self.write("}")

    def _weighed(self, node: nodes.Node, frame: Frame) -> None:
        self.write("environment.weighed(")
        self.visit(node, frame)
        self.write(")")


def _steps(body: Iterable[nodes.Node]) -> int:
    """Return the units of a block, without those of the blocks in it."""
    waiting, steps = list(body), 1
    while waiting:
        node = waiting.pop()
        steps += 1 + (len(node.data) // bounds.LETTERS if isinstance(node, nodes.TemplateData) else 0)
        waiting.extend(node.iter_child_nodes(exclude=("body", "else_")))
    return steps


class Bounded(Sandbox):
    """The sandbox for a user's templates, and the program's that stand beside them: all work is counted."""

    code_generator_class = _Counting
    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))
    spend = staticmethod(bounds.spend)
    weighed = staticmethod(bounds.weighed)

    @staticmethod
    def sifted(items: Iterable[Any], steps: int) -> Iterable[Any]:
        """Return what a loop goes over that leaves items out; each takes so many steps."""
        for item in items:
            bounds.spend(steps)
            yield item

    @staticmethod
    def joined(context: Context, parts: tuple[Any, ...]) -> str:
        """Return `a ~ b`."""
        bounds.weighed(parts, shown=True)
        return markup_join(parts) if context.eval_ctx.autoescape else str_join(parts)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return what an operator makes, if that is not too much."""
        bounds.check_operation(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Return what a call gives, if it may be called with that."""
        bounds.spend(CALLING)
        given = bounds.check_method(obj, args, kwargs)
        bounds.weighed([*given, *kwargs.values()])
        return bounds.born(super().call(context, obj, *given, **kwargs))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return the same as the sandbox, weighed: filters ask for attributes by this."""
        bounds.weighed(argument, shown=True)
        value = super().getitem(obj, argument)
        if isinstance(value, str):
            bounds.spend(bounds.size(value))
        return value

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Return `text.format`, whose every field is weighed."""
        wrapped = super().wrap_str_format(value)
        if wrapped is None:
            return None
        text = value.__self__
        formatter = _EscapeFormatter(self, escape=text.escape) if isinstance(text, Markup) else _Formatter(self)
        by_map = value.__name__ == "format_map"

        def formatted(*args: Any, **kwargs: Any) -> str:
            bounds.spend(bounds.size(text))
            fields = args[0] if by_map else kwargs
            made: str = type(text)(formatter.vformat(text, () if by_map else args, fields))
            return made

        return formatted

    def get_template(self, *args: Any, **kwargs: Any) -> jinja2.Template:
        """Return a template; that takes time, too."""
        bounds.spend(LOADING)
        return super().get_template(*args, **kwargs)

    def select_template(self, names: Iterable[Any], *args: Any, **kwargs: Any) -> jinja2.Template:
        """Return the first of several that there is."""
        names = list(names)
        bounds.spend(LOADING * len(names))
        return super().select_template(names, *args, **kwargs)


class _Formatter(SandboxedFormatter):
    def format_field(self, value: Any, format_spec: str) -> Any:
        bounds.check_spec(format_spec)
        return super().format_field(value, format_spec)

    def convert_field(self, value: Any, conversion: Any) -> Any:  # which each field comes to first
        return super().convert_field(bounds.weighed(value, shown=True), conversion)


class _EscapeFormatter(_Formatter, SandboxedEscapeFormatter):
    pass


def bounded(environment: jinja2.Environment) -> jinja2.Environment:
    """Return an environment whose filters and tests count."""
    del environment.filters["pprint"]  # whose time nothing bounds
    environment.filters.update({name: _admitting(name, function) for name, function in environment.filters.items()})
    environment.tests.update({name: _weighing(test) for name, test in environment.tests.items()})
    return environment


def _admitting(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    before = 1 if hasattr(function, "jinja_pass_arg") else 0

    def filtered(*args: Any, **kwargs: Any) -> Any:
        given = bounds.admitted(name, args[before:], kwargs)
        return bounds.born(function(*args[:before], *given, **kwargs))

    return update_wrapper(filtered, function)


def _weighing(function: Any) -> Callable[..., Any]:
    def tested(*args: Any, **kwargs: Any) -> Any:
        bounds.weighed([one for one in (*args, *kwargs.values()) if not hasattr(one, "environment")])
        return function(*args, **kwargs)

    return update_wrapper(tested, function)


def finalized(finalize: Callable[[Any, Any], Any] | None) -> Callable[[Any, Any], Any]:
    """Return what weighs what comes out of an expression, before it is made fit for its form."""

    @pass_eval_context
    def weighed(context: Any, value: Any) -> Any:
        bounds.weighed(value, shown=True)
        if not finalize:
            return value
        bounds.spend(len(value) // ESCAPED if isinstance(value, str) else 0)
        return finalize(context, value)

    return weighed
