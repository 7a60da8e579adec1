//! `gongshi init DIR`: a small commented site of a made-up district, which builds without a fault.
#![expect(clippy::disallowed_methods, reason = "this command writes the files it was asked for")]

use std::{fs, io, path::Path};

use super::{End, World, args};

/// The files, by path below the new site.
static FILES: &[(&str, &str)] = &[
    ("content/site.yaml", include_str!("init/site.yaml")),
    ("content/departments.yaml", include_str!("init/departments.yaml")),
    ("content/places.yaml", include_str!("init/places.yaml")),
    ("content/categories.yaml", include_str!("init/categories.yaml")),
    ("content/pages/about.md", include_str!("init/about.md")),
    ("content/documents/2026-list.md", include_str!("init/2026-list.md")),
    ("content/2026/year.yaml", include_str!("init/year.yaml")),
    ("content/2026/index.md", include_str!("init/index.md")),
    ("content/2026/projects/01.yaml", include_str!("init/01.yaml")),
    ("content/2026/projects/01.md", include_str!("init/01.md")),
    ("content/2026/projects/02.yaml", include_str!("init/02.yaml")),
    (".gitignore", include_str!("init/gitignore")),
];

/// Write the site; an existing file is never touched.
pub fn run(world: &World, args: &args::Init) -> End {
    match write(&args.dir) {
        Ok(true) => {
            let shown = args.dir.display();
            world.tell(&format!("{} {shown}", world.say("written:", "已生成：")));
            world.tell(&format!("{} gongshi build --root {shown}", world.say("next:", "下一步：")));
            End::Well
        }
        Ok(false) => {
            eprintln!("{}: {} {}", world.say("error", "错误"), args.dir.display(), world.say("is not empty", "不是空文件夹"));
            End::World
        }
        Err(error) => world.fail(&error),
    }
}

/// Whether the folder was free to write into.
fn write(dir: &Path) -> io::Result<bool> {
    let named = |path: &Path, error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    match fs::read_dir(dir) {
        Ok(mut listing) => {
            if listing.next().is_some() {
                return Ok(false);
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(named(dir, error)),
    }
    for (name, text) in FILES {
        let path = dir.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| named(parent, error))?;
        }
        fs::write(&path, text).map_err(|error| named(&path, error))?;
    }
    Ok(true)
}
