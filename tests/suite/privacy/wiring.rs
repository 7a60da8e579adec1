//! What a whole run does with personal data: the program itself, what it remembers, the real content.

use std::{fs, path::Path, process::Command, sync::Mutex};

use gongshi::{
    files::{DiskFiles, Entry, EntryKind, Files, FilesError, SitePath},
    output::MemoryStore,
    pipeline::Memory,
    plan::Choice,
    privacy::Kind,
    site::schema::{DEPARTMENT, PERSONAL_DATA, SITE},
};

use super::{
    super::support::{build, build_into, root},
    found,
};

fn gongshi(site: &Path, args: &[&str]) -> (i32, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_gongshi")).args(args).current_dir(site).env("LC_ALL", "C").output().expect("gongshi runs");
    let text = String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8");
    (output.status.code().expect("it ends by itself"), text)
}

fn site_on_disk() -> tempfile::TempDir {
    let work = tempfile::tempdir().expect("a folder");
    for (path, text) in [
        ("site.yaml", "title: 测试站\n"),
        ("2020/year.yaml", "title: 2020年\n"),
        ("pages/a.md", "---\ntitle: 页面\n---\n![图](a/b.jpg)\n13812345678\n"),
        ("pages/a/b.jpg", "\u{7f}no image"),
        ("pages/a/c.csv", "1,2\n"),
    ] {
        let path = work.path().join("content").join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    work
}

#[test]
fn check_fails_where_build_warns() {
    let work = site_on_disk();
    let (code, text) = gongshi(work.path(), &["check", "--format", "short"]);
    assert_eq!(code, 1);
    assert!(text.starts_with("content/pages/a.md:5:1: error[mobile-number]: a mobile number: `138***78`;"), "{text}");
    let (code, text) = gongshi(work.path(), &["--lang", "zh", "build"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("warning[mobile-number]: 手机号码：`138***78`") && text.contains("警告 1 处"), "{text}");
    // Nothing changed: what is remembered says the same.
    let (code, again) = gongshi(work.path(), &["--lang", "zh", "build"]);
    assert_eq!((code, again.contains("warning[mobile-number]: 手机号码：`138***78`")), (0, true), "{again}");
    fs::write(work.path().join("content/pages/a.md"), "---\ntitle: 页面\n---\n138****5678\n").expect("a file");
    assert_eq!(gongshi(work.path(), &["check"]), (0, "no faults, no warnings\n".to_owned()));
}

/// Files that note which of them are read.
struct Watched(DiskFiles, Mutex<Vec<String>>);

impl Files for Watched {
    fn list(&self, folder: &str) -> Result<Vec<Entry>, FilesError> {
        self.0.list(folder)
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, FilesError> {
        self.1.lock().expect("no panic").push(path.to_string());
        self.0.read(path)
    }
}

#[test]
fn what_did_not_change_is_not_read_again() {
    let work = site_on_disk();
    // A file that changed within the last moments is known by its bytes alone: wait until the system vouches for each.
    let settled = |entry: &Entry| matches!(entry.kind, EntryKind::File(_, Some(_)));
    while !DiskFiles::new(work.path()).list("content").expect("a list").iter().all(settled) {
        std::thread::yield_now();
    }
    let files = Watched(DiskFiles::new(work.path()), Mutex::default());
    let (mut memory, store) = (Memory::default(), MemoryStore::default());
    // Publishing is a fault here, so that no attachment is copied and each read is one of the check.
    let choice = Choice { publishing: true, ..Choice::default() };
    let reads = |files: &Watched| {
        let mut reads: Vec<String> = std::mem::take(&mut *files.1.lock().expect("no panic"));
        reads.retain(|path| path.starts_with("content/pages/a/"));
        reads.sort();
        reads
    };
    let first = found(&build_into(&files, &choice, &mut memory, &store));
    assert_eq!(reads(&files), ["content/pages/a/b.jpg", "content/pages/a/c.csv"]);
    assert_eq!(found(&build_into(&files, &choice, &mut memory, &store)), first);
    assert_eq!(reads(&files), [""; 0]);
    fs::write(work.path().join("content/pages/a/c.csv"), "1,13912345678\n").expect("a file");
    let outcome = build_into(&files, &choice, &mut memory, &store);
    assert_eq!(found(&outcome), [first[0].as_str(), "pages/a/c.csv mobile-number 13912345678"]);
    assert!(!reads(&files).contains(&"content/pages/a/b.jpg".to_owned()));
}

#[test]
fn the_real_content_holds_no_personal_data() {
    let outcome = build(&DiskFiles::new(&root()), &Choice { publishing: true, ..Choice::default() });
    assert_eq!(found(&outcome), [""; 0]);
    assert!(outcome.built.is_some(), "the real content is sound");
}

#[test]
fn words_and_keys_are_those_of_the_content_model() {
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
    let words: Vec<&str> = PERSONAL_DATA.words.iter().map(|(en, ..)| *en).collect();
    assert_eq!(kinds, words);
    for record in [&SITE, &DEPARTMENT] {
        assert!(record.keys.iter().any(|key| (key.en, key.zh) == ("contact", "联系方式")), "{}", record.name);
    }
}
