//! The present moment and the browsers that wait for the next.
//!
//! In: moments, in order. Out: the newest one, and for every waiting browser a stream of server-sent events: the state
//! when it connects, the state at every change, and a comment now and then so that a dead connection is noticed.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use axum::body::Bytes;
use futures_core::Stream;
use serde::Serialize;
use tokio::{
    sync::{broadcast, mpsc},
    time::sleep,
};

use super::Moment;
use crate::diag::Language;

/// How often a quiet stream says that it lives.
const PING: Duration = Duration::from_secs(15);
/// How many states a slow browser may be behind before it is given only the newest.
const BACKLOG: usize = 16;

/// A moment with its number.
#[derive(Debug)]
pub struct Shown {
    /// Counts the moments from 1.
    pub revision: u64,
    /// What is shown.
    pub moment: Moment,
}

/// The present moment and who waits for the next.
#[derive(Debug)]
pub struct Hub {
    language: Language,
    inner: Mutex<Inner>,
}

#[derive(Debug)]
struct Inner {
    shown: Arc<Shown>,
    /// `None` once the server stops.
    told: Option<broadcast::Sender<Bytes>>,
}

#[derive(Serialize)]
struct State<'a> {
    revision: u64,
    broken: bool,
    changed: &'a [String],
    errors: usize,
    warnings: usize,
    base: &'a str,
    language: &'a str,
}

impl Hub {
    /// A hub that shows its first moment.
    pub fn new(first: Moment, language: Language) -> Self {
        let shown = Arc::new(Shown { revision: 1, moment: first });
        Self { language, inner: Mutex::new(Inner { shown, told: Some(broadcast::Sender::new(BACKLOG)) }) }
    }

    /// The present moment.
    pub fn now(&self) -> Arc<Shown> {
        Arc::clone(&self.lock().shown)
    }

    /// Put another moment in its place and tell who waits.
    pub fn publish(&self, moment: Moment) {
        let mut inner = self.lock();
        inner.shown = Arc::new(Shown { revision: inner.shown.revision + 1, moment });
        if let Some(told) = &inner.told {
            // Nobody may be waiting.
            let _ = told.send(frame(&inner.shown, self.language));
        }
    }

    /// End every stream; later ones end at once.
    pub fn close(&self) {
        self.lock().told = None;
    }

    /// A stream for one browser. Runs within the server's runtime.
    pub fn events(self: &Arc<Self>) -> Events {
        let (to, from) = mpsc::channel(1);
        let inner = self.lock();
        let first = Bytes::from(format!("retry: 1000\n{}", text(&inner.shown, self.language)));
        if let Some(told) = &inner.told {
            tokio::spawn(tell(Arc::clone(self), told.subscribe(), first, to));
        }
        Events(from)
    }

    /// A moment is replaced in one step, so a thread that panicked left a whole one.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Pass states on to one browser until it leaves or the server stops.
async fn tell(hub: Arc<Hub>, mut states: broadcast::Receiver<Bytes>, first: Bytes, to: mpsc::Sender<Bytes>) {
    let mut next = first;
    loop {
        if to.send(next).await.is_err() {
            return;
        }
        next = tokio::select! {
            () = to.closed() => return,
            () = sleep(PING) => Bytes::from_static(b": ping\n\n"),
            state = states.recv() => match state {
                Ok(state) => state,
                Err(broadcast::error::RecvError::Closed) => return,
                Err(broadcast::error::RecvError::Lagged(_)) => {
                    states = states.resubscribe();
                    frame(&hub.now(), hub.language)
                }
            },
        };
    }
}

fn frame(shown: &Shown, language: Language) -> Bytes {
    Bytes::from(text(shown, language))
}

fn text(shown: &Shown, language: Language) -> String {
    let (errors, warnings) = shown.moment.counts();
    let state = State {
        revision: shown.revision,
        broken: shown.moment.is_broken(),
        changed: &shown.moment.changed,
        errors,
        warnings,
        base: &shown.moment.base_path,
        language: super::words::tag(language),
    };
    // Numbers, words and truth values always serialise; a line end within a word is written `\n`.
    let json = serde_json::to_string(&state).unwrap_or_default();
    format!("event: state\nid: {}\ndata: {json}\n\n", shown.revision)
}

/// The events of one browser, as a body.
#[derive(Debug)]
pub struct Events(mpsc::Receiver<Bytes>);

impl Stream for Events {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|bytes| bytes.map(Ok))
    }
}
