//! The record of a project as a site publishes it, as far as it is compared.
//!
//! In: the bytes of `data/YEAR/projects/ID.json` of this or another version of gongshi. Out: what it says; keys that are
//! missing count as nothing said.

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use serde_json::{Map, Value, value::RawValue};

use super::Digits;

/// A project.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Project {
    pub id: String,
    pub year: i32,
    #[serde(default)]
    pub ordinal: Option<u32>,
    #[serde(default)]
    pub title: String,
    #[serde(default)]
    pub page: String,
    #[serde(default)]
    pub lead: Vec<Named>,
    #[serde(default)]
    pub partners: Vec<Named>,
    #[serde(default)]
    pub computed: Computed,
    #[serde(default)]
    pub indicators: Vec<Indicator>,
    #[serde(default)]
    pub corrections: Vec<Correction>,
    #[serde(default)]
    pub changes: Vec<Decision>,
    #[serde(default)]
    pub withdrawn: Option<Withdrawal>,
    /// Every key as it stands there.
    #[serde(skip)]
    pub whole: Map<String, Value>,
}

impl Project {
    /// Read a record; `None` where it is none.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let project: Self = serde_json::from_slice(bytes).ok()?;
        Some(Self { whole: serde_json::from_slice(bytes).ok()?, ..project })
    }
}

/// An entry of a registry.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Named {
    #[serde(default)]
    pub name: String,
}

/// Where a project stands.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Computed {
    #[serde(default)]
    pub status: Option<String>,
    #[serde(default)]
    pub percent: Option<Digits>,
    #[serde(default)]
    pub qualifier: Option<String>,
}

/// A figure that is promised.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Indicator {
    pub id: String,
    #[serde(default)]
    pub name: String,
    /// The target that governs on the day of the figures.
    #[serde(default, rename = "targets", deserialize_with = "governing")]
    pub target: Option<Target>,
    #[serde(default)]
    pub readings: Vec<Reading>,
    #[serde(default)]
    pub computed: Standing,
}

/// The version of a target that governs.
fn governing<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Target>, D::Error> {
    #[derive(Deserialize)]
    struct Version {
        #[serde(default)]
        current: bool,
    }
    for version in Vec::<Box<RawValue>>::deserialize(deserializer)? {
        if serde_json::from_str::<Version>(version.get()).map_err(D::Error::custom)?.current {
            return serde_json::from_str(version.get()).map(Some).map_err(D::Error::custom);
        }
    }
    Ok(None)
}

/// What a target says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Digits>,
    /// How exact it is said to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<String>,
    /// Of a range: the least that keeps the promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Digits>,
    /// Of a range: the most foreseen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Digits>,
    /// Of a coverage: how many there are in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<Digits>,
    /// A thing that is done or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binary: Option<String>,
    /// A promise without a number, in the paper's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The number is left to a higher authority, in the paper's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending: Option<String>,
    /// Its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// Where an indicator stands.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Standing {
    #[serde(default)]
    pub figure: Option<Figure>,
}

/// The figure an indicator stands at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Digits>,
    /// The share reported without a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Digits>,
    /// How exact it is said to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<String>,
    /// Its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// A reported figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The date it speaks of.
    #[serde(default)]
    pub as_of: String,
    /// The number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Digits>,
    /// How exact it is said to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<String>,
    /// `cumulative` or `period`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// A share reported without a figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<Digits>,
    /// Reported as done without a figure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<bool>,
    /// Progress in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Why there is no figure: `suspended` or `no_data`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
}

/// Something put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// When.
    #[serde(default)]
    pub date: String,
    /// What was wrong.
    #[serde(default)]
    pub what: String,
    /// What stood there.
    #[serde(default)]
    pub was: Option<String>,
    /// What stands there now.
    #[serde(default)]
    pub now: Option<String>,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

/// Something that happened to a promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// When it was decided.
    #[serde(default)]
    pub date: String,
    /// What happened: `suspended`, `resumed`, `adjusted`, `merged` or `withdrawn`.
    #[serde(default)]
    pub kind: String,
    /// What was promised before.
    #[serde(default)]
    pub was: Option<String>,
    /// What is promised now.
    #[serde(default)]
    pub now: Option<String>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
    /// Who decided.
    #[serde(default)]
    pub authority: Option<String>,
}

/// A withdrawal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// From when.
    #[serde(default)]
    pub date: String,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// Who decided.
    #[serde(default)]
    pub authority: Option<String>,
}
