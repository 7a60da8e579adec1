//! Failures at every request of a publication that changes, adds and removes a page: what is seen afterwards is the old
//! site whole, the new one whole, or one on its way that the next publication finishes with nothing left over.

use std::{
    fmt::Write as _,
    fs,
    ops::Add,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use gongshi::publish::Release;

use super::{
    proxy::{Proxy, When, Wrong},
    publishing::{To, release, said, whole},
    servers::{S3, Standing, WebDav, standing},
    services::{first, s3, second, webdav},
};
use crate::support::root;

/// How many cases run side by side: more than there are processors, for they wait for one another's servers.
const SIDE_BY_SIDE: usize = 4;

/// What is seen of a site.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    pub old: usize,
    pub new: usize,
    pub on_its_way: usize,
}

impl Seen {
    pub fn of(found: &Standing, one: &Release, two: &Release) -> Self {
        let shows = |release: &Release| whole(release).iter().all(|(path, bytes)| found.get(path) == Some(bytes));
        match (shows(one), shows(two)) {
            (true, _) => Self { old: 1, ..Self::default() },
            (_, true) => Self { new: 1, ..Self::default() },
            _ => {
                assert!(found.contains_key(".gongshi-unfinished"), "a site on its way is marked: {:?}", found.keys());
                Self { on_its_way: 1, ..Self::default() }
            }
        }
    }

    pub fn all(self) -> usize {
        self.old + self.new + self.on_its_way
    }
}

impl Add for Seen {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { old: self.old + other.old, new: self.new + other.new, on_its_way: self.on_its_way + other.on_its_way }
    }
}

/// Keep a line of what was counted, for people.
pub fn tell(line: &str) {
    static FILE: Mutex<String> = Mutex::new(String::new());
    let mut text = FILE.lock().expect("text");
    let _ = writeln!(text, "{line}");
    fs::write(root().join("target/tools/publishing.txt"), &*text).expect("a file");
}

/// A service whose targets are folders or buckets of their own.
pub trait Service: Sync {
    fn name(&self) -> &'static str;
    /// Where it listens.
    fn port(&self) -> u16;
    /// A new target, asked at a port: the service's own, or that of a proxy before it.
    fn target(&self, name: &str, port: u16, from: &Path) -> To;
    fn standing(&self, name: &str) -> Standing;
}

impl Service for S3 {
    fn name(&self) -> &'static str {
        "S3"
    }

    fn port(&self) -> u16 {
        self.server.port
    }

    fn target(&self, name: &str, port: u16, from: &Path) -> To {
        self.bucket(name);
        s3(port, name, from)
    }

    fn standing(&self, name: &str) -> Standing {
        Self::standing(self, name)
    }
}

impl Service for WebDav {
    fn name(&self) -> &'static str {
        "WebDAV"
    }

    fn port(&self) -> u16 {
        self.server.port
    }

    fn target(&self, name: &str, port: u16, from: &Path) -> To {
        webdav(port, name, from)
    }

    fn standing(&self, name: &str) -> Standing {
        standing(&self.folder.path().join(name))
    }
}

/// A case for each request, counted from 1, until one says that there was none; several side by side.
pub fn at_each_request<T: Send>(case: impl Fn(usize) -> Option<T> + Sync) -> Vec<T> {
    let (next, end) = (AtomicUsize::new(1), AtomicUsize::new(usize::MAX));
    let found = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..SIDE_BY_SIDE {
            scope.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Ordering::SeqCst);
                    if n >= end.load(Ordering::SeqCst) {
                        break;
                    }
                    match case(n) {
                        Some(value) => found.lock().expect("no case panics").push(value),
                        None => drop(end.fetch_min(n, Ordering::SeqCst)),
                    }
                }
            });
        }
    });
    found.into_inner().expect("no case panics")
}

/// One target for every request: it fails in a way, it is looked at, and published to again.
fn fail_everywhere(service: &dyn Service, wrong: Wrong, forever: bool) -> (Seen, usize) {
    let (one, two) = (release(&first(), 1, None), release(&second(), 2, None));
    let all = at_each_request(|n| {
        let (from, proxy) = (tempfile::tempdir().expect("a folder"), Proxy::before(service.port()));
        let name = format!("{wrong:?}-{forever}-{n}").to_lowercase();
        let to = service.target(&name, proxy.port, from.path());
        to.publish(&one).expect("the first");
        drop(proxy.begin(if forever { When::From(n, wrong) } else { When::At(n, wrong) }));
        let done = to.publish(&two);
        let reached = proxy.seen().len() >= n;
        drop(proxy.begin(When::Never));
        if !reached {
            done.expect("nothing went wrong");
            return None;
        }
        let found = service.standing(&name);
        if done.is_ok() {
            assert!(whole(&two).iter().all(|(path, bytes)| found.get(path) == Some(bytes)), "{name} says it is done");
        }
        // A lock that could not be let go of is our own, but its process lives; another process finds it still.
        forget_lock(service, &name);
        to.with("GONGSHI_LEASE", "1").publish(&two).unwrap_or_else(|error| panic!("{name}: {}", said(&error)));
        assert_eq!(service.standing(&name), whole(&two), "{name}");
        Some((Seen::of(&found, &one, &two), usize::from(done.is_err())))
    });
    let (seen, failed) = all.into_iter().fold((Seen::default(), 0), |(seen, all), (one, failed)| (seen + one, all + failed));
    let how = if forever { "from it on" } else { "once" };
    let (name, all) = (service.name(), seen.all());
    tell(&format!("{name}: {wrong:?} at each of {all} requests {how}: {failed} failed; {seen:?}; all mended by the next"));
    (seen, failed)
}

/// This process lives on, so a lock it could not remove would rightly hold the next publication up.
pub fn forget_lock(service: &dyn Service, name: &str) {
    if service.standing(name).contains_key(".gongshi-lock") {
        let login = "Authorization: Basic cHVibGlzaGVyOm9wZW4tc2VzYW1l\r\n";
        super::servers::http_with(service.port(), "DELETE", &format!("/{name}/.gongshi-lock"), login);
    }
}

/// The requests a proxy saw of one target, in no order.
fn asked(proxy: &Proxy, name: &str) -> Vec<String> {
    let mut seen: Vec<String> = proxy.seen().into_iter().map(|line| line.replace(&format!("/{name}"), "")).collect();
    seen.sort();
    seen
}

/// An answer that comes late, at each request in turn: everything is asked once, and the new site is whole.
fn delay_everywhere(service: &dyn Service) -> usize {
    let (one, two) = (release(&first(), 1, None), release(&second(), 2, None));
    let publish = |when: When, name: &str| {
        let (from, proxy) = (tempfile::tempdir().expect("a folder"), Proxy::before(service.port()));
        let to = service.target(name, proxy.port, from.path());
        to.publish(&one).expect("the first");
        drop(proxy.begin(when));
        let sent = to.publish(&two).unwrap_or_else(|error| panic!("{name}: {}", said(&error)));
        assert_eq!((sent.files, sent.bytes, sent.removed, sent.resumed), (2, 8, 1, 0), "{name}");
        assert_eq!(service.standing(name), whole(&two), "{name}");
        asked(&proxy, name)
    };
    let usual = publish(When::Never, "in-time");
    let late = at_each_request(|n| {
        let name = format!("late-{n}");
        let asked = publish(When::At(n, Wrong::Delayed), &name);
        assert_eq!(asked, usual, "{name}: nothing is asked for twice");
        (n <= usual.len()).then_some(())
    });
    assert_eq!(publish(When::From(1, Wrong::Delayed), "all-late"), usual);
    tell(&format!("{}: the answer late at each of {} requests: the new site whole, nothing sent twice", service.name(), late.len()));
    late.len()
}

#[test]
fn s3_survives_a_failure_at_any_request() {
    let service = S3::start();
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
    let service = WebDav::start();
    for wrong in [Wrong::Lost, Wrong::Unanswered, Wrong::Half, Wrong::Failed] {
        let (seen, failed) = fail_everywhere(&service, wrong, false);
        assert_eq!((seen.on_its_way, seen.old, failed), (0, 0, 0), "{wrong:?}: one failure is made up for");
    }
    let (seen, failed) = fail_everywhere(&service, Wrong::Refused, true);
    assert_eq!((seen, failed), (Seen { old: 21, on_its_way: 6, new: 6 }, 31));
}

#[test]
fn a_late_answer_is_waited_for() {
    assert_eq!(delay_everywhere(&S3::start()), 16);
    assert_eq!(delay_everywhere(&WebDav::start()), 33);
}

/// Another machine knows nothing of what arrived and sends everything in doubt again; other content removes what was
/// left.
#[test]
fn other_machines_and_other_content_mend_it_too() {
    let service = S3::start();
    let proxy = Proxy::before(service.port());
    let (one, two) = (release(&first(), 1, None), release(&second(), 2, None));
    let (here, there) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let to = service.target("www", proxy.port, here.path());
    to.publish(&one).expect("the first");
    // Up to the look at the lock, after both files arrived.
    drop(proxy.begin(When::From(7, Wrong::Refused)));
    to.publish(&two).expect_err("refused");
    drop(proxy.begin(When::Never));
    forget_lock(&service, "www");
    assert!(Service::standing(&service, "www").contains_key("2020/10.html"), "what is new arrived");
    let third = release(&first(), 3, None);
    let sent = to.from(there.path()).publish(&third).expect("published");
    assert_eq!((sent.files, sent.resumed, sent.removed), (2, 0, 1), "the page in doubt, the page that was to go; what was new goes");
    assert_eq!(Service::standing(&service, "www"), whole(&third));
}
