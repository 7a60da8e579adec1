//! Markdown for public disclosure: CommonMark with tables, footnotes, strikethrough and
//! heading attributes, made friendly to Chinese text.
//!
//! Comes in: a piece of Markdown text. Goes out: events with their places in that text, and
//! from the events headings, links, plain text, summaries and safe HTML.
//! Never here: files, settings, clocks; a panic; a script, a style or an event handler in the HTML.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd};

use super::cjk::{self, Side};

/// An event and the bytes of the original text it comes from.
pub type Spanned<'a> = (Event<'a>, Range<usize>);

/// The extensions that are on; the rest of pulldown-cmark's (task lists among them) are off.
pub const EXTENSIONS: pulldown_cmark::Options = pulldown_cmark::Options::ENABLE_TABLES
    .union(pulldown_cmark::Options::ENABLE_FOOTNOTES)
    .union(pulldown_cmark::Options::ENABLE_STRIKETHROUGH)
    .union(pulldown_cmark::Options::ENABLE_HEADING_ATTRIBUTES);

/// Reads Markdown. Every range lies within `text`, on character boundaries.
///
/// Where the text holds no CJK character the events are pulldown-cmark's own. Otherwise
/// emphasis beside CJK characters follows the CJK-friendly amendments to CommonMark, and a
/// line break between two CJK characters is no space.
///
/// Emphasis is not amended inside the label of a shortcut or collapsed reference link
/// (`[**甲：**乙]`), as the label is what finds its definition.
pub fn parse(text: &str) -> Vec<Spanned<'_>> {
    let events: Vec<_> = Parser::new_ext(text, EXTENSIONS).into_offset_iter().collect();
    if !text.chars().any(cjk::is_cjk) {
        return events;
    }
    let places = if may_differ(text) { assign(&delimiters(text, &events)) } else { Vec::new() };
    let amended = if places.is_empty() { None } else { reparse(text, &places) };
    join_lines(amended.unwrap_or(events))
}

// ---------------------------------------------------------------------------------------------
// Emphasis beside CJK characters
//
// CommonMark lets a delimiter run close only if what stands before it is no punctuation, or
// if a space or punctuation follows; in `**注意：**请` neither holds. The amendments waive the
// condition when a CJK character stands on either side. Instead of a second emphasis parser,
// a space character is put beside each run that the amendment changes, the text is read again,
// and the space taken out of the events.

/// What the standard and the amended rule say of a run of delimiters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Flanking {
    open: bool,
    close: bool,
}

/// A run of `*`, `_` or `~~` in running text.
#[derive(Debug, Clone, Copy)]
struct Run {
    at: usize,
    len: usize,
    byte: u8,
    standard: Flanking,
    friendly: Flanking,
}

/// What [`assign`] needs to know of an inline block, in order.
#[derive(Debug, Clone, Copy)]
enum Mark {
    Run(Run),
    /// The start of a link or image; `true` where no space may be put inside.
    Enter(bool),
    Leave,
    Block,
}

/// Punctuation as the parser sees it (categories P and S), found by asking the parser:
/// in `a*cb*` the first run opens only if `c` is none. So no table can go out of step with it.
fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    if cjk::is_han(c) || c.is_whitespace() {
        return false;
    }
    let probe = format!("a*{c}b*");
    !Parser::new(&probe).any(|event| matches!(event, Event::Start(Tag::Emphasis)))
}

/// Both rules for a run of `byte` between two characters, where `None` is a line's or cell's end.
fn flanking(byte: u8, before: Option<char>, after: Option<char>) -> (Flanking, Flanking) {
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let punctuation = |c: Option<char>| c.is_some_and(is_punctuation);
    let loose = |c| space(c) || punctuation(c);
    if space(before) && space(after) {
        let none = Flanking { open: false, close: false };
        return (none, none);
    }
    // A run of `_` inside a word is none, and the amendment leaves that as it is.
    if byte == b'_' {
        let both = Flanking { open: !space(after) && loose(before), close: !space(before) && loose(after) };
        return (both, both);
    }
    let standard = Flanking {
        open: !space(after) && (byte == b'~' || !punctuation(after) || loose(before)),
        close: !space(before) && (!punctuation(before) || loose(after)),
    };
    let near = before.is_some_and(cjk::is_cjk) || after.is_some_and(cjk::is_cjk);
    let friendly = Flanking { open: standard.open || near && !space(after), close: standard.close || near && !space(before) };
    (standard, friendly)
}

/// True if some run in the raw text stands beside a CJK character and the two rules differ.
/// Code, links and escapes are not looked at: this only tells whether to look closer.
fn may_differ(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| matches!(b, b'*' | b'~'))) {
        at += found;
        let len = run_length(bytes, at);
        let (standard, friendly) = flanking(bytes[at], char_before(text, at), char_after(text, at + len));
        if standard != friendly {
            return true;
        }
        at += len;
    }
    false
}

fn run_length(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|&&b| b == bytes[at]).count()
}

fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

fn char_after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Collects the delimiter runs of running text: those that made emphasis in the first reading,
/// and those left over in it.
struct Collector<'t> {
    text: &'t str,
    marks: Vec<Mark>,
    verbatim: bool,
    table: bool,
    fresh: bool,
    /// The run being put together: its place, its length, and whether a line begins there.
    pending: Option<(usize, usize, bool)>,
}

/// True where the text of a link is the label of its definition.
fn is_label(kind: LinkType) -> bool {
    matches!(kind, LinkType::Shortcut | LinkType::Collapsed)
}

fn delimiters(text: &str, events: &[Spanned<'_>]) -> Vec<Mark> {
    let mut collector = Collector { text, marks: Vec::new(), verbatim: false, table: false, fresh: true, pending: None };
    for (event, range) in events {
        collector.event(event, range);
    }
    collector.flush();
    collector.marks
}

impl Collector<'_> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => {
                self.bytes(range.start, self.width(event, range));
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {
                let width = self.width(event, range);
                self.bytes(range.end.saturating_sub(width), width);
            }
            Event::Start(Tag::Link { link_type, .. } | Tag::Image { link_type, .. }) => {
                self.push(Mark::Enter(is_label(*link_type)));
                self.verbatim = matches!(link_type, LinkType::Autolink | LinkType::Email);
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                self.push(Mark::Leave);
                self.verbatim = false;
            }
            Event::Text(content) => self.words(content, range),
            Event::SoftBreak | Event::HardBreak => self.line(),
            Event::Start(tag) => self.block(tag),
            Event::End(end) => self.block_end(*end),
            _ => self.fresh = false,
        }
    }

    fn width(&self, event: &Event<'_>, range: &Range<usize>) -> usize {
        let double = |at: usize| self.text.get(at..at + 2) == Some("~~");
        match event {
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => 1,
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => 2,
            _ if double(range.start) => 2,
            _ => 1,
        }
    }

    fn words(&mut self, content: &str, range: &Range<usize>) {
        let source = self.text.get(range.clone()).unwrap_or_default();
        if self.verbatim || source != content {
            self.fresh = false;
            return;
        }
        let skip = usize::from(self.escaped(range.start));
        for (at, byte) in source.bytes().enumerate().skip(skip) {
            if matches!(byte, b'*' | b'_' | b'~') {
                self.bytes(range.start + at, 1);
            }
            self.fresh = false;
        }
    }

    fn escaped(&self, at: usize) -> bool {
        self.text.as_bytes()[..at].iter().rev().take_while(|&&b| b == b'\\').count() % 2 == 1
    }

    /// Adds delimiter bytes to the pending run, or begins another.
    fn bytes(&mut self, at: usize, width: usize) {
        let bytes = self.text.as_bytes();
        match &mut self.pending {
            Some((start, len, _)) if *start + *len == at && bytes.get(*start) == bytes.get(at) => {
                *len += width;
            }
            _ => {
                self.flush();
                self.pending = Some((at, width, self.fresh));
            }
        }
        self.fresh = false;
    }

    fn flush(&mut self) {
        let Some((at, len, fresh)) = self.pending.take() else {
            return;
        };
        let Some(&byte) = self.text.as_bytes().get(at) else {
            return;
        };
        if byte == b'~' && len != 2 {
            return;
        }
        let edge = |c: &char| !(self.table && *c == '|');
        let before = if fresh { None } else { char_before(self.text, at).filter(edge) };
        let after = char_after(self.text, at + len).filter(edge);
        let (standard, friendly) = flanking(byte, before, after);
        self.marks.push(Mark::Run(Run { at, len, byte, standard, friendly }));
    }

    fn push(&mut self, mark: Mark) {
        self.flush();
        self.fresh = false;
        self.marks.push(mark);
    }

    fn line(&mut self) {
        self.flush();
        self.fresh = true;
    }

    fn block(&mut self, tag: &Tag<'_>) {
        self.push(Mark::Block);
        self.fresh = true;
        self.verbatim |= matches!(tag, Tag::CodeBlock(_) | Tag::HtmlBlock);
        self.table |= matches!(tag, Tag::Table(_));
    }

    fn block_end(&mut self, end: TagEnd) {
        self.push(Mark::Block);
        self.fresh = true;
        self.verbatim &= !matches!(end, TagEnd::CodeBlock | TagEnd::HtmlBlock);
        self.table &= end != TagEnd::Table;
    }
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
/// Gives nothing if the text holds all the spaces there are to choose from.
fn reparse<'t>(text: &'t str, places: &[usize]) -> Option<Vec<Spanned<'t>>> {
    let space = SPACES.into_iter().find(|&space| !text.contains(space))?;
    let (spaced, inserted) = insert(text, places, space);
    let mut events = Vec::new();
    for (event, range) in Parser::new_ext(&spaced, EXTENSIONS).into_offset_iter() {
        let original = before(&inserted, range.start)..before(&inserted, range.end);
        let touched = spaced.get(range).is_some_and(|source| source.contains(space));
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

/// An event of the second reading as if it had been read from the original text.
fn restore<'t>(event: Event<'_>, space: Option<char>, text: &'t str, range: &Range<usize>) -> Option<Event<'t>> {
    let Event::Text(words) = event else {
        return Some(event.into_static());
    };
    let words = match space {
        Some(space) => CowStr::from(words.replace(space, "")),
        None => words.into_static(),
    };
    match text.get(range.clone()) {
        _ if words.is_empty() => None,
        Some(source) if source == &*words => Some(Event::Text(CowStr::Borrowed(source))),
        _ => Some(Event::Text(words)),
    }
}

// ---------------------------------------------------------------------------------------------
// Line breaks

/// Drops each soft break between two CJK characters.
fn join_lines(events: Vec<Spanned<'_>>) -> Vec<Spanned<'_>> {
    if !events.iter().any(|(event, _)| *event == Event::SoftBreak) {
        return events;
    }
    let joined: Vec<bool> = (0..events.len()).map(|at| is_joint(&events, at)).collect();
    events.into_iter().zip(joined).filter_map(|(event, joined)| (!joined).then_some(event)).collect()
}

/// True if the event is a soft break that a Chinese reader does not see as a space.
///
/// Both neighbours must be wide. Quotes, dashes and dots that Chinese shares with Latin count
/// as wide if the other neighbour is; if both are shared, the next characters outward decide.
fn is_joint(events: &[Spanned<'_>], at: usize) -> bool {
    if events[at].0 != Event::SoftBreak {
        return false;
    }
    let (left, right) = (beside(&events[..at], true), beside(&events[at + 1..], false));
    match (left.0, right.0) {
        (Side::Wide, Side::Wide | Side::Shared) | (Side::Shared, Side::Wide) => true,
        (Side::Shared, Side::Shared) => left.1 == Side::Wide && right.1 == Side::Wide,
        _ => false,
    }
}

/// The class of the nearest visible character, and of the nearest that is not shared.
fn beside(events: &[Spanned<'_>], backwards: bool) -> (Side, Side) {
    let mut nearest = None;
    let mut index = 0;
    while let Some(visible) = step(events, index, backwards) {
        let mut sides = sides(visible, backwards);
        let first = sides.next();
        nearest = nearest.or(first);
        if let Some(side) = first.into_iter().chain(sides).find(|&side| side != Side::Shared) {
            return (nearest.unwrap_or(side), side);
        }
        index += 1;
    }
    (nearest.unwrap_or(Side::Other), Side::Other)
}

fn sides(text: &str, backwards: bool) -> Box<dyn Iterator<Item = Side> + '_> {
    if backwards { Box::new(text.chars().rev().map(cjk::side)) } else { Box::new(text.chars().map(cjk::side)) }
}

/// The text of the event that many steps away; nothing at an image or at the block's edge.
fn step<'e>(events: &'e [Spanned<'_>], index: usize, backwards: bool) -> Option<&'e str> {
    let event = if backwards { events.iter().rev().nth(index) } else { events.get(index) };
    match &event?.0 {
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

// ---------------------------------------------------------------------------------------------
// Headings and links

/// A heading of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6, as written.
    pub level: u8,
    /// Unique within the text: the explicit `{#id}`, or made of the heading's words.
    pub id: String,
    /// The heading without markup.
    pub text: String,
    /// Its place in the text.
    pub span: Range<usize>,
}

/// A link or an image of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The destination, with entities and escapes decoded; `mailto:` is added to addresses.
    pub dest: String,
    /// True for `![]()`.
    pub image: bool,
    /// Its place in the text, brackets included.
    pub span: Range<usize>,
}

/// Lists the headings in order.
///
/// An id keeps letters, digits and CJK characters in lower case, has `-` for spaces, and drops
/// punctuation other than `-` and `_`. An empty one becomes `section`; the second of two equal
/// ones gets `-1`, the third `-2`.
pub fn headings(events: &[Spanned<'_>]) -> Vec<Heading> {
    headings_at(events).into_values().collect()
}

/// The headings by the index of their start event.
fn headings_at(events: &[Spanned<'_>]) -> BTreeMap<usize, Heading> {
    let mut taken = BTreeMap::new();
    let mut found = BTreeMap::new();
    for (index, (event, span)) in events.iter().enumerate() {
        if let Event::Start(Tag::Heading { level, id, .. }) = event {
            let text = plain_text(&events[index + 1..end_of(events, index)]);
            let explicit = id.as_deref().map(slug).filter(|id| !id.is_empty());
            let id = unique(explicit.unwrap_or_else(|| slug(&text)), &mut taken);
            found.insert(index, Heading { level: rank(*level), id, text, span: span.clone() });
        }
    }
    found
}

fn rank(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() || c == '_' {
            slug.extend(c.to_lowercase().filter(|c| c.is_alphanumeric() || *c == '_'));
        } else if (c.is_whitespace() || c == '-') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Makes an id unique; `taken` keeps for each id in use the number to try next.
fn unique(id: String, taken: &mut BTreeMap<String, usize>) -> String {
    let base = if id.is_empty() { "section".to_owned() } else { id };
    let mut count = taken.get(&base).copied().unwrap_or_default();
    let mut id = base.clone();
    while taken.contains_key(&id) {
        count += 1;
        id = format!("{base}-{count}");
    }
    taken.insert(base, count);
    taken.entry(id.clone()).or_default();
    id
}

/// Lists every link and image in order, autolinks included. Links in raw HTML are not listed.
pub fn links(events: &[Spanned<'_>]) -> Vec<Link> {
    let link = |(event, span): &Spanned<'_>| {
        let (dest, image) = match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => (destination(*link_type, dest_url), false),
            Event::Start(Tag::Image { dest_url, .. }) => (dest_url.to_string(), true),
            _ => return None,
        };
        Some(Link { dest, image, span: span.clone() })
    };
    events.iter().filter_map(link).collect()
}

fn destination(kind: LinkType, dest: &str) -> String {
    if kind == LinkType::Email { format!("mailto:{dest}") } else { dest.to_owned() }
}

/// The index of the event that ends the one at `start`, or the number of events.
fn end_of(events: &[Spanned<'_>], start: usize) -> usize {
    let mut depth = 0_usize;
    for (index, (event, _)) in events.iter().enumerate().skip(start) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index;
        }
    }
    events.len()
}

// ---------------------------------------------------------------------------------------------
// Raw HTML

/// The elements that raw HTML may use. All others are taken out; their text stays, but for
/// `script`, `style` and the like within an HTML block, which go with what is in them.
pub const ALLOWED_TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "rp",
    "rt",
    "ruby",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "wbr",
];

/// The attributes that raw HTML may use, by element; `*` stands for all.
pub const ALLOWED_ATTRIBUTES: &[(&str, &[&str])] = &[
    ("*", &["lang"]),
    ("a", &["href", "title"]),
    ("abbr", &["title"]),
    ("details", &["open"]),
    ("img", &["src", "alt", "title", "width", "height"]),
    ("ol", &["start"]),
    ("td", &["colspan", "rowspan"]),
    ("th", &["colspan", "rowspan", "scope"]),
    ("time", &["datetime"]),
];

/// The schemes a destination may have; one without a scheme is always fine.
pub const ALLOWED_SCHEMES: &[&str] = &["http", "https", "mailto", "tel"];

const VOID: &[&str] = &["br", "hr", "img", "wbr"];

/// Elements whose content is no text for readers.
const OPAQUE: &[&str] =
    &["iframe", "math", "noembed", "noframes", "noscript", "object", "script", "style", "svg", "template", "textarea", "title", "xmp"];

/// Elements and attributes of our own making, which ammonia has to let through as well.
const OWN_TAGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6", "section"];
const OWN_ATTRIBUTES: &[&str] = &["class", "id", "role", "tabindex", "aria-label"];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(ALLOWED_TAGS.iter().chain(OWN_TAGS).copied().collect())
        .clean_content_tags(["script", "style"].into())
        .generic_attributes(OWN_ATTRIBUTES.iter().copied().collect())
        .url_schemes(ALLOWED_SCHEMES.iter().copied().collect())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .add_tag_attributes("img", ["loading"])
        .set_tag_attribute_value("img", "loading", "lazy");
    for (tag, names) in ALLOWED_ATTRIBUTES {
        if *tag == "*" {
            builder.add_generic_attributes(*names);
        } else {
            builder.add_tag_attributes(*tag, *names);
        }
    }
    builder
});

/// Gives the places of raw HTML that the sanitiser changes or drops: whole HTML blocks, and
/// inline tags one by one. Comments, which no reader sees in any case, are not reported.
pub fn raw_html_spans(events: &[Spanned<'_>]) -> Vec<Range<usize>> {
    let mut raw = RawHtml::default();
    let mut spans = Vec::new();
    for (index, (event, span)) in events.iter().enumerate() {
        let changed = match event {
            Event::Start(Tag::HtmlBlock) => raw.clean(&block_source(events, index)).changed,
            Event::InlineHtml(tag) => raw.clean(tag).changed,
            Event::Start(_) => raw.enter(),
            Event::End(end) if *end != TagEnd::HtmlBlock => raw.exit(),
            _ => false,
        };
        if changed {
            spans.push(span.clone());
        }
    }
    spans
}

fn block_source(events: &[Spanned<'_>], start: usize) -> String {
    let inside = &events[start..end_of(events, start)];
    inside.iter().filter_map(|(event, _)| if let Event::Html(line) = event { Some(&**line) } else { None }).collect()
}

/// Rewrites raw HTML tag by tag so that it can neither break out of the block it stands in
/// nor swallow what follows it: only allowed tags and attributes, well nested within each
/// block. What it gives is still checked by ammonia, with all that surrounds it.
#[derive(Debug, Default)]
struct RawHtml {
    open: Vec<(String, usize)>,
    depth: usize,
}

#[derive(Debug, Default)]
struct Cleaned {
    html: String,
    changed: bool,
}

/// A tag as written.
#[derive(Debug)]
struct RawTag<'a> {
    name: String,
    closing: bool,
    empty: bool,
    attributes: Vec<(String, &'a str)>,
}

impl RawHtml {
    /// Enters a block or an inline element; always gives false, as nothing is changed by it.
    fn enter(&mut self) -> bool {
        self.depth += 1;
        false
    }

    /// Leaves a block or an inline element: gives the end tags of what was left open in it.
    fn leave(&mut self) -> String {
        let kept = self.open.iter().rposition(|(_, depth)| *depth < self.depth).map_or(0, |last| last + 1);
        self.depth = self.depth.saturating_sub(1);
        self.close_to(kept)
    }

    /// Like [`RawHtml::leave`] where nothing is written.
    fn exit(&mut self) -> bool {
        self.leave();
        false
    }

    fn close_to(&mut self, kept: usize) -> String {
        self.open.drain(kept..).rev().fold(String::new(), |html, (name, _)| html + "</" + &name + ">")
    }

    fn clean(&mut self, source: &str) -> Cleaned {
        let mut cleaned = Cleaned::default();
        let mut rest = source;
        while let Some(at) = rest.find('<') {
            cleaned.html.push_str(&rest[..at]);
            rest = self.markup(&rest[at..], &mut cleaned);
        }
        cleaned.html.push_str(rest);
        cleaned
    }

    /// Deals with what begins at a `<`, and gives what comes after it.
    fn markup<'a>(&mut self, source: &'a str, cleaned: &mut Cleaned) -> &'a str {
        if let Some(comment) = source.strip_prefix("<!--") {
            return comment.find("-->").map_or("", |end| &comment[end + 3..]);
        }
        if source.starts_with("<!") || source.starts_with("<?") {
            cleaned.changed = true;
            return source.find('>').map_or("", |end| &source[end + 1..]);
        }
        let Some((tag, rest)) = raw_tag(source) else {
            cleaned.changed |= source[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
            cleaned.html.push_str("&lt;");
            return &source[1..];
        };
        if ALLOWED_TAGS.contains(&&*tag.name) {
            self.tag(&tag, cleaned);
            return rest;
        }
        cleaned.changed = true;
        if OPAQUE.contains(&&*tag.name) && !tag.closing { after_end_tag(rest, &tag.name) } else { rest }
    }

    fn tag(&mut self, tag: &RawTag<'_>, cleaned: &mut Cleaned) {
        let void = VOID.contains(&&*tag.name);
        if tag.closing {
            let open = |(name, depth): &(String, usize)| *name == tag.name && *depth == self.depth;
            match self.open.iter().rposition(open) {
                Some(kept) => cleaned.html += &self.close_to(kept),
                None => cleaned.changed = true,
            }
            return;
        }
        cleaned.html += "<";
        cleaned.html += &tag.name;
        write_attributes(tag, cleaned);
        cleaned.html += ">";
        if tag.empty && !void {
            put(&mut cleaned.html, format_args!("</{}>", tag.name));
        } else if !void {
            self.open.push((tag.name.clone(), self.depth));
        }
    }
}

fn write_attributes(tag: &RawTag<'_>, cleaned: &mut Cleaned) {
    let mut seen = BTreeSet::new();
    for (name, value) in &tag.attributes {
        if seen.insert(name) && is_allowed_attribute(&tag.name, name) && is_clean_value(&tag.name, name, value) {
            let value = value.replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;");
            put(&mut cleaned.html, format_args!(" {name}=\"{value}\""));
        } else {
            cleaned.changed = true;
        }
    }
}

fn is_allowed_attribute(tag: &str, name: &str) -> bool {
    ALLOWED_ATTRIBUTES.iter().any(|(on, names)| (*on == "*" || *on == tag) && names.contains(&name))
}

/// Asks ammonia, which knows the entities, whether it would keep a destination.
fn is_clean_value(tag: &str, name: &str, value: &str) -> bool {
    if !matches!(name, "href" | "src") {
        return true;
    }
    let value = value.replace('"', "&quot;");
    SANITISER.clean(&format!("<{tag} {name}=\"{value}\">")).to_string().contains(&format!(" {name}="))
}

/// What follows the end tag of an element whose content is dropped; nothing if it has none.
fn after_end_tag<'a>(source: &'a str, name: &str) -> &'a str {
    let end = format!("</{name}");
    let lower = source.to_ascii_lowercase();
    let Some(at) = lower.find(&end) else {
        return "";
    };
    source[at..].find('>').map_or("", |close| &source[at + close + 1..])
}

/// Reads a whole tag at the beginning of `source`; nothing if it is none or has no end.
fn raw_tag(source: &str) -> Option<(RawTag<'_>, &str)> {
    let rest = source.strip_prefix('<')?;
    let (closing, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (name, mut rest) = split_where(rest, |c| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
    let mut tag = RawTag { name: name.to_ascii_lowercase(), closing, empty: false, attributes: Vec::new() };
    loop {
        let trimmed = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = trimmed.strip_prefix('>') {
            tag.empty = rest.trim_end_matches(trimmed).ends_with('/');
            return Some((tag, after));
        }
        let (attribute, after) = raw_attribute(trimmed)?;
        tag.attributes.push(attribute);
        rest = after;
    }
}

fn raw_attribute(source: &str) -> Option<((String, &str), &str)> {
    let first = source.chars().next()?.len_utf8();
    let (more, rest) = split_where(&source[first..], |c| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '='));
    let name = source[..first + more.len()].to_ascii_lowercase();
    let Some(value) = rest.trim_start_matches(|c: char| c.is_ascii_whitespace()).strip_prefix('=') else {
        return Some(((name, ""), rest));
    };
    let value = value.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (value, rest) = match quote {
        Some(quote) => value[1..].split_once(quote)?,
        None => split_where(value, |c| c.is_ascii_whitespace() || c == '>'),
    };
    Some(((name, value), rest))
}

fn split_where(text: &str, stop: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(stop).unwrap_or(text.len()))
}

// ---------------------------------------------------------------------------------------------
// HTML

/// How [`html`] writes.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Gives the address to write for a destination, or `None` to keep the destination.
    pub resolve: &'a dyn Fn(&str) -> Option<String>,
    /// The level, 1 to 6, that the text's highest heading has at least.
    pub top_level: u8,
    /// Put before every id, so that several texts can stand on one page.
    pub id_prefix: &'a str,
}

impl Default for Options<'_> {
    /// Keeps destinations, has headings begin at `h2`, and no prefix.
    fn default() -> Self {
        Options { resolve: &|_| None, top_level: 2, id_prefix: "" }
    }
}

impl std::fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Options { top_level, id_prefix, .. } = self;
        f.debug_struct("Options").field("top_level", top_level).field("id_prefix", id_prefix).finish_non_exhaustive()
    }
}

/// Writes HTML that holds no script, no style and no event handler, whatever the text.
///
/// * Headings get the ids of [`headings`] with the prefix, and are shifted to begin at
///   `top_level`; none goes beyond `h6`.
/// * Destinations go through `resolve`; one with a scheme that is not in [`ALLOWED_SCHEMES`]
///   is dropped. A link to a heading of the same text (`#id`) gets the prefix.
/// * A table stands in `<div class="gs-table">`, which can be scrolled by keyboard; alignment
///   is told by the classes `gs-align-left`, `gs-align-center` and `gs-align-right`.
/// * Footnotes are gathered in `<section class="gs-footnotes">` at the end, with links both ways.
/// * Raw HTML keeps the elements of [`ALLOWED_TAGS`] with the attributes of
///   [`ALLOWED_ATTRIBUTES`], closed within the block they stand in.
pub fn html(events: &[Spanned<'_>], options: &Options<'_>) -> String {
    let mut writer = Writer::new(events, *options);
    writer.write(0..events.len());
    writer.out += &writer.raw.close_to(0);
    writer.notes();
    let is_raw = |(event, _): &Spanned<'_>| matches!(event, Event::Html(_) | Event::InlineHtml(_));
    if events.iter().any(is_raw) { SANITISER.clean(&writer.out).to_string() } else { writer.out }
}

/// A footnote: where its content is, and how often the text refers to it.
#[derive(Debug)]
struct Note {
    content: Range<usize>,
    references: usize,
}

struct Writer<'e, 'a> {
    events: &'e [Spanned<'a>],
    options: Options<'e>,
    out: String,
    raw: RawHtml,
    headings: BTreeMap<usize, Heading>,
    shift: u8,
    alignments: &'e [Alignment],
    cell: usize,
    head: bool,
    /// Where each footnote's content stands.
    definitions: BTreeMap<&'e str, Range<usize>>,
    /// Footnotes in the order they are numbered.
    numbered: Vec<(&'e str, Note)>,
}

impl<'e, 'a> Writer<'e, 'a> {
    fn new(events: &'e [Spanned<'a>], options: Options<'e>) -> Self {
        let headings = headings_at(events);
        let top = options.top_level.clamp(1, 6);
        let least = headings.values().map(|heading| heading.level).min().unwrap_or(top);
        Writer {
            events,
            options,
            out: String::new(),
            raw: RawHtml::default(),
            headings,
            shift: top.saturating_sub(least),
            alignments: &[],
            cell: 0,
            head: false,
            definitions: definitions(events),
            numbered: Vec::new(),
        }
    }

    fn write(&mut self, range: Range<usize>) {
        let mut index = range.start;
        while index < range.end {
            index = self.event(index).max(index + 1);
        }
    }

    /// Writes the event at `index` and gives the index of the next to write.
    fn event(&mut self, index: usize) -> usize {
        match &self.events[index].0 {
            Event::Start(Tag::HtmlBlock) => return self.raw_block(index),
            Event::Start(Tag::Image { dest_url, title, .. }) => return self.image(index, dest_url, title),
            Event::Start(Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_)) => {
                return end_of(self.events, index) + 1;
            }
            Event::Start(tag) => {
                self.start(index, tag);
                self.raw.enter();
            }
            Event::End(end) => {
                self.out += &self.raw.leave();
                self.end(index, *end);
            }
            Event::Text(text) => escape(&mut self.out, text),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.code(text);
            }
            Event::Html(html) | Event::InlineHtml(html) => self.out += &self.raw.clean(html).html,
            Event::FootnoteReference(name) => self.reference(name),
            Event::SoftBreak => self.out += "\n",
            Event::HardBreak => self.out += "<br>\n",
            Event::Rule => self.out += "<hr>\n",
            Event::TaskListMarker(_) => {}
        }
        index + 1
    }

    fn raw_block(&mut self, index: usize) -> usize {
        self.out += &self.raw.clean(&block_source(self.events, index)).html;
        end_of(self.events, index) + 1
    }

    fn code(&mut self, text: &str) {
        self.out += "<code>";
        escape(&mut self.out, text);
        self.out += "</code>";
    }

    fn start(&mut self, index: usize, tag: &'e Tag<'a>) {
        match tag {
            Tag::Paragraph => self.out += "<p>",
            Tag::Heading { level, .. } => self.heading(index, rank(*level)),
            Tag::BlockQuote(_) => self.out += "<blockquote>\n",
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::List(None) => self.out += "<ul>\n",
            Tag::List(Some(1)) => self.out += "<ol>\n",
            Tag::List(Some(first)) => put(&mut self.out, format_args!("<ol start=\"{first}\">\n")),
            Tag::Item => self.out += "<li>",
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => self.table(tag),
            Tag::Emphasis => self.out += "<em>",
            Tag::Strong => self.out += "<strong>",
            Tag::Strikethrough => self.out += "<del>",
            Tag::Link { link_type, dest_url, title, .. } => self.link(&destination(*link_type, dest_url), title),
            _ => {}
        }
    }

    fn end(&mut self, index: usize, end: TagEnd) {
        match end {
            TagEnd::Paragraph => self.out += "</p>\n",
            TagEnd::Heading(level) => {
                let level = self.level(rank(level));
                put(&mut self.out, format_args!("</h{level}>\n"));
            }
            TagEnd::BlockQuote(_) => self.out += "</blockquote>\n",
            TagEnd::CodeBlock => self.out += "</code></pre>\n",
            TagEnd::List(ordered) => self.out += if ordered { "</ol>\n" } else { "</ul>\n" },
            TagEnd::Item => self.out += "</li>\n",
            TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {
                self.table_end(index, end);
            }
            TagEnd::Emphasis => self.out += "</em>",
            TagEnd::Strong => self.out += "</strong>",
            TagEnd::Strikethrough => self.out += "</del>",
            TagEnd::Link => self.out += "</a>",
            _ => {}
        }
    }

    fn level(&self, level: u8) -> u8 {
        (level + self.shift).min(6)
    }

    fn heading(&mut self, index: usize, level: u8) {
        let level = self.level(level);
        let id = self.headings.get(&index).map_or("section", |heading| heading.id.as_str());
        let id = self.options.id_prefix.to_owned() + id;
        put(&mut self.out, format_args!("<h{level}"));
        attribute(&mut self.out, "id", &id);
        self.out += ">";
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        self.out += "<pre><code";
        if let CodeBlockKind::Fenced(info) = kind {
            let language = info.split_whitespace().next().unwrap_or_default();
            if !language.is_empty() {
                attribute(&mut self.out, "class", &format!("language-{language}"));
            }
        }
        self.out += ">";
    }

    fn link(&mut self, dest: &str, title: &str) {
        self.out += "<a";
        if let Some(dest) = self.address(dest) {
            attribute(&mut self.out, "href", &dest);
        }
        if !title.is_empty() {
            attribute(&mut self.out, "title", title);
        }
        self.out += ">";
    }

    /// An image without an address shows the text that stands for it.
    fn image(&mut self, index: usize, dest: &str, title: &str) -> usize {
        let end = end_of(self.events, index);
        let alt = plain_text(&self.events[index + 1..end]);
        if let Some(dest) = self.address(dest).filter(|dest| !dest.is_empty()) {
            self.out += "<img";
            attribute(&mut self.out, "src", &dest);
            attribute(&mut self.out, "alt", &alt);
            if !title.is_empty() {
                attribute(&mut self.out, "title", title);
            }
            self.out += " loading=\"lazy\">";
        } else {
            escape(&mut self.out, &alt);
        }
        end + 1
    }

    /// The address to write for a destination; none if it is not safe to follow.
    fn address(&self, dest: &str) -> Option<String> {
        let resolved = (self.options.resolve)(dest).unwrap_or_else(|| self.local(dest));
        is_safe(&resolved).then(|| encode(&resolved))
    }

    fn local(&self, dest: &str) -> String {
        match dest.strip_prefix('#') {
            Some(id) if self.headings.values().any(|heading| heading.id == id) => {
                format!("#{}{id}", self.options.id_prefix)
            }
            _ => dest.to_owned(),
        }
    }

    fn table(&mut self, tag: &'e Tag<'a>) {
        match tag {
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.out += "<div class=\"gs-table\" role=\"region\" tabindex=\"0\" aria-label=\"表格\"><table>\n";
            }
            Tag::TableCell => self.cell(),
            row => {
                self.head = matches!(row, Tag::TableHead);
                self.cell = 0;
                self.out += if self.head { "<thead>\n<tr>" } else { "<tr>" };
            }
        }
    }

    fn cell(&mut self) {
        self.out += if self.head { "<th scope=\"col\"" } else { "<td" };
        let align = match self.alignments.get(self.cell) {
            Some(Alignment::Left) => " class=\"gs-align-left\"",
            Some(Alignment::Center) => " class=\"gs-align-center\"",
            Some(Alignment::Right) => " class=\"gs-align-right\"",
            _ => "",
        };
        self.out += align;
        self.out += ">";
        self.cell += 1;
    }

    fn table_end(&mut self, index: usize, end: TagEnd) {
        let rows_follow = matches!(self.events.get(index + 1), Some((Event::Start(Tag::TableRow), _)));
        self.out += match end {
            TagEnd::TableCell if self.head => "</th>",
            TagEnd::TableCell => "</td>",
            TagEnd::TableHead if rows_follow => "</tr>\n</thead>\n<tbody>\n",
            TagEnd::TableHead => "</tr>\n</thead>\n",
            TagEnd::TableRow if rows_follow => "</tr>\n",
            TagEnd::TableRow => "</tr>\n</tbody>\n",
            _ => "</table></div>\n",
        };
    }

    /// Gives the footnote its number at the first reference.
    fn number(&mut self, name: &'e str) -> Option<usize> {
        if let Some(known) = self.numbered.iter().position(|(known, _)| *known == name) {
            return Some(known + 1);
        }
        let content = self.definitions.get(name)?.clone();
        self.numbered.push((name, Note { content, references: 0 }));
        Some(self.numbered.len())
    }

    fn reference(&mut self, name: &'e str) {
        let Some(number) = self.number(name) else {
            escape(&mut self.out, &format!("[^{name}]"));
            return;
        };
        let note = &mut self.numbered[number - 1].1;
        note.references += 1;
        let id = reference_id(self.options.id_prefix, number, note.references);
        self.out += "<sup class=\"gs-footnote-ref\"><a";
        attribute(&mut self.out, "href", &format!("#{}fn:{number}", self.options.id_prefix));
        attribute(&mut self.out, "id", &id);
        put(&mut self.out, format_args!(" aria-label=\"注释{number}\">{number}</a></sup>"));
    }

    /// Writes the footnotes: those referred to, in order, then the others, so that none is lost.
    /// Their contents are written first, as they may refer to further notes.
    fn notes(&mut self) {
        if self.definitions.is_empty() {
            return;
        }
        let body = std::mem::take(&mut self.out);
        let mut contents = Vec::new();
        while let Some(content) = self.next_note(contents.len()) {
            self.raw.enter();
            self.write(content);
            self.out += &self.raw.leave();
            contents.push(std::mem::take(&mut self.out));
        }
        self.out = body + "<section class=\"gs-footnotes\" aria-label=\"注释\">\n<ol>\n";
        for (position, content) in contents.iter().enumerate() {
            self.note(position, content);
        }
        self.out += "</ol>\n</section>\n";
    }

    fn next_note(&mut self, position: usize) -> Option<Range<usize>> {
        if position == self.numbered.len() {
            let known = |name: &str| self.numbered.iter().any(|(known, _)| *known == name);
            let unused = self.definitions.keys().copied().find(|name| !known(name))?;
            self.number(unused);
        }
        self.numbered.get(position).map(|(_, note)| note.content.clone())
    }

    /// Writes one footnote; the links back stand at the end of its last paragraph.
    fn note(&mut self, position: usize, content: &str) {
        let prefix = self.options.id_prefix;
        let number = position + 1;
        self.out += "<li";
        attribute(&mut self.out, "id", &format!("{prefix}fn:{number}"));
        self.out += ">";
        let paragraph = content.strip_suffix("</p>\n");
        self.out += paragraph.unwrap_or(content);
        for count in 1..=self.numbered[position].1.references {
            self.out += " <a class=\"gs-footnote-back\"";
            attribute(&mut self.out, "href", &format!("#{}", reference_id(prefix, number, count)));
            put(&mut self.out, format_args!(" aria-label=\"返回正文（注释{number}）\">↩</a>"));
        }
        self.out += if paragraph.is_some() { "</p>\n</li>\n" } else { "</li>\n" };
    }
}

fn reference_id(prefix: &str, number: usize, count: usize) -> String {
    if count == 1 { format!("{prefix}fnref:{number}") } else { format!("{prefix}fnref:{number}:{count}") }
}

fn definitions<'e>(events: &'e [Spanned<'_>]) -> BTreeMap<&'e str, Range<usize>> {
    let mut found = BTreeMap::new();
    for (index, (event, _)) in events.iter().enumerate() {
        if let Event::Start(Tag::FootnoteDefinition(name)) = event {
            found.entry(&**name).or_insert(index + 1..end_of(events, index));
        }
    }
    found
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => *out += "&amp;",
            '<' => *out += "&lt;",
            '>' => *out += "&gt;",
            '"' => *out += "&quot;",
            '\0' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

fn put(out: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(words);
}

fn attribute(out: &mut String, name: &str, value: &str) {
    *out += " ";
    *out += name;
    *out += "=\"";
    escape(out, value);
    *out += "\"";
}

/// True for a destination without a scheme or with one of [`ALLOWED_SCHEMES`]. Spaces and
/// control characters, which browsers skip in a scheme, are skipped here too.
fn is_safe(dest: &str) -> bool {
    let ignored = |c: &char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}');
    let visible: String = dest.chars().filter(|c| !ignored(c)).collect();
    let Some(end) = visible.find([':', '/', '?', '#']) else {
        return true;
    };
    let scheme = visible[..end].to_ascii_lowercase();
    let is_named = visible[end..].starts_with(':') && scheme.starts_with(|c: char| c.is_ascii_lowercase());
    let is_scheme = is_named && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    !is_scheme || ALLOWED_SCHEMES.contains(&&*scheme)
}

/// Encodes what may not stand in an address; other characters, Chinese ones too, stay.
fn encode(dest: &str) -> String {
    let mut out = String::with_capacity(dest.len());
    for c in dest.trim().chars() {
        if c.is_control() || c.is_whitespace() || matches!(c, '"' | '<' | '>' | '`' | '\\' | '^' | '{' | '|' | '}') {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                put(&mut out, format_args!("%{byte:02X}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

// ---------------------------------------------------------------------------------------------
// Plain text and summaries

/// Gives the words without markup: blocks one a line, table cells apart by a space, images as
/// the text that stands for them; raw HTML and footnote marks are left out.
pub fn plain_text(events: &[Spanned<'_>]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(words) | Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                text += words;
            }
            Event::SoftBreak | Event::End(TagEnd::TableCell) => apart(&mut text, ' '),
            Event::HardBreak | Event::Rule | Event::End(TagEnd::CodeBlock) => {
                apart(&mut text, '\n');
            }
            Event::Start(tag) if is_block(tag.to_end()) => apart(&mut text, '\n'),
            Event::End(end) if is_block(*end) => apart(&mut text, '\n'),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn is_block(end: TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::TableCell
            | TagEnd::Superscript
            | TagEnd::Subscript
    )
}

/// Ends the line or word, unless it is ended.
fn apart(text: &mut String, with: char) {
    if with == '\n' {
        text.truncate(text.trim_end_matches(' ').len());
    }
    if !text.is_empty() && !text.ends_with(['\n', with]) {
        text.push(with);
    }
}

/// Cuts plain text to at most `max_chars` characters.
///
/// It is cut after the last sentence (。！？….!? and the quotes that close it) that fits; else
/// before the last comma (，；、) that fits, with `…` in its place; else anywhere, with `…`.
/// It is never cut inside a number, between a number and its unit, or inside brackets or quotes.
/// Only where a bracket that opens at the very beginning is too long to fit, its inside is cut and
/// the bracket closed. White space, line breaks too, becomes one space.
pub fn summary(text: &str, max_chars: usize) -> String {
    let chars = spaced_once(text);
    if chars.len() <= max_chars {
        return chars.into_iter().collect();
    }
    if max_chars == 0 {
        return String::new();
    }
    let cutter = Cutter::new(&chars, max_chars);
    cutter.sentence().or_else(|| cutter.clause()).or_else(|| cutter.hard()).unwrap_or_else(|| "…".to_owned())
}

fn spaced_once(text: &str) -> Vec<char> {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect()
}

const OPENING: &str = "（([【《〈「『“‘〔{｛［〖";
const CLOSING: &str = "）)]】》〉」』”’〕}｝］〗";

/// The closing bracket or quote for an opening one.
fn closing_of(c: char) -> Option<char> {
    OPENING.chars().zip(CLOSING.chars()).find_map(|(open, close)| (open == c).then_some(close))
}

/// A text to be cut. A place `n` is before the character `n`.
struct Cutter<'t> {
    chars: &'t [char],
    max: usize,
    /// Brackets and quotes with both ends, by their places.
    pairs: Vec<(usize, usize)>,
    /// How many of them are open at each place.
    depth: Vec<usize>,
    /// The places inside numbers and between numbers and units.
    glued: Vec<bool>,
}

impl<'t> Cutter<'t> {
    fn new(chars: &'t [char], max: usize) -> Self {
        let pairs = pairs(chars);
        let depth = depths(&pairs, chars.len());
        Cutter { chars, max, pairs, depth, glued: glued(chars) }
    }

    fn at(&self, place: usize) -> Option<char> {
        self.chars.get(place).copied()
    }

    fn text(&self, end: usize) -> String {
        self.chars[..end].iter().collect::<String>().trim_end().to_owned()
    }

    fn sentence(&self) -> Option<String> {
        let ends = (0..self.max).rev().filter(|&place| self.is_end(place)).map(|place| self.after_end(place + 1));
        ends.filter(|&end| end <= self.max && self.is_free(end)).max().map(|end| self.text(end))
    }

    fn clause(&self) -> Option<String> {
        let fits = |place: &usize| *place > 0 && self.is_comma(*place) && self.is_free(*place);
        (0..self.max).rev().find(fits).map(|end| self.text(end) + "…")
    }

    fn hard(&self) -> Option<String> {
        let places = || (1..self.max).rev();
        let whole = |place: &usize| self.is_free(*place) && !self.in_word(*place);
        let end = places().find(whole).or_else(|| places().find(|&place| self.is_free(place)));
        end.map(|end| self.text(end).trim_end_matches(['，', '、', '；', '：', ',', ';', ' ']).to_owned() + "…")
            .or_else(|| places().find_map(|end| self.closed(end)))
    }

    /// The text up to a place inside brackets, with the brackets closed.
    fn closed(&self, end: usize) -> Option<String> {
        let open = self.chars.get(end - 1).copied().and_then(closing_of).is_some();
        if open || self.glued[end] || self.in_word(end) || end + 1 + self.depth[end] > self.max {
            return None;
        }
        let mut inside: Vec<_> = self.pairs.iter().filter(|(open, close)| *open < end && end <= *close).collect();
        inside.sort_unstable_by(|a, b| b.cmp(a));
        let closers = inside.iter().filter_map(|(_, close)| self.at(*close));
        Some(self.text(end) + "…" + &closers.collect::<String>())
    }

    fn is_free(&self, place: usize) -> bool {
        self.depth.get(place) == Some(&0) && self.glued.get(place) == Some(&false)
    }

    /// True inside a Latin word and before a mark that belongs to the character before it.
    fn in_word(&self, place: usize) -> bool {
        let word = |place: usize| self.at(place).is_some_and(|c| c.is_ascii_alphanumeric());
        (place > 0 && word(place - 1) && word(place)) || self.at(place).is_some_and(is_attached)
    }

    fn is_end(&self, place: usize) -> bool {
        match self.chars[place] {
            '。' | '！' | '？' | '…' => true,
            '!' | '?' => self.is_latin_stop(place),
            '.' => self.is_latin_stop(place) && !(place > 0 && self.chars[place - 1].is_ascii_digit()),
            _ => false,
        }
    }

    /// True if what follows a Latin mark shows that it is no part of a number or an address.
    fn is_latin_stop(&self, place: usize) -> bool {
        self.at(place + 1).is_none_or(|next| next.is_whitespace() || cjk::is_cjk(next) || is_closing(next) || next == '"')
    }

    fn is_comma(&self, place: usize) -> bool {
        match self.chars[place] {
            '，' | '；' | '、' => true,
            ',' | ';' => self.is_latin_stop(place),
            _ => false,
        }
    }

    /// The place after the marks and closing quotes that go with the end of a sentence.
    fn after_end(&self, mut place: usize) -> usize {
        while let Some(c) = self.at(place) {
            let closes = c == '"' && self.pairs.iter().any(|pair| pair.1 == place);
            if !(closes || is_closing(c) || matches!(c, '。' | '！' | '？' | '…' | '!' | '?')) {
                break;
            }
            place += 1;
        }
        place
    }
}

fn is_closing(c: char) -> bool {
    CLOSING.contains(c)
}

/// Variation selectors, joiners and accents: never parted from what they follow.
fn is_attached(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{20d0}'..='\u{20ff}' | '\u{3099}' | '\u{309a}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Matches brackets and quotes; one without the other is no bracket.
fn pairs(chars: &[char]) -> Vec<(usize, usize)> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut pairs = Vec::new();
    for (place, &c) in chars.iter().enumerate() {
        let closes = is_closing(c) || c == '"';
        match open.iter().rposition(|(closing, _)| closes && *closing == c) {
            Some(at) => {
                pairs.push((open[at].1, place));
                open.truncate(at);
            }
            None if c == '"' => open.push((c, place)),
            None => open.extend(closing_of(c).map(|closing| (closing, place))),
        }
    }
    pairs
}

fn depths(pairs: &[(usize, usize)], len: usize) -> Vec<usize> {
    let (mut opened, mut closed) = (vec![0; len + 1], vec![0; len + 1]);
    for &(open, close) in pairs {
        opened[open + 1] += 1;
        closed[close + 1] += 1;
    }
    let mut depth = 0;
    opened
        .iter()
        .zip(closed)
        .map(|(opened, closed)| {
            depth = depth + opened - closed;
            depth
        })
        .collect()
}

/// Units of more than one character; after a number any one Han character counts as its unit.
const UNITS: &[&str] = &[
    "个百分点",
    "平方公里",
    "平方千米",
    "立方米",
    "平方米",
    "百分点",
    "工作日",
    "千瓦时",
    "人民币",
    "个小时",
    "季度",
    "小时",
    "分钟",
    "公里",
    "千米",
    "厘米",
    "毫米",
    "公顷",
    "公斤",
    "千克",
    "美元",
    "欧元",
    "街道",
    "社区",
    "人次",
    "户次",
    "台次",
    "车次",
    "个月",
    "周年",
    "世纪",
    "摄氏度",
    "千瓦",
    "兆瓦",
    "床位",
    "学位",
];

/// Marks the places that are inside a number or between it and its unit.
fn glued(chars: &[char]) -> Vec<bool> {
    let mut glued = vec![false; chars.len() + 1];
    let mut place = 0;
    while place < chars.len() {
        if !is_digit(chars[place]) {
            place += 1;
            continue;
        }
        let end = quantity(chars, place);
        let sign = place > 0 && matches!(chars[place - 1], '第' | '¥' | '￥' | '$' | '€' | '£' | '+' | '-' | '−' | '±' | '约');
        glued[place + usize::from(!sign)..end].fill(true);
        place = end;
    }
    glued
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// The end of the number that begins at `start`, with its unit, and with the numbers tied to it
/// as in `2020年9月15日` or `10%-12%`.
fn quantity(chars: &[char], start: usize) -> usize {
    let mut end = start;
    loop {
        end = number(chars, end);
        let with_unit = unit(chars, end);
        let tie = usize::from(with_unit > start && chars.get(with_unit).copied().is_some_and(is_tie));
        end = with_unit;
        if !chars.get(end + tie).copied().is_some_and(is_digit) {
            return end;
        }
        end += tie;
    }
}

fn number(chars: &[char], start: usize) -> usize {
    let digit = |place: usize| chars.get(place).copied().is_some_and(is_digit);
    let mut end = start;
    while digit(end) || (end > start && chars.get(end).copied().is_some_and(is_tie) && digit(end + 1)) {
        end += 1;
    }
    end
}

/// Characters that tie the digits on both sides of them together.
fn is_tie(c: char) -> bool {
    matches!(c, '.' | ',' | '．' | '-' | '~' | '～' | '–' | '—' | '−' | '－' | ':' | '：' | '/' | '×' | '·')
}

/// The end of the unit that follows a number at `start`.
fn unit(chars: &[char], start: usize) -> usize {
    let spaced = chars.get(start) == Some(&' ') && chars.get(start + 1).copied().is_some_and(is_unit_start);
    let mut end = start + usize::from(spaced);
    while chars.get(end).is_some_and(|c| "十百千万亿兆余多几来".contains(*c)) {
        end += 1;
    }
    let rest = &chars[end..];
    let long =
        UNITS.iter().find(|unit| unit.chars().count() <= rest.len() && unit.chars().eq(rest[..unit.chars().count()].iter().copied()));
    if let Some(long) = long {
        return end + long.chars().count();
    }
    if rest.first().copied().is_some_and(|c| cjk::is_han(c) || "%％‰℃°㎡㎥㎞".contains(c)) {
        return end + 1;
    }
    end + rest.iter().take_while(|c| c.is_ascii_alphabetic() || matches!(c, '²' | '³')).count()
}

fn is_unit_start(c: char) -> bool {
    "十百千万亿元人家场个项件次户年月日时%％℃㎡".contains(c)
}

#[cfg(test)]
#[path = "../../tests/markdown/mod.rs"]
mod tests;
