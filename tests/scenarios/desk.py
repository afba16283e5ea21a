"""A person at the desk: the words of the stories, said once."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.scenarios.house import House


class Desk:
    """One signed-in person's window."""

    def __init__(self, page: Any, house: House) -> None:
        self.page = page
        self.house = house

    def open(self, path: str = "/desk") -> Desk:
        self.page.goto(path)
        return self

    def conversation(self, conversation_id: int) -> Desk:
        """Open one conversation and wait until its composer listens."""
        self.page.goto(f"/desk/c/{conversation_id}")
        expect(self.page.locator("#composer")).to_be_visible()
        return self

    def row(self, conversation_id: int) -> Any:
        return self.page.locator(f"#row-{conversation_id}")

    @property
    def composer(self) -> Any:
        return self.page.locator("#composer textarea[name=text]")

    def press(self, *keys: str) -> Desk:
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def type(self, text: str) -> Desk:
        self.page.keyboard.insert_text(text)
        return self

    def reply(self, text: str) -> Desk:
        """Write and send with the keyboard; returns when the message stands in the thread."""
        self.page.locator("#conversation").click(position={"x": 300, "y": 8})
        self.press("r")
        expect(self.composer).to_be_focused()
        self.type(text)
        self.press("Control+Enter")
        expect(self.page.locator("#thread .msg.ours", has_text=text[:40]).last).to_be_visible()
        return self

    def note(self, text: str) -> Desk:
        self.press("n")
        self.type(text)
        self.press("Control+Enter")
        expect(self.page.locator("#thread .note", has_text=text[:40]).last).to_be_visible()
        return self

    def sent(self) -> Desk:
        """Wait until the undo window is over and nothing is about to leave."""
        expect(self.page.locator("#thread .msg.undoable")).to_have_count(0)
        expect(self.page.locator("#thread .msg.queued")).to_have_count(0)
        return self

    def forward(self, step: str) -> Desk:
        """Move the demo's clock by its own buttons: hour, day or next; the page comes back with the new time."""
        before = self.page.locator(".demo-clock").inner_text()
        self.page.locator(f".demo-forward button[value={step}]").click()
        expect(self.page.locator(".demo-clock")).not_to_have_text(before)
        return self
