//! `gongshi publish`: build what is published, say what it changes, and bring it there whole or not at all.

mod git;
mod signing;

use std::{
    collections::BTreeMap,
    io::{self, BufRead as _, IsTerminal as _, Write as _},
    path::Path,
};

use chrono::NaiveDate;

use super::{End, World, args, gauge::Gauge, sites, today, verify::refuse};
use crate::{
    compare::{Difference, compare},
    diag::render::{self, Format},
    files::{DiskFiles, Overlay, SitePath},
    meter::Meter as _,
    meter::Phase,
    output::{Digest, MANIFEST, Manifest, OutputError},
    publish::{self, Pending, Preparation, Prepared, PublishError, Sent, prepare},
    site::{
        model::{Config, PublishingTarget},
        published::{Publication, list_of_publications},
    },
};

/// Prepare, show the plan, publish.
pub fn run(world: &World, args: &args::Publish) -> End {
    publish(world, args).unwrap_or_else(|end| end)
}

/// How a step ends: with a value, or with the whole command.
type Step<T> = Result<T, End>;

fn publish(world: &World, args: &args::Publish) -> Step<End> {
    let config = sites::config(world).map_err(|error| refuse(world, &error))?;
    let config = config.ok_or_else(|| usage(world, "there is no content/site.yaml here", "这里没有 content/site.yaml"))?;
    let target = choose(world, &config, args.target.as_deref())?;
    let fail = |error: PublishError| world.fail_saying(&error, &error.en(), &error.zh());
    let mut destination = publish::open(target, &world.root, &|name| std::env::var(name).ok()).map_err(fail)?;
    let pending = Pending::open(&world.root).map_err(|error| fail(error.into()))?;
    let standing = destination.manifest().map_err(fail)?;
    let recovered = recover(world, &config, &pending, (target, standing.as_deref()), args.dry_run)?;
    let disk = DiskFiles::new(&world.root);
    let files = Overlay::new(&disk, recovered);
    let uncommitted = git::uncommitted(&world.root);

    let gauge = Gauge::new(world);
    let day = args.date.unwrap_or_else(|| today(Some(&config)));
    let prepared = prepare(&files, &world.at(Path::new(".gongshi")), day, &gauge);
    gauge.finish();
    let prepared = match prepared {
        Err(error) => return Err(world.fail(&error)),
        Ok(Preparation::TooEarly(last)) => {
            return Err(too_early(world, &last, day));
        }
        Ok(Preparation::Faulty(outcome)) => {
            eprint!("{}", render::report(&outcome.findings, &outcome.texts, world.style(Format::Human)));
            eprintln!("{}", world.say("nothing was published", "没有发布任何内容"));
            return Err(End::Faults);
        }
        Ok(Preparation::Ready(prepared, outcome)) => {
            eprint!("{}", render::report(&outcome.findings, &outcome.texts, world.style(Format::Human)));
            *prepared
        }
    };
    let shown = standing.as_deref().map(|bytes| Manifest::parse(Path::new(MANIFEST), bytes)).transpose();
    let shown = shown.map_err(|error| fail(error.into()))?;
    if !args.take_over {
        check_known(world, target, (shown.as_ref(), standing.as_deref()), &prepared)?;
    }
    // Whoever looks at the plan need not hold the key.
    let prepared = if args.dry_run { prepared } else { signing::sign(world, args.key.as_deref(), &config, prepared)? };

    gauge.begin(Phase::Compare, 0);
    let earlier = shown.as_ref().map(|manifest| (manifest, destination.reader()));
    let difference = compare(earlier, (&prepared.release.manifest, &prepared.release.site));
    gauge.finish();
    let difference = difference.map_err(|error| fail(error.into()))?;
    plan(world, target, &prepared, &difference, &uncommitted);
    if args.dry_run {
        world.tell(world.say("nothing was sent (--dry-run)", "未发送（--dry-run）"));
        return Ok(End::Well);
    }
    let same = standing.as_deref().map(Digest::of) == Some(prepared.release.digest());
    if !same {
        ask(world, target, &difference, args.yes)?;
        pending.keep(&prepared.record, &target.name).map_err(|error| fail(error.into()))?;
        destination.hold().map_err(fail)?;
        // The plan was made of what stood there; it must not have changed since.
        if destination.manifest().map_err(fail)? != standing {
            let (en, zh) = ("somebody published there meanwhile; try again", "在此期间有人发布了新内容，请重试");
            return Err(fail(PublishError::Refused { target: target.name.clone(), en: en.to_owned(), zh: zh.to_owned() }));
        }
    }
    let sent = destination.send(&prepared.release, &gauge);
    gauge.finish();
    let sent = sent.map_err(|error| {
        let end = fail(error);
        eprintln!("{}", world.say("run the same command again to go on", "再次运行同一命令即可继续"));
        end
    })?;
    drop(destination);
    if !same {
        pending.settle().map_err(|error| fail(error.into()))?;
    }
    summary(world, target, &prepared, &sent, (same, &gauge));
    Ok(End::Well)
}

/// Say that a publication cannot be dated before the last.
pub fn too_early(world: &World, last: &Publication, day: NaiveDate) -> End {
    let (number, date) = (last.number, last.date);
    let en = format!("publication {number} was on {date}; a later one cannot be dated {day}");
    usage(world, &en, &format!("第 {number} 次发布在 {date}，之后的发布不能写 {day}"))
}

/// The target named, or the only one.
fn choose<'c>(world: &World, config: &'c Config, name: Option<&str>) -> Step<&'c PublishingTarget> {
    let known = || config.targets.iter().map(|target| target.name.as_str()).collect::<Vec<_>>().join(", ");
    match (name, &config.targets[..]) {
        (_, []) => Err(usage(world, "content/site.yaml names no target under `publish`", "content/site.yaml 的 `发布目标` 没有写任何目标")),
        (None, [only]) => Ok(only),
        (None, _) => Err(usage(world, &format!("name a target: {}", known()), &format!("请指定发布目标：{}", known()))),
        (Some(name), all) => all.iter().find(|target| target.name == name).ok_or_else(|| {
            usage(
                world,
                &format!("there is no target `{name}`; there is {}", known()),
                &format!("没有发布目标 `{name}`；现有：{}", known()),
            )
        }),
    }
}

fn usage(world: &World, en: &str, zh: &str) -> End {
    eprintln!("{}: {}", world.say("error", "错误"), world.say(en, zh));
    End::Usage
}

/// Finish the record of a publication whose process died after it had arrived, be it at another target. A dry run writes
/// nothing: it gets the record's files, to be seen over the content.
fn recover(
    world: &World,
    config: &Config,
    pending: &Pending,
    (target, standing): (&PublishingTarget, Option<&[u8]>),
    dry_run: bool,
) -> Step<BTreeMap<SitePath, String>> {
    let fail = |error: PublishError| world.fail_saying(&error, &error.en(), &error.zh());
    let own = |error: OutputError| fail(error.into());
    let waiting = pending.target().map_err(own)?.filter(|name| *name != target.name);
    let other = waiting.and_then(|name| config.targets.iter().find(|target| target.name == name));
    let elsewhere = match other {
        Some(other) => {
            publish::open(other, &world.root, &|name| std::env::var(name).ok()).and_then(|found| found.manifest()).map_err(fail)?
        }
        None => None,
    };
    let standing = if other.is_some() { elsewhere.as_deref() } else { standing };
    let shown = standing.map(|bytes| Digest::of(bytes).to_string());
    let listed = std::fs::read_to_string(world.at(Path::new(list_of_publications().as_str()))).unwrap_or_default();
    let Some(record) = pending.arrived(shown.as_deref(), &listed).map_err(own)? else { return Ok(BTreeMap::new()) };
    if dry_run {
        world.tell(world.say(
            "the last publication had arrived, and its record is not in content/published/ yet",
            "上次发布其实已送达，其记录尚未补入 content/published/",
        ));
        return Ok(record);
    }
    pending.settle().map_err(own)?;
    world.tell(world.say(
        "the last publication had arrived, and its record is in content/published/ now",
        "上次发布其实已送达，其记录已补入 content/published/",
    ));
    Ok(BTreeMap::new())
}

/// Refuse a target that shows a publication this record does not have: somebody else published there.
fn check_known(world: &World, target: &PublishingTarget, shown: (Option<&Manifest>, Option<&[u8]>), prepared: &Prepared) -> Step<()> {
    let (Some(manifest), Some(bytes)) = shown else { return Ok(()) };
    let Some(imprint) = &manifest.publication else { return Ok(()) };
    let digest = Digest::of(bytes).to_string();
    let is = |publication: &Publication| publication.number == imprint.number && publication.manifest == digest;
    if prepared.before.iter().chain([&prepared.publication]).any(is) {
        return Ok(());
    }
    let (number, date) = (imprint.number, &imprint.date);
    let refused = PublishError::Refused {
        target: target.name.clone(),
        en: format!(
            "it shows publication {number} of {date}, which is not in content/published/; fetch the latest content, or say --take-over to publish over it"
        ),
        zh: format!("其上为第 {number} 次发布（{date}），content/published/ 中没有记录；请先取得最新内容，或用 --take-over 接管"),
    };
    Err(world.fail_saying(&refused, &refused.en(), &refused.zh()))
}

/// What will change, in words a superior can sign.
fn plan(world: &World, target: &PublishingTarget, prepared: &Prepared, difference: &Difference, uncommitted: &[String]) {
    let Publication { number, date, .. } = &prepared.publication;
    let (name, kind) = (&target.name, target.kind);
    let en = format!("publication {number} of {date}, to `{name}` ({kind})");
    world.tell(world.say(&en, &format!("第 {number} 次发布，{date}，目标 `{name}`（{kind}）")));
    world.tell(difference.text(world.language).trim_end());
    for path in uncommitted {
        world.tell(&format!("{} {path}", world.say("not committed:", "尚未提交：")));
    }
}

/// Ask before very many pages go.
fn ask(world: &World, target: &PublishingTarget, difference: &Difference, yes: bool) -> Step<()> {
    let (gone, most) = (difference.gone_pages, target.ask_above);
    if yes || gone <= most as usize {
        return Ok(());
    }
    let en = format!("{gone} pages would go, more than the {most} that may go without a word");
    let zh = format!("将撤下 {gone} 个页面，超过无须确认的 {most} 个");
    if !io::stdin().is_terminal() {
        let (en, zh) = (format!("{en}; say --yes if that is meant"), format!("{zh}；如确需如此，请加 --yes"));
        return Err(usage(world, &en, &zh));
    }
    print!("{}{} ", world.say(&en, &zh), world.say("; go on? [y/N]", "，继续吗？[y/N]"));
    let _ = io::stdout().flush();
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    if read.is_ok() && matches!(answer.trim(), "y" | "Y" | "yes" | "是") {
        return Ok(());
    }
    world.tell(world.say("nothing was sent", "未发送"));
    Err(End::Usage)
}

fn summary(world: &World, target: &PublishingTarget, prepared: &Prepared, sent: &Sent, (same, gauge): (bool, &Gauge)) {
    let (name, number) = (&target.name, prepared.publication.number);
    for path in &sent.kept {
        let line = world.say("kept, because gongshi did not write what stands there now:", "保留（其内容不是 gongshi 写的）：");
        eprintln!("{line} {path}");
    }
    if same && sent.files == 0 && sent.removed == 0 {
        let en = format!("`{name}` shows publication {number} already; nothing was sent");
        world.tell(world.say(&en, &format!("`{name}` 已是第 {number} 次发布的内容，未发送")));
        return;
    }
    let Sent { files, bytes, removed, requests, resumed, .. } = sent;
    let kib = bytes.div_ceil(1024);
    let seconds = gauge.elapsed().as_secs_f64();
    let en = format!(
        "published: `{name}` shows publication {number}; {files} files sent ({kib} KiB), {removed} removed, {resumed} had arrived before, {requests} requests, {seconds:.2} s"
    );
    let zh = format!(
        "已发布：`{name}` 现为第 {number} 次发布；发送 {files} 个文件（{kib} KiB），删除 {removed}，此前已送达 {resumed}，请求 {requests} 次，用时 {seconds:.2} 秒"
    );
    world.tell(world.say(&en, &zh));
    if !prepared.record.is_empty() {
        world.tell(world.say("its record is in content/published/: commit it", "记录已写入 content/published/，请提交"));
    }
}
