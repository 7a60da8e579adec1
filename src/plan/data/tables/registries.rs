//! Papers and departments of the site.

use super::{Facts, PAGE, Row, Spec, date, joined, text, word};
use crate::{
    plan::{data::shared::Date, route},
    site::{model::Entry, schema},
};

/// Papers.
pub static DOCUMENTS: Spec = Spec {
    name: "documents",
    zh: "公文",
    columns: &[
        text("document", "编号", ""),
        text("title", "标题", ""),
        text("number", "文号", ""),
        text("issuer", "发文机关", ""),
        date("dated", "成文日期", ""),
        date("issued", "印发日期", ""),
        date("published", "发布日期", ""),
        text("openness", "公开方式", ""),
        text("index_number", "索引号", ""),
        text("subject", "主题分类", ""),
        text("copies_to", "抄送", "多个以分号隔开"),
        text("summary", "摘要", ""),
        PAGE,
    ],
    primary: &["document"],
    foreign: &[],
};

/// Rows of the papers that are shown.
pub fn documents(facts: &Facts<'_, '_>) -> Vec<Row> {
    let shown = facts.edition.site.documents.iter().zip(&facts.edition.documents).filter(|(_, shown)| **shown);
    shown
        .map(|(document, _)| -> Row {
            let dates = [document.dated, document.issued, document.published.map(|(on, _)| on)];
            let [dated, issued, published] = dates.map(|on| on.map(Date::from).as_ref().into());
            vec![
                (&document.article.id).into(),
                (&document.article.title).into(),
                (&document.number).into(),
                (&document.issuer).into(),
                dated,
                issued,
                published,
                (&document.openness).into(),
                (&document.index_number).into(),
                (&document.subject).into(),
                joined(document.copies_to.iter().cloned()),
                (&document.article.summary).into(),
                route::document(&document.article.id).into(),
            ]
        })
        .collect()
}

/// Departments.
pub static DEPARTMENTS: Spec = Spec {
    name: "departments",
    zh: "部门",
    columns: &[
        text("department", "编号", ""),
        text("name", "名称", ""),
        text("aliases", "别名", "多个以分号隔开"),
        word("kind", "类别", &schema::DEPARTMENT_KINDS),
        text("members", "成员", "集合的成员编号，多个以分号隔开"),
        text("contact", "联系方式", ""),
        text("description", "简介", ""),
        PAGE,
    ],
    primary: &["department"],
    foreign: &[],
};

/// Rows of the departments.
pub fn departments(facts: &Facts<'_, '_>) -> Vec<Row> {
    let all = &facts.edition.site.departments;
    let row = |entry: &Entry| -> Row {
        vec![
            (&entry.id).into(),
            (&entry.name).into(),
            joined(entry.aliases.iter().cloned()),
            entry.kind.into(),
            joined(entry.members.iter().map(|at| all[*at].id.clone())),
            (&entry.contact).into(),
            (&entry.description).into(),
            route::department(&entry.id).into(),
        ]
    };
    all.iter().map(row).collect()
}
