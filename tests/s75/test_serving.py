"""What the web server is told beyond its settings."""

from __future__ import annotations

import gc

from s75.serving import post_worker_init


def test_what_a_worker_has_loaded_is_left_out_of_collections() -> None:
    before = gc.get_freeze_count()
    post_worker_init(object())
    try:
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
