"""What Python's collector of garbage looks through.

Streamlit has it look through everything after each run of the page, and nothing can be sent
meanwhile. With the libraries and an atlas in memory that takes longer than the run itself.
"""

from __future__ import annotations

import gc


def collect_and_leave_out_the_rest() -> None:
    """Free what is garbage, also of what was left out before, and leave out from now on what is
    in memory now: it stays, or is freed as soon as nothing refers to it."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
