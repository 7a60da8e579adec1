//! The closed lists of words, each in English and Chinese; input accepts them all, pages print the first Chinese one.

/// A closed list of words a key takes, each in English and Chinese.
#[derive(Debug)]
pub struct Words {
    /// The list's name in the docs.
    pub name: &'static str,
    /// (English word, Chinese words accepted for it, meaning).
    pub words: &'static [(&'static str, &'static [&'static str], &'static str)],
}

/// Yes or no.
pub static YES_NO: Words = Words { name: "yes or no", words: &[("yes", &["true", "是"], "yes"), ("no", &["false", "否"], "no")] };

/// Kinds of department.
pub static DEPARTMENT_KINDS: Words = Words {
    name: "department kinds",
    words: &[
        ("department", &["部门"], "a department of the government"),
        ("party", &["党群"], "a party or mass organisation"),
        ("subdistrict", &["街镇"], "a 街道 or 镇 office"),
        ("enterprise", &["企业"], "an enterprise or institution"),
        ("group", &["集合"], "several at once, such as 各街镇"),
        ("other", &["其他"], "any other"),
    ],
};

/// Phases of a programme.
pub static PHASES: Words = Words {
    name: "phases",
    words: &[
        ("consultation", &["征集"], "ideas are being collected"),
        ("draft", &["草案"], "a draft list is out; nothing is promised yet"),
        ("adopted", &["公布"], "the list is adopted"),
        ("under_way", &["实施"], "work is under way and reported"),
        ("completed", &["办结"], "the year is over and its results are declared"),
        ("archived", &["归档"], "the year is closed for good"),
    ],
};

/// Statuses, computed and declared.
pub static STATUSES: Words = Words {
    name: "statuses",
    words: &[
        ("not_started", &["未启动"], "nothing has begun"),
        ("under_way", &["推进中"], "work goes on and no pace can be judged"),
        ("on_pace", &["达序", "按序时"], "at or above the milestone, or the share of the year gone"),
        ("behind", &["慢序", "慢序时"], "below it"),
        ("completed", &["完成", "已完成"], "the target is reached"),
        ("over_fulfilled", &["超额完成"], "the target is exceeded"),
        ("suspended", &["暂停"], "stopped by an authority"),
        ("cancelled", &["取消"], "given up or withdrawn"),
        ("no_data", &["无数据"], "nothing was reported"),
    ],
};

/// Directions of an indicator.
pub static DIRECTIONS: Words = Words {
    name: "directions",
    words: &[
        ("at_least", &["不少于"], "more is better"),
        ("at_most", &["不超过"], "the figure must stay within the target"),
        ("exact", &["等于"], "exactly the target is wanted"),
    ],
};

/// Qualifiers of a number.
pub static QUALIFIERS: Words = Words {
    name: "qualifiers",
    words: &[
        ("over", &["余", "超"], "the true figure is somewhat higher"),
        ("about", &["约"], "the figure is approximate"),
        ("nearly", &["近"], "the true figure is somewhat lower"),
        ("at_least", &["以上", "不少于"], "of a target: this much or more"),
        ("at_most", &["以内", "以下", "不超过"], "of a target: this much or less"),
    ],
};

/// How a figure counts.
pub static KINDS: Words = Words {
    name: "kinds",
    words: &[("cumulative", &["累计"], "from the start of the year"), ("period", &["当期"], "for the period alone: figures add up")],
};

/// Why a reading has no figure.
pub static READING_STATES: Words = Words {
    name: "reading states",
    words: &[
        ("suspended", &["暂停"], "stopped by an authority, with `reason` and `authority`"),
        ("no_data", &["无数据"], "the report is silent on it"),
    ],
};

/// What became of a milestone.
pub static MILESTONE_STATES: Words = Words {
    name: "milestone states",
    words: &[
        ("planned", &["计划"], "planned"),
        ("met", &["达到"], "reached"),
        ("partly_met", &["部分达到"], "reached in part"),
        ("missed", &["未达到"], "missed"),
    ],
};

/// Whether a version of a target governs.
pub static STANDINGS: Words = Words {
    name: "standings",
    words: &[
        ("governing", &["生效"], "it holds from its date until the next one"),
        ("restated", &["另表"], "another paper says it otherwise; shown beside, never computed with"),
    ],
};

/// What happened to a project.
pub static CHANGES: Words = Words {
    name: "changes",
    words: &[
        ("suspended", &["暂停"], "stopped for the time being"),
        ("resumed", &["恢复"], "taken up again"),
        ("adjusted", &["调整"], "its target, scope or date was changed"),
        ("merged", &["并入"], "taken into another project"),
        ("withdrawn", &["撤回"], "taken off the list; written as `withdrawn`"),
    ],
};

/// How a quarter's figure counts.
pub static QUARTER_KINDS: Words = Words {
    name: "quarter kinds",
    words: &[
        ("cumulative", &["累计"], "from the start of the year to the end of the quarter"),
        ("period", &["当期"], "in the quarter alone"),
        ("constant", &["每季相同"], "the same level in every quarter"),
    ],
};

/// Sorts of figures.
pub static FIGURE_KINDS: Words = Words {
    name: "figure kinds",
    words: &[
        ("amount", &["数量"], "a plain amount"),
        ("total", &["累计"], "counted from the beginning of the matter, not of the year"),
        ("share", &["占比"], "a share of something"),
        ("growth", &["同比"], "growth over the year before"),
    ],
};

/// What was done with opinions.
pub static HANDLINGS: Words = Words {
    name: "handlings",
    words: &[
        ("adopted", &["采纳"], "taken up"),
        ("partly", &["部分采纳"], "taken up in part"),
        ("reference", &["留作参考"], "kept for reference"),
        ("declined", &["不采纳"], "not taken up, with the reason in `text`"),
    ],
};

/// Papers on the way to a decision.
pub static STAGES: Words = Words {
    name: "stages",
    words: &[
        ("call", &["征集"], "the call for ideas"),
        ("draft", &["草案"], "the draft list"),
        ("note", &["起草说明"], "the note that explains it"),
        ("deliberation", &["审议"], "the meeting"),
        ("report", &["工作报告"], "the government work report"),
        ("issued", &["印发"], "the final list"),
    ],
};

/// Kinds of proposals.
pub static PROPOSAL_KINDS: Words = Words {
    name: "proposal kinds",
    words: &[
        ("suggestion", &["人大建议"], "of a deputy to the people's congress"),
        ("proposal", &["政协提案"], "of a member of the CPPCC"),
    ],
};

/// Roles in handling a proposal.
pub static PROPOSAL_ROLES: Words =
    Words { name: "proposal roles", words: &[("lead", &["主办"], "answers it"), ("joint", &["会办"], "helps to answer it")] };

/// What becomes of a proposal.
pub static OUTCOMES: Words = Words {
    name: "outcomes",
    words: &[
        ("adopted", &["解决采纳"], "solved or taken up"),
        ("planned", &["列入计划"], "planned"),
        ("reference", &["留作参考"], "kept for reference"),
    ],
};

/// Sorts of evaluations.
pub static EVALUATION_KINDS: Words = Words {
    name: "evaluation kinds",
    words: &[
        ("evaluation", &["评估"], "by a third party"),
        ("satisfaction", &["满意度"], "of residents"),
        ("performance", &["绩效评估"], "by the government itself"),
    ],
};

/// What a statement of a work report is.
pub static STATEMENT_KINDS: Words =
    Words { name: "statement kinds", words: &[("result", &["结果"], "said to be done"), ("target", &["目标"], "aimed at")] };

/// Sorts of places a site is published to.
pub static TARGET_KINDS: Words = Words {
    name: "target kinds",
    words: &[
        ("folder", &["目录"], "a folder of this machine: whole releases, and a link to the one that is shown"),
        ("sftp", &["SFTP"], "a server reached by SSH"),
        ("s3", &["S3"], "object storage that speaks S3, such as MinIO"),
        ("oss", &["阿里云OSS"], "Alibaba Cloud OSS"),
        ("cos", &["腾讯云COS"], "Tencent Cloud COS"),
        ("obs", &["华为云OBS"], "Huawei Cloud OBS"),
        ("webdav", &["WebDAV"], "a WebDAV server"),
        ("zip", &["压缩包"], "a zip file, for a portal that takes an upload"),
        ("tar", &["归档包"], "a tar file, compressed where its name ends in `.gz`"),
    ],
};

/// Kinds of personal data.
pub static PERSONAL_DATA: Words = Words {
    name: "personal data",
    words: &[
        ("identity_number", &["身份证号", "身份证号码"], "the number of an identity card, of 18 or 15 signs"),
        ("passport_number", &["护照号", "护照号码"], "the number of a passport or a travel permit"),
        ("mobile_number", &["手机号", "手机号码"], "a mobile number"),
        ("landline_number", &["固定电话", "电话"], "a telephone number with its area code, or after a word such as 电话"),
        ("bank_card", &["银行卡号"], "the number of a bank card"),
        ("email_address", &["电子邮箱", "邮箱"], "an e-mail address"),
        ("home_address", &["住址", "家庭住址"], "an address down to the dwelling"),
        ("image_metadata", &["图片元数据"], "where an image was taken, or whose camera it was"),
        ("unexamined_file", &["无法检查的文件"], "an attachment that cannot be looked through"),
    ],
};

/// Every list of words, in the order of the docs.
pub static WORDS: &[&Words] = &[
    &YES_NO,
    &DEPARTMENT_KINDS,
    &PHASES,
    &STATUSES,
    &DIRECTIONS,
    &QUALIFIERS,
    &KINDS,
    &READING_STATES,
    &MILESTONE_STATES,
    &STANDINGS,
    &CHANGES,
    &QUARTER_KINDS,
    &FIGURE_KINDS,
    &HANDLINGS,
    &STAGES,
    &PROPOSAL_KINDS,
    &PROPOSAL_ROLES,
    &OUTCOMES,
    &EVALUATION_KINDS,
    &STATEMENT_KINDS,
    &TARGET_KINDS,
    &PERSONAL_DATA,
];
