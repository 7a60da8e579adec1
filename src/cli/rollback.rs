//! `gongshi rollback`: show an earlier release again, in a folder the site is published to.

use super::{End, World, args, sites, verify::refuse};
use crate::{
    publish::{
        PublishError,
        folder::{FolderDestination, Standing},
    },
    site::model::PublishingTarget,
};

/// Switch the link, or list what it could lead to.
pub fn run(world: &World, args: &args::Rollback) -> End {
    let config = match sites::config(world) {
        Ok(config) => config.unwrap_or_default(),
        Err(error) => return refuse(world, &error),
    };
    let Some(target) = chosen(world, &config.targets, args.target.as_deref()) else { return End::Usage };
    match act(world, target, args) {
        Ok(()) => End::Well,
        Err(error) => world.fail_saying(&error, &error.en(), &error.zh()),
    }
}

fn act(world: &World, target: &PublishingTarget, args: &args::Rollback) -> Result<(), PublishError> {
    let mut folder = FolderDestination::new(target, &world.root)?;
    if args.list {
        for release in folder.releases()? {
            let mark = if release.shown { "*" } else { " " };
            println!("{mark} {}", line(&release));
        }
        return Ok(());
    }
    let shown = folder.roll_back(args.to.as_deref())?;
    world.tell(&format!("{} {}", world.say("shown now:", "现在显示："), line(&shown)));
    Ok(())
}

/// A release in one line: number, day, digest.
fn line(release: &Standing) -> String {
    let number = release.number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    format!("{number:>4}  {:10}  {}", release.date.as_deref().unwrap_or("-"), release.digest)
}

/// The target meant: the one named, or else the only folder.
fn chosen<'t>(world: &World, targets: &'t [PublishingTarget], name: Option<&str>) -> Option<&'t PublishingTarget> {
    let folders: Vec<&PublishingTarget> = targets.iter().filter(|target| target.kind == "folder").collect();
    let names = folders.iter().map(|target| format!("`{}`", target.name)).collect::<Vec<_>>().join(", ");
    let (en, zh) = match (name, &folders[..]) {
        (_, []) => {
            ("content/site.yaml names no folder to publish to".to_owned(), "content/site.yaml 没有写明任何目录类的发布目标".to_owned())
        }
        (None, [only]) => return Some(only),
        (None, _) => (format!("name the target: {names}"), format!("请指明目标：{names}")),
        (Some(name), _) => match folders.iter().find(|target| target.name == name) {
            Some(target) => return Some(target),
            None => (
                format!("`{name}` is no folder of content/site.yaml; there are {names}"),
                format!("content/site.yaml 中没有目录目标 `{name}`，现有 {names}"),
            ),
        },
    };
    eprintln!("{}: {}", world.say("error", "错误"), world.say(&en, &zh));
    None
}
