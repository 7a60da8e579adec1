//! Checks of a year's proceedings: sums that do not close, dates that are missed.

use rust_decimal::Decimal;

use crate::{
    diag::{Diagnostics, Loc, Span},
    files::SitePath,
    site::{
        diagnostics as say,
        model::{
            Goal, Programme,
            proceedings::{Call, Measure, Proposal, Proposals, Quarter, QuarterValue, WorkGoal},
        },
        number::Number,
    },
};

/// How many days a call for ideas is open at least: 重大行政决策程序暂行条例, public comment.
const SHORTEST_CALL: i64 = 30;

/// Every check of a year's proceedings.
pub fn check(diags: &mut Diagnostics, programme: &Programme) {
    let of = &programme.proceedings;
    identities(diags, of.goals.iter().map(|goal| (goal.id.as_str(), &goal.own.path)));
    identities(diags, of.cases.iter().map(|case| (case.id.as_str(), &case.own.path)));
    ordinals(diags, &of.goals);
    for goal in &of.goals {
        for (at, measure) in goal.measures.iter().enumerate() {
            quarters(diags, goal, at, measure);
        }
    }
    if let Some(call) = &of.consultation.call {
        short_call(diags, call);
    }
    if let Some(proposals) = &of.proposals {
        totals(diags, proposals);
    }
    for case in &of.cases {
        late(diags, case);
    }
}

/// Ids that two files share.
fn identities<'p>(diags: &mut Diagnostics, records: impl Iterator<Item = (&'p str, &'p SitePath)>) {
    let mut seen: Vec<(&str, &SitePath)> = Vec::new();
    for (id, path) in records {
        match seen.iter().find(|(known, _)| known.eq_ignore_ascii_case(id)) {
            Some((_, first)) => diags.push(say::duplicate_id(Span::file(path), id, Span::file(first))),
            None => seen.push((id, path)),
        }
    }
}

/// Numbers of the list that two goals share.
fn ordinals(diags: &mut Diagnostics, goals: &[WorkGoal]) {
    for (at, goal) in goals.iter().enumerate() {
        let Some(ordinal) = goal.ordinal else { continue };
        let span = |goal: &WorkGoal| Span::new(&goal.own.path, goal.ordinal_loc);
        if let Some(first) = goals[..at].iter().find(|other| other.ordinal == Some(ordinal) && !other.id.eq_ignore_ascii_case(&goal.id)) {
            diags.push(say::duplicate_ordinal(span(goal), ordinal, span(first)));
        }
    }
}

/// The quarters of a figure against the figure of the year: the last cumulative ones of all spots together, or the
/// periods added up. Shares and constant levels are not held against it, nor is a plan that does not reach the last quarter.
fn quarters(diags: &mut Diagnostics, goal: &WorkGoal, at: usize, measure: &Measure) {
    let Goal::Number(wanted) = &measure.goal else { return };
    let all: Vec<(&Quarter, &QuarterValue)> =
        goal.quarters.iter().flat_map(|quarter| quarter.values.iter().filter(|v| v.measure == at).map(move |v| (quarter, v))).collect();
    let comparable = |value: &QuarterValue| value.unit.is_empty() || value.unit == measure.unit;
    if all.is_empty() || all.iter().any(|(_, value)| !comparable(value) || value.kind == "constant") {
        return;
    }
    let periods = all.iter().all(|(_, value)| value.kind == "period");
    let mut sum = Decimal::ZERO;
    let mut loc = Loc::default();
    if periods {
        for (_, value) in &all {
            sum += value.value.value();
            loc = value.loc;
        }
    } else {
        let last = goal.quarters.last().map(|quarter| quarter.period);
        if !all.iter().any(|(quarter, value)| Some(quarter.period) == last && value.kind == "cumulative") {
            return;
        }
        let mut spots: Vec<(&str, Decimal)> = Vec::new();
        for (_, value) in all.iter().filter(|(_, value)| value.kind == "cumulative") {
            match spots.iter_mut().find(|(site, _)| *site == value.site) {
                Some((_, latest)) => *latest = value.value.value(),
                None => spots.push((&value.site, value.value.value())),
            }
            loc = value.loc;
        }
        sum = spots.iter().map(|(_, value)| *value).sum();
    }
    if sum != wanted.value() {
        diags.push(say::goal_sum(Span::new(&goal.own.path, loc), &measure.id, &Number::from(sum), wanted));
    }
}

fn short_call(diags: &mut Diagnostics, call: &Call) {
    let (Some(start), Some(end)) = (call.start, call.end) else { return };
    let days = (end.end() - start.start()).num_days();
    if start.is_day() && end.is_day() && days < SHORTEST_CALL {
        diags.push(say::short_call(Span::file(&call.own.path), days));
    }
}

/// The proposals of each kind by role, against all of the kind.
fn totals(diags: &mut Diagnostics, proposals: &Proposals) {
    for all in proposals.totals.iter().filter(|total| total.role.is_empty() && total.qualifier.is_none()) {
        let by_role: Vec<_> = proposals.totals.iter().filter(|total| total.kind == all.kind && !total.role.is_empty()).collect();
        let sum: Decimal = by_role.iter().map(|total| total.value.value()).sum();
        if by_role.len() > 1 && by_role.iter().all(|total| total.unit == all.unit && total.qualifier.is_none()) && sum != all.value.value()
        {
            diags.push(say::proposal_sum(Span::new(&proposals.own.path, all.loc), &Number::from(sum), &all.value));
        }
    }
}

fn late(diags: &mut Diagnostics, case: &Proposal) {
    if let (Some(due), Some(replied)) = (case.due, case.replied)
        && replied.start() > due.end()
    {
        diags.push(say::reply_late(Span::new(&case.own.path, case.replied_loc), &replied.to_string(), &due.to_string()));
    }
}
