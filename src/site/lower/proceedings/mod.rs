//! A year's proceedings: goals, consultation, proposals, evaluations, the work report.

mod consultation;
mod goal;
mod proposals;

pub use consultation::{call, decision, draft, drafting_note, meeting, results};
pub use goal::goal;
pub use proposals::{evaluations, proposal, proposals, work_report};

use super::{Cx, category, check_stem, citation, department, fields::Fields, note, say};
use crate::{
    diag::Loc,
    site::{
        date::PartialDate,
        model::{
            Goal, Qualifier,
            proceedings::{FileHead, IndicatorRef, Point, ProjectLink, Stated},
        },
        schema,
    },
    syntax::yaml::{Node, Value},
};

/// Title, sources, remarks and release of a file. `title` stands in where the file may do without one; `date` is from when
/// it is known.
fn own(cx: &mut Cx<'_>, f: &mut Fields<'_, '_>, title: Option<&str>, date: Option<PartialDate>) -> FileHead {
    let title = match title {
        None => f.need_text(cx, "title").unwrap_or_default(),
        Some(other) => Some(f.text(cx, "title")).filter(|title| !title.is_empty()).unwrap_or_else(|| other.to_owned()),
    };
    FileHead {
        path: cx.path.clone(),
        title,
        date,
        sources: f.one_or_each(cx, "source", citation),
        notes: f.each(cx, "notes", note),
        release: super::article::release(cx, f),
    }
}

/// The id of a file that may be written in it: the file's stem where it is not.
fn id(cx: &mut Cx<'_>, f: &mut Fields<'_, '_>) -> (String, Loc) {
    let id = f.read(cx, "id", |cx, node| cx.id(node).map(|id| (id, node.loc)));
    if !f.has("id") {
        check_stem(cx, true);
    }
    id.unwrap_or_else(|| (cx.path.stem().to_owned(), Loc::default()))
}

/// Findings for ids of a list's entries that stand twice.
fn check_ids<'i>(cx: &mut Cx<'_>, ids: impl Iterator<Item = (&'i str, Loc)>) {
    let mut seen: Vec<(&str, Loc)> = Vec::new();
    for (id, loc) in ids.filter(|(id, _)| !id.is_empty()) {
        match seen.iter().find(|(known, _)| known.eq_ignore_ascii_case(id)) {
            Some((_, first)) => {
                let found = say::duplicate_id(cx.span(loc), id, cx.span(*first));
                cx.say(found);
            }
            None => seen.push((id, loc)),
        }
    }
}

/// A project reference, resolved later.
fn project_link(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<ProjectLink> {
    Some(ProjectLink { text: cx.text(node)?, at: None, loc: node.loc })
}

/// An indicator reference, resolved later.
fn indicator_ref(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<IndicatorRef> {
    let value = cx.text(node)?;
    let (project, id) = value.split_once('#').unwrap_or((&value, ""));
    Some(IndicatorRef { project: ProjectLink { text: project.to_owned(), at: None, loc: node.loc }, id: id.to_owned() })
}

/// A name with a sentence.
fn point(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Point> {
    let mut f = cx.open(node, &schema::POINT)?;
    let name = f.need_text(cx, "name");
    let text = f.text(cx, "text");
    f.done();
    Some(Point { name: name?, text })
}

/// A number from 0, or a range.
fn amount(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Goal> {
    if let Value::Scalar { .. } = node.value {
        return cx.amount(node).map(Goal::Number);
    }
    let mut f = cx.open(node, &schema::RANGE)?;
    let (min, max) = (f.need(cx, "min", Cx::amount), f.need(cx, "max", Cx::amount));
    f.done();
    let (min, max) = (min?, max?);
    if max.value() < min.value() {
        let found = say::empty_range(cx.span(node.loc));
        cx.say(found);
        return None;
    }
    Some(Goal::Range(min, max))
}

fn qualifier(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Qualifier> {
    super::figures::qualifier(cx, node)
}

/// A figure as a paper states it.
fn figure(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Stated> {
    let mut f = cx.open(node, &schema::FIGURE)?;
    let stated = Stated {
        name: f.text(cx, "name"),
        verb: f.text(cx, "verb"),
        value: f.read(cx, "value", amount),
        target: f.read(cx, "target", Cx::amount),
        qualifier: f.read(cx, "qualifier", qualifier),
        unit: f.text(cx, "unit"),
        kind: f.read(cx, "kind", |cx, node| cx.word(node, &schema::FIGURE_KINDS)).filter(|kind| *kind != "amount").unwrap_or_default(),
        part_of: f.text(cx, "part_of"),
        pending: f.yes(cx, "pending", false),
        counted: f.yes(cx, "counted", false),
        text: f.text(cx, "text"),
        project: f.read(cx, "project", project_link),
        loc: node.loc,
    };
    f.done();
    Some(stated)
}

/// Figures of one list, each part with its whole in the same list and no greater.
fn figures(cx: &mut Cx<'_>, f: &mut Fields<'_, '_>, key: &str) -> Vec<Stated> {
    let all = f.each(cx, key, figure);
    for part in all.iter().filter(|part| !part.part_of.is_empty()) {
        let Some(whole) = all.iter().find(|whole| whole.name == part.part_of && !std::ptr::eq(*whole, part)) else {
            let known: Vec<&str> = all.iter().map(|stated| stated.name.as_str()).collect();
            let found = say::unknown_whole(cx.span(part.loc), &part.part_of, &known);
            cx.say(found);
            continue;
        };
        if let (Some(Goal::Number(of_part)), Some(Goal::Number(of_whole))) = (&part.value, &whole.value)
            && whole.unit == part.unit
            && of_part.value() > of_whole.value()
        {
            let (here, there) = (cx.span(part.loc), cx.span(whole.loc));
            cx.say(say::part_exceeds(here, ("figure", "数"), &of_part.to_string(), &of_whole.to_string(), there));
        }
    }
    all
}
