"""Files the browser fetches: our scripts, style sheets and the basemap (see README.md)."""
