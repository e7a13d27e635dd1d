"""Who reads the CVs, told to whoever runs cvscreen before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported when the container is, while the parsers start
    from cvscreen.ports.scorers import ScorerIdentity


def who_reads(identity: ScorerIdentity) -> str | None:
    """A line about the server and the models that masked texts are sent to; None if they stay here."""
    if not identity.host:
        return None
    models = " or else ".join(identity.models) or identity.scorer
    return f"CVs are read by {models} through {identity.host}, names and contact details masked"
