"""Web pages are read as their readers see them; what they do not see is told of."""

from __future__ import annotations

import base64
import time

import pytest

from review.screening.segments import Reason, Visibility
from tests.unit.screening.found import SECRET, found

BODY = "关于做好部门预算公开工作的通知"


def page(inner: str, *, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body><p>{BODY}</p>{inner}</body></html>"


def data(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        (page(f"<p>{SECRET}</p>"), ""),
        (page("<p>青山<b>渡口</b>七<i>号</i>库</p>"), ""),
        (page("<p>&#38738;&#x5c71;渡口七号库</p>"), ""),
        (page(f"<!-- {SECRET} -->"), "hidden.markup"),
        (page(f"<p style='display:none'>{SECRET}</p>"), "hidden.markup"),
        (page(f"<p hidden>{SECRET}</p>"), "hidden.markup"),
        (page(f"<p class=x>{SECRET}</p>", head="<style>.x{display:none}</style>"), "hidden.markup"),
        (page(f"<p style='visibility:hidden'>{SECRET}</p>"), "hidden.markup"),
        (page(f"<p style='color:#fff'>{SECRET}</p>"), "hidden.white_text"),
        (page(f"<font color=white>{SECRET}</font>"), "hidden.white_text"),
        (page(f"<p style='font-size:1px'>{SECRET}</p>"), "hidden.tiny_text"),
        (page(f"<p style='mso-hide:all'>{SECRET}</p>"), "hidden.hidden_text"),
        (page(f"<p style='position:absolute;left:-9999px'>{SECRET}</p>"), "hidden.clipped_text"),
        (page(f"<script>var a='{SECRET}'</script>"), "hidden.active_content"),
        (page("<script>a='\\u9752\\u5c71\\u6e21\\u53e3\\u4e03\\u53f7\\u5e93'</script>"), ""),
        (page(f"<img src=a.png alt='{SECRET}'>"), "hidden.alt_text"),
        (page(f"<input type=hidden value='{SECRET}'>"), "hidden.form_value"),
        (page(f"<textarea>{SECRET}</textarea>"), ""),
        (page(f"<input placeholder='{SECRET}'>"), ""),
        (page(f"<input type=checkbox value='{SECRET}'>"), ""),
        (page(f"<p class='{SECRET}'>公开</p>"), ""),
        (page("", head=f"<meta content='{SECRET}'>"), ""),
        (page(f"<template>{SECRET}</template>"), "hidden.markup"),
        (page(f"<noscript>{SECRET}</noscript>"), "hidden.markup"),
        (page("", head=f"<meta name=author content='{SECRET}'>"), "hidden.property"),
        (page("", head=f"<title>{SECRET}</title>"), ""),
        (page(f"<a href='file:///d:/{SECRET}.doc'>公开</a>"), "hidden.external_link"),
        (page(f"<img src='//server/{SECRET}.png'>"), "hidden.external_link"),
        (page(f"<iframe srcdoc='&lt;p&gt;{SECRET}'></iframe>"), ""),
        (page(f"<a href='data:text/html;base64,{data(SECRET * 2)}'>公开</a>"), ""),
        (page(f"<table><tr style='display:none'><td>{SECRET}</table>"), "hidden.rows"),
        (page(f"<table><col style='display:none'><tr><td>{SECRET}<td>公开</table>"),
         "hidden.columns"),
        (page(f"<p data-x='{SECRET}'>公开</p>"), ""),
        (page("", head=f"<style>p::after{{content:'{SECRET}'}}</style>"), "hidden.markup"),
        (page(f"<del cite='mailto:甲' datetime=1>{SECRET}</del>"), "hidden.tracked_change"),
        (page("") + f"<p>{SECRET}", ""),
    ],
)  # fmt: skip
def test_a_sentence_in_every_hiding_place_is_found_with_its_rule(html, rule):
    read = found(html, name="a.html")

    assert read.where()
    assert not read.reasons
    assert not rule or rule in read.rules()


def test_what_shows_is_visible_and_what_does_not_is_not():
    read = found(page(f"<p>公开</p><p hidden>{SECRET}</p>"), name="a.html")

    assert BODY in read.seen()
    assert [one.visibility for one in read.where()] == [Visibility.HIDDEN]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_page_is_read_in_the_writing_that_it_is_in(encoding):
    head = "" if encoding.startswith("utf") else "<meta charset=gb2312>"
    assert found(page(SECRET, head=head).encode(encoding), name="a.html").where()


def test_a_page_that_lies_about_its_writing_is_read_both_ways():
    lying = page(SECRET, head="<meta charset=big5>").encode("gb18030")

    read = found(lying, name="a.html")

    assert read.where() or read.reasons


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<div>" * 200_000 + BODY, Reason.TOO_DEEP),
        ("<html><body></body></html>", Reason.NO_TEXT),
        (b"<html><body>\x81\xff\x00\x05\xfe\xfe", Reason.UNDECODABLE),
    ],
)
def test_what_is_half_read_is_not_read(html, reason):
    assert found(html, name="a.html").reasons == [reason]


@pytest.mark.parametrize(
    "piece",
    ["<p>公开", "<table><tr><td>公开", "<!-- 公", "<b>公", "<style>.a .b{color:red}</style>",
     "<a href='data:,公'>", "&#26426;", "<script>\\u673a"],
)  # fmt: skip
def test_twice_the_page_takes_no_more_than_a_few_times_as_long(piece):
    def seconds(count: int) -> float:
        start = time.process_time()
        found(page(piece * count), name="a.html")
        return time.process_time() - start

    assert seconds(4000) < 8 * seconds(1000) + 0.3
