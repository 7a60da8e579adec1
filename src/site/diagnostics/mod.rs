//! The wording of every finding about records, names and figures.

mod figures;
mod proceedings;
mod published;

pub use figures::{
    bad_reading, bad_target, both_targets, breakdown_sum, contradicting_target, counted_nowhere, declared_short, done_beside_a_number,
    item_count, milestone_missed, milestone_sum, more_than_all, over_not_declared, part_exceeds, part_of_itself, project_over_not_declared,
    reading_after_as_of, reading_falls, report_of_another_year, shares_do_not_add_up, silent_indicator, stages_sum, suspension_unexplained,
    target_kind, target_of_nothing, uncounted_unexplained, unit_differs, unlike_units,
};

pub use published::record_damaged;

pub use proceedings::{frozen_changed, goal_sum, proposal_sum, reply_late, short_call};

use super::{
    number::{MOST_FRACTION, MOST_WHOLE, Number},
    schema::{Key, Record, Words},
};
use crate::{
    diag::{Code, Diagnostic, Span, Text, text},
    syntax::yaml::{Node, Value},
};

fn new(code: Code, span: Span, en: String, zh: String) -> Diagnostic {
    Diagnostic::new(code, span, text(en, zh))
}

// Records.

/// A noun with its article.
pub fn a(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// The first words of a value, for a message.
fn shortened(value: &str) -> String {
    let line = value.lines().next().unwrap_or_default();
    let mut short: String = line.chars().take(20).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    short
}

pub fn wrong_type(span: Span, en: &str, zh: &str, node: &Node<'_>) -> Diagnostic {
    let (found, found_zh) = match &node.value {
        Value::Null => ("nothing".to_owned(), "空值".to_owned()),
        Value::Scalar { text, .. } if text.trim().is_empty() => ("empty text".to_owned(), "空文字".to_owned()),
        Value::Scalar { text, .. } => (format!("`{}`", shortened(text)), format!(" `{}`", shortened(text))),
        Value::List(_) => ("a list".to_owned(), "列表".to_owned()),
        Value::Map(_) => ("a mapping".to_owned(), "映射".to_owned()),
    };
    let help = match &node.value {
        Value::Scalar { text: value, .. } if value.contains('：') => {
            Some(text("a full-width colon `：` does not end a key; write `: `", "全角冒号 `：` 不能作为键的结尾，请写 `: `"))
        }
        Value::Scalar { .. } if en == "a list" => Some(text("write it in brackets: `[…]`", "请放进方括号：`[…]`")),
        _ if en.starts_with("a mapping from") => {
            Some(text("write `{id: number}`, such as `{beds: 250}`", "请写 `{编号: 数值}`，例如 `{beds: 250}`"))
        }
        Value::Null => Some(text("write the value after the colon, or leave the key out", "请在冒号后写值，或删去这个键")),
        _ => None,
    };
    new(Code::WrongType, span, format!("expected {en}, found {found}"), format!("应为{zh}，实为{found_zh}")).maybe_help(help)
}

/// Markdown without the lines that name it.
pub fn no_front_matter(span: Span) -> Diagnostic {
    new(
        Code::MissingKey,
        span,
        "the file has no front matter, so its `title` is missing".to_owned(),
        "文件没有文件头，缺少 `标题`".to_owned(),
    )
    .help(text("begin the file with three lines: `---`, `title: …`, `---`", "请在文件开头写三行：`---`、`标题: …`、`---`"))
}

pub fn unknown_key(span: Span, key: &str, record: &Record) -> Diagnostic {
    new(Code::UnknownKey, span, format!("{} has no key `{key}`", a(record.name)), format!("“{}”没有名为 `{key}` 的键", record.zh))
        .help(text("the keys are listed in docs/content.md", "全部键名见 docs/content.md"))
}

pub fn double_key(span: Span, en: &str, zh: &str, first: Span) -> Diagnostic {
    new(Code::DuplicateKey, span, format!("`{en}` and `{zh}` are one key"), format!("`{en}` 与 `{zh}` 是同一个键"))
        .label(first, text("first here", "首次出现在这里"))
        .help(text("keep one of them", "请只保留一处"))
}

pub fn missing_key(span: Span, key: &Key, record: &Record) -> Diagnostic {
    new(
        Code::MissingKey,
        span,
        format!("{} needs the key `{}`", a(record.name), key.en),
        format!("“{}”缺少键 `{}`（`{}`）", record.zh, key.zh, key.en),
    )
    .help(text(format!("for example `{}: {}`", key.en, key.example), format!("例如 `{}: {}`", key.zh, key.example)))
}

pub fn unknown_word(span: Span, value: &str, words: &Words) -> Diagnostic {
    let en: Vec<&str> = words.words.iter().map(|(en, ..)| *en).collect();
    let zh: Vec<&str> = words.words.iter().filter_map(|(_, zh, _)| zh.iter().find(|w| !w.is_ascii()).copied()).collect();
    new(
        Code::UnknownWord,
        span,
        format!("expected one of {}, found `{value}`", en.join(", ")),
        format!("应为{}之一，实为 `{value}`", zh.join("、")),
    )
}

/// `amount` where a decimal may stand, so that other ways to say it exist.
pub fn bad_number(span: Span, value: &str, amount: bool) -> Diagnostic {
    let is_digit = |c: char| c.is_ascii_digit();
    let is_wide = |c: char| ('０'..='９').contains(&c) || "〇零一二三四五六七八九十百千万亿两".contains(c);
    let help = if value.contains([',', '，', '_', ' ', '\u{3000}']) {
        text("write the digits without separators or spaces", "请去掉数字中的分隔符和空格")
    } else if value.ends_with(['%', '％']) {
        text("of a reading write `percent: 40`, without the sign", "读数的百分比写成 `百分比: 40`，不带百分号")
    } else if value.chars().all(is_wide) {
        text("write half-width digits", "请写半角数字")
    } else if value.len() > 1 && value.starts_with('0') && value.chars().all(is_digit) {
        text("write the number without leading zeros", "请去掉开头的 0")
    } else if value.len() > MOST_FRACTION && value.matches('.').count() < 2 && value.chars().all(|c| is_digit(c) || c == '.') {
        text(
            format!("at most {MOST_WHOLE} digits before the point and {MOST_FRACTION} after it are read"),
            format!("小数点前最多 {MOST_WHOLE} 位，后最多 {MOST_FRACTION} 位"),
        )
    } else if value.starts_with(is_digit) && amount {
        text(
            "write the number alone; the unit has a key of its own, and the target of a range is `{min: 1, max: 3}`",
            "只写数字：单位另有一键；目标的区间写成 `{下限: 1, 上限: 3}`",
        )
    } else if amount && !value.starts_with(['+', '-', '.']) {
        text(
            "a target without a number is `{text: …}`, a reading without one `{stage: …}`",
            "没有数字的目标写成 `{文字: …}`，没有数字的读数写成 `{阶段: …}`",
        )
    } else {
        text("write plain digits, such as `12`", "请写普通数字，例如 `12`")
    };
    new(Code::BadNumber, span, format!("expected a number, found `{value}`"), format!("应为数字，实为 `{value}`")).help(help)
}

pub fn not_whole(span: Span, value: &str) -> Diagnostic {
    new(Code::BadNumber, span, format!("expected a whole number from 0, found `{value}`"), format!("应为不小于 0 的整数，实为 `{value}`"))
        .help(text("counts and places in a list have no fraction", "项数和序号没有小数"))
}

pub fn negative(span: Span, number: &Number) -> Diagnostic {
    new(Code::BadNumber, span, format!("expected a number from 0, found `{number}`"), format!("应为不小于 0 的数字，实为 `{number}`"))
        .help(text("what is to go down is written `direction: at_most`", "要求下降的指标请写 `方向: 不超过`"))
}

pub fn not_positive(span: Span, number: &Number) -> Diagnostic {
    new(Code::BadNumber, span, format!("expected a number above 0, found `{number}`"), format!("应为大于 0 的数字，实为 `{number}`"))
        .help(text("leave `weight` out where all count alike", "各项同等计算时不必写 `权重`"))
}

pub fn bad_date(span: Span, value: &str) -> Diagnostic {
    let help = if value.len() == 4 && value.bytes().all(|b| b.is_ascii_digit()) {
        text(
            format!("a year alone is too vague; its end is the quarter `{value}-Q4` or the day `{value}-12-31`"),
            format!("只有年份不够具体；年末请写季度 `{value}-Q4` 或日 `{value}-12-31`"),
        )
    } else {
        text("write a day `2020-09-15`, a month `2020-09` or a quarter `2020-Q3`", "请写日 `2020-09-15`、月 `2020-09` 或季度 `2020-Q3`")
    };
    new(Code::BadDate, span, format!("no such date: `{value}`"), format!("日期无效：`{value}`")).help(help)
}

pub fn bad_id(span: Span, value: &str) -> Diagnostic {
    new(Code::BadId, span, format!("`{value}` cannot be an id"), format!("`{value}` 不能作为编号")).help(text(
        "use ASCII letters, digits, `-`, `_` and `.`; it becomes the address",
        "只用英文字母、数字、`-`、`_`、`.`；它将成为网址的一部分",
    ))
}

/// A file whose name cannot be an id; `may_say` where its record may say another.
pub fn bad_stem(span: Span, stem: &str, may_say: bool) -> Diagnostic {
    let help = if may_say {
        text(
            "rename it with ASCII letters, digits, `-`, `_` and `.`, or give `id` in the file",
            "请用英文字母、数字、`-`、`_`、`.` 重新命名，或在文件中写明 `编号`",
        )
    } else {
        text(
            "rename it with ASCII letters, digits, `-`, `_` and `.`; the title may be Chinese",
            "请用英文字母、数字、`-`、`_`、`.` 重新命名；标题可用中文",
        )
    };
    new(Code::BadFileName, span, format!("the file name `{stem}` cannot become an address"), format!("文件名 `{stem}` 不能作为网址"))
        .help(help)
}

pub fn bad_base_url(span: Span, value: &str) -> Diagnostic {
    new(Code::BadUrl, span, format!("`{value}` cannot be the place of a site"), format!("`{value}` 不能作为站点所在的网址"))
        .help(text("leave out `?`, `#`, `..` and quotes", "请去掉 `?`、`#`、`..` 和引号"))
}

pub fn invisible(span: Span, sign: char) -> Diagnostic {
    let code = u32::from(sign);
    new(
        Code::WrongType,
        span,
        format!("the text has an invisible control character, U+{code:04X}"),
        format!("文字中有看不见的控制字符 U+{code:04X}"),
    )
    .help(text("type the text again, without pasting", "请重新键入这段文字，不要粘贴"))
}

pub fn bad_url(span: Span, value: &str) -> Diagnostic {
    new(Code::BadUrl, span, format!("`{value}` is no address on the web"), format!("`{value}` 不是网址")).help(
        if value.starts_with("http://") || value.starts_with("https://") {
            text("an address has no spaces, quotes or `@`", "网址中不能有空格、引号或 `@`")
        } else {
            text("begin with `https://` or `http://`", "请以 `https://` 或 `http://` 开头")
        },
    )
}

/// What another YAML reader takes a plain value for; `None` where all agree that it is text.
pub fn other_reading(value: &str) -> Option<(&'static str, &'static str)> {
    let lower = value.to_ascii_lowercase();
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if matches!(lower.as_str(), "no" | "yes" | "on" | "off" | "true" | "false" | "y" | "n") {
        return Some(("true or false", "是或否"));
    }
    if value.len() > 1 && value.starts_with('0') && digits(value) {
        return Some(("an octal number", "八进制数"));
    }
    if value.contains(':') && value.split(':').all(digits) {
        return Some(("a number to base 60", "六十进制数"));
    }
    if value.contains('_') && digits(&value.replace('_', "")) {
        return Some(("a number", "数字"));
    }
    None
}

pub fn ambiguous_scalar(span: Span, value: &str, (en, zh): (&str, &str)) -> Diagnostic {
    new(
        Code::AmbiguousScalar,
        span,
        format!("`{value}` is text here, but other YAML readers take it for {en}"),
        format!("`{value}` 在这里是文字，但别的 YAML 程序会当作{zh}"),
    )
    .help(text(format!("write \"{value}\" in quotes"), format!("请加引号写成 \"{value}\"")))
}

pub fn date_order(span: Span, en: &str, zh: &str) -> Diagnostic {
    new(Code::DateOrder, span, en.to_owned(), zh.to_owned()).help(text("check both dates against the paper", "请对照文件核实两个日期"))
}

pub fn future_date(span: Span, date: &str, as_of: &str) -> Diagnostic {
    new(
        Code::FutureDate,
        span,
        format!("published on {date}, after the site's date {as_of}"),
        format!("发布日期 {date} 晚于站点日期 {as_of}"),
    )
    .help(text("mend the date, or hold the paper back with `publish_on`", "请更正日期，或用 `定时发布` 暂不公开"))
}

// Names.

pub fn unknown_name(code: Code, span: Span, en: &str, zh: &str, value: &str, help: Option<Text>) -> Diagnostic {
    let file = match code {
        Code::UnknownDepartment => "content/departments.yaml",
        Code::UnknownPlace => "content/places.yaml",
        _ => "content/categories.yaml",
    };
    let add = match code {
        Code::UnknownDocument => text(
            "keep the paper in content/documents/; one that is not kept is written `{title: …, url: …}`",
            "请在 content/documents/ 中收录该公文；未收录的写成 `{标题: …, 网址: …}`",
        ),
        _ => text(format!("add it, or an alias, to {file}"), format!("请在 {file} 中登记该名称或别名")),
    };
    new(code, span, format!("no {en} named `{value}`"), format!("没有名为 `{value}` 的{zh}")).help(add).maybe_help(help)
}

pub fn unknown_indicator(span: Span, value: &str, help: Option<Text>) -> Diagnostic {
    new(Code::UnknownIndicator, span, format!("this project has no indicator `{value}`"), format!("本项目没有编号为 `{value}` 的指标"))
        .maybe_help(help)
}

/// An id or name that stands for another entry of the file.
pub fn unknown_entry(span: Span, (en, zh): (&str, &str), value: &str, help: Option<Text>) -> Diagnostic {
    Diagnostic::new(Code::UnknownEntry, span, text(format!("no {en} is called `{value}`"), format!("没有叫 `{value}` 的{zh}")))
        .maybe_help(help)
}

/// A page that is said to be a translation of one that is not there, or of a translation.
pub fn unknown_page(span: Span, value: &str, known: &[&str]) -> Diagnostic {
    unknown_entry(span, ("page", "页面"), value, crate::diag::did_you_mean(value, known.iter().copied()))
}

pub fn unknown_measure(span: Span, value: &str, help: Option<Text>) -> Diagnostic {
    unknown_entry(span, ("measure of the goal", "指标"), value, help)
}

pub fn unknown_stage(span: Span, value: &str, help: Option<Text>) -> Diagnostic {
    unknown_entry(span, ("stage", "环节"), value, help)
}

/// A figure that is a part (其中) of a figure the list does not have.
pub fn unknown_whole(span: Span, value: &str, known: &[&str]) -> Diagnostic {
    unknown_entry(span, ("figure of the list", "数字"), value, crate::diag::did_you_mean(value, known.iter().copied()))
}

pub fn name_without_consent(span: Span) -> Diagnostic {
    let what = text("a person is named without `consent: yes`", "写了姓名，却没有 `同意公开: 是`");
    let help = text("leave the name out, or ask for consent and write `consent: yes`", "请删去姓名，或征得同意后写 `同意公开: 是`");
    Diagnostic::new(Code::NameWithoutConsent, span, what).help(help)
}

pub fn empty_range(span: Span) -> Diagnostic {
    Diagnostic::new(Code::BadNumber, span, text("a range runs from `min` up to `max`", "区间应从 `最小` 到 `最大`"))
}

pub fn unknown_project(span: Span, value: &str, help: Option<Text>) -> Diagnostic {
    let shaped = value.split_once('/').filter(|(year, id)| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()) && !id.is_empty());
    let otherwise = match shaped {
        Some((year, id)) => text(
            format!("no file of content/{year}/projects/ has the id `{id}`"),
            format!("content/{year}/projects/ 中没有编号为 `{id}` 的项目"),
        ),
        None => text("write year and id, such as `2020/08`", "请写年份和编号，例如 `2020/08`"),
    };
    new(Code::UnknownProject, span, format!("no project `{value}`"), format!("没有项目 `{value}`")).help(otherwise).maybe_help(help)
}

pub fn duplicate_id(span: Span, id: &str, first: Span) -> Diagnostic {
    new(Code::DuplicateId, span, format!("id `{id}` is taken"), format!("编号 `{id}` 已被使用"))
        .help(text("ids are permanent and unique, letter case aside; choose another", "编号长期不变且不得重复（不分大小写），请另取一个"))
        .label(first, text("first here", "首次出现在这里"))
}

pub fn duplicate_name(span: Span, name: &str, first: Span) -> Diagnostic {
    new(Code::DuplicateName, span, format!("the name `{name}` is claimed twice"), format!("名称 `{name}` 被两条记录占用"))
        .help(text(
            "a name or alias leads to one entry alone; take it out of the other",
            "一个名称或别名只能对应一条记录，请从其中一条删去",
        ))
        .label(first, text("first here", "首次出现在这里"))
}

pub fn duplicate_ordinal(span: Span, ordinal: u32, first: Span) -> Diagnostic {
    new(Code::DuplicateOrdinal, span, format!("ordinal {ordinal} is taken"), format!("序号 {ordinal} 已被使用"))
        .help(text("without `ordinal` a project takes its id's number", "不写 `序号` 时取编号中的数字"))
        .label(first, text("first here", "首次出现在这里"))
}

pub fn two_spellings(span: Span, here: &str, before: &str, official: &str) -> Diagnostic {
    new(Code::TwoSpellings, span, format!("`{here}` and `{before}` are one department"), format!("`{here}` 与 `{before}` 是同一部门"))
        .help(text(format!("name it `{official}` throughout the file"), format!("同一文件中请统一写作 `{official}`")))
}

pub fn missing_file(span: Span, en: &str, zh: &str) -> Diagnostic {
    new(Code::MissingFile, span, en.to_owned(), zh.to_owned())
}

pub fn unknown_file(span: Span, help: Text) -> Diagnostic {
    new(Code::UnknownFile, span, "nothing reads this file".to_owned(), "没有任何内容使用这个文件".to_owned()).help(help)
}

pub fn leads_out(span: Span, path: &str) -> Diagnostic {
    new(Code::BrokenLink, span, format!("`{path}` leads out of the content folder"), format!("`{path}` 指向内容文件夹之外"))
        .help(text("put the file into the folder named like the paper", "请把文件放进与公文同名的文件夹"))
}

// Text.

pub fn unbalanced(span: Span, sign: char, closing: bool) -> Diagnostic {
    let (en, zh) = if closing { ("is never opened", "缺少前半个") } else { ("is never closed", "缺少后半个") };
    new(Code::UnbalancedBrackets, span, format!("`{sign}` {en}"), format!("`{sign}` {zh}"))
        .help(text("add its partner, or take it out", "请补上另一半，或删去"))
}

pub fn mixed_width(span: Span, sign: char) -> Diagnostic {
    new(Code::MixedWidth, span, format!("half-width `{sign}` beside full-width punctuation"), format!("半角 `{sign}` 与全角标点混用")).help(
        text(
            "write full-width punctuation in Chinese; in words quoted from a paper keep what it prints",
            "中文请用全角标点；照录文件原文的可以保留",
        ),
    )
}

pub fn stray_markup(span: Span) -> Diagnostic {
    new(Code::StrayMarkup, span, "`**` stands in plain text".to_owned(), "纯文字中残留 `**`".to_owned())
        .help(text("take the signs out: this key takes no Markdown", "请删去标记：此键不支持 Markdown"))
}
