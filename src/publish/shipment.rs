//! What one publication sends and removes, and in which order.
//!
//! In: the manifest that stands at a target, and the new one. Out: the changed files in stages. Nothing is read or sent.

use std::collections::BTreeMap;

use crate::output::{Changes, Digest, Manifest, Record};

/// When a file is sent: what others lead to comes before what leads to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Styles, scripts, pictures, attachments, data of single records.
    Asset,
    /// Pages.
    Page,
    /// Pages and files that list others, the home page last of all.
    Index,
}

impl Stage {
    /// The stage of a file, by its path.
    pub fn of(path: &str) -> Self {
        let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
        let lists = matches!(name, "index.html" | "feed.xml" | "sitemap.xml" | "datapackage.json") || path.starts_with("search/");
        match (lists, name.ends_with(".html"), path.contains('/')) {
            // Pages at the top list the years, the papers, the corrections.
            (true, ..) | (_, true, false) => Self::Index,
            (_, true, true) => Self::Page,
            _ => Self::Asset,
        }
    }
}

/// The changed files of one publication.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shipment {
    /// New and changed files in the order they are sent: by stage, then by path.
    pub send: Vec<(Stage, String, Record)>,
    /// Files of the earlier publication that the new one has not, with the hash that shows them to be ours.
    pub remove: BTreeMap<String, Digest>,
    /// How many files stay as they are.
    pub unchanged: usize,
}

impl Shipment {
    /// The way from one manifest to the next; without an earlier one every file is sent.
    pub fn between(earlier: Option<&Manifest>, next: &Manifest) -> Self {
        let Changes { write, unchanged, remove } = Changes::since(earlier, &next.files);
        let mut send: Vec<_> = write.into_iter().map(|(path, record)| (Stage::of(&path), path, record)).collect();
        let rank = |(stage, path, _): &(Stage, String, Record)| (*stage, path == "index.html");
        send.sort_unstable_by(|a, b| (rank(a), &a.1).cmp(&(rank(b), &b.1)));
        Self { send, remove, unchanged }
    }

    /// The bytes that are sent.
    pub fn bytes(&self) -> u64 {
        self.send.iter().map(|(_, _, record)| record.bytes).sum()
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.send.is_empty() && self.remove.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Meta;

    fn manifest(files: &[(&str, &str)]) -> Manifest {
        Manifest::new(files.iter().map(|(path, text)| ((*path).to_owned(), Record::of(text.as_bytes()))).collect(), &Meta::default())
    }

    #[test]
    fn what_is_led_to_goes_first_and_unchanged_files_stay() {
        let before = manifest(&[("2020/08.html", "a"), ("2020/09.html", "b"), ("assets/style.css", "c"), ("index.html", "d")]);
        let next = manifest(&[
            ("2020/08.html", "A"),
            ("2020/index.html", "e"),
            ("assets/style.css", "c"),
            ("data/x.csv", "f"),
            ("index.html", "D"),
            ("sitemap.xml", "g"),
        ]);
        let shipment = Shipment::between(Some(&before), &next);
        let order: Vec<&str> = shipment.send.iter().map(|(_, path, _)| path.as_str()).collect();
        assert_eq!(order, ["data/x.csv", "2020/08.html", "2020/index.html", "sitemap.xml", "index.html"]);
        assert_eq!(shipment.remove.keys().collect::<Vec<_>>(), ["2020/09.html"]);
        assert_eq!((shipment.unchanged, shipment.bytes()), (1, 5));
        assert!(Shipment::between(Some(&next), &next).is_empty());
    }
}
