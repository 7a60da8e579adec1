//! The search index: only what may be shown is in it, a year's files are made of that year alone, and the same content
//! gives the same bytes. What the theme's script finds with it is asked in tests/browser/search.mjs.

use std::{collections::BTreeMap, sync::Arc};

use super::support::{TestSite, page};

/// The files of the index, as text.
fn index(site: &TestSite) -> BTreeMap<String, String> {
    let of = |(path, bytes): (&String, &Arc<[u8]>)| (path.clone(), String::from_utf8(bytes.to_vec()).expect("UTF-8"));
    site.built().files.iter().filter(|(path, _)| path.starts_with("search/")).map(of).collect()
}

/// Two years, the older of them closed.
fn two_years() -> TestSite {
    TestSite::new()
        .file("content/departments.yaml", "- {id: mzj, name: 区民政局}\n")
        .file("content/2019/year.yaml", "title: 2019年实事项目\nas_of: 2019-12\n")
        .file("content/2019/projects/01.yaml", "title: 步道\nofficial_text: 新建步道。\n")
        .project("official_text: 新增床位。\nlead: 区民政局\nindicators: [{id: a, name: 床位数, unit: 张, target: 10}]\n")
}

/// The files of the index that a change of one file changes.
fn changed(path: &str, text: &str) -> Vec<String> {
    let (before, after) = (index(&two_years()), index(&two_years().file(path, text)));
    let paths = before.keys().chain(after.keys().filter(|path| !before.contains_key(*path)));
    let mut changed: Vec<String> = paths.filter(|path| before.get(*path) != after.get(*path)).cloned().collect();
    changed.sort();
    changed
}

#[test]
fn the_files_are_as_described() {
    let site =
        TestSite::default().file("content/site.yaml", "title: 测试站\n").file("content/2020/year.yaml", "title: 长Ｂ长\nas_of: 2020-09\n");
    let expected = [
        (
            "search/2020/0.js",
            "gongshiSearch(\"2020/0\",{\"b\":\"#$\",\"长\":\"###%\",\"b长\":\"#$\",\"长b\":\"##\",\"b'chang\":\"#$\",\"b'zhang\":\"#$\",\"chang'b\":\"##\",\"zhang'b\":\"##\"});\n",
        ),
        ("search/2020/t0.js", "gongshiSearch(\"2020/t0\",[[\"year\",\"2020/index.html\",\"长Ｂ长\",\"\",[]]]);\n"),
        ("search/index.js", "gongshiSearch(\"index\",[[\"2020\",1,666]]);\n"),
    ];
    let expected = expected.map(|(path, text)| (path.to_owned(), text.to_owned()));
    assert_eq!(index(&site), BTreeMap::from(expected));
}

#[test]
fn what_may_not_be_shown_is_not_in_the_index() {
    let draft = "title: 秘密工程\nofficial_text: 隐藏的文字。\ndraft: true\n";
    let site = two_years()
        .file("content/2020/projects/02.yaml", draft)
        .file("content/2020/projects/03.yaml", "title: 将来工程\npublish_on: 2021-06-01\n")
        .file("content/pages/later.md", "---\ntitle: 秘密说明\ndraft: true\n---\n隐藏\n")
        .file(
            "content/documents/later.md",
            "---\ntitle: 秘密文件\nnumber: 密〔2020〕1号\ndated: 2020-03-01\npublish_on: 2021-06-01\n---\n隐藏\n",
        )
        .file("content/2018/year.yaml", "title: 秘密年份\nas_of: 2018-12\ndraft: true\n");
    assert_eq!(index(&site), index(&two_years()), "what is held back leaves no trace");
    let mut drafts = site;
    drafts.choice.drafts = true;
    let all = index(&drafts).into_values().collect::<String>();
    for word in ["秘密工程", "隐藏的文字。", "将来工程", "秘密说明", "秘密文件", "秘密年份"] {
        assert!(all.contains(&format!("\"{word}\"")), "with drafts {word} is found");
    }
}

#[test]
fn an_edit_changes_the_files_of_its_own_year() {
    let project = "content/2020/projects/01.yaml";
    let own = ["search/2020/0.js", "search/2020/t0.js"];
    let text = |official: &str, reading: &str| {
        format!(
            "title: 项目一\nofficial_text: {official}\nlead: 区民政局\nindicators: [{{id: a, name: 床位数, unit: 张, target: 10}}]\n{reading}"
        )
    };
    assert_eq!(changed(project, &text("新增床铺。", "")), own, "words");
    assert_eq!(changed(project, &text("新增床位。", "notes: [{text: 备注}]\n")), Vec::<String>::new(), "what is not searched");
    let reading = "reports: [{as_of: 2020-09, readings: {a: 10}}]\n";
    assert_eq!(changed(project, &text("新增床位。", reading)), ["search/2020/t0.js"], "a status");
    assert_eq!(
        changed("content/2020/projects/02.yaml", "title: 书屋\n"),
        ["search/2020/0.js", "search/2020/t0.js", "search/index.js"],
        "a project"
    );
    assert_eq!(
        changed("content/departments.yaml", "- {id: mzj, name: 民政事务局, aliases: [区民政局]}\n"),
        ["search/2020/0.js", "search/2020/t0.js", "search/index.js", "search/site/0.js", "search/site/t0.js"],
        "a name used in one year"
    );
    assert_eq!(
        changed("content/documents/a.md", "---\ntitle: 通知\ndated: 2019-03-01\n---\n文\n"),
        ["search/2019/0.js", "search/2019/t0.js", "search/index.js"],
        "a paper stands in the year of its date"
    );
}

#[test]
fn one_thread_or_two_make_no_difference() {
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| index(&two_years()))
    };
    assert_eq!(on(1), on(2));
}

#[test]
fn the_page_leads_everywhere_without_a_script() {
    let built = two_years().file("content/documents/a.md", "---\ntitle: 通知\n---\n文\n").built();
    let html = page(&built, "search.html");
    for link in [
        "href=\"2019/index.html\">2019年实事项目",
        "href=\"departments/mzj.html\">区民政局",
        "href=\"documents/a.html\">通知",
        "<form class=\"gs-search__form\" method=\"get\" action=\"search.html\">",
        "<script src=\"assets/script.js\"></script>",
        "data-index=\"search/\"",
        "data-status=\"over_fulfilled\"",
    ] {
        assert!(html.contains(link), "{link} is not in\n{html}");
    }
    assert!(page(&built, "2020/01.html").contains("<a href=\"../search.html\">搜索</a>"));
    assert!(!page(&built, "data/index.html").contains("search/index.js"), "the index is no open data");
}

#[test]
fn a_theme_joins_its_scripts() {
    let with = |yaml: &str| {
        let site = two_years().file("content/site.yaml", "title: 测试站\ntheme: own\n").file("themes/own/theme.yaml", yaml);
        site.file("themes/own/first.js", "first();").file("themes/own/components/a/script.js", "second();\n")
    };
    let built = with("name: own\nscripts: [first.js]\n").built();
    let script = page(&built, "assets/script.js");
    assert!(script.starts_with("first();\nsecond();\n//"), "{script}");
    assert!(script.contains("gongshiSearch"), "components the theme has not are the default's");
    assert!(with("name: own\nscripts: [none.js]\n").short().contains("the theme has no such script"));
}
