//! `gongshi serve`, the real program: how it begins and ends, where it listens, what it leaves alone. What it shows is
//! in `preview/pages.rs`, who may write meanwhile in `preview/writers.rs`.

mod harness;
mod pages;
mod writers;

use std::{
    collections::BTreeMap,
    fs,
    net::{Ipv4Addr, TcpListener},
};

use self::harness::{FIRST, Preview, Site, program, snapshot};
use super::http;

#[test]
fn a_signal_ends_it_well_and_frees_the_port() {
    for signal in ["INT", "TERM"] {
        let site = Site::small();
        for with_browser in [false, true] {
            let mut preview = if with_browser { Preview::of(&site) } else { Preview::silent(&site, &[]) };
            let (address, url) = (preview.address, preview.url.clone());
            assert_eq!(url, format!("http://{address}/"));
            let events = with_browser.then(|| preview.take_events());
            preview.signal(signal);
            let (code, lines, faults) = preview.ended();
            assert_eq!((code, faults.as_str()), (Some(0), ""), "{signal}");
            assert_eq!(lines, ["ended"], "{signal}");
            if let Some(mut events) = events {
                assert_eq!((events.next(), events.rest()), (String::new(), 0));
            }
            TcpListener::bind(address).expect("the port is free again");
        }
    }
}

#[test]
fn the_greeting_is_in_the_language_asked_for() {
    let preview = Preview::silent(&Site::small(), &["--lang", "zh"]);
    let [built, address] = preview.greeting.as_slice() else { panic!("{:?}", preview.greeting) };
    assert!(built.starts_with("18 个页面：生成 18，更新 ") && built.ends_with(" 毫秒；警告 0 处"), "{built}");
    assert_eq!(*address, format!("预览地址 http://{}/", preview.address));
    assert!(preview.shows("/-/", "<html lang=\"zh-CN\">"));
}

/// A port that was free a moment ago.
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    listener.local_addr().expect("an address").port()
}

#[test]
fn the_port_asked_for_is_used() {
    let site = Site::small();
    // Another program may take it in between; then another is asked for.
    let preview = (0..10).find_map(|_| {
        let port = free_port();
        let preview = Preview::launch(program().args(["serve", "--port", &port.to_string(), "--root"]).arg(&site.root)).ok()?;
        assert_eq!(preview.url, format!("http://127.0.0.1:{port}/"));
        Some(preview)
    });
    assert_eq!(preview.expect("a free port").get("/").status, 200);
}

#[test]
fn a_port_in_use_is_said_to_be_so() {
    let site = Site::small();
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port();
    for (language, expected) in [
        ("en", format!("error: port {port} of 127.0.0.1 is in use by another program\n")),
        ("zh", format!("错误: 127.0.0.1 的端口 {port} 已被其他程序占用\n")),
    ] {
        let mut command = program();
        command.args(["serve", "--port", &port.to_string(), "--lang", language, "--root"]).arg(&site.root);
        let (status, said) = Preview::launch(&mut command).expect_err("the port is taken");
        assert_eq!((status.code(), said), (Some(3), expected));
    }
}

#[test]
fn colleagues_need_the_token() {
    let site = Site::small();
    let preview = Preview::silent(&site, &["--host"]);
    let (host, token) = preview.url.split_once("/?token=").expect("a token");
    assert!(host.starts_with("http://") && host.ends_with(&format!(":{}", preview.address.port())), "{}", preview.url);
    assert!(token.len() == 32 && token.bytes().all(|byte| byte.is_ascii_hexdigit()), "{}", preview.url);
    let ask = |target: &str, headers: &[(&str, &str)]| http::ask(preview.address, "GET", target, headers);
    for target in ["/", "/2020/01.html", "/-/", "/-/events", "/?token=", "/?token=0123456789abcdef0123456789abcdef"] {
        let answer = ask(target, &[]);
        assert_eq!((answer.status, answer.header("set-cookie")), (403, ""), "{target}");
        assert!(!answer.text().contains("测试站"), "{target}");
    }
    let welcome = ask(&format!("/2020/01.html?token={token}"), &[]);
    assert_eq!((welcome.status, welcome.header("location")), (303, "/2020/01.html"));
    let cookie = welcome.header("set-cookie").split(';').next().expect("a cookie");
    assert!(!cookie.contains(token));
    let shown = ask("/2020/01.html", &[("Cookie", cookie)]);
    assert_eq!(shown.status, 200);
    assert!(shown.text().contains("一号工程"));
}

#[test]
fn nothing_is_written_but_its_own_memory() {
    let site = Site::small();
    for with_public in [false, true] {
        if with_public {
            fs::rename(site.build("made"), site.at("public")).expect("renamed");
            site.write("public/portal.txt", "not ours");
            site.write("notes.txt", "mine");
        }
        let mut preview = Preview::of(&site);
        site.edit(FIRST, "beds: 40", "beds: 48");
        preview.until_shown("2020/01.html", "<b>48%</b>");
        site.edit(FIRST, "beds: 48", "beds: 40");
        preview.until_shown("2020/01.html", "<b>40%</b>");
        let before = without_memory(&site);
        site.edit("content/2020/projects/02.yaml", "beds: 80", "beds: 80张");
        preview.until_broken(true);
        site.edit("content/2020/projects/02.yaml", "beds: 80张", "beds: 80");
        preview.until_broken(false);
        preview.signal("TERM");
        assert_eq!(preview.ended().0, Some(0));
        let mut after = without_memory(&site);
        let edited = "content/2020/projects/02.yaml".to_owned();
        assert_eq!(before.contains_key("public/"), with_public);
        after.insert(edited.clone(), before[&edited].clone());
        assert!(before == after, "{:?}\n{:?}", before.keys(), after.keys());
        let memory: Vec<String> = snapshot(&site.at(".gongshi")).into_keys().map(|name| format!(".gongshi/{name}")).collect();
        assert!(memory.len() >= 3 && memory.iter().all(|name| is_memory(name)), "{memory:?}");
    }
}

/// Whether a path is one of the memory of builds: named by the hash of its place and by its part.
fn is_memory(path: &str) -> bool {
    let Some(name) = path.strip_prefix(".gongshi/") else { return false };
    let of_a_build = |(hash, part): (&str, &str)| {
        hash.len() == 32
            && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
            && !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    name == ".gitignore" || name.split_once('.').is_some_and(of_a_build)
}

/// Everything in a site's folder but the memory of its builds.
fn without_memory(site: &Site) -> BTreeMap<String, (Vec<u8>, std::time::SystemTime)> {
    let mut found = snapshot(&site.root);
    found.retain(|name, _| !name.starts_with(".gongshi/"));
    found
}

#[test]
fn a_folder_that_keeps_no_memory_is_shown_all_the_same() {
    let site = Site::small();
    site.write(".gongshi", "in the way");
    let mut preview = Preview::of(&site);
    assert!(preview.shows("2020/01.html", "<b>40%</b>"));
    site.edit(FIRST, "beds: 40", "beds: 49");
    preview.until_shown("2020/01.html", "<b>49%</b>");
    preview.signal("INT");
    let (code, lines, _) = preview.ended();
    assert_eq!((code, lines.last().map(String::as_str)), (Some(0), Some("ended")));
    assert_eq!(fs::read_to_string(site.at(".gongshi")).expect("kept"), "in the way");
    let names: Vec<String> = snapshot(&site.root).into_keys().filter(|name| !name.starts_with("content/")).collect();
    assert_eq!(names, [".gongshi"]);
}

#[test]
fn it_goes_on_when_nobody_reads_what_it_prints() {
    let site = Site::small();
    let mut preview = Preview::of(&site);
    preview.stop_reading();
    for beds in 61..65 {
        site.write(FIRST, &harness::project("一号工程", "甲局", beds));
        preview.until_shown("2020/01.html", &format!("<b>{beds}%</b>"));
    }
}

#[test]
fn one_that_is_killed_leaves_nothing_behind() {
    let site = Site::small();
    let mut preview = Preview::of(&site);
    site.edit(FIRST, "beds: 40", "beds: 60");
    preview.until_shown("2020/01.html", "<b>60%</b>");
    preview.signal("KILL");
    assert_eq!(preview.ended().0, None);
    let names: Vec<String> = snapshot(&site.root).into_keys().filter(|name| !name.starts_with("content/") && !is_memory(name)).collect();
    assert_eq!(names, [".gongshi/"]);
}

#[test]
fn a_memory_of_a_run_before_changes_no_page() {
    let site = Site::small();
    let first = Preview::of(&site);
    let pages = first.now().changed.clone();
    let tags = first.tags(&pages);
    first.signal("TERM");
    assert_eq!(first.ended().0, Some(0));
    site.edit(FIRST, "beds: 40", "beds: 51");
    let mut second = Preview::of(&site);
    assert!(second.shows("2020/01.html", "<b>51%</b>"));
    site.edit(FIRST, "beds: 51", "beds: 40");
    second.until_shown("2020/01.html", "<b>40%</b>");
    assert_eq!(second.tags(&pages), tags);
}

#[test]
fn looking_again_and_again_sees_an_edit() {
    let site = Site::small();
    let mut preview = Preview::with(&site, &["--poll"]);
    assert_eq!(preview.greeting[0], "looking at the files every half second: folders are compared at intervals, as asked for");
    site.edit(FIRST, "beds: 40", "beds: 52");
    preview.until_shown("2020/01.html", "<b>52%</b>");
    site.write("content/2020/projects/09.yaml", &harness::project("九号工程", "乙局", 9));
    preview.until_shown("2020/09.html", "九号工程");
    assert!(preview.shows("2020/index.html", "九号工程"));
}

#[test]
fn two_previews_of_one_site_are_not_in_each_others_way() {
    let site = Site::small();
    let (mut one, mut two) = (Preview::of(&site), Preview::of(&site));
    for beds in [53, 54] {
        site.write(FIRST, &harness::project("一号工程", "甲局", beds));
        one.until_shown("2020/01.html", &format!("<b>{beds}%</b>"));
        two.until_shown("2020/01.html", &format!("<b>{beds}%</b>"));
    }
    one.signal("INT");
    assert_eq!(one.ended().0, Some(0));
    site.write(FIRST, &harness::project("一号工程", "甲局", 55));
    two.until_shown("2020/01.html", "<b>55%</b>");
}

#[test]
fn an_earlier_day_may_be_shown() {
    let site = Site::small();
    site.edit(FIRST, "reports:\n", "reports:\n  - {as_of: 2020-06-30, readings: {beds: 20}}\n");
    let mut preview = Preview::with(&site, &["--as-of", "2020-07-31"]);
    assert!(preview.shows("2020/01.html", "<b>20%</b>"));
    site.edit(FIRST, "beds: 20", "beds: 21");
    preview.until_shown("2020/01.html", "<b>21%</b>");
}

#[test]
fn a_root_that_is_no_folder_is_refused() {
    let site = Site::empty();
    let root = site.at("nowhere");
    let (status, said) = Preview::launch(program().args(["serve", "--root"]).arg(&root)).expect_err("no folder");
    let expected = format!("error: cannot watch the folder `{}`: No such file or directory (os error 2)\n", root.display());
    assert_eq!((status.code(), said), (Some(3), expected));
}
