//! Checks what positions refer to, and that what they say goes together.

use crate::charter::names::unique;
use crate::charter::references::Checker;
use crate::position::{AbsentPosition, Claim, Function, Position, PositionKind, PositionKinds};
use crate::problem::{Arg, ProblemCode};
use crate::values::stated::Listed;

impl Checker<'_> {
    pub(super) fn position_or_absence(&mut self, position: &Listed<Position, AbsentPosition>) {
        match position {
            Listed::Given(position) => self.position(position),
            Listed::Absent(absent) => self.absent_position(absent),
        }
    }

    fn position(&mut self, position: &Position) {
        let (document, names) = (self.document, self.names);
        self.holder("holder", Some(&position.holder));
        self.validity(position.valid);
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
        self.reader.within_known("forms", |reader| {
            unique(&position.forms, |form| form.as_str(), reader, |_, _| {});
        });
        let kinds = &position.kinds;
        if position.together_with.is_some() && !kinds.contains(PositionKind::Bar) {
            self.misplaced("together_with", "only a bar has it", "只有“禁止”才有此项");
        }
        if position.together_with.is_some_and(|with| position.functions.contains(&with)) {
            self.misplaced(
                "together_with",
                "a function is barred together with another one, not with itself",
                "一项职能只能与另一项职能互斥，不能与自身互斥",
            );
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
        let others = kinds.as_slice().iter().any(|kind| *kind != PositionKind::Bar);
        let bar = kinds.as_slice().iter().position(|kind| *kind == PositionKind::Bar);
        if let (Some(bar), true) = (bar, others) {
            self.reader.within_known("kinds", |reader| {
                reader.within_index(bar, |reader| {
                    let help = Arg::help(
                        "give the bar a position of its own, or remove it",
                        "请把“禁止”另列为一项职权职责，或删去",
                    );
                    let reason = Arg::bilingual(
                        "reason",
                        "a bar stands by itself, since it says what the holder may not do",
                        "“禁止”是不得做，须单独列出",
                    );
                    reader.report(ProblemCode::MisplacedField, vec![help, reason]);
                });
            });
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
            let help = Arg::help(
                "name at least one function that the position is about",
                "请至少写一项职能，说明职权、职责或禁止所指",
            );
            self.report("functions", ProblemCode::EmptyList, vec![help]);
        }
        if !about_functions && !functions.is_empty() {
            self.misplaced("functions", "a claim names `claims`", "“权利”应写 claims");
        }
        if about_claims && claims.is_empty() {
            let help = Arg::help(
                "name at least one claim, such as `be_heard`",
                "请至少写一项权利，如 be_heard",
            );
            self.report("claims", ProblemCode::EmptyList, vec![help]);
        }
        if !about_claims && !claims.is_empty() {
            self.misplaced("claims", "only a claim has them", "只有“权利”才有此项");
        }
    }
}
