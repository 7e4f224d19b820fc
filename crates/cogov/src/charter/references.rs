//! Checks what the entries of a charter refer to, and that what they say goes together.

use std::collections::{BTreeMap, BTreeSet};

use crate::charter::document::Document;
use crate::charter::names::{Names, unique};
use crate::conduct::ConductPolicy;
use crate::decision::Rule;
use crate::json::Reader;
use crate::party::{Channel, IncentivePolicy, Intake, Liaison, Party, Seat, Sector, Training};
use crate::position::{
    AbsentPosition, Claim, Function, Holder, Position, PositionKind, PositionKinds,
};
use crate::problem::{Arg, Problem, ProblemCode, Segment};
use crate::procedure::{AbsentProcedure, Procedure, RuleChoice};
use crate::time::Validity;
use crate::triage::{Route, Triage};
use crate::values::key::PartyKey;
use crate::values::stated::Listed;

/// Checks all references of a document; the names are known.
pub(crate) fn check(document: &Document, names: &Names, reader: &mut Reader) {
    Checker { document, names, reader }.check();
}

struct Checker<'c> {
    document: &'c Document,
    names: &'c Names,
    reader: &'c mut Reader,
}

impl Checker<'_> {
    fn check(&mut self) {
        let document = self.document;
        if document.version == 0 {
            self.report("version", ProblemCode::ZeroNumber, Vec::new());
        }
        self.each("parties", &document.parties, Self::party);
        self.each("sectors", &document.sectors, Self::sector);
        self.each("seats", &document.seats, Self::seat_or_absence);
        self.each("liaison", &document.liaison, Self::liaison);
        self.each("positions", &document.positions, Self::position_or_absence);
        self.each("rules", &document.rules, Self::rule);
        self.each("procedures", &document.procedures, Self::procedure_or_absence);
        self.each("conduct", &document.conduct, Self::conduct);
        if let Some(intake) = document.intake.given() {
            self.field("intake", |checker| checker.intake(intake));
        }
        if let Some(triage) = document.triage.given() {
            self.field("triage", |checker| checker.triage(triage));
        }
        if let Some(training) = document.training.given() {
            self.each("training", training, Self::training);
        }
        if let Some(incentives) = document.incentives.given() {
            self.field("incentives", |checker| checker.incentives(incentives));
        }
    }

    /// Checks something at a field of the value at hand.
    fn field(&mut self, name: &'static str, check: impl FnOnce(&mut Self)) {
        self.reader.enter(Segment::Field(name.into()));
        check(self);
        self.reader.leave();
    }

    /// Checks each entry of a list that is a field of the value at hand.
    fn each<T>(&mut self, name: &'static str, entries: &[T], mut check: impl FnMut(&mut Self, &T)) {
        self.reader.enter(Segment::Field(name.into()));
        for (index, entry) in entries.iter().enumerate() {
            if self.reader.is_full() {
                break;
            }
            self.reader.enter(Segment::Index(index));
            check(self, entry);
            self.reader.leave();
        }
        self.reader.leave();
    }

    fn report(&mut self, field: &'static str, code: ProblemCode, args: Vec<Arg>) {
        self.reader.within_known(field, |reader| reader.report(code, args));
    }

    fn misplaced(&mut self, field: &'static str, en: &str, zh: &str) {
        self.report(field, ProblemCode::MisplacedField, vec![Arg::bilingual("reason", en, zh)]);
    }

    fn holder(&mut self, field: &'static str, holder: Option<&Holder>) {
        if let Some(holder) = holder {
            let (document, names) = (self.document, self.names);
            self.reader.within_known(field, |reader| names.holder(document, holder, reader));
        }
    }

    /// A holder that can only be of some kinds.
    fn holder_of(
        &mut self,
        field: &'static str,
        holder: Option<&Holder>,
        fits: impl Fn(&Holder) -> bool,
        (en, zh): (&str, &str),
    ) {
        self.holder(field, holder);
        if holder.is_some_and(|holder| !fits(holder)) {
            self.misplaced(field, en, zh);
        }
    }

    fn convener(&mut self, holder: Option<&Holder>) {
        self.holder_of(
            "convener",
            holder,
            |holder| matches!(holder, Holder::Party(_) | Holder::Seat(_)),
            ("a convener is a party or a seat", "召集人应为主体或席位"),
        );
    }

    fn represented(&mut self, holder: Option<&Holder>) {
        self.holder_of(
            "represents",
            holder,
            |holder| matches!(holder, Holder::Party(_) | Holder::Group(_) | Holder::Sector(_)),
            ("a seat represents a group, a party or a sector", "席位应代表群体、主体或界别"),
        );
    }

    fn party_key(&mut self, field: &'static str, key: Option<&PartyKey>) {
        if let Some(key) = key {
            let (document, names) = (self.document, self.names);
            self.reader.within_known(field, |reader| {
                names.parties.resolve(&document.parties, key, reader);
            });
        }
    }

    fn validity(&mut self, validity: Option<&Validity>) {
        if let Some(validity) = validity
            && !validity.is_ordered()
            && let (Some(from), Some(until)) = (validity.from(), validity.until())
        {
            self.reader.within_known("valid", |reader| {
                reader.adopt::<()>(Err(Problem::nothing_between(*from, *until)))
            });
        }
    }

    fn party(&mut self, party: &Party) {
        let (document, names) = (self.document, self.names);
        names.place(document, "place", party.place.as_ref(), self.reader);
        self.convener(party.convener.given());
        if let Some(members) = party.members.given() {
            self.reader.within_known("members", |reader| {
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

    fn sector(&mut self, sector: &Sector) {
        self.party_key("body", Some(&sector.body));
        self.convener(sector.convener.given());
    }

    fn seat_or_absence(&mut self, seat: &Listed<Seat, crate::party::AbsentSeat>) {
        match seat {
            Listed::Given(seat) => self.seat(seat),
            Listed::Absent(absent) => {
                self.party_key("body", absent.body.as_ref());
                self.represented(absent.represents.as_ref());
            }
        }
    }

    fn seat(&mut self, seat: &Seat) {
        let (document, names) = (self.document, self.names);
        self.party_key("body", Some(&seat.body));
        self.holder("by", seat.by.as_ref());
        self.represented(seat.represents.as_ref());
        if let Some(policy) = seat.conduct.given() {
            self.reader.within_known("conduct", |reader| {
                names.conduct.resolve(&document.conduct, policy, reader);
            });
        }
        if seat.number.given() == Some(&0) {
            self.report("number", ProblemCode::ZeroNumber, Vec::new());
        }
        for (field, keys) in [("incompatible", &seat.incompatible), ("held_with", &seat.held_with)]
        {
            self.reader.within_known(field, |reader| {
                unique(keys, crate::values::key::SeatKey::as_str, reader, |key, reader| {
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
        let incompatible: BTreeSet<_> = seat.incompatible.iter().collect();
        if seat.held_with.iter().any(|key| incompatible.contains(key)) {
            self.misplaced(
                "held_with",
                "a seat that is incompatible cannot be held by the same person",
                "不相容的席位不能由同一人兼任",
            );
        }
    }

    fn liaison(&mut self, link: &Liaison) {
        self.holder("from", Some(&link.from));
        self.holder("to", Some(&link.to));
        if link.reach == Some(0) {
            self.report("reach", ProblemCode::ZeroNumber, Vec::new());
        }
    }

    fn position_or_absence(&mut self, position: &Listed<Position, AbsentPosition>) {
        match position {
            Listed::Given(position) => self.position(position),
            Listed::Absent(absent) => self.absent_position(absent),
        }
    }

    fn position(&mut self, position: &Position) {
        let (document, names) = (self.document, self.names);
        self.holder("holder", Some(&position.holder));
        self.validity(position.valid.as_ref());
        if let Some(matters) = position.matters.given() {
            self.reader.within_known("matters", |reader| {
                if matters.is_empty() {
                    reader.report(ProblemCode::EmptyList, Vec::new());
                }
                names.matter_list(document, matters, reader);
            });
        }
        self.reader.within_known("places", |reader| {
            names.place_list(document, &position.places, reader);
        });
        self.rights(&position.kinds, &position.functions, &position.claims);
        let kinds = &position.kinds;
        if position.together_with.is_some() && !kinds.contains(PositionKind::Bar) {
            self.misplaced("together_with", "only a bar has it", "只有“禁止”才有此项");
        }
        if position.prior_study.is_some() && !kinds.contains(PositionKind::Leadership) {
            self.misplaced("prior_study", "only leadership has it", "只有“领导”才有此项");
        }
        let performs = kinds.contains(PositionKind::Power)
            || kinds.contains(PositionKind::Lead)
            || kinds.contains(PositionKind::Support);
        if position.within.is_given() && !performs {
            self.misplaced(
                "within",
                "only powers and duties have a term",
                "只有职权和职责才有期限",
            );
        }
        if kinds.contains(PositionKind::Bar) && kinds.as_slice().len() > 1 {
            self.misplaced("kinds", "a bar stands by itself", "“禁止”须单独列出");
        }
    }

    fn absent_position(&mut self, absent: &AbsentPosition) {
        let (document, names) = (self.document, self.names);
        self.holder("holder", absent.holder.as_ref());
        self.reader.within_known("matters", |reader| {
            names.matter_list(document, &absent.matters, reader);
        });
        self.reader.within_known("places", |reader| {
            names.place_list(document, &absent.places, reader);
        });
        self.rights(&absent.kinds, &absent.functions, &absent.claims);
    }

    /// Kinds need the functions or claims that they speak of, and no others.
    fn rights(&mut self, kinds: &PositionKinds, functions: &[Function], claims: &[Claim]) {
        if kinds.as_slice().is_empty() {
            self.report("kinds", ProblemCode::EmptyList, Vec::new());
            return;
        }
        self.reader.within_known("kinds", |reader| {
            unique(kinds.as_slice(), |kind| kind.as_str(), reader, |_, _| {});
        });
        self.reader.within_known("functions", |reader| {
            unique(functions, |function| function.as_str(), reader, |_, _| {});
        });
        self.reader.within_known("claims", |reader| {
            unique(claims, |claim| claim.as_str(), reader, |_, _| {});
        });
        let speaks = |kind: &PositionKind| match kind {
            PositionKind::Power
            | PositionKind::Lead
            | PositionKind::Support
            | PositionKind::Bar => (true, true),
            PositionKind::Leadership => (true, false),
            PositionKind::Claim => (false, false),
        };
        let about_functions = kinds.as_slice().iter().any(|kind| speaks(kind).0);
        let needs_functions = kinds.as_slice().iter().any(|kind| speaks(kind).1);
        let about_claims = kinds.contains(PositionKind::Claim);
        if needs_functions && functions.is_empty() {
            self.report("functions", ProblemCode::MissingField, Vec::new());
        }
        if !about_functions && !functions.is_empty() {
            self.misplaced("functions", "a claim names `claims`", "“权利”应写 claims");
        }
        if about_claims && claims.is_empty() {
            self.report("claims", ProblemCode::MissingField, Vec::new());
        }
        if !about_claims && !claims.is_empty() {
            self.misplaced("claims", "only a claim has them", "只有“权利”才有此项");
        }
    }

    fn rule(&mut self, rule: &Rule) {
        self.validity(rule.valid());
    }

    fn procedure_or_absence(&mut self, procedure: &Listed<Procedure, AbsentProcedure>) {
        let (document, names) = (self.document, self.names);
        match procedure {
            Listed::Given(procedure) => self.procedure(procedure),
            Listed::Absent(absent) => self.reader.within_known("matters", |reader| {
                names.matter_list(document, &absent.matters, reader);
            }),
        }
    }

    fn procedure(&mut self, procedure: &Procedure) {
        let (document, names) = (self.document, self.names);
        if let Some(matters) = procedure.matters.given() {
            self.reader.within_known("matters", |reader| {
                if matters.is_empty() {
                    reader.report(ProblemCode::EmptyList, Vec::new());
                }
                names.matter_list(document, matters, reader);
            });
        }
        self.each("steps", &procedure.steps, |checker, step| {
            let Listed::Given(step) = step else { return };
            checker.holder("by", step.by.as_ref());
            checker.each("hears", &step.hears, |checker, holder| {
                checker.names.holder(checker.document, holder, checker.reader);
            });
            if let Some(rules) = step.rules.given() {
                if rules.is_empty() {
                    checker.report("rules", ProblemCode::EmptyList, Vec::new());
                }
                checker.each("rules", rules, Self::rule_choice);
            }
        });
    }

    fn rule_choice(&mut self, choice: &RuleChoice) {
        let (document, names) = (self.document, self.names);
        self.reader.within_known("rule", |reader| {
            names.rules.resolve(&document.rules, &choice.rule, reader);
        });
        self.reader.within_known("matters", |reader| {
            names.matter_list(document, &choice.matters, reader);
        });
    }

    fn intake(&mut self, intake: &Intake) {
        let mut keys: BTreeMap<&str, usize> = BTreeMap::new();
        self.each("channels", &intake.channels, |checker, channel| {
            if let Listed::Given(channel) = channel {
                checker.channel(channel);
            }
        });
        for (index, channel) in intake.channels.iter().enumerate() {
            let Some(channel) = channel.given() else {
                continue;
            };
            let key = channel.key.as_str();
            let first = *keys.entry(key).or_insert(index);
            if first != index {
                let first = format!("intake.channels[{first}]");
                self.reader.at_entry("channels", index, |reader| {
                    reader.within_known("key", |reader| {
                        reader.report(
                            ProblemCode::DuplicateKey,
                            vec![Arg::quoted("found", key), Arg::plain("first", first)],
                        );
                    });
                });
            }
        }
    }

    fn channel(&mut self, channel: &Channel) {
        self.holder("open_to", channel.open_to.as_ref());
        self.holder("received_by", channel.received_by.as_ref());
    }

    fn triage(&mut self, triage: &Triage) {
        self.each("rows", &triage.rows, |checker, row| {
            checker.field("route", |checker| checker.route(&row.route));
        });
    }

    fn route(&mut self, route: &Route) {
        let (document, names) = (self.document, self.names);
        if let Some(procedure) = route.procedure() {
            self.reader.within_known("procedure", |reader| {
                names.procedures.resolve(&document.procedures, procedure, reader);
            });
        }
        if let Route::ConsultWithAdvisers { advisers, .. } = route {
            self.holder("advisers", Some(advisers));
        }
    }

    fn conduct(&mut self, policy: &ConductPolicy) {
        let (document, names) = (self.document, self.names);
        policy.validate(self.reader);
        policy.each_holder(self.reader, |reader, holder| names.holder(document, holder, reader));
    }

    fn training(&mut self, training: &Training) {
        self.each("participants", &training.participants, |checker, holder| {
            checker.names.holder(checker.document, holder, checker.reader);
        });
    }

    fn incentives(&mut self, incentives: &IncentivePolicy) {
        self.each("participants", &incentives.participants, |checker, holder| {
            checker.names.holder(checker.document, holder, checker.reader);
        });
    }
}
