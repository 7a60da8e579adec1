//! Remembering: a short key for everything an answer was made from, and tables from keys to answers.
//!
//! In: values that can be hashed. Out: a [`Key`] of 128 bits, and what was answered under it before. A key is made of
//! the inputs themselves, never chosen, so an answer found under it is the answer that would be computed. Nothing here
//! knows what is remembered.

use std::{
    cell::RefCell,
    fmt,
    hash::{Hash, Hasher},
    sync::Arc,
};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// What an answer was made from, as the first 128 bits of its BLAKE3.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[expect(clippy::unsafe_derive_deserialize, reason = "the lint sees thread_local, and any 128 bits are a key")]
pub struct Key([u64; 2]);

impl Key {
    /// The key of some bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let hash = blake3::hash(bytes);
        let word = |at: usize| hash.as_bytes()[at..at + 8].iter().rev().fold(0_u64, |word, byte| word << 8 | u64::from(*byte));
        Self([word(0), word(8)])
    }

    /// The key of a value: of everything its [`Hash`] writes. Texts and lists write their lengths or ends too, so that
    /// two values that differ never write the same bytes.
    pub fn of(value: &(impl Hash + ?Sized)) -> Self {
        thread_local! {
            static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
        }
        let mut written = Written(BUFFER.take());
        value.hash(&mut written);
        let key = Self::of_bytes(&written.0);
        written.0.clear();
        BUFFER.replace(written.0);
        key
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0[0]);
        state.write_u64(self.0[1]);
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}{:016x}", self.0[0], self.0[1])
    }
}

/// Collects what a value writes of itself.
struct Written(Vec<u8>);

impl Hasher for Written {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}

/// Answers by key.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Table<V>(FxHashMap<Key, Arc<V>>);

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self(FxHashMap::default())
    }
}

impl<V> Table<V> {
    /// What was answered under a key.
    pub fn get(&self, key: Key) -> Option<Arc<V>> {
        self.0.get(&key).cloned()
    }

    /// Hold these answers too.
    pub fn add(&mut self, answers: impl IntoIterator<Item = (Key, Arc<V>)>) {
        self.0.extend(answers);
    }

    /// Hold these answers. Others are kept while they are few: an edit that is taken back finds its answers again.
    pub fn renew(&mut self, answers: Vec<(Key, Arc<V>)>) {
        for (key, answer) in &answers {
            self.0.entry(*key).or_insert_with(|| answer.clone());
        }
        if self.0.len() > answers.len() + answers.len() / 8 + 64 {
            self.0 = answers.into_iter().collect();
        }
    }

    /// How many answers it holds.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
