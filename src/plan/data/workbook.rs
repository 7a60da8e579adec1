//! The tables of a year as a workbook, with Chinese headers: numbers as numbers, dates as text, as most are partial.

use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::tables::{Cell, Column, Kind, Row, Spec};

/// The most UTF-16 units a cell can hold.
const MOST_UNITS: usize = 32_767;
/// What ends a text that is longer.
const CUT: &str = "……（全文见 JSON）";
/// The most rows of a whole workbook. It is for people to look through; a year with more has its longer tables as CSV
/// alone, and the workbook names them. A district of two hundred projects a year stays below.
const MOST_ROWS_TOGETHER: usize = 4_000;
/// The most digits a spreadsheet keeps of a number.
const MOST_DIGITS: usize = 15;

/// The bytes of a workbook, whose date of making is the day its figures speak of.
pub fn bytes(title: &str, day: NaiveDate, tables: impl Iterator<Item = (&'static Spec, Vec<Row>)>) -> Vec<u8> {
    write(title, day, tables).expect("names, sizes and dates are within the format's limits, and memory takes every byte")
}

fn write(title: &str, day: NaiveDate, tables: impl Iterator<Item = (&'static Spec, Vec<Row>)>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The format's first year.
    let day = day.max(NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or_default());
    let part = |part: u32| u8::try_from(part).unwrap_or(1);
    let made = ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap_or(1900), part(day.month()), part(day.day()))?;
    workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    let mut left = MOST_ROWS_TOGETHER;
    let mut elsewhere: Vec<&'static Spec> = Vec::new();
    for (spec, rows) in tables {
        if rows.len() > left {
            elsewhere.push(spec);
            continue;
        }
        left -= rows.len();
        workbook.push_worksheet(sheet(spec, &rows)?);
    }
    if !elsewhere.is_empty() {
        let mut sheet = Worksheet::new();
        sheet.set_name("其他表")?.set_column_width(0, 60)?;
        sheet.write_string(0, 0, "行数多的表只有 CSV：")?;
        for (spec, row) in elsewhere.into_iter().zip(1_u32..) {
            sheet.write_string(row, 0, format!("{}：{}.csv", spec.zh, spec.name))?;
        }
        workbook.push_worksheet(sheet);
    }
    workbook.save_to_buffer()
}

fn sheet(spec: &Spec, rows: &[Row]) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(spec.zh)?.set_freeze_panes(1, 0)?;
    let header = Format::new().set_bold();
    let digits: Vec<Format> = (0..=6).map(|after| Format::new().set_num_format(number_format(after))).collect();
    for (column, at) in spec.columns.iter().zip(0_u16..) {
        sheet.write_string_with_format(0, at, column.zh, &header)?.set_column_width(at, width(column))?;
    }
    for (row, line) in rows.iter().zip(1_u32..) {
        for ((cell, at), column) in row.iter().zip(0_u16..).zip(spec.columns) {
            match cell {
                Cell::Empty => {}
                Cell::Yes(yes) => drop(sheet.write_string(line, at, if *yes { "是" } else { "否" })?),
                Cell::Number(number) => match exact(number) {
                    Some((value, after)) => drop(sheet.write_number_with_format(line, at, value, &digits[after])?),
                    None => drop(sheet.write_string(line, at, number.as_str())?),
                },
                Cell::Text(text) => drop(sheet.write_string(line, at, shown(column, text))?),
            }
        }
    }
    Ok(sheet)
}

/// A number as a spreadsheet holds it, with its digits after the point; `None` where it would lose some.
fn exact(digits: &str) -> Option<(f64, usize)> {
    let after = digits.split_once('.').map_or(0, |(_, after)| after.len());
    let counted = digits.bytes().filter(u8::is_ascii_digit).count();
    (counted <= MOST_DIGITS && after <= 6).then(|| digits.parse().ok().map(|value| (value, after))).flatten()
}

/// What prints so many digits after the point.
fn number_format(after: usize) -> String {
    if after == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(after)) }
}

/// A text as readers of a workbook see it: words of closed lists in Chinese, and no longer than a cell.
fn shown(column: &Column, text: &str) -> String {
    if let Kind::Word(words) = column.kind {
        let chinese = words.words.iter().find(|(word, ..)| *word == text).and_then(|(_, zh, _)| zh.first());
        return chinese.map_or_else(|| text.to_owned(), |zh| (*zh).to_owned());
    }
    if text.len() <= MOST_UNITS || units(text) <= MOST_UNITS {
        return text.to_owned();
    }
    let mut left = MOST_UNITS - units(CUT);
    let fits = |c: &char| left.checked_sub(c.len_utf16()).map(|rest| left = rest).is_some();
    text.chars().take_while(fits).chain(CUT.chars()).collect()
}

/// How long a spreadsheet counts a text to be.
fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A column's width, in characters.
fn width(column: &Column) -> f64 {
    match (column.kind, column.key) {
        (Kind::Text, "title" | "name" | "lead" | "partners" | "path_name" | "what" | "by") => 28.0,
        (Kind::Text, "official_text" | "text" | "note" | "stage" | "field" | "results" | "values" | "breakdown" | "reason") => 60.0,
        (Kind::Text, "source" | "page" | "json" | "basis" | "sites" | "official_source") => 32.0,
        (Kind::Text, _) => 16.0,
        _ => 12.0,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{bytes, exact, number_format};
    use crate::plan::data::tables::{Cell, Table};

    #[test]
    fn numbers_keep_their_digits() {
        assert_eq!(exact("133.60"), Some((133.6, 2)));
        assert_eq!(exact("-3"), Some((-3.0, 0)));
        assert_eq!(exact("999999999999999.5"), None);
        assert_eq!((number_format(0).as_str(), number_format(2).as_str()), ("0", "0.00"));
    }

    #[test]
    fn the_same_tables_make_the_same_bytes() {
        let day = NaiveDate::from_ymd_opt(2020, 9, 30).expect("a day");
        let spec = Table::Departments.spec();
        let row = || vec![Cell::from("=1+1"), Cell::Number("1.50".to_owned()), Cell::Yes(true), Cell::from("group")];
        // A text longer than a cell, and a day before the format's first year, do no harm.
        assert!(!bytes("试", NaiveDate::MIN, [(spec, vec![vec![Cell::from("𠮷".repeat(20_000))]])].into_iter()).is_empty());
        let make = || bytes("试", day, [(spec, vec![row()])].into_iter());
        assert_eq!(make(), make());
    }
}
