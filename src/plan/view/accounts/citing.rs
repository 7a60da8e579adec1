//! Which papers the pages of a year's proceedings rest on.

use crate::{
    plan::{
        Part, route,
        view::{
            common::{Link, Maker},
            words::Title,
        },
    },
    site::model::{Citation, proceedings::FileHead},
};

impl<'e> Maker<'_, 'e> {
    /// The pages of a year's proceedings that are shown, each with every reference to a paper on it. The goals of a year
    /// stand together as their list.
    pub fn citing_pages(&self, at: usize) -> Vec<(Link, Vec<&'e Citation>)> {
        let shown = &self.edition.years[at];
        let (year, of) = (shown.programme.year, &*shown.proceedings);
        let own = |head: &'e FileHead| {
            let notes = head.notes.iter().filter(|note| note.date.is_none_or(|date| self.edition.reached(date)));
            head.sources.iter().chain(notes.flat_map(|note| &note.sources))
        };
        let mut pages: Vec<(String, String, Vec<&Citation>)> = Vec::new();
        for part in Part::ALL {
            let alone = |head: &&FileHead| !of.cases.iter().any(|case| std::ptr::eq(*head, &raw const case.own));
            let mut citations: Vec<&Citation> = of.heads(part).into_iter().filter(alone).flat_map(own).collect();
            let title = match (part, &of.work_report, &of.evaluations, &of.consultation.decision) {
                (Part::WorkReport, Some(report), ..) => report.own.title.clone(),
                (Part::Evaluation, _, Some(evaluations), _) => {
                    citations.extend(evaluations.all.iter().flat_map(|one| &one.sources));
                    self.language().title(Title::Part(part)).to_owned()
                }
                (Part::Decision, .., Some(decision)) => {
                    citations.extend(decision.stages.iter().filter_map(|stage| stage.source.as_ref()));
                    self.language().title(Title::Part(part)).to_owned()
                }
                _ => self.language().title(Title::Part(part)).to_owned(),
            };
            pages.push((title, part.route(year), citations));
        }
        for case in &of.cases {
            pages.push((case.own.title.clone(), route::proposal(year, &case.id), own(&case.own).collect()));
        }
        let cited = pages.into_iter().filter(|(.., citations)| !citations.is_empty());
        cited.map(|(title, href, citations)| (Link { title, href }, citations)).collect()
    }
}
