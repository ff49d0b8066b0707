"""The address that Cobro listens at."""

import socket

from bot.web import listen


def test_the_listener_says_that_it_is_tcp_or_every_answer_would_wait_forty_milliseconds() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
