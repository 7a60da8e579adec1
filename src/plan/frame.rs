//! What frames a page: its title and the pages above it, its language, the site's menu.

use super::{
    Choice, Page, Plan, Subject, data, route,
    view::{self, Frame, Link, Maker, MenuItem, Of, SiteFrame, Translation},
};
use crate::{
    plan::{Part, view::Title},
    site::model::Entry,
};

impl<'a> Plan<'a> {
    pub(super) fn page_frame(&self, page: &Page) -> Frame {
        let site = self.edition.site;
        let link = |title: &str, href: &str| Link { title: title.to_owned(), href: href.to_owned() };
        let years = |year: usize| {
            let programme = self.edition.years[year].programme;
            link(&programme.title, &route::year(programme.year))
        };
        let none = Vec::new;
        let say = |title: Title| self.language().title(title);
        let (title, description, crumbs, section): (String, String, Vec<Link>, &'static str) = match page.subject {
            Subject::Home => (String::new(), site.config.description.clone(), none(), "home"),
            Subject::Year(at) => (self.edition.years[at].programme.title.clone(), String::new(), none(), "years"),
            Subject::Project((y, p)) => {
                let project = self.edition.years[y].projects[p].project;
                (project.title.clone(), String::new(), vec![years(y)], "years")
            }
            Subject::Entry(of, at) => {
                let (entries, title, href) = self.registry_named(of);
                (entries[at].name.clone(), entries[at].description.clone(), vec![link(title, href)], title_section(of))
            }
            Subject::Registry(of) => (self.registry_named(of).1.to_owned(), String::new(), none(), title_section(of)),
            Subject::Goal(y, at) => {
                let goal = &self.edition.years[y].proceedings.goals[at];
                let list = link(say(Title::Part(Part::Goals)), &route::goals(self.edition.years[y].programme.year));
                (goal.own.title.clone(), goal.text.clone(), vec![years(y), list], "years")
            }
            Subject::Proposal(y, at) => {
                let case = &self.edition.years[y].proceedings.cases[at];
                let list = link(say(Title::Part(Part::Proposals)), &route::proposals(self.edition.years[y].programme.year));
                (case.own.title.clone(), String::new(), vec![years(y), list], "years")
            }
            Subject::Part(part, y) => {
                let report = self.edition.years[y].proceedings.work_report.as_ref().filter(|_| part == Part::WorkReport);
                let title = report.map_or(say(Title::Part(part)), |report| &report.own.title);
                (title.to_owned(), String::new(), vec![years(y)], "years")
            }
            Subject::Status(status) => {
                (self.language().status_title(status), String::new(), vec![link(say(Title::Statuses), route::STATUSES)], "statuses")
            }
            Subject::Statuses => (say(Title::Statuses).to_owned(), String::new(), none(), "statuses"),
            Subject::Documents => (say(Title::Documents).to_owned(), String::new(), none(), "documents"),
            Subject::Document(at) => {
                let article = &site.documents[at].article;
                (article.title.clone(), article.summary.clone(), vec![link(say(Title::Documents), route::DOCUMENTS)], "documents")
            }
            Subject::Article(at) => (site.pages[at].article.title.clone(), site.pages[at].article.summary.clone(), none(), "pages"),
            Subject::Archive => (say(Title::Archive).to_owned(), String::new(), none(), "archive"),
            Subject::Corrections => (say(Title::Corrections).to_owned(), String::new(), none(), "corrections"),
            Subject::Search => (say(Title::Search).to_owned(), self.language().about_search().to_owned(), none(), "search"),
            Subject::Data => (say(Title::Data).to_owned(), self.language().about_data().to_owned(), none(), "data"),
            Subject::Verify => (say(Title::Verify).to_owned(), self.language().about_verify().to_owned(), none(), "verify"),
            Subject::NotFound => (say(Title::NotFound).to_owned(), String::new(), none(), ""),
        };
        let canonical = (!self.base_url.is_empty() && !matches!(page.subject, Subject::NotFound))
            .then(|| format!("{}{}", self.base_url, route::encode(&page.path)));
        // A server shows the 404 page at any depth, so its links begin at the site's own place where that is known.
        let root = match page.subject {
            Subject::NotFound if !self.base_url.is_empty() => self.base_path().to_owned(),
            _ => route::root(&page.path),
        };
        let languages = self.languages_of(page, &root);
        Frame {
            title,
            description,
            canonical,
            root,
            crumbs,
            section,
            path: page.path.clone(),
            data: self.data_of(page),
            footnotes: Vec::new(),
            languages,
            meta: view::Meta::default(),
        }
    }

    /// A page in every language it has, for its head: whole addresses where the site's own is known.
    pub(super) fn languages_of(&self, page: &Page, root: &str) -> Vec<Translation> {
        let Subject::Article(at) = page.subject else { return Vec::new() };
        let before = if self.base_url.is_empty() { root } else { &self.base_url };
        let all = Maker::new(&self.edition, &self.targets, String::new()).translations(at).into_iter();
        all.map(|one| Translation { href: format!("{before}{}", one.href), ..one }).collect()
    }

    pub(super) fn registry_named(&self, of: Of) -> (&'a [Entry], &'static str, &'static str) {
        let site = self.edition.site;
        let (entries, title, href) = match of {
            Of::Department => (&site.departments, Title::Departments, route::DEPARTMENTS),
            Of::Place => (&site.places, Title::Places, route::PLACES),
            Of::Category => (&site.categories, Title::Categories, route::CATEGORIES),
        };
        (entries, self.language().title(title), href)
    }

    pub(super) fn site_frame(&self, choice: &Choice) -> SiteFrame {
        let config = &self.edition.site.config;
        SiteFrame {
            title: config.title.clone(),
            language: config.language.clone(),
            description: config.description.clone(),
            publisher: config.publisher.clone(),
            contact: config.contact.clone(),
            site_id_code: config.site_id_code.clone(),
            icp: config.icp.clone(),
            police_record: config.police_record.clone(),
            domain: self.domain(),
            licence: config.licence.clone(),
            feed: self.edition.day.map(|_| route::FEED),
            menu: self.menu(),
            as_of: self.edition.shown.map(|date| self.language().date(date)),
            generator: format!("gongshi {}", env!("CARGO_PKG_VERSION")),
            verify: self.is_verifiable().then_some(route::VERIFY),
            cards: config.share_cards,
            drafts: self.edition.unreleased && !choice.preview,
        }
    }

    /// The domain of the government site: the one given, or else the host of the site's address.
    fn domain(&self) -> String {
        let given = &self.edition.site.config.site_domain;
        if given.is_empty() { data::identity::host(&self.base_url).unwrap_or_default().to_owned() } else { given.clone() }
    }

    pub(super) fn menu(&self) -> Vec<MenuItem> {
        let site = self.edition.site;
        let item = |key: &'static str, href: &str| MenuItem { key, title: String::new(), href: href.to_owned(), section: key };
        let mut menu = vec![item("home", route::HOME)];
        if let Some(year) = self.edition.years.iter().find(|year| !year.projects.is_empty()).or(self.edition.years.first()) {
            menu.push(item("years", &route::year(year.programme.year)));
        }
        for (key, href, wanted) in [
            ("archive", route::ARCHIVE, self.edition.years.len() > 1),
            ("departments", route::DEPARTMENTS, !site.departments.is_empty()),
            ("places", route::PLACES, !site.places.is_empty()),
            ("categories", route::CATEGORIES, !site.categories.is_empty()),
            ("documents", route::DOCUMENTS, self.edition.documents.contains(&true)),
            ("corrections", route::CORRECTIONS, true),
            ("search", route::SEARCH, true),
        ] {
            if wanted {
                menu.push(item(key, href));
            }
        }
        for (page, _) in
            site.pages.iter().zip(&self.edition.pages).filter(|(page, shown)| page.menu && **shown && !self.edition.is_expired(page))
        {
            menu.push(MenuItem { key: "", title: page.article.title.clone(), href: route::page(&page.article.id), section: "pages" });
        }
        menu
    }
}

fn title_section(of: Of) -> &'static str {
    match of {
        Of::Department => "departments",
        Of::Place => "places",
        Of::Category => "categories",
    }
}
