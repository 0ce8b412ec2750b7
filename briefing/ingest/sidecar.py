"""The file beside a document that says what the document does not: `report.toml` beside `report.txt`."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from briefing.errors import ConfigError
from briefing.model import Given
from briefing.text.times import machine_date

_KEYS = tuple(field.name for field in fields(Given))


def read_sidecar(raw: bytes, name: str) -> Given:
    """Return what a sidecar says.

    Raises ConfigError (of file `name`) on what is no TOML, on an unknown key, a value that is no string, a wrong date.
    """
    try:
        table = tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ConfigError(name, "", "not UTF-8; save it as UTF-8") from error
    except ValueError as error:  # no TOML, or a number without end
        raise ConfigError(name, "", f"not TOML: {error}") from error
    except RecursionError as error:
        raise ConfigError(name, "", "nested too deeply") from error
    return Given(**{key: _value(key, value, name) for key, value in table.items()})


def check_date(value: str, name: str) -> str:
    """Return the date as it is; raises ConfigError (of file `name`) where it is none."""
    if machine_date(value) is None:
        raise ConfigError(
            name, "published", f'{value!r} is not a date; write "2025-05-14" or "2025-05-14T10:30:00+03:00"'
        )
    return value


def _value(key: str, value: Any, name: str) -> str:
    if key not in _KEYS:
        near = get_close_matches(key, _KEYS, 1)
        hint = f'did you mean "{near[0]}"?' if near else f"known keys: {', '.join(_KEYS)}"
        raise ConfigError(name, key, f"unknown key; {hint}")
    if key == "published" and isinstance(value, (date, datetime)):
        return value.isoformat()
    if not isinstance(value, str) or not value.strip():
        raise ConfigError(name, key, f'{value!r} is not what belongs here; write a string, {key} = "..."')
    return check_date(value, name) if key == "published" else value.strip()
