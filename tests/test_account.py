import pytest

from pmtui import account
from pmtui.config import Config, load_config


@pytest.fixture
def login(monkeypatch):
    def become(name, sudo="", behind=""):
        for variable in ("PMTUI_AUTHOR", "SUDO_USER", "LOGNAME", "USER"):
            monkeypatch.delenv(variable, raising=False)
        monkeypatch.setenv("LOGNAME", name)
        if sudo:
            monkeypatch.setenv("SUDO_USER", sudo)
        monkeypatch.setattr(account, "_audited", lambda: behind)
        monkeypatch.setattr(account, "_of_the_terminal", lambda: "")

    return become


@pytest.mark.parametrize("name", ["root", "oncall", "ec2-user", "Ubuntu"])
def test_a_login_of_several_people_does_not_tell_who_writes(login, name):
    login(name)
    assert account.shared_login(Config()) == name


def test_a_person_is_known_by_login_sudo_setting_or_environment(login, monkeypatch):
    login("ana")
    assert account.shared_login(Config()) == ""
    login("root", sudo="ana")
    assert account.shared_login(Config()) == ""
    login("oncall")
    assert account.shared_login(Config(author="Ana")) == ""
    monkeypatch.setenv("PMTUI_AUTHOR", "Ana")
    assert account.shared_login(Config()) == ""


def test_sudo_from_one_shared_login_to_another_names_nobody(login):
    login("root", sudo="ec2-user")
    assert account.shared_login(Config()) == "ec2-user"


def test_a_team_adds_logins_of_its_own(login, tmp_path):
    login("payments")
    assert account.shared_login(Config()) == ""
    path = tmp_path / "config.toml"
    path.write_text('shared_accounts = ["payments"]\n')
    assert account.shared_login(load_config(path)) == "payments"
    path.write_text('shared_accounts = "payments"\n')
    assert "list of login names" in load_config(path).warnings[0]


def test_who_logged_in_first_is_suggested_and_never_taken(login):
    login("oncall", behind="ana")
    assert account.person_behind(Config()) == "ana"
    assert account.shared_login(Config()) == "oncall"
    login("oncall", behind="root")
    assert account.person_behind(Config()) == ""
