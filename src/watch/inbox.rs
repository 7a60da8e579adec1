//! Where the system's events are noted until somebody asks. In: notes, on the thread that brings events. Out: all of
//! them at once, when they have paused for long enough. What is noted is kept as sets, so it does not grow with a burst.
#![expect(clippy::disallowed_methods, reason = "this is the edge where a pause is measured")]

use std::{
    collections::BTreeSet,
    mem,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::Why;

/// What was noted. Paths are site paths.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Notes {
    /// Folders with something new in them.
    pub folders: BTreeSet<String>,
    /// Paths that came, went or changed and may be folders.
    pub perhaps_folders: BTreeSet<String>,
    /// Events were lost.
    pub lost: bool,
    /// The root or a folder at its top went, came or was replaced.
    pub replaced: bool,
    /// The system stopped watching.
    pub unwatched: Option<Why>,
}

/// How waiting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waited {
    /// It came about.
    Woken,
    /// It did not come about in time.
    TimedOut,
    /// Nobody is to wait any more.
    Stopped,
}

#[derive(Debug, Default)]
struct State {
    notes: Notes,
    /// Notes of earlier turns are void.
    turn: u64,
    stopped: bool,
    /// Whether anything happened since the notes were taken.
    woken: bool,
    last: Option<Instant>,
}

/// The notes of one watcher.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    state: Mutex<State>,
    changed: Condvar,
}

/// The time so far ahead.
pub(super) fn after(time: Duration) -> Instant {
    Instant::now() + time
}

impl Inbox {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Drop all notes and begin a new turn, whose number comes back.
    pub fn begin(&self) -> u64 {
        let mut state = self.state();
        state.notes = Notes::default();
        state.turn += 1;
        state.turn
    }

    /// Let an event of a turn be noted; `note` says whether it was of any interest.
    pub fn note(&self, turn: u64, note: impl FnOnce(&mut Notes) -> bool) {
        let mut state = self.state();
        if state.turn == turn && note(&mut state.notes) {
            state.woken = true;
            state.last = Some(Instant::now());
            drop(state);
            self.changed.notify_all();
        }
    }

    /// Begin a new pause: something was found that is likely to go on.
    pub fn touch(&self) {
        let mut state = self.state();
        state.woken = true;
        state.last = Some(Instant::now());
    }

    /// Note that the tree did not keep still.
    pub fn sync_again(&self) {
        self.state().notes.perhaps_folders.extend(super::TOPS.map(str::to_owned));
        self.touch();
    }

    /// Whether anything happened since the notes were taken.
    pub fn is_restless(&self) -> bool {
        self.state().woken
    }

    /// All notes; from here on it is quiet.
    pub fn take(&self) -> Notes {
        let mut state = self.state();
        state.woken = false;
        mem::take(&mut state.notes)
    }

    /// Wait until something happens.
    pub fn wait(&self, at_most: Duration) -> Waited {
        let (state, _) = self
            .changed
            .wait_timeout_while(self.state(), at_most, |state| !state.stopped && !state.woken)
            .unwrap_or_else(PoisonError::into_inner);
        match (state.stopped, state.woken) {
            (true, _) => Waited::Stopped,
            (false, true) => Waited::Woken,
            (false, false) => Waited::TimedOut,
        }
    }

    /// Wait until nothing has happened for `quiet`, or until the deadline.
    pub fn wait_for_quiet(&self, quiet: Duration, deadline: Instant) -> Waited {
        let mut state = self.state();
        loop {
            let now = Instant::now();
            let until = state.last.map_or(now, |last| last + quiet);
            if state.stopped {
                return Waited::Stopped;
            } else if now >= until {
                return Waited::Woken;
            } else if now >= deadline {
                return Waited::TimedOut;
            }
            let time = until.min(deadline) - now;
            state = self.changed.wait_timeout(state, time).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn stop(&self) {
        self.state().stopped = true;
        self.changed.notify_all();
    }
}

/// Ends a watcher's waiting, from any thread and for good.
#[derive(Debug, Clone)]
pub struct Stopper(Arc<Inbox>);

impl Stopper {
    pub(super) fn new(inbox: &Arc<Inbox>) -> Self {
        Self(Arc::clone(inbox))
    }

    /// Stop: the watcher's `next` returns `None` from now on.
    pub fn stop(&self) {
        self.0.stop();
    }
}
