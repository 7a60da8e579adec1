//! What a file system says of a file without reading it, and whether that is enough to know the file again.

/// Length, times and identity of a file. Two equal stamps mean equal bytes: an edit that keeps a file's length and
/// modification time still changes its change time, and a file moved over it has another identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Stamp {
    /// Length in bytes.
    length: u64,
    /// When its content last changed, in nanoseconds since 1970.
    modified: i64,
    /// When its content, name or rights last changed, in nanoseconds since 1970.
    changed: i64,
    /// Device and number of the file.
    identity: (u64, u64),
}

/// How long, in nanoseconds, a file system may give two moments the same time: the kernel's tick, with a margin.
#[cfg(unix)]
const FINE: i64 = 50_000_000;
/// The same for file systems that keep whole seconds, or two.
#[cfg(unix)]
const COARSE: i64 = 3_000_000_000;

impl Stamp {
    /// The stamp of a file; `None` where the system lacks a change time, or where the file changed so lately that an edit
    /// after this moment could leave the same times: such a file is known by its bytes alone.
    #[cfg(unix)]
    #[expect(clippy::disallowed_methods, reason = "the clock is compared with file times and never shows in a site")]
    pub fn of(metadata: &std::fs::Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        let nanoseconds = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
        let stamp = Self {
            length: metadata.len(),
            modified: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
            changed: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
            identity: (metadata.dev(), metadata.ino()),
        };
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?;
        let now = i64::try_from(now.as_nanos()).ok()?;
        let margin = if stamp.changed % 1_000_000_000 == 0 { COARSE } else { FINE };
        (stamp.changed.saturating_add(margin) < now).then_some(stamp)
    }

    /// The stamp of a file: none, as this system has no change time.
    #[cfg(not(unix))]
    pub fn of(_: &std::fs::Metadata) -> Option<Self> {
        None
    }
}
