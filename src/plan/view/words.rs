//! What views say in words of the library's own: fixed content words, titles of pages and of links, short labels. The
//! theme's catalogue says everything else.

use super::common::Date;
use crate::{
    plan::Part,
    site::{
        date::PartialDate,
        language::Language,
        progress::Status,
        schema::{self, Words},
    },
};

/// A page whose title the library gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Title {
    /// The home page.
    Home,
    /// The list of departments.
    Departments,
    /// The list of places.
    Places,
    /// The list of categories.
    Categories,
    /// The list of statuses.
    Statuses,
    /// The list of papers.
    Documents,
    /// Years side by side.
    Archive,
    /// What was put right.
    Corrections,
    /// The search page.
    Search,
    /// The page on data.
    Data,
    /// How the site is checked.
    Verify,
    /// Shown where nothing stands.
    NotFound,
    /// A part of a year's proceedings.
    Part(Part),
}

impl Language {
    /// The title of a page.
    pub fn title(self, title: Title) -> &'static str {
        let (chinese, english) = match title {
            Title::Home => ("首页", "Home"),
            Title::Departments => ("部门", "Departments"),
            Title::Places => ("街镇", "Subdistricts and towns"),
            Title::Categories => ("领域", "Categories"),
            Title::Statuses => ("状态", "Statuses"),
            Title::Documents => ("公文", "Official papers"),
            Title::Archive => ("历年对照", "Years side by side"),
            Title::Corrections => ("更正与撤回", "Corrections and withdrawals"),
            Title::Search => ("搜索", "Search"),
            Title::Data => ("数据", "Data"),
            Title::Verify => ("怎样核对", "How to check"),
            Title::NotFound => ("没有这个页面", "Page not found"),
            Title::Part(Part::Consultation) => ("公开征集", "Call for ideas"),
            Title::Part(Part::Decision) => ("从草案到决定", "From draft to decision"),
            Title::Part(Part::Goals) => ("重点工作目标", "Key work goals"),
            Title::Part(Part::Reporting) => ("报送情况", "Reporting"),
            Title::Part(Part::Proposals) => ("建议提案办理", "Proposals of deputies and members"),
            Title::Part(Part::Evaluation) => ("评估与满意度", "Evaluations and satisfaction"),
            Title::Part(Part::WorkReport) => ("政府工作报告", "Government work report"),
        };
        self.pick(chinese, english)
    }

    /// A title with the year it is of: `2020年公开征集`.
    pub fn title_of(self, year: i32, title: Title) -> String {
        let title = self.title(title);
        self.pick(format!("{year}年{title}"), format!("{title} {year}"))
    }

    /// The same with a place in it: `2020年政府工作报告第三部分`.
    pub fn part_of_title(self, year: i32, title: Title, part: Option<&str>) -> String {
        let whole = self.title_of(year, title);
        match part.filter(|part| !part.is_empty()) {
            Some(part) => self.pick(format!("{whole}{part}"), format!("{whole}, {part}")),
            None => whole,
        }
    }

    /// What the search page is about.
    pub fn about_search(self) -> &'static str {
        self.pick(
            "按文字、拼音或拼音首字母查找项目、部门和公文。",
            "Find projects, departments and papers by characters, pinyin or initials.",
        )
    }

    /// What the page on data is about.
    pub fn about_data(self) -> &'static str {
        self.pick("本站的数据文件、更新订阅、计算方法和使用许可。", "This site’s data files, feeds, ways of computing, and licence.")
    }

    /// A project of a year: `2020年 加装电梯`.
    pub fn in_year(self, year: i32, title: &str) -> String {
        self.pick(format!("{year}年 {title}"), format!("{year} {title}"))
    }

    /// A place in an official list: `第3项`.
    pub fn ordinal(self, ordinal: u32) -> String {
        self.pick(format!("第{ordinal}项"), format!("No. {ordinal}"))
    }

    /// A share of what the whole year is to bring: `全年的25%`.
    pub fn of_the_year(self, amount: &str) -> String {
        self.pick(format!("全年的{amount}"), format!("{amount} of the year’s"))
    }

    /// The name of a bar.
    pub fn progress_of(self, title: &str) -> String {
        self.pick(format!("{title}进度"), format!("{title}: progress"))
    }

    /// The name of the bar of a mean.
    pub fn mean_progress(self) -> &'static str {
        self.pick("平均进度", "Mean progress")
    }

    /// Whether something that is no figure was done.
    pub fn done(self, done: bool) -> &'static str {
        if done { self.pick("已办成", "done") } else { self.pick("未办成", "not done") }
    }

    /// In place of the title of a paper that is held back.
    pub fn held_back(self) -> &'static str {
        self.pick("尚未发布的文件", "a paper that is not published yet")
    }

    /// A text with a remark behind it: `80个（以市下达指标数为准）`.
    pub fn with_remark(self, text: &str, remark: &str) -> String {
        self.pick(format!("{text}（{remark}）"), format!("{text} ({remark})"))
    }

    /// A name and what is said of it: `床位：50%`.
    pub fn labelled(self, name: &str, text: &str) -> String {
        self.pick(format!("{name}：{text}"), format!("{name}: {text}"))
    }

    /// A target in a line of its own: `目标：400个`.
    pub fn target(self, target: &str) -> String {
        self.labelled(self.pick("目标", "Target"), target)
    }

    /// What separates things said one after the other.
    pub fn comma(self) -> &'static str {
        self.pick("，", ", ")
    }

    /// The title of a feed.
    pub fn updates_of(self, name: &str) -> String {
        self.pick(format!("{name}的更新"), format!("Updates: {name}"))
    }

    /// A status for people.
    pub fn status(self, status: Status) -> &'static str {
        self.word(&schema::STATUSES, status.word())
    }

    /// A status as a title.
    pub fn status_title(self, status: Status) -> String {
        capital(self.status(status))
    }

    /// A fixed content word for people.
    pub fn word(self, words: &'static Words, word: &'static str) -> &'static str {
        match self {
            Self::Chinese => chinese(words, word),
            Self::English => english(words, word),
        }
    }

    /// A date in both its forms.
    pub fn date(self, date: PartialDate) -> Date {
        Date { machine: machine(date), text: date.said(self) }
    }
}

/// A word at the beginning of a line.
pub fn capital(word: &str) -> String {
    let mut signs = word.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

/// A date fit for `datetime`.
pub fn machine(date: PartialDate) -> String {
    let written = date.to_string();
    if written.contains('Q') { date.end().format("%Y-%m").to_string() } else { written }
}

/// The Chinese word of an English one: the first accepted.
pub fn chinese(words: &'static Words, english: &str) -> &'static str {
    words.words.iter().find(|(en, ..)| *en == english).and_then(|(_, zh, _)| zh.first()).copied().unwrap_or_default()
}

/// A word of content files as people say it.
fn english(words: &'static Words, word: &'static str) -> &'static str {
    match (words.name, word) {
        (_, "not_started") => "not started",
        (_, "under_way") => "under way",
        (_, "on_pace") => "on pace",
        (_, "over_fulfilled") => "over-fulfilled",
        (_, "no_data") => "no data",
        (_, "at_least") => "at least",
        (_, "at_most") => "at most",
        (_, "exact") => "exactly",
        (_, "partly_met") => "partly met",
        (_, "party") => "party or mass organisation",
        (_, "group") => "several at once",
        ("handlings", "partly") => "partly adopted",
        (_, "reference") => "kept for reference",
        ("handlings", "declined") => "not adopted",
        ("stages", "call") => "call for ideas",
        ("stages", "note") => "drafting note",
        ("stages", "deliberation") => "meeting",
        ("stages", "report") => "government work report",
        ("stages", "issued") => "final list",
        ("proposal kinds", "suggestion") => "Suggestion of a people’s congress deputy",
        ("proposal kinds", "proposal") => "Proposal of a CPPCC member",
        ("proposal roles", "joint") => "joint",
        ("outcomes", "adopted") => "solved or adopted",
        ("outcomes", "planned") => "planned",
        ("evaluation kinds", "evaluation") => "evaluation by a third party",
        ("evaluation kinds", "satisfaction") => "satisfaction of residents",
        ("evaluation kinds", "performance") => "the government’s own evaluation of performance",
        ("quarter kinds", "period") => "in the quarter",
        ("quarter kinds", "constant") => "the same in every quarter",
        _ => word,
    }
}
