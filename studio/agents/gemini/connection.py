"""The one client of the SDK: made when first needed, on one transport, and closed for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.agents.gemini.gemini_settings import GeminiSettings

if TYPE_CHECKING:
    from google.auth.credentials import Credentials
    from google.genai.client import AsyncClient
    from google.genai.types import HttpOptions


class GeminiConnection:
    """Holds the SDK's client. A project is entered with ``credentials``, else with those of this machine."""

    def __init__(self, settings: GeminiSettings, *, credentials: Credentials | None = None) -> None:
        self.settings = settings
        self._credentials = credentials
        self._client: AsyncClient | None = None

    def __repr__(self) -> str:
        return f"GeminiConnection(base_url={self.settings.base_url!r})"

    def client(self) -> AsyncClient:
        """The asynchronous client; importing the SDK takes half a second, so only now.

        Raises:
            ProviderFailure: there is neither a key nor a project.
        """
        if self._client is None:
            from google.genai import Client
            from google.genai.types import HttpOptions, HttpRetryOptions
            from httpx2 import AsyncClient as Transport

            settings = self.settings
            options = HttpOptions(
                base_url=settings.base_url,
                api_version=settings.api_version,
                timeout=round(settings.text_timeout_s * 1000),
                # Never by itself: whoever pays decides whether to ask twice.
                retry_options=HttpRetryOptions(attempts=1),
                httpx_async_client=Transport(timeout=settings.text_timeout_s, follow_redirects=True),
            )
            if settings.is_enterprise:
                client = Client(
                    enterprise=True,
                    project=settings.project,
                    location=settings.location,
                    credentials=self._credentials,
                    http_options=options,
                )
            else:
                client = Client(api_key=settings.api_key, http_options=options)
            self._client = client.aio
        return self._client

    def patience(self, seconds: float) -> HttpOptions:
        """Options of one request that may take that long."""
        from google.genai.types import HttpOptions

        return HttpOptions(timeout=round(seconds * 1000))

    async def close(self) -> None:
        """Closes the connections; the next call opens new ones."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()
