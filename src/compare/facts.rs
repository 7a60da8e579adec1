//! What is otherwise in a project's later record than in its earlier one.
//!
//! In: two records, or one that is new. Out: facts in the order in which they are told. What has no wording of its own is
//! named by its key.

use serde::Serialize;
use serde_json::Value;

use super::{
    Digits,
    record::{Computed, Correction, Decision, Figure, Indicator, Named, Project, Reading, Target, Withdrawal},
};

/// Something that is otherwise than before; nothing before or after means that nothing was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "fact", rename_all = "snake_case")]
pub enum Fact {
    /// The mean of its indicators.
    Progress {
        /// Before.
        before: Option<Share>,
        /// After.
        after: Option<Share>,
    },
    /// Its status, as computed.
    Status {
        /// Before.
        before: Option<String>,
        /// After.
        after: Option<String>,
    },
    /// Its title.
    Title {
        /// Before.
        before: String,
        /// After.
        after: String,
    },
    /// Who answers for it.
    Lead {
        /// Before.
        before: Vec<String>,
        /// After.
        after: Vec<String>,
    },
    /// Who helps.
    Partners {
        /// Before.
        before: Vec<String>,
        /// After.
        after: Vec<String>,
    },
    /// It was taken off the list, or the reason is told otherwise.
    Withdrawn(Withdrawal),
    /// It stands on the list again.
    Restored,
    /// An indicator is new.
    IndicatorNew {
        /// Its id and name.
        #[serde(flatten)]
        indicator: Subject,
        /// What it promises.
        target: Option<Target>,
    },
    /// An indicator is gone.
    IndicatorGone {
        /// Its id and name.
        #[serde(flatten)]
        indicator: Subject,
        /// What it promised.
        target: Option<Target>,
    },
    /// What an indicator promises.
    Target {
        /// Its id and name.
        #[serde(flatten)]
        indicator: Subject,
        /// Before.
        before: Option<Target>,
        /// After.
        after: Option<Target>,
    },
    /// The figure an indicator stands at.
    Figure {
        /// Its id and name.
        #[serde(flatten)]
        indicator: Subject,
        /// Before.
        before: Option<Figure>,
        /// After.
        after: Option<Figure>,
    },
    /// A reading is new, otherwise, or gone.
    Reading {
        /// Its id and name.
        #[serde(flatten)]
        indicator: Subject,
        /// Before.
        before: Option<Reading>,
        /// After.
        after: Option<Reading>,
    },
    /// A correction was added.
    Correction(Correction),
    /// Something happened to the promise.
    Decision(Decision),
    /// Other parts of the record, by their keys.
    Other {
        /// The keys.
        keys: Vec<String>,
    },
}

/// An indicator that is spoken of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// Its permanent id.
    pub id: String,
    /// What is counted.
    pub name: String,
}

/// A share in percent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The percentage.
    pub percent: Digits,
    /// How exact it is, where its figures are not.
    pub qualifier: Option<String>,
}

/// Keys that are told in words of their own, or that follow from others.
const TOLD: [&str; 15] = [
    "$schema",
    "id",
    "year",
    "ordinal",
    "title",
    "page",
    "json",
    "lead",
    "partners",
    "computed",
    "withdrawn",
    "indicators",
    "corrections",
    "changes",
    "published",
];

/// What the site computes for a day in indicators and milestones.
const COMPUTED: [&str; 2] = ["computed", "due"];

/// What is otherwise; of a new project, where it stands.
pub(super) fn between(before: Option<&Project>, after: &Project) -> Vec<Fact> {
    let mut facts = Vec::new();
    let (old, new) = (before.and_then(|before| share(&before.computed)), share(&after.computed));
    if old != new {
        facts.push(Fact::Progress { before: old, after: new });
    }
    let (old, new) = (before.and_then(|before| before.computed.status.clone()), after.computed.status.clone());
    if old != new {
        facts.push(Fact::Status { before: old, after: new });
    }
    let Some(before) = before else {
        facts.extend(after.withdrawn.clone().map(Fact::Withdrawn));
        return facts;
    };
    if before.title != after.title {
        facts.push(Fact::Title { before: before.title.clone(), after: after.title.clone() });
    }
    let (old, new) = (names(&before.lead), names(&after.lead));
    if old != new {
        facts.push(Fact::Lead { before: old, after: new });
    }
    let (old, new) = (names(&before.partners), names(&after.partners));
    if old != new {
        facts.push(Fact::Partners { before: old, after: new });
    }
    match (&before.withdrawn, &after.withdrawn) {
        (Some(_), None) => facts.push(Fact::Restored),
        (old, Some(new)) if old.as_ref() != Some(new) => facts.push(Fact::Withdrawn(new.clone())),
        _ => {}
    }
    let head = facts.len();
    indicators(&before.indicators, &after.indicators, &mut facts);
    let indicators = facts.len() > head;
    facts.extend(added(&before.corrections, &after.corrections).map(Fact::Correction));
    facts.extend(added(&before.changes, &after.changes).map(Fact::Decision));
    let keys = others(before, after, indicators);
    if !keys.is_empty() {
        facts.push(Fact::Other { keys });
    }
    facts
}

fn share(computed: &Computed) -> Option<Share> {
    Some(Share { percent: computed.percent.clone()?, qualifier: computed.qualifier.clone() })
}

fn names(all: &[Named]) -> Vec<String> {
    all.iter().map(|named| named.name.clone()).collect()
}

fn indicators(before: &[Indicator], after: &[Indicator], facts: &mut Vec<Fact>) {
    let find = |all: &'_ [Indicator], id: &str| all.iter().position(|indicator| indicator.id == id);
    for new in after {
        match find(before, &new.id) {
            Some(at) => indicator(&before[at], new, facts),
            None => facts.push(Fact::IndicatorNew { indicator: subject(new), target: new.target.clone() }),
        }
    }
    let gone = before.iter().filter(|old| find(after, &old.id).is_none());
    facts.extend(gone.map(|old| Fact::IndicatorGone { indicator: subject(old), target: old.target.clone() }));
}

fn subject(indicator: &Indicator) -> Subject {
    Subject { id: indicator.id.clone(), name: indicator.name.clone() }
}

fn indicator(before: &Indicator, after: &Indicator, facts: &mut Vec<Fact>) {
    let indicator = subject(after);
    if before.target != after.target {
        let (before, after) = (before.target.clone(), after.target.clone());
        facts.push(Fact::Target { indicator: indicator.clone(), before, after });
    }
    if before.computed.figure != after.computed.figure {
        let (before, after) = (before.computed.figure.clone(), after.computed.figure.clone());
        facts.push(Fact::Figure { indicator: indicator.clone(), before, after });
    }
    let mut gone: Vec<Reading> = added(&after.readings, &before.readings).collect();
    for new in added(&before.readings, &after.readings) {
        // Of one date, the later words stand in the place of the earlier.
        let at = gone.iter().position(|old| old.as_of == new.as_of);
        let before = at.map(|at| gone.remove(at));
        facts.push(Fact::Reading { indicator: indicator.clone(), before, after: Some(new) });
    }
    facts.extend(gone.into_iter().map(|old| Fact::Reading { indicator: indicator.clone(), before: Some(old), after: None }));
}

/// What stands in the later list and not in the earlier one, as often as it does.
fn added<'a, T: PartialEq + Clone>(before: &'a [T], after: &'a [T]) -> impl Iterator<Item = T> + use<'a, T> {
    let mut left: Vec<&T> = before.iter().collect();
    after.iter().filter(move |new| left.iter().position(|old| old == new).map(|at| left.remove(at)).is_none()).cloned()
}

/// What was written of a list of indicators or milestones, without what the site computes for a day.
fn written(value: &Value) -> Value {
    let mut value = value.clone();
    for entry in value.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        entry.retain(|key, _| !COMPUTED.contains(&key.as_str()));
        for target in entry.get_mut("targets").and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_object_mut) {
            target.remove("current");
        }
    }
    value
}

/// Keys both records know, whose values are told nowhere else.
fn others(before: &Project, after: &Project, indicators: bool) -> Vec<String> {
    let differs = |key: &str| before.whole.get(key).is_some_and(|old| after.whole.get(key).is_some_and(|new| written(old) != written(new)));
    let shorter = |key: &str| {
        // Something was taken away or reworded, which an addition does not tell.
        let entries = |of: &Project| of.whole.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
        added(&entries(after), &entries(before)).next().is_some()
    };
    let mut keys: Vec<String> = after.whole.keys().filter(|key| !TOLD.contains(&key.as_str()) && differs(key)).cloned().collect();
    // New readings come in a report.
    keys.retain(|key| !(key == "reports" && indicators && !shorter("reports")));
    if !indicators && differs("indicators") {
        keys.push("indicators".to_owned());
    }
    keys.extend(["corrections", "changes"].into_iter().filter(|key| shorter(key)).map(str::to_owned));
    if differs("ordinal") {
        keys.push("ordinal".to_owned());
    }
    keys.sort_unstable();
    keys
}
