//! The fixed words of a comparison, in Chinese and English.

use super::{Change, Edition, Kind};
use crate::site::{
    date::PartialDate,
    language::Language,
    model::Qualifier,
    schema::{self, Words},
};

impl Change {
    /// What became of a project.
    pub(super) fn said(self, language: Language) -> &'static str {
        match self {
            Self::New => language.pick("新增", "new"),
            Self::Changed => language.pick("有变化", "changed"),
            Self::Withdrawn => language.pick("撤回", "withdrawn"),
            Self::Gone => language.pick("不再公布", "no longer published"),
        }
    }
}

impl Kind {
    /// The name of a kind of file.
    pub(super) fn said(self, language: Language) -> &'static str {
        let (chinese, english) = match self {
            Self::Home => ("首页", "home page"),
            Self::Years => ("年度", "years"),
            Self::Projects => ("项目页面", "pages of projects"),
            Self::Goals => ("重点工作目标", "key work goals"),
            Self::Consultation => ("公开征集", "calls for ideas"),
            Self::Proposals => ("建议提案办理", "proposals of deputies and members"),
            Self::Evaluation => ("评估与满意度", "evaluations and satisfaction"),
            Self::Reporting => ("报送情况", "reporting"),
            Self::WorkReport => ("政府工作报告", "government work reports"),
            Self::Departments => ("部门", "departments"),
            Self::Places => ("街镇", "subdistricts and towns"),
            Self::Categories => ("领域", "categories"),
            Self::Statuses => ("状态", "statuses"),
            Self::Papers => ("公文", "official papers"),
            Self::Pages => ("其他页面", "other pages"),
            Self::Search => ("搜索", "search"),
            Self::Data => ("数据", "data"),
            Self::Feeds => ("订阅与网站地图", "feeds and sitemap"),
            Self::Cards => ("分享图", "cards for sharing"),
            Self::Assets => ("样式与脚本", "styles and scripts"),
            Self::Attachments => ("附件", "attachments"),
        };
        language.pick(chinese, english)
    }
}

impl Edition {
    /// Which site it is: `第2次发布（2020-10-15，数字截至2020年9月）`.
    pub(super) fn said(&self, language: Language) -> String {
        let as_of = self.as_of.as_deref().map(|date| {
            let date = date_said(language, date);
            language.pick(format!("数字截至{date}"), format!("figures as of {date}"))
        });
        let name = match self.publication {
            Some(number) => language.pick(format!("第{number}次发布"), format!("publication {number}")),
            None => language.pick("未发布的构建", "a build not published").to_owned(),
        };
        let published = self.date.as_deref().map(|date| date_said(language, date));
        let about: Vec<String> = published.into_iter().chain(as_of).collect();
        if about.is_empty() { name } else { language.with_remark(&name, &about.join(language.comma())) }
    }
}

/// The name of a part of a record.
pub(super) fn key(language: Language, key: &str) -> String {
    let (chinese, english) = match key {
        "programme" => ("年度", "programme"),
        "ordinal" => ("序号", "place in the list"),
        "official_text" => ("原文", "official text"),
        "official_source" => ("原文来源", "source of the official text"),
        "category" => ("领域", "category"),
        "places" => ("街镇", "places"),
        "sites" => ("点位", "spots"),
        "budget" => ("预算", "budget"),
        "basis" => ("依据", "basis"),
        "declared_status" => ("公布状态", "declared status"),
        "indicators" => ("指标", "indicators"),
        "milestones" => ("节点", "milestones"),
        "reports" => ("进展", "reports"),
        "related" => ("相关项目", "related projects"),
        "named_by" => ("提及本项目的公文", "papers that name it"),
        "notes" => ("说明", "notes"),
        "sources" => ("来源", "sources"),
        "corrections" => ("已有的更正", "earlier corrections"),
        "changes" => ("已有的变动", "earlier changes"),
        "narrative" => ("正文", "narrative"),
        other => (other, other),
    };
    language.pick(chinese, english).to_owned()
}

/// A word of a closed list; a word this version does not know stays as it is.
pub(super) fn word(language: Language, words: &'static Words, word: &str) -> String {
    let known = words.words.iter().find(|(known, ..)| *known == word);
    known.map_or_else(|| word.to_owned(), |(known, ..)| language.word(words, known).to_owned())
}

/// A status.
pub(super) fn status(language: Language, status: &str) -> String {
    word(language, &schema::STATUSES, status)
}

/// A date as written in data.
pub(super) fn date_said(language: Language, date: &str) -> String {
    PartialDate::parse(date).map_or_else(|| date.to_owned(), |date| date.said(language))
}

/// A qualifier by its word.
pub(super) fn qualifier(word: Option<&str>) -> Option<Qualifier> {
    Some(match word? {
        "over" => Qualifier::Over,
        "about" => Qualifier::About,
        "nearly" => Qualifier::Nearly,
        "at_least" => Qualifier::AtLeast,
        "at_most" => Qualifier::AtMost,
        _ => return None,
    })
}
