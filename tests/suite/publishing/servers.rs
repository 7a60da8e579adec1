//! The program against real servers, from the first publication to the proof of the last: S3 (moto) and nginx.

use std::{collections::BTreeMap, fs, os::unix::fs::PermissionsExt as _, process::Output};

use gongshi::output::Digest;

use super::Office;
use crate::{
    publish_folder::Nginx,
    publish_remote::{
        proxy::{Proxy, When, Wrong},
        servers::{S3, Standing},
    },
    signing::{gongshi, stderr, stdout},
};

/// A bucket, and an office that publishes to a folder of it through a proxy.
struct Cloud {
    server: S3,
    proxy: Proxy,
    office: Office,
}

const SECRETS: [(&str, &str); 3] =
    [("GONGSHI_OSS_LIKE_ACCESS_KEY_ID", "testing"), ("GONGSHI_OSS_LIKE_SECRET_ACCESS_KEY", "open-sesame"), ("GONGSHI_RETRY_DELAY", "5")];
const FIRST: &str = "it is the first publication\n";
const OCTOBER: &str = "reports: [{as_of: 2020-09-30, readings: {beds: 100}}, {as_of: 2020-10-31, readings: {beds: 150}}]\n";

impl Cloud {
    fn new() -> Self {
        let (server, office) = (S3::start(), Office::new());
        server.bucket("www");
        let proxy = Proxy::before(server.server.port);
        let target = format!("name: oss-like, kind: s3, bucket: www, path: a/ssxm, endpoint: \"http://127.0.0.1:{}\"", proxy.port);
        office.write("content/site.yaml", &format!("title: 测试站\npublish: [{{{target}}}]\n"));
        Self { server, proxy, office }
    }

    /// Run the program; no word of it holds the secret.
    fn run(&self, args: &[&str]) -> Output {
        let output = gongshi(args, &self.office.site(), &SECRETS);
        assert!(!stdout(&output).contains("open-sesame") && !stderr(&output).contains("open-sesame"));
        output
    }

    /// Run it and count its requests anew; it ends well.
    #[track_caller]
    fn well(&self, args: &[&str]) -> String {
        drop(self.proxy.begin(When::Never));
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(0), "{}{}", stdout(&output), stderr(&output));
        stdout(&output)
    }

    /// What stands below the target's folder.
    fn standing(&self) -> Standing {
        let below = |(path, bytes): (String, Vec<u8>)| (path.strip_prefix("a/ssxm/").expect("below its path").to_owned(), bytes);
        self.server.standing("www").into_iter().map(below).collect()
    }
}

/// What the summary of a publication has to say, from what stands there before and after it and the requests that were
/// seen: all but the two that let go of the lock are over when it is written.
fn summary(number: u32, before: &Standing, after: &Standing, requests: usize) -> String {
    let sent = || after.iter().filter(|(path, bytes)| *path != "manifest.json" && before.get(*path) != Some(*bytes));
    let bytes: usize = sent().map(|(_, bytes)| bytes.len()).sum();
    let removed = before.keys().filter(|path| !after.contains_key(*path)).count();
    format!(
        "published: `oss-like` shows publication {number}; {} files sent ({} KiB), {removed} removed, 0 had arrived before, {} requests, ",
        sent().count(),
        bytes.div_ceil(1024),
        requests - 2
    )
}

/// What `verify` says of what stands there.
fn proof(number: u32, day: &str, standing: &Standing) -> String {
    let listed = || standing.iter().filter(|(path, _)| *path != "manifest.json").map(|(_, bytes)| bytes.len());
    let digest = Digest::of(&standing["manifest.json"]);
    let (files, bytes): (usize, usize) = (listed().count(), listed().sum());
    format!("publication {number} of {day}, {files} files, {bytes} bytes, manifest sha256:{digest}\nthe manifest is not signed\n")
}

#[test]
fn a_bucket_is_published_to_compared_and_proved() {
    let cloud = Cloud::new();
    let said = cloud.well(&["publish", "oss-like", "--date", "2020-10-09"]);
    let first = cloud.standing();
    assert!(first.len() > 20 && said.contains(&summary(1, &Standing::new(), &first, cloud.proxy.seen().len())), "{said}");
    let whole = "every file is what the manifest says\n";
    assert_eq!(cloud.well(&["verify", "oss-like"]), proof(1, "2020-10-09", &first) + FIRST + whole);
    assert!(cloud.proxy.seen().iter().all(|line| line.starts_with("GET ")), "{:?}", cloud.proxy.seen());

    cloud.well(&["diff", "oss-like", "--exit-code"]);
    cloud.office.project(OCTOBER);
    let differs = cloud.run(&["diff", "oss-like", "--exit-code"]);
    assert_eq!(differs.status.code(), Some(1), "{}", stderr(&differs));
    assert!(stdout(&differs).contains("progress 40% → 60%"), "{}", stdout(&differs));
    assert!(cloud.standing() == first, "who looks changes nothing");

    let said = cloud.well(&["publish", "oss-like", "--date", "2020-11-05"]);
    let second = cloud.standing();
    assert!(said.contains(&summary(2, &first, &second, cloud.proxy.seen().len())), "{said}");
    for (path, changes) in [("2020/01.html", true), ("data/2020/projects/01.json", true), ("index.html", true), ("assets/style.css", false)]
    {
        assert_eq!(first[path] != second[path], changes, "{path}");
    }
    let linked = "publications 1 to 2 are linked without a gap\n";
    assert_eq!(cloud.well(&["verify", "oss-like"]), proof(2, "2020-11-05", &second) + linked + whole);

    let said = cloud.well(&["publish", "oss-like", "--date", "2020-11-06"]);
    assert!(said.ends_with("`oss-like` shows publication 2 already; nothing was sent\n"), "{said}");
    assert!(cloud.proxy.seen().iter().all(|line| line.starts_with("GET ")), "{:?}", cloud.proxy.seen());
    assert_eq!(cloud.proxy.bytes(), 0);
    assert!(cloud.standing() == second);

    // A page that was changed by hand is found, and one that is gone.
    cloud.server.put("www", "a/ssxm/2020/01.html", b"by hand");
    let damaged = cloud.run(&["verify", "oss-like"]);
    let bad = "NOT VERIFIED: this is not what was published\n";
    let expected = proof(2, "2020-11-05", &second) + linked + "differs: 2020/01.html\n" + bad;
    assert_eq!((damaged.status.code(), stdout(&damaged)), (Some(1), expected));
}

#[test]
fn what_the_server_does_not_remove_ends_the_command_and_goes_with_the_next() {
    let cloud = Cloud::new();
    cloud.office.write("content/pages/old.md", "---\ntitle: 旧页\n---\n一页。\n");
    cloud.well(&["publish", "--date", "2020-10-09"]);
    fs::remove_dir_all(cloud.office.site().join("content/pages")).expect("the page");
    drop(cloud.proxy.begin(When::Method("DELETE", Wrong::Refused)));
    let failed = cloud.run(&["publish", "--date", "2020-10-12"]);
    assert_eq!(failed.status.code(), Some(3));
    let said = stderr(&failed);
    // The page, and what the search needed because of it.
    let gone = ["old.html", "search/site/0.js", "search/site/t0.js"];
    let named = "error: target `oss-like` still shows 3 files that should be gone: `old.html`, `search/site/0.js`, `search/site/t0.js`\n\
                 run the same command again to go on\n";
    assert!(said.ends_with(named), "{said}");
    let standing = cloud.standing();
    assert!(gone.iter().all(|path| standing.contains_key(*path)) && standing.contains_key(".gongshi-unfinished"));
    let said = cloud.well(&["publish", "--date", "2020-10-12"]);
    assert!(said.contains("published: `oss-like` shows publication 2; 0 files sent (0 KiB), 3 removed, 0 had arrived before, "), "{said}");
    let standing = cloud.standing();
    assert!(standing.keys().all(|path| !gone.contains(&path.as_str()) && !path.starts_with(".gongshi-")), "{:?}", standing.keys());
    assert_eq!(cloud.office.read("content/published/publications.csv").lines().count(), 3);
    cloud.well(&["verify"]);
}

#[test]
fn a_site_below_a_path_of_a_web_server_is_proved_page_by_page() {
    let office = Office::new();
    office.publish("2020-10-09", &[]);
    let shown = office.www().join("current");
    let standing: BTreeMap<String, Vec<u8>> = crate::determinism::tree(&shown);
    let nginx = tempfile::tempdir().expect("a folder");
    let server = Nginx::new(nginx.path(), &shown);
    // Whoever checks has no content, only the address.
    let anywhere = tempfile::tempdir().expect("a folder");
    let verify = |address: &str| {
        let output = gongshi(&["verify", address], anywhere.path(), &[]);
        (output.status.code(), stdout(&output), stderr(&output))
    };
    let site = format!("http://{}/a/b/", server.address);
    let head = proof(1, "2020-10-09", &standing);
    let well = (Some(0), format!("{head}{FIRST}every file is what the manifest says\n"), String::new());
    for address in [site.clone(), format!("{site}index.html"), site.trim_end_matches('/').to_owned()] {
        assert_eq!(verify(&address), well, "{address}");
    }

    let bad = |line: &str| (Some(1), format!("{head}{FIRST}{line}\nNOT VERIFIED: this is not what was published\n"), String::new());
    let page = shown.join("2020/01.html");
    fs::set_permissions(&page, fs::Permissions::from_mode(0o644)).expect("rights");
    let mut bytes = standing["2020/01.html"].clone();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&page, &bytes).expect("a file");
    assert_eq!(verify(&site), bad("differs: 2020/01.html"));
    fs::remove_file(&page).expect("the page");
    assert_eq!(verify(&site), bad("missing: 2020/01.html"));
    fs::write(&page, &standing["2020/01.html"]).expect("a file");
    assert_eq!(verify(&site), well);

    let nothing = verify(&format!("http://{}/c/", server.address));
    assert_eq!((nothing.0, nothing.1.as_str()), (Some(3), ""), "{}", nothing.2);
    drop(server);
    let gone = verify(&site);
    assert_eq!((gone.0, gone.1.as_str()), (Some(3), ""), "{}", gone.2);
}
