//! What is known to have arrived at a target, kept on this machine while a publication is under way.
//!
//! In: `.gongshi/publish/<target>.journal` and each confirmation of a server. Out: what need not be sent again. It only
//! says what was true: a line is written after a file arrived, and before one is taken away; a line cut off is none. It is
//! worth something only beside the mark with the same token.
#![expect(clippy::disallowed_methods, reason = "this is the edge where the journal of a publication is kept")]

use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use crate::output::{Digest, OutputError};

/// Where a file is known to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Arrived {
    /// Beside the site.
    Staged(Digest),
    /// In its place.
    Placed(Digest),
}

/// The journal of one target.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: Option<File>,
}

const HEAD: &str = "gongshi publication 1 ";

impl Journal {
    /// The journal of a target, below the site's own `.gongshi` folder. Nothing is touched yet.
    pub(super) fn new(site: &Path, target: &str) -> Self {
        Self { path: site.join(".gongshi").join("publish").join(format!("{target}.journal")), file: None }
    }

    /// What arrived, if this is the journal of the publication with this token.
    pub(super) fn read(&self, token: &str) -> Result<Option<BTreeMap<String, Arrived>>, OutputError> {
        let bytes = match fs::read(&self.path) {
            Ok(bytes) => bytes,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Ok(None),
            Err(source) => return Err(self.fault(source)),
        };
        let text = String::from_utf8_lossy(&bytes);
        let mut lines = text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
        if lines.next().and_then(|line| line.strip_prefix(HEAD)) != Some(token) {
            return Ok(None);
        }
        let mut arrived = BTreeMap::new();
        for line in lines {
            let mut words = line.splitn(3, ' ');
            match (words.next(), words.next().and_then(Digest::parse), words.next()) {
                (Some("staged"), Some(digest), Some(path)) => drop(arrived.insert(path.to_owned(), Arrived::Staged(digest))),
                (Some("placed"), Some(digest), Some(path)) => drop(arrived.insert(path.to_owned(), Arrived::Placed(digest))),
                (Some("gone"), Some(_), Some(path)) => drop(arrived.remove(path)),
                // A line that says nothing clear ends what is believed.
                _ => break,
            }
        }
        Ok(Some(arrived))
    }

    /// Begin to write: a new journal for this token with what is known already.
    pub(super) fn begin(&mut self, token: &str, known: &BTreeMap<String, Arrived>) -> Result<(), OutputError> {
        let mut text = format!("{HEAD}{token}\n");
        for (path, arrived) in known {
            text.push_str(&line(path, *arrived));
        }
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(|source| self.fault(source))?;
        let aside = self.path.with_extension("journal.new");
        fs::write(&aside, text).and_then(|()| fs::rename(&aside, &self.path)).map_err(|source| self.fault(source))?;
        self.file = Some(OpenOptions::new().append(true).open(&self.path).map_err(|source| self.fault(source))?);
        Ok(())
    }

    /// Note that a file arrived.
    pub(super) fn arrived(&mut self, path: &str, arrived: Arrived) -> Result<(), OutputError> {
        self.add(&line(path, arrived), false)
    }

    /// Note that a file is about to be taken away.
    pub(super) fn gone(&mut self, path: &str) -> Result<(), OutputError> {
        self.add(&format!("gone {} {path}\n", Digest::of(b"")), true)
    }

    /// Let it go, once nothing is under way.
    pub(super) fn end(&mut self) -> Result<(), OutputError> {
        self.file = None;
        match fs::remove_file(&self.path) {
            Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Err(self.fault(error)),
            _ => Ok(()),
        }
    }

    fn add(&mut self, line: &str, sync: bool) -> Result<(), OutputError> {
        let Some(file) = &mut self.file else { return Ok(()) };
        let done = file.write_all(line.as_bytes()).and_then(|()| if sync { file.sync_data() } else { Ok(()) });
        done.map_err(|source| self.fault(source))
    }

    fn fault(&self, source: io::Error) -> OutputError {
        OutputError::Io { path: self.path.clone(), source }
    }
}

fn line(path: &str, arrived: Arrived) -> String {
    match arrived {
        Arrived::Staged(digest) => format!("staged {digest} {path}\n"),
        Arrived::Placed(digest) => format!("placed {digest} {path}\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_cut_off_and_another_token_are_not_believed() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut journal = Journal::new(folder.path(), "portal");
        assert_eq!(journal.read("t").expect("none"), None);
        journal.begin("t", &BTreeMap::new()).expect("begun");
        let (a, b) = (Digest::of(b"a"), Digest::of(b"b"));
        journal.arrived("a b.html", Arrived::Staged(a)).expect("kept");
        journal.arrived("a b.html", Arrived::Placed(b)).expect("kept");
        journal.arrived("c.html", Arrived::Placed(b)).expect("kept");
        journal.gone("c.html").expect("kept");
        let path = folder.path().join(".gongshi/publish/portal.journal");
        let mut bytes = fs::read(&path).expect("a journal");
        bytes.extend_from_slice(format!("placed {a} d.h").as_bytes());
        fs::write(&path, bytes).expect("written");
        assert_eq!(journal.read("t").expect("read"), Some(BTreeMap::from([("a b.html".to_owned(), Arrived::Placed(b))])));
        assert_eq!(journal.read("u").expect("read"), None);
        journal.end().expect("gone");
        assert_eq!(journal.read("t").expect("none"), None);
    }
}
