//! Soft line breaks: none between two CJK characters, as Chinese has no spaces between words.
//!
//! Comes in: events. Goes out: the same without the soft breaks that a Chinese reader would not
//! see as a space. Never here: a hard break taken out; a look beyond the block.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Spanned;
use super::cjk::{self, Side};

/// Drops each soft break between two CJK characters.
pub(super) fn join_lines(events: &mut Vec<Spanned<'_>>) {
    let joints: Vec<usize> = (0..events.len()).filter(|&at| is_joint(events, at)).collect();
    if joints.is_empty() {
        return;
    }
    let mut joints = joints.into_iter().peekable();
    let mut indices = 0..;
    events.retain(|_| indices.next().is_none_or(|at| joints.next_if_eq(&at).is_none()));
}

/// True if the event is a soft break that a Chinese reader does not see as a space.
///
/// Both neighbours must be wide. Quotes, dashes and dots that Chinese shares with Latin count
/// as wide if the other neighbour is; if both are shared, the next characters outward decide.
fn is_joint(events: &[Spanned<'_>], at: usize) -> bool {
    if !matches!(events[at].0, Event::SoftBreak) {
        return false;
    }
    let left = beside(events[..at].iter().rev().map_while(visible).flat_map(|text| text.chars().rev()));
    let right = beside(events[at + 1..].iter().map_while(visible).flat_map(str::chars));
    match (left.0, right.0) {
        (Side::Wide, Side::Wide | Side::Shared) | (Side::Shared, Side::Wide) => true,
        (Side::Shared, Side::Shared) => left.1 == Side::Wide && right.1 == Side::Wide,
        _ => false,
    }
}

/// The class of the nearest character, and of the nearest that is not shared.
fn beside(outward: impl Iterator<Item = char>) -> (Side, Side) {
    let mut sides = outward.map(cjk::side);
    let nearest = sides.next().unwrap_or(Side::Other);
    if nearest == Side::Shared { (nearest, sides.find(|&side| side != Side::Shared).unwrap_or(Side::Other)) } else { (nearest, nearest) }
}

/// The text of an event, empty for markup; nothing at an image or at the block's edge.
fn visible<'e>((event, _): &'e Spanned<'_>) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
        | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
        | Event::FootnoteReference(_) => Some(""),
        Event::InlineHtml(tag) => (!is_visible_tag(tag)).then_some(""),
        _ => None,
    }
}

fn is_visible_tag(tag: &str) -> bool {
    let name = tag.get(1..4).unwrap_or_default().to_ascii_lowercase();
    name == "img" || (name.starts_with("br") && !name.ends_with(|c: char| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    #[test]
    fn a_break_goes_where_chinese_has_no_space() {
        let cases = [
            ("甲\n乙", true),
            ("甲，\n“乙”", true),
            ("**甲**\n[乙](u)[^1]", true),
            ("甲”\n“乙", true),
            ("a”\n“乙", false),
            ("甲\na", false),
            ("한\n글", false),
            ("甲![](u)\n乙", false),
            ("甲<br>\n乙", false),
            ("甲<wbr>\n乙", true),
        ];
        for (text, joined) in cases {
            let breaks = parse(text).iter().filter(|(event, _)| *event == Event::SoftBreak).count();
            assert_eq!(breaks == 0, joined, "{text}");
        }
    }
}
