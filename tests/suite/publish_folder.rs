//! Publishing to a folder and to one file: real folders, processes that are killed, disks without room, readers that look
//! meanwhile, a real web server.
#![cfg(unix)]

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead as _, BufReader, Lines, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Output, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime},
};

use flate2::read::GzDecoder;
use gongshi::{
    meter::{Meter, Phase, Unseen},
    output::{self, Digest, Imprint, Manifest, Meta, Pack, Store as _},
    publish::{Destination, PublishError, Release, Sent, folder::FolderDestination, package::PackageDestination},
    site::model::PublishingTarget,
};
use tempfile::TempDir;

use super::{http, support::root};

pub type Files<'a> = &'a [(&'a str, &'a str)];

/// A release of these files, signed.
pub fn release(number: u32, files: Files<'_>) -> Release {
    let files: output::Files = files.iter().map(|(path, text)| ((*path).to_owned(), Arc::from(text.as_bytes()))).collect();
    let imprint = Imprint { number, date: format!("2020-10-{number:02}"), content: Digest::of(b""), previous: None };
    let meta = Meta { publication: Some(imprint), ..Meta::default() };
    let mut pack = Pack::new(&std::env::temp_dir()).expect("a pack");
    output::apply(&files, &meta, &mut pack).expect("packed");
    let manifest = pack.manifest().expect("memory").expect("a manifest");
    Release { manifest, signature: Some(Arc::from(format!("signature {number}\n"))), site: pack.packed() }
}

const ONE: Files<'static> = &[("2020/08.html", "eight"), ("2020/09.html", "nine"), ("assets/style.css", "style"), ("index.html", "home")];
const TWO: Files<'static> = &[("2020/08.html", "EIGHT"), ("2021/01.html", "new"), ("assets/style.css", "style"), ("index.html", "home")];

fn target(kind: &'static str, path: &str) -> PublishingTarget {
    PublishingTarget { name: "web".to_owned(), kind, path: path.to_owned(), ..PublishingTarget::default() }
}

/// The folder `web` beside nothing, with what is said of it.
fn folder(work: &Path) -> FolderDestination {
    FolderDestination::new(&target("folder", "web"), work).expect("a target")
}

fn publish(work: &Path, release: &Release) -> Sent {
    folder(work).send(release, &Unseen).expect("published")
}

/// Every path below a folder: what a link leads to, the text of a file.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    fn walk(root: &Path, at: &Path, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(at).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(root).expect("inside").to_string_lossy().into_owned();
            let kind = fs::symlink_metadata(&path).expect("an entry");
            if kind.is_symlink() {
                found.insert(name, format!("-> {}", fs::read_link(&path).expect("a link").display()));
            } else if kind.is_dir() {
                walk(root, &path, found);
            } else {
                found.insert(name, String::from_utf8_lossy(&fs::read(&path).expect("a file")).into_owned());
            }
        }
    }
    let mut found = BTreeMap::new();
    if folder.is_dir() {
        walk(folder, folder, &mut found);
    }
    // Who holds it, or held it last, is another process each time.
    found.remove(".gongshi-lock");
    found
}

/// What a folder must hold that shows the last of these releases.
fn expected(releases: &[(&Release, Files<'_>)]) -> BTreeMap<String, String> {
    let marker = "gongshi 在本目录发布网站：releases/ 存放各次发布，current 指向当前一次 / gongshi publishes to this folder\n";
    let mut all = BTreeMap::from([(".gongshi-target".to_owned(), marker.to_owned())]);
    for (release, files) in releases {
        let digest = release.digest();
        let at = |path: &str| format!("releases/{digest}/{path}");
        all.extend(files.iter().map(|(path, text)| (at(path), (*text).to_owned())));
        all.insert(at("manifest.json"), release.manifest.to_json().to_string());
        all.insert(at("manifest.json.minisig"), release.signature.as_deref().expect("signed").to_owned());
        all.insert("current".to_owned(), format!("-> releases/{digest}"));
    }
    all
}

fn place(work: &Path, release: &Release, path: &str) -> PathBuf {
    work.join(format!("web/releases/{}/{path}", release.digest()))
}

fn inode(path: &Path) -> u64 {
    fs::symlink_metadata(path).expect("a file").ino()
}

#[test]
fn releases_stand_side_by_side_and_share_what_stayed() {
    let work = tempfile::tempdir().expect("a folder");
    let work = work.path();
    let (one, two) = (release(1, ONE), release(2, TWO));
    assert_eq!(folder(work).manifest().expect("nothing"), None);
    assert!(!work.join("web").exists(), "who looks makes nothing");
    assert_eq!(publish(work, &one), Sent { files: 4, bytes: 18, ..Sent::default() });
    assert_eq!(tree(&work.join("web")), expected(&[(&one, ONE)]));
    for path in ["2020/08.html", "index.html", "manifest.json", "manifest.json.minisig"] {
        let rights = fs::metadata(place(work, &one, path)).expect("a file").permissions();
        assert!(rights.mode() & 0o777 == 0o444, "{path}: {:o}", rights.mode());
    }
    let link = inode(&work.join("web/current"));
    assert_eq!(publish(work, &one), Sent::default());
    assert_eq!(inode(&work.join("web/current")), link, "what is shown is not shown again");

    assert_eq!(publish(work, &two), Sent { files: 2, bytes: 8, removed: 1, ..Sent::default() });
    assert_eq!(tree(&work.join("web")), expected(&[(&one, ONE), (&two, TWO)]));
    let shared = |path: &str| inode(&place(work, &one, path)) == inode(&place(work, &two, path));
    assert_eq!(["assets/style.css", "index.html", "2020/08.html"].map(shared), [true, true, false]);

    let destination = folder(work);
    assert_eq!(destination.manifest().expect("read").expect("a manifest"), two.manifest.to_json().as_bytes());
    assert_eq!(destination.reader().read("2021/01.html").expect("read"), Some(b"new".to_vec()));
    assert_eq!(destination.reader().read("2020/09.html").expect("read"), None);
    let list = destination.reader().list().expect("read").expect("a list");
    assert_eq!(list, ["2020/08.html", "2021/01.html", "assets/style.css", "index.html", "manifest.json", "manifest.json.minisig"]);
    let numbers: Vec<_> = destination.releases().expect("read").into_iter().map(|release| (release.number, release.shown)).collect();
    assert_eq!(numbers, [(Some(1), false), (Some(2), true)]);
}

#[test]
fn a_file_somebody_edited_is_not_shared() {
    let work = tempfile::tempdir().expect("a folder");
    let work = work.path();
    let (one, two) = (release(1, ONE), release(2, TWO));
    publish(work, &one);
    // Another length; the same length, later; and one that may be written to.
    let edit = |path: &str, text: &str, seconds: u64| {
        let full = place(work, &one, path);
        fs::set_permissions(&full, fs::Permissions::from_mode(0o644)).expect("rights");
        fs::write(&full, text).expect("written");
        let file = fs::File::options().write(true).open(&full).expect("a file");
        file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)).expect("a time");
    };
    edit("assets/style.css", "styles", 1_000);
    fs::set_permissions(place(work, &one, "assets/style.css"), fs::Permissions::from_mode(0o444)).expect("rights");
    edit("index.html", "hame", 10_000_000_000);
    fs::set_permissions(place(work, &one, "index.html"), fs::Permissions::from_mode(0o444)).expect("rights");
    let named = |path: &str| format!("releases/{}/{path}", one.digest());
    let sent = publish(work, &two);
    assert_eq!(
        sent,
        Sent { files: 4, bytes: 17, removed: 1, kept: vec![named("assets/style.css"), named("index.html")], ..Sent::default() }
    );
    let held = tree(&work.join("web"));
    assert_eq!((held[&named("assets/style.css")].as_str(), held[&named("index.html")].as_str()), ("styles", "hame"), "edits stay");
    let mut clean = expected(&[(&one, ONE), (&two, TWO)]);
    clean.extend([(named("assets/style.css"), "styles".to_owned()), (named("index.html"), "hame".to_owned())]);
    assert_eq!(held, clean);

    // The edited release is not shown again, and the one that is whole is.
    let refused = folder(work).roll_back(None).expect_err("edited");
    let first = one.digest();
    assert_eq!(
        refused.en(),
        format!(
            "target `web` is left as it was: `assets/style.css` in release {first} is not what was published; move that release away first"
        )
    );
    assert_eq!(tree(&work.join("web")), clean);
}

/// What publishing to this folder is refused with; nothing in it changes.
#[track_caller]
fn refuses(work: &Path, path: &str, why: &str) {
    let before = tree(work);
    let refuse =
        || -> Result<Sent, PublishError> { FolderDestination::new(&target("folder", path), work)?.send(&release(1, ONE), &Unseen) };
    let error = refuse().expect_err("refused");
    assert_eq!(error.en(), format!("target `web` is left as it was: {}", why.replace('$', &work.display().to_string())));
    assert!(error.zh().starts_with("目标 `web` 保持原样："), "{}", error.zh());
    assert_eq!(tree(work), before);
}

#[test]
fn what_is_not_ours_is_refused_and_stays() {
    let work = tempfile::tempdir().expect("a folder");
    let work = work.path();
    let put = |path: &str, text: &str| {
        fs::create_dir_all(work.join(path).parent().expect("a folder")).expect("a folder");
        fs::write(work.join(path), text).expect("written");
    };
    put("content/site.yaml", "title: 站\n");
    put("web/readme.txt", "mine");
    refuses(work, "web", "`$/web` holds `readme.txt` and was never published to by gongshi; name an empty folder");
    put("file", "mine");
    refuses(work, "file", "`$/file` is not a folder");
    refuses(work, "content/web", "`$/content/web` is inside `$/content`, which the site is made from");
    refuses(work, ".", "`$/.` holds `$/content`, which the site is made from");
    put("a/.gongshi-target", "");
    put("a/current/index.html", "mine");
    refuses(work, "a", "`$/a/current` is not a link to one of its releases; move it away first");
    put("b/.gongshi-target", "");
    put("elsewhere/index.html", "mine");
    symlink("../elsewhere", work.join("b/current")).expect("a link");
    refuses(work, "b", "`$/b/current` is not a link to one of its releases; move it away first");
    put("c/.gongshi-target", "");
    symlink("../elsewhere", work.join("c/releases")).expect("a link");
    refuses(work, "c", "`$/c/releases` is not ours and stands in the way");
    put("d/.gongshi-target", "");
    let lost = "0".repeat(64);
    symlink(format!("releases/{lost}"), work.join("d/current")).expect("a link");
    refuses(work, "d", &format!("`current` leads to release {lost}, which is not there"));
    put("e/.gongshi-target", "");
    put("e/.gongshi-current", "mine");
    let mut destination = FolderDestination::new(&target("folder", "e"), work).expect("a target");
    let error = destination.send(&release(1, ONE), &Unseen).expect_err("refused");
    assert!(error.en().ends_with("e/.gongshi-current` is not ours and stands in the way"), "{}", error.en());
    assert_eq!(tree(&work.join("e"))[".gongshi-current"], "mine");

    let mut first = folder(&work.join("both"));
    first.hold().expect("held");
    let error = folder(&work.join("both")).send(&release(1, ONE), &Unseen).expect_err("held");
    assert_eq!(error.en(), format!("target `web` is being published to by gongshi ({})", std::process::id()));
    drop(first);
    assert_eq!(publish(&work.join("both"), &release(1, ONE)).files, 4);
}

/// How many files the two sites have that are killed while they are published.
const MANY: usize = 24;

/// One of two sites of many files: a third of them differs.
fn many(which: usize) -> Vec<(String, String)> {
    let text = |n: usize| if n.is_multiple_of(3) { format!("{n} of {which}\n").repeat(400) } else { format!("{n}\n").repeat(300) };
    (0..MANY).map(|n| (format!("{}/{n:02}.html", n % 5), text(n))).collect()
}

fn of_many(which: usize) -> Release {
    let files = many(which);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    release(u32::try_from(which).expect("small"), &files)
}

const CHILD: &str = "GONGSHI_TEST_PUBLISHES";

/// Says when a step is reached, and waits there to be killed.
struct Stopping {
    at: usize,
    steps: AtomicUsize,
}

#[expect(clippy::print_stdout, reason = "the test that started this process reads it")]
impl Meter for Stopping {
    fn begin(&self, _: Phase, _: usize) {}

    fn step(&self) {
        if self.steps.fetch_add(1, Ordering::SeqCst) + 1 == self.at {
            println!("\nreached");
            let _ = std::io::stdin().read(&mut [0]);
        }
    }
}

/// The process that the tests below kill: this test, told by the environment where to publish which site, and where to stop.
#[test]
fn publishes_where_it_is_told() {
    let Ok(told) = std::env::var(CHILD) else { return };
    let mut told = told.splitn(3, ' ');
    let mut number = || told.next().and_then(|word| word.parse().ok()).expect("a number");
    let (which, at): (usize, usize) = (number(), number());
    let work = PathBuf::from(told.next().expect("a folder"));
    let release = of_many(which);
    println!("\nready");
    std::io::stdin().read_line(&mut String::new()).expect("a line");
    let done = folder(&work).send(&release, &Stopping { at, steps: AtomicUsize::new(0) });
    match done {
        Ok(sent) => println!("\nsent {} {}", sent.files, sent.resumed),
        Err(error) => {
            println!("\nfailed {error}: {}", std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default());
        }
    }
}

/// A process that publishes.
struct Publisher {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Publisher {
    /// It begins to publish a site, and stops at a step; a limit on the bytes of its files where one is given.
    fn begin(work: &Path, which: usize, at: usize, limit: Option<usize>) -> Self {
        // A write beyond the limit is to fail, not to end the process.
        let script = "trap '' XFSZ; exec \"$0\" --exact publish_folder::publishes_where_it_is_told --nocapture";
        let mut shell = Command::new("sh");
        shell.args(["-c", script]).arg(std::env::current_exe().expect("this program"));
        shell.env(CHILD, format!("{which} {at} {}", work.display())).env("RAYON_NUM_THREADS", "1");
        shell.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = shell.spawn().expect("it runs");
        let lines = BufReader::new(process.stdout.take().expect("a pipe")).lines();
        let mut publisher = Self { process, lines };
        publisher.wait_for("ready");
        if let Some(limit) = limit {
            let pid = publisher.process.id().to_string();
            let done =
                Command::new("prlimit").args(["--pid", &pid, &format!("--fsize={limit}")]).status().expect("prlimit is in util-linux");
            assert!(done.success());
        }
        publisher.process.stdin.as_mut().expect("a pipe").write_all(b"\n").expect("written");
        publisher
    }

    fn wait_for(&mut self, word: &str) {
        let reached = self.lines.any(|line| line.is_ok_and(|line| line == word));
        assert!(reached, "it never says that it is {word}");
    }

    fn kill(mut self) {
        let _ = self.process.kill();
        self.process.wait().expect("it ends");
    }

    /// What it says at its end.
    fn said(mut self) -> String {
        drop(self.process.stdin.take());
        let said = self.lines.map_while(Result::ok).find(|line| line.starts_with("sent ") || line.starts_with("failed "));
        self.process.wait().expect("it ends");
        said.unwrap_or_default()
    }
}

/// The folder shows exactly this release, and every file of it is whole.
#[track_caller]
fn shows(work: &Path, release: &Release, why: &str) {
    let shown = fs::canonicalize(work.join("web/current")).expect("a link");
    assert!(shown.ends_with(release.digest().to_string()), "{why}: {}", shown.display());
    for path in release.manifest.files.keys() {
        assert!(fs::read(shown.join(path)).ok() == release.read(path).ok(), "{why}: {path}");
    }
}

#[test]
fn killed_at_every_step_the_old_site_is_shown_and_the_next_goes_on() {
    let changed = MANY.div_ceil(3);
    let (old, new) = (of_many(1), of_many(2));
    for step in 1..=MANY {
        let work = tempfile::tempdir().expect("a folder");
        let work = work.path();
        publish(work, &old);
        let mut publisher = Publisher::begin(work, 2, step, None);
        publisher.wait_for("reached");
        publisher.kill();
        shows(work, &old, &format!("killed at step {step}"));
        if step == MANY {
            // Whoever publishes something else removes what was begun.
            publish(work, &of_many(3));
            assert_eq!(fs::read_dir(work.join("web/releases")).expect("a folder").count(), 2, "no partial release is left");
            continue;
        }
        // Paths are made in order, by one thread.
        let order = many(2);
        let mut order: Vec<&(String, String)> = order.iter().collect();
        order.sort();
        let before = many(1);
        let arrived = order[..step].iter().filter(|file| !before.contains(file)).count();
        let sent = publish(work, &new);
        assert_eq!((sent.files, sent.resumed), (changed - arrived, arrived), "killed at step {step}");
        shows(work, &new, &format!("after step {step}"));
        assert_eq!(fs::read_dir(work.join("web/releases")).expect("a folder").count(), 2);
    }
}

#[test]
fn killed_at_any_moment_a_whole_site_is_shown() {
    let work = tempfile::tempdir().expect("a folder");
    let work = work.path();
    let releases = [of_many(1), of_many(2)];
    publish(work, &releases[0]);
    let (mut now, mut seen) = (0, [0; 2]);
    let watched = |next: &Release| {
        let digest = next.digest();
        let web = work.join("web");
        let partial = web.join(format!("releases/.{digest}.partial"));
        [
            partial.clone(),
            partial.join("4/19.html"),
            partial.join("manifest.json"),
            web.join(format!("releases/{digest}")),
            web.join("current"),
        ]
    };
    for round in 0..20 {
        let next = &releases[1 - now];
        let (which, at) = (2 - now, usize::MAX);
        // The release before the one shown goes, so that the next is made anew.
        let spare = place(work, next, "");
        if spare.exists() {
            fs::remove_dir_all(&spare).expect("removed");
        }
        let watch = &watched(next)[round % 5];
        let before = fs::symlink_metadata(watch).map(|found| found.ino()).ok();
        let mut publisher = Publisher::begin(work, which, at, None);
        while fs::symlink_metadata(watch).map(|found| found.ino()).ok() == before
            && publisher.process.try_wait().expect("a process").is_none()
        {
            std::hint::spin_loop();
        }
        publisher.kill();
        let shown = fs::canonicalize(work.join("web/current")).expect("a link");
        let is_new = shown.ends_with(next.digest().to_string());
        seen[usize::from(is_new)] += 1;
        shows(work, if is_new { next } else { &releases[now] }, &format!("round {round}"));
        publish(work, next);
        shows(work, next, &format!("after round {round}"));
        now = 1 - now;
        let hidden = fs::read_dir(work.join("web/releases"))
            .expect("a folder")
            .filter(|entry| entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with('.')));
        assert_eq!(hidden.count(), 0, "round {round}: a partial release is left");
    }
    assert!(seen[0] > 0, "no kill met the old site: {seen:?}");
}

#[test]
fn every_state_a_kill_can_leave_is_mended() {
    let work = tempfile::tempdir().expect("a folder");
    let work = work.path();
    let (one, two) = (release(1, ONE), release(2, TWO));
    publish(work, &one);
    let web = work.join("web");
    // The folder is whole and has its name; the link still leads to the one before.
    publish(work, &two);
    fs::remove_file(web.join("current")).expect("removed");
    symlink(format!("releases/{}", one.digest()), web.join("current")).expect("a link");
    assert_eq!(publish(work, &two), Sent { removed: 1, ..Sent::default() });
    assert_eq!(tree(&web), expected(&[(&one, ONE), (&two, TWO)]));
    // The next link was made and not moved.
    symlink("releases/nowhere", web.join(".gongshi-current")).expect("a link");
    // Of the release after this one there is a half-written page, a stranger, a link and a manifest.
    let three = release(3, &[("2020/08.html", "eight again"), ("index.html", "home")]);
    let partial = web.join(format!("releases/.{}.partial", three.digest()));
    fs::create_dir_all(partial.join("2020/strange")).expect("a folder");
    fs::write(partial.join("2020/08.html"), "eight ag").expect("written");
    fs::write(partial.join("2020/strange/x"), "x").expect("written");
    fs::write(partial.join("manifest.json"), "{").expect("written");
    symlink("/etc/hostname", partial.join("index.html")).expect("a link");
    // An older release was being removed.
    fs::rename(place(work, &one, ""), web.join(format!("releases/.{}.partial", one.digest()))).expect("renamed");
    assert_eq!(publish(work, &three), Sent { files: 1, bytes: 11, removed: 2, ..Sent::default() });
    assert_eq!(tree(&web), expected(&[(&two, TWO), (&three, &[("2020/08.html", "eight again"), ("index.html", "home")])]));
}

#[test]
fn without_room_the_old_site_is_shown_and_nothing_is_left() {
    let work = tempfile::tempdir().expect("a folder");
    let work = work.path();
    publish(work, &of_many(1));
    let before = tree(&work.join("web"));
    for limit in [0, 600, 1600] {
        let failed = Publisher::begin(work, 2, usize::MAX, Some(limit)).said();
        assert!(failed.starts_with(&format!("failed cannot use `{}/web/releases/", work.display())), "{failed}");
        assert!(failed.ends_with("File too large (os error 27)"), "{failed}");
        assert_eq!(tree(&work.join("web")), before, "{limit} bytes");
    }
    assert_eq!(Publisher::begin(work, 2, usize::MAX, None).said(), format!("sent {} 0", MANY.div_ceil(3)));
    shows(work, &of_many(2), "with room again");
}

#[test]
fn a_reader_never_sees_a_mixture() {
    let work = tempfile::tempdir().expect("a folder");
    let work = work.path();
    let releases = [of_many(1), of_many(2)];
    publish(work, &releases[0]);
    let (ended, seen) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            while !ended.load(Ordering::SeqCst) {
                let shown = fs::canonicalize(work.join("web/current")).expect("a link at every moment");
                let bytes = fs::read(shown.join("manifest.json")).expect("a manifest");
                let manifest = Manifest::parse(&shown, &bytes).expect("a whole manifest");
                for path in ["0/00.html", "3/03.html", "1/01.html"] {
                    let page = fs::read(shown.join(path)).expect("a page");
                    assert_eq!(Digest::of(&page), manifest.files[path].sha256, "{path}");
                }
                seen.fetch_add(1, Ordering::SeqCst);
            }
        });
        for round in 1..=12 {
            let before = seen.load(Ordering::SeqCst);
            publish(work, &releases[round % 2]);
            while seen.load(Ordering::SeqCst) == before && !reader.is_finished() {
                std::thread::yield_now();
            }
        }
        ended.store(true, Ordering::SeqCst);
    });
    assert!(seen.load(Ordering::SeqCst) >= 12);
}

#[test]
fn older_releases_go_but_never_the_one_shown() {
    let work = tempfile::tempdir().expect("a folder");
    let work = work.path();
    let all: Vec<Release> = (1..=5).map(|number| release(number, &[("index.html", &format!("home {number}"))])).collect();
    let keeping = |keep| FolderDestination::new(&PublishingTarget { keep, ..target("folder", "web") }, work).expect("a target");
    let numbers = || keeping(None).releases().expect("read").into_iter().map(|standing| standing.number.expect("one")).collect::<Vec<_>>();
    for release in &all[..3] {
        keeping(None).send(release, &Unseen).expect("published");
    }
    assert_eq!(numbers(), [1, 2, 3]);
    // A release somebody put something into, and a folder of somebody's.
    fs::write(place(work, &all[0], "note.txt"), "mine").expect("written");
    fs::create_dir_all(work.join("web/releases/mine")).expect("a folder");
    let sent = keeping(Some(2)).send(&all[3], &Unseen).expect("published");
    assert_eq!(sent.kept, [format!("releases/{}/note.txt", all[0].digest())]);
    assert_eq!(numbers(), [1, 3, 4]);
    assert!(work.join("web/releases/mine").exists());
    fs::remove_file(place(work, &all[0], "note.txt")).expect("removed");
    // Rolled back to the oldest, that one stays whatever is kept.
    assert_eq!(keeping(None).roll_back(Some("1")).expect("there").number, Some(1));
    assert_eq!(keeping(Some(1)).send(&all[0], &Unseen).expect("shown"), Sent::default());
    assert_eq!(numbers(), [1, 4]);
    keeping(Some(1)).send(&all[4], &Unseen).expect("published");
    assert_eq!(numbers(), [5]);
}

/// Run `gongshi rollback` on a site.
fn rollback(work: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongshi"));
    let Output { status, stdout, stderr } =
        command.arg("--root").arg(work).args(["--lang", "en", "rollback"]).args(args).output().expect("it runs");
    (status.code(), String::from_utf8_lossy(&stdout).into_owned(), String::from_utf8_lossy(&stderr).into_owned())
}

#[test]
fn rollback_goes_back_and_forth() {
    let work = tempfile::tempdir().expect("a folder");
    let work = work.path();
    let site = |publish: &str| {
        fs::create_dir_all(work.join("content")).expect("a folder");
        fs::write(work.join("content/site.yaml"), format!("title: 站\n{publish}")).expect("written");
    };
    site("");
    assert_eq!(rollback(work, &[]), (Some(2), String::new(), "error: content/site.yaml names no folder to publish to\n".to_owned()));
    site("publish:\n  - {name: web, kind: folder, path: web}\n  - {name: bag, kind: zip, path: site.zip}\n");
    let refused = |why: &str| (Some(3), String::new(), format!("error: target `web` is left as it was: {why}\n"));
    assert_eq!(rollback(work, &[]), refused("it shows no release yet"));
    assert!(!work.join("web").exists());
    let (one, two) = (release(1, ONE), release(2, TWO));
    publish(work, &one);
    assert_eq!(rollback(work, &["web"]), refused("there is no release before the one it shows"));
    publish(work, &two);
    let line = |number: u32, release: &Release| format!("{number:>4}  2020-10-{number:02}  {}\n", release.digest());
    let listed = |marks: [&str; 2]| (Some(0), format!("{} {}{} {}", marks[0], line(1, &one), marks[1], line(2, &two)), String::new());
    assert_eq!(rollback(work, &["--list"]), listed([" ", "*"]));
    assert_eq!(rollback(work, &[]), (Some(0), format!("shown now: {}", line(1, &one)), String::new()));
    shows(work, &one, "back");
    assert_eq!(rollback(work, &["--list"]), listed(["*", " "]));
    assert_eq!(rollback(work, &["--to", "1"]), refused(&format!("it shows {} already", one.digest())));
    assert_eq!(rollback(work, &["--to", "7"]), refused("there is no release `7`"));
    let short = two.digest().to_string()[..8].to_owned();
    assert_eq!(rollback(work, &["web", "--to", &short]), (Some(0), format!("shown now: {}", line(2, &two)), String::new()));
    shows(work, &two, "forth");
    site("publish:\n  - {name: web, kind: folder, path: web}\n  - {name: old, kind: folder, path: old}\n");
    assert_eq!(rollback(work, &[]), (Some(2), String::new(), "error: name the target: `web`, `old`\n".to_owned()));
    let unknown = "error: `bag` is no folder of content/site.yaml; there are `web`, `old`\n";
    assert_eq!(rollback(work, &["bag"]), (Some(2), String::new(), unknown.to_owned()));
    site("publish: 3\n");
    let (code, _, stderr) = rollback(work, &[]);
    assert!(code == Some(1) && stderr.contains("content/site.yaml:2"), "{stderr}");
}

fn unpacked(path: &Path) -> String {
    let mut text = String::new();
    GzDecoder::new(fs::File::open(path).expect("a file")).read_to_string(&mut text).expect("gzip");
    text
}

#[test]
fn compressed_variants_stand_beside_long_texts() {
    let work = tempfile::tempdir().expect("a folder");
    let work = work.path();
    let long = |word: &str| word.repeat(300);
    let (a, b, c) = (long("promise "), long("kept "), long("changed "));
    let one = release(1, &[("a.html", &a), ("b.html", &b), ("p.png", &a), ("short.html", "short")]);
    let two = release(2, &[("a.html", &a), ("b.html", &c), ("p.png", &a), ("short.html", "short")]);
    let compressing = || FolderDestination::new(&PublishingTarget { compress: true, ..target("folder", "web") }, work).expect("a target");
    assert_eq!(compressing().send(&one, &Unseen).expect("published").files, 4);
    assert_eq!(compressing().send(&two, &Unseen).expect("published").files, 1);
    for (release, text) in [(&one, &b), (&two, &c)] {
        let mut found: Vec<String> = tree(&place(work, release, "")).into_keys().collect();
        found.retain(|path| !path.starts_with("manifest"));
        assert_eq!(found, ["a.html", "a.html.gz", "b.html", "b.html.gz", "p.png", "short.html"]);
        assert_eq!((unpacked(&place(work, release, "a.html.gz")), &unpacked(&place(work, release, "b.html.gz"))), (a.clone(), text));
    }
    assert_eq!(inode(&place(work, &one, "a.html.gz")), inode(&place(work, &two, "a.html.gz")));
    // What follows from the files is not listed; what does not, is.
    let list = || compressing().reader().list().expect("read").expect("a list");
    assert_eq!(list(), ["a.html", "b.html", "manifest.json", "manifest.json.minisig", "p.png", "short.html"]);
    fs::remove_file(place(work, &two, "a.html.gz")).expect("removed");
    fs::write(place(work, &two, "a.html.gz"), "forged").expect("written");
    assert_eq!(list(), ["a.html", "a.html.gz", "b.html", "manifest.json", "manifest.json.minisig", "p.png", "short.html"]);
}

/// A web server that shows a folder below `/a/b/`, ended with this value.
pub struct Nginx {
    process: Child,
    pub address: SocketAddr,
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Nginx {
    pub fn new(prefix: &Path, shown: &Path) -> Self {
        // The port is free when it is chosen; whoever takes it in between makes nginx end, and another is chosen.
        for _ in 0..20 {
            let address = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port");
            let temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(|name| format!("{name}_temp_path {name};")).join(" ");
            let place = format!("location /a/b/ {{ alias {}/; gzip_static on; }}", shown.display());
            let types = "types { text/html html; }";
            let http = format!("http {{ access_log off; {temp} {types} server {{ listen {address}; {place} }} }}");
            let config = format!("daemon off; master_process off; pid nginx.pid; error_log error.log; events {{}} {http}\n");
            fs::write(prefix.join("nginx.conf"), config).expect("written");
            // Debian has it where only the administrator looks.
            let installed = Path::new("/usr/sbin/nginx");
            let mut command = Command::new(if installed.exists() { installed } else { Path::new("nginx") });
            command.arg("-p").arg(prefix).args(["-c", "nginx.conf", "-e", "error.log"]).stdin(Stdio::null()).stderr(Stdio::null());
            let mut process = command.spawn().expect("nginx is installed by tests/run");
            while process.try_wait().expect("a process").is_none() {
                if TcpStream::connect(address).is_ok() {
                    return Self { process, address };
                }
                std::thread::yield_now();
            }
        }
        panic!("nginx does not start: {}", fs::read_to_string(prefix.join("error.log")).unwrap_or_default());
    }

    fn page(&self, path: &str) -> (u16, String) {
        let answer = http::ask(self.address, "GET", path, &[]);
        (answer.status, answer.text())
    }
}

#[test]
fn nginx_below_a_path_shows_each_release_at_once() {
    let work = TempDir::new().expect("a folder");
    let work = work.path();
    let (a, b) = ("promise ".repeat(300), "kept ".repeat(300));
    let one = release(1, &[("index.html", &a), ("2020/08.html", "eight")]);
    let two = release(2, &[("index.html", &b), ("2020/09.html", "nine")]);
    let mut destination = FolderDestination::new(&PublishingTarget { compress: true, ..target("folder", "web") }, work).expect("a target");
    destination.send(&one, &Unseen).expect("published");
    fs::create_dir(work.join("nginx")).expect("a folder");
    let server = Nginx::new(&work.join("nginx"), &destination.current());
    let ok = |text: &str| (200, text.to_owned());
    assert_eq!((server.page("/a/b/index.html"), server.page("/a/b/2020/08.html")), (ok(&a), ok("eight")));
    assert_eq!(server.page("/a/b/2020/09.html").0, 404);
    let compressed = |server: &Nginx| {
        let answer = http::ask(server.address, "GET", "/a/b/index.html", &[("Accept-Encoding", "gzip")]);
        assert_eq!((answer.status, answer.header("Content-Encoding")), (200, "gzip"));
        answer.body
    };
    assert_eq!(compressed(&server), fs::read(place(work, &one, "index.html.gz")).expect("a file"));
    destination.send(&two, &Unseen).expect("published");
    assert_eq!((server.page("/a/b/index.html"), server.page("/a/b/2020/09.html")), (ok(&b), ok("nine")));
    assert_eq!(server.page("/a/b/2020/08.html").0, 404);
    assert_eq!(compressed(&server), fs::read(place(work, &two, "index.html.gz")).expect("a file"));
    destination.roll_back(None).expect("there is one before");
    assert_eq!((server.page("/a/b/index.html"), server.page("/a/b/2020/08.html")), (ok(&a), ok("eight")));
    assert_eq!(compressed(&server), fs::read(place(work, &one, "index.html.gz")).expect("a file"));
}

/// Every file of a package as Python's own library reads it: name, rights, length, a line each.
fn listed(path: &Path) -> String {
    let script = "import sys, tarfile, zipfile\np = sys.argv[1]\n\
        if zipfile.is_zipfile(p):\n for i in zipfile.ZipFile(p).infolist(): print(i.filename, oct(i.external_attr >> 16 & 0o777), i.file_size, i.date_time[0])\n\
        else:\n for i in tarfile.open(p): print(i.name, oct(i.mode), i.size, i.mtime)\n";
    let python = root().join("target/tools/venv/bin/python");
    let output =
        Command::new(python).args(["-c", script]).arg(path).env("PYTHONUTF8", "1").output().expect("tests/run makes target/tools/venv");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn a_package_holds_the_whole_site_and_the_same_bytes_each_time() {
    let work = tempfile::tempdir().expect("a folder");
    let work = work.path();
    let long = "promise ".repeat(300);
    let files: Files<'_> = &[("2020/08.html", "eight"), ("data/公示.csv", "a,b\n"), ("index.html", &long)];
    let (one, two) = (release(1, files), release(2, &[("index.html", "home")]));
    for (kind, name, ending) in [("zip", "site.zip", "1980"), ("tar", "site.tar", "0"), ("tar", "site.tar.gz", "0")] {
        let at = work.join("out").join(name);
        let packed = |path: &str| PublishingTarget { compress: true, ..target(kind, path) };
        let make = |path: &str| PackageDestination::new(&packed(path), work).expect("a target");
        let path = format!("out/{name}");
        assert_eq!(make(&path).manifest().expect("nothing"), None);
        assert_eq!(make(&path).send(&one, &Unseen).expect("written"), Sent { files: 3, bytes: 2409, ..Sent::default() });
        let json = one.manifest.to_json().len();
        let small = gz_length(&long);
        assert_eq!(
            listed(&at),
            format!(
                "2020/08.html 0o644 5 {ending}\ndata/公示.csv 0o644 4 {ending}\nindex.html 0o644 2400 {ending}\nindex.html.gz 0o644 {small} {ending}\n\
                 manifest.json 0o644 {json} {ending}\nmanifest.json.minisig 0o644 12 {ending}\n"
            ),
            "{name}"
        );
        let bytes = fs::read(&at).expect("a file");
        let written = inode(&at);
        assert_eq!(make(&path).send(&one, &Unseen).expect("there"), Sent::default());
        assert_eq!(inode(&at), written, "{name} is not written twice");
        make(&format!("again/{name}")).send(&one, &Unseen).expect("written");
        assert!(fs::read(work.join("again").join(name)).expect("a file") == bytes, "{name}");
        let destination = make(&path);
        assert_eq!(destination.manifest().expect("read").expect("a manifest"), one.manifest.to_json().as_bytes());
        let list = destination.reader().list().expect("read").expect("a list");
        assert_eq!(list, ["2020/08.html", "data/公示.csv", "index.html", "manifest.json", "manifest.json.minisig"]);
        let mut found = BTreeMap::new();
        destination.reader().read_each(&["index.html", "missing", "2020/08.html"], &mut |path, read| {
            found.insert(path.to_owned(), read.expect("read").map(|bytes| bytes.len()));
        });
        assert_eq!(
            found,
            BTreeMap::from([("2020/08.html".to_owned(), Some(5)), ("index.html".to_owned(), Some(2400)), ("missing".to_owned(), None)])
        );
        assert_eq!(make(&path).send(&two, &Unseen).expect("written"), Sent { files: 1, bytes: 4, removed: 2, ..Sent::default() });
        assert_eq!(make(&path).reader().read("index.html").expect("read"), Some(b"home".to_vec()));
        assert_eq!(fs::read_dir(work.join("out")).expect("a folder").count(), 1, "nothing is left beside {name}");

        for foreign in [b"mine".to_vec(), bytes[..bytes.len() / 3].to_vec(), Vec::new()] {
            fs::write(&at, &foreign).expect("written");
            let error = make(&path).send(&one, &Unseen).expect_err("refused");
            let said = format!("target `web` is left as it was: `{}` is not a site gongshi published; name another file", at.display());
            assert_eq!(error.en(), said);
            assert_eq!(fs::read(&at).expect("a file"), foreign);
        }
        fs::rename(&at, work.join("elsewhere")).expect("renamed");
        symlink("../elsewhere", &at).expect("a link");
        let error = make(&path).send(&one, &Unseen).expect_err("refused");
        assert_eq!(error.en(), format!("target `web` is left as it was: `{}` is not a file", at.display()));
        let inside = PackageDestination::new(&packed("content/site.zip"), work).expect_err("refused");
        let (file, content) = (work.join("content/site.zip"), work.join("content"));
        let why = format!("`{}` is inside `{}`, which the site is made from", file.display(), content.display());
        assert_eq!(inside.en(), format!("target `web` is left as it was: {why}"));
        let mut holder = make(&path);
        holder.hold().expect("held");
        assert_eq!(make(&path).hold().expect_err("held").en(), "target `web` is being published to by gongshi");
        drop(holder);
        fs::remove_file(&at).expect("removed");
    }
}

/// The length of a text's compressed variant, by the library itself.
fn gz_length(text: &str) -> usize {
    let mut writer = flate2::GzBuilder::new().mtime(0).write(Vec::new(), flate2::Compression::best());
    writer.write_all(text.as_bytes()).expect("memory");
    writer.finish().expect("memory").len()
}
