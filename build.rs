//! Writes the table of the embedded themes: every file of every folder of `themes/`, so that an installed gongshi needs no
//! other file. And names the program down to its sources, so that no other build of it trusts what this one remembers.

#![expect(clippy::disallowed_methods, reason = "a build script reads the folder it embeds")]

use std::{env, fmt::Write as _, fs, io, path::Path};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    println!("cargo:rerun-if-changed=themes");
    let mut files = Vec::new();
    walk(&Path::new(&root).join("themes"), "", &mut files)?;
    files.sort();
    let mut table = String::from("&[\n");
    for file in &files {
        let Some((theme, name)) = file.split_once('/') else { continue };
        let path = Path::new(&root).join("themes").join(file).display().to_string();
        let _ = writeln!(table, "    ({theme:?}, {name:?}, include_bytes!({path:?})),");
    }
    table.push_str("]\n");
    fs::write(Path::new(&out).join("embedded_themes.rs"), table)?;
    let target = env::var("TARGET").map_err(io::Error::other)?;
    println!("cargo:rustc-env=GONGSHI_SOURCES={:016x}-{target}", sources(Path::new(&root))?);
    Ok(())
}

/// A hash (FNV-1a) of everything the program is made from.
fn sources(root: &Path) -> io::Result<u64> {
    let mut files = Vec::new();
    for folder in ["src", "themes"] {
        println!("cargo:rerun-if-changed={folder}");
        let mut found = Vec::new();
        walk(&root.join(folder), "", &mut found)?;
        files.extend(found.into_iter().map(|name| format!("{folder}/{name}")));
    }
    files.extend(["Cargo.toml", "Cargo.lock", "build.rs"].map(str::to_owned));
    files.sort();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for name in files {
        println!("cargo:rerun-if-changed={name}");
        // A package may come without a lock file.
        let bytes = fs::read(root.join(&name)).unwrap_or_default();
        for byte in name.bytes().chain([0]).chain(bytes).chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(hash)
}

fn walk(folder: &Path, prefix: &str, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            walk(&entry.path(), &format!("{prefix}{name}/"), files)?;
        } else {
            files.push(format!("{prefix}{name}"));
        }
    }
    Ok(())
}
