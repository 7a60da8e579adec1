//! The views of proposals of deputies (人大建议、政协提案): a year's totals, and each case.

use serde::Serialize;

use crate::{
    plan::{
        links::NARRATIVE,
        route,
        view::{
            common::{Date, Html, Link, Maker, NoteView, Source},
            stated::{PointView, StatedView, points},
        },
    },
    site::{
        language::Language,
        model::proceedings::{Proposal, ProposalTotal, Proposals},
        schema,
    },
};

/// Proposals of a year.
#[derive(Debug, Hash, Serialize)]
pub struct ProposalsPage {
    /// The year.
    pub year: i32,
    /// The name of the paper that reports the totals; empty where only cases are shown.
    pub title: String,
    /// Who reports.
    pub by: Vec<Link>,
    /// The date the figures speak of.
    pub as_of: Option<Date>,
    /// How many, by kind.
    pub kinds: Vec<KindView>,
    /// Rates with their targets.
    pub rates: Vec<StatedView>,
    /// Meetings held.
    pub meetings: Option<StatedView>,
    /// How they were handled, by phase.
    pub phases: Vec<PointView>,
    /// The cases that are told one by one.
    pub cases: Vec<CaseRow>,
    /// Remarks.
    pub notes: Vec<NoteView>,
    /// Where it comes from.
    pub sources: Vec<Source>,
    /// Whether something of it is a draft or held back.
    pub unreleased: bool,
}

/// The totals of a kind.
#[derive(Debug, Hash, Serialize)]
pub struct KindView {
    /// In Chinese.
    pub text: &'static str,
    /// Whether of all roles, or of one: the whole first, then its parts.
    pub totals: Vec<TotalView>,
}

/// A total.
#[derive(Debug, Hash, Serialize)]
pub struct TotalView {
    /// The role in Chinese; empty for all roles.
    pub role: &'static str,
    /// How many.
    pub figure: String,
    /// What about.
    pub topics: Vec<String>,
}

/// A case in the list.
#[derive(Debug, Hash, Serialize)]
pub struct CaseRow {
    /// Its page.
    pub link: Link,
    /// Its kind in Chinese.
    pub kind: &'static str,
    /// Its number in its session.
    pub number: String,
    /// When it was answered.
    pub replied: Option<Date>,
    /// What became of it, in Chinese; empty where no paper says.
    pub outcome: &'static str,
}

/// A proposal.
#[derive(Debug, Hash, Serialize)]
pub struct ProposalPage {
    /// The year.
    pub year: i32,
    /// Its title.
    pub title: String,
    /// Its kind in Chinese.
    pub kind: &'static str,
    /// Its number in its session.
    pub number: String,
    /// The office's role in Chinese; empty where no paper says.
    pub role: &'static str,
    /// Who handles it.
    pub by: Vec<Link>,
    /// Who helps.
    pub partners: Vec<Link>,
    /// When it came.
    pub received: Option<Date>,
    /// When it is to be answered.
    pub due: Option<Date>,
    /// When it was answered.
    pub replied: Option<Date>,
    /// Whether it was answered in time; `None` where a date is missing.
    pub on_time: Option<bool>,
    /// The answer.
    pub reply: Option<ReplyView>,
    /// What became of it, in Chinese; empty where no paper says.
    pub outcome: &'static str,
    /// Narrative.
    pub narrative: Option<Html>,
    /// Files beside it.
    pub attachments: Vec<Link>,
    /// Remarks.
    pub notes: Vec<NoteView>,
    /// Where it comes from.
    pub sources: Vec<Source>,
    /// Whether it is a draft or held back.
    pub unreleased: bool,
}

/// An answer.
#[derive(Debug, Hash, Serialize)]
pub struct ReplyView {
    /// Whether it is public.
    pub published: Option<bool>,
    /// What it says, in our words.
    pub text: String,
    /// Where it stands; empty where it does not.
    pub url: String,
}

impl Maker<'_, '_> {
    /// Proposals of a year.
    pub fn proposals_page(&self, at: usize) -> ProposalsPage {
        let year = &self.edition.years[at];
        let (programme, of) = (year.programme, &year.proceedings);
        let file = of.proposals.as_ref();
        let cases = || of.cases.iter();
        let heads = file.map(|file| &file.own).into_iter().chain(cases().map(|case| &case.own));
        ProposalsPage {
            year: programme.year,
            title: file.map(|file| file.own.title.clone()).unwrap_or_default(),
            by: file.map(|file| self.departments(&file.by)).unwrap_or_default(),
            as_of: file.and_then(|file| file.as_of).map(|on| self.date(on)),
            kinds: file.map(|file| kinds(self.language(), file)).unwrap_or_default(),
            rates: file.map(|file| self.all_stated(&file.rates)).unwrap_or_default(),
            meetings: file.and_then(|file| file.meetings.as_ref()).map(|meetings| self.stated(meetings)),
            phases: file.map(|file| points(&file.phases)).unwrap_or_default(),
            unreleased: heads.into_iter().any(|own| self.unreleased(own.release)),
            cases: cases().map(|case| self.case_row(programme.year, case)).collect(),
            notes: file.map(|file| self.notes(&file.own.notes)).unwrap_or_default(),
            sources: file.map(|file| self.sources(&file.own.sources)).unwrap_or_default(),
        }
    }

    fn case_row(&self, year: i32, case: &Proposal) -> CaseRow {
        CaseRow {
            link: Link { title: case.own.title.clone(), href: route::proposal(year, &case.id) },
            kind: self.word(&schema::PROPOSAL_KINDS, case.kind),
            number: case.number.clone(),
            replied: case.replied.map(|on| self.date(on)),
            outcome: self.word(&schema::OUTCOMES, case.outcome),
        }
    }

    /// A proposal.
    pub fn proposal_page(&self, year: usize, at: usize) -> ProposalPage {
        let year = &self.edition.years[year];
        let (programme, case) = (year.programme, &year.proceedings.cases[at]);
        ProposalPage {
            year: programme.year,
            title: case.own.title.clone(),
            kind: self.word(&schema::PROPOSAL_KINDS, case.kind),
            number: case.number.clone(),
            role: self.word(&schema::PROPOSAL_ROLES, case.role),
            by: self.departments(&case.by),
            partners: self.departments(&case.partners),
            received: case.received.map(|on| self.date(on)),
            due: case.due.map(|on| self.date(on)),
            replied: case.replied.map(|on| self.date(on)),
            on_time: case.replied.zip(case.due).map(|(replied, due)| replied.end() <= due.end()),
            reply: case.reply.as_ref().map(|reply| ReplyView {
                published: reply.published,
                text: reply.text.clone(),
                url: reply.url.clone(),
            }),
            outcome: self.word(&schema::OUTCOMES, case.outcome),
            narrative: self.maybe_html(case.narrative.as_ref(), NARRATIVE),
            attachments: self.attachments(&case.own.path),
            notes: self.notes(&case.own.notes),
            sources: self.sources(&case.own.sources),
            unreleased: self.unreleased(case.own.release),
        }
    }
}

/// Totals by kind in the order of the file, of each the one of all roles first.
fn kinds(language: Language, file: &Proposals) -> Vec<KindView> {
    let mut kinds: Vec<KindView> = Vec::new();
    let mut ordered: Vec<&ProposalTotal> = file.totals.iter().collect();
    ordered.sort_by_key(|total| !total.role.is_empty());
    for total in ordered {
        let text = language.word(&schema::PROPOSAL_KINDS, total.kind);
        let view = TotalView {
            role: language.word(&schema::PROPOSAL_ROLES, total.role),
            figure: language.quantity(&total.value, total.qualifier, &total.unit),
            topics: total.topics.clone(),
        };
        match kinds.iter_mut().find(|kind| kind.text == text) {
            Some(kind) => kind.totals.push(view),
            None => kinds.push(KindView { text, totals: vec![view] }),
        }
    }
    kinds
}
