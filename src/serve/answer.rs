//! From a request to an answer.
//!
//! In: the head of a request and the present moment. Out: a page of the site, a page of the preview itself, the event
//! stream, or a refusal. Each answer is made from one moment, whatever is published meanwhile.

use std::{path::PathBuf, sync::Arc};

use axum::{
    body::Body,
    http::{HeaderMap, Method, StatusCode, Uri, header},
};

use super::{
    Pages,
    editor::Editor,
    gallery,
    guard::{Guard, Verdict},
    html::{document, enliven, escape, tag},
    hub::{Hub, Shown},
    panel::panel,
    path::{self, Found},
    reply::{Asked, Content, OWN_POLICY, Reply, empty, put, redirect},
    staff, types, words,
};
use crate::{diag::Language, output::Digest};

/// The page a site has for addresses where nothing stands.
const NOT_FOUND: &str = "404.html";

/// Everything an answer is made from.
#[derive(Debug)]
pub struct Preview {
    /// The present moment.
    pub hub: Arc<Hub>,
    /// Who may ask.
    pub guard: Guard,
    /// The absolute folder of the site.
    pub root: PathBuf,
    /// The language of the preview itself.
    pub language: Language,
}

impl Preview {
    /// The answer to a request; its body is never read.
    pub fn respond(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Reply {
        let asked = Asked { head: method == Method::HEAD, headers };
        match self.guard.judge(uri, headers, uri.path() == "/-/events") {
            Verdict::Enter => {}
            Verdict::Welcome { cookie, location } => {
                let mut reply = redirect(StatusCode::SEE_OTHER, &location);
                put(&mut reply, header::SET_COOKIE, &cookie);
                return reply;
            }
            refused => return self.refuse(asked, &refused),
        }
        if !matches!(*method, Method::GET | Method::HEAD) {
            let sentence = self.say("The preview only answers GET and HEAD.", "预览只接受 GET 和 HEAD 请求。");
            let mut reply = asked.sentence(StatusCode::METHOD_NOT_ALLOWED, sentence);
            put(&mut reply, header::ALLOW, "GET, HEAD");
            return reply;
        }
        match uri.path() {
            "/-" => redirect(StatusCode::PERMANENT_REDIRECT, "/-/"),
            own if own.starts_with("/-/") => {
                let mut reply = self.own(asked, &own["/-/".len()..]);
                put(&mut reply, header::CONTENT_SECURITY_POLICY, OWN_POLICY);
                reply
            }
            _ => self.site(asked, uri),
        }
    }

    fn say<'t>(&self, en: &'t str, zh: &'t str) -> &'t str {
        words::say(self.language, en, zh)
    }

    fn refuse(&self, asked: Asked<'_>, verdict: &Verdict) -> Reply {
        let sentence = match verdict {
            Verdict::WrongHost => self.say(
                "This host name is not one of the preview's. Open the address the program printed.",
                "预览不接受这个主机名。请打开程序显示的地址。",
            ),
            Verdict::WrongOrigin => self.say("Other sites may not use the preview.", "不允许其他网站访问预览。"),
            _ => self.say("Open the preview by the full address, with its token.", "请用带有口令（token）的完整地址打开预览。"),
        };
        if *verdict == (Verdict::NoToken { from_elsewhere: true }) {
            // A browser that follows a link of another site keeps the cookie back once; asked again by this page, it
            // sends it.
            let page = format!(
                "<!doctype html>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"refresh\" content=\"0\">\n<title>403</title>\n<p>{sentence}</p>\n"
            );
            return asked.body(StatusCode::FORBIDDEN, types::HTML, page.into_bytes());
        }
        asked.sentence(StatusCode::FORBIDDEN, sentence)
    }

    /// What stands below `/-/`.
    fn own(&self, asked: Asked<'_>, name: &str) -> Reply {
        let shown = self.hub.now();
        match name {
            "" => {
                let page = staff::page(&shown.moment, self.editor(&shown), self.language).into_bytes();
                let tag = tag(&Digest::of(&page));
                asked.content(Content { media: types::HTML, bytes: enliven(page, &tag), tag })
            }
            "components" => {
                let page = gallery::page(&shown.moment, &self.root, self.language).into_bytes();
                let tag = tag(&Digest::of(&page));
                asked.content(Content { media: types::HTML, bytes: enliven(page, &tag), tag })
            }
            "gallery.css" => asked.content(file(name, include_bytes!("assets/gallery.css").to_vec())),
            "panel" => asked.content(file("panel.html", self.panel(&shown).into_bytes())),
            "live.js" => asked.content(file(name, include_bytes!("assets/live.js").to_vec())),
            "preview.css" => asked.content(file(name, include_bytes!("assets/preview.css").to_vec())),
            "icon.svg" => asked.content(file(name, include_bytes!("assets/icon.svg").to_vec())),
            "events" => self.events(asked),
            _ => asked.sentence(StatusCode::NOT_FOUND, self.say("Nothing stands here.", "这里没有内容。")),
        }
    }

    fn editor<'a>(&'a self, shown: &'a Shown) -> Editor<'a> {
        Editor { root: &self.root, texts: &shown.moment.texts }
    }

    /// The errors of the last build; nothing where it went well.
    fn panel(&self, shown: &Shown) -> String {
        let moment = &shown.moment;
        if !moment.is_broken() {
            return String::new();
        }
        panel(moment.errors(), moment.pages.is_some(), self.editor(shown), self.language)
    }

    fn events(&self, asked: Asked<'_>) -> Reply {
        let mut reply = empty(StatusCode::OK);
        put(&mut reply, header::CONTENT_TYPE, "text/event-stream");
        if !asked.head {
            *reply.body_mut() = Body::from_stream(self.hub.events());
        }
        reply
    }

    /// A page or file of the site.
    fn site(&self, asked: Asked<'_>, uri: &Uri) -> Reply {
        let shown = self.hub.now();
        let Some(pages) = shown.moment.pages.as_deref() else { return self.waiting(asked, &shown) };
        match path::find(pages, &shown.moment.base_path, uri.path()) {
            Found::File(path) => self.file(asked, pages, &path),
            Found::Folder => {
                let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
                redirect(StatusCode::PERMANENT_REDIRECT, &format!("{}/{query}", uri.path()))
            }
            Found::Nothing => self.missing(asked, pages),
        }
    }

    fn file(&self, asked: Asked<'_>, pages: &dyn Pages, path: &str) -> Reply {
        match load(pages, path) {
            Some(Ok(content)) => asked.content(content),
            Some(Err(error)) => self.failure(asked, path, &error),
            None => self.missing(asked, pages),
        }
    }

    /// The site's own page for what is not there, under the status that says so.
    fn missing(&self, asked: Asked<'_>, pages: &dyn Pages) -> Reply {
        match load(pages, NOT_FOUND) {
            Some(Ok(content)) => {
                let mut reply = asked.body(StatusCode::NOT_FOUND, content.media, content.bytes);
                put(&mut reply, header::ETAG, &content.tag);
                reply
            }
            Some(Err(error)) => self.failure(asked, NOT_FOUND, &error),
            None => self.notice(asked, StatusCode::NOT_FOUND, self.say("No page stands at this address.", "这个地址没有页面。"), ""),
        }
    }

    fn failure(&self, asked: Asked<'_>, path: &str, error: &std::io::Error) -> Reply {
        let sentence = match self.language {
            Language::English => format!("The page {path} cannot be read: {error}"),
            Language::Chinese => format!("无法读取页面 {path}：{error}"),
        };
        self.notice(asked, StatusCode::INTERNAL_SERVER_ERROR, &sentence, "")
    }

    /// What every address shows before the first good build.
    fn waiting(&self, asked: Asked<'_>, shown: &Shown) -> Reply {
        let sentence = if shown.moment.is_broken() {
            self.say("The site cannot be built yet", "网站还不能生成")
        } else {
            self.say("The site is being built", "正在生成网站")
        };
        let panel = self.panel(shown);
        self.notice(asked, StatusCode::SERVICE_UNAVAILABLE, sentence, &format!("<div data-gongshi-panel>\n{panel}</div>\n"))
    }

    /// A small page of the preview in place of one of the site. It carries the script but no entity tag, so it gives
    /// way as soon as there is a page.
    fn notice(&self, asked: Asked<'_>, status: StatusCode, sentence: &str, rest: &str) -> Reply {
        let main = format!("<h1>{}</h1>\n{rest}<p><a href=\"/-/\">{}</a></p>\n", escape(sentence), self.say("Overview", "总览"));
        let page = document("notice", words::tag(self.language), sentence, &main);
        let mut reply = asked.body(status, types::HTML, enliven(page.into_bytes(), ""));
        put(&mut reply, header::CONTENT_SECURITY_POLICY, OWN_POLICY);
        reply
    }
}

/// A file of the site as it is sent; `None` where it does not stand.
fn load(pages: &dyn Pages, path: &str) -> Option<std::io::Result<Content>> {
    let record = pages.find(path)?;
    let content = |bytes: Vec<u8>| match types::of(path) {
        types::HTML => {
            let tag = tag(&record.sha256);
            Content { media: types::HTML, bytes: enliven(bytes, &tag), tag }
        }
        media => Content { media, tag: format!("\"{}\"", record.sha256), bytes },
    };
    Some(pages.read(path).map(content))
}

/// A file of the preview itself.
fn file(name: &str, bytes: Vec<u8>) -> Content {
    Content { media: types::of(name), tag: format!("\"{}\"", Digest::of(&bytes)), bytes }
}
