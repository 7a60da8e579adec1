//! `site.yaml` and the three registries.

use super::{Cx, folded, say};
use crate::{
    diag::{Code, Loc, did_you_mean},
    site::{
        model::{Config, Entry, PublishingTarget},
        schema::{self, Record},
    },
    syntax::yaml::{Node, Value},
};

/// The site's own data; what is missing stands empty and has a finding.
pub fn config(cx: &mut Cx<'_>, node: &Node<'_>) -> Config {
    let Some(mut f) = cx.open(node, &schema::SITE) else { return Config::default() };
    let or = |text: String, default: &str| if text.is_empty() { default.to_owned() } else { text };
    let mut base_url = f.read(cx, "base_url", Cx::base_url).unwrap_or_default();
    if !base_url.is_empty() && !base_url.ends_with('/') {
        base_url.push('/');
    }
    let theme = f.read(cx, "theme", |cx, node| cx.id(node).map(|name| (name, Some(node.loc))));
    let config = Config {
        title: f.need_text(cx, "title").unwrap_or_default(),
        base_url,
        language: or(f.read(cx, "language", language).unwrap_or_default(), "zh-CN"),
        publisher: f.text(cx, "publisher"),
        description: f.text(cx, "description"),
        site_id_code: f.read(cx, "site_id_code", site_code).unwrap_or_default(),
        icp: f.text(cx, "icp"),
        police_record: f.text(cx, "police_record"),
        contact: f.text(cx, "contact"),
        site_domain: f.text(cx, "site_domain"),
        licence: f.read(cx, "licence", Cx::url).unwrap_or_default(),
        oc4ids_prefix: f.read(cx, "oc4ids_prefix", oc4ids_prefix).unwrap_or_default(),
        theme: theme.unwrap_or_else(|| ("default".to_owned(), None)),
        share_cards: f.yes(cx, "share_cards", false),
        timezone: f.read(cx, "timezone", timezone).unwrap_or_else(|| "Asia/Shanghai".to_owned()),
        public_key: f.read(cx, "public_key", public_key).unwrap_or_default(),
        targets: targets(f.each(cx, "publish", target), cx),
    };
    f.done();
    config
}

/// Pages that may go at once before somebody is asked.
const ASK_ABOVE: u32 = 10;

/// The targets, each name once.
fn targets(all: Vec<(PublishingTarget, Loc)>, cx: &mut Cx<'_>) -> Vec<PublishingTarget> {
    let mut found: Vec<(PublishingTarget, Loc)> = Vec::new();
    for (target, loc) in all {
        match found.iter().find(|(known, _)| known.name == target.name) {
            Some((_, first)) => cx.diags.push(say::duplicate_id(cx.span(loc), &target.name, cx.span(*first))),
            None => found.push((target, loc)),
        }
    }
    found.into_iter().map(|(target, _)| target).collect()
}

/// A publishing target whose kind has everything it needs, and where its name stands.
fn target(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<(PublishingTarget, Loc)> {
    let mut f = cx.open(node, &schema::PUBLISHING_TARGET)?;
    let name = f.need(cx, "name", |cx, node| cx.id(node).map(|name| (name, node.loc)));
    let kind = f.need(cx, "kind", |cx, node| cx.word(node, &schema::TARGET_KINDS));
    let target = PublishingTarget {
        name: name.as_ref().map(|(name, _)| name.clone()).unwrap_or_default(),
        kind: kind.unwrap_or_default(),
        path: f.text(cx, "path"),
        endpoint: f.text(cx, "endpoint"),
        bucket: f.text(cx, "bucket"),
        region: f.text(cx, "region"),
        user: f.text(cx, "user"),
        key_file: f.text(cx, "key_file"),
        compress: f.yes(cx, "compress", false),
        keep: f.read(cx, "keep", Cx::whole),
        ask_above: f.read(cx, "ask_above", Cx::whole).unwrap_or(ASK_ABOVE),
    };
    f.done();
    let needs: &[(&str, &str)] = match kind? {
        "folder" | "zip" | "tar" => &[("path", &target.path)],
        "sftp" | "webdav" => &[("endpoint", &target.endpoint)],
        "obs" | "oss" | "cos" => &[("bucket", &target.bucket), ("endpoint", &target.endpoint)],
        _ => &[("bucket", &target.bucket)],
    };
    let missing: Vec<&str> = needs.iter().filter(|(_, value)| value.is_empty()).map(|(key, _)| *key).collect();
    if !missing.is_empty() {
        let keys = missing.join(", ");
        cx.wrong(node, &format!("a target of this kind with `{keys}`"), &format!("写有 `{keys}` 的该类目标"));
        return None;
    }
    name.map(|(_, loc)| (target, loc))
}

/// The 42 bytes of a minisign public key in base64: `Ed`, eight bytes of its number, the key.
fn public_key(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<String> {
    let value = cx.text(node)?;
    if minisign::PublicKey::from_base64(&value).is_ok() {
        return Some(value);
    }
    cx.wrong(node, "a minisign public key, 56 signs that begin with `RW`", "minisign 公钥，以 `RW` 开头的 56 个字符");
    None
}

fn language(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<String> {
    let value = cx.text(node)?;
    let good = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let begins = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
    if value.split('-').all(good) && value.split('-').next().is_some_and(begins) {
        return Some(value);
    }
    cx.wrong(node, "a language tag such as `zh-CN`", "语言标签，例如 `zh-CN`");
    None
}

fn site_code(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<String> {
    let value = cx.text(node)?;
    if value.len() == 10 && value.bytes().all(|b| b.is_ascii_digit()) {
        return Some(value);
    }
    cx.wrong(node, "10 digits", "10 位数字");
    None
}

/// A registered prefix: `oc4ids-` and six letters or digits.
fn oc4ids_prefix(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<String> {
    let value = cx.text(node)?;
    let good = |code: &str| code.len() == 6 && code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    if value.strip_prefix("oc4ids-").is_some_and(good) {
        return Some(value);
    }
    cx.wrong(node, "a registered prefix such as `oc4ids-abc123`", "已注册的前缀，例如 `oc4ids-abc123`");
    None
}

fn timezone(cx: &mut Cx<'_>, node: &Node<'_>) -> Option<String> {
    let value = cx.text(node)?;
    if matches!(value.as_str(), "Asia/Shanghai" | "UTC") {
        return Some(value);
    }
    cx.wrong(node, "`Asia/Shanghai` or `UTC`", " `Asia/Shanghai` 或 `UTC`");
    None
}

/// The entries of a registry, without those at fault. Members of groups are read by [`members`].
pub fn entries(cx: &mut Cx<'_>, node: &Node<'_>, record: &'static Record) -> Vec<Entry> {
    if node.value == Value::Null {
        return Vec::new();
    }
    let lowered: Vec<(Entry, Places)> = cx.list(node).iter().filter_map(|node| entry(cx, node, record)).collect();
    check_double(cx, &lowered);
    lowered.into_iter().map(|(entry, _)| entry).collect()
}

/// Where an entry's id, and its name and aliases, are written.
struct Places {
    id: Loc,
    names: Vec<(String, Loc)>,
}

fn entry(cx: &mut Cx<'_>, node: &Node<'_>, record: &'static Record) -> Option<(Entry, Places)> {
    let mut f = cx.open(node, record)?;
    let loc = f.loc;
    let id = f.need(cx, "id", |cx, node| cx.id(node).map(|id| (id, node.loc)));
    let name = f.need(cx, "name", |cx, node| cx.plain_text(node).map(|name| (name, node.loc)));
    let aliases = f.one_or_each(cx, "aliases", |cx, node| cx.text(node).map(|alias| (alias, node.loc)));
    let description = f.text(cx, "description");
    let is_department = std::ptr::eq(record, &raw const schema::DEPARTMENT);
    let mut kind = "";
    let mut contact = String::new();
    if is_department {
        kind = f.read(cx, "kind", |cx, node| cx.word(node, &schema::DEPARTMENT_KINDS)).unwrap_or("department");
        contact = f.text(cx, "contact");
        // Members name other entries, so they are read once all entries are known.
        f.has("members");
    }
    f.done();
    let (id, id_loc) = id?;
    let (name, name_loc) = name?;
    let span = cx.span(Loc { start: loc.start, end: id_loc.end });
    let names = std::iter::once((name.clone(), name_loc)).chain(aliases.iter().cloned()).collect();
    let aliases = aliases.into_iter().map(|(alias, _)| alias).collect();
    let entry = Entry { id, name, aliases, description, kind, members: Vec::new(), contact, span };
    Some((entry, Places { id: id_loc, names }))
}

fn check_double(cx: &mut Cx<'_>, entries: &[(Entry, Places)]) {
    let mut names: Vec<(String, usize, Loc)> = Vec::new();
    let mut ids: Vec<(String, Loc)> = Vec::new();
    for (at, (entry, places)) in entries.iter().enumerate() {
        let id = entry.id.to_ascii_lowercase();
        match ids.iter().find(|(known, _)| *known == id) {
            Some((_, first)) => cx.diags.push(say::duplicate_id(cx.span(places.id), &entry.id, cx.span(*first))),
            None => ids.push((id, places.id)),
        }
        for (name, loc) in &places.names {
            let name_folded = folded(name);
            match names.iter().find(|(known, ..)| *known == name_folded) {
                Some((_, owner, first)) if *owner != at => {
                    cx.diags.push(say::duplicate_name(cx.span(*loc), name, cx.span(*first)));
                }
                Some(_) => {}
                None => names.push((name_folded, at, *loc)),
            }
        }
    }
}

/// The members of each group, as positions by entry; names are looked up in the entries themselves. In a `faulty`
/// registry no name is missed.
pub fn members(cx: &mut Cx<'_>, node: &Node<'_>, entries: &mut [Entry], faulty: bool) {
    let table = super::name_table(entries);
    let Value::List(nodes) = &node.value else { return };
    for node in nodes {
        let Value::Map(fields) = &node.value else { continue };
        let value = |names: [&str; 2]| fields.iter().find(|e| names.contains(&&*e.key)).map(|e| &e.node);
        let Some(id) = value(["id", "编号"]).and_then(scalar) else { continue };
        let Some(list) = value(["members", "成员"]) else { continue };
        let mut found = Vec::new();
        for member in cx.one_or_list(list) {
            let Some(name) = cx.text(member) else { continue };
            match table.get(&folded(&name)) {
                Some(&at) => found.push(at),
                None if faulty => {}
                None => {
                    let help = did_you_mean(&name, entries.iter().map(|e| e.name.as_str()));
                    let span = cx.span(member.loc);
                    cx.say(say::unknown_name(Code::UnknownDepartment, span, "department", "部门", &name, help));
                }
            }
        }
        if let Some(entry) = entries.iter_mut().find(|entry| entry.id == id.trim()) {
            entry.members = found;
        }
    }
}

fn scalar<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match &node.value {
        Value::Scalar { text, .. } => Some(text),
        _ => None,
    }
}
