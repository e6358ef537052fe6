"""Commands about people."""

import click

from institution.access.actor import SET_UP
from institution.access.errors import ConflictError
from institution.access.policy import Role
from institution.accounts import services
from institution.web.commands import refuse, work_as

ROLES = [role.value for role in Role if role not in {Role.NIGHTLY_JOB, Role.SET_UP}]


@click.group()
def people() -> None:
    """Who signs in."""


@people.command("add")
@click.argument("user_name")
@click.option("--name", required=True, help="As colleagues say it.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES))
@click.option("--language", type=click.Choice(["da", "en", "kl"]), default="da")
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True)
def add(user_name: str, name: str, roles: tuple[str, ...], language: str, password: str) -> None:
    """Add an account for USER_NAME; asks for the password."""
    held = tuple(Role(role) for role in roles)
    new = services.NewPerson(user_name, name, password, held, language)
    with work_as(SET_UP) as work:
        try:
            services.add_person(work, new, work.today)
        except ConflictError:
            refuse(f"The user name is taken: {user_name}")
        except services.WeakPasswordError:
            refuse("The password must have at least 12 characters.")
    click.echo("Added.")
