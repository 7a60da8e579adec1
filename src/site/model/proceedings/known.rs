//! What of a year's proceedings is known on a day: whole files, answers to proposals, results of evaluations, papers on the
//! way to a decision. Remarks are dated one by one and are left to whoever shows them.

use super::{Decision, FileHead, Proceedings, Stage};
use crate::site::date::PartialDate;

impl Proceedings {
    /// The proceedings without the files that are not shown and without what is dated later than what is `reached`.
    #[must_use]
    pub fn known(&self, shows: &dyn Fn(&FileHead) -> bool, reached: &dyn Fn(PartialDate) -> bool) -> Self {
        let mut known = self.clone();
        let later = |date: Option<PartialDate>| date.is_some_and(|date| !reached(date));
        known.goals.retain(|goal| shows(&goal.own));
        known.cases.retain(|case| shows(&case.own));
        for case in known.cases.iter_mut().filter(|case| later(case.replied)) {
            // What was done is told with the answer.
            (case.replied, case.reply, case.outcome, case.narrative) = (None, None, "", None);
        }
        let parts = &mut known.consultation;
        // A draft has no date of its own; its place on the way tells when it was out.
        let out = parts.decision.as_ref().is_none_or(|decision| {
            let place = decision.stages.iter().position(|stage| stage.kind == "draft");
            place.is_none_or(|at| has_come(&decision.stages, at, reached))
        });
        parts.call.take_if(|part| !shows(&part.own));
        parts.results.take_if(|part| !shows(&part.own));
        parts.draft.take_if(|part| !shows(&part.own) || !out);
        parts.note.take_if(|part| !shows(&part.own));
        parts.meeting.take_if(|part| !shows(&part.own));
        parts.decision.take_if(|part| !shows(&part.own));
        if let Some(decision) = &mut parts.decision {
            cut(decision, reached);
        }
        known.proposals.take_if(|part| !shows(&part.own));
        known.evaluations.take_if(|part| !shows(&part.own));
        // What an evaluation found is not known before it begins.
        let evaluations = known.evaluations.iter_mut().flat_map(|part| &mut part.all);
        for one in evaluations.filter(|one| later(one.period)) {
            one.sample = None;
            one.results.clear();
        }
        known.work_report.take_if(|part| !shows(&part.own));
        known
    }
}

/// Whether a paper on the way is known. One without a date is known once the next that has a date is, for they stand in
/// the order of time.
fn has_come(stages: &[Stage], at: usize, reached: &dyn Fn(PartialDate) -> bool) -> bool {
    let (before, from) = stages.split_at(at);
    let date = from.iter().find_map(|stage| stage.date).or_else(|| before.iter().rev().find_map(|stage| stage.date));
    date.is_none_or(reached)
}

/// Take out the papers that have not come, with what they say. Remarks compare all papers, so they wait for the last.
fn cut(decision: &mut Decision, reached: &dyn Fn(PartialDate) -> bool) {
    let come: Vec<bool> = (0..decision.stages.len()).map(|at| has_come(&decision.stages, at, reached)).collect();
    if come.iter().all(|come| *come) {
        return;
    }
    let place = |stage: usize| come[stage].then(|| come[..stage].iter().filter(|come| **come).count());
    for way in &mut decision.ways {
        way.versions.retain_mut(|version| {
            place(version.stage).is_some_and(|at| {
                version.stage = at;
                true
            })
        });
        way.note.clear();
    }
    decision.ways.retain(|way| !way.versions.is_empty());
    let mut come = come.iter();
    decision.stages.retain(|_| come.next().copied().unwrap_or_default());
    decision.own.notes.clear();
}
