//! Charts draw what was known when: quarters as they ended, a project's course, its plan and its pace.

use scraper::{Html, Selector};

use super::support::{TestSite, page};

/// A year of two projects: one reports in May and August, one is taken off the list in August.
fn site() -> TestSite {
    TestSite::new()
        .file("content/2020/year.yaml", "title: 2020年\nas_of: 2020-09-30\n")
        .file(
            "content/2020/projects/01.yaml",
            "title: 床位\nindicators:\n  - {id: a, name: 床位, unit: 张, target: 4}\n  - {id: b, name: 餐点, unit: 个, target: 10}\n\
             milestones:\n  - {period: 2020-Q2, text: 过半, values: {b: 5}}\n\
             reports:\n  - {as_of: 2020-05-31, readings: {a: 1}}\n  - {as_of: 2020-08-31, readings: {a: 4, b: 12}}\n",
        )
        .file(
            "content/2020/projects/02.yaml",
            "title: 菜场\nwithdrawn: {date: 2020-08-15, reason: 并入, authority: 区政府}\nindicators: [{id: a, name: 菜场, target: 1}]\n",
        )
}

fn texts(site: &TestSite, path: &str, selector: &str) -> Vec<String> {
    let html = Html::parse_document(&page(&site.built(), path));
    let selector = Selector::parse(selector).expect("a selector");
    let text =
        |element: scraper::ElementRef<'_>| element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    html.select(&selector).map(text).collect()
}

fn attributes(site: &TestSite, path: &str, selector: &str, names: [&str; 2]) -> Vec<String> {
    let html = Html::parse_document(&page(&site.built(), path));
    let selector = Selector::parse(selector).expect("a selector");
    html.select(&selector).map(|element| names.map(|name| element.attr(name).unwrap_or_default()).join(" ")).collect()
}

#[test]
fn a_quarter_ends_as_it_was_known_then() {
    let quarters = |site: &TestSite| texts(site, "2020/index.html", "#by-quarter tbody tr");
    // In May one of four beds: behind half a year. Nobody had reported before, and nothing was withdrawn.
    let first = ["一季度 无数据 2", "二季度 慢序 1 无数据 1"];
    assert_eq!(quarters(&site()), [first[0], first[1], "三季度 超额完成 1 取消 1"]);
    // In the middle of a quarter its row is the day's.
    assert_eq!(quarters(&site().at("2020-08-20")), [first[0], first[1], "三季度 慢序 1 取消 1"]);
    assert_eq!(quarters(&site().at("2020-08-10")), [first[0], first[1], "三季度 慢序 1 无数据 1"]);
    // After the year it has four.
    let after = site().file("content/2020/year.yaml", "title: 2020年\nas_of: 2021-01-31\n");
    assert_eq!(quarters(&after), [first[0], first[1], "三季度 超额完成 1 取消 1", "四季度 超额完成 1 取消 1"]);
}

#[test]
fn a_course_stands_where_its_shares_and_days_are() {
    let path = "2020/01.html";
    let shares = texts(&site(), path, "#course tbody tr");
    assert_eq!(shares, ["1 床位 25% 100%", "2 餐点 — 120%"]);
    // The year is 92% of the width; 125% stands at the top, 14 pixels down, nothing at 154.
    let dots = attributes(&site(), path, "#course circle", ["cx", "cy"]);
    assert_eq!(dots, ["38.33% 126", "61.33% 42", "61.33% 19.6"]);
    let pace = attributes(&site(), path, ".gs-chart__pace", ["y1", "y2"]);
    assert_eq!(pace, ["154 42"]);
    // The plan asks for half of the ten by the end of June.
    assert_eq!(attributes(&site(), path, ".gs-chart__mark", ["x", "y"]), ["46% 98"]);
    // On a day before the second report there is one dot, and 100% is the top.
    let early = site().at("2020-06-30");
    assert_eq!(attributes(&early, path, "#course circle", ["cx", "cy"]), ["38.33% 119"]);
    assert!(texts(&site(), "2020/02.html", "#course").is_empty());
}

#[test]
fn years_are_compared_on_one_scale_and_drafts_have_no_figure() {
    let project = |target: u32, figure: u32| {
        format!(
            "title: 餐点\nindicators: [{{id: a, name: 餐点, object: 餐点, unit: 个, target: {target}}}]\nreports: [{{as_of: 2020-03-31, readings: {{a: {figure}}}}}]\n"
        )
    };
    let site = TestSite::new()
        .file("content/2020/projects/01.yaml", &project(10, 5))
        .file("content/2019/year.yaml", "title: 2019年\nphase: draft\nas_of: 2020-09-30\n")
        .file("content/2019/projects/01.yaml", &project(20, 5));
    assert_eq!(attributes(&site, "archive.html", ".gs-twin__target", ["width", "height"]), ["50% 13", "100% 13"]);
    assert_eq!(attributes(&site, "archive.html", ".gs-twin__figure", ["width", "height"]), ["25% 8"]);
}
