//! Published sites that are what was signed, and sites that are not: exact reports in both languages.

mod served;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use gongshi::{
    diag::Language,
    output::{Digest, Files, Imprint, Manifest, Meta},
    record::{
        PUBLIC_KEY, SIGNATURE, Signer,
        key::{NewKey, PublicKey},
    },
};
use tempfile::TempDir;

use super::{
    signing::{gongshi, stderr, stdout},
    support::TestSite,
};

/// A pair of keys for these tests, and somebody else's.
static KEYS: LazyLock<[NewKey; 2]> = LazyLock::new(|| [(); 2].map(|()| NewKey::generate(None).expect("a pair")));

/// The publisher's public key.
fn public() -> &'static str {
    &KEYS[0].line
}

/// What one publication of a site was.
struct Published {
    folder: PathBuf,
    number: u32,
    manifest: Vec<u8>,
}

/// Three publications of a small built site, each with the record of those before it.
struct Works {
    folder: TempDir,
    published: Vec<Published>,
}

fn key(text: &str) -> PublicKey {
    PublicKey::parse(text).expect("a key")
}

impl Works {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("secret.key"), &KEYS[0].secret).expect("a write");
        fs::write(folder.path().join("other.key"), &KEYS[1].secret).expect("a write");
        let mut works = Self { folder, published: Vec::new() };
        for spaces in [120, 180, 240] {
            works.publish(&site(spaces), "secret.key");
        }
        works
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Sign a finished site and write it to a folder, as a publication does.
    fn publish(&mut self, site: &TestSite, signer: &str) {
        let number = u32::try_from(self.published.len()).expect("a number") + 1;
        let mut files = site.built().files;
        let content = Digest::of(b"content");
        let mut previous: Option<Digest> = None;
        let mut entries = Vec::new();
        for earlier in &self.published {
            let digest = Digest::of(&earlier.manifest);
            let date = format!("2020-{:02}-15", earlier.number);
            entries.push(serde_json::json!({
                "number": earlier.number, "date": date, "as_of": "2020-09", "content": content, "manifest": digest, "previous": previous,
            }));
            previous = Some(digest);
        }
        let record = serde_json::json!({ "publications": entries }).to_string();
        files.insert("data/publications.json".to_owned(), record.into_bytes().into());
        files.insert(PUBLIC_KEY.to_owned(), KEYS[0].public.as_bytes().into());
        let imprint = Imprint { number, date: format!("2020-{number:02}-15"), content, previous };
        let folder = self.path(&format!("release-{number}"));
        let manifest = put(&folder, &files, Some(&imprint), Some(&self.path(signer)));
        self.published.push(Published { folder, number, manifest });
    }

    fn last(&self) -> &Path {
        &self.published[2].folder
    }

    fn digest(&self) -> Digest {
        Digest::of(&self.published[2].manifest)
    }

    /// The program's answer on the last publication, and its exit code.
    fn asked(&self, args: &[&str]) -> (i32, String) {
        let last = self.last().display().to_string();
        let output = gongshi(&[&["verify", &last], args].concat(), self.folder.path(), &[]);
        assert_eq!(stderr(&output), "");
        (output.status.code().expect("a code"), stdout(&output))
    }
}

/// A built site with one figure.
fn site(spaces: u32) -> TestSite {
    TestSite::new().project(&format!(
        "indicators:\n  - {{id: a, name: 泊位, unit: 个, target: 300}}\nreports:\n  - as_of: 2020-09\n    readings: {{a: {spaces}}}\n"
    ))
}

/// Write a site with its manifest and signature; the manifest's bytes.
fn put(folder: &Path, files: &Files, imprint: Option<&Imprint>, signer: Option<&Path>) -> Vec<u8> {
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a write");
    };
    for (path, bytes) in files {
        write(path, bytes);
    }
    let text = Manifest::of(files, &Meta { publication: imprint.cloned(), ..Meta::default() }).to_json();
    write("manifest.json", text.as_bytes());
    if let (Some(path), Some(imprint)) = (signer, imprint) {
        write(SIGNATURE, Signer::open(path, None).expect("the key").sign(&text, imprint).expect("a signature").as_bytes());
    }
    text.as_bytes().to_vec()
}

/// How many files a manifest lists, and their bytes, counted on the disk.
fn sizes(folder: &Path) -> (usize, u64) {
    let all = super::determinism::tree(folder);
    let listed = || all.iter().filter(|(path, _)| *path != "manifest.json" && *path != SIGNATURE);
    (listed().count(), listed().map(|(_, bytes)| bytes.len() as u64).sum())
}

/// The first two lines on a good site.
fn head(works: &Works, language: Language) -> String {
    let ((files, bytes), digest, own) = (sizes(works.last()), works.digest(), key(public()));
    match language {
        Language::English => format!(
            "publication 3 of 2020-03-15, {files} files, {bytes} bytes, manifest sha256:{digest}\n\
             signed with {own}: gongshi publication 3 2020-03-15 sha256:{digest}\n"
        ),
        Language::Chinese => format!(
            "第3次发布（2020-03-15），{files} 个文件，{bytes} 字节，清单 sha256:{digest}\n\
             签名有效，公钥 {own}：gongshi publication 3 2020-03-15 sha256:{digest}\n"
        ),
    }
}

#[test]
fn a_site_as_it_was_published_is_well() {
    let works = Works::new();
    let public = key(public()).to_string();
    let first = works.published[0].folder.join("manifest.json").display().to_string();
    let (en, zh) = (head(&works, Language::English), head(&works, Language::Chinese));
    let linked = "publications 1 to 3 are linked without a gap\n";
    assert_eq!(
        works.asked(&["--key", &public, "--saved", &first]),
        (0, format!("{en}{linked}{first}: unchanged record, publication 1\nevery file is what was signed\n"))
    );
    assert_eq!(
        works.asked(&["--key", &public, "--saved", &first, "--lang", "zh"]),
        (0, format!("{zh}第1次至第3次发布首尾相接\n{first}：第1次发布，记录未变\n每个文件都与签名的清单相符\n"))
    );
    let own = "the key is the one the site itself publishes: this proves only that the site agrees with itself; to know who signed it, give a key you have from elsewhere (--key)\n";
    assert_eq!(works.asked(&[]), (0, format!("{en}{own}{linked}every file is what was signed\n")));
    // The key of the site at hand, a key file, a folder that shows the release as its current one.
    fs::create_dir_all(works.path("content")).expect("a folder");
    fs::write(
        works.path("content/site.yaml"),
        format!("title: 测试站\npublic_key: {public}\npublish:\n  - name: web\n    kind: folder\n    path: www\n"),
    )
    .expect("a write");
    assert_eq!(works.asked(&[]), (0, format!("{en}{linked}every file is what was signed\n")));
    fs::write(works.path("k.pub"), &KEYS[0].public).expect("a write");
    assert_eq!(works.asked(&["--key", "k.pub"]), (0, format!("{en}{linked}every file is what was signed\n")));
    fs::create_dir_all(works.path("www")).expect("a folder");
    std::os::unix::fs::symlink("../release-3", works.path("www/current")).expect("a link");
    for name in ["www", "web"] {
        let output = gongshi(&["verify", name], works.folder.path(), &[]);
        assert_eq!((output.status.code(), stdout(&output)), (Some(0), format!("{en}{linked}every file is what was signed\n")), "{name}");
    }
}

#[test]
fn what_differs_is_named_file_by_file() {
    let works = Works::new();
    let folder = works.last();
    let gz = |text: &[u8]| {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut out, text).expect("memory");
        out.finish().expect("memory")
    };
    let (en, zh) = (head(&works, Language::English), head(&works, Language::Chinese));
    let index = fs::read(folder.join("index.html")).expect("bytes");
    fs::write(folder.join("index.html.gz"), gz(&index)).expect("a write");
    fs::write(folder.join(".gongshi-output"), "ours").expect("a write");
    let good = "publications 1 to 3 are linked without a gap\nevery file is what was signed\n";
    assert_eq!(works.asked(&["--key", public()]), (0, format!("{en}{good}")), "a compressed variant is no extra file");
    // Something packed behind a compressed variant would be served with it.
    fs::write(folder.join("2020/index.html.gz"), [gz(&fs::read(folder.join("2020/index.html")).expect("bytes")), gz(b"more")].concat())
        .expect("a write");
    let (code, said) = works.asked(&["--key", public()]);
    assert_eq!((code, said.lines().nth(3)), (1, Some("differs: 2020/index.html.gz")));
    // One flipped bit, a file that is gone, two that do not belong there, a variant of something else.
    let mut flipped = fs::read(folder.join("2020/01.html")).expect("bytes");
    flipped[100] ^= 1;
    fs::write(folder.join("2020/01.html"), flipped).expect("a write");
    fs::remove_file(folder.join("404.html")).expect("removed");
    fs::write(folder.join("extra\u{1b}.html"), "<p>").expect("a write");
    fs::write(folder.join("nothing.gz"), gz(b"x")).expect("a write");
    fs::write(folder.join("2020/index.html.gz"), gz(b"something else")).expect("a write");
    assert_eq!(
        works.asked(&["--key", public()]),
        (
            1,
            format!(
                "{en}publications 1 to 3 are linked without a gap\n\
                 differs: 2020/01.html\ndiffers: 2020/index.html.gz\nmissing: 404.html\n\
                 not in the manifest: extra\u{fffd}.html\nnot in the manifest: nothing.gz\n\
                 NOT VERIFIED: this is not what was published\n"
            )
        )
    );
    assert_eq!(
        works.asked(&["--key", public(), "--lang", "zh"]),
        (
            1,
            format!(
                "{zh}第1次至第3次发布首尾相接\n内容不符：2020/01.html\n内容不符：2020/index.html.gz\n缺少：404.html\n\
                 清单之外：extra\u{fffd}.html\n清单之外：nothing.gz\n核验不通过：与发布的内容不符\n"
            )
        )
    );
    let (code, json) = works.asked(&["--key", public(), "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((code, &json["well"], &json["missing"]), (1, &false.into(), &serde_json::json!(["404.html"])));
    assert_eq!(json["differing"][0]["path"], "2020/01.html");
    assert_eq!(json["differing"][0]["expected"]["bytes"], json["differing"][0]["found"]["bytes"]);
    assert_eq!((&json["signature"]["state"], &json["key_from"]), (&"good".into(), &"given".into()));
}

#[test]
fn a_changed_manifest_a_foreign_key_and_no_signature_are_told_apart() {
    let works = Works::new();
    let other = Signer::open(&works.path("other.key"), None).expect("the key").public();
    let lines = |(code, text): (i32, String)| (code, text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>());
    let failed = |line: String| {
        let linked = "publications 1 to 3 are linked without a gap".to_owned();
        (1, vec![line, linked, "NOT VERIFIED: this is not what was published".to_owned()])
    };
    assert_eq!(
        lines(works.asked(&["--key", &other])),
        failed(format!("SIGNATURE DOES NOT HOLD for key {other}: it was made with another key"))
    );
    let manifest = works.last().join("manifest.json");
    let text = fs::read_to_string(&manifest).expect("text");
    fs::write(&manifest, text.replace("\"2020-03-15\"", "\"2020-03-16\"")).expect("a write");
    let own = key(public());
    assert_eq!(lines(works.asked(&[])), failed(format!("SIGNATURE DOES NOT HOLD for key {own}: it was made for another text")));
    let zh = works.asked(&["--lang", "zh"]).1;
    assert_eq!(zh.lines().nth(1), Some(format!("签名无效（公钥 {own}）：它签的是另一份内容").as_str()));
    fs::write(works.last().join(SIGNATURE), b"\xff").expect("a write");
    assert_eq!(lines(works.asked(&[])), failed(format!("SIGNATURE DOES NOT HOLD for key {own}: it is not a minisign signature")));
    fs::write(&manifest, text).expect("a write");
    fs::remove_file(works.last().join(SIGNATURE)).expect("removed");
    let linked = "publications 1 to 3 are linked without a gap";
    assert_eq!(
        lines(works.asked(&[])),
        (0, vec!["the manifest is not signed".to_owned(), linked.to_owned(), "every file is what the manifest says".to_owned()])
    );
    let (code, said) = lines(works.asked(&["--key", public()]));
    assert_eq!((code, said.last().map(String::as_str)), (1, Some("NOT VERIFIED: there is a key and nothing is signed")));
    let (code, said) = lines(works.asked(&["--key", public(), "--lang", "zh"]));
    assert_eq!((code, said.last().map(String::as_str)), (1, Some("核验不通过：有公钥，而网站没有签名")));
}

#[test]
fn an_answer_that_cannot_be_written_is_no_answer() {
    let works = Works::new();
    let last = works.last().display().to_string();
    for args in [["verify", &last, "--key"], ["diff", &last, &last]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a full disk");
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongshi"));
        command.args(args).env("LC_ALL", "C").stdout(full);
        if args[0] == "verify" {
            command.arg(public());
        }
        let output = command.output().expect("gongshi runs");
        let said = "error: the answer cannot be written: No space left on device (os error 28)\n";
        assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(3), said));
    }
}

#[test]
fn what_is_no_site_and_what_is_damaged_end_differently() {
    let works = Works::new();
    let case = |site: &str, args: &[&str], code: i32, said: &str| {
        let output = gongshi(&[&["verify", site], args].concat(), works.folder.path(), &[]);
        assert_eq!((output.status.code(), stderr(&output).as_str(), stdout(&output).as_str()), (Some(code), said, ""));
    };
    fs::create_dir(works.path("empty")).expect("a folder");
    case("empty", &[], 3, "error: nothing stands at `empty` yet: there is no manifest.json\n");
    case("no-such", &[], 3, "error: `no-such` is neither an address, nor a publishing target, nor a folder\n");
    case("no-such", &["--lang", "zh"], 3, "错误: `no-such` 既不是网址，也不是发布目标或文件夹\n");
    case("empty", &["--key", "nonsense"], 3, "error: cannot read `nonsense`: No such file or directory (os error 2)\n");
    case("empty", &["--key", "secret.key"], 2, "error: `secret.key` holds no minisign public key\n");
    case("empty", &["--saved", "none"], 3, "error: cannot read `none`: No such file or directory (os error 2)\n");
    fs::write(works.path("empty/manifest.json"), "{\"format\": 1, \"gener").expect("a write");
    case("empty", &[], 1, "error: `manifest.json` is damaged: EOF while parsing a string at line 1 column 20\n");
    fs::write(works.path("empty/manifest.json"), "{\"format\": 9}").expect("a write");
    case("empty", &[], 3, "error: `manifest.json` is not a manifest this gongshi can read\n");
    fs::create_dir_all(works.path("content")).expect("a folder");
    fs::write(works.path("content/site.yaml"), "title: 测试站\npublic_key: RWxyz\n").expect("a write");
    let output = gongshi(&["verify", "empty"], works.folder.path(), &[]);
    let said = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "a key that cannot be read is never passed over: {said}");
    assert!(said.starts_with("error: content/site.yaml has faults\nerror[wrong-type]: "), "{said}");
    fs::write(works.path("content/site.yaml"), "title: 测试站\npublish:\n  - {name: box, kind: zip, path: a.zip}\n").expect("a write");
    case("box", &[], 3, "error: no manifest.json stands there, so it is no site gongshi made\n");
}
