//! Key work goals.

use super::{
    Column, Facts, JSON, MAX, MIN, NAME, PAGE, QUALIFIER, Row, SOURCE, Spec, TEXT, Table, UNIT, VALUE, YEAR, amount, date, joined, text,
    whole,
};
use crate::plan::data::goal::Goal;

const GOAL: Column = text("goal", "目标编号", "在年度内唯一");

/// Goals that are shown.
fn goals_of(facts: &Facts<'_, '_>, y: usize) -> Vec<Goal> {
    let all = facts.edition.years[y].proceedings.goals.iter().enumerate();
    all.map(|(at, _)| facts.goal(y, at)).collect()
}

/// Key work goals.
pub static GOALS: Spec = Spec {
    name: "goals",
    zh: "重点工作目标",
    columns: &[
        YEAR,
        GOAL,
        whole("ordinal", "序号", ""),
        text("field", "领域", "清单所列的标题"),
        text("title", "重要项目", ""),
        text("text", "目标任务", ""),
        text("lead", "主责部门", "多个以分号隔开"),
        text("partners", "配合部门", "多个以分号隔开"),
        text("projects", "对应项目", "年度/编号，多个以分号隔开"),
        SOURCE,
        PAGE,
        JSON,
    ],
    primary: &["goal"],
    foreign: &[],
};

/// Its rows.
pub fn goals(facts: &Facts<'_, '_>, y: usize) -> Vec<Row> {
    let row = |goal: &Goal| -> Row {
        vec![
            goal.year.into(),
            (&goal.id).into(),
            goal.ordinal.into(),
            goal.field.as_ref().into(),
            (&goal.title).into(),
            goal.text.as_ref().into(),
            goal.lead[..].into(),
            goal.partners[..].into(),
            goal.projects[..].into(),
            goal.source[..].into(),
            (&goal.page).into(),
            (&goal.json).into(),
        ]
    };
    goals_of(facts, y).iter().map(row).collect()
}

/// Figures of goals.
pub static GOAL_MEASURES: Spec = Spec {
    name: "goal_measures",
    zh: "目标指标",
    columns: &[YEAR, GOAL, text("measure", "指标编号", "在目标内唯一"), NAME, VALUE, MIN, MAX, QUALIFIER, UNIT],
    primary: &["goal", "measure"],
    foreign: &[(&["goal"], Table::Goals)],
};

/// Its rows.
pub fn goal_measures(facts: &Facts<'_, '_>, y: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for goal in goals_of(facts, y) {
        for measure in &goal.measures {
            let [value, min, max] = amount(measure.value.as_ref());
            rows.push(vec![
                goal.year.into(),
                (&goal.id).into(),
                (&measure.id).into(),
                (&measure.name).into(),
                value,
                min,
                max,
                measure.qualifier.into(),
                measure.unit.as_ref().into(),
            ]);
        }
    }
    rows
}

/// What is due by quarter.
pub static GOAL_QUARTERS: Spec = Spec {
    name: "goal_quarters",
    zh: "季度节点",
    columns: &[
        YEAR,
        GOAL,
        whole("quarter", "次序", "依时间次序，从1起"),
        date("period", "时间", ""),
        TEXT,
        text("values", "数值", "指标编号=数值和单位（点位），多项以分号隔开"),
    ],
    primary: &["goal", "quarter"],
    foreign: &[(&["goal"], Table::Goals)],
};

/// Its rows.
pub fn goal_quarters(facts: &Facts<'_, '_>, y: usize) -> Vec<Row> {
    let mut rows = Vec::new();
    for goal in goals_of(facts, y) {
        for (at, quarter) in goal.quarters.iter().enumerate() {
            let values = quarter.values.iter().map(|value| {
                let unit = value.unit.as_deref().unwrap_or_default();
                let site = value.site.as_ref().map(|site| format!("（{site}）")).unwrap_or_default();
                format!("{}={}{unit}{site}", value.measure, value.value.digits())
            });
            rows.push(vec![
                goal.year.into(),
                (&goal.id).into(),
                (at + 1).into(),
                (&quarter.period).into(),
                quarter.text.as_ref().into(),
                joined(values),
            ]);
        }
    }
    rows
}
