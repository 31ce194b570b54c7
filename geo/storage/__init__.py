"""Files that several processes share: SQLite, locks, atomic writing."""
