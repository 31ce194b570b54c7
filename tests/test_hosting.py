"""What hosts are given agrees with the rest: requirements, image, proxies, Kubernetes."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from typing import Any

import pytest
import yaml

from tests.installed import ROOT

HOSTING = ROOT / "docs" / "hosting"
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")


def test_requirements_of_hosts_are_written_from_project_and_lock() -> None:
    path = ROOT / "requirements.txt"
    before = path.read_text("utf-8")
    script = ROOT / ".ci" / "host_requirements.py"
    code = f"import runpy; print(runpy.run_path({str(script)!r})['requirements'](), end='')"
    assert subprocess.check_output([sys.executable, "-c", code], encoding="utf-8") == before
    assert "://" not in before and "--" not in before  # no host, no option


def test_the_image_is_built_from_what_the_builder_is_sent() -> None:
    sent = re.findall(r"^!(\S+)", (ROOT / ".dockerignore").read_text("utf-8"), re.M)
    copied = [
        word
        for line in re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, re.M)
        for word in line.split()[:-1]
    ]
    assert sorted(sent) == sorted(copied)
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_has_a_version_and_a_user_without_rights() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for line in re.findall(r"^FROM (\S+)", DOCKERFILE, re.M):
        assert re.fullmatch(r"python:\d+\.\d+\.\d+-slim-\w+", line)
    assert re.search(r"^USER 1000:1000$", DOCKERFILE, re.M)
    for text in (DOCKERFILE, (ROOT / "compose.yaml").read_text("utf-8")):
        assert set(re.findall(r"dateline:(\d[\d.]*)", text)) == {project["version"]}


def test_proxies_send_the_same_headers_and_block_the_metrics() -> None:
    texts = [(HOSTING / name).read_text("utf-8") for name in ("nginx.conf", "Caddyfile")]
    policies = [re.findall(r'Content-Security-Policy "([^"]+)"', text) for text in texts]
    assert policies[0] == policies[1] and len(policies[0]) == 1
    for text in texts:
        assert "/map/_stcore/metrics" in text
        for header in ("Strict-Transport-Security", "X-Content-Type-Options", "Referrer-Policy"):
            assert header in text


def test_compose_runs_without_rights_on_a_read_only_file_system() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    for service in services.values():
        assert service["read_only"] is True and service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
    assert "ports" not in services["dateline"]  # reached through the proxy alone


def pods() -> list[dict[str, Any]]:
    documents = yaml.safe_load_all((HOSTING / "kubernetes.yaml").read_text("utf-8"))
    return [each["spec"]["template"]["spec"] for each in documents if "template" in each["spec"]]


@pytest.mark.parametrize("pod", pods(), ids=lambda pod: pod["containers"][0]["name"])
def test_pods_run_without_rights_on_a_read_only_file_system(pod: dict[str, Any]) -> None:
    assert pod["securityContext"]["runAsNonRoot"] is True
    [container] = pod["containers"]
    held = container["securityContext"]
    assert held["readOnlyRootFilesystem"] and not held["allowPrivilegeEscalation"]
    assert held["capabilities"]["drop"] == ["ALL"]
    assert {each["name"] for each in container["volumeMounts"]} == {
        each["name"] for each in pod["volumes"]
    }


def test_the_dashboard_in_kubernetes_cannot_write_the_atlas() -> None:
    [dashboard] = [p["containers"][0] for p in pods() if p["containers"][0]["name"] == "dashboard"]
    [atlas] = [each for each in dashboard["volumeMounts"] if each["name"] == "atlas"]
    assert atlas["readOnly"] is True and "--read-only" in dashboard["args"]
