//! Files of data: made in groups, kept aside one by one, and not made again while what they were made from is the same.

use std::sync::Mutex;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{RenderError, Rendered, Work};
use crate::{memo::Key, output::Record, plan::data::Group};

/// What is known of a file of data: what it was made from, and what it was.
pub type KnownData = FxHashMap<String, (Key, Record)>;

/// What came of one file: its position in the plan, its key and record, whether it will be written.
type Done = (usize, Key, Record, bool);

impl Work<'_> {
    /// Make the files of data that may have changed; what is known of them now.
    pub(super) fn data(&self, rendered: &mut Rendered) -> Result<KnownData, RenderError> {
        let groups = self.plan.data_groups();
        let made = groups.par_iter().map(|group| self.group(group)).collect::<Result<Vec<_>, RenderError>>()?;
        let mut known = FxHashMap::default();
        for (at, key, record, written) in made.into_iter().flatten() {
            let path = &self.plan.data[at].path;
            rendered.files.insert(path.clone(), record);
            if written {
                rendered.written.push(path.clone());
            }
            known.insert(path.clone(), (key, record));
        }
        Ok(known)
    }

    fn group(&self, group: &Group) -> Result<Vec<Done>, RenderError> {
        // Where the pages of a year are what they were, so are its records and all they name.
        let same_year = group.year.and_then(|year| self.years.get(&year).map(|key| self.known.years.get(&year) == Some(key)));
        if same_year == Some(true)
            && self.known.registries == Some(self.plan.registries())
            && let Some(known) = self.all_known(group)?
        {
            return Ok(known);
        }
        let look = |at: &usize| -> Result<Result<Done, (usize, Key)>, RenderError> {
            let file = &self.plan.data[*at];
            let key = self.plan.data_key(file);
            match self.known.data.get(&file.path).filter(|(known, _)| *known == key) {
                Some((_, record)) if self.publication.holds(&file.path, record)? => Ok(Ok((*at, key, *record, false))),
                _ => Ok(Err((*at, key))),
            }
        };
        let looked = group.files.par_iter().map(look).collect::<Result<Vec<_>, RenderError>>()?;
        let wanted: FxHashMap<usize, Key> = looked.iter().filter_map(|done| done.as_ref().err()).copied().collect();
        let mut done: Vec<Done> = looked.into_iter().filter_map(Result::ok).collect();
        if wanted.is_empty() {
            return Ok(done);
        }
        let mut positions: Vec<usize> = wanted.keys().copied().collect();
        positions.sort_unstable();
        let made = Mutex::new(Vec::with_capacity(positions.len()));
        let put = |at: usize, bytes: Vec<u8>| -> Result<(), RenderError> {
            let path = &self.plan.data[at].path;
            let record = Record::of(&bytes);
            let written = self.publication.put(path, &record, &bytes)?;
            made.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push((at, wanted[&at], record, written));
            Ok(())
        };
        self.plan.make_data(group, &positions, &put)?;
        done.extend(made.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner));
        done.sort_unstable_by_key(|(at, ..)| *at);
        Ok(done)
    }

    /// The files of a group as they are known, where all of them are and stand where they were published.
    fn all_known(&self, group: &Group) -> Result<Option<Vec<Done>>, RenderError> {
        let mut found = Vec::with_capacity(group.files.len());
        for at in &group.files {
            let path = &self.plan.data[*at].path;
            match self.known.data.get(path) {
                Some((key, record)) if self.publication.holds(path, record)? => found.push((*at, *key, *record, false)),
                _ => return Ok(None),
            }
        }
        Ok(Some(found))
    }
}
