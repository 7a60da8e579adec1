//! Chinese text in Markdown: emphasis, line breaks, and what holds for any text.
//!
//! Comes in: a table of everyday patterns, and made-up text. Goes out: exact HTML, compared
//! with comrak's CJK-friendly option as well. Never here: files.

use gongshi::syntax::markdown;
use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, html};

/// Patterns with the HTML that both we and comrak give.
const AGREED: &[(&str, &str)] = &[
    // Punctuation before the closing run.
    ("**注意：**请", "<p><strong>注意：</strong>请</p>"),
    ("**重要。**后文", "<p><strong>重要。</strong>后文</p>"),
    ("**真的吗？**是", "<p><strong>真的吗？</strong>是</p>"),
    ("**真的吗？！**是", "<p><strong>真的吗？！</strong>是</p>"),
    ("**甲；**乙", "<p><strong>甲；</strong>乙</p>"),
    ("**等等……**之后", "<p><strong>等等……</strong>之后</p>"),
    ("甲**——乙——**丙", "<p>甲<strong>——乙——</strong>丙</p>"),
    ("**——**之后", "<p><strong>——</strong>之后</p>"),
    ("*甲。*乙*丙。*丁", "<p><em>甲。</em>乙<em>丙。</em>丁</p>"),
    ("*甲*：*乙*。*丙：*丁", "<p><em>甲</em>：<em>乙</em>。<em>丙：</em>丁</p>"),
    ("~~旧数据。~~新", "<p><del>旧数据。</del>新</p>"),
    ("~~甲~~乙", "<p><del>甲</del>乙</p>"),
    // Quotes and brackets, on either side.
    ("**“重点项目”**已", "<p><strong>“重点项目”</strong>已</p>"),
    ("前文**“重点”**后文", "<p>前文<strong>“重点”</strong>后文</p>"),
    ("**‘单引号’**内", "<p><strong>‘单引号’</strong>内</p>"),
    ("他说：**“好！”**然后", "<p>他说：<strong>“好！”</strong>然后</p>"),
    ("他说“**好！**”然后", "<p>他说“<strong>好！</strong>”然后</p>"),
    ("前文**《办法》**后文", "<p>前文<strong>《办法》</strong>后文</p>"),
    ("按照**《条例》（2019）**执行", "<p>按照<strong>《条例》（2019）</strong>执行</p>"),
    ("资金**（万元）**合计", "<p>资金<strong>（万元）</strong>合计</p>"),
    ("前*（一）*后", "<p>前<em>（一）</em>后</p>"),
    ("①**（一）**②", "<p>①<strong>（一）</strong>②</p>"),
    ("5**（个）**5", "<p>5<strong>（个）</strong>5</p>"),
    ("**（注）**", "<p><strong>（注）</strong></p>"),
    // Runs that the standard rule reads as well, beside those it does not.
    ("**甲**、**乙**、**丙**", "<p><strong>甲</strong>、<strong>乙</strong>、<strong>丙</strong></p>"),
    ("**甲**（乙）**丙**", "<p><strong>甲</strong>（乙）<strong>丙</strong></p>"),
    ("**甲、**乙**、丙**", "<p><strong>甲、</strong>乙<strong>、丙</strong></p>"),
    // An opening bracket before a run does not make it an opener: comrak agrees.
    ("**甲（**乙**）丙**", "<p><strong>甲（</strong>乙<strong>）丙</strong></p>"),
    ("甲 **，**乙", "<p>甲 <strong>，</strong>乙</p>"),
    ("**甲：** 乙", "<p><strong>甲：</strong> 乙</p>"),
    ("**甲： **乙", "<p>**甲： **乙</p>"),
    ("甲**，乙", "<p>甲**，乙</p>"),
    // Digits and Latin letters.
    ("增长**113.3%**其中", "<p>增长<strong>113.3%</strong>其中</p>"),
    ("共**3500余场。**其中", "<p>共<strong>3500余场。</strong>其中</p>"),
    ("**12.5（万元）**其中", "<p><strong>12.5（万元）</strong>其中</p>"),
    ("**GDP（亿元）**增长", "<p><strong>GDP（亿元）</strong>增长</p>"),
    ("**a。**b", "<p><strong>a。</strong>b</p>"),
    ("a**（b）**c", "<p>a<strong>（b）</strong>c</p>"),
    ("**Note:**请", "<p><strong>Note:</strong>请</p>"),
    // Neither side is CJK: the amendment does not apply.
    ("增长**113.3%**GDP", "<p>增长**113.3%**GDP</p>"),
    ("**“十四五”**GDP", "<p>**“十四五”**GDP</p>"),
    // Other scripts and signs.
    ("**한국어(Korean)**은", "<p><strong>한국어(Korean)</strong>은</p>"),
    ("**日本語。**です", "<p><strong>日本語。</strong>です</p>"),
    ("**强调🙂**后文", "<p><strong>强调🙂</strong>后文</p>"),
    ("＊＊甲＊＊", "<p>＊＊甲＊＊</p>"),
    // Nested.
    ("***重要：***请", "<p><em><strong>重要：</strong></em>请</p>"),
    ("前文***“重”***后文", "<p>前文<em><strong>“重”</strong></em>后文</p>"),
    ("***甲：**乙*丙", "<p><em><strong>甲：</strong>乙</em>丙</p>"),
    ("**甲：***乙*", "<p><strong>甲：</strong><em>乙</em></p>"),
    ("**重要*（很）*的**事", "<p><strong>重要<em>（很）</em>的</strong>事</p>"),
    ("**重要*（很）***事", "<p><strong>重要<em>（很）</em></strong>事</p>"),
    ("*重要**（很）***事", "<p><em>重要<strong>（很）</strong></em>事</p>"),
    ("~~**旧：**数据。~~新", "<p><del><strong>旧：</strong>数据。</del>新</p>"),
    // `_` inside a word never makes emphasis, in the amendment neither.
    ("__注意：__请", "<p>__注意：__请</p>"),
    ("前__“重点”__后", "<p>前__“重点”__后</p>"),
    ("__重要__，请", "<p><strong>重要</strong>，请</p>"),
    ("**_注意：_**请", "<p><strong><em>注意：</em></strong>请</p>"),
    ("_**注意：**_请", "<p>_<strong>注意：</strong>_请</p>"),
    // Links, images, code, HTML.
    ("见**[链接](u)**说明", "<p>见<strong><a href=\"u\">链接</a></strong>说明</p>"),
    ("见[**注意：**请](u)说明", "<p>见<a href=\"u\"><strong>注意：</strong>请</a>说明</p>"),
    ("[**甲：**乙][r]\n\n[r]: /u", "<p><a href=\"/u\"><strong>甲：</strong>乙</a></p>"),
    ("![**甲：**乙](u)", "<p><img src=\"u\" alt=\"甲：乙\" /></p>"),
    ("使用**`code`**编写", "<p>使用<strong><code>code</code></strong>编写</p>"),
    ("`**注意：**请`", "<p><code>**注意：**请</code></p>"),
    ("    **注意：**请", "<pre><code>**注意：**请</code></pre>"),
    ("[甲](http://x/**a：**b)乙", "<p><a href=\"http://x/**a%EF%BC%9A**b\">甲</a>乙</p>"),
    ("<http://x/**甲：**乙>", "<p><a href=\"http://x/**%E7%94%B2%EF%BC%9A**%E4%B9%99\">http://x/**甲：**乙</a></p>"),
    ("**<b>甲</b>**乙", "<p><strong><b>甲</b></strong>乙</p>"),
    ("<div title=\"**甲：**乙\">\n**甲：**乙\n</div>", "<div title=\"**甲：**乙\">**甲：**乙</div>"),
    ("\\**注意：**请", "<p>**注意：**请</p>"),
    ("**注意：\\**请", "<p>**注意：**请</p>"),
    ("**&quot;重点&quot;**已", "<p><strong>\"重点\"</strong>已</p>"),
    // In blocks.
    ("- **一、概况：**内容", "<ul><li><strong>一、概况：</strong>内容</li></ul>"),
    ("1. **第一，**内容", "<ol><li><strong>第一，</strong>内容</li></ol>"),
    ("> **注意：**请", "<blockquote><p><strong>注意：</strong>请</p></blockquote>"),
    ("## **（一）**概况", "<h2><strong>（一）</strong>概况</h2>"),
    (
        "| **甲：**乙 | 丙**（丁）**戊 |\n|---|---|\n| ~~旧。~~新 | **“己”** |",
        "<table><thead><tr><th><strong>甲：</strong>乙</th><th>丙<strong>（丁）</strong>戊</th></tr></thead>\
         <tbody><tr><td><del>旧。</del>新</td><td><strong>“己”</strong></td></tr></tbody></table>",
    ),
    // The author's own U+205F, and others of its kind.
    ("**甲。**\u{205f}乙**丙。**丁", "<p><strong>甲。</strong>\u{205f}乙<strong>丙。</strong>丁</p>"),
    ("**甲。**乙&#x205f;丙\u{2004}", "<p><strong>甲。</strong>乙\u{205f}丙\u{2004}</p>"),
];

/// Patterns on which comrak differs: ours, comrak's.
const DIFFERING: &[(&str, &str, &str)] = &[
    // pulldown-cmark takes no single `~` inside a word for strikethrough, and neither do we:
    // in Chinese it stands between the ends of a range.
    ("约3~5家，4~6家", "<p>约3~5家，4~6家</p>", "<p>约3<del>5家，4</del>6家</p>"),
    // The text of a shortcut reference is the label of its definition: a space put into it
    // would part the two, so such a label keeps to the standard rule.
    ("[**甲：**乙]\n\n[**甲：**乙]: /u", "<p><a href=\"/u\">**甲：**乙</a></p>", "<p><a href=\"/u\"><strong>甲：</strong>乙</a></p>"),
    // The "multiple of 3" rule for runs that could both open and close: comrak applies it to
    // runs that could only by the amendment; we read them as the standard does.
    ("：*甲**", "<p>：<em>甲</em>*</p>", "<p>：*甲**</p>"),
];

fn ours(text: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, markdown::parse(text).into_iter().map(|(event, _)| event));
    out
}

fn comraks(text: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.cjk_friendly_emphasis = true;
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.render.r#unsafe = true;
    comrak::markdown_to_html(text, &options)
}

/// HTML without the line breaks and the escaped quotes in which writers differ.
fn normal(html: &str) -> String {
    html.replace('\n', "").replace("&quot;", "\"")
}

#[test]
fn everyday_patterns_read_as_expected() {
    for (text, expected) in AGREED {
        assert_eq!(normal(&ours(text)), *expected, "{text}");
    }
}

#[test]
fn everyday_patterns_read_as_in_comrak() {
    assert!(AGREED.len() >= 40, "the table has {} patterns", AGREED.len());
    for (text, expected) in AGREED {
        assert_eq!(normal(&comraks(text)), *expected, "{text}");
    }
}

#[test]
fn the_differences_from_comrak_are_as_told() {
    for (text, expected, other) in DIFFERING {
        assert_eq!(normal(&ours(text)), *expected, "{text}");
        assert_eq!(normal(&comraks(text)), *other, "{text}");
    }
}

#[test]
fn a_line_break_between_cjk_characters_is_no_space() {
    let joined = [
        ("甲\n乙", "甲乙"),
        ("甲，\n乙", "甲，乙"),
        ("甲。\n（乙", "甲。（乙"),
        ("かな\nカナ", "かなカナ"),
        ("**甲**\n*乙*", "<strong>甲</strong><em>乙</em>"),
        ("**甲：**\n乙", "<strong>甲：</strong>乙"),
        ("[甲](u)\n`乙`", "<a href=\"u\">甲</a><code>乙</code>"),
        ("甲<b>\n乙</b>", "甲<b>乙</b>"),
        // Shared quotes and dashes go with the other side.
        ("“甲”\n乙", "“甲”乙"),
        ("甲\n——乙", "甲——乙"),
        ("甲\n“Rust”", "甲“Rust”"),
        // Both shared: the characters beyond them decide.
        ("“甲。”\n“乙。”", "“甲。”“乙。”"),
    ];
    for (text, expected) in joined {
        assert_eq!(normal(&ours(text)), format!("<p>{expected}</p>"), "{text:?}");
    }
}

#[test]
fn other_line_breaks_stay() {
    let kept = [
        "甲\nLatin",
        "Latin\n甲",
        "2020年\n9月",
        "한국\n말",
        "甲\n한국",
        "“Latin”\n“text”",
        "“甲”\n“Rust”",
        "甲\n`code`",
        "`code`\n甲",
        "甲\n![乙](u)丙",
        "甲<br>\n乙",
        "甲🙂\n🙂乙",
        "it’s\n“so”",
    ];
    for text in kept {
        assert!(ours(text).trim_end().contains('\n'), "{text:?} gave {}", ours(text));
    }
    assert_eq!(ours("甲  \n乙"), "<p>甲<br />\n乙</p>\n");
}

#[test]
fn ranges_name_the_original_text() {
    let text = "前**（甲）**后 **“乙”**丙";
    let strong: Vec<_> = markdown::parse(text)
        .into_iter()
        .filter(|(event, _)| matches!(event, Event::Start(pulldown_cmark::Tag::Strong)))
        .map(|(_, range)| &text[range])
        .collect();
    assert_eq!(strong, ["**（甲）**", "**“乙”**"]);
}

#[test]
fn every_space_in_use_leaves_the_text_as_it_is() {
    let text = "**甲：**乙\u{205f}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200a}。";
    assert!(ours(text).contains('\u{205f}') && ours(text).contains("**甲：**"));
}

/// Text made of what matters to emphasis, links, code, tables and line breaks.
fn markdown_text() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "*",
        "**",
        "***",
        "_",
        "__",
        "~~",
        "~",
        "甲",
        "乙",
        "，",
        "。",
        "（",
        "）",
        "“",
        "”",
        "：",
        "a",
        "b1",
        " ",
        "\n",
        "\n\n",
        "- ",
        "> ",
        "| ",
        "|\n|-|-|\n|",
        "`",
        "``",
        "[",
        "](u)",
        "](",
        ")",
        "![",
        "]",
        "[^1]",
        "[^1]: ",
        "[甲]: /u",
        "<b>",
        "</b>",
        "<div>\n",
        "<",
        ">",
        "\\",
        "&amp;",
        "&",
        "# ",
        "```\n",
        "    ",
        "\u{205f}",
        "\u{2004}",
        "{#x}",
        "한",
        "🙂",
        "\u{fe0f}",
        "\u{3000}",
        "\t",
        "\r\n",
        "\0",
        "---\n",
        "1. ",
        "http://x",
        "<http://甲**：**乙>",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

fn latin_text() -> impl Strategy<Value = String> {
    markdown_text().prop_map(|text| text.chars().filter(|c| !gongshi::syntax::cjk::is_cjk(*c)).collect())
}

fn check_ranges(text: &str) {
    for (event, range) in markdown::parse(text) {
        assert!(text.get(range.clone()).is_some(), "{event:?} at {range:?} of {text:?}");
    }
}

/// The words of the text, without spaces and delimiters.
fn words(text: &str) -> String {
    let events = markdown::parse(text);
    markdown::plain_text(&events).chars().filter(|c| !matches!(c, '*' | '_' | '~' | '\n' | ' ')).collect()
}

fn pulldowns_words(text: &str) -> String {
    let events: Vec<_> = Parser::new_ext(text, markdown::EXTENSIONS).into_offset_iter().collect();
    markdown::plain_text(&events).chars().filter(|c| !matches!(c, '*' | '_' | '~' | '\n' | ' ')).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ranges_are_in_bounds(text in markdown_text()) {
        check_ranges(&text);
    }

    #[test]
    fn ranges_are_in_bounds_for_any_text(text in any::<String>()) {
        check_ranges(&text);
    }

    #[test]
    fn text_without_cjk_reads_as_in_pulldown_cmark(text in latin_text()) {
        let theirs: Vec<_> = Parser::new_ext(&text, markdown::EXTENSIONS).into_offset_iter().collect();
        prop_assert_eq!(markdown::parse(&text), theirs);
    }

    /// Emphasis and line breaks may differ, words may not: nothing is lost and no space is left over.
    #[test]
    fn words_are_those_of_pulldown_cmark(text in markdown_text()) {
        prop_assert_eq!(words(&text), pulldowns_words(&text));
    }

    /// Text of one paragraph with strong runs only reads as in comrak.
    #[test]
    fn strong_text_reads_as_in_comrak(pieces in prop::collection::vec(prop::sample::select(&["**", "甲", "乙", "：", "（", "）", "“", "a", "%", "，"][..]), 1..14)) {
        let text = pieces.concat();
        if text.contains("***") {
            return Ok(());
        }
        prop_assert_eq!(normal(&ours(&text)), normal(&comraks(&text)));
    }
}
