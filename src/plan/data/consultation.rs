//! A year's way from suggestion to decision as data, by the keys of its records.

use schemars::JsonSchema;
use serde::Serialize;

use super::shared::{Amount, Date, Facts, Figure, Named, Note, Point, ProjectRef, Source, amount, points, qualifier, said, word};
use crate::site::model::proceedings;

/// The papers of a consultation; null where there is none.
#[derive(Debug, Default, Hash, Serialize, JsonSchema)]
pub struct Consultation {
    /// The call for ideas.
    pub call: Option<Call>,
    /// What came in.
    pub results: Option<Results>,
    /// The draft list.
    pub draft: Option<DraftList>,
    /// The note that explains it.
    pub note: Option<DraftingNote>,
    /// The meeting that deliberated on it.
    pub meeting: Option<Meeting>,
    /// What became of each item.
    pub decision: Option<Decision>,
}

/// A call for ideas.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Call {
    /// Its title.
    pub title: String,
    /// Who calls.
    pub issuers: Vec<Named>,
    /// Who helps.
    pub with: Vec<Named>,
    /// When it appeared.
    pub published: Option<Date>,
    /// From when until when.
    pub period: Period,
    /// What may be suggested.
    pub scope: Vec<String>,
    /// What suggestions are measured by.
    pub principles: Vec<Point>,
    /// How to suggest.
    pub channels: Vec<Point>,
    /// The papers it is taken from.
    pub source: Vec<Source>,
    /// Remarks.
    pub notes: Vec<Note>,
}

/// From when until when ideas are taken.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Period {
    /// From when.
    pub start: Option<Date>,
    /// The paper's words for it.
    pub start_text: Option<String>,
    /// Until when.
    pub end: Option<Date>,
}

/// What came in.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Results {
    /// Its title.
    pub title: String,
    /// The date the counts speak of.
    pub as_of: Option<Date>,
    /// By way of coming in.
    pub paths: Vec<Path>,
    /// Groups of opinions, and what was done with them.
    pub opinions: Vec<Opinion>,
    /// The papers it is taken from.
    pub source: Vec<Source>,
    /// Remarks.
    pub notes: Vec<Note>,
}

/// A way suggestions came in.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Path {
    /// The way.
    pub name: String,
    /// Who collected.
    pub by: Vec<Named>,
    /// When, in the paper's words.
    pub period_text: Option<String>,
    /// How many.
    pub counts: Vec<Figure>,
    /// What about.
    pub topics: Vec<String>,
    /// In words.
    pub text: Option<String>,
}

/// A group of opinions.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Opinion {
    /// What about.
    pub topic: String,
    /// What was done: `adopted`, `partly`, `reference` or `declined`; null where no paper says.
    pub handled: Option<&'static str>,
    /// In words.
    pub text: Option<String>,
    /// Projects of the same matter.
    pub projects: Vec<ProjectRef>,
}

/// A draft list.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct DraftList {
    /// Its title.
    pub title: String,
    /// Its lines.
    pub items: Vec<DraftItem>,
    /// The papers it is taken from.
    pub source: Vec<Source>,
    /// Remarks.
    pub notes: Vec<Note>,
}

/// A line of a draft.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct DraftItem {
    /// Its number.
    pub ordinal: Option<u32>,
    /// In words.
    pub text: Option<String>,
    /// The project it is kept as.
    pub project: Option<ProjectRef>,
    /// What it promises.
    pub targets: Vec<Figure>,
}

/// The note that explains a draft.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct DraftingNote {
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub issuer: Vec<Named>,
    /// When.
    pub date: Option<Date>,
    /// Its chapters.
    pub chapters: Vec<Point>,
    /// The papers it is taken from.
    pub source: Vec<Source>,
    /// Remarks.
    pub notes: Vec<Note>,
}

/// A meeting that deliberated.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Meeting {
    /// Its title.
    pub title: String,
    /// Which meeting.
    pub session: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// The paper's words for the date.
    pub date_text: Option<String>,
    /// Who took part, by role.
    pub participants: Vec<Participants>,
    /// What was said, in figures.
    pub said: Vec<Figure>,
    /// What representatives of the public said.
    pub comments: Vec<Comment>,
    /// The papers it is taken from.
    pub source: Vec<Source>,
    /// Remarks.
    pub notes: Vec<Note>,
}

/// People of one role.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Participants {
    /// The role.
    pub role: String,
    /// Their posts.
    pub posts: Vec<String>,
    /// How many.
    pub count: Option<u32>,
}

/// What a representative of the public said.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Comment {
    /// Who they are.
    pub role: String,
    /// Their name, where they agreed to be named.
    pub name: Option<String>,
    /// Whether they agreed to be named.
    pub consent: bool,
    /// In our words.
    pub text: Option<String>,
}

/// What became of each item.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Decision {
    /// Its title.
    pub title: String,
    /// The papers on the way, in the order of time.
    pub stages: Vec<Stage>,
    /// Each thing promised.
    pub ways: Vec<Way>,
    /// The papers it is taken from.
    pub source: Vec<Source>,
    /// Remarks.
    pub notes: Vec<Note>,
}

/// A paper on the way.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Stage {
    /// Its id; versions name it.
    pub id: String,
    /// What it is: `call`, `draft`, `note`, `deliberation`, `report` or `issued`.
    pub kind: &'static str,
    /// Its name.
    pub title: String,
    /// When.
    pub date: Option<Date>,
    /// How many items it speaks of.
    pub count: Option<Figure>,
    /// The paper.
    pub source: Option<Source>,
}

/// The way of one thing promised.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Way {
    /// The thing.
    pub what: String,
    /// Its project.
    pub project: Option<ProjectRef>,
    /// The id of the project's indicator.
    pub indicator: Option<String>,
    /// What each paper says of it.
    pub versions: Vec<Version>,
    /// A remark.
    pub note: Option<String>,
}

/// What a paper says of a thing.
#[derive(Debug, Hash, Serialize, JsonSchema)]
pub struct Version {
    /// The id of the stage.
    pub stage: String,
    /// How many.
    pub value: Option<Amount>,
    /// How exact the paper says it is.
    pub qualifier: Option<&'static str>,
    /// Its unit.
    pub unit: Option<String>,
    /// In words.
    pub text: Option<String>,
}

impl Facts<'_, '_> {
    /// The papers of a consultation that may be shown.
    pub(super) fn consultation(&self, of: &proceedings::Consultation) -> Consultation {
        Consultation {
            call: of.call.as_ref().map(|call| self.call(call)),
            results: of.results.as_ref().map(|results| self.results(results)),
            draft: of.draft.as_ref().map(|draft| self.draft(draft)),
            note: of.note.as_ref().map(|note| DraftingNote {
                title: note.own.title.clone(),
                issuer: self.departments(&note.issuer),
                date: note.date.map(Date::from),
                chapters: points(&note.chapters),
                source: self.sources(&note.own.sources),
                notes: self.notes(&note.own.notes),
            }),
            meeting: of.meeting.as_ref().map(|meeting| self.meeting(meeting)),
            decision: of.decision.as_ref().map(|decision| self.decision(decision)),
        }
    }

    fn call(&self, call: &proceedings::Call) -> Call {
        Call {
            title: call.own.title.clone(),
            issuers: self.departments(&call.issuers),
            with: self.departments(&call.with),
            published: call.published.map(Date::from),
            period: Period { start: call.start.map(Date::from), start_text: said(&call.start_text), end: call.end.map(Date::from) },
            scope: call.scope.clone(),
            principles: points(&call.principles),
            channels: points(&call.channels),
            source: self.sources(&call.own.sources),
            notes: self.notes(&call.own.notes),
        }
    }

    fn results(&self, results: &proceedings::Results) -> Results {
        let path = |path: &proceedings::Path| Path {
            name: path.name.clone(),
            by: self.departments(&path.by),
            period_text: said(&path.period_text),
            counts: self.figures(&path.counts),
            topics: path.topics.clone(),
            text: said(&path.text),
        };
        let opinion = |opinion: &proceedings::Opinion| Opinion {
            topic: opinion.topic.clone(),
            handled: word(opinion.handled),
            text: said(&opinion.text),
            projects: self.project_refs(&opinion.projects),
        };
        Results {
            title: results.own.title.clone(),
            as_of: results.as_of.map(Date::from),
            paths: results.paths.iter().map(path).collect(),
            opinions: results.opinions.iter().map(opinion).collect(),
            source: self.sources(&results.own.sources),
            notes: self.notes(&results.own.notes),
        }
    }

    fn draft(&self, draft: &proceedings::DraftList) -> DraftList {
        let item = |item: &proceedings::DraftItem| DraftItem {
            ordinal: item.ordinal,
            text: said(&item.text),
            project: item.project.as_ref().map(|link| self.project_ref(link)),
            targets: self.figures(&item.targets),
        };
        DraftList {
            title: draft.own.title.clone(),
            items: draft.items.iter().map(item).collect(),
            source: self.sources(&draft.own.sources),
            notes: self.notes(&draft.own.notes),
        }
    }

    fn meeting(&self, meeting: &proceedings::Meeting) -> Meeting {
        let group =
            |group: &proceedings::Participants| Participants { role: group.role.clone(), posts: group.posts.clone(), count: group.count };
        let comment = |comment: &proceedings::Comment| Comment {
            role: comment.role.clone(),
            name: said(&comment.name).filter(|_| comment.consent),
            consent: comment.consent,
            text: said(&comment.text),
        };
        Meeting {
            title: meeting.own.title.clone(),
            session: said(&meeting.session),
            date: meeting.date.map(Date::from),
            date_text: said(&meeting.date_text),
            participants: meeting.participants.iter().map(group).collect(),
            said: self.figures(&meeting.said),
            comments: meeting.comments.iter().map(comment).collect(),
            source: self.sources(&meeting.own.sources),
            notes: self.notes(&meeting.own.notes),
        }
    }

    fn decision(&self, decision: &proceedings::Decision) -> Decision {
        let stage = |stage: &proceedings::Stage| Stage {
            id: stage.id.clone(),
            kind: stage.kind,
            title: stage.title.clone(),
            date: stage.date.map(Date::from),
            count: stage.count.as_ref().map(|count| self.figure(count)),
            source: self.maybe_source(stage.source.as_ref()),
        };
        let version = |version: &proceedings::Version| Version {
            stage: decision.stages[version.stage].id.clone(),
            value: version.stated.value.as_ref().and_then(amount),
            qualifier: qualifier(version.stated.qualifier),
            unit: said(&version.stated.unit),
            text: said(&version.stated.text),
        };
        let way = |way: &proceedings::Way| Way {
            what: way.what.clone(),
            project: way.project.as_ref().map(|link| self.project_ref(link)),
            indicator: said(&way.indicator),
            versions: way.versions.iter().map(version).collect(),
            note: said(&way.note),
        };
        Decision {
            title: decision.own.title.clone(),
            stages: decision.stages.iter().map(stage).collect(),
            ways: decision.ways.iter().map(way).collect(),
            source: self.sources(&decision.own.sources),
            notes: self.notes(&decision.own.notes),
        }
    }
}
