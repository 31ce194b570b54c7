"""Forms of demonyms: the tables give the singular, news also writes the others."""

from __future__ import annotations

# "Chinese", "British", "French", "Swiss" are their own plural.
_UNCHANGED = ("s", "sh", "ch", "ese", "ois", "ais")


def forms(demonym: str) -> tuple[str, ...]:
    """The singular and its plural: "Afghan" → Afghan, Afghans; "Irishman" → Irishman, Irishmen."""
    if demonym.endswith("man") and not demonym.endswith(("German", "Roman", "Ottoman", "Oman")):
        return demonym, f"{demonym[:-2]}en"
    if demonym.endswith(_UNCHANGED):
        return (demonym,)
    if demonym.endswith("y") and demonym[-2:-1] not in "aeiou":
        return demonym, f"{demonym[:-1]}ies"
    return demonym, f"{demonym}s"
