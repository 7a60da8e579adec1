//! One mistake is one finding: a file at fault is reported itself and causes nothing elsewhere, and no input whatever
//! makes gongshi panic.

use gongshi::{
    diag::{Language, render::Format},
    files::MemoryFiles,
    plan::Choice,
    site::schema::{RECORDS, WORDS},
};
use proptest::{prelude::*, sample::select};

use super::support::{TestSite, report};

/// `path: code` of every finding.
fn found(site: &TestSite) -> Vec<String> {
    let outcome = site.build();
    outcome.findings.iter().map(|finding| format!("{}: {}", finding.span.path, finding.code)).collect()
}

/// A sound site in which everything names everything else.
fn woven() -> TestSite {
    TestSite::default()
        .file("content/site.yaml", "title: 滨江区实事项目公示\n")
        .file("content/departments.yaml", "- id: minzheng\n  name: 区民政局\n- id: caizheng\n  name: 区财政局\n- id: all\n  name: 各部门\n  kind: group\n  members: [区民政局, 区财政局]\n")
        .file("content/places.yaml", "- id: dongyuan\n  name: 东园街道\n")
        .file("content/categories.yaml", "- id: elderly\n  name: 健康养老\n")
        .file("content/documents/2020-goals.md", "---\ntitle: 年度重点工作目标\nnumber: 滨府〔2020〕8号\npublished: 2020-09-20\n---\n\n## 第一项\n\n见[项目](../2020/projects/01.yaml)。\n")
        .file("content/pages/about.md", "---\ntitle: 关于本站\n---\n\n见[目标](../documents/2020-goals.md#第一项)、[年度](../2020/year.yaml)、[附件](about/图.png)。\n")
        .file("content/pages/about/图.png", "png")
        .file("content/2019/year.yaml", "title: 2019年实事项目\nas_of: 2019-12-31\n")
        .file("content/2019/projects/01.yaml", "title: 助餐点\nrelated: [2020/01, 2020/02]\n")
        .file("content/2020/year.yaml", "title: 2020年实事项目\nas_of: 2020-09-30\ndeclared_items: 2\nbasis: 2020-goals\n")
        .file("content/2020/index.md", "今年的情况见[助餐点](projects/01.yaml#i-spots)。\n")
        .file(
            "content/2020/projects/01.yaml",
            "title: 助餐点\ncategory: 健康养老\nlead: 区民政局\npartners: [各部门]\nplaces: [东园街道]\nindicators:\n  - {id: spots, name: 助餐点, unit: 个, target: 5}\n\
             milestones:\n  - {period: 2020-Q4, text: 建成, values: {spots: 5}}\nreports:\n  - {as_of: 2020-09, readings: {spots: 5}, source: 滨府〔2020〕8号 第1项}\n",
        )
        .file("content/2020/projects/01.md", "已全部建成，见[二期](02.yaml)。\n")
        .file("content/2020/projects/02.yaml", "title: 养老床位\nlead: 区民政局\nrelated: 2020/01\nsources: [2020-goals 第2项]\n")
}

/// The woven site with one file replaced reports exactly these findings.
#[track_caller]
fn case(path: &str, text: &str, expected: &[&str]) {
    let site = woven().file(path, text);
    assert_eq!(found(&site), expected, "{path}: {text}\n{}", site.short());
}

#[test]
fn the_woven_site_is_sound() {
    assert_eq!(found(&woven()), Vec::<String>::new(), "{}", woven().short());
}

#[test]
fn a_malformed_file_is_one_finding() {
    for path in [
        "content/site.yaml",
        "content/departments.yaml",
        "content/places.yaml",
        "content/categories.yaml",
        "content/2019/year.yaml",
        "content/2020/year.yaml",
        "content/2020/projects/01.yaml",
        "content/2020/projects/02.yaml",
    ] {
        case(path, "title: \"未完\n", &[&format!("{path}: yaml-syntax")]);
        case(path, "title: 一\n\ttitle: 二\n", &[&format!("{path}: tab-indentation")]);
    }
    for path in ["content/documents/2020-goals.md", "content/pages/about.md"] {
        case(path, "---\ntitle: \"未完\n---\n", &[&format!("{path}: yaml-syntax")]);
        case(path, "---\ntitle: 未完\n\n正文。\n", &[&format!("{path}: yaml-syntax")]);
        case(path, "正文。\n", &[&format!("{path}: missing-key")]);
    }
}

#[test]
fn a_file_that_is_not_text_is_one_finding() {
    for path in woven_paths().iter().filter(|path| !is(path, "png")) {
        let mut site = woven();
        site.files.insert(path, b"title: \xC7\xF8\n".to_vec());
        assert_eq!(found(&site), [format!("{path}: not-utf8")], "{}", site.short());
        let mut site = woven();
        site.files.insert_link(path);
        assert_eq!(found(&site), [format!("{path}: symbolic-link")], "{}", site.short());
    }
}

#[test]
fn a_faulty_record_is_one_finding() {
    let registry = "content/departments.yaml";
    case(registry, "- id: 民政\n  name: 区民政局\n- id: caizheng\n  name: 区财政局\n", &[&format!("{registry}: bad-id")]);
    case(registry, "- id: minzheng\n  nam: 区民政局\n", &[&format!("{registry}: unknown-key")]);
    case(registry, "区民政局\n", &[&format!("{registry}: wrong-type")]);
    case(registry, "- {id: minzheng, name: 区民政局}\n- {id: minzheng, name: 各部门}\n", &[&format!("{registry}: duplicate-id")]);
    let year = "content/2020/year.yaml";
    case(year, "title: 2020年实事项目\nas_of: 2020-9-30\n", &[&format!("{year}: bad-date")]);
    case(year, "titel: 2020年实事项目\n", &[&format!("{year}: unknown-key")]);
    let paper = "content/documents/2020-goals.md";
    case(paper, "---\ntitel: 年度重点工作目标\n---\n", &[&format!("{paper}: unknown-key")]);
    let project = "content/2020/projects/01.yaml";
    for (text, code) in [
        ("indicators:\n  - {id: 餐, name: 助餐点, target: 5}\nreports:\n  - {as_of: 2020-09, readings: {餐: 5}}\n", "bad-id"),
        (
            "indicators:\n  - {id：spots, name: 助餐点, target: 5}\nreports:\n  - {as_of: 2020-09, readings: {spots: 5}}\n",
            "full-width-colon",
        ),
        ("indicators:\n  - {id:spots, name: 助餐点, target: 5}\nreports:\n  - {as_of: 2020-09, readings: {spots: 5}}\n", "missing-colon"),
        ("indicator:\n  - {id: spots, name: 助餐点, target: 5}\nreports:\n  - {as_of: 2020-09, readings: {spots: 5}}\n", "unknown-key"),
        (
            "indicators:\n  - {id: spots, name: 助餐点, target: 5}\nreports:\n  - {as_of: 2020-09, readings: {spot: 5}}\n",
            "unknown-indicator",
        ),
        ("indicators:\n  - {id: spots, name: 助餐点, target: 五个}\nreports:\n  - {as_of: 2020-09, readings: {spots: 5}}\n", "bad-number"),
        ("indicators:\n  - {id: spots, name: 助餐点, target: 5}\nreports:\n  - {as_of: 2020-09, readings: {spots: 5个}}\n", "bad-number"),
        (
            "indicators:\n  - {id: spots, name: 助餐点, target: 5}\nreports:\n  - {as_of: 2020-09, readings: {spots: {vaule: 5}}}\n",
            "unknown-key",
        ),
        ("indicators:\n  - {id: spots, name: 助餐点, target: {vaule: 5}}\n", "unknown-key"),
        (
            "indicators:\n  - {id: spots, name: 助餐点, target: 5}\nreports:\n  - {as_of: 2020-09, readings: {spots: {state: 停}}}\n",
            "unknown-word",
        ),
    ] {
        let site = woven().file(project, &format!("title: 助餐点\n{text}")).file("content/2020/index.md", "");
        assert_eq!(found(&site), [format!("{project}: {code}")], "{text}\n{}", site.short());
    }
}

#[test]
fn shared_ids_and_names_are_one_finding_each() {
    let site =
        woven().file("content/2020/projects/03.yaml", "id: \"02\"\ntitle: 护理院\n").file("content/2020/year.yaml", "title: 2020年\n");
    assert_eq!(found(&site), ["content/2020/projects/03.yaml: duplicate-id"], "{}", site.short());
}

#[test]
fn a_fault_in_every_file_is_all_reported_at_once() {
    let site = TestSite::default()
        .file("content/site.yaml", "title: 测试站\ntheme: nosuch\n")
        .file("content/departments.yaml", "- id: minzheng\n  name: 区民政局\n  kind: 机关\n")
        .file("content/places.yaml", "- id: 东园\n  name: 东园街道\n")
        .file("content/categories.yaml", "- id: elderly\n")
        .file("content/documents/2020-goals.md", "---\ntitle: 目标\ndated: 2020-2-26\n---\n")
        .file("content/pages/about.md", "---\ntitle: 关于\n---\n\n见[此](nosuch.md)。\n")
        .file("content/2020/year.yaml", "title: 2020年\nphase: 中\n")
        .file("content/2020/index.md", "见[此](nosuch.md)。\n")
        .file("content/2020/projects/01.yaml", "title: 一\nordinal: 壹\n")
        .file("content/2020/projects/02.yaml", "title: \"二\n")
        .file("content/2020/projects/03.yaml", "title: 三\nrelated: 2019/01\n")
        .file("content/2020/projects/03.md", "见[此](nosuch.md)。\n")
        .file("content/名单.txt", "");
    assert_eq!(
        found(&site),
        [
            "content/2020/index.md: broken-link",
            "content/2020/projects/01.yaml: bad-number",
            "content/2020/projects/02.yaml: yaml-syntax",
            "content/2020/projects/03.md: broken-link",
            "content/2020/projects/03.yaml: unknown-project",
            "content/2020/year.yaml: unknown-word",
            "content/categories.yaml: missing-key",
            "content/departments.yaml: unknown-word",
            "content/documents/2020-goals.md: bad-date",
            "content/pages/about.md: broken-link",
            "content/places.yaml: bad-id",
            "content/site.yaml: unknown-theme",
            "content/名单.txt: unknown-file",
        ],
        "{}",
        site.short()
    );
}

#[test]
fn a_template_fault_is_one_finding_however_many_pages_it_spoils() {
    let broken = |text: &str| found(&woven().file("themes/default/layouts/project.html", text));
    assert_eq!(broken("<p>\n{% if %}\n"), ["themes/default/layouts/project.html: template-error"]);
    for unfinished in ["<a href=\"", "<a href='nosuch.html", "<a id=i-spots", "<!-- <", "<"] {
        assert!(broken(unfinished).len() < 3, "an unfinished tag does no harm but its own: {unfinished}");
    }
    assert_eq!(broken("<p>\n{{ nosuch }}\n"), ["themes/default/layouts/project.html: template-error"]);
    assert_eq!(broken("<a id=\"i-spots\" href=\"{{ page.root }}nosuch.html\">无</a>"), ["2019/01.html: dead-link"]);
}

/// Whether a path has an extension.
fn is(path: &str, extension: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, end)| end == extension)
}

fn woven_paths() -> Vec<String> {
    use gongshi::files::Files;
    woven().files.list("content").expect("memory").into_iter().map(|entry| entry.path.to_string()).collect()
}

#[test]
fn the_order_of_files_and_threads_does_not_show() {
    let faults: Vec<(String, String)> = (1..40)
        .map(|n| (format!("content/2020/projects/{n:02}.yaml"), format!("title: 项目{n}\nlead: 某局{n}\nordinal: {}\nbugdet: 1\n", n / 2)))
        .collect();
    let shown = |files: &[&(String, String)], threads: usize| {
        let mut site = TestSite::new();
        for (path, text) in files {
            site = site.file(path, text);
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| report(&site.build(), Format::Json, Language::English))
    };
    let sorted: Vec<_> = faults.iter().collect();
    let first = shown(&sorted, 1);
    for step in [7, 11, 17] {
        let shuffled: Vec<_> = (0..faults.len()).map(|n| &faults[n * step % faults.len()]).collect();
        assert_eq!(first, shown(&shuffled, 8));
    }
}

#[test]
fn the_greatest_and_least_numbers_do_not_overflow() {
    let (great, least) = ("999999999999999", "0.000001");
    for (target, reading) in [
        (great.to_owned(), least.to_owned()),
        (least.to_owned(), great.to_owned()),
        (format!("{{min: {least}, max: {great}}}"), great.to_owned()),
        (format!("{{value: {least}, of: {great}}}"), format!("{{percent: {great}}}")),
        (least.to_owned(), format!("{{value: {great}, kind: period}}")),
        (least.to_owned(), format!("{{breakdown: [{{label: 一, value: {great}, done: yes}}, {{label: 二, value: {great}, done: yes}}]}}")),
    ] {
        let indicator = |id: &str| format!("  - {{id: {id}, name: 助餐点, weight: {great}, target: {target}}}\n");
        let milestone = |quarter: u8| format!("  - {{period: 2020-Q{quarter}, kind: period, text: 建成, values: {{a: {great}}}}}\n");
        let report = |month: u8| format!("  - {{as_of: 2020-{month:02}, readings: {{a: {reading}, b: {reading}}}}}\n");
        let text = format!(
            "title: 助餐点\nbudget: {{amount: {great}, unit: 万元}}\nindicators:\n{}{}milestones:\n{}{}reports:\n{}{}",
            indicator("a"),
            indicator("b"),
            milestone(1),
            milestone(2),
            report(3),
            report(6)
        );
        survives(&woven().file("content/2020/projects/02.yaml", &text).files);
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    let (one, two) = (woven().built(), woven().built());
    assert!(one.files == two.files);
}

/// Build and show the report in every format: none of it may panic.
fn survives(files: &MemoryFiles) {
    let outcome = super::support::build(files, &Choice::default());
    for format in [Format::Human, Format::Short, Format::Json] {
        let _ = report(&outcome, format, Language::Chinese);
    }
}

/// A scalar people might write anywhere.
fn scalar() -> impl Strategy<Value = String> {
    let words: Vec<String> = WORDS.iter().flat_map(|list| list.words).map(|(en, ..)| (*en).to_owned()).collect();
    prop_oneof![
        select(words),
        select(vec!["spots", "beds", "2020-goals 第1项", "区民政局", "东园街道", "2020/01", "~", "\"\"", "''", "default", "a.md"])
            .prop_map(str::to_owned),
        select(vec![
            "0",
            "5",
            "-1",
            "0.5",
            "1e9",
            "999999999999999",
            "-999999999999999",
            "0.000001",
            "79228162514264337593543950335",
            "4294967296",
            "１",
            "一批"
        ])
        .prop_map(str::to_owned),
        select(vec!["2020-09", "2020-09-30", "2020-Q4", "1900-01", "2200-12-31", "2021-13", "2020"]).prop_map(str::to_owned),
        select(vec!["\"（“未完\"", "\"**粗**\"", "\"[x](javascript:1) ![y](z.png) <b>\"", "|\n", "&a", "*a", "!t x", "- x"])
            .prop_map(str::to_owned),
    ]
}

/// YAML in flow style out of the content model's own keys, so that it gets far into lowering and checking.
fn yaml() -> impl Strategy<Value = String> {
    let mut keys: Vec<&str> = RECORDS.iter().flat_map(|record| record.keys).flat_map(|key| [key.en, key.zh]).collect();
    keys.extend(["spots", "beds", "nosuch"]);
    scalar().prop_recursive(5, 60, 6, move |inner| {
        let entries = proptest::collection::vec((select(keys.clone()), inner.clone()), 0..6);
        prop_oneof![
            proptest::collection::vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(", "))),
            entries.prop_map(|entries| {
                let entries: Vec<String> = entries.into_iter().map(|(key, value)| format!("{key}: {value}")).collect();
                format!("{{{}}}", entries.join(", "))
            }),
        ]
    })
}

/// A project with figures, most of it sound, so that the checks and the pages see odd numbers.
fn project() -> impl Strategy<Value = String> {
    (proptest::collection::vec(yaml(), 4), scalar(), scalar()).prop_map(|(parts, target, reading)| {
        format!(
            "title: 项目\nindicators:\n  - {{id: spots, name: 助餐点, unit: 个, target: {target}}}\n  - {{id: beds, name: 床位, targets: [{}]}}\n\
             milestones:\n  - {{period: 2020-Q2, text: 建成, values: {{spots: {target}}}}}\n\
             reports:\n  - {{as_of: 2020-06, readings: {{spots: {reading}, beds: {}}}}}\n  - {{as_of: 2020-09, readings: {{spots: {}}}}}\nnotes: [{{text: {}}}]\n",
            parts[0], parts[1], parts[2], parts[3]
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(path in select(woven_paths()), bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut files = woven().files;
        files.insert(&path, bytes);
        survives(&files);
    }

    #[test]
    fn random_text_never_panics(
        path in select(woven_paths()),
        text in "([-:：,&*!|>'\"%@`#\\[\\]{}〔“”（）\u{3000}\t\n a-c停车0-9~]|\\n  |: |- |---\\n|<b>|\\]\\(|\\*\\*){0,60}",
        front in any::<bool>(),
    ) {
        let mut files = woven().files;
        let text = if front && is(&path, "md") { format!("---\ntitle: 一\n---\n{text}") } else { text };
        files.insert(&path, text);
        survives(&files);
    }

    #[test]
    fn random_records_never_panic(path in select(woven_paths()), yaml in yaml(), project in project()) {
        let mut files = woven().files;
        files.insert("content/2020/projects/02.yaml", project);
        files.insert(&path, if is(&path, "md") { format!("---\n{yaml}\n---\n正文\n") } else { yaml });
        survives(&files);
    }

    #[test]
    fn random_cuts_of_a_sound_file_never_panic(path in select(woven_paths()), from in 0usize..300, to in 0usize..300) {
        use gongshi::files::Files;
        let mut files = woven().files;
        let bytes = files.read(&gongshi::files::SitePath::new(&path)).expect("memory");
        let (from, to) = (from.min(to).min(bytes.len()), from.max(to).min(bytes.len()));
        let cut: Vec<u8> = bytes[..from].iter().chain(&bytes[to..]).copied().collect();
        files.insert(&path, String::from_utf8_lossy(&cut).into_owned());
        survives(&files);
    }
}
