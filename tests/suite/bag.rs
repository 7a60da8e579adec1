//! `gongshi archive`, the real program over real files: a package that another program validates, with a site of one year
//! that is whole in itself.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use gongshi::plan::Choice;
use scraper::{Html, Selector};
use tempfile::TempDir;

use super::{
    determinism::tree,
    support::{TestSite, root},
};

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("written");
}

/// Run the program on a site.
fn run(root: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongshi"));
    let Output { status, stdout, stderr } = command.arg("--root").arg(root).args(["--lang", "en"]).args(args).output().expect("it runs");
    (status.code(), String::from_utf8_lossy(&stdout).into_owned(), String::from_utf8_lossy(&stderr).into_owned())
}

/// Pack a year; what is said on the way fails the test.
#[track_caller]
fn pack(root: &Path, args: &[&str]) {
    let (code, _, stderr) = run(root, &[&["--quiet", "archive"], args].concat());
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
}

/// What `bagit.py --validate` says of a bag: whether it is valid, and its report.
fn validate(bag: &Path) -> (bool, String) {
    let python = root().join("target/tools/venv/bin/python");
    let output =
        Command::new(python).args(["-m", "bagit", "--validate", "--quiet"]).arg(bag).output().expect("tests/run makes target/tools/venv");
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Two years with papers, drafts, attachments and links from one to the other.
fn site() -> TempDir {
    let work = tempfile::tempdir().expect("a folder");
    let root = work.path();
    let files = [
        ("site.yaml", "title: 测试站\npublisher: 区府办\nbase_url: https://example.gov.cn/ssxm/\ndescription: 说明\n"),
        ("departments.yaml", "- {id: minzheng, name: 区民政局}\n"),
        (
            "2020/year.yaml",
            "title: 2020年\nas_of: 2020-09\nbasis: [{document: goals}]\nnotes:\n  - text: 另见[后一年](../2021/year.yaml)与[其中一项](../2021/projects/01.yaml)。\n",
        ),
        (
            "2020/index.md",
            "见[公文](../documents/linked.md)、[附件](../documents/linked/scan.pdf)、[次年项目](../2021/projects/01.yaml)、[次年的附件](../2021/projects/01/late.pdf)。\n",
        ),
        ("2020/projects/01.yaml", "title: 床位\nlead: [区民政局]\nrelated: [2021/01]\nindicators: [{id: a, name: 床位, target: 250}]\n"),
        ("2020/projects/01/plan.pdf", "%PDF plan"),
        ("2020/projects/02.yaml", "title: 草拟中的事\ndraft: yes\n"),
        ("2020/projects/02.md", "草拟中的话\n"),
        ("2020/projects/02/secret.pdf", "%PDF secret"),
        ("2021/year.yaml", "title: 2021年\nas_of: 2021-09\nbasis: [{document: later}]\n"),
        ("2021/projects/01.yaml", "title: 次年的事\nrelated: [2020/01]\nindicators: [{id: a, name: 数, target: 3}]\n"),
        ("2021/projects/01/late.pdf", "%PDF late"),
        ("2021/projects/02.yaml", "title: 次年草拟\ndraft: yes\n"),
        ("documents/goals.md", "---\ntitle: 目标\n---\n\n后一份见[这里](later.md)及[扫描件](later/100%.pdf)。\n"),
        ("documents/linked.md", "---\ntitle: 所引\n---\n"),
        ("documents/linked/scan.pdf", "%PDF scan"),
        ("documents/later.md", "---\ntitle: 后来的公文\n---\n"),
        ("documents/later/100%.pdf", "%PDF later"),
        ("pages/about.md", "---\ntitle: 关于\n---\n\n[后来的公文](../documents/later.md)，[2021年](../2021/year.yaml)。\n"),
    ];
    for (path, text) in files {
        put(root, &format!("content/{path}"), text);
    }
    work
}

/// Every link of every page that leads nowhere in its folder, from the files alone.
fn dead_links(site: &Path) -> Vec<String> {
    let all = tree(site);
    let (links, ids) = (Selector::parse("[href], [src]").expect("a selector"), Selector::parse("[id]").expect("a selector"));
    let pages = all.iter().filter(|(path, _)| path.ends_with(".html"));
    let pages: BTreeMap<&str, Html> =
        pages.map(|(path, bytes)| (path.as_str(), Html::parse_document(std::str::from_utf8(bytes).expect("UTF-8")))).collect();
    let anchors = |page: &str| -> BTreeSet<String> {
        pages.get(page).into_iter().flat_map(|html| html.select(&ids)).filter_map(|at| at.value().id().map(str::to_owned)).collect()
    };
    let mut dead = Vec::new();
    // The page for what is not there is shown at any depth, and begins at the site's own place on its server.
    for (page, html) in pages.iter().filter(|(page, _)| **page != "404.html") {
        for element in html.select(&links) {
            let value = element.value();
            let Some(to) = value.attr("href").or(value.attr("src")) else { continue };
            if to.contains(':') || value.attr("rel") == Some("canonical") {
                continue;
            }
            let (path, fragment) = to.split_once('#').unwrap_or((to, ""));
            let path = path.split_once('?').map_or(path, |(path, _)| path);
            let mut parts: Vec<String> = page.split('/').map(str::to_owned).collect();
            if !path.is_empty() {
                parts.pop();
            }
            for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
                if part == ".." {
                    parts.pop();
                } else {
                    parts.push(percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned());
                }
            }
            let target = parts.join("/");
            let is_there = all.contains_key(&target) && (fragment.is_empty() || anchors(&target).contains(fragment));
            if !is_there {
                dead.push(format!("{page}: {to}"));
            }
        }
    }
    dead
}

#[test]
fn a_year_is_packed_whole_and_alone() {
    let work = site();
    let root = work.path();
    pack(root, &["2020"]);
    let bag = root.join("archive/2020");
    let all = tree(&bag);
    let tags: Vec<&str> = all.keys().map(String::as_str).filter(|path| !path.starts_with("data/")).collect();
    assert_eq!(tags, ["bag-info.txt", "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"]);
    let text = |path: &str| std::str::from_utf8(&all[path]).expect("UTF-8");
    assert_eq!(text("bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    let payload = all.iter().filter(|(path, _)| path.starts_with("data/"));
    let (count, bytes) = payload.fold((0, 0), |(count, bytes), (_, file)| (count + 1, bytes + file.len()));
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        text("bag-info.txt"),
        format!(
            "Source-Organization: 区府办\nExternal-Description: 测试站 · 2020 · 说明\n\
             External-Identifier: https://example.gov.cn/ssxm/2020/index.html\nBagging-Date: 2020-09-30\n\
             Bag-Software-Agent: gongshi {version}\nPayload-Oxum: {bytes}.{count}\n"
        )
    );
    let sources: Vec<&str> = all.keys().filter_map(|path| path.strip_prefix("data/content/")).collect();
    assert_eq!(
        sources,
        [
            "2020/index.md",
            "2020/projects/01.yaml",
            "2020/projects/01/plan.pdf",
            "2020/year.yaml",
            "departments.yaml",
            "documents/goals.md",
            "documents/linked.md",
            "documents/linked/scan.pdf",
            "pages/about.md"
        ]
    );
    assert_eq!(text("data/content/2020/projects/01/plan.pdf"), "%PDF plan");
    let pages: Vec<&str> = all.keys().filter_map(|path| path.strip_prefix("data/site/")).filter(|path| path.ends_with(".html")).collect();
    assert_eq!(
        pages,
        [
            "2020/01.html",
            "2020/index.html",
            "404.html",
            "about.html",
            "archive.html",
            "categories/index.html",
            "corrections.html",
            "data/index.html",
            "departments/index.html",
            "departments/minzheng.html",
            "documents/goals.html",
            "documents/index.html",
            "documents/linked.html",
            "index.html",
            "places/index.html",
            "search.html",
            "status/index.html",
            "status/no-data.html"
        ]
    );
    // Nothing of the other year and no draft is anywhere in it, but for what pages say in so many words.
    for (path, bytes) in all.iter().filter(|(path, _)| path.starts_with("data/site/")) {
        let text = String::from_utf8_lossy(bytes);
        for word in ["次年的事", "后来的公文", "2021/", "later.html", "late.pdf", "草拟", "secret"] {
            let said = word == "后来的公文" && (path.ends_with("about.html") || path.contains("/search/"));
            assert!(said || !text.contains(word), "{path} has {word}");
        }
    }
    assert!(text("data/site/about.html").contains("后来的公文"), "the words of a link that leads out stay");
    assert_eq!(dead_links(&bag.join("data/site")), [""; 0]);
    assert_eq!(validate(&bag), (true, String::new()));
}

#[test]
fn the_same_content_gives_the_same_bytes_and_a_flipped_one_is_found() {
    let work = site();
    let root = work.path();
    for name in ["a/2020", "a/2020.zip", "a/2020.tar.gz", "b/2020", "b/2020.zip", "b/2020.tar.gz"] {
        pack(root, &["2020", "--output", root.join(name).to_str().expect("a path")]);
    }
    let (a, b) = (tree(&root.join("a")), tree(&root.join("b")));
    assert!(a == b, "{:?}", a.keys().filter(|path| a.get(*path) != b.get(*path)).collect::<Vec<_>>());
    // Another program unpacks what it finds, and it is the same bag.
    let bag: BTreeMap<_, _> = tree(&root.join("a/2020"));
    for name in ["2020.zip", "2020.tar.gz"] {
        let out = root.join("unpacked").join(name);
        let script = "import shutil, sys; shutil.unpack_archive(sys.argv[1], sys.argv[2])";
        let python = super::support::root().join("target/tools/venv/bin/python");
        let done = Command::new(python).args(["-c", script]).args([&root.join("a").join(name), &out]).env("PYTHONUTF8", "1").output();
        assert!(done.expect("python").status.success());
        assert!(tree(&out.join("2020")) == bag, "{name}");
        assert_eq!(validate(&out.join("2020")), (true, String::new()), "{name}");
    }
    let page = root.join("a/2020/data/site/2020/01.html");
    let mut bytes = fs::read(&page).expect("a page");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&page, bytes).expect("written");
    let (valid, report) = validate(&root.join("a/2020"));
    assert!(!valid && report.contains("data/site/2020/01.html"), "{report}");
    // Another day is said where one is asked for, and moves nothing else.
    pack(root, &["2020", "--date", "2021-03-01", "--output", root.join("dated").to_str().expect("a path")]);
    let dated = tree(&root.join("dated"));
    assert!(String::from_utf8_lossy(&dated["bag-info.txt"]).contains("\nBagging-Date: 2021-03-01\n"));
    let differing: Vec<&String> = bag.keys().filter(|path| bag.get(*path) != dated.get(*path)).collect();
    assert_eq!(differing, ["bag-info.txt", "tagmanifest-sha256.txt"]);
}

#[test]
fn what_stands_in_the_place_and_is_not_ours_stays() {
    let work = site();
    let root = work.path();
    let at = |name: &str| root.join(name).to_str().expect("a path").to_owned();
    let refused = |name: &str, why: &str| {
        let before = tree(root);
        let (code, stdout, stderr) = run(root, &["archive", "2020", "--output", &at(name)]);
        assert_eq!((code, stdout.as_str(), stderr.as_str()), (Some(3), "", format!("error: `{}` {why}\n", at(name)).as_str()));
        assert!(tree(root) == before, "{name}");
    };
    let not_ours = "is no package of gongshi's and is left as it is; name another place";
    put(root, "mine/letter.txt", "mine");
    refused("mine", not_ours);
    put(root, "mine.zip", "mine");
    refused("mine.zip", not_ours);
    put(root, "file", "mine");
    refused("file", not_ours);
    put(root, "other/bag-info.txt", "Bag-Software-Agent: bagit.py v1.9.0 <https://github.com/LibraryOfCongress/bagit-python>\n");
    refused("other", not_ours);
    refused("content/2020/bag", "is inside content/, which gongshi reads or writes; name another place");

    // Ours is replaced when the content is another, and not once somebody put something into it.
    for name in ["bag", "bag.tar.gz"] {
        pack(root, &["2020", "--output", &at(name)]);
    }
    let before = tree(root);
    put(root, "content/2020/projects/01.yaml", "title: 床位与食堂\nindicators: [{id: a, name: 床位, target: 250}]\n");
    for name in ["bag", "bag.tar.gz"] {
        pack(root, &["2020", "--output", &at(name)]);
    }
    // What processes that were killed left beside: a bag half made, and the one before in the moment between two names.
    put(root, ".bag.gongshi-partial/data/site/half.html", "half");
    put(root, ".bag.tar.gz.gongshi-partial", "half");
    fs::rename(root.join("bag"), root.join("..bag.gongshi-partial.gongshi-partial")).expect("renamed");
    for name in ["bag", "bag.tar.gz"] {
        pack(root, &["2020", "--output", &at(name)]);
    }
    assert!(tree(root)["bag/bag-info.txt"] != before["bag/bag-info.txt"] && tree(root)["bag.tar.gz"] != before["bag.tar.gz"]);
    assert_eq!(validate(&root.join("bag")), (true, String::new()));
    put(root, "bag/data/site/mine.txt", "mine");
    refused("bag", "is left as it is: `data/site/mine.txt` in it is not as it was packed; move the package away first");
    let strays: Vec<String> = tree(root).into_keys().filter(|path| path.starts_with('.')).collect();
    assert_eq!(strays, [""; 0], "nothing is left beside");
}

#[test]
fn a_killed_run_leaves_a_whole_package_and_the_next_one_ends_it() {
    let work = site();
    let root = work.path();
    let titles = ["床位", "床位与食堂"];
    let write = |which: usize| {
        let text = format!("title: {}\nindicators: [{{id: a, name: 床位, target: 250}}]\n", titles[which]);
        put(root, "content/2020/projects/01.yaml", &text);
    };
    let mut bags = Vec::new();
    for which in [1, 0] {
        write(which);
        pack(root, &["2020"]);
        bags.insert(0, tree(&root.join("archive")));
    }
    let partial = root.join("archive/.2020.gongshi-partial");
    let watched = ["", "data/content", "data/site", "data/site/search", "manifest-sha256.txt", "tagmanifest-sha256.txt"];
    let (mut now, mut left) = (0, [0; 2]);
    for watch in watched.iter().cycle().take(12) {
        let next = 1 - now;
        write(next);
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongshi"));
        command.arg("--root").arg(root).args(["--quiet", "archive", "2020"]).stderr(std::process::Stdio::null());
        let mut process = command.spawn().expect("it runs");
        while !partial.join(watch).exists() && process.try_wait().expect("a process").is_none() {
            std::hint::spin_loop();
        }
        let _ = process.kill();
        process.wait().expect("it ends");
        // In its place, or, between two names, beside it.
        let found = [root.join("archive/2020"), root.join("archive/..2020.gongshi-partial.gongshi-partial")];
        let standing = found.iter().find(|bag| bag.exists()).expect("a bag is never gone");
        let whole = |bag: &BTreeMap<String, Vec<u8>>| {
            tree(standing) == bag.iter().map(|(path, bytes)| (path["2020/".len()..].to_owned(), bytes.clone())).collect()
        };
        let state = bags.iter().position(whole).unwrap_or_else(|| panic!("killed at {watch}: neither the old nor the new"));
        left[usize::from(state != now)] += 1;
        pack(root, &["2020"]);
        assert!(tree(&root.join("archive")) == bags[next], "after a kill at {watch}");
        now = next;
    }
    assert!(left[0] > 0, "no kill met the old package: {left:?}");
}

#[test]
fn a_year_that_cannot_be_packed_says_why() {
    let work = site();
    let root = work.path();
    let (code, _, stderr) = run(root, &["archive", "1999"]);
    assert_eq!((code, stderr.as_str()), (Some(1), "error: no content/1999/year.yaml\n"));
    put(root, "content/2022/year.yaml", "title: 2022年\ndraft: yes\n");
    let (code, _, stderr) = run(root, &["archive", "2022"]);
    assert_eq!(
        (code, stderr.as_str()),
        (Some(1), "error: content/2022/year.yaml is a draft or held back, so there is nothing to archive\n")
    );
    put(root, "content/2020/projects/03.yaml", "title: 有误\nindicators: [{id: a, name: 数, target: 许多}]\n");
    let (code, stdout, stderr) = run(root, &["archive", "2020"]);
    assert_eq!((code, stdout.as_str()), (Some(1), ""));
    assert!(stderr.contains("content/2020/projects/03.yaml:2") && stderr.ends_with("nothing was written\n"), "{stderr}");
    assert!(!root.join("archive").exists());
}

#[test]
fn what_is_left_out_is_not_held_back() {
    let site = TestSite::new()
        .project("publish_on: 2020-12-01\n")
        .file("content/2021/year.yaml", "title: 2021年\nas_of: 2020-09-30\n")
        .file("content/2021/projects/01.yaml", "title: 次年\npublish_on: 2020-11-01\n")
        .file("content/2021/projects/02.yaml", "title: 次年二\ndraft: yes\n")
        .file("content/documents/later.md", "---\ntitle: 后来\npublish_on: 2020-10-15\n---\n");
    let of = |only| {
        let built = TestSite { choice: Choice { only, ..Choice::default() }, ..site.clone() }.built();
        let held: Vec<String> = built.held_back.into_iter().map(|held| held.path).collect();
        (held, built.next_change)
    };
    let all =
        ["content/documents/later.md", "content/2021/projects/01.yaml", "content/2021/projects/02.yaml", "content/2020/projects/01.yaml"];
    assert_eq!(of(None), (all.map(str::to_owned).to_vec(), Some("2020-10-15".to_owned())));
    assert_eq!(of(Some(2020)), (vec!["content/2020/projects/01.yaml".to_owned()], Some("2020-12-01".to_owned())));
}

/// Names that a manifest must spell in its own way, which bagit.py reads differently: looked at without it.
#[test]
fn a_percent_sign_is_encoded() {
    let work = site();
    let root = work.path();
    put(root, "content/2020/projects/01/达到100%.pdf", "%PDF whole");
    pack(root, &["2020"]);
    let manifest = fs::read_to_string(root.join("archive/2020/manifest-sha256.txt")).expect("a manifest");
    let names: Vec<&str> =
        manifest.lines().filter(|line| line.contains('%')).filter_map(|line| line.split_once("  ")).map(|(_, path)| path).collect();
    assert_eq!(names, ["data/content/2020/projects/01/达到100%25.pdf", "data/site/2020/01/达到100%25.pdf"]);
    assert!(root.join("archive/2020/data/content/2020/projects/01/达到100%.pdf").exists());
    // What it names so is known again.
    pack(root, &["2020"]);
}

#[test]
fn the_example_content_is_packed_and_valid() {
    let out = tempfile::tempdir().expect("a folder");
    let bag: PathBuf = out.path().join("2020");
    pack(&root(), &["2020", "--output", bag.to_str().expect("a path")]);
    assert_eq!(validate(&bag), (true, String::new()));
    assert_eq!(dead_links(&bag.join("data/site")), [""; 0]);
    let all = tree(&bag);
    let other = all.keys().filter(|path| path.contains("/2022/") || path.contains("/2023/")).collect::<Vec<_>>();
    assert_eq!(other, [""; 0]);
    assert_eq!(all.keys().filter(|path| path.starts_with("data/content/2020/projects/") && path.ends_with(".yaml")).count(), 12);
}
