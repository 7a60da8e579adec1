//! The same content gives the same bytes: wherever it stands, in whatever order the disk lists it, on any number of
//! threads, in any locale or time zone.

use std::{collections::BTreeMap, fs, path::Path, process::Command};

use gongshi::{files::DiskFiles, plan::Choice};

use super::support::root;

/// Every file below a folder, by path.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type().expect("a type").is_dir() {
                walk(&entry.path(), &format!("{name}/"), found);
            } else {
                found.insert(name, fs::read(entry.path()).expect("a file"));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, "", &mut found);
    found
}

/// Copy a folder; `backwards` creates its entries in the opposite order.
fn copy(from: &Path, to: &Path, backwards: bool) {
    fs::create_dir_all(to).expect("a folder");
    let mut entries: Vec<_> = fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    entries.sort();
    if backwards {
        entries.reverse();
    }
    for path in entries {
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target, backwards);
        } else {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let work = tempfile::tempdir().expect("a folder");
    let built = |name: &str, backwards: bool, settings: &[(&str, &str)]| {
        let site = work.path().join(name);
        copy(&root().join("content"), &site.join("content"), backwards);
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongshi"));
        let output = command.args(["build", "--root"]).arg(&site).envs(settings.iter().copied()).output().expect("gongshi runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        tree(&site.join("public"))
    };
    let one = built("a", false, &[("TZ", "UTC"), ("LANG", "C"), ("RAYON_NUM_THREADS", "1")]);
    let many = built("a/much/deeper", true, &[("TZ", "Asia/Shanghai"), ("LC_ALL", "zh_CN.UTF-8"), ("RAYON_NUM_THREADS", "8")]);
    assert!(one.len() > 100, "the real site has {} files", one.len());
    assert_eq!(one.keys().collect::<Vec<_>>(), many.keys().collect::<Vec<_>>());
    for (path, bytes) in &one {
        assert!(bytes == &many[path], "{path} differs");
    }
}

#[test]
fn the_manifest_is_the_digest_of_what_stands_there() {
    use std::fmt::Write as _;

    use sha2::{Digest as _, Sha256};
    let work = tempfile::tempdir().expect("a folder");
    copy(&root().join("content"), &work.path().join("content"), false);
    let run = || {
        Command::new(env!("CARGO_BIN_EXE_gongshi")).args(["build", "--quiet", "--root"]).arg(work.path()).status().expect("gongshi runs")
    };
    assert!(run().success());
    let mut files = tree(&work.path().join("public"));
    let manifest: serde_json::Value = serde_json::from_slice(&files.remove("manifest.json").expect("a manifest")).expect("JSON");
    files.remove(".gongshi-output").expect("the marker");
    let listed = manifest["files"].as_object().expect("files");
    assert_eq!(listed.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
    for (path, bytes) in &files {
        let digest = Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        assert_eq!(listed[path]["sha256"], digest, "{path}");
    }
    assert_eq!(manifest["as_of"], "2023-01-04");
    let before = tree(&work.path().join("public"));
    assert!(run().success());
    assert!(before == tree(&work.path().join("public")), "a second build changes nothing");
}

#[test]
fn one_thread_or_many_make_no_difference_in_memory() {
    let build = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| super::support::build(&DiskFiles::new(&root()), &Choice::default())).built.expect("no faults").files
    };
    assert!(build(1) == build(7));
}
