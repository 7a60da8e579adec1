//! What builds remember, on disk: files in `.gongshi/`, one pair for each place that is built to.
//!
//! In: a [`Memory`]. Out: the same for the next run, or nothing. A file is a header and a body. The header names the format, the program that wrote it down to its sources, and the hash
//! of the body; a file that fails any of these is as good as none. Files are written aside and renamed, so two builds at
//! once never see half of one, and the last one wins.
#![expect(clippy::disallowed_methods, reason = "this is the edge where the memory is kept")]

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    memo::Key,
    pipeline::{Last, Memory, Parts},
};

/// The folder of a site that holds its memory; it may be deleted at any time.
pub const FOLDER: &str = ".gongshi";

const MAGIC: &[u8; 8] = b"gongshi\n";
/// The program that wrote a file: its version and the hash of its sources and target, from the build script.
const WRITER: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("GONGSHI_SOURCES"));

/// Where the memory of one kind of build is kept.
#[derive(Debug, Clone)]
pub struct Slot {
    folder: PathBuf,
    name: String,
}

impl Slot {
    /// The memory of builds of a site to one place; the place is a folder's path or a word.
    pub fn new(root: &Path, place: &str) -> Self {
        Self { folder: root.join(FOLDER), name: format!("{:?}", Key::of(place)) }
    }

    /// The last build, quickly; the parts are read when they are asked for.
    pub fn last(&self) -> Option<Last> {
        self.read("last")
    }

    /// The parts of the last build; each that cannot be read is empty.
    pub fn parts(&self) -> Option<Parts> {
        let ((site, standings), (render, privacy)) = rayon::join(
            || rayon::join(|| self.read("site"), || self.read("standings")),
            || rayon::join(|| self.read("pages"), || self.read("privacy")),
        );
        Some(Parts {
            site: site.unwrap_or_default(),
            privacy: privacy.unwrap_or_default(),
            standings: standings.unwrap_or_default(),
            render: render.unwrap_or_default(),
        })
    }

    /// Keep a memory. `Err` where the disk fails, which is no reason to fail a build.
    pub fn keep(&self, memory: &Memory) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let ignore = self.folder.join(".gitignore");
        if !ignore.exists() {
            fs::write(&ignore, "*\n")?;
        }
        let Parts { site, privacy, standings, render } = &memory.parts;
        let write: [&(dyn Fn() -> io::Result<()> + Sync); 5] = [
            &|| self.write("site", site),
            &|| self.write("pages", render),
            &|| self.write("standings", standings),
            &|| self.write("privacy", privacy),
            &|| self.write("last", &memory.last),
        ];
        write.par_iter().try_for_each(|write| write())
    }

    fn path(&self, part: &str) -> PathBuf {
        self.folder.join(format!("{}.{part}", self.name))
    }

    fn read<T: DeserializeOwned>(&self, part: &str) -> Option<T> {
        let bytes = fs::read(self.path(part)).ok()?;
        let body = open(&bytes)?;
        bitcode::deserialize(body).ok()
    }

    fn write<T: Serialize>(&self, part: &str, value: &T) -> io::Result<()> {
        let body = bitcode::serialize(value).map_err(io::Error::other)?;
        let mut file = tempfile::Builder::new().prefix(".gongshi-").tempfile_in(&self.folder)?;
        file.write_all(&header(&body))?;
        file.write_all(&body)?;
        file.persist(self.path(part)).map(drop).map_err(|error| error.error)
    }
}

/// What stands before a body.
fn header(body: &[u8]) -> Vec<u8> {
    let mut header = MAGIC.to_vec();
    header.extend_from_slice(blake3::hash(WRITER.as_bytes()).as_bytes());
    header.extend_from_slice(blake3::hash(body).as_bytes());
    header
}

/// The body of a file this program wrote, whole.
fn open(bytes: &[u8]) -> Option<&[u8]> {
    let (head, body) = bytes.split_at_checked(MAGIC.len() + 64)?;
    (head == header(body)).then_some(body)
}

#[cfg(test)]
mod tests {
    use super::{header, open};

    #[test]
    fn only_a_whole_file_of_this_program_is_opened() {
        let body = b"a body".as_slice();
        let mut file = header(body);
        file.extend_from_slice(body);
        assert_eq!(open(&file), Some(body));
        for cut in 0..file.len() {
            assert_eq!(open(&file[..cut]), None, "cut at {cut}");
        }
        for at in 0..file.len() {
            let mut damaged = file.clone();
            damaged[at] ^= 1;
            assert_eq!(open(&damaged), None, "damaged at {at}");
        }
    }
}
