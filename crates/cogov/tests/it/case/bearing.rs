//! Receipts: what whoever bears one can do without a name, and that nobody else can do it by what
//! they read in the record.

use std::collections::BTreeMap;

use cogov::act::{Participant, Receipt};
use cogov::case::{Actor, Ending};
use cogov::values::{AppealId, Digest};
use cogov::{Holder, Lang};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::world::{
    COUNTED, MEETING, NOTIFIED, QUESTION, SUBMITTED, World, draft, evidence, owners, party,
};

const SLIP: &str = "0192f000-0000-7000-8000-000000000003";

fn receipt(of: u8, uses: u16) -> Receipt {
    Receipt::new([of; 32], uses).unwrap()
}

fn id(appeal: &str) -> AppealId {
    appeal.parse().unwrap()
}

fn bearer(appeal: &str) -> Value {
    json!({ "bearer": appeal })
}

/// A slip from the box, written down with what commits to its receipt.
fn slip(appeal: &str, receipt: Digest) -> Value {
    json!({ "by": party("committee"), "act": "submit", "target": { "appeal": appeal }, "with": {
        "channel": "box", "matter": "parking", "place": "compound", "text": "No light at the gate",
        "receipt": receipt } })
}

/// An act of whoever shows a value.
fn showing(shown: Digest, act: &str, target: Value, with: Value) -> Value {
    let mut entry = json!({ "by": "anyone", "act": act, "shows": shown });
    for (name, value) in [("target", target), ("with", with)] {
        if !value.is_null() {
            entry[name] = value;
        }
    }
    entry
}

fn committed(world: &World, appeal: &str) -> Option<Digest> {
    world.case.state().appeals().find(|one| one.id() == id(appeal)).unwrap().receipt()
}

#[test]
fn whoever_bears_a_receipt_comes_speaks_objects_and_verifies_without_a_name() {
    let receipt = receipt(7, 9);
    let mut time = 0;
    let mut next = || {
        time += 1;
        receipt.shown(time).unwrap()
    };
    let mut world = World::court(NOTIFIED);
    world.ok(slip(SLIP, receipt.commitment()));
    world.ok(json!({ "by": party("committee"), "act": "convene", "target": { "step": "meeting" },
        "with": { "session": MEETING, "starts": "2026-06-08T14:00:00+08:00", "should_attend": [
            { "who": party("committee"), "role": "chair" }, { "who": owners(), "role": "voting" },
            { "who": bearer(SLIP), "role": "speaking_only" }] } }));
    world.at("2026-06-08T14:00").ok(json!({ "by": party("committee"), "act": "arrive",
        "target": { "session": MEETING } }));
    let session = json!({ "session": MEETING });
    // Whoever shows nothing, or comes for them, is not who is invited.
    let instead = json!({ "by": owners(), "hand": "owner-4", "act": "arrive", "target": session,
        "with": { "instead_of": bearer(SLIP) } });
    assert_eq!(world.refused(instead), ["not-in-role"]);
    world.ok(showing(next(), "arrive", session.clone(), Value::Null));
    assert!(world.attendee(&bearer(SLIP)).present());
    world.ok(showing(next(), "speak", session, json!({ "text": "At night one falls" })));
    let said = world.case.state().statements().last().unwrap();
    assert_eq!(*said.who(), Participant::Bearer(id(SLIP)));

    let mut world = World::court(COUNTED);
    world.ok(slip(SLIP, receipt.commitment())).at("2026-06-10T09:00");
    let lights = draft(
        "lights",
        json!({ "claimant": bearer(SLIP),
        "verifiers": [bearer(SLIP), party("supervisors")] }),
    );
    world.ok(json!({ "by": party("assembly"), "act": "resolve", "target": { "step": "vote" },
        "with": { "ballot": "gate", "text": QUESTION, "obligations": [lights] } }));
    world.publish();
    let mut time = 0;
    let mut next = || {
        time += 1;
        receipt.shown(time).unwrap()
    };
    // As one of the owners, who can claim to object.
    let mut objects = showing(
        next(),
        "object",
        json!({ "step": "post-decision" }),
        json!({ "reply": "dim", "text": "Too dim" }),
    );
    objects["by"] = owners();
    world.ok(objects);
    let lights = json!({ "obligation": "lights" });
    world.ok(showing(next(), "remind", lights.clone(), json!({ "text": "It is dark" })));
    world.duty(party("company"), "complete", "lights", json!({ "evidence": evidence() }));
    let verifies = |shown| showing(shown, "verify", lights.clone(), json!({ "result": "solved" }));
    assert_eq!(world.refused(verifies(receipt.commitment())), ["wrong-receipt", "not-in-role"]);
    world.ok(verifies(next()));
    assert_eq!(world.state("lights"), "fulfilled");
    assert_eq!(committed(&world, SLIP), receipt.shown(3), "it commits to what was shown last");
    world.replays();
}

#[test]
fn whoever_bears_a_receipt_takes_the_appeal_back_and_sees_what_became_of_it() {
    let receipt = receipt(7, 2);
    let mut world = World::court(0);
    world.ok(slip(SLIP, receipt.commitment()));
    let now = world.case.state().last_at().unwrap();
    let anyone = Actor::new(&Holder::Anyone);
    let seen = |world: &World, actor: &Actor<'_>| world.case.seen_by(actor, now).appeals().len();
    assert_eq!(seen(&world, &anyone), 0);
    assert_eq!(seen(&world, &anyone.with_shown(receipt.shown(1).unwrap())), 1);
    assert_eq!(seen(&world, &anyone.with_shown(receipt.shown(2).unwrap())), 0, "not the next one");
    let withdraws = |shown| showing(shown, "withdraw", json!({ "appeal": SLIP }), Value::Null);
    let plain = json!({ "by": "anyone", "act": "withdraw", "target": { "appeal": SLIP } });
    assert_eq!(world.refused(plain), ["not-in-role"]);
    let last = receipt.shown(2).unwrap();
    assert_eq!(world.refused(withdraws(last)), ["wrong-receipt", "not-in-role"]);
    world.ok(withdraws(receipt.shown(1).unwrap()));
    assert_eq!(world.case.state().ended().unwrap().ending(), Ending::Withdrawn);
    world.replays();
}

#[test]
fn whoever_shows_a_receipt_is_nobody_else_at_the_same_time() {
    let receipt = receipt(7, 3);
    let mut world = World::court(SUBMITTED);
    world.ok(slip(SLIP, receipt.commitment()));
    let interest =
        |shown| showing(shown, "declare-interest", Value::Null, json!({ "interest": "?" }));
    let first = receipt.shown(1).unwrap();
    for (name, who) in [("hand", json!("owner-1")), ("by", party("company"))] {
        let mut named = interest(first);
        named[name] = who;
        assert_eq!(world.refused(named), ["wrong-receipt"], "{name}");
    }
    let mut signed = interest(first);
    signed["signed"] = json!([bearer(SLIP)]);
    assert_eq!(world.refused(signed.clone()), ["wrong-receipt"], "a signature shows nothing");
    signed.as_object_mut().unwrap().remove("shows");
    assert_eq!(world.refused(signed), ["wrong-receipt"]);
    // What is spent is told before what is wrong.
    let mut spent = interest(receipt.commitment());
    spent["hand"] = json!("owner-1");
    assert_eq!(world.refused(spent), ["spent-receipt"]);
    world.ok(interest(first));
}

#[test]
fn nothing_rests_on_a_slip_alone_since_it_can_be_lost() {
    let mut world = World::court(COUNTED);
    world.ok(slip(SLIP, receipt(7, 3).commitment())).at("2026-06-10T09:00");
    let resolves = |verifiers: Value| {
        let lights = draft("lights", json!({ "verifiers": verifiers }));
        json!({ "by": party("assembly"), "act": "resolve", "target": { "step": "vote" },
            "with": { "ballot": "gate", "text": QUESTION, "obligations": [lights] } })
    };
    assert_eq!(world.refused(resolves(json!([bearer(SLIP)]))), ["no-verifier"]);
    let two = json!([bearer(SLIP), party("supervisors")]);
    world.ok(resolves(two));
    world.publish();
    let to = json!({ "to": party("supervisors") });
    assert_eq!(world.duty_refused(party("company"), "delegate", "lights", to), ["no-verifier"]);
}

#[test]
fn whoever_only_bears_a_receipt_never_votes() {
    let mut world = World::court(NOTIFIED);
    world.ok(slip(SLIP, receipt(7, 3).commitment()));
    let convenes = |role: &str| {
        json!({ "by": party("committee"), "act": "convene", "target": { "step": "meeting" },
            "with": { "session": MEETING, "starts": "2026-06-08T14:00:00+08:00", "should_attend": [
                { "who": owners(), "role": "speaking_only" }, { "who": bearer(SLIP), "role": role }] } })
    };
    for role in ["voting", "chair"] {
        assert_eq!(world.refused(convenes(role)), ["no-claim"], "{role}");
    }
    world.ok(convenes("observing"));
    let mut world = World::court(COUNTED - 5);
    world.ok(slip(SLIP, receipt(7, 3).commitment())).at("2026-06-09T09:00");
    let opens = json!({ "by": party("assembly"), "act": "open-ballot", "target": { "step": "vote" },
        "with": { "ballot": "gate", "question": QUESTION,
            "electors": [{ "who": bearer(SLIP) }, { "who": owners() }] } });
    assert_eq!(world.refused(opens), ["no-claim"]);
}

#[test]
fn nobody_is_named_by_a_receipt_that_there_is_not() {
    let mut world = World::court(COUNTED);
    world.at("2026-06-10T09:00");
    let second = "0192f000-0000-7000-8000-000000000002";
    for appeal in [SLIP, second] {
        let lights = draft("lights", json!({ "claimant": bearer(appeal) }));
        let resolves = json!({ "by": party("assembly"), "act": "resolve", "target": { "step": "vote" },
            "with": { "ballot": "gate", "text": QUESTION, "obligations": [lights] } });
        assert_eq!(world.refused(resolves), ["unknown-target"], "{appeal}");
    }
    // Two appeals cannot commit to the same value: nobody could tell whose it is.
    let receipt = receipt(7, 3);
    world.ok(slip(SLIP, receipt.commitment()));
    let other = "0192f000-0000-7000-8000-000000000004";
    assert_eq!(world.refused(slip(other, receipt.commitment())), ["already-there"]);
}

/// The slips of the property, and how often each can be used.
const SLIPS: [&str; 2] = [SLIP, "0192f000-0000-7000-8000-000000000004"];
const USES: u16 = 5;

/// Something that somebody tries.
#[derive(Debug, Clone)]
enum Tried {
    /// A value of a slip, by a hand or by none; a third slip is of no appeal.
    Shown { slip: u8, time: u16, hand: bool },
    /// An appeal of somebody who read the record, which commits to a value that stands there, or to
    /// the hash of one.
    Copied { place: usize, hashed: bool },
    /// A value that stands in the record is shown by somebody who read it.
    Read { place: usize },
}

fn tried() -> impl Strategy<Value = Tried> {
    prop_oneof![
        4 => (0..3_u8, 0..=USES, prop::bool::weighted(0.1))
            .prop_map(|(slip, time, hand)| Tried::Shown { slip, time, hand }),
        1 => (0..64_usize, any::<bool>()).prop_map(|(place, hashed)| Tried::Copied { place, hashed }),
        2 => (0..64_usize).prop_map(|place| Tried::Read { place }),
    ]
}

/// A case with two slips, and what is known of it besides.
struct Tries {
    world: World,
    /// To what each appeal commits.
    committed: BTreeMap<String, Digest>,
    /// Every value that stands in the record.
    readable: Vec<Digest>,
}

impl Tries {
    fn new() -> Self {
        let world = World::court(SUBMITTED);
        let mut tries = Self { world, committed: BTreeMap::new(), readable: Vec::new() };
        for (number, appeal) in SLIPS.iter().enumerate() {
            tries.submits(appeal, receipt(u8::try_from(number).unwrap(), USES).commitment());
        }
        tries
    }

    fn submits(&mut self, appeal: &str, receipt: Digest) {
        let there = self.committed.values().any(|known| *known == receipt);
        if there {
            assert_eq!(self.world.refused(slip(appeal, receipt)), ["already-there"]);
            return;
        }
        self.world.ok(slip(appeal, receipt));
        self.committed.insert(appeal.to_owned(), receipt);
        self.readable.push(receipt);
    }

    /// Shows a value with an act that everybody may do: it is taken if and only if it is next.
    fn shows(&mut self, shown: Digest, hand: bool) {
        let mut entry = showing(shown, "declare-interest", Value::Null, json!({ "interest": "?" }));
        if hand {
            entry["hand"] = json!("owner-1");
        }
        let of = |value: Digest| self.committed.iter().find(|(_, known)| **known == value);
        let expected = match (of(shown), of(Digest::of(shown.as_bytes()))) {
            (Some(_), _) => Err("spent-receipt"),
            (None, Some((appeal, _))) if !hand => Ok(appeal.clone()),
            (None, _) => Err("wrong-receipt"),
        };
        match expected {
            Err(code) => assert_eq!(self.world.refused(entry), [code]),
            Ok(appeal) => {
                let was_readable = self.readable.contains(&shown);
                assert!(!was_readable || !SLIPS.contains(&appeal.as_str()), "{appeal}: used again");
                self.world.ok(entry);
                assert_eq!(committed(&self.world, &appeal), Some(shown));
                self.committed.insert(appeal, shown);
                self.readable.push(shown);
            }
        }
    }

    /// Whoever read the record, and has no slip, takes no appeal back that has one.
    fn nobody_else_takes_back(&mut self) {
        for appeal in SLIPS {
            for shown in self.readable.clone() {
                let target = json!({ "appeal": appeal });
                let codes = self.world.refused(showing(shown, "withdraw", target, Value::Null));
                assert_eq!(codes.last(), Some(&"not-in-role"), "{codes:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(crate::inputs::inputs(64))]

    #[test]
    fn what_was_shown_is_of_no_use_to_whoever_reads_it(
        all in prop::collection::vec(tried(), 1..40),
    ) {
        let mut tries = Tries::new();
        for (number, tried) in all.into_iter().enumerate() {
            let read = |place: usize| tries.readable[place % tries.readable.len()];
            match tried {
                Tried::Shown { slip, time, hand } => {
                    let slip = receipt(slip, USES);
                    tries.shows(slip.shown(time).unwrap_or(slip.commitment()), hand);
                }
                Tried::Copied { place, hashed } => {
                    let value = read(place);
                    let value = if hashed { Digest::of(value.as_bytes()) } else { value };
                    tries.submits(&format!("0192f000-0000-7000-8000-00000001{number:04}"), value);
                }
                Tried::Read { place } => tries.shows(read(place), false),
            }
        }
        tries.nobody_else_takes_back();
        // Whoever has the slip goes on, whatever others tried, until it is used up.
        for (number, appeal) in SLIPS.iter().enumerate() {
            let slip = receipt(u8::try_from(number).unwrap(), USES);
            while let Some(next) = slip.next(tries.committed[*appeal]) {
                tries.shows(next, false);
                assert_eq!(tries.committed[*appeal], next);
            }
            assert_eq!(Some(tries.committed[*appeal]), slip.shown(USES));
        }
        tries.world.replays();
    }
}

#[test]
fn a_receipt_shown_in_vain_is_told_why() {
    let receipt = receipt(7, 3);
    let mut world = World::court(SUBMITTED);
    world.ok(slip(SLIP, receipt.commitment()));
    let said = |entry: Value| {
        let refused = world.case.preview(&world.entry(entry)).unwrap_err();
        let wrong = refused.first().unwrap();
        assert_eq!(wrong.code().as_str(), "wrong-receipt");
        [Lang::En, Lang::Zh].map(|lang| wrong.message(lang))
    };
    let interest =
        |shown| showing(shown, "declare-interest", Value::Null, json!({ "interest": "?" }));
    let [en, zh] = said(interest(Digest::of(b"?")));
    assert!(en.contains("no appeal of this case commits to it"), "{en}");
    assert!(zh.contains("本案中没有与之对应的诉求"), "{zh}");
    let mut named = interest(receipt.shown(1).unwrap());
    named["hand"] = json!("owner-1");
    let [en, zh] = said(named);
    assert!(en.contains("acts without a name") && zh.contains("应匿名行事"), "{en} {zh}");
    let mut signed = interest(receipt.shown(1).unwrap());
    signed["signed"] = json!([bearer(SLIP)]);
    let [en, zh] = said(signed);
    assert!(en.contains("a signature shows none") && zh.contains("签署不能代替"), "{en} {zh}");
}

#[test]
fn a_receipt_says_how_often_it_can_be_shown() {
    for uses in [1, 20, 4_096] {
        let receipt = receipt(7, uses);
        assert_eq!(receipt.uses(), uses);
        assert!(receipt.shown(uses).is_some() && receipt.shown(uses + 1).is_none());
    }
}

#[test]
fn whoever_is_named_is_offered_nothing_as_a_bearer() {
    let mut world = World::court(NOTIFIED);
    world.ok(slip(SLIP, receipt(7, 9).commitment()));
    let company: Holder = serde_json::from_value(party("company")).unwrap();
    let named = Actor::new(&company).as_bearer(id(SLIP));
    let options = world.case.options_of(&named, "2026-06-12T09:00:00+08:00".parse().unwrap());
    assert!(options.offered().is_empty(), "{:?}", options.offered());
    for withheld in options.withheld() {
        let codes = withheld.refusals().iter().map(|refusal| refusal.code().as_str());
        assert!(codes.clone().any(|code| code == "wrong-receipt"), "{}", withheld.kind());
    }
}
