//! A server that takes everything and lets nothing be removed.

use gongshi::publish::PublishError;

use super::{
    faults::{Service, forget_lock},
    proxy::{Proxy, When, Wrong},
    publishing::{release, whole},
    servers::{S3, WebDav},
    services::{first, second},
};

/// The publication fails and names what still stands; the mark of it stays, and the next publication removes it, from this
/// machine or another.
fn refuse_removals(service: &dyn Service) {
    let (one, two) = (release(&first(), 1, None), release(&second(), 2, None));
    for elsewhere in [false, true] {
        let (here, there) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let (proxy, name) = (Proxy::before(service.port()), format!("stale-{elsewhere}"));
        let to = service.target(&name, proxy.port, here.path());
        to.publish(&one).expect("the first");
        drop(proxy.begin(When::Method("DELETE", Wrong::Refused)));
        let error = to.publish(&two).expect_err("the page that was to go stays");
        assert!(matches!(&error, PublishError::Stale { paths, .. } if paths[..] == ["2020/09.html"]), "{error:?}");
        assert_eq!(error.en(), "target `portal` still shows 1 files that should be gone: `2020/09.html`");
        assert_eq!(error.zh(), "目标 `portal` 仍有 1 个应当撤下的文件：`2020/09.html`");
        let found = service.standing(&name);
        assert!(whole(&two).iter().all(|(path, bytes)| found.get(path) == Some(bytes)), "the new site is whole");
        assert_eq!(found.get("2020/09.html").map(Vec::as_slice), Some(b"nine".as_slice()));
        assert!(found.contains_key(".gongshi-unfinished"), "what is left to do is written down");

        drop(proxy.begin(When::Never));
        forget_lock(service, &name);
        let next = if elsewhere { to.from(there.path()) } else { to };
        let sent = next.publish(&two).expect("removed");
        assert_eq!((sent.files, sent.removed, sent.resumed), (0, 1, 0));
        assert_eq!(service.standing(&name), whole(&two));
    }
}

#[test]
fn what_a_server_does_not_remove_is_named_and_removed_the_next_time() {
    refuse_removals(&S3::start());
    refuse_removals(&WebDav::start());
}
