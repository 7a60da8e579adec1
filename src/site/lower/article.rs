//! Free pages and documents: front matter and narrative.

use super::{Cx, narrative, say};
use crate::{
    diag::Loc,
    files::SitePath,
    site::{
        model::{Article, Attachment, Document, Page, Prose, Release},
        schema,
    },
    syntax::{
        markdown,
        yaml::{Node, Value},
    },
};

/// Longest summary made from a narrative, in characters.
const SUMMARY: usize = 120;

/// A free page from its front matter and body.
pub fn page(cx: &mut Cx<'_>, node: &Node<'_>, text: &str, body: usize) -> Option<Page> {
    let mut f = cx.open(node, &schema::PAGE)?;
    let title = f.need_text(cx, "title");
    let summary = f.text(cx, "description");
    let order = f.read(cx, "order", Cx::whole).unwrap_or(0);
    let menu = f.yes(cx, "menu", true);
    let updated = f.read(cx, "updated", Cx::date);
    let expires_on = f.read(cx, "expires_on", Cx::date);
    let language = f.text(cx, "language");
    let translation_of = f.read(cx, "translation_of", |cx, node| cx.plain_text(node).map(|id| (id, node.loc)));
    let release = release(cx, &mut f);
    f.done();
    let article = article(cx, title?, summary, text, body, release);
    Some(Page { article, order, menu, updated, expires_on, language, translation_of })
}

/// A document from its front matter and body.
pub fn document(cx: &mut Cx<'_>, node: &Node<'_>, text: &str, body: usize) -> Option<Document> {
    let mut f = cx.open(node, &schema::DOCUMENT)?;
    let title = f.need_text(cx, "title");
    let summary = f.text(cx, "summary");
    let dated = f.read(cx, "dated", Cx::date);
    let issued = f.read(cx, "issued", |cx, node| cx.date(node).map(|date| (date, node.loc)));
    let published = f.read(cx, "published", |cx, node| cx.date(node).map(|date| (date, node.loc)));
    for (later, loc) in [issued, published].into_iter().flatten() {
        if dated.is_some_and(|dated| later.end() < dated.start()) {
            cx.say(say::date_order(cx.span(loc), "earlier than the date of the text", "早于成文日期"));
        }
    }
    let number = f.text(cx, "number");
    let aliases = f.one_or_each(cx, "aliases", Cx::text);
    let issuer = f.text(cx, "issuer");
    let openness = f.text(cx, "openness");
    let index_number = f.text(cx, "index_number");
    let subject = f.text(cx, "subject");
    let copies_to = f.one_or_each(cx, "copies_to", Cx::plain_text);
    let attachments = f.each(cx, "attachments", attachment);
    let release = release(cx, &mut f);
    f.done();
    let article = article(cx, title?, summary, text, body, release);
    let document = Document {
        article,
        number,
        aliases,
        issuer,
        dated,
        issued: issued.map(|(date, _)| date),
        published,
        openness,
        index_number,
        subject,
        copies_to,
        attachments,
    };
    Some(document)
}

fn attachment(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Attachment> {
    let mut f = cx.open(node, &schema::ATTACHMENT)?;
    let file = f.need(cx, "file", |cx, node| cx.text(node).map(|file| (file, node.loc)));
    let title = f.text(cx, "title");
    f.done();
    let (file, loc) = file?;
    let folder = SitePath::new(&format!("{}/{}/x", cx.path.parent(), cx.path.stem()));
    let Some(path) = folder.join(&file).filter(|path| path.starts_with("content/")) else {
        cx.say(say::leads_out(cx.span(loc), &file));
        return None;
    };
    let title = if title.is_empty() { path.name().to_owned() } else { title };
    Some(Attachment { path, title, loc })
}

fn article(cx: &mut Cx<'_>, title: String, summary: String, text: &str, body: usize, release: Release) -> Article {
    let id = cx.path.stem().to_owned();
    let empty = || Prose { text: String::new(), path: cx.path.clone(), loc: Loc::new(body, body), exact: true };
    let body = narrative(cx.path, text, body).unwrap_or_else(empty);
    let summary =
        if summary.is_empty() { markdown::summary(&markdown::plain_text(&markdown::parse(&body.text)), SUMMARY) } else { summary };
    Article { id, path: cx.path.clone(), title, summary, body, release }
}

/// `draft` and `publish_on`, which several records share.
pub fn release(cx: &mut Cx<'_>, f: &mut super::fields::Fields<'_, '_>) -> Release {
    Release { draft: f.yes(cx, "draft", false), publish_on: f.read(cx, "publish_on", Cx::date) }
}

/// A null node stands for missing front matter, which then lacks its title.
pub fn or_empty(node: Node<'_>) -> Node<'_> {
    match node.value {
        Value::Null => Node { value: Value::Map(Vec::new()), loc: node.loc },
        _ => node,
    }
}
