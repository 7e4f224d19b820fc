//! A refusal: which rule stands against an act, what it rests on, and what would be needed.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, OnceLock};

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::act::{Act, Acts};
use crate::case::refusal_code::RefusalCode;
use crate::position::Holder;
use crate::problem::{Arg, Path, help_of, message_of};
use crate::values::bilingual::Bilingual;
use crate::values::key::{ConductKey, ObligationKey, RuleKey, SeatKey, StepKey};
use crate::values::lang::Lang;
use crate::values::pad::pad;

/// What a refusal rests on.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::PartyKey;
/// use cogov::act::{Act, VerificationResult, Verify};
/// use cogov::case::Cited;
///
/// let mut case = fire_lane(47);
/// let verify = Act::verify("bollards".parse()?, Verify::new(VerificationResult::Solved));
/// let entry = case.entry("2026-08-15T09:00:00+08:00".parse()?, PartyKey::new("property-company")?, verify);
/// let refused = case.perform(&entry).unwrap_err();
/// // The obligation, and the resolution that laid it on the company.
/// let cites = refused.first().unwrap().cites();
/// assert_eq!(cites, [Cited::Obligation("bollards".parse()?), Cited::Entry(38)]);
/// assert_eq!(cites[1].to_string(), "entry 38");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Cited {
    /// A position of the charter, by its place in the list.
    Position(usize),
    /// A step of the procedure.
    Step(StepKey),
    /// A decision rule.
    Rule(RuleKey),
    /// An obligation.
    Obligation(ObligationKey),
    /// An earlier entry, by its number.
    Entry(u64),
    /// A seat.
    Seat(SeatKey),
    /// A rung of the ladder of a conduct policy, by its place, from 0.
    Rung(ConductKey, usize),
}

impl fmt::Display for Cited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Position(index) => Path::entry("positions", *index).fmt(f),
            Self::Step(step) => pad(f, format_args!("step {step}")),
            Self::Rule(rule) => pad(f, format_args!("rule {rule}")),
            Self::Obligation(key) => pad(f, format_args!("obligation {key}")),
            Self::Entry(seq) => pad(f, format_args!("entry {seq}")),
            Self::Seat(seat) => pad(f, format_args!("seat {seat}")),
            Self::Rung(policy, place) => {
                pad(f, format_args!("conduct {policy} {}", Path::entry("ladder", *place)))
            }
        }
    }
}

impl Serialize for Cited {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a code says. Nobody else can add codes.
pub trait Spoken {
    /// How programs see it.
    fn code_of(self) -> &'static str;

    /// What is wrong.
    fn message_of(self, lang: Lang) -> &'static str;

    /// What to do about it.
    fn help_of(self, lang: Lang) -> &'static str;
}

/// The codes of refusals: [`RefusalCode`] in a case, [`RegisterCode`](crate::register::RegisterCode)
/// in a register.
///
/// ```
/// use cogov::case::{Coded, RefusalCode};
/// use cogov::register::RegisterCode;
///
/// fn word<C: Coded>(code: C) -> String {
///     code.to_string()
/// }
/// assert_eq!(word(RefusalCode::NoPower), word(RegisterCode::NoPower));
/// ```
pub trait Coded: Spoken + Copy + Ord + Hash + fmt::Debug + fmt::Display + Serialize {}

/// Acts that are judged by rules: those of a case, and those of a register.
///
/// ```
/// use cogov::act::Act;
/// use cogov::case::{Judged, RefusalCode};
///
/// let code: <Act as Judged>::Code = RefusalCode::NoPower;
/// assert_eq!(code.to_string(), "no-power");
/// ```
pub trait Judged: Acts {
    /// With which codes they are refused.
    type Code: Coded;
}

impl Judged for Act {
    type Code = RefusalCode;
}

/// Why an act is refused: which rule, on what it rests, and who could do it instead.
///
/// What `perform` refuses with, `observe` notes as breaches, and `options` gives as the reason why
/// something cannot be done: one value, with the same codes. Clones are cheap; what it rests on and
/// its words are put together when somebody reads them, which for most refusals nobody does.
#[derive(Clone)]
pub struct Refusal<C = RefusalCode> {
    code: C,
    told: Told,
}

/// What a refusal says besides its code.
#[derive(Clone)]
enum Told {
    Nothing,
    Now(Arc<Reasons>),
    Later(Arc<dyn Later>),
}

/// What a refusal rests on, who could act instead, and the details of its words.
#[derive(Debug, PartialEq, Eq, Hash, Default)]
pub(crate) struct Reasons {
    cites: Vec<Cited>,
    needed: Vec<Holder>,
    args: Vec<Arg>,
}

impl Reasons {
    pub(crate) fn of(args: Vec<Arg>) -> Self {
        Self { args, ..Self::default() }
    }

    pub(crate) fn with_arg(mut self, arg: Arg) -> Self {
        self.args.push(arg);
        self
    }

    pub(crate) fn citing(mut self, cited: impl IntoIterator<Item = Cited>) -> Self {
        self.cites.extend(cited);
        self
    }

    pub(crate) fn needing(mut self, holders: impl IntoIterator<Item = Holder>) -> Self {
        self.needed.extend(holders);
        self
    }
}

trait Later: Send + Sync + UnwindSafe + RefUnwindSafe {
    fn reasons(&self) -> &Reasons;
}

/// Reasons that are put together when they are read.
struct Telling<F> {
    told: OnceLock<Reasons>,
    tell: F,
}

impl<F: Fn() -> Reasons + Send + Sync + UnwindSafe + RefUnwindSafe> Later for Telling<F> {
    fn reasons(&self) -> &Reasons {
        self.told.get_or_init(&self.tell)
    }
}

impl<C: Coded> Refusal<C> {
    pub(crate) fn new(code: C, args: Vec<Arg>) -> Self {
        if args.is_empty() {
            return Self { code, told: Told::Nothing };
        }
        Self { code, told: Told::Now(Arc::new(Reasons::of(args))) }
    }

    /// One whose reasons are put together when they are read.
    pub(crate) fn telling(
        code: C,
        tell: impl Fn() -> Reasons + Send + Sync + UnwindSafe + RefUnwindSafe + 'static,
    ) -> Self {
        Self { code, told: Told::Later(Arc::new(Telling { told: OnceLock::new(), tell })) }
    }

    /// The same, with something else in what is said besides.
    fn with(self, more: impl FnOnce(Reasons) -> Reasons) -> Self {
        let reasons = match self.told {
            Told::Nothing => Reasons::default(),
            // It is being made, so nobody else has it yet.
            Told::Now(reasons) => Arc::into_inner(reasons).unwrap_or_default(),
            Told::Later(later) => {
                let Reasons { cites, needed, args } = later.reasons();
                Reasons { cites: cites.clone(), needed: needed.clone(), args: args.clone() }
            }
        };
        Self { code: self.code, told: Told::Now(Arc::new(more(reasons))) }
    }

    pub(crate) fn citing(self, cited: impl IntoIterator<Item = Cited>) -> Self {
        self.with(|reasons| reasons.citing(cited))
    }

    pub(crate) fn needing(self, holders: impl IntoIterator<Item = Holder>) -> Self {
        self.with(|reasons| reasons.needing(holders))
    }

    /// The code.
    #[must_use]
    pub const fn code(&self) -> C {
        self.code
    }

    /// What it rests on: positions, steps, rules, earlier entries.
    #[must_use]
    pub fn cites(&self) -> &[Cited] {
        &self.reasons().cites
    }

    /// Who could do it instead.
    #[must_use]
    pub fn needed(&self) -> &[Holder] {
        &self.reasons().needed
    }

    /// The details that the words are made of; where a value is words, those in English.
    pub fn details(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let details = self.reasons().args.iter().filter(|arg| arg.is_detail());
        details.map(|arg| (arg.name(), arg.value(Lang::En)))
    }

    /// What is wrong, in plain words.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::{Act, VerificationResult, Verify};
    /// use cogov::case::{Refusal, RefusalCode};
    /// use cogov::{Lang, PartyKey};
    ///
    /// let mut case = fire_lane(47);
    /// let verify = Act::verify("bollards".parse()?, Verify::new(VerificationResult::Solved));
    /// let entry = case.entry("2026-08-15T09:00:00+08:00".parse()?, PartyKey::new("property-company")?, verify);
    /// let refused = case.perform(&entry).unwrap_err();
    /// let refusal: &Refusal = refused.first().unwrap();
    /// assert_eq!(refusal.code(), RefusalCode::SelfVerification);
    /// assert_eq!(
    ///     refusal.message(Lang::En),
    ///     "Property service company performed \"bollards\", and does not verify it",
    /// );
    /// assert_eq!(refusal.help(Lang::En), "somebody else verifies: Residents, Residents' supervision committee");
    /// assert_eq!((refusal.needed().len(), refusal.cites().len()), (2, 2));
    /// assert!(refusal.details().any(|detail| detail == ("obligation", "bollards")));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        message_of(self.code.message_of(lang), &self.reasons().args, lang)
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self, lang: Lang) -> String {
        help_of(self.code.help_of(lang), &self.reasons().args, lang)
    }
}

impl<C> Refusal<C> {
    fn reasons(&self) -> &Reasons {
        const NONE: &Reasons = &Reasons { cites: Vec::new(), needed: Vec::new(), args: Vec::new() };
        match &self.told {
            Told::Nothing => NONE,
            Told::Now(reasons) => reasons,
            Told::Later(later) => later.reasons(),
        }
    }
}

impl<C: PartialEq> PartialEq for Refusal<C> {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code && self.reasons() == other.reasons()
    }
}

impl<C: Eq> Eq for Refusal<C> {}

impl<C: Hash> Hash for Refusal<C> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.code.hash(state);
        self.reasons().hash(state);
    }
}

impl<C: fmt::Debug> fmt::Debug for Refusal<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Reasons { cites, needed, args } = self.reasons();
        f.debug_struct("Refusal")
            .field("code", &self.code)
            .field("cites", cites)
            .field("needed", needed)
            .field("args", args)
            .finish()
    }
}

impl<C: Coded> fmt::Display for Refusal<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl<C: Coded> std::error::Error for Refusal<C> {}

/// With message and help in both languages, as problems and findings are written.
impl<C: Coded> Serialize for Refusal<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let details: std::collections::BTreeMap<&str, &str> = self.details().collect();
        let mut object = serializer.serialize_struct("Refusal", 6)?;
        object.serialize_field("code", &self.code())?;
        object.serialize_field("cites", self.cites())?;
        object.serialize_field("needed", self.needed())?;
        object.serialize_field("details", &details)?;
        object.serialize_field("message", &Bilingual::of(|lang| self.message(lang)))?;
        object.serialize_field("help", &Bilingual::of(|lang| self.help(lang)))?;
        object.end()
    }
}
