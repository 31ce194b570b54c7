"""geopy's services over real HTTP: what they answer, and every way in which they do not."""

from __future__ import annotations

import ssl
import subprocess
from pathlib import Path

import pytest

from geo.errors import BadInput, GeocodingFailed
from geo.geocoders.protocol import Query, QueryRefused, ServiceBusy, ServiceRefused
from geo.geocoders.service import Service, names
from geo.settings import Online, Settings
from tests.geo.geocoders import loopback
from tests.geo.geocoders.loopback import TORGHUNDI, Server

# Seconds that no machine is too busy for. Who waits for a timeout takes HASTY instead.
PATIENT = 60.0
HASTY = 0.4


def online(server: Server, service: str = "nominatim", **more: object) -> Online:
    return Online(domains=((service, server.address),), **{"timeout": PATIENT, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("service", ["nominatim", "photon"])
def test_a_place_comes_with_its_class_containers_and_extent(server: Server, service: str) -> None:
    server.knows(TORGHUNDI)
    [found] = Service(service, online(server, service)).geocode(Query("Torghundi")).found
    place = found.place
    assert (place.id, place.name, place.source) == (f"{service}:N1", "Torghundi", service)
    assert (place.latitude, place.longitude) == (35.2447, 62.2839)
    assert (place.feature_class, place.feature_code) == ("P", "PPL")
    assert (place.country_code, place.admin1) == ("AF", "Herat Province")
    assert found.within == ("Kushk", "Herat Province", "Afghanistan")
    assert found.extent_km == pytest.approx(2.9, abs=0.1)


def test_only_the_name_is_sent_with_who_asks(server: Server) -> None:
    asking = Online(domains=(("nominatim", server.address),), user_agent="desk (me@example.org)")
    Service("nominatim", asking).geocode(Query("Torghundi"))
    assert list(server.asked) == ["Torghundi"]
    assert server.agents == {"desk (me@example.org)"}
    assert "accept-language=en" in server.paths[0]


def test_a_country_and_a_position_narrow_the_question(server: Server) -> None:
    Service("nominatim", online(server)).geocode(Query("Herat", "AF", (34.3, 62.2)))
    assert "countrycodes=af" in server.paths[0]
    assert "viewbox=59.0%2C31.0%2C65.0%2C37.0" in server.paths[0]


@pytest.mark.parametrize("service", ["nominatim", "photon"])
def test_no_such_place_is_an_answer(server: Server, service: str) -> None:
    answer = Service(service, online(server, service)).geocode(Query("Nowhereville"))
    assert answer.found == ()
    assert answer.raw == ()


FAULTS = {
    "500": loopback.status(500),
    "503": loopback.status(503),
    "HTML instead of JSON": loopback.html,
    "cut in the middle": loopback.cut,
    "hangs up": loopback.hang_up,
    "null": loopback.says(None),
    "another shape": loopback.says({"answer": 42}),
    "a list of numbers": loopback.says([1, 2, 3]),
    "not even JSON": loopback.says(b'{"features": ['),
    "larger than any answer": loopback.says(b"[" + b" " * 3_000_000 + b"]"),
    "nested without end": loopback.says(b"[" * 100_000),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("service", ["nominatim", "photon"])
def test_a_fault_is_a_failure_and_never_no_such_place(
    server: Server, service: str, fault: loopback.Fault
) -> None:
    server.knows(TORGHUNDI)
    server.faults.append(fault)
    asked = Service(service, online(server, service))
    with pytest.raises(ServiceBusy, match="'Torghundi'") as failure:
        asked.geocode(Query("Torghundi"))
    assert server.address not in str(failure.value)
    assert asked.geocode(Query("Torghundi")).found


@pytest.mark.parametrize("fault", [loopback.slow(30), loopback.trickle(30)])
@pytest.mark.parametrize("service", ["nominatim", "photon"])
def test_nobody_is_waited_for_longer_than_allowed(
    server: Server, service: str, fault: loopback.Fault
) -> None:
    server.knows(TORGHUNDI)
    server.broken = fault
    with pytest.raises(ServiceBusy, match=r"'Torghundi'.*in time") as failure:
        Service(service, online(server, service, timeout=HASTY)).geocode(Query("Torghundi"))
    assert server.address not in str(failure.value)
    server.broken = None
    assert Service(service, online(server, service)).geocode(Query("Torghundi")).found


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_passed_on(server: Server, status: int) -> None:
    server.faults.append(loopback.status(status, Retry_After="7"))
    with pytest.raises(ServiceBusy) as failure:
        Service("nominatim", online(server)).geocode(Query("Herat"))
    assert failure.value.retry_after == 7


@pytest.mark.parametrize("status", [302, 401, 403, 404])
def test_what_another_try_cannot_mend_is_a_refusal(server: Server, status: int) -> None:
    server.faults.append(loopback.status(status, Location="http://127.0.0.1:1/"))
    with pytest.raises(ServiceRefused, match="check its domain and key"):
        Service("nominatim", online(server)).geocode(Query("Herat"))


def test_a_question_can_be_refused_alone(server: Server) -> None:
    server.faults.append(loopback.status(400))
    with pytest.raises(QueryRefused):
        Service("nominatim", online(server)).geocode(Query("Herat"))


def test_nobody_there_is_a_failure() -> None:
    nowhere = Online(domains=(("nominatim", "http://127.0.0.1:9"),), timeout=PATIENT)
    with pytest.raises(ServiceBusy, match="refused"):
        Service("nominatim", nowhere).geocode(Query("Herat"))


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
         "-nodes", "-subj", "/CN=localhost", "-days", "1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with loopback.serving(context=context) as server:
        server.knows(TORGHUNDI)
        secure = Online(
            domains=(("nominatim", f"https://localhost:{server.port}"),), timeout=PATIENT
        )
        with pytest.raises(ServiceRefused, match="not secure"):
            Service("nominatim", secure).geocode(Query("Torghundi"))
        assert not server.asked


def test_plain_http_where_tls_is_expected_is_refused(server: Server) -> None:
    secure = Online(domains=(("nominatim", f"https://127.0.0.1:{server.port}"),), timeout=PATIENT)
    with pytest.raises(GeocodingFailed):
        Service("nominatim", secure).geocode(Query("Herat"))


class TestKeys:
    """A key reaches the service and nobody else."""

    KEY = "s3cret+key/with=signs"

    def opencage(self, server: Server) -> Service:
        return Service(
            "opencage",
            Online(
                domains=(("opencage", server.address),),
                keys=(("opencage", self.KEY),),
                timeout=PATIENT,
            ),
        )

    def test_the_service_gets_it(self, server: Server) -> None:
        server.faults.append(loopback.says({"results": [], "status": {"code": 200, "message": ""}}))
        assert self.opencage(server).geocode(Query("Herat")).found == ()
        assert "key=s3cret%2Bkey%2Fwith%3Dsigns" in server.paths[0]

    def test_no_log_and_no_error_has_it(
        self, server: Server, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level("DEBUG")
        told = {"results": [], "status": {"code": 403, "message": f"bad key {self.KEY}"}}
        server.faults.append(loopback.says(told))
        server.faults.append(lambda r: loopback.send(r, told, 401))
        service = self.opencage(server)
        for _ in range(2):
            with pytest.raises(ServiceRefused) as failure:
                service.geocode(Query("Herat"))
            assert "s3cret" not in str(failure.value)
            assert failure.value.__context__ is None or "s3cret" not in str(
                failure.value.__context__
            )
        assert "s3cret" not in caplog.text
        assert caplog.text

    def test_settings_do_not_show_it(self) -> None:
        assert self.KEY not in repr(Online(keys=(("opencage", self.KEY),)))

    def test_it_does_not_travel_in_the_open(self) -> None:
        unsafe = Online(
            domains=(("opencage", "http://geocoding.example.org"),), keys=(("opencage", "k"),)
        )
        with pytest.raises(BadInput, match="must not travel in the open"):
            Service("opencage", unsafe)


class TestBadUsage:
    """What cannot work is said before anybody is asked."""

    def test_an_unknown_service(self) -> None:
        with pytest.raises(BadInput, match="no geocoder is called 'nominatom'"):
            Service("nominatom", Online())

    def test_the_public_nominatim_wants_to_know_who_asks(self) -> None:
        with pytest.raises(BadInput, match="DATELINE_USER_AGENT"):
            Service("nominatim", Online())
        assert Service("nominatim", Online(user_agent="desk (me@example.org)")).is_public

    def test_a_missing_key(self) -> None:
        with pytest.raises(BadInput, match="DATELINE_GEOCODER_KEY_OPENCAGE"):
            Service("opencage", Online())

    def test_a_service_without_a_public_server(self) -> None:
        with pytest.raises(BadInput, match="DATELINE_PELIAS_DOMAIN"):
            Service("pelias", Online())

    @pytest.mark.parametrize(
        "domain",
        ["ftp://example.org", "https://u:p@example.org", "https://x/?q=1", "a b", "file:///etc"],
    )
    def test_a_domain_that_is_none(self, domain: str) -> None:
        with pytest.raises(BadInput, match="DATELINE_NOMINATIM_DOMAIN"):
            Service("nominatim", Online(domains=(("nominatim", domain),)))

    def test_every_service_of_geopy_can_be_named(self) -> None:
        assert {"nominatim", "photon", "geonames", "pelias", "opencage", "azure", "google"} <= set(
            names()
        )


class TestSettings:
    """Options come from the environment, or from secrets where it says nothing."""

    def test_they_survive_the_way_to_another_process(self) -> None:
        environment = {
            "DATELINE_USER_AGENT": "desk (me@example.org)",
            "DATELINE_PHOTON_DOMAIN": "https://photon.example.org",
            "DATELINE_GEOCODER_KEY_OPENCAGE": "k",
            "DATELINE_GEOCODER_TIMEOUT": "2.5",
            "DATELINE_GEOCODER_NAMES_A_DAY": "40",
        }
        settings = Settings.load(environment)
        assert settings.online.key("opencage") == "k"
        assert settings.online.domain("photon") == "https://photon.example.org"
        assert Settings.load(settings.environment()).online == settings.online

    def test_the_environment_wins_over_secrets(self) -> None:
        secrets = {"DATELINE_GEOCODER_KEY_OPENCAGE": "secret", "DATELINE_USER_AGENT": "me"}
        settings = Settings.load({"DATELINE_USER_AGENT": "us"}, secrets=secrets)
        assert (settings.online.key("opencage"), settings.online.user_agent) == ("secret", "us")

    @pytest.mark.parametrize("value", ["0", "-1", "soon", "nan", "301"])
    def test_a_timeout_that_is_none(self, value: str) -> None:
        with pytest.raises(BadInput, match="DATELINE_GEOCODER_TIMEOUT"):
            Settings.load({"DATELINE_GEOCODER_TIMEOUT": value})
