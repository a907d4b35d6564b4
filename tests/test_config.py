import tomllib

import pytest

from pmtui.config import Config, author_name, load_config, shown, this_host, wants_ascii


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "config.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_config(path)

    return write


def test_without_a_file_everything_is_at_its_default(tmp_path):
    assert load_config(tmp_path / "none.toml") == Config()


def test_without_a_home_everything_is_at_its_default(monkeypatch):
    from pmtui.paths import NoPlace

    def nowhere(*_):
        raise NoPlace("no home")

    monkeypatch.setattr("pmtui.config.config_path", nowhere)
    assert load_config() == Config()


def test_every_setting_is_read(written):
    found = written(
        'author = "Ana"\nzone = "Europe/Berlin"\nhost = "ops-1"\ntheme = "light"\n'
        'ascii = true\nmouse = true\nteam_folder = "~/team"\n[keys]\n"library.begin" = "n"\n'
    )
    assert found == Config("Ana", "Europe/Berlin", "ops-1", "light", True, True,
                           {"library.begin": "n"}, "~/team")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('autor = "Ana"', "did you mean author?"),
        ('qqqq = "Ana"', "known are"),
        ('theme = "sunset"', "is one of ansi"),
        ("theme = []", "is one of ansi"),
        ('zone = "Mars/Olympus"', "time zone name"),
        ("zone = 3", "time zone name"),
        ('mouse = "yes"', "is true or false"),
        pytest.param(f"mouse = {'1' * 5000}", "cannot be read", id="a number beyond reading"),
        ("author = 7", "is a text"),
        ('keys = "x"', "is a table"),
        ("keys = { a = 1 }", "is a table"),
        ("author = ", "cannot be read"),
        (b"author = '\xff'", "cannot be read"),
        ("x = " + "[" * 5000, "cannot be read"),
        ("# " + "x" * 200_000, "larger than"),
    ],
)
def test_a_mistake_is_named_and_left_at_its_default(written, text, told):
    found = written(text)
    assert len(found.warnings) == 1
    assert told in found.warnings[0]
    assert found == Config(warnings=found.warnings)


def test_a_folder_in_place_of_the_file_is_told(tmp_path):
    assert "cannot be read" in load_config(tmp_path).warnings[0]


def test_what_is_shown_reads_back_as_the_same_settings(written):
    config = Config(author='A "b" \\ \x7f é', zone="UTC", ascii=False, keys={"a.b": "ctrl+x"})
    again = tomllib.loads(shown(config))
    assert again["author"] == config.author
    assert again["keys"] == config.keys
    assert written(shown(config)) == config
    assert written(shown(Config())) == Config()
    assert written(b"\xef\xbb\xbf" + shown(config).encode()) == config


def test_the_author_is_the_one_who_was_named_or_logged_in(monkeypatch):
    assert author_name(Config(author="Ana")) == "Noor Haddad"
    monkeypatch.delenv("PMTUI_AUTHOR")
    assert author_name(Config(author="Ana")) == "Ana"
    monkeypatch.setenv("SUDO_USER", "ben")
    assert author_name(Config()) == "ben"
    for name in ("SUDO_USER", "LOGNAME", "USER"):
        monkeypatch.delenv(name, raising=False)
    assert author_name(Config())


def test_a_hostile_author_is_made_harmless(monkeypatch):
    monkeypatch.setenv("PMTUI_AUTHOR", "A\x1b[31mna\n\u202e\udcff" + "x" * 900)
    name = author_name(Config())
    assert name.isprintable()
    assert len(name) <= 200


def test_the_host_is_as_set_or_the_address_of_the_connection(monkeypatch):
    assert this_host(Config(host="ops-1")) == "ops-1"
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 5000 10.0.0.2 22")
    assert this_host(Config()) == "10.0.0.2"
    monkeypatch.delenv("SSH_CONNECTION")
    assert this_host(Config())


def test_plain_characters_are_drawn_where_the_locale_is_not_utf8(monkeypatch):
    assert not wants_ascii(Config())
    monkeypatch.setenv("LC_ALL", "C")
    assert wants_ascii(Config())
    assert not wants_ascii(Config(ascii=False))
