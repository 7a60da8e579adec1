//! What one run remembers for the next.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Built;
use crate::{
    diag::{Diagnostic, Diagnostics},
    memo::{Key, Table},
    output::{Applied, Manifest, Record, Stamps},
    plan::Standing,
    privacy, render, site,
    source::Seen,
};

/// What one build remembers for the next. Every answer stands under a key of everything it was made from, so a memory
/// that is old, foreign or empty makes a build slower and never wrong.
#[derive(Debug, Clone, Default)]
pub struct Memory {
    /// The last finished build, for the case that nothing has changed.
    pub last: Last,
    /// Answers that make up the parts of a build.
    pub parts: Parts,
}

/// The last finished build.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Last {
    /// The files of `content/` as they were read.
    pub(super) seen: Seen,
    /// What it said, where it found no fault.
    pub(super) outcome: Option<Said>,
    /// What the system said of the files it published.
    pub(super) stamps: Arc<Stamps>,
}

/// What a build that found no fault has to say.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Said {
    /// Everything it was made from.
    pub(super) inputs: Key,
    /// Its warnings, sorted.
    pub(super) findings: Vec<Diagnostic>,
    /// Every file.
    pub(super) files: Vec<(String, Record)>,
    /// The manifest itself.
    pub(super) manifest: Record,
    /// What it made, but for what was written.
    built: Built,
}

/// Answers that make up the parts of a build, each under its key.
#[derive(Debug, Clone, Default)]
pub struct Parts {
    /// Of lowering and checking.
    pub site: site::Known,
    /// Of looking for personal data.
    pub privacy: privacy::Known,
    /// Of computing figures.
    pub standings: Table<Standing>,
    /// Of making pages.
    pub render: render::Known,
}

impl Said {
    pub(super) fn new(inputs: Key, diags: &Diagnostics, built: &Built, manifest: &Manifest) -> Self {
        Self {
            inputs,
            findings: diags.clone().into_sorted(),
            manifest: Record::of(manifest.to_json().as_bytes()),
            files: manifest.files.iter().map(|(path, record)| (path.clone(), *record)).collect(),
            built: Built {
                rendered: 0,
                written: Vec::new(),
                leading: Vec::new(),
                unpublished: Vec::new(),
                applied: Applied::default(),
                ..built.clone()
            },
        }
    }

    /// What a run that changes nothing has to say.
    pub(super) fn built(&self) -> Built {
        self.built.clone()
    }
}
