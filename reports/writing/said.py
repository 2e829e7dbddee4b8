"""What was written in a slot of a paper, as plain data, and what the public reads instead of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

EXEMPTIONS = {  # Part 1 of Schedule 12A to the Local Government Act 1972
    "1": "information relating to any individual",
    "2": "information which is likely to reveal the identity of an individual",
    "3": "information relating to the financial or business affairs of any particular person",
    "4": "information relating to consultations or negotiations about labour relations",
    "5": "information in respect of which legal professional privilege could be claimed",
    "6": "information about a proposed notice, order or direction",
    "7": "information about the prevention, investigation or prosecution of crime",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A slot's text; where it is exempt, the paragraph of Schedule 12A and the words that the public reads instead."""

    text: str = ""
    exempt: str = ""
    public_text: str = ""

    @property
    def notice(self) -> str:
        """What stands over an exempt section, and in the public version in its place."""
        law = f"paragraph {self.exempt} of Part 1 of Schedule 12A to the Local Government Act 1972"
        return f"Not for publication: {EXEMPTIONS[self.exempt]} ({law})."


Texts = Mapping[str, Said]


def as_data(texts: Texts) -> dict[str, dict[str, str]]:
    """The texts as what is kept with a published paper; empty slots are left out."""
    return {
        slot: {"text": said.text, "exempt": said.exempt, "public_text": said.public_text}
        for slot, said in texts.items()
        if said.text or said.exempt
    }


def from_data(data: Mapping[str, Mapping[str, str]]) -> dict[str, Said]:
    return {slot: Said(**one) for slot, one in data.items()}
