"""How a setting is written in the environment: read by its declaration, told to people, written.

A setting is a field of a pydantic model. Its ``validation_alias`` is the variable, its
``description`` the meaning; a field whose type is a model is a group of settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import BaseModel, GetCoreSchemaHandler, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

SERVICE = "<SERVICE>"
"""Stands in a variable's name for the name of each online service, such as NOMINATIM."""


@dataclass(frozen=True, slots=True)
class Words:
    """The two words by which a yes and a no are written in the environment."""

    yes: str
    no: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def read(self, value: object) -> object:
        """What a word means; raises ValueError for any other word."""
        if not isinstance(value, str):
            return value
        if value not in (self.yes, self.no):
            raise ValueError("neither of the two words")
        return value == self.yes

    def write(self, value: bool) -> str:
        """The word for a value."""
        return self.yes if value else self.no


@dataclass(frozen=True, slots=True)
class Form:
    """The form that a text must have: a regular expression for all of it, and in words."""

    pattern: str
    words: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def read(self, value: object) -> object:
        """The text; raises ValueError where it has another form."""
        if isinstance(value, str) and not re.fullmatch(self.pattern, value):
            raise ValueError("of another form")
        return value


class Variables(PydanticBaseSettingsSource):
    """What a mapping such as the environment says of each declared setting, as text."""

    def __init__(self, settings: type[BaseSettings], environ: Mapping[str, str]) -> None:
        super().__init__(settings)
        self._environ = {name: text for name, text in environ.items() if text}

    def __call__(self) -> dict[str, Any]:
        """By the names of fields, those of a group within it; what is not set is left out."""
        return self._of(self.settings_cls)

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """The text of one field or None, its name, and that it needs no further decoding."""
        variable = field.validation_alias
        if not isinstance(variable, str):
            return None, field_name, False
        if SERVICE in variable:
            return self._of_services(variable) or None, field_name, False
        return self._environ.get(variable), field_name, False

    def _of(self, model: type[BaseModel]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, field in model.model_fields.items():
            group = _group(field)
            found = self._of(group) if group else self.get_field_value(field, name)[0]
            if found is not None:
                values[name] = found
        return values

    def _of_services(self, variable: str) -> tuple[tuple[str, str], ...]:
        before, after = map(re.escape, variable.split(SERVICE))
        pattern = re.compile(f"{before}([A-Z0-9]+){after}")
        found = ((pattern.fullmatch(name), text) for name, text in self._environ.items())
        return tuple(sorted((match[1].lower(), text) for match, text in found if match))


@dataclass(frozen=True, slots=True)
class Declaration:
    """One setting, for people: its variable, what is allowed, its default and its meaning.

    ``group`` is the class that declares it.
    """

    group: str
    variable: str
    allowed: str
    default: str
    meaning: str


def declarations(model: type[BaseModel]) -> Iterator[Declaration]:
    """Every setting, in the order in which they are declared."""
    for field in model.model_fields.values():
        group, variable = _group(field), field.validation_alias
        if group:
            yield from declarations(group)
        elif isinstance(variable, str):
            known = not field.is_required() and field.default_factory is None
            default = _text(field, field.default) if known else ""
            meaning = field.description or ""
            yield Declaration(model.__name__, variable, _allowed(field), default, meaning)


def _group(field: FieldInfo) -> type[BaseModel] | None:
    kind = field.annotation
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def _field(model: type[BaseModel], path: list[str]) -> FieldInfo | None:
    """The field that an error is about, by name or variable, within its group."""
    for name, field in model.model_fields.items():
        if path and path[0] in (name, field.validation_alias):
            group = _group(field)
            return _field(group, path[1:]) if group else field
    return None


def _allowed(field: FieldInfo) -> str:
    """What a value may be; empty where any text is."""
    for rule in field.metadata:
        if isinstance(rule, Words):
            return f"{rule.yes} or {rule.no}"
        if isinstance(rule, Form):
            return rule.words
    least = [rule.ge for rule in field.metadata if isinstance(rule, Ge)]
    most = [rule.le for rule in field.metadata if isinstance(rule, Le)]
    if least and most:
        return f"a number from {least[0]:g} to {most[0]:g}"
    kind = field.annotation
    words: Iterable[str] = get_args(kind) if get_origin(kind) is Literal else ()
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        words = kind
    return ", ".join(word for word in words if word)


def complaint(model: type[BaseModel], error: Mapping[str, Any]) -> str | None:
    """What is wrong with a value, in words of the environment; None where no setting is meant.

    ``error`` is one of those of pydantic's ``ValidationError.errors``.
    """
    field = _field(model, [step for step in error["loc"] if isinstance(step, str)])
    if field is None:
        return None
    allowed = _allowed(field) or "another value"
    return f"{field.validation_alias} is {str(error['input'])!r}: give {allowed}"


def written(model: BaseModel) -> dict[str, str]:
    """The variables by which ``Settings.load`` comes to the same values."""
    texts: dict[str, str] = {}
    for name, field in type(model).model_fields.items():
        value, variable = getattr(model, name), field.validation_alias
        if isinstance(value, BaseModel):
            texts |= written(value)
        elif isinstance(variable, str) and SERVICE in variable:
            texts |= {variable.replace(SERVICE, s.upper()): _text(field, v) for s, v in value}
        elif isinstance(variable, str):
            texts[variable] = _text(field, value)
    return texts


def _text(field: FieldInfo, value: object) -> str:
    """A value as it is written in the environment."""
    if isinstance(value, bool):
        words = next(rule for rule in field.metadata if isinstance(rule, Words))
        return words.write(value)
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return "" if value is None else str(value)
