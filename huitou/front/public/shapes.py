"""What the pages of a customer show, as typed rows. Nothing of the back stage stands here."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.front.shapes import Option, PromiseState


@dataclass(frozen=True, slots=True)
class PublicFrame:
    """Frame of every page a customer sees; the templates know it as `frame`."""

    company: str
    site: str = ""
    phone: str = ""  # shown as a way to reach a person
    demo: bool = False
    here: str = ""  # the address to come back to after a change of language
    theme: str = ""


@dataclass(frozen=True, slots=True)
class PublicForm:
    """The form 在线留言, empty or with what was typed."""

    action: str
    key: str  # idempotency key: the form sent twice is one message
    kinds: tuple[Option, ...]
    sites: tuple[Option, ...]
    touchpoints: tuple[Option, ...]  # what it is about
    longest: int  # characters of the text
    answer_when: tuple[Option, ...]  # expectation: when
    end_how: tuple[Option, ...]  # expectation: how should it end
    values: tuple[tuple[str, str], ...] = ()  # what was already typed, by field name
    errors: tuple[tuple[str, str], ...] = ()  # sentence by field name
    max_files_text: str = ""

    def value(self, name: str) -> str:
        """What the customer typed in the field before, or nothing."""
        return dict(self.values).get(name, "")

    def error(self, name: str) -> str:
        """The sentence for the field, or nothing."""
        return dict(self.errors).get(name, "")


@dataclass(frozen=True, slots=True)
class PublicPromise:
    """One promise as the customer sees it, in whole sentences. Holds nothing of the back stage."""

    id: int
    content: str
    state: PromiseState
    state_label: str
    due_text: str  # 不晚于今天 15:00, and what became of it
    by_text: str  # who promised it when, and who has it now
    sorry: str = ""  # when we are late or did not keep it
    answer_text: str = ""  # what the customer said
    ask: str = ""  # the question over the buttons; "" when nothing is to say
    answer_href: str = ""  # POST answer=kept|not_kept
    may_say_kept: bool = False
    may_say_not_kept: bool = False
    release_href: str = ""  # POST: they no longer need it; "" when that is not to say any more
    release_ask: str = ""  # the question before it is done
    steps: tuple[tuple[str, str], ...] = ()  # when, what: only when there is more to tell than that it was promised

    @property
    def over(self) -> bool:
        """Whether it has come to its end."""
        return self.state not in ("open", "soon", "late")


@dataclass(frozen=True, slots=True)
class PublicPromisePage:
    """The customer's own page of one matter."""

    greeting: str  # 王女士，您好
    matter: str
    lead: str  # the matter, unless it only repeats how the message below begins
    promises: tuple[PublicPromise, ...]
    write_href: str = ""


@dataclass(frozen=True, slots=True)
class RatingQuestion:
    """One scale to choose from."""

    key: str
    label: str
    options: tuple[Option, ...]  # 远低于期望 … 远超期望, value -2 … 2
    expectation: str = ""  # 您当时期望：两小时内答复


@dataclass(frozen=True, slots=True)
class RatingPage:
    """What is asked when a matter is done."""

    action: str
    greeting: str
    matter: str
    by_name: str
    overall: RatingQuestion
    compare: RatingQuestion  # 超出, 符合, 低于
    touchpoints: tuple[RatingQuestion, ...]
    open_label: str
    open_text: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class ThanksPage:
    """Thanks after a rating, why it cannot be taken, or that there is nothing here."""

    title: str
    text: str
    icon: str = "check"
    reference: str = ""  # number that finds the line in the log
    link_href: str = ""
    link_label: str = ""
