"""``python -m geo.cli``: the same as ``dateline``."""

import sys

from geo.cli import main

if __name__ == "__main__":
    sys.exit(main())
