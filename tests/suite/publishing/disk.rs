//! What a folder target asks of its disk: a disk without room, and ten thousand files of which one changes.

use std::{
    cell::Cell,
    collections::BTreeSet,
    fs::{self, File},
    io::{self, BufRead as _, BufReader, Write as _},
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use gongshi::{
    meter::Unseen,
    publish::{Destination as _, Sent, folder::FolderDestination},
    site::model::PublishingTarget,
};

use super::Office;
use crate::{
    determinism::tree,
    publish_folder::release,
    signing::{stderr, stdout},
};

/// A disk in memory, mounted over a folder for the processes of this test alone; where nothing may be mounted, a folder
/// whose files may not grow beyond a limit.
struct Disk {
    folder: PathBuf,
    /// Who holds the mount, and how `nsenter` joins it.
    mount: Option<(Child, &'static [&'static str])>,
    limit: Cell<u64>,
}

impl Disk {
    fn over(folder: &Path, kib: usize) -> Self {
        fs::create_dir_all(folder).expect("a folder");
        // Who is root may mount; who is not, may inside a user namespace.
        for (apart, join) in [(&["-m"][..], &["-m"][..]), (&["-m", "-r"], &["-U", "-m", "--preserve-credentials"])] {
            let script = "mount -t tmpfs -o size=\"$1\"k none \"$0\" && echo mounted && exec cat";
            let mut command = Command::new("unshare");
            command.args(apart).args(["sh", "-c", script]).arg(folder).arg(kib.to_string());
            let mut holder = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("unshare runs");
            let mut line = String::new();
            BufReader::new(holder.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
            let disk = Self { folder: folder.to_owned(), mount: Some((holder, join)), limit: Cell::default() };
            if line == "mounted\n" {
                return disk;
            }
        }
        Self { folder: folder.to_owned(), mount: None, limit: Cell::default() }
    }

    /// What the system says of a disk without room.
    fn reason(&self) -> &'static str {
        if self.mount.is_some() { "No space left on device (os error 28)" } else { "File too large (os error 27)" }
    }

    /// Run the program where the disk is seen.
    fn run(&self, site: &Path, args: &[&str]) -> Output {
        let mut command = if let Some((holder, join)) = &self.mount {
            let mut command = Command::new("nsenter");
            command.arg("-t").arg(holder.id().to_string()).args(*join);
            command
        } else {
            let mut command = Command::new("prlimit");
            if self.at("filler").exists() {
                command.arg(format!("--fsize={}", self.limit.get()));
            }
            command
        };
        command.arg(env!("CARGO_BIN_EXE_gongshi")).arg("--root").arg(site).args(args).args(["--lang", "en"]);
        command.stdin(Stdio::null()).output().expect("the program runs")
    }

    /// A path of the disk as it is seen from outside.
    fn at(&self, path: &str) -> PathBuf {
        let Some((holder, _)) = &self.mount else { return self.folder.join(path) };
        let below = self.folder.strip_prefix("/").expect("a whole path");
        Path::new("/proc").join(holder.id().to_string()).join("root").join(below).join(path)
    }

    /// Fill it with a file, all but so many bytes.
    fn fill(&self, room: u64) {
        let mut file = File::create(self.at("filler")).expect("a file");
        self.limit.set(room);
        if self.mount.is_none() {
            return;
        }
        let full = loop {
            if let Err(error) = file.write_all(&[1; 4096]) {
                break error;
            }
        };
        assert_eq!(full.kind(), io::ErrorKind::StorageFull);
        let length = file.metadata().expect("a file").len();
        file.set_len(length - room).expect("room");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        if let Some((holder, _)) = &mut self.mount {
            let _ = holder.kill();
            let _ = holder.wait();
        }
    }
}

#[test]
fn a_full_disk_leaves_the_old_site_and_is_no_obstacle_once_there_is_room() {
    let office = Office::new();
    let disk = Disk::over(&office.work.path().join("disk"), 640);
    office.write("content/site.yaml", "title: 测试站\npublish: [{name: portal, kind: folder, path: ../disk/www}]\n");
    let publish = |day: &str| disk.run(&office.site(), &["publish", "--date", day]);
    let first = publish("2020-10-09");
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    assert_eq!(disk.mount.is_none(), office.work.path().join("disk/www").exists(), "a mounted disk is seen by the program alone");
    let standing = || {
        let mut all = tree(&disk.at("www/releases"));
        all.insert("current".to_owned(), fs::read_link(disk.at("www/current")).expect("a link").into_os_string().into_encoded_bytes());
        all
    };
    let (before, record) = (standing(), office.read("content/published/publications.csv"));
    office.project("reports: [{as_of: 2020-09-30, readings: {beds: 100}}, {as_of: 2020-10-31, readings: {beds: 150}}]\n");
    for room in [0, 8 << 10, 32 << 10] {
        disk.fill(room);
        let failed = publish("2020-11-05");
        let said = stderr(&failed);
        assert_eq!(failed.status.code(), Some(3), "{room} bytes of room: {said}");
        assert!(said.starts_with("error: ") && said.contains(disk.reason()), "{said}");
        assert!(disk.mount.is_none() || said.ends_with("\nrun the same command again to go on\n"), "{said}");
        assert!(standing() == before, "{room} bytes of room: the old site, and nothing else");
        assert_eq!(office.read("content/published/publications.csv"), record);
        let whole = disk.run(&office.site(), &["verify", "portal"]);
        assert_eq!(whole.status.code(), Some(0), "{}", stdout(&whole));
    }
    fs::remove_file(disk.at("filler")).expect("room");
    let done = publish("2020-11-05");
    assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    let whole = disk.run(&office.site(), &["verify", "portal"]);
    assert_eq!(whole.status.code(), Some(0), "{}", stdout(&whole));
    let page = fs::read_to_string(disk.at("www/current/2020/01.html")).expect("a page");
    assert!(page.contains("60%"));
    assert_eq!(office.read("content/published/publications.csv").lines().count(), 3);
}

#[test]
fn of_ten_thousand_files_the_one_that_changed_is_written() {
    let work = tempfile::tempdir().expect("a folder");
    let mut site: Vec<(String, String)> = (0..10_000).map(|n| (format!("data/{}/{n:04}.json", n % 100), n.to_string())).collect();
    let packed = |number: u32, site: &[(String, String)]| {
        let files: Vec<(&str, &str)> = site.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        release(number, &files)
    };
    let one = packed(1, &site);
    "changed".clone_into(&mut site[5000].1);
    let two = packed(2, &site);
    let target = PublishingTarget { name: "web".to_owned(), kind: "folder", path: "web".to_owned(), ..PublishingTarget::default() };
    let mut folder = FolderDestination::new(&target, work.path()).expect("a target");
    assert_eq!(folder.send(&one, &Unseen).expect("published").files, 10_000);
    let at = |digest| work.path().join("web/releases").join(format!("{digest}"));
    // Nobody looks what else the old release holds.
    fs::write(at(one.digest()).join("data/0/more.json"), "more").expect("a file");
    assert_eq!(folder.send(&two, &Unseen).expect("published"), Sent { files: 1, bytes: 7, ..Sent::default() });
    let inodes = |digest| {
        let files = tree(&at(digest)).into_keys();
        files.map(|path| (fs::metadata(at(digest).join(&path)).expect("a file").ino(), path)).collect::<BTreeSet<(u64, String)>>()
    };
    let (before, after) = (inodes(one.digest()), inodes(two.digest()));
    let written: Vec<&str> = after.difference(&before).map(|(_, path)| path.as_str()).collect::<BTreeSet<_>>().into_iter().collect();
    assert_eq!(written, ["data/0/5000.json", "manifest.json", "manifest.json.minisig"]);
    assert_eq!(after.len(), 10_002, "and no more");
}
