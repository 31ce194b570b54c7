"""Text from anywhere, made fit for one line of a terminal."""


def plain(text: str) -> str:
    """``text`` in one line; nothing in it breaks the line or steers the terminal."""
    return "".join(c if c.isprintable() else " " for c in text)
