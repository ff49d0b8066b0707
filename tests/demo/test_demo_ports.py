import socket
from collections.abc import Iterator

import pytest

from bot.demo.command import with_free_ports
from bot.demo.plan import CannotStart, DemoPlan
from bot.demo.ports import PortTaken, free_port
from bot.locale import ENGLISH, SPANISH_OF_COLOMBIA, Words

SPANISH = Words(SPANISH_OF_COLOMBIA)


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_that_somebody_listens_at_is_taken(taken: int) -> None:
    with pytest.raises(PortTaken, match=str(taken)):
        free_port(taken)


def test_a_port_that_was_let_go_is_free_again(taken: int) -> None:
    chosen = free_port(0)
    assert chosen != taken
    assert free_port(chosen) == chosen


@pytest.mark.parametrize("option", ["port", "port_slack", "port_alegra"])
def test_a_taken_port_is_named_with_the_option_that_chooses_another(taken: int, option: str) -> None:
    ports = {"port": 0, "port_slack": 0, "port_alegra": 0, option: taken}
    plan = DemoPlan(port=ports["port"], port_slack=ports["port_slack"], port_alegra=ports["port_alegra"])
    with pytest.raises(CannotStart) as refused:
        with_free_ports(plan, SPANISH)
    assert f"El puerto {taken} está ocupado" in str(refused.value)
    assert f"--{option.replace('_', '-')} {taken + 1}" in str(refused.value)


def test_the_bot_gets_a_port_before_it_starts_because_the_local_slack_has_to_know_it() -> None:
    plan = with_free_ports(DemoPlan(port=0, port_slack=0, port_alegra=0), SPANISH)
    assert plan.port > 0
    assert (plan.port_slack, plan.port_alegra) == (0, 0)


def test_one_port_given_twice_is_refused() -> None:
    port = free_port(0)
    with pytest.raises(CannotStart, match=str(port)):
        with_free_ports(DemoPlan(port=port, port_slack=port, port_alegra=0), Words(ENGLISH))
