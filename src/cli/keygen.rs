//! `gongshi keygen`: the pair of keys publications are signed with.
//!
//! In: a place for the secret key, a password. Out: two files, neither of which stood there before. A key is never written
//! where it could be published.
#![expect(clippy::disallowed_methods, reason = "this is the edge where keys are written and passwords are asked for")]

use std::{
    ffi::OsString,
    fs::{self, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use super::{End, World, args, sites};
use crate::{
    output::{MANIFEST, Manifest},
    record::key::NewKey,
};

/// The password, for those who have no terminal.
pub const PASSWORD: &str = "GONGSHI_KEY_PASSWORD";

/// Why no key was made.
struct Refusal {
    end: End,
    en: String,
    zh: String,
}

/// Make the pair, write both files, say what to do with them.
pub fn run(world: &World, args: &args::Keygen) -> End {
    let secret = args.output.clone().unwrap_or_else(|| world.at(Path::new("gongshi.key")));
    let public = beside(&secret);
    match make(world, args, &secret, &public) {
        Ok(line) => {
            tell(world, (&secret, &public), &line);
            End::Well
        }
        Err(Refusal { end, en, zh }) => {
            eprintln!("{}: {}", world.say("error", "错误"), world.say(&en, &zh));
            end
        }
    }
}

fn make(world: &World, args: &args::Keygen, secret: &Path, public: &Path) -> Result<String, Refusal> {
    refuse_place(world, secret)?;
    for path in [secret, public] {
        if path.symlink_metadata().is_ok() {
            return Err(taken(path));
        }
    }
    let password = if args.no_password { None } else { Some(new_password(world)?) };
    let pair = NewKey::generate(password.as_deref()).map_err(|error| Refusal { end: End::World, en: error.en(), zh: error.zh() })?;
    write(secret, &pair.secret, 0o600)?;
    if let Err(refusal) = write(public, &pair.public, 0o644) {
        // The secret key was made a moment ago and nobody has it: half a pair is none.
        let _ = fs::remove_file(secret);
        return Err(refusal);
    }
    Ok(pair.line)
}

fn tell(world: &World, (secret, public): (&Path, &Path), line: &str) {
    let (secret, public) = (secret.display(), public.display());
    world.tell(&format!("{} {secret}", world.say("secret key:", "私钥：")));
    world.tell(&format!("{} {public}", world.say("public key:", "公钥：")));
    world.tell(world.say("put this line into content/site.yaml:", "请把这一行写入 content/site.yaml："));
    let _ = sites::print(world, &format!("public_key: {line}\n"));
    world.tell(world.say(
        "keep the secret key and its password apart, with a copy in a safe place; never put it under version control or on the web server. \
         To publish, set GONGSHI_SECRET_KEY to its path. Whoever has it can sign in the site's name; if it is lost, publish a new key.",
        "私钥与口令请分开保管，并在安全的地方留一份备份；不要纳入版本管理，也不要放到网站服务器上。发布时把 GONGSHI_SECRET_KEY 设为它的路径。\
         谁拿到私钥，谁就能以本站名义签名；一旦遗失，请公布新的公钥。",
    ));
}

/// `FILE.pub`.
fn beside(secret: &Path) -> PathBuf {
    let mut name = OsString::from(secret);
    name.push(".pub");
    name.into()
}

fn taken(path: &Path) -> Refusal {
    let path = path.display();
    Refusal {
        end: End::World,
        en: format!("`{path}` exists already and is left as it is; name another file (--output)"),
        zh: format!("`{path}` 已存在，保持原样；请另指定文件（--output）"),
    }
}

/// Write a new file whole, or leave none behind.
fn write(path: &Path, text: &str, mode: u32) -> Result<(), Refusal> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    let fail = |error: &io::Error| {
        let path = path.display();
        Refusal { end: End::World, en: format!("cannot write `{path}`: {error}"), zh: format!("无法写入 `{path}`：{error}") }
    };
    let mut file = options.open(path).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => taken(path),
        _ => fail(&error),
    })?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    written.map_err(|error| {
        let _ = fs::remove_file(path);
        fail(&error)
    })
}

/// A key must not stand where it would be published or taken for content.
fn refuse_place(world: &World, secret: &Path) -> Result<(), Refusal> {
    let folder = secret.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let real = fs::canonicalize(folder).map_err(|error| {
        let folder = folder.display();
        Refusal {
            end: End::World,
            en: format!("cannot use the folder `{folder}`: {error}"),
            zh: format!("无法使用文件夹 `{folder}`：{error}"),
        }
    })?;
    let inside = |closed: &Path| fs::canonicalize(closed).is_ok_and(|closed| real.starts_with(closed));
    let mut closed: Vec<PathBuf> = ["content", "themes", "public"].into_iter().map(|name| world.at(Path::new(name))).collect();
    // Faults of site.yaml are for other commands to report.
    let config = sites::config(world).ok().flatten();
    let targets = config.iter().flat_map(|config| &config.targets).filter(|target| target.kind == "folder");
    closed.extend(targets.map(|target| world.at(Path::new(&target.path))));
    let is_output = |folder: &Path| fs::read(folder.join(MANIFEST)).is_ok_and(|bytes| Manifest::parse(folder, &bytes).is_ok());
    if closed.iter().any(|closed| inside(closed)) || real.ancestors().any(is_output) {
        let path = secret.display();
        return Err(Refusal {
            end: End::Usage,
            en: format!("`{path}` is inside content/, themes/ or a finished site, from where it would be published; name a place outside"),
            zh: format!("`{path}` 位于 content/、themes/ 或已生成的网站之内，会被公布；请指定其外的位置"),
        });
    }
    Ok(())
}

/// A password for a new key: of the environment, or asked for twice.
fn new_password(world: &World) -> Result<String, Refusal> {
    let empty = || Refusal {
        end: End::Usage,
        en: "an empty password protects nothing; use --no-password if that is meant".to_owned(),
        zh: "空口令不起保护作用；如确需不设口令，请用 --no-password".to_owned(),
    };
    if let Some(given) = std::env::var_os(PASSWORD) {
        let given = given.into_string().map_err(|_| Refusal {
            end: End::Usage,
            en: format!("{PASSWORD} is not UTF-8"),
            zh: format!("{PASSWORD} 不是 UTF-8 文本"),
        })?;
        return if given.is_empty() { Err(empty()) } else { Ok(given) };
    }
    let first = ask(world.say("password for the new key: ", "新私钥的口令："))?;
    if first.is_empty() {
        return Err(empty());
    }
    if ask(world.say("once more: ", "再输一次："))? != first {
        return Err(Refusal { end: End::Usage, en: "the two passwords differ".to_owned(), zh: "两次输入的口令不同".to_owned() });
    }
    Ok(first)
}

/// Ask on the terminal, without showing what is typed.
fn ask(prompt: &str) -> Result<String, Refusal> {
    rpassword::prompt_password(prompt).map_err(|error| Refusal {
        end: End::Usage,
        en: format!("no terminal to ask for a password on ({error}); set {PASSWORD}, or use --no-password"),
        zh: format!("没有可询问口令的终端（{error}）；请设置 {PASSWORD}，或用 --no-password"),
    })
}
