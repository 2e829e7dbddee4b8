"""Setting a place up, as far as it needs the words of national templates or the schemes: streams, and the checklist."""
