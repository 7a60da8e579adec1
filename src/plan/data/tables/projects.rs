//! Projects and corrections of a year.

use super::{Cell, Facts, JSON, PAGE, PROJECT, Project, Row, SOURCE, Spec, Table, YEAR, date, joined, number, text, whole, word};
use crate::site::schema;

/// Projects.
pub static PROJECTS: Spec = Spec {
    name: "projects",
    zh: "项目",
    columns: &[
        YEAR,
        PROJECT,
        whole("ordinal", "序号", "在公布清单中的序号"),
        text("title", "标题", ""),
        text("official_text", "正式表述", "公布的原文"),
        text("official_source", "表述来源", ""),
        text("category", "领域", "多个以分号隔开"),
        text("lead", "主责部门", "多个以分号隔开"),
        text("partners", "配合部门", "多个以分号隔开"),
        text("places", "街镇", "多个以分号隔开"),
        text("sites", "点位", "多个以分号隔开"),
        number("budget_amount", "预算金额", ""),
        text("budget_unit", "预算单位", ""),
        text("budget_covers", "预算范围", ""),
        text("budget_source", "预算来源", ""),
        word("status", "状态", &schema::STATUSES),
        number("percent", "进度（%）", "计入指标的加权平均，每项最多按100计"),
        word("percent_qualifier", "进度约数", &schema::QUALIFIERS),
        whole("counted", "计入指标数", ""),
        whole("total", "指标数", ""),
        date("as_of", "截至日期", "最近一次报告所说的日期"),
        word("declared_status", "公布状态", &schema::STATUSES),
        text("declared_text", "公布表述", ""),
        date("declared_date", "公布日期", ""),
        text("declared_source", "公布来源", ""),
        date("withdrawn_date", "撤回日期", ""),
        text("withdrawn_reason", "撤回原因", ""),
        text("related", "相关项目", "年度/编号，多个以分号隔开"),
        text("basis", "依据", "多处以分号隔开"),
        SOURCE,
        PAGE,
        JSON,
    ],
    primary: &["project"],
    foreign: &[],
};

/// A project's row.
pub fn row(project: &Project) -> Row {
    let (budget, declared) = (project.budget.as_ref(), project.declared_status.as_ref());
    let withdrawn = project.withdrawn.as_ref();
    vec![
        project.year.into(),
        (&project.id).into(),
        project.ordinal.into(),
        (&project.title).into(),
        project.official_text.as_ref().into(),
        project.official_source.as_ref().into(),
        project.category[..].into(),
        project.lead[..].into(),
        project.partners[..].into(),
        project.places[..].into(),
        joined(project.sites.iter().map(|site| site.name.clone())),
        budget.map(|budget| &budget.amount).into(),
        budget.map(|budget| &budget.unit).into(),
        budget.and_then(|budget| budget.covers.as_ref()).into(),
        budget.and_then(|budget| budget.source.as_ref()).into(),
        project.computed.status.into(),
        project.computed.percent.as_ref().into(),
        project.computed.qualifier.into(),
        project.computed.counted.into(),
        project.computed.total.into(),
        project.computed.as_of.as_ref().into(),
        declared.map(|declared| declared.status).into(),
        declared.and_then(|declared| declared.text.as_ref()).into(),
        declared.and_then(|declared| declared.date.as_ref()).into(),
        declared.and_then(|declared| declared.source.as_ref()).into(),
        withdrawn.map(|withdrawn| &withdrawn.date).into(),
        withdrawn.map(|withdrawn| &withdrawn.reason).into(),
        project.related[..].into(),
        project.basis[..].into(),
        project.sources[..].into(),
        (&project.page).into(),
        (&project.json).into(),
    ]
}

/// Corrections of a year and its projects.
pub static CORRECTIONS: Spec = Spec {
    name: "corrections",
    zh: "更正",
    columns: &[
        YEAR,
        whole("correction", "次序", "先年度后各项目，依所写次序"),
        text("project", "项目编号", "年度本身的更正不填"),
        date("date", "日期", ""),
        text("what", "事项", ""),
        text("was", "原为", ""),
        text("now", "现为", ""),
        text("reason", "原因", ""),
        SOURCE,
    ],
    primary: &["correction"],
    foreign: &[(&["project"], Table::Projects)],
};

/// Its rows.
pub fn corrections(facts: &Facts<'_, '_>, y: usize) -> Vec<Row> {
    let year = &facts.edition.years[y];
    let own = facts.corrections(&year.programme.corrections).into_iter().map(|correction| ("", correction));
    let of_projects = year.projects.iter().flat_map(|shown| {
        let all = facts.corrections(&shown.project.corrections).into_iter();
        all.map(|correction| (shown.project.id.as_str(), correction))
    });
    let row = |(at, (project, correction)): (usize, (&str, super::super::shared::Correction))| -> Row {
        vec![
            year.programme.year.into(),
            (at + 1).into(),
            Cell::from(project),
            (&correction.date).into(),
            (&correction.what).into(),
            correction.was.as_ref().into(),
            correction.now.as_ref().into(),
            (&correction.reason).into(),
            correction.source.as_ref().into(),
        ]
    };
    own.chain(of_projects).enumerate().map(row).collect()
}
