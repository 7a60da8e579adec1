//! A process killed on its way: readers see the old or the new site, and the next run mends the rest.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Stdio},
};

use super::Office;
use crate::{determinism::tree, signing::stdout};

/// Publish, and kill the process the moment a path stands there or the process has ended by itself.
fn kill_when(office: &Office, day: &str, stands: impl Fn() -> bool) -> bool {
    let mut process = Command::new(env!("CARGO_BIN_EXE_gongshi"))
        .args(["publish", "--date", day, "--quiet"])
        .current_dir(office.site())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("gongshi runs");
    loop {
        if stands() {
            process.kill().expect("it is ours");
            return process.wait().expect("it ends").code().is_none();
        }
        if process.try_wait().expect("it runs").is_some() {
            return false;
        }
        std::thread::yield_now();
    }
}

fn any(folder: &PathBuf, wanted: impl Fn(&str) -> bool) -> bool {
    fs::read_dir(folder).is_ok_and(|all| all.flatten().any(|entry| wanted(&entry.file_name().to_string_lossy())))
}

#[test]
fn a_killed_publication_leaves_the_old_site_or_the_new_one_and_is_mended() {
    let mut killed = 0;
    for step in 0..8 {
        let office = Office::new();
        office.publish("2020-10-09", &[]);
        let releases = office.www().join("releases");
        let first = fs::read_link(office.www().join("current")).expect("a link");
        office.project("reports: [{as_of: 2020-09-30, readings: {beds: 100}}, {as_of: 2020-10-31, readings: {beds: 150}}]\n");
        let pending = office.site().join(".gongshi/publish/record");
        let record = office.site().join("content/published");
        let lines = |file: &str| fs::read_to_string(record.join(file)).map_or(0, |text| text.lines().count());
        let stands = || match step {
            0 => pending.exists(),
            1 => pending.join("2020.csv").exists(),
            2 => pending.join("publications.csv").exists(),
            3 => any(&releases, |name| name.ends_with(".partial")),
            4 => fs::read_dir(&releases)
                .is_ok_and(|all| all.flatten().filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')).count() > 1),
            5 => fs::read_link(office.www().join("current")).is_ok_and(|link| link != first),
            6 => lines("2020.csv") > 3,
            _ => lines("publications.csv") > 2,
        };
        killed += usize::from(kill_when(&office, "2020-11-05", stands));
        // Whoever reads now, reads one site whole.
        let whole = office.run(&["verify", office.www().to_str().expect("a path")]);
        assert_eq!(whole.status.code(), Some(0), "step {step}: {}", stdout(&whole));
        let page = office.page("2020/01.html");
        let new = fs::read_link(office.www().join("current")).expect("a link") != first;
        assert_eq!(page.contains("60%"), new, "step {step}");
        office.publish("2020-11-05", &[]);
        office.verify();
        assert!(office.page("2020/01.html").contains("60%"), "step {step}");
        assert_eq!(lines("publications.csv"), 3, "step {step}: one publication more, and one alone");
        assert!(office.read("content/published/2020.csv").ends_with("01,beds,reading,2020-10-31,150,,张,2,2020-11-05\n"));
        assert!(!pending.exists(), "step {step}");
    }
    assert!(killed >= 5, "only {killed} of 8 processes were killed on their way");
}

#[test]
fn the_record_of_a_publication_that_arrived_is_found_again() {
    let office = Office::new();
    office.publish("2020-10-09", &[]);
    let old = ["2020.csv", "publications.csv"].map(|file| (file, office.read(&format!("content/published/{file}"))));
    office.project("reports: [{as_of: 2020-09-30, readings: {beds: 100}}, {as_of: 2020-10-31, readings: {beds: 150}}]\n");
    office.publish("2020-11-05", &[]);
    // As if the process had died between the last file and the record.
    for (file, text) in &old {
        office.write(&format!(".gongshi/publish/record/{file}"), &office.read(&format!("content/published/{file}")));
        office.write(&format!("content/published/{file}"), text);
    }
    let said = office.publish("2020-11-09", &[]);
    assert!(said.starts_with("the last publication had arrived, and its record is in content/published/ now\n"), "{said}");
    assert!(said.ends_with("`portal` shows publication 2 already; nothing was sent\n"), "{said}");
    assert_eq!(office.read("content/published/publications.csv").lines().count(), 3);
}

/// Publish to the portal as if the process had died between the last file and the record.
fn died_before_the_record(office: &Office) {
    let config = "title: 测试站\npublish: [{name: portal, kind: folder, path: ../www}, {name: mirror, kind: folder, path: ../mirror}]\n";
    office.write("content/site.yaml", config);
    office.publish("2020-10-09", &["portal"]);
    let old = ["2020.csv", "publications.csv"].map(|file| (file, office.read(&format!("content/published/{file}"))));
    office.project("reports: [{as_of: 2020-09-30, readings: {beds: 100}}, {as_of: 2020-10-31, readings: {beds: 150}}]\n");
    office.publish("2020-11-05", &["portal"]);
    for (file, text) in &old {
        office.write(&format!(".gongshi/publish/record/{file}"), &office.read(&format!("content/published/{file}")));
        office.write(&format!("content/published/{file}"), text);
    }
    office.write(".gongshi/publish/record/target", "portal");
}

#[test]
fn the_record_of_a_publication_that_arrived_elsewhere_is_found_again() {
    let office = Office::new();
    died_before_the_record(&office);
    let said = office.publish("2020-11-09", &["mirror"]);
    assert!(said.starts_with("the last publication had arrived, and its record is in content/published/ now\n"), "{said}");
    let mirrored = fs::read_to_string(office.www().with_file_name("mirror").join("current/manifest.json")).expect("a manifest");
    assert!(mirrored == office.page("manifest.json"), "both targets show the same publication");
    let again = office.publish("2020-11-10", &["portal"]);
    assert!(again.ends_with("`portal` shows publication 2 already; nothing was sent\n"), "{again}");
}

#[test]
fn a_dry_run_writes_no_record() {
    let office = Office::new();
    died_before_the_record(&office);
    let before = tree(&office.site().join("content"));
    let said = office.publish("2020-11-09", &["portal", "--dry-run"]);
    assert!(said.starts_with("the last publication had arrived, and its record is not in content/published/ yet\n"), "{said}");
    assert!(said.contains("publication 2 of 2020-11-05, to `portal` (folder)\n"), "{said}");
    assert!(before == tree(&office.site().join("content")));
    office.publish("2020-11-09", &["portal"]);
    assert_eq!(office.read("content/published/publications.csv").lines().count(), 3);
}

#[test]
fn half_a_record_is_let_go() {
    let office = Office::new();
    office.publish("2020-10-09", &[]);
    let record = office.read("content/published/publications.csv");
    // As if the process had died while it kept the record aside, or while it let go of it: the list comes last and goes first.
    office.write(".gongshi/publish/record/2020.csv", "half");
    office.write(".gongshi/publish/record/.x.tmp", "half");
    office.publish("2020-10-09", &[]);
    assert!(!office.site().join(".gongshi/publish/record").exists());
    assert_eq!(
        (office.read("content/published/publications.csv"), office.read("content/published/2020.csv").contains("half")),
        (record, false)
    );
}

#[test]
fn two_at_once_are_one_after_the_other() {
    let office = Office::new();
    let lock = office.site().join(".gongshi/publish/lock");
    fs::create_dir_all(lock.parent().expect("a folder")).expect("a folder");
    let held = fs::File::create(&lock).expect("a lock");
    held.lock().expect("it is free");
    let output = office.run(&["publish", "--date", "2020-10-09"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(!office.www().join("current").exists());
    drop(held);
    office.publish("2020-10-09", &[]);
}
