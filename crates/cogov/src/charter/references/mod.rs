//! Checks what the entries of a charter refer to, and that what they say goes together.

mod bodies;
mod positions;

use std::collections::{BTreeMap, BTreeSet};

use crate::charter::document::Document;
use crate::charter::names::{Names, unique};
use crate::conduct::{ConductPolicy, IncentivePolicy, Training};
use crate::decision::Rule;
use crate::intake::{Channel, Intake};
use crate::json::Reader;
use crate::party::Liaison;
use crate::position::Holder;
use crate::problem::{Arg, Problem, ProblemCode, Segment};
use crate::procedure::{AbsentProcedure, Procedure, RuleChoice};
use crate::time::Validity;
use crate::triage::{Destination, Triage};
use crate::values::key::{PartyKey, SeatKey};
use crate::values::stated::Listed;

/// Checks all references of a document; the names are known.
pub(crate) fn check(document: &Document, names: &Names, reader: &mut Reader) {
    Checker { document, names, reader, incompatible: bodies::incompatible(document) }.check();
}

struct Checker<'c> {
    document: &'c Document,
    names: &'c Names,
    reader: &'c mut Reader,
    /// Pairs of seats that one person may not hold both of, in either order.
    incompatible: BTreeSet<(&'c SeatKey, &'c SeatKey)>,
}

impl Checker<'_> {
    fn check(&mut self) {
        let document = self.document;
        if document.version.0 == 0 {
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
            if training.is_empty() {
                self.report("training", ProblemCode::EmptyList, Vec::new());
            }
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
        self.reader.within_known(field, |reader| reader.misplaced(en, zh));
    }

    fn holder(&mut self, field: &'static str, holder: Option<&Holder>) {
        if let Some(holder) = holder {
            let (document, names) = (self.document, self.names);
            self.reader.within_known(field, |reader| names.holder(document, holder, reader));
        }
    }

    /// Checks a list of holders, none of whom stands twice.
    fn holders(&mut self, field: &'static str, holders: &[Holder]) {
        let (document, names) = (self.document, self.names);
        self.reader.within_known(field, |reader| {
            unique(holders, Holder::named, reader, |holder, reader| {
                names.holder(document, holder, reader);
            });
        });
    }

    fn party_key(&mut self, field: &'static str, key: Option<&PartyKey>) {
        if let Some(key) = key {
            let (document, names) = (self.document, self.names);
            self.reader.within_known(field, |reader| {
                names.parties.resolve(&document.parties, key, reader);
            });
        }
    }

    fn validity(&mut self, validity: Option<Validity>) {
        if let Some(validity) = validity
            && !validity.is_ordered()
            && let (Some(from), Some(until)) = (validity.first_day(), validity.first_day_after())
        {
            self.reader.within_known("valid", |reader| {
                reader.adopt::<()>(Err(Problem::nothing_between(from, until)))
            });
        }
    }

    fn liaison(&mut self, link: &Liaison) {
        self.holder("from", Some(&link.from));
        self.holder("to", Some(&link.to));
        if link.reach == Some(0) {
            self.report("reach", ProblemCode::ZeroNumber, Vec::new());
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
            checker.holders("hears", &step.hears);
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

    fn route(&mut self, route: &Destination) {
        let (document, names) = (self.document, self.names);
        if let Some(procedure) = route.procedure() {
            self.reader.within_known("procedure", |reader| {
                names.procedures.resolve(&document.procedures, procedure, reader);
            });
        }
        if let Destination::ConsultWithAdvisers { advisers, .. } = route {
            self.holder("advisers", Some(advisers));
        }
    }

    fn conduct(&mut self, policy: &ConductPolicy) {
        let (document, names) = (self.document, self.names);
        policy.validate(self.reader);
        policy.each_holder(self.reader, |reader, holder| names.holder(document, holder, reader));
    }

    fn training(&mut self, training: &Training) {
        self.holders("participants", &training.participants);
    }

    fn incentives(&mut self, incentives: &IncentivePolicy) {
        self.holders("participants", &incentives.participants);
    }
}
