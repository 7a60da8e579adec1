//! Tables as HTML, in a frame that can be scrolled by keyboard.
//!
//! Comes in: the events of a table one by one. Goes out: its tags.
//! Never here: what stands in the cells; a style, as alignment is told by classes.

use pulldown_cmark::{Alignment, Tag, TagEnd};

/// The table being written.
#[derive(Debug, Default)]
pub(super) struct Table<'e> {
    alignments: &'e [Alignment],
    cell: usize,
    head: bool,
}

impl<'e> Table<'e> {
    /// Writes the start of a table, a row or a cell.
    pub(super) fn start(&mut self, out: &mut String, tag: &'e Tag<'_>) {
        match tag {
            Tag::Table(alignments) => {
                self.alignments = alignments;
                *out += "<section class=\"gs-table\" tabindex=\"0\" aria-label=\"表格\"><table>\n";
            }
            Tag::TableCell => self.cell(out),
            row => {
                self.head = matches!(row, Tag::TableHead);
                self.cell = 0;
                *out += if self.head { "<thead>\n<tr>" } else { "<tr>" };
            }
        }
    }

    fn cell(&mut self, out: &mut String) {
        *out += if self.head { "<th scope=\"col\"" } else { "<td" };
        *out += match self.alignments.get(self.cell) {
            Some(Alignment::Left) => " class=\"gs-align-left\">",
            Some(Alignment::Center) => " class=\"gs-align-center\">",
            Some(Alignment::Right) => " class=\"gs-align-right\">",
            _ => ">",
        };
        self.cell += 1;
    }

    /// Writes the end; `rows_follow` tells whether a row of the body comes next.
    pub(super) fn end(&self, out: &mut String, end: TagEnd, rows_follow: bool) {
        *out += match end {
            TagEnd::TableCell if self.head => "</th>",
            TagEnd::TableCell => "</td>",
            TagEnd::TableHead if rows_follow => "</tr>\n</thead>\n<tbody>\n",
            TagEnd::TableHead => "</tr>\n</thead>\n",
            TagEnd::TableRow if rows_follow => "</tr>\n",
            TagEnd::TableRow => "</tr>\n</tbody>\n",
            _ => "</table></section>\n",
        };
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, html, parse};

    fn render(text: &str) -> String {
        html(&parse(text), &Options::default())
    }

    #[test]
    fn tables_can_be_scrolled_and_read_aloud() {
        let expected = "<section class=\"gs-table\" tabindex=\"0\" aria-label=\"表格\"><table>\n<thead>\n\
            <tr><th scope=\"col\">甲</th><th scope=\"col\" class=\"gs-align-right\">乙</th></tr>\n</thead>\n<tbody>\n\
            <tr><td>1</td><td class=\"gs-align-right\">2</td></tr>\n</tbody>\n</table></section>\n";
        let text = "| 甲 | 乙 |\n|---|--:|\n| 1 | 2 |\n";
        assert_eq!(render(text), expected);
        // Raw HTML elsewhere brings in ammonia; the table stays as it is.
        let with_raw = render(&format!("{text}\n<b>x</b>"));
        assert_eq!(with_raw.replace("<p><b>x</b></p>\n", ""), expected);
        assert!(render("|甲|\n|-|").ends_with("</thead>\n</table></section>\n"));
    }
}
