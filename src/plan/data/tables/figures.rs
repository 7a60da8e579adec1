//! What projects promise and report in figures: indicators, targets, readings, steps of the plan.

use super::{Cell, INDICATOR, PROJECT, Project, Row, SOURCE, Spec, Table, YEAR, date, joined, number, text, whole, word, yes};
use crate::{
    plan::data::indicator::{Indicator, Part},
    site::schema,
};

/// Indicators.
pub static INDICATORS: Spec = Spec {
    name: "indicators",
    zh: "指标",
    columns: &[
        YEAR,
        PROJECT,
        INDICATOR,
        text("name", "名称", ""),
        text("object", "对象", ""),
        text("unit", "单位", ""),
        word("direction", "方向", &schema::DIRECTIONS),
        number("weight", "权重", ""),
        text("part_of", "其中", "所属指标的编号"),
        text("lead", "主责部门", "不填即同项目"),
        text("partners", "配合部门", "不填即同项目"),
        word("status", "状态", &schema::STATUSES),
        number("percent", "完成比例（%）", "读数与目标之比，不封顶"),
        text("uncounted", "不计入原因", "不填即计入项目平均"),
        text("counted_in", "计入指标", "另一指标的编号"),
        number("pace_percent", "应达比例（%）", ""),
        date("pace_milestone", "应达依据节点", "不填即按全年时间过去的比例"),
        text("note", "说明", ""),
        SOURCE,
    ],
    primary: &["project", "indicator"],
    foreign: &[(&["project"], Table::Projects)],
};

/// Rows of a project's indicators.
pub fn indicators(project: &Project) -> Vec<Row> {
    let row = |indicator: &Indicator| {
        let pace = indicator.computed.pace.as_ref();
        vec![
            project.year.into(),
            (&project.id).into(),
            (&indicator.id).into(),
            (&indicator.name).into(),
            indicator.object.as_ref().into(),
            indicator.unit.as_ref().into(),
            indicator.direction.into(),
            (&indicator.weight).into(),
            indicator.part_of.as_ref().into(),
            indicator.lead[..].into(),
            indicator.partners[..].into(),
            indicator.computed.status.into(),
            indicator.computed.percent.as_ref().into(),
            indicator.computed.uncounted.into(),
            indicator.computed.counted_in.as_ref().into(),
            pace.map(|pace| &pace.percent).into(),
            pace.and_then(|pace| pace.milestone.as_ref()).into(),
            indicator.note.as_ref().into(),
            indicator.source.as_ref().into(),
        ]
    };
    project.indicators.iter().map(row).collect()
}

/// Versions of targets.
pub static TARGETS: Spec = Spec {
    name: "targets",
    zh: "目标版本",
    columns: &[
        YEAR,
        PROJECT,
        INDICATOR,
        whole("version", "版本", "依时间次序，从1起"),
        number("value", "数值", ""),
        word("qualifier", "约数", &schema::QUALIFIERS),
        number("min", "下限", "范围的最小值"),
        number("max", "上限", "范围的最大值"),
        number("of", "总数", "覆盖类目标的总数"),
        text("binary", "是否", "办成或没办成的事"),
        text("text", "文字", "没有数字的承诺"),
        text("pending", "待定", "由上级确定的数"),
        text("unit", "单位", ""),
        date("date", "日期", "从何时起有效"),
        word("standing", "效力", &schema::STANDINGS),
        yes("current", "现行", "在数据截至日有效"),
        text("note", "说明", ""),
        SOURCE,
    ],
    primary: &["project", "indicator", "version"],
    foreign: &[(&["project", "indicator"], Table::Indicators)],
};

/// Rows of a project's targets.
pub fn targets(project: &Project) -> Vec<Row> {
    let mut rows = Vec::new();
    for indicator in &project.indicators {
        for (at, target) in indicator.targets.iter().enumerate() {
            rows.push(vec![
                project.year.into(),
                (&project.id).into(),
                (&indicator.id).into(),
                (at + 1).into(),
                target.value.as_ref().into(),
                target.qualifier.into(),
                target.min.as_ref().into(),
                target.max.as_ref().into(),
                target.of.as_ref().into(),
                target.binary.as_ref().into(),
                target.text.as_ref().into(),
                target.pending.as_ref().into(),
                target.unit.as_ref().into(),
                target.date.as_ref().into(),
                target.standing.into(),
                target.current.into(),
                target.note.as_ref().into(),
                target.source.as_ref().into(),
            ]);
        }
    }
    rows
}

/// Readings.
pub static READINGS: Spec = Spec {
    name: "readings",
    zh: "读数",
    columns: &[
        YEAR,
        PROJECT,
        INDICATOR,
        whole("report", "报告次序", "依时间次序，从1起"),
        date("as_of", "截至日期", ""),
        number("value", "数值", ""),
        word("qualifier", "约数", &schema::QUALIFIERS),
        text("unit", "单位", ""),
        word("kind", "口径", &schema::KINDS),
        number("percent", "百分比（%）", "只报比例、没有数字时"),
        text("same_as", "同一读数", "已计入的指标编号"),
        yes("done", "已办成", ""),
        text("breakdown", "分项", "名称=数值，多项以分号隔开"),
        text("stage", "阶段", ""),
        text("forecast", "预计", ""),
        word("state", "状态", &schema::READING_STATES),
        text("reason", "暂停原因", ""),
        text("authority", "批准机关", ""),
        word("declared", "公布状态", &schema::STATUSES),
        yes("counted", "可比", "能否与目标相比"),
        text("note", "说明", ""),
        SOURCE,
    ],
    primary: &["project", "indicator", "report"],
    foreign: &[(&["project", "indicator"], Table::Indicators)],
};

/// Rows of a project's readings.
pub fn readings(project: &Project) -> Vec<Row> {
    let part = |part: &Part| format!("{}={}", part.label, part.value.digits());
    let mut rows = Vec::new();
    for indicator in &project.indicators {
        for reading in &indicator.readings {
            rows.push(vec![
                project.year.into(),
                (&project.id).into(),
                (&indicator.id).into(),
                reading.report.into(),
                (&reading.as_of).into(),
                reading.value.as_ref().into(),
                reading.qualifier.into(),
                reading.unit.as_ref().into(),
                reading.kind.into(),
                reading.percent.as_ref().into(),
                reading.same_as.as_ref().into(),
                reading.done.into(),
                joined(reading.breakdown.iter().map(part)),
                reading.stage.as_ref().into(),
                reading.forecast.as_ref().into(),
                reading.state.into(),
                reading.reason.as_ref().into(),
                reading.authority.as_ref().into(),
                reading.declared.into(),
                reading.counted.into(),
                reading.note.as_ref().into(),
                reading.source.as_ref().into(),
            ]);
        }
    }
    rows
}

/// Steps of the plan.
pub static MILESTONES: Spec = Spec {
    name: "milestones",
    zh: "节点",
    columns: &[
        YEAR,
        PROJECT,
        whole("milestone", "次序", "依时间次序，从1起"),
        date("period", "时段", "到期的时段"),
        text("text", "内容", ""),
        text("values", "数值", "指标编号=数值，多项以分号隔开"),
        word("kind", "口径", &schema::KINDS),
        word("state", "结果", &schema::MILESTONE_STATES),
        yes("due", "已到期", "在数据截至日已到期"),
        text("note", "说明", ""),
        SOURCE,
    ],
    primary: &["project", "milestone"],
    foreign: &[(&["project"], Table::Projects)],
};

/// Rows of a project's steps.
pub fn milestones(project: &Project) -> Vec<Row> {
    let all = project.milestones.iter().enumerate();
    all.map(|(at, milestone)| -> Row {
        vec![
            project.year.into(),
            (&project.id).into(),
            (at + 1).into(),
            (&milestone.period).into(),
            (&milestone.text).into(),
            joined(milestone.values.iter().map(|(indicator, value)| format!("{indicator}={}", value.digits()))),
            milestone.kind.into(),
            milestone.state.into(),
            Cell::Yes(milestone.due),
            milestone.note.as_ref().into(),
            milestone.source.as_ref().into(),
        ]
    })
    .collect()
}
