//! The way out: a finished, signed site brought to where residents read it.
//!
//! In: a [`Release`] and a target of `site.yaml`. Out: the target shows the release, or shows what it showed before and
//! says why. A [`Destination`] is one target; which files go, and in which order, follows from the two manifests alone
//! ([`Shipment`]), so nothing is walked and nothing is removed but what an earlier publication wrote.

mod compress;
mod error;
pub mod folder;
mod open;
pub mod package;
mod pending;
mod place;
mod prepare;
pub mod remote;
mod shipment;

pub use error::PublishError;
pub use open::open;
pub use pending::Pending;
pub use prepare::{Preparation, Prepared, prepare, recorded};
pub use shipment::{Shipment, Stage};

use std::{io, sync::Arc};

use crate::{
    meter::Meter,
    output::{Digest, Manifest, Packed, Reader},
};

pub use crate::record::SIGNATURE;

/// A finished site, ready to be published.
#[derive(Debug, Clone)]
pub struct Release {
    /// Its manifest, which says which publication it is.
    pub manifest: Arc<Manifest>,
    /// The manifest's signature in minisign's format, where the site has a key.
    pub signature: Option<Arc<str>>,
    /// Its files.
    pub site: Packed,
}

impl Release {
    /// The hash of its manifest's text, by which the release is known everywhere.
    pub fn digest(&self) -> Digest {
        self.manifest.digest()
    }

    /// The bytes of one of its files, checked against the manifest. `Err` where they cannot be read.
    pub fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let bytes = self.site.read(path)?;
        let known = self.manifest.files.get(path).is_some_and(|record| Digest::of(&bytes) == record.sha256);
        if known { Ok(bytes) } else { Err(io::Error::new(io::ErrorKind::InvalidData, "it is not what the manifest says")) }
    }
}

/// One target of a site, as it stands now.
pub trait Destination: Sync {
    /// The bytes of the manifest that stands there; `None` where nothing was published yet.
    fn manifest(&self) -> Result<Option<Vec<u8>>, PublishError>;

    /// The site as it stands there, to be compared.
    fn reader(&self) -> &dyn Reader;

    /// Hold the target, so that no other process publishes to it; let go when this value is dropped. A hold of a process
    /// that died does not last.
    fn hold(&mut self) -> Result<(), PublishError>;

    /// Make the target show this release; [`hold`](Self::hold) comes first. Sends nothing where it shows it already. An
    /// error leaves every file whole, old or new, and what is missing is mended by the next call.
    fn send(&mut self, release: &Release, meter: &dyn Meter) -> Result<Sent, PublishError>;
}

/// What was done to a target.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sent {
    /// Files that were sent.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Files that were removed.
    pub removed: usize,
    /// Requests made of a server, repeated ones included; 0 for a folder.
    pub requests: u64,
    /// Files that arrived in an earlier attempt and were not sent again.
    pub resumed: usize,
    /// Files that should have gone, but whose content no publication wrote; they stay.
    pub kept: Vec<String>,
}
