//! Files beside the pages, for machines: records as JSON, tables as CSV and XLSX, feeds, the sitemap.
//!
//! In: a plan. Out: the address, the key and the bytes of each file. The same input gives the same bytes; every date is of
//! the content.

use super::Plan;
use crate::{memo::Key, site::SourceError};

/// A file beside the pages, before it is made.
#[derive(Debug, Clone)]
pub struct File {
    /// Its address, from the site's root.
    pub path: String,
    datum: Datum,
}

/// What a file holds.
#[derive(Debug, Clone)]
enum Datum {}

/// Every file of an edition, by address.
pub fn files(plan: &Plan<'_>) -> Vec<File> {
    let _ = plan;
    Vec::new()
}

impl Plan<'_> {
    /// What a file is made from, without making it: two equal keys mean equal bytes.
    pub fn data_key(&self, file: &File) -> Key {
        match file.datum {}
    }

    /// A file's bytes. `Err` where a record cannot be read again.
    pub fn data_bytes(&self, file: &File) -> Result<Vec<u8>, SourceError> {
        match file.datum {}
    }
}
