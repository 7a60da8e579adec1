//! The table of what was published.

use super::{Cell, INDICATOR, PROJECT, QUALIFIER, Row, Spec, Table, UNIT, YEAR, date, text, whole};
use crate::{
    plan::data::shared::Facts,
    site::{model::Qualifier, published::Line},
};

/// Every figure that was published of a year, with the publication that said so first.
pub static PUBLISHED: Spec = Spec {
    name: "published",
    zh: "公布记录",
    columns: &[
        YEAR,
        whole("line", "次序", "依项目编号，再依公布先后"),
        PROJECT,
        INDICATOR,
        text(
            "figure",
            "种类",
            "budget 资金，target 目标，milestone 节点（累计），period_milestone 节点（当期），reading 读数（累计），period_reading 读数（当期），part 读数的组成部分，correction 更正",
        ),
        date("date", "日期", "数字所指的日期；没有的不填"),
        text("value", "公布的数字", "撤去的不填"),
        QUALIFIER,
        UNIT,
        whole("publication", "发布次序", "第几次发布首次公布"),
        date("published", "公布日期", ""),
    ],
    primary: &["line"],
    foreign: &[(&["project"], Table::Projects)],
};

/// Its rows: of projects that are shown, up to the day decisions are known at.
pub fn published(facts: &Facts<'_, '_>, y: usize) -> Vec<Row> {
    let year = &facts.edition.years[y];
    let mut shown: Vec<&str> = year.projects.iter().map(|shown| shown.project.id.as_str()).collect();
    shown.sort_unstable();
    let all = facts.edition.site.published.of_year(year.programme.year);
    let known = |(project, line): &(String, Line)| shown.binary_search(&&**project).is_ok() && facts.edition.reached(line.published);
    let row = |(at, (project, line)): (usize, (String, Line))| -> Row {
        let figure = line.figure;
        // The record says nothing else; what it cannot have said is left out.
        let qualifier = Qualifier::from_word(&figure.qualifier).map(|_| figure.qualifier.clone());
        vec![
            year.programme.year.into(),
            (at + 1).into(),
            project.into(),
            figure.indicator.into(),
            figure.kind.word().into(),
            figure.date.split('#').next().unwrap_or_default().into(),
            figure.value.into(),
            qualifier.map_or(Cell::Empty, Cell::Text),
            figure.unit.into(),
            line.publication.into(),
            Cell::Text(line.published.to_string()),
        ]
    };
    all.into_iter().filter(known).enumerate().map(row).collect()
}
