//! How much of what is planted is found, and how much is found that was not planted: items made of tables by a fixed seed,
//! written in every width, grouping and kind of file.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{
    super::support::{Outcome, TestSite},
    is_personal, publishing,
};

/// Numbers in a fixed order (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn of<'t>(&mut self, table: &[&'t str]) -> &'t str {
        table[usize::try_from(self.below(table.len() as u64)).expect("small")]
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + u8::try_from(self.below(10)).expect("a digit"))).collect()
    }
}

const REGIONS: [&str; 12] =
    ["110105", "120101", "130503", "310105", "310120", "320106", "330102", "440524", "510104", "610113", "650102", "820000"];
const MOBILES: [&str; 12] = ["130", "135", "138", "145", "150", "159", "166", "173", "177", "186", "191", "199"];
const AREAS: [(&str, usize); 10] =
    [("010", 8), ("021", 8), ("028", 8), ("0311", 8), ("0512", 8), ("0571", 8), ("0701", 7), ("0755", 8), ("0898", 8), ("0991", 7)];
const ISSUERS: [(&str, usize); 10] = [
    ("622202", 19),
    ("621700", 19),
    ("625965", 16),
    ("411111", 16),
    ("512345", 16),
    ("555555", 16),
    ("222300", 16),
    ("371234", 15),
    ("356600", 16),
    ("601100", 16),
];
const ROADS: [&str; 8] = ["天山路", "仙霞路", "东园新村", "虹桥路", "中山西路", "北新泾二村", "平武路", "江苏路"];

/// The check sign of an identity number, by the weights the standard prints.
fn check_sign(body: &str) -> char {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).expect("a digit") * weight).sum();
    ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'][sum as usize % 11]
}

/// A number that ends in the digit Luhn asks for, found by trying each.
fn with_luhn(body: &str) -> String {
    let sums = |number: &str| {
        let mut sum = 0;
        for (at, digit) in number.chars().rev().enumerate() {
            let digit = digit.to_digit(10).expect("a digit");
            let twice = digit * 2;
            sum += if at % 2 == 0 { digit } else { twice / 10 + twice % 10 };
        }
        sum % 10 == 0
    };
    (0..10).map(|last| format!("{body}{last}")).find(|number| sums(number)).expect("one of ten")
}

fn identity(dice: &mut Dice) -> String {
    let (region, year, month, day) = (dice.of(&REGIONS), 1930 + dice.below(80), 1 + dice.below(12), 1 + dice.below(28));
    if dice.below(5) == 0 {
        return format!("{region}{:02}{month:02}{day:02}{}", year % 100, dice.digits(3));
    }
    let body = format!("{region}{year}{month:02}{day:02}{}", dice.digits(3));
    let sign = check_sign(&body);
    let sign = if dice.below(2) == 0 { sign.to_ascii_lowercase() } else { sign };
    format!("{body}{sign}")
}

/// An item of each kind, in groups where `grouped`.
fn item(kind: &str, dice: &mut Dice, grouped: bool) -> String {
    match kind {
        "identity-number" => {
            let number = identity(dice);
            if grouped && number.len() == 18 { format!("{} {} {}", &number[..6], &number[6..14], &number[14..]) } else { number }
        }
        "passport-number" => format!("{}{}", dice.of(&["E", "G"]), dice.digits(8)),
        "mobile-number" => {
            let (head, middle, tail) = (dice.of(&MOBILES), dice.digits(4), dice.digits(4));
            let between = if grouped { dice.of(&[" ", "-"]) } else { "" };
            let country = if grouped { dice.of(&["", "+86 ", "0086-"]) } else { dice.of(&["", "", "+86"]) };
            format!("{country}{head}{between}{middle}{between}{tail}")
        }
        "landline-number" => {
            let (area, length) = AREAS[usize::try_from(dice.below(10)).expect("small")];
            let local = format!("{}{}", 2 + dice.below(7), dice.digits(length - 1));
            match dice.below(if grouped { 4 } else { 2 }) {
                0 => format!("{area}-{local}"),
                1 => format!("{area}{local}"),
                2 => format!("({area}){local}"),
                _ => format!("{area}-{local}转{}", 100 + dice.below(900)),
            }
        }
        "bank-card" => {
            let (issuer, length) = ISSUERS[usize::try_from(dice.below(10)).expect("small")];
            // Fifteen digits that are a card's and hold a day of birth as well are taken for an identity number.
            let number = loop {
                let number = with_luhn(&format!("{issuer}{}", dice.digits(length - 7)));
                if length != 15 || &number[8..10] > "12" {
                    break number;
                }
            };
            let between = dice.of(&[" ", "-"]);
            if grouped && length != 15 {
                number.as_bytes().chunks(4).map(|four| std::str::from_utf8(four).expect("ASCII")).collect::<Vec<_>>().join(between)
            } else {
                number
            }
        }
        "email-address" => {
            let name = dice.of(&["zhang.san", "li_si", "wang-wu", "zhaoliu", "a.b+c"]);
            format!("{name}{}@{}", dice.digits(4), dice.of(&["163.com", "qq.com", "shcn.gov.cn", "mail.example.org"]))
        }
        _ => {
            let (road, lane, house, flat) = (dice.of(&ROADS), 1 + dice.below(900), 1 + dice.below(99), 101 + dice.below(1900));
            match dice.below(5) {
                0 => format!("{road}{lane}弄{house}号{flat}室"),
                1 => format!("{road}{lane}号{house}幢{flat}室"),
                2 => format!("{road}{house}栋{}单元{flat}室", 1 + dice.below(6)),
                3 => format!("{road}{lane}弄{house}号{flat}户"),
                _ => format!("家住{road}{lane}号"),
            }
        }
    }
}

const KINDS: [&str; 7] =
    ["identity-number", "passport-number", "mobile-number", "landline-number", "bank-card", "email-address", "home-address"];

/// Words around an item.
fn sentence(kind: &str, item: &str, dice: &mut Dice) -> String {
    let before = match kind {
        "identity-number" => dice.of(&["身份证号：", "证件号码 ", "申请人甲，", "（", ""]),
        "passport-number" => dice.of(&["护照", "护照号：", "护照号码 ", "持护照"]),
        "mobile-number" => dice.of(&["手机", "联系人某某 ", "电话：", "（", ""]),
        "landline-number" => dice.of(&["电话：", "传真 ", "请拨", "咨询：", ""]),
        "bank-card" => dice.of(&["卡号", "银行账号：", "汇入 ", ""]),
        "email-address" => dice.of(&["邮箱：", "来信请寄", "mailto:", ""]),
        _ => dice.of(&["", "（", "首批受益：", "位于"]),
    };
    let after = dice.of(&["。", "，已核实。", "）", "；其余不变。", " 已登记", ""]);
    format!("{before}{item}{after}")
}

fn full_width(text: &str) -> String {
    let wide = |c: char| match c {
        '0'..='9' | 'A'..='Z' | 'a'..='z' | '+' | '@' | '.' | '(' | ')' => char::from_u32(u32::from(c) + 0xFEE0).expect("a sign"),
        '-' => '—',
        ' ' => '\u{3000}',
        c => c,
    };
    text.chars().map(wide).collect()
}

/// What was found, as (code, folder or file, text).
fn found(outcome: &Outcome) -> Vec<(String, String)> {
    let personal = outcome.findings.iter().filter(|found| is_personal(found));
    let text = |path, range: std::ops::Range<usize>| outcome.texts.get(path).map_or("", |text| &text[range]).to_owned();
    personal.map(|found| (found.code.name().to_owned(), text(&found.span.path, found.span.loc.range()))).collect()
}

#[test]
fn everything_planted_is_found_and_nothing_else() {
    const EACH: usize = 400;
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut planted: Vec<(String, String)> = Vec::new();
    let mut site = publishing(TestSite::new());
    let (mut markdown, mut yaml, mut csv) =
        (String::from("---\ntitle: 页面\n---\n"), String::from("title: 2020年\nnotes:\n"), String::new());
    for kind in KINDS {
        for number in 0..EACH {
            let carrier = number % 8;
            let item = item(kind, &mut dice, carrier == 3);
            let line = sentence(kind, &item, &mut dice);
            let (item, line) = if carrier == 2 { (full_width(&item), full_width(&line)) } else { (item, line) };
            let mut text = item.clone();
            match carrier {
                0..=3 => write!(markdown, "{line}\n\n").expect("memory"),
                4 => writeln!(yaml, "  - text: \"{line}\"").expect("memory"),
                5 => writeln!(yaml, "  # {line}").expect("memory"),
                6 => writeln!(csv, "{number},甲,{line},完").expect("memory"),
                // A file's name: reported at the file, without a text.
                _ => {
                    let line = line.replace(':', "");
                    site.files.insert(&format!("content/pages/a/{number:03}_{line}_{kind}.pdf"), *b"%PDF");
                    text = String::new();
                }
            }
            planted.push((kind.to_owned(), text));
        }
    }
    let site = site.file("content/pages/a.md", &markdown).file("content/2020/year.yaml", &yaml).file("content/pages/a/list.csv", &csv);
    let outcome = site.build();
    let mut tally: BTreeMap<&(String, String), (usize, usize)> = BTreeMap::new();
    let found = found(&outcome);
    for item in &planted {
        tally.entry(item).or_default().0 += 1;
    }
    for item in &found {
        tally.entry(item).or_default().1 += 1;
    }
    let mut wrong = Vec::new();
    println!("kind               planted  found  recall  false alarms");
    for kind in KINDS {
        let of_kind = || tally.iter().filter(|((code, _), _)| code == kind).map(|(_, counts)| *counts);
        let planted: usize = of_kind().map(|(planted, _)| planted).sum();
        let hits: usize = of_kind().map(|(planted, found)| planted.min(found)).sum();
        let alarms: usize = of_kind().map(|(planted, found)| found.saturating_sub(planted)).sum();
        println!("{kind:<18} {planted:>7} {hits:>6} {:>5}.{}% {alarms:>12}", hits * 100 / planted, hits * 1000 / planted % 10);
        assert_eq!(planted, EACH);
    }
    wrong.extend(tally.into_iter().filter(|(_, (planted, found))| planted != found));
    assert!(wrong.is_empty(), "{} differ (planted, found): {:#?}", wrong.len(), &wrong[..wrong.len().min(20)]);
}

#[test]
fn nothing_that_only_looks_alike_is_found() {
    const EACH: usize = 300;
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mut text = String::from("---\ntitle: 页面\n---\n");
    let mut count = 0;
    let other = |digit: char| if digit == '0' { '1' } else { '0' };
    for _ in 0..EACH {
        let valid = loop {
            let number = identity(&mut dice);
            if number.len() == 18 && number.starts_with("31") {
                break number;
            }
        };
        let wrong_check = format!("{}{}", &valid[..17], other(char::from(valid.as_bytes()[17])));
        let card = with_luhn(&format!("622202{}", dice.digits(12)));
        let wrong_card = format!("{}{}", &card[..18], other(char::from(card.as_bytes()[18])));
        let (year, month, day) = (2000 + dice.below(24), 1 + dice.below(12), 1 + dice.below(28));
        let mobile = format!("138{}", dice.digits(8));
        let hex = format!("a{:016x}{:016x}f", dice.below(u64::MAX), dice.below(u64::MAX));
        let alike = [
            format!("长府〔{year}〕{}号", dice.below(300)),
            format!("沪府办规〔{year}〕{}号", dice.below(300)),
            format!("索引号：SY{}", dice.digits(16)),
            format!("索引号：{}-{year}-{}", dice.digits(6), dice.digits(8)),
            format!("索引号 {mobile}"),
            format!("统一社会信用代码：9131{}MA1F{}", dice.digits(4), dice.digits(6)),
            format!("机构代码：1231010542500{}K", dice.digits(4)),
            format!("沪ICP备{}号-1", dice.digits(8)),
            format!("沪公网安备31{}号", dice.digits(12)),
            format!("网站标识码310105{}", dice.digits(4)),
            format!("项目编码：{year}-310105-48-01-{}", dice.digits(6)),
            format!("{year}-{month:02}-{day:02} 10:30:15"),
            format!("{year}{month:02}{day:02}，联系 {year}{month:02}{day:02}"),
            format!("{year}{month:02}{day:02}103015"),
            format!("时间戳 16{}", dice.digits(11)),
            format!("{}.{}", dice.below(1000), dice.digits(11)),
            format!("31.{}, 121.{}", dice.digits(7), dice.digits(11)),
            format!("{mobile}元，{mobile} 元，{mobile}%"),
            format!("总投资{}万元，{}万平方米", dice.digits(8), dice.digits(7)),
            hex.clone(),
            format!("sha256-{hex}"),
            format!("https://www.example.gov.cn/ssxm/{mobile}/{valid}.html?id={card}"),
            format!("{}****{}", &mobile[..3], &mobile[7..]),
            format!("{}********{}", &valid[..6], &valid[14..]),
            format!("z***@163.com、{}@2x.png", dice.of(&["logo", "map"])),
            wrong_check,
            wrong_card,
            format!("12{}", dice.digits(9)),
            format!("{mobile}{}", dice.digits(2)),
            format!("NO{mobile}"),
            format!("{}{}号", dice.of(&ROADS[..2]), 1 + dice.below(900)),
            format!("{}{}弄{}号", dice.of(&ROADS[..2]), 1 + dice.below(900), 1 + dice.below(99)),
            format!("{}幢{}户，{}个单元{}户居民", 1 + dice.below(9), dice.below(999), dice.below(99), dice.below(999)),
            format!("{}号楼{}户居民", 1 + dice.below(99), 100 + dice.below(900)),
            "热线12345、110、400-820-8820、962121".to_owned(),
            format!("第{}届，{}人次，{}：{}", dice.below(99), dice.digits(7), dice.below(24), dice.below(60)),
            format!("ISBN 978-7-{}-{}-1", dice.digits(4), dice.digits(4)),
        ];
        count += alike.len();
        for line in alike {
            write!(text, "{line}\n\n").expect("memory");
        }
    }
    let found = found(&publishing(TestSite::new().file("content/pages/a.md", &text)).build());
    println!("{count} look-alikes, {} false alarms", found.len());
    assert!(found.is_empty(), "{} of {count}: {:?}", found.len(), &found[..found.len().min(20)]);
}
