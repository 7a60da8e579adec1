//! What makes a row of digits the number of a person, a card or a telephone. Pure functions on ASCII digits.

use chrono::NaiveDate;

/// The first two digits of identity numbers: provinces, and 81 to 83 for residence permits.
const PROVINCES: [u32; 35] = [
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82,
    83,
];

fn value(digits: &str) -> u32 {
    digits.bytes().fold(0, |sum, digit| sum.wrapping_mul(10).wrapping_add(u32::from(digit.wrapping_sub(b'0'))))
}

fn is_date(year: u32, month: u32, day: u32) -> bool {
    i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day)).is_some()
}

/// Whether 18 signs are an identity number: province, date of birth, check digit by ISO 7064 MOD 11-2.
pub fn is_identity(signs: &str) -> bool {
    if signs.len() == 15 {
        let date = is_date(1900 + value(&signs[6..8]), value(&signs[8..10]), value(&signs[10..12]));
        return signs.bytes().all(|b| b.is_ascii_digit()) && PROVINCES.contains(&value(&signs[..2])) && date;
    }
    let (Some(body), Some(last)) = (signs.get(..17), signs.as_bytes().get(17).copied()) else { return false };
    if signs.len() != 18 || !body.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let year = value(&body[6..10]);
    let sum = body.bytes().fold(0, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    let check = match (12 - sum) % 11 {
        10 => b'X',
        digit => b'0' + u8::try_from(digit).unwrap_or_default(),
    };
    PROVINCES.contains(&value(&body[..2]))
        && (1880..2100).contains(&year)
        && is_date(year, value(&body[10..12]), value(&body[12..14]))
        && last.to_ascii_uppercase() == check
}

/// Whether digits are the number of a bank card: a known issuer, its length, the check digit of Luhn.
pub fn is_bank_card(digits: &str) -> bool {
    let length = digits.len();
    if !(15..=19).contains(&length) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let (two, four) = (value(&digits[..2]), value(&digits[..4]));
    let known = match two {
        34 | 37 => length == 15,
        35 | 51..=55 => length == 16,
        40..=49 | 60 | 62 => length >= 16,
        _ => (2221..=2720).contains(&four) && length == 16,
    };
    let doubled = |(at, digit): (usize, u8)| {
        let digit = u32::from(digit - b'0') << (at % 2);
        digit / 10 + digit % 10
    };
    let all_alike = digits.bytes().all(|b| b == digits.as_bytes()[0]);
    known && !all_alike && digits.bytes().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
}

/// Whether eleven digits are a mobile number.
pub fn is_mobile(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1]) && bytes.iter().all(u8::is_ascii_digit)
}

/// Whether an area code without its zero, and digits after it, are a telephone number.
pub fn is_landline(area: &str, local: &str) -> bool {
    let real = match area.as_bytes() {
        [b'1', b'0'] | [b'2', b'0'..=b'9'] => true,
        [b'3'..=b'9', second, third] => second.is_ascii_digit() && third.is_ascii_digit(),
        _ => false,
    };
    real && matches!(local.len(), 7 | 8) && local.bytes().all(|b| b.is_ascii_digit()) && local.bytes().next().is_some_and(|b| b > b'1')
}

/// Whether digits are a telephone number within a town, and no day.
pub fn is_local(digits: &str) -> bool {
    let first = digits.bytes().next().unwrap_or_default();
    matches!(digits.len(), 7 | 8) && (b'2'..=b'8').contains(&first) && digits.bytes().all(|b| b.is_ascii_digit()) && !is_day(digits)
}

/// Whether eight digits are a day.
fn is_day(digits: &str) -> bool {
    let year = value(digits.get(..4).unwrap_or_default());
    digits.len() == 8 && (1900..2100).contains(&year) && is_date(year, value(&digits[4..6]), value(&digits[6..8]))
}

#[cfg(test)]
mod tests {
    use super::{is_bank_card, is_identity, is_landline, is_local, is_mobile};

    #[test]
    fn identity_numbers_have_a_province_a_day_and_a_check_digit() {
        for good in ["11010519491231002X", "11010519491231002x", "440524188001010014", "310101900101123", "130503670401001"] {
            assert!(is_identity(good), "{good}");
        }
        for bad in [
            "110105194912310021",  // the check digit is X
            "99010519491231002X",  // no province
            "110105194913310026",  // month 13
            "31010119900230123X",  // 30 February
            "310101901301123",     // month 13
            "11010519491231002",   // 17 signs
            "1101051949123100212", // 19 signs
        ] {
            assert!(!is_identity(bad), "{bad}");
        }
    }

    #[test]
    fn bank_cards_have_an_issuer_and_the_digit_of_luhn() {
        for good in
            ["6222021234567890128", "4111111111111111", "5555555555554444", "378282246310005", "3530111333300000", "6011111111111117"]
        {
            assert!(is_bank_card(good), "{good}");
        }
        for bad in ["6222021234567890123", "4111111111111112", "9999999999999995", "37828224631000", "0000000000000000", "2200000000000004"]
        {
            assert!(!is_bank_card(bad), "{bad}");
        }
    }

    #[test]
    fn telephones_begin_as_they_do() {
        assert!(is_mobile("13812345678") && is_mobile("19912345678"));
        assert!(!is_mobile("12812345678") && !is_mobile("23812345678") && !is_mobile("1381234567"));
        assert!(
            is_landline("21", "62512345")
                && is_landline("10", "65432100")
                && is_landline("512", "65432100")
                && is_landline("571", "8765432")
        );
        assert!(!is_landline("21", "625123") && !is_landline("00", "62512345") && !is_landline("21", "12345678"));
        assert!(is_local("62512345") && is_local("6251234"));
        assert!(!is_local("20200930") && !is_local("12345678") && !is_local("96212"));
    }
}
