//! Whether the file system of a site sends events, which network and shared folders often do not. In: the root. Out:
//! yes, no, or no answer. What is written for it is gone again afterwards.

use std::{fs, path::Path, sync::mpsc, time::Duration};

use notify::{Config, RecommendedWatcher, RecursiveMode, Watcher as _};

/// The folder of the root that holds what is gongshi's own and nobody's content.
const OWN: &str = ".gongshi";

/// Whether an event arrives for a file written below the root. `None` where none can be written or watched there.
pub(super) fn events_arrive(root: &Path, within: Duration) -> Option<bool> {
    let own = root.join(OWN);
    let made = fs::create_dir(&own).is_ok();
    let arrive = event_arrives(&own, &own, within);
    if made {
        // Stays if somebody has put something there meanwhile.
        drop(fs::remove_dir(&own));
    }
    arrive
}

/// Whether a file written to one folder raises an event in a watched one.
fn event_arrives(watched: &Path, written: &Path, within: Duration) -> Option<bool> {
    let (sender, receiver) = mpsc::channel();
    let noting = move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| !event.kind.is_access()) {
            // Nobody listens any more once the first has arrived.
            sender.send(()).unwrap_or_default();
        }
    };
    let mut watcher = RecommendedWatcher::new(noting, Config::default()).ok()?;
    watcher.watch(watched, RecursiveMode::NonRecursive).ok()?;
    let file = tempfile::Builder::new().prefix(".watch-").tempfile_in(written).ok()?;
    let arrived = receiver.recv_timeout(within).is_ok();
    drop(file);
    Some(arrived)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "these tests look at real folders")]
mod tests {
    use std::{fs, time::Duration};

    use super::{event_arrives, events_arrive};

    const LONG: Duration = Duration::from_secs(10);

    #[test]
    fn an_event_answers_and_silence_is_an_answer_too() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        assert_eq!(event_arrives(one.path(), one.path(), LONG), Some(true));
        assert_eq!(event_arrives(one.path(), other.path(), Duration::from_millis(20)), Some(false));
        assert_eq!(event_arrives(one.path(), &one.path().join("none"), LONG), None);
        assert_eq!(event_arrives(&one.path().join("none"), one.path(), LONG), None);
    }

    #[test]
    fn nothing_is_left_behind() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(events_arrive(root.path(), LONG), Some(true));
        assert!(!root.path().join(".gongshi").exists());

        fs::create_dir_all(root.path().join(".gongshi/cache")).unwrap();
        assert_eq!(events_arrive(root.path(), LONG), Some(true));
        assert!(root.path().join(".gongshi/cache").exists());
    }

    #[test]
    fn where_the_folder_cannot_be_made_there_is_no_answer() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join(".gongshi"), "a file").unwrap();
        assert_eq!(events_arrive(root.path(), LONG), None);
        assert_eq!(fs::read_to_string(root.path().join(".gongshi")).unwrap(), "a file");
    }
}
