"""What Prometheus is told, and who may read it."""

import re
from dataclasses import replace

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.alegra.errors import Exchange
from bot.gate import App
from bot.metrics import Metrics, endpoint_of
from bot.metrics_page import MetricsPage, Openness
from bot.operations.operation import State
from bot.web import Health, nobody_answers, serving
from tests.operations.rehearsal import an_operation
from tests.project.project_files import text

TOKEN = "a-token-of-24-characters"


def a_page(openness: Openness) -> App:
    return MetricsPage(openness, TOKEN, Metrics(version="1.2.3").page)


async def looked_at(metrics: App, *, path: str = "/metrics", method: str = "GET", **headers: str) -> httpx.Response:
    async with (
        serving(nobody_answers, health=Health(), host="127.0.0.1", port=0, metrics=metrics, new_id=lambda: "R1") as url,
        httpx.AsyncClient(trust_env=False) as client,
    ):
        return await client.request(method, url + path, headers=headers)


@pytest.mark.parametrize(
    ("openness", "headers", "status"),
    [
        ("off", {}, 404),
        ("off", {"authorization": f"Bearer {TOKEN}"}, 404),
        ("local", {}, 200),
        ("local", {"x-forwarded-for": "203.0.113.7"}, 403),
        ("local", {"forwarded": "for=203.0.113.7"}, 403),
        ("local", {"via": "1.1 proxy"}, 403),
        ("local", {"cf-connecting-ip": "203.0.113.7"}, 403),
        ("local", {"x_forwarded_port": "443"}, 403),
        ("token", {}, 401),
        ("token", {"authorization": "Bearer wrong"}, 401),
        ("token", {"authorization": TOKEN}, 401),
        ("token", {"authorization": f"Bearer {TOKEN}", "x-forwarded-for": "203.0.113.7"}, 200),
    ],
)
async def test_metrics_are_read_by_whom_the_setting_says(
    openness: Openness, headers: dict[str, str], status: int
) -> None:
    answer = await looked_at(a_page(openness), **headers)
    assert answer.status_code == status
    assert ("cobro_build_info" in answer.text) is (status == 200)


async def test_somebody_elsewhere_is_not_this_machine() -> None:
    sent: list[int] = []

    async def send(message: dict[str, object]) -> None:
        if message["type"] == "http.response.start":
            sent.append(int(str(message["status"])))

    scope = {"type": "http", "method": "GET", "path": "/metrics", "headers": [], "client": ("203.0.113.7", 5)}
    await a_page("local")(scope, None, send)  # type: ignore[arg-type]
    await a_page("local")(scope | {"client": None}, None, send)  # type: ignore[arg-type]
    assert sent == [403, 403]


async def test_metrics_are_only_read() -> None:
    assert (await looked_at(a_page("local"), method="POST")).status_code == 405


async def test_every_answer_names_its_request_whatever_it_says() -> None:
    for path in ("/metrics", "/healthz", "/readyz", "/nothing"):
        answer = await looked_at(a_page("off"), path=path, **{"X-Request-Id": "somebody-elses"})
        assert answer.headers.get_list("x-request-id") == ["R1"]


@pytest.mark.parametrize(
    ("path", "endpoint"),
    [
        ("/invoices", "/invoices"),
        ("/invoices/77", "/invoices/{id}"),
        ("/invoices/77/email", "/invoices/{id}/email"),
        ("/contacts/8f2c0d3a-11aa", "/contacts/{id}"),
        ("/number-templates", "/number-templates"),
        ("/files/1/FE342.pdf", "/files/{id}/{id}"),
    ],
)
def test_requests_are_counted_by_endpoint_and_not_by_what_they_are_about(path: str, endpoint: str) -> None:
    assert endpoint_of(path) == endpoint


async def test_what_was_counted_is_on_the_page() -> None:
    metrics = Metrics(version="1.2.3")
    metrics.answered(Exchange("POST", "/invoices/77/email", status=200), 0.2)
    metrics.answered(Exchange("GET", "/invoices"), 30)
    metrics.called("chat.update", "ratelimited", 0.1)
    metrics.acked("command", "ok", 0.004)
    metrics.moved(replace(an_operation(kind="stamp"), state=State.DONE))
    page = (await metrics.page()).decode()
    for line in (
        'cobro_alegra_request_seconds_count{endpoint="/invoices/{id}/email",method="POST",status="200"} 1.0',
        'cobro_alegra_request_seconds_count{endpoint="/invoices",method="GET",status=""} 1.0',
        'cobro_slack_call_seconds_count{method="chat.update",outcome="ratelimited"} 1.0',
        'cobro_ack_seconds_bucket{kind="command",le="0.005",outcome="ok"} 1.0',
        'cobro_operation_moves_total{kind="stamp",state="done"} 1.0',
        'cobro_build_info{version="1.2.3"} 1.0',
    ):
        assert line in page


async def test_a_company_that_is_gone_leaves_nothing_behind() -> None:
    metrics = Metrics(version="1.2.3")

    async def source() -> None:
        metrics.due.labels("norte").set(3)

    metrics.add(source)
    assert 'cobro_queue_due{company="norte"} 3.0' in (await metrics.page()).decode()
    metrics.remove(source)
    assert "norte" not in (await metrics.page()).decode()


async def test_two_registries_know_nothing_of_each_other() -> None:
    one, other = Metrics(version="1"), Metrics(version="2")
    one.acked("command", "ok", 0.1)
    assert "cobro_ack_seconds_count{" not in (await other.page()).decode()


async def test_the_operations_page_explains_every_metric_and_no_other() -> None:
    registered = {
        family.name + ("_total" if family.type == "counter" else "")
        for family in text_string_to_metric_families((await Metrics(version="1").page()).decode())
    } - {"cobro_ack_seconds_created"}
    explained = set(re.findall(r"^\| `(cobro_[a-z_]+)`", text("docs/operations.md"), re.MULTILINE))
    assert len(explained) > 15
    assert explained == {name for name in registered if not name.endswith("_created")}
