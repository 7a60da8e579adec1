//! A store for looking at what a build would say: it takes everything and keeps nothing.

use std::sync::Arc;

use super::{Digest, Manifest, OutputError, Record, Removed, Stamps, Store};

/// A store that keeps nothing, and counts every file that was made once as held.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nowhere;

impl Store for Nowhere {
    fn manifest(&self) -> Result<Option<Arc<Manifest>>, OutputError> {
        Ok(None)
    }

    fn interrupted(&self) -> Result<Option<Arc<Manifest>>, OutputError> {
        Ok(None)
    }

    fn read(&self, _: &str) -> Result<Option<Vec<u8>>, OutputError> {
        Ok(None)
    }

    fn holds(&self, _: &str, _: &Record) -> Result<bool, OutputError> {
        Ok(true)
    }

    fn stage(&self, _: &str, _: &[u8]) -> Result<(), OutputError> {
        Ok(())
    }

    fn holds_manifest(&self, _: &Manifest) -> Result<bool, OutputError> {
        Ok(true)
    }

    fn begin(&self, _: &Arc<Manifest>) -> Result<(), OutputError> {
        Ok(())
    }

    fn settle(&self) -> Result<(), OutputError> {
        Ok(())
    }

    fn remove_if(&self, _: &str, _: Digest) -> Result<Removed, OutputError> {
        Ok(Removed::Missing)
    }

    fn end(&self, _: &Arc<Manifest>) -> Result<(), OutputError> {
        Ok(())
    }

    fn discard(&self) {}

    fn keeps(&self) -> bool {
        false
    }

    fn stamps(&self, _: &Manifest) -> Result<Option<Stamps>, OutputError> {
        Ok(Some(Stamps::default()))
    }
}
