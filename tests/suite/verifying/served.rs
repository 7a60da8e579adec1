//! Sites as a server gives them: their signature, their chain of publications, what somebody kept of them.

use std::{fs, path::Path};

use gongshi::{
    diag::Language,
    output::{Digest, Files, Imprint, Manifest, Meta, OutputError, Read, Reader},
    record::{
        PUBLIC_KEY, SIGNATURE, Signer,
        verify::{self, Fault, KeyFrom, Known},
    },
};

use super::{KEYS, Works, key, public, site};
use crate::determinism::tree;

#[test]
fn a_signature_without_any_key_proves_nothing() {
    let works = Works::new();
    let site = served(&works, &|files, _| drop(files.remove(PUBLIC_KEY)));
    let report = verify::verify(&site, &Known::default()).expect("a site");
    assert_eq!(report.fault(), Some(Fault::Differs));
    assert_eq!(
        report.text(Language::English).lines().skip(1).collect::<Vec<_>>(),
        [
            "the manifest is signed, but there is no key to verify it with; give one (--key)",
            "publications 1 to 3 are linked without a gap",
            "NOT VERIFIED: there is no key to verify the signature with",
        ]
    );
    assert_eq!(
        report.text(Language::Chinese).lines().skip(1).collect::<Vec<_>>(),
        ["清单有签名，但没有可用来核验的公钥；请指定（--key）", "第1次至第3次发布首尾相接", "未能核验：没有可用来核验签名的公钥"]
    );
}

/// A site in memory, as a server gives it: files by name, and no list of them.
struct Served(Files, Vec<String>);

impl Reader for Served {
    fn read(&self, path: &str) -> Read {
        if self.1.iter().any(|broken| broken == path) {
            let source = std::io::Error::new(std::io::ErrorKind::TimedOut, "no answer");
            return Err(OutputError::Io { path: path.into(), source });
        }
        Ok(self.0.get(path).map(|bytes| bytes.to_vec()))
    }
}

/// The last publication as served, after some of it was changed; signed again where it was.
fn served(works: &Works, change: &dyn Fn(&mut Files, &mut Imprint)) -> Served {
    let tree = tree(works.last());
    let mut files: Files = tree.into_iter().map(|(path, bytes)| (path, bytes.into())).collect();
    let manifest = files.remove("manifest.json").expect("a manifest");
    files.remove(SIGNATURE);
    let mut imprint = Manifest::parse(Path::new(""), &manifest).expect("a manifest").publication.expect("an imprint");
    change(&mut files, &mut imprint);
    let text = Manifest::of(&files, &Meta { publication: Some(imprint.clone()), ..Meta::default() }).to_json();
    let signature = Signer::open(&works.path("secret.key"), None).expect("the key").sign(&text, &imprint).expect("a signature");
    files.insert("manifest.json".to_owned(), text.as_bytes().into());
    files.insert(SIGNATURE.to_owned(), signature.into_bytes().into());
    Served(files, Vec::new())
}

/// What is said after the signature, in both languages.
#[track_caller]
fn said(site: &Served, saved: &[(&str, &[u8])]) -> (Option<Fault>, Vec<String>, Vec<String>) {
    let saved = saved.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    let known = Known { key: Some((key(public()), KeyFrom::Given)), saved };
    let report = verify::verify(site, &known).expect("a site");
    let lines = |language| report.text(language).lines().skip(2).map(str::to_owned).collect();
    (report.fault(), lines(Language::English), lines(Language::Chinese))
}

const FAILED: (&str, &str) = ("NOT VERIFIED: this is not what was published", "核验不通过：与发布的内容不符");

#[track_caller]
fn broken(works: &Works, change: &dyn Fn(&mut Files, &mut Imprint), en: &[&str], zh: &[&str]) {
    let (fault, english, chinese) = said(&served(works, change), &[]);
    let (en, zh): (Vec<_>, Vec<_>) =
        (en.iter().map(|line| format!("CHAIN BROKEN: {line}")).collect(), zh.iter().map(|line| format!("链条断开：{line}")).collect());
    assert_eq!(fault, Some(Fault::Differs));
    assert_eq!(english, [en, vec![FAILED.0.to_owned()]].concat());
    assert_eq!(chinese, [zh, vec![FAILED.1.to_owned()]].concat());
}

/// Change the list of publications.
fn listed(files: &mut Files, change: &dyn Fn(&mut Vec<serde_json::Value>)) {
    let mut list: serde_json::Value = serde_json::from_slice(&files["data/publications.json"]).expect("JSON");
    change(list["publications"].as_array_mut().expect("a list"));
    files.insert("data/publications.json".to_owned(), list.to_string().into_bytes().into());
}

#[test]
fn a_chain_is_followed_link_by_link() {
    let works = Works::new();
    let (fault, english, _) = said(&served(&works, &|_, _| ()), &[]);
    assert_eq!((fault, english.len()), (None, 2), "{english:?}");
    let elsewhere = Digest::of(b"another").to_string();
    broken(
        &works,
        &|files, _| listed(files, &|all| all[0]["manifest"] = elsewhere.clone().into()),
        &["publication 2 does not name the manifest of the one before it"],
        &["第2次发布所记的上一份清单与前一次不符"],
    );
    broken(
        &works,
        &|files, _| listed(files, &|all| all[1]["manifest"] = elsewhere.clone().into()),
        &["publication 3, which stands here, does not name the manifest of the one before it"],
        &["此处的第3次发布所记的上一份清单与前一次不符"],
    );
    broken(
        &works,
        &|files, _| listed(files, &|all| drop(all.remove(0))),
        &[
            "publication 2 stands where 1 should",
            "publication 2 does not name the manifest of the one before it",
            "data/publications.json lists 1 earlier publications instead of 2",
        ],
        &["应为第1次发布之处是第2次", "第2次发布所记的上一份清单与前一次不符", "data/publications.json 应列此前 2 次发布，实列 1 次"],
    );
    broken(
        &works,
        &|files, _| drop(files.remove("data/publications.json")),
        &["data/publications.json is missing"],
        &["缺少 data/publications.json"],
    );
    broken(
        &works,
        &|files, _| drop(files.insert("data/publications.json".to_owned(), b"{}".as_slice().into())),
        &["data/publications.json cannot be read: missing field `publications` at line 1 column 2"],
        &["data/publications.json 无法读取：missing field `publications` at line 1 column 2"],
    );
    broken(
        &works,
        &|_, imprint| imprint.previous = None,
        &["publication 3, which stands here, does not name the manifest of the one before it"],
        &["此处的第3次发布所记的上一份清单与前一次不符"],
    );
}

#[test]
fn kept_manifests_show_whether_the_record_was_rewritten() {
    let works = Works::new();
    let kept: Vec<&[u8]> = works.published.iter().map(|published| published.manifest.as_slice()).collect();
    let mut other = Works { folder: tempfile::tempdir().expect("a folder"), published: Vec::new() };
    fs::write(other.path("secret.key"), &KEYS[0].secret).expect("a write");
    for spaces in [121, 180, 240, 250] {
        other.publish(&site(spaces), "secret.key");
    }
    let (one, four) = (other.published[0].manifest.as_slice(), other.published[3].manifest.as_slice());
    let site = Served(served(&works, &|_, _| ()).0, Vec::new());
    let (fault, en, zh) = said(&site, &[("a", kept[0]), ("b", kept[1])]);
    let linked = ("publications 1 to 3 are linked without a gap", "第1次至第3次发布首尾相接");
    assert_eq!(fault, None);
    assert_eq!(en[..3], [linked.0, "a: unchanged record, publication 1", "b: unchanged record, publication 2"]);
    assert_eq!(zh[..3], [linked.1, "a：第1次发布，记录未变", "b：第2次发布，记录未变"]);
    let (fault, en, zh) = said(&site, &[("a", one), ("b", four), ("c", b"{}")]);
    assert_eq!(fault, Some(Fault::Differs));
    assert_eq!(
        en,
        [
            linked.0,
            "a: REWRITTEN, publication 1 is another one now",
            "b: REWRITTEN, publication 4 is later than the one that stands here",
            "c: is not the manifest of a publication",
            FAILED.0,
        ]
    );
    assert_eq!(
        zh,
        [linked.1, "a：记录被改写，现在的第1次发布不是这一份", "b：记录被改写，第4次发布晚于此处的发布", "c：不是某次发布的清单", FAILED.1,]
    );
}

#[test]
fn a_server_that_fails_midway_is_not_called_a_forger() {
    let works = Works::new();
    let whole = served(&works, &|_, _| ());
    let failing = Served(whole.0.clone(), vec!["2020/01.html".to_owned()]);
    let (fault, en, zh) = said(&failing, &[]);
    assert_eq!(fault, Some(Fault::Unreadable));
    assert_eq!(en[1..], ["cannot be read: 2020/01.html (no answer)", "NOT VERIFIED: files could not be read"]);
    assert_eq!(zh[1..], ["无法读取：2020/01.html (no answer)", "未能核验：有文件无法读取"]);
    let known = Known::default();
    assert!(verify::verify(&Served(whole.0.clone(), vec!["manifest.json".to_owned()]), &known).is_err());
}
