"""The parts of the page: each puts itself on the page and says what its buttons do."""
