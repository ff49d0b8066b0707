"""What admins do in more than one story."""

from sandbox.slack.client.modal import Modal
from sandbox.slack.client.person import Person
from sandbox.slack.client.waiting import until
from tests.stories.stage import Stage


async def opens_roles(stage: Stage, name: str = "diego") -> Modal:
    return await _opened(stage.person(name), "/cobro roles", "Roles en Cobro", modal="Roles", field="Aprueban")


async def opens_policy(stage: Stage) -> Modal:
    title = "Política de aprobación"
    return await _opened(stage.person("diego"), "/cobro política", title, modal=title, field="Nivel 1: quiénes")


async def _opened(person: Person, typed: str, shown: str, *, modal: str, field: str) -> Modal:
    """The form behind what is shown, once it has its fields: Slack is asked for its groups first."""
    await person.types(typed)
    await (await person.sees_privately(shown)).press("Cambiar")
    form = await person.modal(modal)
    await until(lambda: field in form.fields, f"the field {field}")
    return form


async def is_saved(form: Modal) -> None:
    assert await form.submit() == {}
    await form.shows("vale desde ya")
    await form.close()


async def gives_approvals_to(stage: Stage, *names: str, by: str = "diego") -> None:
    """To them and to nobody else."""
    form = await opens_roles(stage, by)
    await form.fill("Aprueban", [stage.person(name).id for name in names])
    await is_saved(form)
