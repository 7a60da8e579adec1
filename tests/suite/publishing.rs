//! `gongshi publish` as people run it: the plan, the refusals, the record, and what a killed process leaves.

#[cfg(unix)]
mod disk;
mod killed;
#[cfg(all(unix, feature = "remote"))]
mod servers;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use super::{
    determinism::tree,
    signing::{gongshi, stderr, stdout},
};

/// A site with a folder to publish to.
pub struct Office {
    work: tempfile::TempDir,
}

impl Office {
    /// One project, one target.
    pub fn new() -> Self {
        let office = Self { work: tempfile::tempdir().expect("a folder") };
        office.write("content/site.yaml", "title: 测试站\npublish: [{name: portal, kind: folder, path: ../www}]\n");
        office.write("content/2020/year.yaml", "title: 2020年实事项目\n");
        office.beds(100);
        office
    }

    /// The site's folder.
    pub fn site(&self) -> PathBuf {
        self.work.path().join("site")
    }

    /// The folder it is published to.
    pub fn www(&self) -> PathBuf {
        self.work.path().join("www")
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.site().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.site().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// So many of 250 beds at the end of September.
    pub fn beds(&self, reached: u32) {
        self.project(&format!("reports: [{{as_of: 2020-09-30, readings: {{beds: {reached}}}}}]\n"));
    }

    pub fn project(&self, more: &str) {
        let own = "title: 养老床位\nordinal: 1\nindicators: [{id: beds, name: 养老床位, unit: 张, target: 250}]\n";
        self.write("content/2020/projects/01.yaml", &format!("{own}{more}"));
    }

    pub fn run(&self, args: &[&str]) -> Output {
        gongshi(args, &self.site(), &[])
    }

    /// Publish on a day; it succeeds.
    #[track_caller]
    pub fn publish(&self, day: &str, more: &[&str]) -> String {
        let output = self.run(&[&["publish", "--date", day], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
        stdout(&output)
    }

    /// Every file of what is shown is what was published.
    #[track_caller]
    pub fn verify(&self) {
        let output = self.run(&["verify", "portal"]);
        assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
    }

    /// Everything in the folder it is published to.
    pub fn standing(&self) -> (PathBuf, std::collections::BTreeMap<String, Vec<u8>>) {
        (fs::read_link(self.www().join("current")).expect("a link"), tree(&self.www().join("releases")))
    }

    pub fn page(&self, path: &str) -> String {
        fs::read_to_string(self.www().join("current").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }
}

/// A report without what differs from run to run.
fn without_times(text: &str) -> String {
    let line = |line: &str| match line.split_once(" requests, ") {
        Some((before, _)) => format!("{before} requests"),
        None => line.to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_plan_is_in_words_and_a_dry_run_ends_with_it() {
    let office = Office::new();
    office.publish("2020-10-09", &[]);
    office.project("reports: [{as_of: 2020-09-30, readings: {beds: 100}}, {as_of: 2020-10-31, readings: {beds: 150}}]\n");
    let (before, record) = (office.standing(), tree(&office.site().join("content")));
    let output = gongshi(&["publish", "--dry-run", "--date", "2020-11-05", "--lang", "zh"], &office.site(), &[]);
    assert_eq!(output.status.code(), Some(0));
    let plan = stdout(&output);
    assert!(plan.starts_with("第 2 次发布，2020-11-05，目标 `portal`（folder）\n"), "{plan}");
    assert!(plan.contains("2020年第1项 养老床位：进度 40% → 60%"), "{plan}");
    assert!(plan.ends_with("未发送（--dry-run）\n"), "{plan}");
    assert!(before == office.standing() && record == tree(&office.site().join("content")));
}

#[test]
fn publishing_again_sends_nothing_and_is_no_new_publication() {
    let office = Office::new();
    let first = office.publish("2020-10-09", &[]);
    assert!(first.ends_with("its record is in content/published/: commit it\n"), "{first}");
    let (before, record) = (office.standing(), office.read("content/published/publications.csv"));
    let again = office.publish("2020-12-31", &[]);
    assert!(again.ends_with("`portal` shows publication 1 already; nothing was sent\n"), "{again}");
    assert!(before == office.standing());
    assert_eq!(office.read("content/published/publications.csv"), record);
    office.verify();
}

#[test]
fn a_second_target_gets_the_same_publication() {
    let office = Office::new();
    let config = "title: 测试站\npublish: [{name: portal, kind: folder, path: ../www}, {name: upload, kind: zip, path: ../site.zip}]\n";
    office.write("content/site.yaml", config);
    let none = office.run(&["publish"]);
    assert_eq!((none.status.code(), stderr(&none).as_str()), (Some(2), "error: name a target: portal, upload\n"));
    let unknown = office.run(&["publish", "web"]);
    assert_eq!((unknown.status.code(), stderr(&unknown).as_str()), (Some(2), "error: there is no target `web`; there is portal, upload\n"));
    office.publish("2020-10-09", &["portal"]);
    let upload = office.publish("2020-10-10", &["upload"]);
    assert!(upload.contains("`upload` shows publication 1;"), "{upload}");
    let record = office.read("content/published/publications.csv");
    assert_eq!(record.lines().count(), 2);
    let listed = Command::new("python3")
        .args(["-c", "import sys, zipfile; sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read('manifest.json').decode())"])
        .arg(office.work.path().join("site.zip"))
        .output()
        .expect("python3 runs");
    assert_eq!(String::from_utf8(listed.stdout).expect("text"), office.page("manifest.json"));
}

#[test]
fn faults_drafts_and_private_figures_are_not_published() {
    let office = Office::new();
    office.publish("2020-10-09", &[]);
    let before = office.standing();
    office.beds(90);
    let output = office.run(&["publish", "--date", "2020-10-12"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("error[published-changed]") && stderr(&output).ends_with("nothing was published\n"),
        "{}",
        stderr(&output)
    );
    office.beds(100);
    office.write("content/2020/projects/02.yaml", "title: 尚未定稿\ndraft: yes\n");
    office.publish("2020-10-12", &[]);
    assert!(before == office.standing(), "a draft changes nothing");
    office.write("content/2020/projects/02.yaml", "title: [错\n");
    assert_eq!(office.run(&["publish", "--date", "2020-10-12"]).status.code(), Some(1));
    assert!(before == office.standing());
    assert_eq!(office.read("content/published/publications.csv").lines().count(), 2);
}

#[test]
fn many_pages_do_not_go_without_a_word() {
    let office = Office::new();
    for n in 2..8 {
        office.write(&format!("content/pages/p{n}.md"), &format!("---\ntitle: 页面{n}\n---\n一页。\n"));
    }
    office.write("content/site.yaml", "title: 测试站\npublish: [{name: portal, kind: folder, path: ../www, ask_above: 5}]\n");
    office.publish("2020-10-09", &[]);
    fs::remove_dir_all(office.site().join("content/pages")).expect("the pages");
    let output = office.run(&["publish", "--date", "2020-10-12"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr(&output), "error: 6 pages would go, more than the 5 that may go without a word; say --yes if that is meant\n");
    assert!(office.www().join("current/p2.html").exists());
    let done = office.publish("2020-10-12", &["--yes"]);
    assert!(without_times(&done).contains(", 8 removed, 0 had arrived before, 0 requests"), "{done}");
    assert!(!office.www().join("current/p2.html").exists());
}

#[test]
fn what_somebody_else_published_is_not_published_over() {
    let office = Office::new();
    office.publish("2020-10-09", &[]);
    // A colleague whose record was never committed.
    fs::remove_dir_all(office.site().join("content/published")).expect("the record");
    office.write("content/site.yaml", "title: 另一份\npublish: [{name: portal, kind: folder, path: ../www}]\n");
    let before = office.standing();
    let output = office.run(&["publish", "--date", "2020-10-12"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(
        stderr(&output),
        "error: target `portal` is left as it was: it shows publication 1 of 2020-10-09, which is not in content/published/; fetch the latest content, or say --take-over to publish over it\n"
    );
    assert!(before == office.standing());
    office.publish("2020-10-12", &["--take-over"]);
    assert!(office.page("index.html").contains("另一份"));
}

#[test]
fn a_site_with_a_key_is_signed_or_not_published() {
    let office = Office::new();
    let keys = office.work.path().join("keys");
    fs::create_dir(&keys).expect("a folder");
    for name in ["own", "other"] {
        let made = office.run(&["keygen", "--no-password", "--output", keys.join(name).to_str().expect("a path")]);
        assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    }
    let public =
        |name: &str| fs::read_to_string(keys.join(format!("{name}.pub"))).expect("a key").lines().last().expect("a line").to_owned();
    let key = public("own");
    office.write(
        "content/site.yaml",
        &format!("title: 测试站\npublic_key: {key}\npublish: [{{name: portal, kind: folder, path: ../www}}]\n"),
    );
    let none = office.run(&["publish", "--date", "2020-10-09"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(
        stderr(&none).ends_with(&format!("error: the site is signed with {key}: name the secret key with --key or GONGSHI_SECRET_KEY\n"))
    );
    // Whoever looks at the plan need not hold the key.
    assert!(office.publish("2020-10-09", &["--dry-run"]).ends_with("nothing was sent (--dry-run)\n"));
    let wrong = office.run(&["publish", "--date", "2020-10-09", "--key", keys.join("other").to_str().expect("a path")]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        stderr(&wrong).ends_with(&format!("error: this secret key belongs to {}, and the site is signed with {key}\n", public("other")))
    );
    assert!(!office.www().join("current").exists());
    office.publish("2020-10-09", &["--key", keys.join("own").to_str().expect("a path")]);
    let current = office.www().join("current");
    let checked =
        Command::new("minisign").args(["-Vm", "manifest.json", "-P", &key]).current_dir(&current).output().expect("minisign runs");
    let said = String::from_utf8(checked.stdout).expect("text");
    let digest = gongshi::output::Digest::of(office.page("manifest.json").as_bytes());
    assert_eq!(
        said,
        format!("Signature and comment signature verified\nTrusted comment: gongshi publication 1 2020-10-09 sha256:{digest}\n")
    );
    // Sending the same again needs no other signature.
    let again = office.publish("2020-10-12", &["--key", keys.join("own").to_str().expect("a path")]);
    assert!(again.ends_with("nothing was sent\n"), "{again}");
}

#[test]
fn what_is_not_committed_is_named() {
    let office = Office::new();
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=office", "-c", "user.email=office@localhost"]).args(args).current_dir(office.site());
        let done = command.env_clear().env("PATH", std::env::var_os("PATH").expect("a path")).output().expect("git runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "内容"]);
    assert!(!office.publish("2020-10-09", &["--dry-run"]).contains("not committed"));
    office.write("content/pages/新页.md", "---\ntitle: 新页\n---\n");
    fs::rename(office.site().join("content/pages/新页.md"), office.site().join("content/pages/new.md")).expect("a rename");
    let plan = office.publish("2020-10-09", &["--dry-run"]);
    assert!(plan.contains("not committed: content/pages/new.md\n"), "{plan}");
}

#[test]
fn a_target_is_read_from_the_site_it_belongs_to() {
    let office = Office::new();
    office.write("content/site.yaml", "title: 测试站\n");
    let output = office.run(&["publish"]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(2), "error: content/site.yaml names no target under `publish`\n"));
    let nowhere = gongshi(&["publish", "--root", "missing"], Path::new(&office.site()), &[]);
    assert_eq!((nowhere.status.code(), stderr(&nowhere).as_str()), (Some(2), "error: there is no content/site.yaml here\n"));
    office.write("content/site.yaml", "title: 测试站\npublish: [{name: portal, kind: sftp}]\n");
    let wrong = office.run(&["publish"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(stderr(&wrong).contains("expected a target of this kind with `endpoint`"), "{}", stderr(&wrong));
}

#[test]
fn a_sheet_to_sign_shows_what_would_be_published() {
    let office = Office::new();
    office.publish("2020-10-09", &[]);
    let none = office.run(&["diff", "--exit-code"]);
    assert_eq!(none.status.code(), Some(0), "{}{}", stdout(&none), stderr(&none));
    office.project("reports: [{as_of: 2020-09-30, readings: {beds: 100}}, {as_of: 2020-10-31, readings: {beds: 150}}]\n");
    let some = office.run(&["diff", "--exit-code", "--lang", "zh"]);
    assert_eq!(some.status.code(), Some(1));
    assert!(stdout(&some).contains("2020年第1项 养老床位：进度 40% → 60%"), "{}", stdout(&some));
}

#[test]
fn a_site_with_a_key_that_shows_an_unsigned_publication_is_not_verified() {
    let office = Office::new();
    office.publish("2020-10-09", &[]);
    office.verify();
    let key = office.work.path().join("key");
    let made = office.run(&["keygen", "--no-password", "--output", key.to_str().expect("a path")]);
    let line = stdout(&made).lines().find(|line| line.starts_with("public_key: ")).expect("the key").to_owned();
    office.write("content/site.yaml", &format!("title: 测试站\npublish: [{{name: portal, kind: folder, path: ../www}}]\n{line}\n"));
    let output = office.run(&["verify", "portal"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).ends_with("NOT VERIFIED: there is a key and nothing is signed\n"), "{}", stdout(&output));
    // A build is not signed, and nothing is wrong with it.
    assert_eq!(office.run(&["build", "--quiet"]).status.code(), Some(0));
    assert_eq!(office.run(&["verify", "./public"]).status.code(), Some(0));
}

#[test]
fn an_archived_year_has_its_record_with_it() {
    let office = Office::new();
    office.publish("2020-10-09", &[]);
    assert_eq!(office.run(&["archive", "2020"]).status.code(), Some(0));
    for file in ["2020.csv", "publications.csv"] {
        assert_eq!(office.read(&format!("archive/2020/data/content/published/{file}")), office.read(&format!("content/published/{file}")));
    }
}

#[test]
fn going_back_is_no_publication_and_the_next_goes_on() {
    let office = Office::new();
    office.publish("2020-10-09", &[]);
    office.project("reports: [{as_of: 2020-09-30, readings: {beds: 100}}, {as_of: 2020-10-31, readings: {beds: 150}}]\n");
    office.publish("2020-11-05", &[]);
    let record = tree(&office.site().join("content"));
    assert_eq!(office.run(&["rollback", "portal"]).status.code(), Some(0));
    office.verify();
    let diff = office.run(&["diff", "portal", "--lang", "zh"]);
    assert!(stdout(&diff).contains("进度 40% → 60%"), "{}{}", stdout(&diff), stderr(&diff));
    assert!(record == tree(&office.site().join("content")));
    let again = office.publish("2020-11-09", &[]);
    assert!(again.contains("`portal` shows publication 2;"), "{again}");
    assert!(record == tree(&office.site().join("content")));
}

#[test]
fn a_target_is_held_against_the_content_s_own_record() {
    let office = Office::new();
    office.publish("2020-10-09", &[]);
    office.project("reports: [{as_of: 2020-09-30, readings: {beds: 100}}, {as_of: 2020-10-31, readings: {beds: 150}}]\n");
    office.publish("2020-11-05", &[]);
    assert_eq!(office.run(&["rollback", "portal"]).status.code(), Some(0));
    let back = office.run(&["verify", "portal"]);
    assert_eq!(back.status.code(), Some(0), "{}", stderr(&back));
    assert!(stdout(&back).ends_with("content/published/ goes on to publication 2 of 2020-11-05\n"), "{}", stdout(&back));
    // A site of the same kind that this office never published.
    let other = Office::new();
    other.write("content/site.yaml", "title: 别处\npublish: [{name: portal, kind: folder, path: ../www}]\n");
    other.publish("2020-10-09", &[]);
    let foreign = other.www();
    office.write("content/site.yaml", &format!("title: 测试站\npublish: [{{name: portal, kind: folder, path: {}}}]\n", foreign.display()));
    let strange = office.run(&["verify", "portal"]);
    assert_eq!(strange.status.code(), Some(1));
    assert_eq!(stderr(&strange), "error: what stands there is no publication of content/published/\n");
}
