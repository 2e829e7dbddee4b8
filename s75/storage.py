"""Static files by content: a name changes with its content, also where one script imports another."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage, which also follows the imports of ES modules."""

    support_js_module_import_aggregation = True
