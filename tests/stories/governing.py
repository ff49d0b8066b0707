"""What admins do in more than one story."""

from typing import Any

from sandbox.slack.client.waiting import until
from tests.stories.stage import Stage


async def opens_roles(stage: Stage, name: str = "diego") -> Any:
    person = stage.person(name)
    await person.types("/cobro roles")
    shown = await person.sees_privately("Roles en Cobro")
    await shown.press("Cambiar")
    form = await person.modal("Roles")
    await until(lambda: "Aprueban" in form.fields, "the fields of the roles")
    return form


async def is_saved(form: Any) -> None:
    assert await form.submit() == {}
    await form.shows("vale desde ya")
    await form.close()


async def gives_approvals_to(stage: Stage, *names: str, by: str = "diego") -> None:
    """To them and to nobody else."""
    form = await opens_roles(stage, by)
    await form.fill("Aprueban", [stage.person(name).id for name in names])
    await is_saved(form)
