"""Lock files hold between processes, and die with them."""

import subprocess
import sys
import threading

import pytest
from filelock import FileLock, Timeout

from geo.storage import locks

HOLDER = """
import sys, time
from pathlib import Path
from geo.storage import locks
with locks.hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_the_folder_is_made(tmp_path):
    with locks.hold(tmp_path / "a" / "b" / ".lock"):
        assert (tmp_path / "a" / "b" / ".lock").exists()


def test_another_process_waits_until_the_holder_dies(tmp_path):
    path = tmp_path / ".lock"
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, path], stdout=subprocess.PIPE)
    try:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(Timeout):
            FileLock(path).acquire(blocking=False)
    finally:
        holder.kill()
        holder.wait()
        holder.stdout.close()
    with locks.hold(path):
        pass


def test_threads_exclude_each_other(tmp_path):
    path, held, most = tmp_path / ".lock", [], []

    def work():
        for _ in range(3):
            with locks.hold(path):
                held.append(1)
                most.append(len(held))
                held.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 12 and max(most) == 1


def test_an_error_frees_the_lock(tmp_path):
    with pytest.raises(ZeroDivisionError), locks.hold(tmp_path / ".lock"):
        raise ZeroDivisionError
    with locks.hold(tmp_path / ".lock"):
        pass


def test_no_folder_can_be_made_where_a_file_is(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError):
        locks.hold(tmp_path / "file" / ".lock")
