//! The preview server, asked over real connections: every rule of addresses, types, tags, ranges, hosts, tokens and
//! events, each as the exact answer.

use std::{
    collections::BTreeMap,
    io::{self, Read as _, Write as _},
    net::{IpAddr, Ipv4Addr, TcpStream},
    path::PathBuf,
    sync::Arc,
    thread,
    time::Duration,
};

use gongshi::{
    diag::{Code, Diagnostic, Diagnostics, Language, Loc, Span, Texts, text},
    files::{MemoryFiles, SitePath},
    output::{Digest, Record},
    plan::view::SiteFrame,
    render::gallery::Gallery,
    serve::{BuiltInfo, HeldBack, Moment, Options, Overdue, Pages, ServeError, Server},
    site::date::PartialDate,
    theme::Theme,
};

use super::http::{self, Answer, Events, connect, send};

// Pages and moments.

#[derive(Debug, Clone, Default)]
struct Held(BTreeMap<String, Vec<u8>>);

impl Pages for Held {
    fn find(&self, path: &str) -> Option<Record> {
        self.0.get(path).map(|bytes| Record { sha256: Digest::of(bytes), bytes: bytes.len() as u64 })
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let bytes = self.0.get(path).ok_or(io::ErrorKind::NotFound)?;
        if bytes == b"unreadable" { Err(io::Error::other("the disk is gone")) } else { Ok(bytes.clone()) }
    }
}

fn held(files: &[(&str, &str)]) -> Arc<dyn Pages> {
    Arc::new(Held(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()))
}

const HOME: &str = "<!doctype html>\n<title>首页</title>\n<body>\n<p>首页\n</body>\n</html>\n";
const MISSING: &str = "<!doctype html>\n<title>没有</title>\n<body>\n没有这个页面\n</body>\n";

fn site() -> Arc<dyn Pages> {
    held(&[
        ("index.html", HOME),
        ("404.html", MISSING),
        ("2020/index.html", "<body>2020</body>"),
        ("2020/08.html", "<body>08</body>"),
        ("图/说明.txt", "说明"),
        ("a b.txt", "blank"),
        ("assets/style.css", "0123456789"),
        ("broken.html", "unreadable"),
        ("empty.txt", ""),
    ])
}

fn moment(pages: Option<Arc<dyn Pages>>) -> Moment {
    Moment {
        pages,
        base_path: "/ssxm/".to_owned(),
        broken: false,
        findings: Vec::new(),
        texts: Texts::new(),
        changed: Vec::new(),
        held_back: Vec::new(),
        overdue: Vec::new(),
        reporting_day: None,
        built: BuiltInfo::default(),
        gallery: None,
    }
}

fn options() -> Options {
    Options { root: PathBuf::from("/srv/区 site"), ..Options::default() }
}

fn serve(pages: Arc<dyn Pages>) -> Server {
    Server::start(options(), moment(Some(pages))).expect("a free port")
}

/// A moment that failed, with one error in `content/2020/08.yaml`.
fn failed(pages: Option<Arc<dyn Pages>>) -> Moment {
    let path = SitePath::new("content/2020/08.yaml");
    let finding = Diagnostic::new(Code::UnknownKey, Span::new(&path, Loc::new(11, 16)), text("unknown key `titel`", "未知的键 `titel`"))
        .help(text("did you mean `title`?", "是否想写 `title`？"));
    let warning = Diagnostic::new(Code::ByteOrderMark, Span::file(&path), text("a byte order mark", "有字节顺序标记"));
    let texts = Texts::from([(path, Arc::from("id: 项目\ntitel: 一\n"))]);
    Moment { broken: true, findings: vec![finding, warning], texts, ..moment(pages) }
}

// Asking.

fn ask(server: &Server, method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
    http::ask(server.address(), method, target, headers)
}

fn get(server: &Server, target: &str) -> Answer {
    ask(server, "GET", target, &[])
}

/// A page as it is served: with the script before the end of its body.
fn live(page: &str) -> String {
    let script = format!("<script src=\"/-/live.js\" data-page=\"{}-live\" defer></script>\n", Digest::of(page.as_bytes()));
    page.replace("</body>", &format!("{script}</body>"))
}

// Addresses.

#[test]
fn addresses_lead_to_pages_at_the_root_and_below_the_portal() {
    let server = serve(site());
    let page = |text: &str| (200, String::new(), live(text));
    let file = |text: &str| (200, String::new(), text.to_owned());
    let moved = |to: &str| (308, to.to_owned(), String::new());
    let missing = || (404, String::new(), live(MISSING));
    let cases = [
        ("/", page(HOME)),
        ("/index.html", page(HOME)),
        ("/?a=b", page(HOME)),
        ("/2020/", page("<body>2020</body>")),
        ("/2020/index.html", page("<body>2020</body>")),
        ("/2020", moved("/2020/")),
        ("/2020?as_of=2020-09", moved("/2020/?as_of=2020-09")),
        ("/2020/08.html", page("<body>08</body>")),
        ("/%32020/08.html", page("<body>08</body>")),
        ("/%E5%9B%BE/%E8%AF%B4%E6%98%8E.txt", file("说明")),
        ("/a%20b.txt", file("blank")),
        ("/empty.txt", file("")),
        ("/ssxm/", page(HOME)),
        ("/ssxm", moved("/ssxm/")),
        ("/ssxm?x", moved("/ssxm/?x")),
        ("/ssxm/2020", moved("/ssxm/2020/")),
        ("/ssxm/2020/", page("<body>2020</body>")),
        ("/ssxm/2020/08.html", page("<body>08</body>")),
        ("/%73sxm/a%20b.txt", file("blank")),
        ("/ssxm/nothing", missing()),
        ("/ssxm/ssxm/", missing()),
        ("/ssxmm/", missing()),
        ("/nothing", missing()),
        ("/nothing/", missing()),
        ("/2020/08.html/", missing()),
        ("/2020/08", missing()),
        ("/INDEX.html", missing()),
        ("//", missing()),
        ("//index.html", missing()),
        ("/2020//08.html", missing()),
        ("//2020", missing()),
        ("/./index.html", missing()),
        ("/../index.html", missing()),
        ("/2020/../index.html", missing()),
        ("/%2e%2e/index.html", missing()),
        ("/2020/%2E%2e/index.html", missing()),
        ("/2020/..%2findex.html", missing()),
        ("/2020%2f08.html", missing()),
        ("/2020%2F", missing()),
        ("/2020%5C08.html", missing()),
        ("/2020\\08.html", missing()),
        ("/..\\index.html", missing()),
        ("/index.html%00", missing()),
        ("/index.html%00.txt", missing()),
        ("/%0a", missing()),
        ("/%ff%fe", missing()),
        ("/%zz", missing()),
        ("/%", missing()),
        ("/etc/passwd", missing()),
        ("/srv/%E5%8C%BA%20site/content/site.yaml", missing()),
        ("/%2fetc%2fpasswd", missing()),
    ];
    for (target, expected) in cases {
        let answer = get(&server, target);
        assert_eq!((answer.status, answer.header("location").to_owned(), answer.text()), expected, "{target}");
    }
    let long = format!("/{}", "%E5%BE%88".repeat(6000));
    assert_eq!(get(&server, &long).status, 404, "a path of {} bytes", long.len());
    assert_eq!(get(&server, &format!("/{}", "a/".repeat(30_000))).status, 404);
    assert_eq!(get(&server, &format!("/{}", "a".repeat(70_000))).status, 414);
    assert_eq!(get(&server, "/").status, 200);
}

#[test]
fn a_site_at_the_root_has_one_mount() {
    let server = Server::start(options(), Moment { base_path: "/".to_owned(), ..moment(Some(site())) }).expect("a free port");
    assert_eq!(get(&server, "/").text(), live(HOME));
    assert_eq!(get(&server, "/2020").header("location"), "/2020/");
    assert_eq!(get(&server, "/ssxm/").status, 404);
}

#[test]
fn a_portal_path_of_several_parts_and_of_chinese_signs_is_a_mount() {
    let server = Server::start(options(), Moment { base_path: "/政务/ssxm/".to_owned(), ..moment(Some(site())) }).expect("a free port");
    assert_eq!(get(&server, "/%E6%94%BF%E5%8A%A1/ssxm/").text(), live(HOME));
    assert_eq!(get(&server, "/%E6%94%BF%E5%8A%A1/ssxm").header("location"), "/%E6%94%BF%E5%8A%A1/ssxm/");
    assert_eq!(get(&server, "/%E6%94%BF%E5%8A%A1/").status, 404);
}

#[test]
fn without_a_page_of_its_own_a_site_gets_a_plain_one_for_what_is_missing() {
    let server = serve(held(&[("index.html", HOME)]));
    let answer = get(&server, "/nothing");
    assert_eq!((answer.status, answer.header("content-type")), (404, "text/html; charset=utf-8"));
    let body = answer.text();
    assert!(body.contains("<h1>No page stands at this address.</h1>"), "{body}");
    assert!(body.contains("<script src=\"/-/live.js\" data-page=\"\" defer></script>\n</body>"), "{body}");
    assert_eq!(answer.header("etag"), "");
}

#[test]
fn a_page_that_cannot_be_read_is_said_to_be_so_and_the_server_lives() {
    let server = serve(site());
    let answer = get(&server, "/broken.html");
    assert_eq!(answer.status, 500);
    assert!(answer.text().contains("<h1>The page broken.html cannot be read: the disk is gone</h1>"), "{}", answer.text());
    assert_eq!(get(&server, "/").status, 200);
}

// Headers.

#[test]
fn types_follow_the_extension() {
    let cases = [
        ("a.html", "text/html; charset=utf-8"),
        ("a.HTML", "text/html; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.json", "application/json; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.xml", "application/xml; charset=utf-8"),
        ("a.csv", "text/csv; charset=utf-8"),
        ("a.txt", "text/plain; charset=utf-8"),
        ("a.md", "text/markdown; charset=utf-8"),
        ("a.png", "image/png"),
        ("a.jpg", "image/jpeg"),
        ("a.JPEG", "image/jpeg"),
        ("a.gif", "image/gif"),
        ("a.webp", "image/webp"),
        ("a.avif", "image/avif"),
        ("a.ico", "image/x-icon"),
        ("a.pdf", "application/pdf"),
        ("a.zip", "application/zip"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.woff2", "font/woff2"),
        ("a.mp4", "video/mp4"),
        ("a.mp3", "audio/mpeg"),
        ("a.wasm", "application/wasm"),
        ("a.tar.gz", "application/gzip"),
        ("a.unknown", "application/octet-stream"),
        ("html", "application/octet-stream"),
        ("b.html/c", "application/octet-stream"),
    ];
    let files: Vec<(&str, &str)> = cases.iter().map(|(path, _)| (*path, "x")).collect();
    let server = serve(held(&files));
    for (path, media) in cases {
        let answer = get(&server, &format!("/{path}"));
        let shown = (answer.status, answer.header("content-type"), answer.header("x-content-type-options"), answer.header("cache-control"));
        assert_eq!(shown, (200, media, "nosniff", "no-cache"), "{path}");
    }
}

#[test]
fn the_script_stands_before_the_last_end_of_a_body_or_at_the_end() {
    let cases =
        [("<body><pre></body></pre></BODY></html>", "<body><pre></body></pre>§</BODY></html>"), ("<p>no end", "<p>no end§"), ("", "§")];
    for (page, expected) in cases {
        let script = format!("<script src=\"/-/live.js\" data-page=\"{}-live\" defer></script>\n", Digest::of(page.as_bytes()));
        let server = serve(held(&[("index.html", page), ("a.svg", "<svg></body></svg>")]));
        assert_eq!(get(&server, "/").text(), expected.replace('§', &script));
        assert_eq!(get(&server, "/a.svg").text(), "<svg></body></svg>");
    }
}

#[test]
fn a_browser_that_has_the_bytes_is_sent_none() {
    let server = serve(site());
    let css = format!("\"{}\"", Digest::of(b"0123456789"));
    let home = format!("\"{}-live\"", Digest::of(HOME.as_bytes()));
    let plain = format!("\"{}\"", Digest::of(HOME.as_bytes()));
    let cases = [
        ("/assets/style.css", css.clone(), 304),
        ("/assets/style.css", format!("W/{css}"), 304),
        ("/assets/style.css", format!("\"a\", {css}"), 304),
        ("/assets/style.css", "*".to_owned(), 304),
        ("/assets/style.css", "\"a\"".to_owned(), 200),
        ("/assets/style.css", css.trim_matches('"').to_owned(), 200),
        ("/", home.clone(), 304),
        ("/ssxm/", home.clone(), 304),
        ("/", plain, 200),
        ("/nothing", format!("\"{}-live\"", Digest::of(MISSING.as_bytes())), 404),
    ];
    for (target, tag, status) in cases {
        for method in ["GET", "HEAD"] {
            let answer = ask(&server, method, target, &[("If-None-Match", &tag)]);
            assert_eq!(answer.status, status, "{method} {target} {tag}");
            assert_eq!(answer.body.is_empty(), status == 304 || method == "HEAD", "{method} {target} {tag}");
        }
    }
    let kept = ask(&server, "GET", "/assets/style.css", &[("If-None-Match", &css)]);
    assert_eq!((kept.header("etag"), kept.header("cache-control"), kept.header("content-type")), (css.as_str(), "no-cache", ""));
    assert_eq!(get(&server, "/").header("etag"), home);
}

#[test]
fn head_has_the_headers_of_get_and_no_body() {
    let server = serve(site());
    let targets = [
        "/",
        "/2020",
        "/assets/style.css",
        "/empty.txt",
        "/nothing",
        "/broken.html",
        "/-/",
        "/-/panel",
        "/-/live.js",
        "/-/preview.css",
        "/-/no",
    ];
    for target in targets {
        let without_date = |mut answer: Answer| {
            answer.headers.remove("date");
            answer
        };
        let (get, head) = (without_date(get(&server, target)), without_date(ask(&server, "HEAD", target, &[("Range", "bytes=0-1")])));
        assert_eq!((head.status, &head.headers), (get.status, &get.headers), "{target}");
        assert_eq!(head.header("content-length"), get.body.len().to_string(), "{target}");
        assert_eq!(head.body, b"", "{target}");
    }
    let head = ask(&server, "HEAD", "/-/events", &[]);
    assert_eq!((head.status, head.header("content-type"), head.body.len()), (200, "text/event-stream", 0));
}

#[test]
fn one_range_of_bytes_is_a_part() {
    let server = serve(site());
    let part = |range: &str, text: &str| (206, format!("bytes {range}/10"), text.to_owned());
    let none = || (416, "bytes */10".to_owned(), String::new());
    let whole = || (200, String::new(), "0123456789".to_owned());
    let cases = [
        ("bytes=0-0", part("0-0", "0")),
        ("bytes=2-5", part("2-5", "2345")),
        ("bytes=7-", part("7-9", "789")),
        ("bytes=0-99", part("0-9", "0123456789")),
        ("bytes=9-99999999999999999999999", part("9-9", "9")),
        ("bytes=-3", part("7-9", "789")),
        ("bytes=-99", part("0-9", "0123456789")),
        ("Bytes=1-1", part("1-1", "1")),
        ("bytes=10-", none()),
        ("bytes=99999999999999999999999-", none()),
        ("bytes=-0", none()),
        ("bytes=5-2", none()),
        ("bytes=-", none()),
        ("bytes=a-b", none()),
        ("bytes=+1-2", none()),
        ("bytes=", none()),
        ("bytes=0-1,3-4", whole()),
        ("lines=0-1", whole()),
        ("nothing", whole()),
    ];
    for (range, expected) in cases {
        let answer = ask(&server, "GET", "/assets/style.css", &[("Range", range)]);
        assert_eq!((answer.status, answer.header("content-range").to_owned(), answer.text()), expected, "{range}");
        assert_eq!(answer.header("accept-ranges"), "bytes");
        assert_eq!(answer.header("content-length"), answer.body.len().to_string());
    }
    assert_eq!(ask(&server, "GET", "/empty.txt", &[("Range", "bytes=0-")]).header("content-range"), "bytes */0");
    let tag = format!("\"{}\"", Digest::of(b"0123456789"));
    for (tag, status) in [(tag.as_str(), 206), ("\"other\"", 200), (&format!("W/{tag}"), 200), ("Sat, 01 Feb 2020 00:00:00 GMT", 200)] {
        let answer = ask(&server, "GET", "/assets/style.css", &[("Range", "bytes=0-1"), ("If-Range", tag)]);
        assert_eq!(answer.status, status, "{tag}");
    }
    let both = ask(&server, "GET", "/assets/style.css", &[("Range", "bytes=0-1"), ("If-None-Match", &tag)]);
    assert_eq!(both.status, 304);
    let page = ask(&server, "GET", "/", &[("Range", "bytes=-8")]);
    assert_eq!((page.status, page.text().as_str()), (206, "</html>\n"));
}

#[test]
fn other_methods_are_refused() {
    let server = serve(site());
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
        for target in ["/", "/nothing", "/-/", "/-/events"] {
            let answer = ask(&server, method, target, &[]);
            assert_eq!((answer.status, answer.header("allow")), (405, "GET, HEAD"), "{method} {target}");
        }
    }
}

// Who may ask.

#[test]
fn only_names_of_this_machine_are_answered() {
    let server = serve(site());
    let port = server.address().port();
    let cases = [
        (format!("127.0.0.1:{port}"), 200),
        (format!("localhost:{port}"), 200),
        (format!("LocalHost:{port}"), 200),
        (format!("[::1]:{port}"), 200),
        (format!("evil.example:{port}"), 403),
        (format!("127.0.0.1.evil.example:{port}"), 403),
        (format!("localhost.:{port}"), 403),
        ("localhost".to_owned(), 403),
        ("127.0.0.1".to_owned(), 403),
        (format!("localhost:{}", port ^ 1), 403),
        (format!("0.0.0.0:{port}"), 403),
        (String::new(), 403),
    ];
    for (host, status) in cases {
        for target in ["/", "/-/", "/-/events", "/-/live.js", "/nothing"] {
            let answer = ask(&server, "HEAD", target, &[("Host", &host)]);
            let expected = if target == "/nothing" && status == 200 { 404 } else { status };
            assert_eq!(answer.status, expected, "{host} {target}");
        }
    }
    let refused = ask(&server, "GET", "/", &[("Host", "evil.example")]);
    let sentence = "This host name is not one of the preview's. Open the address the program printed.\n";
    assert_eq!((refused.text().as_str(), refused.header("content-type")), (sentence, "text/plain; charset=utf-8"));
    let own = format!("localhost:{port}");
    assert_eq!(ask(&server, "GET", "/", &[("Host", &own), ("Host", "evil.example")]).status, 403);
    assert_eq!(ask(&server, "GET", &format!("http://evil.example:{port}/"), &[("Host", &own)]).status, 403);
    assert_eq!(ask(&server, "GET", &format!("http://{own}/"), &[("Host", &own)]).status, 200);
}

#[test]
fn pages_of_other_sites_are_refused() {
    let server = serve(site());
    let port = server.address().port();
    let cases = [
        (format!("http://127.0.0.1:{port}"), 200),
        (format!("http://localhost:{port}"), 200),
        (format!("http://[::1]:{port}"), 200),
        (format!("https://localhost:{port}"), 403),
        (format!("http://localhost:{}", port ^ 1), 403),
        ("http://evil.example".to_owned(), 403),
        ("null".to_owned(), 403),
        (String::new(), 403),
    ];
    for (origin, status) in cases {
        for target in ["/", "/-/panel", "/-/events"] {
            assert_eq!(ask(&server, "HEAD", target, &[("Origin", &origin)]).status, status, "{origin} {target}");
        }
    }
    for (site, status) in [("cross-site", 403), ("same-origin", 200), ("same-site", 200), ("none", 200)] {
        assert_eq!(ask(&server, "HEAD", "/-/events", &[("Sec-Fetch-Site", site)]).status, status, "{site}");
        assert_eq!(ask(&server, "HEAD", "/", &[("Sec-Fetch-Site", site)]).status, 200, "{site}");
    }
    for target in ["/", "/assets/style.css", "/-/", "/-/events", "/nothing"] {
        assert_eq!(ask(&server, "HEAD", target, &[]).header("cross-origin-resource-policy"), "same-origin", "{target}");
    }
}

#[test]
fn a_token_is_shown_once_and_then_kept_as_a_cookie() {
    let options = Options { token: Some("秘 密&1".to_owned()), name: Some("office".to_owned()), ..options() };
    let server = Server::start(options, moment(Some(site()))).expect("a free port");
    let port = server.address().port();
    assert_eq!(server.url(), format!("http://office:{port}/?token=%E7%A7%98%20%E5%AF%86%261"));
    let good = "token=%E7%A7%98%20%E5%AF%86%261";
    let cookie = format!("gongshi-preview-{port}={}", Digest::of("秘 密&1".as_bytes()));

    let cases = [
        (format!("/?{good}"), "/"),
        (format!("/2020/08.html?{good}"), "/2020/08.html"),
        (format!("/2020?a=b&{good}&c"), "/2020?a=b&c"),
        (format!("/-/?{good}"), "/-/"),
        (format!("//evil.example/?{good}"), "/"),
        (format!("/\\evil.example/?{good}"), "/"),
    ];
    for (target, location) in cases {
        let answer = ask(&server, "GET", &target, &[("Host", "office:1")]);
        let set = format!("{cookie}; Path=/; HttpOnly; SameSite=Strict");
        assert_eq!((answer.status, answer.header("location"), answer.header("set-cookie")), (303, location, set.as_str()), "{target}");
        assert_eq!(answer.body, b"");
    }

    let others = format!("a=b; {cookie}; c=d");
    let cases = [
        ("/", cookie.as_str(), 200),
        ("/", others.as_str(), 200),
        ("/-/", &cookie, 200),
        ("/", "", 403),
        ("/-/", "", 403),
        ("/-/events", "", 403),
        ("/-/live.js", "", 403),
        ("/nothing", "", 403),
        ("/?token=", "", 403),
        ("/?token", "", 403),
        ("/?token=wrong", "", 403),
        ("/?token=wrong", &cookie, 403),
        ("/?tokens=x", &cookie, 200),
        ("/", &cookie[..cookie.len() - 1], 403),
        ("/", &format!("x{cookie}"), 403),
        ("/", &format!("gongshi-preview-{port}="), 403),
        ("/", &format!("gongshi-preview-{port}=%E7%A7%98%20%E5%AF%86%261"), 403),
    ];
    for (target, cookie, status) in cases {
        let answer = ask(&server, "GET", target, &[("Host", "any.name"), ("Cookie", cookie)]);
        assert_eq!((answer.status, answer.header("set-cookie")), (status, ""), "{target} {cookie}");
        if status == 403 {
            assert_eq!(answer.text(), "Open the preview by the full address, with its token.\n");
        }
    }

    let origin = |origin| ask(&server, "GET", "/", &[("Host", "office:1"), ("Cookie", &cookie), ("Origin", origin)]).status;
    assert_eq!((origin("http://office:1"), origin("http://office:2"), origin("http://evil.example")), (200, 403, 403));

    // From a link on another site the cookie comes with the second request only.
    let link = |mode| ask(&server, "GET", "/", &[("Host", "office:1"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", mode)]);
    assert_eq!(link("navigate").status, 403);
    assert!(link("navigate").text().contains("<meta http-equiv=\"refresh\" content=\"0\">"));
    assert!(!link("no-cors").text().contains("refresh"));
}

#[test]
fn an_address_in_use_is_said_to_be_so() {
    let server = serve(site());
    let port = server.address().port();
    let second = Server::start(Options { port: Some(port), ..options() }, moment(None));
    let error = second.expect_err("the port is taken");
    assert!(matches!(error, ServeError::InUse { address } if address == server.address()), "{error:?}");
    assert_eq!(error.en(), format!("port {port} of 127.0.0.1 is in use by another program"));
    assert_eq!(error.zh(), format!("127.0.0.1 的端口 {port} 已被其他程序占用"));
    let nowhere = Options { address: IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)), ..options() };
    assert_eq!(Server::start(nowhere, moment(None)).expect_err("not ours").en(), "cannot listen at 192.0.2.1:0");
    assert_eq!(server.url(), format!("http://127.0.0.1:{port}/"));
    server.stop();
    let again = Server::start(Options { port: Some(port), ..options() }, moment(Some(site()))).expect("the port is free again");
    assert_eq!(get(&again, "/").status, 200);
}

// Events.

#[test]
fn a_browser_is_told_the_state_when_it_connects_and_at_every_change() {
    let server = serve(site());
    let mut early = Events::open(server.address());
    let state = "{\"revision\":1,\"broken\":false,\"changed\":[],\"errors\":0,\"warnings\":0,\"base\":\"/ssxm/\",\"language\":\"en\"}";
    assert_eq!(early.next(), format!("retry: 1000\nevent: state\nid: 1\ndata: {state}\n\n"));

    server.publish(Moment { changed: vec!["2020/08.html".to_owned(), "图\n.html".to_owned()], ..moment(Some(site())) });
    let state = "{\"revision\":2,\"broken\":false,\"changed\":[\"2020/08.html\",\"图\\n.html\"],\"errors\":0,\"warnings\":0,\"base\":\"/ssxm/\",\
                 \"language\":\"en\"}";
    assert_eq!(early.next(), format!("event: state\nid: 2\ndata: {state}\n\n"));

    server.publish(failed(Some(site())));
    let state = "{\"revision\":3,\"broken\":true,\"changed\":[],\"errors\":1,\"warnings\":1,\"base\":\"/ssxm/\",\"language\":\"en\"}";
    assert_eq!(early.next(), format!("event: state\nid: 3\ndata: {state}\n\n"));
    assert_eq!(Events::open(server.address()).next(), format!("retry: 1000\nevent: state\nid: 3\ndata: {state}\n\n"));
}

#[test]
fn a_browser_that_does_not_read_holds_nobody_up() {
    let server = serve(site());
    let _deaf = Events::open(server.address());
    let mut keen = Events::open(server.address());
    assert!(keen.next().contains("\"revision\":1,"));
    for revision in 2..200 {
        server.publish(moment(Some(site())));
        assert!(keen.next().contains(&format!("\"revision\":{revision},")));
    }
    assert_eq!(get(&server, "/").status, 200);
}

#[test]
fn stopping_ends_a_waiting_stream_and_an_idle_connection() {
    let server = serve(site());
    let mut events = Events::open(server.address());
    assert!(events.next().contains("\"revision\":1,"));
    let mut idle = connect(server.address());
    let (status, headers) = send(&mut idle, &format!("GET /empty.txt HTTP/1.1\r\nHost: {}\r\n\r\n", server.address()));
    assert_eq!((status, headers["content-length"].as_str()), (200, "0"));
    let mut half = connect(server.address());
    half.get_mut().write_all(b"GET / HTTP/1.1\r\nHost:").expect("sent");
    let address = server.address();
    server.stop();
    assert_eq!(events.next(), "");
    let mut rest = Vec::new();
    assert_eq!(events.rest(), 0);
    assert_eq!(idle.read_to_end(&mut rest).expect("closed"), 0);
    assert!(TcpStream::connect(address).is_err());
}

/// The answer is one of these pages whole, under its own tag.
fn check(answer: &Answer, expected: &BTreeMap<String, String>) {
    assert_eq!(answer.status, 200);
    assert_eq!(Some(&answer.text()), expected.get(answer.header("etag")));
}

#[test]
fn every_answer_belongs_to_one_moment() {
    let version = |n: usize| {
        let page = format!("<body>{}</body>", format!("{n} ").repeat(20_000));
        (page.clone(), moment(Some(held(&[("index.html", &page)]))))
    };
    let (pages, moments): (Vec<String>, Vec<Moment>) = (0..8).map(version).unzip();
    let expected: BTreeMap<String, String> =
        pages.iter().map(|page| (format!("\"{}-live\"", Digest::of(page.as_bytes())), live(page))).collect();
    let server = Server::start(options(), moments[0].clone()).expect("a free port");
    thread::scope(|scope| {
        let readers: Vec<_> = (0..5).map(|_| scope.spawn(|| (0..10).for_each(|_| check(&get(&server, "/"), &expected)))).collect();
        let mut at = 0;
        while readers.iter().any(|reader| !reader.is_finished()) {
            at = (at + 1) % moments.len();
            server.publish(moments[at].clone());
        }
    });
}

// The preview's own pages.

#[test]
fn the_panel_shows_errors_with_their_places() {
    let chinese = Options { language: Language::Chinese, ..options() };
    let server = Server::start(chinese, failed(Some(site()))).expect("a free port");
    let answer = get(&server, "/-/panel");
    assert_eq!((answer.status, answer.header("content-security-policy")), (200, "default-src 'self'"));
    let href = "vscode://file/srv/%E5%8C%BA%20site/content/2020/08.yaml:2:1";
    let place = format!("<a class=\"place\" href=\"{href}\">content/2020/08.yaml:2:1</a>");
    let expected = format!(
        "<section class=\"panel\" aria-labelledby=\"gongshi-panel-title\" lang=\"zh-CN\">\n\
         <h2 class=\"panel__title\" id=\"gongshi-panel-title\" tabindex=\"-1\">错误 1 处</h2>\n\
         <p class=\"panel__lead\">页面仍是上一次成功生成的。</p>\n\
         <ol class=\"findings\">\n<li class=\"finding\">\n\
         <p class=\"finding__what\"><strong class=\"finding__severity finding__severity--error\">错误</strong> 未知的键 <code>titel</code> \
         <small class=\"finding__code\">unknown-key</small></p>\n\
         <pre class=\"finding__source\" tabindex=\"0\"> --&gt; {place}\n  |\n2 | titel: 一\n  | ^^^^^</pre>\n\
         <p class=\"finding__help\"><strong>建议：</strong>是否想写 <code>title</code>？</p>\n\
         </li>\n</ol>\n</section>\n"
    );
    assert_eq!(answer.text(), expected);
    server.publish(moment(Some(site())));
    assert_eq!(get(&server, "/-/panel").text(), "");
}

#[test]
fn nothing_in_a_finding_becomes_markup() {
    let evil = "<script>alert('1')</script>&\"";
    let path = SitePath::new(&format!("content/{evil}.yaml"));
    let span = Span::new(&path, Loc::new(0, 8));
    let finding = Diagnostic::new(Code::BadFileName, span.clone(), text(format!("{evil} `{evil}`"), ""))
        .label(Span::new(&path, Loc::new(9, 12)), text(evil, ""))
        .help(text(evil, ""));
    let held = HeldBack { path: evil.to_owned(), until: None, address: Some(evil.to_owned()) };
    let late = Overdue { address: evil.to_owned(), project: evil.to_owned(), indicator: evil.to_owned(), last: None };
    let moment = Moment {
        broken: true,
        findings: vec![finding],
        texts: Texts::from([(path, Arc::from(format!("{evil}\n{evil}\n")))]),
        held_back: vec![held],
        overdue: vec![late],
        base_path: format!("/{evil}/"),
        built: BuiltInfo { title: evil.to_owned(), at: evil.to_owned(), ..BuiltInfo::default() },
        ..moment(Some(site()))
    };
    let server = Server::start(options(), moment.clone()).expect("a free port");
    for target in ["/-/panel", "/-/"] {
        let body = get(&server, target).text().replace("<script src=\"/-/live.js\"", "");
        assert!(!body.contains("<script"), "{target}: {body}");
        assert!(!body.contains("alert('"), "{target}: {body}");
        assert!(body.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot; <code>&lt;script&gt;"), "{target}: {body}");
        assert!(
            body.contains("vscode://file/srv/%E5%8C%BA%20site/content/%3Cscript%3Ealert%28%271%27%29%3C/script%3E%26%22.yaml:1:1\""),
            "{body}"
        );
    }
    server.publish(Moment { pages: None, ..moment });
    assert!(!get(&server, "/").text().replace("<script src=\"/-/live.js\"", "").contains("<script"));
}

#[test]
fn before_the_first_good_build_every_address_says_what_is_wrong() {
    let server = Server::start(options(), failed(None)).expect("a free port");
    for target in ["/", "/2020/08.html", "/ssxm/", "/assets/style.css"] {
        let answer = get(&server, target);
        assert_eq!(
            (answer.status, answer.header("etag"), answer.header("content-security-policy")),
            (503, "", "default-src 'self'"),
            "{target}"
        );
        let body = answer.text();
        let panel = get(&server, "/-/panel").text();
        assert!(panel.contains("No page has been built yet; it appears here by itself once this is put right."), "{panel}");
        assert!(body.contains(&format!("<h1>The site cannot be built yet</h1>\n<div data-gongshi-panel>\n{panel}</div>\n")), "{body}");
        assert!(body.ends_with("<script src=\"/-/live.js\" data-page=\"\" defer></script>\n</body>\n</html>\n"), "{body}");
    }
    server.publish(moment(Some(site())));
    assert_eq!(get(&server, "/").text(), live(HOME));
    server.publish(moment(None));
    assert!(get(&server, "/").text().contains("<h1>The site is being built</h1>"));
}

#[test]
fn the_overview_says_what_staff_must_know() {
    let day = |text: &str| PartialDate::parse(text).expect("a date");
    let held = |path: &str, until: Option<&str>, address: Option<&str>| HeldBack {
        path: path.to_owned(),
        until: until.map(day),
        address: address.map(str::to_owned),
    };
    let late = |address: &str, project: &str, indicator: &str, last: Option<&str>| Overdue {
        address: address.to_owned(),
        project: project.to_owned(),
        indicator: indicator.to_owned(),
        last: last.map(day),
    };
    let moment = Moment {
        held_back: vec![
            held("content/2020/projects/09.yaml", Some("2020-10-01"), Some("2020/09.html")),
            held("content/pages/a.md", None, None),
        ],
        overdue: vec![
            late("2020/08.html", "加装电梯", "开工数", Some("2020-08")),
            late("2020/01.html", "早餐工程", "门店", None),
            late("2020/08.html", "加装电梯", "竣工数", None),
        ],
        reporting_day: Some("2020-09-25".parse().expect("a day")),
        built: BuiltInfo {
            rendered: 3,
            reused: 80,
            removed: 1,
            pages: 83,
            took: Duration::from_millis(1340),
            at: "14:03:22".to_owned(),
            title: "长宁区".to_owned(),
        },
        ..failed(Some(site()))
    };
    let server = Server::start(Options { language: Language::Chinese, ..options() }, moment.clone()).expect("a free port");
    let answer = get(&server, "/-/");
    assert_eq!((answer.status, answer.header("content-security-policy")), (200, "default-src 'self'"));
    let body = answer.text();
    let file = |path: &str| format!("<a class=\"place\" href=\"vscode://file/srv/%E5%8C%BA%20site/{path}:1:1\">{path}</a>");
    let parts = [
        "<html lang=\"zh-CN\">".to_owned(),
        "<title>总览 · 长宁区</title>".to_owned(),
        "<h1>总览 · 长宁区</h1>".to_owned(),
        "<li><a href=\"/\">网站首页</a></li>\n<li><a href=\"/ssxm/\">同一网站，位于 <code>/ssxm/</code></a></li>\n\
         <li><a href=\"/-/components\">主题的组件</a></li>"
            .to_owned(),
        "<p class=\"state state--bad\">最近一次生成失败，页面仍是之前的。</p>".to_owned(),
        "<div><dt>页面生成于</dt><dd>14:03:22</dd></div>\n<div><dt>用时</dt><dd>1.3 秒</dd></div>\n<div><dt>页面总数</dt><dd>83</dd></div>\n\
         <div><dt>重新生成</dt><dd>3</dd></div>\n<div><dt>沿用</dt><dd>80</dd></div>\n<div><dt>删除</dt><dd>1</dd></div>"
            .to_owned(),
        "<p>错误 1 处，警告 1 处</p>\n<h3>content/2020/08.yaml</h3>\n<ul class=\"findings\">\n<li class=\"finding\">\n".to_owned(),
        "href=\"vscode://file/srv/%E5%8C%BA%20site/content/2020/08.yaml:2:1\"".to_owned(),
        "<strong class=\"finding__severity finding__severity--warning\">警告</strong> 有字节顺序标记".to_owned(),
        format!(
            "<tr><td><a href=\"/2020/09.html\">2020/09.html</a></td><td>2020年10月1日</td><td>{}</td></tr>\n\
             <tr><td>不显示</td><td>草稿</td><td>{}</td></tr>\n",
            file("content/2020/projects/09.yaml"),
            file("content/pages/a.md")
        ),
        "<caption>自报送日2020年9月25日起没有新读数</caption>".to_owned(),
        "<tbody>\n<tr><th scope=\"rowgroup\" rowspan=\"2\"><a href=\"/2020/08.html\">加装电梯</a></th><td>开工数</td><td>2020年8月</td></tr>\n\
         <tr><td>竣工数</td><td>从未报送</td></tr>\n</tbody>\n\
         <tbody>\n<tr><th scope=\"rowgroup\" rowspan=\"1\"><a href=\"/2020/01.html\">早餐工程</a></th><td>门店</td><td>从未报送</td></tr>\n</tbody>"
            .to_owned(),
    ];
    let mut from = 0;
    for part in parts {
        let at = body[from..].find(&part).unwrap_or_else(|| panic!("{part}\nis not in\n{}", &body[from..]));
        from += at + part.len();
    }
    let tag = answer.header("etag").to_owned();
    server.publish(moment.clone());
    assert_eq!(ask(&server, "GET", "/-/", &[("If-None-Match", &tag)]).status, 304);
    server.publish(Moment { built: BuiltInfo { at: "14:03:23".to_owned(), ..moment.built.clone() }, ..moment });
    assert_ne!(get(&server, "/-/").header("etag"), tag);
}

/// The gallery of the default theme, of which a site's own files replace some.
fn gallery(files: &MemoryFiles) -> Arc<Gallery> {
    let named = Span::file(&SitePath::new("content/site.yaml"));
    let theme = Theme::load(&mut Diagnostics::default(), files, ("default", named), "zh-CN").expect("memory does not fail");
    Arc::new(Gallery { theme, site: SiteFrame { language: "zh-CN".to_owned(), ..SiteFrame::default() } })
}

#[test]
fn the_gallery_shows_every_component_and_an_example_that_fails() {
    let chinese = Options { language: Language::Chinese, ..options() };
    let mut files = MemoryFiles::default();
    let examples = "about: 灯 <b>\nexamples:\n  - name: 亮着的灯\n    use: \"<p>{{ lamp }}</p>\"\n    with: { lamp: 亮 }\n  - name: 坏了的灯\n    \
                    use: \"<p>{{ light }}</p>\"\n";
    files.insert("themes/default/components/card/examples.yaml", examples);
    files.insert("themes/default/components/lamp/template.html", "<p>灯</p>");
    let server = Server::start(chinese, Moment { gallery: Some(gallery(&files)), ..failed(Some(site())) }).expect("a free port");
    let answer = get(&server, "/-/components");
    let facts = (answer.status, answer.header("content-type"), answer.header("content-security-policy"));
    assert_eq!(facts, (200, "text/html; charset=utf-8", "default-src 'self'"));
    let body = answer.text();
    let folders = std::fs::read_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("themes/default/components")).expect("the components");
    let folders: Vec<String> = folders.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    assert!(folders.len() > 20, "{folders:?}");
    for name in folders {
        assert!(body.contains(&format!("<li><a href=\"#component-{name}\">{name}</a></li>")), "{name} is not listed");
        assert!(body.contains(&format!("<h2 id=\"component-{name}\">{name}</h2>")), "{name} is not shown");
    }
    let place = "themes/default/components/card/examples.yaml:7:11";
    let href = format!("vscode://file/srv/%E5%8C%BA%20site/{place}");
    let parts = [
        "<link rel=\"stylesheet\" href=\"../assets/style.css\">".to_owned(),
        "<script src=\"../assets/script.js\"></script>".to_owned(),
        "<h2 id=\"component-card\">card</h2>\n<p>灯 &lt;b&gt;</p>\n".to_owned(),
        "<h3>亮着的灯</h3>\n<div class=\"gallery-drawn\" lang=\"zh-CN\">\n<p>亮</p>\n</div>\n".to_owned(),
        "<pre tabindex=\"0\"><code>&lt;p&gt;{{ lamp }}&lt;/p&gt;</code></pre>\n\
         <pre tabindex=\"0\"><code>{\n  &quot;lamp&quot;: &quot;亮&quot;\n}</code></pre>\n"
            .to_owned(),
        "<h3>坏了的灯</h3>\n<ul class=\"gallery-faults\">\n<li>\n<p class=\"finding__what\">".to_owned(),
        format!("<p class=\"finding__where\"><a class=\"place\" href=\"{href}\">{place}</a></p>"),
        "<h2 id=\"component-lamp\">lamp</h2>\n<p>这个组件没有例子。</p>\n</section>".to_owned(),
    ];
    let mut from = 0;
    for part in parts {
        let at = body[from..].find(&part).unwrap_or_else(|| panic!("{part}\nis not in\n{}", &body[from..]));
        from += at + part.len();
    }
    assert_eq!(ask(&server, "GET", "/-/components", &[("If-None-Match", answer.header("etag"))]).status, 304);
    server.publish(moment(None));
    assert!(get(&server, "/-/components").text().contains("<p>尚未生成。</p>"));
}

#[test]
fn the_preview_brings_its_own_script_and_style_and_nothing_inline() {
    let server = Server::start(options(), failed(Some(site()))).expect("a free port");
    let assets = [
        ("/-/live.js", "text/javascript; charset=utf-8"),
        ("/-/preview.css", "text/css; charset=utf-8"),
        ("/-/gallery.css", "text/css; charset=utf-8"),
        ("/-/icon.svg", "image/svg+xml; charset=utf-8"),
    ];
    for (target, media) in assets {
        let answer = get(&server, target);
        assert_eq!((answer.status, answer.header("content-type"), answer.body.is_empty()), (200, media, false), "{target}");
        let again = ask(&server, "GET", target, &[("If-None-Match", answer.header("etag"))]);
        assert_eq!(again.status, 304, "{target}");
    }
    for target in ["/-/", "/-/panel"] {
        let body = get(&server, target).text();
        assert!(!body.contains("<style") && !body.contains(" style=") && !body.contains(" onclick") && !body.contains(" onload"), "{body}");
    }
    for (target, status) in [("/-", 308), ("/-/other", 404), ("/-/../index.html", 404), ("/-/live.js/", 404), ("/ssxm/-/live.js", 404)] {
        assert_eq!(get(&server, target).status, status, "{target}");
    }
    assert_eq!(get(&server, "/-").header("location"), "/-/");
}
