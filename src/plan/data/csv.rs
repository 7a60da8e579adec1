//! Tables as CSV: UTF-8 with a byte order mark, lines ending in CR LF, quotes as in RFC 4180, English keys as header.
//!
//! Spreadsheets run a cell that begins with `=`, `+`, `-` or `@`, or with their full-width forms, as a formula, and skip a
//! tab or line end before it. Numbers are written as they are; text that begins so gets an apostrophe before it, which
//! spreadsheets read as "this is text". JSON and XLSX carry such text unchanged.

use super::tables::{Cell, Row, Spec};

/// What makes spreadsheets read UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The bytes of a table.
pub fn bytes(spec: &Spec, rows: &[Row]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(BYTE_ORDER_MARK.to_vec());
    let written = writer.write_record(spec.columns.iter().map(|column| column.key));
    let written = written.and_then(|()| rows.iter().try_for_each(|row| writer.write_record(row.iter().map(written_as))));
    written.expect("rows are as long as the header, and memory takes every byte");
    writer.into_inner().expect("memory takes every byte")
}

/// A cell as it is written.
fn written_as(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Number(digits) => digits.clone(),
        Cell::Yes(yes) => yes.to_string(),
        Cell::Text(text) if is_formula(text) => format!("'{text}"),
        Cell::Text(text) => text.clone(),
    }
}

/// Whether a spreadsheet would run a text.
fn is_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || text.starts_with(['\t', '\r', '\n'])
}

#[cfg(test)]
mod tests {
    use super::bytes;
    use crate::plan::data::tables::{Cell, Table};

    #[track_caller]
    fn case(cell: Cell, expected: &str) {
        let spec = Table::Departments.spec();
        let mut row = vec![Cell::Empty; spec.columns.len()];
        row[0] = cell;
        let text = String::from_utf8(bytes(spec, &[row])).expect("text");
        let (header, rest) = text.split_once("\r\n").expect("a line");
        assert!(header.starts_with("\u{feff}department,name,"), "{header}");
        assert_eq!(rest, format!("{expected},,,,,,,\r\n"));
    }

    #[test]
    fn cells() {
        case(Cell::from("区民政局"), "区民政局");
        case(Cell::from("a,b"), "\"a,b\"");
        case(Cell::from("他说\"好\"\n二"), "\"他说\"\"好\"\"\n二\"");
        case(Cell::Number("-3.50".to_owned()), "-3.50");
        case(Cell::Yes(true), "true");
        case(Cell::from(""), "");
    }

    #[test]
    fn text_is_never_a_formula() {
        case(Cell::from("=1+1"), "'=1+1");
        case(Cell::from("-5个"), "'-5个");
        case(Cell::from(" @x"), "' @x");
        case(Cell::from("＝1"), "'＝1");
        case(Cell::from("——"), "——");
    }
}
