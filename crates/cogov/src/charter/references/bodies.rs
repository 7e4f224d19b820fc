//! Checks what parties, sectors and seats refer to.

use std::collections::BTreeSet;

use crate::charter::document::Document;
use crate::charter::names::unique;
use crate::charter::references::Checker;
use crate::party::{Filling, Party, Seat, Sector};
use crate::problem::{Arg, ProblemCode};
use crate::values::key::{PartyKey, SeatKey};
use crate::values::stated::Listed;

/// The pairs of seats that one person may not hold both of: what one of them says goes for both.
pub(super) fn incompatible(document: &Document) -> BTreeSet<(&SeatKey, &SeatKey)> {
    let seats = || document.seats.iter().filter_map(Listed::given);
    if seats().all(|seat| seat.held_with.is_empty()) {
        return BTreeSet::new();
    }
    let pairs = seats().flat_map(|seat| seat.incompatible.iter().map(|other| (&seat.key, other)));
    pairs.flat_map(|(one, other)| [(one, other), (other, one)]).collect()
}

impl Checker<'_> {
    pub(super) fn party(&mut self, party: &Party) {
        let (document, names) = (self.document, self.names);
        names.place(document, "place", party.place.as_ref(), self.reader);
        self.holder("convener", party.convener.given());
        if let Some(members) = party.members.given() {
            self.reader.within_known("members", |reader| {
                if members.is_empty() {
                    reader.report(ProblemCode::EmptyList, Vec::new());
                }
                unique(members, PartyKey::as_str, reader, |key, reader| {
                    names.parties.resolve(&document.parties, key, reader);
                    if *key == party.key {
                        reader.report(
                            ProblemCode::SelfReference,
                            vec![Arg::quoted("found", key.as_str())],
                        );
                    }
                });
            });
        }
    }

    pub(super) fn sector(&mut self, sector: &Sector) {
        self.party_key("body", Some(&sector.body));
        self.holder("convener", sector.convener.given());
    }

    pub(super) fn seat_or_absence(&mut self, seat: &Listed<Seat, crate::party::AbsentSeat>) {
        match seat {
            Listed::Given(seat) => self.seat(seat),
            Listed::Absent(absent) => {
                self.party_key("body", absent.body.as_ref());
                self.holder("represents", absent.represents.as_ref());
            }
        }
    }

    fn seat(&mut self, seat: &Seat) {
        let (document, names) = (self.document, self.names);
        self.party_key("body", Some(&seat.body));
        self.holder("by", seat.by.as_ref());
        self.holder("represents", seat.represents.as_ref());
        if let Some(policy) = seat.conduct.given() {
            self.reader.within_known("conduct", |reader| {
                names.conduct.resolve(&document.conduct, policy, reader);
            });
        }
        if let Some(rule) = &seat.rule {
            self.reader.within_known("rule", |reader| {
                names.rules.resolve(&document.rules, rule, reader);
            });
            if seat.filled_by.given().is_some_and(|filling| *filling != Filling::Elected) {
                self.misplaced(
                    "rule",
                    "only elections are judged by a rule",
                    "只有选举才依规则判定",
                );
            }
        }
        if seat.number.given() == Some(&0) {
            self.report("number", ProblemCode::ZeroNumber, Vec::new());
        }
        for (field, keys) in [("incompatible", &seat.incompatible), ("held_with", &seat.held_with)]
        {
            self.reader.within_known(field, |reader| {
                unique(keys, SeatKey::as_str, reader, |key, reader| {
                    names.seats.resolve(&document.seats, key, reader);
                    if *key == seat.key {
                        reader.report(
                            ProblemCode::SelfReference,
                            vec![Arg::quoted("found", key.as_str())],
                        );
                    }
                });
            });
        }
        if seat.held_with.iter().any(|other| self.incompatible.contains(&(&seat.key, other))) {
            self.misplaced(
                "held_with",
                "a seat that is incompatible cannot be held by the same person",
                "不相容的席位不能由同一人兼任",
            );
        }
    }
}
