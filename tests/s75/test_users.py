"""Users are known by an e-mail address, in any case of letters."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction

from s75.models import User

pytestmark = pytest.mark.django_db


def test_an_address_is_kept_in_small_letters_and_found_in_any() -> None:
    user = User.objects.create_user(" Ann.Officer@Example.GOV.uk ", "long enough for us", name="Ann Officer")
    assert user.email == "ann.officer@example.gov.uk"
    assert User.objects.get_by_natural_key("ANN.OFFICER@example.gov.uk") == user
    assert authenticate(None, email="Ann.Officer@example.gov.uk", password="long enough for us") == user


def test_two_users_cannot_share_an_address_whatever_its_case() -> None:
    User.objects.create(email="ann@example.gov.uk", name="Ann")
    with pytest.raises(IntegrityError, match="user_email_unique_in_any_case"), transaction.atomic():
        User.objects.create(email="ANN@example.gov.uk", name="Another Ann")


def test_an_address_is_needed() -> None:
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user(" ")


def test_a_user_without_a_password_cannot_sign_in() -> None:
    User.objects.create_user("ann@example.gov.uk", name="Ann")
    assert authenticate(None, email="ann@example.gov.uk", password="") is None


def test_a_superuser_may_open_the_admin_pages_and_others_may_not() -> None:
    chief = User.objects.create_superuser("chief@example.gov.uk", "x", name="Chief")
    ann = User.objects.create_user("ann@example.gov.uk", "x", name="Ann")
    assert chief.is_staff
    assert chief.has_module_perms("s75")
    assert not ann.is_staff
    assert not ann.has_perm("s75.view_user")
    chief.is_active = False
    assert not chief.has_perm("s75.view_user")


def test_a_user_is_shown_by_name() -> None:
    assert str(User(email="ann@example.gov.uk", name="Ann Officer")) == "Ann Officer"
    assert str(User(email="ann@example.gov.uk")) == "ann@example.gov.uk"
