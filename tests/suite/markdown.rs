//! Safe HTML and summaries, from outside.
//!
//! Comes in: Markdown, hostile and made up. Goes out: checks of the parsed HTML, and of where
//! summaries end. Never here: files.

use std::collections::BTreeSet;

use gongshi::syntax::markdown::{ALLOWED_SCHEMES, ALLOWED_TAGS, Options, html, parse, raw_html_spans, summary};
use proptest::prelude::*;
use scraper::{Html, Selector};

/// Elements that are not on the list for raw HTML but written for Markdown.
const OWN_TAGS: &[&str] = &["img", "h1", "h2", "h3", "h4", "h5", "h6", "img", "section", "html"];

fn render(text: &str) -> String {
    html(&parse(text), &Options::default())
}

fn select<'p>(page: &'p Html, selector: &str) -> impl Iterator<Item = scraper::ElementRef<'p>> {
    let selector = Selector::parse(selector).expect("a selector of this file");
    page.select(&selector).collect::<Vec<_>>().into_iter()
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
}

/// Unclosed and stray tags stay within their block.
#[test]
fn raw_html_does_not_break_what_is_around_it() {
    for raw in
        ["<div title=\"", "<!--", "<textarea>", "</div></section>", "<b>", "<script>", "<table>", "<plaintext>", "<style>", "</td></table>"]
    {
        let text = format!("- {raw}\n\n甲\n\n| 乙 |\n|---|\n| {raw}丙 |\n\n## 丁 {raw} {{#d}}\n\n戊[^1]\n\n[^1]: {raw}己");
        let page = Html::parse_fragment(&render(&text));
        for selector in ["p", "section.gs-table > table td", "h2#d", "section.gs-footnotes > ol > li[id]", "a.gs-footnote-back"] {
            assert!(select(&page, selector).next().is_some(), "{raw}: no {selector} in {}", page.html());
        }
        assert_eq!(select(&page, "ul section.gs-table, ul h2, table section, b section").count(), 0, "{raw}: {}", page.html());
    }
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

/// True for a destination that no browser takes for a script, told without the code under test.
fn leads_nowhere_bad(dest: &str) -> bool {
    let seen: String = dest.chars().filter(|c| c.is_ascii_graphic() || (!c.is_ascii() && c.is_alphanumeric())).collect();
    let Some((scheme, _)) = seen.split_once(':') else {
        return true;
    };
    let is_scheme = scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let begins = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    !(is_scheme && begins) || ALLOWED_SCHEMES.contains(&scheme.to_ascii_lowercase().as_str())
}

/// Checks that nothing in the HTML runs, styles or leads to a scheme off the list.
fn check_harmless(html: &str) {
    let page = Html::parse_fragment(html);
    for element in select(&page, "*") {
        let name = element.value().name();
        let known = ALLOWED_TAGS.iter().chain(OWN_TAGS).any(|tag| *tag == name);
        assert!(known, "<{name}> in {html}");
        for (attribute, value) in element.value().attrs() {
            assert!(!attribute.starts_with("on") && attribute != "style", "{attribute} in {html}");
            if matches!(attribute, "href" | "src") {
                assert!(leads_nowhere_bad(value), "{value} in {html}");
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
    const PAIRS: [(char, char); 3] = [('（', '）'), ('“', '”'), ('《', '》')];
    let mut open = Vec::new();
    for c in text.chars() {
        open.extend(PAIRS.iter().filter_map(|&(opening, closing)| (opening == c).then_some(closing)));
        if PAIRS.iter().any(|pair| pair.1 == c) && open.pop() != Some(c) {
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
