"""The base of every document: frozen, camelCase on the wire, unknown fields kept."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Frozen(BaseModel):
    """A frozen model whose wire names are camelCase; fields it does not know survive a round trip."""

    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=to_camel, populate_by_name=True)

    def to_wire(self, *, with_unset: bool = True) -> dict[str, Any]:
        """Plain JSON types under the wire names; ``with_unset=False`` leaves out what was never given."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=not with_unset)

    @classmethod
    def from_wire(cls, fields: object) -> Self:
        """Parses wire fields.

        Raises:
            pydantic.ValidationError: the fields do not fit.
        """
        return cls.model_validate(fields)
