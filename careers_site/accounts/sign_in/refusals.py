"""What is answered when somebody has to wait."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import ParamSpec

from flask import render_template
from flask.typing import ResponseReturnValue

from careers_site.accounts.sign_in.passwords import BusyError
from careers_site.accounts.sign_in.steps import WaitError
from careers_site.platform.extensions import db
from careers_site.platform.formatting import count_of

Given = ParamSpec("Given")


def refused(view: Callable[Given, ResponseReturnValue]) -> Callable[Given, ResponseReturnValue]:
    """Answer for a view that checks passwords or codes when it may not check now."""

    @wraps(view)
    def answer(*args: Given.args, **kwargs: Given.kwargs) -> ResponseReturnValue:
        try:
            return view(*args, **kwargs)
        except WaitError as error:
            db.session.rollback()
            return _wait(error.seconds), 429, {"Retry-After": str(error.seconds)}
        except BusyError:
            db.session.rollback()
            return render_template("accounts/busy.html"), 503, {"Retry-After": "5"}

    return answer


def _wait(seconds: int) -> str:
    minutes = ceil(seconds / 60)
    return render_template("accounts/wait.html", wait=count_of(minutes, "minute"))
