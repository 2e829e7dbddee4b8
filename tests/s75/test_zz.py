import pytest


@pytest.mark.urls("tests.s75.showcase")
@pytest.mark.django_db(transaction=True)
def test_shot(new_context, sign_in):
    from s75.models import User

    u = User.objects.create_user("ann@example.gov.uk", "x", name="Ann Officer")
    for w in (1280, 390):
        c = new_context(viewport={"width": w, "height": 900})
        sign_in(c, u)
        p = c.new_page()
        p.goto("/showcase")
        p.screenshot(path=f"/tmp/shot-show-{w}.png", full_page=True)
    p.pdf(path="/tmp/show.pdf")
