"""One module a source: each turns a source's own shape into place and name rows."""
