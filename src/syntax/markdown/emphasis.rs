//! Emphasis beside CJK characters, by the CJK-friendly amendments to CommonMark.
//!
//! Comes in: a text and the events of its first reading. Goes out: the events of the second, or
//! nothing where the first will do. Never here: a space left behind; a range in the spaced text.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Parser};

use super::runs::{self, Mark, Run};
use super::{EXTENSIONS, Spanned};

/// Reads the text again if emphasis in it is not what the amended rule says.
///
/// CommonMark lets a delimiter run close only if what stands before it is no punctuation, or
/// if a space or punctuation follows; in `**注意：**请` neither holds. The amendments waive the
/// condition when a CJK character stands on either side. Instead of a second emphasis parser,
/// a space character is put beside each run that the amendment changes, the text is read again,
/// and the space taken out of the events.
pub(super) fn amend<'t>(text: &'t str, events: &[Spanned<'_>]) -> Option<Vec<Spanned<'t>>> {
    if !runs::may_differ(text) {
        return None;
    }
    let places = assign(&runs::delimiters(text, events));
    if places.is_empty() { None } else { reparse(text, &places, events.len() + 4 * places.len()) }
}

/// Decides which runs open and which close, and gives the places for a space: before an
/// opener, after a closer that the standard rule would not take for one, and within a run
/// that does both.
fn assign(marks: &[Mark]) -> Vec<usize> {
    let mut stack = Stack::default();
    let mut places = Vec::new();
    for mark in marks {
        match mark {
            Mark::Run(run) => places.extend(stack.run(run)),
            Mark::Enter(frozen) => stack.enter(*frozen),
            Mark::Leave => stack.leave(),
            Mark::Block => stack = Stack::default(),
        }
    }
    places
}

/// A run on the stack that may still open emphasis.
#[derive(Debug, Clone, Copy)]
struct Opener {
    byte: u8,
    len: usize,
    left: usize,
    both: bool,
}

/// Open runs of one inline block; `floors` keeps those outside a link out of reach inside it.
#[derive(Debug, Default)]
struct Stack {
    openers: Vec<Opener>,
    floors: Vec<(usize, bool)>,
}

impl Stack {
    fn enter(&mut self, frozen: bool) {
        let outer = self.frozen();
        self.floors.push((self.openers.len(), frozen || outer));
    }

    fn leave(&mut self) {
        if let Some((floor, _)) = self.floors.pop() {
            self.openers.truncate(floor);
        }
    }

    fn frozen(&self) -> bool {
        self.floors.last().is_some_and(|floor| floor.1)
    }

    /// Closes what the run can close, keeps the rest as an opener, and gives the place where
    /// a space has to stand for the parser to do the same.
    fn run(&mut self, run: &Run) -> Option<usize> {
        let standard = run.standard;
        let allowed = if self.frozen() { standard } else { run.friendly };
        let both = allowed.open && allowed.close;
        let used = if allowed.close { self.close(run, both) } else { 0 };
        let opens = used < run.len && allowed.open;
        let amended = (used > 0 && !standard.close) || (opens && !standard.open);
        if opens {
            let left = run.len - used;
            self.openers.push(Opener { byte: run.byte, len: run.len, left, both });
        }
        amended.then_some(run.at + used)
    }

    /// Matches openers from the top; gives the number of delimiters used up.
    fn close(&mut self, run: &Run, both: bool) -> usize {
        let mut used = 0;
        while used < run.len {
            let Some(found) = self.find(run, both) else {
                break;
            };
            self.openers.truncate(found + 1);
            let Some(opener) = self.openers.last_mut() else {
                break;
            };
            let take = opener.left.min(run.len - used);
            opener.left -= take;
            used += take;
            if opener.left == 0 {
                self.openers.pop();
            }
        }
        used
    }

    fn find(&self, run: &Run, both: bool) -> Option<usize> {
        let floor = self.floors.last().map_or(0, |floor| floor.0);
        let fits = |opener: &Opener| {
            let thirds = (run.len + opener.len).is_multiple_of(3) && !run.len.is_multiple_of(3);
            opener.byte == run.byte && (run.byte != b'~' || opener.len == run.len) && !((both || opener.both) && thirds)
        };
        let above = self.openers.get(floor..)?.iter().rposition(fits)?;
        Some(floor + above)
    }
}

/// Space characters of three bytes, U+205F first. One that the text does not hold is used, so
/// that taking it out again leaves the author's own alone.
const SPACES: [char; 8] = ['\u{205f}', '\u{2004}', '\u{2005}', '\u{2006}', '\u{2007}', '\u{2008}', '\u{2009}', '\u{200a}'];

/// Reads the text again with spaces put in, and takes them out of the events and ranges.
/// About as many events come as are expected.
/// Gives nothing if the text holds all the spaces there are to choose from.
fn reparse<'t>(text: &'t str, places: &[usize], expected: usize) -> Option<Vec<Spanned<'t>>> {
    let space = SPACES.into_iter().find(|&space| !text.contains(space))?;
    let (spaced, inserted) = insert(text, places, space);
    let mut events = Vec::with_capacity(expected);
    for (event, range) in Parser::new_ext(&spaced, EXTENSIONS).into_offset_iter() {
        let original = before(&inserted, range.start)..before(&inserted, range.end);
        let touched = original.len() < range.len();
        if let Some(event) = restore(event, touched.then_some(space), text, &original) {
            events.push((event, original));
        }
    }
    Some(events)
}

fn insert(text: &str, places: &[usize], space: char) -> (String, Vec<usize>) {
    let mut spaced = String::with_capacity(text.len() + 3 * places.len());
    let mut inserted = Vec::with_capacity(places.len());
    let mut from = 0;
    for &place in places {
        spaced.push_str(text.get(from..place).unwrap_or_default());
        inserted.push(spaced.len());
        spaced.push(space);
        from = place;
    }
    spaced.push_str(text.get(from..).unwrap_or_default());
    (spaced, inserted)
}

/// The place in the original text of a place in the spaced text.
fn before(inserted: &[usize], place: usize) -> usize {
    place - 3 * inserted.partition_point(|&at| at < place)
}

/// An event of the second reading as if it had been read from the original text. `space` is
/// given if the event's source holds one; the same character made by an entity is the author's.
fn restore<'t>(event: Event<'_>, space: Option<char>, text: &'t str, range: &Range<usize>) -> Option<Event<'t>> {
    let Event::Text(words) = event else {
        return Some(event.into_static());
    };
    let source = text.get(range.clone()).unwrap_or_default();
    let bare = space.map_or(&*words, |space| words.trim_matches(space));
    if bare == source {
        return (!bare.is_empty()).then_some(Event::Text(CowStr::Borrowed(source)));
    }
    let words = match space {
        Some(space) => CowStr::from(words.replace(space, "")),
        None => words.into_static(),
    };
    (!words.is_empty()).then_some(Event::Text(words))
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Tag, TagEnd};

    use super::*;

    fn first(text: &str) -> Vec<Spanned<'_>> {
        Parser::new_ext(text, EXTENSIONS).into_offset_iter().collect()
    }

    #[test]
    fn a_space_stands_beside_what_the_amendment_changes() {
        let cases: [(&str, &[usize]); 6] = [
            ("**甲：**乙", &[10]),
            ("甲**“乙”**丙", &[3, 16]),
            ("**甲**乙", &[]),
            ("`**甲：**乙`", &[]),
            ("[**甲：**乙][]\n\n[**甲：**乙]: u", &[]),
            ("[**甲：**乙](u)", &[11]),
        ];
        for (text, places) in cases {
            assert_eq!(assign(&runs::delimiters(text, &first(text))), places, "{text}");
        }
    }

    #[test]
    fn the_space_leaves_no_trace() {
        let text = "**甲：**乙\u{205f}丙&#x2004;";
        let events = amend(text, &first(text)).expect("an amendment");
        assert_eq!(events[1].1, 0..text.find('乙').expect("a place"));
        let inside: Vec<_> = events[1..events.len() - 1].iter().map(|(event, _)| event.clone()).collect();
        let words = |words: &'static str| Event::Text(words.into());
        let expected = [Event::Start(Tag::Strong), words("甲："), Event::End(TagEnd::Strong), words("乙\u{205f}丙"), words("\u{2004}")];
        assert_eq!(inside, expected);
    }
}
