"""The rating page: experience against expectation, once per link."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huitou.core.api import Refusal, public_page
from huitou.desk.api import public_thread
from huitou.front.public import shapes
from huitou.front.public.frame import frame
from huitou.front.public.words import greeting, score_label, sign_label, within_label
from huitou.front.sentences import sentence, status
from huitou.front.shapes import Option
from huitou.voice.api import SIGNS, RatingPage, expectation_of, rate, rating_page


@public_page(methods=("GET", "POST"))
def rating(request: HttpRequest, link: str) -> HttpResponse:
    """Show the questions; a POST is taken once."""
    page = rating_page(link=link)
    if page is None:
        raise Http404
    if page.state != "open":
        return _sorry(request, page, Refusal(f"voice.link_{page.state}"))
    if request.method != "POST":
        return _ask(request, page)
    try:
        rate(
            invitation_id=page.invitation_id,
            experience=_score(request, "experience"),
            sign=request.POST.get("sign", ""),
            touchpoints={t.id: s for t in page.touchpoints if (s := _score(request, f"t{t.id}"))},
            text=request.POST.get("open", ""),
        )
    except Refusal as refusal:
        if refusal.code == "voice.rating_out_of_range":
            return _ask(request, page, error=sentence(refusal), code=status(refusal))
        return _sorry(request, page, refusal)
    return _thank(request, page)


def _score(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) == 1 else 0


def _ask(request: HttpRequest, page: RatingPage, *, error: str = "", code: int = 200) -> HttpResponse:
    expected = expectation_of(case_id=page.case_id)
    told = expected.answer_within_minutes if expected else None
    compare = shapes.RatingQuestion(
        key="sign",
        label=_("和您原来期望的比"),
        options=tuple(Option(s, sign_label(s), request.POST.get("sign") == s) for s in SIGNS),
        expectation=_("您当时期望：%(when)s有答复") % {"when": within_label(told)} if told else "",
    )
    thread = public_thread(conversation_key=page.conversation_key)
    assert thread is not None
    shown = shapes.RatingPage(
        action=request.path,
        greeting=greeting(name=thread.writer_name),
        matter=thread.subject,
        by_name=next((m.by_name for m in reversed(thread.messages) if m.ours), ""),
        overall=_scale(request, "experience", _("这次我们做得怎么样")),
        compare=compare,
        touchpoints=tuple(_scale(request, f"t{t.id}", t.name) for t in page.touchpoints),
        open_label=_("还有什么想告诉我们的"),
        open_text=request.POST.get("open", "")[:5000],
        error=error,
    )
    return render(request, "front/public/rating.html", {"frame": frame(request), "rating": shown}, status=code)


def _scale(request: HttpRequest, name: str, label: str) -> shapes.RatingQuestion:
    """Five steps, with what the customer has already chosen."""
    chosen = request.POST.get(name, "")
    return shapes.RatingQuestion(
        name, label, tuple(Option(str(n), score_label(n), chosen == str(n)) for n in range(1, 6))
    )


def _thank(request: HttpRequest, page: RatingPage) -> HttpResponse:
    thanks = shapes.ThanksPage(
        title=_("谢谢您"),
        text=_("您的评价会有人读。不满意的地方，我们会再联系您。"),
        link_href=reverse("public-matter", args=[page.conversation_key]),
        link_label=_("回到这件事"),
    )
    return render(request, "front/public/thanks.html", {"frame": frame(request), "page": thanks})


def _sorry(request: HttpRequest, page: RatingPage, refusal: Refusal) -> HttpResponse:
    sorry = shapes.ThanksPage(
        title=_("这个链接已经用过") if refusal.code == "voice.link_used" else _("这个链接不能用了"),
        text=sentence(refusal),
        icon="check" if refusal.code == "voice.link_used" else "clock",
        link_href=reverse("public-matter", args=[page.conversation_key]),
        link_label=_("回到这件事"),
    )
    return render(request, "front/public/thanks.html", {"frame": frame(request), "page": sorry}, status=status(refusal))
