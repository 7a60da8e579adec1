//! The record of publications: who signed what, and whether what stands somewhere is what was published.
//!
//! In: manifests, keys, published sites to read. Out: signatures and findings. Nothing here publishes.

pub mod key;
pub mod verify;

pub use key::{KeyError, Signer};

/// The name of a manifest's signature, beside the manifest.
pub const SIGNATURE: &str = "manifest.json.minisig";

/// The name of the file in which a site publishes the key it is signed with.
pub const PUBLIC_KEY: &str = "gongshi.pub";
