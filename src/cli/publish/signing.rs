//! The signature of a release.

use std::path::{Path, PathBuf};

use super::{Step, usage};
use crate::{
    cli::{End, World, keygen::PASSWORD},
    publish::Prepared,
    record::key::{self, Signer},
    site::model::Config,
};

/// The secret key's file, for those who do not name it.
const SECRET_KEY: &str = "GONGSHI_SECRET_KEY";

/// Sign a release with the key the site says it is signed with; one without a public key stays unsigned.
pub fn sign(world: &World, named: Option<&Path>, config: &Config, mut prepared: Prepared) -> Step<Prepared> {
    let path = named.map(Path::to_path_buf).or_else(|| std::env::var_os(SECRET_KEY).map(PathBuf::from));
    if config.public_key.is_empty() {
        if named.is_some() {
            let en = "content/site.yaml has no `public_key`, so nobody could check the signature";
            return Err(usage(world, en, "content/site.yaml 没有写 `公钥`，签名无从核对"));
        }
        return Ok(prepared);
    }
    let Some(path) = path else {
        let en = format!("the site is signed with {}: name the secret key with --key or {SECRET_KEY}", config.public_key);
        let zh = format!("本站须用公钥 {} 对应的私钥签名：请用 --key 或 {SECRET_KEY} 指定私钥", config.public_key);
        return Err(usage(world, &en, &zh));
    };
    let signature = signature(world, &path, config, &prepared)?;
    prepared.release.signature = Some(signature.into());
    Ok(prepared)
}

fn signature(world: &World, path: &Path, config: &Config, prepared: &Prepared) -> Result<String, End> {
    let fail = |error: key::KeyError| world.fail_saying(&error, &error.en(), &error.zh());
    if let Some((en, zh)) = key::exposure(path) {
        eprintln!("{}: {}", world.say("warning", "警告"), world.say(&en, &zh));
    }
    let password = match std::env::var(PASSWORD) {
        Ok(password) => Some(password),
        Err(_) if key::needs_password(path).map_err(fail)? => {
            let asked = rpassword::prompt_password(world.say("password of the secret key: ", "私钥口令："));
            Some(asked.map_err(|error| world.fail(&error))?)
        }
        Err(_) => None,
    };
    let signer = Signer::open(path, password.as_deref()).map_err(fail)?;
    if signer.public() != config.public_key {
        let (own, wanted) = (signer.public(), &config.public_key);
        let en = format!("this secret key belongs to {own}, and the site is signed with {wanted}");
        return Err(usage(world, &en, &format!("此私钥对应公钥 {own}，而本站使用 {wanted}")));
    }
    let manifest = &prepared.release.manifest;
    let imprint = manifest.publication.as_ref().expect("a prepared release says which publication it is");
    signer.sign(&manifest.to_json(), imprint).map_err(fail)
}
