//! The preview: finished pages, shown in a browser while they are being written.
//!
//! In: a [`Moment`] after every build, good or bad. Out: an HTTP server on this machine that shows the pages as the
//! public will see them, says over the page what is wrong, and tells open browsers what changed. Nothing is built
//! here, no folder of the machine is served, and no file is read but through [`Pages`].

mod answer;
mod bytes;
mod editor;
mod error;
mod gallery;
mod guard;
mod html;
mod hub;
mod moment;
mod panel;
mod path;
mod reply;
mod staff;
mod types;
mod words;

pub use crate::pipeline::{HeldBack, Overdue};
pub use error::ServeError;
pub use moment::{BuiltInfo, Moment, Pages};

use std::{
    io,
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    sync::Arc,
    thread::{self, JoinHandle},
    time::Duration,
};

use axum::{
    Router,
    extract::{Request, State},
};
use tokio::{
    runtime::{Builder, Runtime},
    sync::oneshot,
};

use self::{answer::Preview, guard::Guard, hub::Hub};
use crate::diag::Language;

/// How long answers under way may take to end when the server stops.
const GRACE: Duration = Duration::from_millis(500);

/// How the preview is served.
#[derive(Debug, Clone)]
pub struct Options {
    /// The address to listen at.
    pub address: IpAddr,
    /// The port; the system chooses where there is none.
    pub port: Option<u16>,
    /// The host to name in [`Server::url`] where the address is not one to open, such as `0.0.0.0`.
    pub name: Option<String>,
    /// What a browser must know to see anything; with it any host name is answered.
    pub token: Option<String>,
    /// The absolute folder of the site, for links that open an editor.
    pub root: PathBuf,
    /// The language of what the preview itself says.
    pub language: Language,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: None,
            name: None,
            token: None,
            root: PathBuf::from("/"),
            language: Language::default(),
        }
    }
}

/// A running preview. Dropping it stops it.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    url: String,
    hub: Arc<Hub>,
    end: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Listen and show the first moment; fails where the address cannot be had.
    pub fn start(options: Options, first: Moment) -> Result<Self, ServeError> {
        let wanted = SocketAddr::new(options.address, options.port.unwrap_or(0));
        let (listener, address) = bind(wanted).map_err(|source| ServeError::bind(wanted, source))?;
        let runtime = Builder::new_current_thread().enable_all().build().map_err(ServeError::Thread)?;
        let listener = {
            let _entered = runtime.enter();
            tokio::net::TcpListener::from_std(listener).map_err(ServeError::Thread)?
        };
        let hub = Arc::new(Hub::new(first, options.language));
        let url = url(address, &options);
        let guard = Guard::new(address, options.token.as_deref());
        let preview = Preview { hub: Arc::clone(&hub), guard, root: options.root, language: options.language };
        let (end, ended) = oneshot::channel();
        let run = move || run(&runtime, listener, preview, ended);
        let thread = thread::Builder::new().name("preview".to_owned()).spawn(run).map_err(ServeError::Thread)?;
        Ok(Self { address, url, hub, end: Some(end), thread: Some(thread) })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What to open in a browser, with the token where there is one.
    pub fn url(&self) -> String {
        self.url.clone()
    }

    /// Show another moment from now on and tell every open browser.
    pub fn publish(&self, moment: Moment) {
        self.hub.publish(moment);
    }

    /// End open event streams, let answers under way finish for a moment, and free the port.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.hub.close();
        drop(self.end.take());
        if let Some(thread) = self.thread.take() {
            // The thread holds nothing that is needed any more, even where it panicked.
            let _ = thread.join();
        }
    }
}

fn bind(wanted: SocketAddr) -> io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind(wanted)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// The thread's work: serve until the other end of `ended` is dropped.
fn run(runtime: &Runtime, listener: tokio::net::TcpListener, preview: Preview, ended: oneshot::Receiver<()>) {
    runtime.block_on(async move {
        let service = Router::new().fallback(respond).with_state(Arc::new(preview));
        let (closing, closed) = oneshot::channel::<()>();
        let signal = async move {
            let _ = ended.await;
            drop(closing);
        };
        let served = async move { axum::serve(listener, service).with_graceful_shutdown(signal).await };
        let overdue = async move {
            let _ = closed.await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            _ = served => {}
            () = overdue => {}
        }
    });
}

async fn respond(State(preview): State<Arc<Preview>>, request: Request) -> reply::Reply {
    preview.respond(request.method(), request.uri(), request.headers())
}

fn url(address: SocketAddr, options: &Options) -> String {
    let host = match &options.name {
        Some(name) => format!("{name}:{}", address.port()),
        None => address.to_string(),
    };
    let token = options.token.as_deref().map(guard::query).unwrap_or_default();
    format!("http://{host}/{token}")
}
