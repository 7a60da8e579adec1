//! A small HTTP/1.1 client that shows everything the preview server says, word for word, and reads its event stream.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// How long an answer may take before the test fails rather than hangs.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// A whole answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value; nothing where it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The body, which must be UTF-8.
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).expect("UTF-8")
    }
}

/// A connection that answers within the deadline or fails.
pub fn connect(address: SocketAddr) -> BufReader<TcpStream> {
    let stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(DEADLINE)).expect("a deadline");
    BufReader::new(stream)
}

/// Send the head of a request as it is written and read the head of the answer.
pub fn send(stream: &mut BufReader<TcpStream>, request: &str) -> (u16, BTreeMap<String, String>) {
    stream.get_mut().write_all(request.as_bytes()).expect("sent");
    let mut line = String::new();
    stream.read_line(&mut line).expect("a status line");
    let status = line.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or_else(|| panic!("no status in {line:?}"));
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).expect("a header");
        let Some((name, value)) = line.trim_end().split_once(": ") else { return (status, headers) };
        assert_eq!(headers.insert(name.to_owned(), value.to_owned()), None, "{name} stands twice");
    }
}

/// A request with these header lines beside `Host`; a `Host` among them takes its place.
pub fn ask(address: SocketAddr, method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
    let mut stream = connect(address);
    let mut request = format!("{method} {target} HTTP/1.1\r\nConnection: close\r\n");
    if !headers.iter().any(|(name, _)| *name == "Host") {
        let _ = write!(request, "Host: {address}\r\n");
    }
    for (name, value) in headers.iter().filter(|(name, value)| *name != "Host" || !value.is_empty()) {
        let _ = write!(request, "{name}: {value}\r\n");
    }
    let (status, headers) = send(&mut stream, &(request + "\r\n"));
    let mut body = Vec::new();
    stream.read_to_end(&mut body).expect("a body");
    Answer { status, headers, body }
}

/// An open event stream.
#[derive(Debug)]
pub struct Events {
    stream: BufReader<TcpStream>,
}

impl Events {
    /// Wait for events from now on.
    pub fn open(address: SocketAddr) -> Self {
        let mut stream = connect(address);
        let (status, headers) = send(&mut stream, &format!("GET /-/events HTTP/1.1\r\nHost: {address}\r\n\r\n"));
        assert_eq!((status, headers["content-type"].as_str()), (200, "text/event-stream"));
        assert_eq!(headers["transfer-encoding"], "chunked");
        Self { stream }
    }

    /// The next chunk, which is one event; empty at the end of the stream.
    pub fn next(&mut self) -> String {
        let mut size = String::new();
        self.stream.read_line(&mut size).expect("a chunk");
        let size = usize::from_str_radix(size.trim_end(), 16).expect("a size");
        let mut chunk = vec![0; size + 2];
        self.stream.read_exact(&mut chunk).expect("a whole chunk");
        String::from_utf8(chunk[..size].to_vec()).expect("UTF-8")
    }

    /// What the stream still holds after its last chunk, until it is closed.
    pub fn rest(&mut self) -> usize {
        self.stream.read_to_end(&mut Vec::new()).expect("closed")
    }
}
