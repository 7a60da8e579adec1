//! The interface's words: two catalogues that say the same, templates without words of their own, an English site without
//! Chinese but what its content says.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use gongshi::{
    diag::{Language, render::Format},
    files::{Files as _, MemoryFiles},
    output::MemoryStore,
    pipeline::Memory,
    plan::Choice,
};
use scraper::{ElementRef, Html, Node, Selector};

use super::support::{Built, TestSite, build, build_into, page, report, root};

const THEME: &str = "themes/default";

/// Whether a sign is Chinese: a character, or punctuation only Chinese text has.
fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff5e}' | '\u{20000}'..='\u{3ffff}')
}

/// Every template of a theme and of its cards, without comments.
fn templates(theme: &str) -> BTreeMap<String, String> {
    let theme = root().join("themes").join(theme);
    let mut found = BTreeMap::new();
    let mut folders = vec![theme.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the theme") {
            let path = entry.expect("the theme").path();
            if path.is_dir() {
                folders.push(path);
            } else if is_template(&path) {
                let name = path.strip_prefix(&theme).expect("inside").display().to_string();
                found.insert(name, without_comments(&fs::read_to_string(path).expect("a template")));
            }
        }
    }
    assert!(found.len() > 20, "the theme has {} templates", found.len());
    found
}

/// Pages and pieces of them, and cards, which stand in a folder of their own: any other drawing is an asset.
fn is_template(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending == Some("html") || (ending == Some("svg") && path.parent().is_some_and(|folder| folder.ends_with("cards")))
}

fn without_comments(template: &str) -> String {
    let mut rest = template;
    let mut text = String::new();
    while let Some((before, after)) = rest.split_once("{#") {
        text += before;
        rest = after.split_once("#}").expect("a comment ends").1;
    }
    text + rest
}

/// The messages of a catalogue with the names they take.
fn catalogue(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(root().join(THEME).join(format!("words/{language}.ftl"))).expect("a catalogue");
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut last = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((key, _)) = line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_alphabetic())) {
            key.clone_into(&mut last);
            assert!(messages.insert(last.clone(), BTreeSet::new()).is_none(), "{language}: `{last}` stands twice");
        }
        for name in line.split('$').skip(1) {
            let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(name.len());
            messages.get_mut(&last).expect("a message").insert(name[..end].to_owned());
        }
    }
    messages
}

/// The keys a template asks for: every `t("key"`, or `t(key="key"` in Tera.
fn keys(template: &str) -> Vec<&str> {
    let calls = ["t(\"", "t(key=\""].into_iter().flat_map(|call| template.match_indices(call));
    let calls = calls.filter(|(at, _)| !template[..*at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_'));
    calls.map(|(at, call)| template[at + call.len()..].split('"').next().expect("a key")).collect()
}

#[test]
fn the_catalogues_have_the_same_words_with_the_same_arguments() {
    let (chinese, english) = (catalogue("zh-CN"), catalogue("en"));
    assert!(chinese.len() > 300, "{} words", chinese.len());
    let differing: Vec<&String> = chinese.keys().chain(english.keys()).filter(|key| chinese.get(*key) != english.get(*key)).collect();
    assert_eq!(differing, Vec::<&String>::new());
}

#[test]
fn every_word_a_template_asks_for_is_there_and_none_is_idle() {
    let templates = ["default", "plain"].map(templates);
    let asked: BTreeSet<&str> = templates.iter().flat_map(BTreeMap::values).flat_map(|template| keys(template)).collect();
    let there = catalogue("zh-CN");
    let there: BTreeSet<&str> = there.keys().map(String::as_str).collect();
    assert_eq!(asked.difference(&there).collect::<Vec<_>>(), Vec::<&&str>::new(), "no catalogue has these");
    assert_eq!(there.difference(&asked).collect::<Vec<_>>(), Vec::<&&str>::new(), "no template asks for these");
}

#[test]
fn messages_are_text_and_the_english_ones_english() {
    for language in ["zh-CN", "en"] {
        let text = fs::read_to_string(root().join(THEME).join(format!("words/{language}.ftl"))).expect("a catalogue");
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let placed = line.replace("->", "");
            assert!(!placed.contains(['<', '>']), "{language}: HTML in `{line}`");
            assert!(language != "en" || !line.contains(is_chinese), "{language}: Chinese in `{line}`");
        }
    }
}

#[test]
fn templates_have_no_words_of_their_own() {
    for theme in ["default", "plain"] {
        let templates = templates(theme);
        let wrong = templates.iter().flat_map(|(name, text)| {
            let lines = text.lines().filter(|line| line.contains(is_chinese));
            lines.map(move |line| format!("{theme}/{name}: {line}"))
        });
        assert_eq!(wrong.collect::<Vec<_>>(), Vec::<String>::new());
    }
}

/// Texts below an element that are not marked as the content's, with Chinese in them.
fn unmarked(element: ElementRef<'_>, found: &mut Vec<String>) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) if text.contains(is_chinese) => found.push(text.trim().to_owned()),
            Node::Element(_) => {
                let child = ElementRef::wrap(child).expect("an element");
                if child.attr("lang") != Some("zh-CN") {
                    unmarked(child, found);
                }
            }
            _ => {}
        }
    }
}

/// What an English site says in Chinese without marking it, by page.
fn untranslated(built: &Built) -> Vec<String> {
    let body = Selector::parse("body").expect("a selector");
    let mut wrong = Vec::new();
    for path in built.files.keys().filter(|path| path.ends_with(".html")) {
        let html = Html::parse_document(&page(built, path));
        assert_eq!(html.root_element().attr("lang"), Some("en"), "{path}");
        let mut found = Vec::new();
        for element in html.select(&body) {
            unmarked(element, &mut found);
        }
        wrong.extend(found.into_iter().map(|text| format!("{path}: {text}")));
    }
    wrong
}

/// The content of the repository as an English site of a theme.
fn real_content_in_english(theme: &str) -> MemoryFiles {
    let disk = gongshi::files::DiskFiles::new(&root());
    let mut files = MemoryFiles::default();
    for entry in disk.list("content").expect("the content") {
        let bytes = disk.read(&entry.path).expect("a file");
        match &*entry.path {
            "content/site.yaml" => {
                let text = String::from_utf8(bytes).expect("UTF-8");
                assert!(text.contains("language: zh-CN"));
                let english = text.replace("language: zh-CN", "language: en");
                files.insert(&entry.path, english.replace("theme: default", &format!("theme: {theme}")));
            }
            path => files.insert(path, bytes),
        }
    }
    files
}

#[test]
fn an_english_site_of_real_content_says_nothing_in_chinese_but_its_content() {
    for theme in ["default", "plain"] {
        let built = build(&real_content_in_english(theme), &Choice::default()).built.expect("no faults");
        assert!(built.files.len() > 200, "{} files", built.files.len());
        assert_eq!(untranslated(&built), Vec::<String>::new(), "{theme}");
    }
}

/// A small site with a report, a correction, a change and a paper.
fn small(language: &str) -> TestSite {
    TestSite::new()
        .file("content/site.yaml", &format!("title: 测试站\nlanguage: {language}\n"))
        .file("content/pages/about.md", "---\ntitle: 怎样计算\n---\n正文。\n")
        .file("content/documents/a.md", "---\ntitle: 通知\ndated: 2020-03-05\n---\n正文。\n")
        .project(
            "indicators:\n  - id: a\n    name: 演出\n    unit: 场\n    target: 5000\nreports:\n  - as_of: 2020-Q3\n    readings: {a: {value: 3500, \
             qualifier: over}}\ncorrections:\n  - date: 2020-09-15\n    what: 数字\n    was: 10场\n    now: 12场\n    reason: 录入错误\n",
        )
}

#[test]
fn a_small_english_site_says_nothing_in_chinese_but_its_content() {
    assert_eq!(untranslated(&small("en").built()), Vec::<String>::new());
}

#[test]
fn dates_quantities_and_statuses_follow_the_language() {
    for (language, words) in [
        ("zh-CN", ["2020年第三季度", "3500余场", "over 3500", "2020年9月15日", "2020年3月5日"]),
        ("en", ["third quarter of 2020", "over 3500 场", "第三季度", "15 September 2020", "5 March 2020"]),
    ] {
        let built = small(language).built();
        let project = page(&built, "2020/01.html");
        assert!(project.contains(words[0]) && project.contains(words[1]), "{language}: {project}");
        assert!(!project.contains(words[2]), "{language}");
        assert!(page(&built, "corrections.html").contains(words[3]), "{language}");
        assert!(page(&built, "documents/a.html").contains(words[4]), "{language}");
    }
    let built = small("en-GB").built();
    assert!(page(&built, "2020/01.html").contains(">behind</span>"));
    assert!(page(&built, "status/behind.html").contains("<h1 class=\"gs-title\">Behind</h1>"));
    assert!(page(&built, "feed.xml").contains("<title>2020 项目一: report of third quarter of 2020</title>"));
    assert!(page(&built, "feed.xml").contains("演出 over 3500 场. Status: behind, progress ≥70%."));
}

#[test]
fn a_site_that_changes_its_language_is_made_anew() {
    let (mut memory, store) = (Memory::default(), MemoryStore::default());
    build_into(&small("zh-CN").files, &Choice::default(), &mut memory, &store).built.expect("no faults");
    let again = build_into(&small("en").files, &Choice::default(), &mut memory, &store).built.expect("no faults");
    assert_eq!(again.files, small("en").built().files);
}

#[test]
fn a_site_rewords_what_it_likes() {
    let reworded = "# 本站的说法\ndata-lede = 甲 & <b>乙</b>\nyear = { $year } 年度\n";
    let built = small("zh-CN").file("themes/default/words/zh-CN.ftl", reworded).built();
    let data = page(&built, "data/index.html");
    assert!(data.contains("<p class=\"gs-lede\">甲 &amp; &lt;b&gt;乙&lt;/b&gt;</p>"), "{data}");
    assert!(data.contains("<h2 class=\"gs-section__title\">使用许可</h2>"), "{data}");
    let german = "title-home = Startseite\n";
    let built = small("de").file("themes/default/words/de.ftl", german).built();
    let lost = page(&built, "404.html");
    assert!(lost.contains(">Startseite</a>") && lost.contains("可以从这里找："), "{lost}");
}

#[test]
fn a_card_is_drawn_anew_when_its_words_change() {
    let site = |words: &str| {
        let site = small("zh-CN").file("content/site.yaml", "title: 测试站\nbase_url: https://example.cn/\nshare_cards: yes\n");
        site.file("themes/default/words/zh-CN.ftl", words)
    };
    let (mut memory, store) = (Memory::default(), MemoryStore::default());
    let before = build_into(&site("card-ordinal = 第 { $number } 项\n").files, &Choice::default(), &mut memory, &store).built;
    let after = build_into(&site("card-behind = 项完成\n").files, &Choice::default(), &mut memory, &store).built;
    let (before, after) = (before.expect("no faults"), after.expect("no faults"));
    assert_ne!(before.files["cards/index.png"], after.files["cards/index.png"]);
    assert_eq!(before.files["cards/documents/a.png"], after.files["cards/documents/a.png"]);
}

#[test]
fn arguments_are_escaped_unless_they_are_finished() {
    let template =
        "{% set link %}<b>&lt;</b>{% endset %}\n{{ t(\"reason\", reason=\"<i>\" ~ view.title) }}|{{ t(\"reason\", reason=link) }}\n";
    let built = small("zh-CN").file("themes/default/layouts/page.html", template).built();
    assert_eq!(page(&built, "about.html"), "原因：&lt;i&gt;怎样计算|原因：<b>&lt;</b>");
}

/// The report of a site whose page layout is this.
fn refused(template: &str) -> String {
    let outcome = small("en").file("themes/default/layouts/page.html", template).build();
    report(&outcome, Format::Human, Language::English)
}

#[test]
fn a_word_no_catalogue_has_is_an_error_at_its_place() {
    let expected = "\
error[template-error]: the template fails: no catalogue has the word `nosuch`
 --> themes/default/layouts/page.html:2:7
  |
2 | <p>{{ t(\"nosuch\") }}</p>
  |       ^^^^^^^^^^^
";
    let found = refused("<h1>{{ view.title }}</h1>\n<p>{{ t(\"nosuch\") }}</p>\n");
    assert!(found.starts_with(expected), "{found}");
    for (call, reason) in [
        ("t(\"year\")", "the word `year` needs the argument `year`"),
        ("t(\"year\", year=1, day=2)", "the word `year` takes no argument `day`"),
        ("t(\"next\", year=1)", "the word `next` takes no argument `year`"),
        ("t(\"year\", year=none)", "an empty value cannot be printed"),
        ("t(\"year\", year=1.5)", "the argument `year` of a word is neither text nor a whole number"),
        ("t(\"year\", 2020)", "too many arguments"),
    ] {
        let found = refused(&format!("{{{{ {call} }}}}"));
        assert!(found.contains(reason) && found.contains(" --> themes/default/layouts/page.html:1:"), "{call}: {found}");
    }
}

#[test]
fn faults_of_a_catalogue_are_errors_at_their_place() {
    let words = "next = 下一个\nprevious = 上一个\nnext = 再下一个\nyear = { $year\n";
    let outcome = small("zh-CN").file("themes/default/words/zh-CN.ftl", words).build();
    assert!(outcome.built.is_none());
    let expected = "\
error[template-error]: the word `next` stands twice
 --> themes/default/words/zh-CN.ftl:3:1
  |
1 | next = 下一个
  | ---- it stands here already
2 | previous = 上一个
3 | next = 再下一个
  | ^^^^
  |
  = help: keep one of them
";
    let found = report(&outcome, Format::Human, Language::English);
    assert!(found.contains(expected), "{found}");
    assert!(found.contains("the catalogue of words fails: Expected a token starting with \"}\""), "{found}");
}

/// A page in two languages: each names the other in its head and leads to it, and says what language it speaks.
#[test]
fn a_translated_page_and_its_original_lead_to_each_other() {
    let site = TestSite::new()
        .file("content/pages/about.md", "---\ntitle: 关于\n---\n文字\n")
        .file("content/pages/about-en.md", "---\ntitle: About\nlanguage: en\ntranslation_of: about\nmenu: no\n---\nText\n");
    let built = site.built();
    let (chinese, english) = (page(&built, "about.html"), page(&built, "about-en.html"));
    for text in [&chinese, &english] {
        assert!(text.contains("<link rel=\"alternate\" hreflang=\"zh-CN\" href=\"about.html\">"), "{text}");
        assert!(text.contains("<link rel=\"alternate\" hreflang=\"en\" href=\"about-en.html\">"), "{text}");
    }
    assert!(chinese.contains("href=\"about-en.html\" hreflang=\"en\" lang=\"en\">English</a>"), "{chinese}");
    assert!(english.contains("href=\"about.html\" hreflang=\"zh-CN\" lang=\"zh-CN\">中文</a>"), "{english}");
    assert!(english.contains("<h1 class=\"gs-title\" lang=\"en\">About</h1>"), "{english}");
    let published = TestSite { choice: Choice { base_url: Some("https://example.gov.cn/ssxm".to_owned()), ..Choice::default() }, ..site };
    let whole = page(&published.built(), "about.html");
    assert!(whole.contains("hreflang=\"en\" href=\"https://example.gov.cn/ssxm/about-en.html\""), "{whole}");
    let lost = TestSite::new().file("content/pages/about-en.md", "---\ntitle: About\ntranslation_of: abuot\n---\n");
    assert_eq!(lost.short().lines().next(), Some("content/pages/about-en.md:3:17: error[unknown-entry]: no page is called `abuot`"));
}
