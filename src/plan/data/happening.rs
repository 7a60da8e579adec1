//! What happened to promises and papers, in the words of a feed.

use chrono::NaiveDate;

use crate::{
    plan::{Plan, edition::At, route, standing::Standing, view::chinese},
    site::{
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
    /// What happened: an English word, and in Chinese.
    pub kind: (&'static str, &'static str),
}

impl Plan<'_> {
    /// Something that happened, in words.
    pub(super) fn told(&self, happening: &Happening<'_>) -> Told {
        match happening.what {
            What::Paper(at) => self.paper(at),
            What::YearCorrected(y, number, correction) => {
                let programme = self.edition.years[y].programme;
                Told {
                    year: programme.year,
                    place: format!("{}/correction/{}/{number}", programme.year, correction.date),
                    title: format!("更正：{}", programme.title),
                    summary: corrected(correction),
                    href: route::year(programme.year),
                    kind: ("correction", "更正"),
                }
            }
            What::Reported(at) => self.reported(at, happening.day),
            What::Changed(at, number, change) => {
                let (word, text) = (change.kind.word(), chinese(&schema::CHANGES, change.kind.word()));
                let what = if change.indicator.is_empty() { text.to_owned() } else { format!("{text}：{}", change.indicator) };
                let moved = moved(&change.was, &change.now);
                let summary = sentence(&[what, moved].join(" "), &[("原因", &change.reason), ("决定机关", &change.authority)]);
                self.of_one(at, &format!("change/{}/{number}", change.date), (word, text), summary)
            }
            What::Corrected(at, number, correction) => {
                self.of_one(at, &format!("correction/{}/{number}", correction.date), ("correction", "更正"), corrected(correction))
            }
        }
    }

    fn paper(&self, at: usize) -> Told {
        let document = &self.edition.site.documents[at];
        let issuer = [document.issuer.as_str(), &document.number].into_iter().filter(|part| !part.is_empty());
        let by = issuer.collect::<Vec<_>>().join("，");
        let summary = [by, document.article.summary.clone()].into_iter().filter(|part| !part.is_empty());
        Told {
            year: self.year_of_paper(at),
            place: format!("documents/{}", document.article.id),
            title: format!("公文：{}", document.article.title),
            summary: summary.collect::<Vec<_>>().join("。"),
            href: route::document(&document.article.id),
            kind: ("document", "公文"),
        }
    }

    fn reported(&self, at: At, day: NaiveDate) -> Told {
        let (year, shown) = self.edition.project(at);
        let date = self.reported_on(at).map(crate::site::date::PartialDate::chinese).unwrap_or_default();
        let number = year.programme.year;
        Told {
            year: number,
            place: format!("{number}/{}/report/{day}", shown.project.id),
            title: format!("{}：{}报送", self.name_of(at), date),
            summary: figures(&shown.state),
            href: route::project(number, &shown.project.id),
            kind: ("report", "报送"),
        }
    }

    fn of_one(&self, at: At, place: &str, kind: (&'static str, &'static str), summary: String) -> Told {
        let (year, shown) = self.edition.project(at);
        let number = year.programme.year;
        Told {
            year: number,
            place: format!("{number}/{}/{place}", shown.project.id),
            title: format!("{}：{}", kind.1, self.name_of(at)),
            summary,
            href: route::project(number, &shown.project.id),
            kind,
        }
    }

    fn name_of(&self, at: At) -> String {
        let (year, shown) = self.edition.project(at);
        format!("{}年 {}", year.programme.year, shown.project.title)
    }
}

/// The figures that moved with a report, and where the project stands.
fn figures(standing: &Standing) -> String {
    let figure = |change: &crate::plan::view::Shared<crate::plan::view::ChangeView>| {
        let before = change.before.as_ref().map(|before| format!("{before} → ")).unwrap_or_default();
        format!("{} {before}{}", change.indicator, change.now)
    };
    let figures: Vec<String> = standing.changes.iter().map(figure).collect();
    let figures = if figures.is_empty() { "这次报送没有新的数字".to_owned() } else { figures.join("；") };
    let card = &standing.card;
    if card.draft {
        return format!("{figures}。");
    }
    let share = card.bar.as_ref().map(|bar| format!("，进度{}", bar.percent)).unwrap_or_default();
    format!("{figures}。状态：{}{share}。", card.status_text)
}

fn corrected(correction: &Correction) -> String {
    let what = [correction.what.clone(), moved(&correction.was, &correction.now)];
    sentence(&what.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "), &[("原因", &correction.reason)])
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
fn sentence(what: &str, said: &[(&str, &str)]) -> String {
    let end = |text: &str| format!("{}。", text.trim().trim_end_matches('。'));
    let said = said.iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| end(&format!("{name}：{text}")));
    std::iter::once(end(what)).chain(said).collect()
}

#[cfg(test)]
mod tests {
    use super::{moved, sentence};

    #[test]
    fn words_of_a_change() {
        assert_eq!(moved("10个", "5处"), "10个 → 5处");
        assert_eq!(moved("", "5处"), "5处");
        assert_eq!(sentence("暂停 ", &[("原因", "疫情。"), ("决定机关", "")]), "暂停。原因：疫情。");
    }
}
