//! What was found when a site was verified, in sentences.

use super::{
    super::key::Unsound,
    chain::{Break, Kept, Saved},
    report::{Fault, KeyFrom, Report, Signed},
};
use crate::{diag::Language, output::Imprint};

/// The most files of a sort that are named.
const NAMED: usize = 50;

impl Report {
    /// Everything found, a sentence a line, the answer last.
    pub fn text(&self, language: Language) -> String {
        let mut lines = vec![self.head(language), self.signature(language)];
        if matches!((&self.signed, &self.key), (Signed::Good { .. }, Some((_, KeyFrom::Published)))) {
            lines.push(pick(
                language,
                "the key is the one the site itself publishes: this proves only that the site agrees with itself; to know who signed it, give a key you have from elsewhere (--key)",
                "所用公钥是网站自己公布的，只能证明网站前后一致；要确认由谁签名，请用另行取得的公钥（--key）",
            ));
        }
        if let Some(imprint) = self.publication.as_ref().filter(|_| self.breaks.is_empty()) {
            lines.push(unbroken(imprint.number, language));
        }
        lines.extend(self.breaks.iter().map(|at| broken(at, language)));
        lines.extend(self.saved.iter().map(|saved| kept(saved, language)));
        self.files(&mut lines, language);
        lines.push(self.answer(language));
        lines.join("\n") + "\n"
    }

    fn head(&self, language: Language) -> String {
        let (files, bytes) = (self.files, self.bytes);
        let which = match &self.publication {
            Some(Imprint { number, date, .. }) => {
                pick(language, &format!("publication {number} of {date}"), &format!("第{number}次发布（{date}）"))
            }
            None => pick(language, "a build that was not published", "未发布的构建"),
        };
        let digest = self.manifest;
        pick(
            language,
            &format!("{which}, {files} files, {bytes} bytes, manifest sha256:{digest}"),
            &format!("{which}，{files} 个文件，{bytes} 字节，清单 sha256:{digest}"),
        )
    }

    fn signature(&self, language: Language) -> String {
        let key = self.key.as_ref().map(|(key, _)| key.to_string()).unwrap_or_default();
        match &self.signed {
            Signed::Unsigned => pick(language, "the manifest is not signed", "清单没有签名"),
            Signed::NoKey => pick(
                language,
                "the manifest is signed, but there is no key to verify it with; give one (--key)",
                "清单有签名，但没有可用来核验的公钥；请指定（--key）",
            ),
            Signed::Good { comment } => {
                let comment = printable(comment);
                pick(language, &format!("signed with {key}: {comment}"), &format!("签名有效，公钥 {key}：{comment}"))
            }
            Signed::Bad { why } => {
                let zh = match why {
                    Unsound::Damaged => "它不是 minisign 签名",
                    Unsound::OtherKey => "它是用另一把密钥签的",
                    Unsound::Changed => "它签的是另一份内容",
                };
                pick(language, &format!("SIGNATURE DOES NOT HOLD for key {key}: {why}"), &format!("签名无效（公钥 {key}）：{zh}"))
            }
        }
    }

    fn files(&self, lines: &mut Vec<String>, language: Language) {
        let differing: Vec<&str> = self.differing.iter().map(|file| file.path.as_str()).collect();
        list(lines, &differing, (&pick(language, "differs:", "内容不符："), language));
        let missing: Vec<&str> = self.missing.iter().map(String::as_str).collect();
        list(lines, &missing, (&pick(language, "missing:", "缺少："), language));
        let extra: Vec<&str> = self.extra.iter().map(String::as_str).collect();
        list(lines, &extra, (&pick(language, "not in the manifest:", "清单之外："), language));
        let unread: Vec<String> = self.unread.iter().map(|file| format!("{} ({})", file.path, file.why)).collect();
        let unread: Vec<&str> = unread.iter().map(String::as_str).collect();
        list(lines, &unread, (&pick(language, "cannot be read:", "无法读取："), language));
    }

    fn answer(&self, language: Language) -> String {
        let unsigned = self.signed == Signed::Unsigned;
        match self.fault() {
            None if unsigned => pick(language, "every file is what the manifest says", "每个文件都与清单相符"),
            None => pick(language, "every file is what was signed", "每个文件都与签名的清单相符"),
            Some(Fault::Unreadable) => pick(language, "NOT VERIFIED: files could not be read", "未能核验：有文件无法读取"),
            Some(Fault::Differs) if self.signed == Signed::NoKey => {
                pick(language, "NOT VERIFIED: there is no key to verify the signature with", "未能核验：没有可用来核验签名的公钥")
            }
            Some(Fault::Differs) if self.is_unsigned() => {
                pick(language, "NOT VERIFIED: there is a key and nothing is signed", "核验不通过：有公钥，而网站没有签名")
            }
            Some(Fault::Differs) => pick(language, "NOT VERIFIED: this is not what was published", "核验不通过：与发布的内容不符"),
        }
    }
}

/// One of two wordings.
fn pick(language: Language, en: &str, zh: &str) -> String {
    match language {
        Language::English => en,
        Language::Chinese => zh,
    }
    .to_owned()
}

/// Files of one sort.
fn list(lines: &mut Vec<String>, all: &[&str], (label, language): (&str, Language)) {
    let space = if label.ends_with(':') { " " } else { "" };
    lines.extend(all.iter().take(NAMED).map(|path| format!("{label}{space}{}", printable(path))));
    if let Some(more) = all.len().checked_sub(NAMED).filter(|more| *more > 0) {
        lines.push(pick(language, &format!("{label} and {more} more"), &format!("{label}另有 {more} 个")));
    }
}

fn unbroken(number: u32, language: Language) -> String {
    match number {
        1 => pick(language, "it is the first publication", "这是首次发布"),
        _ => pick(language, &format!("publications 1 to {number} are linked without a gap"), &format!("第1次至第{number}次发布首尾相接")),
    }
}

fn broken(at: &Break, language: Language) -> String {
    let (en, zh) = match at {
        Break::NoList => ("data/publications.json is missing".to_owned(), "缺少 data/publications.json".to_owned()),
        Break::Unreadable { why } => {
            (format!("data/publications.json cannot be read: {why}"), format!("data/publications.json 无法读取：{why}"))
        }
        Break::Number { expected, found } => {
            (format!("publication {found} stands where {expected} should"), format!("应为第{expected}次发布之处是第{found}次"))
        }
        Break::Previous { number } => (
            format!("publication {number} does not name the manifest of the one before it"),
            format!("第{number}次发布所记的上一份清单与前一次不符"),
        ),
        Break::Length { expected, found } => (
            format!("data/publications.json lists {found} earlier publications instead of {expected}"),
            format!("data/publications.json 应列此前 {expected} 次发布，实列 {found} 次"),
        ),
        Break::Last { number } => (
            format!("publication {number}, which stands here, does not name the manifest of the one before it"),
            format!("此处的第{number}次发布所记的上一份清单与前一次不符"),
        ),
    };
    pick(language, &format!("CHAIN BROKEN: {en}"), &format!("链条断开：{zh}"))
}

fn kept(saved: &Saved, language: Language) -> String {
    let name = printable(&saved.name);
    let number = saved.number.unwrap_or_default();
    match saved.state {
        Kept::Unchanged => {
            pick(language, &format!("{name}: unchanged record, publication {number}"), &format!("{name}：第{number}次发布，记录未变"))
        }
        Kept::Rewritten => pick(
            language,
            &format!("{name}: REWRITTEN, publication {number} is another one now"),
            &format!("{name}：记录被改写，现在的第{number}次发布不是这一份"),
        ),
        Kept::Later => pick(
            language,
            &format!("{name}: REWRITTEN, publication {number} is later than the one that stands here"),
            &format!("{name}：记录被改写，第{number}次发布晚于此处的发布"),
        ),
        Kept::Unknown => pick(language, &format!("{name}: is not the manifest of a publication"), &format!("{name}：不是某次发布的清单")),
    }
}

/// Text of a site as a terminal may show it: control signs would act on it.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}
