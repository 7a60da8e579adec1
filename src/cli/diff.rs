//! `gongshi diff`: what changed from one site to another, in words to sign off.
#![expect(clippy::disallowed_methods, reason = "this is the edge where the sheet is written")]

use std::{
    io::{self, Write as _},
    path::Path,
    sync::Arc,
};

use super::{End, World, args, gauge::Gauge, publish::too_early, sites, today, verify::refuse};
use crate::{
    cache,
    compare::{self, Difference},
    diag::render::{self, Format},
    files::DiskFiles,
    output::{Manifest, OutputError, Pack, Reader, Store},
    pipeline::{self, Memory, Tools},
    plan::Choice,
    publish::{Preparation, prepare},
    site::model::Config,
};

/// A finished site, ready to be compared.
type Opened = (Arc<Manifest>, Box<dyn Reader>);

/// Open both sites, compare, print or write.
pub fn run(world: &World, args: &args::Diff) -> End {
    let config = match sites::config(world) {
        Ok(config) => config,
        Err(error) => return refuse(world, &error),
    };
    let open = |name: Option<&str>| {
        let (manifest, reader) = sites::open_site(world, config.as_ref(), name).map_err(|error| refuse(world, &error))?;
        Ok::<Opened, End>((Arc::new(manifest), reader))
    };
    let compared = || {
        let before = open(args.a.as_deref())?;
        // A publication is compared with the next one, a build with a build.
        let fresh = || if before.0.publication.is_some() { prepared(world, config.as_ref()) } else { built(world) };
        let after = args.b.as_deref().map_or_else(fresh, |name| open(Some(name)))?;
        compare::compare(Some((&before.0, &*before.1)), (&after.0, &*after.1)).map_err(|error| failed(world, &error))
    };
    let difference = match compared() {
        Ok(difference) => difference,
        Err(end) => return end,
    };
    let text = match args.format {
        args::SheetFormat::Text => difference.text(world.language),
        args::SheetFormat::Html => difference.html(world.language),
        args::SheetFormat::Json => match serde_json::to_string_pretty(&difference) {
            Ok(json) => json + "\n",
            Err(error) => return world.fail(&error),
        },
    };
    let written = match args.output.as_deref() {
        None => sites::print(world, &text),
        Some(path) => put(path, &text).map_err(|error| {
            let path = path.display();
            world.fail_saying(&error, &format!("cannot write `{path}`: {error}"), &format!("无法写入 `{path}`：{error}"))
        }),
    };
    written.map_or_else(|end| end, |()| end(&difference, args.exit_code))
}

fn end(difference: &Difference, asked: bool) -> End {
    if asked && !difference.is_empty() { End::Faults } else { End::Well }
}

fn failed(world: &World, error: &OutputError) -> End {
    world.fail_saying(error, &error.en(), &error.zh())
}

/// Write a new file whole; a file that stands there is never written over.
fn put(path: &Path, text: &str) -> io::Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(text.as_bytes());
    if written.is_err() {
        let _ = std::fs::remove_file(path);
    }
    written
}

/// The content as it would be published now, in a nameless file.
fn prepared(world: &World, config: Option<&Config>) -> Result<Opened, End> {
    let gauge = Gauge::new(world);
    let day = today(config);
    let prepared = prepare(&DiskFiles::new(&world.root), &world.at(Path::new(cache::FOLDER)), day, &gauge);
    gauge.finish();
    match prepared {
        Err(error) => Err(world.fail(&error)),
        Ok(Preparation::Ready(prepared, _)) => Ok((prepared.release.manifest, Box::new(prepared.release.site))),
        Ok(Preparation::Faulty(outcome)) => {
            eprint!("{}", render::report(&outcome.findings, &outcome.texts, world.style(Format::Human)));
            eprintln!("{}", world.say("nothing was compared", "未作对照"));
            Err(End::Faults)
        }
        Ok(Preparation::TooEarly(last)) => Err(too_early(world, &last, day)),
    }
}

/// The content as a build makes it, in a nameless file.
fn built(world: &World) -> Result<Opened, End> {
    let gauge = Gauge::new(world);
    let folder = world.at(Path::new(cache::FOLDER));
    let pack = Pack::new(&folder).or_else(|_| Pack::new(&std::env::temp_dir())).map_err(|error| failed(world, &error))?;
    let mut tools = Tools { store: &mut |_| Ok(Box::new(&pack) as Box<dyn Store + '_>), parts: &mut || None, meter: &gauge, ends: true };
    let outcome = pipeline::build(&DiskFiles::new(&world.root), &Choice::default(), &mut Memory::default(), &mut tools);
    gauge.finish();
    let outcome = outcome.map_err(|error| world.fail(&error))?;
    let manifest = pack.manifest().map_err(|error| failed(world, &error))?;
    if let Some(manifest) = manifest.filter(|_| outcome.built.is_some()) {
        return Ok((manifest, Box::new(pack.packed())));
    }
    eprint!("{}", render::report(&outcome.findings, &outcome.texts, world.style(Format::Human)));
    eprintln!("{}", world.say("nothing was compared", "未作对照"));
    Err(End::Faults)
}
