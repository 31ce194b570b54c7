"""A GeoNames dump in its true format, with places made up for the test."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geo.errors import BadInput
from geo.gazetteer import Gazetteer, MatchKind, bundled
from geo.gazetteer.build import build
from geo.gazetteer.store import Writer


def row(
    key: int,
    name: str,
    latitude: object,
    longitude: object,
    feature: str,
    country: str = "",
    admin1: str = "",
    admin2: str = "",
    alternates: str = "",
    population: object = 0,
) -> str:
    cells = [key, name, name, alternates, latitude, longitude, *feature.split("."), country, ""]
    cells += [admin1, admin2, "", "", population, "", "10", "Europe/Nowhere", "2024-01-01"]
    return "\t".join(map(str, cells)) + "\n"


PLACES = (
    row(900_001, "Ruritania", 47, 16, "A.PCLI", "RT", "00", population=5_000_000)
    + row(900_002, "Strelsau Province", 47.2, 16.1, "A.ADM1", "RT", "01")
    + row(900_003, "Hentzau County", 47.3, 16.2, "A.ADM2", "RT", "01", "007")
    + row(900_004, "Strelsau", 47.25, 16.15, "P.PPLC", "RT", "01", "007", population=120_000)
    + row(900_005, "Zenda Castle", 47.4, 16.3, "S.CSTL", "RT", "01", "007")
    + row(900_006, "Azure Sea", 45, 15, "H.SEA")
    + row(524901, "Moscow", 55.7, 37.6, "P.PPLC", "RU", "48", alternates="Moscou,mskw,MOW")
)
NAMES = (
    "1\t900004\tde\tStrelsau an der Ruritz\t1\t\t\t\t\t\n"
    "2\t900004\ten\tKing's Town\t\t\t\t1\t1800\t1890\n"
    "3\t900001\tabbr\tR.T.\t\t\t\t\t\t\n"
    "4\t900001\ten\tRuri\t\t1\t\t\t\t\n"
    "5\t900004\tlink\thttps://en.wikipedia.org/wiki/Strelsau\t\t\t\t\t\t\n"
    "6\t999999\ten\tNowhere Known\t\t\t\t\t\t\n"
)
COUNTRIES = (
    "#ISO\tISO3\tthe rest of the header\n"
    "RT\tRTN\t999\tRT\tRuritania\tStrelsau\t1000\t5000000\tEU\t.rt\tRTK\tKrone\t99\t\t\tde\t900001\t\t\n"
)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    folder = tmp_path / "geonames"
    folder.mkdir()
    (folder / "allCountries.txt").write_text(PLACES, encoding="utf-8")
    (folder / "alternateNamesV2.txt").write_text(NAMES, encoding="utf-8")
    (folder / "countryInfo.txt").write_text(COUNTRIES, encoding="utf-8")
    (folder / "admin1CodesASCII.txt").write_text(
        "RT.01\tStrelsau Province\tStrelsau Province\t900002\n", encoding="utf-8"
    )
    (folder / "admin2Codes.txt").write_text(
        "RT.01.007\tHentzau County\tHentzau County\t900003\n", encoding="utf-8"
    )
    (folder / "hierarchy.txt").write_text("6255148\t900006\t\n", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def only_the_dump(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bundled towns and our tables have tests of their own."""
    monkeypatch.setattr(bundled, "stage", lambda writer, progress: {})
    monkeypatch.setattr(bundled, "codes", dict)
    monkeypatch.setattr(bundled, "finish", lambda writer, known: writer.merge_names())


def built(dump: Path) -> Gazetteer:
    target = dump.parent / "gazetteer.sqlite"
    build(target, geonames=dump)
    return Gazetteer(target)


def test_places_come_with_their_containers(dump: Path) -> None:
    (match,) = [m for m in built(dump).lookup("Strelsau") if m.place.feature_class == "P"]
    assert match.kind is MatchKind.NAME
    assert match.place.id == "geonames:900004"
    assert match.place.admin1 == "Strelsau Province"
    assert match.place.population == 120_000
    assert match.place.ancestors[:3] == ("geonames:900003", "geonames:900002", "geonames:900001")


def test_alternate_names_keep_their_flags(dump: Path) -> None:
    gazetteer = built(dump)
    kinds = {
        name: [match.kind for match in gazetteer.lookup(name)]
        for name in ["Strelsau an der Ruritz", "King's Town", "RT", "rt", "Ruri", "Nowhere Known"]
    }
    assert kinds == {
        "Strelsau an der Ruritz": [MatchKind.ALTERNATE],
        "King's Town": [MatchKind.HISTORIC],
        "RT": [MatchKind.ABBREVIATION],
        "rt": [],
        "Ruri": [MatchKind.SHORT],
        "Nowhere Known": [],
    }
    assert not gazetteer.lookup("https://en.wikipedia.org/wiki/Strelsau")


def test_without_the_file_of_names_the_column_counts(dump: Path) -> None:
    (dump / "alternateNamesV2.txt").unlink()
    gazetteer = built(dump)
    assert gazetteer.lookup("Moscou")[0].place.geonameid == "524901"
    assert not gazetteer.lookup("mskw")
    assert not gazetteer.lookup("MOW")


def test_cities_files_do_as_well(dump: Path) -> None:
    (dump / "allCountries.txt").rename(dump / "cities500.txt")
    assert built(dump).lookup("Strelsau")


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        ("allCountries.txt", "1\tShort\n", r"allCountries\.txt:8: 2 columns, expected 19"),
        ("allCountries.txt", row(1, "X", "91.5", 0, "P.PPL"), r"Countries\.txt:8: latitude is '91"),
        ("allCountries.txt", row(1, "X", 0, "east", "P.PPL"), r":8: longitude is 'east'"),
        ("allCountries.txt", row(1, "X", "nan", 0, "P.PPL"), r":8: latitude is 'nan'"),
        ("allCountries.txt", "x" + row(1, "X", 0, 0, "P.PPL"), r":8: geonameid is 'x1'"),
        ("alternateNamesV2.txt", "7\t1\n", r"alternateNamesV2\.txt:7: 2 columns"),
        ("admin1CodesASCII.txt", "RT.02\tX\n", r"admin1CodesASCII\.txt:2: 2 columns"),
        ("countryInfo.txt", "XX\tXXX\n", r"countryInfo\.txt:3: 2 columns"),
        ("hierarchy.txt", "a\tb\t\n", r"hierarchy\.txt:2: parentId is 'a'"),
    ],
)
def test_a_bad_line_is_named(dump: Path, file: str, line: str, message: str) -> None:
    with (dump / file).open("a", encoding="utf-8") as whole:
        whole.write(line)
    with pytest.raises(BadInput, match=message):
        built(dump)


def test_a_line_that_is_no_text_is_named(dump: Path) -> None:
    with (dump / "allCountries.txt").open("ab") as whole:
        whole.write(b"1\t\xff\xfe\n")
    with pytest.raises(BadInput, match=r"allCountries\.txt:8: is not UTF-8"):
        built(dump)


def test_a_folder_without_a_dump_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"neither allCountries\.txt nor cities"):
        build(tmp_path / "gazetteer.sqlite", geonames=tmp_path)


RESUMED = """
import os, sys
from pathlib import Path
from geo.gazetteer import bundled, geonames_dump
from geo.gazetteer.build import build
from geo.gazetteer.store import Writer

bundled.stage = lambda writer, progress: {}
bundled.codes = dict
bundled.finish = lambda writer, known: writer.merge_names()
geonames_dump._BATCH = 100
folder = Path(sys.argv[1])
first = []

def progress(done, total, what):
    first.append(done)
    print(first[0], done, flush=True)
    if len(first) == int(sys.argv[2]):
        os.kill(os.getpid(), 9)

build(folder / "gazetteer.sqlite", progress, geonames=folder / "geonames")
"""


def test_a_killed_build_goes_on_where_it_was(dump: Path) -> None:
    rows = "".join(row(key, f"Town {key}", 40, 20, "P.PPL", "RT") for key in range(1, 1001))
    (dump / "allCountries.txt").write_text(rows, encoding="utf-8")

    def run(kill_at: int) -> tuple[int, list[str]]:
        command = [sys.executable, "-c", RESUMED, str(dump.parent), str(kill_at)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.splitlines()

    code, told = run(kill_at=4)
    assert code == -signal.SIGKILL
    reached = int(told[-1].split()[1])
    assert not (dump.parent / "gazetteer.sqlite").exists()
    code, told = run(kill_at=0)
    assert code == 0
    assert int(told[0].split()[0]) > reached, "it began again from the start"
    gazetteer = Gazetteer(dump.parent / "gazetteer.sqlite")
    assert all(len(gazetteer.lookup(f"Town {key}")) == 1 for key in range(1, 1001))
    assert not list(dump.parent.glob("*partial*"))


def test_another_dump_is_begun_anew(dump: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(writer: Writer) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Writer, "merge_names", killed)
        with pytest.raises(KeyboardInterrupt):
            built(dump)
    assert list(dump.parent.glob("*geonames-partial*"))
    time.sleep(0.01)
    (dump / "allCountries.txt").write_text(
        row(900_010, "Zenda", 47.4, 16.3, "P.PPL", "RT"), encoding="utf-8"
    )
    os.utime(dump / "allCountries.txt")
    gazetteer = built(dump)
    assert gazetteer.lookup("Zenda")
    assert gazetteer.lookup("Zenda Castle")[0].kind is not MatchKind.NAME
