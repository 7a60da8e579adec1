//! An incremental build is a clean one, byte for byte, whatever was changed before it and whatever is remembered; and it
//! makes no page that did not change.

use std::{
    collections::BTreeMap,
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use gongshi::{
    cache::Slot,
    diag::{
        Language,
        render::{self, Format, Style},
    },
    files::{Entry, EntryKind, Files, FilesError, MemoryFiles, SitePath, Stamp},
    meter::Unseen,
    output::{self, MemoryStore, Store},
    pipeline::{self, Memory, Outcome, Parts, Tools},
    plan::Choice,
};
use serde_json::json;

use super::edits::{Desk, EDITS, Edit, Tree};

/// Files in memory that are known by stamps, as those of a disk are: bytes that are written get a stamp no bytes had.
#[derive(Default)]
struct Disk {
    files: BTreeMap<String, (Arc<[u8]>, u64)>,
    written: u64,
}

impl Disk {
    /// Hold this tree; files whose bytes stay keep their stamps.
    fn hold(&mut self, tree: &Tree, touched: impl Fn(&str) -> bool) {
        let mut files = BTreeMap::new();
        for (path, bytes) in tree {
            let same = self.files.get(path).filter(|(held, _)| held == bytes && !touched(path));
            let stamp = same.map_or_else(
                || {
                    self.written += 1;
                    self.written
                },
                |(_, stamp)| *stamp,
            );
            files.insert(path.clone(), (bytes.clone(), stamp));
        }
        self.files = files;
    }

    /// What a build sees. Without stamps every file is known by its bytes alone.
    fn seen(&self, stamped: bool) -> Seen {
        let mut files = MemoryFiles::default();
        for (path, (bytes, _)) in &self.files {
            files.insert(path, bytes.to_vec());
        }
        let stamp = |(path, (bytes, number)): (&String, &(Arc<[u8]>, u64))| {
            let stamp = json!({"length": bytes.len(), "modified": 1, "changed": number, "identity": [1, 1]});
            (path.clone(), serde_json::from_value(stamp).expect("a stamp"))
        };
        let stamps = self.files.iter().filter(|_| stamped).map(stamp).collect();
        Seen { files, stamps, change: None, reads: AtomicUsize::new(0) }
    }
}

/// Files as a build sees them. One may change while the build reads.
struct Seen {
    files: MemoryFiles,
    stamps: BTreeMap<String, Stamp>,
    /// After so many reads of any file, this one has other bytes.
    change: Option<(usize, String, Vec<u8>)>,
    reads: AtomicUsize,
}

impl Files for Seen {
    fn list(&self, folder: &str) -> Result<Vec<Entry>, FilesError> {
        let mut entries = self.files.list(folder)?;
        for entry in &mut entries {
            if let EntryKind::File(length, stamp) = &mut entry.kind {
                *stamp = self.stamps.get(entry.path.as_str()).copied();
                if let Some(bytes) = self.changed(&entry.path) {
                    (*length, *stamp) = (bytes.len() as u64, None);
                }
            }
        }
        Ok(entries)
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, FilesError> {
        if let Some(bytes) = self.changed(path) {
            return Ok(bytes.to_vec());
        }
        if self.change.is_some() {
            self.reads.fetch_add(1, Ordering::Relaxed);
        }
        self.files.read(path)
    }
}

impl Seen {
    /// The bytes a file has by now, where it is the one that changes and has changed.
    fn changed(&self, path: &str) -> Option<&[u8]> {
        let (after, changed, bytes) = self.change.as_ref()?;
        (path == changed && self.reads.load(Ordering::Relaxed) >= *after).then_some(bytes)
    }
}

fn build(files: &dyn Files, choice: &Choice, memory: &mut Memory, parts: &mut Option<Parts>, store: &MemoryStore) -> Outcome {
    let mut tools =
        Tools { store: &mut |_| Ok(Box::new(store) as Box<dyn Store>), parts: &mut || parts.take(), meter: &Unseen, ends: false };
    pipeline::build(files, choice, memory, &mut tools).expect("memory does not fail")
}

/// Everything a build says and makes.
#[derive(Debug, Clone, PartialEq)]
struct Made {
    findings: Vec<gongshi::diag::Diagnostic>,
    reports: [String; 3],
    built: Option<String>,
    files: Option<output::Files>,
}

impl Made {
    fn of(outcome: &Outcome, store: &MemoryStore) -> Self {
        let report = |format| {
            let style = Style { format, language: Language::English, colour: false };
            render::report(&outcome.findings, &outcome.texts, style)
        };
        let says = |built: &pipeline::Built| {
            format!("{} {} {} {:?} {:?} {}", built.pages, built.files, built.bytes, built.held_back, built.overdue, built.base_path)
        };
        Self {
            findings: outcome.findings.clone(),
            reports: [Format::Short, Format::Human, Format::Json].map(report),
            built: outcome.built.as_ref().map(says),
            files: outcome.built.is_some().then(|| store.files()),
        }
    }

    fn clean(files: &dyn Files, choice: &Choice) -> Self {
        let store = MemoryStore::default();
        Self::of(&build(files, choice, &mut Memory::default(), &mut None, &store), &store)
    }

    /// Where it is not what a clean build makes.
    fn differs(&self, clean: &Self) -> Option<String> {
        if self == clean {
            return None;
        }
        if self.reports != clean.reports || self.findings != clean.findings {
            return Some(format!("findings:\n{}\nclean:\n{}", self.reports[1], clean.reports[1]));
        }
        if self.built != clean.built {
            return Some(format!("says {:?}\nclean {:?}", self.built, clean.built));
        }
        let (mine, theirs) = (self.files.clone().unwrap_or_default(), clean.files.clone().unwrap_or_default());
        let all = mine.keys().chain(theirs.keys());
        let differing: Vec<&String> = all.filter(|path| mine.get(*path) != theirs.get(*path)).collect();
        Some(format!("files: {differing:?}"))
    }
}

/// A step of a script: a change, and what becomes of the memory before the build.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    pub edit: Edit,
    pub numbers: [u32; 3],
    pub upkeep: u32,
}

/// Numbers from a seed (SplitMix64).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 32) as u32
    }

    pub fn step(&mut self) -> Step {
        let all: u32 = EDITS.iter().map(|(_, weight)| weight).sum();
        let mut at = self.next() % all;
        let edit = EDITS.iter().find(|(_, weight)| {
            let found = at < *weight;
            at = at.wrapping_sub(*weight);
            found
        });
        let edit = edit.map_or(Edit::Touch, |(edit, _)| *edit);
        Step { edit, numbers: [self.next(), self.next(), self.next()], upkeep: self.next() }
    }
}

/// What a script has come to.
#[derive(Default)]
struct Tally {
    built: usize,
    failed: usize,
    rendered: usize,
    pages: usize,
}

/// Run a script; the first step after which an incremental build is not a clean one is an error.
fn run(script: &[Step]) -> Result<Tally, String> {
    let work = tempfile::tempdir().expect("a folder");
    let slot = Slot::new(work.path(), "place");
    let mut desk = Desk::new();
    let mut good = desk.clone();
    let mut disk = Disk::default();
    let (mut memory, store) = (Memory::default(), MemoryStore::default());
    let mut old = Memory::default();
    let mut failed = false;
    let mut tally = Tally::default();
    for (n, step) in script.iter().enumerate() {
        // People mend what they broke, mostly.
        if failed && step.upkeep % 4 != 0 {
            desk.tree = good.tree.clone();
            desk.choice = good.choice.clone();
        }
        desk.apply(step.edit, step.numbers);
        let touched = |path: &str| step.edit == Edit::Touch && path.len() % 3 == step.numbers[0] as usize % 3;
        disk.hold(&desk.tree, touched);
        let mut parts = None;
        match step.upkeep / 4 % 16 {
            0 => {
                slot.keep(&memory).expect("kept");
                memory = Memory { last: slot.last().expect("a last build"), ..Memory::default() };
                parts = Some(slot.parts().expect("parts"));
            }
            1 => memory.parts = Parts::default(),
            2 => memory.last = pipeline::Last::default(),
            3 if step.upkeep / 64 % 3 == 0 => memory = Memory::default(),
            4 => memory = old.clone(),
            5 => old = memory.clone(),
            _ => {}
        }
        let seen = disk.seen(step.upkeep / 256 % 5 != 0);
        let clean = Made::clean(&seen, &desk.choice);
        let before = store.files();
        let outcome = build(&seen, &desk.choice, &mut memory, &mut parts, &store);
        let made = Made::of(&outcome, &store);
        if let Some(what) = made.differs(&clean) {
            return Err(format!("step {n}: {what}"));
        }
        match &outcome.built {
            Some(built) => {
                (tally.built, tally.rendered, tally.pages) = (tally.built + 1, tally.rendered + built.rendered, tally.pages + built.pages);
                good = desk.clone();
            }
            None if store.files() != before => return Err(format!("step {n}: a build with faults wrote")),
            None => tally.failed += 1,
        }
        failed = outcome.built.is_none();
        if !failed && step.upkeep / 2048 % 16 == 0 {
            tampered(step, &seen, &desk.choice, (&mut memory, &store), &clean)
                .map_err(|what| format!("step {n}, mended by hand: {what}"))?;
        }
    }
    Ok(tally)
}

/// A page is changed or removed by hand, or the manifest; the next build puts it right.
fn tampered(step: &Step, seen: &Seen, choice: &Choice, (memory, store): (&mut Memory, &MemoryStore), clean: &Made) -> Result<(), String> {
    let files = store.files();
    let path = files.keys().nth(step.numbers[2] as usize % files.len()).expect("a file");
    match step.numbers[1] % 3 {
        0 => drop(store.remove(path)),
        1 => store.insert(path, b"by hand"),
        _ => drop(store.remove(output::MANIFEST)),
    }
    if step.numbers[1] % 3 == 1 && path == output::MANIFEST {
        // A manifest that is none is for people to look at.
        store.insert(path, &files[path]);
    }
    let outcome = build(seen, choice, memory, &mut None, store);
    Made::of(&outcome, store).differs(clean).map_or(Ok(()), Err)
}

/// Run scripts from a seed on so many threads; where one fails, a shorter one that fails too is shown.
#[expect(clippy::print_stdout, reason = "how much a run compared is worth a line")]
fn hold(seed: u64, threads: usize) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
    let (mut built, mut failed, mut rendered, mut pages) = (0, 0, 0, 0);
    for seed in (seed * 100..).take(SCRIPTS) {
        let mut dice = Dice::new(seed);
        let script: Vec<Step> = (0..STEPS).map(|_| dice.step()).collect();
        match pool.install(|| outcome(&script)) {
            Ok(tally) => {
                built += tally.built;
                failed += tally.failed;
                rendered += tally.rendered;
                pages += tally.pages;
            }
            Err(what) => {
                let (least, what) = pool.install(|| shortened(script, what));
                let lines: Vec<String> = least.iter().map(|step| format!("{step:?}")).collect();
                panic!("seed {seed} fails with these steps:\n{}\n{what}", lines.join("\n"));
            }
        }
    }
    println!("seeds from {}: {built} builds, {failed} with faults, {rendered} of {pages} pages rendered", seed * 100);
    assert!(built * 2 > SCRIPTS * STEPS, "too few trees could be built: {built}");
    assert!(rendered * 2 < pages, "little is reused: {rendered} of {pages}");
}

fn outcome(script: &[Step]) -> Result<Tally, String> {
    panic::catch_unwind(AssertUnwindSafe(|| run(script))).unwrap_or_else(|_| Err("a panic".to_owned()))
}

/// A script that fails, without steps it fails without.
fn shortened(mut least: Vec<Step>, mut what: String) -> (Vec<Step>, String) {
    let mut length = least.len() / 2;
    while length > 0 {
        let mut at = 0;
        while at < least.len() {
            let mut shorter = least.clone();
            shorter.drain(at..(at + length).min(least.len()));
            match outcome(&shorter) {
                Err(found) => (least, what) = (shorter, found),
                Ok(_) => at += length,
            }
        }
        length /= 2;
    }
    (least, what)
}

/// How many scripts a test runs.
const SCRIPTS: usize = 5;
/// How many steps a script has.
const STEPS: usize = 102;

macro_rules! scripts {
    ($($name:ident $seed:literal $threads:literal,)*) => {
        $(#[test]
        fn $name() {
            hold($seed, $threads);
        })*
    };
}

// Six times SCRIPTS × STEPS builds are compared; most tests keep to one thread, as many of them run at once.
scripts! {
    any_edits_make_what_a_clean_build_makes_1 1 1,
    any_edits_make_what_a_clean_build_makes_2 2 1,
    any_edits_make_what_a_clean_build_makes_3 3 1,
    any_edits_make_what_a_clean_build_makes_4 4 1,
    any_edits_make_what_a_clean_build_makes_5 5 1,
    any_edits_make_what_a_clean_build_makes_6 6 3,
}

#[test]
fn a_file_that_changes_while_a_build_reads_is_seen_before_or_after() {
    let mut dice = Dice::new(9);
    let (mut memory, store) = (Memory::default(), MemoryStore::default());
    let mut disk = Disk::default();
    let (mut old, mut new) = (0, 0);
    for round in 0..150 {
        let mut desk = Desk::new();
        desk.apply(Edit::Value, [dice.next(), dice.next(), dice.next()]);
        disk.hold(&desk.tree, |_| false);
        let at = dice.next() % u32::try_from(desk.tree.len()).expect("few files");
        let path = desk.tree.keys().nth(at as usize).expect("a file").clone();
        let before = desk.clone();
        let (edit, numbers) =
            (*[Edit::Line, Edit::Word, Edit::Shuffle, Edit::Bytes].get(round % 4).expect("an edit"), [at, dice.next(), dice.next()]);
        desk.apply(edit, numbers);
        let mut seen = disk.seen(round % 3 != 0);
        let clean = Made::clean(&seen, &desk.choice);
        seen.change = Some((dice.next() as usize % 40, path.clone(), desk.tree[&path].to_vec()));
        if round % 2 == 0 {
            memory = Memory::default();
        }
        let mut made = Made::of(&build(&seen, &desk.choice, &mut memory, &mut None, &store), &store);
        disk.hold(&desk.tree, |_| false);
        let seen = disk.seen(true);
        let after = Made::clean(&seen, &desk.choice);
        // Lines that are gone by the time of the report cannot be quoted in it.
        let said = std::mem::take(&mut made.reports);
        let as_if = |whole: &Made| made.differs(&Made { reports: <[String; 3]>::default(), ..whole.clone() });
        match (as_if(&clean), as_if(&after)) {
            (None, _) => old += 1,
            (_, None) => {
                assert_eq!(said, after.reports, "round {round}: {path} {edit:?}");
                new += 1;
            }
            (Some(what), Some(_)) => panic!("round {round}: {path} {edit:?} {numbers:?} from {:?}: {what}", before.tree[&path].len()),
        }
        let made = Made::of(&build(&seen, &desk.choice, &mut memory, &mut None, &store), &store);
        if let Some(what) = made.differs(&after) {
            panic!("round {round}, afterwards: {path} {edit:?}: {what}");
        }
    }
    println!("{old} builds saw the file as it was, {new} as it became");
    assert!(old > 20 && new > 20, "{old} {new}");
}

/// A site of 25 pages, of which each edit below changes a few.
const COUNTED: &[(&str, &str)] = &[
    ("content/site.yaml", "title: 测试站\n"),
    ("content/departments.yaml", "- {id: mzj, name: 区民政局, aliases: [民政局], contact: 电话 1}\n- {id: wlj, name: 区文旅局}\n"),
    ("content/places.yaml", "- {id: dongyuan, name: 东园街道}\n"),
    ("content/categories.yaml", "- {id: elderly, name: 健康养老, aliases: [养老]}\n- {id: culture, name: 文化体育}\n"),
    ("content/documents/goals.md", "---\ntitle: 工作目标\n---\n目标。\n"),
    ("content/pages/about.md", "---\ntitle: 关于\n---\n说明。\n"),
    ("content/2020/year.yaml", "title: 2020年\nas_of: 2020-12\n"),
    (
        "content/2020/projects/01.yaml",
        "title: 演出\nlead: 区文旅局\ncategory: 文化体育\nrelated: [2021/01]\nindicators:\n  - {id: a, name: 演出, target: 10, object: 床位}\n\
         reports:\n  - as_of: 2020-12\n    readings: {a: 10}\n",
    ),
    ("content/2021/year.yaml", "title: 2021年\nas_of: 2021-09\n"),
    (
        "content/2021/projects/01.yaml",
        "title: 床位\nofficial_text: 新增床位100张\nlead: 民政局\ncategory: 养老\nplaces: [东园街道]\nbasis: [goals]\n\
         indicators:\n  - {id: a, name: 床位, target: 100, object: 床位}\nreports:\n  - as_of: 2021-09\n    readings: {a: 50}\n",
    ),
    ("content/2021/projects/01.md", "正在建设。\n"),
    ("content/2021/projects/01/plan.pdf", "%PDF"),
    (
        "content/2021/projects/02.yaml",
        "title: 书屋\nlead: 区文旅局\ncategory: 文化体育\nindicators:\n  - {id: a, name: 书屋, target: 4}\nreports:\n  - as_of: 2021-09\n    readings: {a: 4}\n",
    ),
];

/// Build [`COUNTED`], change a file, and build again: how many pages are rendered, which files are written but those of
/// data, how many of either go.
fn after(path: &str, change: impl Fn(&str) -> String) -> (usize, Vec<String>, usize) {
    let (rendered, mut written, removed) = after_with_data(path, change);
    written.retain(|path| !is_data(path));
    (rendered, written, removed)
}

/// Whether a file is one of data.
fn is_data(path: &str) -> bool {
    (path.starts_with("data/") && path != "data/index.html") || path.ends_with(".xml") || path.starts_with("search/")
}

/// The same with the files of data.
fn after_with_data(path: &str, change: impl Fn(&str) -> String) -> (usize, Vec<String>, usize) {
    let mut disk = Disk::default();
    let mut tree: Tree = COUNTED.iter().map(|(path, text)| ((*path).to_owned(), Arc::from(text.as_bytes()))).collect();
    let (mut memory, store, choice) = (Memory::default(), MemoryStore::default(), Choice::default());
    disk.hold(&tree, |_| false);
    let first = build(&disk.seen(true), &choice, &mut memory, &mut None, &store).built.expect("no faults");
    assert_eq!((first.pages, first.rendered), (25, 25));
    let held = tree.get(path).map(|bytes| String::from_utf8(bytes.to_vec()).expect("text")).unwrap_or_default();
    let text = change(&held);
    if text.is_empty() {
        tree.remove(path);
    } else {
        tree.insert(path.to_owned(), Arc::from(text.as_bytes()));
    }
    disk.hold(&tree, |_| false);
    let built = build(&disk.seen(true), &choice, &mut memory, &mut None, &store).built.expect("no faults");
    let mut written = built.written;
    written.sort_unstable();
    (built.rendered, written, built.applied.removed)
}

/// A change of one figure writes the data of its own year, and of other years nothing.
#[test]
fn one_reading_writes_the_data_of_its_year() {
    let (_, written, removed) = after_with_data(ONE, |text| text.replace("a: 50", "a: 60"));
    let data: Vec<&str> = written.iter().map(String::as_str).filter(|path| is_data(path)).collect();
    let expected = [
        "data/2021/2021.xlsx",
        "data/2021/indicators.csv",
        "data/2021/projects.csv",
        "data/2021/projects/01.json",
        "data/2021/readings.csv",
        "data/2021/year.json",
        "departments/mzj.xml",
        "feed.xml",
        "places/dongyuan.xml",
    ];
    assert_eq!((data, removed), (expected.to_vec(), 0));
    // A remark on the stylesheet is in no data.
    let (_, written, _) = after_with_data("themes/default/styles/print.css", |_| "@media print { a { color: black } }\n".to_owned());
    assert_eq!(written, ["assets/style.css"]);
}

/// A change of one file makes exactly these pages, and each of them is other than before.
#[track_caller]
fn renders(path: &str, (from, to): (&str, &str), expected: &str) {
    let (rendered, written, removed) = after(path, |text| {
        assert!(text.contains(from), "{path} has no {from}");
        text.replace(from, to)
    });
    let expected: Vec<&str> = expected.split_whitespace().collect();
    assert_eq!((rendered, written.iter().map(String::as_str).collect::<Vec<_>>(), removed), (expected.len(), expected, 0), "{path}: {to}");
}

const ONE: &str = "content/2021/projects/01.yaml";

#[test]
fn nothing_is_rendered_where_no_page_changes() {
    let nothing = (0, Vec::new(), 0);
    assert_eq!(after(ONE, str::to_owned), nothing);
    assert_eq!(after(ONE, |text| text.replace("title: 床位", "title:   床位  ")), nothing, "white space");
    assert_eq!(after(ONE, |text| format!("# 备注\n{text}")), nothing, "a comment");
    assert_eq!(after("content/2021/year.yaml", |text| format!("{text}# 备注\n")), nothing, "a comment");
    assert_eq!(after("content/departments.yaml", |text| format!("{text}\n\n")), nothing, "white space");
    let plan = (0, vec!["2021/01/plan.pdf".to_owned()], 0);
    assert_eq!(after("content/2021/projects/01/plan.pdf", |_| "%PDF again".to_owned()), plan, "an attachment");
    let style = (0, vec!["assets/style.css".to_owned()], 0);
    assert_eq!(after("themes/default/components/card/style.css", |_| ".x{}\n".to_owned()), style, "a style");
}

#[test]
fn only_pages_that_say_it_are_rendered() {
    // Its own page, and wherever its line stands.
    renders(
        ONE,
        ("{a: 50}", "{a: 55}"),
        "2021/01.html 2021/index.html archive.html categories/elderly.html departments/mzj.html index.html places/dongyuan.html \
         status/behind.html",
    );
    renders(
        ONE,
        ("title: 床位", "title: 新床位"),
        "2020/01.html 2021/01.html 2021/02.html 2021/index.html archive.html categories/elderly.html departments/mzj.html \
         documents/goals.html index.html places/dongyuan.html status/behind.html",
    );
    renders(ONE, ("新增床位100张", "新增床位一百张"), "2021/01.html");
    renders("content/2021/projects/01.md", ("正在建设", "已经建成"), "2021/01.html");
    renders("content/departments.yaml", ("电话 1", "电话 2"), "departments/mzj.html");
    renders(
        "content/departments.yaml",
        ("区民政局", "民政事务局"),
        "2021/01.html 2021/index.html categories/elderly.html departments/index.html departments/mzj.html index.html \
         places/dongyuan.html search.html status/behind.html",
    );
    // The search page names every department, category and paper.
    renders(
        "content/categories.yaml",
        ("健康养老", "养老服务"),
        "2021/01.html categories/elderly.html categories/index.html index.html search.html",
    );
    renders(
        "content/documents/goals.md",
        ("工作目标", "重点目标"),
        "2021/01.html documents/goals.html documents/index.html index.html search.html",
    );
}

#[test]
fn a_status_that_changes_renders_its_lists() {
    let (rendered, written, removed) = after(ONE, |text| text.replace("{a: 50}", "{a: 100}"));
    let expected = "2021/01.html 2021/index.html archive.html categories/elderly.html categories/index.html departments/index.html \
                    departments/mzj.html index.html places/dongyuan.html places/index.html status/completed.html status/index.html";
    let expected: Vec<&str> = expected.split_whitespace().collect();
    // Nothing is behind any more.
    assert_eq!((rendered, written.iter().map(String::as_str).collect::<Vec<_>>(), removed), (expected.len(), expected, 1));
}

#[test]
fn a_project_that_comes_or_goes_renders_its_neighbours_and_lists() {
    let (rendered, written, removed) = after("content/2021/projects/03.yaml", |_| "title: 步道\nlead: 区文旅局\n".to_owned());
    let expected = "2021/02.html 2021/03.html 2021/index.html archive.html data/index.html departments/index.html departments/wlj.html \
                    index.html status/index.html status/no-data.html";
    let expected: Vec<&str> = expected.split_whitespace().collect();
    assert_eq!((rendered, written.iter().map(String::as_str).collect::<Vec<_>>(), removed), (expected.len(), expected, 0));
    // The page and the project's data go.
    let (rendered, written, removed) = after("content/2021/projects/02.yaml", |_| String::new());
    let expected = "2021/01.html 2021/index.html archive.html categories/culture.html categories/index.html data/index.html \
                    departments/index.html departments/wlj.html index.html status/completed.html status/index.html";
    let expected: Vec<&str> = expected.split_whitespace().collect();
    assert_eq!((rendered, written.iter().map(String::as_str).collect::<Vec<_>>(), removed), (expected.len(), expected, 2));
}

#[test]
fn what_every_page_says_renders_every_page() {
    let (rendered, written, removed) = after("content/site.yaml", |text| text.replace("测试站", "公示站"));
    assert_eq!((rendered, written.len(), removed), (25, 25, 0));
    // Templates call one another, so a page is drawn again after a change of any; only what comes out otherwise is written.
    let (rendered, written, removed) = after("themes/default/layouts/404.html", |_| {
        "{% extends \"layouts/base.html\" %}{% block content %}<h1>没有</h1>{% endblock %}\n".to_owned()
    });
    assert_eq!((rendered, written, removed), (25, vec!["404.html".to_owned()], 0));
}
