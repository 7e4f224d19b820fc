//! Puts together what is found of many holders.

use std::collections::BTreeSet;

use crate::audit::clear::{Clear, LISTED};
use crate::audit::code::{Basis, FindingCode};
use crate::audit::finding::Cause;
use crate::audit::open::OpenIn;
use crate::audit::subject::Subject;
use crate::audit::survey::{Survey, list};
use crate::charter::Scope;
use crate::position::{Function, Holder, Right};
use crate::problem::Arg;
use crate::values::lang::Lang;

/// So many parts of scopes are named in the findings of one check, and so many of each position
/// beyond that. What is made to be open everywhere in another way could else fill the memory; a
/// finding of which not all parts are named says so.
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
    pub(super) fn arg(self) -> Arg {
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

/// Whom a finding is about, by number, of which function, and why.
pub(super) type Who = (u32, Option<Function>, Why);

/// Where something is found of a position.
pub(super) struct On<'s> {
    /// Its index in the list.
    pub(super) position: usize,
    /// All its scopes.
    pub(super) scopes: &'s [Scope],
    /// Those parts of them.
    pub(super) parts: Vec<Clear>,
    /// Whether it is known that no part lies in another one.
    pub(super) is_apart: bool,
}

/// What is found of a position, its holder and a function.
struct Found {
    basis: Basis,
    who: Who,
    /// Whether all of the position is meant, so that no parts need be named.
    is_whole: bool,
    parts: Vec<Clear>,
    /// Whether it is known that no part lies in another one.
    is_apart: bool,
    /// Whether there are more parts.
    left_out: bool,
    /// The position, and what else it rests on.
    position: usize,
    causes: Vec<usize>,
    /// Powers of others that are causes, too. They are the same for many holders, so that they are
    /// gone through only when the holders are put together.
    powers: Vec<Scope>,
}

/// What a check finds of holders, to be put together: one finding for those of whom the same is
/// found on the same parts.
pub(super) struct Grouping {
    found: Vec<Found>,
    listed: usize,
    left_out: bool,
}

/// What of one holder, or of several, makes one finding.
struct Together {
    basis: Basis,
    functions: Vec<Function>,
    why: Why,
    parts: Vec<Clear>,
    left_out: bool,
    holder: u32,
    causes: Vec<usize>,
    powers: Vec<(Function, Scope)>,
}

impl Together {
    /// What is the same for all that make one finding.
    fn of(&self) -> (Basis, &[Function], Why, &[Clear], bool) {
        (self.basis, &self.functions, self.why, &self.parts, self.left_out)
    }
}

impl Grouping {
    pub(super) fn new(survey: &Survey<'_>) -> Self {
        survey.begin();
        Self { found: Vec::new(), listed: 0, left_out: false }
    }

    /// Says that there is more than was looked at.
    pub(super) const fn leave_out(&mut self) {
        self.left_out = true;
    }

    /// Adds parts of the scopes of a position on which something is found of its holder, and the
    /// other positions it rests on.
    pub(super) fn add(
        &mut self,
        basis: Basis,
        who: Who,
        On { position, scopes, parts, is_apart }: On<'_>,
        causes: Vec<usize>,
        powers: Vec<Scope>,
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
        let left_out = parts.len() > room || parts.len() >= LISTED;
        parts.truncate(room);
        self.listed = self.listed.saturating_add(parts.len());
        self.found.push(Found {
            basis,
            who,
            is_whole,
            parts,
            is_apart,
            left_out,
            position,
            causes,
            powers,
        });
    }

    /// Adds what is open of each scope of a position, given by its index and its scopes; of so many
    /// that it would take too long, only of the first.
    pub(super) fn add_open(
        &mut self,
        survey: &Survey<'_>,
        who: Who,
        (position, scopes): (usize, &[Scope]),
        mut open: impl FnMut(Scope) -> OpenIn,
    ) {
        let (mut stated, mut silent, mut causes) = (Vec::new(), Vec::new(), Vec::new());
        for scope in scopes {
            if survey.is_enough() {
                self.left_out = true;
                break;
            }
            let at = match open(*scope) {
                OpenIn::Nowhere => continue,
                OpenIn::All => {
                    if silent.len() < LISTED {
                        silent.push(Clear::whole(*scope));
                    }
                    continue;
                }
                OpenIn::Parts(at) => at,
            };
            let parts = at.stated.len().saturating_add(at.silent.len());
            survey.look_at(at.statements.len().saturating_mul(KEPT).saturating_add(parts));
            causes.extend_from_slice(&at.statements);
            // More than are listed would only fill the memory.
            let room = |parts: &Vec<Clear>| LISTED.saturating_sub(parts.len());
            stated.extend(at.stated.iter().take(room(&stated)));
            silent.extend(at.silent.iter().take(room(&silent)));
        }
        // What is clear of one scope has no parts in one another.
        let is_apart = scopes.len() <= 1;
        let on = |parts| On { position, scopes, parts, is_apart };
        self.add(Basis::Stated, who, on(stated), causes, Vec::new());
        self.add(Basis::Silent, who, on(silent), Vec::new(), Vec::new());
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
        let all_holders = survey.holders();
        let left_out_at_all = self.left_out;
        if left_out_at_all || self.found.iter().any(|found| found.left_out) {
            survey.leave_out(code);
        }
        let mut together = self.of_holders(survey);
        together.sort_by(|a, b| a.of().cmp(&b.of()));
        let groups: Vec<&[Together]> = together.chunk_by(|a, b| a.of() == b.of()).collect();
        let last = groups.len().saturating_sub(1);
        for (number, group) in groups.into_iter().enumerate() {
            let Some(first) = group.first() else { continue };
            let (basis, functions, why, parts, left_out) = first.of();
            let holders: Vec<&Holder> =
                group.iter().filter_map(|one| all_holders.get(one.holder)).collect();
            let mut positions: Vec<usize> =
                group.iter().flat_map(|one| one.causes.iter().copied()).collect();
            let mut powers: Vec<(Function, Scope)> =
                group.iter().flat_map(|one| one.powers.iter().copied()).collect();
            powers.sort_unstable();
            powers.dedup();
            for (function, scope) in powers {
                let at = survey.charter.scopes().at(Right::Power(function), scope).iter();
                let in_force = at.filter(|&&index| survey.is_in_force(index));
                positions.extend(in_force.map(|&index| index as usize));
            }
            positions.sort_unstable();
            positions.dedup();
            let causes = positions.into_iter().map(|index| survey.position_cause(index)).collect();
            let mut subjects = about.to_vec();
            subjects.extend(functions.iter().copied().map(Subject::Function));
            subjects.extend(holders.iter().map(|holder| Subject::Holder((*holder).clone())));
            subjects.extend(survey.scope_subjects(&Clear::scopes(parts)));
            let (en, zh) = Clear::list_words(survey, parts);
            let mut on = match parts {
                [] => (String::new(), String::new()),
                _ => (format!(" on {en}"), format!("就{zh}")),
            };
            if left_out || (left_out_at_all && number == last) {
                on.0.push_str(" (further parts are left out)");
                on.1.push_str("（其余从略）");
            }
            let mut args = more.to_vec();
            args.push(survey.holder_arg("holders", &holders));
            if !functions.is_empty() {
                args.push(functions_arg(functions));
            }
            args.extend([Arg::bilingual("on", on.0, on.1), why.arg()]);
            survey.add(code, basis, subjects, causes, args);
        }
    }

    /// What was found of one holder, with the functions of which the same is found on the same
    /// parts.
    fn of_holders(self, survey: &Survey<'_>) -> Vec<Together> {
        let mut found = self.found;
        // Stable: what was found of one holder and function stays in its order.
        let of = |found: &Found| {
            let (holder, function, why) = found.who;
            ((found.basis, holder, why, found.is_whole), function)
        };
        found.sort_by_key(of);
        let mut all: Vec<Together> = Vec::new();
        for of_holder in found.chunk_by_mut(|a, b| of(a).0 == of(b).0) {
            let before = all.len();
            for of_function in of_holder.chunk_by_mut(|a, b| of(a) == of(b)) {
                all.extend(together(survey, of_function));
            }
            let mut same: Vec<Together> = all.drain(before..).collect();
            same.sort_by(|a, b| (&a.parts, a.left_out).cmp(&(&b.parts, b.left_out)));
            for one in same {
                let last = all.get_mut(before..).unwrap_or_default().last_mut();
                match last.filter(|last| (&last.parts, last.left_out) == (&one.parts, one.left_out))
                {
                    Some(last) => {
                        last.functions.extend(one.functions);
                        last.causes.extend(one.causes);
                        last.powers.extend(one.powers);
                    }
                    None => all.push(one),
                }
            }
        }
        all
    }
}

/// Puts together what was found of one holder and function.
fn together(survey: &Survey<'_>, found: &mut [Found]) -> Option<Together> {
    let is_apart = matches!(found, [only] if only.is_apart);
    let (first, others) = found.split_first_mut()?;
    let (holder, function, why) = first.who;
    let mut together = Together {
        basis: first.basis,
        functions: function.into_iter().collect(),
        why,
        parts: std::mem::take(&mut first.parts),
        left_out: first.left_out,
        holder,
        causes: std::mem::take(&mut first.causes),
        powers: Vec::new(),
    };
    together.causes.push(first.position);
    let of_function = |powers: &[Scope]| -> Vec<(Function, Scope)> {
        function.into_iter().flat_map(|f| powers.iter().map(move |scope| (f, *scope))).collect()
    };
    together.powers = of_function(&first.powers);
    for other in others {
        together.powers.extend(of_function(&other.powers));
        together.parts.append(&mut other.parts);
        together.left_out |= other.left_out;
        together.causes.append(&mut other.causes);
        together.causes.push(other.position);
    }
    together.parts.sort_unstable();
    if !is_apart {
        together.parts = Clear::largest(survey.names(), together.parts);
    }
    Some(together)
}

/// Several functions, as one argument.
pub(super) fn functions_arg<'f, I>(functions: I) -> Arg
where
    I: IntoIterator<Item = &'f Function, IntoIter: ExactSizeIterator>,
{
    let label = |function: &Function, lang| function.label(lang).to_owned();
    let labels = functions.into_iter().map(|f| (label(f, Lang::En), label(f, Lang::Zh)));
    list("function", labels)
}

/// Each place once, in the order of the charter.
pub(super) fn dedup(causes: &mut Vec<Cause>) {
    causes.sort_by(|a, b| a.path().cmp(b.path()));
    causes.dedup_by(|a, b| a.path() == b.path());
}
