//! Cards for sharing: drawn from content and theme alone, drawn again only where what stands on them changed.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use gongshi::{
    diag::{Diagnostics, Language, render::Format},
    files::{DiskFiles, Files, MemoryFiles},
    memo::Table,
    output::{MemoryStore, Nowhere, Store},
    pipeline::{self, Memory, Tools},
    plan::{Choice, Plan, view::CardView},
    site::{Known, Site},
    source::{Seen, Sources},
};
use skrifa::MetadataProvider as _;

use super::support::{Built, TestSite, build_into, page, report, root};

const BASE: &str = "https://www.example.gov.cn/ssxm/";

type Cards = BTreeMap<String, Arc<[u8]>>;

/// A site of two years with two projects each and a paper.
fn site(cards: &str) -> TestSite {
    let project = |title: &str, year: i32, value: u32| {
        format!(
            "title: {title}\nindicators: [{{id: a, name: 点位, target: 10}}]\nreports: [{{as_of: {year}-09-30, readings: {{a: {value}}}}}]\n"
        )
    };
    let mut site = TestSite::default()
        .file("content/site.yaml", &format!("title: 测试站\nlanguage: zh-CN\ndescription: 每一项承诺\n{cards}"))
        .file("content/documents/goals.md", "---\ntitle: 工作目标\nnumber: 府〔2020〕8号\ndated: 2020-02-26\n---\n正文。\n")
        .file("content/pages/about.md", "---\ntitle: 关于\n---\n正文。\n");
    for year in [2019, 2020] {
        site = site.file(&format!("content/{year}/year.yaml"), &format!("title: {year}年实事项目\nas_of: {year}-09-30\n"));
        for (id, title) in [("01", "助餐点"), ("02", "加装电梯")] {
            site = site.file(&format!("content/{year}/projects/{id}.yaml"), &project(title, year, 5));
        }
    }
    site.choice.base_url = Some(BASE.to_owned());
    site
}

fn cards(files: &Cards) -> Cards {
    files.iter().filter(|(path, _)| path.starts_with("cards/")).map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

/// The `content` of every tag of a page whose name begins with one of these.
fn tags(built: &Built, path: &str) -> Vec<(String, String)> {
    let page = scraper::Html::parse_document(&page(built, path));
    let selector = scraper::Selector::parse(r#"meta[property^="og:"], meta[name^="twitter:"]"#).expect("a selector");
    let value = |tag: &scraper::ElementRef<'_>, name: &str| tag.value().attr(name).map(str::to_owned);
    let pair = |tag: scraper::ElementRef<'_>| {
        (value(&tag, "property").or(value(&tag, "name")).expect("a name"), value(&tag, "content").expect("content"))
    };
    page.select(&selector).map(pair).collect()
}

#[test]
fn home_years_projects_and_papers_have_cards() {
    let built = site("share_cards: yes\n").built();
    let expected = [
        "cards/2019/01.png",
        "cards/2019/02.png",
        "cards/2019/index.png",
        "cards/2020/01.png",
        "cards/2020/02.png",
        "cards/2020/index.png",
        "cards/documents/goals.png",
        "cards/index.png",
    ];
    let found = cards(&built.files);
    assert_eq!(found.keys().map(String::as_str).collect::<Vec<_>>(), expected);
    for (path, bytes) in &found {
        assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"), "{path} is no PNG");
        let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
        assert_eq!((number(16), number(20)), (1200, 630), "{path}");
        assert_eq!(bytes[24..26], [8, 3], "{path}: 8 bits of a palette");
        assert!(bytes.len() < 40_000, "{path} has {} bytes", bytes.len());
    }
    let all: BTreeSet<&[u8]> = found.values().map(|bytes| &**bytes).collect();
    assert_eq!(all.len(), expected.len(), "no two cards are equal");
}

#[test]
fn pages_name_their_cards() {
    let built = site("share_cards: yes\n").built();
    let expected = |kind: &str, title: &str, description: &str, path: &str, card: &str, alt: &str| -> Vec<(String, String)> {
        [
            ("og:type", kind),
            ("og:site_name", "测试站"),
            ("og:title", title),
            ("og:description", description),
            ("og:locale", "zh_CN"),
            ("og:url", &format!("{BASE}{path}")),
            ("og:image", &format!("{BASE}{card}")),
            ("og:image:type", "image/png"),
            ("og:image:width", "1200"),
            ("og:image:height", "630"),
            ("og:image:alt", alt),
            ("twitter:card", "summary_large_image"),
        ]
        .map(|(name, content)| (name.to_owned(), content.to_owned()))
        .to_vec()
    };
    let about = "每一项承诺";
    assert_eq!(tags(&built, "index.html"), expected("website", "测试站", about, "index.html", "cards/index.png", "测试站"));
    let alt = "助餐点，慢序，50%，测试站";
    assert_eq!(tags(&built, "2020/01.html"), expected("article", "助餐点", about, "2020/01.html", "cards/2020/01.png", alt));
    let alt = "2020年实事项目，慢序 2，测试站";
    let year = tags(&built, "2020/index.html");
    assert_eq!(year, expected("website", "2020年实事项目", about, "2020/index.html", "cards/2020/index.png", alt));
    assert_eq!(tags(&built, "about.html"), expected("article", "关于", "正文。", "about.html", "cards/index.png", "测试站"));
    assert_eq!(tags(&built, "404.html"), []);
}

#[test]
fn without_cards_there_is_no_image() {
    for no in ["", "share_cards: no\n", "分享卡片: 否\n"] {
        let built = site(no).built();
        assert!(cards(&built.files).is_empty());
        let names: Vec<String> = tags(&built, "2020/01.html").into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["og:type", "og:site_name", "og:title", "og:description", "og:locale", "og:url"]);
        let mut nowhere = site(no);
        nowhere.choice.base_url = None;
        assert_eq!(tags(&nowhere.built(), "2020/01.html"), []);
    }
    let mut nowhere = site("分享卡片: 是\n");
    nowhere.choice.base_url = None;
    let built = nowhere.built();
    assert_eq!(cards(&built.files).len(), 8);
    let names: Vec<String> = tags(&built, "2020/01.html").into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["og:type", "og:site_name", "og:title", "og:description", "og:locale"]);
}

#[test]
fn a_preview_draws_only_what_would_be_published() {
    let mut drafts = site("share_cards: yes\n");
    drafts.choice = Choice { preview: true, drafts: true, ..drafts.choice };
    assert!(cards(&drafts.built().files).is_empty());
    drafts.choice.drafts = false;
    assert_eq!(cards(&drafts.built().files).len(), 8);
}

#[test]
fn threads_make_no_difference() {
    let build = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        cards(&pool.install(|| site("share_cards: yes\n").built()).files)
    };
    let one = build(1);
    assert_eq!(one.len(), 8);
    assert!(one == build(2) && one == build(1));
}

/// Which files differ from one build to the next, of those that are cards.
fn drawn(from: &TestSite, to: &TestSite) -> (Vec<String>, Cards) {
    let (mut memory, store) = (Memory::default(), MemoryStore::default());
    let before = build_into(&from.files, &from.choice, &mut memory, &store).built.expect("no faults");
    let mut tools =
        Tools { store: &mut |_| Ok(Box::new(&store) as Box<dyn Store>), parts: &mut || None, meter: &gongshi::meter::Unseen, ends: false };
    let built = pipeline::build(&to.files, &to.choice, &mut memory, &mut tools).expect("memory does not fail").built.expect("no faults");
    let after = store.files();
    let clean = to.built().files;
    assert!(cards(&after) == cards(&clean), "the cards are those of a build from nothing");
    let changed: Vec<String> =
        cards(&after).into_iter().filter(|(path, bytes)| before.files.get(path) != Some(bytes)).map(|(path, _)| path).collect();
    let written: Vec<String> = built.written.into_iter().filter(|path| path.starts_with("cards/")).collect();
    assert_eq!(written, changed, "only what changed is written");
    (changed, cards(&after))
}

#[test]
fn a_figure_draws_its_project_its_year_and_home() {
    let from = site("share_cards: yes\n");
    let path = "content/2020/projects/01.yaml";
    let figure = |value: u32| {
        let text = format!(
            "title: 助餐点\nindicators: [{{id: a, name: 点位, target: 10}}]\nreports: [{{as_of: 2020-09-30, readings: {{a: {value}}}}}]\n"
        );
        from.clone().file(path, &text)
    };
    // From behind to completed: the counts change too.
    assert_eq!(drawn(&from, &figure(10)).0, ["cards/2020/01.png", "cards/2020/index.png", "cards/index.png"]);
    let two = from.clone().file("content/2019/projects/02.yaml", "title: 加装电梯\n");
    assert_eq!(drawn(&from, &two).0, ["cards/2019/02.png", "cards/2019/index.png"]);
    let about = from.clone().file("content/pages/about.md", "---\ntitle: 关于\n---\n别的正文。\n");
    assert_eq!(drawn(&from, &about).0, Vec::<String>::new());
}

#[test]
fn a_card_goes_with_its_page() {
    let from = site("share_cards: yes\n");
    let mut to = from.clone();
    to.files.remove("content/2019/projects/02.yaml");
    let (changed, left) = drawn(&from, &to);
    assert_eq!(changed, ["cards/2019/index.png"]);
    assert!(!left.contains_key("cards/2019/02.png"));
    assert_eq!(drawn(&from, &site("")).1.len(), 0);
}

#[test]
fn a_theme_brings_its_own_card() {
    let from = site("share_cards: yes\n");
    let svg = |fill: &str| {
        format!(r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630"><rect width="1200" height="630" fill="{fill}"/></svg>"#)
    };
    let own = from.clone().file("themes/default/cards/document.svg", &svg("{{ token.gs_seal }}"));
    assert_eq!(drawn(&from, &own).0, ["cards/documents/goals.png"]);
    let colours = own.clone().file("themes/default/styles/tokens.css", ":root {\n--gs-seal: #00f;\n}\n");
    let short = |site: &TestSite| report(&site.build(), Format::Short, Language::English);
    // What its stylesheet does not set is set as the embedded theme does.
    assert_eq!(short(&colours), short(&own));
    assert!(drawn(&own, &colours).0.contains(&"cards/documents/goals.png".to_owned()));
    for (path, text, expected) in [
        ("themes/default/cards/document.svg", svg("{{ card.colour }}"), "themes/default/cards/document.svg:1:105: error[template-error]"),
        ("themes/default/cards/document.svg", svg("{{"), "themes/default/cards/document.svg:1"),
        ("themes/default/cards/document.svg", "<svg".to_owned(), "themes/default/cards/document.svg"),
        ("themes/default/cards/document.svg", svg("red").replace("630", "600"), "themes/default/cards/document.svg"),
        ("themes/default/fonts/card.otf", "no font".to_owned(), "themes/default/fonts/card.otf"),
    ] {
        let site = from.clone().file(path, &text);
        let found = short(&site);
        assert_eq!(found.lines().filter(|line| line.contains("template-error")).count(), 1, "{text}: {found}");
        assert!(found.starts_with(expected), "{text}: {found}");
    }
}

#[test]
fn a_check_finds_faults_and_draws_nothing() {
    let check = |site: &TestSite| {
        let mut memory = Memory::default();
        let mut tools = Tools {
            store: &mut |_| Ok(Box::new(Nowhere) as Box<dyn Store>),
            parts: &mut || None,
            meter: &gongshi::meter::Unseen,
            ends: false,
        };
        pipeline::build(&site.files, &site.choice, &mut memory, &mut tools).expect("memory does not fail")
    };
    let site = site("share_cards: yes\n");
    let files = check(&site).built.expect("no faults").files;
    assert_eq!(files + 8, site.built().files.len());
    // A link to a card leads somewhere, drawn or not.
    let linked = site.clone().file("themes/default/layouts/404.html", "<a href=\"{{ page.root }}cards/index.png\">卡片</a>\n");
    assert!(check(&linked).findings.is_empty(), "{:?}", check(&linked).findings);
    let faulty = site.file("themes/default/cards/base.svg", "{% if %}");
    assert_eq!(check(&faulty).findings.len(), 1);
}

/// Every text that stands on a card, with the words of the templates.
fn words(files: &dyn Files) -> BTreeSet<char> {
    let mut diags = Diagnostics::default();
    let sources = Sources::read(&mut diags, files, &mut Seen::default()).expect("the content");
    let site = Site::new(&mut diags, &sources, &mut Known::default(), &()).expect("the content");
    let plan = Plan::new(&mut diags, &site, &Choice::default(), &mut Table::default()).expect("the content");
    assert!(plan.cards.len() > 25, "{} cards", plan.cards.len());
    let texts = |card: CardView| serde_json::to_string(&card).expect("JSON");
    let mut found: BTreeSet<char> = plan.cards.iter().flat_map(|card| texts(plan.card_view(card)).chars().collect::<Vec<_>>()).collect();
    for name in ["base", "counts", "home", "year", "project", "document"] {
        found.extend(std::fs::read_to_string(root().join(format!("themes/default/cards/{name}.svg"))).expect("a template").chars());
    }
    found
}

#[test]
fn the_font_has_every_character_of_the_real_cards() {
    let bytes = std::fs::read(root().join("themes/default/fonts/card.otf")).expect("the font");
    let font = skrifa::FontRef::new(&bytes).expect("a font");
    let has = |c: &char| c.is_control() || font.charmap().map(*c).is_some();
    let disk = DiskFiles::new(&root());
    let mut files = MemoryFiles::default();
    for entry in disk.list("content").expect("the content") {
        files.insert(&entry.path, disk.read(&entry.path).expect("a file"));
    }
    let config = std::fs::read_to_string(root().join("content/site.yaml")).expect("the site");
    let rest: Vec<&str> = config.lines().filter(|line| !line.starts_with("share_cards")).collect();
    files.insert("content/site.yaml", format!("{}\nshare_cards: yes\n", rest.join("\n")));
    let missing: Vec<char> = words(&files).into_iter().filter(|c| !has(c)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    // 通用规范汉字表 ends with its 8105th character; the level beyond is not in it.
    for c in ['一', '㑇', '𬺈', '、', '％', '→', 'é'] {
        assert!(has(&c), "{c}");
    }
    assert!(!has(&'𠮷'));
}
