//! The view of the papers between a draft and the decision.

use serde::Serialize;

use super::ways::WayGroup;
use crate::{
    plan::{
        proceedings::Part,
        route,
        view::{
            common::{Date, Link, Maker, Source},
            stated::{Grounds, PointView, StatedView, points},
            words::Title,
        },
    },
    site::{
        model::proceedings::{Comment, Decision, DraftItem, DraftList, DraftingNote, FileHead, Meeting, Participants, Stage},
        schema,
    },
};

/// From the draft to the decision.
#[derive(Debug, Hash, Serialize)]
pub struct DecisionPage {
    /// The year.
    pub year: i32,
    /// The call before it, where it is shown.
    pub consultation: Option<Link>,
    /// The papers on the way, in the order of time.
    pub stages: Vec<StageView>,
    /// How many things are followed.
    pub followed: usize,
    /// The way of each thing promised, what differs first.
    pub ways: Vec<WayGroup>,
    /// What the ways rest on.
    pub grounds: Option<Grounds>,
    /// The draft list.
    pub draft: Option<DraftView>,
    /// The note that explains the draft.
    pub note: Option<DraftingNoteView>,
    /// The meeting.
    pub meeting: Option<MeetingView>,
    /// Whether something of it is a draft or held back.
    pub unreleased: bool,
}

/// A paper on the way.
#[derive(Debug, Hash, Serialize)]
pub struct StageView {
    /// What it is, in Chinese.
    pub kind_text: &'static str,
    /// Its name.
    pub title: String,
    /// When.
    pub date: Option<Date>,
    /// How many items it speaks of.
    pub count: Option<StatedView>,
    /// The paper.
    pub source: Option<Source>,
}

/// A draft list.
#[derive(Debug, Hash, Serialize)]
pub struct DraftView {
    /// Its name.
    pub title: String,
    /// Its lines.
    pub items: Vec<DraftItemView>,
    /// What it rests on.
    pub grounds: Grounds,
}

/// A line of a draft.
#[derive(Debug, Hash, Serialize)]
pub struct DraftItemView {
    /// Its number.
    pub ordinal: Option<u32>,
    /// In words.
    pub text: String,
    /// The project it is kept as.
    pub project: Option<Link>,
    /// What it promises.
    pub targets: Vec<StatedView>,
}

/// The note that explains a draft.
#[derive(Debug, Hash, Serialize)]
pub struct DraftingNoteView {
    /// Its name.
    pub title: String,
    /// Who wrote it.
    pub issuer: Vec<Link>,
    /// When.
    pub date: Option<Date>,
    /// Its chapters.
    pub chapters: Vec<PointView>,
    /// What it rests on.
    pub grounds: Grounds,
}

/// A meeting that deliberated.
#[derive(Debug, Hash, Serialize)]
pub struct MeetingView {
    /// Its name.
    pub title: String,
    /// Which meeting.
    pub session: String,
    /// When.
    pub date: Option<Date>,
    /// The paper's words for it.
    pub date_text: String,
    /// Who took part, by role.
    pub participants: Vec<ParticipantsView>,
    /// What was said.
    pub said: Vec<StatedView>,
    /// What representatives of the public said.
    pub comments: Vec<CommentView>,
    /// What it rests on.
    pub grounds: Grounds,
}

/// People of one role.
#[derive(Debug, Hash, Serialize)]
pub struct ParticipantsView {
    /// The role.
    pub role: String,
    /// Their posts.
    pub posts: Vec<String>,
    /// How many.
    pub count: Option<u32>,
}

/// What a representative of the public said.
#[derive(Debug, Hash, Serialize)]
pub struct CommentView {
    /// Who they are.
    pub role: String,
    /// Their name; empty without their consent.
    pub name: String,
    /// In our words.
    pub text: String,
}

impl Maker<'_, '_> {
    /// From the draft to the decision.
    pub fn decision_page(&self, at: usize) -> DecisionPage {
        let year = &self.edition.years[at];
        let programme = year.programme;
        let of = &year.proceedings.consultation;
        let (draft, note, meeting, decision) = (of.draft.as_ref(), of.note.as_ref(), of.meeting.as_ref(), of.decision.as_ref());
        let consultation = year.has(Part::Consultation);
        let heads: [Option<&FileHead>; 4] =
            [draft.map(|part| &part.own), note.map(|part| &part.own), meeting.map(|part| &part.own), decision.map(|part| &part.own)];
        let ways = decision.map(|decision| self.ways(decision)).unwrap_or_default();
        DecisionPage {
            year: programme.year,
            consultation: consultation.then(|| Link {
                title: self.language().title_of(programme.year, Title::Part(Part::Consultation)),
                href: route::consultation(programme.year),
            }),
            stages: decision.map(|decision| self.stages(decision)).unwrap_or_default(),
            followed: ways.iter().map(|group| group.ways.len()).sum(),
            ways,
            grounds: decision.map(|decision| self.grounds(&decision.own, "ways")),
            draft: draft.map(|draft| self.draft(draft)),
            note: note.map(|note| self.drafting_note(note)),
            meeting: meeting.map(|meeting| self.meeting(meeting)),
            unreleased: heads.into_iter().flatten().any(|own| self.unreleased(own.release)),
        }
    }

    /// The page that tells what was decided in a year, where something of it is shown.
    pub fn decision_link(&self, at: usize) -> Option<Link> {
        let year = &self.edition.years[at];
        let number = year.programme.year;
        let link = || Link { title: self.language().title_of(number, Title::Part(Part::Decision)), href: route::decision(number) };
        year.has(Part::Decision).then(link)
    }

    fn stages(&self, decision: &Decision) -> Vec<StageView> {
        let view = |stage: &Stage| StageView {
            kind_text: self.word(&schema::STAGES, stage.kind),
            title: stage.title.clone(),
            date: stage.date.map(|on| self.date(on)),
            count: stage.count.as_ref().map(|count| self.stated(count)),
            source: self.maybe_source(stage.source.as_ref()),
        };
        decision.stages.iter().map(view).collect()
    }

    fn draft(&self, draft: &DraftList) -> DraftView {
        let item = |item: &DraftItem| DraftItemView {
            ordinal: item.ordinal,
            text: item.text.clone(),
            project: item.project.as_ref().and_then(|link| self.project_named(link)),
            targets: self.all_stated(&item.targets),
        };
        DraftView {
            title: draft.own.title.clone(),
            items: draft.items.iter().map(item).collect(),
            grounds: self.grounds(&draft.own, "draft"),
        }
    }

    fn drafting_note(&self, note: &DraftingNote) -> DraftingNoteView {
        DraftingNoteView {
            title: note.own.title.clone(),
            issuer: self.departments(&note.issuer),
            date: note.date.map(|on| self.date(on)),
            chapters: points(&note.chapters),
            grounds: self.grounds(&note.own, "note"),
        }
    }

    fn meeting(&self, meeting: &Meeting) -> MeetingView {
        let participants =
            |people: &Participants| ParticipantsView { role: people.role.clone(), posts: people.posts.clone(), count: people.count };
        let comment =
            |comment: &Comment| CommentView { role: comment.role.clone(), name: comment.name.clone(), text: comment.text.clone() };
        MeetingView {
            title: meeting.own.title.clone(),
            session: meeting.session.clone(),
            date: meeting.date.map(|on| self.date(on)),
            date_text: meeting.date_text.clone(),
            participants: meeting.participants.iter().map(participants).collect(),
            said: self.all_stated(&meeting.said),
            comments: meeting.comments.iter().map(comment).collect(),
            grounds: self.grounds(&meeting.own, "meeting"),
        }
    }
}
