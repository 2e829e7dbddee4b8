"""Papers from the draft to the public: drawing, signing, publishing, correcting, redacting."""
