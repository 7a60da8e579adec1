//! An HTTP proxy that keeps a record of requests and fails at one of them.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex, mpsc},
    thread,
    time::Duration,
};

/// How long an answer is held back where nothing else is asked meanwhile.
const HELD_BACK: Duration = Duration::from_millis(150);

/// How a request goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// It is lost on its way.
    Lost,
    /// It is done, and its answer is lost.
    Unanswered,
    /// It is done, and half of its answer arrives.
    Half,
    /// It is done, and its answer is held back until something else is asked, or for a while.
    Delayed,
    /// The server says that it failed.
    Failed,
    /// The server says no.
    Refused,
    /// Nothing is said, and whoever waits is told.
    Silent,
}

/// Which requests go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Never,
    /// This one, counted from 1.
    At(usize, Wrong),
    /// This one and all that follow.
    From(usize, Wrong),
    /// Those with this method.
    Method(&'static str, Wrong),
}

#[derive(Debug)]
struct State {
    when: When,
    seen: Vec<String>,
    bytes: u64,
    silent: Option<mpsc::Sender<()>>,
}

/// A proxy before one server.
#[derive(Debug, Clone)]
pub struct Proxy {
    pub port: u16,
    state: Arc<Mutex<State>>,
    /// Told of each request.
    asked: Arc<Condvar>,
}

impl Proxy {
    /// A proxy before the server at this port.
    pub fn before(server: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let state = Arc::new(Mutex::new(State { when: When::Never, seen: Vec::new(), bytes: 0, silent: None }));
        let proxy = Self { port, state, asked: Arc::new(Condvar::new()) };
        let own = proxy.clone();
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let own = own.clone();
                thread::spawn(move || own.pass(client, server));
            }
        });
        proxy
    }

    /// Begin to count anew; what is silent from now on is told to the receiver.
    pub fn begin(&self, when: When) -> mpsc::Receiver<()> {
        let (tell, told) = mpsc::channel();
        *self.state.lock().expect("state") = State { when, seen: Vec::new(), bytes: 0, silent: Some(tell) };
        told
    }

    /// The requests so far, as `METHOD path`.
    pub fn seen(&self) -> Vec<String> {
        self.state.lock().expect("state").seen.clone()
    }

    /// The bytes of their bodies.
    pub fn bytes(&self) -> u64 {
        self.state.lock().expect("state").bytes
    }

    fn pass(&self, mut client: TcpStream, server: u16) {
        let Some((head, body)) = request(&mut client) else { return };
        let line = head.lines().next().unwrap_or_default();
        let mut words = line.split(' ');
        let named = format!("{} {}", words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let (number, wrong, silent) = {
            let mut state = self.state.lock().expect("state");
            let method = named.split(' ').next().unwrap_or_default().to_owned();
            state.seen.push(named);
            state.bytes += body.len() as u64;
            let number = state.seen.len();
            let wrong = match state.when {
                When::At(n, wrong) if n == number => Some(wrong),
                When::From(n, wrong) if number >= n => Some(wrong),
                When::Method(which, wrong) if which == method => Some(wrong),
                _ => None,
            };
            (number, wrong, state.silent.clone())
        };
        self.asked.notify_all();
        let answer = match wrong {
            Some(Wrong::Lost) => return,
            Some(Wrong::Silent) => {
                if let Some(silent) = silent {
                    let _ = silent.send(());
                }
                // Until the client is gone.
                let _ = client.read(&mut [0; 1]);
                return;
            }
            Some(Wrong::Failed) => b"HTTP/1.1 500 Failed\r\nContent-Length: 6\r\nConnection: close\r\n\r\nfailed".to_vec(),
            Some(Wrong::Refused) => b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno".to_vec(),
            Some(Wrong::Unanswered | Wrong::Half | Wrong::Delayed) | None => {
                let Some(answer) = ask(server, &head, &body) else { return };
                match wrong {
                    Some(Wrong::Unanswered) => return,
                    Some(Wrong::Half) => answer[..answer.len() / 2].to_vec(),
                    Some(Wrong::Delayed) => {
                        let state = self.state.lock().expect("state");
                        let alone = |state: &mut State| state.seen.len() == number;
                        drop(self.asked.wait_timeout_while(state, HELD_BACK, alone).expect("state"));
                        answer
                    }
                    _ => answer,
                }
            }
        };
        let _ = client.write_all(&answer);
    }
}

/// One request: its head and its body.
fn request(client: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let mut part = [0; 8192];
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        let read = client.read(&mut part).ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&part[..read]);
    };
    let mut body = bytes.split_off(end);
    let head = String::from_utf8(bytes).ok()?;
    let header = |line: &str| line.to_ascii_lowercase().strip_prefix("content-length:").map(|value| value.trim().to_owned());
    let length: usize = head.lines().find_map(header).map_or(0, |value| value.parse().expect("a length"));
    while body.len() < length {
        let read = client.read(&mut part).ok().filter(|read| *read > 0)?;
        body.extend_from_slice(&part[..read]);
    }
    Some((head, body))
}

/// The server's whole answer, on a connection of its own.
fn ask(server: u16, head: &str, body: &[u8]) -> Option<Vec<u8>> {
    let mut upstream = TcpStream::connect(("127.0.0.1", server)).ok()?;
    let closing = head.replacen("\r\n", "\r\nConnection: close\r\n", 1);
    upstream.write_all(closing.as_bytes()).and_then(|()| upstream.write_all(body)).ok()?;
    let mut answer = Vec::new();
    upstream.read_to_end(&mut answer).ok()?;
    Some(answer)
}
