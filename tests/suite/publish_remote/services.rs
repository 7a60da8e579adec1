//! What each service is sent, in which order, and what stands there afterwards.

use std::{fs, path::Path};

use gongshi::{
    output::Digest,
    publish::{Sent, remote},
};

use super::{
    proxy::{Proxy, When},
    publishing::{Did, Site, To, release, said, site, whole},
    servers::{S3, Sshd, Standing, WebDav, standing, web},
};

pub fn first() -> Site {
    site(&[("2020/08.html", "eight"), ("2020/09.html", "nine"), ("assets/style.css", "p {}"), ("index.html", "home")])
}

/// One page changed, one added, one removed.
pub fn second() -> Site {
    site(&[("2020/08.html", "EIGHT"), ("2020/10.html", "ten"), ("assets/style.css", "p {}"), ("index.html", "home")])
}

pub fn s3(port: u16, bucket: &str, from: &Path) -> To {
    let to = To { kind: "s3".to_owned(), endpoint: format!("http://127.0.0.1:{port}"), bucket: bucket.to_owned(), ..To::default() };
    to.from(from)
        .with("GONGSHI_PORTAL_ACCESS_KEY_ID", "testing")
        .with("GONGSHI_PORTAL_SECRET_ACCESS_KEY", "open-sesame")
        .with("GONGSHI_RETRY_DELAY", "5")
}

pub fn webdav(port: u16, path: &str, from: &Path) -> To {
    let to = To { kind: "webdav".to_owned(), endpoint: format!("http://127.0.0.1:{port}"), path: path.to_owned(), ..To::default() };
    to.from(from).with("GONGSHI_PORTAL_USER", "publisher").with("GONGSHI_PORTAL_PASSWORD", "open-sesame").with("GONGSHI_RETRY_DELAY", "5")
}

pub fn sftp(server: &Sshd, folder: &Path, from: &Path) -> To {
    let to = To {
        kind: "sftp".to_owned(),
        endpoint: format!("127.0.0.1:{}", server.port),
        path: folder.to_str().expect("a path").to_owned(),
        key_file: server.work.path().join("user").to_str().expect("a path").to_owned(),
        ..To::default()
    };
    to.from(from).with("GONGSHI_RETRY_DELAY", "5")
}

/// Names of what waits are hashes; here they are one word.
fn order(proxy: &Proxy) -> Vec<String> {
    let named = |line: String| match line.find(".gongshi-stage/") {
        Some(at) if line[at + 15..].len() == 64 => format!("{}*", &line[..at + 15]),
        _ => line,
    };
    proxy.seen().into_iter().filter(|line| !line.starts_with("PROPFIND") && !line.starts_with("MKCOL")).map(named).collect()
}

fn sent(files: usize, bytes: u64, removed: usize, requests: u64) -> Sent {
    Sent { files, bytes, removed, requests, ..Sent::default() }
}

fn with(mut standing: Standing, path: &str, text: &str) -> Standing {
    standing.insert(path.to_owned(), text.as_bytes().to_vec());
    standing
}

#[test]
fn s3_gets_what_changed_in_order() {
    let (server, from) = (S3::start(), tempfile::tempdir().expect("a folder"));
    server.bucket("www");
    let proxy = Proxy::before(server.server.port);
    let to = s3(proxy.port, "www", from.path());
    let (one, two) = (release(&first(), 1, None), release(&second(), 2, Some("untrusted comment: x\n")));

    drop(proxy.begin(When::Never));
    assert_eq!(to.publish(&one).expect("published"), sent(4, 17, 0, 12));
    let mut seen = order(&proxy);
    // Pages go side by side, after what they need.
    seen[6..8].sort();
    assert_eq!(
        seen,
        [
            "PUT /www/.gongshi-lock",
            "GET /www/manifest.json",
            "GET /www/.gongshi-unfinished",
            "GET /www?list-type=2&delimiter=/&max-keys=8",
            "PUT /www/.gongshi-unfinished",
            "PUT /www/assets/style.css",
            "PUT /www/2020/08.html",
            "PUT /www/2020/09.html",
            "PUT /www/index.html",
            "GET /www/.gongshi-lock",
            "PUT /www/manifest.json",
            "DELETE /www/.gongshi-unfinished",
            "GET /www/.gongshi-lock",
            "DELETE /www/.gongshi-lock",
        ]
    );
    assert_eq!(server.standing("www"), whole(&one));

    server.put("www", "2020/list.xls", b"foreign");
    drop(proxy.begin(When::Never));
    assert_eq!(to.publish(&two).expect("published"), sent(2, 8, 1, 14));
    assert_eq!(server.standing("www"), with(whole(&two), "2020/list.xls", "foreign"));

    drop(proxy.begin(When::Never));
    assert_eq!(to.publish(&two).expect("published"), sent(0, 0, 0, 3));
    assert_eq!(
        order(&proxy),
        [
            "PUT /www/.gongshi-lock",
            "GET /www/manifest.json",
            "GET /www/.gongshi-unfinished",
            "GET /www/.gongshi-lock",
            "DELETE /www/.gongshi-lock"
        ]
    );
    let (page, image) = (server.object("www", "2020/10.html").0.to_lowercase(), server.object("www", "assets/style.css").0.to_lowercase());
    assert!(page.contains("content-type: text/html; charset=utf-8") && page.contains("cache-control: no-cache"), "{page}");
    assert!(image.contains("content-type: text/css; charset=utf-8"), "{image}");
    let copied = server.object("www", "2020/08.html").0.to_lowercase();
    assert!(copied.contains("content-type: text/html; charset=utf-8") && copied.contains("cache-control: no-cache"), "{copied}");
}

#[test]
fn webdav_gets_what_changed_in_order() {
    let (server, from) = (WebDav::start(), tempfile::tempdir().expect("a folder"));
    let proxy = Proxy::before(server.server.port);
    let to = webdav(proxy.port, "/www", from.path());
    let folder = server.folder.path().join("www");
    let (one, two) = (release(&first(), 1, Some("untrusted comment: x\n")), release(&second(), 2, None));
    assert_eq!(to.publish(&one).expect("published").files, 4);
    assert_eq!(standing(&folder), whole(&one));

    fs::write(folder.join("2020/list.xls"), "foreign").expect("a file");
    drop(proxy.begin(When::Never));
    let sent = to.publish(&two).expect("published");
    assert_eq!((sent.files, sent.bytes, sent.removed, sent.resumed), (2, 8, 1, 0));
    assert_eq!(sent.requests + 2, proxy.seen().len() as u64, "all but the two that let go of the lock");
    let mut seen = order(&proxy);
    // New and changed files go side by side.
    seen[7..9].sort();
    assert_eq!(
        seen,
        [
            "GET /www/.gongshi-lock",
            "PUT /www/.gongshi-lock",
            "GET /www/.gongshi-lock",
            "GET /www/manifest.json",
            "GET /www/.gongshi-unfinished",
            "PUT /www/.gongshi-stage/gongshi-unfinished",
            "MOVE /www/.gongshi-stage/gongshi-unfinished",
            "PUT /www/.gongshi-stage/*",
            "PUT /www/2020/10.html",
            "GET /www/.gongshi-lock",
            "MOVE /www/.gongshi-stage/*",
            "GET /www/manifest.json.minisig",
            "DELETE /www/manifest.json.minisig",
            "PUT /www/.gongshi-stage/manifest.json",
            "MOVE /www/.gongshi-stage/manifest.json",
            "GET /www/2020/09.html",
            "DELETE /www/2020/09.html",
            "DELETE /www/.gongshi-stage/",
            "DELETE /www/.gongshi-unfinished",
            "GET /www/.gongshi-lock",
            "DELETE /www/.gongshi-lock",
        ]
    );
    assert_eq!(standing(&folder), with(whole(&two), "2020/list.xls", "foreign"));
    drop(proxy.begin(When::Never));
    assert_eq!(to.publish(&two).expect("published").files, 0);
    assert!(order(&proxy).iter().all(|line| line.starts_with("GET") || line.ends_with("/www/.gongshi-lock")), "{:?}", proxy.seen());
}

#[test]
fn sftp_gets_what_changed() {
    let (server, from) = (Sshd::start(), tempfile::tempdir().expect("a folder"));
    server.close_at(None);
    let folder = server.folder("www");
    let (to, bin) = (sftp(&server, &folder, from.path()), server.work.path().join("bin"));
    let did = |files, removed| Did { files, removed, resumed: 0, kept: Vec::new() };
    assert_eq!(to.process(&first(), 1, Some(&bin)).end(), Ok(did(4, 0)));
    assert_eq!(standing(&folder), whole(&release(&first(), 1, None)));
    fs::write(folder.join("2020/list.xls"), "foreign").expect("a file");
    assert_eq!(to.process(&second(), 2, Some(&bin)).end(), Ok(did(2, 1)));
    assert_eq!(standing(&folder), with(whole(&release(&second(), 2, None)), "2020/list.xls", "foreign"));
    server.close_at(None);
    assert_eq!(to.process(&second(), 2, Some(&bin)).end(), Ok(did(0, 0)));
    // The lock is opened, written and removed.
    assert_eq!(server.steps(), 3);
    // A host nobody vouched for.
    fs::write(server.work.path().join("known_hosts"), "").expect("a file");
    assert!(!server.is_connected(), "no `ssh` stays behind");
    let refused = to.process(&first(), 3, Some(&bin)).end().expect_err("an unknown host");
    assert!(refused.contains("Host key verification failed"), "{refused}");
}

/// What a target holds that nobody of ours wrote.
#[test]
fn what_others_wrote_stays() {
    let (server, dav) = (S3::start(), WebDav::start());
    let from = tempfile::tempdir().expect("a folder");
    let (one, two) = (release(&first(), 1, None), release(&second(), 2, None));
    server.bucket("foreign");
    server.put("foreign", "old/index.html", b"another site");
    let refusal = "target `portal` is left as it was: it holds `old` and no manifest of gongshi's; name an empty place";
    let error = s3(server.server.port, "foreign", from.path()).publish(&one).expect_err("foreign files");
    assert_eq!(error.en(), refusal);
    assert_eq!(server.standing("foreign").into_keys().collect::<Vec<_>>(), ["old/index.html"]);
    fs::create_dir(dav.folder.path().join("old")).expect("a folder");
    let error = webdav(dav.server.port, "", from.path()).publish(&one).expect_err("foreign files");
    assert_eq!(error.en(), refusal);

    // A file of ours that somebody changed.
    server.bucket("www");
    let to = s3(server.server.port, "www", from.path());
    to.publish(&one).expect("published");
    server.put("www", "2020/09.html", b"by hand");
    let sent = to.publish(&two).expect("published");
    assert_eq!((sent.removed, sent.kept), (0, vec!["2020/09.html".to_owned()]));
    assert_eq!(server.standing("www"), with(whole(&two), "2020/09.html", "by hand"));

    // A manifest that is damaged, or that lists what no site has.
    for (manifest, reason) in [
        ("{\"format\": 1, ", "`manifest.json` is damaged"),
        ("{\"format\": 7}", "`manifest.json` is not a manifest this gongshi can read"),
        (
            "{\"format\":1,\"generator\":\"g\",\"files\":{\"../x\":{\"sha256\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"bytes\":0}}}",
            "`manifest.json` lists `../x`, which no site has",
        ),
    ] {
        server.put("www", "manifest.json", manifest.as_bytes());
        let before = server.standing("www");
        let error = to.publish(&one).expect_err("a bad manifest");
        assert_eq!(error.en(), format!("target `portal` is left as it was: {reason}"));
        assert_eq!(server.standing("www"), before);
    }
    // A password that is wrong is not told.
    let wrong = webdav(dav.server.port, "/w", from.path()).with("GONGSHI_PORTAL_PASSWORD", "wrong-word");
    let text = said(&wrong.publish(&one).expect_err("a wrong password"));
    assert!(text.starts_with("target `portal`: `.gongshi-lock` did not go through") && !text.contains("wrong-word"), "{text}");
}

#[test]
fn text_is_compressed_where_that_can_be_told_and_read_back_plain() {
    let (server, from) = (S3::start(), tempfile::tempdir().expect("a folder"));
    server.bucket("www");
    let mut to = s3(server.server.port, "www", from.path());
    to.compress = true;
    let (one, two) = (release(&first(), 1, None), release(&second(), 2, None));
    to.publish(&one).expect("published");
    to.publish(&two).expect("published");
    for path in ["2020/08.html", "2020/10.html", "assets/style.css"] {
        let (head, bytes) = server.object("www", path);
        assert!(head.to_lowercase().contains("content-encoding: gzip"), "{head}");
        assert_eq!(bytes[..4], [0x1f, 0x8b, 8, 0], "{path}");
    }
    assert!(server.object("www", "manifest.json").1.starts_with(b"{"));
    let names: Vec<String> = server.standing("www").into_keys().collect();
    assert_eq!(names, ["2020/08.html", "2020/10.html", "assets/style.css", "index.html", "manifest.json"], "the old page was ours");

    let raw = server.standing("www").into_iter().map(|(path, bytes)| (format!("/www/{path}"), bytes)).collect();
    let site = remote::open_url(&format!("http://127.0.0.1:{}/www/index.html", web(raw))).expect("an address");
    let manifest = site.read("manifest.json").expect("read").expect("a manifest");
    assert_eq!(Digest::of(&manifest), two.digest());
    assert_eq!(site.read("2020/09.html").expect("read"), None);
    let paths: Vec<&str> = two.manifest.files.keys().map(String::as_str).collect();
    let mut read = Standing::new();
    site.read_each(&paths, &mut |path, bytes| drop(read.insert(path.to_owned(), bytes.expect("read").expect("a file"))));
    read.insert("manifest.json".to_owned(), manifest);
    assert_eq!(read, whole(&two));
    assert!(site.read("../b/index.html").is_err());
}

/// The cost of one change among ten thousand files.
#[test]
fn the_cost_is_that_of_the_change() {
    let (server, from) = (S3::start(), tempfile::tempdir().expect("a folder"));
    server.bucket("www");
    let proxy = Proxy::before(server.server.port);
    let many: Site = (0..10_000).map(|n| (format!("data/{n:04}.json"), format!("{n}"))).collect();
    let one = release(&many, 1, None);
    let mut changed = many;
    changed.insert("data/5000.json".to_owned(), "changed".to_owned());
    let two = release(&changed, 2, None);
    // Only the manifest is asked for; nobody looks at the files it names.
    server.put("www", "manifest.json", one.manifest.to_json().as_bytes());
    drop(proxy.begin(When::Never));
    let done = s3(proxy.port, "www", from.path()).publish(&two).expect("published");
    assert_eq!(done, sent(1, 7, 0, 11));
    assert_eq!(proxy.seen().len(), 13);
    let manifest = two.manifest.to_json().len() as u64;
    assert!((manifest + 7..manifest + 7 + 2048).contains(&proxy.bytes()), "{} bytes, {manifest} of them the manifest", proxy.bytes());
    assert_eq!(server.object("www", "data/5000.json").1, b"changed");
}
