//! Indicators, targets, milestones, reports and readings.

use rust_decimal::Decimal;

use super::{Cx, citation, department, indicator_named, say};
use crate::{
    diag::{Loc, text},
    site::{
        model::{Direction, Goal, Indicator, Milestone, Part, PartOf, Qualifier, Reading, ReadingState, Report, Target},
        number::Number,
        schema,
    },
    syntax::yaml::{Node, Value},
};

/// An indicator.
pub fn indicator(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Indicator> {
    let mut f = cx.open(node, &schema::INDICATOR)?;
    let start = f.loc.start;
    let id = f.need(cx, "id", |cx, node| cx.id(node).map(|id| (id, node.loc)));
    let name = f.need_text(cx, "name");
    let direction = f.read(cx, "direction", |cx, node| cx.word(node, &schema::DIRECTIONS));
    let source = f.read(cx, "source", citation);
    let targets = targets(cx, &mut f);
    let indicator = Indicator {
        name: name.unwrap_or_default(),
        object: f.text(cx, "object"),
        unit: f.text(cx, "unit"),
        direction: match direction {
            Some("at_most") => Direction::AtMost,
            Some("exact") => Direction::Exact,
            _ => Direction::AtLeast,
        },
        weight: f.read(cx, "weight", positive).map_or(Decimal::ONE, |weight| weight.value()),
        part_of: f.read(cx, "part_of", |cx, node| cx.text(node).map(|id| PartOf { id, loc: node.loc, whole: None })),
        lead: f.one_or_each(cx, "lead", department),
        partners: f.one_or_each(cx, "partners", department),
        targets,
        source: source.map(Box::new),
        note: f.read(cx, "note", Cx::prose).map(Box::new),
        loc: id.as_ref().map_or(Loc { start, end: start }, |(_, loc)| *loc),
        id: id.map(|(id, _)| id).unwrap_or_default(),
    };
    f.done();
    Some(indicator)
}

fn positive(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Number> {
    let number = cx.number(node)?;
    if number.value() > Decimal::ZERO {
        return Some(number);
    }
    let found = say::not_positive(cx.span(node.loc), &number);
    cx.say(found);
    None
}

/// Findings for ids that two indicators share.
pub fn check_ids(cx: &mut Cx<'_>, indicators: &[Indicator]) {
    for (at, indicator) in indicators.iter().enumerate() {
        let first = indicators[..at].iter().find(|other| other.id.eq_ignore_ascii_case(&indicator.id));
        if let Some(first) = first.filter(|_| !indicator.id.is_empty()) {
            let found = say::duplicate_id(cx.span(indicator.loc), &indicator.id, cx.span(first.loc));
            cx.say(found);
        }
    }
}

/// Find the whole of each part; findings for parts of nothing, and for parts of themselves.
pub fn find_wholes(cx: &mut Cx<'_>, indicators: &mut [Indicator], ids: &[String]) {
    for at in 0..indicators.len() {
        let Some(part) = indicators[at].part_of.clone() else { continue };
        let whole = indicator_named(cx, &part.id, part.loc, ids);
        let wholes = std::iter::successors(whole, |at| indicators[*at].part_of.as_ref()?.whole);
        if wholes.take(ids.len()).any(|other| other == at) {
            let found = say::part_of_itself(cx.span(part.loc), &part.id);
            cx.say(found);
        } else {
            indicators[at].part_of = Some(PartOf { whole, ..part });
        }
    }
}

fn targets(cx: &mut Cx<'_>, f: &mut super::fields::Fields<'_, '_>) -> Vec<Target> {
    let single = f.node("target");
    let several = f.node("targets");
    let mut targets: Vec<Target> = match (single, several) {
        (Some(_), Some(node)) => {
            let found = say::both_targets(cx.span(node.loc));
            cx.say(found);
            Vec::new()
        }
        (Some(node), None) => target(cx, node).into_iter().collect(),
        (None, Some(node)) => cx.list(node).iter().filter_map(|node| target(cx, node)).collect(),
        (None, None) => Vec::new(),
    };
    // Undated versions hold from the beginning.
    targets.sort_by_key(|target| target.date.map(super::super::date::PartialDate::start));
    targets
}

fn target(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Target> {
    if let Value::Scalar { .. } = node.value {
        let goal = Goal::Number(cx.amount(node)?);
        return Some(Target {
            goal,
            qualifier: None,
            unit: String::new(),
            date: None,
            governing: true,
            source: None,
            note: None,
            loc: node.loc,
        });
    }
    let mut f = cx.open(node, &schema::TARGET)?;
    let loc = Loc { start: f.loc.start, end: node.loc.end };
    let goal = goal(cx, &mut f, loc);
    let target = Target {
        qualifier: f.read(cx, "qualifier", qualifier),
        unit: f.text(cx, "unit"),
        date: f.read(cx, "date", Cx::date),
        governing: f.read(cx, "standing", |cx, node| cx.word(node, &schema::STANDINGS)) != Some("restated"),
        source: f.read(cx, "source", citation).map(Box::new),
        note: f.read(cx, "note", Cx::prose).map(Box::new),
        goal: goal.clone().unwrap_or_else(|| Goal::Text(String::new())),
        loc,
    };
    f.done();
    goal.map(|_| target)
}

fn goal(cx: &mut Cx<'_>, f: &mut super::fields::Fields<'_, '_>, loc: Loc) -> Option<Goal> {
    let written = ["value", "min", "max", "of", "binary", "text", "pending"].map(|key| f.has(key));
    let value = f.read(cx, "value", Cx::amount);
    let (min, max) = (f.read(cx, "min", Cx::amount), f.read(cx, "max", Cx::amount));
    let of = f.read(cx, "of", Cx::amount);
    let (binary, words) = (f.text(cx, "binary"), f.text(cx, "text"));
    let pending = f.text(cx, "pending");
    let goal = match written {
        _ if f.any_misspelt() => return None,
        [true, false, false, false, false, false, false] => Goal::Number(value?),
        [false, true, true, false, false, false, false] => {
            let (min, max) = (min?, max?);
            if min.value() > max.value() || min.value().is_zero() {
                cx.say(say::bad_target(cx.span(loc), "a range runs from `min` above 0 up to `max`", "区间应从大于 0 的 `下限` 到 `上限`"));
                return None;
            }
            Goal::Range(min, max)
        }
        [true, false, false, true, false, false, false] => {
            let (value, of) = (value?, of?);
            if value.value() > of.value() {
                cx.say(say::bad_target(cx.span(loc), "a coverage exceeds its whole", "覆盖数超过总数"));
                return None;
            }
            Goal::Coverage(value, of)
        }
        [false, false, false, false, true, false, false] => Goal::Binary(binary),
        [false, false, false, false, false, true, false] => Goal::Text(words),
        [true, false, false, false, false, false, true] => Goal::Pending(pending, Some(value?)),
        [false, false, false, false, false, false, true] => Goal::Pending(pending, None),
        [false, false, false, false, false, false, false] => {
            cx.say(say::target_kind(cx.span(loc), "the target says nothing", "目标没有内容"));
            return None;
        }
        [false, true, false, ..] | [false, false, true, ..] => {
            cx.say(say::target_kind(cx.span(loc), "a range needs both `min` and `max`", "区间必须同时写 `下限` 和 `上限`"));
            return None;
        }
        [false, false, false, true, false, false, false] => {
            cx.say(say::target_kind(cx.span(loc), "a coverage needs `value` beside `of`", "写了 `总数` 还须写 `数值`"));
            return None;
        }
        _ => {
            cx.say(say::target_kind(cx.span(loc), "the target says two things at once", "目标同时写了几种内容"));
            return None;
        }
    };
    Some(goal)
}

/// How exact a number is said to be.
pub fn qualifier(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Qualifier> {
    Some(match cx.word(node, &schema::QUALIFIERS)? {
        "over" => Qualifier::Over,
        "about" => Qualifier::About,
        "at_least" => Qualifier::AtLeast,
        "at_most" => Qualifier::AtMost,
        _ => Qualifier::Nearly,
    })
}

fn per_period(cx: &mut Cx<'_>, f: &mut super::fields::Fields<'_, '_>) -> bool {
    f.read(cx, "kind", |cx, node| cx.word(node, &schema::KINDS)) == Some("period")
}

/// A step of the plan.
pub fn milestone(cx: &mut Cx<'_>, node: &Node<'_>, ids: &[String]) -> Option<Milestone> {
    let mut f = cx.open(node, &schema::MILESTONE)?;
    let period = f.need(cx, "period", Cx::date);
    let text = f.need_text(cx, "text");
    let values = f.node("values").map(|node| by_indicator(cx, node, ids, |cx, at, node| Some((at, cx.amount(node)?, node.loc))));
    let milestone = |period, text, cx: &mut Cx<'_>, f: &mut super::fields::Fields<'_, '_>| Milestone {
        period,
        text,
        values: values.unwrap_or_default(),
        per_period: per_period(cx, f),
        state: f.read(cx, "state", |cx, node| cx.word(node, &schema::MILESTONE_STATES)).unwrap_or("planned"),
        source: f.read(cx, "source", citation).map(Box::new),
        note: f.read(cx, "note", Cx::prose).map(Box::new),
    };
    let fallback = crate::site::date::PartialDate::parse("1900-01");
    let made = milestone(period.or(fallback)?, text.clone().unwrap_or_default(), cx, &mut f);
    f.done();
    (period.is_some() && text.is_some()).then_some(made)
}

/// A mapping from indicator ids, lowered value by value.
fn by_indicator<T>(
    cx: &mut Cx<'_>,
    node: &Node<'_>,
    ids: &[String],
    mut read: impl FnMut(&mut Cx<'_>, usize, &Node<'_>) -> Option<T>,
) -> Vec<T> {
    let Value::Map(entries) = &node.value else {
        cx.wrong(node, "a mapping from indicator ids", "指标编号到数值的映射");
        return Vec::new();
    };
    let mut found = Vec::new();
    for entry in entries {
        if cx.colon_in_key(ids.iter().map(String::as_str), &entry.key, entry.key_loc).is_some() {
            continue;
        }
        if let Some(at) = indicator_named(cx, &entry.key, entry.key_loc, ids) {
            found.extend(read(cx, at, &entry.node));
        }
    }
    found
}

/// A report.
pub fn report(cx: &mut Cx<'_>, node: &Node<'_>, ids: &[String]) -> Option<Report> {
    let mut f = cx.open(node, &schema::REPORT)?;
    let as_of = f.need(cx, "as_of", |cx, node| cx.date(node).map(|date| (date, node.loc)));
    let by = f.read(cx, "by", |cx, node| {
        let at = department(cx, node)?;
        let Value::Scalar { text, .. } = &node.value else { return None };
        Some((at, text.trim().to_owned()))
    });
    let readings = f.node("readings").map(|node| by_indicator(cx, node, ids, |cx, at, node| reading(cx, at, node, ids)));
    let note = f.read(cx, "note", Cx::prose);
    let source = f.read(cx, "source", citation);
    f.done();
    let (as_of, loc) = as_of?;
    let (note, source) = (note.map(Box::new), source.map(Box::new));
    Some(Report { as_of, loc, by, readings: readings.unwrap_or_default(), note, source })
}

fn reading(cx: &mut Cx<'_>, indicator: usize, node: &Node<'_>, ids: &[String]) -> Option<Reading> {
    if let Value::Scalar { .. } = node.value {
        let value = Some(cx.amount(node)?);
        return Some(Reading { value, ..empty(indicator, node.loc) });
    }
    // Whether the figures agree is judged only where all of them could be read.
    let outer = std::mem::take(&mut cx.diags);
    let reading = reading_record(cx, indicator, node, ids);
    let inner = std::mem::replace(&mut cx.diags, outer);
    let sound = !inner.has_errors();
    cx.diags.append(inner);
    if let Some(reading) = reading.as_ref().filter(|_| sound) {
        consistent(cx, reading);
    }
    reading
}

fn reading_record(cx: &mut Cx<'_>, indicator: usize, node: &Node<'_>, ids: &[String]) -> Option<Reading> {
    let mut f = cx.open(node, &schema::READING)?;
    let loc = Loc { start: f.loc.start, end: node.loc.end };
    let state = state(cx, &mut f);
    let mut reading = Reading {
        value: f.read(cx, "value", Cx::amount),
        qualifier: f.read(cx, "qualifier", qualifier),
        per_period: per_period(cx, &mut f),
        unit: f.text(cx, "unit"),
        percent: f.read(cx, "percent", Cx::amount),
        same_as: f.read(cx, "same_as", |cx, node| {
            let id = cx.text(node)?;
            indicator_named(cx, &id, node.loc, ids)
        }),
        done: f.read(cx, "done", Cx::yes),
        breakdown: f.each(cx, "breakdown", part),
        stage: f.text(cx, "stage"),
        forecast: f.text(cx, "forecast"),
        state,
        declared: f.read(cx, "declared", |cx, node| cx.word(node, &schema::STATUSES)),
        counted: f.yes(cx, "counted", true),
        source: f.read(cx, "source", citation).map(Box::new),
        note: f.read(cx, "note", Cx::prose).map(Box::new),
        indicator,
        loc,
    };
    f.done();
    if reading.value.is_none() && reading.by_stage() {
        let done: Decimal = reading.breakdown.iter().filter(|part| part.done == Some(true)).map(|part| part.value.value()).sum();
        reading.value = Some(Number::from(done));
    }
    Some(reading)
}

fn empty(indicator: usize, loc: Loc) -> Reading {
    Reading {
        indicator,
        value: None,
        qualifier: None,
        per_period: false,
        unit: String::new(),
        percent: None,
        same_as: None,
        done: None,
        breakdown: Vec::new(),
        stage: String::new(),
        forecast: String::new(),
        state: ReadingState::Reported,
        declared: None,
        counted: true,
        source: None,
        note: None,
        loc,
    }
}

fn state(cx: &mut Cx<'_>, f: &mut super::fields::Fields<'_, '_>) -> ReadingState {
    let word = f.read(cx, "state", |cx, node| cx.word(node, &schema::READING_STATES).map(|word| (word, node.loc)));
    let (reason, authority) = (f.text(cx, "reason"), f.text(cx, "authority"));
    match word {
        Some(("suspended", loc)) => {
            let missing = ["reason", "authority"].map(|key| !f.has(key) && !f.is_misspelt(key));
            if missing.contains(&true) {
                let found = say::suspension_unexplained(cx.span(loc), missing[0], missing[1]);
                cx.say(found);
            }
            ReadingState::Suspended(reason, authority)
        }
        Some(_) => ReadingState::NoData,
        None => ReadingState::Reported,
    }
}

fn part(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Part> {
    let mut f = cx.open(node, &schema::PART)?;
    let label = f.need_text(cx, "label");
    let value = f.need(cx, "value", Cx::amount);
    let done = f.read(cx, "done", Cx::yes);
    f.done();
    Some(Part { label: label?, value: value?, done })
}

/// Findings for a reading that contradicts itself, or says nothing.
fn consistent(cx: &mut Cx<'_>, reading: &Reading) {
    let span = cx.span(reading.loc);
    let figure = reading.value.is_some() || reading.percent.is_some();
    if reading.state != ReadingState::Reported && figure {
        let help = text("drop `state`, or the figure", "请删去 `状态`，或删去读数");
        cx.say(say::bad_reading(span, "a suspended or silent indicator cannot have a figure", "暂停或无数据的指标不能同时有读数", help));
    } else if reading.value.is_some() && reading.percent.is_some() {
        let help = text("keep `value`; the share is computed", "请保留 `数值`；百分比由系统计算");
        cx.say(say::bad_reading(span, "`value` and `percent` stand side by side", "`数值` 与 `百分比` 并存", help));
    } else if reading.same_as == Some(reading.indicator) {
        let help = text("name the indicator that counts the figure", "请写计入该读数的指标");
        cx.say(say::bad_reading(span, "`same_as` names the indicator itself", "`同一读数` 指向了自身", help));
    } else if !figure && !reading.breakdown.is_empty() && reading.stage.is_empty() {
        let help = text("give the sum as `value`, or say of each part whether it is `done`", "请用 `数值` 写明合计，或逐项写明 `已办成`");
        cx.say(say::bad_reading(span, "a breakdown by kind needs its whole as `value`", "按类别分项时必须写明总数", help));
    } else if reading.state == ReadingState::Reported && !figure && reading.stage.is_empty() && reading.done.is_none() {
        let help = text(
            "give `value`, `percent`, `done`, `stage` or `breakdown`; silence is `state: no_data`",
            "请写 `数值`、`百分比`、`已办成`、`阶段` 或 `分项`；没有提到的写 `状态: 无数据`",
        );
        cx.say(say::bad_reading(span, "the reading says nothing", "读数没有内容", help));
    }
    if !reading.counted && reading.note.is_none() {
        let found = say::uncounted_unexplained(cx.span(reading.loc));
        cx.say(found);
    }
}
