"""The compose file and the image name what exists: commands, settings, files."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.cli import app
from services.listings import all_settings
from services.pipeline import STAGES
from tests import real_parts

ROOT = Path(__file__).parents[2]
COMMANDS = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
OURS = ["migrate", "ingest", "extract", "store", "api"]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return dict(yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8")))


def test_every_stage_and_the_migrations_are_services(compose: dict[str, Any]) -> None:
    assert {stage.name for stage in STAGES} | {"migrate", "kafka", "postgres"} == set(compose["services"])


@pytest.mark.parametrize("service", OURS)
def test_a_service_runs_an_existing_command(compose: dict[str, Any], service: str) -> None:
    assert compose["services"][service]["command"] in COMMANDS


@pytest.mark.parametrize("service", OURS)
def test_a_service_sets_existing_settings(compose: dict[str, Any], service: str) -> None:
    known = {variable for _, variable, _, _ in all_settings()}
    assert set(compose["services"][service]["environment"]) <= known


def test_services_start_after_the_migrations(compose: dict[str, Any]) -> None:
    for stage in STAGES:
        assert compose["services"][stage.name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_postgresql_has_the_memory_that_it_is_measured_with(compose: dict[str, Any]) -> None:
    assert f"shared_buffers={real_parts.SHARED_BUFFERS}" in compose["services"]["postgres"]["command"]


def test_every_volume_is_declared(compose: dict[str, Any]) -> None:
    used = {volume.partition(":")[0] for service in compose["services"].values() for volume in service.get("volumes", [])}
    assert used == set(compose["volumes"])


def test_the_image_copies_what_exists() -> None:
    for line in (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8").splitlines():
        if line.startswith("COPY"):
            for name in line.split()[1:-1]:
                assert (ROOT / name).exists(), f"{line!r}: {name} does not exist"


def test_compose_itself_accepts_the_file() -> None:
    if shutil.which("docker") is None or subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("docker compose is not installed")
    done = subprocess.run(["docker", "compose", "config", "-q"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_lock_names_no_index_and_pins_every_package_by_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links ", lock.split("\n", 2)[2])
    packages = re.split(r"\n(?=[a-zA-Z0-9])", lock.split("\n", 2)[2])
    assert len(packages) > 100
    assert all("--hash=sha256:" in package for package in packages)
