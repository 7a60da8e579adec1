//! The system's events. In: a root, and paths as the system names them. Out: notes in site paths, about what the builder
//! reads and nothing else.
//!
//! On Linux every folder has a watch of its own, laid by the caller after each walk; elsewhere the system watches whole
//! trees. The root has a watch of its own too, not one of its tree, so that what a build writes wakes nobody.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use notify::{
    Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _,
    event::{CreateKind, ModifyKind, RemoveKind},
};

use crate::files::is_ignored;

use super::{
    TOPS, Why,
    inbox::{Inbox, Notes},
    tree::Tree,
};

/// Whether a watch is for one folder, so that each needs its own.
const PER_FOLDER: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// Why something has no watch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unwatched {
    /// It does not stand there any more.
    Gone,
    /// It may not be read.
    Denied,
    /// The system watches nothing more, or nothing at all.
    Refused(Why),
}

impl Unwatched {
    fn of(error: &notify::Error) -> Self {
        // Too many open files: in the system, in this process. The numbers are the same on every Unix.
        let too_many = |error: &io::Error| cfg!(unix) && matches!(error.raw_os_error(), Some(23 | 24));
        match &error.kind {
            ErrorKind::PathNotFound | ErrorKind::WatchNotFound => Self::Gone,
            ErrorKind::MaxFilesWatch => Self::Refused(Why::WatchLimit),
            ErrorKind::Io(error) => match error.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Gone,
                io::ErrorKind::PermissionDenied => Self::Denied,
                io::ErrorKind::StorageFull => Self::Refused(Why::WatchLimit),
                _ if too_many(error) => Self::Refused(Why::WatchLimit),
                _ => Self::Refused(Why::Unavailable),
            },
            _ => Self::Refused(Why::Unavailable),
        }
    }
}

/// Where the watched folders really are, links followed.
#[derive(Debug, Clone)]
struct Places {
    root: PathBuf,
    tops: Vec<(PathBuf, &'static str)>,
}

/// What a path of the system is to a site.
#[derive(Debug, PartialEq, Eq)]
enum Place {
    Root,
    Top(&'static str),
    Inside(String),
    Elsewhere,
}

impl Places {
    fn of(root: &Path) -> io::Result<Self> {
        let tops = TOPS.iter().filter_map(|top| Some((fs::canonicalize(root.join(top)).ok()?, *top))).collect();
        Ok(Self { root: fs::canonicalize(root)?, tops })
    }

    fn place(&self, path: &Path) -> Place {
        if path == self.root {
            return Place::Root;
        }
        if let Some(top) = TOPS.iter().find(|top| path == self.root.join(top)) {
            return Place::Top(top);
        }
        for (full, top) in &self.tops {
            let Ok(below) = path.strip_prefix(full) else { continue };
            let mut place = (*top).to_owned();
            for part in below {
                let part = part.to_string_lossy();
                if is_ignored(&part) {
                    return Place::Elsewhere;
                }
                place.push('/');
                place.push_str(&part);
            }
            return if place == *top { Place::Top(top) } else { Place::Inside(place) };
        }
        Place::Elsewhere
    }

    fn full(&self, folder: &str) -> Option<PathBuf> {
        let (top, below) = folder.split_once('/').unwrap_or((folder, ""));
        let (full, _) = self.tops.iter().find(|(_, name)| *name == top)?;
        Some(if below.is_empty() { full.clone() } else { full.join(below) })
    }
}

/// Note what an event says; whether that is anything.
fn note(event: &notify::Result<Event>, places: &Places, notes: &mut Notes) -> bool {
    let event = match event {
        Ok(event) => event,
        Err(error) => {
            match Unwatched::of(error) {
                Unwatched::Refused(Why::WatchLimit) => notes.unwatched = Some(Why::WatchLimit),
                _ => notes.lost = true,
            }
            return true;
        }
    };
    if event.need_rescan() {
        notes.lost = true;
        return true;
    }
    if event.kind.is_access() {
        return false;
    }
    let file_alone = matches!(
        event.kind,
        EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any)
            | EventKind::Create(CreateKind::File)
            | EventKind::Remove(RemoveKind::File)
    );
    let gone = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
    let mut any = false;
    for path in &event.paths {
        match places.place(path) {
            Place::Elsewhere => continue,
            Place::Root if !gone => continue,
            Place::Root => notes.replaced = true,
            Place::Top(_) if gone => notes.replaced = true,
            // A new one differs from what it was when the watches were laid.
            Place::Top(_) if event.kind.is_create() => {}
            Place::Top(top) => {
                notes.perhaps_folders.insert(top.to_owned());
            }
            Place::Inside(path) => {
                notes.folders.extend(path.rsplit_once('/').map(|(folder, _)| folder.to_owned()));
                if !file_alone {
                    notes.perhaps_folders.insert(path);
                }
            }
        }
        any = true;
    }
    any
}

/// The system's watches on a site.
#[derive(Debug)]
pub(super) struct Backend {
    watcher: RecommendedWatcher,
    places: Places,
    /// The folders with a watch of their own.
    laid: BTreeSet<String>,
    allowed: usize,
}

impl Backend {
    /// Watch a root, and note what happens in a turn of the inbox.
    pub fn start(root: &Path, inbox: &Arc<Inbox>, turn: u64, allowed: usize) -> Result<Self, Unwatched> {
        let places = Places::of(root).map_err(|_| Unwatched::Gone)?;
        let noting = {
            let (inbox, places) = (Arc::clone(inbox), places.clone());
            move |event: notify::Result<Event>| inbox.note(turn, |notes| note(&event, &places, notes))
        };
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(noting, config).map_err(|error| Unwatched::of(&error))?;
        watcher.watch(&places.root, RecursiveMode::NonRecursive).map_err(|error| Unwatched::of(&error))?;
        if !PER_FOLDER {
            for (full, _) in &places.tops {
                match watcher.watch(full, RecursiveMode::Recursive).map_err(|error| Unwatched::of(&error)) {
                    Ok(()) | Err(Unwatched::Gone) => {}
                    Err(other) => return Err(other),
                }
            }
        }
        Ok(Self { watcher, places, laid: BTreeSet::new(), allowed })
    }

    /// Take the watches off folders that are not in the tree. To be done before others are laid: a folder that was
    /// renamed still has the watch of its old name.
    pub fn forget_all_but(&mut self, tree: &Tree) {
        let (watcher, places) = (&mut self.watcher, &self.places);
        self.laid.retain(|folder| {
            let stays = tree.has(folder);
            if !stays && let Some(full) = places.full(folder) {
                // Most often the system has taken it off already.
                drop(watcher.unwatch(&full));
            }
            stays
        });
    }

    /// Lay watches on folders, or lay them again. What has gone or may not be read is passed over: its parent's watch
    /// tells when that changes.
    pub fn watch_folders<'a>(&mut self, folders: impl Iterator<Item = &'a str>) -> Result<(), Why> {
        if !PER_FOLDER {
            return Ok(());
        }
        for folder in folders {
            let Some(full) = self.places.full(folder) else { continue };
            if self.laid.len() >= self.allowed && !self.laid.contains(folder) {
                return Err(Why::WatchLimit);
            }
            match self.watcher.watch(&full, RecursiveMode::NonRecursive).map_err(|error| Unwatched::of(&error)) {
                Ok(()) => {
                    self.laid.insert(folder.to_owned());
                }
                Err(Unwatched::Gone | Unwatched::Denied) => {}
                Err(Unwatched::Refused(why)) => return Err(why),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        path::{Path, PathBuf},
    };

    use notify::{
        Error, ErrorKind, Event, EventKind,
        event::{AccessKind, AccessMode, CreateKind, DataChange, Flag, MetadataKind, ModifyKind, RemoveKind, RenameMode},
    };

    use super::{Notes, Places, Unwatched, Why, note};

    const WRITTEN: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
    const TO: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::To));
    const BOTH: EventKind = EventKind::Modify(ModifyKind::Name(RenameMode::Both));
    const GONE: EventKind = EventKind::Remove(RemoveKind::Folder);
    const MADE: EventKind = EventKind::Create(CreateKind::Folder);
    const TOUCHED: EventKind = EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any));

    /// What is noted of an event: folders, perhaps folders, whether a top was replaced, whether anything.
    fn noted(kind: EventKind, paths: &[&str]) -> (Vec<String>, Vec<String>, bool, bool) {
        let tops = vec![(PathBuf::from("/site/content"), "content"), (PathBuf::from("/shared/themes"), "themes")];
        let places = Places { root: PathBuf::from("/site"), tops };
        let event = paths.iter().fold(Event::new(kind), |event, path| event.add_path(PathBuf::from(path)));
        let mut notes = Notes::default();
        let any = note(&Ok(event), &places, &mut notes);
        assert!(!notes.lost && notes.unwatched.is_none());
        (notes.folders.into_iter().collect(), notes.perhaps_folders.into_iter().collect(), notes.replaced, any)
    }

    #[track_caller]
    fn case(kind: EventKind, paths: &[&str], folders: &[&str], perhaps: &[&str]) {
        let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let any = !folders.is_empty() || !perhaps.is_empty();
        assert_eq!(noted(kind, paths), (own(folders), own(perhaps), false, any));
    }

    #[test]
    fn an_event_names_the_folder_of_what_the_builder_reads() {
        case(WRITTEN, &["/site/content/2020/a.yaml"], &["content/2020"], &[]);
        case(WRITTEN, &["/shared/themes/a.html"], &["themes"], &[]);
        case(TO, &["/site/content/2020/a"], &["content/2020"], &["content/2020/a"]);
        case(BOTH, &["/site/content/.a.tmp", "/site/content/a"], &["content"], &["content/a"]);
        case(BOTH, &["/site/content/a/x", "/site/content/b/x"], &["content/a", "content/b"], &["content/a/x", "content/b/x"]);
        case(MADE, &["/site/content/2021"], &["content"], &["content/2021"]);
        case(TOUCHED, &["/site/content"], &[], &["content"]);
        let unreadable = [
            "/site/content/.git/a",
            "/site/content/a~",
            "/site/content/a/.x.swp",
            "/site/content/.aside/a.yaml",
            "/site/public/a",
            "/elsewhere/a",
            "/site/contents",
        ];
        for path in unreadable {
            case(WRITTEN, &[path], &[], &[]);
            case(TO, &[path], &[], &[]);
        }
        for kind in [AccessKind::Open(AccessMode::Any), AccessKind::Close(AccessMode::Read), AccessKind::Close(AccessMode::Write)] {
            case(EventKind::Access(kind), &["/site/content/a.yaml"], &[], &[]);
        }
    }

    #[test]
    fn the_root_and_its_tops_are_replaced() {
        let nothing = Vec::new;
        for path in ["/site", "/site/content", "/site/themes", "/shared/themes"] {
            for kind in [GONE, BOTH, EventKind::Modify(ModifyKind::Name(RenameMode::From))] {
                assert_eq!(noted(kind, &[path]), (nothing(), nothing(), true, true), "{path}");
            }
        }
        assert_eq!(noted(MADE, &["/site/themes"]), (nothing(), nothing(), false, true));
        assert_eq!(noted(TOUCHED, &["/site"]), (nothing(), nothing(), false, false));
    }

    #[test]
    fn lost_events_and_lost_watches() {
        let places = Places { root: PathBuf::from("/site"), tops: Vec::new() };
        let noted = |event| {
            let mut notes = Notes::default();
            assert!(note(&event, &places, &mut notes));
            notes
        };
        let rescan = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(noted(Ok(rescan)), Notes { lost: true, ..Notes::default() });
        assert_eq!(noted(Err(Error::generic("odd"))), Notes { lost: true, ..Notes::default() });
        let limit = Notes { unwatched: Some(Why::WatchLimit), ..Notes::default() };
        assert_eq!(noted(Err(Error::new(ErrorKind::MaxFilesWatch))), limit);
    }

    #[test]
    fn why_something_has_no_watch() {
        let of = |kind| Unwatched::of(&Error::new(kind));
        let system = |number| of(ErrorKind::Io(io::Error::from_raw_os_error(number)));
        assert_eq!(of(ErrorKind::MaxFilesWatch), Unwatched::Refused(Why::WatchLimit));
        assert_eq!(of(ErrorKind::PathNotFound), Unwatched::Gone);
        assert_eq!(of(ErrorKind::Generic(String::new())), Unwatched::Refused(Why::Unavailable));
        if cfg!(unix) {
            let (enoent, eacces, einval) = (2, 13, 22);
            assert_eq!((system(enoent), system(eacces)), (Unwatched::Gone, Unwatched::Denied));
            assert_eq!(system(einval), Unwatched::Refused(Why::Unavailable));
            // ENFILE, EMFILE, ENOSPC
            for limit in [23, 24, 28] {
                assert_eq!(system(limit), Unwatched::Refused(Why::WatchLimit));
            }
        }
    }

    #[test]
    fn a_folder_is_where_its_top_really_is() {
        let places = Places { root: PathBuf::from("/site"), tops: vec![(PathBuf::from("/shared/themes"), "themes")] };
        assert_eq!(places.full("themes").as_deref(), Some(Path::new("/shared/themes")));
        assert_eq!(places.full("themes/a/b").as_deref(), Some(Path::new("/shared/themes/a/b")));
        assert_eq!(places.full("content/a"), None);
    }
}
