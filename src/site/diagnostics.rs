//! The wording of every finding about records, names and figures.

use super::{
    number::Number,
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

pub fn wrong_type(span: Span, en: &str, zh: &str, node: &Node<'_>) -> Diagnostic {
    let (found, found_zh) = match &node.value {
        Value::Null => ("nothing", "空值"),
        Value::Scalar { text, .. } if text.trim().is_empty() => ("empty text", "空文字"),
        Value::Scalar { .. } => ("a single value", "单个值"),
        Value::List(_) => ("a list", "列表"),
        Value::Map(_) => ("a mapping", "映射"),
    };
    let colon = matches!(&node.value, Value::Scalar { text, .. } if text.contains('：'));
    let finding = new(Code::WrongType, span, format!("expected {en}, found {found}"), format!("应为{zh}，实为{found_zh}"));
    if colon {
        finding.help(text("a full-width colon `：` does not end a key; write `: `", "全角冒号 `：` 不能作为键的结尾，请写 `: `"))
    } else {
        finding
    }
}

pub fn unknown_key(span: Span, key: &str, record: &Record) -> Diagnostic {
    new(Code::UnknownKey, span, format!("a {} has no key `{key}`", record.name), format!("“{}”没有名为 `{key}` 的键", record.zh))
        .help(text("the keys are listed in docs/content.md", "全部键名见 docs/content.md"))
}

pub fn double_key(span: Span, en: &str, zh: &str) -> Diagnostic {
    new(Code::DuplicateKey, span, format!("key `{en}` stands twice: `{zh}` is the same key"), format!("键 `{en}` 重复：`{zh}` 是同一个键"))
}

pub fn missing_key(span: Span, key: &Key, record: &Record) -> Diagnostic {
    new(
        Code::MissingKey,
        span,
        format!("a {} needs the key `{}`", record.name, key.en),
        format!("“{}”缺少键 `{}`（{}）", record.zh, key.en, key.zh),
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
        format!("应为 {} 之一，实为 `{value}`", zh.join("、")),
    )
}

pub fn bad_number(span: Span, value: &str) -> Diagnostic {
    let help = if value.contains([',', '，', '_']) {
        Some(text("write the digits without separators", "请去掉数字中的分隔符"))
    } else if value.ends_with(['%', '％']) {
        Some(text("write a share under `percent`, without the sign", "百分比请写在 `百分比` 键下，不带百分号"))
    } else if value.chars().any(|c| ('０'..='９').contains(&c)) {
        Some(text("write half-width digits", "请写半角数字"))
    } else if value.starts_with('0') && value.len() > 1 {
        Some(text("write the number without leading zeros", "请去掉开头的 0"))
    } else if value.chars().next().is_some_and(|c| c.is_ascii_digit()) {
        Some(text(
            "write the number alone; the unit has a key of its own, and a range is `{min: 1, max: 3}`",
            "只写数字：单位另有一键，区间写成 `{下限: 1, 上限: 3}`",
        ))
    } else {
        Some(text("a promise without a number is `{text: …}`", "没有数字的承诺写成 `{文字: …}`"))
    };
    new(Code::BadNumber, span, format!("expected a number, found `{value}`"), format!("应为数字，实为 `{value}`")).maybe_help(help)
}

pub fn negative(span: Span, number: &Number) -> Diagnostic {
    new(Code::BadNumber, span, format!("expected a number from 0, found `{number}`"), format!("应为不小于 0 的数字，实为 `{number}`"))
}

pub fn not_positive(span: Span, number: &Number) -> Diagnostic {
    new(Code::BadNumber, span, format!("expected a number above 0, found `{number}`"), format!("应为大于 0 的数字，实为 `{number}`"))
}

pub fn bad_date(span: Span, value: &str) -> Diagnostic {
    new(Code::BadDate, span, format!("no such date: `{value}`"), format!("日期无效：`{value}`")).help(text(
        "write a day `2020-09-15`, a month `2020-09` or a quarter `2020-Q3`",
        "请写日 `2020-09-15`、月 `2020-09` 或季度 `2020-Q3`",
    ))
}

pub fn bad_id(span: Span, value: &str) -> Diagnostic {
    new(Code::BadId, span, format!("`{value}` cannot be an id"), format!("`{value}` 不能作为编号")).help(text(
        "use ASCII letters, digits, `-`, `_` and `.`; it becomes the address",
        "只用英文字母、数字、`-`、`_`、`.`；它将成为网址的一部分",
    ))
}

pub fn bad_url(span: Span, value: &str) -> Diagnostic {
    new(Code::BadUrl, span, format!("`{value}` is no address on the web"), format!("`{value}` 不是网址"))
        .help(text("begin with `https://` or `http://`", "请以 `https://` 或 `http://` 开头"))
}

/// What another YAML reader takes a plain value for; `None` where all agree that it is text.
pub fn other_reading(value: &str) -> Option<(&'static str, &'static str)> {
    let lower = value.to_ascii_lowercase();
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if matches!(lower.as_str(), "no" | "yes" | "on" | "off" | "true" | "false" | "y" | "n") {
        return Some(("true or false", "是/否"));
    }
    if value.len() > 1 && value.starts_with('0') && digits(value) {
        return Some(("an octal number", "八进制数"));
    }
    if value.split_once(':').is_some_and(|(a, b)| digits(a) && digits(b)) {
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
    new(Code::DateOrder, span, en.to_owned(), zh.to_owned())
}

pub fn future_date(span: Span, date: &str, as_of: &str) -> Diagnostic {
    new(
        Code::FutureDate,
        span,
        format!("published on {date}, after the site's date {as_of}"),
        format!("发布日期 {date} 晚于站点日期 {as_of}"),
    )
    .help(text("use `publish_on` for a paper that is to appear later", "将来才公开的文件请用 `定时发布`"))
}

// Names.

pub fn unknown_name(code: Code, span: Span, en: &str, zh: &str, value: &str, help: Option<Text>) -> Diagnostic {
    let file = match code {
        Code::UnknownDepartment => "content/departments.yaml",
        Code::UnknownPlace => "content/places.yaml",
        Code::UnknownCategory => "content/categories.yaml",
        _ => "content/documents/",
    };
    let add = text(format!("add it, or an alias, to {file}"), format!("请在 {file} 中登记该名称或别名"));
    new(code, span, format!("no {en} named `{value}`"), format!("没有名为 `{value}` 的{zh}")).help(add).maybe_help(help)
}

pub fn unknown_indicator(span: Span, value: &str, help: Option<Text>) -> Diagnostic {
    new(Code::UnknownIndicator, span, format!("this project has no indicator `{value}`"), format!("本项目没有编号为 `{value}` 的指标"))
        .maybe_help(help)
}

pub fn unknown_project(span: Span, value: &str, help: Option<Text>) -> Diagnostic {
    new(Code::UnknownProject, span, format!("no project `{value}`"), format!("没有项目 `{value}`"))
        .help(text("write year and id, such as `2020/08`", "请写年份和编号，例如 `2020/08`"))
        .maybe_help(help)
}

pub fn duplicate_id(span: Span, id: &str, first: Span) -> Diagnostic {
    new(Code::DuplicateId, span, format!("id `{id}` is taken"), format!("编号 `{id}` 已被使用"))
        .label(first, text("first here", "首次出现在这里"))
}

pub fn duplicate_name(span: Span, name: &str, first: Span) -> Diagnostic {
    new(Code::DuplicateName, span, format!("the name `{name}` is claimed twice"), format!("名称 `{name}` 被两条记录占用"))
        .label(first, text("first here", "首次出现在这里"))
}

pub fn duplicate_ordinal(span: Span, ordinal: u32, first: Span) -> Diagnostic {
    new(Code::DuplicateOrdinal, span, format!("ordinal {ordinal} is taken"), format!("序号 {ordinal} 已被使用"))
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
}

// Figures.

pub fn bad_target(span: Span, en: &str, zh: &str) -> Diagnostic {
    new(Code::BadTarget, span, en.to_owned(), zh.to_owned()).help(text(
        "give one of `value`, `min` and `max`, `value` and `of`, `binary`, `text`, `pending`",
        "只写其一：`数值`；`下限` 和 `上限`；`数值` 和 `总数`；`是否`；`文字`；`待定`",
    ))
}

pub fn bad_reading(span: Span, en: &str, zh: &str) -> Diagnostic {
    new(Code::BadReading, span, en.to_owned(), zh.to_owned())
}

pub fn reading_after_as_of(span: Span, report: &str, as_of: &str) -> Diagnostic {
    new(
        Code::ReadingAfterAsOf,
        span,
        format!("a report of {report} is later than the programme's date {as_of}"),
        format!("{report} 的进展晚于年度截至日期 {as_of}"),
    )
    .help(text("move `as_of` in year.yaml on, or mend the report's date", "请更新 year.yaml 的 `截至日期`，或更正进展日期"))
}

pub fn reading_falls(span: Span, now: &Number, before: &Number, first: Span) -> Diagnostic {
    new(
        Code::ReadingFalls,
        span,
        format!("a cumulative figure falls from {before} to {now} without a note"),
        format!("累计数从 {before} 降为 {now}，却没有说明"),
    )
    .label(first, text("higher here", "此处较高"))
    .help(text("say why in `note`, or write `kind: period`", "请在 `说明` 中写明原因，或写 `口径: 当期`"))
}

pub fn breakdown_sum(span: Span, sum: &Number, value: &Number) -> Diagnostic {
    new(Code::BreakdownSum, span, format!("the parts add up to {sum}, the figure is {value}"), format!("分项合计 {sum}，读数为 {value}"))
}

pub fn stages_sum(span: Span, sum: &Number, target: &Number) -> Diagnostic {
    new(
        Code::BreakdownSum,
        span,
        format!("the stages add up to {sum}, the target is {target}"),
        format!("各阶段合计 {sum}，目标为 {target}"),
    )
}

pub fn milestone_sum(span: Span, indicator: &str, sum: &Number, target: &Number) -> Diagnostic {
    new(
        Code::MilestoneSum,
        span,
        format!("the milestones of `{indicator}` lead to {sum}, the target is {target}"),
        format!("指标 `{indicator}` 的节点合计 {sum}，目标为 {target}"),
    )
}

pub fn milestone_missed(span: Span, indicator: &str, reading: &Number, due: &Number) -> Diagnostic {
    new(
        Code::MilestoneMissed,
        span,
        format!("`{indicator}` stands at {reading}, this milestone asked for {due}"),
        format!("指标 `{indicator}` 读数 {reading}，未达到节点 {due}"),
    )
}

pub fn unit_differs(span: Span, here: &str, target: &str) -> Diagnostic {
    new(
        Code::UnitDiffers,
        span,
        format!("reported in `{here}`, promised in `{target}`"),
        format!("读数单位 `{here}` 与目标单位 `{target}` 不同"),
    )
}

pub fn contradicting_target(span: Span, here: &str, governing: &str, first: Span) -> Diagnostic {
    new(
        Code::ContradictingTarget,
        span,
        format!("this paper says {here}, the programme {governing}"),
        format!("此文件写 {here}，清单写 {governing}"),
    )
    .label(first, text("the governing target", "生效的目标"))
}

pub fn declared_short(span: Span, percent: &str) -> Diagnostic {
    new(Code::DeclaredShort, span, format!("declared completed, computed {percent}"), format!("公布为完成，计算为 {percent}"))
}

pub fn over_not_declared(span: Span, percent: &str) -> Diagnostic {
    new(
        Code::OverNotDeclared,
        span,
        format!("computed {percent}, declared merely completed"),
        format!("计算为 {percent}，公布为完成而非超额完成"),
    )
}

pub fn suspension_unexplained(span: Span, missing: (&str, &str)) -> Diagnostic {
    new(Code::SuspensionUnexplained, span, format!("a suspension needs `{}`", missing.0), format!("暂停必须写明 `{}`", missing.1))
        .help(text("give `reason` and `authority`", "请写 `原因` 和 `批准机关`"))
}

pub fn uncounted_unexplained(span: Span) -> Diagnostic {
    new(
        Code::UncountedUnexplained,
        span,
        "`counted: no` needs a `note` that says why".to_owned(),
        "`计入: 否` 必须在 `说明` 中写明原因".to_owned(),
    )
}

pub fn silent_indicator(span: Span, id: &str, as_of: &str, indicator: Span) -> Diagnostic {
    new(Code::SilentIndicator, span, format!("the report of {as_of} is silent on `{id}`"), format!("{as_of} 的进展没有提到指标 `{id}`"))
        .label(indicator, text("promised here", "在此承诺"))
        .help(text("silence is not zero: ask the department, or keep it as it is", "没有数据不等于零：请向部门核实，或照此公布"))
}

pub fn item_count(span: Span, declared: u32, unit: &str, kept: usize) -> Diagnostic {
    new(
        Code::ItemCount,
        span,
        format!("{declared} {unit} declared, {kept} projects kept here"),
        format!("公布 {declared} {unit}，此处有 {kept} 个项目"),
    )
}

// Text.

pub fn unbalanced(span: Span, sign: char, closing: bool) -> Diagnostic {
    let (en, zh) = if closing { ("is never opened", "没有对应的前一半") } else { ("is never closed", "没有对应的后一半") };
    new(Code::UnbalancedBrackets, span, format!("`{sign}` {en}"), format!("`{sign}` {zh}"))
}

pub fn stray_markup(span: Span) -> Diagnostic {
    new(Code::StrayMarkup, span, "`**` stands in plain text".to_owned(), "纯文字中残留 `**`".to_owned())
        .help(text("take the signs out; this key takes no Markdown", "请删去标记；此键不支持 Markdown"))
}
