//! `privacy.yaml`: what the check for personal data lets pass.

use super::Cx;
use crate::{
    privacy::{Exception, Kind},
    site::schema,
    source::CONTENT,
    syntax::yaml::{Node, Value},
};

/// The exceptions. One without a reason is a fault, and still counts, so that what it meets is not reported as well.
pub fn exceptions(cx: &mut Cx<'_>, node: &Node<'_>) -> Vec<Exception> {
    if node.value == Value::Null {
        return Vec::new();
    }
    cx.list(node).iter().filter_map(|node| exception(cx, node)).collect()
}

fn exception(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Exception> {
    let mut f = cx.open(node, &schema::PRIVACY_EXCEPTION)?;
    let span = cx.span(node.loc);
    let file = f.read(cx, "file", Cx::text).unwrap_or_default();
    let kind = f.need(cx, "kind", |cx, node| cx.word(node, &schema::PERSONAL_DATA)).and_then(Kind::of_word);
    let text = if kind.is_some_and(Kind::is_of_files) { f.read(cx, "text", Cx::text) } else { f.need(cx, "text", Cx::text) };
    f.need_text(cx, "reason");
    let needs_text = kind.is_some_and(|kind| !kind.is_of_files());
    f.done();
    let file = file.trim_start_matches("./");
    let prefix = format!("{CONTENT}/");
    let file = file.strip_prefix(&prefix).unwrap_or(file).to_owned();
    if needs_text && text.is_none() {
        return None;
    }
    Some(Exception { file, kind: kind?, text: text.unwrap_or_default(), span })
}
