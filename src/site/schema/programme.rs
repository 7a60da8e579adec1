//! A year, and what years and projects share.

use super::{Record, key};

/// `content/<year>/year.yaml`.
pub static PROGRAMME: Record = Record {
    name: "programme",
    zh: "年度",
    place: "`content/<year>/year.yaml`",
    keys: &[
        key("title", "标题", "text", "required", "2020年区政府实事项目", "the programme's official name"),
        key("aliases", "别名", "list of text", "none", "[为民办实事项目]", "its other names in papers"),
        key(
            "declared_items",
            "公布项数",
            "whole number, or list of declared count",
            "none",
            "12",
            "how many items the programme is said to have; a number that differs from the projects kept here is a warning",
        ),
        key(
            "declared_completed",
            "公布完成项数",
            "whole number",
            "none",
            "15",
            "how many items were declared completed, where papers give only totals",
        ),
        key("phase", "阶段", "word: phases", "under_way", "draft", "where the programme stands in its year"),
        key("as_of", "截至日期", "date", "the latest report", "2020-09", "the date the figures speak of; no report may be later"),
        key("basis", "依据", "list of source", "none", "[\"2020-goals 第55项\"]", "the papers that set the programme"),
        key("timeline", "进程", "list of event", "none", "[{date: 2020-02-26, text: 印发}]", "the dates of the programme's life"),
        key(
            "frozen",
            "冻结",
            "yes or no, or freeze",
            "no",
            "{date: 2021-03-01, digest: 3f9a…}",
            "the year is archived: `gongshi freeze 2020` writes the digest of its content, and a later change without a correction is an error",
        ),
        key(
            "reporting",
            "报送",
            "reporting",
            "none",
            "{day: 25, to: 区府办督查科}",
            "by which day of each month departments report, and to whom",
        ),
        key("note", "说明", "Markdown", "none", "仅有总数", "a remark shown on the year's page"),
        key("notes", "说明列表", "list of note", "none", "[{text: 两份文件不一致}]", "remarks with their sources"),
        key("sources", "来源", "list of source", "none", "[2020-progress]", "where the year's figures come from"),
        key(
            "corrections",
            "更正",
            "list of correction",
            "none",
            "[{date: 2020-10-12, what: 读数, reason: 录入错误}]",
            "what was put right, when and why",
        ),
        key("draft", "草稿", "yes or no", "no", "yes", "the whole year is left out of a build without `--drafts`"),
        key("publish_on", "定时发布", "date", "none", "2021-01-10", "left out until the site's date reaches it"),
    ],
};

/// A declared count of items.
pub static DECLARED_COUNT: Record = Record {
    name: "declared count",
    zh: "公布项数",
    place: "an entry of `declared_items`",
    keys: &[
        key("value", "数值", "whole number", "required", "16", "the number"),
        key("unit", "单位", "text", "项", "类", "项, 类, 个 … as the paper says"),
        key("date", "日期", "date", "none", "2022-12-16", "when it was said"),
        key("source", "来源", "source", "none", "2023-deliberation", "where it was said"),
        key("note", "说明", "Markdown", "none", "预排", "a remark"),
    ],
};

/// An event of a programme's life.
pub static EVENT: Record = Record {
    name: "event",
    zh: "事件",
    place: "an entry of `timeline`",
    keys: &[
        key("date", "日期", "date", "required", "2022-08-25", "when, or when it began"),
        key("end", "结束日期", "date", "none", "2022-10-31", "when it ended"),
        key("text", "内容", "text", "required", "公开征集", "what happened"),
        key("source", "来源", "source", "none", "2023-call", "the paper that says so"),
    ],
};

/// A remark with its sources.
pub static NOTE: Record = Record {
    name: "note",
    zh: "说明",
    place: "an entry of `notes`",
    keys: &[
        key("text", "内容", "Markdown", "required", "清单写 11 公里，目标表写 11.2 公里。", "the remark"),
        key("sources", "来源", "list of source", "none", "[\"2020-goals 第32项\"]", "the papers it speaks of"),
        key("date", "日期", "date", "always", "2020-09", "from when it is shown"),
    ],
};

/// A source.
pub static SOURCE: Record = Record {
    name: "source",
    zh: "来源",
    place: "`source`, or an entry of `sources` or `basis`",
    keys: &[
        key(
            "document",
            "公文",
            "document id, number or alias",
            "none",
            "2020-goals",
            "a paper kept in `content/documents/`; as plain text `2020-goals 第26项`",
        ),
        key("place", "位置", "text", "none", "第26项", "where in the paper"),
        key("title", "标题", "text", "none", "政府工作报告", "of a source that is not kept here: its title"),
        key("url", "网址", "URL", "none", "https://www.example.gov.cn/a.html", "of a source that is not kept here: its address"),
    ],
};

/// A correction.
pub static CORRECTION: Record = Record {
    name: "correction",
    zh: "更正",
    place: "an entry of `corrections`",
    keys: &[
        key("date", "日期", "date", "required", "2020-10-12", "when it was put right"),
        key("what", "事项", "text", "required", "停车泊位读数", "what was wrong"),
        key("was", "原为", "text", "none", "304 个", "what stood there"),
        key("now", "现为", "text", "none", "340 个", "what stands there now"),
        key("reason", "原因", "text", "required", "录入错误", "why"),
        key("source", "来源", "source", "none", "2020-progress 第8项", "what it rests on"),
    ],
};

/// A frozen year.
pub static FREEZE: Record = Record {
    name: "freeze",
    zh: "冻结",
    place: "`frozen`",
    keys: &[
        key("date", "日期", "date", "none", "2021-03-01", "from when"),
        key(
            "digest",
            "摘要值",
            "64 hexadecimal digits",
            "required",
            "3f9a…",
            "BLAKE3 of the year's content, as `gongshi freeze` writes it",
        ),
        key("corrections", "更正数", "whole number", "0", "2", "how many corrections the year had then"),
    ],
};

/// When departments report.
pub static REPORTING: Record = Record {
    name: "reporting",
    zh: "报送",
    place: "`reporting`",
    keys: &[
        key("day", "每月几日", "whole number", "required", "25", "the day of each month by which they report"),
        key("to", "报送至", "text", "none", "区政府办公室督查科", "to whom"),
        key("source", "来源", "source", "none", "2020-goals", "the paper that says so"),
    ],
};
