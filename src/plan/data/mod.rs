//! Files beside the pages, for machines: records as JSON, tables as CSV and XLSX, feeds, the sitemap.
//!
//! In: a plan. Out: the address, the key and the bytes of each file. The same input gives the same bytes; every date is of
//! the content.

mod dates;
mod feed;
mod happening;
pub(super) mod identity;
mod moment;
mod oc4ids;
mod sitemap;
mod xml;

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
enum Datum {
    /// An Atom feed.
    Feed(feed::Scope),
    /// A file of the sitemap.
    Sitemap(sitemap::Part),
    /// Every project as OC4IDS.
    Oc4ids,
}

/// Every file of an edition, by address.
pub fn files(plan: &Plan<'_>) -> Vec<File> {
    let mut files = Vec::new();
    files.extend(feed::files(plan));
    files.extend(sitemap::files(plan));
    files.extend(oc4ids::files(plan));
    files
}

impl Plan<'_> {
    /// What a file is made from, without making it: two equal keys mean equal bytes.
    pub fn data_key(&self, file: &File) -> Key {
        match file.datum {
            Datum::Feed(scope) => self.feed_key(scope),
            Datum::Sitemap(part) => self.sitemap_key(part),
            Datum::Oc4ids => self.oc4ids_key(),
        }
    }

    /// A file's bytes. `Err` where a record cannot be read again.
    pub fn data_bytes(&self, file: &File) -> Result<Vec<u8>, SourceError> {
        match file.datum {
            Datum::Feed(scope) => Ok(self.feed_bytes(scope)),
            Datum::Sitemap(part) => Ok(self.sitemap_bytes(part)),
            Datum::Oc4ids => self.oc4ids_bytes(),
        }
    }
}
