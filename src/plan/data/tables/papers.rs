//! Proposals of deputies and statements of the work report.

use super::{
    COUNTED, Cell, Column, Facts, JSON, MAX, MIN, NAME, PAGE, QUALIFIER, Row, SOURCE, Spec, TEXT, Table, UNIT, VALUE, YEAR, amount, date,
    joined, number, text, whole, word, yes,
};
use crate::{
    plan::data::{papers::WorkReport, proposal::Proposal, shared::Figure},
    site::schema,
};

const ROLE: Column = word("role", "角色", &schema::PROPOSAL_ROLES);

/// Proposals of deputies.
pub static PROPOSALS: Spec = Spec {
    name: "proposals",
    zh: "建议提案",
    columns: &[
        YEAR,
        text("proposal", "编号", "在年度内唯一"),
        text("title", "标题", ""),
        word("kind", "类别", &schema::PROPOSAL_KINDS),
        text("number", "案号", ""),
        ROLE,
        text("by", "办理部门", "多个以分号隔开"),
        text("partners", "配合部门", "多个以分号隔开"),
        date("received", "收到日期", ""),
        date("due", "办理期限", ""),
        date("replied", "答复日期", ""),
        yes("reply_published", "答复公开", ""),
        text("reply_text", "答复内容", ""),
        text("reply_url", "答复网址", ""),
        word("outcome", "办理结果", &schema::OUTCOMES),
        SOURCE,
        PAGE,
        JSON,
    ],
    primary: &["proposal"],
    foreign: &[],
};

/// Its rows.
pub fn proposals(facts: &Facts<'_, '_>, y: usize) -> Vec<Row> {
    let row = |proposal: Proposal| -> Row {
        let reply = proposal.reply.as_ref();
        vec![
            proposal.year.into(),
            (&proposal.id).into(),
            (&proposal.title).into(),
            proposal.kind.into(),
            proposal.number.as_ref().into(),
            proposal.role.into(),
            proposal.by[..].into(),
            proposal.partners[..].into(),
            proposal.received.as_ref().into(),
            proposal.due.as_ref().into(),
            proposal.replied.as_ref().into(),
            reply.map(|reply| reply.published).into(),
            reply.and_then(|reply| reply.text.as_ref()).into(),
            reply.and_then(|reply| reply.url.as_ref()).into(),
            proposal.outcome.into(),
            proposal.source[..].into(),
            (&proposal.page).into(),
            (&proposal.json).into(),
        ]
    };
    let all = facts.edition.years[y].proceedings.cases.iter().enumerate();
    all.map(|(at, _)| row(facts.proposal(y, at))).collect()
}

/// Proposals in totals.
pub static PROPOSAL_TOTALS: Spec = Spec {
    name: "proposal_totals",
    zh: "建议提案件数",
    columns: &[
        YEAR,
        whole("entry", "次序", "依所写次序，从1起"),
        word("kind", "类别", &schema::PROPOSAL_KINDS),
        ROLE,
        VALUE,
        QUALIFIER,
        UNIT,
        text("topics", "主题", "多个以分号隔开"),
    ],
    primary: &["entry"],
    foreign: &[],
};

/// Its rows.
pub fn proposal_totals(facts: &Facts<'_, '_>, y: usize) -> Vec<Row> {
    let year = &facts.edition.years[y];
    let programme = year.programme;
    let shown = year.proceedings.proposals.as_ref();
    let totals = shown.map(|part| facts.proposals(part).totals).unwrap_or_default();
    let all = totals.iter().enumerate();
    all.map(|(at, total)| -> Row {
        vec![
            programme.year.into(),
            (at + 1).into(),
            total.kind.into(),
            total.role.into(),
            (&total.value).into(),
            total.qualifier.into(),
            (&total.unit).into(),
            joined(total.topics.iter().cloned()),
        ]
    })
    .collect()
}

/// Statements of the work report.
pub static STATEMENTS: Spec = Spec {
    name: "statements",
    zh: "工作报告表述",
    columns: &[
        YEAR,
        text("statement", "表述编号", ""),
        text("topic", "领域", ""),
        word("kind", "类别", &schema::STATEMENT_KINDS),
        whole("stated_year", "所说年度", ""),
        TEXT,
        text("indicators", "对应指标", "年度/项目#指标，多个以分号隔开"),
        text("place", "出处", ""),
    ],
    primary: &["statement"],
    foreign: &[],
};

/// Its rows.
pub fn statements(facts: &Facts<'_, '_>, y: usize) -> Vec<Row> {
    let report = report(facts, y);
    let all = report.iter().flat_map(|report| &report.statements);
    all.map(|statement| -> Row {
        vec![
            facts.edition.years[y].programme.year.into(),
            (&statement.id).into(),
            statement.topic.as_ref().map(|topic| &topic.name).into(),
            statement.kind.into(),
            statement.year.into(),
            (&statement.text).into(),
            joined(statement.indicators.iter().map(|link| format!("{}#{}", link.project.id, link.indicator))),
            statement.place.as_ref().into(),
        ]
    })
    .collect()
}

fn report(facts: &Facts<'_, '_>, y: usize) -> Option<WorkReport> {
    let report = facts.edition.years[y].proceedings.work_report.as_ref();
    report.map(|part| facts.work_report(part))
}

/// Figures of statements.
pub static STATEMENT_FIGURES: Spec = Spec {
    name: "statement_figures",
    zh: "工作报告数字",
    columns: &[
        YEAR,
        text("statement", "表述编号", ""),
        whole("figure", "次序", "依所写次序，从1起"),
        NAME,
        text("verb", "动作", ""),
        VALUE,
        MIN,
        MAX,
        number("target", "目标", ""),
        QUALIFIER,
        UNIT,
        word("kind", "口径", &schema::FIGURE_KINDS),
        text("part_of", "其中", "所属数字的名称"),
        yes("pending", "待下达", ""),
        COUNTED,
        TEXT,
        text("project", "对应项目", "年度/编号"),
    ],
    primary: &["statement", "figure"],
    foreign: &[(&["statement"], Table::Statements)],
};

/// Its rows.
pub fn statement_figures(facts: &Facts<'_, '_>, y: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for statement in report(facts, y).iter().flat_map(|report| &report.statements) {
        for (at, figure) in statement.figures.iter().enumerate() {
            let mut row: Row = vec![facts.edition.years[y].programme.year.into(), (&statement.id).into(), (at + 1).into()];
            row.extend(figure_cells(figure));
            rows.push(row);
        }
    }
    rows
}

/// A figure from its name on.
fn figure_cells(figure: &Figure) -> [Cell; 14] {
    let [value, min, max] = amount(figure.value.as_ref());
    [
        figure.name.as_ref().into(),
        figure.verb.as_ref().into(),
        value,
        min,
        max,
        figure.target.as_ref().into(),
        figure.qualifier.into(),
        figure.unit.as_ref().into(),
        figure.kind.into(),
        figure.part_of.as_ref().into(),
        figure.pending.into(),
        figure.counted.into(),
        figure.text.as_ref().into(),
        figure.project.as_ref().map(|project| &project.id).into(),
    ]
}
