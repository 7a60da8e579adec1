//! Watching a site: what editors, tools and people do to its folders, and which folders are named for it, by events and
//! by polling alike.
//!
//! In: real folders. Out: the exact names. Nothing waits for time to pass: a mark is written last, and changes are taken
//! until its folder is named.
#![expect(clippy::disallowed_methods, reason = "these tests change real folders")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    process::Command,
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread,
    time::{Duration, SystemTime},
};

use gongshi::watch::{Change, Mode, Options, Stopper, WatchError, Watcher, Why};
use tempfile::TempDir;

const DEADLINE: Duration = Duration::from_secs(10);
const MARKS: [&str; 2] = ["content/mark", "content/end"];
const PROJECTS: &str = "content/2020/projects";

/// Stops a watcher that has not come to an end in time, so that a lost change fails a test instead of holding it up.
struct Watchdog(Option<Sender<()>>);

impl Watchdog {
    fn on(stopper: Stopper) -> Self {
        let (sender, receiver) = mpsc::channel::<()>();
        thread::spawn(move || {
            if receiver.recv_timeout(DEADLINE) == Err(RecvTimeoutError::Timeout) {
                stopper.stop();
            }
        });
        Self(Some(sender))
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.0.take();
    }
}

fn options(polling: bool) -> Options {
    Options { polling, probe: false, poll_every: Duration::from_millis(20), ..Options::default() }
}

fn put(root: &Path, path: &str, text: &str) {
    let full = root.join(path);
    fs::create_dir_all(full.parent().unwrap()).unwrap();
    fs::write(full, text).unwrap();
}

/// A small site in a folder of its own, with a folder for each mark.
fn site() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for path in ["content/site.yaml", "content/2020/year.yaml", "content/2020/projects/01.yaml", "content/2020/projects/02.yaml"] {
        put(root.path(), path, "title: 一\n");
    }
    put(root.path(), "content/2020/projects/03/a.jpg", "picture");
    put(root.path(), "content/mark/old", "");
    put(root.path(), "content/end/old", "");
    age(root.path());
    root
}

/// Make everything old, so that no clock is too coarse to tell a later change.
fn age(path: &Path) {
    for entry in fs::read_dir(path).into_iter().flatten() {
        age(&entry.unwrap().path());
    }
    File::open(path).unwrap().set_modified(SystemTime::UNIX_EPOCH).unwrap();
}

fn start(root: &Path, polling: bool) -> Watcher {
    let watcher = Watcher::start(root, options(polling)).unwrap();
    assert_eq!(*watcher.mode(), if polling { Mode::Polling(Why::AskedFor) } else { Mode::Events });
    watcher
}

#[track_caller]
fn take_until(watcher: &mut Watcher, folder: &str, mut taken: impl FnMut(Change)) {
    let _watchdog = Watchdog::on(watcher.stopper());
    loop {
        let change = watcher.next().unwrap_or_else(|| panic!("{folder} was never named"));
        assert!(!change.is_empty());
        let named = change.names(folder);
        taken(change);
        if named {
            return;
        }
    }
}

/// Write a mark, take changes until its folder is named; then the same with the other mark. A walk may see the first
/// before what was written earlier; what it missed comes before the second.
#[track_caller]
fn drain(watcher: &mut Watcher, root: &Path, mut taken: impl FnMut(Change)) {
    for mark in MARKS {
        put(root, &format!("{mark}/new"), mark);
        take_until(watcher, mark, &mut taken);
    }
}

/// What is named for something done to a site, without the folders of the marks.
#[track_caller]
fn named(root: &Path, polling: bool, act: fn(&Path)) -> Change {
    let mut watcher = start(root, polling);
    act(root);
    let mut all = Change::default();
    drain(&mut watcher, root, |change| all.merge(change));
    all.folders.retain(|folder| !MARKS.contains(&folder.as_str()));
    all
}

#[track_caller]
fn case(act: fn(&Path), expected: &[&str]) {
    for polling in [false, true] {
        let found = named(site().path(), polling, act);
        let expected = Change { folders: expected.iter().map(|f| (*f).to_owned()).collect(), everything: false };
        assert_eq!(found, expected, "polling: {polling}");
    }
}

#[track_caller]
fn case_of_everything(act: fn(&Path)) {
    for polling in [false, true] {
        let found = named(site().path(), polling, act);
        assert_eq!(found, Change { folders: BTreeSet::new(), everything: true }, "polling: {polling}");
    }
}

fn run(folder: &Path, command: &str) {
    assert!(Command::new("sh").args(["-c", command]).current_dir(folder).status().unwrap().success());
}

#[test]
fn files_written_in_place() {
    case(|root| put(root, "content/2020/projects/01.yaml", "title: 二\n"), &[PROJECTS]);
    // The same length: only the time differs.
    case(|root| put(root, "content/2020/projects/01.yaml", "title: 一\n"), &[PROJECTS]);
    case(|root| put(root, "content/2020/projects/99.yaml", "title: 二\n"), &[PROJECTS]);
    case(|root| put(root, "content/site.yaml", "title: 二\n"), &["content"]);
    case(
        |root| {
            let mut file = fs::OpenOptions::new().append(true).open(root.join("content/2020/year.yaml")).unwrap();
            file.write_all(b"as_of: 2020-09-30\n").unwrap();
        },
        &["content/2020"],
    );
    case(|root| run(root, "cp content/site.yaml content/2020/projects/01.yaml; touch content/2020/year.yaml"), &["content/2020", PROJECTS]);
}

#[test]
fn files_written_aside_and_renamed() {
    // A temporary file that is never content.
    case(
        |root| {
            let folder = root.join(PROJECTS);
            fs::write(folder.join(".01.yaml.tmp"), "title: 二\n").unwrap();
            fs::rename(folder.join(".01.yaml.tmp"), folder.join("01.yaml")).unwrap();
        },
        &[PROJECTS],
    );
    // From outside of what is watched.
    case(
        |root| {
            fs::write(root.join("aside"), "title: 二\n").unwrap();
            fs::rename(root.join("aside"), root.join(PROJECTS).join("01.yaml")).unwrap();
        },
        &[PROJECTS],
    );
    case(|root| run(root, "sed -i s/一/二/ content/2020/projects/01.yaml"), &[PROJECTS]);
    // From one folder to another.
    case(|root| run(root, "mv content/2020/projects/01.yaml content/2020/01.yaml"), &["content/2020", PROJECTS]);
}

#[test]
fn files_saved_as_vim_does() {
    case(
        |root| {
            let folder = root.join(PROJECTS);
            let file = folder.join("01.yaml");
            let backup = folder.join("01.yaml~");
            fs::write(folder.join(".01.yaml.swp"), "swap").unwrap();
            fs::write(folder.join("4913"), "").unwrap();
            fs::remove_file(folder.join("4913")).unwrap();
            fs::rename(&file, &backup).unwrap();
            let mut new = File::create(&file).unwrap();
            new.write_all("title: 二\n".as_bytes()).unwrap();
            new.sync_all().unwrap();
            drop(new);
            fs::remove_file(backup).unwrap();
            fs::remove_file(folder.join(".01.yaml.swp")).unwrap();
        },
        &[PROJECTS],
    );
}

#[test]
fn files_deleted_and_renamed() {
    case(|root| fs::remove_file(root.join(PROJECTS).join("01.yaml")).unwrap(), &[PROJECTS]);
    case(|root| run(root, "mv content/2020/projects/01.yaml content/2020/projects/04.yaml"), &[PROJECTS]);
    case(|root| run(root, "mv content/2020/projects/01.yaml ."), &[PROJECTS]);
}

#[test]
fn folders_renamed_removed_and_made() {
    case(
        |root| run(root, "mv content/2020 content/2021"),
        &[
            "content",
            "content/2020",
            PROJECTS,
            "content/2020/projects/03",
            "content/2021",
            "content/2021/projects",
            "content/2021/projects/03",
        ],
    );
    case(|root| run(root, "rm -r content/2020/projects"), &["content/2020", PROJECTS, "content/2020/projects/03"]);
    case(|root| run(root, "mkdir -p content/a/b/c"), &["content", "content/a", "content/a/b", "content/a/b/c"]);
    case(
        |root| run(root, "mkdir content/2021; mv content/2020/projects content/2021/projects"),
        &[
            "content",
            "content/2020",
            PROJECTS,
            "content/2020/projects/03",
            "content/2021",
            "content/2021/projects",
            "content/2021/projects/03",
        ],
    );
    // A folder that stands where a file stood, and the other way round.
    case(
        |root| run(root, "cd content/2020/projects; rm 01.yaml; mkdir 01.yaml; rm -r 03; touch 03"),
        &["content/2020/projects", "content/2020/projects/01.yaml", "content/2020/projects/03"],
    );
}

#[test]
fn a_folder_and_what_is_in_it_at_once() {
    case(
        |root| {
            for number in 0..100 {
                put(root, &format!("content/2021/projects/{number}.yaml"), "title: 一\n");
            }
        },
        &["content", "content/2021", "content/2021/projects"],
    );
    // Made elsewhere and moved in.
    case(
        |root| run(root, "mkdir -p aside/projects; touch aside/projects/01.yaml; mv aside content/2021"),
        &["content", "content/2021", "content/2021/projects"],
    );
}

#[test]
fn a_burst_of_a_thousand_files() {
    let burst: fn(&Path) = |root| {
        for number in 0..1000 {
            put(root, &format!("content/{}/{number}.yaml", 2000 + number % 10), "title: 一\n");
        }
    };
    let years: Vec<String> = (2000..2010).map(|year| format!("content/{year}")).collect();
    let mut expected = vec!["content"];
    expected.extend(years.iter().map(String::as_str));
    case(burst, &expected);
    for polling in [false, true] {
        // Over files that are there already.
        let root = site();
        burst(root.path());
        let found = named(root.path(), polling, burst);
        assert_eq!(found.folders, years.iter().cloned().collect(), "polling: {polling}");
    }
}

#[test]
fn what_the_builder_never_reads_is_silent() {
    for polling in [false, true] {
        let root = site();
        let root = root.path();
        let mut watcher = start(root, polling);
        // The first look after the start has to be wide.
        assert_eq!(watcher.pending(), None);
        run(root, "mkdir public .git target .gongshi content/.git; touch public/a .git/b target/c .gongshi/d content/.git/e site.log");
        run(&root.join(PROJECTS), "touch .x.swp 01.yaml~ '#01.yaml#' .DS_Store 01.bak; mv 01.bak 02.orig; rm .x.swp");
        let mut all = Change::default();
        drain(&mut watcher, root, |change| all.merge(change));
        assert_eq!(all, Change { folders: MARKS.map(str::to_owned).into(), everything: false }, "polling: {polling}");
    }
}

#[test]
fn polling_sees_what_came_and_went_while_its_report_was_read() {
    let root = site();
    let mut watcher = start(root.path(), true);
    let folders = BTreeSet::from([PROJECTS.to_owned()]);
    let change = Some(Change { folders, everything: false });
    put(root.path(), "content/2020/projects/01.yaml", "");
    assert_eq!(watcher.pending(), change);
    put(root.path(), "content/2020/projects/ghost.yaml", "");
    fs::remove_file(root.path().join("content/2020/projects/ghost.yaml")).unwrap();
    assert_eq!(watcher.pending(), change);
    assert_eq!(watcher.pending(), None);
}

/// Every file below a folder.
fn files(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            let mut bytes = Vec::new();
            File::open(&path).unwrap().read_to_end(&mut bytes).unwrap();
            found.insert(path, bytes);
        }
    }
}

#[test]
fn reading_wakes_nobody() {
    for polling in [false, true] {
        let root = site();
        let mut watcher = start(root.path(), polling);
        let mut found = BTreeMap::new();
        files(root.path(), &mut found);
        assert_eq!(found.len(), 7);
        assert_eq!(watcher.pending(), None);
        put(root.path(), "content/mark/new", "");
        let mut first = None;
        take_until(&mut watcher, "content/mark", |change| first = first.take().or(Some(change)));
        assert_eq!(first, Some(Change { folders: BTreeSet::from(["content/mark".to_owned()]), everything: false }));
    }
}

#[test]
fn what_is_pending_is_had_without_waiting() {
    let root = site();
    let mut watcher = start(root.path(), true);
    assert_eq!(watcher.pending(), None);
    put(root.path(), "content/2020/projects/05.yaml", "");
    let folders = BTreeSet::from([PROJECTS.to_owned()]);
    assert_eq!(watcher.pending(), Some(Change { folders, everything: false }));
    assert_eq!(watcher.pending(), None);
}

#[test]
fn content_replaced() {
    case_of_everything(|root| {
        run(root, "cp -r content new; mv content old; mv new content; echo more >> content/site.yaml; echo more >> old/site.yaml");
    });
    case_of_everything(|root| run(root, "cp -r content aside; rm -r content; cp -r aside content"));
    case_of_everything(|root| run(root, "rm -r content; mkdir -p content/2020; touch content/2020/year.yaml"));
}

/// The very same folder under the same name: by events it may be another, a walk sees that it is not.
#[test]
fn content_moved_away_and_back() {
    for act in
        [|root: &Path| run(root, "mv content aside; mv aside content"), |root: &Path| run(root, "mv content aside; ln -s aside content")]
    {
        assert!(named(site().path(), false, act).everything);
        assert_eq!(named(site().path(), true, act), Change::default());
    }
}

#[test]
fn themes_made_later() {
    case_of_everything(|root| run(root, "mkdir -p themes/mine/templates; touch themes/mine/templates/page.html"));
}

/// Do something, see that everything is named for it, then that a change in a new file is named alone.
#[track_caller]
fn goes_on(watcher: &mut Watcher, root: &Path, file: &str, act: impl FnOnce()) {
    act();
    take_until(watcher, "everything", |_| {});
    // What the act raised may arrive in more than one piece.
    drain(watcher, root, |_| {});
    let folder = file.rsplit_once('/').unwrap().0;
    put(root, file, "title: 三\n");
    let mut all = Change::default();
    drain(watcher, root, |change| all.merge(change));
    let expected = MARKS.into_iter().chain([folder]).map(str::to_owned).collect();
    assert_eq!(all, Change { folders: expected, everything: false });
}

#[test]
fn watching_goes_on_after_replacement() {
    for polling in [false, true] {
        let home = tempfile::tempdir().unwrap();
        let root = home.path().join("site");
        fs::rename(site().keep(), &root).unwrap();
        let mut watcher = start(&root, polling);
        goes_on(&mut watcher, &root, "content/2020/year.yaml", || run(&root, "cp -r content new; mv content old; mv new content"));
        goes_on(&mut watcher, &root, "themes/a/page.html", || run(&root, "mkdir themes; mkdir themes/a"));
        goes_on(&mut watcher, &root, "content/2020/year.yaml", || run(&root, "rm -r content; cp -r old content"));
        if !polling {
            goes_on(&mut watcher, &root, "content/2020/year.yaml", || run(home.path(), "mv site away; mv away site"));
        }
        goes_on(&mut watcher, &root, "content/2020/year.yaml", || run(home.path(), "mv site away; cp -r away site"));
        // Gone for good is reported too, and so is coming back.
        run(home.path(), "mv site gone");
        take_until(&mut watcher, "everything", |change| assert!(change.everything));
        goes_on(&mut watcher, &root, "content/2020/year.yaml", || run(home.path(), "mv gone site"));
    }
}

#[cfg(unix)]
#[test]
fn links_at_the_top_are_followed_and_no_others() {
    for polling in [false, true] {
        let (one, other, home) = (site(), site(), tempfile::tempdir().unwrap());
        let link = home.path().join("link");
        std::os::unix::fs::symlink(one.path(), &link).unwrap();
        let mut watcher = start(&link, polling);
        put(one.path(), "content/2020/year.yaml", "title: 三\n");
        take_until(&mut watcher, "content/2020", |change| assert!(!change.everything));
        goes_on(&mut watcher, &link, "content/2020/year.yaml", || {
            run(home.path(), &format!("ln -s {} next; mv -T next link", other.path().display()));
        });
        goes_on(&mut watcher, &link, "content/2020/year.yaml", || {
            run(&link, "cp -r content real; mv content away; ln -s real content; ln -s ../../../real/2020 content/2020/projects/loop");
        });
    }
}

#[test]
fn stop_ends_waiting() {
    for polling in [false, true] {
        let root = site();
        let mut watcher = Watcher::start(root.path(), Options { poll_every: DEADLINE * 100, ..options(polling) }).unwrap();
        let stopper = watcher.stopper();
        let waiting = thread::spawn(move || (watcher.next(), watcher.next()));
        stopper.clone().stop();
        assert_eq!(waiting.join().unwrap(), (None, None));
    }
}

#[test]
fn a_root_that_is_no_folder_is_an_error() {
    let root = site();
    for name in ["none", "content/site.yaml"] {
        let path = root.path().join(name);
        let WatchError::Root { path: named, .. } = Watcher::start(&path, options(false)).unwrap_err();
        assert_eq!(named, path);
    }
}

/// What a builder would know that reads the named folders and no others.
#[derive(Default)]
struct Known(BTreeMap<String, BTreeMap<String, Vec<u8>>>);

impl Known {
    fn read(&mut self, root: &Path, change: &Change) {
        if change.everything {
            self.read_below(root, "content");
        }
        for folder in &change.folders {
            self.read_one(root, folder.clone());
        }
    }

    fn read_below(&mut self, root: &Path, folder: &str) {
        for inner in self.read_one(root, folder.to_owned()) {
            self.read_below(root, &format!("{folder}/{inner}"));
        }
    }

    /// Read a folder, drop what is below folders it does not list; the names of those it does.
    fn read_one(&mut self, root: &Path, folder: String) -> BTreeSet<String> {
        let (mut files, mut folders) = (BTreeMap::new(), BTreeSet::new());
        let listing = fs::read_dir(root.join(&folder));
        let exists = listing.is_ok();
        for entry in listing.into_iter().flatten().flatten() {
            let name = entry.file_name().to_str().unwrap().to_owned();
            if entry.path().is_dir() {
                folders.insert(name);
            } else if let Ok(bytes) = fs::read(entry.path()) {
                // What has gone since is named again.
                files.insert(name, bytes);
            }
        }
        let below = format!("{folder}/");
        self.0.retain(|path, _| path.strip_prefix(&below).is_none_or(|rest| folders.contains(rest.split('/').next().unwrap())));
        self.0.remove(&folder);
        if exists {
            self.0.insert(folder, files);
        }
        folders
    }
}

/// Random numbers, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Do something or other to a few folders that come, go, and move into one another. What cannot be done is left.
fn churn(root: &Path, numbers: &mut Numbers) {
    let folder = |numbers: &mut Numbers| {
        let deep = 1 + numbers.below(3);
        let path: Vec<_> = (0..deep).map(|_| ["a", "b", "c"][usize::try_from(numbers.below(3)).unwrap()]).collect();
        root.join("content").join(path.join("/"))
    };
    let (one, other) = (folder(numbers), folder(numbers));
    let text = numbers.below(1000).to_string();
    drop(match numbers.below(8) {
        0 | 1 => fs::create_dir_all(&one).and_then(|()| fs::write(one.join("new"), text)),
        2 => fs::rename(&one, &other),
        3 => fs::remove_dir_all(&one),
        4 => fs::create_dir_all(&one).and_then(|()| fs::rename(&other, one.join("moved"))),
        5 => fs::remove_file(one.join("new")),
        6 => fs::write(one.join(".aside"), text).and_then(|()| fs::rename(one.join(".aside"), one.join("file"))),
        _ => fs::write(one.join("file"), text),
    });
}

#[test]
fn who_reads_what_is_named_knows_everything() {
    for polling in [false, true] {
        let root = tempfile::tempdir().unwrap();
        for mark in MARKS {
            put(root.path(), &format!("{mark}/old"), "");
        }
        let mut watcher = start(root.path(), polling);
        let mut known = Known::default();
        known.read(root.path(), &Change { folders: BTreeSet::new(), everything: true });
        let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
        for round in 0..25 {
            thread::scope(|scope| {
                let numbers = &mut numbers;
                let path = root.path();
                let (sender, receiver) = mpsc::channel::<()>();
                scope.spawn(move || {
                    for step in 0..30 {
                        churn(path, numbers);
                        if step == 10 {
                            sender.send(()).unwrap();
                        }
                    }
                });
                receiver.recv().unwrap();
                // Read while the other writes.
                if let Some(change) = watcher.pending() {
                    known.read(path, &change);
                }
            });
            drain(&mut watcher, root.path(), |change| known.read(root.path(), &change));
            let mut all = Known::default();
            all.read(root.path(), &Change { folders: BTreeSet::new(), everything: true });
            assert_eq!(known.0, all.0, "polling: {polling}, round {round}");
        }
    }
}

#[test]
fn what_follows_a_new_folder_at_once_is_not_lost() {
    let root = site();
    let mut watcher = start(root.path(), false);
    let mut known = Known::default();
    for round in 0..100 {
        let folder = format!("content/new-{round}");
        let path = root.path();
        thread::scope(|scope| {
            let folder = &folder;
            scope.spawn(move || {
                for number in 0..100 {
                    put(path, &format!("{folder}/{number}"), "early");
                }
                // A moment later, when the folder may be seen but not yet watched.
                for _ in 0..round * 40 {
                    std::hint::spin_loop();
                }
                put(path, &format!("{folder}/99"), "late");
            });
            take_until(&mut watcher, folder, |change| known.read(path, &change));
        });
        drain(&mut watcher, path, |change| known.read(path, &change));
        let found = &known.0[&folder];
        assert_eq!((found.len(), found["99"].as_slice()), (100, b"late".as_slice()), "round {round}");
        fs::remove_dir_all(path.join(&folder)).unwrap();
    }
}
