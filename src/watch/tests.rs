//! What a watcher does when the system's watches run out, and what it says about itself.
#![expect(clippy::disallowed_methods, reason = "these tests change real folders")]

use std::{fs, path::Path, time::Duration};

use super::{Change, Mode, Options, Watcher, Why};

fn options() -> Options {
    Options { probe: false, poll_every: Duration::from_millis(20), ..Options::default() }
}

fn make(root: &Path, folder: &str) {
    fs::create_dir_all(root.join(folder)).unwrap();
}

#[test]
fn a_limit_met_at_the_start_means_polling() {
    let root = tempfile::tempdir().unwrap();
    make(root.path(), "content/a/b");
    let watcher = Watcher::start_with(root.path(), options(), 3).unwrap();
    assert_eq!(*watcher.mode(), Mode::Events);
    let mut watcher = Watcher::start_with(root.path(), options(), 2).unwrap();
    if cfg!(target_os = "linux") {
        assert_eq!(*watcher.mode(), Mode::Polling(Why::WatchLimit));
    }
    fs::write(root.path().join("content/a/b/new"), "").unwrap();
    assert!(watcher.next().unwrap().names("content/a/b"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_limit_met_later_means_everything_and_then_polling() {
    let root = tempfile::tempdir().unwrap();
    make(root.path(), "content");
    let mut watcher = Watcher::start_with(root.path(), options(), 1).unwrap();
    assert_eq!(*watcher.mode(), Mode::Events);
    make(root.path(), "content/a");
    assert_eq!(watcher.next(), Some(Change::everything()));
    assert_eq!(*watcher.mode(), Mode::Polling(Why::WatchLimit));
    fs::write(root.path().join("content/a/new"), "").unwrap();
    assert_eq!(watcher.next(), Some(Change { folders: ["content/a".to_owned()].into(), everything: false }));
}

#[test]
fn a_writer_that_never_pauses_is_reported_all_the_same() {
    let root = tempfile::tempdir().unwrap();
    make(root.path(), "content");
    let never = Options { quiet: Duration::MAX / 4, longest: Duration::from_millis(1), ..options() };
    let mut watcher = Watcher::start(root.path(), never).unwrap();
    fs::write(root.path().join("content/a"), "").unwrap();
    assert_eq!(watcher.next(), Some(Change { folders: ["content".to_owned()].into(), everything: false }));
}

#[test]
fn a_probe_that_is_answered_means_events() {
    let root = tempfile::tempdir().unwrap();
    make(root.path(), "content");
    let patient = Options { probe: true, probe_for: Duration::from_secs(10), ..options() };
    assert_eq!(*Watcher::start(root.path(), patient).unwrap().mode(), Mode::Events);
    let hasty = Options { probe: true, probe_for: Duration::ZERO, polling: true, ..options() };
    assert_eq!(*Watcher::start(root.path(), hasty).unwrap().mode(), Mode::Polling(Why::AskedFor));
}

#[test]
fn changes_merge() {
    let named = |folder: &str| Change { folders: [folder.to_owned()].into(), everything: false };
    let mut change = Change::default();
    assert!(change.is_empty() && !change.names("content"));
    change.merge(named("content"));
    change.merge(named("themes"));
    assert_eq!(change, Change { folders: ["content".to_owned(), "themes".to_owned()].into(), everything: false });
    assert!(change.names("themes") && !change.names("content/a"));
    change.merge(Change::everything());
    assert_eq!(change, Change::everything());
    assert!(change.names("content/a"));
}

#[test]
fn reasons_have_a_line_in_each_language() {
    for why in [Why::WatchLimit, Why::NoEvents, Why::Unavailable, Why::AskedFor] {
        let text = why.text();
        assert!(text.en.is_ascii() && !text.en.contains('\n'), "{why:?}");
        assert!(!text.zh.is_ascii() && !text.zh.contains('\n'), "{why:?}");
    }
}
