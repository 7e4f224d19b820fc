//! What cases are measured on: that of a fire lane, and the same with very many entries while what
//! was resolved is being done.

use std::fmt::Write as _;

use cogov::act::Entry;
use cogov::case::Case;
use cogov::record::{CharterVersion, Header, Record};
use cogov::values::PersonKey;
use cogov::{Charter, GroupKey, Holder, Instant, PartyKey};

/// The case of a fire lane: 57 entries from the appeals to the end.
const FIRE_LANE: &str = include_str!("../../crates/cogov/examples/four_party/case.jsonl");

const ID: &str = "0192f000-0000-7000-8000-0000000000ff";

/// After so many entries of the fire lane three obligations are under way, of which none is done.
pub const UNDER_WAY: usize = 43;

/// The charter under which it runs.
#[must_use]
pub fn fire_lane() -> Option<Charter> {
    Charter::builtin("cuizhuyuan-completed")
}

/// The case before anything happened.
#[must_use]
pub fn opened(charter: &Charter) -> Option<Case> {
    Some(Case::open(charter.clone(), ID.parse().ok()?))
}

/// The entry of this number while what was resolved is being done: a report, a reminder, an opinion
/// and its answer, a supporter, a note, and two appeals more of which one is merged with the first.
fn under_way(seq: usize, step: usize) -> String {
    // One every ten seconds from 20 July on: 100,000 of them take less than twelve days.
    let seconds = step.saturating_mul(10).saturating_add(36_000);
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let (hour, minute, second) = (rest / 3600, rest % 3600 / 60, rest % 60);
    let day = days.saturating_add(20);
    let at = format!("2026-07-{day:02}T{hour:02}:{minute:02}:{second:02}+08:00");
    let round = step / 8;
    let appeal = format!("0192f000-0000-7000-9000-{round:012}");
    let said = match step % 8 {
        0 => r#""act":"report","by":{"party":"social-organisations"},"target":{"obligation":"patrols"},"with":{"text":{"en":"Two patrols every night","zh":"每晚巡查两次"}}"#.to_owned(),
        1 => r#""act":"remind","by":{"party":"supervision-committee"},"target":{"obligation":"bollards"}"#.to_owned(),
        2 => format!(r#""act":"opine","by":{{"party":"supervision-committee"}},"with":{{"reply":"opinion-{round}","text":"Bollards are missing","to":{{"party":"property-company"}}}}"#),
        3 => format!(r#""act":"answer","by":{{"party":"property-company"}},"target":{{"reply":"opinion-{round}"}},"with":{{"response":"adopt"}}"#),
        4 => format!(r#""act":"support","by":{{"group":"residents"}},"hand":"resident-{round}","target":{{"appeal":"0192f000-0000-7000-8000-000000000001"}}"#),
        5 => format!(r#""act":"correct","by":{{"party":"residents-committee"}},"target":{{"entry":{}}},"with":{{"text":"It was the evening before"}}"#, seq.saturating_sub(1)),
        6 => format!(r#""act":"submit","by":{{"group":"residents"}},"hand":"resident-{round}","target":{{"appeal":"{appeal}"}},"with":{{"channel":"wechat-group","matter":"parking-order","place":"compound","submitter":{{"person":"resident-{round}"}},"text":{{"en":"Cars on the fire lane","zh":"消防通道停车"}}}}"#),
        _ => format!(r#""act":"merge","by":{{"party":"residents-committee"}},"target":{{"appeal":"{appeal}"}},"with":{{"joins":"0192f000-0000-7000-8000-000000000001"}}"#),
    };
    format!(r#"{{"at":"{at}","seq":{seq},{said}}}"#)
}

/// The fire lane with so many entries: those of the example as far as obligations are under way,
/// others as long as needed, and those of the example to the end.
#[must_use]
pub fn entries(many: usize) -> Vec<Entry> {
    let lines: Vec<&str> = FIRE_LANE.lines().collect();
    let (begin, end) = lines.split_at_checked(UNDER_WAY).unwrap_or_default();
    let between = many.saturating_sub(lines.len());
    let mut texts: Vec<String> = begin.iter().map(|line| (*line).to_owned()).collect();
    texts.extend((0..between).map(|step| under_way(step.saturating_add(UNDER_WAY + 1), step)));
    texts.extend(end.iter().enumerate().map(|(step, line)| {
        let seq = step.saturating_add(UNDER_WAY + 1);
        let (was, is) = (format!(r#""seq":{seq}"#), format!(r#""seq":{}"#, seq + between));
        line.replacen(&was, &is, 1)
    }));
    texts.truncate(many);
    texts.iter().filter_map(|text| Entry::from_json(text).ok()).collect()
}

/// A case with the first of some entries performed; nothing, if one of them is refused.
#[must_use]
pub fn performed(charter: &Charter, entries: &[Entry]) -> Option<Case> {
    let mut case = opened(charter)?;
    entries.iter().all(|entry| case.perform(entry).is_ok()).then_some(case)
}

/// The file of a record with so many entries.
#[must_use]
pub fn record(charter: &Charter, many: usize) -> Option<String> {
    let mut record = Record::new(Header::new(ID.parse().ok()?, CharterVersion::of(charter)));
    for entry in entries(many) {
        record.append(entry).ok()?;
    }
    Some(record.to_jsonl())
}

/// A ballot in writing of so many owners, as entries: the case up to the ballot, and a vote of each.
#[must_use]
pub fn voting(owners: usize) -> Vec<Entry> {
    let mut electors = String::new();
    for owner in 0..owners {
        let _ = write!(
            electors,
            r#"{}{{"who":{{"person":"o-{owner}"}}}}"#,
            if owner == 0 { "" } else { "," }
        );
    }
    let before = FIRE_LANE.lines().take(23).map(str::to_owned);
    let open = format!(
        r#"{{"act":"open-ballot","at":"2026-06-25T09:00:00+08:00","by":{{"party":"residents-committee"}},"seq":24,"target":{{"step":"decision"}},"with":{{"ballot":"june","electors":[{electors}],"question":"Bollards"}}}}"#
    );
    let votes = (0..owners).map(|owner| {
        format!(
            r#"{{"act":"vote","at":"2026-06-26T09:00:00+08:00","by":"anyone","hand":"o-{owner}","seq":{},"target":{{"ballot":"june"}},"with":{{"choice":"yes"}}}}"#,
            owner.saturating_add(25)
        )
    });
    let texts = before.chain(std::iter::once(open)).chain(votes);
    texts.filter_map(|text| Entry::from_json(&text).ok()).collect()
}

/// Who looks what they may do while obligations are under way: each with the hand.
#[must_use]
pub fn actors() -> Vec<(Holder, Option<PersonKey>)> {
    let party = |key| Some((Holder::from(PartyKey::new(key).ok()?), None));
    let resident = || {
        let group = GroupKey::new("residents").ok()?;
        Some((Holder::from(group), PersonKey::new("owner-3").ok()))
    };
    let parties = ["residents-committee", "property-company", "supervision-committee", "platform"];
    parties.into_iter().map(party).chain([resident()]).flatten().collect()
}

/// When they look.
#[must_use]
pub fn looking() -> Option<Instant> {
    "2026-08-02T09:00:00+08:00".parse().ok()
}
