//! `gongshi archive YEAR`: one year packed to be kept for good.

use std::path::Path;

use super::{End, World, args, gauge::Gauge};
use crate::{
    diag::render::{self, Format},
    files::{DiskFiles, SitePath},
    meter::{Meter as _, Phase},
    output::{Manifest, Pack, Store},
    pipeline::{self, Built, Memory, Tools},
    plan::{Choice, route},
    record::bag::{self, BagError, Contents, Info, Seen},
    site::{self, date::PartialDate, model::Config},
};

/// Build the edition of the year alone, and pack it with what it was made from.
pub fn run(world: &World, args: &args::Archive) -> End {
    let target = args.output.clone().unwrap_or_else(|| world.at(Path::new("archive")).join(args.year.to_string()));
    if let Some(why) = refuse(world, &target) {
        eprintln!("{}: {why}", world.say("error", "错误"));
        return End::World;
    }
    let files = DiskFiles::new(&world.root);
    let seen = match Seen::look(&files, args.year) {
        Ok(seen) => seen,
        Err(error) => return world.fail(&error),
    };
    let gauge = Gauge::new(world);
    let work = match tempfile::tempdir() {
        Ok(work) => work,
        Err(error) => return world.fail(&error),
    };
    let pack = match Pack::new(work.path()) {
        Ok(pack) => pack,
        Err(error) => return world.fail_saying(&error, &error.en(), &error.zh()),
    };
    let choice = Choice { only: Some(args.year), ..Choice::default() };
    let mut tools = Tools { store: &mut |_| Ok(Box::new(&pack) as Box<dyn Store>), parts: &mut || None, meter: &gauge, ends: true };
    let outcome = match pipeline::build(&files, &choice, &mut Memory::default(), &mut tools) {
        Ok(outcome) => outcome,
        Err(error) => {
            gauge.finish();
            return world.fail(&error);
        }
    };
    gauge.begin(Phase::Write, 0);
    let end = match (&outcome.built, pack.manifest()) {
        (Some(built), Ok(Some(manifest))) => keep(world, args, (&files, seen), (&pack, &manifest, built), &target),
        (None, _) => {
            eprint!("{}", render::report(&outcome.findings, &outcome.texts, world.style(Format::Human)));
            eprintln!("{}", world.say("nothing was written", "没有写入任何文件"));
            End::Faults
        }
        (Some(_), Ok(None)) => End::World,
        (Some(_), Err(error)) => world.fail_saying(&error, &error.en(), &error.zh()),
    };
    gauge.finish();
    end
}

/// Why a place is never written to: the site's own folders.
fn refuse(world: &World, target: &Path) -> Option<String> {
    let real = |path: &Path| std::fs::canonicalize(path).or_else(|_| std::path::absolute(path));
    let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let target_real = real(parent).ok()?.join(target.file_name()?);
    let own = ["content", "themes", "public"]
        .into_iter()
        .find(|own| real(&world.at(Path::new(own))).is_ok_and(|own| target_real.starts_with(own)))?;
    let shown = target.display();
    let en = format!("`{shown}` is inside {own}/, which gongshi reads or writes; name another place");
    let zh = format!("`{shown}` 位于 {own}/ 之内，gongshi 会读写该目录；请另指定位置");
    Some(world.say(&en, &zh).to_owned())
}

/// The site's files, and what they held before the build.
type Sources<'a> = (&'a DiskFiles, Seen);

fn keep(world: &World, args: &args::Archive, (files, seen): Sources<'_>, built: (&Pack, &Manifest, &Built), target: &Path) -> End {
    let (pack, manifest, built) = built;
    let year = args.year;
    let address = route::year(year);
    if !manifest.files.contains_key(&address) {
        let path = format!("content/{year}/year.yaml");
        let is_held = built.held_back.iter().any(|held| held.path == path);
        let (en, zh) = if is_held {
            (format!("{path} is a draft or held back, so there is nothing to archive"), format!("{path} 是草稿或尚未到发布日期，无可归档"))
        } else {
            (format!("no {path}"), format!("没有 {path}"))
        };
        eprintln!("{}: {}", world.say("error", "错误"), world.say(&en, &zh));
        return End::Faults;
    }
    let config = match site::config(&mut crate::diag::Diagnostics::default(), files) {
        Ok(config) => config,
        Err(site::SourceError::Files(error)) => return world.fail(&error),
        Err(site::SourceError::Changed(path)) => {
            let error = BagError::Meanwhile { path };
            return world.fail_saying(&error, &error.en(), &error.zh());
        }
    };
    let held: Vec<SitePath> = built.held_back.iter().map(|held| SitePath::new(&held.path)).collect();
    let sources = seen.sources(year, manifest, &held);
    let date = args.date.or_else(|| day_of(manifest));
    let info = info(year, &config, date);
    // A signature of the edition's manifest stands beside it: `beside` takes its name and text.
    let contents = Contents { site: &pack.packed(), manifest, beside: Vec::new(), files, sources, info };
    let packed = match bag::write(&contents, target) {
        Ok(packed) => packed,
        Err(error) => return world.fail_saying(&error, &error.en(), &error.zh()),
    };
    let (count, kib, shown) = (packed.files, packed.bytes.div_ceil(1024), target.display());
    let en = format!("{year} packed: {count} files, {kib} KiB, in {shown}");
    let zh = format!("已归档 {year} 年：{count} 个文件，{kib} KiB，位于 {shown}");
    world.tell(world.say(&en, &zh));
    End::Well
}

/// The day a finished edition stands for: its publication's, or else the last its figures speak of.
fn day_of(manifest: &Manifest) -> Option<chrono::NaiveDate> {
    let said = manifest.publication.as_ref().map(|imprint| &imprint.date).or(manifest.as_of.as_ref())?;
    PartialDate::parse(said).map(PartialDate::end)
}

fn info(year: i32, config: &Config, date: Option<chrono::NaiveDate>) -> Info {
    let or = |text: &str, other: &str| if text.is_empty() { other.to_owned() } else { text.to_owned() };
    let identifier = if config.base_url.is_empty() { year.to_string() } else { format!("{}{}", config.base_url, route::year(year)) };
    Info {
        organization: or(&config.publisher, &config.title),
        identifier,
        description: [&config.title, year.to_string().as_str(), &config.description]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        date,
    }
}
