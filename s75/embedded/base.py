"""The database backend of the embedded server: Django's own for PostgreSQL, which starts it if it is down."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql import base
from psycopg2 import OperationalError

from s75.embedded.server import Server


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects; where that fails, sees that the server is up, and tries once more."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        server: Server = self.settings_dict["EMBEDDED"]
        try:
            return super().get_new_connection(conn_params)
        except OperationalError:
            if not server.serves():
                server.start(database=self.settings_dict["NAME"])
            return super().get_new_connection(conn_params)
