//! Tables: one row per natural key, never a join that repeats figures.
//!
//! In: records as data. Out: for each table its columns and its rows; CSV, XLSX and the data package are made of them.

mod consultation;
mod figures;
mod goals;
mod papers;
mod projects;
mod published;
mod registries;

use crate::{
    plan::{edition::Year, standing::Standing},
    site::schema::{self, Words},
};

use super::{
    project::Project,
    shared::{Amount, Date, Exact, Facts, Named, ProjectRef, Source},
};

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Table {
    /// Projects of a year.
    Projects,
    /// Their indicators.
    Indicators,
    /// Versions of targets.
    Targets,
    /// Readings.
    Readings,
    /// Steps of the plan.
    Milestones,
    /// What was put right.
    Corrections,
    /// What was published, and when.
    Published,
    /// Key work goals.
    Goals,
    /// Their figures.
    GoalMeasures,
    /// What is due by quarter.
    GoalQuarters,
    /// Proposals of deputies.
    Proposals,
    /// Their totals.
    ProposalTotals,
    /// Statements of the work report.
    Statements,
    /// Their figures.
    StatementFigures,
    /// What came in by each way of a call for ideas.
    ConsultationCounts,
    /// What each paper on the way to a decision says.
    DecisionVersions,
    /// Evaluations.
    Evaluations,
    /// Papers of the site.
    Documents,
    /// Departments of the site.
    Departments,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Cell {
    /// Nothing is said.
    Empty,
    /// Text.
    Text(String),
    /// A number, by its digits.
    Number(String),
    /// Yes or no.
    Yes(bool),
}

/// A row, a cell for each column.
pub type Row = Vec<Cell>;

/// What a column holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Text.
    Text,
    /// An exact decimal.
    Number,
    /// A whole number.
    Whole,
    /// Yes or no.
    Yes,
    /// A date as written.
    Date,
    /// A word of a closed list.
    Word(&'static Words),
}

/// A column.
#[derive(Debug)]
pub struct Column {
    /// Its English key.
    pub key: &'static str,
    /// Its Chinese title.
    pub zh: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it means, in Chinese; empty where the title says it.
    pub doc: &'static str,
}

/// What a table is.
#[derive(Debug)]
pub struct Spec {
    /// Its name in addresses.
    pub name: &'static str,
    /// Its Chinese title.
    pub zh: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// The columns that tell one row from another.
    pub primary: &'static [&'static str],
    /// Columns that name a row of another table of the year, by its primary key.
    pub foreign: &'static [(&'static [&'static str], Table)],
}

const fn column(key: &'static str, zh: &'static str, kind: Kind, doc: &'static str) -> Column {
    Column { key, zh, kind, doc }
}

const fn text(key: &'static str, zh: &'static str, doc: &'static str) -> Column {
    column(key, zh, Kind::Text, doc)
}

const fn number(key: &'static str, zh: &'static str, doc: &'static str) -> Column {
    column(key, zh, Kind::Number, doc)
}

const fn whole(key: &'static str, zh: &'static str, doc: &'static str) -> Column {
    column(key, zh, Kind::Whole, doc)
}

const fn yes(key: &'static str, zh: &'static str, doc: &'static str) -> Column {
    column(key, zh, Kind::Yes, doc)
}

const fn date(key: &'static str, zh: &'static str, doc: &'static str) -> Column {
    column(key, zh, Kind::Date, doc)
}

const fn word(key: &'static str, zh: &'static str, words: &'static Words) -> Column {
    column(key, zh, Kind::Word(words), "")
}

const YEAR: Column = whole("year", "年度", "项目所属年度");
const PROJECT: Column = text("project", "项目编号", "在年度内唯一");
const INDICATOR: Column = text("indicator", "指标编号", "在项目内唯一");
const SOURCE: Column = text("source", "来源", "公文编号（站外文件写标题）和位置，多处以分号隔开");
const PAGE: Column = text("page", "页面", "从网站根目录起的地址");
const JSON: Column = text("json", "数据文件", "从网站根目录起的地址");
const VALUE: Column = number("value", "数值", "");
const MIN: Column = number("min", "下限", "范围的最小值");
const MAX: Column = number("max", "上限", "范围的最大值");
const QUALIFIER: Column = word("qualifier", "约数", &schema::QUALIFIERS);
const UNIT: Column = text("unit", "单位", "");
const TEXT: Column = text("text", "内容", "");
const NAME: Column = text("name", "名称", "");
const COUNTED: Column = yes("counted", "本站计数", "文件没有写数，由本站数出");

impl Table {
    /// Tables of a year, in the order of the workbook's sheets.
    pub const OF_YEAR: [Self; 17] = [
        Self::Projects,
        Self::Indicators,
        Self::Targets,
        Self::Readings,
        Self::Milestones,
        Self::Corrections,
        Self::Goals,
        Self::GoalMeasures,
        Self::GoalQuarters,
        Self::Proposals,
        Self::ProposalTotals,
        Self::Statements,
        Self::StatementFigures,
        Self::ConsultationCounts,
        Self::DecisionVersions,
        Self::Evaluations,
        Self::Published,
    ];
    /// Tables of the whole site.
    pub const OF_SITE: [Self; 2] = [Self::Documents, Self::Departments];

    /// What it is.
    pub fn spec(self) -> &'static Spec {
        match self {
            Self::Projects => &projects::PROJECTS,
            Self::Indicators => &figures::INDICATORS,
            Self::Targets => &figures::TARGETS,
            Self::Readings => &figures::READINGS,
            Self::Milestones => &figures::MILESTONES,
            Self::Corrections => &projects::CORRECTIONS,
            Self::Published => &published::PUBLISHED,
            Self::Goals => &goals::GOALS,
            Self::GoalMeasures => &goals::GOAL_MEASURES,
            Self::GoalQuarters => &goals::GOAL_QUARTERS,
            Self::Proposals => &papers::PROPOSALS,
            Self::ProposalTotals => &papers::PROPOSAL_TOTALS,
            Self::Statements => &papers::STATEMENTS,
            Self::StatementFigures => &papers::STATEMENT_FIGURES,
            Self::ConsultationCounts => &consultation::CONSULTATION_COUNTS,
            Self::DecisionVersions => &consultation::DECISION_VERSIONS,
            Self::Evaluations => &consultation::EVALUATIONS,
            Self::Documents => &registries::DOCUMENTS,
            Self::Departments => &registries::DEPARTMENTS,
        }
    }

    /// Whether its rows are made of the projects' whole records.
    pub fn needs_records(self) -> bool {
        matches!(self, Self::Projects | Self::Indicators | Self::Targets | Self::Readings | Self::Milestones)
    }

    /// Whether it has rows in a year.
    pub fn has_rows(self, facts: &Facts<'_, '_>, y: usize) -> bool {
        let year: &Year<'_> = &facts.edition.years[y];
        let any = |wanted: &dyn Fn(&Standing) -> bool| year.projects.iter().any(|shown| wanted(&shown.state));
        match self {
            Self::Projects => !year.projects.is_empty(),
            Self::Indicators => year.projects.iter().any(|shown| shown.project.indicators > 0),
            Self::Targets => any(&|state| state.rows.targets),
            Self::Readings => any(&|state| state.rows.readings),
            Self::Milestones => any(&|state| state.rows.milestones),
            Self::Published => {
                year.projects.iter().any(|shown| facts.edition.site.published.key(year.programme.year, &shown.project.id).is_some())
            }
            _ => !self.rows(facts, y).is_empty(),
        }
    }

    /// Its rows of one project; none of tables that are not made of records.
    pub fn rows_of(self, project: &Project) -> Vec<Row> {
        match self {
            Self::Projects => vec![projects::row(project)],
            Self::Indicators => figures::indicators(project),
            Self::Targets => figures::targets(project),
            Self::Readings => figures::readings(project),
            Self::Milestones => figures::milestones(project),
            _ => Vec::new(),
        }
    }

    /// Its rows; none of tables that are made of records. Tables of the site do not ask for a year.
    pub fn rows(self, facts: &Facts<'_, '_>, y: usize) -> Vec<Row> {
        match self {
            Self::Corrections => projects::corrections(facts, y),
            Self::Published => published::published(facts, y),
            Self::Goals => goals::goals(facts, y),
            Self::GoalMeasures => goals::goal_measures(facts, y),
            Self::GoalQuarters => goals::goal_quarters(facts, y),
            Self::Proposals => papers::proposals(facts, y),
            Self::ProposalTotals => papers::proposal_totals(facts, y),
            Self::Statements => papers::statements(facts, y),
            Self::StatementFigures => papers::statement_figures(facts, y),
            Self::ConsultationCounts => consultation::consultation_counts(facts, y),
            Self::DecisionVersions => consultation::decision_versions(facts, y),
            Self::Evaluations => consultation::evaluations(facts, y),
            Self::Documents => registries::documents(facts),
            Self::Departments => registries::departments(facts),
            _ => Vec::new(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<&Date> for Cell {
    fn from(date: &Date) -> Self {
        date.0.as_str().into()
    }
}

impl From<&Exact> for Cell {
    fn from(number: &Exact) -> Self {
        Self::Number(number.digits().to_owned())
    }
}

impl From<bool> for Cell {
    fn from(yes: bool) -> Self {
        Self::Yes(yes)
    }
}

impl From<i32> for Cell {
    fn from(number: i32) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<&[Source]> for Cell {
    fn from(sources: &[Source]) -> Self {
        joined(sources.iter().map(source_text))
    }
}

impl From<&Source> for Cell {
    fn from(source: &Source) -> Self {
        source_text(source).into()
    }
}

impl From<&[Named]> for Cell {
    fn from(names: &[Named]) -> Self {
        joined(names.iter().map(|named| named.name.clone()))
    }
}

impl From<&[ProjectRef]> for Cell {
    fn from(projects: &[ProjectRef]) -> Self {
        joined(projects.iter().map(|project| project.id.clone()))
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// A list in one cell.
fn joined(all: impl Iterator<Item = String>) -> Cell {
    all.collect::<Vec<_>>().join(";").into()
}

/// A paper and the place in it.
fn source_text(source: &Source) -> String {
    let name = source.document.as_ref().or(source.title.as_ref()).or(source.url.as_ref());
    name.into_iter().chain(&source.place).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// A number or a range as three cells: number, least, most.
fn amount(amount: Option<&Amount>) -> [Cell; 3] {
    match amount {
        None => [Cell::Empty, Cell::Empty, Cell::Empty],
        Some(Amount::Number(number)) => [number.into(), Cell::Empty, Cell::Empty],
        Some(Amount::Range { min, max }) => [Cell::Empty, min.into(), max.into()],
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn keys_name_columns() {
        for table in Table::OF_YEAR.into_iter().chain(Table::OF_SITE) {
            let spec = table.spec();
            let has = |key: &&&str| spec.columns.iter().any(|column| column.key == **key);
            assert!(spec.primary.iter().all(|key| has(&key)), "{}", spec.name);
            for (columns, other) in spec.foreign {
                assert!(columns.iter().all(|key| has(&key)), "{}", spec.name);
                assert_eq!(columns.len(), other.spec().primary.len(), "{}", spec.name);
            }
            let mut keys: Vec<&str> = spec.columns.iter().map(|column| column.key).collect();
            keys.sort_unstable();
            keys.dedup();
            assert_eq!(keys.len(), spec.columns.len(), "{}", spec.name);
        }
    }
}
