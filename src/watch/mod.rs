//! Which folders of a site are to be looked at again.
//!
//! In: a site's root folder, and what the system says about it. Out: names of folders below `content/` and `themes/`
//! whose listing or files may have changed, gathered until the writer pauses. Nothing is read but listings, and nothing
//! is compared that the builder does not read.
//!
//! Events say when to look and, for files, where. As soon as a folder comes, goes or moves, the tree is walked and
//! compared with the last walk, because events from folders that have just appeared get lost. Where the system sends no
//! events, the same walk is done again and again.

mod events;
mod inbox;
mod probe;
#[cfg(test)]
mod tests;
mod tree;

use std::{
    collections::BTreeSet,
    fmt, fs, io, mem,
    path::{self, Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use crate::diag::{Text, text};

pub use inbox::Stopper;

use events::{Backend, Unwatched};
use inbox::{Inbox, Waited};
use tree::{Tops, Tree};

/// The folders of a site that are watched.
const TOPS: [&str; 2] = ["content", "themes"];

/// How often watches are laid before a tree that does not keep still is left to the next round.
const ROUNDS: usize = 8;

/// What is to be looked at again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Folders seen from the site's root, such as `content/2020/projects`, whose direct listing or whose files may have
    /// changed. A folder that vanished or appeared is named itself, and so is its parent. One that came and went again
    /// may be told by its parent alone: what is below a folder that its parent does not list is gone. Empty where
    /// `everything` is set.
    pub folders: BTreeSet<String>,
    /// Everything is to be looked at again: events were lost, or a folder at the top was replaced.
    pub everything: bool,
}

impl Change {
    /// Whether nothing is to be looked at.
    pub fn is_empty(&self) -> bool {
        !self.everything && self.folders.is_empty()
    }

    /// Whether a folder is to be looked at.
    pub fn names(&self, folder: &str) -> bool {
        self.everything || self.folders.contains(folder)
    }

    /// Add what another change names.
    pub fn merge(&mut self, other: Self) {
        self.everything |= other.everything;
        self.folders.extend(other.folders);
        if self.everything {
            self.folders.clear();
        }
    }

    fn everything() -> Self {
        Self { folders: BTreeSet::new(), everything: true }
    }
}

/// How changes are found out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The system tells.
    Events,
    /// The folders are walked again and again.
    Polling(Why),
}

/// Why folders are walked instead of waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The system allows no more watches.
    WatchLimit,
    /// The file system sends no events.
    NoEvents,
    /// The system refused to watch.
    Unavailable,
    /// It was asked for.
    AskedFor,
}

impl Why {
    /// The reason in one line.
    pub fn text(self) -> Text {
        match self {
            Self::WatchLimit => text(
                "the system allows no more file watches, so folders are compared at intervals",
                "系统的文件监视数量已达上限，改为定时比对目录",
            ),
            Self::NoEvents => text(
                "this file system sends no change events, so folders are compared at intervals",
                "所在文件系统不发送变更事件，改为定时比对目录",
            ),
            Self::Unavailable => {
                text("the system cannot watch these folders, so they are compared at intervals", "系统无法监视这些目录，改为定时比对目录")
            }
            Self::AskedFor => text("folders are compared at intervals, as asked for", "按要求定时比对目录"),
        }
    }
}

/// How to watch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// A change is reported once nothing more has happened for so long.
    pub quiet: Duration,
    /// A change that never pauses is reported after so long all the same.
    pub longest: Duration,
    /// The time between two walks when polling, and between two looks at whether the root still is what it was.
    pub poll_every: Duration,
    /// Poll even where the system sends events.
    pub polling: bool,
    /// Try out whether the file system sends events, with a file in the root's `.gongshi/` that is removed at once.
    pub probe: bool,
    /// How long that file's event is waited for.
    pub probe_for: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            quiet: Duration::from_millis(10),
            longest: Duration::from_millis(250),
            poll_every: Duration::from_millis(500),
            polling: false,
            probe: true,
            probe_for: Duration::from_millis(200),
        }
    }
}

/// Why a site cannot be watched.
#[derive(Debug)]
pub enum WatchError {
    /// The root cannot be found or is no folder.
    Root {
        /// The root as it was named.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl WatchError {
    /// The message in both languages.
    pub fn text(&self) -> Text {
        match self {
            Self::Root { path, .. } => {
                text(format!("cannot watch the folder `{}`", path.display()), format!("无法监视目录 `{}`", path.display()))
            }
        }
    }
}

impl fmt::Display for WatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text().en)
    }
}

impl std::error::Error for WatchError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Root { source, .. } => Some(source),
        }
    }
}

/// A site's folders under watch. It works on the thread that asks: nothing runs in between but the system's own events
/// being noted.
#[derive(Debug)]
pub struct Watcher {
    root: PathBuf,
    options: Options,
    mode: Mode,
    inbox: Arc<Inbox>,
    /// The system's watches; none when polling, and none while the root is gone.
    backend: Option<Backend>,
    /// How many watches may be laid; the system's own limit comes on top.
    allowed: usize,
    /// What the folders at the top were when the watches were laid.
    tops: Tops,
    /// The tree as it was last walked.
    seen: Tree,
    /// What was reported since: the caller may have read there what no walk has seen.
    told: Change,
}

impl Watcher {
    /// Watch `content/` and `themes/` below `root`; neither need exist yet. Whatever changes from here on is reported.
    /// An error where `root` is no folder.
    pub fn start(root: &Path, options: Options) -> Result<Self, WatchError> {
        Self::start_with(root, options, usize::MAX)
    }

    fn start_with(root: &Path, options: Options, allowed: usize) -> Result<Self, WatchError> {
        let fault = |source| WatchError::Root { path: root.to_path_buf(), source };
        if !fs::metadata(root).map_err(fault)?.is_dir() {
            return Err(fault(io::ErrorKind::NotADirectory.into()));
        }
        let mode = match () {
            () if options.polling => Mode::Polling(Why::AskedFor),
            () if options.probe => probe::events_arrive(root, options.probe_for)
                .map_or(Mode::Events, |arrive| if arrive { Mode::Events } else { Mode::Polling(Why::NoEvents) }),
            () => Mode::Events,
        };
        let (inbox, tops, seen) = (Arc::default(), Tops::default(), Tree::default());
        // Paths stay right when the program changes its folder.
        let root = path::absolute(root).map_err(fault)?;
        let mut watcher = Self { root, options, mode, inbox, backend: None, allowed, tops, seen, told: Change::everything() };
        watcher.establish();
        Ok(watcher)
    }

    /// How changes are found out. May turn from events to polling while the site is watched.
    pub fn mode(&self) -> &Mode {
        &self.mode
    }

    /// Wait for the next change: the names of a burst, once it pauses. `None` once stopped.
    #[expect(clippy::should_implement_trait, reason = "waiting for the world is not iterating")]
    pub fn next(&mut self) -> Option<Change> {
        loop {
            match self.inbox.wait(self.options.poll_every) {
                Waited::Stopped => return None,
                Waited::Woken | Waited::TimedOut => {}
            }
            let mut change = Change::default();
            let deadline = inbox::after(self.options.longest);
            loop {
                match self.inbox.wait_for_quiet(self.options.quiet, deadline) {
                    Waited::Stopped => return None,
                    Waited::Woken => {
                        let found = self.look();
                        let found_nothing = found.is_empty();
                        change.merge(found);
                        if found_nothing || !self.inbox.is_restless() {
                            break;
                        }
                    }
                    Waited::TimedOut => {
                        change.merge(self.look());
                        break;
                    }
                }
            }
            if !change.is_empty() {
                self.told = change.clone();
                return Some(change);
            }
        }
    }

    /// What changed meanwhile, without waiting. `None` if nothing did.
    pub fn pending(&mut self) -> Option<Change> {
        let change = self.look();
        self.told = change.clone();
        (!change.is_empty()).then_some(change)
    }

    /// A handle that ends [`next`](Self::next) from another thread.
    pub fn stopper(&self) -> Stopper {
        Stopper::new(&self.inbox)
    }

    /// Take what was noted and find out what it means.
    fn look(&mut self) -> Change {
        let noted = self.inbox.take();
        if let Some(why) = noted.unwatched {
            return self.poll_from_now(why);
        }
        if noted.replaced || Tops::of(&self.root) != self.tops {
            self.establish();
            return Change::everything();
        }
        let told = mem::take(&mut self.told);
        let mut change = Change { folders: noted.folders, everything: noted.lost };
        if self.mode != Mode::Events {
            let now = Tree::walk(&self.root);
            let mut different = now.differing(&self.seen);
            different.extend(now.relisted(&self.seen).filter(|folder| told.names(folder)));
            self.seen = now;
            if !different.is_empty() {
                self.inbox.touch();
            }
            change.folders.extend(different);
        } else if noted.lost || self.name_folders(noted.perhaps_folders, &mut change) {
            match self.sync() {
                Ok(different) => change.folders.extend(different),
                Err(why) => return self.poll_from_now(why),
            }
        }
        if change.everything {
            change.folders.clear();
        }
        change
    }

    /// Name those paths that are or were folders; says whether there are any.
    fn name_folders(&self, paths: BTreeSet<String>, change: &mut Change) -> bool {
        let mut any = false;
        for path in paths {
            if self.seen.has(&path) || tree::is_folder(&self.root.join(&path)) {
                any = true;
                change.folders.insert(path);
            }
        }
        any
    }

    /// Lay all watches anew and walk the tree. Whatever was noted before is void, so everything is to be looked at.
    fn establish(&mut self) {
        self.tops = Tops::of(&self.root);
        self.backend = None;
        let turn = self.inbox.begin();
        if !self.tops.has_root() {
            self.seen = Tree::default();
            return;
        }
        if self.mode == Mode::Events {
            match Backend::start(&self.root, &self.inbox, turn, self.allowed) {
                Ok(backend) => {
                    self.backend = Some(backend);
                    if let Err(why) = self.sync() {
                        self.poll_from_now(why);
                    }
                    return;
                }
                Err(Unwatched::Gone) => {
                    self.tops = Tops::default();
                    self.seen = Tree::default();
                    return;
                }
                Err(Unwatched::Denied) => self.mode = Mode::Polling(Why::Unavailable),
                Err(Unwatched::Refused(why)) => self.mode = Mode::Polling(why),
            }
        }
        self.seen = Tree::walk(&self.root);
    }

    fn poll_from_now(&mut self, why: Why) -> Change {
        self.mode = Mode::Polling(why);
        self.establish();
        Change::everything()
    }

    /// Walk the tree and lay a watch on every folder, until a walk finds nothing that is not watched. The folders that
    /// differ from the last walk.
    fn sync(&mut self) -> Result<BTreeSet<String>, Why> {
        let Some(backend) = &mut self.backend else { return Ok(BTreeSet::new()) };
        let mut now = Tree::walk(&self.root);
        backend.forget_all_but(&now);
        let mut covered = Tree::default();
        for _ in 0..ROUNDS {
            backend.watch_folders(now.folders_not_in(&covered))?;
            covered = now;
            now = Tree::walk(&self.root);
            backend.forget_all_but(&now);
            if now.folders_not_in(&covered).next().is_none() {
                break;
            }
        }
        if now.folders_not_in(&covered).next().is_some() {
            self.inbox.sync_again();
        }
        let different = now.differing(&self.seen);
        self.seen = now;
        if !different.is_empty() {
            self.inbox.touch();
        }
        Ok(different)
    }
}
