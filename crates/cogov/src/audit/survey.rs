//! What the checks of an audit share: the charter on a day, and the findings so far.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::rc::Rc;

use crate::audit::code::{Basis, FindingCode};
use crate::audit::finding::{Cause, Finding};
use crate::audit::grid::Row;
use crate::audit::holders::Holders;
use crate::audit::subject::Subject;
use crate::charter::{Charter, Names, Scope, cross, in_force};
use crate::party::Seat;
use crate::place::Tree;
use crate::position::{AbsentPosition, Holder, Position, Right};
use crate::problem::{Arg, Path};
use crate::procedure::{AbsentStep, Procedure, Step};
use crate::time::Date;
use crate::values::lang::Lang;
use crate::values::text::Text;

/// So many scopes are compared by a check of many holders, which then says that it was cut short:
/// what is made to have something in common with everything could else take hours.
const LOOKED_AT: usize = 50_000_000;

/// A charter under audit on a day.
pub(super) struct Survey<'c> {
    pub(super) charter: &'c Charter,
    pub(super) on: Date,
    findings: Vec<Finding>,
    /// What there is more of than was looked at, or than is named.
    left_out: BTreeSet<FindingCode>,
    /// How many scopes were compared by the check at hand.
    looked_at: Cell<usize>,
    holders: OnceCell<Rc<Holders<'c>>>,
    /// For each position whether it is given and holds on the day: asked again and again.
    in_force: OnceCell<Vec<bool>>,
    /// For each right, by its slot, the positions in force that give it: asked by many checks.
    giving: OnceCell<Vec<Vec<u32>>>,
    /// The statements of absence among the positions: few, as a rule.
    absent: OnceCell<Vec<(usize, &'c AbsentPosition)>>,
}

/// A position in force on the day, with its index in the list.
#[derive(Clone, Copy)]
pub(super) struct InForce<'c> {
    pub(super) index: usize,
    pub(super) position: &'c Position,
}

/// A statement of absence, with its index in the list and its scopes.
pub(super) struct Missing<'c> {
    pub(super) index: usize,
    pub(super) absent: &'c AbsentPosition,
    scopes: Vec<Scope>,
}

impl<'c> Survey<'c> {
    pub(super) const fn new(charter: &'c Charter, on: Date) -> Self {
        Self {
            charter,
            on,
            findings: Vec::new(),
            left_out: BTreeSet::new(),
            looked_at: Cell::new(0),
            holders: OnceCell::new(),
            in_force: OnceCell::new(),
            giving: OnceCell::new(),
            absent: OnceCell::new(),
        }
    }

    /// The findings, and the codes of which there can be more.
    pub(super) fn into_findings(self) -> (Vec<Finding>, Vec<FindingCode>) {
        (self.findings, self.left_out.into_iter().collect())
    }

    /// Says that there can be more of a code than is found, whether anything is found or not.
    pub(super) fn leave_out(&mut self, code: FindingCode) {
        self.left_out.insert(code);
    }

    /// Lets a check begin to count what it compares.
    pub(super) fn begin(&self) {
        self.looked_at.set(0);
    }

    /// Notes that more scopes were compared.
    pub(super) fn look_at(&self, more: usize) {
        self.looked_at.set(self.looked_at.get().saturating_add(more));
    }

    /// Whether the check at hand compared as many as one may.
    pub(super) fn is_enough(&self) -> bool {
        self.looked_at.get() > LOOKED_AT
    }

    pub(super) fn names(&self) -> &'c Names {
        self.charter.names()
    }

    /// The holders of positions, by number.
    pub(super) fn holders(&self) -> Rc<Holders<'c>> {
        Rc::clone(self.holders.get_or_init(|| Rc::new(Holders::new(self.charter))))
    }

    /// The positions in force on the day.
    pub(super) fn positions(&self) -> impl Iterator<Item = InForce<'c>> + use<'c> {
        let on = self.on;
        let positions = self.charter.positions().iter().enumerate();
        positions
            .filter_map(|(index, listed)| Some(InForce { index, position: listed.given()? }))
            .filter(move |held| held.position.in_force_on(on))
    }

    /// The statements of absence that speak of a right.
    pub(super) fn missing(&self, right: Right) -> Vec<Missing<'c>> {
        let listed = || {
            let positions = self.charter.positions().iter().enumerate();
            positions.filter_map(|(index, listed)| Some((index, listed.absent()?))).collect()
        };
        let absent: &Vec<(usize, &'c AbsentPosition)> = self.absent.get_or_init(listed);
        absent
            .iter()
            .copied()
            .filter(|(_, absent)| {
                Right::all(&absent.kinds, &absent.functions, &absent.claims).any(|r| r == right)
            })
            .map(|(index, absent)| {
                let document = self.charter.document();
                let scopes = cross(document, self.names(), &absent.matters, &absent.places);
                Missing { index, absent, scopes }
            })
            .collect()
    }

    /// The scopes of a position.
    pub(super) fn scopes(&self, held: InForce<'_>) -> &'c [Scope] {
        self.charter.scopes().of_position(held.index)
    }

    /// Whether a position holds on the day.
    pub(super) fn is_in_force(&self, index: u32) -> bool {
        let all = || {
            let positions = 0..u32::try_from(self.charter.positions().len()).unwrap_or(u32::MAX);
            positions.map(in_force(self.charter.document(), self.on)).collect()
        };
        self.in_force.get_or_init(all).get(index as usize).copied().unwrap_or(false)
    }

    /// For each right the positions in force that give it, in the order of the list.
    fn by_right(&self) -> Vec<Vec<u32>> {
        let mut all: Vec<Vec<u32>> = vec![Vec::new(); Right::SLOTS];
        for InForce { index, position } in self.positions() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            for right in position.rights() {
                if let Some(giving) = all.get_mut(right.slot() as usize) {
                    giving.push(index);
                }
            }
        }
        all.iter_mut().for_each(Vec::dedup);
        all
    }

    /// The positions in force that give a right, wherever it is, in the order of the list.
    pub(super) fn giving_anywhere(&self, right: Right) -> Vec<InForce<'c>> {
        self.giving_indexes(right).iter().filter_map(|&index| self.in_force(index)).collect()
    }

    fn giving_indexes(&self, right: Right) -> &[u32] {
        let all = self.giving.get_or_init(|| self.by_right());
        all.get(right.slot() as usize).map_or(&[], Vec::as_slice)
    }

    /// A position of which it is known that it holds.
    fn in_force(&self, index: u32) -> Option<InForce<'c>> {
        let index = index as usize;
        Some(InForce { index, position: self.charter.positions().get(index)?.given()? })
    }

    /// The positions in force that give one of some rights, each once, in the order of the list.
    pub(super) fn giving_any(&self, rights: impl IntoIterator<Item = Right>) -> Vec<InForce<'c>> {
        let mut indexes: Vec<u32> = Vec::new();
        rights.into_iter().for_each(|right| indexes.extend_from_slice(self.giving_indexes(right)));
        indexes.sort_unstable();
        indexes.dedup();
        indexes.into_iter().filter_map(|index| self.in_force(index)).collect()
    }

    /// The scopes at which a right is held on the day, in order.
    pub(super) fn held(&self, right: Right) -> impl Iterator<Item = Scope> {
        self.charter.scopes().held(right, |index| self.is_in_force(index))
    }

    /// The indexes of the positions that give a right at a scope.
    pub(super) fn holding(&self, right: Right, scope: Scope) -> Vec<u32> {
        let holds = |index| self.is_in_force(index);
        self.charter.scopes().holding(self.names(), right, scope, holds)
    }

    /// The same by the scopes that give it, with positions that do not hold on the day.
    pub(super) fn giving(&self, right: Right, scope: Scope) -> Vec<(Scope, &'c [u32])> {
        let holds = |index| self.is_in_force(index);
        self.charter.scopes().giving(self.names(), right, scope, holds).into_vec()
    }

    /// A position that holds on the day.
    pub(super) fn position(&self, index: u32) -> Option<&'c Position> {
        let position = self.charter.positions().get(index as usize)?.given()?;
        self.is_in_force(index).then_some(position)
    }

    /// The procedures that are given, with their indexes.
    pub(super) fn procedures(&self) -> impl Iterator<Item = (usize, &'c Procedure)> + use<'c> {
        let procedures = self.charter.procedures().iter().enumerate();
        procedures.filter_map(|(index, listed)| Some((index, listed.given()?)))
    }

    /// The seats that are given, with their indexes.
    pub(super) fn seats(&self) -> impl Iterator<Item = (usize, &'c Seat)> + use<'c> {
        let seats = self.charter.seats().iter().enumerate();
        seats.filter_map(|(index, listed)| Some((index, listed.given()?)))
    }

    /// Of whom something was found so far.
    pub(super) fn holders_found(&self, code: FindingCode) -> BTreeSet<Holder> {
        let of_code = self.findings.iter().filter(|finding| finding.code == code);
        let subjects = of_code.flat_map(|finding| &finding.subjects);
        let holder = |subject: &Subject| match subject {
            Subject::Holder(holder) => Some(holder.clone()),
            _ => None,
        };
        subjects.filter_map(holder).collect()
    }

    /// Adds a finding.
    pub(super) fn add(
        &mut self,
        code: FindingCode,
        basis: Basis,
        subjects: Vec<Subject>,
        causes: Vec<Cause>,
        args: Vec<Arg>,
    ) {
        self.findings.push(Finding { code, basis, subjects, causes, args, acknowledged: None });
    }

    /// The names of holders, for both languages.
    pub(super) fn holder_arg(&self, name: &'static str, holders: &[&Holder]) -> Arg {
        list(
            name,
            holders.iter().map(|holder| {
                let say = |lang| self.charter.holder_name(holder, lang);
                (say(Lang::En), say(Lang::Zh))
            }),
        )
    }

    /// The scopes in words: matters and places, or everything.
    pub(super) fn scope_list(&self, scopes: &[Scope]) -> (String, String) {
        words(scopes.iter(), |scope, lang, words| {
            self.charter.push_scope_words(**scope, lang, words);
        })
    }

    /// A scope in words, English and Chinese.
    pub(super) fn scope_words(&self, scope: Scope) -> (String, String) {
        let say = |lang| self.charter.scope_words(scope, lang);
        (say(Lang::En), say(Lang::Zh))
    }

    /// The matters and places of scopes, as subjects.
    pub(super) fn scope_subjects(&self, scopes: &[Scope]) -> Vec<Subject> {
        let document = self.charter.document();
        // Each once, before any key is copied: there can be far more scopes than entries.
        let once = |entry: fn(&Scope) -> u32, tree: &Tree, rank: &dyn Fn(usize) -> u32| {
            let mut entries = Row::new(tree);
            scopes.iter().for_each(|scope| entries.insert(entry(scope)));
            let indexes = entries.iter().filter_map(|entry| entry.checked_sub(1));
            let indexes = indexes.map(|index| index as usize);
            let mut ranked: Vec<(u32, usize)> = indexes.map(|index| (rank(index), index)).collect();
            ranked.sort_unstable();
            ranked.into_iter().map(|(_, index)| index)
        };
        let names = self.names();
        let matters =
            once(|scope| scope.matter, &names.matter_tree, &|matter| names.matters.rank(matter));
        let places =
            once(|scope| scope.place, &names.place_tree, &|place| names.places.rank(place));
        let matters = matters.filter_map(|index| document.matters.get(index));
        let places = places.filter_map(|index| document.places.get(index));
        let matters = matters.map(|matter| Subject::Matter(matter.key.clone()));
        matters.chain(places.map(|place| Subject::Place(place.key.clone()))).collect()
    }

    /// The cause that a position is.
    pub(super) fn position_cause(&self, index: usize) -> Cause {
        let source = match self.charter.positions().get(index) {
            Some(listed) => match (listed.given(), listed.absent()) {
                (Some(given), _) => given.source(),
                (_, Some(absent)) => absent.source(),
                _ => None,
            },
            None => None,
        };
        Cause::new(Path::entry("positions", index), source)
    }
}

impl Missing<'_> {
    /// Whether it says that nobody at all has the right.
    pub(super) const fn of_nobody(&self) -> bool {
        self.absent.holder.is_none()
    }

    pub(super) fn scopes(&self) -> &[Scope] {
        &self.scopes
    }
}

/// Several names for people: at most eight, then how many more there are.
pub(super) fn list(
    name: &'static str,
    entries: impl ExactSizeIterator<Item = (String, String)>,
) -> Arg {
    let say = |(en, zh): &(String, String), lang, words: &mut String| {
        words.push_str(match lang {
            Lang::En => en,
            Lang::Zh => zh,
        });
    };
    let (en, zh) = words(entries, say);
    Arg::bilingual(name, en, zh)
}

/// The same, not yet a detail of a finding: English and Chinese. An entry is said at the end of
/// the words.
pub(super) fn words<T>(
    entries: impl ExactSizeIterator<Item = T>,
    say: impl Fn(&T, Lang, &mut String),
) -> (String, String) {
    const SHOWN: usize = 8;
    /// What an entry takes in words, as a rule.
    const LENGTH: usize = 48;
    let many = entries.len();
    let length = many.min(SHOWN).saturating_mul(LENGTH);
    let (mut en, mut zh) = (String::with_capacity(length), String::with_capacity(length));
    for (number, entry) in entries.take(SHOWN).enumerate() {
        if number > 0 {
            en.push_str(if number.saturating_add(1) == many { " and " } else { ", " });
            zh.push('、');
        }
        say(&entry, Lang::En, &mut en);
        say(&entry, Lang::Zh, &mut zh);
    }
    let more = many.saturating_sub(SHOWN);
    if more > 0 {
        // Nothing is wrong with writing to a text.
        let _ = write!(en, " and {more} more");
        let _ = write!(zh, "、另外{more}项");
    }
    (en, zh)
}

/// The names of texts, for both languages.
pub(super) fn texts<'t>(name: &'static str, texts: impl ExactSizeIterator<Item = &'t Text>) -> Arg {
    list(name, texts.map(|text| (text.get(Lang::En).to_owned(), text.get(Lang::Zh).to_owned())))
}

/// The steps that a procedure gives, with their indexes in its list.
pub(super) fn steps(procedure: &Procedure) -> impl Iterator<Item = (usize, &Step)> {
    procedure.steps.iter().enumerate().filter_map(|(index, step)| Some((index, step.given()?)))
}

/// The steps that a procedure states to lack, with their indexes in its list.
pub(super) fn absent_steps(procedure: &Procedure) -> impl Iterator<Item = (usize, &AbsentStep)> {
    procedure.steps.iter().enumerate().filter_map(|(index, step)| Some((index, step.absent()?)))
}
