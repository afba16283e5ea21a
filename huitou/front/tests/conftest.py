"""What the tests of the screens share."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from huitou.front.lean import LeanHandler


@pytest.fixture
def handlers():
    """The two ways in, as the server calls them: True is the short way of the hot pages, False the whole middleware."""
    # Django's own test client does the same: the test's transaction must outlive the request.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield {True: LeanHandler(), False: WSGIHandler()}
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
