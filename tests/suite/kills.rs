//! Builds that are killed at any moment, that meet others at work, or that run out of room: what stands in the output is
//! the site before or the site after, and the next build is right.
#![cfg(unix)]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use super::determinism::tree;

/// How many projects the site has.
const PROJECTS: usize = 300;
/// Kills spread over the time of a build.
const SPREAD: u32 = 60;
/// Kills while files are moved into place.
const MOVING: u32 = 20;

type Published = BTreeMap<String, Vec<u8>>;

/// A site whose content is one of two, built to `public/` and as it must look.
struct Two {
    _work: tempfile::TempDir,
    root: PathBuf,
    clean: [Published; 2],
    /// Which of the two stands in `content/`.
    now: usize,
}

impl Two {
    /// Both contents written and built from nothing; the first stands in `content/`, and is built.
    fn new(name: &str) -> Self {
        let work = tempfile::Builder::new().prefix(name).tempdir().expect("a folder");
        let root = work.path().to_path_buf();
        // Small pages, so that a build is short and much of it is spent on files.
        let page = "<!DOCTYPE html><html lang=\"zh\"><head><title>x</title></head><body>{% block content %}<p>{{ page.path }}</p>{% endblock %}</body></html>\n";
        put(&root, "themes/default/layouts/base.html", page);
        for layout in ["archive", "corrections", "document", "documents", "home", "listing", "page", "registry", "404"] {
            put(&root, &format!("themes/default/layouts/{layout}.html"), "{% extends \"layouts/base.html\" %}\n");
        }
        let say = "{% extends \"layouts/base.html\" %}{% block content %}<p>{{ view.title }}</p>{% endblock %}\n";
        put(&root, "themes/default/layouts/project.html", say);
        put(&root, "themes/default/layouts/year.html", say);
        for which in [1, 0] {
            write(&root.join("content"), which);
            let out = root.join(["clean-a", "clean-b"][which]);
            let build = gongshi(&root, &["build", "--output", out.to_str().expect("a path")]);
            assert_eq!(build.status.code(), Some(0), "{}", String::from_utf8_lossy(&build.stderr));
            if which == 1 {
                fs::rename(root.join("content"), root.join("other")).expect("a move");
            }
        }
        let clean = [published(&root.join("clean-a")), published(&root.join("clean-b"))];
        let two = Self { _work: work, root, clean, now: 0 };
        assert_eq!(gongshi(&two.root, &["build"]).status.code(), Some(0));
        two.is(&two.clean[0], "the first build");
        two
    }

    /// The other content takes the place of this one.
    fn switch(&mut self) {
        let at = |name| self.root.join(name);
        for (from, to) in [("content", "aside"), ("other", "content"), ("aside", "other")] {
            fs::rename(at(from), at(to)).expect("a move");
        }
        self.now = 1 - self.now;
    }

    fn out(&self) -> PathBuf {
        self.root.join("public")
    }

    #[track_caller]
    fn is(&self, expected: &Published, why: &str) {
        let found = published(&self.out());
        let differing: Vec<&String> = found.keys().chain(expected.keys()).filter(|path| found.get(*path) != expected.get(*path)).collect();
        assert!(differing.is_empty(), "{why}: {differing:?}");
        for left in [".gongshi-stage", ".gongshi-unfinished"] {
            assert!(!self.out().join(left).exists(), "{why}: {left} is left");
        }
    }

    /// What a killed build left: the site before, the site after, or, while it says so itself, each file one of the two.
    #[track_caller]
    fn left(&self, why: &str) -> usize {
        let found = published(&self.out());
        let (before, after) = (&self.clean[1 - self.now], &self.clean[self.now]);
        for path in before.keys().chain(after.keys()).chain(found.keys()) {
            let held = found.get(path);
            assert!(held == before.get(path) || held == after.get(path), "{why}: {path} is neither the old nor the new");
        }
        let unfinished = self.out().join(".gongshi-unfinished").exists();
        match (found == *before, found == *after) {
            (true, _) => 0,
            (_, true) => 1,
            _ => {
                assert!(unfinished, "{why}: a mixture that does not say so");
                2
            }
        }
    }

    /// The next build makes what is to be.
    #[track_caller]
    fn recovers(&self, why: &str) {
        let build = gongshi(&self.root, &["build"]);
        assert_eq!((build.status.code(), text(&build.stderr)), (Some(0), String::new()), "{why}");
        self.is(&self.clean[self.now], why);
    }
}

fn put(root: &Path, path: &str, text: &str) {
    let full = root.join(path);
    fs::create_dir_all(full.parent().expect("a folder")).expect("a folder");
    fs::write(full, text).expect("a write");
}

/// One of the two contents: a third of the projects is another, some are there in one alone, and so are their files.
fn write(content: &Path, which: usize) {
    put(content, "site.yaml", "title: 测试站\n");
    put(content, "2020/year.yaml", "title: 2020年\nas_of: 2020-09\n");
    for n in 0..PROJECTS {
        let id = format!("{n:03}");
        if n % 10 == 3 + which {
            continue;
        }
        let title = if n % 3 == 0 { format!("项目{n}之{which}") } else { format!("项目{n}") };
        put(content, &format!("2020/projects/{id}.yaml"), &format!("title: {title}\nindicators: [{{id: a, name: 数, target: 3}}]\n"));
        if n % 7 == which {
            put(content, &format!("2020/projects/{id}/file.txt"), &format!("{id} {which}\n"));
        } else if n % 7 == 2 {
            put(content, &format!("2020/projects/{id}/both.txt"), &format!("{id} {}\n", which * (n % 2)));
        }
    }
    // A folder in one, files of that name in the other.
    put(content, &format!("pages/{}.md", ["alt", "neu"][which]), "---\ntitle: 页\n---\n");
    put(content, &format!("pages/{}/deep/er.txt", ["alt", "neu"][which]), "deep\n");
}

fn command(root: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongshi"));
    command.args(args).arg("--quiet").current_dir(root).env("LC_ALL", "C").env("HOME", "/nowhere");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn gongshi(root: &Path, args: &[&str]) -> Output {
    command(root, args).output().expect("gongshi runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn published(out: &Path) -> Published {
    let mut files = tree(out);
    files.retain(|path, _| !path.starts_with(".gongshi-"));
    files
}

/// Kill a process, unless it has ended; how it ended.
fn kill(mut child: Child) -> Option<i32> {
    let _ = child.kill();
    child.wait().expect("it ends").code()
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let mut two = Two::new("kill-");
    let mut left = [0; 3];
    let mut whole = Duration::ZERO;
    for step in 0..=SPREAD {
        two.switch();
        let delay = whole * step / SPREAD;
        let begun = Instant::now();
        let child = command(&two.root, &["build"]).spawn().expect("gongshi runs");
        // The moment is the experiment.
        while begun.elapsed() < delay {
            std::hint::spin_loop();
        }
        let ended = kill(child);
        let why = format!("killed after {delay:?} of {whole:?}");
        assert!(matches!(ended, None | Some(0)), "{why}: {ended:?}");
        let state = two.left(&why);
        left[state] += 1;
        if step % 6 == 0 {
            let check = gongshi(&two.root, &["check"]);
            assert_eq!((check.status.code(), text(&check.stdout)), (Some(0), String::new()), "{why}");
        }
        let begun = Instant::now();
        two.recovers(&why);
        // As long as a build takes now, with whatever else this machine does.
        if state == 0 {
            whole = begun.elapsed();
        }
    }
    println!(
        "killed {} times over a build: {} left the old site, {} the new one, {} something in between",
        SPREAD + 1,
        left[0],
        left[1],
        left[2]
    );
    assert!(left[0] > 5, "{left:?}");
}

#[test]
fn a_build_killed_while_files_move_is_finished_by_the_next() {
    let mut two = Two::new("move-");
    let mut left = [0; 3];
    for step in 0..MOVING {
        two.switch();
        let mut child = command(&two.root, &["build"]).spawn().expect("gongshi runs");
        let unfinished = two.out().join(".gongshi-unfinished");
        while !unfinished.exists() && child.try_wait().expect("a process").is_none() {
            std::hint::spin_loop();
        }
        let seen = Instant::now();
        while seen.elapsed() < Duration::from_micros(u64::from(step) * 150) {
            std::hint::spin_loop();
        }
        let ended = kill(child);
        let why = format!("killed {step} × 150 µs after its files were complete");
        assert!(matches!(ended, None | Some(0)), "{why}: {ended:?}");
        left[two.left(&why)] += 1;
        match step % 3 {
            // The content goes back to what it was: what was begun is finished, and undone.
            0 => {
                two.switch();
                two.recovers(&why);
            }
            // The build that finishes it is killed too.
            1 => {
                let child = command(&two.root, &["build"]).spawn().expect("gongshi runs");
                kill(child);
                two.left(&why);
                two.recovers(&why);
            }
            _ => two.recovers(&why),
        }
    }
    println!("killed {MOVING} times: {} left the old site, {} the new one, {} something in between", left[0], left[1], left[2]);
    assert!(left[2] > 0, "no kill met the moving of files: {left:?}");
}

#[test]
fn builds_and_checks_at_once_do_not_disturb_each_other() {
    let mut two = Two::new("once-");
    let mut busy = 0;
    for _ in 0..6 {
        two.switch();
        let start = |args: &[&str]| command(&two.root, args).spawn().expect("gongshi runs");
        let same = [start(&["build"]), start(&["build"])];
        let others = [start(&["build", "--output", "second"]), start(&["check"])];
        let mut well = 0;
        for child in same {
            let done = child.wait_with_output().expect("it ends");
            match done.status.code() {
                Some(0) => well += 1,
                Some(3) => {
                    assert_eq!(text(&done.stderr), "error: another build is writing to `./public`\n");
                    busy += 1;
                }
                code => panic!("{code:?}: {}", text(&done.stderr)),
            }
        }
        assert!(well > 0, "one of them builds");
        for child in others {
            let done = child.wait_with_output().expect("it ends");
            assert_eq!((done.status.code(), text(&done.stderr)), (Some(0), String::new()));
        }
        two.is(&two.clean[two.now], "two at once");
        assert!(published(&two.root.join("second")) == two.clean[two.now], "the second place");
        two.recovers("after two at once");
    }
    println!("{busy} of 12 builds met another at work");
}

/// Build where no file may be longer than so many blocks of 512 bytes.
fn confined(root: &Path, blocks: usize) -> Output {
    // A write beyond the limit is to fail, not to end the process.
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" build --quiet");
    let mut shell = Command::new("sh");
    shell.args(["-c", &script, env!("CARGO_BIN_EXE_gongshi")]).current_dir(root).env("LC_ALL", "C").env("HOME", "/nowhere");
    shell.output().expect("a shell")
}

#[test]
fn a_build_without_room_leaves_the_old_site_whole() {
    let mut two = Two::new("room-");
    for blocks in [0, 1, 4] {
        two.switch();
        let done = confined(&two.root, blocks);
        let said = text(&done.stderr);
        assert_eq!(done.status.code(), Some(3), "{blocks}: {said}");
        assert!(said.starts_with("error: cannot use `./public/"), "{blocks}: {said}");
        two.is(&two.clean[1 - two.now], &format!("{blocks} blocks"));
        two.recovers(&format!("after {blocks} blocks"));
    }
    // Room for the site, and none for the memory, which holds many warnings: a slower build next time, and no fault.
    let longest = two.clean.iter().flat_map(BTreeMap::values).map(Vec::len).max().unwrap_or_default();
    two.switch();
    fs::remove_dir_all(two.root.join(".gongshi")).expect("removed");
    let draft = "content/2020/projects/draft.yaml";
    put(&two.root, draft, &format!("title: 草稿\ndraft: yes\nsites:\n{}", "  - 点位（一\n".repeat(2000)));
    let done = confined(&two.root, longest.div_ceil(512) + 1);
    let said = text(&done.stderr);
    assert_eq!(done.status.code(), Some(0), "{said}");
    assert!(said.contains("note: nothing can be kept in .gongshi/ for the next build"), "{said}");
    fs::remove_file(two.root.join(draft)).expect("removed");
    two.is(&two.clean[two.now], "no room for the memory");
    two.switch();
    two.recovers("after no room for the memory");
}
