//! Bars: what somebody may not do, alone or beside what they did before.

use crate::case::context::{Context, parts};
use crate::case::refusal::{Cited, Refusal};
use crate::case::refusal_code::RefusalCode;
use crate::charter::{Guises, Setting};
use crate::position::{Function, Holder, Right};
use crate::problem::Arg;
use crate::values::lang::Lang;

impl Context<'_> {
    /// The bar that stands against whoever acts, if one does.
    pub(crate) fn bar_on(&self, setting: Setting<'_>, function: Function) -> Option<Refusal> {
        let find = || self.find_bar(setting, function);
        match self.memo {
            Some(memo) => memo.bar(setting.scope(), function, find),
            None => find(),
        }
    }

    fn find_bar(&self, setting: Setting<'_>, function: Function) -> Option<Refusal> {
        if !setting.has_bar(function) {
            return None;
        }
        // Most acts meet no bar, which is seen without listing those on others.
        let binds = |guises: &Guises| setting.is_given(Right::Bar(function), guises);
        let of_part = |one: &Holder| one != self.by && binds(&self.charter.guises(one));
        if !binds(self.guises()) && !parts(self.by).any(of_part) {
            return None;
        }
        let label = |lang| function.label(lang);
        let what = || Arg::bilingual("function", label(Lang::En), label(Lang::Zh));
        for bar in setting.bars_on(function) {
            let barred = bar.holder();
            let mut bound = parts(self.by)
                .filter(|one| self.acts_in(one, barred) && !self.is_lifted(function, barred, one));
            let Some(first) = bound.next() else { continue };
            let cited = [Cited::Position(bar.index())];
            let Some(other) = bar.position().together_with() else {
                let refusal = Refusal::new(RefusalCode::Barred, vec![self.by_arg(), what()]);
                return Some(refusal.citing(cited));
            };
            let mut bound = std::iter::once(first).chain(bound);
            if bound.any(|one| self.has_performed(other, one)) || self.has_in_person(other) {
                let label = |lang| other.label(lang);
                let other = Arg::bilingual("other", label(Lang::En), label(Lang::Zh));
                let args = vec![self.by_arg(), what(), other];
                return Some(Refusal::new(RefusalCode::BarredBeside, args).citing(cited));
            }
        }
        None
    }

    /// Whether whoever acts, or one of those who do together, is among those who hold something.
    fn acts_in(&self, one: &Holder, holder: &Holder) -> bool {
        if one == self.by { self.acts_as(holder) } else { self.charter.includes(holder, one) }
    }

    /// Whether a bar was lifted in this case: for whoever holds it, for one of those who act, or for
    /// those among whom that one is. Nobody lifts it for everybody, and so for themselves.
    fn is_lifted(&self, function: Function, barred: &Holder, one: &Holder) -> bool {
        self.state.overrides.iter().any(|(who, what)| {
            *what == function
                && (who == self.by
                    || (*who != Holder::Anyone && (who == barred || self.acts_in(one, who))))
        })
    }

    /// Whether one of those who act performed a function in this case: as that holder, as part of
    /// another or another as part of it, alone or together with others.
    fn has_performed(&self, function: Function, one: &Holder) -> bool {
        let same = |known: &Holder| {
            *known != Holder::Anyone
                && *one != Holder::Anyone
                && (self.charter.includes(known, one) || self.charter.includes(one, known))
        };
        let known = self.state.performed.iter().filter(|(known, _)| *known == function);
        known.flat_map(|(_, by)| parts(by)).any(same)
    }

    /// Whether one of the persons who act performed a function in this case.
    fn has_in_person(&self, function: Function) -> bool {
        let performed = &self.state.performed_by_person;
        let by_bearers = &self.state.performed_by_bearer;
        self.persons().any(|person| performed.contains(&(function, person.clone())))
            || self.borne.appeal().is_some_and(|own| by_bearers.contains(&(function, own)))
    }
}
