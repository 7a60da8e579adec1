//! How far a run is, shown to people once the work has taken a second: a line that renews itself on a terminal, a plain
//! line for each phase elsewhere; and the time of each phase for those who ask.
#![expect(clippy::disallowed_methods, reason = "time is taken here, to be told to people and never written")]

use std::{
    io::{self, Write as _},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::World;
use crate::{
    diag::Language,
    meter::{Meter, Phase},
};

/// How long a run may take before it shows how far it is.
const PATIENCE: Duration = Duration::from_secs(1);
/// How many steps pass between two looks at the clock.
const STRIDE: usize = 64;

/// The meter of one run.
pub struct Gauge {
    language: Language,
    start: Instant,
    done: AtomicUsize,
    /// Bytes sent in this phase.
    bytes: AtomicU64,
    state: Mutex<State>,
}

struct State {
    phases: Vec<(Phase, Duration)>,
    current: Option<(Phase, Instant, usize)>,
    /// The line on the terminal; none where there is no terminal or nobody wants it.
    line: Option<ProgressBar>,
    /// Whether plain lines take its place.
    plain: bool,
}

impl Gauge {
    /// A meter that shows a line where `world` has a terminal and is not quiet.
    pub fn new(world: &World) -> Self {
        let line = world.terminal.then(|| {
            let line = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
            let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {elapsed}");
            line.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            line
        });
        let state = State { phases: Vec::new(), current: None, line, plain: !world.terminal && !world.quiet };
        Self {
            language: world.language,
            start: Instant::now(),
            done: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
            state: Mutex::new(state),
        }
    }

    /// How long the run has taken so far.
    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// Take the line away and give the time of each phase, in the order in which they ran.
    pub fn finish(&self) -> Vec<(Phase, Duration)> {
        let mut state = self.state();
        state.close();
        if let Some(line) = state.line.take() {
            line.finish_and_clear();
        }
        state.phases.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Show the line once the run has taken long enough.
    fn show(&self, state: &State) {
        let Some((phase, _, steps)) = state.current.filter(|_| self.elapsed() >= PATIENCE) else { return };
        let Some(line) = &state.line else { return };
        if line.is_hidden() {
            line.set_draw_target(ProgressDrawTarget::stderr());
        }
        let (en, zh) = phase.name();
        let name = if self.language == Language::Chinese { zh } else { en };
        let bytes = self.bytes.load(Ordering::Relaxed);
        line.set_message(if bytes > 0 { format!("{name} {}", HumanBytes(bytes)) } else { name.to_owned() });
        line.set_length(steps as u64);
        line.set_position(self.done.load(Ordering::Relaxed) as u64);
    }
}

impl State {
    fn close(&mut self) {
        if let Some((phase, since, _)) = self.current.take() {
            self.phases.push((phase, since.elapsed()));
        }
    }
}

impl Meter for Gauge {
    fn begin(&self, phase: Phase, steps: usize) {
        let mut state = self.state();
        state.close();
        state.current = Some((phase, Instant::now(), steps));
        self.done.store(0, Ordering::Relaxed);
        self.bytes.store(0, Ordering::Relaxed);
        if state.plain && self.elapsed() >= PATIENCE && phase != Phase::Remember {
            let (en, zh) = phase.name();
            let name = if self.language == Language::Chinese { zh } else { en };
            // Nobody may be reading; that is no reason to stop.
            let _ = if steps > 0 { writeln!(io::stderr(), "{name} {steps}") } else { writeln!(io::stderr(), "{name}") };
        }
        self.show(&state);
    }

    fn sent(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    fn step(&self) {
        // What is sent takes its time, so every file shows.
        let stride = if self.bytes.load(Ordering::Relaxed) > 0 { 1 } else { STRIDE };
        if self.done.fetch_add(1, Ordering::Relaxed).is_multiple_of(stride) {
            self.show(&self.state());
        }
    }
}
