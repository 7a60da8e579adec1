//! The output: what a build writes, removes and leaves alone, on real folders and in memory.
//!
//! In: small sites. Out: exact trees, reports and errors, also after a build is cut off at every single step.
#![expect(clippy::disallowed_methods, reason = "these tests look at real folders")]

use std::{
    collections::BTreeMap,
    error::Error as _,
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::SystemTime,
};

use gongshi::output::{
    Applied, Changes, Digest, DiskStore, Files, MANIFEST, Manifest, MemoryStore, Meta, OutputError, Record, Refused, Removed, Store, apply,
    check_output,
};
use tempfile::TempDir;

const MARKER: &str = ".gongshi-output";
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

type Tree = BTreeMap<String, Vec<u8>>;

fn site(pages: &[(&str, &str)]) -> Files {
    pages.iter().map(|(path, text)| ((*path).to_owned(), Arc::from(text.as_bytes()))).collect()
}

fn meta() -> Meta {
    Meta { as_of: Some("2020-09".to_owned()), timezone: Some("Asia/Shanghai".to_owned()), next_change: None, publication: None }
}

fn folder() -> TempDir {
    tempfile::tempdir_in(std::env::temp_dir()).unwrap()
}

/// A store of which nothing is remembered.
fn open(output: &Path) -> Result<DiskStore, OutputError> {
    DiskStore::open(output, Arc::default())
}

fn build(files: &Files, output: &Path) -> Result<Applied, OutputError> {
    apply(files, &meta(), &mut open(output)?)
}

#[track_caller]
fn built(files: &Files, output: &Path) -> Applied {
    build(files, output).unwrap()
}

fn put(output: &Path, path: &str, text: &str) {
    let full = output.join(path);
    fs::create_dir_all(full.parent().unwrap()).unwrap();
    fs::write(full, text).unwrap();
}

/// Everything below a folder but the manifest and the marker; folders that are empty end in `/`, links say where to.
fn tree(output: &Path) -> Tree {
    let mut found = Tree::new();
    walk(output, "", &mut found);
    found.remove(MANIFEST);
    found.remove(MARKER);
    found
}

fn walk(folder: &Path, prefix: &str, found: &mut Tree) {
    let mut empty = true;
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        let kind = entry.file_type().unwrap();
        empty = false;
        if kind.is_dir() {
            walk(&entry.path(), &format!("{path}/"), found);
        } else if kind.is_symlink() {
            found.insert(path, format!("-> {}", fs::read_link(entry.path()).unwrap().display()).into());
        } else {
            found.insert(path, fs::read(entry.path()).unwrap());
        }
    }
    if empty && !prefix.is_empty() {
        found.insert(prefix.to_owned(), Vec::new());
    }
}

fn as_tree(files: &Files) -> Tree {
    files.iter().map(|(path, bytes)| (path.clone(), bytes.to_vec())).collect()
}

fn times(output: &Path) -> BTreeMap<String, SystemTime> {
    let mut found = Tree::new();
    walk(output, "", &mut found);
    found.into_keys().map(|path| (path.clone(), fs::metadata(output.join(path)).unwrap().modified().unwrap())).collect()
}

fn manifest_of(output: &Path) -> Manifest {
    let path = output.join(MANIFEST);
    Manifest::parse(&path, &fs::read(&path).unwrap()).unwrap()
}

fn old_site() -> Files {
    site(&[("index.html", "old home"), ("same.html", "same"), ("2019/01.html", "one"), ("2019/02.html", "two"), ("to", "a file")])
}

fn new_site() -> Files {
    site(&[("index.html", "new home"), ("same.html", "same"), ("2020/01.html", "eins"), ("2019", "a file now"), ("to/a.html", "below")])
}

// What a build does.

#[test]
fn a_first_build_writes_every_file_and_the_manifest() {
    let temp = folder();
    let output = temp.path().join("not/yet/there");
    let files = site(&[("index.html", "abc"), ("2020/08.html", ""), ("文件/说明.html", "说明")]);
    let applied = built(&files, &output);
    assert_eq!(applied, Applied { written: 3, bytes: 9, ..Applied::default() });
    assert_eq!(tree(&output), as_tree(&files));
    assert_eq!(manifest_of(&output), Manifest::of(&files, &meta()));
    let mut names: Vec<_> = fs::read_dir(&output).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, [MARKER, "2020", "index.html", MANIFEST, "文件"]);
}

#[test]
fn a_second_build_of_the_same_site_writes_nothing() {
    let temp = folder();
    let files = new_site();
    built(&files, temp.path());
    let before = times(temp.path());
    let applied = built(&files, temp.path());
    assert_eq!(applied, Applied { unchanged: 5, ..Applied::default() });
    assert_eq!(times(temp.path()), before);
}

#[test]
fn one_store_can_be_applied_to_again_and_again() {
    let temp = folder();
    let mut store = open(temp.path()).unwrap();
    for files in [old_site(), new_site(), old_site(), site(&[]), old_site()] {
        apply(&files, &meta(), &mut store).unwrap();
        assert_eq!(tree(temp.path()), as_tree(&files));
        let again = apply(&files, &meta(), &mut store).unwrap();
        assert_eq!(again, Applied { unchanged: files.len(), ..Applied::default() });
    }
}

#[test]
fn a_later_build_changes_what_differs_and_no_more() {
    let temp = folder();
    built(&old_site(), temp.path());
    let before = times(temp.path());
    let applied = built(&new_site(), temp.path());
    assert_eq!(applied, Applied { written: 4, unchanged: 1, removed: 3, kept: vec![], bytes: 8 + 4 + 10 + 5 });
    assert_eq!(tree(temp.path()), as_tree(&new_site()));
    assert_eq!(times(temp.path())["same.html"], before["same.html"]);
}

#[test]
fn only_the_manifest_changes_with_the_date() {
    let temp = folder();
    built(&old_site(), temp.path());
    let later = Meta { as_of: Some("2020-10".to_owned()), ..meta() };
    let applied = apply(&old_site(), &later, &mut open(temp.path()).unwrap()).unwrap();
    assert_eq!(applied, Applied { unchanged: 5, ..Applied::default() });
    assert_eq!(manifest_of(temp.path()).as_of.as_deref(), Some("2020-10"));
}

#[test]
fn an_empty_site_leaves_an_empty_folder() {
    let temp = folder();
    built(&site(&[("a/b/c/d.html", "x"), ("a/e.html", "y")]), temp.path());
    let applied = built(&site(&[]), temp.path());
    assert_eq!(applied, Applied { removed: 2, ..Applied::default() });
    assert_eq!(tree(temp.path()), Tree::new());
    assert!(temp.path().is_dir());
}

#[test]
fn a_folder_left_empty_by_a_removal_that_was_cut_off_goes_too() {
    let temp = folder();
    built(&site(&[("a/b/c/d.html", "x"), ("e.html", "y")]), temp.path());
    fs::remove_dir_all(temp.path().join("a/b/c")).unwrap();
    let applied = built(&site(&[("e.html", "y")]), temp.path());
    assert_eq!(applied, Applied { unchanged: 1, ..Applied::default() });
    assert_eq!(tree(temp.path()).into_keys().collect::<Vec<_>>(), ["e.html"]);
}

#[test]
fn foreign_files_and_folders_survive() {
    let temp = folder();
    built(&old_site(), temp.path());
    put(temp.path(), "2019/by-hand.txt", "mine");
    put(temp.path(), ".git/config", "mine");
    fs::create_dir(temp.path().join("empty")).unwrap();
    let applied = built(&site(&[("index.html", "home")]), temp.path());
    assert_eq!(applied.removed, 4);
    let expected = [("2019/by-hand.txt", "mine"), (".git/config", "mine"), ("empty/", ""), ("index.html", "home")];
    assert_eq!(tree(temp.path()), as_tree(&site(&expected)));
}

#[test]
fn a_page_edited_or_lost_by_hand_is_put_right() {
    let temp = folder();
    built(&old_site(), temp.path());
    let manifest = times(temp.path())[MANIFEST];
    put(temp.path(), "same.html", "SAME");
    put(temp.path(), "index.html", "much longer than before");
    fs::remove_dir_all(temp.path().join("2019")).unwrap();
    let applied = built(&old_site(), temp.path());
    assert_eq!(applied, Applied { written: 4, unchanged: 1, removed: 0, kept: vec![], bytes: 4 + 8 + 3 + 3 });
    assert_eq!(tree(temp.path()), as_tree(&old_site()));
    assert_eq!(times(temp.path())[MANIFEST], manifest);
}

#[test]
fn a_foreign_file_at_the_path_of_a_new_page_gives_way() {
    let temp = folder();
    built(&old_site(), temp.path());
    put(temp.path(), "2020/01.html", "by hand");
    built(&new_site(), temp.path());
    assert_eq!(tree(temp.path()), as_tree(&new_site()));
}

#[test]
fn a_removed_page_that_was_edited_by_hand_is_kept_and_reported_once() {
    let temp = folder();
    built(&old_site(), temp.path());
    put(temp.path(), "2019/02.html", "TWO");
    put(temp.path(), "same.html", "");
    let files = site(&[("index.html", "old home")]);
    let applied = built(&files, temp.path());
    let kept = vec!["2019/02.html".to_owned(), "same.html".to_owned()];
    assert_eq!(applied, Applied { written: 0, unchanged: 1, removed: 2, kept, bytes: 0 });
    let expected = as_tree(&site(&[("2019/02.html", "TWO"), ("index.html", "old home"), ("same.html", "")]));
    assert_eq!(tree(temp.path()), expected);
    assert_eq!(built(&files, temp.path()), Applied { unchanged: 1, ..Applied::default() });
    assert_eq!(tree(temp.path()), expected);
}

#[test]
fn a_name_that_changes_in_case_alone_is_written_after_the_old_one_goes() {
    let temp = folder();
    built(&site(&[("Docs/A.html", "x"), ("b.html", "y")]), temp.path());
    let files = site(&[("docs/a.html", "x"), ("b.html", "y")]);
    let applied = built(&files, temp.path());
    assert_eq!((applied.written, applied.removed, applied.unchanged), (1, 1, 1));
    assert_eq!(tree(temp.path()), as_tree(&files));
}

#[test]
fn memory_and_disk_agree() {
    let temp = folder();
    let mut memory = MemoryStore::default();
    for files in [old_site(), new_site(), new_site(), site(&[]), old_site()] {
        let applied = apply(&files, &meta(), &mut memory).unwrap();
        assert_eq!(built(&files, temp.path()), applied);
        let manifest = fs::read(temp.path().join(MANIFEST)).unwrap();
        assert_eq!(memory.files()[MANIFEST][..], manifest[..]);
        let mut held = as_tree(&memory.files());
        held.remove(MANIFEST);
        assert_eq!(tree(temp.path()), held);
    }
}

#[test]
fn the_store_in_memory_tells_its_own_files_from_others() {
    let store = MemoryStore::default();
    store.insert("a", b"abc");
    assert_eq!(store.remove_if("a", Digest::of(b"x")).unwrap(), Removed::Kept);
    assert_eq!(store.remove_if("a", Digest::of(b"abc")).unwrap(), Removed::Removed);
    assert_eq!(store.remove_if("a", Digest::of(b"abc")).unwrap(), Removed::Missing);
    assert_eq!(store.read("a").unwrap(), None);
    assert!(!store.remove("a"));
}

// The manifest and the changes.

#[test]
fn the_manifest_is_exactly_this_text() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let expected = format!(
        r#"{{
  "format": 1,
  "generator": "gongshi {}",
  "as_of": "2020-09",
  "timezone": "Asia/Shanghai",
  "files": {{
    "2020/08.html": {{
      "sha256": "{ABC}",
      "bytes": 3
    }},
    "a": {{
      "sha256": "{empty}",
      "bytes": 0
    }}
  }}
}}
"#,
        env!("CARGO_PKG_VERSION")
    );
    let manifest = Manifest::of(&site(&[("a", ""), ("2020/08.html", "abc")]), &meta());
    assert_eq!(*manifest.to_json(), *expected);
    assert_eq!(Manifest::parse(Path::new("m"), expected.as_bytes()).unwrap(), manifest);
}

#[test]
fn date_and_zone_may_be_absent() {
    let manifest = Manifest::of(&site(&[]), &Meta::default());
    let json = manifest.to_json();
    assert!(!json.contains("as_of") && !json.contains("timezone"), "{json}");
    assert_eq!(Manifest::parse(Path::new("m"), json.as_bytes()).unwrap(), manifest);
}

#[test]
fn the_number_of_threads_does_not_show() {
    let files: Files = (0..500_u32).map(|n| (format!("{}/{n}.html", n % 7), Arc::from(n.to_le_bytes()))).collect();
    let with = |threads| {
        let temp = folder();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let applied = pool.install(|| built(&files, temp.path()));
        (applied, tree(temp.path()), fs::read(temp.path().join(MANIFEST)).unwrap())
    };
    assert_eq!(with(1), with(8));
}

#[test]
fn a_manifest_cut_off_anywhere_is_damaged() {
    let json = Manifest::of(&old_site(), &meta()).to_json();
    let whole = json.trim_end().len();
    for end in 0..whole {
        match Manifest::parse(Path::new("public/manifest.json"), &json.as_bytes()[..end]) {
            Err(error @ OutputError::Damaged { .. }) => {
                assert_eq!(error.to_string(), "`public/manifest.json` is damaged");
                assert!(error.source().is_some());
            }
            other => panic!("cut at {end}: {other:?}"),
        }
    }
}

#[test]
fn a_manifest_of_another_program_is_foreign() {
    for json in [
        r#"{"name": "A web app", "icons": []}"#,
        "{}",
        r#"{"format": 2, "generator": "gongshi 9", "files": {}}"#,
        r#"{"format": 2, "generator": "gongshi 9", "files": {"a": "x"}}"#,
        r#"{"format": "1", "generator": "g", "files": {}}"#,
    ] {
        let error = Manifest::parse(Path::new("out/manifest.json"), json.as_bytes()).unwrap_err();
        assert!(matches!(error, OutputError::Foreign { ref path } if path == Path::new("out/manifest.json")), "{json}: {error:?}");
    }
}

#[test]
fn a_manifest_of_ours_with_wrong_values_is_damaged() {
    let upper = ABC.to_uppercase();
    for record in [
        r#"{"sha256": "abc", "bytes": 1}"#.to_owned(),
        format!(r#"{{"sha256": "{upper}", "bytes": 3}}"#),
        format!(r#"{{"sha256": "{ABC}", "bytes": -3}}"#),
        format!(r#"{{"sha256": "{ABC}"}}"#),
        format!(r#"{{"sha256": "{ABC}", "bytes": 3, "more": 1}}"#),
    ] {
        let json = format!(r#"{{"format": 1, "generator": "g", "files": {{"a": {record}}}}}"#);
        let error = Manifest::parse(Path::new("m"), json.as_bytes()).unwrap_err();
        assert!(matches!(error, OutputError::Damaged { .. }), "{record}: {error:?}");
    }
}

const BAD_PATHS: [&str; 24] = [
    "",
    "/",
    "/etc/passwd",
    "..",
    "../a",
    "a/../../b",
    "a/..",
    ".",
    "./a",
    "a/./b",
    "a//b",
    "a/",
    "a\\b",
    "..\\a",
    "C:/a",
    "c:a",
    "a/c:b",
    "a\0b",
    "a\nb",
    "manifest.json",
    "Manifest.JSON",
    MARKER,
    ".gongshi-1-tmp",
    "a/.Gongshi-x/b",
];

#[test]
fn a_manifest_that_lists_what_no_site_has_is_refused_and_removes_nothing() {
    let temp = folder();
    let output = temp.path().join("public");
    built(&old_site(), &output);
    put(temp.path(), "a", "abc");
    let before = tree(temp.path());
    for entry in BAD_PATHS {
        let record = Record { sha256: Digest::of(b"abc"), bytes: 3 };
        let mut manifest = manifest_of(&output);
        manifest.files.insert(entry.to_owned(), record);
        fs::write(output.join(MANIFEST), &*manifest.to_json()).unwrap();
        match build(&site(&[]), &output) {
            Err(OutputError::UnsafeEntry { path, entry: named }) => {
                assert_eq!((path, named.as_str()), (output.join(MANIFEST), entry));
            }
            other => panic!("{entry:?}: {other:?}"),
        }
        fs::write(output.join(MANIFEST), before_manifest(&output, entry)).unwrap();
    }
    assert_eq!(tree(temp.path()).get("a"), before.get("a"));
    assert_eq!(tree(&output), as_tree(&old_site()));
}

/// The manifest as it was before a bad entry came into it.
fn before_manifest(output: &Path, entry: &str) -> String {
    let mut json: serde_json::Value = serde_json::from_slice(&fs::read(output.join(MANIFEST)).unwrap()).unwrap();
    json["files"].as_object_mut().unwrap().remove(entry);
    json.to_string()
}

#[test]
fn a_bad_path_among_the_finished_files_is_an_error_before_anything_is_written() {
    for path in BAD_PATHS {
        let mut store = MemoryStore::default();
        let error = apply(&site(&[("good", "x"), (path, "y")]), &meta(), &mut store).unwrap_err();
        assert!(matches!(error, OutputError::BadPath { path: ref named } if named == path), "{path:?}: {error:?}");
        assert!(store.files().is_empty());
    }
    let error = apply(&site(&[("a/b", "x"), ("a/b/c/d", "y")]), &meta(), &mut MemoryStore::default()).unwrap_err();
    assert_eq!(error.to_string(), "`a/b/c/d` is not a path a site's file can have");
}

#[test]
fn good_paths_are_good() {
    let files = site(&[(".well-known/security.txt", "x"), ("a..b/...", "y"), ("a b/%2e.html", "z"), ("sub/manifest.json", "{}")]);
    let temp = folder();
    built(&files, temp.path());
    assert_eq!(tree(temp.path()), as_tree(&files));
}

#[test]
fn a_damaged_manifest_stops_the_build_and_changes_nothing() {
    let temp = folder();
    built(&old_site(), temp.path());
    put(temp.path(), MANIFEST, "{\"format\": 1,");
    let error = build(&new_site(), temp.path()).unwrap_err();
    assert!(matches!(error, OutputError::Damaged { ref path, .. } if *path == temp.path().join(MANIFEST)), "{error:?}");
    assert_eq!(tree(temp.path()), as_tree(&old_site()));
    fs::remove_file(temp.path().join(MANIFEST)).unwrap();
    assert_eq!(built(&old_site(), temp.path()), Applied { unchanged: 5, ..Applied::default() });
}

#[test]
fn changes_are_new_changed_unchanged_and_gone() {
    let record = |text: &str| Record { sha256: Digest::of(text.as_bytes()), bytes: text.len() as u64 };
    let old = Manifest::of(&old_site(), &meta());
    let changes = Changes::between(Some(&old), &new_site());
    let write = [("2019", "a file now"), ("2020/01.html", "eins"), ("index.html", "new home"), ("to/a.html", "below")];
    assert_eq!(changes.write, write.map(|(path, text)| (path.to_owned(), record(text))).into());
    assert_eq!(changes.unchanged, 1);
    let remove = [("2019/01.html", "one"), ("2019/02.html", "two"), ("to", "a file")];
    assert_eq!(changes.remove, remove.map(|(path, text)| (path.to_owned(), Digest::of(text.as_bytes()))).into());
    let first = Changes::between(None, &old_site());
    assert_eq!((first.write.len(), first.unchanged, first.remove.len()), (5, 0, 0));
    let same = Changes::between(Some(&old), &old_site());
    assert_eq!(same, Changes { unchanged: 5, ..Changes::default() });
}

#[test]
fn digests_are_read_and_written() {
    assert_eq!(Digest::of(b"abc").to_string(), ABC);
    assert_eq!(Digest::parse(ABC), Some(Digest::of(b"abc")));
    assert_eq!(Digest::parse(&ABC[1..]), None);
    assert_eq!(Digest::parse(&ABC.replace('b', "g")), None);
    assert_eq!(Digest::parse(&"é".repeat(32)), None);
}

// Builds that are cut off.

/// A store that dies at its N-th change: that one and all later ones fail, as after a kill.
struct Dying<'a> {
    inner: &'a mut dyn Store,
    left: AtomicUsize,
}

impl Dying<'_> {
    fn live(&self) -> Result<(), OutputError> {
        let left = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        left.map(drop).map_err(|_| OutputError::Io { path: "killed".into(), source: std::io::Error::other("killed") })
    }
}

impl Store for Dying<'_> {
    fn manifest(&self) -> Result<Option<Arc<Manifest>>, OutputError> {
        self.inner.manifest()
    }

    fn interrupted(&self) -> Result<Option<Arc<Manifest>>, OutputError> {
        self.inner.interrupted()
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, OutputError> {
        self.inner.read(path)
    }

    fn holds(&self, path: &str, record: &Record) -> Result<bool, OutputError> {
        self.inner.holds(path, record)
    }

    fn stage(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        self.live()?;
        self.inner.stage(path, bytes)
    }

    fn holds_manifest(&self, next: &Manifest) -> Result<bool, OutputError> {
        self.inner.holds_manifest(next)
    }

    fn begin(&self, next: &Arc<Manifest>) -> Result<(), OutputError> {
        self.live()?;
        self.inner.begin(next)
    }

    fn settle(&self) -> Result<(), OutputError> {
        self.live()?;
        self.inner.settle()
    }

    fn remove_if(&self, path: &str, digest: Digest) -> Result<Removed, OutputError> {
        self.live()?;
        self.inner.remove_if(path, digest)
    }

    fn end(&self, next: &Arc<Manifest>) -> Result<(), OutputError> {
        self.live()?;
        self.inner.end(next)
    }

    fn discard(&self) {
        // A killed process clears nothing up.
        if self.left.load(Ordering::SeqCst) > 0 {
            self.inner.discard();
        }
    }
}

fn cut_off(files: &Files, store: &mut dyn Store, after: usize) -> Result<Applied, OutputError> {
    apply(files, &meta(), &mut Dying { inner: store, left: AtomicUsize::new(after) })
}

#[track_caller]
fn every_path_is_old_or_new(shown: &Tree, old: &Tree, new: &Tree) {
    for (path, bytes) in shown {
        assert!(old.get(path) == Some(bytes) || new.get(path) == Some(bytes), "{path} shows neither old nor new bytes");
    }
    for path in old.keys().filter(|path| new.contains_key(*path)) {
        assert!(shown.contains_key(path), "{path} is gone, but both sites have it");
    }
}

#[test]
fn a_build_cut_off_at_any_step_shows_whole_files_and_the_next_one_mends_it() {
    let third = site(&[("index.html", "third"), ("2020", "a file in the third")]);
    let (old, new) = (as_tree(&old_site()), as_tree(&new_site()));
    let mut after = 0;
    loop {
        for next in [&new_site(), &old_site(), &third] {
            let temp = folder();
            built(&old_site(), temp.path());
            let done = cut_off(&new_site(), &mut open(temp.path()).unwrap(), after).is_ok();
            let mut shown = tree(temp.path());
            let begun = shown.contains_key(".gongshi-unfinished");
            shown.retain(|path, _| !path.starts_with(".gongshi-"));
            every_path_is_old_or_new(&shown, &old, &new);
            assert!(begun || shown == old || shown == new, "after {after} steps nothing was on its way, and the site is neither");
            assert_eq!(manifest_of(temp.path()).files.contains_key("to/a.html"), done);
            let applied = built(next, temp.path());
            assert_eq!(tree(temp.path()), as_tree(next), "after {after} steps");
            assert_eq!(applied.kept, Vec::<String>::new());
            assert_eq!(built(next, temp.path()), Applied { unchanged: next.len(), ..Applied::default() });
            if done && next.len() == third.len() {
                assert_eq!(after, 4 + 1 + 3 + 1 + 1, "four files, one announcement, three removals, one move, one manifest");
                return;
            }
        }
        after += 1;
    }
}

#[test]
fn a_first_build_cut_off_at_any_step_is_taken_up_again() {
    let other = site(&[("index.html", "other")]);
    for after in 0..=8 {
        for next in [&old_site(), &other] {
            let temp = folder();
            let output = temp.path().join("public");
            let done = cut_off(&old_site(), &mut open(&output).unwrap(), after).is_ok();
            assert_eq!(done, after == 8);
            assert_eq!(output.join(MANIFEST).exists(), done);
            check_output(&output, temp.path(), &[], None).unwrap();
            assert!(built(next, &output).kept.is_empty());
            assert_eq!(tree(&output), as_tree(next), "after {after} steps");
        }
    }
}

#[test]
fn the_same_store_goes_on_after_a_failure() {
    let temp = folder();
    let mut store = open(temp.path()).unwrap();
    cut_off(&old_site(), &mut store, 3).unwrap_err();
    apply(&new_site(), &meta(), &mut store).unwrap();
    assert_eq!(tree(temp.path()), as_tree(&new_site()));
}

#[test]
fn any_sequence_of_builds_and_cuts_ends_in_exactly_the_last_site() {
    const POOL: [&str; 9] = ["a", "a/b", "a/b/c", "a/d", "e/f", "e/f/g", "e/h", "i", "j/k"];
    let mut state = 20_200_901_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let temp = folder();
    let mut memory = MemoryStore::default();
    for _ in 0..300 {
        let mut files = Files::new();
        for path in POOL {
            let nested = files.keys().any(|file| path.starts_with(&format!("{file}/")));
            if !nested && random(2) == 0 {
                files.insert(path.to_owned(), Arc::from([b'0' + u8::try_from(random(3)).unwrap()]));
            }
        }
        let after = random(12);
        match cut_off(&files, &mut open(temp.path()).unwrap(), after) {
            Ok(applied) => assert_eq!((applied.kept, tree(temp.path())), (vec![], as_tree(&files))),
            Err(error) => assert_eq!(error.to_string(), "cannot use `killed`"),
        }
        if cut_off(&files, &mut memory, after).is_ok() {
            let mut held = as_tree(&memory.files());
            held.remove(MANIFEST);
            assert_eq!(held, as_tree(&files));
        }
    }
    let last = old_site();
    assert_eq!(built(&last, temp.path()).kept, Vec::<String>::new());
    assert_eq!(tree(temp.path()), as_tree(&last));
}

#[test]
fn temporary_files_of_a_killed_build_are_swept() {
    let temp = folder();
    built(&old_site(), temp.path());
    put(temp.path(), ".gongshi-0-tmp", "half");
    put(temp.path(), ".gongshi-stage/2019/01.html", "half");
    put(temp.path(), "foreign/.gongshi-notes", "mine");
    assert_eq!(built(&old_site(), temp.path()), Applied { unchanged: 5, ..Applied::default() });
    let mut expected = as_tree(&old_site());
    expected.insert("foreign/.gongshi-notes".to_owned(), b"mine".to_vec());
    assert_eq!(tree(temp.path()), expected);
}

#[test]
fn a_note_that_is_no_manifest_is_as_good_as_none() {
    let temp = folder();
    built(&old_site(), temp.path());
    let whole = Manifest::of(&new_site(), &meta()).to_json();
    for note in ["", "nonsense", &whole[..whole.len() / 2], r#"{"format": 1, "generator": "x", "files": {"../x": null}}"#] {
        put(temp.path(), ".gongshi-unfinished", note);
        put(temp.path(), ".gongshi-stage/index.html", "new home");
        assert_eq!(built(&old_site(), temp.path()), Applied { unchanged: 5, ..Applied::default() });
        assert_eq!(tree(temp.path()), as_tree(&old_site()));
    }
}

#[test]
fn a_build_cut_off_while_its_files_were_moved_is_finished_by_whoever_comes_next() {
    let temp = folder();
    built(&old_site(), temp.path());
    cut_off(&new_site(), &mut open(temp.path()).unwrap(), 4 + 1).unwrap_err();
    // Some of it was moved already.
    fs::rename(temp.path().join(".gongshi-stage/index.html"), temp.path().join("index.html")).unwrap();
    drop(gongshi::output::Publication::begin(&open(temp.path()).unwrap()).unwrap());
    assert_eq!(tree(temp.path()), as_tree(&new_site()));
    assert_eq!(manifest_of(temp.path()), Manifest::of(&new_site(), &meta()));
}

#[test]
fn a_publication_that_is_dropped_leaves_no_trace() {
    let temp = folder();
    built(&old_site(), temp.path());
    let before = times(temp.path());
    let store = open(temp.path()).unwrap();
    let publication = gongshi::output::Publication::begin(&store).unwrap();
    assert!(publication.put("2020/new.html", &Record::of(b"new"), b"new").unwrap());
    assert!(!publication.put("index.html", &Record::of(b"old home"), b"old home").unwrap());
    drop(publication);
    assert_eq!((tree(temp.path()), times(temp.path())), (as_tree(&old_site()), before));
}

// What the system refuses.

#[test]
fn an_output_below_a_file_is_an_error_with_its_path() {
    let temp = folder();
    put(temp.path(), "file", "x");
    let output = temp.path().join("file/public");
    match open(&output) {
        Err(error @ OutputError::Io { .. }) => {
            assert_eq!(error.to_string(), format!("cannot use `{}`", output.display()));
            assert!(error.source().is_some());
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_write_that_fails_leaves_no_part_of_it() {
    let long = format!("2019/{}", "长".repeat(100));
    for first in [true, false] {
        let temp = folder();
        if !first {
            built(&old_site(), temp.path());
        }
        let mut files = old_site();
        files.insert(long.clone(), Arc::from(*b"x"));
        match build(&files, temp.path()) {
            Err(OutputError::Io { path, .. }) => assert_eq!(path, temp.path().join(&long)),
            other => panic!("{other:?}"),
        }
        let asides = |path: &String| path.contains("-tmp");
        assert!(!tree(temp.path()).keys().any(asides));
        assert_eq!(temp.path().join(MANIFEST).exists(), !first);
        built(&old_site(), temp.path());
        assert_eq!(tree(temp.path()), as_tree(&old_site()));
    }
}

#[test]
fn a_foreign_file_where_a_folder_must_stand_is_an_error() {
    let temp = folder();
    built(&old_site(), temp.path());
    put(temp.path(), "2020", "by hand");
    match build(&new_site(), temp.path()) {
        Err(OutputError::InTheWay { path }) => assert_eq!(path, temp.path().join("2020")),
        other => panic!("{other:?}"),
    }
    assert_eq!(fs::read(temp.path().join("2020")).unwrap(), b"by hand");
    fs::remove_file(temp.path().join("2020")).unwrap();
    built(&new_site(), temp.path());
    assert_eq!(tree(temp.path()), as_tree(&new_site()));
}

#[test]
fn a_folder_with_foreign_files_where_a_file_must_stand_is_an_error() {
    let temp = folder();
    built(&old_site(), temp.path());
    put(temp.path(), "2019/notes/by-hand.txt", "mine");
    match build(&new_site(), temp.path()) {
        Err(OutputError::InTheWay { path }) => assert_eq!(path, temp.path().join("2019")),
        other => panic!("{other:?}"),
    }
    assert_eq!(fs::read(temp.path().join("2019/notes/by-hand.txt")).unwrap(), b"mine");
    assert!(!tree(temp.path()).keys().any(|path| path.contains("-tmp")));
}

#[test]
fn an_owned_file_edited_by_hand_is_not_removed_to_make_a_folder() {
    let temp = folder();
    built(&old_site(), temp.path());
    put(temp.path(), "to", "by hand");
    match build(&new_site(), temp.path()) {
        Err(OutputError::InTheWay { path }) => assert_eq!(path, temp.path().join("to")),
        other => panic!("{other:?}"),
    }
    assert_eq!(fs::read(temp.path().join("to")).unwrap(), b"by hand");
}

#[test]
fn an_empty_folder_where_a_file_must_stand_gives_way() {
    let temp = folder();
    built(&old_site(), temp.path());
    fs::remove_file(temp.path().join("same.html")).unwrap();
    fs::create_dir(temp.path().join("same.html")).unwrap();
    assert_eq!(built(&old_site(), temp.path()).written, 1);
    assert_eq!(tree(temp.path()), as_tree(&old_site()));
}

#[test]
fn a_second_build_at_once_is_busy() {
    let temp = folder();
    let held = open(temp.path()).unwrap();
    match open(temp.path()) {
        Err(error @ OutputError::Busy { .. }) => {
            assert_eq!(error.en(), format!("another build is writing to `{}`", temp.path().display()));
            assert_eq!(error.zh(), format!("另一次构建正在写入 `{}`", temp.path().display()));
        }
        other => panic!("{other:?}"),
    }
    drop(held);
    open(temp.path()).unwrap();
}

// Symbolic links.

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use super::*;

    /// A built old site in `public`, and a folder `secret` with one file beside it.
    fn scene() -> (TempDir, PathBuf, PathBuf) {
        let temp = folder();
        let (output, secret) = (temp.path().join("public"), temp.path().join("secret"));
        built(&old_site(), &output);
        put(&secret, "01.html", "one");
        (temp, output, secret)
    }

    #[test]
    fn a_link_at_a_pages_path_is_replaced_and_its_target_is_not_touched() {
        let (_temp, output, secret) = scene();
        for name in ["index.html", "same.html"] {
            fs::remove_file(output.join(name)).unwrap();
        }
        put(&secret, "same", "same");
        symlink(&secret, output.join("index.html")).unwrap();
        symlink(secret.join("same"), output.join("same.html")).unwrap();
        assert_eq!(built(&old_site(), &output).written, 2);
        assert_eq!(tree(&output), as_tree(&old_site()));
        assert_eq!(tree(&secret), as_tree(&site(&[("01.html", "one"), ("same", "same")])));
    }

    #[test]
    fn a_link_at_the_manifests_path_is_replaced() {
        let (_temp, output, secret) = scene();
        let real = secret.join("m.json");
        fs::rename(output.join(MANIFEST), &real).unwrap();
        let before = fs::read(&real).unwrap();
        symlink(&real, output.join(MANIFEST)).unwrap();
        built(&site(&[("index.html", "x")]), &output);
        assert!(fs::symlink_metadata(output.join(MANIFEST)).unwrap().is_file());
        assert_eq!(fs::read(&real).unwrap(), before);
    }

    #[test]
    fn a_folder_that_is_a_link_is_an_error() {
        let (_temp, output, secret) = scene();
        fs::remove_dir_all(output.join("2019")).unwrap();
        symlink(&secret, output.join("2019")).unwrap();
        match build(&old_site(), &output) {
            Err(error @ OutputError::Link { .. }) => {
                let link = output.join("2019");
                assert_eq!(error.to_string(), format!("`{}` is a symbolic link where a folder must stand", link.display()));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(tree(&secret), as_tree(&site(&[("01.html", "one")])));
    }

    #[test]
    fn nothing_is_removed_through_a_link() {
        let (_temp, output, secret) = scene();
        fs::remove_dir_all(output.join("2019")).unwrap();
        symlink(&secret, output.join("2019")).unwrap();
        fs::remove_file(output.join("same.html")).unwrap();
        put(&secret, "same", "same");
        symlink(secret.join("same"), output.join("same.html")).unwrap();
        let applied = built(&site(&[("index.html", "old home")]), &output);
        assert_eq!(applied.removed, 1);
        assert_eq!(applied.kept, ["2019/01.html", "2019/02.html", "same.html"]);
        assert_eq!(tree(&secret), as_tree(&site(&[("01.html", "one"), ("same", "same")])));
        assert!(fs::symlink_metadata(output.join("same.html")).unwrap().is_symlink());
    }

    #[test]
    fn nothing_is_swept_through_a_link() {
        let (_temp, output, secret) = scene();
        put(&secret, ".gongshi-1-tmp", "mine");
        symlink(&secret, output.join("link")).unwrap();
        symlink(secret.join("01.html"), output.join(".gongshi-2-tmp")).unwrap();
        built(&old_site(), &output);
        assert!(secret.join(".gongshi-1-tmp").exists() && secret.join("01.html").exists());
    }

    #[test]
    fn gongshis_own_files_are_never_links() {
        let (_temp, output, secret) = scene();
        let target = secret.join("01.html");
        symlink(&target, output.join(".gongshi-unfinished")).unwrap();
        symlink(&secret, output.join(".gongshi-stage")).unwrap();
        assert!(matches!(build(&new_site(), &output), Err(OutputError::Link { path }) if path.ends_with(".gongshi-stage")));
        assert!(!output.join(".gongshi-unfinished").exists(), "the link is gone, and what it led to is not");
        fs::remove_file(output.join(".gongshi-stage")).unwrap();
        fs::remove_file(output.join(MARKER)).unwrap();
        symlink(&target, output.join(MARKER)).unwrap();
        assert!(matches!(build(&new_site(), &output), Err(OutputError::InTheWay { path }) if path.ends_with(MARKER)));
        assert_eq!(fs::read(target).unwrap(), b"one");
        assert_eq!(fs::read(output.join("index.html")).unwrap(), b"old home");
    }

    #[test]
    fn the_guard_sees_through_links() {
        let (temp, output, _) = scene();
        let root = temp.path().join("site");
        fs::create_dir_all(root.join("content/2020")).unwrap();
        let inputs = [root.join("content")];
        let check = |named: &str| check_output(&temp.path().join(named), &root, &inputs, Some(Path::new("/root/home")));
        symlink(root.join("content"), temp.path().join("to-content")).unwrap();
        symlink(&root, temp.path().join("to-site")).unwrap();
        symlink("/", temp.path().join("to-root")).unwrap();
        symlink("site/content/not-yet", temp.path().join("dangling")).unwrap();
        symlink(&output, temp.path().join("to-public")).unwrap();
        symlink("circle", temp.path().join("circle")).unwrap();
        assert!(matches!(check("to-content"), Err(Refused::Input { .. })));
        assert!(matches!(check("to-content/2020/new"), Err(Refused::InsideInput { .. })));
        assert!(matches!(check("to-content/.."), Err(Refused::HoldsInput { .. })));
        assert!(matches!(check("to-site"), Err(Refused::HoldsInput { .. })));
        assert!(matches!(check("to-root"), Err(Refused::Root { .. })));
        assert!(matches!(check("to-root/root"), Err(Refused::Home { .. })));
        assert!(matches!(check("dangling"), Err(Refused::InsideInput { .. })));
        assert!(matches!(check("dangling/deeper"), Err(Refused::InsideInput { .. })));
        assert!(matches!(check("circle"), Err(Refused::Unreadable { .. })));
        check("to-public").unwrap();
        check("to-site/public").unwrap();
    }
}

// The guard.

#[test]
fn the_guard_refuses_precious_folders() {
    let temp = folder();
    let home = temp.path().join("home/li");
    let root = home.join("site");
    let inputs = [root.join("content"), root.join("themes")];
    fs::create_dir_all(&inputs[0]).unwrap();
    let check = |output: PathBuf| check_output(&output, &root, &inputs, Some(&home));
    let top = temp.path().ancestors().last().unwrap().to_path_buf();
    assert!(matches!(check(top), Err(Refused::Root { .. })));
    assert!(matches!(check(home.clone()), Err(Refused::Home { .. })));
    assert!(matches!(check(home.join("..")), Err(Refused::Home { .. })));
    assert!(matches!(check(root.join("content")), Err(Refused::Input { .. })));
    assert!(matches!(check(root.join("themes/")), Err(Refused::Input { .. })));
    assert!(matches!(check(root.join("content/public")), Err(Refused::InsideInput { .. })));
    assert!(matches!(check(root.join("public/../themes/not/yet")), Err(Refused::InsideInput { .. })));
    assert!(matches!(check(root.clone()), Err(Refused::HoldsInput { .. })));
    assert!(matches!(check(root.join("public/..")), Err(Refused::HoldsInput { .. })));
    assert!(matches!(check_output(&root, &root, &[], None), Err(Refused::Site { .. })));
    assert!(matches!(check_output(&home, &root, &[], None), Err(Refused::Site { .. })));
    check(root.join("public")).unwrap();
    check(root.join("content-built")).unwrap();
    check(home.join("elsewhere/deep")).unwrap();
}

#[test]
fn the_guard_refuses_files_and_folders_of_others() {
    let temp = folder();
    let root = temp.path().join("site");
    let check = |output: &Path| check_output(output, &root, &[], None);
    let output = temp.path().join("public");
    put(&output, "precious.txt", "x");
    put(&output, "zzz.txt", "x");
    assert!(matches!(check(&output.join("precious.txt")), Err(Refused::NotAFolder { .. })));
    assert!(matches!(check(&output.join("precious.txt/public")), Err(Refused::NotAFolder { .. })));
    match check(&output) {
        Err(refused @ Refused::NotOurs { .. }) => {
            let shown = output.display();
            assert_eq!(refused.en(), format!("`{shown}` holds `precious.txt` and was not written by gongshi; name an empty folder"));
            assert_eq!(refused.zh(), format!("`{shown}` 内有 `precious.txt`，且不是 gongshi 写入的目录；请指定空目录"));
        }
        other => panic!("{other:?}"),
    }
    put(&output, MANIFEST, r#"{"name": "A web app"}"#);
    assert!(matches!(check(&output), Err(Refused::NotOurs { .. })));
    put(&output, MANIFEST, &Manifest::of(&site(&[]), &meta()).to_json());
    check(&output).unwrap();
    put(&output, MANIFEST, "damaged");
    put(&output, MARKER, "");
    check(&output).unwrap();
}

#[test]
fn the_guard_takes_what_is_as_good_as_empty() {
    let temp = folder();
    let root = temp.path().join("site");
    let output = root.join("public");
    check_output(&output, &root, &[], None).unwrap();
    for name in [".gitkeep", ".gitignore", ".DS_Store"] {
        put(&output, name, "");
        check_output(&output, &root, &[], None).unwrap();
    }
    built(&old_site(), &output);
    assert_eq!(tree(&output).len(), 5 + 3);
    put(&output, "notes.txt", "by hand");
    check_output(&output, &root, &[], None).unwrap();
}

#[test]
fn every_refusal_has_two_languages() {
    let at = |path: &str| PathBuf::from(path);
    let refusals = [
        Refused::Root { output: at("o") },
        Refused::Home { output: at("o") },
        Refused::Site { output: at("o"), site: at("s") },
        Refused::Input { output: at("o") },
        Refused::HoldsInput { output: at("o"), input: at("i") },
        Refused::InsideInput { output: at("o"), input: at("i") },
        Refused::NotAFolder { output: at("o") },
        Refused::NotOurs { output: at("o"), found: "f".to_owned() },
        Refused::Unreadable { path: at("o"), source: std::io::Error::other("x") },
    ];
    for refused in refusals {
        assert!(refused.en().contains("`o`") && refused.en().is_ascii(), "{}", refused.en());
        assert!(refused.zh().contains("`o`") && !refused.zh().is_ascii(), "{}", refused.zh());
        assert_eq!(refused.to_string(), refused.en());
        assert_eq!(refused.source().is_some(), matches!(refused, Refused::Unreadable { .. }));
    }
}
