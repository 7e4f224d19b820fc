//! Puts together what is found of many holders.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::audit::clear::Clear;
use crate::audit::code::{Basis, FindingCode};
use crate::audit::finding::Cause;
use crate::audit::open::OpenAt;
use crate::audit::subject::Subject;
use crate::audit::survey::{Survey, list};
use crate::charter::Scope;
use crate::position::{Function, Holder, Right};
use crate::problem::Arg;
use crate::values::lang::Lang;

/// So many parts of scopes are named in the findings of one check, and so many of each position
/// beyond that. What is made to be open everywhere in another way could else fill the memory; a
/// finding of which not all parts are named says so.
const LISTED: usize = 200_000;
const KEPT: usize = 8;

/// Why something is so, where there are several ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    /// It is said to be so, or left open.
    Plain,
    /// A narrower power of somebody else takes the place of a wider one.
    Displaced,
    /// A bar takes the power away.
    Barred,
}

impl Why {
    fn arg(self) -> Arg {
        let (en, zh) = match self {
            Self::Plain => ("", ""),
            Self::Displaced => (
                ": a narrower power of somebody else takes its place",
                "：他方范围更小的职权取而代之",
            ),
            Self::Barred => (": a bar takes it away", "：被明文禁止"),
        };
        Arg::bilingual("why", en, zh)
    }
}

/// What is found of a holder and a function.
#[derive(Default)]
struct Found {
    parts: Vec<Clear>,
    /// Whether they are of several scopes or from several ways, so that some can lie in others.
    is_mixed: bool,
    /// Whether there are more parts.
    left_out: bool,
    causes: BTreeSet<usize>,
    /// Powers of others that are causes, too. They are the same for many holders, so that they are
    /// gone through only when the holders are put together.
    powers: BTreeSet<(Function, Scope)>,
}

type ByFunction = BTreeMap<Option<Function>, Found>;

/// Whom a finding is about, by number, of which function, and why.
pub(super) type Who = (u32, Option<Function>, Why);

/// Where something is found of a position.
pub(super) struct On<'s> {
    /// All its scopes.
    pub(super) scopes: &'s [Scope],
    /// Those parts of them.
    pub(super) parts: Vec<Clear>,
    /// Whether it is known that no part lies in another one.
    pub(super) is_apart: bool,
}

/// What a check finds of holders, to be put together: one finding for those of whom the same is
/// found on the same parts.
pub(super) struct Grouping {
    /// With whether all of a position is open, so that no parts need be named.
    found: BTreeMap<(Basis, u32, Why, bool), ByFunction>,
    listed: usize,
    left_out: bool,
}

impl Grouping {
    pub(super) const fn new() -> Self {
        Self { found: BTreeMap::new(), listed: 0, left_out: false }
    }

    /// Says that there is more than was looked at.
    pub(super) const fn leave_out(&mut self) {
        self.left_out = true;
    }

    /// Adds parts of the scopes of a position on which something is found of its holder, and the
    /// positions it rests on.
    pub(super) fn add(
        &mut self,
        basis: Basis,
        (holder, function, why): Who,
        On { scopes, parts, is_apart }: On<'_>,
        causes: impl IntoIterator<Item = usize>,
        powers: impl IntoIterator<Item = Scope>,
    ) {
        if parts.is_empty() {
            return;
        }
        let is_whole = match scopes {
            [only] => parts.contains(&Clear::whole(*only)),
            _ => {
                let all: BTreeSet<Clear> = parts.iter().copied().collect();
                scopes.iter().all(|scope| all.contains(&Clear::whole(*scope)))
            }
        };
        let parts = if is_whole { Vec::new() } else { parts };
        // Some of each are always kept, so that nothing that is found goes unsaid.
        let mut parts = parts;
        let room = LISTED.saturating_sub(self.listed).max(KEPT);
        let left_out = parts.len() > room;
        parts.truncate(room);
        self.listed = self.listed.saturating_add(parts.len());
        let of_holder = self.found.entry((basis, holder, why, is_whole)).or_default();
        let found = of_holder.entry(function).or_default();
        found.is_mixed |= !is_apart || !found.parts.is_empty();
        found.parts.extend(parts);
        found.left_out |= left_out;
        found.causes.extend(causes);
        if let Some(function) = function {
            found.powers.extend(powers.into_iter().map(|scope| (function, scope)));
        }
    }

    /// Adds what is open of each scope of a position.
    pub(super) fn add_open(
        &mut self,
        who: Who,
        position: usize,
        scopes: &[Scope],
        mut open: impl FnMut(Scope) -> Rc<OpenAt>,
    ) {
        let (mut stated, mut silent, mut causes) = (Vec::new(), Vec::new(), vec![position]);
        for scope in scopes {
            let at = open(*scope);
            stated.extend_from_slice(&at.stated);
            silent.extend_from_slice(&at.silent);
            causes.extend_from_slice(&at.statements);
        }
        // What is clear of one scope has no parts in one another.
        let is_apart = scopes.len() <= 1;
        self.add(Basis::Stated, who, On { scopes, parts: stated, is_apart }, causes, []);
        self.add(Basis::Silent, who, On { scopes, parts: silent, is_apart }, [position], []);
    }

    /// The findings of a code about functions and holders.
    pub(super) fn finish(self, survey: &mut Survey<'_>, code: FindingCode) {
        self.finish_with(survey, code, &[], &[]);
    }

    /// The same, about something more.
    pub(super) fn finish_with(
        self,
        survey: &mut Survey<'_>,
        code: FindingCode,
        about: &[Subject],
        more: &[Arg],
    ) {
        /// With whether there are more parts than those.
        type Of = (Basis, BTreeSet<Function>, Why, (Vec<Clear>, bool));
        type Together = (Vec<u32>, BTreeSet<usize>, BTreeSet<(Function, Scope)>);
        let all_holders = survey.holders();
        let mut grouped: BTreeMap<Of, Together> = BTreeMap::new();
        for ((basis, holder, why, _), functions) in self.found {
            let mut by_parts: BTreeMap<_, (BTreeSet<Function>, Found)> = BTreeMap::new();
            for (function, mut found) in functions {
                found.parts.sort_unstable();
                let parts = match found.is_mixed {
                    true => Clear::largest(survey.names(), found.parts),
                    false => found.parts,
                };
                let entry = by_parts.entry((parts, found.left_out)).or_default();
                entry.0.extend(function);
                entry.1.causes.extend(found.causes);
                entry.1.powers.extend(found.powers);
            }
            for (parts, (functions, found)) in by_parts {
                let entry = grouped.entry((basis, functions, why, parts)).or_default();
                entry.0.push(holder);
                entry.1.extend(found.causes);
                entry.2.extend(found.powers);
            }
        }
        let last = grouped.len().saturating_sub(1);
        for (number, ((basis, functions, why, (parts, left_out)), together)) in
            grouped.into_iter().enumerate()
        {
            let (holders, mut positions, powers) = together;
            let holders: Vec<&Holder> =
                holders.into_iter().filter_map(|holder| all_holders.get(holder)).collect();
            for (function, scope) in powers {
                let at = survey.charter.scopes().at(Right::Power(function), scope).iter();
                let in_force = at.filter(|&&index| survey.is_in_force(index));
                positions.extend(in_force.map(|&index| index as usize));
            }
            let causes = positions.into_iter().map(|index| survey.position_cause(index)).collect();
            let mut subjects = about.to_vec();
            subjects.extend(functions.iter().copied().map(Subject::Function));
            subjects.extend(holders.iter().map(|holder| Subject::Holder((*holder).clone())));
            subjects.extend(survey.scope_subjects(&Clear::scopes(&parts)));
            let functions: Vec<_> = functions
                .iter()
                .map(|f| (f.label(Lang::En).to_owned(), f.label(Lang::Zh).to_owned()))
                .collect();
            let (en, zh) = Clear::list_words(survey, &parts);
            let mut on = match parts.as_slice() {
                [] => (String::new(), String::new()),
                _ => (format!(" on {en}"), format!("就{zh}")),
            };
            if left_out || (self.left_out && number == last) {
                on.0.push_str(" (further parts are left out)");
                on.1.push_str("（其余从略）");
            }
            let mut args = more.to_vec();
            args.push(survey.holder_arg("holders", &holders));
            if !functions.is_empty() {
                args.push(list("function", functions.into_iter()));
            }
            args.extend([Arg::bilingual("on", on.0, on.1), why.arg()]);
            survey.add(code, basis, subjects, causes, args);
        }
    }
}

/// Each place once, in the order of the charter.
pub(super) fn dedup(causes: &mut Vec<Cause>) {
    causes.sort_by(|a, b| a.path().cmp(b.path()));
    causes.dedup_by(|a, b| a.path() == b.path());
}
