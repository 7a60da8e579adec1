//! `gongshi freeze YEAR`: write down what a year's content is, so that a later change without a correction is a fault.

use std::{fs, io::Write as _, path::Path};

use super::{End, World, args};
use crate::{
    diag::{Code, Diagnostics, Severity, Texts, render},
    files::{DiskFiles, SitePath},
    site::{Known, Site, SourceError, freeze},
    source::{Seen, Sources},
    syntax::yaml::{self, Value},
};

/// Check the content, and write `frozen` into the year's `year.yaml`; nothing else of the file changes.
pub fn run(world: &World, args: &args::Freeze) -> End {
    let files = DiskFiles::new(&world.root);
    let mut diags = Diagnostics::default();
    let sources = match Sources::read(&mut diags, &files, &mut Seen::default()) {
        Ok(sources) => sources,
        Err(error) => return world.fail(&error),
    };
    let frozen = frozen(&mut diags, &sources, args);
    let (text, path) = match frozen {
        Ok(Some(frozen)) => frozen,
        Ok(None) => {
            let findings = diags.into_sorted();
            if findings.iter().all(|finding| finding.severity != Severity::Error) {
                let known = world.say("no content/", "没有 content/");
                eprintln!("{}: {known}{}/year.yaml", world.say("error", "错误"), args.year);
            }
            let text = |path: &SitePath| sources.text(path).ok().flatten().map(|text| (path.clone(), text));
            let texts: Texts = findings.iter().filter_map(|found| text(&found.span.path)).collect();
            print!("{}", render::report(&findings, &texts, world.style(render::Format::Human)));
            return End::Faults;
        }
        Err(SourceError::Files(error)) => return world.fail(&error),
        Err(SourceError::Changed(path)) => {
            eprintln!("{}: {path} {}", world.say("error", "错误"), world.say("changed meanwhile; try again", "在此期间变了，请重试"));
            return End::World;
        }
    };
    match write(&world.at(Path::new(path.as_str())), &text) {
        Ok(()) => {
            world.tell(&format!("{} {path}", world.say("frozen:", "已冻结：")));
            End::Well
        }
        Err(error) => world.fail(&error),
    }
}

/// The new text of `year.yaml`; `None` where the content has faults or there is no such year.
fn frozen(diags: &mut Diagnostics, sources: &Sources<'_>, args: &args::Freeze) -> Result<Option<(String, SitePath)>, SourceError> {
    let site = Site::new(diags, sources, &mut Known::default(), &())?;
    let path = SitePath::new(&format!("content/{}/year.yaml", args.year));
    let faulty = diags.iter().any(|found| found.severity == Severity::Error && !(args.again && found.code == Code::FrozenChanged));
    let (Some(at), Some(text), false) = (site.programme(args.year), sources.text(&path)?, faulty) else { return Ok(None) };
    let digest = freeze::digest(sources, args.year)?;
    let corrections = freeze::corrections(&site.programmes[at]);
    let date = args.date.map(|date| format!("date: {date}, ")).unwrap_or_default();
    let value = format!("{{{date}digest: {digest}, corrections: {corrections}}}");
    Ok(Some((with_frozen(&text, &path, &value), path)))
}

/// `year.yaml` with another value of `frozen`: in its place, or as a line at the end.
fn with_frozen(text: &str, path: &SitePath, value: &str) -> String {
    let node = yaml::parse(&mut Diagnostics::default(), path, text, 0);
    if let Some(Value::Map(entries)) = node.map(|node| node.value)
        && let Some(at) = entries.iter().position(|entry| matches!(&*entry.key, "frozen" | "冻结"))
    {
        let lines = freeze::lines_of(text, &entries, at);
        let key = &text[..entries[at].key_loc.end as usize];
        // A remark at the end of the one line stays.
        let old = text[lines.clone()].trim_end();
        let remark = if old.contains('\n') { "" } else { old.find(" #").map_or("", |at| &old[at..]) };
        let newline = if text[lines.clone()].ends_with('\n') { "\n" } else { "" };
        return format!("{key}: {value}{remark}{newline}{}", &text[lines.end..]);
    }
    let line_end = if text.ends_with('\n') || text.is_empty() { "" } else { "\n" };
    format!("{text}{line_end}frozen: {value}\n")
}

/// Write aside and rename, so that the file is never half written.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let mut aside = tempfile::NamedTempFile::new_in(folder)?;
    aside.write_all(text.as_bytes())?;
    if let Ok(permissions) = fs::metadata(path).map(|metadata| metadata.permissions()) {
        fs::set_permissions(aside.path(), permissions)?;
    }
    aside.as_file().sync_all()?;
    aside.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::with_frozen;
    use crate::files::SitePath;

    #[test]
    fn only_the_freeze_changes() {
        let path = SitePath::new("content/2020/year.yaml");
        let case = |before: &str, after: &str| assert_eq!(with_frozen(before, &path, "{digest: x}"), after);
        case("title: 甲\n", "title: 甲\nfrozen: {digest: x}\n");
        case("title: 甲", "title: 甲\nfrozen: {digest: x}\n");
        case("title: 甲\nfrozen: yes\nphase: archived\n", "title: 甲\nfrozen: {digest: x}\nphase: archived\n");
        case("冻结:\n  digest: y\n  corrections: 2\nphase: archived\n", "冻结: {digest: x}\nphase: archived\n");
        case("# 注\nfrozen:\n  digest: y\n\n# 阶段\nphase: archived", "# 注\nfrozen: {digest: x}\n\n# 阶段\nphase: archived");
        case("frozen: {digest: y, corrections: 0} # 归档\n", "frozen: {digest: x} # 归档\n");
    }
}
