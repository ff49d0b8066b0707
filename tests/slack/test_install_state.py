"""The state of an installation is made by us, for one browser, and for ten minutes."""

import pytest

from bot.slack.install_state import STATE_SECONDS, InstallStates, StateExpired, StateForged

NOW = 1_795_330_162


def states(*, of_app: str = "client-secret", now: float = NOW) -> InstallStates:
    return InstallStates(of_app, now=lambda: now)


def test_what_comes_back_in_time_to_the_same_browser_is_taken() -> None:
    browser = states().browser_of("")
    state = states().new(browser)
    assert len(states(now=NOW + STATE_SECONDS).nonce_of(state, browser=browser)) == 22
    assert states().new(browser) != state


def test_a_browser_keeps_its_cookie_and_nobody_chooses_what_stands_in_it() -> None:
    browser = states().browser_of("")
    assert states().browser_of(browser) == browser
    assert states().browser_of("x" * 5000) != "x" * 5000


def test_another_browser_another_app_and_every_changed_character_are_refused() -> None:
    browser = states().browser_of("")
    state = states().new(browser)
    with pytest.raises(StateForged):
        states().nonce_of(state, browser=states().browser_of(""))
    with pytest.raises(StateForged):
        states(of_app="another").nonce_of(state, browser=browser)
    for place in range(len(state)):
        changed = state[:place] + ("A" if state[place] != "A" else "B") + state[place + 1 :]
        with pytest.raises(StateForged):
            states().nonce_of(changed, browser=browser)


@pytest.mark.parametrize("state", ["", "1.2.3", "ñ", "1795330162..", "9" * 3000])
@pytest.mark.parametrize("browser", ["", "ñ" * 32])
def test_nonsense_is_refused(state: str, browser: str) -> None:
    with pytest.raises(StateForged):
        states().nonce_of(state, browser=browser)


@pytest.mark.parametrize("later", [STATE_SECONDS + 1, -1])
def test_what_is_too_old_or_not_yet_made_is_refused(later: int) -> None:
    browser = states().browser_of("")
    with pytest.raises(StateExpired):
        states(now=NOW + later).nonce_of(states().new(browser), browser=browser)
