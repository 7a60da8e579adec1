//! Real servers, run by the test on ports the system chose, and what stands in them.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use crate::support::root;

/// What stands somewhere: paths and bytes.
pub type Standing = BTreeMap<String, Vec<u8>>;

/// A server written in Python, which ends with this process at the latest.
#[derive(Debug)]
pub struct Python {
    child: Child,
    pub port: u16,
}

impl Python {
    fn start(script: &str, arguments: &[&Path]) -> Self {
        let python = root().join("target/tools/venv/bin/python");
        let script = root().join("tests/servers").join(script);
        let mut command = Command::new(&python);
        command.arg(script).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{}: {error}; tests/run makes it", python.display()));
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        let port = line.trim().parse().expect("the server says its port");
        Self { child, port }
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// S3 in memory.
#[derive(Debug)]
pub struct S3 {
    pub server: Python,
}

impl S3 {
    pub fn start() -> Self {
        Self { server: Python::start("s3.py", &[]) }
    }

    /// A new bucket.
    pub fn bucket(&self, name: &str) {
        let (status, ..) = http(self.server.port, "PUT", &format!("/{name}"), b"");
        assert_eq!(status, 200, "a bucket");
    }

    /// Everything in a bucket, as its own interface lists it.
    pub fn standing(&self, bucket: &str) -> Standing {
        let (status, _, list) = http(self.server.port, "GET", &format!("/{bucket}?list-type=2&max-keys=1000"), b"");
        assert_eq!(status, 200);
        let list = String::from_utf8(list).expect("XML");
        assert!(list.contains("<IsTruncated>false</IsTruncated>"), "a whole list");
        let keys = list.split("<Key>").skip(1).map(|rest| rest.split("</Key>").next().expect("a key").to_owned());
        keys.map(|key| (key.clone(), self.object(bucket, &key).1)).collect()
    }

    /// The headers and the bytes of an object, as they are kept.
    pub fn object(&self, bucket: &str, key: &str) -> (String, Vec<u8>) {
        let (status, head, body) = http(self.server.port, "GET", &format!("/{bucket}/{key}"), b"");
        assert_eq!(status, 200, "{key}");
        (head, body)
    }

    pub fn put(&self, bucket: &str, key: &str, bytes: &[u8]) {
        let (status, ..) = http(self.server.port, "PUT", &format!("/{bucket}/{key}"), bytes);
        assert_eq!(status, 200, "{key}");
    }
}

/// A plain request: status, head, body.
pub fn http(port: u16, method: &str, path: &str, body: &[u8]) -> (u16, String, Vec<u8>) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("a server");
    // Who asks has to be named; moto does not verify it.
    let signed = "AWS4-HMAC-SHA256 Credential=testing/20201015/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
    let head =
        format!("{method} {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\nAuthorization: {signed}\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).expect("a request");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head") + 4;
    let body = answer.split_off(end);
    let head = String::from_utf8(answer).expect("a head");
    (head.split(' ').nth(1).expect("a status").parse().expect("a number"), head, body)
}

/// A request without a body and with one more header; whatever comes of it.
pub fn http_with(port: u16, method: &str, path: &str, header: &str) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("a server");
    stream.write_all(format!("{method} {path} HTTP/1.0\r\nHost: 127.0.0.1\r\n{header}\r\n").as_bytes()).expect("a request");
    let _ = stream.read_to_end(&mut Vec::new());
}

/// A plain web server of these files, gone with the process: its port.
pub fn web(files: Standing) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        for mut client in listener.incoming().flatten() {
            let mut line = String::new();
            let mut lines = BufReader::new(client.try_clone().expect("a stream"));
            lines.read_line(&mut line).expect("a request");
            let mut rest = String::new();
            while lines.read_line(&mut rest).is_ok_and(|read| read > 2) {
                rest.clear();
            }
            let path = line.split(' ').nth(1).unwrap_or_default();
            let (status, body) = files.get(path).map_or(("404 Not Found", b"".as_slice()), |bytes| ("200 OK", bytes));
            let packed = if body.starts_with(&[0x1f, 0x8b]) { "Content-Encoding: gzip\r\n" } else { "" };
            let head = format!("HTTP/1.1 {status}\r\n{packed}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = client.write_all(head.as_bytes()).and_then(|()| client.write_all(body));
        }
    });
    port
}

/// WebDAV of a folder.
#[derive(Debug)]
pub struct WebDav {
    pub server: Python,
    pub folder: tempfile::TempDir,
}

impl WebDav {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { server: Python::start("webdav.py", &[folder.path()]), folder }
    }
}

/// Every file below a folder.
pub fn standing(folder: &Path) -> Standing {
    let mut found = Standing::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let Ok(entries) = fs::read_dir(&next) else { continue };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
                found.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

/// OpenSSH's own server with keys made for the test, SFTP behind the gate of `tests/servers/sftp.py`.
#[derive(Debug)]
pub struct Sshd {
    child: Child,
    pub port: u16,
    pub work: tempfile::TempDir,
}

impl Sshd {
    pub fn start() -> Self {
        let work = tempfile::tempdir().expect("a folder");
        let at = |name: &str| work.path().join(name);
        for key in ["host", "user"] {
            let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(at(key)).status();
            assert!(made.expect("ssh-keygen; tests/run installs it").success());
        }
        fs::copy(at("user.pub"), at("authorized")).expect("a key");
        let server = ["/usr/lib/openssh/sftp-server", "/usr/libexec/openssh/sftp-server"].iter().find(|path| Path::new(path).exists());
        let python = root().join("target/tools/venv/bin/python");
        let gate = root().join("tests/servers/sftp.py");
        let subsystem = format!("{} {} {} {}", python.display(), gate.display(), server.expect("sftp-server"), work.path().display());
        // `ssh` reads the user's own settings from the home the system names; the test brings its own.
        let config = format!("UserKnownHostsFile {}\nGlobalKnownHostsFile /dev/null\n", at("known_hosts").display());
        fs::write(at("ssh_config"), config).expect("a config");
        fs::create_dir(at("bin")).expect("a folder");
        fs::write(at("bin/ssh"), format!("#!/bin/sh\nexec /usr/bin/ssh -F '{}' \"$@\"\n", at("ssh_config").display())).expect("a script");
        let executable = Command::new("chmod").arg("+x").arg(at("bin/ssh")).status();
        assert!(executable.expect("chmod").success());
        // Where sshd runs as root it wants a folder of its own, which the system's start makes.
        let _ = fs::create_dir_all("/run/sshd");
        // A port is free when it is chosen; whoever takes it in between makes sshd end, and another is chosen.
        for _ in 0..20 {
            let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
            let config = format!(
                "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nUsePAM no\nStrictModes no\n\
                 PasswordAuthentication no\nMaxStartups 100\nSubsystem sftp {subsystem}\n",
                at("host").display(),
                at("authorized").display()
            );
            fs::write(at("sshd_config"), config).expect("a config");
            let host = fs::read_to_string(at("host.pub")).expect("a key");
            fs::write(at("known_hosts"), format!("[127.0.0.1]:{port} {host}")).expect("a file");
            let mut command = Command::new("/usr/sbin/sshd");
            command.args(["-D", "-e", "-f"]).arg(at("sshd_config")).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
            let mut child = command.spawn().expect("sshd; tests/run installs it");
            let mut said = BufReader::new(child.stderr.take().expect("piped"));
            let mut line = String::new();
            while said.read_line(&mut line).expect("a line") > 0 {
                if line.contains("Server listening") {
                    // What else it says is read, so that it is never stopped by it.
                    std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
                    return Self { child, port, work };
                }
                line.clear();
            }
            child.wait().expect("sshd ended");
        }
        panic!("sshd does not start");
    }

    /// A new folder to publish to.
    pub fn folder(&self, name: &str) -> PathBuf {
        let folder = self.work.path().join(name);
        fs::create_dir(&folder).expect("a folder");
        folder
    }

    /// Close the gate at a step counted from now, or never.
    pub fn close_at(&self, step: Option<usize>) {
        fs::write(self.work.path().join("steps"), "").expect("a file");
        fs::write(self.work.path().join("limit"), step.map(|step| step.to_string()).unwrap_or_default()).expect("a file");
    }

    /// Whether a process of `ssh` that uses the test's settings still runs.
    pub fn is_connected(&self) -> bool {
        !self.clients().is_empty()
    }

    /// The numbers of the processes of `ssh` that use the test's settings.
    fn clients(&self) -> Vec<String> {
        let config = self.work.path().join("ssh_config");
        let all = Command::new("ps").args(["-eo", "pid,args"]).output().expect("ps").stdout;
        let ours = |line: &&str| line.contains(config.to_str().expect("a path"));
        let number = |line: &str| line.split_whitespace().next().map(str::to_owned);
        String::from_utf8_lossy(&all).lines().filter(ours).filter_map(number).collect()
    }

    /// How many steps there were.
    pub fn steps(&self) -> usize {
        fs::read(self.work.path().join("steps")).expect("steps").len()
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        // What a connection that broke off left behind.
        for client in self.clients() {
            let _ = Command::new("kill").arg(client).stderr(Stdio::null()).status();
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
