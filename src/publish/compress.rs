//! Compressed variants beside text files, for servers that hand them out as they are (nginx `gzip_static`).
//!
//! In: a file's path, length and bytes. Out: whether it has a variant, and the variant: the same bytes for the same file.
//! Variants follow from the files and stand in no manifest. Nothing is read or written here.

use std::io::{self, Read as _, Write as _};

use flate2::{Compression, GzBuilder, read::GzDecoder};

use crate::output::{Manifest, Record};

/// What a variant's name ends in.
const ENDING: &str = ".gz";
/// A smaller file travels in one packet either way.
const LEAST: u64 = 1024;
/// What text files end in.
const TEXT: [&str; 13] = ["atom", "css", "csv", "geojson", "html", "js", "json", "md", "svg", "txt", "webmanifest", "xml", "yaml"];

/// The path of a file's variant; `None` where it has none.
pub fn variant(manifest: &Manifest, path: &str, record: &Record) -> Option<String> {
    let (_, extension) = path.rsplit_once('.')?;
    let name = format!("{path}{ENDING}");
    let wanted = record.bytes >= LEAST && TEXT.contains(&extension) && !manifest.files.contains_key(&name);
    wanted.then_some(name)
}

/// The file a path may be a variant of.
pub fn original(path: &str) -> Option<&str> {
    path.strip_suffix(ENDING).filter(|path| !path.is_empty())
}

/// The variant of some bytes.
pub fn compressed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut writer = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    writer.write_all(bytes)?;
    writer.finish()
}

/// Whether a variant holds exactly the bytes of a record.
pub fn holds(variant: &[u8], record: Record) -> bool {
    let mut held = Vec::new();
    // One more than there may be, so that a longer one is told from it without being unpacked whole.
    let read = GzDecoder::new(variant).take(record.bytes + 1).read_to_end(&mut held);
    read.is_ok() && Record::of(&held) == record
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Meta;

    #[test]
    fn long_texts_have_a_variant_and_nothing_else() {
        let files = [("a.html", 1024), ("b.html", 1023), ("c.png", 4096), ("d.csv", 2000), ("d.csv.gz", 9), ("LICENCE", 5000)];
        let record = |bytes| Record { bytes, ..Record::of(b"") };
        let manifest = Manifest::new(files.map(|(path, bytes)| (path.to_owned(), record(bytes))).into(), &Meta::default());
        let found: Vec<String> = manifest.files.iter().filter_map(|(path, record)| variant(&manifest, path, record)).collect();
        assert_eq!(found, ["a.html.gz"], "a variant never takes the place of a file of the site");
        let text = "公示".repeat(900);
        let small = compressed(text.as_bytes()).expect("memory");
        assert_eq!(small, compressed(text.as_bytes()).expect("memory"));
        assert_eq!(small[4..8], [0; 4], "no time is in it");
        let own = Record::of(text.as_bytes());
        assert!(holds(&small, own) && !holds(&small, Record::of(b"x")) && !holds(b"nonsense", own));
    }
}
