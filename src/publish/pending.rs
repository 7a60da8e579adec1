//! The record of a publication that is on its way: kept aside before the first file is sent, and made part of the content
//! once the target shows the publication.
//!
//! In: the record's files as they are to be. Out: the same in `content/published/`. A process that dies in between leaves
//! them aside; the next one finishes, if the target shows what they speak of. The list of publications is written last.
#![expect(clippy::disallowed_methods, reason = "this is the edge where the record of publications is written")]

use std::{
    collections::BTreeMap,
    fs::{self, File, TryLockError},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use crate::{files::SitePath, output::OutputError, site::published::list_of_publications, source::PUBLISHED};

/// Where a publication on its way is kept, seen from the site's root.
const FOLDER: &str = ".gongshi/publish";
/// The file beside the record that names its target.
const TARGET: &str = "target";

/// The publication of one site that is on its way, held by one process.
#[derive(Debug)]
pub struct Pending {
    root: PathBuf,
    aside: PathBuf,
    _lock: File,
}

impl Pending {
    /// Hold the site's record. Held by another process: [`OutputError::Busy`].
    pub fn open(root: &Path) -> Result<Self, OutputError> {
        let folder = root.join(FOLDER);
        fs::create_dir_all(&folder).map_err(|source| fault(&folder, source))?;
        let path = folder.join("lock");
        let lock = File::options().create(true).truncate(false).write(true).open(&path).map_err(|source| fault(&path, source))?;
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            return Err(OutputError::Busy { path: folder });
        }
        Ok(Self { root: root.to_path_buf(), aside: folder.join("record"), _lock: lock })
    }

    /// Keep the record of a publication to a target aside; what was kept aside before is let go.
    pub fn keep(&self, record: &BTreeMap<SitePath, String>, target: &str) -> Result<(), OutputError> {
        self.forget()?;
        fs::create_dir_all(&self.aside).map_err(|source| fault(&self.aside, source))?;
        write(&self.aside.join(TARGET), target)?;
        for (path, text) in last_first(record).into_iter().rev() {
            write(&self.aside.join(path.name()), text)?;
        }
        Ok(())
    }

    /// Make what was kept aside part of the content. Whether there was something.
    pub fn settle(&self) -> Result<bool, OutputError> {
        let Some(record) = self.read()? else { return Ok(false) };
        let folder = self.root.join(PUBLISHED);
        fs::create_dir_all(&folder).map_err(|source| fault(&folder, source))?;
        for (path, text) in last_first(&record).into_iter().rev() {
            write(&self.root.join(path.as_str()), text)?;
        }
        self.forget()?;
        Ok(true)
    }

    /// The target of the publication a process that died left behind; `None` where there is none.
    pub fn target(&self) -> Result<Option<String>, OutputError> {
        let path = self.aside.join(TARGET);
        match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            read => read.map(Some).map_err(|source| fault(&path, source)),
        }
    }

    /// The record of a publication whose process died after it had arrived: `shown` is the hash of the manifest at its
    /// target, and `listed` the list of publications as the content has it. `None` where nothing is missing; then
    /// it is let go. The content stays as it is.
    pub fn arrived(&self, shown: Option<&str>, listed: &str) -> Result<Option<BTreeMap<SitePath, String>>, OutputError> {
        let Some(record) = self.read()? else {
            // Half a record is what a killed process had not yet kept, or had almost let go.
            self.forget()?;
            return Ok(None);
        };
        // Version control may have written the content's own with other line ends.
        let listed = listed.replace("\r\n", "\n");
        let list = record.get(&list_of_publications()).map_or("", String::as_str);
        // The list it goes on from must still be the content's own.
        let follows = list.strip_prefix(listed.as_str()).is_some_and(|rest| rest.lines().count() == 1 + usize::from(listed.is_empty()));
        let arrived = shown.is_some_and(|shown| list.trim_end().ends_with(shown));
        if arrived && *list == listed {
            self.forget()?;
            return Ok(None);
        }
        Ok((arrived && follows).then_some(record))
    }

    /// What is kept aside; `None` where nothing is, or not all of it was written.
    fn read(&self) -> Result<Option<BTreeMap<SitePath, String>>, OutputError> {
        let mut record = BTreeMap::new();
        let entries = match fs::read_dir(&self.aside) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            entries => entries.map_err(|source| fault(&self.aside, source))?,
        };
        for entry in entries {
            let entry = entry.map_err(|source| fault(&self.aside, source))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.ends_with(".csv") {
                let text = fs::read_to_string(entry.path()).map_err(|source| fault(&entry.path(), source))?;
                record.insert(SitePath::new(&format!("{PUBLISHED}{name}")), text);
            }
        }
        Ok(Some(record).filter(|record| record.contains_key(&list_of_publications())))
    }

    fn forget(&self) -> Result<(), OutputError> {
        match fs::remove_dir_all(&self.aside) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => Err(fault(&self.aside, source)),
            _ => Ok(()),
        }
    }
}

/// The files, the list of publications first.
fn last_first(record: &BTreeMap<SitePath, String>) -> Vec<(&SitePath, &String)> {
    let list = list_of_publications();
    let mut files: Vec<_> = record.iter().collect();
    files.sort_by_key(|(path, _)| **path != list);
    files
}

/// A file that is seen whole or not at all.
fn write(path: &Path, text: &str) -> Result<(), OutputError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let write = || -> io::Result<()> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".").suffix(".tmp");
        // It becomes part of the content, which colleagues read.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
        let mut aside = builder.tempfile_in(folder)?;
        aside.write_all(text.as_bytes())?;
        aside.as_file().sync_all()?;
        aside.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|source| fault(path, source))
}

fn fault(path: &Path, source: io::Error) -> OutputError {
    OutputError::Io { path: path.to_path_buf(), source }
}
