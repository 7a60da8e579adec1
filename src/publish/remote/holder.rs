//! Who this process is, and whether another process still lives.
//!
//! In: what the system says under `/proc`. Out: names to be written into a lock and compared. Where the system says
//! nothing, nobody is known to live or to be dead, and a lock is watched instead.
#![expect(clippy::disallowed_methods, reason = "this is the edge where the system is asked about processes and the time")]

use std::{fs, process, time::SystemTime};

use serde::{Deserialize, Serialize};

/// A process that holds a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Holder {
    /// The name of its machine.
    pub(super) host: String,
    /// Its machine's start and its space of process numbers; empty where the system does not say.
    pub(super) system: String,
    /// Its number.
    pub(super) process: u32,
    /// When it began, in the system's own count.
    pub(super) started: String,
    /// When it took the target, in UTC.
    pub(super) since: String,
}

/// What is known of a process of this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Life {
    /// It runs.
    Alive,
    /// It is gone.
    Dead,
    /// It is on another machine, or the system does not say.
    Unknown,
}

impl Holder {
    /// This process, now.
    pub(super) fn this() -> Self {
        let since = chrono::DateTime::<chrono::Utc>::from(SystemTime::now()).format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let process = process::id();
        Self { host: host(), system: system(), process, started: started(process).unwrap_or_default(), since }
    }

    /// Whether it still runs.
    pub(super) fn life(&self) -> Life {
        if self.system.is_empty() || self.system != system() || self.host != host() {
            return Life::Unknown;
        }
        match started(self.process) {
            Some(started) if started == self.started => Life::Alive,
            _ => Life::Dead,
        }
    }

    /// Who it is, for people.
    pub(super) fn shown(&self) -> String {
        let Self { host, process, since, .. } = self;
        format!("{host} ({process}, {since})").chars().filter(|c| !c.is_control()).collect()
    }
}

fn said(path: &str) -> String {
    fs::read_to_string(path).map(|text| text.trim().to_owned()).unwrap_or_default()
}

fn host() -> String {
    said("/proc/sys/kernel/hostname")
}

/// A process number means something only within one start of one machine and one space of numbers.
fn system() -> String {
    let boot = said("/proc/sys/kernel/random/boot_id");
    let space = fs::read_link("/proc/self/ns/pid").map(|link| link.to_string_lossy().into_owned()).unwrap_or_default();
    if boot.is_empty() || space.is_empty() { String::new() } else { format!("{boot} {space}") }
}

/// The start of a process: the 22nd word of its `stat`, the 20th after the name in brackets. A process that has ended and
/// only waits to be noticed does not run.
fn started(process: u32) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let words: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    if matches!(words.first()?, &"Z" | &"X") { None } else { words.get(19).map(|&word| word.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_lives_and_one_of_another_start_does_not() {
        let this = Holder::this();
        assert_eq!(this.life(), Life::Alive);
        assert_eq!(Holder { started: "1".to_owned(), ..this.clone() }.life(), Life::Dead);
        assert_eq!(Holder { host: "elsewhere".to_owned(), ..this }.life(), Life::Unknown);
    }
}
