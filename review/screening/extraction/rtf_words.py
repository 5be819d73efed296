"""The control words of RTF that say something, and where the texts of its groups belong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from review.domain.findings import Part
from review.screening.segments import Visibility


@dataclass(frozen=True, slots=True)
class Home:
    """Where the text of a group belongs; `rule` tells that it is there at all."""

    name: str
    part: Part = Part.BODY
    visibility: Visibility = Visibility.VISIBLE
    rule: str = ""
    is_story: bool = True
    """Its paragraphs are texts of the paper; otherwise the group as a whole says something."""


BODY = Home("body")
_STORIES = {
    "header": Part.HEADER, "headerl": Part.HEADER, "headerr": Part.HEADER, "headerf": Part.HEADER,
    "footer": Part.FOOTER, "footerl": Part.FOOTER, "footerr": Part.FOOTER, "footerf": Part.FOOTER,
    "footnote": Part.FOOTNOTE, "shptxt": Part.TEXT_BOX, "dptxbxtext": Part.TEXT_BOX,
}  # fmt: skip
_TOLD: tuple[tuple[Part, str, str], ...] = (
    (
        Part.OTHER,
        "",
        (
            "fldinst bkmkstart bkmkend fonttbl stylesheet listtable colortbl "
            "listoverridetable revtbl rsidtbl latentstyles xmlnstbl themedata "
            "colorschememapping datastore sn sv pgdsctbl falt panose blipuid pntxta pntxtb "
            "leveltext levelnumbers fontemb fontfile datafield operatorname "
            "password passwordhash svb protusertbl ftnsep"
        ),
    ),
    (Part.OTHER, "hidden.document_variable", "docvar"),
    (Part.PROPERTIES, "hidden.template_path", "template"),
    (Part.BODY, "hidden.hidden_text", "xe tc tcn rxe"),
    (Part.FORM, "hidden.form_value", "ffname ffdeftext ffl ffformat"),
    (Part.FORM, "hidden.prompt", "ffhelptext ffstattext"),
    (Part.MACRO, "hidden.active_content", "ffentrymcr ffexitmcr"),
    (
        Part.PROPERTIES,
        "hidden.property",
        "linkval staticval author operator manager company hlinkbase",
    ),
    (
        Part.PROPERTIES,
        "",
        "propname title subject category keywords comment doccomm generator info",
    ),
    (Part.PICTURE, "", "pict"),
    (Part.ATTACHMENT, "", "objdata objclass objname"),
    (
        Part.COMMENT,
        "",
        "atnid atnauthor atndate atnref atrfstart atrfend atnparent atnicn atntime",
    ),
    (
        Part.LINK,
        "hidden.external_link",
        "filetbl mmconnectstr mmdatasource mmquery mmheadersource",
    ),
    (Part.OTHER, "hidden.markup", "htmltag mhtmltag"),
)
"""Their part, the rule that tells of them if one does, and the words."""
HOMES: Mapping[str, Home] = MappingProxyType(
    {
        **{word: Home(word, part) for word, part in _STORIES.items()},
        "annotation": Home("annotation", Part.COMMENT, Visibility.COMMENT),
        **{
            word: Home(word, part, Visibility.META, rule, is_story=False)
            for part, rule, words in _TOLD
            for word in words.split()
        },
    }
)
THROUGH = frozenset(
    {"field", "fldrslt", "shp", "shpinst", "shprslt", "shpgrp", "shppict", "nonshppict", "object",
     "result", "listtext", "pntext", "sp", "upr", "ud", "userprops", "formfield", "do", "dptxbx",
     "background", "mailmerge", "pn", "picprop", "ftnsepc", "aftnsep", "aftnsepc", "aftncn",
     "ftncn", "xmlopen", "xmlclose", "moMath", "mr", "mt", "me", "mf", "mnum", "mden"}
)  # fmt: skip
"""Groups whose text, where it is in none of their own groups, is text of what is around them."""
UNKNOWN = Home("unknown", Part.OTHER, Visibility.META, "hidden.custom_xml", is_story=False)
SYMBOLS: Mapping[str, str] = MappingProxyType(
    {
        "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "\u2014", "endash": "\u2013",
        "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d",
        "bullet": "\u2022", "emspace": " ", "enspace": " ", "qmspace": " ", "softline": "\n",
        "~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}",
    }
)  # fmt: skip
ENDS = frozenset({"par", "sect", "page", "column", "softpage", "nestcell", "nestrow", "\n", "\r"})
CHARSETS: Mapping[int, str] = MappingProxyType(
    {
        128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 161: "cp1253", 162: "cp1254",
        177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
        77: "mac_roman", 255: "cp437",
    }
)  # fmt: skip
PAGES: Mapping[int, str] = MappingProxyType({936: "gb18030", 950: "big5hkscs", 65001: "utf-8"})
