"""Which phrases of time are promises: we say that we shall do something by then.

Read clause by clause. A promise needs a verb of our doing next to the time (回复, 联系, 处理, 退款, 安排, 给您 …) and none of what
takes it back: a question, the past, what the customer shall do, a condition, "cannot", the wording of a regulation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from huitou.measures.text.meanings import At, CalendarDate, Found, Meaning, Vague
from huitou.measures.text.numerals import fold
from huitou.measures.text.reading import LONGEST_TEXT, find

_C = re.compile
CLAUSE_END = _C(r"[,。!?;\n…~]+|(?<=[\u4e00-\u9fff~])\s+(?=[\u4e00-\u9fff])")
SENTENCE_END = _C(r"[。!?;\n…]")

OUR_DOING = _C(
    r"回复|答复|回覆|联系|回电|致电|打(?:给|个?电话|过去)|电话(?:给|联系|通知)|处理|解决|安排|退(?:款|回|还|给|到|掉|差|您|押金)|返(?:还|现|给|款)|赔|补(?:偿|发|给|寄|上|差|送)|"
    r"发(?:货|给|您|出|送|到|放)|寄(?:出|送|给|回|到|过)|派(?:送|件|人|师傅|单)|配送|送(?:达|到|货|给|上|过|去|出|您|来|一)|上门|维修|修(?:好|复|理)|更换|换(?:新|货|好|一|成|房|掉)|"
    r"核实|核查|查(?:清|看|询|一下|好|到|明|实)|反馈|跟进|跟踪|确认|通知|告知|告诉|转告|整改|完成|办(?:理|结|好|完)|落实|调查|审核|审批|开(?:具|票|好|出|通)|到账|到帐|恢复|上线|关闭|升级|"
    r"转(?:交|接|给|达)|上报|提交|协调|处置|清(?:理|扫|洗)|打扫|安装|更新|出(?:结果|方案|来)|给(?:您|到|你|大家|各位|出|予|咱|亲)|(?:为|帮|替|向|跟|与|和)(?:您|你|亲)|搞定|弄好|做好|准备好|准备|赶到|到(?:达|场|您)|"
    r"过(?:去|来)|上来|下来|接您|来电|短信|发短信|回访|拜访|催(?:促|一下|办|件)?|加急|登记|启动|动工|开工|竣工|修建|建成|公布|公示|出台|推进|解答|说明|致歉|道歉|服务您|揽收|取件|入账|兑现|生效|支付|打款|汇款"
)
QUESTION = _C(
    r"[吗嘛么](?:$|[^\u4e00-\u9fff])|什么时候|几点|几号|多久|何时|哪天|能不能|可不可以|是不是|有没有|会不会|是否|怎么|为什么|为何|多长时间|呢$"
)
TAG_QUESTION = _C(
    r"^\s*(?:您看)?(?:这样)?(?:好|可以|行|方便|您看|OK|ok|您觉得)?(?:吗|么|嘛|好吗|可以吗|行吗|方便吗|如何|怎么样|好不好|行不行|可否)\s*$"
)
OFFER = _C(r"(?:好吗|可以吗|行吗|好么|可以么|好不好|行不行|方便吗|可否|如何)\s*$")
NEGATION = _C(
    r"不能|无法|没法|没办法|不会|不敢|不一定|不确定|不保证|未必|难以|不清楚|不知道|来不及|不可能|没有办法|办不到|做不到|不再|不予|不支持|没能|未能|不用|无需|不需要|不是|没(?:有)?(?:给|为|人|收|联系|回|处理|到|发|安排|解决)|"
    r"还?未|尚未|暂不|暂无|不(?:处理|安排|发货|配送|退|送|上门)|别|不要"
)
PAST = _C(
    r"已经?(?!在)|曾|之前(?:已|就|给|为|联系)|刚刚?|过了|(?:回复|联系|处理|解决|安排|送达|退款|发货|完成|通知|核实|答复|寄|送|查|修|到)(?:过|了(?!解))|当时|原(?:本|来)|本来|本应"
)
CUSTOMER = r"(?:您|你|亲(?!爱)|网友|大家|客户|用户|业主|市民|居民|学生|家长|住户)"
ASKED = _C(
    r"(?:请|烦请|麻烦|劳烦|劳驾|敬请|恳请|希望|建议|提醒|需要|欢迎)(?:"
    + CUSTOMER
    + r")?(?!放心|稍|耐心|等|谅解|见谅|理解|问|安心|留意|注意|保持|知悉|多?包涵|期待|假|款|的)"
)
MANNERS = _C(
    r"请(?:"
    + CUSTOMER
    + r")?(?:放心|耐心等[候待]?|稍等|等待?|谅解|见谅|理解|问|安心|留意|注意|保持|知悉|多?包涵|稍候)|不要着急|别着急|不用担心|别担心|不用着急|请知悉|不好意思"
)
CUSTOMER_DOES = _C(
    r"(?<![给为帮替向跟与和对陪接送复系知诉发寄还退电把将访告据联覆])"
    + CUSTOMER
    + r"(?!好|的|这|反映|提出|留言|来信|之前|咨询|稍|放心|看|那)(?:[^,。]{0,4}?)"
    r"(?:可以?|要|需|需要|应|先|再|在|于|自己|自行|本人|来|去|到|打|拨|回|提|申请|联系|登录|登陆|办|提供|携带|带|前往|过来|再次|试|能|方便|有空|确认|看看|收到)"
)
CONDITION = _C(
    r"(?:如果|如您|如需|如有|如果?还|要是|假如|假设|倘若|若是|若您?|万一|一旦|除非|只要|的话|未收到|超过|逾期|没收到)"
)
RULE = _C(
    r"应当|应(?:于|在|自|向|由|按|予|依)|须|不得|规定|依法|根据|按照|依据|条例|有权|可享|有效期|营业时间|工作时间|上班时间|服务时间|办公时间|受理时间|热线|保修|质保|活动时间|无理由"
)
WILL = _C(
    r"会|将|拟|预计|争取|计划|予以|尽量|尽力|力争|确保|保证|一定|承诺|打算|准备|马上|就|给(?:您|你|到|大家)|为(?:您|你)|帮(?:您|你)|与(?:您|你)|跟(?:您|你)|向(?:您|你)|回复(?:您|你)|联系(?:您|你)|我们?"
)
OURS = _C(
    r"我们?|本(?:店|公司|酒店|局|街道)|咱们|客服|专员|同事|经理|师傅|工程师|技术|仓库|财务|快递|前台|管家|维修|客房|专人|相关(?:部门|人员)|系统|平台|小[\u4e00-\u9fff](?=会|将|给|就)"
)
LEADING = _C(
    r"^(?:[\s,、:]|的话|的时间|时间|左右|我们?这边|这边|我这|我们?|本店|咱们|我方|小[林周王张李陈](?=会|将|给|就|帮)|一定会?|肯定会?|应该|大概|预计|尽量|争取|保证|确保|承诺|必定|必|会|将会?|就会?|即可|便|再(?!次)|来(?=[给为帮])|先|都|也|可以?(?=[给为帮])|能够?|在|于|由)+"
)
TRAILING = _C(
    r"(?:[\s~,、]|的(?=$|呢|哦|哈|呀|啊)|(?<=的)[呢哦哈呀啊]|[呢哦哈呀啊噢喔呐啦吧哟]|(?:最晚|最迟|时间|预计|大概|约|会?在|将?于|是)$)+$"
)


@dataclass(frozen=True, slots=True)
class Clause:
    start: int
    end: int
    text: str
    stop: str


def promises_in(text: str) -> tuple[Found, ...]:
    """The phrases of time with which the writer promises something, each with what is promised (`content`).

    Vague times count (尽快回复您 is a promise that nobody can check: `Vague`), so that the agent can be told.
    """
    found = find(text)
    if not found:
        return ()
    plain = fold(text[:LONGEST_TEXT])
    clauses = _clauses(plain)
    promises = []
    for phrase in found:
        content = _promised(plain, clauses, phrase, found)
        if content:
            promises.append(replace(phrase, content=content))
    return tuple(promises)


def _clauses(text: str) -> list[Clause]:
    clauses, at = [], 0
    for mark in CLAUSE_END.finditer(text):
        if mark.start() > at:
            clauses.append(Clause(at, mark.start(), text[at : mark.start()], mark.group()))
        at = mark.end()
    if at < len(text):
        clauses.append(Clause(at, len(text), text[at:], ""))
    return clauses


def _promised(text: str, clauses: list[Clause], phrase: Found, found: tuple[Found, ...]) -> str:
    """What is promised with this phrase, or nothing: in its own clause, else in the one that follows or leads to it."""
    index = next((i for i, clause in enumerate(clauses) if clause.start <= phrase.start < clause.end), None)
    if index is None:
        return ""
    own = clauses[index]
    before, after = own.text[: phrase.start - own.start], own.text[max(0, phrase.end - own.start) :]
    following = clauses[index + 1] if index + 1 < len(clauses) and not SENTENCE_END.search(own.stop) else None
    if _is_question(own, following) or not _is_ours(before, after, phrase.meaning):
        return ""
    if OUR_DOING.search(after):
        return _clip(_up_to_next_time(after, phrase, found, own))
    if OUR_DOING.search(before) and _leads_to_time(before):
        return _clip(before)
    if following is not None and _carries_on(after, following):
        return _clip(following.text)
    return ""


def _up_to_next_time(after: str, phrase: Found, found: tuple[Found, ...], clause: Clause) -> str:
    """The words up to the next phrase of time in the same clause, if something is promised before it."""
    for other in found:
        if phrase.end < other.start < clause.end:
            part = after[: other.start - phrase.end]
            return part if OUR_DOING.search(part) and len(part) < len(after) else after
    return after


def _is_question(own: Clause, following: Clause | None) -> bool:
    tag = following is not None and TAG_QUESTION.match(following.text) is not None
    asked = "?" in own.stop or (following is not None and "?" in following.stop and len(following.text) <= 4)
    if OFFER.search(own.text):
        return False
    return QUESTION.search(own.text) is not None or (asked and not tag)


def _is_ours(before: str, after: str, meaning: Meaning) -> bool:
    """Whether the clause speaks of our doing in the time to come."""
    whole = MANNERS.sub("", before) + "※" + MANNERS.sub("", after)
    if NEGATION.search(whole) or PAST.search(whole) or CONDITION.search(whole) or RULE.search(whole):
        return False
    if ASKED.search(whole) or CUSTOMER_DOES.search(re.sub(CUSTOMER + r"[^,。※]{0,12}?的", "", whole)):
        return False
    # A bare date tells of the past as often as of the future: 4月22日现场核实. It promises only with a word that looks ahead.
    dated = isinstance(meaning, At) and isinstance(meaning.day, CalendarDate) and meaning.side != "before"
    return WILL.search(whole) is not None if dated or isinstance(meaning, Vague) else True


def _leads_to_time(before: str) -> bool:
    """回复您最晚明天; 会在处理好的时间是周五: the doing stands first and leads to the time."""
    return bool(
        re.search(
            r"(?:您|你|时间|结果|处理|答复|回复|联系|到账|完成|最晚|最迟|预计|大概|约|会?在|将?于|是|为|需要?|要)\s?$",
            before,
        )
    )


def _carries_on(after: str, following: Clause) -> bool:
    """The time stands alone before a comma (明天下午三点前，我们会回复您) and the next clause does the promising."""
    if len(after.strip()) > 6 or not OUR_DOING.search(following.text):
        return False
    ours = OURS.search(following.text) or re.search(r"^(?:就|会|将|一定|给|为|帮|向|与|跟)", following.text.strip())
    return ours is not None and _is_ours("", following.text, At()) and QUESTION.search(following.text) is None


def _clip(content: str) -> str:
    plain = LEADING.sub("", content.strip())
    while (shorter := TRAILING.sub("", plain)) != plain:
        plain = shorter
    return plain.strip()
