"""SQLite files as Dateline opens them."""

import sqlite3
import threading
from contextlib import closing

import pytest

from geo.storage.sqlite import (
    Access,
    connect,
    in_memory,
    result_code,
    transaction,
    use_write_ahead_log,
)


@pytest.fixture
def path(tmp_path):
    """A file, of a name that means something in a URI, with one table."""
    path = tmp_path / "a?b#c%20d.sqlite"
    with closing(connect(path)) as file:
        file.execute("CREATE TABLE place (name TEXT)")
    return path


def names(connection):
    return [name for (name,) in connection.execute("SELECT name FROM place")]


def test_a_transaction_is_done_whole(path):
    with closing(connect(path)) as file:
        with transaction(file):
            file.execute("INSERT INTO place VALUES ('Herat')")
        with pytest.raises(ZeroDivisionError), transaction(file):
            file.execute("INSERT INTO place VALUES ('Kabul')")
            raise ZeroDivisionError
    with closing(connect(path, Access.READ)) as file:
        assert names(file) == ["Herat"]


def test_statements_outside_a_transaction_are_committed_at_once(path):
    with closing(connect(path)) as one, closing(connect(path)) as other:
        one.execute("INSERT INTO place VALUES ('Herat')")
        assert names(other) == ["Herat"]


@pytest.mark.parametrize("access", [Access.READ, Access.IMMUTABLE])
def test_what_is_opened_for_reading_cannot_be_written(path, access):
    with closing(connect(path, access)) as file:
        with pytest.raises(sqlite3.OperationalError) as refused:
            file.execute("INSERT INTO place VALUES ('Herat')")
        assert result_code(refused.value) == sqlite3.SQLITE_READONLY


@pytest.mark.parametrize("access", [Access.READ, Access.IMMUTABLE])
def test_reading_makes_no_file(tmp_path, access):
    with (
        pytest.raises(sqlite3.OperationalError),
        closing(connect(tmp_path / "new", access)) as file,
    ):
        file.execute("SELECT 1 FROM place")
    assert list(tmp_path.iterdir()) == []


def test_who_has_no_patience_is_told_that_another_is_writing(path):
    with (
        closing(connect(path)) as one,
        closing(connect(path, patience=0)) as other,
        transaction(one),
        pytest.raises(sqlite3.OperationalError) as refused,
        transaction(other),
    ):
        pass
    assert result_code(refused.value) == sqlite3.SQLITE_BUSY


def test_the_write_ahead_log_waits_for_another_that_has_the_file(path):
    with closing(connect(path, patience=0)) as one, closing(connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError) as refused:
            use_write_ahead_log(one, patience=0)
        assert result_code(refused.value) == sqlite3.SQLITE_BUSY
        leaving = threading.Timer(0.1, other.execute, ["ROLLBACK"])
        leaving.start()
        use_write_ahead_log(one, patience=60)
        leaving.join()
        assert one.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_database_in_memory_is_its_own():
    with closing(in_memory()) as one, closing(in_memory()) as other:
        one.execute("CREATE TABLE place (name TEXT)")
        with pytest.raises(sqlite3.OperationalError):
            names(other)
