//! A project and its figures.

use super::{Record, key};

/// `content/<year>/projects/<id>.yaml`.
pub static PROJECT: Record = Record {
    name: "project",
    zh: "项目",
    place: "`content/<year>/projects/<id>.yaml`",
    keys: &[
        key("id", "编号", "id", "the file's stem", "\"08\"", "permanent, ASCII, unique in its year; makes the address `2020/08.html`"),
        key("ordinal", "序号", "whole number", "the id, where it is a number", "8", "its place in the official list"),
        key("title", "标题", "text", "required", "错时停车", "the short title"),
        key("official_text", "正式表述", "text", "none", "推进停车资源共享利用", "the official sentence, word for word"),
        key("official_source", "表述来源", "source", "the first of `basis`", "2020-progress 第8项", "the paper that words it so"),
        key("category", "领域", "category name, or list", "none", "公共交通", "its field"),
        key("lead", "主责部门", "department name, or list", "none", "区建管委", "who answers for it; an indicator may name its own"),
        key("partners", "配合部门", "list of department names", "none", "[相关街镇]", "who helps"),
        key("places", "街镇", "list of place names", "none", "[东园街道]", "where it happens"),
        key("sites", "点位", "list of text or site", "none", "[{name: 凯旋路桥孔}]", "named spots"),
        key("budget", "预算", "budget", "none", "{amount: 2000, unit: 万元}", "the money, as published"),
        key("basis", "依据", "list of source", "none", "[\"2020-goals 第55项\"]", "the papers it rests on"),
        key(
            "indicators",
            "指标",
            "list of indicator",
            "none",
            "[{id: beds, name: 养老床位, target: 250, unit: 张}]",
            "what is promised, one entry per figure",
        ),
        key("milestones", "节点", "list of milestone", "none", "[{period: 2020-Q1, text: 选址}]", "the plan by quarter"),
        key("reports", "进展", "list of report", "none", "[{as_of: 2020-09, readings: {beds: 250}}]", "what was reported, by date"),
        key(
            "declared_status",
            "公布状态",
            "word: statuses, or declared status",
            "none",
            "completed",
            "what the department says; shown beside the computed status",
        ),
        key("related", "相关项目", "list of project references", "none", "[2023/02]", "projects of this or other years, as `year/id`"),
        key("notes", "说明", "list of note", "none", "[{text: 口径不同}]", "remarks, contradictions kept with both sources"),
        key("sources", "来源", "list of source", "none", "[\"2020-progress 第8项\"]", "where its figures come from"),
        key(
            "corrections",
            "更正",
            "list of correction",
            "none",
            "[{date: 2020-10-12, what: 泊位, was: \"304\", now: \"340\", reason: 录入错误}]",
            "what was put right, when and why",
        ),
        key(
            "changes",
            "变动",
            "list of change",
            "none",
            "[{date: 2020-07, kind: suspended, reason: 疫情防控, authority: 市政府}]",
            "what happened to the promise: stopped, taken up again, adjusted, merged",
        ),
        key("draft", "草稿", "yes or no", "no", "yes", "left out of a build without `--drafts`"),
        key("publish_on", "定时发布", "date", "none", "2020-12-31", "left out until the site's date reaches it"),
        key(
            "withdrawn",
            "撤回",
            "withdrawal",
            "none",
            "{date: 2020-06-01, reason: 并入第3项}",
            "taken off the list: its address stays, with the date and the reason",
        ),
    ],
};

/// A named spot.
pub static SPOT: Record = Record {
    name: "site",
    zh: "点位",
    place: "an entry of `sites`",
    keys: &[
        key("name", "名称", "text", "required", "长宁路262号", "the spot"),
        key("place", "街镇", "place name", "none", "东园街道", "the 街镇 it lies in"),
        key("value", "数值", "number", "none", "80", "its share of the figure"),
        key("unit", "单位", "text", "none", "张", "the share's unit"),
        key("note", "说明", "text", "none", "9月开园", "a remark"),
    ],
};

/// A budget.
pub static BUDGET: Record = Record {
    name: "budget",
    zh: "预算",
    place: "`budget`",
    keys: &[
        key("amount", "金额", "number", "required", "2000", "the amount, as published"),
        key("unit", "单位", "text", "required", "万元", "its unit, as published"),
        key("covers", "范围", "text", "none", "81 个项目", "what it pays for"),
        key("source", "来源", "source", "none", "2020-progress 第3项", "where it was published"),
    ],
};

/// An indicator.
pub static INDICATOR: Record = Record {
    name: "indicator",
    zh: "指标",
    place: "an entry of `indicators`",
    keys: &[
        key("id", "编号", "id", "required", "beds", "permanent, unique in its project; reports name it"),
        key("name", "名称", "text", "required", "新增养老床位", "what is counted"),
        key("object", "对象", "text", "none", "养老床位", "the thing counted, where the unit alone is ambiguous"),
        key("unit", "单位", "text", "none", "张", "the classifier"),
        key("direction", "方向", "word: directions", "at_least", "at_most", "whether more, less or exactly this is wanted"),
        key("weight", "权重", "number above 0", "1", "2", "its weight in the project's mean"),
        key(
            "part_of",
            "其中",
            "indicator id",
            "none",
            "startups",
            "the indicator of which this one is a part (800 人，其中 480 人): shown, and left out of the mean, so that nothing counts twice",
        ),
        key("lead", "主责部门", "department name, or list", "the project's", "区卫健委", "who answers for this figure"),
        key("partners", "配合部门", "list of department names", "the project's", "[各街镇]", "who helps with it"),
        key("target", "目标", "number or target", "none", "250", "what is promised"),
        key(
            "targets",
            "目标版本",
            "list of target",
            "none",
            "[{value: 10, date: 2022-12-01}, {value: 5, date: 2022-12-16}]",
            "the target's versions; the latest governs",
        ),
        key("source", "来源", "source", "none", "2020-goals 第55项", "where the target was set"),
        key("note", "说明", "Markdown", "none", "单位前后不一", "a remark"),
    ],
};

/// A target.
pub static TARGET: Record = Record {
    name: "target",
    zh: "目标",
    place: "`target`, or an entry of `targets`",
    keys: &[
        key("value", "数值", "number", "none", "250", "the number"),
        key("qualifier", "约数", "word: qualifiers", "none", "about", "余, 约, 近, 以上 or 以内 beside the number"),
        key("min", "下限", "number", "none", "1", "of a range: the least that keeps the promise"),
        key("max", "上限", "number", "none", "3", "of a range: the most foreseen"),
        key("of", "总数", "number", "none", "10", "of a coverage: how many there are in all"),
        key("binary", "是否", "text", "none", "投入使用", "a thing that is done or not"),
        key("text", "文字", "text", "none", "一批", "a promise without a number, in the paper's words"),
        key(
            "pending",
            "待定",
            "text",
            "none",
            "以市下达指标数为准",
            "the number is left to a higher authority, in the paper's words; `value` may give the one expected",
        ),
        key("unit", "单位", "text", "the indicator's", "处", "this version's unit, where it differs"),
        key("date", "日期", "date", "always", "2022-12-16", "from when this version holds"),
        key("standing", "效力", "word: standings", "governing", "restated", "whether it governs, or another paper says it otherwise"),
        key("source", "来源", "source", "the indicator's", "2023-draft", "where it was set"),
        key("note", "说明", "Markdown", "none", "草案为 10 个", "a remark"),
    ],
};

/// A milestone.
pub static MILESTONE: Record = Record {
    name: "milestone",
    zh: "节点",
    place: "an entry of `milestones`",
    keys: &[
        key("period", "时段", "date", "required", "2020-Q1", "when it is due: the period's end"),
        key("text", "内容", "text", "required", "完成选址", "what is due"),
        key("values", "数值", "mapping indicator → number", "none", "{people: 3}", "what is due in figures"),
        key(
            "kind",
            "口径",
            "word: kinds",
            "cumulative",
            "period",
            "whether the figures count from the year's start or for the period alone",
        ),
        key("state", "状态", "word: milestone states", "planned", "missed", "what became of it, where a paper says"),
        key("source", "来源", "source", "none", "2020-goals 第26项", "the paper that plans it"),
        key("note", "说明", "Markdown", "none", "与清单不一致", "a remark"),
    ],
};

/// A report.
pub static REPORT: Record = Record {
    name: "report",
    zh: "进展",
    place: "an entry of `reports`",
    keys: &[
        key("as_of", "截至日期", "date", "required", "2020-09", "the date the figures speak of: a day, a month or a quarter"),
        key("by", "报送单位", "department name", "none", "区民政局", "who reported"),
        key("readings", "读数", "mapping indicator → number or reading", "none", "{beds: 250}", "the figures"),
        key("note", "说明", "Markdown", "none", "护理院已开业。", "what was reported in words"),
        key("source", "来源", "source", "none", "2020-progress 第2项", "the paper that reports it"),
    ],
};

/// A reading.
pub static READING: Record = Record {
    name: "reading",
    zh: "读数",
    place: "a value of `readings`",
    keys: &[
        key("value", "数值", "number", "the sum of the done parts", "3500", "the figure"),
        key("qualifier", "约数", "word: qualifiers", "none", "over", "余, 约, 近, 以上 or 以内 beside the number"),
        key(
            "kind",
            "口径",
            "word: kinds",
            "cumulative",
            "period",
            "whether the figure counts from the year's start or since the last report alone",
        ),
        key("unit", "单位", "text", "the indicator's", "家", "the unit as reported; one that differs from the target's is a warning"),
        key("percent", "百分比", "number", "none", "40", "a share reported without a figure"),
        key(
            "same_as",
            "同一读数",
            "indicator id",
            "none",
            "spots",
            "the paper gives one figure for this and another indicator: shown here, counted there",
        ),
        key("done", "已办成", "yes or no", "no", "yes", "reported as done without a figure (for a binary or coverage target)"),
        key(
            "breakdown",
            "分项",
            "list of part",
            "none",
            "[{label: 已运营, value: 2, done: yes}]",
            "the parts of the figure, by stage or by kind",
        ),
        key("stage", "阶段", "text", "none", "正在招标", "progress in words"),
        key("forecast", "预计", "text", "none", "10 月中旬全部完成", "what the paper expects"),
        key("state", "状态", "word: reading states", "none", "suspended", "why there is no figure"),
        key("reason", "原因", "text", "none", "市级统一暂停举办", "of a suspension: why"),
        key("authority", "批准机关", "text", "none", "市政府批复", "of a suspension: who decided"),
        key("declared", "公布状态", "word: statuses", "none", "completed", "what the paper says of this figure"),
        key("counted", "计入", "yes or no", "yes", "no", "no: the figure is shown but cannot be held against the target; `note` says why"),
        key("source", "来源", "source", "the report's", "2020-progress 第2项", "where it was reported"),
        key("note", "说明", "Markdown", "none", "含线上", "a remark"),
    ],
};

/// A part of a reading.
pub static PART: Record = Record {
    name: "part",
    zh: "分项",
    place: "an entry of `breakdown`",
    keys: &[
        key("label", "名称", "text", "required", "已正式运营", "the stage or kind"),
        key("value", "数值", "number", "required", "2", "how many"),
        key(
            "done",
            "已办成",
            "yes or no",
            "none",
            "yes",
            "set on any part, the breakdown is by stage and only the parts done count; set on none, it is by kind and all count",
        ),
    ],
};

/// A declared status.
pub static DECLARED: Record = Record {
    name: "declared status",
    zh: "公布状态",
    place: "`declared_status`",
    keys: &[
        key("status", "状态", "word: statuses", "required", "over_fulfilled", "the status declared"),
        key("text", "表述", "text", "none", "已于 7 月份超额完成", "the paper's words"),
        key("date", "日期", "date", "none", "2020-09", "when it was declared"),
        key("source", "来源", "source", "none", "2020-progress 第8项", "where it was declared"),
    ],
};

/// A withdrawal.
pub static WITHDRAWAL: Record = Record {
    name: "withdrawal",
    zh: "撤回",
    place: "`withdrawn`",
    keys: &[
        key("date", "日期", "date", "required", "2020-06-01", "from when"),
        key("reason", "原因", "text", "required", "并入第3项", "why"),
        key("authority", "批准机关", "text", "none", "区政府常务会议", "who decided"),
        key("source", "来源", "source", "none", "2020-minutes", "the paper that says so"),
    ],
};

/// Something that happened to a project.
pub static CHANGE: Record = Record {
    name: "change",
    zh: "变动",
    place: "an entry of `changes`",
    keys: &[
        key("date", "日期", "date", "required", "2020-07", "when it was decided"),
        key("kind", "类别", "word: changes", "required", "suspended", "what happened"),
        key("indicator", "指标", "indicator id", "none", "camps", "the one indicator it is about; the whole project where it is left out"),
        key("was", "原为", "text", "none", "26个", "what was promised before"),
        key("now", "改为", "text", "none", "20个", "what is promised now"),
        key("reason", "原因", "text", "required", "疫情防控", "why"),
        key("authority", "批准机关", "text", "required", "市政府", "who decided"),
        key("source", "来源", "source", "none", "2020-progress 第12项", "the paper that says so"),
    ],
};
