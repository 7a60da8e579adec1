//! From a target of `site.yaml` to a destination of its kind.

use std::path::Path;

use super::{Destination, PublishError, folder::FolderDestination, package::PackageDestination, remote};
use crate::site::model::PublishingTarget;

/// Open a target. Relative paths are seen from the site's root; secrets are looked up in the environment. Nothing is made
/// or changed yet.
pub fn open(
    target: &PublishingTarget,
    site_root: &Path,
    environment: &remote::Environment<'_>,
) -> Result<Box<dyn Destination>, PublishError> {
    match target.kind {
        "folder" => Ok(Box::new(FolderDestination::new(target, site_root)?)),
        "zip" | "tar" => Ok(Box::new(PackageDestination::new(target, site_root)?)),
        _ => remote::open(target, site_root, environment),
    }
}
