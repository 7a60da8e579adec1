//! What of the content is not committed. Where there is no git, nothing is said.

use std::{path::Path, process::Command};

/// The files of `content/` and `themes/` that differ from the last commit, seen from the site's root, in git's words.
pub fn uncommitted(root: &Path) -> Vec<String> {
    let status = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(["-c", "core.quotePath=false", "status", "--porcelain", "--untracked-files=all", "--", "content", "themes"])
        .output();
    let Ok(status) = status else { return Vec::new() };
    if !status.status.success() {
        return Vec::new();
    }
    String::from_utf8_lossy(&status.stdout).lines().filter_map(|line| line.get(3..)).map(str::to_owned).collect()
}
