//! A project's file, without its figures (see `figures`).

use super::{Cx, category, check_stem, citation, correction, department, figures, note, place, say};
use crate::{
    diag::Loc,
    site::{
        model::{Budget, Change, ChangeKind, Declared, Project, ProjectRef, Spot, Withdrawal},
        schema,
    },
    syntax::yaml::{Node, Value},
};

/// A project. A missing title still gives one, so that its figures are checked in the same run.
pub fn project(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Project> {
    let mut f = cx.open(node, &schema::PROJECT)?;
    let id = f.read(cx, "id", |cx, node| cx.id(node).map(|id| (id, node.loc)));
    if !f.has("id") {
        check_stem(cx, true);
    }
    let (id, id_loc) = id.unwrap_or_else(|| (cx.path.stem().to_owned(), Loc::default()));
    let ordinal = f.read(cx, "ordinal", |cx, node| cx.whole(node).map(|ordinal| (ordinal, node.loc)));
    let from_id = || id.parse().ok().map(|ordinal| (ordinal, id_loc));
    let ordinal = ordinal.or_else(from_id);
    let title = f.need_text(cx, "title").unwrap_or_default();
    let mut indicators = f.each(cx, "indicators", figures::indicator);
    figures::check_ids(cx, &indicators);
    let mut ids: Vec<String> = indicators.iter().map(|indicator| indicator.id.clone()).collect();
    let listed = f.node("indicators").map_or(0, |node| if let Value::List(nodes) = &node.value { nodes.len() } else { usize::MAX });
    if listed != indicators.len() || f.is_misspelt("indicators") {
        ids.push(String::new());
    }
    figures::find_wholes(cx, &mut indicators, &ids);
    let mut milestones = f.each(cx, "milestones", |cx, node| figures::milestone(cx, node, &ids));
    milestones.sort_by_key(|milestone| (milestone.period.end(), milestone.period.start()));
    let mut reports = f.each(cx, "reports", |cx, node| figures::report(cx, node, &ids));
    reports.sort_by_key(|report| (report.as_of.end(), report.as_of.start()));
    let named: Vec<(String, String)> = indicators.iter().map(|indicator| (indicator.id.clone(), indicator.name.clone())).collect();
    let mut project = Project {
        ordinal: ordinal.map(|(ordinal, _)| ordinal),
        ordinal_loc: ordinal.map_or(Loc::default(), |(_, loc)| loc),
        id_loc,
        path: cx.path.clone(),
        title,
        official_text: f.text(cx, "official_text"),
        official_source: f.read(cx, "official_source", citation),
        categories: f.one_or_each(cx, "category", category),
        lead: f.one_or_each(cx, "lead", department),
        partners: f.one_or_each(cx, "partners", department),
        places: f.one_or_each(cx, "places", place),
        spots: f.each(cx, "sites", spot),
        budget: f.read(cx, "budget", budget),
        basis: f.one_or_each(cx, "basis", citation),
        indicators,
        milestones,
        reports,
        declared: f.read(cx, "declared_status", declared),
        related: f.one_or_each(cx, "related", related),
        notes: f.each(cx, "notes", note),
        sources: f.one_or_each(cx, "sources", citation),
        corrections: f.each(cx, "corrections", correction),
        changes: f.each(cx, "changes", |cx, node| change(cx, node, &named)),
        release: super::article::release(cx, &mut f),
        withdrawn: f.read(cx, "withdrawn", withdrawal),
        narrative: None,
        id,
        faulty: false,
    };
    f.done();
    spellings(cx, node);
    project.faulty = cx.diags.has_errors();
    Some(project)
}

fn spot(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Spot> {
    if let Value::Scalar { .. } = node.value {
        let name = cx.plain_text(node)?;
        return Some(Spot { name, place: None, value: None, unit: String::new(), note: String::new() });
    }
    let mut f = cx.open(node, &schema::SPOT)?;
    let name = f.need_text(cx, "name");
    let place = f.read(cx, "place", place);
    let value = f.read(cx, "value", Cx::amount);
    let (unit, note) = (f.text(cx, "unit"), f.text(cx, "note"));
    f.done();
    Some(Spot { name: name?, place, value, unit, note })
}

fn budget(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Budget> {
    let mut f = cx.open(node, &schema::BUDGET)?;
    let amount = f.need(cx, "amount", Cx::amount);
    let unit = f.need_text(cx, "unit");
    let covers = f.text(cx, "covers");
    let source = f.read(cx, "source", citation);
    f.done();
    Some(Budget { amount: amount?, unit: unit?, covers, source })
}

fn declared(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Declared> {
    if let Value::Scalar { .. } = node.value {
        let status = cx.word(node, &schema::STATUSES)?;
        return Some(Declared { status, text: String::new(), date: None, source: None, loc: node.loc });
    }
    let mut f = cx.open(node, &schema::DECLARED)?;
    let status = f.need(cx, "status", |cx, node| cx.word(node, &schema::STATUSES).map(|word| (word, node.loc)));
    let text = f.text(cx, "text");
    let date = f.read(cx, "date", Cx::date);
    let source = f.read(cx, "source", citation);
    f.done();
    let (status, loc) = status?;
    Some(Declared { status, text, date, source, loc })
}

/// A change; `named` are the ids and names of the project's indicators.
fn change(cx: &mut Cx<'_>, node: &Node<'_>, named: &[(String, String)]) -> Option<Change> {
    let mut f = cx.open(node, &schema::CHANGE)?;
    let date = f.need(cx, "date", Cx::date);
    let kind = f.need(cx, "kind", |cx, node| cx.word(node, &schema::CHANGES));
    let indicator = f.read(cx, "indicator", |cx, node| {
        let id = cx.text(node)?;
        let ids: Vec<String> = named.iter().map(|(id, _)| id.clone()).collect();
        super::indicator_named(cx, &id, node.loc, &ids).map(|at| named[at].1.clone())
    });
    let (was, now) = (f.text(cx, "was"), f.text(cx, "now"));
    let (reason, authority) = (f.need_text(cx, "reason"), f.need_text(cx, "authority"));
    let source = f.read(cx, "source", citation);
    f.done();
    let kind = match kind? {
        "suspended" => ChangeKind::Suspended,
        "resumed" => ChangeKind::Resumed,
        "adjusted" => ChangeKind::Adjusted,
        "withdrawn" => ChangeKind::Withdrawn,
        _ => ChangeKind::Merged,
    };
    Some(Change { date: date?, kind, indicator: indicator.unwrap_or_default(), was, now, reason: reason?, authority: authority?, source })
}

fn withdrawal(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Withdrawal> {
    let mut f = cx.open(node, &schema::WITHDRAWAL)?;
    let date = f.need(cx, "date", Cx::date);
    let reason = f.need_text(cx, "reason");
    let authority = f.text(cx, "authority");
    let source = f.read(cx, "source", citation);
    f.done();
    Some(Withdrawal { date: date?, reason: reason?, authority, source })
}

fn related(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<ProjectRef> {
    Some(ProjectRef { text: cx.text(node)?, loc: node.loc })
}

/// Warn where one file names a department in two spellings: readers take them for two.
fn spellings(cx: &mut Cx<'_>, node: &Node<'_>) {
    let mut seen: Vec<(usize, String)> = Vec::new();
    let mut found = Vec::new();
    collect(node, &mut |name, loc| {
        let Some(&at) = cx.names.departments.get(&super::folded(name)) else { return };
        match seen.iter().find(|(known, _)| *known == at) {
            None => seen.push((at, name.to_owned())),
            Some((_, before)) if before != name => {
                found.push(say::two_spellings(cx.span(loc), name, before, &cx.names.official[at]));
            }
            Some(_) => {}
        }
    });
    for finding in found {
        cx.say(finding);
    }
}

/// Every department name of a record: values of `lead`, `partners` and `by`, at any depth.
fn collect(node: &Node<'_>, each: &mut dyn FnMut(&str, Loc)) {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                if matches!(&*entry.key, "lead" | "主责部门" | "partners" | "配合部门" | "by" | "报送单位") {
                    names(&entry.node, each);
                } else {
                    collect(&entry.node, each);
                }
            }
        }
        Value::List(nodes) => nodes.iter().for_each(|node| collect(node, each)),
        Value::Null | Value::Scalar { .. } => {}
    }
}

fn names(node: &Node<'_>, each: &mut dyn FnMut(&str, Loc)) {
    match &node.value {
        Value::Scalar { text, .. } => each(text.trim(), node.loc),
        Value::List(nodes) => nodes.iter().for_each(|node| names(node, each)),
        Value::Null | Value::Map(_) => {}
    }
}
