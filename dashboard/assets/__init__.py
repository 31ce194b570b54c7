"""Files the browser fetches: our scripts, style sheets and the basemap (see README.md)."""

from pathlib import Path

OUTLINES = Path(__file__).parent / "areas.zip"
"""The outlines of places that are areas, and ``index.json``: whose each is."""
