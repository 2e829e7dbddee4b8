"""What the start page asks of people about papers: the clerk's own, the director's signature, the publication."""

from budgets.access import access_of
from budgets.models import Fund
from reports.home.papers import papers_waiting
from reports.publishing.actions.signing import ask_for_signatures, take_back
from s75.models import User
from tests.reports.publishing.made import WHY, draft, sign, write
from tests.universe import Universe


def asked(user: User) -> list[tuple[str, str]]:
    """What each paper asks of a person, without its title, and whether it is to do."""
    found = papers_waiting(user, access_of(user), list(Fund.objects.visible_to(user)))
    return [(one.task.text.split("” ")[1], one.task.state) for one in found]


def test_a_paper_waits_for_whoever_is_next(world: Universe) -> None:
    paper = write(world, draft(world))
    assert asked(world.clerk) == [("is a draft of yours: write it, and send it for sign-off", "todo")]
    assert asked(world.director) == asked(world.outsider) == []

    sent = ask_for_signatures(paper=paper, by=world.clerk, reason=WHY)
    assert asked(world.clerk) == [("waits to be signed by the finance director", "waits")]
    assert asked(world.director) == [("waits for your signature", "todo")]
    assert asked(world.auditor) == []
    assert papers_waiting(world.director, access_of(world.director), [world.lead]) == []

    sign(world, take_back(paper=sent, by=world.clerk))
    assert asked(world.clerk) == [("is signed: publish it", "todo")]
    assert asked(world.director) == []
