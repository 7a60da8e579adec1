//! A figure as the record keeps it: one line of CSV.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::site::{date::PartialDate, language::Language};

/// The first line of a year's file.
pub const HEADER: &str = "project,indicator,figure,date,value,qualifier,unit,publication,published";
/// How many columns it has.
const COLUMNS: usize = 9;

/// What sort of figure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// The money of a project.
    Budget,
    /// A version of a target.
    Target,
    /// A step of the plan, counted from the year's start.
    Milestone,
    /// A step of the plan, for its period alone.
    PeriodMilestone,
    /// A reported figure, counted from the year's start.
    Reading,
    /// A reported figure of a period alone.
    PeriodReading,
    /// A part of a reported figure; the unit is the part's label.
    Part,
    /// A correction, in words.
    Correction,
}

impl Kind {
    /// Every kind, in the order of a project's lines.
    pub const ALL: [Self; 8] = [
        Self::Budget,
        Self::Target,
        Self::Milestone,
        Self::PeriodMilestone,
        Self::Reading,
        Self::PeriodReading,
        Self::Part,
        Self::Correction,
    ];

    /// What it is called.
    pub fn said(self, language: Language) -> &'static str {
        let (chinese, english) = match self {
            Self::Budget => ("资金", "money"),
            Self::Target => ("目标", "target"),
            Self::Milestone => ("节点", "milestone"),
            Self::PeriodMilestone => ("当期节点", "milestone of a period"),
            Self::Reading => ("读数", "reading"),
            Self::PeriodReading => ("当期读数", "reading of a period"),
            Self::Part => ("组成部分", "part"),
            Self::Correction => ("更正", "correction"),
        };
        language.pick(chinese, english)
    }

    /// Its word in the record and in the data.
    pub fn word(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::Target => "target",
            Self::Milestone => "milestone",
            Self::PeriodMilestone => "period_milestone",
            Self::Reading => "reading",
            Self::PeriodReading => "period_reading",
            Self::Part => "part",
            Self::Correction => "correction",
        }
    }
}

/// What a page says of one figure.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Figure {
    /// The id of its indicator; empty where it belongs to the project.
    pub indicator: String,
    /// What sort of figure it is.
    pub kind: Kind,
    /// The date it speaks of, with `#2` behind it where the project has two of one date; empty where it has none.
    pub date: String,
    /// The figure, with its digits as written; empty where it was taken away.
    pub value: String,
    /// How exact it is said to be, an English word.
    pub qualifier: String,
    /// Its unit.
    pub unit: String,
}

impl Figure {
    /// What tells one figure of a project from another; a part is known by its label.
    pub fn key(&self) -> (&str, Kind, &str, &str) {
        (&self.indicator, self.kind, &self.date, self.label())
    }

    /// What figures of one sort and date have in common.
    pub fn place(&self) -> (&str, Kind, &str, &str) {
        (&self.indicator, self.kind, self.day(), self.label())
    }

    /// Whether two figures say the same.
    pub fn says(&self, other: &Self) -> bool {
        (&self.value, &self.qualifier, &self.unit) == (&other.value, &other.qualifier, &other.unit)
    }

    /// Whether it is another figure, but for its date.
    pub fn is_moved(&self, from: &Self) -> bool {
        (&self.indicator, self.kind) == (&from.indicator, from.kind) && self.says(from)
    }

    fn label(&self) -> &str {
        if self.kind == Kind::Part { &self.unit } else { "" }
    }

    /// The date it speaks of, without what tells two figures of one date apart.
    pub fn day(&self) -> &str {
        self.date.split_once('#').map_or(&self.date, |(date, _)| date)
    }
}

/// A figure that was published, or its end.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Line {
    /// The figure.
    pub figure: Figure,
    /// The publication that first said so.
    pub publication: u32,
    /// The day of that publication.
    pub published: PartialDate,
}

impl Line {
    /// The line as it is written, without its end.
    ///
    /// # Panics
    ///
    /// Never: memory takes every line.
    pub fn written(&self, project: &str) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let number = self.publication.to_string();
        let published = self.published.to_string();
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let Figure { indicator, kind, date, value, qualifier, unit } = &self.figure;
        let (value, unit) = (plain(value), plain(unit));
        let row = [project, indicator, kind.word(), date, &value, qualifier, &unit, &number, &published];
        writer.write_record(row).expect("memory takes every line");
        let bytes = writer.into_inner().expect("memory takes every line");
        String::from_utf8(bytes).expect("text stays text").trim_end_matches('\n').to_owned()
    }
}

/// Where the lines begin, and they; 0 where the first line is not the header.
pub fn body(text: &str) -> (usize, &str) {
    text.strip_prefix(HEADER).and_then(|rest| rest.strip_prefix('\n')).map_or((0, ""), |body| (HEADER.len() + 1, body))
}

/// A line that was read: its project and itself, or what should stand there.
pub type Parsed = Result<(String, Line), &'static str>;

/// Every line of a text with its bytes in it.
pub fn parse(text: &str) -> Vec<(Range<usize>, Parsed)> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let mut found = Vec::new();
    let place = |position: &csv::Position| usize::try_from(position.byte()).unwrap_or(text.len()).min(text.len());
    loop {
        let start = place(reader.position());
        match reader.read_record(&mut record) {
            Ok(true) => found.push((start..place(reader.position()), line(&record).ok_or(HEADER))),
            Ok(false) => return found,
            // The text is UTF-8 and lies in memory, so this does not happen.
            Err(_) => found.push((start..place(reader.position()).max(start), Err(HEADER))),
        }
    }
}

fn line(record: &csv::StringRecord) -> Option<(String, Line)> {
    if record.len() != COLUMNS {
        return None;
    }
    let text = |at: usize| record[at].to_owned();
    let kind = Kind::ALL.into_iter().find(|kind| kind.word() == &record[2])?;
    let publication = record[7].parse::<u32>().ok().filter(|number| *number > 0)?;
    let published = PartialDate::parse(&record[8]).filter(|date| date.is_day())?;
    if record[0].is_empty() {
        return None;
    }
    let figure = Figure { indicator: text(1), kind, date: text(3), value: text(4), qualifier: text(5), unit: text(6) };
    Some((text(0), Line { figure, publication, published }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_it_is_written() {
        let figure = Figure {
            indicator: "beds".to_owned(),
            kind: Kind::Target,
            date: "2020-09#2".to_owned(),
            value: "一批，\"约\"三,四\n处".to_owned(),
            qualifier: "about".to_owned(),
            unit: "张".to_owned(),
        };
        let line = Line { figure, publication: 12, published: PartialDate::parse("2020-10-15").expect("a day") };
        let written = line.written("08");
        assert_eq!(written, "08,beds,target,2020-09#2,\"一批，\"\"约\"\"三,四 处\",about,张,12,2020-10-15");
        let text = format!("{written}\n{written}\n");
        let parsed = parse(&text);
        assert_eq!(parsed.iter().map(|(at, _)| at.clone()).collect::<Vec<_>>(), [0..written.len() + 1, written.len() + 1..text.len()]);
        let kept = Line { figure: Figure { value: "一批，\"约\"三,四 处".to_owned(), ..line.figure.clone() }, ..line };
        assert_eq!(parsed[1].1, Ok(("08".to_owned(), kept)));
    }

    #[test]
    fn what_is_no_line_is_refused() {
        for wrong in ["08,beds", "08,beds,guess,,1,,,1,2020-10-15", "08,beds,target,,1,,,0,2020-10-15", "08,beds,target,,1,,,1,2020-10"] {
            assert_eq!(parse(wrong)[0].1, Err(HEADER), "{wrong}");
        }
    }
}
