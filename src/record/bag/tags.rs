//! The files that make a folder a bag: its declaration, what is said of it, its manifests.
//!
//! In: the payload's paths and hashes, what is said of the bag. Out: texts. Nothing is read or written.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::Packed;
use crate::output::Digest;

/// The declaration, the first file anyone looks for.
pub const DECLARATION: &str = "bagit.txt";
/// What is said of the bag.
pub const INFO: &str = "bag-info.txt";
/// The payload's hashes.
pub const MANIFEST: &str = "manifest-sha256.txt";
/// The hashes of the files above.
pub const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";

/// The key of `bag-info.txt` that says which program wrote the bag.
const AGENT: &str = "Bag-Software-Agent";
const GENERATOR: &str = concat!("gongshi ", env!("CARGO_PKG_VERSION"));

/// What is said of a bag.
#[derive(Debug, Clone, Default)]
pub struct Info {
    /// Who publishes the site.
    pub organization: String,
    /// How the year is known elsewhere: its address, or else its year.
    pub identifier: String,
    /// What is in the bag.
    pub description: String,
    /// The day the bag stands for, where one is known; never the day it happens to be made on.
    pub date: Option<NaiveDate>,
}

/// A line of a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The path, seen from the bag.
    pub path: String,
    /// The hash of the bytes.
    pub sha256: Digest,
    /// How many there are; not part of the line.
    pub bytes: u64,
}

impl Line {
    /// The line of a file.
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        Self { path: path.to_owned(), sha256: Digest::of(bytes), bytes: bytes.len() as u64 }
    }
}

/// The tag files but for their own manifest.
pub fn files(info: &Info, payload: &[Line], packed: Packed) -> [(&'static str, String); 3] {
    let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_owned();
    [(DECLARATION, declaration), (INFO, about(info, packed)), (MANIFEST, manifest(payload))]
}

/// A manifest: a hash and a path a line.
pub fn manifest(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        let _ = writeln!(text, "{}  {}", line.sha256, encode(&line.path));
    }
    text
}

/// The lines of a manifest read back; `None` where it is none.
pub fn parse(manifest: &str) -> Option<Vec<(String, Digest)>> {
    let line = |line: &str| {
        let (hash, path) = line.split_once(' ')?;
        Some((decode(path.trim_start_matches([' ', '*'])), Digest::parse(hash)?))
    };
    manifest.lines().map(line).collect()
}

/// Whether what is said of a bag says that gongshi wrote it.
pub fn is_ours(info: &str) -> bool {
    let agent = info.lines().filter_map(|line| line.split_once(':')).find(|(key, _)| *key == AGENT);
    agent.is_some_and(|(_, value)| value.trim().starts_with("gongshi "))
}

fn about(info: &Info, packed: Packed) -> String {
    let date = info.date.map(|date| date.to_string()).unwrap_or_default();
    let size = format!("{}.{}", packed.bytes, packed.files);
    let lines = [
        ("Source-Organization", info.organization.as_str()),
        ("External-Description", &info.description),
        ("External-Identifier", &info.identifier),
        ("Bagging-Date", &date),
        (AGENT, GENERATOR),
        ("Payload-Oxum", &size),
    ];
    let mut text = String::new();
    for (key, value) in lines.into_iter().map(|(key, value)| (key, one_line(value))).filter(|(_, value)| !value.is_empty()) {
        let _ = writeln!(text, "{key}: {value}");
    }
    text
}

/// A value without line ends, which would begin another entry.
fn one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A path as RFC 8493 has it in a manifest: line ends and the percent sign are encoded, nothing else.
fn encode(path: &str) -> String {
    path.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn decode(path: &str) -> String {
    path.replace("%0A", "\n").replace("%0a", "\n").replace("%0D", "\r").replace("%0d", "\r").replace("%25", "%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_those_of_the_standard() {
        let info = Info { organization: "区府办\n公室".to_owned(), identifier: "2020".to_owned(), ..Info::default() };
        let payload = [Line::of("data/content/100%\r\n.txt", b"abc")];
        let [declaration, about, manifest] = files(&info, &payload, Packed { files: 1, bytes: 3 });
        assert_eq!(declaration, ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_owned()));
        let agent = concat!("Bag-Software-Agent: gongshi ", env!("CARGO_PKG_VERSION"));
        assert_eq!(
            about.1,
            format!("Source-Organization: 区府办 公室\nExternal-Identifier: 2020\n{agent}\nPayload-Oxum: 3.1\n"),
            "empty values are left out"
        );
        assert!(is_ours(&about.1) && !is_ours("Bag-Software-Agent: bagit.py v1.9.0\n"));
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(manifest.1, format!("{hash}  data/content/100%25%0D%0A.txt\n"));
        assert_eq!(parse(&manifest.1), Some(vec![("data/content/100%\r\n.txt".to_owned(), Digest::of(b"abc"))]));
        assert_eq!(parse("nonsense\n"), None);
    }
}
