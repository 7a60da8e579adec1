//! Two processes at one target.

use gongshi::publish::{PublishError, remote};

use super::{
    proxy::{Proxy, When, Wrong},
    publishing::{release, said, whole},
    servers::{S3, WebDav, standing},
    services::{first, s3, second, webdav},
};

#[test]
fn a_process_that_publishes_holds_others_off() {
    let (server, from) = (S3::start(), tempfile::tempdir().expect("a folder"));
    server.bucket("www");
    let proxy = Proxy::before(server.server.port);
    let silent = proxy.begin(When::From(4, Wrong::Silent));
    let process = s3(proxy.port, "www", from.path()).process(&first(), 1, None);
    silent.recv().expect("the process is in the middle of it");
    let pid = process.child.id();
    let to = s3(server.server.port, "www", from.path());
    let error = to.publish(&release(&second(), 2, None)).expect_err("held");
    assert!(matches!(&error, PublishError::Busy { by, .. } if by.contains(&format!("({pid}, "))), "{}", said(&error));
    process.kill();
    // Its lock is there still, and nobody waits for it.
    assert!(server.standing("www").contains_key(".gongshi-lock"));
    let two = release(&second(), 2, None);
    to.publish(&two).expect("the dead hold nothing");
    assert_eq!(server.standing("www"), whole(&two));
}

/// A lock of another machine: its counter stands still, or it moves.
#[test]
fn a_lock_of_another_machine_is_watched_for_its_lease() {
    let (server, from) = (WebDav::start(), tempfile::tempdir().expect("a folder"));
    let lock = |counter: u32, lease: u32| {
        format!(
            "{{\"format\":1,\"token\":\"other\",\"holder\":{{\"host\":\"office-2\",\"system\":\"x\",\"process\":7,\"started\":\"1\",\
             \"since\":\"2020-10-15T08:00:00Z\"}},\"lease\":{lease},\"counter\":{counter}}}"
        )
    };
    let path = server.folder.path().join(".gongshi-lock");
    std::fs::write(&path, lock(1, 1)).expect("a file");
    let to = webdav(server.server.port, "", from.path());
    let one = release(&first(), 1, None);
    to.publish(&one).expect("taken over");
    assert_eq!(standing(server.folder.path()), whole(&one));

    std::fs::write(&path, lock(1, 2)).expect("a file");
    let proxy = Proxy::before(server.server.port);
    // The other machine renews its lock while it is watched: as soon as it was looked at.
    let (moved, renewed) = (path.clone(), lock(2, 2));
    let watched = proxy.clone();
    let other = std::thread::spawn(move || {
        while !watched.seen().iter().any(|line| line == "GET /.gongshi-lock") {
            std::thread::yield_now();
        }
        // The first look is answered before a second is asked for.
        while watched.seen().iter().filter(|line| *line == "GET /.gongshi-lock").count() < 2 {
            std::thread::yield_now();
        }
        std::fs::write(moved, renewed).expect("a file");
    });
    let error = webdav(proxy.port, "", from.path()).publish(&release(&second(), 2, None)).expect_err("held");
    other.join().expect("the other machine");
    assert_eq!(error.en(), "target `portal` is being published to by office-2 (7, 2020-10-15T08:00:00Z)");
    assert!(path.exists(), "its lock stays");
}

/// A lock that was taken over ends the publication before anything changes its place.
#[test]
fn a_lost_lock_stops_what_is_under_way() {
    let (server, from) = (S3::start(), tempfile::tempdir().expect("a folder"));
    server.bucket("www");
    let to = s3(server.server.port, "www", from.path());
    let one = release(&first(), 1, None);
    to.publish(&one).expect("published");
    let mut target = remote::open(&to.target(), from.path(), &|name| to.environment.get(name).cloned()).expect("a target");
    target.hold().expect("held");
    server.put("www", ".gongshi-lock", b"{}");
    let error = target.send(&release(&second(), 2, None), &gongshi::meter::Unseen).expect_err("lost");
    assert!(matches!(error, PublishError::Busy { .. }), "{}", said(&error));
    drop(target);
    let found = server.standing("www");
    assert!(whole(&one).iter().all(|(path, bytes)| found.get(path) == Some(bytes)), "the old site is whole");
    assert_eq!(found.get(".gongshi-lock").map(Vec::as_slice), Some(b"{}".as_slice()), "another's lock stays");
}
