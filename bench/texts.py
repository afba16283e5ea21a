"""Seeded Chinese messages with the lengths and the vocabulary of a hotel's and an estate's desk.

Common words come from sentences, rare ones from names and places drawn by Zipf's law, so that a two-character word may
stand in one message or in a third of them: both are searched.
"""

from __future__ import annotations

from random import Random

PLACES = [
    "大堂",
    "前台",
    "客房",
    "浴室",
    "阳台",
    "电梯",
    "走廊",
    "停车场",
    "地下车库",
    "餐厅",
    "泳池",
    "健身房",
    "会议室",
    "单元门口",
    "楼道",
    "物业中心",
    "快递柜",
    "儿童乐园",
]
THINGS = [
    "空调",
    "热水",
    "淋浴",
    "马桶",
    "电视",
    "网络",
    "门锁",
    "窗帘",
    "床单",
    "毛巾",
    "早餐",
    "发票",
    "押金",
    "房卡",
    "行李",
    "水管",
    "灯泡",
    "门禁",
    "路灯",
    "对讲机",
]
TROUBLES = [
    "坏了",
    "不工作",
    "一直响",
    "漏水",
    "没有反应",
    "特别慢",
    "有异味",
    "打不开",
    "换了还是一样",
    "时好时坏",
    "声音很大",
    "没有人管",
]
WISHES = [
    "尽快派人来看",
    "给个说法",
    "退一部分费用",
    "换一间安静的房间",
    "开一张专用发票",
    "延迟到下午退房",
    "把处理结果告诉我",
    "帮忙联系师傅",
]
TIMES = [
    "昨天晚上",
    "今天早上",
    "上周五",
    "前天下午",
    "刚才",
    "入住那天",
    "一个小时以前",
    "这两天",
    "从国庆到现在",
    "每天夜里",
]
FEELINGS = [
    "真的很失望",
    "有点着急",
    "希望理解",
    "辛苦了",
    "体验不太好",
    "孩子没睡好",
    "老人上下楼不方便",
    "之前一直挺满意的",
]
PROMISES = ["今天下午六点前", "明天中午前", "24小时内", "两小时内", "周五之前", "后天上午"]
ANSWERS = (
    "您好，已经收到您的反映",
    "给您添麻烦了，非常抱歉",
    "我马上联系工程部同事核实",
    "师傅已经在路上",
    "这边为您登记好了",
    "麻烦您提供一下房号和联系电话",
    "费用会原路退回",
    "有新的进展我第一时间告诉您",
    "如果还有问题请直接回复这条消息",
    "感谢您的耐心等待",
)
SUBJECTS = (
    "关于{thing}的问题",
    "{place}{thing}{trouble}",
    "咨询{thing}",
    "{place}的意见",
    "预订和入住",
    "退款与发票",
    "",
)
NOTES = (
    "已电话联系，客户情绪平稳",
    "工程部说配件明天到",
    "同一楼层第三次报修，建议整体检查",
    "和财务确认过可以退",
    "客户要求书面答复，周经理知道",
    "老客户，喜欢安静的房间",
)
FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
SIGNS = "安波辰楚丹恩帆歌涵嘉凯岚敏宁沛琪然思桐薇溪晓雅芝卓博川德飞广海华江金康乐明南平青仁山天文新阳远云泽鸣岭汀荷竹枫桥苑里塘浦湾屿麓坊亭榭"
RARE_WORDS = 20_000


class Writer:
    """Writes texts; the same seed writes the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def incoming(self) -> str:
        """What a customer writes: mostly one to three sentences, now and then a long story."""
        clauses = [self._trouble() for _ in range(self._how_many())]
        return "，".join(clauses) + self.random.choice("。。。！？") + self._sign()

    def outgoing(self) -> str:
        """What an agent answers."""
        pick = self.random
        parts = pick.sample(ANSWERS, k=pick.randint(2, 4))
        if pick.random() < 0.25:
            parts.append(f"{pick.choice(PROMISES)}给您答复")
        if pick.random() < 0.2:
            parts.append(f"对接同事是{self.rare()}")
        return "，".join(parts) + "。"

    def subject(self) -> str:
        pick = self.random
        return pick.choice(SUBJECTS).format(
            thing=pick.choice(THINGS), place=pick.choice(PLACES), trouble=pick.choice(TROUBLES)
        )

    def note(self) -> str:
        return f"{self.random.choice(NOTES)}。{self.rare()}跟进。"

    def name(self) -> str:
        pick = self.random
        return pick.choice(FAMILY) + "".join(pick.choice(SIGNS) for _ in range(pick.choice((1, 2, 2))))

    def rare(self) -> str:
        """A word of two characters; few are frequent, most are rare."""
        rank = int(RARE_WORDS ** self.random.random())
        return SIGNS[rank * 7 % len(SIGNS)] + chr(0x4E00 + rank * 131 % 6000)

    def _how_many(self) -> int:
        throw = self.random.random()
        return 1 if throw < 0.3 else 2 if throw < 0.6 else 3 if throw < 0.8 else 5 if throw < 0.97 else 24

    def _trouble(self) -> str:
        pick = self.random
        match pick.randrange(5):
            case 0:
                return f"{pick.choice(TIMES)}{pick.choice(PLACES)}的{pick.choice(THINGS)}{pick.choice(TROUBLES)}"
            case 1:
                return f"希望你们{pick.choice(WISHES)}，{pick.choice(FEELINGS)}"
            case 2:
                return f"我住在{self.rare()}{pick.randint(1, 30)}栋{pick.randint(101, 2999)}"
            case 3:
                return f"订单号 HT{pick.randint(10**7, 10**8)}，{pick.choice(THINGS)}{pick.choice(TROUBLES)}"
            case _:
                return f"之前是{self.rare()}接待的，说{pick.choice(PROMISES)}处理"

    def _sign(self) -> str:
        return f" {self.name()}" if self.random.random() < 0.1 else ""
