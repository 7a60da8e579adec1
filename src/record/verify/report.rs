//! What was found when a site was verified, as values.

use std::{error::Error, fmt};

use serde::{Serialize, Serializer, ser::SerializeStruct as _};

use super::{
    super::key::{PublicKey, Unsound},
    chain::{Break, Kept, Saved},
};
use crate::output::{Digest, Imprint, OutputError, Record};

/// Everything that was found.
#[derive(Debug, Clone)]
pub struct Report {
    /// The hash of the manifest.
    pub manifest: Digest,
    /// The date or month the site speaks for.
    pub as_of: Option<String>,
    /// Which publication it says it is.
    pub publication: Option<Imprint>,
    /// Its signature.
    pub signed: Signed,
    /// The key the signature was held against.
    pub key: Option<(PublicKey, KeyFrom)>,
    /// How many files the manifest lists.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Files that are not what the manifest says.
    pub differing: Vec<Differing>,
    /// Files that are not there.
    pub missing: Vec<String>,
    /// Files the manifest does not list.
    pub extra: Vec<String>,
    /// Whether extra files can be seen at all; on a server they cannot.
    pub lists_extra: bool,
    /// Files that could not be read.
    pub unread: Vec<Unread>,
    /// Where the chain of publications is broken.
    pub breaks: Vec<Break>,
    /// The manifests somebody kept.
    pub saved: Vec<Saved>,
}

impl Default for Report {
    fn default() -> Self {
        Self {
            manifest: Digest::of(&[]),
            as_of: None,
            publication: None,
            signed: Signed::Unsigned,
            key: None,
            files: 0,
            bytes: 0,
            differing: Vec::new(),
            missing: Vec::new(),
            extra: Vec::new(),
            lists_extra: false,
            unread: Vec::new(),
            breaks: Vec::new(),
            saved: Vec::new(),
        }
    }
}

/// A file that is not what the manifest says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Differing {
    /// The file.
    pub path: String,
    /// What it should be; of a compressed variant, what it should unpack to.
    pub expected: Record,
    /// What it is.
    pub found: Record,
}

/// A file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// The file.
    pub path: String,
    /// Why, as the system says it.
    pub why: String,
}

impl Unread {
    /// A file and the failure to read it.
    pub(super) fn of(path: &str, error: &OutputError) -> Self {
        let why = error.source().map_or_else(|| error.to_string(), ToString::to_string);
        Self { path: path.to_owned(), why }
    }
}

/// What a manifest's signature says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Signed {
    /// There is none.
    Unsigned,
    /// It holds.
    Good {
        /// Its trusted comment.
        comment: String,
    },
    /// It does not hold.
    Bad {
        /// Why.
        why: Unsound,
    },
    /// There is one, and no key to hold it against.
    NoKey,
}

/// Who says which key a site is signed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyFrom {
    /// Whoever asks.
    Given,
    /// The `site.yaml` at hand.
    Config,
    /// The site itself, which proves only that it agrees with itself.
    Published,
}

/// A sort of thing that is wrong with a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Something differs from what was published or signed.
    Differs,
    /// Something could not be read, and nothing that was read differs.
    Unreadable,
}

impl Report {
    /// Whether it should be signed and is not: whoever asks gave a key, or it is a publication of a site that has one.
    pub fn is_unsigned(&self) -> bool {
        let signs = |from: &KeyFrom| *from == KeyFrom::Given || self.publication.is_some();
        self.signed == Signed::Unsigned && self.key.as_ref().is_some_and(|(_, from)| signs(from))
    }

    /// What is wrong; `None` where all is well.
    pub fn fault(&self) -> Option<Fault> {
        let differs = self.is_unsigned()
            || matches!(self.signed, Signed::Bad { .. } | Signed::NoKey)
            || !(self.differing.is_empty() && self.missing.is_empty() && self.extra.is_empty() && self.breaks.is_empty())
            || self.saved.iter().any(|saved| saved.state != Kept::Unchanged);
        match (differs, self.unread.is_empty()) {
            (true, _) => Some(Fault::Differs),
            (false, false) => Some(Fault::Unreadable),
            (false, true) => None,
        }
    }

    /// Put every list in order.
    pub(super) fn sort(&mut self) {
        self.differing.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        self.unread.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        self.missing.sort_unstable();
        self.extra.sort_unstable();
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("Report", 15)?;
        out.serialize_field("format", &1)?;
        out.serialize_field("well", &self.fault().is_none())?;
        out.serialize_field("manifest", &self.manifest)?;
        out.serialize_field("as_of", &self.as_of)?;
        out.serialize_field("publication", &self.publication)?;
        out.serialize_field("signature", &self.signed)?;
        out.serialize_field("key", &self.key.as_ref().map(|(key, _)| key.to_string()))?;
        out.serialize_field("key_from", &self.key.as_ref().map(|(_, from)| from))?;
        out.serialize_field("files", &self.files)?;
        out.serialize_field("bytes", &self.bytes)?;
        out.serialize_field("differing", &self.differing)?;
        out.serialize_field("missing", &self.missing)?;
        out.serialize_field("extra", &self.lists_extra.then_some(&self.extra))?;
        out.serialize_field("unread", &self.unread)?;
        out.serialize_field("chain", &self.breaks)?;
        out.serialize_field("saved", &self.saved)?;
        out.end()
    }
}

/// Why nothing can be said of a site.
#[derive(Debug)]
pub enum VerifyError {
    /// No manifest stands there.
    NoManifest,
    /// A file that everything rests on cannot be read.
    Output(OutputError),
}

impl VerifyError {
    /// The message in English.
    pub fn en(&self) -> String {
        match self {
            Self::NoManifest => "no manifest.json stands there, so it is no site gongshi made".to_owned(),
            Self::Output(error) => error.en(),
        }
    }

    /// The message in Chinese.
    pub fn zh(&self) -> String {
        match self {
            Self::NoManifest => "那里没有 manifest.json，不是 gongshi 生成的网站".to_owned(),
            Self::Output(error) => error.zh(),
        }
    }

    /// Whether what stands there was read and is damaged.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Output(OutputError::Damaged { .. } | OutputError::UnsafeEntry { .. }))
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl Error for VerifyError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NoManifest => None,
            Self::Output(error) => error.source(),
        }
    }
}

impl From<OutputError> for VerifyError {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}
