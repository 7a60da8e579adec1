//! Reading one YAML record through its table: every value is asked for by its key, and a key of the table that is never
//! asked for is a bug.

use super::{reader::Cx, say};
use crate::{diag::Loc, site::schema::Record, syntax::yaml::Node};

/// A record's values by key.
pub struct Fields<'n, 'a> {
    record: &'static Record,
    slots: Vec<Option<&'n Node<'a>>>,
    asked: u64,
    /// Keys written with a mistake that is reported already, so that they are not missed.
    misspelt: u64,
    /// Where the record stands.
    pub loc: Loc,
}

impl<'n, 'a> Fields<'n, 'a> {
    /// A record's values, each at the place its key has in the table.
    pub fn new(record: &'static Record, slots: Vec<Option<&'n Node<'a>>>, misspelt: u64, loc: Loc) -> Self {
        Self { record, slots, asked: 0, misspelt, loc }
    }

    /// The node of a key; asking for a key the table lacks is a bug.
    ///
    /// # Panics
    /// Where the record has no such key.
    pub fn node(&mut self, key: &str) -> Option<&'n Node<'a>> {
        let at = self.record.keys.iter().position(|k| k.en == key);
        let at = at.unwrap_or_else(|| panic!("the table of `{}` has no key `{key}`", self.record.name));
        self.asked |= 1 << at;
        self.slots[at]
    }

    /// A value read by one of [`Cx`]'s readers.
    pub fn read<'c, T>(&mut self, cx: &mut Cx<'c>, key: &str, read: impl FnOnce(&mut Cx<'c>, &'n Node<'a>) -> Option<T>) -> Option<T> {
        self.node(key).and_then(|node| read(cx, node))
    }

    /// The same, with a finding where the key is missing.
    pub fn need<'c, T>(&mut self, cx: &mut Cx<'c>, key: &str, read: impl FnOnce(&mut Cx<'c>, &'n Node<'a>) -> Option<T>) -> Option<T> {
        if let Some(node) = self.node(key) {
            return read(cx, node);
        }
        let at = self.record.keys.iter().position(|k| k.en == key).filter(|at| self.misspelt & (1 << at) == 0);
        if let Some(key) = at.map(|at| &self.record.keys[at]) {
            let loc = Loc { start: self.loc.start, end: self.loc.start };
            cx.say(say::missing_key(cx.span(loc), key, self.record));
        }
        None
    }

    /// Text, empty where it is missing or wrong.
    pub fn text(&mut self, cx: &mut Cx<'_>, key: &str) -> String {
        self.read(cx, key, |cx, node| cx.plain_text(node)).unwrap_or_default()
    }

    /// Text that must be there.
    pub fn need_text(&mut self, cx: &mut Cx<'_>, key: &str) -> Option<String> {
        self.need(cx, key, |cx, node| cx.plain_text(node))
    }

    /// Yes or no.
    pub fn yes(&mut self, cx: &mut Cx<'_>, key: &str, default: bool) -> bool {
        self.read(cx, key, |cx, node| cx.yes(node)).unwrap_or(default)
    }

    /// Each entry of a list, lowered; entries at fault are left out.
    pub fn each<'c, T>(&mut self, cx: &mut Cx<'c>, key: &str, mut read: impl FnMut(&mut Cx<'c>, &'n Node<'a>) -> Option<T>) -> Vec<T> {
        let Some(node) = self.node(key) else { return Vec::new() };
        cx.list(node).iter().filter_map(|node| read(cx, node)).collect()
    }

    /// The same, where a single value may stand without a list.
    pub fn one_or_each<'c, T>(
        &mut self,
        cx: &mut Cx<'c>,
        key: &str,
        mut read: impl FnMut(&mut Cx<'c>, &'n Node<'a>) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = self.node(key) else { return Vec::new() };
        cx.one_or_list(node).iter().filter_map(|node| read(cx, node)).collect()
    }

    /// Whether a key was written with a mistake that is reported already.
    pub fn is_misspelt(&self, key: &str) -> bool {
        self.record.keys.iter().position(|k| k.en == key).is_some_and(|at| self.misspelt & (1 << at) != 0)
    }

    /// Whether any key was.
    pub fn any_misspelt(&self) -> bool {
        self.misspelt != 0
    }

    /// Whether a key was written.
    pub fn has(&mut self, key: &str) -> bool {
        self.node(key).is_some()
    }

    /// The end of reading: every key of the table must have been asked for, or the docs promise what nothing reads.
    pub fn done(self) {
        debug_assert_eq!(
            self.asked.count_ones() as usize,
            self.record.keys.len(),
            "`{}`: {:?} never read",
            self.record.name,
            self.record.keys.iter().enumerate().filter(|(at, _)| self.asked & (1 << at) == 0).map(|(_, k)| k.en).collect::<Vec<_>>()
        );
    }
}
