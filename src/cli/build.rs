//! `gongshi build`: the whole site, or nothing.
#![expect(clippy::disallowed_methods, reason = "the build's time is told to people, never written")]

use std::{path::Path, time::Instant};

use super::{End, World, args};
use crate::{
    diag::{
        Language,
        render::{self, Format},
    },
    files::DiskFiles,
    output::{self, Applied, DiskStore},
    pipeline::{self, Built},
};

/// Build, report, apply.
pub fn run(world: &World, args: &args::Build) -> End {
    let start = Instant::now();
    let output = args.output.clone().unwrap_or_else(|| world.at(Path::new("public")));
    let inputs = [world.at(Path::new("content")), world.at(Path::new("themes"))];
    if let Err(refused) = output::check_output(&output, &world.root, &inputs, world.home.as_deref()) {
        let en = refused.en();
        let zh = refused.zh();
        eprintln!("{}: {}", world.say("error", "错误"), world.say(&en, &zh));
        return End::World;
    }
    let outcome = match pipeline::build(&DiskFiles::new(&world.root), &args.edition.choice()) {
        Ok(outcome) => outcome,
        Err(error) => return world.fail(&error),
    };
    eprint!("{}", render::report(&outcome.findings, &outcome.texts, world.style(Format::Human)));
    let Some(built) = &outcome.built else {
        eprintln!("{}", world.say("nothing was written", "没有写入任何文件"));
        return End::Faults;
    };
    let applied = DiskStore::open(&output).and_then(|mut store| output::apply(&built.files, &built.meta, &mut store));
    match applied {
        Err(error) => world.fail(&error),
        Ok(applied) => {
            summary(world, built, &applied, outcome.warnings(), &output, start);
            End::Well
        }
    }
}

fn summary(world: &World, built: &Built, applied: &Applied, warnings: usize, output: &Path, start: Instant) {
    let seconds = start.elapsed().as_secs_f64();
    let bytes: usize = built.files.values().map(|bytes| bytes.len()).sum();
    let (pages, files, kib) = (built.pages, built.files.len(), bytes.div_ceil(1024));
    let Applied { written, unchanged, removed, .. } = applied;
    let index = output.join("index.html");
    let index = index.display();
    world.tell(&match world.language {
        Language::English => format!(
            "{pages} pages, {files} files, {kib} KiB in {seconds:.2} s: {written} written, {unchanged} unchanged, {removed} removed; {warnings} warnings"
        ),
        Language::Chinese => format!(
            "{pages} 个页面，{files} 个文件，{kib} KiB，用时 {seconds:.2} 秒：写入 {written}，未变 {unchanged}，删除 {removed}；警告 {warnings} 处"
        ),
    });
    for path in &applied.kept {
        let line = format!(
            "{} {path}",
            world.say("kept, because gongshi did not write what stands there now:", "保留（其内容不是 gongshi 写的）：")
        );
        eprintln!("{line}");
    }
    for (path, from) in &built.held_back {
        let until = from.map_or_else(|| world.say("a draft", "草稿").to_owned(), |date| format!("{} {date}", world.say("until", "直到")));
        world.tell(&format!("{} {path} ({until})", world.say("held back:", "未发布：")));
    }
    world.tell(&format!("{} {index}", world.say("open", "请打开")));
}
