//! The wording of every finding about figures.

use super::new;
use crate::{
    diag::{Code, Diagnostic, Span, Text, text},
    site::number::Number,
};

pub fn bad_target(span: Span, en: &str, zh: &str) -> Diagnostic {
    new(Code::BadTarget, span, en.to_owned(), zh.to_owned()).help(text("check the target against the paper", "请对照文件核实目标"))
}

/// A target of no kind, or of several.
pub fn target_kind(span: Span, en: &str, zh: &str) -> Diagnostic {
    new(Code::BadTarget, span, en.to_owned(), zh.to_owned()).help(text(
        "give one of `value`, `min` and `max`, `value` and `of`, `binary`, `text`, `pending`",
        "只写其一：`数值`；`下限` 和 `上限`；`数值` 和 `总数`；`是否`；`文字`；`待定`",
    ))
}

pub fn both_targets(span: Span) -> Diagnostic {
    new(Code::BadTarget, span, "`target` and `targets` stand side by side".to_owned(), "`目标` 与 `目标版本` 并存".to_owned())
        .help(text("move the single target into the list", "请把单个目标移入列表"))
}

pub fn bad_reading(span: Span, en: &str, zh: &str, help: Text) -> Diagnostic {
    new(Code::BadReading, span, en.to_owned(), zh.to_owned()).help(help)
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
    .help(text(
        "say why in the reading's `note`, or write `kind: period` if it counts its period alone",
        "请在该读数的 `说明` 中写明原因；若为当期数，请写 `口径: 当期`",
    ))
}

pub fn breakdown_sum(span: Span, sum: &Number, value: &Number, by_stage: bool) -> Diagnostic {
    let help = if by_stage {
        text("where some part has `done`, only the parts done count", "只要有分项写了 `已办成`，就只计已办成的分项")
    } else {
        text("check the parts and the figure against the paper", "请对照文件核实各分项与读数")
    };
    new(Code::BreakdownSum, span, format!("the parts add up to {sum}, the figure is {value}"), format!("分项合计 {sum}，读数为 {value}"))
        .help(help)
}

pub fn part_of_itself(span: Span, id: &str) -> Diagnostic {
    new(
        Code::UnknownIndicator,
        span,
        format!("`{id}` is this indicator itself, or a part of it"),
        format!("`{id}` 就是本指标，或是本指标的一部分"),
    )
    .help(text("name the whole of which this is a part", "请写本指标所属的总数指标的编号"))
}

pub fn part_exceeds(span: Span, what: (&str, &str), part: &str, whole: &str, first: Span) -> Diagnostic {
    new(
        Code::BreakdownSum,
        span,
        format!("the {} of this part is {part}, of the whole {whole}", what.0),
        format!("其中一项的{}为 {part}，总数为 {whole}", what.1),
    )
    .label(first, text("the whole", "总数"))
    .help(text(
        "a part is at most its whole: see whether `part_of` names the right indicator",
        "部分不应大于总数：请核对数字和 `其中` 所写的指标",
    ))
}

pub fn stages_sum(span: Span, sum: &Number, target: &Number) -> Diagnostic {
    new(
        Code::BreakdownSum,
        span,
        format!("the stages add up to {sum}, the target is {target}"),
        format!("各阶段合计 {sum}，目标为 {target}"),
    )
    .help(text(
        "some part of the promise is in no stage: add a part, or say in `note` what the paper leaves out",
        "承诺中有一部分不在任何阶段：请补充分项，或在 `说明` 中写明文件未提及的部分",
    ))
}

pub fn milestone_sum(span: Span, indicator: &str, sum: &Number, target: &Number) -> Diagnostic {
    new(
        Code::MilestoneSum,
        span,
        format!("the milestones of `{indicator}` lead to {sum}, the target is {target}"),
        format!("指标 `{indicator}` 的节点累计为 {sum}，目标为 {target}"),
    )
    .help(text("a milestone counts from the year's start unless it says `kind: period`", "节点按年初以来累计计算；当期数请写 `口径: 当期`"))
}

pub fn milestone_missed(span: Span, indicator: &str, reading: &Number, due: &Number) -> Diagnostic {
    new(
        Code::MilestoneMissed,
        span,
        format!("`{indicator}` stands at {reading}, this milestone asked for {due}"),
        format!("指标 `{indicator}` 读数为 {reading}，节点要求 {due}"),
    )
    .help(text(
        "if the paper says so too, write `state: missed` beside it; the page shows the gap either way",
        "如文件也写明未达到，请在该节点写 `状态: 未达到`；页面总会显示差距",
    ))
}

pub fn unit_differs(span: Span, here: &str, target: &str) -> Diagnostic {
    new(
        Code::UnitDiffers,
        span,
        format!("reported in `{here}`, promised in `{target}`"),
        format!("读数单位 `{here}` 与目标单位 `{target}` 不同"),
    )
    .help(text(
        "if they cannot be compared, write `counted: no` and say why in `note`",
        "如两者不可比，请写 `计入: 否` 并在 `说明` 中写明原因",
    ))
}

pub fn contradicting_target(span: Span, here: &str, governing: &str, first: Span) -> Diagnostic {
    new(
        Code::ContradictingTarget,
        span,
        format!("this paper says {here}, the programme {governing}"),
        format!("此文件写 {here}，清单写 {governing}"),
    )
    .label(first, text("the governing target", "生效的目标"))
    .help(text("both are shown; if one is a slip of the pen, mend it", "两者都会公布；如属笔误请更正"))
}

pub fn declared_short(span: Span, percent: &str) -> Diagnostic {
    new(Code::DeclaredShort, span, format!("declared completed, computed {percent}"), format!("公布为完成，计算为 {percent}")).help(text(
        "check the figure and the paper; if both are right, leave them: the page shows both",
        "请核对读数与文件；均无误则照此公布，页面会并列两者",
    ))
}

pub fn over_not_declared(span: Span, percent: &str) -> Diagnostic {
    new(
        Code::OverNotDeclared,
        span,
        format!("computed {percent}, declared merely completed"),
        format!("计算为 {percent}，公布为完成而非超额完成"),
    )
    .help(text("check the figure and the paper; if both are right, leave them", "请核对读数与文件；均无误则照此公布"))
}

pub fn project_over_not_declared(span: Span) -> Diagnostic {
    new(
        Code::OverNotDeclared,
        span,
        "an indicator is over its target, the project declared merely completed".to_owned(),
        "有指标已超过目标，项目公布为完成而非超额完成".to_owned(),
    )
    .help(text("check the figures and the paper; if both are right, leave them", "请核对读数与文件；均无误则照此公布"))
}

/// A suspension that lacks `reason`, `authority` or both.
pub fn suspension_unexplained(span: Span, reason: bool, authority: bool) -> Diagnostic {
    let (en, zh) = match (reason, authority) {
        (true, true) => ("`reason` and `authority`", "`原因` 和 `批准机关`"),
        (true, false) => ("`reason`", "`原因`"),
        _ => ("`authority`", "`批准机关`"),
    };
    new(Code::SuspensionUnexplained, span, format!("a suspension needs {en}"), format!("暂停必须写明 {zh}"))
        .help(text("write beside it why the work stopped and who decided so", "请在同一读数中写明为何暂停、由谁批准"))
}

pub fn uncounted_unexplained(span: Span) -> Diagnostic {
    new(
        Code::UncountedUnexplained,
        span,
        "`counted: no` needs a `note` that says why".to_owned(),
        "`计入: 否` 必须在 `说明` 中写明原因".to_owned(),
    )
    .help(text("for example `note: the paper counts another thing`", "例如 `说明: 文件统计口径不同`"))
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
    .help(text(
        "add the files that are missing, or say in `note` how the paper counts",
        "请补齐缺少的项目文件，或在 `说明` 中写明文件的计数方法",
    ))
}

pub fn report_of_another_year(span: Span, report: &str, year: i32) -> Diagnostic {
    new(Code::BadDate, span, format!("a report of {report} in the programme of {year}"), format!("{year} 年度中出现 {report} 的进展"))
        .help(text("a report speaks of its programme's year, or of the year after at the latest", "进展应在本年度内，最迟为次年"))
}

pub fn target_of_nothing(span: Span) -> Diagnostic {
    new(Code::BadTarget, span, "a target of at least 0 promises nothing".to_owned(), "“不少于 0”的目标没有意义".to_owned()).help(text(
        "write `direction: at_most` or `direction: exact`, or `text` for a promise without a number",
        "请写 `方向: 不超过` 或 `方向: 等于`；没有数字的承诺请写 `文字`",
    ))
}

pub fn done_beside_a_number(span: Span) -> Diagnostic {
    new(
        Code::BadReading,
        span,
        "`done` cannot say how much of a number is reached".to_owned(),
        "目标是数字时，`已办成` 说明不了办到多少".to_owned(),
    )
    .help(text(
        "give the figure under `value`; `declared: completed` keeps what the paper says",
        "请在 `数值` 写读数；文件的说法用 `公布状态: 完成` 记录",
    ))
}

pub fn more_than_all(span: Span, of: &Number) -> Diagnostic {
    new(Code::BadReading, span, format!("more than all {of} of them"), format!("超过了总数 {of}"))
        .help(text("mend the reading, or the target's `of`", "请更正读数，或更正目标的 `总数`"))
}

pub fn shares_do_not_add_up(span: Span) -> Diagnostic {
    new(Code::BadReading, span, "a percentage and figures for a period do not add up".to_owned(), "百分比与当期数不能相加".to_owned())
        .help(text("report the total so far, as a number or as a percentage", "请填报累计数或累计百分比"))
}

pub fn unlike_units(span: Span, before: &str, now: &str) -> Diagnostic {
    new(
        Code::BadReading,
        span,
        format!("figures in `{before}` and in `{now}` do not add up"),
        format!("单位为 `{before}` 和 `{now}` 的当期数不能相加"),
    )
    .help(text("report all periods in one unit", "各期请使用同一单位"))
}

pub fn counted_nowhere(span: Span) -> Diagnostic {
    new(
        Code::BadReading,
        span,
        "the indicator `same_as` names does not count the figure itself".to_owned(),
        "`同一读数` 指向的指标自己也没有计入该读数".to_owned(),
    )
    .help(text("name the indicator that has the figure", "请指向真正有读数的指标"))
}
