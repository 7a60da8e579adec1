//! Files as they would be with some of them written anew, without writing any.

use std::collections::BTreeMap;

use super::{Entry, EntryKind, Files, FilesError, SitePath};

/// Files with some texts in place of, or beside, those that stand there.
pub struct Overlay<'f> {
    under: &'f dyn Files,
    texts: BTreeMap<SitePath, String>,
}

impl<'f> Overlay<'f> {
    /// The files, with these texts over them.
    pub fn new(under: &'f dyn Files, texts: BTreeMap<SitePath, String>) -> Self {
        Self { under, texts }
    }
}

impl Files for Overlay<'_> {
    fn list(&self, folder: &str) -> Result<Vec<Entry>, FilesError> {
        let mut entries = self.under.list(folder)?;
        entries.retain(|entry| !self.texts.contains_key(&entry.path));
        let inside = |path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let own = self.texts.iter().filter(|(path, _)| inside(path));
        entries.extend(own.map(|(path, text)| Entry { path: path.clone(), kind: EntryKind::File(text.len() as u64, None) }));
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(entries)
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, FilesError> {
        self.texts.get(path).map_or_else(|| self.under.read(path), |text| Ok(text.clone().into_bytes()))
    }
}
