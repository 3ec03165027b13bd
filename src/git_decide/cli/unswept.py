"""Keeps Python from looking for garbage while one large answer is made."""

from __future__ import annotations

import gc


class Unswept:
    """``with Unswept():`` for an answer made of very many values, nearly all of them kept.

    To look through these again and again takes a tenth of the time. What is left over is looked
    for behind it, when they are gone.
    """

    def __init__(self) -> None:
        self._swept = False

    def __enter__(self) -> None:
        self._swept = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self._swept:
            gc.enable()
