"""The driver's own client as a speaker, for a cluster and for sentinels: it knows which server has what."""

from __future__ import annotations

from typing import Any


class Client:
    """Asks through a client of redis-py or valkey-py.

    :param client: never one of replicas: they would not know yet who has just signed out.
    :param no_script: the driver's exception for a script that the server does not know.
    """

    def __init__(self, client: Any, no_script: type[BaseException]) -> None:
        self._client = client
        self._no_script = no_script

    def ask(self, *questions: tuple[str | int, ...]) -> list[Any]:
        """Return a reply for each question, after a trip for each."""
        return [self._ask(question) for question in questions]

    def close(self) -> None:
        """Do nothing: the storage closes its client."""

    def _ask(self, question: tuple[str | int, ...]) -> Any:
        name, *words = question
        try:
            if name == "MGET":  # the keys may live on different nodes of a cluster
                return getattr(self._client, "mget_nonatomic", self._client.mget)(words)
            return self._client.execute_command(*question)
        except self._no_script:
            return "NOSCRIPT"
