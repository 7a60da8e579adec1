//! Which papers the pages of a year's proceedings rest on.

use crate::{
    plan::{
        route,
        view::common::{Link, Maker},
    },
    site::model::{Citation, proceedings::FileHead},
};

impl<'a> Maker<'a, '_> {
    /// The pages of a year's proceedings that are shown, each with every reference to a paper on it. The goals of a year
    /// stand together as their list.
    pub fn citing_pages(&self, at: usize) -> Vec<(Link, Vec<&'a Citation>)> {
        let programme = self.edition.years[at].programme;
        let (year, of) = (programme.year, &programme.proceedings);
        let parts = &of.consultation;
        let own = |head: &'a FileHead| {
            let notes = head.notes.iter().filter(|note| note.date.is_none_or(|date| self.edition.reached(date)));
            let all: Vec<&Citation> = head.sources.iter().chain(notes.flat_map(|note| &note.sources)).collect();
            if self.edition.shows(head) { all } else { Vec::new() }
        };
        let of_all = |heads: Vec<Option<&'a FileHead>>| heads.into_iter().flatten().flat_map(own).collect::<Vec<&Citation>>();
        let mut pages: Vec<(String, String, Vec<&Citation>)> = Vec::new();
        let goals = of.goals.iter().map(|goal| Some(&goal.own)).collect();
        pages.push(("重点工作目标".to_owned(), route::goals(year), of_all(goals)));
        let called = vec![parts.call.as_ref().map(|part| &part.own), parts.results.as_ref().map(|part| &part.own)];
        pages.push(("公开征集".to_owned(), route::consultation(year), of_all(called)));
        let decided = vec![
            parts.draft.as_ref().map(|part| &part.own),
            parts.note.as_ref().map(|part| &part.own),
            parts.meeting.as_ref().map(|part| &part.own),
            parts.decision.as_ref().map(|part| &part.own),
        ];
        let mut decided = of_all(decided);
        let decisions = parts.decision.iter().filter(|decision| self.edition.shows(&decision.own));
        for stages in decisions.map(|decision| decision.stages.as_slice()) {
            let known = stages.iter().enumerate().filter(|(at, _)| self.has_come(stages, *at));
            decided.extend(known.filter_map(|(_, stage)| stage.source.as_ref()));
        }
        pages.push(("从草案到决定".to_owned(), route::decision(year), decided));
        let totals = of.proposals.as_ref().map(|part| &part.own);
        pages.push(("建议提案办理".to_owned(), route::proposals(year), of_all(vec![totals])));
        for case in &of.cases {
            pages.push((case.own.title.clone(), route::proposal(year, &case.id), of_all(vec![Some(&case.own)])));
        }
        let evaluations = || of.evaluations.iter().filter(|part| self.edition.shows(&part.own));
        let mut evaluated = of_all(evaluations().map(|part| Some(&part.own)).collect());
        evaluated.extend(evaluations().flat_map(|part| &part.all).flat_map(|one| &one.sources));
        pages.push(("评估与满意度".to_owned(), route::evaluation(year), evaluated));
        if let Some(report) = &of.work_report {
            pages.push((report.own.title.clone(), route::work_report(year), of_all(vec![Some(&report.own)])));
        }
        let cited = pages.into_iter().filter(|(.., citations)| !citations.is_empty());
        cited.map(|(title, href, citations)| (Link { title, href }, citations)).collect()
    }
}
