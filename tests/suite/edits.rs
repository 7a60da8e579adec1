//! A small site that has a bit of everything, and the ways people change one.

use std::{collections::BTreeMap, sync::Arc};

use gongshi::plan::Choice;

/// Files by path.
pub type Tree = BTreeMap<String, Arc<[u8]>>;

/// The site every script of edits begins with.
pub const SITE: &[(&str, &str)] = &[
    ("content/site.yaml", "title: 测试站\nbase_url: https://example.org/a/\ncontact: 电话 12345\ndescription: 每一项承诺\n"),
    (
        "content/departments.yaml",
        "- {id: mzj, name: 区民政局, aliases: [民政局], contact: 电话 1}\n- {id: wlj, name: 区文旅局, aliases: [文旅局]}\n\
         - {id: dy, name: 东园街道, kind: subdistrict}\n- {id: gjz, name: 各街镇, kind: group, members: [东园街道, 区文旅局]}\n",
    ),
    ("content/places.yaml", "- {id: dongyuan, name: 东园街道, description: 辖区}\n- {id: xiyuan, name: 西苑街道}\n"),
    ("content/categories.yaml", "- {id: elderly, name: 健康养老}\n- {id: culture, name: 文化体育, aliases: [文体]}\n"),
    (
        "content/documents/goals.md",
        "---\ntitle: 工作目标\nnumber: 府〔2020〕8号\ndated: 2020-02-26\npublished: 2020-03-02\nattachments: [{file: plan.pdf, title: 分解表}]\n---\n\
         ## 总则\n\n见[一号](../2020/projects/01.yaml#i-a)、[年度](../2021/year.yaml)和[站](../pages/about.md#怎么算)。\n",
    ),
    ("content/documents/goals/plan.pdf", "%PDF goals"),
    ("content/documents/review.md", "---\ntitle: 年终报告\ndated: 2021-12-20\n---\n[目标](goals.md#总则)的执行。\n"),
    ("content/pages/about.md", "---\ntitle: 关于\norder: 1\n---\n## 怎么算\n\n看[最近](../2022/projects/02.yaml)。\n"),
    ("content/pages/reading.md", "---\ntitle: 读法\ndescription: 怎样读\nmenu: no\n---\n[计算](about.md#怎么算)与[图](reading/a.png)。\n"),
    ("content/pages/reading/a.png", "PNG a"),
    (
        "content/2020/year.yaml",
        "title: 2020年实事项目\nas_of: 2020-12-31\nphase: completed\ndeclared_items: 4\nbasis: [goals 第1项]\nnotes:\n  - text: 见[报告](../documents/review.md)\n\
         corrections:\n  - {date: 2020-10-12, what: 读数, reason: 录入错误}\n",
    ),
    ("content/2020/index.md", "# 一年\n\n[第二项](projects/02.md#做法)，[表](index/t.csv)。\n"),
    ("content/2020/index/t.csv", "a,b\n1,2\n"),
    (
        "content/2020/projects/01.yaml",
        "title: 养老床位\nofficial_text: 新增养老床位250张\ncategory: 健康养老\nlead: 民政局\npartners: [各街镇]\nplaces: [东园街道]\n\
         basis: [goals 第1项]\nindicators:\n  - id: a\n    name: 养老床位\n    object: 床位\n    unit: 张\n    target: 250\n  - id: b\n    name: 护理床位\n    target: 40\n\
         milestones:\n  - {period: 2020-Q2, text: 开工, values: {a: 100}}\n  - {period: 2020-Q4, text: 完工, values: {a: 250}}\n\
         reports:\n  - as_of: 2020-06\n    readings:\n      a: 100\n      b: 10\n  - as_of: 2020-09\n    source: review 第2页\n    readings:\n      a: 180\n      b: 30\n\
         related: [2021/01]\n",
    ),
    ("content/2020/projects/01.md", "## 做法\n\n[图纸](01/plan.pdf)，[书屋](../../2021/projects/02.yaml#i-a)，[上面](#做法)。\n"),
    ("content/2020/projects/01/plan.pdf", "%PDF one"),
    (
        "content/2020/projects/02.yaml",
        "title: 公益演出\ncategory: 文体\nlead: [区文旅局, 东园街道]\nindicators:\n  - id: a\n    name: 演出\n    unit: 场\n    target: 30\n\
         reports:\n  - as_of: 2020-11\n    by: 文旅局\n    note: 见[数](01.yaml#i-b)\n    readings:\n      a: 31\ndeclared_status: over_fulfilled\n",
    ),
    ("content/2020/projects/02.md", "## 做法\n\n无。\n"),
    ("content/2020/projects/03.yaml", "title: 旧项\nwithdrawn: {date: 2020-06-01, reason: 并入第1项}\n"),
    ("content/2020/projects/04.yaml", "title: 草稿项\ndraft: yes\nindicators:\n  - id: a\n    name: 点位\n    target: 3\n"),
    ("content/2021/year.yaml", "title: 2021年实事项目\nas_of: 2021-09\n"),
    (
        "content/2021/projects/01.yaml",
        "title: 养老床位续\ncategory: 健康养老\nlead: 区民政局\nbasis: [goals 第2项]\nindicators:\n  - id: a\n    name: 床位\n    object: 床位\n    unit: 张\n    target: 100\n\
         reports:\n  - as_of: 2021-09\n    readings:\n      a: 80\nnotes:\n  - text: 与[去年](../../2020/projects/01.yaml#i-a)相比\n    date: 2021-08-01\nrelated: [2020/01, 2022/01]\n",
    ),
    (
        "content/2021/projects/02.yaml",
        "id: film\nordinal: 2\ntitle: 书屋\ncategory: 文化体育\nlead: 区文旅局\nplaces: [西苑街道]\nindicators:\n  - id: a\n    name: 书屋\n    target: 5\nreports:\n  - as_of: 2021-06\n    readings:\n      a: 2\n\
         corrections:\n  - {date: 2021-07-01, what: 书屋, was: \"3\", now: \"2\", reason: 重复}\n",
    ),
    (
        "content/2021/projects/03.yaml",
        "title: 步道\nordinal: 3\nindicators:\n  - id: a\n    name: 步道\n    unit: 公里\n    target: 1.5\npublish_on: 2021-10-01\n",
    ),
    ("content/2022/year.yaml", "title: 2022年实事项目\nphase: under_way\n"),
    (
        "content/2022/projects/01.yaml",
        "title: 床位三\ncategory: 健康养老\nlead: 民政局\nindicators:\n  - id: a\n    name: 床位\n    object: 床位\n    unit: 张\n    target: 90\n\
         reports:\n  - as_of: 2022-03\n    readings:\n      a: 20\n  - as_of: 2022-06\n    readings:\n      a: 50\n",
    ),
    ("content/2022/projects/02.yaml", "title: 新书屋\nlead: 东园街道\nindicators:\n  - id: a\n    name: 书屋\n    target: 4\n"),
    ("content/2022/projects/03.yaml", "title: 公园\nplaces: [东园街道]\nsources: [review]\n"),
    ("themes/default/components/footer/template.html", "<p>{{ site.title }} {{ site.contact }} {{ site.generator }}</p>\n"),
    ("themes/own/components/card/style.css", ".gs-card { color: red }\n"),
    ("themes/own/assets/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
];

/// What the papers of the site's years say besides.
const PAPERS: &[(&str, &str)] = &[
    (
        "content/2021/goals/01.yaml",
        "field: 一、民生\ntitle: 社会保障\ntext: 新增床位100张\nlead: 民政局\npartners: [各街镇]\n\
         measures:\n  - {id: a, name: 床位, value: 100, unit: 张}\nquarters:\n  - period: 2021-Q1\n    text: 选址\n  - period: 2021-Q4\n    text: 完工\n    values:\n      - {measure: a, value: 100}\n\
         projects: [2021/01]\ndiffers:\n  - {project: 2020/01, here: 100张, there: 250张}\nsource: goals 第1项\nnotes:\n  - text: 见[报告](../../documents/review.md)\n",
    ),
    ("content/2021/goals/02.yaml", "title: 文化\nlead: 区文旅局\nquarters:\n  - {period: 2021-Q2, text: 放映}\nsource: goals 第2项\n"),
    (
        "content/2021/consultation/call.yaml",
        "title: 征集\nissuers: [区民政局]\npublished: 2020-08-25\nperiod: {start: 2020-08-25, start_text: 即日起, end: 2021-10-31}\nscope: [健康养老]\nsource: review\n",
    ),
    (
        "content/2021/consultation/results.yaml",
        "title: 结果\nas_of: 2020-12-01\npaths:\n  - name: 网站\n    by: 区民政局\n    counts:\n      - {name: 建议, value: 63, unit: 条}\nopinions:\n  - {topic: 床位, handled: adopted, projects: [2021/01]}\n",
    ),
    (
        "content/2021/consultation/draft.yaml",
        "title: 草案\nitems:\n  - {ordinal: 1, text: 床位80张, project: 2021/01, targets: [{name: 床位, value: 80, unit: 张}]}\n",
    ),
    (
        "content/2021/consultation/decision.yaml",
        "stages:\n  - {id: draft, kind: draft, title: 草案, count: {value: 1, unit: 条}}\n  - {id: final, kind: issued, title: 印发, date: 2021-02-01, source: goals}\n\
         ways:\n  - what: 床位\n    project: 2021/01\n    indicator: a\n    versions:\n      - {stage: draft, value: 80, unit: 张}\n      - {stage: final, value: 100, unit: 张}\n",
    ),
    (
        "content/2021/proposals.yaml",
        "title: 办理\nby: 区民政局\nas_of: 2021-09-01\ntotals:\n  - {kind: proposal, value: 3}\n  - {kind: proposal, role: lead, value: 3}\nrates:\n  - {name: 办复率, target: 100, unit: \"%\"}\n",
    ),
    (
        "content/2021/proposals/10.yaml",
        "title: 关于床位的提案\nkind: proposal\nby: 民政局\nreceived: 2021-02-01\nreplied: 2021-05-01\noutcome: adopted\nsource: review\n",
    ),
    ("content/2021/proposals/10.md", "## 做法\n\n见[目标](../goals/01.yaml)和[上面](#做法)。\n"),
    (
        "content/2021/evaluation.yaml",
        "evaluations:\n  - {id: survey, title: 满意度, kind: satisfaction, by: 区民政局, results: [{name: 得分, value: 91.02, unit: 分, project: 2021/01}]}\n",
    ),
    (
        "content/2021/report.yaml",
        "title: 工作报告\ndate: 2021-01-04\nstatements:\n  - {id: beds, topic: 健康养老, kind: target, year: 2021, text: 床位100张, figures: [{name: 床位, value: 100, unit: 张}], indicators: [2021/01#a], place: 第一部分}\nsource: review\n",
    ),
    ("content/2022/goals/01.yaml", "title: 来年\npublish_on: 2022-04-01\nprojects: [2022/01]\n"),
    ("content/pages/notice.md", "---\ntitle: 通知\nexpires_on: 2021-08-31\n---\n截止。\n"),
    (
        "content/published/publications.csv",
        "number,date,as_of,content,figures,manifest\n\
         1,2020-10-10,2020-09,0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef,0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef,fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210\n\
         2,2021-07-05,2021-06,00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff,32bd9a3f581bcc5d709cb0dd3063f98116c2896af4a6fdbfed6ab29a7cb08d85,\n",
    ),
    (
        "content/published/2021.csv",
        "project,indicator,figure,date,value,qualifier,unit,publication,published\n\
         01,a,target,,100,,张,1,2020-10-10\n\
         01,a,reading,2021-06,40,over,张,2,2021-07-05\n\
         film,,budget,,5,,万元,1,2020-10-10\n",
    ),
];

/// [`SITE`] with its years' papers, as a tree.
pub fn whole() -> Tree {
    let mut tree = site();
    tree.extend(PAPERS.iter().map(|(path, text)| ((*path).to_owned(), Arc::from(text.as_bytes()))));
    tree
}

/// [`SITE`] as a tree.
pub fn site() -> Tree {
    SITE.iter().map(|(path, text)| ((*path).to_owned(), Arc::from(text.as_bytes()))).collect()
}

/// Values people write for a key; the last of each is a mistake, or has consequences elsewhere.
const VALUES: &[(&str, &[&str])] = &[
    ("title", &["养老床位", "改了的标题", "测试站", "《书》", "\"\""]),
    ("id", &["mzj", "wlj", "a", "b", "elderly", "dongyuan", "n1", "01", "kino", "坏 id"]),
    ("ordinal", &["1", "2", "3", "9", "x"]),
    ("category", &["健康养老", "文体", "文化体育", "[健康养老, 文体]", "无此领域"]),
    ("lead", &["区民政局", "文旅局", "[东园街道, 民政局]", "各街镇", "区民整局"]),
    ("partners", &["[各街镇]", "[区文旅局]", "[]", "[没有]"]),
    ("places", &["[东园街道]", "[西苑街道, 东园街道]", "[]", "[别处]"]),
    ("target", &["250", "40", "100", "5", "1", "[多]"]),
    ("a", &["0", "2", "31", "80", "100", "180", "250", "{value: 90, qualifier: over}", "{stage: 招标}", "很多"]),
    ("b", &["10", "30", "40", "{state: no_data}", "1,000"]),
    ("as_of", &["2020-12-31", "2021-09", "2022-06-15", "2023-01-05", "2020-06", "2019-13"]),
    ("phase", &["under_way", "archived", "draft", "consultation", "fertig"]),
    ("base_url", &["https://example.org/a/", "https://example.org/b/", "https://example.org/", "ftp:x"]),
    ("contact", &["电话 1", "电话 2", "电话 12345"]),
    ("name", &["区民政局", "民政事务局", "东园街道", "健康养老", "床位", "区文旅局"]),
    ("aliases", &["[民政局, 养老局]", "[文旅局]", "[文体]", "[区民政局]", "[]"]),
    ("members", &["[东园街道]", "[]", "[区民政局, 区文旅局]", "[谁]"]),
    ("description", &["辖区", "怎样读", "改了", "又改"]),
    ("draft", &["yes", "no", "maybe"]),
    ("publish_on", &["2021-10-01", "2021-01-01", "2022-06-30", "2030-01-01"]),
    ("related", &["[2021/01]", "[2021/film, 2022/01]", "[]", "[1999/01]"]),
    ("source", &["review 第3页", "goals 第9项", "https://example.org/p.pdf", "nowhere 第1项"]),
    ("basis", &["[goals 第1项]", "[review, goals 第4项]", "[]", "[府〔2020〕8号]"]),
    ("text", &["改了", "见[报告](../documents/review.md)", "与[去年](../../2020/projects/01.yaml#i-a)相比", "[死](nirgends.md)"]),
    ("note", &["见[数](01.yaml#i-b)", "见[做法](01.md#做法)", "<b>粗</b>", "[死](#nichts)"]),
    ("official_text", &["新增养老床位250张", "新增养老床位二百五十张", "换了一句。又一句。"]),
    ("order", &["1", "2", "-1"]),
    ("menu", &["yes", "no"]),
    ("number", &["府〔2020〕8号", "府〔2021〕1号", "review"]),
    ("dated", &["2020-02-26", "2021-12-20", "2022-01-01", "2025-01-01"]),
    ("published", &["2020-03-02", "2021-12-30", "2030-01-01"]),
    ("object", &["床位", "书屋", "\"\""]),
    ("unit", &["张", "场", "个", "万人次"]),
    ("declared_items", &["4", "3", "[{value: 5, unit: 类, note: 见[一](projects/01.yaml)}]"]),
    ("declared_status", &["completed", "over_fulfilled", "behind", "weiss nicht"]),
    ("date", &["2020-06-01", "2021-08-01", "2021-12-01", "0000"]),
    ("reason", &["录入错误", "并入第1项", "重复"]),
    ("kind", &["department", "group", "subdistrict", "riese"]),
    ("file", &["plan.pdf", "other.pdf", "../goals.md"]),
    ("period", &["2020-Q2", "2020-Q3", "2021-Q4", "{start: 2021-01-01, end: 2021-01-20}", "2020-12"]),
    ("measure", &["a", "b"]),
    ("value", &["3", "80", "100", "{min: 1, max: 3}", "viel"]),
    ("projects", &["[2021/01]", "[2020/01, 2022/02]", "[]", "[2021/99]"]),
    ("project", &["2021/01", "2020/02", "2021/99"]),
    ("indicators", &["[2021/01#a]", "[2020/01#b]", "[2021/01#z]"]),
    ("indicator", &["a", "z"]),
    ("stage", &["draft", "final", "none"]),
    ("topic", &["健康养老", "文化体育", "无此领域"]),
    ("handled", &["adopted", "declined", "vielleicht"]),
    ("outcome", &["adopted", "planned", "no"]),
    ("role", &["lead", "joint", "none"]),
    ("replied", &["2021-05-01", "2021-12-01", "2020-01-01"]),
    ("expires_on", &["2021-08-31", "2030-01-01", "2019-01-01"]),
    ("field", &["一、民生", "二、发展"]),
];

/// Lines people add to a record.
const LINES: &[&str] = &[
    "draft: yes\n",
    "publish_on: 2021-12-01\n",
    "related: [2021/film]\n",
    "theme: own\n",
    "01,a,reading,2021-06,41,,张,2,2021-07-05\n",
    "theme: missing\n",
    "# 备注\n",
    "ordinal: 1\n",
    "id: \"01\"\n",
    "basis: [review]\n",
    "withdrawn: {date: 2021-05-01, reason: 合并}\n",
    "\n## 做法\n\n多一节。\n",
    "\n[新](neu.md)\n",
    "\n[附件](01/plan.pdf)\n",
    "- {id: xh, name: 新华街道}\n",
    "- {id: xh, name: 西苑街道}\n",
    "\tbad: [\n",
    "   \n\n",
    "frozen: yes\n",
    "frozen: {digest: 0000000000000000000000000000000000000000000000000000000000000000, corrections: 0}\n",
    "reporting: {day: 25, to: 督查科}\n",
    "changes: [{date: 2021-04, kind: adjusted, was: 100张, now: 90张, reason: 选址, authority: 区政府}]\n",
    "changes: [{date: 2021-06-01, kind: suspended, indicator: a, reason: 防汛, authority: 市政府, source: review}]\n",
    "notes: [{text: 说明, date: 2021-11-01}]\n",
];

/// Files people add; some are what a broken link waited for.
const FILES: &[(&str, &str)] = &[
    ("content/documents/nirgends.md", "---\ntitle: 等来的\n---\n"),
    ("content/documents/neu.md", "---\ntitle: 新文件\nnumber: 府〔2021〕1号\n---\n## 总则\n"),
    ("content/pages/neu.md", "---\ntitle: 新页\n---\n"),
    ("content/2020/projects/neu.md", "文字\n"),
    ("content/2020/projects/05.yaml", "title: 第五项\nlead: 民政局\nrelated: [2020/01]\n"),
    ("content/2020/projects/03.md", "## 做法\n\n[一](01.yaml)\n"),
    ("content/2019/year.yaml", "title: 2019年\nas_of: 2019-12\n"),
    ("content/2019/projects/01.yaml", "title: 更早\nindicators: [{id: a, name: 床位, object: 床位, target: 3}]\n"),
    ("content/2021/projects/01/new.png", "PNG new"),
    ("content/2020/projects/01/plan.pdf", "%PDF changed"),
    ("content/2020/projects/1.yaml", "title: 撞\nordinal: 1\n"),
    ("content/documents/goals/other.pdf", "%PDF other"),
    ("content/pages/reading/a.png", "PNG a, again"),
    ("content/2021/goals/03.yaml", "title: 第三\nordinal: 1\nprojects: [2020/02]\n"),
    (
        "content/2021/goals/01.yaml",
        "title: 社会保障\nmeasures: [{id: a, name: 床位, value: 90, unit: 张}]\nquarters: [{period: 2021-Q4, values: [{measure: a, value: 80}]}]\n",
    ),
    (
        "content/2021/consultation/meeting.yaml",
        "title: 会议\nsession: 第1次\ndate: 2020-12-16\ncomments: [{role: 居民, consent: no, text: 好}]\n",
    ),
    ("content/2021/consultation/note.yaml", "title: 起草说明\nchapters: [{name: 必要性, text: 需要}]\n"),
    ("content/2021/proposals/10/reply.pdf", "%PDF reply"),
    ("content/2021/proposals/11.yaml", "title: 又一件\nkind: suggestion\nrole: joint\n"),
    ("content/2020/evaluation.yaml", "evaluations: [{id: a, title: 评估, sample: {value: 4000, qualifier: over, unit: 份}}]\n"),
    ("content/2022/report.yaml", "title: 报告\nstatements: [{id: s, kind: result, text: 完成, indicators: [2021/01#a]}]\n"),
    ("content/pages/index.md", "---\ntitle: 撞首页\n---\n"),
    ("content/2020/projects/about.txt", "stray"),
    (
        "themes/default/layouts/project.html",
        "{% extends \"layouts/base.html\" %}{% block content %}<h1 id=\"t\">{{ view.title }}</h1>{% endblock %}\n",
    ),
    ("themes/default/layouts/year.html", "{% extends \"layouts/base.html\" %}{% block content %}{{ view.gibts.nicht }}{% endblock %}\n"),
    ("themes/default/styles/print.css", "@media print { a { color: black } }\n"),
    ("themes/default/assets/x.txt", "asset"),
    ("themes/default/components/footer/template.html", "<p>{{ site.title }}</p>\n"),
    ("themes/own/theme.yaml", "styles: [styles/none.css]\n"),
];

/// Words people change in one file or in all.
const WORDS: &[(&str, &str)] = &[
    ("区民政局", "民政事务局"),
    ("文旅局", "文化局"),
    ("东园街道", "东苑街道"),
    ("健康养老", "养老"),
    ("goals", "review"),
    ("review", "goals"),
    ("做法", "方法"),
    ("2020", "2021"),
    ("01.yaml", "02.yaml"),
    ("总则", "细则"),
    ("床位", "铺位"),
    ("plan.pdf", "map.pdf"),
    ("id: a", "id: c"),
    ("id: film", "id: kino"),
    ("id: kino", "id: film"),
    ("## 做法", "## 办法"),
    ("\n", "\r\n"),
    ("：", ":"),
    ("site.title", "site.contact"),
];

/// A way to change a site, or how it is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// A value of a key becomes another.
    Value,
    /// A line is added at a file's end.
    Line,
    /// A line is taken out, doubled, or changes places with the next.
    Shuffle,
    /// A word changes in one file.
    Word,
    /// A word changes in all files.
    WordEverywhere,
    /// A file is added or replaced.
    Add,
    /// A file goes.
    Delete,
    /// A file gets another's name, or another letter case.
    Rename,
    /// Two files change contents.
    Swap,
    /// A folder gets another name, or goes.
    Folder,
    /// Bytes that no text has, a byte order mark, nothing at all, white space.
    Bytes,
    /// The tree is kept, or one that was kept comes back.
    Checkout,
    /// Another day, drafts or not, another address.
    Choice,
    /// Files are written again as they are.
    Touch,
    /// Everything as in the beginning.
    Reset,
}

/// Edits as often as they are to come.
pub const EDITS: &[(Edit, u32)] = &[
    (Edit::Value, 40),
    (Edit::Line, 12),
    (Edit::Shuffle, 10),
    (Edit::Word, 9),
    (Edit::WordEverywhere, 6),
    (Edit::Add, 12),
    (Edit::Delete, 7),
    (Edit::Rename, 7),
    (Edit::Swap, 4),
    (Edit::Folder, 3),
    (Edit::Bytes, 6),
    (Edit::Checkout, 10),
    (Edit::Choice, 10),
    (Edit::Touch, 3),
    (Edit::Reset, 4),
];

/// A site and how it is built.
#[derive(Debug, Clone, Default)]
pub struct Desk {
    /// The files.
    pub tree: Tree,
    /// How it is built.
    pub choice: Choice,
    /// Trees that were kept.
    kept: [Option<Tree>; 3],
}

fn pick<T>(all: &[T], n: u32) -> &T {
    &all[n as usize % all.len()]
}

impl Desk {
    /// The whole site, as it is.
    pub fn new() -> Self {
        Self { tree: whole(), choice: Choice::default(), kept: [Some(whole()), None, None] }
    }

    fn path(&self, n: u32) -> Option<String> {
        let at = n as usize % self.tree.len().max(1);
        self.tree.keys().nth(at).cloned()
    }

    fn text(&self, path: &str) -> Option<String> {
        String::from_utf8(self.tree.get(path)?.to_vec()).ok()
    }

    fn put(&mut self, path: &str, text: &str) {
        self.tree.insert(path.to_owned(), Arc::from(text.as_bytes()));
    }

    /// Change something; the numbers choose what.
    pub fn apply(&mut self, edit: Edit, [a, b, c]: [u32; 3]) {
        match edit {
            Edit::Value => self.value(a, b, c),
            Edit::Choice => self.choose(a, b),
            Edit::Checkout => {
                let slot = b as usize % 3;
                match self.kept[slot].clone() {
                    Some(kept) if a % 3 != 0 => self.tree = kept,
                    _ => self.kept[slot] = Some(self.tree.clone()),
                }
            }
            Edit::Reset => *self = Self { kept: self.kept.clone(), ..Self::new() },
            Edit::Touch => {}
            Edit::Add => {
                let (path, text) = pick(FILES, a);
                self.put(path, text);
            }
            Edit::WordEverywhere => {
                let (from, to) = pick(WORDS, b);
                for path in self.tree.keys().cloned().collect::<Vec<_>>() {
                    if let Some(text) = self.text(&path) {
                        self.put(&path, &text.replace(from, to));
                    }
                }
            }
            _ => {
                if let Some(path) = self.path(a) {
                    self.file(edit, &path, b, c);
                }
            }
        }
    }

    /// Change one file.
    fn file(&mut self, edit: Edit, path: &str, b: u32, c: u32) {
        let held = self.tree[path].clone();
        match edit {
            Edit::Delete => drop(self.tree.remove(path)),
            Edit::Swap => {
                let other = self.path(b).unwrap_or_default();
                let theirs = self.tree.insert(other, held).unwrap_or_default();
                self.tree.insert(path.to_owned(), theirs);
            }
            Edit::Rename => {
                let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
                let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
                let to = match b % 5 {
                    0 => format!("{folder}/{}.{extension}", stem.to_uppercase()),
                    1 => format!("{folder}/{stem}.{}", extension.to_uppercase()),
                    2 => format!("{folder}/0{}.{extension}", c % 9),
                    3 => format!("content/202{}/projects/{name}", c % 3),
                    _ => format!("{folder}/neu.{extension}"),
                };
                self.tree.remove(path);
                self.tree.insert(to, held);
            }
            Edit::Folder => {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                let to = pick(&["content/2023", "content/2020/projects/02", "content/2021/projects", "content/pages/about", ""], b);
                let inside: Vec<String> = self.tree.keys().filter(|path| path.starts_with(&format!("{folder}/"))).cloned().collect();
                for path in inside {
                    let bytes = self.tree.remove(&path).unwrap_or_default();
                    if !to.is_empty() {
                        self.tree.insert(format!("{to}{}", &path[folder.len()..]), bytes);
                    }
                }
            }
            Edit::Bytes => {
                let mut bytes = held.to_vec();
                match b % 6 {
                    0 => bytes.push(0xFF),
                    1 => bytes = [b"\xEF\xBB\xBF".as_slice(), &bytes].concat(),
                    2 => bytes.clear(),
                    3 => bytes.extend(b"  \n"),
                    4 => bytes.truncate(bytes.len() * (c as usize % 8) / 8),
                    _ => bytes.extend("\u{202E}".bytes()),
                }
                self.tree.insert(path.to_owned(), Arc::from(bytes));
            }
            _ => {
                if let Some(text) = self.text(path) {
                    self.put(path, &edited(edit, &text, b, c));
                }
            }
        }
    }

    /// A value of some file that has the key becomes another.
    fn value(&mut self, a: u32, b: u32, c: u32) {
        let (key, values) = pick(VALUES, a);
        let mut places = Vec::new();
        for path in self.tree.keys().filter(|path| path.starts_with("content/")) {
            let Some(text) = self.text(path) else { continue };
            let sought = format!("{key}: ");
            let stands = |at: usize| at == 0 || text[..at].ends_with([' ', '\n', '{']);
            places.extend(text.match_indices(&sought).filter(|(at, _)| stands(*at)).map(|(at, _)| (path.clone(), at + sought.len())));
        }
        if places.is_empty() {
            return;
        }
        let (path, at) = pick(&places, b);
        let text = self.text(path).unwrap_or_default();
        let end = value_end(&text, *at);
        // The last is a mistake, and comes half as often.
        let n = if c.is_multiple_of(2) { c as usize / 2 % values.len() } else { c as usize / 2 % (values.len() - 1) };
        self.put(path, &format!("{}{}{}", &text[..*at], values[n], &text[end..]));
    }

    fn choose(&mut self, a: u32, b: u32) {
        let day = |text: &str| text.parse().ok();
        match a % 5 {
            0 => self.choice = Choice::default(),
            4 => self.choice.publishing = !self.choice.publishing,
            1 => self.choice.drafts = !self.choice.drafts,
            2 => self.choice.base_url = pick(&[None, Some("https://example.org/c"), Some("http://localhost:1/")], b).map(str::to_owned),
            _ => {
                let days = ["2020-06-30", "2020-10-11", "2021-07-01", "2021-10-01", "2022-04-01", "2022-12-31", ""];
                self.choice.as_of = day(pick::<&str>(&days, b));
            }
        }
    }
}

/// Where a value that begins here ends: its line, or the bracket it stands in.
fn value_end(text: &str, start: usize) -> usize {
    let mut depth = 0_u32;
    for (at, sign) in text[start..].char_indices() {
        match sign {
            '\n' => return start + at,
            ',' | ']' | '}' if depth == 0 => return start + at,
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// A text with a line, or a word, changed.
fn edited(edit: Edit, text: &str, b: u32, c: u32) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let at = b as usize % lines.len().max(1);
    match edit {
        Edit::Line => return format!("{text}{}", pick(LINES, b)),
        Edit::Word => {
            let (from, to) = pick(WORDS, b);
            return text.replacen(from, to, 1 + c as usize % 2);
        }
        _ if lines.is_empty() => {}
        _ if c.is_multiple_of(3) => drop(lines.remove(at)),
        _ if c % 3 == 1 => lines.insert(at, lines[at]),
        _ if at + 1 < lines.len() => lines.swap(at, at + 1),
        _ => {}
    }
    lines.concat()
}
