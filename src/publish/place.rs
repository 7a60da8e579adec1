//! Which places of this machine are published to.
//!
//! In: the path a target names, the site's folder. Out: nothing, or the reason against it. Nothing is created or changed.

use std::path::Path;

use crate::output::{self, Refused};

/// Refuse a place that is, holds or stands in what the site is made from. What stands there already is looked at by the
/// kind of target.
pub fn check(place: &Path, site_root: &Path) -> Result<(), Refused> {
    let inputs = ["content", "themes"].map(|folder| site_root.join(folder));
    match output::check_output(place, site_root, &inputs, None) {
        Err(Refused::NotOurs { .. } | Refused::NotAFolder { .. }) => Ok(()),
        done => done,
    }
}
