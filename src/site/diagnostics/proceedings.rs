//! The wording of findings about a year's proceedings and frozen years.

use super::{Code, Diagnostic, Number, Span, new, text};

pub fn goal_sum(span: Span, measure: &str, sum: &Number, wanted: &Number) -> Diagnostic {
    new(
        Code::GoalSum,
        span,
        format!("the quarters of `{measure}` lead to {sum}, the year's figure is {wanted}"),
        format!("指标 `{measure}` 的季度节点合计 {sum}，全年为 {wanted}"),
    )
    .help(text(
        "a quarter's figure counts from the year's start unless it says `kind: period`; a slip of the paper stays and is noted",
        "季度数按年初以来累计计算，当期数请写 `口径: 当期`；文件自己的差错照录，并写说明",
    ))
}

pub fn proposal_sum(span: Span, sum: &Number, all: &Number) -> Diagnostic {
    new(Code::ProposalSum, span, format!("by role there are {sum}, in all {all}"), format!("按主办、会办合计 {sum}，总数为 {all}"))
}

pub fn reply_late(span: Span, replied: &str, due: &str) -> Diagnostic {
    new(Code::ReplyLate, span, format!("answered on {replied}, due on {due}"), format!("答复日期 {replied} 晚于办理期限 {due}"))
}

pub fn short_call(span: Span, days: i64) -> Diagnostic {
    new(Code::ShortCall, span, format!("the call is open for {days} days"), format!("征集期只有 {days} 天")).help(text(
        "public comment on major decisions normally takes at least 30 days: say in `notes` why it is shorter",
        "重大行政决策公开征求意见一般不少于 30 天：请在 `说明列表` 中写明缩短的理由",
    ))
}

/// A frozen year that is no longer what it was; `corrected` is whether corrections were added since.
pub fn frozen_changed(span: Span, year: i32, corrected: bool) -> Diagnostic {
    if corrected {
        return new(Code::FrozenCorrected, span, format!("{year} was corrected after it was frozen"), format!("{year} 年冻结后有更正"))
            .help(text(format!("`gongshi freeze {year}` freezes it as it is now"), format!("`gongshi freeze {year}` 按现状重新冻结")));
    }
    new(Code::FrozenChanged, span, format!("{year} is frozen, and its content is not what it was"), format!("{year} 年已冻结，内容却变了"))
        .help(text(
            "put the change back, or write what was put right under `corrections`, with date and reason",
            "请恢复原状，或在 `更正` 中写明改了什么、日期和原因",
        ))
}
