"""A selection with all that is needed to check it: texts, reasons, corrections, versions, hashes.

A pack is a zip and an RO-Crate; its manifest has the SHA-256 of every file, and the SHA-256 of the
manifest is the one number that stands for all of it.
"""

from geo.evidence.crate import MANIFEST
from geo.evidence.pack import Evidence, Packed, write_pack
from geo.evidence.timestamp import TIMESTAMP, Stamp, ask_for_timestamp
from geo.evidence.verify import VerifiedPack, verify

__all__ = [
    "MANIFEST",
    "TIMESTAMP",
    "Evidence",
    "Packed",
    "Stamp",
    "VerifiedPack",
    "ask_for_timestamp",
    "verify",
    "write_pack",
]
