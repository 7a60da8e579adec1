//! What is remembered on disk survives anything: edits no time or length shows, hands in the output, damaged memories.
//! Whatever happened, the next build is a clean one.
#![cfg(unix)]

use std::{
    collections::BTreeMap,
    fs::{self, File, FileTimes},
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use gongshi::{
    cache::Slot,
    files::{DiskFiles, Stamp},
    meter::Unseen,
    output::{DiskStore, Store},
    pipeline::{self, BuildError, Memory, Outcome, Tools},
    plan::Choice,
};

use super::{
    determinism::tree,
    edits::{Desk, Edit, Tree},
    incremental::Dice,
};

/// A site on disk with the place it is built to.
struct Place {
    work: tempfile::TempDir,
    choice: Choice,
}

/// Files of a site by path, without gongshi's own.
type Published = BTreeMap<String, Vec<u8>>;

const PAGE: &str = "2021/01.html";

impl Place {
    /// A site of two projects.
    fn new() -> Self {
        let place = Self { work: tempfile::tempdir().expect("a folder"), choice: Choice::default() };
        place.put("content/site.yaml", "title: 测试站\n");
        place.put("content/2021/year.yaml", "title: 2021年\nas_of: 2021-09\n");
        place.figure(1);
        place.put("content/2021/projects/01/plan.pdf", "%PDF 1");
        place.put("content/2021/projects/02.yaml", "title: 书屋\nindicators: [{id: a, name: 书屋, target: 4}]\n");
        place
    }

    fn root(&self) -> PathBuf {
        self.work.path().join("site")
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    fn out(&self) -> PathBuf {
        self.at("public")
    }

    fn put(&self, path: &str, text: &str) {
        let full = self.at(path);
        fs::create_dir_all(full.parent().expect("a folder")).expect("a folder");
        fs::write(full, text).expect("a write");
    }

    /// Give the first project a figure of four digits.
    fn figure(&self, number: u32) {
        self.put("content/2021/projects/01.yaml", &project(number));
    }

    fn slot(&self) -> Slot {
        Slot::new(&self.root(), "public")
    }

    /// Build as the program does, with what is remembered on disk.
    fn try_build(&self) -> Result<Outcome, BuildError> {
        let slot = self.slot();
        let mut memory = Memory { last: slot.last().unwrap_or_default(), ..Memory::default() };
        let mut changed = false;
        let mut parts = || {
            changed = true;
            slot.parts()
        };
        let outcome = run(&self.root(), &self.out(), &self.choice, &mut memory, &mut parts);
        if changed {
            // A memory that cannot be kept is no fault.
            let _ = slot.keep(&memory);
        }
        outcome
    }

    #[track_caller]
    fn build(&self) -> pipeline::Built {
        self.try_build().expect("the disk").built.expect("no faults")
    }

    /// What a build from nothing to an empty folder makes; `None` where the content has faults.
    fn clean(&self) -> Option<Published> {
        let out = tempfile::tempdir().expect("a folder");
        run(&self.root(), out.path(), &self.choice, &mut Memory::default(), &mut || None).expect("the disk").built?;
        Some(published(out.path()))
    }

    /// Build, and hold what stands there to a clean build.
    #[track_caller]
    fn builds_clean(&self, why: &str) {
        self.build();
        same(&published(&self.out()), &self.clean().expect("no faults"), why);
    }

    /// The files of the memory.
    fn memory(&self) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> =
            fs::read_dir(self.at(".gongshi")).expect("a memory").map(|entry| entry.expect("a file").path()).collect();
        files.retain(|path| path.extension().is_some_and(|end| ["last", "pages", "site", "standings"].iter().any(|known| end == *known)));
        files.sort();
        files
    }
}

fn project(number: u32) -> String {
    format!(
        "title: 床位\nindicators: [{{id: a, name: 床位, target: 9000}}]\nreports: [{{as_of: 2021-09, readings: {{a: {}}}}}]\n",
        1000 + number % 9000
    )
}

fn run(
    root: &Path,
    out: &Path,
    choice: &Choice,
    memory: &mut Memory,
    parts: &mut dyn FnMut() -> Option<pipeline::Parts>,
) -> Result<Outcome, BuildError> {
    let mut store = |stamps: Arc<_>| Ok(Box::new(DiskStore::open(out, stamps)?) as Box<dyn Store>);
    pipeline::build(&DiskFiles::new(root), choice, memory, &mut Tools { store: &mut store, parts, meter: &Unseen, ends: false })
}

fn published(out: &Path) -> Published {
    let mut files = tree(out);
    files.retain(|path, _| !path.starts_with(".gongshi-"));
    files
}

#[track_caller]
fn same(found: &Published, expected: &Published, why: &str) {
    let differing: Vec<&String> = found.keys().chain(expected.keys()).filter(|path| found.get(*path) != expected.get(*path)).collect();
    assert!(differing.is_empty(), "{why}: {differing:?}");
}

/// Other bytes of the same length in the same file, which keeps its modification time.
fn overwrite(path: &Path, bytes: &[u8]) {
    let before = fs::metadata(path).expect("a file");
    assert_eq!(before.len(), bytes.len() as u64, "the length stays");
    fs::write(path, bytes).expect("a write");
    let file = File::options().write(true).open(path).expect("a file");
    file.set_times(FileTimes::new().set_modified(before.modified().expect("a time"))).expect("a time");
    let after = fs::metadata(path).expect("a file");
    assert_eq!((before.len(), before.modified().ok()), (after.len(), after.modified().ok()));
}

/// Wait until the system's word on every file of a folder is taken, so that a build may rely on it.
fn settled(folder: &Path) {
    let deadline = Instant::now() + Duration::from_secs(20);
    for path in tree(folder).into_keys() {
        while Stamp::of(&fs::metadata(folder.join(&path)).expect("a file")).is_none() {
            assert!(Instant::now() < deadline, "{path} never settles");
            std::thread::yield_now();
        }
    }
}

#[test]
fn an_edit_that_keeps_length_and_time_is_seen() {
    let place = Place::new();
    settled(&place.root());
    place.build();
    assert_eq!(place.build().rendered, 0);
    overwrite(&place.at("content/2021/projects/01.yaml"), project(2).as_bytes());
    place.builds_clean("text");
    settled(&place.root());
    place.figure(3);
    place.build();
    overwrite(&place.at("content/2021/projects/01/plan.pdf"), b"%PDF 2");
    place.builds_clean("an attachment");
    assert_eq!(published(&place.out())["2021/01/plan.pdf"], b"%PDF 2");
}

#[test]
fn a_file_replaced_by_another_of_its_length_and_time_is_seen() {
    let place = Place::new();
    let path = place.at("content/2021/projects/01.yaml");
    let modified = fs::metadata(&path).expect("a file").modified().expect("a time");
    let aside = place.at("aside.yaml");
    fs::write(&aside, project(7)).expect("a write");
    File::options().write(true).open(&aside).expect("a file").set_times(FileTimes::new().set_modified(modified)).expect("a time");
    settled(&place.root());
    place.build();
    fs::rename(&aside, &path).expect("a move");
    assert_eq!(fs::metadata(&path).expect("a file").modified().ok(), Some(modified));
    place.builds_clean("a file moved over another");
    // A whole folder comes back as it was, as a version control or a backup does it.
    settled(&place.root());
    place.build();
    fs::rename(place.at("content/2021/projects"), place.at("aside")).expect("a move");
    fs::create_dir(place.at("content/2021/projects")).expect("a folder");
    fs::write(place.at("content/2021/projects/01.yaml"), project(8)).expect("a write");
    place.builds_clean("another folder");
    fs::remove_dir_all(place.at("content/2021/projects")).expect("removed");
    fs::rename(place.at("aside"), place.at("content/2021/projects")).expect("a move");
    place.builds_clean("the folder that was there");
}

#[test]
fn an_edit_in_the_tick_of_the_build_is_seen() {
    let place = Place::new();
    let path = place.at("content/2021/projects/01.yaml");
    for round in 1..=200 {
        if round % 8 == 0 {
            settled(&place.root());
        }
        place.build();
        overwrite(&path, project(round).as_bytes());
        place.build();
        let page = String::from_utf8(fs::read(place.out().join(PAGE)).expect("a page")).expect("text");
        assert!(page.contains(&format!("{}/9000", 1000 + round)), "round {round}");
        overwrite(&path, project(9000 - round).as_bytes());
    }
    place.builds_clean("at last");
}

#[test]
fn a_hand_in_the_output_is_put_right() {
    let place = Place::new();
    place.build();
    settled(&place.out());
    place.figure(2);
    // This build looks at files that settled, and knows them from here on.
    place.build();
    let good = published(&place.out());
    for path in ["2021/02.html", PAGE, "assets/style.css", "2021/01/plan.pdf", "manifest.json"] {
        let mut bytes = good[path].clone();
        if path == "manifest.json" {
            // It still says the same.
            let at = bytes.iter().position(|byte| *byte == b'\n').expect("a line");
            bytes[at] = b' ';
        } else {
            let at = bytes.len() / 2;
            bytes[at] ^= 1;
        }
        overwrite(&place.out().join(path), &bytes);
        place.builds_clean(path);
        fs::remove_file(place.out().join(path)).expect("removed");
        place.builds_clean(path);
    }
    fs::remove_dir_all(place.out().join("2021")).expect("removed");
    place.builds_clean("a folder removed");
    fs::write(place.out().join("manifest.json"), "{").expect("a write");
    assert!(matches!(place.try_build(), Err(BuildError::Output(gongshi::output::OutputError::Damaged { .. }))));
    fs::remove_file(place.out().join("manifest.json")).expect("removed");
    place.builds_clean("the manifest removed");
    fs::remove_dir_all(place.out()).expect("removed");
    place.builds_clean("the output removed");
}

#[test]
fn a_damaged_memory_is_as_good_as_none() {
    let place = Place::new();
    let clean: Vec<Published> = (0..2)
        .map(|number| {
            place.figure(number);
            place.clean().expect("no faults")
        })
        .collect();
    place.build();
    let mut round = 1;
    // After each damage the content is another too, so that the memory is asked for its parts.
    let mut hold = |why: &str, damage: &dyn Fn(&Path, &[u8])| {
        for file in 0..4 {
            // A part that is gone is written again by the first build that has something to do.
            if place.memory().len() < 4 {
                place.figure(2);
                place.build();
            }
            let path = place.memory()[file].clone();
            damage(&path, &fs::read(&path).expect("a memory"));
            if round % 3 != 0 {
                place.figure(round % 2);
            }
            round += 1;
            place.build();
            let number = usize::from(fs::read_to_string(place.at("content/2021/projects/01.yaml")).expect("text").contains("1001"));
            same(&published(&place.out()), &clean[number], why);
        }
    };
    hold("removed", &|path, _| fs::remove_file(path).expect("removed"));
    for step in 0..30 {
        hold("cut off", &|path, bytes| fs::write(path, &bytes[..bytes.len() * step / 30]).expect("a write"));
        hold("a bit", &|path, bytes| {
            let mut bytes = bytes.to_vec();
            // The header, and places all over the body.
            let at = if step < 15 { step * 5 } else { bytes.len() * (step - 14) / 16 };
            let last = bytes.len() - 1;
            bytes[at.min(last)] ^= 1 << (step % 8);
            fs::write(path, bytes).expect("a write");
        });
    }
    hold("another version", &|path, bytes| fs::write(path, [&bytes[..8], &[0; 32], &bytes[40..]].concat()).expect("a write"));
    hold("too long", &|path, bytes| fs::write(path, [bytes, b"x"].concat()).expect("a write"));
    hold("no memory", &|path, _| fs::write(path, b"").expect("a write"));
}

#[test]
fn a_memory_that_cannot_be_kept_or_belongs_to_another_is_no_fault() {
    let place = Place::new();
    let folder = place.at(".gongshi");
    place.build();
    let swap = |a: &Path, b: &Path| {
        let held = fs::read(a).expect("a memory");
        fs::copy(b, a).expect("a copy");
        fs::write(b, held).expect("a write");
    };
    let files = place.memory();
    swap(&files[0], &files[1]);
    place.figure(2);
    place.builds_clean("one file for the other");
    let other = Place::new();
    other.put("content/site.yaml", "title: 另一个站\n");
    other.figure(5);
    other.build();
    for (mine, theirs) in place.memory().iter().zip(other.memory()) {
        fs::copy(theirs, mine).expect("a copy");
    }
    place.builds_clean("of another site");
    let files = place.memory();
    fs::copy(&other.memory()[0], &files[0]).expect("a copy");
    place.figure(6);
    place.builds_clean("half of another site");
    for file in place.memory() {
        fs::remove_file(&file).expect("removed");
        fs::create_dir_all(file.join("in the way")).expect("a folder");
    }
    for number in 3..6 {
        place.figure(number);
        place.builds_clean("folders in its place");
    }
    fs::remove_dir_all(&folder).expect("removed");
    fs::write(&folder, "a file").expect("a write");
    place.figure(6);
    place.builds_clean("a file in its place");
    place.builds_clean("a file in its place, again");
    fs::remove_file(&folder).expect("removed");
    place.build();
    let rights = |mode| {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).expect("rights");
    };
    for mode in [0o555, 0o000] {
        rights(mode);
        place.figure(mode + 1);
        place.builds_clean("no rights");
        rights(0o755);
    }
    place.builds_clean("rights again");
}

#[test]
fn any_edits_on_disk_make_what_a_clean_build_makes() {
    let mut place = Place::new();
    fs::remove_dir_all(place.at("content")).expect("removed");
    let mut dice = Dice::new(77);
    let mut desk = Desk::new();
    let mut good = desk.clone();
    let mut held = Tree::new();
    let (mut built, mut failed) = (0, false);
    let mut script = Vec::new();
    for n in 0..150 {
        let step = dice.step();
        script.push(step);
        if failed && !step.upkeep.is_multiple_of(4) {
            (desk.tree, desk.choice) = (good.tree.clone(), good.choice.clone());
        }
        desk.apply(step.edit, step.numbers);
        switch(&place.root(), &mut held, &desk.tree, step.upkeep / 4);
        if step.edit == Edit::Touch {
            settled(&place.root());
        }
        place.choice = desk.choice.clone();
        let before = place.out().exists().then(|| published(&place.out()));
        let outcome = place.try_build().expect("the disk");
        let clean = place.clean();
        assert_eq!(outcome.built.is_some(), clean.is_some(), "step {n} of {script:?}");
        failed = clean.is_none();
        if let Some(clean) = clean {
            same(&published(&place.out()), &clean, &format!("step {n} of {script:?}"));
            (built, good) = (built + 1, desk.clone());
        } else if let Some(before) = before {
            same(&published(&place.out()), &before, &format!("faults, step {n} of {script:?}"));
        }
    }
    assert!(built > 50, "too few of the trees could be built: {built}");
}

/// Make a folder hold a tree; files are written in place, or aside and moved, or keep their times where they can.
fn switch(root: &Path, held: &mut Tree, tree: &Tree, how: u32) {
    for path in held.keys().filter(|path| !tree.contains_key(*path)) {
        fs::remove_file(root.join(path)).expect("removed");
    }
    for (path, bytes) in tree.iter().filter(|(path, bytes)| held.get(*path) != Some(*bytes)) {
        let full = root.join(path);
        fs::create_dir_all(full.parent().expect("a folder")).expect("a folder");
        match how % 3 {
            0 if held.get(path).is_some_and(|held| held.len() == bytes.len()) => overwrite(&full, bytes),
            1 => {
                fs::write(root.join("aside"), bytes).expect("a write");
                fs::rename(root.join("aside"), full).expect("a move");
            }
            _ => fs::write(full, bytes).expect("a write"),
        }
    }
    held.clone_from(tree);
}
