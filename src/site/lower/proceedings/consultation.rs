//! From suggestion to decision.

use super::{Cx, amount, check_ids, citation, department, figure, figures, own, point, project_link, qualifier, say, schema};
use crate::{
    diag::did_you_mean,
    site::model::proceedings::{
        Call, Comment, Decision, DraftItem, DraftList, DraftingNote, Meeting, Opinion, Participants, Path, Results, Stage, Stated, Version,
        Way,
    },
    syntax::yaml::Node,
};

/// A call for ideas.
pub fn call(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Call> {
    let mut f = cx.open(node, &schema::CALL)?;
    let period = f.read(cx, "period", period).unwrap_or_default();
    let published = f.read(cx, "published", Cx::date);
    let call = Call {
        issuers: f.one_or_each(cx, "issuers", department),
        with: f.one_or_each(cx, "with", department),
        published,
        start: period.0,
        start_text: period.1,
        end: period.2,
        scope: f.one_or_each(cx, "scope", Cx::plain_text),
        principles: f.each(cx, "principles", point),
        channels: f.each(cx, "channels", point),
        own: own(cx, &mut f, None, published.or(period.0)),
    };
    f.done();
    Some(call)
}

type Dates = (Option<crate::site::date::PartialDate>, String, Option<crate::site::date::PartialDate>);

fn period(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Dates> {
    let mut f = cx.open(node, &schema::CALL_PERIOD)?;
    let start = f.read(cx, "start", Cx::date);
    let start_text = f.text(cx, "start_text");
    let end = f.read(cx, "end", |cx, node| cx.date(node).map(|end| (end, node.loc)));
    f.done();
    if let (Some(start), Some((end, loc))) = (start, end)
        && end.end() < start.start()
    {
        cx.say(say::date_order(cx.span(loc), "the end lies before the beginning", "结束早于开始"));
    }
    Some((start, start_text, end.map(|(end, _)| end)))
}

/// What came in.
pub fn results(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Results> {
    let mut f = cx.open(node, &schema::RESULTS)?;
    let as_of = f.read(cx, "as_of", Cx::date);
    let results =
        Results { as_of, paths: f.each(cx, "paths", path), opinions: f.each(cx, "opinions", opinion), own: own(cx, &mut f, None, as_of) };
    f.done();
    Some(results)
}

fn path(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Path> {
    let mut f = cx.open(node, &schema::PATH)?;
    let name = f.need_text(cx, "name");
    let path = Path {
        name: name.unwrap_or_default(),
        by: f.one_or_each(cx, "by", department),
        period_text: f.text(cx, "period_text"),
        counts: figures(cx, &mut f, "counts"),
        topics: f.one_or_each(cx, "topics", Cx::plain_text),
        text: f.text(cx, "text"),
    };
    f.done();
    Some(path)
}

fn opinion(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Opinion> {
    let mut f = cx.open(node, &schema::OPINION)?;
    let topic = f.need_text(cx, "topic");
    let opinion = Opinion {
        topic: topic.unwrap_or_default(),
        handled: f.read(cx, "handled", |cx, node| cx.word(node, &schema::HANDLINGS)).unwrap_or_default(),
        text: f.text(cx, "text"),
        projects: f.one_or_each(cx, "projects", project_link),
    };
    f.done();
    Some(opinion)
}

/// A draft list.
pub fn draft(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<DraftList> {
    let mut f = cx.open(node, &schema::DRAFT_LIST)?;
    let draft = DraftList { items: f.each(cx, "items", draft_item), own: own(cx, &mut f, None, None) };
    f.done();
    Some(draft)
}

fn draft_item(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<DraftItem> {
    let mut f = cx.open(node, &schema::DRAFT_ITEM)?;
    let item = DraftItem {
        ordinal: f.read(cx, "ordinal", Cx::whole),
        text: f.text(cx, "text"),
        project: f.read(cx, "project", project_link),
        targets: figures(cx, &mut f, "targets"),
    };
    f.done();
    Some(item)
}

/// The note that explains a draft.
pub fn drafting_note(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<DraftingNote> {
    let mut f = cx.open(node, &schema::DRAFTING_NOTE)?;
    let date = f.read(cx, "date", Cx::date);
    let note = DraftingNote {
        issuer: f.one_or_each(cx, "issuer", department),
        date,
        chapters: f.each(cx, "chapters", point),
        own: own(cx, &mut f, None, date),
    };
    f.done();
    Some(note)
}

/// A meeting that deliberated.
pub fn meeting(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Meeting> {
    let mut f = cx.open(node, &schema::MEETING)?;
    let date = f.read(cx, "date", Cx::date);
    let meeting = Meeting {
        session: f.text(cx, "session"),
        date,
        date_text: f.text(cx, "date_text"),
        participants: f.each(cx, "participants", participants),
        said: figures(cx, &mut f, "said"),
        comments: f.each(cx, "comments", comment),
        own: own(cx, &mut f, None, date),
    };
    f.done();
    Some(meeting)
}

fn participants(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Participants> {
    let mut f = cx.open(node, &schema::PARTICIPANTS)?;
    let role = f.need_text(cx, "role");
    let posts = f.one_or_each(cx, "posts", Cx::plain_text);
    let count = f.read(cx, "count", Cx::whole);
    f.done();
    Some(Participants { role: role?, posts, count })
}

fn comment(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Comment> {
    let mut f = cx.open(node, &schema::COMMENT)?;
    let role = f.need_text(cx, "role");
    let name = f.read(cx, "name", |cx, node| cx.plain_text(node).map(|name| (name, node.loc)));
    let consent = f.yes(cx, "consent", false);
    let text = f.text(cx, "text");
    f.done();
    // A name without consent is not even kept, so that no page and no file can show it.
    let name = match name {
        Some((_, loc)) if !consent => {
            let found = say::name_without_consent(cx.span(loc));
            cx.say(found);
            String::new()
        }
        name => name.map(|(name, _)| name).unwrap_or_default(),
    };
    Some(Comment { role: role?, name, consent, text })
}

/// What became of each item.
pub fn decision(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Decision> {
    let mut f = cx.open(node, &schema::DECISION)?;
    let stages = f.each(cx, "stages", stage);
    check_ids(cx, stages.iter().map(|stage| (stage.id.as_str(), stage.loc)));
    let ways = f.each(cx, "ways", |cx, node| way(cx, node, &stages));
    let decision = Decision { own: own(cx, &mut f, Some("从建议到决定"), None), stages, ways };
    f.done();
    Some(decision)
}

fn stage(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<Stage> {
    let mut f = cx.open(node, &schema::STAGE)?;
    let id = f.need(cx, "id", |cx, node| cx.id(node).map(|id| (id, node.loc)));
    let kind = f.need(cx, "kind", |cx, node| cx.word(node, &schema::STAGES));
    let title = f.need_text(cx, "title");
    let date = f.read(cx, "date", Cx::date);
    let count = f.read(cx, "count", figure);
    let source = f.read(cx, "source", citation);
    f.done();
    let (id, loc) = id?;
    Some(Stage { id, kind: kind?, title: title?, date, count, source, loc })
}

fn way(cx: &mut Cx<'_>, node: &Node<'_>, stages: &[Stage]) -> Option<Way> {
    let mut f = cx.open(node, &schema::WAY)?;
    let what = f.need_text(cx, "what");
    let project = f.read(cx, "project", project_link);
    let indicator = f.text(cx, "indicator");
    let versions = f.each(cx, "versions", |cx, node| version(cx, node, stages));
    let note = f.text(cx, "note");
    f.done();
    Some(Way { what: what?, project, indicator, versions, note })
}

fn version(cx: &mut Cx<'_>, node: &Node<'_>, stages: &[Stage]) -> Option<Version> {
    let mut f = cx.open(node, &schema::VERSION)?;
    let stage = f.need(cx, "stage", |cx, node| {
        let id = cx.text(node)?;
        let found = stages.iter().position(|stage| stage.id == id);
        if found.is_none() {
            let help = did_you_mean(&id, stages.iter().map(|stage| stage.id.as_str()));
            let finding = say::unknown_stage(cx.span(node.loc), &id, help);
            cx.say(finding);
        }
        found
    });
    let stated = Stated {
        value: f.read(cx, "value", amount),
        qualifier: f.read(cx, "qualifier", qualifier),
        unit: f.text(cx, "unit"),
        text: f.text(cx, "text"),
        loc: node.loc,
        ..Stated::default()
    };
    f.done();
    Some(Version { stage: stage?, stated })
}
