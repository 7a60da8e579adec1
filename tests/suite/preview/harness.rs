//! A site in a folder of its own, and the real program that shows it.
//!
//! Nothing here waits for time to pass: a test waits for a page or a state, is woken by the program's own events, and
//! fails where the deadline comes first.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{BufRead as _, BufReader, Read as _},
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc::{self, Receiver},
    thread::{self, JoinHandle},
    time::Instant,
};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use tempfile::TempDir;

use super::super::{
    http::{self, Answer, DEADLINE, Events},
    support,
};

/// What may stand in a path of an address as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_');

/// A folder for a test, with a site in it.
#[derive(Debug)]
pub struct Site {
    work: TempDir,
    /// The site's own folder.
    pub root: PathBuf,
}

/// The first project as it stands at the beginning.
pub const FIRST: &str = "content/2020/projects/01.yaml";

/// A project with one figure: so many beds of 100.
pub fn project(title: &str, lead: &str, beds: u32) -> String {
    format!(
        "title: {title}\nlead: {lead}\nindicators:\n  - {{id: beds, name: 床位, target: 100, unit: 张}}\n\
         reports:\n  - {{as_of: 2020-09-30, readings: {{beds: {beds}}}}}\n"
    )
}

/// A year's own file.
pub fn year(year: i32) -> String {
    format!("title: {year}年实事项目\n")
}

impl Site {
    /// A folder without a site.
    pub fn empty() -> Self {
        let work = tempfile::tempdir().expect("a folder");
        let root = work.path().join("site");
        fs::create_dir(&root).expect("a folder");
        Self { work, root }
    }

    /// Two departments, one year, a project of each department: 40 and 80 beds of 100.
    pub fn small() -> Self {
        let site = Self::empty();
        fill(&site.root);
        site
    }

    /// The content of this repository.
    pub fn real() -> Self {
        let site = Self::empty();
        copy(&support::root().join("content"), &site.root.join("content"));
        site
    }

    /// A path beside the site, in the same folder of the test.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.work.path().join(name)
    }

    /// A path within the site.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Write a file in place, with its folders.
    pub fn write(&self, path: &str, text: &str) {
        put(&self.at(path), text);
    }

    /// Put other words into a file, in place.
    #[track_caller]
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.at(path)).expect("text");
        assert_eq!(text.matches(from).count(), 1, "{from} in {path}:\n{text}");
        fs::write(self.at(path), text.replace(from, to)).expect("written");
    }

    /// Build this site into a folder beside it, and say where.
    #[track_caller]
    pub fn build(&self, name: &str) -> PathBuf {
        let output = self.beside(name);
        let built =
            program().args(["build", "--quiet", "--root"]).arg(&self.root).arg("--output").arg(&output).output().expect("gongshi runs");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        output
    }
}

/// Write the small site's content below a folder.
pub fn fill(folder: &Path) {
    let files = [
        ("content/site.yaml", "title: 测试站\n".to_owned()),
        ("content/departments.yaml", "- {id: jia, name: 甲局}\n- {id: yi, name: 乙局}\n".to_owned()),
        ("content/2020/year.yaml", year(2020)),
        (FIRST, project("一号工程", "甲局", 40)),
        ("content/2020/projects/02.yaml", project("二号工程", "乙局", 80)),
    ];
    for (path, text) in files {
        put(&folder.join(path), &text);
    }
}

/// Write a file with its folders.
pub fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("written");
}

/// Copy a folder.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let (from, to) = (entry.as_ref().expect("an entry").path(), to.join(entry.expect("an entry").file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a copy");
        }
    }
}

/// The program, in English.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongshi"));
    command.env("LC_ALL", "C");
    command
}

/// Run another program, which must succeed.
#[track_caller]
pub fn run(command: &mut Command) {
    let output = command.stdin(Stdio::null()).output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
}

/// A state as browsers are told it.
#[derive(Debug, Clone, Deserialize)]
pub struct State {
    pub revision: u64,
    pub broken: bool,
    pub changed: Vec<String>,
    pub errors: usize,
    pub warnings: usize,
}

/// A running `gongshi serve`. It ends with the test, however that ends.
#[derive(Debug)]
pub struct Preview {
    child: Child,
    said: Receiver<String>,
    faults: Option<JoinHandle<String>>,
    /// The lines printed up to the address.
    pub greeting: Vec<String>,
    /// The address as printed.
    pub url: String,
    /// Where it is reached on this machine.
    pub address: SocketAddr,
    events: Option<Events>,
    /// Every state that was told so far.
    pub states: Vec<State>,
}

impl Preview {
    /// Show a site; comes back once the address is printed and the state is known.
    #[track_caller]
    pub fn of(site: &Site) -> Self {
        Self::with(site, &[])
    }

    /// The same with more arguments.
    #[track_caller]
    pub fn with(site: &Site, args: &[&str]) -> Self {
        let mut preview = Self::silent(site, args);
        preview.events = Some(Events::open(preview.address));
        preview.listen();
        preview
    }

    /// The same, without asking for anything yet.
    #[track_caller]
    pub fn silent(site: &Site, args: &[&str]) -> Self {
        Self::launch(program().args(["serve", "--root"]).arg(&site.root).args(args))
            .unwrap_or_else(|(_, said)| panic!("no address: {said}"))
    }

    /// Start this command; where it ends without an address, how and what it said of it.
    pub fn launch(command: &mut Command) -> Result<Self, (ExitStatus, String)> {
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("gongshi starts");
        let (sender, said) = mpsc::channel();
        let lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let mut pipe = child.stderr.take().expect("a pipe");
        let faults = thread::spawn(move || {
            let mut text = Vec::new();
            let _ = pipe.read_to_end(&mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let greeting = Vec::new();
        let mut preview =
            Self { child, said, faults: Some(faults), greeting, url: String::new(), address, events: None, states: Vec::new() };
        loop {
            match preview.said.recv_timeout(DEADLINE) {
                Ok(line) => {
                    preview.greeting.push(line);
                    let line = preview.greeting.last().expect("just pushed");
                    if let Some(url) = line.strip_prefix("preview at ").or_else(|| line.strip_prefix("预览地址 ")) {
                        url.clone_into(&mut preview.url);
                        let port = url.split(['/', '?']).nth(2).and_then(|host| host.rsplit(':').next()?.parse().ok());
                        preview.address.set_port(port.unwrap_or_else(|| panic!("no port in {url}")));
                        return Ok(preview);
                    }
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => {
                    let status = preview.child.wait().expect("it ended");
                    return Err((status, preview.faults.take().expect("once").join().expect("read")));
                }
                Err(mpsc::RecvTimeoutError::Timeout) => panic!("no address is printed: {:?}", preview.greeting),
            }
        }
    }

    /// Wait for the next event and note its state.
    fn listen(&mut self) {
        let event = self.events.as_mut().expect("listening").next();
        assert_ne!(event, "", "the stream ended");
        if let Some(data) = event.lines().find_map(|line| line.strip_prefix("data: ")) {
            self.states.push(serde_json::from_str(data).expect("a state"));
        }
    }

    /// Wait until something is so; woken by every state, at least by every sign of life of the stream.
    #[track_caller]
    pub fn until(&mut self, what: &str, so: impl Fn(&Self) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !so(self) {
            assert!(Instant::now() < deadline, "never came: {what}\n{:#?}\n{}", self.now(), self.text("/-/panel"));
            self.listen();
        }
    }

    /// Wait until a page holds these words.
    #[track_caller]
    pub fn until_shown(&mut self, path: &str, words: &str) {
        self.until(&format!("{words} on {path}"), |preview| preview.shows(path, words));
    }

    /// Wait until the last build failed, or did not.
    #[track_caller]
    pub fn until_broken(&mut self, broken: bool) {
        self.until(&format!("broken: {broken}"), |preview| preview.now().broken == broken);
    }

    /// The newest state.
    pub fn now(&self) -> &State {
        self.states.last().expect("a first state")
    }

    /// Every page told to have changed after a revision, sorted.
    pub fn changed_since(&self, revision: u64) -> BTreeSet<&str> {
        let later = self.states.iter().filter(|state| state.revision > revision && !state.broken);
        later.flat_map(|state| &state.changed).map(String::as_str).collect()
    }

    /// Ask for a path of the site, written as it stands in a manifest, or of the preview.
    pub fn get(&self, path: &str) -> Answer {
        http::ask(self.address, "GET", &utf8_percent_encode(&format!("/{}", path.trim_start_matches('/')), PATH).to_string(), &[])
    }

    /// The text at a path.
    pub fn text(&self, path: &str) -> String {
        self.get(path).text()
    }

    /// Whether a page stands there and holds these words.
    pub fn shows(&self, path: &str, words: &str) -> bool {
        let answer = self.get(path);
        answer.status == 200 && answer.text().contains(words)
    }

    /// The entity tags of these paths.
    pub fn tags<'p>(&self, paths: impl IntoIterator<Item = &'p String>) -> BTreeMap<String, String> {
        let tag = |path: &String| {
            let answer = http::ask(self.address, "HEAD", &format!("/{path}"), &[]);
            assert_eq!(answer.status, 200, "{path}");
            (path.clone(), answer.header("etag").to_owned())
        };
        paths.into_iter().map(tag).collect()
    }

    /// Send a signal by its name to this one process.
    pub fn signal(&self, name: &str) {
        run(Command::new("sh").args(["-c", "kill -s \"$0\" \"$1\"", name, &self.child.id().to_string()]));
    }

    /// Wait for the end: the exit code, what was printed after the address, what was said of faults.
    #[track_caller]
    pub fn ended(mut self) -> (Option<i32>, Vec<String>, String) {
        let mut lines = Vec::new();
        loop {
            match self.said.recv_timeout(DEADLINE) {
                Ok(line) => lines.push(line),
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
                Err(mpsc::RecvTimeoutError::Timeout) => panic!("it does not end: {lines:?}"),
            }
        }
        let status = self.child.wait().expect("it ended");
        (status.code(), lines, self.faults.take().expect("once").join().expect("read"))
    }

    /// Read no more of what it prints; its pipe is closed after the next line.
    pub fn stop_reading(&mut self) {
        self.said = mpsc::channel().1;
    }

    /// The rest of the event stream.
    pub fn take_events(&mut self) -> Events {
        self.events.take().expect("listening")
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        // One that has ended and was waited for is left alone by the standard library.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Every file below a folder: its bytes and when it was written.
pub fn snapshot(folder: &Path) -> BTreeMap<String, (Vec<u8>, std::time::SystemTime)> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(folder).expect("inside").to_string_lossy().into_owned();
            let modified = path.symlink_metadata().expect("metadata").modified().expect("a time");
            if path.is_dir() {
                found.insert(format!("{name}/"), (Vec::new(), modified));
                folders.push(path);
            } else {
                found.insert(name, (fs::read(&path).expect("a file"), modified));
            }
        }
    }
    found
}
