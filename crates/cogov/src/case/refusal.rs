//! A refusal: which rule stands against an act, what it rests on, and what would be needed.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, LazyLock};

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::case::refusal_code::RefusalCode;
use crate::position::Holder;
use crate::problem::{Arg, Path, fill};
use crate::values::key::{ObligationKey, RuleKey, StepKey};
use crate::values::lang::Lang;

/// What a refusal rests on.
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
}

impl fmt::Display for Cited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Position(index) => write!(f, "{}", Path::entry("positions", *index)),
            Self::Step(step) => write!(f, "step {step}"),
            Self::Rule(rule) => write!(f, "rule {rule}"),
            Self::Obligation(key) => write!(f, "obligation {key}"),
            Self::Entry(seq) => write!(f, "entry {seq}"),
        }
    }
}

impl Serialize for Cited {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Why an act is refused: which rule, on what it rests, and who could do it instead.
///
/// What `perform` refuses with, `observe` notes as breaches, and `options` gives as the reason why
/// something cannot be done: one value, with the same codes. Clones are cheap, and words are made
/// when they are read.
#[derive(Clone)]
pub struct Refusal {
    said: Arc<Said>,
}

struct Said {
    code: RefusalCode,
    cites: Vec<Cited>,
    needed: Vec<Holder>,
    details: Details,
}

/// The details: made at once, or when somebody reads them, which for most refusals nobody does.
enum Details {
    Made(Vec<Arg>),
    Later(LazyLock<Vec<Arg>, Box<dyn FnOnce() -> Vec<Arg> + Send>>),
}

impl Refusal {
    pub(crate) fn new(code: RefusalCode, args: Vec<Arg>) -> Self {
        Self::of(code, Details::Made(args))
    }

    /// One whose details are made when they are read.
    pub(crate) fn telling(
        code: RefusalCode,
        details: impl FnOnce() -> Vec<Arg> + Send + 'static,
    ) -> Self {
        Self::of(code, Details::Later(LazyLock::new(Box::new(details))))
    }

    fn of(code: RefusalCode, details: Details) -> Self {
        Self { said: Arc::new(Said { code, cites: Vec::new(), needed: Vec::new(), details }) }
    }

    pub(crate) fn citing(mut self, cited: impl IntoIterator<Item = Cited>) -> Self {
        // It is being made, so nobody else has it yet.
        if let Some(said) = Arc::get_mut(&mut self.said) {
            said.cites.extend(cited);
        }
        self
    }

    pub(crate) fn needing(mut self, holders: impl IntoIterator<Item = Holder>) -> Self {
        if let Some(said) = Arc::get_mut(&mut self.said) {
            said.needed.extend(holders);
        }
        self
    }

    fn args(&self) -> &[Arg] {
        match &self.said.details {
            Details::Made(args) => args,
            Details::Later(args) => args,
        }
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> RefusalCode {
        self.said.code
    }

    /// What it rests on: positions, steps, rules, earlier entries.
    #[must_use]
    pub fn cites(&self) -> &[Cited] {
        &self.said.cites
    }

    /// Who could do it instead.
    #[must_use]
    pub fn needed(&self) -> &[Holder] {
        &self.said.needed
    }

    /// The details that the words are made of; where a value is words, those in English.
    pub fn details(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.args().iter().map(|arg| (arg.name(), arg.value(Lang::En)))
    }

    /// What is wrong, in plain words.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        fill(self.code().message(lang), self.args(), lang)
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self, lang: Lang) -> String {
        fill(self.code().help(lang), self.args(), lang)
    }
}

impl PartialEq for Refusal {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.said, &other.said)
            || (self.code() == other.code()
                && self.cites() == other.cites()
                && self.needed() == other.needed()
                && self.args() == other.args())
    }
}

impl Eq for Refusal {}

impl Hash for Refusal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.code().hash(state);
        self.cites().hash(state);
        self.needed().hash(state);
        self.args().hash(state);
    }
}

impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal")
            .field("code", &self.code())
            .field("cites", &self.cites())
            .field("needed", &self.needed())
            .field("args", &self.args())
            .finish()
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for Refusal {}

/// With message and help in both languages, as problems and findings are written.
impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Words {
            en: String,
            zh: String,
        }

        let words = |of: fn(&Self, Lang) -> String| Words {
            en: of(self, Lang::En),
            zh: of(self, Lang::Zh),
        };
        let details: std::collections::BTreeMap<&str, &str> = self.details().collect();
        let mut object = serializer.serialize_struct("Refusal", 6)?;
        object.serialize_field("code", &self.code())?;
        object.serialize_field("cites", self.cites())?;
        object.serialize_field("needed", self.needed())?;
        object.serialize_field("details", &details)?;
        object.serialize_field("message", &words(Self::message))?;
        object.serialize_field("help", &words(Self::help))?;
        object.end()
    }
}
