//! The content model as one table: every record, every key in English and Chinese, every fixed word.
//!
//! Lowering reads keys through this table, so a key that is not here cannot be read, and one that is here but
//! never read fails a test. `docs/content.md` is written from it. Nothing here touches a file.

mod words;

pub use words::{
    DEPARTMENT_KINDS, DIRECTIONS, KINDS, MILESTONE_STATES, PHASES, QUALIFIERS, READING_STATES, STANDINGS, STATUSES, WORDS, Words, YES_NO,
};

/// One key of a record.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The English key, snake case.
    pub en: &'static str,
    /// The Chinese key, accepted as its equal.
    pub zh: &'static str,
    /// What it takes, in the words of `docs/content.md`.
    pub takes: &'static str,
    /// What stands in where it is left out; `required` where nothing can.
    pub default: &'static str,
    /// An example value, as written in YAML.
    pub example: &'static str,
    /// What it means.
    pub doc: &'static str,
}

/// One kind of record: a file's top level or a nested mapping.
#[derive(Debug)]
pub struct Record {
    /// Its name in the docs.
    pub name: &'static str,
    /// Its Chinese name.
    pub zh: &'static str,
    /// Where it stands.
    pub place: &'static str,
    /// Its keys, in the order of the docs.
    pub keys: &'static [Key],
}

const fn key(
    en: &'static str,
    zh: &'static str,
    takes: &'static str,
    default: &'static str,
    example: &'static str,
    doc: &'static str,
) -> Key {
    Key { en, zh, takes, default, example, doc }
}

/// `content/site.yaml`.
pub static SITE: Record = Record {
    name: "site",
    zh: "站点",
    place: "`content/site.yaml`",
    keys: &[
        key("title", "标题", "text", "required", "滨江区实事项目公示", "the site's name, on every page"),
        key(
            "base_url",
            "网址",
            "URL",
            "none",
            "https://www.example.gov.cn/ssxm/",
            "where the site will be published; only canonical addresses use it, every link is relative",
        ),
        key("language", "语言", "language tag", "zh-CN", "zh-CN", "the pages' language"),
        key(
            "publisher",
            "发布机构",
            "text",
            "none",
            "滨江区人民政府办公室",
            "who publishes and answers for the site; shown at the foot of every page",
        ),
        key("description", "简介", "text", "none", "每一项承诺，办到哪一步", "one or two sentences for the home page and search engines"),
        key("site_id_code", "网站标识码", "10 digits", "none", "\"3100000001\"", "the government site's identification code"),
        key("icp", "ICP备案号", "text", "none", "沪ICP备00000001号", "the ICP filing number"),
        key("police_record", "公安备案号", "text", "none", "沪公网安备00000000000001号", "the public security filing number"),
        key("contact", "联系方式", "text", "none", "电话 12345", "how a resident reaches the publisher or reports a fault"),
        key("theme", "主题", "name", "default", "default", "the theme: a folder of `themes/`, or the embedded `default`"),
        key(
            "timezone",
            "时区",
            "Asia/Shanghai or UTC",
            "Asia/Shanghai",
            "Asia/Shanghai",
            "the zone in which the content's dates are meant; written to `manifest.json`",
        ),
    ],
};

/// An entry of `content/departments.yaml`.
pub static DEPARTMENT: Record = Record {
    name: "department",
    zh: "部门",
    place: "an entry of `content/departments.yaml`",
    keys: &[
        key("id", "编号", "id", "required", "mzj", "permanent, ASCII; makes the address `departments/mzj.html`"),
        key("name", "名称", "text", "required", "区民政局", "the official name, as shown"),
        key("aliases", "别名", "list of text", "none", "[民政局]", "other spellings found in papers; each resolves to this entry"),
        key("kind", "类别", "word: department kinds", "department", "group", "what sort of body it is"),
        key(
            "members",
            "成员",
            "list of department names",
            "none",
            "[东园街道, 西苑街道]",
            "for a group such as 各街镇: who is meant; each member's page shows the group's projects",
        ),
        key("contact", "联系方式", "text", "none", "电话 12345", "how to reach it"),
        key("description", "简介", "text", "none", "负责养老服务", "a sentence about it"),
    ],
};

/// An entry of `content/places.yaml`.
pub static PLACE: Record = Record {
    name: "place",
    zh: "街镇",
    place: "an entry of `content/places.yaml`",
    keys: &[
        key("id", "编号", "id", "required", "dongyuan", "permanent, ASCII; makes the address `places/dongyuan.html`"),
        key("name", "名称", "text", "required", "东园街道", "the official name, as shown"),
        key("aliases", "别名", "list of text", "none", "[东园]", "other spellings"),
        key("description", "简介", "text", "none", "辖 12 个居委会", "a sentence about it"),
    ],
};

/// An entry of `content/categories.yaml`.
pub static CATEGORY: Record = Record {
    name: "category",
    zh: "领域",
    place: "an entry of `content/categories.yaml`",
    keys: &[
        key("id", "编号", "id", "required", "elderly", "permanent, ASCII; makes the address `categories/elderly.html`"),
        key("name", "名称", "text", "required", "健康养老", "the field's name, as shown"),
        key("aliases", "别名", "list of text", "none", "[养老]", "other spellings"),
        key("description", "简介", "text", "none", "养老床位、助餐", "a sentence about it"),
    ],
};

/// Front matter of `content/pages/*.md`.
pub static PAGE: Record = Record {
    name: "page",
    zh: "页面",
    place: "front matter of `content/pages/*.md`",
    keys: &[
        key("title", "标题", "text", "required", "关于本站", "the page's heading"),
        key("description", "简介", "text", "the narrative's first sentences", "进度怎样计算", "a summary for search engines"),
        key("order", "排序", "whole number", "0", "1", "place among the free pages of the menu, small first"),
        key("menu", "菜单", "yes or no", "yes", "no", "whether the menu of every page names it"),
        key("updated", "更新日期", "date", "none", "2020-10-15", "when its text last changed"),
        key("draft", "草稿", "yes or no", "no", "yes", "left out of a build without `--drafts`"),
        key("publish_on", "定时发布", "date", "none", "2020-12-31", "left out until the site's date reaches it"),
    ],
};

/// Front matter of `content/documents/*.md`.
pub static DOCUMENT: Record = Record {
    name: "document",
    zh: "公文",
    place: "front matter of `content/documents/*.md`",
    keys: &[
        key("title", "标题", "text", "required", "关于印发年度重点工作目标的通知", "the paper's title"),
        key("number", "文号", "text", "none", "长府〔2020〕8号", "the document number; a source may name the paper by it"),
        key("aliases", "别名", "list of text", "none", "[目标分解表]", "other names a source may use"),
        key("issuer", "发文机关", "text", "none", "滨江区人民政府", "who issued it, as signed"),
        key("dated", "成文日期", "date", "none", "2020-02-26", "the date of the text"),
        key("issued", "印发日期", "date", "none", "2020-02-26", "the date of issue"),
        key("published", "发布日期", "date", "none", "2020-03-02", "the date it was made public; never after the site's date"),
        key("openness", "公开方式", "text", "none", "此件公开发布", "the paper's own words on openness"),
        key("index_number", "索引号", "text", "none", "SY-2020-001", "the catalogue's index number"),
        key("subject", "主题分类", "text", "none", "综合政务", "the catalogue's subject"),
        key("copies_to", "抄送", "list of text", "none", "[区委各部门]", "who received copies"),
        key(
            "attachments",
            "附件",
            "list of attachment",
            "none",
            "[{file: plan.pdf, title: 目标分解表}]",
            "files beside the paper, in the folder of its name",
        ),
        key("summary", "摘要", "text", "the narrative's first sentences", "55 项目标的季度节点", "what it says, in our own words"),
        key("draft", "草稿", "yes or no", "no", "yes", "left out of a build without `--drafts`"),
        key("publish_on", "定时发布", "date", "none", "2020-12-31", "left out until the site's date reaches it"),
    ],
};

/// An attachment.
pub static ATTACHMENT: Record = Record {
    name: "attachment",
    zh: "附件",
    place: "an entry of `attachments`",
    keys: &[
        key("file", "文件", "file path", "required", "plan.pdf", "path, seen from the folder named like the paper"),
        key("title", "标题", "text", "the file's name", "目标分解表", "what the link says"),
    ],
};

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
        key("frozen", "冻结", "yes or no", "no", "yes", "the year is archived and no longer changes"),
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

/// Every record, in the order of the docs.
pub static RECORDS: &[&Record] = &[
    &SITE,
    &DEPARTMENT,
    &PLACE,
    &CATEGORY,
    &PAGE,
    &DOCUMENT,
    &ATTACHMENT,
    &PROGRAMME,
    &DECLARED_COUNT,
    &EVENT,
    &PROJECT,
    &SPOT,
    &BUDGET,
    &INDICATOR,
    &TARGET,
    &MILESTONE,
    &REPORT,
    &READING,
    &PART,
    &DECLARED,
    &NOTE,
    &SOURCE,
    &CORRECTION,
    &WITHDRAWAL,
];
