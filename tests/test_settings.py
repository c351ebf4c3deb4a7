from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from feedservice.errors import SettingsError
from feedservice.settings import Settings
from feedservice.settings.sources import listing, load, unknown_variables


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def origins(options: dict[str, object] | None = None) -> dict[str, str]:
    return {setting.name: setting.origin for setting in listing(load(options), options)}


def test_command_line_beats_environment_beats_file_beats_default(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("feedservice.toml").write_text('port = 8001\ntitle = "From file"\nscan_seconds = 3\n')
    monkeypatch.setenv("FEEDSERVICE_PORT", "8002")
    monkeypatch.setenv("FEEDSERVICE_SCAN_SECONDS", "4")
    chosen = load({"port": 8003, "host": None})
    assert (chosen.port, chosen.scan_seconds, chosen.title, chosen.feed_items) == (8003, 4.0, "From file", 50)
    found = origins({"port": 8003})
    assert found["port"] == "command line"
    assert found["scan_seconds"] == "environment FEEDSERVICE_SCAN_SECONDS"
    assert found["title"] == "feedservice.toml"
    assert found["host"] == "default"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "http", "Setting port (environment FEEDSERVICE_PORT) is 'http'"),
        ("PORT", "70000", "it must be at most 65535"),
        ("TIMEZONE", "Europe/Berln", "did you mean Europe/Berlin?"),
        ("BASE_URL", "news.example.org", "must be http:// or https:// and a host"),
        ("BASE_URL", "https://news.example.org/path?x", "a path of plain letters at most"),
        ("BASE_URL", "http://", "and a host"),
        ("HOST", "", "Setting host"),
        ("CONTENT_DIR", "", "names no folder"),
        ("DATABASE_URL", "sqlite://", "would forget every id"),
        ("SCAN_SECONDS", "0", "it must be more than 0"),
        ("ID_AUTHORITY", "two words", "id_authority"),
        ("LANGUAGE", "english language", "language"),
        ("DESK_AUTH", "of", "desk_auth"),
        ("DESK_AUTH_HEADER", "X Remote User", "desk_auth_header"),
        ("DESK_AUTH_PROXIES", '["10.0.0.0/8", "nginx"]', "'nginx' is none"),
        ("DESK_AUTH", "proxy", 'desk_auth_header = "Deskuser"'),
    ],
)
def test_a_wrong_setting_is_named_with_its_origin(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(f"FEEDSERVICE_{name}", value)
    with pytest.raises(SettingsError) as caught:
        load()
    assert sentence in str(caught.value)


def test_a_misspelt_setting_in_the_file_is_named_with_the_right_one() -> None:
    Path("feedservice.toml").write_text("scan_second = 3\n")
    with pytest.raises(SettingsError, match=r"no setting scan_second .* Did you mean scan_seconds\?"):
        load()


def test_a_broken_file_is_named() -> None:
    Path("feedservice.toml").write_text("port = = 3\n")
    with pytest.raises(SettingsError, match=r"feedservice\.toml cannot be read: .*line 1"):
        load()


def test_a_named_file_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDSERVICE_CONFIG", "other.toml")
    with pytest.raises(SettingsError, match="there is no such file"):
        load()


def test_misspelt_variables_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FEEDSERVICE_SCAN_SECOND", "3")
    assert unknown_variables() == ["FEEDSERVICE_SCAN_SECOND"]


def test_addresses_are_derived_from_host_and_port() -> None:
    assert load({"host": "0.0.0.0", "port": 81}).public_url == "http://127.0.0.1:81"
    assert load({"host": "::1", "port": 82}).public_url == "http://[::1]:82"
    assert load({"base_url": "https://news.example.org/"}).public_url == "https://news.example.org"
    assert load({"state_dir": Path("/var/lib/x")}).database == "sqlite:////var/lib/x/feedservice.db"


@pytest.mark.parametrize(
    ("options", "is_local"),
    [
        ({}, True),
        ({"host": "localhost"}, True),
        ({"host": "::1"}, True),
        ({"host": "127.0.0.2", "base_url": "http://localhost:8080"}, True),
        ({"host": "0.0.0.0"}, False),
        ({"host": "::"}, False),
        ({"host": "0.0.0.0", "base_url": "http://localhost:8000"}, False),
        ({"host": "newsroom.local"}, False),
        ({"host": "192.168.1.5"}, False),
        ({"base_url": "https://news.example.org"}, False),
        ({"base_url": "http://127.0.0.1.example.org"}, False),
    ],
)
def test_a_service_for_its_own_machine_alone_is_known(options: dict[str, object], is_local: bool) -> None:
    assert load(options).is_local is is_local


def test_every_setting_has_a_help_line_and_numbers_a_unit() -> None:
    for setting in fields(Settings):
        assert setting.metadata["description"], setting.name
        if setting.type in ("int", "float"):
            assert setting.metadata["unit"], setting.name


@pytest.mark.parametrize(
    "hub",
    [
        "hub.example",
        "https://user:secret@hub.example/",
        "https://hub.example/>",
        "https://[bad/",
        "https://hub.example/" + "x" * 400,
    ],
)
def test_a_hub_is_a_whole_address_without_password(hub: str) -> None:
    with pytest.raises(SettingsError, match="hubs") as told:
        load({"hubs": (hub,)})
    assert "secret" not in str(told.value)


def test_a_saved_query_that_is_misspelt_is_told_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "feedservice.toml"
    file.write_text('[feeds.port]\nsection = ["world"]\n')
    monkeypatch.setenv("FEEDSERVICE_CONFIG", str(file))
    with pytest.raises(SettingsError, match=r"feeds\.port\.section.*Did you mean sections"):
        load({})


@pytest.mark.parametrize("name", ["Port", "a b", "a/b", "-a", ""])
def test_the_name_of_a_saved_query_can_stand_in_an_address(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "feedservice.toml"
    file.write_text(f'[feeds."{name}"]\n')
    monkeypatch.setenv("FEEDSERVICE_CONFIG", str(file))
    with pytest.raises(SettingsError, match="cannot stand in an address"):
        load({})
