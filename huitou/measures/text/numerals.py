"""Numbers as people write them in Chinese chat: 3, ３, 三, 两, 十五, 半, 1.5, 两三 (the larger counts)."""

from __future__ import annotations

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TENS = {"十": 10, "百": 100}
NUMBER = r"(?:\d{1,4}(?:\.\d)?|半|[零〇一二两三四五六七八九十百]{1,6})"

# Full width to half width and traditional to simplified, one character for one, so that positions in the text stay
# what they were. The characters are those that the patterns of time and promise ask for.
_WRITTEN = "～〜－—–﹣點時鐘後週號個內兩間複會將給處繫聯覆訴電話問嗎幾為與幫發門維換檢復結單進過來還無辦補賠償帳務員師經當節慶國勞儘盡訊應該須規訂購買貨運達預計確實認證審報關閉啟樓層開請這說麼馬親們從聽傳寫讓據條賬營現"
_MEANT = "~~----点时钟后周号个内两间复会将给处系联复诉电话问吗几为与帮发门维换检复结单进过来还无办补赔偿帐务员师经当节庆国劳尽尽讯应该须规订购买货运达预计确实认证审报关闭启楼层开请这说么马亲们从听传写让据条账营现"
WIDTH: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
WIDTH |= {ord("\u3000"): " "} | {ord(written): meant for written, meant in zip(_WRITTEN, _MEANT, strict=True)}


def fold(text: str) -> str:
    """The text with full-width signs and the commonest traditional characters made plain; same length."""
    return text.translate(WIDTH)


def number(word: str) -> float:
    """The value of a matched `NUMBER`. Two neighbouring digits (两三, 十五六) give the larger: a promise counts to its end."""
    if word == "半":
        return 0.5
    if word[0].isdecimal():
        return float(word)
    if len(word) >= 2 and word[-1] in DIGITS and word[-2] in DIGITS and not set(word[:-1]) <= {"零", "〇"}:
        word = word[:-2] + max(word[-2:], key=lambda sign: DIGITS[sign])
    total = digit = 0
    for sign in word:
        if sign in DIGITS:
            digit = DIGITS[sign]
        else:
            total += (digit or 1) * TENS[sign]
            digit = 0
    return float(total + digit)


def year_number(word: str) -> int:
    """A year spelled digit by digit: 2026, 二〇二六."""
    return int("".join(str(DIGITS[sign]) if sign in DIGITS else sign for sign in word))
