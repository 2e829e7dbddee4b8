"""Many operations on tables done in one step of a migration."""

from __future__ import annotations

from django.db import connection, models
from django.db.migrations.operations import AddField, CreateModel, RemoveConstraint
from django.db.migrations.state import ProjectState

from s75.schema import AtOnce

KEY = ("id", models.BigAutoField(primary_key=True))
FIRST = AtOnce(
    [
        CreateModel("Shelf", [KEY, ("name", models.TextField())]),
        CreateModel(
            "Book",
            [KEY, ("shelf", models.ForeignKey("library.Shelf", models.PROTECT, related_name="books"))],
            {"constraints": [models.UniqueConstraint(fields=["shelf"], name="one_book_a_shelf")]},
        ),
    ]
)
SECOND = AtOnce(
    [
        CreateModel("Reader", [KEY]),
        RemoveConstraint("book", "one_book_a_shelf"),
        AddField("book", "lent_to", models.ForeignKey("library.Reader", models.PROTECT, null=True)),
    ]
)


def _forwards(step: AtOnce, before: ProjectState) -> ProjectState:
    after = before.clone()
    step.state_forwards("library", after)
    with connection.schema_editor() as editor:
        step.database_forwards("library", editor, before, after)
    return after


def _backwards(step: AtOnce, after: ProjectState, before: ProjectState) -> None:
    with connection.schema_editor() as editor:
        step.database_backwards("library", editor, after, before)


def _tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.startswith("library_")}


def _rules_of_books() -> tuple[set[str], set[tuple[str, str]]]:
    """The names of the table's rules, and where its foreign keys lead."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "library_book")
    return set(found), {rule["foreign_key"] for rule in found.values() if rule["foreign_key"]}


def test_tables_are_made_in_their_order_and_go_in_the_other(db: None) -> None:
    nothing = ProjectState()

    made = _forwards(FIRST, nothing)
    names, keys = _rules_of_books()
    assert _tables() == {"library_shelf", "library_book"}
    assert "one_book_a_shelf" in names
    assert keys == {("library_shelf", "id")}

    _backwards(FIRST, made, nothing)
    assert not _tables()


def test_a_table_that_stands_is_changed_beside_a_new_one(db: None) -> None:
    before = _forwards(FIRST, ProjectState())

    after = _forwards(SECOND, before)
    names, keys = _rules_of_books()
    assert "one_book_a_shelf" not in names
    assert keys == {("library_shelf", "id"), ("library_reader", "id")}

    _backwards(SECOND, after, before)
    names, keys = _rules_of_books()
    assert "one_book_a_shelf" in names
    assert keys == {("library_shelf", "id")}
    assert _tables() == {"library_shelf", "library_book"}


def test_classes_built_before_are_built_again_with_the_new_ones() -> None:
    state = ProjectState()
    assert not state.apps.all_models["library"]

    FIRST.state_forwards("library", state)

    assert state.apps.get_model("library", "Shelf").books.rel.related_model._meta.object_name == "Book"


def test_it_says_what_it_does() -> None:
    assert FIRST.describe() == "Create model Shelf; Create model Book"
    assert FIRST.deconstruct() == ("AtOnce", [], {"operations": FIRST.operations})
    assert FIRST.references_model("Shelf", "library")
    assert not FIRST.references_model("Reader", "library")
