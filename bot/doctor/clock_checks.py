"""Clocks: Slack refuses what is five minutes old, and people read the times that Cobro writes."""

from bot.doctor.findings import Finding, error, ok, warning
from bot.locale import Words

LATE_SECONDS = 30
TOO_LATE_SECONDS = 240
"""Slack's signatures are good for 300 s (Slack fact sheet 1.7)."""


def drift(whose: str, ahead_seconds: float | None, words: Words) -> tuple[Finding, ...]:
    """`whose`: slack, alegra or store; none where its clock is not known."""
    if ahead_seconds is None:
        return ()
    check, seconds = f"clock.{whose}", round(abs(ahead_seconds))
    name = {"slack": "Slack", "alegra": "Alegra", "store": words.t("El almacén")}[whose]
    if seconds <= LATE_SECONDS:
        return (ok(check, words.t("{name}: su reloj y el de esta máquina van iguales.", name=name)),)
    said = (
        words.t("{name}: el reloj de esta máquina va {seconds} s atrás del suyo.", seconds=seconds, name=name)
        if ahead_seconds > 0
        else words.t("{name}: el reloj de esta máquina va {seconds} s delante del suyo.", seconds=seconds, name=name)
    )
    cure = words.t(
        "Ponlo en hora con NTP (timedatectl set-ntp true); con cinco minutos de diferencia Slack ya no entra."
    )
    return (error(check, said, cure) if seconds > TOO_LATE_SECONDS else warning(check, said, cure),)
