//! The list of what a build wrote.
//!
//! In: the finished files, or the bytes of an earlier `manifest.json`. Out: typed records and the one way to write
//! them down. Nothing here reads a disk or a clock, and no path that leads out of the output folder gets through:
//! a manifest decides what may be removed.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fmt,
    path::Path,
    sync::{Arc, OnceLock},
};

use rayon::prelude::*;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use sha2::{Digest as _, Sha256};

use super::{Files, OutputError};

/// The manifest's name, at the root of the output.
pub const MANIFEST: &str = "manifest.json";

/// How the names of gongshi's own helpers in the output begin; no file of a site may use it.
pub(super) const OWN_PREFIX: &str = ".gongshi-";

const FORMAT: u64 = 1;
const GENERATOR: &str = concat!("gongshi ", env!("CARGO_PKG_VERSION"));

/// What a build has to say about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    /// The date or month the site speaks for, such as `2020-09`.
    pub as_of: Option<String>,
    /// The zone its dates are meant in, such as `Asia/Shanghai`.
    pub timezone: Option<String>,
    /// The first day on which the same content gives another site, such as `2020-12-31`.
    pub next_change: Option<String>,
    /// Which publication of the site it is; a build that is not published has none.
    pub publication: Option<Imprint>,
}

/// What a published site says of itself: which publication it is, what it was made from and what stood there before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Imprint {
    /// Publications counted from 1.
    pub number: u32,
    /// The day it was published, such as `2020-10-15`, in the zone of the site.
    pub date: String,
    /// The hash of its content: SHA-256 over the path and the SHA-256 of every file below `content/` and `themes/`, a line each.
    pub content: Digest,
    /// The hash of the previous publication's manifest; the first has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Digest>,
}

/// Every file a build wrote, with its hash: the content of `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: u64,
    /// The program and its version.
    pub generator: String,
    /// The date or month the site speaks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// The zone its dates are meant in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// The first day on which the same content gives another site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_change: Option<String>,
    /// Which publication of the site it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publication: Option<Imprint>,
    /// The files by path.
    pub files: BTreeMap<String, Record>,
    #[serde(skip)]
    json: Written,
}

/// The text of a manifest, once somebody asked for it.
#[derive(Debug, Clone, Default)]
struct Written(OnceLock<Arc<str>>);

/// Texts of equal manifests are equal.
impl PartialEq for Written {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Written {}

/// What a manifest says of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The hash of its bytes.
    pub sha256: Digest,
    /// Its length.
    pub bytes: u64,
}

/// A SHA-256, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Record {
    /// The record of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { sha256: Digest::of(bytes), bytes: bytes.len() as u64 }
    }
}

impl Manifest {
    /// The manifest of finished files.
    pub fn of(files: &Files, meta: &Meta) -> Self {
        Self::new(files.par_iter().map(|(path, bytes)| (path.clone(), Record::of(bytes))).collect(), meta)
    }

    /// The manifest of finished files whose records are known.
    pub fn new(files: BTreeMap<String, Record>, meta: &Meta) -> Self {
        let Meta { as_of, timezone, next_change, publication } = meta.clone();
        let generator = GENERATOR.to_owned();
        Self { format: FORMAT, generator, as_of, timezone, next_change, publication, files, json: Written::default() }
    }

    /// A manifest read back; `path` is only named in errors. Damaged, cut off, of another program, or listing a path
    /// that no site has: an error.
    pub fn parse(path: &Path, bytes: &[u8]) -> Result<Self, OutputError> {
        let manifest: Self = match serde_json::from_slice(bytes) {
            Ok(manifest) => manifest,
            Err(source) => return Err(unreadable(path, bytes, source)),
        };
        if manifest.format != FORMAT {
            return Err(OutputError::Foreign { path: path.to_path_buf() });
        }
        match manifest.files.keys().find(|entry| !is_site_path(entry)) {
            Some(entry) => Err(OutputError::UnsafeEntry { path: path.to_path_buf(), entry: entry.clone() }),
            None => Ok(manifest),
        }
    }

    /// The text of `manifest.json`: the same manifest always gives the same bytes.
    ///
    /// # Panics
    ///
    /// Never: strings, numbers and text keys always serialise.
    pub fn to_json(&self) -> Arc<str> {
        let write = || {
            let mut json = serde_json::to_string_pretty(self).expect("strings, numbers and text keys always serialise");
            json.push('\n');
            Arc::from(json)
        };
        self.json.0.get_or_init(write).clone()
    }

    /// The hash of its text, by which the next publication names it.
    pub fn digest(&self) -> Digest {
        Digest::of(self.to_json().as_bytes())
    }
}

impl Digest {
    /// The hash of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The hash from its 64 lower-case digits.
    pub fn parse(hex: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        let digits = hex.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digits = self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]);
        f.write_str(&digits.map(|half| char::from(DIGITS[usize::from(half)])).collect::<String>())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { self.0.serialize(serializer) }
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            return <[u8; 32]>::deserialize(deserializer).map(Self);
        }
        let wrong = || D::Error::custom("expected a SHA-256 of 64 lower-case hexadecimal digits");
        Self::parse(&Cow::<'de, str>::deserialize(deserializer)?).ok_or_else(wrong)
    }
}

/// Whether a path may stand for a file of a site on any system: relative, forward slashes, never leading out, not one
/// of gongshi's own names.
pub(super) fn is_site_path(path: &str) -> bool {
    !path.eq_ignore_ascii_case(MANIFEST)
        && !path.contains(|c: char| c == '\\' || c.is_control())
        && path.split('/').all(|part| !matches!(part, "" | "." | "..") && !has_drive(part) && !is_own(part))
}

/// A file of another program, or of a later gongshi, is told from a damaged one of ours.
fn unreadable(path: &Path, bytes: &[u8], source: serde_json::Error) -> OutputError {
    #[derive(Deserialize)]
    struct Head {
        format: Option<serde_json::Value>,
    }
    let path = path.to_path_buf();
    match serde_json::from_slice::<Head>(bytes) {
        Ok(head) if head.format != Some(FORMAT.into()) => OutputError::Foreign { path },
        _ => OutputError::Damaged { path, source },
    }
}

fn has_drive(part: &str) -> bool {
    matches!(part.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

fn is_own(part: &str) -> bool {
    part.as_bytes().get(..OWN_PREFIX.len()).is_some_and(|start| start.eq_ignore_ascii_case(OWN_PREFIX.as_bytes()))
}

fn digit(hex: u8) -> Option<u8> {
    match hex {
        b'0'..=b'9' => Some(hex - b'0'),
        b'a'..=b'f' => Some(hex - b'a' + 10),
        _ => None,
    }
}
