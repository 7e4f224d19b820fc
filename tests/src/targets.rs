//! What the fuzz targets do with bytes: read them as somebody would, and hold what has to hold of
//! whatever comes out. `tests/fuzz` gives them to a fuzzer, `tests/tests/fuzz.rs` gives them known
//! inputs and changed ones.
//!
//! Each of them is to come back from any bytes; a failed assertion or a panic is a defect.

use cogov::act::{Act, Entry, Receipt, Submit, Words};
use cogov::case::{Actor, Case};
use cogov::record::{Record, RecordedCase, verify};
use cogov::values::{AppealId, CaseId, ChannelKey, Digest, PersonKey};
use cogov::{Charter, Date, Holder, Instant, Lang, MatterKey, PartyKey, PlaceKey, Term, Text};

const COURT: &str = include_str!("../vectors/charters/court.json");
const COURT_RECORD: &str = include_str!("../vectors/records/court.jsonl");

/// A target: what it is called, and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets, by the names of the fuzz targets.
pub const TARGETS: [Target; 4] =
    [("charter", charter), ("entry", entry), ("record", record), ("acts", acts)];

/// Loads a charter. What loads can be written, loads again as the same, and can be audited; what
/// does not has a reason that can be told.
pub fn charter(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Charter::from_json(text) {
        Err(invalid) => {
            assert!(!invalid.problems().is_empty(), "refused without a reason");
            for lang in [Lang::En, Lang::Zh] {
                assert!(!invalid.to_text(lang).is_empty());
            }
        }
        Ok(charter) => {
            let written = charter.to_json();
            let again = Charter::from_json(&written);
            assert!(
                again.is_ok_and(|again| again == charter && again.digest() == charter.digest()),
                "what loads is written so that it loads as the same"
            );
            let Ok(day) = Date::new(2026, 6, 1) else { return };
            let audit = charter.audit(day);
            assert!(!audit.to_text(Lang::Zh).is_empty());
            assert_eq!(audit, charter.audit(day), "an audit comes out the same each time");
        }
    }
}

/// Reads an entry. What is read is written as it was read, and can be observed in any case.
pub fn entry(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(entry) = Entry::from_json(text) else { return };
    let written = entry.to_json();
    assert!(
        written.as_deref().is_ok_and(|text| {
            Entry::from_json(text).is_ok_and(|again| again == entry && again.to_json() == written)
        }),
        "what is read is written so that it is read as the same"
    );
    let Some(mut case) = court(RECORDED / 2) else { return };
    let refused = case.clone().perform(&entry).err();
    let refusals = refused.as_ref().map_or(&[][..], |refused| refused.refusals()).to_vec();
    assert_eq!(case.observe(&entry), refusals, "observing notes what performing refuses");
    shown(&case, entry.at());
}

/// Reads a record. What is loaded is a beginning of what was written, and is not said to be damaged.
pub fn record(bytes: &[u8]) {
    let verification = verify(bytes, None);
    assert!(!verification.describe(Lang::En).is_empty());
    match Record::from_jsonl(bytes) {
        Ok(loaded) => {
            assert!(verification.is_intact(), "what loads is intact: {verification}");
            let whole = bytes.get(..loaded.whole_bytes() as usize);
            let written = loaded.record().to_jsonl();
            let whole = whole.map(|whole| whole.strip_suffix(b"\n").unwrap_or(whole));
            assert_eq!(whole, written.strip_suffix('\n').map(str::as_bytes), "nothing is lost");
            let Ok(charter) = Charter::from_json(COURT) else { return };
            if let Ok(observed) = RecordedCase::audit(&[charter], loaded.record())
                && let Some(last) = loaded.record().entries().last()
            {
                shown(observed.case(), last.at());
            }
        }
        Err(error) => {
            assert!(!error.message(Lang::Zh).is_empty());
            assert!(!verification.is_intact(), "what does not load is not intact: {error}");
        }
    }
}

/// How many entries the record of the court has.
const RECORDED: usize = 31;

/// The case of the court after some entries of its record.
fn court(entries: usize) -> Option<Case> {
    let id: CaseId = "0192f000-0000-7000-8000-000000000000".parse().ok()?;
    let mut case = Case::open(Charter::from_json(COURT).ok()?, id);
    for line in COURT_RECORD.lines().take(entries) {
        let performed = Entry::from_json(line).is_ok_and(|entry| case.perform(&entry).is_ok());
        assert!(performed, "the record of the court is sound");
    }
    Some(case)
}

/// Shows a case in every way there is.
fn shown(case: &Case, now: Instant) {
    for lang in [Lang::En, Lang::Zh] {
        assert!(!case.explain(lang).to_html().is_empty());
        assert!(!case.board(now, lang).to_markdown().is_empty());
        let _ = case.sheets(lang);
    }
    for due in case.due(now) {
        let soon = Term::days(7).map(|week| due.is_due_within(case.charter(), now, week));
        assert!(soon.is_ok(), "a week is a term");
    }
    for holder in holders(case.charter()) {
        let _ = case.view_for(&holder, None, now);
    }
    let anyone = Actor::new(&Holder::Anyone);
    for appeal in case.state().appeals() {
        let seen = case.seen_by(&anyone.as_bearer(appeal.id()), now);
        let own = seen.appeals().iter().any(|one| one.id() == appeal.id());
        assert!(own || appeal.bearer().is_none(), "whoever bears a receipt sees their appeal");
    }
}

fn holders(charter: &Charter) -> Vec<Holder> {
    let parties = charter.parties().iter().map(|party| Holder::from(party.key().clone()));
    let groups = charter.groups().iter().map(|group| Holder::from(group.key().clone()));
    parties.chain(groups).chain([Holder::Anyone]).collect()
}

/// The receipt of a slip that anybody can put into the box.
fn slip() -> Option<(AppealId, Receipt)> {
    let receipt = Receipt::new(*b"32 bytes that everybody can read", 64).ok()?;
    Some(("0192f000-0000-7000-8000-0000000000f1".parse().ok()?, receipt))
}

/// That the slip is taken out of the box.
fn emptied(case: &Case, now: Instant) -> Option<Entry> {
    let (appeal, receipt) = slip()?;
    let text = Words::from(Text::new("No light at the gate").ok()?);
    let (channel, matter) = (ChannelKey::new("box").ok()?, MatterKey::new("parking").ok()?);
    let submit = Submit::new(channel, matter, text)
        .with_place(PlaceKey::new("compound").ok()?)
        .with_receipt(receipt.commitment());
    let committee = PartyKey::new("committee").ok()?;
    Some(case.entry(now, committee, Act::submit(appeal, submit)))
}

/// What whoever bears the receipt of the slip shows next.
fn next_shown(case: &Case) -> Option<Digest> {
    let (id, receipt) = slip()?;
    let mut appeals = case.state().appeals();
    receipt.next(appeals.find(|appeal| appeal.id() == id)?.receipt()?)
}

/// Who acts: a holder, and the hand that acts for it.
fn actor(charter: &Charter, byte: u8) -> Option<(Holder, Option<PersonKey>)> {
    let holders = holders(charter);
    let holder = holders.get(usize::from(byte) % holders.len().max(1))?.clone();
    let hand = match byte / 64 {
        0 => None,
        1 => PersonKey::new("owner-1").ok(),
        2 => PersonKey::new("owner-2").ok(),
        _ => PersonKey::new("worker-1").ok(),
    };
    Some((holder, hand))
}

/// The moment so many steps of the clock after another.
fn later(charter: &Charter, now: Instant, byte: u8) -> Option<Instant> {
    let days = match byte % 8 {
        0..=4 => return Some(now),
        5 => 1,
        6 => 7,
        _ => 40,
    };
    charter.calendar_table().due(now, Term::days(days).ok()?).ok()
}

/// Takes three bytes for each of a sequence of acts: what is offered is performed, also to whoever
/// bears a receipt, and entries of a record are tried wherever the case stands.
///
/// What is offered has to be accepted; what is refused changes nothing; observing notes what
/// performing refuses; and what was performed comes to the same state when it is replayed.
pub fn acts(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let Some(start) = court(usize::from(*first) % RECORDED) else { return };
    let mut case = start.clone();
    let mut taken = Vec::new();
    let lines: Vec<&str> = COURT_RECORD.lines().collect();
    let Some(mut now) = case.state().last_at().or_else(|| "2026-06-01T08:00:00+08:00".parse().ok())
    else {
        return;
    };
    for step in rest.chunks_exact(3).take(60) {
        let [who, what, which] = *step else { continue };
        let Some(at) = later(case.charter(), now, what) else { break };
        now = at;
        let Some((holder, hand)) = actor(case.charter(), who) else { break };
        if which == 255 {
            let Some(entry) = emptied(&case, now) else { continue };
            if case.perform(&entry).is_ok() {
                taken.push(entry);
            }
            continue;
        }
        if which >= 128 {
            let line = lines.get(usize::from(which) % lines.len().max(1)).copied().unwrap_or("");
            let Ok(known) = Entry::from_json(line) else { continue };
            let mut entry = case.entry(now, known.by().clone(), known.act().clone());
            if let Some(hand) = known.hand() {
                entry = entry.with_hand(hand.clone());
            }
            let before = case.state().clone();
            let observed = case.clone().observe(&entry);
            match case.perform(&entry) {
                Ok(()) => {
                    assert!(observed.is_empty(), "what is performed is observed without a breach");
                    taken.push(entry);
                }
                Err(refused) => {
                    assert_eq!(observed, refused.refusals(), "observing notes what is refused");
                    assert!(*case.state() == before, "what is refused changes nothing");
                }
            }
            continue;
        }
        let anyone = Actor::new(&Holder::Anyone);
        let named = Actor::new(&holder);
        let actor = match next_shown(&case).filter(|_| who % 4 == 3) {
            Some(shown) => anyone.with_shown(shown),
            None => hand.as_ref().map_or(named, |hand| named.with_hand(hand)),
        };
        let options = case.options_of(&actor, now);
        for withheld in options.withheld() {
            assert!(!withheld.refusals().is_empty(), "withheld without a reason");
        }
        let offered = options.offered();
        let Some(offer) = offered.get(usize::from(which) % offered.len().max(1)) else { continue };
        let performed = case.perform(offer.witness());
        assert!(performed.is_ok(), "{:?} was offered, and is refused: {performed:?}", offer.kind());
        taken.push(offer.witness().clone());
    }
    let mut again = start;
    for entry in &taken {
        let written = entry.to_json();
        let read = written.as_deref().ok().and_then(|text| Entry::from_json(text).ok());
        let replayed = read.is_some_and(|entry| again.perform(&entry).is_ok());
        assert!(replayed, "what was performed is performed again: {written:?}");
    }
    assert!(again.state() == case.state(), "a replay comes to the same state");
    shown(&case, now);
}
