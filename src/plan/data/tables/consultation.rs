//! From suggestion to decision, and evaluations.

use super::{
    COUNTED, Facts, MAX, MIN, NAME, QUALIFIER, Row, SOURCE, Spec, TEXT, UNIT, VALUE, YEAR, amount, date, joined, number, text, whole, word,
};
use crate::{
    plan::data::{
        papers::Evaluation,
        shared::{Amount, Figure},
    },
    site::schema,
};

/// What came in by each way.
pub static CONSULTATION_COUNTS: Spec = Spec {
    name: "consultation_counts",
    zh: "征集数量",
    columns: &[
        YEAR,
        whole("path", "路径次序", "依所写次序，从1起"),
        whole("count", "次序", "在路径内，从1起"),
        text("path_name", "征集路径", ""),
        NAME,
        VALUE,
        MIN,
        MAX,
        QUALIFIER,
        UNIT,
        COUNTED,
        TEXT,
    ],
    primary: &["path", "count"],
    foreign: &[],
};

/// Its rows.
pub fn consultation_counts(facts: &Facts<'_, '_>, y: usize) -> Vec<Row> {
    let year = &facts.edition.years[y];
    let programme = year.programme;
    let mut rows = Vec::new();
    if let Some(results) = facts.consultation(&year.proceedings.consultation).results {
        for (p, path) in results.paths.iter().enumerate() {
            for (at, count) in path.counts.iter().enumerate() {
                let [value, min, max] = amount(count.value.as_ref());
                rows.push(vec![
                    programme.year.into(),
                    (p + 1).into(),
                    (at + 1).into(),
                    (&path.name).into(),
                    count.name.as_ref().into(),
                    value,
                    min,
                    max,
                    count.qualifier.into(),
                    count.unit.as_ref().into(),
                    count.counted.into(),
                    count.text.as_ref().into(),
                ]);
            }
        }
    }
    rows
}

/// What each paper on the way says.
pub static DECISION_VERSIONS: Spec = Spec {
    name: "decision_versions",
    zh: "各稿表述",
    columns: &[
        YEAR,
        whole("way", "事项次序", "依所写次序，从1起"),
        whole("version", "稿次", "在事项内，从1起"),
        text("what", "事项", ""),
        text("project", "对应项目", "年度/编号"),
        text("indicator", "指标编号", ""),
        text("stage", "环节编号", ""),
        text("stage_title", "环节", ""),
        VALUE,
        MIN,
        MAX,
        QUALIFIER,
        UNIT,
        TEXT,
    ],
    primary: &["way", "version"],
    foreign: &[],
};

/// Its rows.
pub fn decision_versions(facts: &Facts<'_, '_>, y: usize) -> Vec<Row> {
    let year = &facts.edition.years[y];
    let programme = year.programme;
    let mut rows = Vec::new();
    if let Some(decision) = facts.consultation(&year.proceedings.consultation).decision {
        for (w, way) in decision.ways.iter().enumerate() {
            for (at, version) in way.versions.iter().enumerate() {
                let [value, min, max] = amount(version.value.as_ref());
                let stage = decision.stages.iter().find(|stage| stage.id == version.stage);
                rows.push(vec![
                    programme.year.into(),
                    (w + 1).into(),
                    (at + 1).into(),
                    (&way.what).into(),
                    way.project.as_ref().map(|project| &project.id).into(),
                    way.indicator.as_ref().into(),
                    (&version.stage).into(),
                    stage.map(|stage| &stage.title).into(),
                    value,
                    min,
                    max,
                    version.qualifier.into(),
                    version.unit.as_ref().into(),
                    version.text.as_ref().into(),
                ]);
            }
        }
    }
    rows
}

/// Evaluations.
pub static EVALUATIONS: Spec = Spec {
    name: "evaluations",
    zh: "评估",
    columns: &[
        YEAR,
        text("evaluation", "编号", ""),
        text("title", "名称", ""),
        word("kind", "类别", &schema::EVALUATION_KINDS),
        text("by", "评估机构", "多个以分号隔开"),
        date("period", "时间", ""),
        number("sample", "样本", ""),
        word("sample_qualifier", "样本约数", &schema::QUALIFIERS),
        text("sample_unit", "样本单位", ""),
        text("results", "结果", "名称=数值和单位，多项以分号隔开；不填即没有公布"),
        TEXT,
        SOURCE,
    ],
    primary: &["evaluation"],
    foreign: &[],
};

/// Its rows.
pub fn evaluations(facts: &Facts<'_, '_>, y: usize) -> Vec<Row> {
    let year = &facts.edition.years[y];
    let programme = year.programme;
    let shown = year.proceedings.evaluations.as_ref();
    let all = shown.map(|part| facts.evaluations(part).evaluations).unwrap_or_default();
    let row = |one: &Evaluation| -> Row {
        let sample = one.sample.as_ref();
        let [value, ..] = amount(sample.and_then(|sample| sample.value.as_ref()));
        vec![
            programme.year.into(),
            (&one.id).into(),
            (&one.title).into(),
            one.kind.into(),
            one.by[..].into(),
            one.period.as_ref().into(),
            value,
            sample.and_then(|sample| sample.qualifier).into(),
            sample.and_then(|sample| sample.unit.as_ref()).into(),
            joined(one.results.iter().map(result)),
            one.text.as_ref().into(),
            one.source[..].into(),
        ]
    };
    all.iter().map(row).collect()
}

/// A result in one cell.
fn result(figure: &Figure) -> String {
    let number = match &figure.value {
        None => figure.text.clone().unwrap_or_default(),
        Some(Amount::Number(number)) => number.digits().to_owned(),
        Some(Amount::Range { min, max }) => format!("{}-{}", min.digits(), max.digits()),
    };
    format!("{}={number}{}", figure.name.as_deref().unwrap_or_default(), figure.unit.as_deref().unwrap_or_default())
}
