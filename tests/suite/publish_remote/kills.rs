//! Processes killed at every request, and servers that go away: the next publication goes on with what arrived.

use std::time::Duration;

use super::{
    faults::{Seen, Service, at_each_request, tell},
    proxy::{Proxy, When, Wrong},
    publishing::{release, said, whole},
    servers::{S3, Sshd, WebDav, standing},
    services::{first, second, sftp},
};

/// A process killed at every request in turn; the next needs not wait for its lock.
fn kill_everywhere(service: &dyn Service) -> (Seen, usize) {
    let (one, two) = (release(&first(), 1, None), release(&second(), 2, None));
    let all = at_each_request(|n| {
        let (from, proxy) = (tempfile::tempdir().expect("a folder"), Proxy::before(service.port()));
        let name = format!("kill-{n}");
        let to = service.target(&name, proxy.port, from.path());
        to.publish(&one).expect("the first");
        let silent = proxy.begin(When::From(n, Wrong::Silent));
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
            return None;
        }
        process.kill();
        drop(proxy.begin(When::Never));
        let seen = Seen::of(&service.standing(&name), &one, &two);
        let sent = to.publish(&two).unwrap_or_else(|error| panic!("{name}: {}", said(&error)));
        assert_eq!(service.standing(&name), whole(&two), "{name}");
        Some((seen, sent.resumed))
    });
    let (seen, resumed) = all.into_iter().fold((Seen::default(), 0), |(seen, all), (one, resumed)| (seen + one, all + resumed));
    tell(&format!("{}: killed at each of {} requests: {seen:?}; {resumed} files not sent again", service.name(), seen.all()));
    (seen, resumed)
}

#[test]
fn a_killed_process_leaves_a_site_that_is_mended() {
    let (seen, resumed) = kill_everywhere(&S3::start());
    assert_eq!(seen, Seen { old: 8, on_its_way: 2, new: 6 });
    // A file may arrive at the very moment its process is killed.
    assert!((8..=9).contains(&resumed), "{resumed}");
    let (seen, resumed) = kill_everywhere(&WebDav::start());
    assert_eq!(seen, Seen { old: 21, on_its_way: 6, new: 6 });
    // Two files at each of ten requests; while they arrive, one of them may be there already.
    assert!((20..=22).contains(&resumed), "{resumed}");
}

#[test]
fn sftp_survives_a_server_that_goes_away_at_any_step() {
    let (one, two) = (release(&first(), 1, None), release(&second(), 2, None));
    // The mark is written, files are sent, they come into their places, the manifest, what is to go, the mark goes. Each
    // costs several connections, so not every step has its turn.
    let steps = [3, 8, 10, 12, 15, 16];
    let all = at_each_request(|n| {
        let step = *steps.get(n - 1)?;
        let (server, from) = (Sshd::start(), tempfile::tempdir().expect("a folder"));
        let (bin, folder) = (server.work.path().join("bin"), server.folder("www"));
        let to = sftp(&server, &folder, from.path());
        server.close_at(None);
        to.process(&first(), 1, Some(&bin)).end().expect("the first");
        server.close_at(Some(step));
        let done = to.process(&second(), 2, Some(&bin)).end();
        assert!(done.is_err() && server.steps() >= step, "step {step}: {done:?}");
        let seen = Seen::of(&standing(&folder), &one, &two);
        server.close_at(None);
        let did = to.process(&second(), 2, Some(&bin)).end().unwrap_or_else(|error| panic!("step {step}: {error}"));
        assert_eq!(standing(&folder), whole(&two), "step {step}");
        Some((seen, did.resumed))
    });
    let (seen, resumed) = all.into_iter().fold((Seen::default(), 0), |(seen, all), (one, resumed)| (seen + one, all + resumed));
    tell(&format!("SFTP: gone at each of {} steps: {seen:?}; {resumed} files not sent again; all mended", seen.all()));
    assert_eq!((seen, resumed), (Seen { old: 3, on_its_way: 1, new: 2 }, 5));
}
