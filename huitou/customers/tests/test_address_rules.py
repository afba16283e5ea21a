"""小林 greets the guests of 云栖酒店西湖店 as they wish to be greeted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitou.customers.address.rules import address, check, greeting, refused, split
from huitou.measures.refusal import Refusal


@pytest.mark.parametrize(
    ("name", "family", "given_name", "title"),
    [
        ("王小明", "王", "小明", ""),
        ("王明", "王", "明", ""),
        ("王 小明", "王", "小明", ""),
        ("王", "王", "", ""),
        ("欧阳娜娜", "欧阳", "娜娜", ""),
        ("欧阳锋", "欧阳", "锋", ""),
        ("司马光", "司马", "光", ""),
        ("司马", "司马", "", ""),
        ("诸葛亮", "诸葛", "亮", ""),
        ("上官婉儿", "上官", "婉儿", ""),
        ("爱新觉罗溥仪", "爱新觉罗", "溥仪", ""),
        ("歐陽鋒", "歐陽", "鋒", ""),
        ("陳大文", "陳", "大文", ""),
        ("王女士", "王", "", "女士"),
        ("欧阳老师", "欧阳", "", "老师"),
        ("张总", "张", "", "总"),
        ("李工", "李", "", "工"),
        ("王小明先生", "王", "小明", "先生"),
        ("王副总经理", "王", "", "副总经理"),
        ("周总经理", "周", "", "总经理"),
        ("王总", "王", "", "总"),
        ("陈导", "陈", "", "导"),
        ("王建工", "王", "建工", ""),
        ("李明总", "李", "明总", ""),
        ("刘阿姨", "刘", "", "阿姨"),
        ("陈方安生", "", "", ""),
        ("买买提", "", "", ""),
        ("迪丽热巴·迪力木拉提", "", "", ""),
        ("约翰·史密斯", "", "", ""),
        ("开心果", "", "", ""),
        ("John Smith", "", "", ""),
        ("Mr. Smith", "", "", "先生"),
        ("Dr Li", "", "", "博士"),
        ("𠮷田", "", "", ""),
        ("", "", "", ""),
    ],
)
def test_names_are_parted_only_where_that_is_certain(name, family, given_name, title):
    parts = split(name)
    assert (parts.family, parts.given, parts.title) == (family, given_name, title)


@pytest.mark.parametrize(
    ("known", "form", "words"),
    [
        ({"name": "王小明", "gender": "男"}, "王先生", "王先生，您好"),
        ({"name": "王小红", "gender": "female"}, "王女士", "王女士，您好"),
        ({"name": "王小红", "title": "女士"}, "王女士", "王女士，您好"),
        ({"name": "王小红", "title": "老师", "gender": "女"}, "王老师", "王老师，您好"),
        ({"name": "王女士"}, "王女士", "王女士，您好"),
        ({"name": "王老师", "gender": "女"}, "王老师", "王老师，您好"),
        ({"name": "王女士", "title": "医生"}, "王医生", "王医生，您好"),
        ({"name": "王小明"}, "王小明", "王小明 您好"),
        ({"name": "王小明", "gender": "unknown"}, "王小明", "王小明 您好"),
        ({"name": "王小明", "title": "亲"}, "王小明", "王小明 您好"),
        ({"name": "欧阳娜娜", "gender": "女"}, "欧阳女士", "欧阳女士，您好"),
        ({"name": "司马光", "title": "先生"}, "司马先生", "司马先生，您好"),
        ({"name": "陈建国", "title": "总"}, "陈总", "陈总，您好"),
        ({"name": "李梅", "title": "阿姨"}, "李阿姨", "李阿姨，您好"),
        ({"name": "陈方安生", "gender": "女"}, "陈方安生女士", "陈方安生女士，您好"),
        ({"name": "迪丽热巴·迪力木拉提", "gender": "女"}, "迪丽热巴·迪力木拉提女士", "迪丽热巴·迪力木拉提女士，您好"),
        ({"name": "John Smith"}, "John Smith", "John Smith 您好"),
        ({"name": "John Smith", "gender": "m"}, "John Smith 先生", "John Smith 先生，您好"),
        ({"name": "Mr. Smith"}, "Smith 先生", "Smith 先生，您好"),
        ({"name": "Wang Xiaoming", "title": "教授"}, "Wang Xiaoming 教授", "Wang Xiaoming 教授，您好"),
        ({"name": "山田 太郎", "title": "先生"}, "山田太郎先生", "山田太郎先生，您好"),
        ({"name": "김민수", "gender": "男"}, "김민수先生", "김민수先生，您好"),
        ({"name": "开心果"}, "开心果", "开心果 您好"),
        ({"name": "王小明", "gender": "男", "address_as": "小明"}, "小明", "小明，您好"),
        ({"name": "王小明", "gender": "男", "address_as": "亲"}, "王先生", "王先生，您好"),
        ({"name": "王小红", "address_as": "王小姐"}, "王小姐", "王小姐，您好"),
        ({"name": "", "gender": "女"}, "", "您好"),
        ({"name": "  "}, "", "您好"),
        ({"name": "美女"}, "", "您好"),
        ({"name": "王\u202e小明"}, "王小明", "王小明 您好"),
    ],
)
def test_people_are_addressed_by_what_is_known(known, form, words):
    assert address(**known) == form
    assert greeting(**known) == words


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ("亲", "familiar"),
        ("亲亲", "familiar"),
        ("亲~", "familiar"),
        ("亲，您好", "familiar"),
        ("亲爱的", "familiar"),
        ("亲爱的顾客", "familiar"),
        ("美女", "familiar"),
        ("帅哥", "familiar"),
        ("帅哥你好", "familiar"),
        ("小姐姐", "familiar"),
        ("小哥哥", "familiar"),
        ("宝宝", "familiar"),
        ("靓仔", "familiar"),
        ("老板", "familiar"),
        ("家人们", "familiar"),
        ("哥", "familiar"),
        ("dear", "familiar"),
        ("亲爱的王女士", "endearing"),
        ("王美女", "endearing"),
        ("王小明亲", "endearing"),
        ("喂", "rude"),
        ("投诉人", "rude"),
        ("王女士", ""),
        ("王小明", ""),
        ("欧阳老师", ""),
        ("李宝宝", ""),
        ("陈亲", ""),
        ("王小姐", ""),
        ("刘阿姨", ""),
        ("宝玉先生", ""),
        ("尊敬的王女士", ""),
    ],
)
def test_familiar_forms_are_refused(form, why):
    assert refused(form) == why


@pytest.mark.parametrize(
    ("form", "known", "offer"),
    [
        ("亲", {"name": "王小红", "gender": "女"}, "王女士"),
        ("美女", {"name": "王小红"}, "王小红"),
        ("帅哥", {"name": "欧阳锋", "title": "先生"}, "欧阳先生"),
        ("亲爱的王女士", {}, "王女士"),
        ("亲", {}, "您"),
        ("亲", {"name": "亲"}, "您"),
        ("美女", {"name": "王小红", "address_as": "红姐"}, "红姐"),
    ],
)
def test_a_refused_form_comes_with_another(form, known, offer):
    with pytest.raises(Refusal) as refusal:
        check(form, **known)
    assert refusal.value.params == {"said": form, "offer": offer}
    assert refusal.value.code.startswith("customers.address_")
    assert check(offer) == offer


@given(st.text(max_size=12), st.text(max_size=4), st.text(max_size=4))
def test_no_form_that_is_made_is_one_that_is_refused(name, title, gender):
    form = address(name, title=title, gender=gender)
    assert not form or not refused(form)
    assert greeting(name, title=title, gender=gender).endswith("您好")
