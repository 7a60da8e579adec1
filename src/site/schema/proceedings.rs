//! What a year's papers say besides its projects: goals, consultation, proposals, evaluation, the work report.

use super::{Key, Record, key};

const TITLE: Key = key("title", "标题", "text", "required", "2020年重点工作目标", "its official name");
const SOURCE_OF: Key = key("source", "来源", "source, or list", "none", "2020-goals 第38项", "the papers it is taken from");
const NOTES: Key = key("notes", "说明列表", "list of note", "none", "[{text: 两份文件不一致}]", "remarks with their sources");
const DRAFT: Key = key("draft", "草稿", "yes or no", "no", "yes", "left out of a build without `--drafts`");
const PUBLISH_ON: Key = key("publish_on", "定时发布", "date", "none", "2020-12-31", "left out until the site's date reaches it");
const DATE: Key = key("date", "日期", "date", "none", "2022-12-16", "when");
const TEXT: Key = key("text", "内容", "text", "none", "新增养老床位250张", "in words");
const UNIT: Key = key("unit", "单位", "text", "none", "张", "its unit");
const QUALIFIER: Key = key("qualifier", "修饰", "word: qualifiers", "none", "over", "how exact the paper says it is");
const LEAD: Key = key("lead", "主责部门", "department name, or list", "none", "区民政局", "who answers for it");
const PARTNERS: Key = key("partners", "配合部门", "list of department names", "none", "[各街镇]", "who helps");
const BY: Key = key("by", "办理部门", "department name, or list", "none", "区地区办", "who does it");
const PROJECTS: Key =
    key("projects", "对应项目", "list of project references", "none", "[2020/02]", "projects of the same matter, as `year/id`");
const PROJECT_OF: Key = key("project", "对应项目", "project reference", "none", "2020/02", "the project it speaks of, as `year/id`");
const TOPICS: Key = key("topics", "主题", "list of text", "none", "[加装电梯]", "what about");

/// A key work goal.
pub static GOAL: Record = Record {
    name: "goal",
    zh: "重点工作目标",
    place: "`content/<year>/goals/<id>.yaml`",
    keys: &[
        key(
            "id",
            "编号",
            "id",
            "the file's stem",
            "\"38\"",
            "permanent, ASCII, unique in its year; makes the address `2020/goals/38.html`",
        ),
        key("ordinal", "序号", "whole number", "the id, where it is a number", "38", "its number in the list"),
        key("field", "领域", "text", "none", "六、坚持共享发展", "the heading the list sorts it under, as printed"),
        key("title", "重要项目", "text", "required", "社会保障", "its short name, as printed"),
        key("text", "目标任务", "text", "none", "新增养老床位250张", "what is to be done in the year"),
        LEAD,
        PARTNERS,
        key("measures", "指标", "list of measure", "none", "[{id: beds, name: 养老床位, value: 250, unit: 张}]", "its figures of the year"),
        key("quarters", "季度节点", "list of quarter", "none", "[{period: 2020-Q1, text: 选址}]", "what is due by quarter"),
        PROJECTS,
        key(
            "differs",
            "不一致",
            "list of difference",
            "none",
            "[{project: 2020/02, here: 10家, there: 10个}]",
            "where it and a project say different things",
        ),
        SOURCE_OF,
        NOTES,
        DRAFT,
        PUBLISH_ON,
    ],
};

/// A figure of a goal.
pub static MEASURE: Record = Record {
    name: "measure",
    zh: "目标指标",
    place: "an entry of `measures`",
    keys: &[
        key("id", "编号", "id", "required", "beds", "unique in the goal; quarters name it"),
        key("name", "名称", "text", "required", "新增养老床位", "what is counted"),
        key("value", "数值", "number, or range", "required", "250", "how many in the year"),
        QUALIFIER,
        UNIT,
    ],
};

/// A range.
pub static RANGE: Record = Record {
    name: "range",
    zh: "范围",
    place: "`value`",
    keys: &[key("min", "最小", "number", "required", "1", "at least"), key("max", "最大", "number", "required", "3", "at most")],
};

/// What is due in a quarter.
pub static QUARTER: Record = Record {
    name: "quarter",
    zh: "季度",
    place: "an entry of `quarters`",
    keys: &[
        key("period", "时间", "date", "required", "2020-Q1", "the quarter"),
        key("text", "内容", "text", "none", "完成选址", "what is due; `——` where the paper prints a dash"),
        key("values", "数值", "list of quarter value", "none", "[{measure: beds, value: 110}]", "what is due in figures"),
    ],
};

/// A figure of a quarter.
pub static QUARTER_VALUE: Record = Record {
    name: "quarter value",
    zh: "季度数值",
    place: "an entry of a quarter's `values`",
    keys: &[
        key("measure", "指标", "measure id", "required", "beds", "which figure"),
        key("value", "数值", "number", "required", "110", "how many"),
        key("unit", "单位", "text", "the measure's", "\"%\"", "`%` for a share of the year's figure"),
        key("kind", "口径", "word: quarter kinds", "cumulative", "period", "how it counts"),
        key("site", "点位", "text", "none", "安馨第五敬老院", "the one spot it speaks of"),
    ],
};

/// Where a goal and a project differ.
pub static DIFFERENCE: Record = Record {
    name: "difference",
    zh: "不一致之处",
    place: "an entry of `differs`",
    keys: &[
        key("project", "项目", "project reference", "required", "2020/02", "the project"),
        key("here", "本处", "text", "required", "10家", "what the goal says"),
        key("there", "彼处", "text", "required", "10个", "what the project says"),
    ],
};

/// A figure as a paper states it.
pub static FIGURE: Record = Record {
    name: "figure",
    zh: "数字",
    place: "an entry of `figures`, `counts`, `targets`, `said`, `rates`, `results`; `sample`, `meetings`, a stage's `count`",
    keys: &[
        key("name", "名称", "text", "none", "收到建议", "what is counted"),
        key("verb", "动作", "text", "none", "开工", "what is done with it, in the paper's word"),
        key("value", "数值", "number, or range", "none", "63", "how many"),
        key("target", "目标", "number", "none", "100", "the number aimed at, beside a result"),
        QUALIFIER,
        UNIT,
        key("kind", "口径", "word: figure kinds", "amount", "growth", "what sort of figure it is"),
        key("part_of", "其中", "text", "none", "帮扶引领创业", "the figure of the same list it is a part of, by its name"),
        key("pending", "待下达", "yes or no", "no", "yes", "the number is left to a higher authority"),
        key("counted", "本站计数", "yes or no", "no", "yes", "the number was counted by the site; the paper states none"),
        TEXT,
        PROJECT_OF,
    ],
};

/// A name with a sentence.
pub static POINT: Record = Record {
    name: "point",
    zh: "要点",
    place: "an entry of `principles`, `channels`, `phases`, `chapters`",
    keys: &[
        key("name", "名称", "text", "required", "公共性", "the name"),
        key("text", "内容", "text", "none", "反映大多数群众的需求", "a sentence"),
    ],
};

/// A call for ideas.
pub static CALL: Record = Record {
    name: "call",
    zh: "征集公告",
    place: "`content/<year>/consultation/call.yaml`",
    keys: &[
        TITLE,
        key("issuers", "发布机关", "department name, or list", "none", "区地区办", "who calls"),
        key("with", "协办", "department name, or list", "none", "区融媒体中心", "who helps"),
        key("published", "发布日期", "date", "none", "2022-08-25", "when it appeared"),
        key("period", "征集时间", "call period", "none", "{start: 2022-08-25, end: 2022-10-31}", "from when until when"),
        key("scope", "征集内容", "list of text", "none", "[教育文体]", "what may be suggested"),
        key("principles", "征集原则", "list of point", "none", "[{name: 公共性}]", "what suggestions are measured by"),
        key("channels", "征集方式", "list of point", "none", "[{name: 门户网站}]", "how to suggest"),
        SOURCE_OF,
        NOTES,
        DRAFT,
        PUBLISH_ON,
    ],
};

/// From when until when ideas are taken.
pub static CALL_PERIOD: Record = Record {
    name: "call period",
    zh: "征集期",
    place: "`period` of a call",
    keys: &[
        key("start", "开始", "date", "none", "2022-08-25", "from when; for 即日起 the date of the paper"),
        key("start_text", "开始原文", "text", "none", "即日起", "the paper's words for it"),
        key("end", "截止", "date", "none", "2022-10-31", "until when"),
    ],
};

/// What came in.
pub static RESULTS: Record = Record {
    name: "results",
    zh: "征集结果",
    place: "`content/<year>/consultation/results.yaml`",
    keys: &[
        TITLE,
        key("as_of", "截至日期", "date", "none", "2022-12-01", "the date the counts speak of"),
        key("paths", "征集路径", "list of path", "none", "[{name: 人民建议征集办公室}]", "by way of coming in"),
        key("opinions", "意见", "list of opinion", "none", "[{topic: 加装电梯}]", "groups of opinions, and what was done with them"),
        SOURCE_OF,
        NOTES,
        DRAFT,
        PUBLISH_ON,
    ],
};

/// A way suggestions came in.
pub static PATH: Record = Record {
    name: "path",
    zh: "征集路径",
    place: "an entry of `paths`",
    keys: &[
        key("name", "名称", "text", "required", "人民建议征集办公室", "the way"),
        BY,
        key("period_text", "时间原文", "text", "none", "9至10月", "when, in the paper's words"),
        key("counts", "数量", "list of figure", "none", "[{name: 收到建议, value: 63, unit: 条}]", "how many"),
        TOPICS,
        TEXT,
    ],
};

/// A group of opinions.
pub static OPINION: Record = Record {
    name: "opinion",
    zh: "意见",
    place: "an entry of `opinions`",
    keys: &[
        key("topic", "主题", "text", "required", "加装电梯", "what about"),
        key("handled", "处理", "word: handlings", "none", "adopted", "what was done; left out where no paper says"),
        TEXT,
        PROJECTS,
    ],
};

/// A draft list.
pub static DRAFT_LIST: Record = Record {
    name: "draft list",
    zh: "草案",
    place: "`content/<year>/consultation/draft.yaml`",
    keys: &[
        TITLE,
        key("items", "条目", "list of draft item", "none", "[{ordinal: 1, text: 加装电梯150台}]", "its lines"),
        SOURCE_OF,
        NOTES,
        DRAFT,
        PUBLISH_ON,
    ],
};

/// A line of a draft.
pub static DRAFT_ITEM: Record = Record {
    name: "draft item",
    zh: "草案条目",
    place: "an entry of `items`",
    keys: &[
        key("ordinal", "序号", "whole number", "none", "1", "its number"),
        TEXT,
        PROJECT_OF,
        key("targets", "目标", "list of figure", "none", "[{name: 加装电梯, value: 150, unit: 台}]", "what it promises"),
    ],
};

/// The note that explains a draft.
pub static DRAFTING_NOTE: Record = Record {
    name: "drafting note",
    zh: "起草说明",
    place: "`content/<year>/consultation/note.yaml`",
    keys: &[
        TITLE,
        key("issuer", "机关", "department name, or list", "none", "区地区办", "who wrote it"),
        DATE,
        key("chapters", "章节", "list of point", "none", "[{name: 起草过程}]", "its chapters"),
        SOURCE_OF,
        NOTES,
        DRAFT,
        PUBLISH_ON,
    ],
};

/// A meeting that deliberated.
pub static MEETING: Record = Record {
    name: "meeting",
    zh: "审议会议",
    place: "`content/<year>/consultation/meeting.yaml`",
    keys: &[
        TITLE,
        key("session", "会议", "text", "none", "第29次常务会议", "which meeting"),
        DATE,
        key("date_text", "日期原文", "text", "none", "今天(12月16日)", "the paper's words for the date"),
        key(
            "participants",
            "参加人员",
            "list of participants",
            "none",
            "[{role: 出席, posts: [副区长], count: 3}]",
            "who took part, by role",
        ),
        key("said", "会议内容", "list of figure", "none", "[{name: 2023年预排, value: 16, unit: 个}]", "what was said"),
        key(
            "comments",
            "代表意见",
            "list of comment",
            "none",
            "[{role: 居民代表, consent: no, text: 支持}]",
            "what representatives of the public said",
        ),
        SOURCE_OF,
        NOTES,
        DRAFT,
        PUBLISH_ON,
    ],
};

/// People of one role.
pub static PARTICIPANTS: Record = Record {
    name: "participants",
    zh: "参加人员",
    place: "an entry of `participants`",
    keys: &[
        key("role", "角色", "text", "required", "出席", "in what role"),
        key("posts", "职务", "list of text", "none", "[副区长]", "their posts"),
        key("count", "人数", "whole number", "none", "3", "how many"),
    ],
};

/// What a representative of the public said.
pub static COMMENT: Record = Record {
    name: "comment",
    zh: "代表意见",
    place: "an entry of `comments`",
    keys: &[
        key("role", "身份", "text", "required", "居民代表", "who they are, without a name"),
        key("name", "姓名", "text", "none", "——", "their name; never shown without `consent: yes`"),
        key("consent", "同意公开", "yes or no", "no", "yes", "whether they agreed to be named"),
        TEXT,
    ],
};

/// What became of each item.
pub static DECISION: Record = Record {
    name: "decision",
    zh: "决策过程",
    place: "`content/<year>/consultation/decision.yaml`",
    keys: &[
        key("title", "标题", "text", "从建议到决定", "2023年项目的形成", "its heading"),
        key(
            "stages",
            "环节",
            "list of stage",
            "none",
            "[{id: draft, kind: draft, title: 草案}]",
            "the papers on the way, in the order of time",
        ),
        key("ways", "沿革", "list of way", "none", "[{what: 生境花园}]", "each thing promised"),
        SOURCE_OF,
        NOTES,
        DRAFT,
        PUBLISH_ON,
    ],
};

/// A paper on the way.
pub static STAGE: Record = Record {
    name: "stage",
    zh: "环节",
    place: "an entry of `stages`",
    keys: &[
        key("id", "编号", "id", "required", "draft", "unique here; versions name it"),
        key("kind", "类别", "word: stages", "required", "draft", "what it is"),
        key("title", "名称", "text", "required", "草案", "its name"),
        DATE,
        key("count", "项数", "figure", "none", "{value: 10, unit: 条}", "how many items it speaks of"),
        key("source", "来源", "source", "none", "2023-participation 草案", "the paper"),
    ],
};

/// The way of one thing promised.
pub static WAY: Record = Record {
    name: "way",
    zh: "沿革",
    place: "an entry of `ways`",
    keys: &[
        key("what", "事项", "text", "required", "生境花园", "the thing"),
        PROJECT_OF,
        key("indicator", "指标", "indicator id", "none", "gardens", "the project's indicator"),
        key("versions", "各稿", "list of version", "none", "[{stage: draft, value: 10, unit: 个}]", "what each paper says of it"),
        key("note", "说明", "text", "none", "量词不同", "a remark"),
    ],
};

/// What a paper says of a thing.
pub static VERSION: Record = Record {
    name: "version",
    zh: "稿",
    place: "an entry of `versions`",
    keys: &[
        key("stage", "环节", "stage id", "required", "draft", "which paper"),
        key("value", "数值", "number, or range", "none", "10", "how many"),
        QUALIFIER,
        UNIT,
        TEXT,
    ],
};

/// Proposals of deputies, in totals.
pub static PROPOSALS: Record = Record {
    name: "proposals",
    zh: "建议提案办理",
    place: "`content/<year>/proposals.yaml`",
    keys: &[
        TITLE,
        BY,
        key("as_of", "截至日期", "date", "none", "2023-11-13", "the date the figures speak of"),
        key("totals", "件数", "list of proposal total", "none", "[{kind: proposal, value: 11}]", "how many, by kind and role"),
        key("rates", "比率", "list of figure", "none", "[{name: 办复率, target: 100, unit: \"%\"}]", "rates, with their targets"),
        key("meetings", "会议", "figure", "none", "{value: 6, unit: 场}", "meetings held"),
        key("phases", "办理环节", "list of point", "none", "[{name: 办理前}]", "how they were handled"),
        SOURCE_OF,
        NOTES,
        DRAFT,
        PUBLISH_ON,
    ],
};

/// A total of proposals.
pub static PROPOSAL_TOTAL: Record = Record {
    name: "proposal total",
    zh: "建议提案件数",
    place: "an entry of `totals`",
    keys: &[
        key("kind", "类别", "word: proposal kinds", "required", "proposal", "of which kind"),
        key("role", "角色", "word: proposal roles", "none", "lead", "in which role; all of them where it is left out"),
        key("value", "数值", "number", "required", "11", "how many"),
        QUALIFIER,
        key("unit", "单位", "text", "件", "件", "its unit"),
        TOPICS,
    ],
};

/// One proposal.
pub static PROPOSAL: Record = Record {
    name: "proposal",
    zh: "建议提案",
    place: "`content/<year>/proposals/<id>.yaml`",
    keys: &[
        key(
            "id",
            "编号",
            "id",
            "the file's stem",
            "\"10\"",
            "permanent, ASCII, unique in its year; makes the address `2023/proposals/10.html`",
        ),
        TITLE,
        key("kind", "类别", "word: proposal kinds", "required", "proposal", "of which kind"),
        key("number", "案号", "text", "none", "\"10\"", "its number in its session"),
        key("role", "角色", "word: proposal roles", "none", "lead", "the office's role; left out where no paper says"),
        BY,
        PARTNERS,
        key("received", "收到日期", "date", "none", "2023-02-10", "when it came"),
        key("due", "办理期限", "date", "none", "2023-05-10", "when it is to be answered"),
        key("replied", "答复日期", "date", "none", "2023-05-08", "when it was answered"),
        key("reply", "答复", "reply", "none", "{published: yes}", "the answer"),
        key("outcome", "办理结果", "word: outcomes", "none", "adopted", "what became of it; left out where no paper says"),
        SOURCE_OF,
        NOTES,
        DRAFT,
        PUBLISH_ON,
    ],
};

/// An answer.
pub static REPLY: Record = Record {
    name: "reply",
    zh: "答复",
    place: "`reply`",
    keys: &[
        key("published", "公开", "yes or no", "none", "yes", "whether it is public; left out where no paper says"),
        key("text", "内容", "text", "none", "已纳入计划", "what it says, in our words"),
        key("url", "网址", "URL", "none", "https://www.example.gov.cn/reply/10", "where it stands"),
    ],
};

/// A year's evaluations.
pub static EVALUATIONS: Record = Record {
    name: "evaluations",
    zh: "评估",
    place: "`content/<year>/evaluation.yaml`",
    keys: &[
        key("title", "标题", "text", "评估与满意度", "2022年项目评估", "its heading"),
        key("evaluations", "评估列表", "list of evaluation", "none", "[{id: survey, title: 第三方评估}]", "one by one"),
        SOURCE_OF,
        NOTES,
        DRAFT,
        PUBLISH_ON,
    ],
};

/// An evaluation.
pub static EVALUATION: Record = Record {
    name: "evaluation",
    zh: "评估项",
    place: "an entry of `evaluations`",
    keys: &[
        key("id", "编号", "id", "required", "survey", "permanent, unique in its file"),
        key("title", "名称", "text", "required", "第三方评估", "its name"),
        key("kind", "类别", "word: evaluation kinds", "evaluation", "satisfaction", "what sort"),
        BY,
        key("period", "时间", "date", "none", "2020-Q3", "when"),
        key("sample", "样本", "figure", "none", "{value: 4000, qualifier: over, unit: 份}", "the sample"),
        key(
            "results",
            "结果",
            "list of figure",
            "none",
            "[{name: 满意度, value: 91.02, unit: 分}]",
            "its results; the page says 未公布 where there are none",
        ),
        TEXT,
        SOURCE_OF,
    ],
};

/// A government work report.
pub static WORK_REPORT: Record = Record {
    name: "work report",
    zh: "政府工作报告",
    place: "`content/<year>/report.yaml`",
    keys: &[
        TITLE,
        DATE,
        key("statements", "表述", "list of statement", "none", "[{id: lifts, kind: result, text: 加装电梯301台}]", "what it says"),
        SOURCE_OF,
        NOTES,
        DRAFT,
        PUBLISH_ON,
    ],
};

/// A statement of a work report.
pub static STATEMENT: Record = Record {
    name: "statement",
    zh: "表述",
    place: "an entry of `statements`",
    keys: &[
        key("id", "编号", "id", "required", "lifts", "permanent, unique in its file"),
        key("topic", "领域", "category name", "none", "居住环境", "its field"),
        key("kind", "类别", "word: statement kinds", "required", "result", "done, or aimed at"),
        key("year", "年度", "whole number", "none", "2022", "the year it speaks of"),
        key("text", "内容", "text", "required", "加装电梯完工301台", "in our words, figures exact"),
        key("figures", "数字", "list of figure", "none", "[{name: 加装电梯完工, value: 301, unit: 台}]", "its figures"),
        key(
            "indicators",
            "对应指标",
            "list of indicator references",
            "none",
            "[2023/01#lifts]",
            "indicators of the same object, as `year/id#indicator`",
        ),
        key("place", "出处", "text", "none", "第二部分", "where in the report"),
    ],
};
