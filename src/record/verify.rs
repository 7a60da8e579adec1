//! Whether a site is what its manifest says, its manifest what was signed, and its record of publications unbroken.
//!
//! In: a finished site to read, a key, manifests somebody kept. Out: a [`Report`] that lists what differs. Nothing is
//! written, no key is looked for but the one the site itself publishes, and nothing is decided about what it means.

mod chain;
mod report;
mod text;

use std::{collections::BTreeMap, io::Read as _, path::Path};

use flate2::read::MultiGzDecoder;

pub use chain::{Break, Kept, Saved};
pub use report::{Differing, Fault, KeyFrom, Report, Signed, Unread, VerifyError};

use super::{
    PUBLIC_KEY, SIGNATURE,
    key::{PublicKey, Unsound},
};
use crate::output::{Digest, MANIFEST, Manifest, OutputError, Reader, Record};

/// gongshi's own helpers beside a site; anything else of the kind is somebody's.
const OWN: [&str; 4] = [".gongshi-output", ".gongshi-unfinished", ".gongshi-lock", ".gongshi-target"];
/// What a compressed variant of a file is called.
const COMPRESSED: &str = ".gz";

/// What is known of a site before it is looked at.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The key, and who says so; without one, the key the site itself publishes is taken.
    pub key: Option<(PublicKey, KeyFrom)>,
    /// Manifests somebody kept: a name and the bytes of each.
    pub saved: Vec<(String, Vec<u8>)>,
}

/// Read a whole site and hold it against its manifest. `Err` where nothing can be said of it.
pub fn verify(reader: &dyn Reader, known: &Known) -> Result<Report, VerifyError> {
    let bytes = reader.read(MANIFEST)?.ok_or(VerifyError::NoManifest)?;
    let manifest = Manifest::parse(Path::new(MANIFEST), &bytes)?;
    let digest = Digest::of(&bytes);
    let (signed, key) = signature(reader, &bytes, known)?;
    let (breaks, chain) = chain::read(reader, &manifest, digest)?;
    let mut report = Report {
        manifest: digest,
        as_of: manifest.as_of.clone(),
        publication: manifest.publication.clone(),
        signed,
        key,
        breaks,
        saved: known.saved.iter().map(|(name, bytes)| chain.holds(name, bytes)).collect(),
        files: manifest.files.len(),
        bytes: manifest.files.values().map(|record| record.bytes).sum(),
        ..Report::default()
    };
    let listed = reader.list()?;
    let variants = listed.iter().flatten().filter_map(|path| variant(path, &manifest));
    let variants: BTreeMap<&str, &Record> = variants.collect();
    let paths: Vec<&str> = manifest.files.keys().map(String::as_str).chain(variants.keys().copied()).collect();
    reader.read_each(&paths, &mut |path, read| match read {
        Ok(Some(bytes)) => match (manifest.files.get(path), variants.get(path).copied()) {
            (Some(record), _) if Record::of(&bytes) == *record => {}
            (None, Some(record)) if is_variant(&bytes, record) => {}
            (Some(record), _) | (None, Some(record)) => report.differs(path, *record, &bytes),
            (None, None) => {}
        },
        Ok(None) => report.missing.push(path.to_owned()),
        Err(error) => report.unread.push(Unread::of(path, &error)),
    });
    report.lists_extra = listed.is_some();
    report.extra = listed.into_iter().flatten().filter(|path| is_extra(path, &manifest)).collect();
    report.sort();
    Ok(report)
}

impl Report {
    fn differs(&mut self, path: &str, expected: Record, bytes: &[u8]) {
        self.differing.push(Differing { path: path.to_owned(), expected, found: Record::of(bytes) });
    }
}

/// What a signature says, and the key it was held against.
type Judged = (Signed, Option<(PublicKey, KeyFrom)>);

fn signature(reader: &dyn Reader, manifest: &[u8], known: &Known) -> Result<Judged, VerifyError> {
    let Some(signature) = reader.read(SIGNATURE)? else {
        return Ok((Signed::Unsigned, known.key.clone()));
    };
    let own = || -> Result<Option<(PublicKey, KeyFrom)>, OutputError> {
        let text = reader.read(PUBLIC_KEY)?.and_then(|bytes| String::from_utf8(bytes).ok());
        Ok(text.and_then(|text| PublicKey::parse(&text)).map(|key| (key, KeyFrom::Published)))
    };
    let key = match known.key.clone() {
        Some(key) => Some(key),
        None => own()?,
    };
    let Some((public, _)) = &key else { return Ok((Signed::NoKey, None)) };
    let held = std::str::from_utf8(&signature).map_err(|_| Unsound::Damaged).and_then(|text| public.verify(manifest, text));
    let signed = match held {
        Ok(comment) => Signed::Good { comment },
        Err(why) => Signed::Bad { why },
    };
    Ok((signed, key))
}

/// The record of the file a path is a compressed variant of.
fn variant<'a>(path: &'a str, manifest: &'a Manifest) -> Option<(&'a str, &'a Record)> {
    let record = manifest.files.get(path.strip_suffix(COMPRESSED)?)?;
    (!manifest.files.contains_key(path)).then_some((path, record))
}

/// Whether the bytes are the compressed form of what a record names. No more is unpacked than the record is long.
fn is_variant(bytes: &[u8], record: &Record) -> bool {
    let mut plain = Vec::new();
    let read = MultiGzDecoder::new(bytes).take(record.bytes.saturating_add(1)).read_to_end(&mut plain);
    read.is_ok() && Record::of(&plain) == *record
}

fn is_extra(path: &str, manifest: &Manifest) -> bool {
    path != MANIFEST && path != SIGNATURE && !manifest.files.contains_key(path) && variant(path, manifest).is_none() && !OWN.contains(&path)
}
