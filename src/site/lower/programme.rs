//! `year.yaml`.

use super::{Cx, citation, correction, note};
use crate::{
    files::SitePath,
    memo::Key,
    site::{
        model::{DeclaredCount, Event, Freeze, Note, Programme, Release, Reporting, proceedings::Proceedings},
        schema,
    },
    syntax::yaml::{Node, Value},
};

/// A programme without its projects.
pub fn programme(cx: &mut Cx<'_>, node: &Node<'_>, year: i32) -> Option<Programme> {
    let mut f = cx.open(node, &schema::PROGRAMME)?;
    let title = f.need_text(cx, "title");
    let mut notes: Vec<Note> =
        f.read(cx, "note", Cx::prose).map(|text| Note { text, sources: Vec::new(), date: None }).into_iter().collect();
    notes.extend(f.each(cx, "notes", note));
    let programme = Programme {
        year,
        path: cx.path.clone(),
        key: Key::default(),
        title: title.unwrap_or_else(|| format!("{year}年")),
        aliases: f.one_or_each(cx, "aliases", Cx::text),
        declared_items: f.node("declared_items").map(|node| declared_items(cx, node)).unwrap_or_default(),
        declared_completed: f.read(cx, "declared_completed", Cx::whole),
        phase: f.read(cx, "phase", |cx, node| cx.word(node, &schema::PHASES)).unwrap_or("under_way"),
        as_of: f.read(cx, "as_of", Cx::date),
        basis: f.one_or_each(cx, "basis", citation),
        timeline: f.each(cx, "timeline", event),
        frozen: f.read(cx, "frozen", freeze),
        reporting: f.read(cx, "reporting", reporting),
        proceedings: Proceedings::default(),
        notes,
        sources: f.one_or_each(cx, "sources", citation),
        corrections: f.each(cx, "corrections", correction),
        release: super::article::release(cx, &mut f),
        narrative: None,
        projects: Vec::new(),
        broken: false,
        faulty: false,
    };
    f.done();
    Some(programme)
}

/// What stands in for a programme that could not be read.
pub fn unread(path: SitePath, year: i32) -> Programme {
    Programme {
        year,
        path,
        key: Key::default(),
        title: format!("{year}年"),
        aliases: Vec::new(),
        declared_items: Vec::new(),
        declared_completed: None,
        phase: "under_way",
        as_of: None,
        basis: Vec::new(),
        timeline: Vec::new(),
        frozen: None,
        reporting: None,
        proceedings: Proceedings::default(),
        notes: Vec::new(),
        sources: Vec::new(),
        corrections: Vec::new(),
        release: Release::default(),
        narrative: None,
        projects: Vec::new(),
        broken: false,
        faulty: true,
    }
}

fn declared_items(cx: &mut Cx<'_>, node: &Node<'_>) -> Vec<DeclaredCount> {
    if let Value::Scalar { .. } = node.value {
        let count = |value| DeclaredCount { value, unit: "项".to_owned(), date: None, source: None, note: None, loc: node.loc };
        return cx.whole(node).map(count).into_iter().collect();
    }
    cx.list(node).iter().filter_map(|node| declared_count(cx, node)).collect()
}

fn declared_count(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<DeclaredCount> {
    let mut f = cx.open(node, &schema::DECLARED_COUNT)?;
    let value = f.need(cx, "value", |cx, node| cx.whole(node).map(|value| (value, node.loc)));
    let unit = f.text(cx, "unit");
    let date = f.read(cx, "date", Cx::date);
    let source = f.read(cx, "source", citation);
    let note = f.read(cx, "note", Cx::prose);
    f.done();
    let (value, loc) = value?;
    let unit = if unit.is_empty() { "项".to_owned() } else { unit };
    Some(DeclaredCount { value, unit, date, source, note, loc })
}

fn freeze(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Freeze> {
    if let Value::Scalar { .. } = node.value {
        let plain = Freeze { date: None, digest: String::new(), corrections: 0, loc: node.loc };
        return cx.yes(node).filter(|yes| *yes).map(|_| plain);
    }
    let mut f = cx.open(node, &schema::FREEZE)?;
    let date = f.read(cx, "date", Cx::date);
    let digest = f.need(cx, "digest", digest);
    let corrections = f.read(cx, "corrections", Cx::whole).unwrap_or(0);
    f.done();
    Some(Freeze { date, digest: digest?, corrections, loc: node.loc })
}

fn digest(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<String> {
    let value = cx.text(node)?;
    if value.len() == 64 && value.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
        return Some(value);
    }
    cx.wrong(node, "64 hexadecimal digits, as `gongshi freeze` writes them", "64 位十六进制数字，由 `gongshi freeze` 写入");
    None
}

fn reporting(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Reporting> {
    let mut f = cx.open(node, &schema::REPORTING)?;
    let day = f.need(cx, "day", |cx, node| {
        let day = cx.whole(node)?;
        if (1..=31).contains(&day) {
            return Some(day);
        }
        cx.wrong(node, "a day of the month, from 1 to 31", "每月的日子，1 到 31");
        None
    });
    let to = f.text(cx, "to");
    let source = f.read(cx, "source", citation);
    f.done();
    Some(Reporting { day: day?, to, source })
}

fn event(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Event> {
    let mut f = cx.open(node, &schema::EVENT)?;
    let date = f.need(cx, "date", Cx::date);
    let end = f.read(cx, "end", |cx, node| cx.date(node).map(|end| (end, node.loc)));
    let text = f.need_text(cx, "text");
    let source = f.read(cx, "source", citation);
    f.done();
    if let (Some(date), Some((end, loc))) = (date, end)
        && end.end() < date.start()
    {
        cx.say(super::say::date_order(cx.span(loc), "the end lies before the beginning", "结束早于开始"));
    }
    Some(Event { date: date?, end: end.map(|(end, _)| end), text: text?, source })
}
