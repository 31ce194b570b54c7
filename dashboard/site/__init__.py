"""A selection as a site of its own: the page's scripts, with all that they show beside them."""
