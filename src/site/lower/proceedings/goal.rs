//! Key work goals.

use super::{Cx, amount, check_ids, department, id, own, project_link, qualifier, say, schema};
use crate::{
    diag::did_you_mean,
    site::model::proceedings::{Difference, Measure, Quarter, QuarterValue, WorkGoal},
    syntax::yaml::Node,
};

/// A key work goal.
pub fn goal(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<WorkGoal> {
    let mut f = cx.open(node, &schema::GOAL)?;
    let (id, id_loc) = id(cx, &mut f);
    let ordinal = f.read(cx, "ordinal", |cx, node| cx.whole(node).map(|ordinal| (ordinal, node.loc)));
    let ordinal = ordinal.or_else(|| id.parse().ok().map(|ordinal| (ordinal, id_loc)));
    let measures = f.each(cx, "measures", measure);
    check_ids(cx, measures.iter().map(|measure| (measure.id.as_str(), measure.loc)));
    let mut quarters = f.each(cx, "quarters", |cx, node| quarter(cx, node, &measures));
    quarters.sort_by_key(|quarter| (quarter.period.end(), quarter.period.start()));
    let goal = WorkGoal {
        ordinal: ordinal.map(|(ordinal, _)| ordinal),
        ordinal_loc: ordinal.map(|(_, loc)| loc).unwrap_or_default(),
        field: f.text(cx, "field"),
        text: f.text(cx, "text"),
        lead: f.one_or_each(cx, "lead", department),
        partners: f.one_or_each(cx, "partners", department),
        measures,
        quarters,
        projects: f.one_or_each(cx, "projects", project_link),
        differs: f.each(cx, "differs", difference),
        own: own(cx, &mut f, None, None),
        id,
    };
    f.done();
    Some(goal)
}

fn measure(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Measure> {
    let mut f = cx.open(node, &schema::MEASURE)?;
    let id = f.need(cx, "id", |cx, node| cx.id(node).map(|id| (id, node.loc)));
    let name = f.need_text(cx, "name");
    let goal = f.need(cx, "value", amount);
    let measure_qualifier = f.read(cx, "qualifier", qualifier);
    let unit = f.text(cx, "unit");
    f.done();
    let (id, loc) = id?;
    Some(Measure { id, name: name?, goal: goal?, qualifier: measure_qualifier, unit, loc })
}

fn quarter(cx: &mut Cx<'_>, node: &Node<'_>, measures: &[Measure]) -> Option<Quarter> {
    let mut f = cx.open(node, &schema::QUARTER)?;
    let period = f.need(cx, "period", Cx::date);
    let text = f.text(cx, "text");
    let values = f.each(cx, "values", |cx, node| value(cx, node, measures));
    let loc = f.loc;
    f.done();
    Some(Quarter { period: period?, text, values, loc })
}

fn value(cx: &mut Cx<'_>, node: &Node<'_>, measures: &[Measure]) -> Option<QuarterValue> {
    let mut f = cx.open(node, &schema::QUARTER_VALUE)?;
    let measure = f.need(cx, "measure", |cx, node| {
        let id = cx.text(node)?;
        let found = measures.iter().position(|measure| measure.id == id);
        if found.is_none() {
            let help = did_you_mean(&id, measures.iter().map(|measure| measure.id.as_str()));
            let finding = say::unknown_measure(cx.span(node.loc), &id, help);
            cx.say(finding);
        }
        found
    });
    let number = f.need(cx, "value", Cx::number);
    let unit = f.text(cx, "unit");
    let kind = f.read(cx, "kind", |cx, node| cx.word(node, &schema::QUARTER_KINDS)).unwrap_or("cumulative");
    let site = f.text(cx, "site");
    let loc = f.loc;
    f.done();
    Some(QuarterValue { measure: measure?, value: number?, unit, kind, site, loc })
}

fn difference(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Difference> {
    let mut f = cx.open(node, &schema::DIFFERENCE)?;
    let project = f.need(cx, "project", project_link);
    let (here, there) = (f.need_text(cx, "here"), f.need_text(cx, "there"));
    f.done();
    Some(Difference { project: project?, here: here?, there: there? })
}
