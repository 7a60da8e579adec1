//! Failures at every request of a publication that changes, adds and removes a page: what is seen afterwards is the old
//! site whole, the new one whole, or one on its way that the next publication finishes with nothing left over.

use std::{fmt::Write as _, fs, path::Path, sync::Mutex, time::Duration};

use gongshi::publish::Release;

use super::{
    proxy::{Proxy, When, Wrong},
    publishing::{To, release, whole},
    servers::{S3, Sshd, Standing, WebDav, standing},
    services::{first, s3, second, sftp, webdav},
};
use crate::support::root;

/// What is seen of a site.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Seen {
    old: usize,
    new: usize,
    on_its_way: usize,
}

impl Seen {
    fn add(&mut self, found: &Standing, one: &Release, two: &Release) {
        let shows = |release: &Release| whole(release).iter().all(|(path, bytes)| found.get(path) == Some(bytes));
        match (shows(one), shows(two)) {
            (true, _) => self.old += 1,
            (_, true) => self.new += 1,
            _ => {
                self.on_its_way += 1;
                assert!(found.contains_key(".gongshi-unfinished"), "a site on its way is marked: {:?}", found.keys());
            }
        }
    }

    fn all(self) -> usize {
        self.old + self.new + self.on_its_way
    }
}

/// Keep a line of what was counted, for people.
fn tell(line: &str) {
    static FILE: Mutex<String> = Mutex::new(String::new());
    let mut text = FILE.lock().expect("text");
    let _ = writeln!(text, "{line}");
    fs::write(root().join("target/tools/publishing.txt"), &*text).expect("a file");
}

/// A service whose targets are folders or buckets of their own.
trait Service {
    fn name(&self) -> &'static str;
    fn proxy(&self) -> &Proxy;
    /// A new target, seen through the proxy.
    fn target(&self, name: &str, from: &Path) -> To;
    fn standing(&self, name: &str) -> Standing;
}

struct Objects(S3, Proxy);
struct Dav(WebDav, Proxy);

impl Service for Objects {
    fn name(&self) -> &'static str {
        "S3"
    }

    fn proxy(&self) -> &Proxy {
        &self.1
    }

    fn target(&self, name: &str, from: &Path) -> To {
        self.0.bucket(name);
        s3(self.1.port, name, from)
    }

    fn standing(&self, name: &str) -> Standing {
        self.0.standing(name)
    }
}

impl Service for Dav {
    fn name(&self) -> &'static str {
        "WebDAV"
    }

    fn proxy(&self) -> &Proxy {
        &self.1
    }

    fn target(&self, name: &str, from: &Path) -> To {
        webdav(self.1.port, name, from)
    }

    fn standing(&self, name: &str) -> Standing {
        standing(&self.0.folder.path().join(name))
    }
}

fn objects() -> Objects {
    let server = S3::start();
    let proxy = Proxy::before(server.server.port);
    Objects(server, proxy)
}

fn dav() -> Dav {
    let server = WebDav::start();
    let proxy = Proxy::before(server.server.port);
    Dav(server, proxy)
}

/// One target for every request: it fails in a way, it is looked at, and published to again.
fn fail_everywhere(service: &dyn Service, wrong: Wrong, forever: bool) -> (Seen, usize) {
    let (one, two) = (release(&first(), 1, None), release(&second(), 2, None));
    let (mut seen, mut failed) = (Seen::default(), 0);
    for n in 1.. {
        let from = tempfile::tempdir().expect("a folder");
        let name = format!("{wrong:?}-{forever}-{n}").to_lowercase();
        let to = service.target(&name, from.path());
        drop(service.proxy().begin(When::Never));
        to.publish(&one).expect("the first");
        drop(service.proxy().begin(if forever { When::From(n, wrong) } else { When::At(n, wrong) }));
        let done = to.publish(&two);
        let reached = service.proxy().seen().len() >= n;
        drop(service.proxy().begin(When::Never));
        if !reached {
            done.expect("nothing went wrong");
            break;
        }
        failed += usize::from(done.is_err());
        let found = service.standing(&name);
        if done.is_ok() {
            assert!(whole(&two).iter().all(|(path, bytes)| found.get(path) == Some(bytes)), "{name} says it is done");
        }
        seen.add(&found, &one, &two);
        // A lock that could not be let go of is our own, but its process lives; another process finds it still.
        let to = to.with("GONGSHI_LEASE", "1");
        forget_lock(service, &name);
        to.publish(&two).unwrap_or_else(|error| panic!("{name}: {}", super::publishing::said(&error)));
        assert_eq!(service.standing(&name), whole(&two), "{name}");
    }
    let how = if forever { "from it on" } else { "once" };
    let (name, all) = (service.name(), seen.all());
    tell(&format!("{name}: {wrong:?} at each of {all} requests {how}: {failed} failed; {seen:?}; all mended by the next"));
    (seen, failed)
}

/// This process lives on, so a lock it could not remove would rightly hold the next publication up.
fn forget_lock(service: &dyn Service, name: &str) {
    if service.standing(name).contains_key(".gongshi-lock") {
        let to = service.proxy().port;
        let login = "Authorization: Basic cHVibGlzaGVyOm9wZW4tc2VzYW1l\r\n";
        super::servers::http_with(to, "DELETE", &format!("/{name}/.gongshi-lock"), login);
    }
}

#[test]
fn s3_survives_a_failure_at_any_request() {
    let service = objects();
    for wrong in [Wrong::Lost, Wrong::Unanswered, Wrong::Half, Wrong::Failed] {
        let (seen, failed) = fail_everywhere(&service, wrong, false);
        assert_eq!((seen.on_its_way, seen.old, failed), (0, 0, 0), "{wrong:?}: one failure is made up for");
    }
    let (seen, failed) = fail_everywhere(&service, Wrong::Refused, true);
    assert_eq!(seen.all(), 16);
    assert_eq!((seen, failed), (Seen { old: 8, on_its_way: 2, new: 6 }, 14));
}

#[test]
fn webdav_survives_a_failure_at_any_request() {
    let service = dav();
    for wrong in [Wrong::Lost, Wrong::Failed] {
        let (seen, failed) = fail_everywhere(&service, wrong, false);
        assert_eq!((seen.on_its_way, seen.old, failed), (0, 0, 0), "{wrong:?}: one failure is made up for");
    }
    let (seen, failed) = fail_everywhere(&service, Wrong::Refused, true);
    assert_eq!((seen, failed), (Seen { old: 21, on_its_way: 6, new: 6 }, 31));
}

/// A process killed at every request in turn; the next needs not wait for its lock.
fn kill_everywhere(service: &dyn Service) -> (Seen, usize) {
    let (one, two) = (release(&first(), 1, None), release(&second(), 2, None));
    let (mut seen, mut resumed) = (Seen::default(), 0);
    for n in 1.. {
        let from = tempfile::tempdir().expect("a folder");
        let name = format!("kill-{n}");
        let to = service.target(&name, from.path());
        drop(service.proxy().begin(When::Never));
        to.publish(&one).expect("the first");
        let silent = service.proxy().begin(When::From(n, Wrong::Silent));
        let mut process = to.process(&second(), 2, None);
        let reached = loop {
            if silent.recv_timeout(Duration::from_millis(20)).is_ok() {
                break true;
            }
            if process.child.try_wait().expect("a process").is_some() {
                break false;
            }
        };
        if !reached {
            process.end().expect("nothing went wrong");
            break;
        }
        process.kill();
        drop(service.proxy().begin(When::Never));
        seen.add(&service.standing(&name), &one, &two);
        let sent = to.publish(&two).unwrap_or_else(|error| panic!("{name}: {}", super::publishing::said(&error)));
        resumed += sent.resumed;
        assert_eq!(service.standing(&name), whole(&two), "{name}");
    }
    tell(&format!("{}: killed at each of {} requests: {seen:?}; {resumed} files not sent again", service.name(), seen.all()));
    (seen, resumed)
}

#[test]
fn a_killed_process_leaves_a_site_that_is_mended() {
    let (seen, resumed) = kill_everywhere(&objects());
    assert_eq!(seen, Seen { old: 8, on_its_way: 2, new: 6 });
    // A file may arrive at the very moment its process is killed.
    assert!((8..=9).contains(&resumed), "{resumed}");
}

#[test]
fn sftp_survives_a_server_that_goes_away_at_any_step() {
    let server = Sshd::start();
    let bin = server.work.path().join("bin");
    let (one, two) = (release(&first(), 1, None), release(&second(), 2, None));
    let mut seen = Seen::default();
    let mut resumed = 0;
    // The mark is written, files are sent, they come into their places, the manifest, what is to go, the mark goes. Each
    // costs several connections, so not every step has its turn.
    for n in [3, 8, 10, 12, 15, 16] {
        let from = tempfile::tempdir().expect("a folder");
        let folder = server.folder(&format!("www-{n}"));
        let to = sftp(&server, &folder, from.path());
        server.close_at(None);
        to.process(&first(), 1, Some(&bin)).end().expect("the first");
        server.close_at(Some(n));
        let done = to.process(&second(), 2, Some(&bin)).end();
        assert!(done.is_err() && server.steps() >= n, "step {n}: {done:?}");
        seen.add(&standing(&folder), &one, &two);
        server.close_at(None);
        let did = to.process(&second(), 2, Some(&bin)).end().unwrap_or_else(|error| panic!("step {n}: {error}"));
        resumed += did.resumed;
        assert_eq!(standing(&folder), whole(&two), "step {n}");
    }
    tell(&format!("SFTP: gone at each of {} steps: {seen:?}; {resumed} files not sent again; all mended", seen.all()));
    assert_eq!((seen, resumed), (Seen { old: 3, on_its_way: 1, new: 2 }, 5));
}

/// Another machine knows nothing of what arrived and sends everything in doubt again; other content removes what was
/// left.
#[test]
fn other_machines_and_other_content_mend_it_too() {
    let service = objects();
    let (one, two) = (release(&first(), 1, None), release(&second(), 2, None));
    let (here, there) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let to = service.target("www", here.path());
    to.publish(&one).expect("the first");
    // Up to the look at the lock, after both files arrived.
    drop(service.proxy().begin(When::From(7, Wrong::Refused)));
    to.publish(&two).expect_err("refused");
    drop(service.proxy().begin(When::Never));
    forget_lock(&service, "www");
    assert!(service.standing("www").contains_key("2020/10.html"), "what is new arrived");
    let third = release(&first(), 3, None);
    let sent = to.from(there.path()).publish(&third).expect("published");
    assert_eq!((sent.files, sent.resumed, sent.removed), (2, 0, 1), "the page in doubt, the page that was to go; what was new goes");
    assert_eq!(service.standing("www"), whole(&third));
}
