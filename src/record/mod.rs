//! The record of what was published: who signed what, whether what stands somewhere is what was published, and the package
//! of a year that is kept for good.
//!
//! In: manifests, keys, published sites to read; a finished edition and the files it was made from. Out: signatures,
//! findings, packages. Nothing is shown to residents here, and nothing is sent anywhere.

pub mod bag;
pub mod container;
pub mod key;
pub mod verify;

pub use key::{KeyError, Signer};

/// The name of a manifest's signature, beside the manifest.
pub const SIGNATURE: &str = "manifest.json.minisig";

/// The name of the file in which a site publishes the key it is signed with.
pub const PUBLIC_KEY: &str = "gongshi.pub";
