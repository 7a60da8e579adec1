//! Proposals of deputies, evaluations, the work report.

use super::{Cx, category, check_ids, citation, department, figure, figures, id, indicator_ref, own, point, qualifier, say, schema};
use crate::{
    site::model::proceedings::{Evaluation, Evaluations, Proposal, ProposalTotal, Proposals, Reply, Statement, WorkReport},
    syntax::yaml::Node,
};

/// Proposals in totals.
pub fn proposals(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Proposals> {
    let mut f = cx.open(node, &schema::PROPOSALS)?;
    let as_of = f.read(cx, "as_of", Cx::date);
    let proposals = Proposals {
        by: f.one_or_each(cx, "by", department),
        as_of,
        totals: f.each(cx, "totals", total),
        rates: figures(cx, &mut f, "rates"),
        meetings: f.read(cx, "meetings", figure),
        phases: f.each(cx, "phases", point),
        own: own(cx, &mut f, None, as_of),
    };
    f.done();
    Some(proposals)
}

fn total(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<ProposalTotal> {
    let mut f = cx.open(node, &schema::PROPOSAL_TOTAL)?;
    let kind = f.need(cx, "kind", |cx, node| cx.word(node, &schema::PROPOSAL_KINDS));
    let role = f.read(cx, "role", |cx, node| cx.word(node, &schema::PROPOSAL_ROLES)).unwrap_or_default();
    let value = f.need(cx, "value", Cx::amount);
    let exactness = f.read(cx, "qualifier", qualifier);
    let unit = Some(f.text(cx, "unit")).filter(|unit| !unit.is_empty()).unwrap_or_else(|| "件".to_owned());
    let topics = f.one_or_each(cx, "topics", Cx::plain_text);
    let loc = f.loc;
    f.done();
    Some(ProposalTotal { kind: kind?, role, value: value?, qualifier: exactness, unit, topics, loc })
}

/// One proposal; its narrative stands beside it.
pub fn proposal(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Proposal> {
    let mut f = cx.open(node, &schema::PROPOSAL)?;
    let (id, _) = id(cx, &mut f);
    let kind = f.need(cx, "kind", |cx, node| cx.word(node, &schema::PROPOSAL_KINDS));
    let received = f.read(cx, "received", Cx::date);
    let replied = f.read(cx, "replied", |cx, node| cx.date(node).map(|date| (date, node.loc)));
    if let (Some(received), Some((replied, loc))) = (received, replied)
        && replied.end() < received.start()
    {
        cx.say(say::date_order(cx.span(loc), "answered before it came", "答复早于收到"));
    }
    let proposal = Proposal {
        kind: kind.unwrap_or("proposal"),
        number: f.text(cx, "number"),
        role: f.read(cx, "role", |cx, node| cx.word(node, &schema::PROPOSAL_ROLES)).unwrap_or_default(),
        by: f.one_or_each(cx, "by", department),
        partners: f.one_or_each(cx, "partners", department),
        received,
        due: f.read(cx, "due", Cx::date),
        replied: replied.map(|(date, _)| date),
        replied_loc: replied.map(|(_, loc)| loc).unwrap_or_default(),
        reply: f.read(cx, "reply", reply),
        outcome: f.read(cx, "outcome", |cx, node| cx.word(node, &schema::OUTCOMES)).unwrap_or_default(),
        own: own(cx, &mut f, None, received),
        narrative: None,
        id,
    };
    f.done();
    kind.map(|_| proposal)
}

fn reply(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Reply> {
    let mut f = cx.open(node, &schema::REPLY)?;
    let reply = Reply {
        published: f.read(cx, "published", Cx::yes),
        text: f.text(cx, "text"),
        url: f.read(cx, "url", Cx::url).unwrap_or_default(),
    };
    f.done();
    Some(reply)
}

/// A year's evaluations.
pub fn evaluations(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Evaluations> {
    let mut f = cx.open(node, &schema::EVALUATIONS)?;
    let all = f.each(cx, "evaluations", evaluation);
    check_ids(cx, all.iter().map(|one| (one.id.as_str(), one.loc)));
    let evaluations = Evaluations { own: own(cx, &mut f, Some("评估与满意度"), None), all };
    f.done();
    Some(evaluations)
}

fn evaluation(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Evaluation> {
    let mut f = cx.open(node, &schema::EVALUATION)?;
    let id = f.need(cx, "id", |cx, node| cx.id(node).map(|id| (id, node.loc)));
    let title = f.need_text(cx, "title");
    let (id, loc) = id.unwrap_or_default();
    let evaluation = Evaluation {
        title: title.unwrap_or_default(),
        kind: f.read(cx, "kind", |cx, node| cx.word(node, &schema::EVALUATION_KINDS)).unwrap_or("evaluation"),
        by: f.one_or_each(cx, "by", department),
        period: f.read(cx, "period", Cx::date),
        sample: f.read(cx, "sample", figure),
        results: figures(cx, &mut f, "results"),
        text: f.text(cx, "text"),
        sources: f.one_or_each(cx, "source", citation),
        id,
        loc,
    };
    f.done();
    (!evaluation.id.is_empty()).then_some(evaluation)
}

/// A government work report.
pub fn work_report(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<WorkReport> {
    let mut f = cx.open(node, &schema::WORK_REPORT)?;
    let date = f.read(cx, "date", Cx::date);
    let statements = f.each(cx, "statements", statement);
    check_ids(cx, statements.iter().map(|statement| (statement.id.as_str(), statement.loc)));
    let report = WorkReport { own: own(cx, &mut f, None, date), date, statements };
    f.done();
    Some(report)
}

fn statement(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Statement> {
    let mut f = cx.open(node, &schema::STATEMENT)?;
    let id = f.need(cx, "id", |cx, node| cx.id(node).map(|id| (id, node.loc)));
    let topic = f.read(cx, "topic", category);
    let kind = f.need(cx, "kind", |cx, node| cx.word(node, &schema::STATEMENT_KINDS));
    let year = f.read(cx, "year", Cx::whole);
    let text = f.need_text(cx, "text");
    let stated = figures(cx, &mut f, "figures");
    let indicators = f.one_or_each(cx, "indicators", indicator_ref);
    let place = f.text(cx, "place");
    f.done();
    let (id, loc) = id?;
    Some(Statement { id, topic, kind: kind?, year, text: text?, figures: stated, indicators, place, loc })
}
