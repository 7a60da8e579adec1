//! Facts as sentences, as a superior signs them: `进度 40% → 60%`.
//!
//! In: a fact. Out: its words in Chinese or English. Names and papers' words stay as the content has them.

use super::{
    Change, Correction, Decision, Fact, Figure, Project, Reading, Target, Withdrawal,
    facts::{Share, Subject},
    words::{date_said, key, qualifier, status, word},
};
use crate::site::{language::Language, schema};

impl Project {
    /// Its year, place and title: `2020年第8项 错时停车`.
    pub(super) fn name(&self, language: Language, year: i32) -> String {
        let place = match self.ordinal {
            Some(ordinal) => language.ordinal(ordinal),
            None => language.pick(format!("项目{}", self.id), format!("project {}", self.id)),
        };
        let title = &self.title;
        language.pick(format!("{year}年{place} {title}"), format!("{year} {place} {title}"))
    }

    /// What its headline says, and what is told below it.
    pub(super) fn said(&self, language: Language) -> (Vec<String>, Vec<String>) {
        let new = self.change == Change::New;
        let (head, below): (Vec<&Fact>, Vec<&Fact>) = self.facts.iter().partition(|fact| is_headline(fact));
        let said = |facts: Vec<&Fact>| facts.into_iter().map(|fact| fact.said(language, new)).collect();
        (said(head), said(below))
    }
}

fn is_headline(fact: &Fact) -> bool {
    use Fact::{Lead, Partners, Progress, Restored, Status, Title};
    matches!(fact, Progress { .. } | Status { .. } | Title { .. } | Lead { .. } | Partners { .. } | Restored)
}

impl Fact {
    /// A fact in words; of a new project there is no before.
    fn said(&self, language: Language, new: bool) -> String {
        let way = |before: Option<String>, after: Option<String>| way(language, (before, after), new);
        let pair = |label: (&'static str, &'static str), way: String| format!("{} {way}", language.pick(label.0, label.1));
        match self {
            Self::Progress { before, after } => {
                let said = |share: &Option<Share>| share.as_ref().map(|share| share_said(language, share));
                pair(("进度", "progress"), way(said(before), said(after)))
            }
            Self::Status { before, after } => {
                let said = |word: &Option<String>| word.as_deref().map(|word| status(language, word));
                pair(("状态", "status"), way(said(before), said(after)))
            }
            Self::Title { before, after } => pair(("名称", "title"), way(Some(before.clone()), Some(after.clone()))),
            Self::Lead { before, after } => pair(("主责部门", "led by"), way(names(language, before), names(language, after))),
            Self::Partners { before, after } => pair(("配合部门", "partners"), way(names(language, before), names(language, after))),
            Self::Withdrawn(withdrawal) => withdrawn(language, withdrawal),
            Self::Restored => language.pick("重新列入清单", "on the list again").to_owned(),
            Self::IndicatorNew { indicator, target } => listed(language, ("新指标", "new indicator"), indicator, target.as_ref()),
            Self::IndicatorGone { indicator, target } => {
                listed(language, ("指标不再列出", "indicator no longer listed"), indicator, target.as_ref())
            }
            Self::Target { indicator, before, after } => {
                let said = |target: &Option<Target>| target.as_ref().map(|target| target_said(language, target));
                labelled(language, ("目标", "target"), indicator, &way(said(before), said(after)))
            }
            Self::Figure { indicator, before, after } => {
                let said = |figure: &Option<Figure>| figure.as_ref().map(|figure| figure_said(language, figure));
                labelled(language, ("数字", "figure"), indicator, &way(said(before), said(after)))
            }
            Self::Reading { indicator, before, after } => reading(language, indicator, before.as_ref(), after.as_ref()),
            Self::Correction(correction) => corrected(language, correction),
            Self::Decision(decision) => decided(language, decision),
            Self::Other { keys } => {
                let keys: Vec<String> = keys.iter().map(|name| key(language, name)).collect();
                language.labelled(language.pick("其他有变化的内容", "also changed"), &keys.join(language.pick("、", ", ")))
            }
        }
    }
}

/// From one value to the next.
fn way(language: Language, (before, after): (Option<String>, Option<String>), new: bool) -> String {
    let none = || language.pick("无", "none").to_owned();
    let after = after.unwrap_or_else(none);
    if new { after } else { format!("{} → {after}", before.unwrap_or_else(none)) }
}

fn labelled(language: Language, label: (&str, &str), indicator: &Subject, text: &str) -> String {
    language.labelled(&format!("{} {}", language.pick(label.0, label.1), indicator.name), text)
}

fn listed(language: Language, label: (&str, &str), indicator: &Subject, target: Option<&Target>) -> String {
    match target {
        Some(target) => labelled(language, label, indicator, &language.target(&target_said(language, target))),
        None => format!("{} {}", language.pick(label.0, label.1), indicator.name),
    }
}

fn names(language: Language, all: &[String]) -> Option<String> {
    (!all.is_empty()).then(|| all.join(language.pick("、", ", ")))
}

fn share_said(language: Language, share: &Share) -> String {
    language.approximate(&format!("{}%", share.percent.as_str()), qualifier(share.qualifier.as_deref()))
}

fn target_said(language: Language, target: &Target) -> String {
    let unit = target.unit.as_deref().unwrap_or_default();
    let exact = qualifier(target.qualifier.as_deref());
    let number = |digits: &str| language.worded(digits, exact, unit);
    match target {
        Target { pending: Some(text), value: Some(value), .. } => language.with_remark(&number(value.as_str()), text),
        Target { pending: Some(text), .. } | Target { binary: Some(text), .. } | Target { text: Some(text), .. } => text.clone(),
        Target { min: Some(min), max: Some(max), .. } => number(&format!("{}-{}", min.as_str(), max.as_str())),
        Target { value: Some(value), of: Some(of), .. } => number(&format!("{}/{}", value.as_str(), of.as_str())),
        Target { value: Some(value), .. } => number(value.as_str()),
        _ => language.pick("未定", "not set").to_owned(),
    }
}

fn figure_said(language: Language, figure: &Figure) -> String {
    let exact = qualifier(figure.qualifier.as_deref());
    match (&figure.value, &figure.percent) {
        (Some(value), _) => language.worded(value.as_str(), exact, figure.unit.as_deref().unwrap_or_default()),
        (None, Some(percent)) => language.worded(percent.as_str(), exact, "%"),
        (None, None) => language.pick("无数字", "no figure").to_owned(),
    }
}

fn reading(language: Language, indicator: &Subject, before: Option<&Reading>, after: Option<&Reading>) -> String {
    let label = match (before, after) {
        (None, _) => ("新读数", "new reading"),
        (Some(_), Some(_)) => ("读数有变", "reading changed"),
        (Some(_), None) => ("读数不再列出", "reading no longer listed"),
    };
    let date = date_said(language, &after.or(before).map(|reading| reading.as_of.clone()).unwrap_or_default());
    let said = |reading: Option<&Reading>| reading.map(|reading| reading_said(language, reading));
    let text = match (said(before), said(after)) {
        (Some(before), Some(after)) => format!("{before} → {after}"),
        (before, after) => before.or(after).unwrap_or_default(),
    };
    labelled(language, label, indicator, &format!("{date}{}{text}", language.comma()))
}

fn reading_said(language: Language, reading: &Reading) -> String {
    let exact = qualifier(reading.qualifier.as_deref());
    let figure = match (&reading.value, &reading.percent, reading.done) {
        (Some(value), ..) => Some(language.worded(value.as_str(), exact, reading.unit.as_deref().unwrap_or_default())),
        (None, Some(percent), _) => Some(language.worded(percent.as_str(), exact, "%")),
        (None, None, done) => done.map(|done| language.done(done).to_owned()),
    };
    let state = reading.state.as_deref().map(|state| word(language, &schema::READING_STATES, state));
    let mut said = figure.or(state).or_else(|| reading.stage.clone()).unwrap_or_else(|| language.pick("无数字", "no figure").to_owned());
    if reading.kind.as_deref() == Some("period") {
        said = language.with_remark(&said, &word(language, &schema::KINDS, "period"));
    }
    said
}

fn corrected(language: Language, correction: &Correction) -> String {
    let date = date_said(language, &correction.date);
    let label = language.pick(format!("更正（{date}）"), format!("correction of {date}"));
    let sides = (correction.was.as_deref(), correction.now.as_deref());
    let parts = [Some(correction.what.clone()), turned(language, sides), said(&correction.reason)];
    language.labelled(&label, &joined(language, parts))
}

fn decided(language: Language, decision: &Decision) -> String {
    let date = date_said(language, &decision.date);
    let label = language.pick(format!("变动（{date}）"), format!("change of {date}"));
    let sides = (decision.was.as_deref(), decision.now.as_deref());
    let parts = [
        Some(word(language, &schema::CHANGES, &decision.kind)),
        turned(language, sides),
        decision.reason.clone(),
        decision.authority.clone(),
    ];
    language.labelled(&label, &joined(language, parts))
}

fn withdrawn(language: Language, withdrawal: &Withdrawal) -> String {
    let date = date_said(language, &withdrawal.date);
    let label = language.pick(format!("撤回（{date}）"), format!("withdrawn on {date}"));
    language.labelled(&label, &joined(language, [said(&withdrawal.reason), withdrawal.authority.clone()]))
}

/// What stood there and what stands there now.
fn turned(language: Language, sides: (Option<&str>, Option<&str>)) -> Option<String> {
    match sides {
        (Some(was), Some(now)) => Some(format!("{was} → {now}")),
        (Some(was), None) => Some(language.pick(format!("原为 {was}"), format!("was {was}"))),
        (None, Some(now)) => Some(language.pick(format!("现为 {now}"), format!("now {now}"))),
        (None, None) => None,
    }
}

fn said(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn joined(language: Language, parts: impl IntoIterator<Item = Option<String>>) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(language.pick("；", "; "))
}
