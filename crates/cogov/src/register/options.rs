//! What somebody may do now in a register, and for the rest why not.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use crate::act::{Belonging, Participant};
use crate::case::Options;
use crate::case::context::day_of;
use crate::position::Holder;
use crate::register::authority::signatures_needed;
use crate::register::code::RegisterCode;
use crate::register::context::members;
use crate::register::engine::Register;
use crate::register::rules::judge;
use crate::register::table::{RegisterAct, RegisterActKind};
use crate::register::witness::Asked;
use crate::register::{RegisterEntry, RegisterRefusal};
use crate::time::Instant;
use crate::values::key::PersonKey;

/// What somebody may do now in a register, and for the rest why not, in the order of the act table:
/// asked and read as the [options of a case](Options).
///
/// ```
/// use cogov::case::{Offer, Withheld};
/// use cogov::register::{Register, RegisterAct, RegisterActKind, RegisterOptions};
/// use cogov::{Charter, Holder};
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let register = Register::open(charter, "01890a5d-ac96-774b-bcce-b302099a8057".parse()?);
/// let now = "2026-01-05T09:00:00+08:00".parse()?;
/// let options: RegisterOptions = register.options(&Holder::Party("cppcc".parse()?), None, now);
/// let first: &Offer<RegisterAct> = &options.offered()[0];
/// assert_eq!((first.kind(), first.target().unwrap().to_string().as_str()),
///            (RegisterActKind::Appoint, "cppcc-member"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type RegisterOptions = Options<RegisterAct>;

/// Signatures that nobody would put together any more.
const MANY: u64 = 1_000;

impl Register {
    /// What a holder may do at a moment by a hand, and for the rest why not.
    ///
    /// What is offered, [`Register::perform`] accepts: each offer has a witness. Where it names
    /// somebody whom nobody knows yet (`somebody-new-1`), anybody new can stand there. What is
    /// withheld, `perform` refuses whatever comes with it: with these codes, where the same stand
    /// against everything that could come with it, otherwise with those that stand against what
    /// comes nearest. Those who act together are taken to have signed, and so are the known members
    /// of a group of which a share acts.
    ///
    /// Every person that the register knows is looked at.
    ///
    /// ```
    /// use cogov::register::{Appoint, Register, RegisterAct, RegisterActKind, RegisterCode};
    /// use cogov::{Charter, Holder};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
    /// let mut register = Register::open(charter, "01890a5d-ac96-774b-bcce-b302099a8057".parse()?);
    /// let now = "2026-01-05T09:00:00+08:00".parse()?;
    /// let cppcc = Holder::Party("cppcc".parse()?);
    ///
    /// // Members are recommended by the CPPCC, and by nobody else.
    /// let anybody = register.options(&Holder::Anyone, None, now);
    /// let appoint = anybody.withheld().iter().find(|one| one.kind() == RegisterActKind::Appoint);
    /// let refusal = &appoint.unwrap().refusals()[0];
    /// assert_eq!((refusal.code(), refusal.needed()), (RegisterCode::NotInRole, [cppcc.clone()].as_slice()));
    ///
    /// // What is offered is accepted.
    /// let options = register.options(&cppcc, None, now);
    /// let appoint = options.offered().iter().find(|one| one.kind() == RegisterActKind::Appoint);
    /// register.perform(appoint.unwrap().witness())?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn options(&self, by: &Holder, hand: Option<&PersonKey>, now: Instant) -> RegisterOptions {
        // What is recorded now is never before what was recorded.
        let at = self.state().last_at.map_or(now, |last| last.max(now));
        let day = day_of(self.charter().calendar_table(), at);
        let asked = Asked { register: self, by, hand, day };
        let signed = self.signatures(&asked);
        let entry = |act: RegisterAct| {
            let entry = self.entry(at, by.clone(), act).with_signed(signed.iter().cloned());
            match hand {
                Some(hand) => entry.with_hand(hand.clone()),
                None => entry,
            }
        };
        let mut options = RegisterOptions::default();
        for &kind in RegisterActKind::ALL {
            for target in asked.targets(kind) {
                let mut nearest = Nearest::default();
                let mut accepted: Option<RegisterEntry> = None;
                asked.each_act(kind, target.as_ref(), &mut |act| {
                    let entry = entry(act);
                    let refusals = judge(self.charter(), self.state(), &entry);
                    if refusals.is_empty() {
                        accepted = Some(entry);
                        return ControlFlow::Break(());
                    }
                    nearest.note(refusals);
                    ControlFlow::Continue(())
                });
                match accepted {
                    Some(witness) => options.offer(witness, kind, target),
                    None if nearest.refusals.is_empty() => {}
                    None => options.withhold(nearest.told(), kind, target),
                }
            }
        }
        options
    }

    /// Everybody's signature, where several act together.
    fn signatures(&self, asked: &Asked<'_>) -> Vec<Participant> {
        match asked.by {
            Holder::Jointly(several) => several.iter().cloned().map(Participant::Holder).collect(),
            Holder::Share { at_least, of } => {
                let needed =
                    signatures_needed(self.charter(), self.state(), *at_least, of, asked.day);
                let group = Belonging::Group(of.clone());
                let known: BTreeSet<&PersonKey> =
                    members(self.charter(), self.state(), &group, asked.day).collect();
                let count = usize::try_from(needed.min(MANY)).unwrap_or(usize::MAX);
                if known.is_empty() {
                    // Where no members are known, anybody can be one.
                    let strangers = asked.strangers().map(Participant::Person);
                    return strangers.take(count).collect();
                }
                known.into_iter().take(count).cloned().map(Participant::Person).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// What stands against everything that could be done, and against what comes nearest to being done.
#[derive(Default)]
struct Nearest {
    refusals: Vec<RegisterRefusal>,
    always: BTreeSet<RegisterCode>,
}

impl Nearest {
    fn note(&mut self, refusals: Vec<RegisterRefusal>) {
        let codes: BTreeSet<RegisterCode> = refusals.iter().map(|one| one.code()).collect();
        if self.refusals.is_empty() {
            (self.refusals, self.always) = (refusals, codes);
            return;
        }
        self.always.retain(|code| codes.contains(code));
        if refusals.len() < self.refusals.len() {
            self.refusals = refusals;
        }
    }

    fn told(mut self) -> Vec<RegisterRefusal> {
        if !self.always.is_empty() {
            self.refusals.retain(|one| self.always.contains(&one.code()));
        }
        self.refusals
    }
}
