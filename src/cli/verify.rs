//! `gongshi verify`: hold a published site against its manifest, its signature and its record of publications.
#![expect(clippy::disallowed_methods, reason = "this is the edge where keys and kept manifests are read")]

use std::{fs, io, path::Path};

use super::{End, World, args, sites};
use crate::{
    files::DiskFiles,
    publish::recorded,
    record::{
        key::PublicKey,
        verify::{self, Fault, KeyFrom, Known, Report},
    },
    site::model::Config,
};

/// Read the site whole and say what was found.
pub fn run(world: &World, args: &args::Verify) -> End {
    let config = match sites::config(world) {
        Ok(config) => config,
        Err(error) => return refuse(world, &error),
    };
    let key = match key(world, args.key.as_deref(), config.as_ref()) {
        Ok(key) => key,
        Err(end) => return end,
    };
    let mut saved = Vec::new();
    for path in &args.saved {
        match fs::read(path) {
            Ok(bytes) => saved.push((path.display().to_string(), bytes)),
            Err(error) => return unreadable(world, path, &error),
        }
    }
    let reader = match sites::open(world, config.as_ref(), args.site.as_deref()) {
        Ok(reader) => reader,
        Err(error) => return refuse(world, &error),
    };
    let report = match verify::verify(&*reader, &Known { key, saved }) {
        Ok(report) => report,
        Err(error) => {
            let end = world.fail_saying(&error, &error.en(), &error.zh());
            return if error.is_damage() { End::Faults } else { end };
        }
    };
    let text = match args.format {
        args::TextFormat::Text => report.text(world.language),
        args::TextFormat::Json => match serde_json::to_string_pretty(&report) {
            Ok(json) => json + "\n",
            Err(error) => return world.fail(&error),
        },
    };
    if let Err(end) = sites::print(world, &text) {
        return end;
    }
    if let Some(end) = strange(world, config.as_ref(), args, &report) {
        return end;
    }
    match report.fault() {
        None => End::Well,
        Some(Fault::Differs) => End::Faults,
        Some(Fault::Unreadable) => End::World,
    }
}

/// Of a target of this site: whether what it shows is a publication of the content's own record. How the command ends where
/// it is not.
fn strange(world: &World, config: Option<&Config>, args: &args::Verify, report: &Report) -> Option<End> {
    let targets = &config?.targets;
    let named = args.site.as_deref();
    if !targets.iter().any(|target| named.is_none_or(|name| target.name == name)) {
        return None;
    }
    let recorded = match recorded(&DiskFiles::new(&world.root)) {
        Ok(recorded) => recorded,
        Err(error) => return Some(world.fail(&error)),
    };
    let last = recorded.closed().last()?;
    let (digest, number) = (report.manifest.to_string(), report.publication.as_ref().map(|imprint| imprint.number));
    if !recorded.closed().iter().any(|known| Some(known.number) == number && known.manifest == digest) {
        let en = "what stands there is no publication of content/published/";
        eprintln!("{}: {}", world.say("error", "错误"), world.say(en, "其上的内容不是 content/published/ 所记的任何一次发布"));
        return Some(End::Faults);
    }
    if number != Some(last.number) && matches!(args.format, args::TextFormat::Text) {
        let en = format!("content/published/ goes on to publication {} of {}", last.number, last.date);
        world.tell(world.say(&en, &format!("content/published/ 已记到第 {} 次发布（{}）", last.number, last.date)));
    }
    None
}

/// Say why a site cannot be read.
pub fn refuse(world: &World, error: &sites::SiteError) -> End {
    let end = world.fail_saying(error, &error.en(), &error.zh());
    if matches!(error, sites::SiteError::Config { .. }) { End::Faults } else { end }
}

fn unreadable(world: &World, path: &Path, error: &io::Error) -> End {
    let path = path.display();
    world.fail_saying(error, &format!("cannot read `{path}`: {error}"), &format!("无法读取 `{path}`：{error}"))
}

/// The key that was given, or else the one of the site at hand.
fn key(world: &World, given: Option<&str>, config: Option<&Config>) -> Result<Option<(PublicKey, KeyFrom)>, End> {
    let Some(given) = given else {
        let own = config.map(|config| config.public_key.as_str()).and_then(PublicKey::parse);
        return Ok(own.map(|key| (key, KeyFrom::Config)));
    };
    if let Some(key) = PublicKey::parse(given) {
        return Ok(Some((key, KeyFrom::Given)));
    }
    let path = Path::new(given);
    let text = fs::read(path).map_err(|error| unreadable(world, path, &error))?;
    let key = std::str::from_utf8(&text).ok().and_then(PublicKey::parse);
    key.map(|key| Some((key, KeyFrom::Given))).ok_or_else(|| {
        let (en, zh) = (format!("`{given}` holds no minisign public key"), format!("`{given}` 中没有 minisign 公钥"));
        eprintln!("{}: {}", world.say("error", "错误"), world.say(&en, &zh));
        End::Usage
    })
}
