//! The content model as one table: every record, every key in English and Chinese, every fixed word.
//!
//! Lowering reads keys through this table, so a key that is not here cannot be read, and one that is here but
//! never read fails a test. `docs/content.md` is written from it. Nothing here touches a file.

mod privacy;
mod proceedings;
mod programme;
mod project;
mod site;
mod words;

pub use privacy::*;
pub use proceedings::*;
pub use programme::*;
pub use project::*;
pub use site::*;
pub use words::*;

/// One key of a record.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The English key, snake case.
    pub en: &'static str,
    /// The Chinese key, accepted as its equal.
    pub zh: &'static str,
    /// What it takes, in the words of `docs/content.md`.
    pub takes: &'static str,
    /// What stands in where it is left out; `required` where nothing can.
    pub default: &'static str,
    /// An example value, as written in YAML.
    pub example: &'static str,
    /// What it means.
    pub doc: &'static str,
}

/// One kind of record: a file's top level or a nested mapping.
#[derive(Debug)]
pub struct Record {
    /// Its name in the docs.
    pub name: &'static str,
    /// Its Chinese name.
    pub zh: &'static str,
    /// Where it stands.
    pub place: &'static str,
    /// Its keys, in the order of the docs.
    pub keys: &'static [Key],
}

const fn key(
    en: &'static str,
    zh: &'static str,
    takes: &'static str,
    default: &'static str,
    example: &'static str,
    doc: &'static str,
) -> Key {
    Key { en, zh, takes, default, example, doc }
}

/// Every record, in the order of the docs.
pub static RECORDS: &[&Record] = &[
    &SITE,
    &PUBLISHING_TARGET,
    &DEPARTMENT,
    &PLACE,
    &CATEGORY,
    &PRIVACY_EXCEPTION,
    &PAGE,
    &DOCUMENT,
    &ATTACHMENT,
    &PROGRAMME,
    &DECLARED_COUNT,
    &EVENT,
    &FREEZE,
    &REPORTING,
    &PROJECT,
    &SPOT,
    &BUDGET,
    &INDICATOR,
    &TARGET,
    &MILESTONE,
    &REPORT,
    &READING,
    &PART,
    &DECLARED,
    &NOTE,
    &SOURCE,
    &CORRECTION,
    &WITHDRAWAL,
    &CHANGE,
    &GOAL,
    &MEASURE,
    &RANGE,
    &QUARTER,
    &QUARTER_VALUE,
    &DIFFERENCE,
    &FIGURE,
    &POINT,
    &CALL,
    &CALL_PERIOD,
    &RESULTS,
    &PATH,
    &OPINION,
    &DRAFT_LIST,
    &DRAFT_ITEM,
    &DRAFTING_NOTE,
    &MEETING,
    &PARTICIPANTS,
    &COMMENT,
    &DECISION,
    &STAGE,
    &WAY,
    &VERSION,
    &PROPOSALS,
    &PROPOSAL_TOTAL,
    &PROPOSAL,
    &REPLY,
    &EVALUATIONS,
    &EVALUATION,
    &WORK_REPORT,
    &STATEMENT,
];
