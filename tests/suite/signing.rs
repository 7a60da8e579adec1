//! Keys and signatures: the real program makes keys, the real `minisign` judges what is signed with them.

use std::{
    fs,
    io::{Read as _, Write as _},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use gongshi::{
    output::{Digest, Imprint, Manifest, Meta, Record},
    record::{
        KeyError, Signer,
        key::{PublicKey, exposure, needs_password},
    },
};
use tempfile::TempDir;

/// The program in a folder, without a terminal and with nothing of a key in its environment.
pub fn gongshi(args: &[&str], dir: &Path, env: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongshi"));
    command.args(args).current_dir(dir).env("LC_ALL", "C").env("HOME", dir.parent().unwrap_or(dir));
    command.env_remove("GONGSHI_KEY_PASSWORD").env_remove("GONGSHI_SECRET_KEY").envs(env.iter().copied());
    // A session of its own has no terminal to ask on.
    let mut own = Command::new("setsid");
    own.arg("--wait").arg(command.get_program()).args(command.get_args()).current_dir(dir);
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => own.env(name, value),
            None => own.env_remove(name),
        };
    }
    own.stdin(Stdio::null()).output().expect("gongshi runs")
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A small site that builds, in a folder of its own.
pub fn site() -> (TempDir, PathBuf) {
    let work = tempfile::tempdir().expect("a folder");
    let site = work.path().join("site");
    assert_eq!(gongshi(&["init", "site"], work.path(), &[]).status.code(), Some(0));
    (work, site)
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("a file").permissions().mode() & 0o777
}

#[test]
fn a_new_pair_is_its_owners_alone_and_never_written_over_a_file() {
    let (_work, site) = site();
    let output = gongshi(&["keygen", "--no-password"], &site, &[]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    let (secret, public) = (site.join("gongshi.key"), site.join("gongshi.key.pub"));
    assert_eq!((mode(&secret), mode(&public)), (0o600, 0o644));
    let text = fs::read_to_string(&public).expect("text");
    let key = text.lines().nth(1).expect("a key");
    assert!(key.starts_with("RW") && key.len() == 56, "{key}");
    assert!(stdout(&output).contains(&format!("\npublic_key: {key}\n")), "{}", stdout(&output));
    let before = (fs::read(&secret).expect("bytes"), text.clone());
    let again = gongshi(&["keygen", "--no-password"], &site, &[]);
    assert_eq!(again.status.code(), Some(3));
    assert_eq!(stderr(&again), "error: `./gongshi.key` exists already and is left as it is; name another file (--output)\n");
    assert_eq!(before, (fs::read(&secret).expect("bytes"), fs::read_to_string(&public).expect("text")));
    // Half of a pair is in the way as well.
    fs::write(site.join("other.pub"), "somebody's").expect("a write");
    let half = gongshi(&["keygen", "--no-password", "--output", "other", "--lang", "zh"], &site, &[]);
    assert_eq!((half.status.code(), stderr(&half).as_str()), (Some(3), "错误: `other.pub` 已存在，保持原样；请另指定文件（--output）\n"));
    assert!(!site.join("other").exists());
    assert_eq!(fs::read_to_string(site.join("other.pub")).expect("text"), "somebody's");
}

#[test]
fn no_key_is_written_where_it_would_be_published() {
    let (work, site) = site();
    assert_eq!(gongshi(&["build", "-q"], &site, &[]).status.code(), Some(0));
    assert_eq!(gongshi(&["build", "-q", "--output", "../elsewhere"], &site, &[]).status.code(), Some(0));
    fs::create_dir_all(site.join("themes/own")).expect("a folder");
    fs::create_dir_all(work.path().join("served")).expect("a folder");
    let config = site.join("content/site.yaml");
    let text = fs::read_to_string(&config).expect("text");
    fs::write(&config, text + "publish:\n  - name: web\n    kind: folder\n    path: ../served\n").expect("a write");
    std::os::unix::fs::symlink("content", site.join("link")).expect("a link");
    for place in ["content/k", "themes/own/k", "public/k", "public/assets/k", "../elsewhere/k", "../served/k", "link/k"] {
        let output = gongshi(&["keygen", "--no-password", "--output", place], &site, &[]);
        let said = "is inside content/, themes/ or a finished site, from where it would be published; name a place outside";
        assert_eq!((output.status.code(), stderr(&output)), (Some(2), format!("error: `{place}` {said}\n")));
        assert!(!site.join(place).exists() && !site.join(format!("{place}.pub")).exists(), "{place}");
    }
    let nowhere = gongshi(&["keygen", "--no-password", "--output", "no/such/k"], &site, &[]);
    assert_eq!(nowhere.status.code(), Some(3));
    assert!(stderr(&nowhere).starts_with("error: cannot use the folder `no/such`: "), "{}", stderr(&nowhere));
}

#[test]
fn a_key_without_a_password_is_only_made_when_asked_for() {
    let (_work, site) = site();
    let silent = gongshi(&["keygen"], &site, &[]);
    assert_eq!(silent.status.code(), Some(2));
    let said = stderr(&silent);
    assert!(said.starts_with("error: no terminal to ask for a password on ("), "{said}");
    assert!(said.ends_with("); set GONGSHI_KEY_PASSWORD, or use --no-password\n"), "{said}");
    let empty = gongshi(&["keygen"], &site, &[("GONGSHI_KEY_PASSWORD", "")]);
    assert_eq!(stderr(&empty), "error: an empty password protects nothing; use --no-password if that is meant\n");
    assert_eq!(empty.status.code(), Some(2));
    assert!(!site.join("gongshi.key").exists() && !site.join("gongshi.key.pub").exists());
}

/// How often a terminal is looked at before it counts as stuck.
const LOOKS: usize = 5_000;

/// `gongshi keygen` on a terminal of its own; each answer is given once its question was asked and nothing typed is shown.
fn on_a_terminal(site: &Path, answers: [(&str, &str); 2]) -> (Option<i32>, String) {
    let command = format!("tty; exec {} keygen --output typed", env!("CARGO_BIN_EXE_gongshi"));
    let mut script = Command::new("script");
    script.args(["-qec", &command, "/dev/null"]).current_dir(site).env("LC_ALL", "C").env_remove("GONGSHI_KEY_PASSWORD");
    let mut child = script.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("script runs");
    let (mut keys, mut screen) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
    let mut seen = Vec::new();
    for (question, answer) in answers {
        while !String::from_utf8_lossy(&seen).contains(question) {
            let mut byte = [0];
            assert_eq!(screen.read(&mut byte).expect("a screen"), 1, "{}", String::from_utf8_lossy(&seen));
            seen.push(byte[0]);
        }
        let terminal = String::from_utf8_lossy(&seen).lines().next().expect("a terminal").to_owned();
        let hidden = || {
            let state = Command::new("stty").args(["-a", "-F", &terminal]).output().expect("stty runs");
            stdout(&state).split_whitespace().any(|word| word == "-echo")
        };
        assert!((0..LOOKS).any(|_| hidden()), "what is typed at `{question}` would be seen");
        writeln!(keys, "{answer}").expect("a key press");
    }
    screen.read_to_end(&mut seen).expect("a screen");
    (child.wait().expect("an end").code(), String::from_utf8_lossy(&seen).into_owned())
}

#[test]
fn a_terminal_is_asked_twice_and_shows_no_password() {
    let (_work, site) = site();
    let (code, seen) = on_a_terminal(&site, [("password for the new key: ", "open sesame"), ("once more: ", "open barley")]);
    assert_eq!(code, Some(2), "{seen}");
    assert!(seen.contains("error: the two passwords differ") && !seen.contains("sesame") && !seen.contains("barley"), "{seen}");
    assert!(!site.join("typed").exists());
    let (code, seen) = on_a_terminal(&site, [("password for the new key: ", "open sesame"), ("once more: ", "open sesame")]);
    assert_eq!(code, Some(0), "{seen}");
    assert!(!seen.contains("sesame"), "{seen}");
    assert!(Signer::open(&site.join("typed"), Some("open sesame")).is_ok());
}

#[test]
fn a_password_opens_its_key_and_what_is_wrong_with_a_key_is_said() {
    let (_work, site) = site();
    let made = gongshi(&["keygen", "--output", "k"], &site, &[("GONGSHI_KEY_PASSWORD", "芝麻开门")]);
    assert_eq!(made.status.code(), Some(0), "{}", stderr(&made));
    let path = site.join("k");
    assert!(needs_password(&path).expect("a key"));
    let signer = Signer::open(&path, Some("芝麻开门")).expect("the key");
    assert_eq!(Some(signer.public().as_str()), fs::read_to_string(site.join("k.pub")).expect("text").lines().nth(1));
    assert!(!format!("{signer:?}").contains("secret"));
    let shown = path.display();
    let case = |password: Option<&str>, en: String, zh: String| {
        let error = Signer::open(&path, password).expect_err("no key");
        assert_eq!((error.en(), error.zh()), (en, zh));
    };
    case(
        Some("芝麻关门"),
        format!("the password does not open the secret key `{shown}`, or the file is damaged"),
        format!("口令打不开私钥 `{shown}`，或该文件已损坏"),
    );
    case(
        None,
        format!("the secret key `{shown}` needs its password; set GONGSHI_KEY_PASSWORD or use a terminal"),
        format!("私钥 `{shown}` 需要口令：请设置 GONGSHI_KEY_PASSWORD，或在终端中运行"),
    );
    let whole = fs::read_to_string(&path).expect("text");
    fs::write(&path, &whole[..whole.len() - 40]).expect("a write");
    case(
        Some("芝麻开门"),
        format!("the secret key `{shown}` is damaged; take it from its backup"),
        format!("私钥 `{shown}` 已损坏，请从备份恢复"),
    );
    for other in ["title: 测试站\n".as_bytes(), b"", b"\xff\xfe", &fs::read(site.join("k.pub")).expect("bytes")] {
        fs::write(&path, other).expect("a write");
        case(None, format!("`{shown}` is not a secret key in minisign's format"), format!("`{shown}` 不是 minisign 格式的私钥"));
    }
    fs::remove_file(&path).expect("removed");
    let error = Signer::open(&path, None).expect_err("no file");
    assert!(matches!(error, KeyError::Unreadable { .. }) && error.en() == format!("cannot read the secret key `{shown}`"));
}

#[test]
fn a_key_others_can_read_is_warned_of() {
    let (_work, site) = site();
    assert_eq!(gongshi(&["keygen", "--no-password", "--output", "k"], &site, &[]).status.code(), Some(0));
    let path = site.join("k");
    assert_eq!(exposure(&path), None);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("a mode");
    let shown = path.display();
    let expected = (
        format!("others can read the secret key `{shown}`; take that away with `chmod 600`"),
        format!("他人可以读取私钥 `{shown}`，请用 `chmod 600` 收回权限"),
    );
    assert_eq!(exposure(&path), Some(expected));
}

fn minisign(args: &[&str], dir: &Path) -> Output {
    Command::new("minisign").args(args).current_dir(dir).stdin(Stdio::null()).output().expect("minisign runs")
}

/// A manifest of publication 2, and its imprint.
fn manifest() -> (String, Imprint) {
    let imprint =
        Imprint { number: 2, date: "2020-10-15".to_owned(), content: Digest::of(b"content"), previous: Some(Digest::of(b"first")) };
    let meta = Meta { publication: Some(imprint.clone()), ..Meta::default() };
    let manifest = Manifest::new([("index.html".to_owned(), Record::of(b"<p>"))].into(), &meta);
    (manifest.to_json().to_string(), imprint)
}

#[test]
fn the_ordinary_program_verifies_what_is_signed_and_nothing_else() {
    let (_work, site) = site();
    assert_eq!(gongshi(&["keygen", "--output", "k"], &site, &[("GONGSHI_KEY_PASSWORD", "a b")]).status.code(), Some(0));
    let signer = Signer::open(&site.join("k"), Some("a b")).expect("the key");
    let (text, imprint) = manifest();
    let signature = signer.sign(&text, &imprint).expect("a signature");
    let again = Signer::open(&site.join("k"), Some("a b")).expect("the key").sign(&text, &imprint).expect("a signature");
    assert_eq!(signature, again, "the same release has one signature");
    fs::write(site.join("manifest.json"), &text).expect("a write");
    fs::write(site.join("manifest.json.minisig"), &signature).expect("a write");
    let sum = Command::new("sha256sum").arg("manifest.json").current_dir(&site).output().expect("sha256sum runs");
    let sum = &stdout(&sum)[..64];
    let good = minisign(&["-Vm", "manifest.json", "-P", &signer.public()], &site);
    assert_eq!(
        (good.status.code(), stdout(&good)),
        (Some(0), format!("Signature and comment signature verified\nTrusted comment: gongshi publication 2 2020-10-15 sha256:{sum}\n"))
    );
    assert!(minisign(&["-Vm", "manifest.json", "-p", "k.pub"], &site).status.success());
    fs::write(site.join("manifest.json"), text.replace("\"bytes\": 3", "\"bytes\": 4")).expect("a write");
    assert_eq!(minisign(&["-Vm", "manifest.json", "-P", &signer.public()], &site).status.code(), Some(1));
    fs::write(site.join("manifest.json"), &text).expect("a write");
    fs::write(site.join("manifest.json.minisig"), signature.replace("2020-10-15", "2020-10-16")).expect("a write");
    assert_eq!(minisign(&["-Vm", "manifest.json", "-P", &signer.public()], &site).status.code(), Some(1));
}

#[test]
fn keys_and_signatures_of_the_ordinary_program_are_read() {
    let (_work, site) = site();
    assert_eq!(gongshi(&["keygen", "--no-password", "--output", "k"], &site, &[]).status.code(), Some(0));
    assert!(minisign(&["-G", "-W", "-p", "m.pub", "-s", "m.key"], &site).status.success());
    let (text, imprint) = manifest();
    fs::write(site.join("manifest.json"), &text).expect("a write");
    assert!(minisign(&["-S", "-W", "-s", "m.key", "-m", "manifest.json", "-t", "by hand"], &site).status.success());
    let key = PublicKey::parse(&fs::read_to_string(site.join("m.pub")).expect("text")).expect("a key");
    let theirs = fs::read_to_string(site.join("manifest.json.minisig")).expect("text");
    assert_eq!(key.verify(text.as_bytes(), &theirs), Ok("by hand".to_owned()));
    let signer = Signer::open(&site.join("m.key"), None).expect("the key");
    assert_eq!(signer.public(), key.to_string());
    fs::write(site.join("manifest.json.minisig"), signer.sign(&text, &imprint).expect("a signature")).expect("a write");
    assert!(minisign(&["-Vm", "manifest.json", "-p", "m.pub"], &site).status.success());
    // And it signs with a key of ours.
    assert!(minisign(&["-S", "-W", "-s", "k", "-m", "manifest.json", "-t", "by hand"], &site).status.success());
    assert!(minisign(&["-Vm", "manifest.json", "-p", "k.pub"], &site).status.success());
}

#[test]
fn a_signature_cut_off_or_changed_anywhere_is_refused() {
    let (_work, site) = site();
    assert_eq!(gongshi(&["keygen", "--no-password", "--output", "k"], &site, &[]).status.code(), Some(0));
    let signer = Signer::open(&site.join("k"), None).expect("the key");
    let key = PublicKey::parse(&signer.public()).expect("a key");
    let (text, imprint) = manifest();
    let signature = signer.sign(&text, &imprint).expect("a signature");
    assert!(key.verify(text.as_bytes(), &signature).is_ok());
    let end = signature.trim_end().len();
    for cut in 0..end {
        assert!(key.verify(text.as_bytes(), &signature[..cut]).is_err(), "cut at {cut}");
    }
    // The first comment is nobody's word; every other line counts.
    let first = signature.find('\n').expect("lines") + 1;
    for at in (first..end).filter(|at| signature.as_bytes()[*at].is_ascii_alphanumeric()) {
        let mut changed = signature.clone().into_bytes();
        changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).expect("UTF-8");
        assert!(key.verify(text.as_bytes(), &changed).is_err(), "changed at {at}:\n{changed}");
    }
}
