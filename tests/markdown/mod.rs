//! Headings, links, safe HTML, plain text and summaries.
//!
//! Comes in: Markdown, harmless and hostile. Goes out: exact HTML, and checks of parsed HTML.
//! Never here: files.

use proptest::prelude::*;
use scraper::{Html, Selector};

use super::*;

fn render(text: &str) -> String {
    html(&parse(text), &Options::default())
}

fn ids(text: &str) -> Vec<String> {
    headings(&parse(text)).into_iter().map(|heading| heading.id).collect()
}

#[test]
fn headings_have_ids_of_their_words() {
    assert_eq!(ids("# 一、概况（2020年）"), ["一概况2020年"]);
    assert_eq!(ids("# Annual Report, 1-3 *July*"), ["annual-report-1-3-july"]);
    assert_eq!(ids("# 概况 {#Overview}\n# 概况"), ["overview", "概况"]);
    assert_eq!(ids("# 甲\n# 甲\n# 甲-1\n# 甲"), ["甲", "甲-1", "甲-1-1", "甲-2"]);
    assert_eq!(ids("# ！？\n# \n# {#“”}"), ["section", "section-1", "section-2"]);
}

#[test]
fn headings_tell_level_text_and_place() {
    let text = "前\n\n### **一、**`b`\n\n乙\n二\n--\n";
    let found = headings(&parse(text));
    assert_eq!((found[0].level, found[0].text.as_str()), (3, "一、b"));
    assert_eq!(text[found[0].span.clone()].trim(), "### **一、**`b`");
    assert_eq!((found[1].level, found[1].text.as_str()), (2, "乙二"));
}

#[test]
fn links_are_listed_with_their_places() {
    let text = "**甲：**[乙](/a \"t\")、![丙](b.png)、<https://例.cn>、<a@b.cn>、[丁][r]、[![戊](c.png)](d)\n\n[r]: /r";
    let events = parse(text);
    let found: Vec<_> = links(&events).into_iter().map(|l| (l.dest, l.image, text[l.span].to_owned())).collect();
    let expected = [
        ("/a", false, "[乙](/a \"t\")"),
        ("b.png", true, "![丙](b.png)"),
        ("https://例.cn", false, "<https://例.cn>"),
        ("mailto:a@b.cn", false, "<a@b.cn>"),
        ("/r", false, "[丁][r]"),
        ("d", false, "[![戊](c.png)](d)"),
        ("c.png", true, "![戊](c.png)"),
    ];
    assert_eq!(found, expected.map(|(dest, image, span)| (dest.to_owned(), image, span.to_owned())));
}

#[test]
fn headings_are_shifted_and_kept_within_h6() {
    assert_eq!(render("# 甲\n### 乙"), "<h2 id=\"甲\">甲</h2>\n<h4 id=\"乙\">乙</h4>\n");
    assert_eq!(render("### 甲"), "<h3 id=\"甲\">甲</h3>\n");
    let deep = Options { top_level: 5, id_prefix: "p1-", ..Options::default() };
    let text = "# 甲\n## 乙\n### 丙 {onclick=x .c}\n[见](#甲)";
    let expected = "<h5 id=\"p1-甲\">甲</h5>\n<h6 id=\"p1-乙\">乙</h6>\n<h6 id=\"p1-丙\">丙</h6>\n<p><a href=\"#p1-甲\">见</a></p>\n";
    assert_eq!(html(&parse(text), &deep), expected);
}

#[test]
fn destinations_are_resolved() {
    let resolve = |dest: &str| dest.strip_suffix(".md").map(|page| format!("/{page}/?a=1&b=\"2\""));
    let options = Options { resolve: &resolve, ..Options::default() };
    let written = html(&parse("[甲](概况.md) [乙](其他) ![丙](图.md)"), &options);
    assert_eq!(
        written,
        "<p><a href=\"/概况/?a=1&amp;b=%222%22\">甲</a> <a href=\"其他\">乙</a> \
         <img src=\"/图/?a=1&amp;b=%222%22\" alt=\"丙\" loading=\"lazy\"></p>\n"
    );
    let hostile = Options { resolve: &|_| Some("javascript:alert(1)".to_owned()), ..Options::default() };
    assert_eq!(html(&parse("[甲](乙)![丙](丁)"), &hostile), "<p><a>甲</a>丙</p>\n");
}

#[test]
fn tables_can_be_scrolled_and_read_aloud() {
    let expected = "<div class=\"gs-table\" role=\"region\" tabindex=\"0\" aria-label=\"表格\"><table>\n<thead>\n\
        <tr><th scope=\"col\">甲</th><th scope=\"col\" class=\"gs-align-right\">乙</th></tr>\n</thead>\n<tbody>\n\
        <tr><td>1</td><td class=\"gs-align-right\">2</td></tr>\n</tbody>\n</table></div>\n";
    let text = "| 甲 | 乙 |\n|---|--:|\n| 1 | 2 |\n";
    assert_eq!(render(text), expected);
    // Raw HTML elsewhere brings in ammonia; the table stays as it is.
    let with_raw = render(&format!("{text}\n<b>x</b>"));
    assert_eq!(with_raw.replace("<p><b>x</b></p>\n", ""), expected);
    assert!(render("|甲|\n|-|").ends_with("</thead>\n</table></div>\n"));
}

#[test]
fn footnotes_link_both_ways() {
    let text = "甲[^b]乙[^a]丙[^b]\n\n[^a]: 注**甲：**乙\n[^b]: 见[^c]\n[^c]: 丙\n[^d]: 无人引用";
    let options = Options { id_prefix: "p-", ..Options::default() };
    for text in [text.to_owned(), format!("{text}\n\n<b>x</b>")] {
        let page = Html::parse_fragment(&html(&parse(&text), &options));
        let hrefs: Vec<_> = select(&page, "[href]").map(|a| a.attr("href").unwrap_or_default()[1..].to_owned()).collect();
        let ids: Vec<_> = select(&page, "[id]").map(|e| e.attr("id").unwrap_or_default().to_owned()).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "ids are unique");
        assert!(ids.iter().all(|id| id.starts_with("p-")) && hrefs.iter().all(|href| ids.contains(href)));
        assert_eq!((select(&page, "section li").count(), select(&page, "sup a").count()), (4, 4));
        assert_eq!(select(&page, "a.gs-footnote-back").count(), 4);
    }
    assert_eq!(render("甲[^无]"), "<p>甲[^无]</p>\n");
}

#[test]
fn footnotes_in_a_ring_end() {
    assert_eq!(render("甲[^a]\n\n[^a]: 乙[^b]\n[^b]: 丙[^a]").matches("<li").count(), 2);
}

fn select<'p>(page: &'p Html, selector: &str) -> impl Iterator<Item = scraper::ElementRef<'p>> {
    let selector = Selector::parse(selector).expect("a selector of this file");
    page.select(&selector).collect::<Vec<_>>().into_iter()
}

#[test]
fn raw_html_keeps_to_the_list() {
    assert_eq!(render("甲<b>乙</b>H<sub>2</sub>O"), "<p>甲<b>乙</b>H<sub>2</sub>O</p>\n");
    assert_eq!(render("甲<font color=red>乙</font>"), "<p>甲乙</p>\n");
    assert_eq!(
        render("<details open>\n<summary>甲</summary>\n\n**乙：**丙\n\n</details>").replace('\n', ""),
        "<details open=\"\"><summary>甲</summary><p><strong>乙：</strong>丙</p></details>"
    );
    assert_eq!(render("<script>\nalert(1)\n</script>\n\n甲").trim(), "<p>甲</p>");
    assert_eq!(render("甲<!-- 编者注 -->乙"), "<p>甲乙</p>\n");
    assert_eq!(render("甲<img src=\"a.png\" alt=乙 onerror=x>"), "<p>甲<img src=\"a.png\" alt=\"乙\" loading=\"lazy\"></p>\n");
}

/// Unclosed and stray tags stay within their block.
#[test]
fn raw_html_does_not_break_what_is_around_it() {
    for raw in
        ["<div title=\"", "<!--", "<textarea>", "</div></section>", "<b>", "<script>", "<table>", "<plaintext>", "<style>", "</td></table>"]
    {
        let text = format!("- {raw}\n\n甲\n\n| 乙 |\n|---|\n| {raw}丙 |\n\n## 丁 {raw} {{#d}}\n\n戊[^1]\n\n[^1]: {raw}己");
        let page = Html::parse_fragment(&render(&text));
        for selector in ["p", "div.gs-table[role=region] > table td", "h2#d", "section.gs-footnotes > ol > li[id]", "a.gs-footnote-back"] {
            assert!(select(&page, selector).next().is_some(), "{raw}: no {selector} in {}", page.html());
        }
        assert_eq!(select(&page, "ul div.gs-table, ul h2, table section, b section").count(), 0, "{raw}: {}", page.html());
    }
}

#[test]
fn what_the_sanitiser_changes_is_reported() {
    let spans =
        |text: &str| -> Vec<String> { raw_html_spans(&parse(text)).into_iter().map(|span| text[span].trim_end().to_owned()).collect() };
    assert_eq!(spans("甲<b>乙</b><br>H<sub>2</sub><!-- c --> <a href=\"/x?a=1&amp;b\">丙</a>"), Vec::<String>::new());
    assert_eq!(spans("<table>\n<tr><td colspan=2>甲</td></tr>\n</table>"), Vec::<String>::new());
    assert_eq!(spans("甲<font>乙</font>"), ["<font>", "</font>"]);
    assert_eq!(spans("**甲：**乙<b onclick=x>乙</b>"), ["<b onclick=x>"]);
    assert_eq!(spans("<a href=\"jav&#97;script:x\">甲</a>"), ["<a href=\"jav&#97;script:x\">"]);
    assert_eq!(spans("<div style=\"x\">\n甲\n</div>\n\n乙"), ["<div style=\"x\">\n甲\n</div>"]);
    assert_eq!(spans("<script>x</script>\n\n</b>"), ["<script>x</script>", "</b>"]);
}

const HOSTILE: &[&str] = &[
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](java&#10;script:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](<  javascript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](data:image/svg+xml,<svg/onload=1>)",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "[x](file:///etc/passwd)",
    "[x](/a\"onmouseover=alert(1))",
    "[x](/a \"\\\" onmouseover=alert(1) \")",
    "![\" onerror=alert(1)](/a)",
    "![x](/a\"onerror=alert(1))",
    "<script>alert(1)</script>",
    "a <script>alert(1)</script>",
    "<SCRIPT SRC=//x></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror\n=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\" &#14; javascript:alert(1)\">x</a>",
    "<a href=\"java&Tab;script:alert(1)\">x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href=javascript&colon;alert(1)>x</a>",
    "<div style=\"background:url(x)\">x</div>",
    "<style>*{color:red}</style>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=x></object>",
    "<embed src=x>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<input onfocus=alert(1) autofocus>",
    "<body onload=alert(1)>",
    "<link rel=stylesheet href=x>",
    "<meta http-equiv=refresh content=0>",
    "<base href=//x>",
    "<details ontoggle=alert(1) open>x</details>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<b title='\"><img src=x onerror=alert(1)>'>",
    "<p title=\"<!--\"><img src=x onerror=alert(1)>-->",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?x <img src=x onerror=alert(1)>?>",
    "<x/onclick=alert(1)>x",
    "<a\u{b}href=javascript:alert(1)>x</a>",
    "```\"><img src=x onerror=alert(1)>\nx\n```",
    "```x\" onclick=\"alert(1)\nx\n```",
    "# x {#\"onclick=alert(1)}",
    "# x {onclick=alert(1) style=x}",
    "x[^\"><script>]\n\n[^\"><script>]: y",
    "`<script>alert(1)</script>`",
    "\\<script>alert(1)\\</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<title><img src=x onerror=alert(1)></title>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<a href=\"//x\" target=_blank ping=x>x</a>",
    "<b id=top class=gs-table data-x=1>x</b>",
    "<img src=\"x`y\" alt=\"``onerror=alert(1)\">",
];

/// True for HTML without anything that runs, styles or leads to a scheme off the list.
fn check_harmless(html: &str) {
    let page = Html::parse_fragment(html);
    for element in select(&page, "*") {
        let name = element.value().name();
        let known = ALLOWED_TAGS.iter().chain(OWN_TAGS).chain(&["html"]).any(|tag| *tag == name);
        assert!(known, "<{name}> in {html}");
        for (attribute, value) in element.value().attrs() {
            assert!(!attribute.starts_with("on") && attribute != "style", "{attribute} in {html}");
            if matches!(attribute, "href" | "src") {
                assert!(is_safe(value), "{value} in {html}");
            }
        }
    }
}

#[test]
fn nothing_hostile_comes_out() {
    for text in HOSTILE {
        for text in [(*text).to_owned(), format!("甲{text}乙"), format!("- 甲\n\n  {text}\n"), format!("|甲|\n|-|\n|{text}|\n")] {
            check_harmless(&render(&text));
        }
    }
}

#[test]
fn schemes_are_told_apart() {
    for dest in ["", "#a", "/a:b", "a/b:c", "?x=a:b", "第一章:概况", "http://x", "HTTPS://x", "mailto:a@b", "tel:12345", "12:30"] {
        assert!(is_safe(dest), "{dest}");
    }
    for dest in ["javascript:x", " java\nscript:x", "\u{1}JAVASCRIPT:x", "data:x", "vbscript:x", "file:x", "java\u{200b}script:x", "blob:x"]
    {
        assert!(!is_safe(dest), "{dest}");
    }
}

fn hostile_text() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "<script>",
        "</script>",
        "<img src=x onerror=alert(1)",
        ">",
        "<",
        "\"",
        "'",
        "<a href=",
        "javascript:",
        "&#106;",
        "](",
        "[x",
        ")",
        "![",
        "<div ",
        "</div>",
        "style=",
        "onclick=",
        "<!--",
        "-->",
        "<svg>",
        "<style>",
        "\n",
        "\n\n",
        "甲",
        "**",
        "：",
        "|",
        "\n|-|\n",
        "- ",
        "> ",
        "`",
        "```",
        "# ",
        "{#x}",
        "[^1]",
        "[^1]: ",
        "=",
        " ",
        "/",
        "<table>",
        "<td>",
        "<p>",
        "</p>",
        "<b>",
        "<plaintext>",
        "<math>",
        "&lt;",
        "<![CDATA[",
        "<?",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..30).prop_map(|pieces| pieces.concat())
}

#[test]
fn plain_text_has_no_markup() {
    let text = "# 甲\n\n**乙：**丙\n丁 `e`\n\n| 一 | 二 |\n|---|---|\n| 1 | 2 |\n\n- [三](u)\n- ![四](v)<b>五</b>[^1]\n\n[^1]: 注";
    assert_eq!(plain_text(&parse(text)), "甲\n乙：丙丁 e\n一 二\n1 2\n三\n四五\n注");
}

#[test]
fn summaries_end_where_a_reader_would() {
    let cases = [
        ("一句话。", 10, "一句话。"),
        ("第一句。第二句很长很长很长。", 8, "第一句。"),
        ("他说：“好！”然后他走了很远。", 9, "他说：“好！”"),
        ("真的吗？！不知道，再看看。", 7, "真的吗？！"),
        ("截至目前，已完成投资12.5万元。", 12, "截至目前…"),
        ("共举办文化活动3500余场，惠及群众。", 11, "共举办文化活动…"),
        ("到2020年9月15日为止全部完成任务。", 10, "到…"),
        ("到2020年9月15日为止全部完成任务。", 12, "到2020年9月15日…"),
        ("增长113.3%以上的企业数量继续增加", 6, "增长…"),
        ("每村新建1-3家养老服务站点若干", 7, "每村新建…"),
        ("项目（含上年结转的12.5万元资金）进展顺利", 10, "项目…"),
        ("“这是一段很长很长的引文，没有尽头”", 9, "“这是一段很长…”"),
        ("Version 1.5 is out. It is a long story", 24, "Version 1.5 is out."),
        ("See internationalization notes", 10, "See…"),
        ("甲\n乙\t 丙", 10, "甲 乙 丙"),
        ("甲乙丙", 0, ""),
        ("123456789", 5, "…"),
    ];
    for (text, max, expected) in cases {
        assert_eq!(summary(text, max), expected, "{text} in {max}");
    }
}

/// Sentences with numbers, units, brackets and quotes, all of them balanced.
fn prose() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "完成投资",
        "12.5万元",
        "3500余场",
        "2020年9月15日",
        "113.3%",
        "1-3家",
        "（含",
        "“重点”",
        "《办法》",
        "，",
        "。",
        "；",
        "、",
        "！",
        "？",
        "……",
        "建设",
        "GDP",
        " and ",
        "1,234.56亿元",
        "第12条",
        "5个百分点",
        "A4",
        "\n",
        "“好！”",
        "（见附件。）",
        "🙂",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| {
        let open = pieces.iter().filter(|piece| **piece == "（含").count();
        pieces.concat() + &"）".repeat(open)
    })
}

const QUANTITIES: &[&str] = &["12.5万元", "3500余场", "2020年9月15日", "113.3%", "1-3家", "1,234.56亿元", "第12条", "5个百分点"];

/// The text of the summary without what was added to it.
fn kept<'s>(text: &str, summary: &'s str) -> &'s str {
    if text.starts_with(summary) {
        return summary;
    }
    let end = summary.rfind('…').unwrap_or(summary.len());
    &summary[..end]
}

fn is_balanced(text: &str) -> bool {
    let mut open = Vec::new();
    for c in text.chars() {
        open.extend(closing_of(c));
        if is_closing(c) && open.pop() != Some(c) {
            return false;
        }
    }
    open.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn made_up_text_comes_out_harmless(text in hostile_text()) {
        check_harmless(&render(&text));
    }

    #[test]
    fn any_text_comes_out_harmless(text in any::<String>()) {
        let events = parse(&text);
        check_harmless(&html(&events, &Options::default()));
        for span in raw_html_spans(&events) {
            prop_assert!(text.get(span).is_some());
        }
    }

    #[test]
    fn summaries_keep_to_their_length(text in any::<String>(), max in 0_usize..60) {
        prop_assert!(summary(&text, max).chars().count() <= max);
    }

    #[test]
    fn summaries_of_prose_cut_no_number_and_no_bracket(text in prose(), max in 0_usize..60) {
        let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = summary(&text, max);
        prop_assert!(cut.chars().count() <= max);
        prop_assert!(is_balanced(&cut), "{}", cut);
        let kept = kept(&whole, &cut);
        prop_assert!(whole.starts_with(kept), "{} of {}", kept, whole);
        for quantity in QUANTITIES {
            for (at, _) in whole.match_indices(quantity) {
                prop_assert!(kept.len() <= at || kept.len() >= at + quantity.len(), "{} cuts {}", cut, quantity);
            }
        }
    }
}
