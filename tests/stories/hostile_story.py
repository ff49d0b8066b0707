"""What Slack sends in a story that touches everything, to be bent."""

from typing import Any

from tests.stories.invoicing import issued, opens_form
from tests.stories.stage import Stage


async def payloads_of_a_story(stage: Stage) -> list[dict[str, Any]]:
    """Of every kind, in the order in which they were sent."""
    ana, carla = stage.person("ana"), stage.person("carla")
    await issued(stage)
    await ana.opens_home()
    await (await ana.home()).shows("factura")
    message = await stage.person("bruno").types("FE329 pagada")
    await ana.uses_shortcut("Factura de este mensaje", message=message)
    await (await ana.modal("Nueva factura")).close()
    await ana.uses_shortcut("Nueva factura")
    await (await ana.modal("Nueva factura")).close()
    await (await carla.sees("Registrar pago")).press("Registrar pago")
    await (await carla.modal("Registrar pago")).close()
    await (await opens_form(ana)).close()
    return [line.request for line in stage.traffic.lines if (line.service, line.direction) == ("slack", "out")]
