"""Static files under names with their hash, also where one module imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStatic(CompressedManifestStaticFilesStorage):
    # A browser keeps a hashed module for ever, so what it imports has to be named by its hash as well.
    support_js_module_import_aggregation = True
