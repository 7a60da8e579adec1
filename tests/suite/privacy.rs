//! Personal data is found before it is published, where it stands, and nothing else is taken for it.

mod images;
mod recall;
mod wiring;

use gongshi::{
    diag::{Code, Diagnostic, Severity},
    files::SitePath,
    plan::Choice,
};

use super::support::{Outcome, TestSite};

/// Whether a finding is about personal data.
fn is_personal(found: &Diagnostic) -> bool {
    let codes = [
        Code::IdentityNumber,
        Code::PassportNumber,
        Code::MobileNumber,
        Code::LandlineNumber,
        Code::BankCard,
        Code::EmailAddress,
        Code::HomeAddress,
        Code::ImageMetadata,
        Code::UnexaminedFile,
        Code::UnusedException,
    ];
    codes.contains(&found.code)
}

/// The same site, about to be published.
fn publishing(mut site: TestSite) -> TestSite {
    site.choice = Choice { publishing: true, ..site.choice };
    site
}

/// What was found, as `path code text`; of a file as a whole, without text.
fn found(outcome: &Outcome) -> Vec<String> {
    let line = |found: &Diagnostic| {
        let text = outcome.texts.get(&found.span.path).map_or("", |text| &text[found.span.loc.range()]);
        format!("{} {} {text}", found.span.path.trim_start_matches("content/"), found.code).trim_end().to_owned()
    };
    outcome.findings.iter().filter(|found| is_personal(found)).map(line).collect()
}

/// What is found in a line of Markdown, as `code text`.
fn in_line(line: &str) -> Vec<String> {
    let site = publishing(TestSite::new().file("content/pages/a.md", &format!("---\ntitle: 页面\n---\n{line}\n")));
    found(&site.build()).iter().map(|line| line.strip_prefix("pages/a.md ").expect("the page").to_owned()).collect()
}

#[test]
fn what_is_personal_is_found_as_it_is_written() {
    for (line, expected) in [
        ("本人身份证号11010519491231002X，", &["identity-number 11010519491231002X"][..]),
        ("身份证：１１０１０５１９４９１２３１００２ｘ。", &["identity-number １１０１０５１９４９１２３１００２ｘ"]),
        ("证件 110105 19491231 002x", &["identity-number 110105 19491231 002x"]),
        ("旧证310101900101123号", &["identity-number 310101900101123"]),
        ("<!-- 440524188001010014 -->", &["identity-number 440524188001010014"]),
        ("护照号E12345678、通行证 H12345678", &["passport-number E12345678", "passport-number H12345678"]),
        ("手机13812345678/13912345678", &["mobile-number 13812345678", "mobile-number 13912345678"]),
        ("+86 138 1234 5678；0086-199-1234-5678", &["mobile-number +86 138 1234 5678", "mobile-number 0086-199-1234-5678"]),
        ("(+86)138-1234-5678", &["mobile-number (+86)138-1234-5678"]),
        ("**13812345678**，[拨打](tel:13712345678)", &["mobile-number 13812345678", "mobile-number 13712345678"]),
        ("１３８－１２３４—５６７８", &["mobile-number １３８－１２３４—５６７８"]),
        ("1381\u{200b}2345\u{200b}678", &["mobile-number 1381\u{200b}2345\u{200b}678"]),
        ("电话：021-62512345、62512346", &["landline-number 021-62512345", "landline-number 62512346"]),
        ("（０２１）６２５１２３４５", &["landline-number （０２１）６２５１２３４５"]),
        ("(0571) 8765-4321转801", &["landline-number (0571) 8765-4321转801"]),
        ("0571-8765432、+86-21-62512345", &["landline-number 0571-8765432", "landline-number +86-21-62512345"]),
        ("联系电话：62512345，Tel: 6251234", &["landline-number 62512345", "landline-number 6251234"]),
        ("卡号6222021234567890128", &["bank-card 6222021234567890128"]),
        ("4111-1111-1111-1111 户名", &["bank-card 4111-1111-1111-1111"]),
        ("3782 822463 10005", &["bank-card 3782 822463 10005"]),
        ("邮箱：li_si＠qq．com，a.b+c@mail.example.cn。", &["email-address li_si＠qq．com", "email-address a.b+c@mail.example.cn"]),
        ("住在天山路123弄4号501室", &["home-address 天山路123弄4号501室"]),
        ("东园小区3幢2单元501室、幸福新村3-2-501室", &["home-address 东园小区3幢2单元501室", "home-address 幸福新村3-2-501室"]),
        ("天山路123弄4号501，天山路12弄4号501户", &["home-address 天山路123弄4号501", "home-address 天山路12弄4号501户"]),
        ("家住仙霞路322号，", &["home-address 家住仙霞路322号"]),
        ("户籍地址：天山路三十号", &["home-address 户籍地址：天山路三十号"]),
    ] {
        assert_eq!(in_line(line), expected, "{line}");
    }
}

#[test]
fn what_only_looks_alike_is_not() {
    for line in [
        "11010519491231002 110105194912310021 110105194913310026 99010519491231002X A11010519491231002X",
        "长府〔2020〕8号，沪府办〔2019〕12号，索引号：SY001234567890123456，索引号 110105194912310029",
        "统一社会信用代码：91310105MA1FW12345 12310105425000009K，网站标识码3101050001",
        "沪ICP备13812345678号，沪公网安备31010502000001号，编号：13812345678，文号 6222021234567890128",
        "138****5678，3101**********1234，1381234****，z***@163.com，6222 **** **** 0128",
        "12812345678，138123456789，a13812345678，13812345678.5，0.13812345678，13812345678元，13800000000 元",
        "2020-09-30 10:30:15，20200930，20200930103015，联系 20201231，021-2020",
        "12345、110、400-820-8820、962121，热线12345，电话 12345678，电话 110",
        "https://www.example.gov.cn/ssxm/13812345678/110105194912310029.html?id=6222021234567890128",
        "550e8400-e29b-41d4-a716-446655440000，sha256:13812345678，31.230416，121.473701，1,381,234,567",
        "![图](a@2x.png) https://user@www.example.cn/ @某某 a@b",
        "6222021234567890123 9999999999999995 4111111111111112",
        "仙霞路322号，天山路123弄4号，惠及12个单元144户，5栋36户居民，3号楼2室1厅，家住地铁2号线附近",
        "设3个会议室，4号线2号口，E12345678，护照遗失",
    ] {
        assert_eq!(in_line(line), [""; 0], "{line}");
    }
}

#[test]
fn line_and_column_are_those_of_the_text_as_it_stands() {
    let site =
        publishing(TestSite::new().file("content/pages/a.md", "---\ntitle: 页面\n---\n　　全角：\n\u{200b}电话１３８１２３４５６７８\n"));
    assert_eq!(
        site.short(),
        "content/pages/a.md:5:4: error[mobile-number]: a mobile number: `１３８***７８`; take it out or mask it, as in `138****5678`; \
         what is public is written in content/privacy.yaml with a reason\n"
    );
}

#[test]
fn every_file_below_content_is_looked_through() {
    let mut site = publishing(
        TestSite::new()
            .file("content/pages/a.md", "---\ntitle: 页面 # 13812345670\n---\n[表](a/b.csv)\n")
            .file("content/places.yaml", "# 问 13812345671\n- {id: a, name: 东园街道, description: '13812345672'}\n")
            .file("content/pages/a/b.csv", "姓名,电话\n甲,13812345673\n")
            .file("content/pages/a/c.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n13812345674\n")
            .file("content/pages/a/d.svg", "<svg><text>13812345675</text></svg>")
            .file("content/pages/a/e.json", "{\"tel\":\"13812345676\"}")
            .file("content/pages/a/f.data", "13812345677")
            .file("content/pages/a/名单13812345678.pdf", "%PDF")
            .file("content/pages/a/a@b.cn", "%PDF")
            .file("content/pages/a/13812345679/g.pdf", "%PDF")
            .file("content/pages/a/13812345679/h.pdf", "%PDF"),
    );
    let wide: Vec<u8> = "\u{feff}13812345669".encode_utf16().flat_map(u16::to_le_bytes).collect();
    site.files.insert("content/pages/a/i.txt", wide);
    let expected = [
        "pages/a.md mobile-number 13812345670",
        "pages/a/13812345679/g.pdf mobile-number",
        "pages/a/a@b.cn email-address",
        "pages/a/b.csv mobile-number 13812345673",
        "pages/a/c.vtt mobile-number 13812345674",
        "pages/a/d.svg mobile-number 13812345675",
        "pages/a/e.json mobile-number 13812345676",
        "pages/a/f.data mobile-number 13812345677",
        "pages/a/i.txt mobile-number 13812345669",
        "pages/a/名单13812345678.pdf mobile-number",
        "places.yaml mobile-number 13812345671",
        "places.yaml mobile-number 13812345672",
    ];
    let outcome = site.build();
    assert_eq!(found(&outcome), expected);
    let of = |path: &str| outcome.findings.iter().find(|found| found.span.path == SitePath::new(path)).expect("it").message.clone();
    assert_eq!(of("content/pages/a/13812345679/g.pdf").zh, "文件夹名中有手机号码：`138***79`");
    assert_eq!(of("content/pages/a/名单13812345678.pdf").en, "the file's name has a mobile number: `138***78`");
}

#[test]
fn an_office_says_how_to_reach_it() {
    let site = |contact: &str| {
        let site = TestSite::new().file("content/site.yaml", &format!("title: 测试站\n联系方式: {contact}\n"));
        let departments = format!("- id: a\n  name: 区民政局\n  contact: {contact}\n  description: 电话 021-62512345\n");
        found(&publishing(site.file("content/departments.yaml", &departments)).build())
    };
    assert_eq!(site("电话 021-62512345，62512346；a@sh.gov.cn；热线 12345"), ["departments.yaml landline-number 021-62512345"]);
    assert_eq!(
        site("王老师 13812345678，11010519491231002X"),
        [
            "departments.yaml mobile-number 13812345678",
            "departments.yaml identity-number 11010519491231002X",
            "departments.yaml landline-number 021-62512345",
            "site.yaml mobile-number 13812345678",
            "site.yaml identity-number 11010519491231002X",
        ]
    );
}

#[test]
fn only_who_publishes_must_put_it_right() {
    let site = TestSite::new().file("content/pages/a.md", "---\ntitle: 页面\n---\n13812345678\n");
    let outcome = site.build();
    assert_eq!(outcome.findings.iter().map(|found| found.severity).collect::<Vec<_>>(), [Severity::Warning]);
    assert!(outcome.built.is_some());
    let outcome = publishing(site).build();
    assert_eq!(outcome.findings.iter().map(|found| found.severity).collect::<Vec<_>>(), [Severity::Error]);
    assert!(outcome.built.is_none());
}

/// The report of a page with some data and these exceptions.
fn with_exceptions(yaml: &str) -> String {
    let page = "---\ntitle: 页面\n---\n电话 021-62512345 13812345678\n\n住天山路123弄4号501室\n";
    let site = publishing(TestSite::new().file("content/pages/a.md", page).file("content/privacy.yaml", yaml));
    let short = site.short();
    short.lines().map(|line| line.split("; ").next().unwrap_or(line).trim_start_matches("content/").to_owned() + "\n").collect()
}

const LANDLINE: &str = "pages/a.md:4:4: error[landline-number]: a telephone number: `021***45`\n";
const MOBILE: &str = "pages/a.md:4:17: error[mobile-number]: a mobile number: `138***78`\n";
const ADDRESS: &str = "pages/a.md:6:2: error[home-address]: an address down to the dwelling: `天山路***`\n";

#[test]
fn an_exception_lets_pass_what_it_names() {
    let all = "- {file: pages/a.md, kind: landline_number, text: ０２１—62512345, reason: 办公电话}\n\
               - {类别: 手机号, 文字: '13812345678', 理由: 值班手机}\n\
               - {文件: content/pages/a.md, 类别: 住址, 文字: 123弄4号501室, 理由: 居委会}\n";
    assert_eq!(with_exceptions(all), "");
    assert_eq!(with_exceptions(""), [LANDLINE, MOBILE, ADDRESS].concat());
    for (yaml, expected) in [
        // Another file, another kind, another text, too little of an address.
        ("{file: pages/b.md, kind: mobile_number, text: '13812345678', reason: 甲}", "exception meets nothing"),
        ("{kind: landline_number, text: '13812345678', reason: 甲}", "exception meets nothing"),
        ("{kind: mobile_number, text: '13812345679', reason: 甲}", "exception meets nothing"),
        ("{kind: home_address, text: 室, reason: 甲}", "exception meets nothing"),
    ] {
        let unused = format!("privacy.yaml:1:3: warning[unused-exception]: the {expected}\n");
        assert_eq!(with_exceptions(&format!("- {yaml}\n")), [LANDLINE, MOBILE, ADDRESS, &unused].concat(), "{yaml}");
    }
}

#[test]
fn a_fault_in_the_exceptions_is_one_fault() {
    let without_reason = with_exceptions("- {kind: mobile_number, text: '13812345678'}\n");
    let missing = "privacy.yaml:1:4: error[missing-key]: a privacy exception needs the key `reason`\n";
    assert_eq!(without_reason, [LANDLINE, ADDRESS, missing].concat());
    let others = with_exceptions("- {kind: telephone, text: '13812345678', reason: 甲, why: 乙}\n");
    assert!(others.contains("error[unknown-word]") && others.contains("error[unknown-key]"), "{others}");
    assert!(!others.contains("unused-exception") && !others.contains("privacy.yaml:1:29: error[mobile-number]"), "{others}");
    // The file's own words are nowhere published, and a broken file is reported as such.
    let broken = with_exceptions("- {kind: mobile_number, text: '13812345678'\n");
    assert!(broken.contains("privacy.yaml:") && !broken.contains("privacy.yaml:1:31: error[mobile-number]"), "{broken}");
    let talkative = with_exceptions("- {kind: mobile_number, text: '13812345678', reason: 值班手机，也可打 13912345678}\n");
    assert!(talkative.contains("privacy.yaml:1:63: error[mobile-number]: a mobile number: `139***78`"), "{talkative}");
}
