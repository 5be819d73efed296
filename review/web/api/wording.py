"""What the description of the interface says, to people who connect their systems to it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TITLE = "先审接口"
DESCRIPTION = (
    "供办公系统报送公文、查询和办理。每个令牌是一个人的，程序看到的、能办的与本人在页面上相同。"
    "本系统为非涉密系统。"
)
SUMMARIES: Mapping[str, str] = MappingProxyType(
    {
        "GET /status": "令牌是谁的、能用来做什么；定时任务是否在走",
        "GET /openapi.json": "本接口的 OpenAPI 说明",
        "GET /cases": "审查件列表，按收件箱的次序，一页三十件",
        "GET /cases/{number}": "一件审查件，与 xianshen case show --json 相同",
        "GET /cases/{number}/files": "一件的文件及其摘要",
        "GET /cases/{number}/files/{file_id}": "一个文件的内容",
        "GET /cases/{number}/record.{kind}": "保密审查审批表（docx、pdf、json）",
        "GET /documents/{document}": "一件公文：公开属性、可见性和它的各次审查",
        "POST /cases": "报送一件公文：第一个文件为正文，其余为附件",
        "POST /cases/{number}/steps": "办理一步；要交新文件的用表单",
        "POST /cases/{number}/beside": "流程以外的事：抄送、阅知、催办、转办、加签、会签、委派、答复、收回；不改变环节和期限",
        "POST /cases/{number}/files/{file_id}/opening": "登记本人打开了一个文件；保密审查通过之前须逐个打开",
        "POST /cases/{number}/findings/{finding}/disposal": "处置一个疑点",
        "POST /cases/{number}/findings/{finding}/cosignature": "复签他人的处置",
        "POST /documents/{document}/takedown": "立即撤下已公开的公文",
        "POST /documents/{document}/cases": "另行立案，重新审查",
        "POST /documents/{document}/requests": "登记一件依申请公开的答复；同一申请编号、同样的内容再报不重复",
    }
)
"""By method and path, without the root."""
PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "number": "审查件编号，如 2026-0001",
        "file_id": "文件的标识，见文件列表",
        "kind": "格式",
        "document": "公文的标识",
        "finding": "疑点的编号，见审查件",
        "box": "哪些件：mine 待办、soon 即将到期、overdue 已逾期、open 在办、done 已办、started 我发起、copied 抄送、asked 待答复",
        "page": "第几页，从 1 起",
        "q": "标题、文号、编号里的字，用空格分开的都要有",
        "stage": "环节的标识",
        "mode": "公开属性",
        "source": "信息来源",
        "section": "科室的名称",
        "Idempotency-Key": (
            "这件事自己的键：重试时键和内容都不变，只办一次，答复相同；不同的事用不同的键"
        ),
    }
)
ITEMS: Mapping[str, str] = MappingProxyType(
    {
        "files": "文件，正文在前，附件在后",
        "title": "标题",
        "kind": "文种的标识或名称",
        "genre": "非公文类的体裁",
        "section": "承办科室",
        "source": "信息来源，必填",
        "number": "发文字号",
        "dated": "成文日期，如 2026-03-01",
        "is_policy": "是否政策性文件",
        "catalogue_says": "标准目录所列的公开属性",
        "procedure": "审查流程的名称，限于本机关开放的",
        "action": "步骤的标识，见审查件的 offered",
        "opinion": "意见",
        "inputs": "这一步要填的项目，见 offered 的 needs；表单里写成 JSON 文字",
        "rev": "看到的是第几次序，取 trail 末项的 rev；已经变动的不办",
        "verb": "办什么事",
        "to": "给谁：用户名，几位的用空格分开",
        "words": "理由或者意见，用自己的话写",
        "needed": "会签须有几人同意；不写的，须全部同意",
        "answer": "怎样答复",
        "of": "答复哪一项：审查件 beside 里的 number",
        "as": "怎样处置",
        "reason": "理由，用自己的话写",
        "article": "依据的条款，阻断的疑点必填",
        "disposal": "看到的是第几次处置",
        "request_number": "申请编号",
        "requester": "申请人；只留能区分不同申请人的标记，不留姓名",
        "answered_on": "答复日期",
        "result": "答复结果",
        "correction": "更正的理由；同一申请编号改报别的内容时必填",
        "is_suspected_leak": "疑似泄密，二十四小时内须报告",
    }
)
STATUSES: Mapping[int, str] = MappingProxyType(
    {
        200: "已办，或者查到的内容",
        201: "已收或者已立案",
        401: "没有令牌，或者令牌无效、已过期、已撤销",
        403: "令牌的范围不够，或者本人无权办理",
        404: "没有，或者无权查看",
        405: "这个地址不接受这种请求",
        408: "内容迟迟没有传完",
        409: "情况已经变化，或者现在不能办",
        410: "已从公开渠道撤下",
        413: "内容太大",
        422: "内容不合要求；疑似涉密的拒收",
        429: "同时的请求太多",
        503: "暂时不能提供",
    }
)
BEARER = "本人领取的令牌：页面“领取令牌”或者 xianshen user token"
PAGE = """# 接口：与办公系统连接

这一页由程序写出（`make docs`），与 [openapi.json](openapi.json) 出自同一张表。示例程序见 [oa_client.py](oa_client.py)。

## 怎样连

1. 由要以其名义报送、办理的人本人领取令牌：页面“领取令牌”，或者 `xianshen user token 用户 --scope hand_in`。令牌有范围和期限（最长九十天），可随时撤销；凭它办理的，记在本人名下。没有“系统账号”：谁的令牌，就是谁。
2. 每个请求带 `Authorization: Bearer 令牌`。令牌不能写在地址里；浏览器的登录不能用于接口。
3. 每个要办的事（POST）带 `Idempotency-Key`：一件事一个键，断线、超时后用同一个键、同样的内容重试，不会办两次，答复相同。同一个键用于别的内容的，不办（422）。被拒绝的没有办，改好后可以用原来的键。
4. 内容是 UTF-8 的 JSON，或者带文件的 multipart 表单。没有要求的项目不收。
5. 不办的，答复是 `application/problem+json`：`title` 是原因，`detail` 是怎么办，`code` 供程序判断。429 和 503 请按 `Retry-After` 稍后再试。

范围：`read` 查看；`hand_in` 收文和查看；`act` 办理、收文和查看。

## 有哪些

| 方法 | 地址 | 范围 | 说明 |
|---|---|---|---|
{routes}

## 要填什么

{bodies}

## 回调

系统管理员或者安全保密管理员用 `xianshen webhook add 地址 --by 用户` 增加回调地址，密钥只显示一次。审查件每到一个环节，向该地址 POST 一个通知：

```json
{{"id": "…", "event": "case.moved", "case": "2026-0001", "stage": "check", "rev": 3, "at": "2026-03-02T09:00:00+08:00"}}
```

- 通知里只有编号和环节，没有标题和内容；要看内容，凭令牌来查。
- 先核对签名再办：`X-Xianshen-Signature: sha256=…` 是以密钥对“`X-Xianshen-Timestamp` 的值、一个句点、正文”所做的 HMAC-SHA256；时间戳相差五分钟以上的不要接受。
- 同一个通知可能来两次（对方收下而答复没有送到）：按 `id`（也在 `X-Xianshen-Delivery`）去重。同一件的通知按次序来。
- 答 2xx 即送达；转向（3xx）不跟随。没有送达的，逐次延长间隔重送，二十次后放下，用 `xianshen webhook list` 查看，`xianshen webhook retry` 重送。
- 地址须为 https，并解析到公网；本单位内部的主机须先写入 `XIANSHEN_WEBHOOK_HOSTS`（主机名、IP 或网段，逗号分开），内部主机可用 http。
"""
ROUTE = "| {method} | `{path}` | {scope} | {summary} |"
BODY_HEAD = "### {method} {path}\n\n| 项目 | 必填 | 说明 |\n|---|---|---|\n"
ITEM = "| `{name}` | {needed} | {said} |"
NEEDED = "是"
"""What stands in the column of what must be filled in."""
