//! The runtimes requests are made on.
//!
//! In: futures. Out: their values, to callers that wait for them. Requests over HTTP share one runtime that lives as long
//! as the process, because connections are kept open between one target and the next. SFTP has one for each target: the
//! `ssh` processes end with it.

use std::{future::Future, io, sync::OnceLock, sync::mpsc, thread};

use tokio::{
    runtime::{Builder, Handle},
    sync::oneshot,
};

/// A runtime of one target, which ends with this value.
#[derive(Debug)]
pub(super) struct Own {
    handle: Handle,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Own {
    /// A new runtime. `Err` where the system gives no thread or no descriptor for it.
    pub(super) fn new() -> io::Result<Self> {
        let (stop, stopped) = oneshot::channel::<()>();
        let (handle, thread) = start(async { drop(stopped.await) })?;
        Ok(Self { handle, stop: Some(stop), thread: Some(thread) })
    }

    /// Its handle.
    pub(super) fn handle(&self) -> &Handle {
        &self.handle
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        drop(self.stop.take());
        // A runtime that ends drops what is still open, and waits for it.
        let _ = self.thread.take().map(thread::JoinHandle::join);
    }
}

/// The handle of the runtime all requests over HTTP share. `Err` where the system gives no thread or no descriptor for it.
pub(super) fn shared() -> io::Result<&'static Handle> {
    static HANDLE: OnceLock<io::Result<Handle>> = OnceLock::new();
    let begin = || {
        // Another part of the process may have chosen one already; any will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        opendal_http_transport_reqwest::install_default();
        start(std::future::pending()).map(|(handle, _)| handle)
    };
    HANDLE.get_or_init(begin).as_ref().map_err(|error| io::Error::new(error.kind(), error.to_string()))
}

/// A runtime on a thread of its own that lasts as long as a future.
fn start(lasts: impl Future<Output = ()> + Send + 'static) -> io::Result<(Handle, thread::JoinHandle<()>)> {
    let (tell, told) = mpsc::channel();
    let run = move || match Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            let _ = tell.send(Ok(runtime.handle().clone()));
            runtime.block_on(lasts);
        }
        Err(error) => drop(tell.send(Err(error))),
    };
    let thread = thread::Builder::new().name("gongshi-remote".to_owned()).spawn(run)?;
    Ok((told.recv().map_err(io::Error::other)??, thread))
}

/// Wait for a future on the calling thread; the runtime's own thread moves it along.
pub(super) fn wait<F: Future>(handle: &Handle, future: F) -> F::Output {
    handle.block_on(future)
}
