//! The chain of publications: each names the manifest of the one before, so none can be changed unseen.
//!
//! In: what a site says of its publications, its manifest, manifests somebody kept. Out: where the chain is broken, and
//! whether what was kept is part of it.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::output::{Digest, Imprint, MANIFEST, Manifest, OutputError, Reader};

/// Where a site lists its publications.
const PUBLICATIONS: &str = "data/publications.json";

/// Where a chain of publications is broken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Break {
    /// The site lists no publications although it is not the first.
    NoList,
    /// The list cannot be read.
    Unreadable {
        /// Why.
        why: String,
    },
    /// An entry does not follow the one before it in number.
    Number {
        /// The number that should stand there.
        expected: u32,
        /// The number that stands there.
        found: u32,
    },
    /// An entry does not name the manifest of the one before it.
    Previous {
        /// The entry's number.
        number: u32,
    },
    /// The list does not end right before the publication at hand.
    Length {
        /// How many there should be.
        expected: u32,
        /// How many there are.
        found: u32,
    },
    /// The publication at hand does not name the manifest of the last entry.
    Last {
        /// Its number.
        number: u32,
    },
}

/// A manifest somebody kept, held against the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saved {
    /// What it is called.
    pub name: String,
    /// The publication it says it is.
    pub number: Option<u32>,
    /// What became of it.
    pub state: Kept,
}

/// What became of a manifest somebody kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// It is part of the chain.
    Unchanged,
    /// Another manifest stands under its number, or none.
    Rewritten,
    /// The site shows an earlier publication and does not know of it.
    Later,
    /// It is no manifest of a publication.
    Unknown,
}

#[derive(Debug, Deserialize)]
struct List {
    publications: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
struct Entry {
    number: u32,
    manifest: Digest,
    #[serde(default)]
    previous: Option<Digest>,
}

/// The manifests of all publications, the one at hand last.
#[derive(Debug, Default)]
pub(super) struct Chain {
    links: Vec<(u32, Digest)>,
    now: Option<u32>,
}

/// Read a site's list of publications and follow it.
pub(super) fn read(reader: &dyn Reader, manifest: &Manifest, digest: Digest) -> Result<(Vec<Break>, Chain), OutputError> {
    let mut breaks = Vec::new();
    let Some(imprint) = &manifest.publication else { return Ok((breaks, Chain::default())) };
    let entries = match reader.read(PUBLICATIONS)? {
        None => {
            if imprint.number != 1 {
                breaks.push(Break::NoList);
            } else if imprint.previous.is_some() {
                breaks.push(Break::Last { number: 1 });
            }
            Vec::new()
        }
        Some(bytes) => match serde_json::from_slice::<List>(&bytes) {
            Ok(list) => {
                follow(&list.publications, imprint, &mut breaks);
                list.publications
            }
            Err(error) => {
                breaks.push(Break::Unreadable { why: error.to_string() });
                Vec::new()
            }
        },
    };
    let links = entries.iter().map(|entry| (entry.number, entry.manifest)).chain([(imprint.number, digest)]).collect();
    Ok((breaks, Chain { links, now: Some(imprint.number) }))
}

fn follow(entries: &[Entry], imprint: &Imprint, breaks: &mut Vec<Break>) {
    let mut last = None;
    for (expected, entry) in (1..).zip(entries) {
        if entry.number != expected {
            breaks.push(Break::Number { expected, found: entry.number });
        }
        if entry.previous != last {
            breaks.push(Break::Previous { number: entry.number });
        }
        last = Some(entry.manifest);
    }
    let (expected, found) = (imprint.number.saturating_sub(1), u32::try_from(entries.len()).unwrap_or(u32::MAX));
    if expected != found {
        breaks.push(Break::Length { expected, found });
    }
    if imprint.previous != last {
        breaks.push(Break::Last { number: imprint.number });
    }
}

impl Chain {
    /// Whether a manifest somebody kept is part of it.
    pub(super) fn holds(&self, name: &str, bytes: &[u8]) -> Saved {
        let manifest = Manifest::parse(Path::new(MANIFEST), bytes).ok();
        let number = manifest.and_then(|manifest| manifest.publication).map(|imprint| imprint.number);
        let digest = Digest::of(bytes);
        let state = match number {
            None => Kept::Unknown,
            Some(number) if self.links.contains(&(number, digest)) => Kept::Unchanged,
            Some(number) if self.now.is_some_and(|now| number > now) => Kept::Later,
            Some(_) => Kept::Rewritten,
        };
        Saved { name: name.to_owned(), number, state }
    }
}
