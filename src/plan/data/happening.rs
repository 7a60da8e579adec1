//! What happened to promises and papers, in the words of a feed.

use chrono::NaiveDate;

use crate::{
    plan::{Plan, edition::At, route, standing::Standing, view::capital},
    site::{
        language::Language,
        model::{Change, Correction},
        schema,
    },
};

/// Something that happened, before it is told.
pub struct Happening<'a> {
    /// The last day it may have happened.
    pub day: NaiveDate,
    /// What happened.
    pub what: What<'a>,
}

/// What can happen. A number, from 1, parts those of one date.
pub enum What<'a> {
    /// A paper appeared.
    Paper(usize),
    /// A year was corrected.
    YearCorrected(usize, usize, &'a Correction),
    /// A project was reported on.
    Reported(At),
    /// A promise was suspended, resumed, adjusted or merged.
    Changed(At, usize, &'a Change),
    /// A project was corrected.
    Corrected(At, usize, &'a Correction),
}

/// Something that happened, in words.
pub struct Told {
    /// The year it belongs to.
    pub year: i32,
    /// Its place in the content: what its id is made of.
    pub place: String,
    /// In a line.
    pub title: String,
    /// In a few sentences.
    pub summary: String,
    /// The page it is about, from the site's root.
    pub href: String,
    /// What happened: an English word, and for people.
    pub kind: (&'static str, &'static str),
}

impl Plan<'_> {
    /// Something that happened, in words.
    pub(super) fn told(&self, happening: &Happening<'_>) -> Told {
        let language = self.language();
        let correction_word = language.pick("更正", "correction");
        match happening.what {
            What::Paper(at) => self.paper(at),
            What::YearCorrected(y, number, correction) => {
                let programme = self.edition.years[y].programme;
                Told {
                    year: programme.year,
                    place: format!("{}/correction/{}/{number}", programme.year, correction.date),
                    title: language.labelled(&capital(correction_word), &programme.title),
                    summary: corrected(language, correction),
                    href: route::year(programme.year),
                    kind: ("correction", correction_word),
                }
            }
            What::Reported(at) => self.reported(at, happening.day),
            What::Changed(at, number, change) => {
                let (word, text) = (change.kind.word(), language.word(&schema::CHANGES, change.kind.word()));
                let told = capital(text);
                let what = if change.indicator.is_empty() { told } else { language.labelled(&told, &change.indicator) };
                let moved = moved(&change.was, &change.now);
                let reasons =
                    [(language.pick("原因", "Reason"), &change.reason), (language.pick("决定机关", "Decided by"), &change.authority)];
                let summary = sentence(language, &[what, moved].join(" "), &reasons.map(|(name, text)| (name, text.as_str())));
                self.of_one(at, &format!("change/{}/{number}", change.date), (word, text), summary)
            }
            What::Corrected(at, number, correction) => self.of_one(
                at,
                &format!("correction/{}/{number}", correction.date),
                ("correction", correction_word),
                corrected(language, correction),
            ),
        }
    }

    fn paper(&self, at: usize) -> Told {
        let language = self.language();
        let document = &self.edition.site.documents[at];
        let issuer = [document.issuer.as_str(), &document.number].into_iter().filter(|part| !part.is_empty());
        let by = issuer.collect::<Vec<_>>().join(language.comma());
        let summary = [by, document.article.summary.clone()].into_iter().filter(|part| !part.is_empty());
        Told {
            year: self.year_of_paper(at),
            place: format!("documents/{}", document.article.id),
            title: language.labelled(language.pick("公文", "Official paper"), &document.article.title),
            summary: summary.collect::<Vec<_>>().join(language.pick("。", ". ")),
            href: route::document(&document.article.id),
            kind: ("document", language.pick("公文", "official paper")),
        }
    }

    fn reported(&self, at: At, day: NaiveDate) -> Told {
        let (year, shown) = self.edition.project(at);
        let language = self.language();
        let date = self.reported_on(at).map(|date| date.said(language)).unwrap_or_default();
        let number = year.programme.year;
        Told {
            year: number,
            place: format!("{number}/{}/report/{day}", shown.project.id),
            title: language.labelled(&self.name_of(at), &language.pick(format!("{date}报送"), format!("report of {date}"))),
            summary: figures(language, &shown.state),
            href: route::project(number, &shown.project.id),
            kind: ("report", language.pick("报送", "report")),
        }
    }

    fn of_one(&self, at: At, place: &str, kind: (&'static str, &'static str), summary: String) -> Told {
        let (year, shown) = self.edition.project(at);
        let number = year.programme.year;
        Told {
            year: number,
            place: format!("{number}/{}/{place}", shown.project.id),
            title: self.language().labelled(&capital(kind.1), &self.name_of(at)),
            summary,
            href: route::project(number, &shown.project.id),
            kind,
        }
    }

    fn name_of(&self, at: At) -> String {
        let (year, shown) = self.edition.project(at);
        self.language().in_year(year.programme.year, &shown.project.title)
    }
}

/// The figures that moved with a report, and where the project stands.
fn figures(language: Language, standing: &Standing) -> String {
    let figure = |change: &crate::plan::view::Shared<crate::plan::view::ChangeView>| {
        let before = change.before.as_ref().map(|before| format!("{before} → ")).unwrap_or_default();
        format!("{} {before}{}", change.indicator, change.now)
    };
    let figures: Vec<String> = standing.changes.iter().map(figure).collect();
    let figures = if figures.is_empty() {
        language.pick("这次报送没有新的数字", "No new figures in this report").to_owned()
    } else {
        figures.join(language.pick("；", "; "))
    };
    let card = &standing.card;
    if card.draft {
        return language.pick(format!("{figures}。"), format!("{figures}."));
    }
    let share = card
        .bar
        .as_ref()
        .map(|bar| language.pick(format!("，进度{}", bar.percent), format!(", progress {}", bar.percent)))
        .unwrap_or_default();
    let status = &card.status_text;
    language.pick(format!("{figures}。状态：{status}{share}。"), format!("{figures}. Status: {status}{share}."))
}

fn corrected(language: Language, correction: &Correction) -> String {
    let what = [correction.what.clone(), moved(&correction.was, &correction.now)];
    let what = what.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    sentence(language, &what, &[(language.pick("原因", "Reason"), &correction.reason)])
}

/// What stood there and what stands there now: `10个 → 5处`.
fn moved(was: &str, now: &str) -> String {
    match (was.is_empty(), now.is_empty()) {
        (true, _) => now.to_owned(),
        (false, true) => was.to_owned(),
        (false, false) => format!("{was} → {now}"),
    }
}

/// A sentence with what is said of it, as far as anything is.
fn sentence(language: Language, what: &str, said: &[(&str, &str)]) -> String {
    let end = |text: &str| format!("{}{}", text.trim().trim_end_matches(['。', '.']), language.pick("。", "."));
    let said = said.iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| end(&language.labelled(name, text)));
    std::iter::once(end(what)).chain(said).collect::<Vec<_>>().join(language.pick("", " "))
}

#[cfg(test)]
mod tests {
    use super::{moved, sentence};
    use crate::site::language::Language;

    #[test]
    fn words_of_a_change() {
        assert_eq!(moved("10个", "5处"), "10个 → 5处");
        assert_eq!(moved("", "5处"), "5处");
        assert_eq!(sentence(Language::Chinese, "暂停 ", &[("原因", "疫情。"), ("决定机关", "")]), "暂停。原因：疫情。");
        assert_eq!(sentence(Language::English, "Suspended", &[("Reason", "疫情。"), ("Decided by", "")]), "Suspended. Reason: 疫情.");
    }
}
