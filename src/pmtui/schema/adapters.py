"""The pydantic adapters of what crosses the edge, built when first asked for."""

from functools import cache

from pydantic import BaseModel, ConfigDict, TypeAdapter

from pmtui.domain.postmortem import Postmortem
from pmtui.domain.vocabulary import Status


class Envelope(BaseModel):
    """What says that a JSON file is a postmortem, and of which version of the document."""

    model_config = ConfigDict(extra="forbid")

    document: int


class Document(BaseModel):
    """The JSON document; its configuration reaches into the domain's dataclasses."""

    model_config = ConfigDict(extra="forbid")

    pmtui: Envelope
    status: Status | None = None
    postmortem: Postmortem


@cache
def document_adapter() -> TypeAdapter[Document]:
    """Validates a whole document."""
    return TypeAdapter(Document)
