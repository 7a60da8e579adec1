//! Cards for sharing: what the plan says of one, drawn with the theme's template and font as a PNG.
//!
//! A card's template is SVG. It sees `card` (what stands on it) and `token` (the colours and sizes of the theme's
//! stylesheet), says the interface's words (`t`), and may ask how wide a text is (`advance`) and where its lines end
//! (`lines`). The font is the theme's and never the system's, and a template reads no other file, so what is installed on a
//! machine does not matter.

mod font;
mod png;

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use ::minijinja::{Environment, Value, value::Serde};
use rayon::prelude::*;
use resvg::{
    tiny_skia::{Color, Pixmap, Transform},
    usvg::{FontResolver, ImageHrefResolver, Options, Tree, fontdb},
};
use rustc_hash::FxHashMap;
use serde::Serialize;

use self::font::Font;
use super::{
    RenderError, Rendered, Work,
    data::KnownData,
    diagnostics as say,
    engine::{functions, minijinja},
};
use crate::{
    diag::{Diagnostic, Diagnostics, Span, text},
    memo::Key,
    output::Record,
    plan::view::{CARD_SIZE, CardFile, CardView, SiteFrame},
    theme::{CARDS, DEFAULT, FONT, STYLESHEET, TOKENS, Theme, embedded_file},
};

/// The templates and the font, ready to draw with.
pub struct Artist<'a> {
    theme: &'a Theme,
    environment: Environment<'a>,
    options: Options<'static>,
    tokens: BTreeMap<String, String>,
    /// A key of the templates, the words, the tokens and the font.
    key: Key,
}

#[derive(Serialize)]
struct Context<'a> {
    card: &'a CardView,
    token: &'a BTreeMap<String, String>,
}

/// Why a card was not drawn.
enum CardError {
    Fault(Box<Diagnostic>),
    Stopped(RenderError),
}

/// What came of one card: its key and record, whether it will be written.
type Done = (Key, Record, bool);

impl<'a> Artist<'a> {
    /// Compile the card templates. `None` where one has a fault or the font is none; the findings say so.
    pub fn new(diags: &mut Diagnostics, theme: &'a Theme, site: &SiteFrame) -> Option<Self> {
        let font = Font(theme.font.clone());
        let mut database = fontdb::Database::new();
        let ids = database.load_font_source(fontdb::Source::Binary(theme.font.clone()));
        let Some(id) = ids.first().copied().filter(|_| font.is_sound()) else {
            diags.push(say::bad_font(Span::file(&theme.path(FONT))));
            return None;
        };
        let options = Options {
            font_resolver: FontResolver { select_font: Box::new(move |_, _| Some(id)), select_fallback: Box::new(|_, _, _| None) },
            image_href_resolver: ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) },
            fontdb: Arc::new(database),
            ..Options::default()
        };
        let mut environment = minijinja::environment();
        minijinja::add_functions(&mut environment, &theme.words, functions::all(site, &theme.words));
        let measure = font.clone();
        environment.add_function("advance", move |text: Value, size: f32| f64::from(measure.advance(&plain(&text), size)));
        environment
            .add_function("lines", move |text: Value, size: f32, width: f32, most: usize| font.lines(&plain(&text), size, width, most));
        let of_cards = theme.templates.iter().filter(|(name, _)| name.starts_with(CARDS));
        let templates: Vec<(&str, &str)> = of_cards.map(|(name, text)| (name.as_str(), &**text)).collect();
        if let Err(faults) = minijinja::compile(&mut environment, &templates) {
            for fault in &faults {
                diags.push(fault.finding(theme, ""));
            }
            return None;
        }
        let tokens = tokens(theme);
        // The embedded font is part of the program, whose own hash stands on every memory that outlives it.
        let font = if let Cow::Owned(bytes) = &*theme.font { Key::of_bytes(bytes) } else { Key::default() };
        let key = Key::of(&(templates, theme.words.texts(), &tokens, font));
        Some(Self { theme, environment, options, tokens, key })
    }

    /// Draw a card.
    pub fn draw(&self, card: &CardView) -> Result<Vec<u8>, Box<Diagnostic>> {
        let name = format!("{CARDS}{}.svg", card.kind);
        let render = || self.environment.get_template(&name)?.render(Serde(Context { card, token: &self.tokens }));
        let svg = render().map_err(|error| Box::new(minijinja::fault(&error).finding(self.theme, &name)))?;
        let fault = |en: String| {
            let reason = text(format!("the card cannot be drawn: {en}"), format!("无法绘制卡片：{en}"));
            Box::new(say::template_error(Span::file(&self.theme.path(&name)), reason))
        };
        let tree = Tree::from_str(&svg, &self.options).map_err(|error| fault(error.to_string()))?;
        let (width, height) = CARD_SIZE;
        let mut pixmap = Pixmap::new(width, height).ok_or_else(|| fault("no pixels".to_owned()))?;
        pixmap.fill(Color::WHITE);
        let scaled = tree.size().to_int_size().scale_to_width(width).is_some_and(|size| size.height() == height);
        if !scaled {
            return Err(fault(format!("it is not {width} by {height}")));
        }
        let scale = f64::from(width) / f64::from(tree.size().width());
        #[expect(clippy::cast_possible_truncation, reason = "a scale near one")]
        resvg::render(&tree, Transform::from_scale(scale as f32, scale as f32), &mut pixmap.as_mut());
        png::encode(&pixmap).map_err(|error| fault(error.to_string()))
    }
}

/// A text as it is drawn: words of the catalogue come escaped.
fn plain(text: &Value) -> String {
    let shown = text.as_str().unwrap_or_default();
    if !text.is_safe() {
        return shown.to_owned();
    }
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    signs.into_iter().fold(shown.to_owned(), |text, (escape, sign)| text.replace(escape, sign))
}

/// The custom properties of the theme's stylesheet, each as it is first set, `--gs-bar-soft` as `gs_bar_soft`; those it
/// does not set as the default theme does.
fn tokens(theme: &Theme) -> BTreeMap<String, String> {
    let own = theme.assets.get(STYLESHEET).map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
    let default = String::from_utf8_lossy(embedded_file(DEFAULT, TOKENS).unwrap_or_default());
    let mut tokens = BTreeMap::new();
    for line in own.lines().chain(default.lines()) {
        let set = line.trim().strip_prefix("--").and_then(|rest| rest.strip_suffix(';')).and_then(|rest| rest.split_once(':'));
        if let Some((name, value)) = set {
            tokens.entry(name.trim().replace('-', "_")).or_insert_with(|| value.trim().to_owned());
        }
    }
    tokens
}

impl Work<'_> {
    /// Draw the cards that may have changed; what is known of them now. A store that keeps nothing needs none.
    pub(super) fn cards(&self, diags: &mut Diagnostics, artist: &Artist<'_>, rendered: &mut Rendered) -> Result<KnownData, RenderError> {
        let mut known = FxHashMap::default();
        if !self.publication.keeps() {
            return Ok(known);
        }
        let done: Vec<_> = self.plan.cards.par_iter().map(|card| self.card(artist, card)).collect();
        for (card, done) in self.plan.cards.iter().zip(done) {
            match done {
                Ok((key, record, written)) => {
                    rendered.files.insert(card.path.clone(), record);
                    if written {
                        rendered.written.push(card.path.clone());
                    }
                    known.insert(card.path.clone(), (key, record));
                }
                Err(CardError::Fault(found)) => diags.push(*found),
                Err(CardError::Stopped(error)) => return Err(error),
            }
        }
        Ok(known)
    }

    fn card(&self, artist: &Artist<'_>, card: &CardFile) -> Result<Done, CardError> {
        let view = self.plan.card_view(card);
        let key = Key::of(&(artist.key, &view));
        let stopped = |error| CardError::Stopped(RenderError::Output(error));
        if let Some((_, record)) = self.known.cards.get(&card.path).filter(|(known, _)| *known == key)
            && self.publication.holds(&card.path, record).map_err(stopped)?
        {
            return Ok((key, *record, false));
        }
        let bytes = artist.draw(&view).map_err(CardError::Fault)?;
        let record = Record::of(&bytes);
        let written = self.publication.put(&card.path, &record, &bytes).map_err(stopped)?;
        Ok((key, record, written))
    }
}

#[cfg(test)]
mod tests {
    use minijinja::Value;

    use super::plain;

    #[test]
    fn words_of_the_catalogue_are_drawn_as_they_are_meant() {
        assert_eq!(plain(&Value::from_safe_string("Q&amp;A &amp;lt; B".to_owned())), "Q&A &lt; B");
        assert_eq!(plain(&Value::from("Q&amp;A")), "Q&amp;A");
    }
}
