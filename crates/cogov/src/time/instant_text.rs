//! The text of a moment: RFC 3339 with an offset, in one form.

use time::format_description::well_known::Rfc3339;
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// How many bytes the longest has: `9999-12-31T23:59:59.999999999+18:00`.
pub(super) const LONGEST: usize = 35;

/// Two digits of a number below 100.
const fn two(number: u8) -> [u8; 2] {
    [b'0' + number / 10 % 10, b'0' + number % 10]
}

/// The number of two digits.
fn number(digits: [u8; 2]) -> Option<u8> {
    let [tens, ones] = digits.map(|digit| digit.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| tens * 10 + ones)
}

/// Writes a moment where there is room for it.
///
/// Each line of a record has one, and most are of a whole second: those are written digit by digit.
pub(super) fn write(moment: OffsetDateTime, room: &mut [u8; LONGEST]) -> Option<&str> {
    let length = match whole_second(moment) {
        Some((digits, zone)) => {
            room.first_chunk_mut::<19>()?.copy_from_slice(&digits);
            match zone {
                None => *room.get_mut(19)? = b'Z',
                Some(zone) => room.get_mut(19..25)?.copy_from_slice(&zone),
            }
            if zone.is_none() { 20 } else { 25 }
        }
        None => {
            let mut rest = room.as_mut_slice();
            moment.format_into(&mut rest, &Rfc3339).ok()?;
            let left = rest.len();
            LONGEST.checked_sub(left)?
        }
    };
    std::str::from_utf8(room.get(..length)?).ok()
}

/// The date and the time in digits, and the offset, unless it is universal time; nothing, where
/// there is a fraction of a second.
fn whole_second(moment: OffsetDateTime) -> Option<([u8; 19], Option<[u8; 6]>)> {
    let (year, month, day) = moment.to_calendar_date();
    let (hour, minute, second, 0) = moment.to_hms_nano() else { return None };
    let year = u16::try_from(year).ok().filter(|year| *year < 10_000)?;
    let [[a, b], [c, d]] = [(year / 100) as u8, (year % 100) as u8].map(two);
    let [[e, f], [g, h], [i, j], [k, l], [m, n]] =
        [u8::from(month), day, hour, minute, second].map(two);
    let digits = [a, b, c, d, b'-', e, f, b'-', g, h, b'T', i, j, b':', k, l, b':', m, n];
    let offset = moment.offset();
    if offset.is_utc() {
        return Some((digits, None));
    }
    let (hours, minutes, 0) = offset.as_hms() else { return None };
    let [[a, b], [c, d]] = [hours.unsigned_abs(), minutes.unsigned_abs()].map(two);
    let sign = if offset.is_negative() { b'-' } else { b'+' };
    Some((digits, Some([sign, a, b, b':', c, d])))
}

/// Reads a moment of a whole second in the form in which it is written; of any other text it says
/// nothing.
pub(super) fn read(text: &str) -> Option<OffsetDateTime> {
    let (moment, zone) = text.as_bytes().split_first_chunk::<19>()?;
    let [a, b, c, d, b'-', e, f, b'-', g, h, b'T', i, j, b':', k, l, b':', m, n] = *moment else {
        return None;
    };
    let offset = match *zone {
        [b'Z'] => UtcOffset::UTC,
        [sign @ (b'+' | b'-'), a, b, b':', c, d] => {
            let sign = if sign == b'-' { -1 } else { 1 };
            let hours = i8::try_from(number([a, b])?).ok().filter(|hours| *hours < 24)?;
            let minutes = i8::try_from(number([c, d])?).ok()?;
            UtcOffset::from_hms(hours * sign, minutes * sign, 0).ok()?
        }
        _ => return None,
    };
    let year = u16::from(number([a, b])?) * 100 + u16::from(number([c, d])?);
    let month = Month::try_from(number([e, f])?).ok()?;
    let date = Date::from_calendar_date(i32::from(year), month, number([g, h])?).ok()?;
    let time = Time::from_hms(number([i, j])?, number([k, l])?, number([m, n])?).ok()?;
    Some(PrimitiveDateTime::new(date, time).assume_offset(offset))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_moment_is_written_as_the_general_way_writes_it(
            seconds in -62_100_000_000_i64..253_300_000_000, nanoseconds in prop_oneof![Just(0), 0_u32..1_000_000_000],
            minutes in prop_oneof![Just(0), Just(480), -1080..=1080],
        ) {
            let offset = UtcOffset::from_whole_seconds(minutes * 60).unwrap();
            let moment = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
            let moment = moment.replace_nanosecond(nanoseconds).unwrap().to_offset(offset);
            let general = moment.format(&Rfc3339).unwrap();
            let mut room = [0; LONGEST];
            prop_assert_eq!(write(moment, &mut room), Some(general.as_str()));
            if nanoseconds == 0 {
                prop_assert_eq!(read(&general).map(|read| (read, read.offset())), Some((moment, offset)));
            }
        }

        #[test]
        fn what_is_read_the_short_way_is_what_the_general_way_reads(
            text in "[0-2][0-9]{3}-[01][0-9]-[0-3][0-9][Tt][0-2][0-9]:[0-6][0-9]:[0-6][0-9](Z|z|[+-][0-2][0-9]:[0-7][0-9])",
        ) {
            let general = OffsetDateTime::parse(&text, &Rfc3339).ok();
            if let Some(moment) = read(&text) {
                // A leap second is refused before either way is taken.
                prop_assert!(!text.contains(":60") || general != Some(moment));
                prop_assert_eq!(Some((moment, moment.offset())), general.map(|general| (general, general.offset())));
            }
        }
    }

    #[test]
    fn what_has_another_form_is_left_to_the_general_way() {
        for text in [
            "",
            "2026-01-31T09:30:00",
            "2026-01-31T09:30:00+8:00",
            "2026-01-31T09:30:00+08:0",
            "2026-01-31 09:30:00Z",
            "2026-01-31T09:30:00.5Z",
            "2026-02-30T09:30:00Z",
            "2026-13-01T09:30:00Z",
            "2026-01-31T24:00:00Z",
            "2026-01-31T09:30:60Z",
            "+026-01-31T09:30:00Z",
            "2026-01-31T09:30:00ZZ",
            "2026-01-31T09:30:00+08:60",
            "２０26-01-31T09:30Z",
            "2026-01-31T09:30:00z",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(read("2024-02-29T23:59:59-00:30").is_some());
    }
}
