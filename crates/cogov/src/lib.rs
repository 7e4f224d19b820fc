//! Consultative governance as data: who may, must and is entitled to do what, by which procedure and
//! which decision rule.
//!
//! * A **charter** is those rules: positions (powers, duties, claims, bars) by matter, place and day,
//!   with the procedures, decision rules, triage and conduct policies that go with them. It is JSON,
//!   proved consistent when it is loaded, and can be questioned and audited before anything happens.
//!   This is what is here.
//! * A **case** is one matter living under a charter, each act in it checked. It comes next.
//! * A **record** is the append-only list of those acts, which gives whoever replays it the same state.
//!   It comes with the case.
//!
//! ```
//! use cogov::{Charter, Date, FindingCode, Function, Lang};
//!
//! let charter = Charter::from_json(r#"{
//!     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
//!     "matters": [{"key": "parking", "name": "Parking"}],
//!     "parties": [
//!         {"key": "committee", "name": "Owners' committee", "kind": "owners_committee"},
//!         {"key": "company", "name": "Property company", "kind": "property_company"}],
//!     "positions": [
//!         {"holder": {"party": "committee"}, "kinds": ["power", "lead"], "functions": ["implement"]},
//!         {"holder": {"party": "company"}, "kinds": ["lead"], "functions": ["implement"],
//!          "matters": ["parking"], "source": "contract §7"},
//!         {"none": true, "holder": {"party": "company"}, "kinds": ["power"],
//!          "functions": ["implement"]}]
//! }"#)?;
//!
//! let day = Date::new(2026, 6, 1).unwrap();
//! let parking = charter.on(day).about(&"parking".parse()?)?;
//! let lead = parking.who_must(Function::Implement)[0];
//! assert_eq!(charter.holder_name(lead.holder(), Lang::En), "Property company");
//! assert_eq!(lead.reason(Lang::En), "positions[1] (contract §7)");
//!
//! // Responsible, and without the power: 责大权小.
//! assert_eq!(charter.audit(day).findings()[0].code(), FindingCode::PowerlessDuty);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Where things are
//!
//! | topic | begin with |
//! |---|---|
//! | charters | [`Charter::from_json`], [`Charter::builtin`], [`Charter::builder`], [`Charter::diff`], [`Charter::to_json`], [`Charter::digest`] |
//! | positions: who may, must, is entitled, and why | [`Charter::on`] gives a [`Setting`], which answers with [`Held`]; [`Position`], [`Right`], [`Function`], [`Claim`], [`Holder`] |
//! | the whole at a glance | [`Charter::matrix`], [`Matrix`] |
//! | audit | [`Charter::audit`], [`Audit`], [`Finding`], [`FindingCode`], [`Acknowledgement`] |
//! | who takes part, where, on what | [`Party`], [`Seat`], [`Group`], [`Sector`], [`Liaison`], [`Place`], [`Matter`], [`Intake`] |
//! | triage and agenda | [`Charter::route`], [`TriageTable`], [`Topic`], [`Routing`]; [`agenda()`], [`AgendaPolicy`] |
//! | decisions | [`Rule`], [`Charter::rule_for`], [`Electorate`], [`Tally`], [`Rule::decide`], [`Verdict`], [`Adopted`]; [`Provision`] |
//! | procedures | [`Procedure`], [`Step`], [`Charter::compiled`], [`CompiledProcedure`], [`Marking`], [`explore`] |
//! | conduct | [`ConductPolicy`], [`Contribution`], [`assess`], [`Assessment`], [`Window`] |
//! | calendar | [`Date`], [`Instant`], [`Term`], [`Calendar`], [`CalendarTable`], [`Rhythm`], [`Validity`] |
//! | values | [`Text`], [`Fraction`], [`Stated`], [`Listed`], [`Lang`], keys such as [`PartyKey`], [`bounds`] |
//!
//! Whatever could be in a charter has three states, [`Stated`]: given, stated to be absent, or left out.
//! They differ: on an absence that is stated a finding can rest; what is left out is only noted.
//!
//! # When something is wrong
//!
//! Loading collects problems: first all that keep a text from being read as a charter, then all references
//! and proofs that fail. Each [`Problem`] has a stable [code](Problem::code) for programs, the
//! [path](Problem::path) of the field, line and column where there is a text, a message in English and Chinese,
//! and a help that says what to do. Nothing is loaded in part.
//!
//! ```
//! use cogov::{Charter, Lang, ProblemCode};
//!
//! let error = Charter::from_json(r#"{"format": "cogov/1", "key": "court", "version": 1,
//!     "title": "East Court", "calender": {}}"#).unwrap_err();
//! let problem = &error.problems()[0];
//! assert_eq!(problem.code(), ProblemCode::UnknownField);
//! assert_eq!((problem.path().to_string(), problem.location().unwrap().line()), ("calender".into(), 2));
//! assert_eq!(problem.help_in(Lang::En), "did you mean \"calendar\"?");
//! ```
//!
//! Smaller errors ([`KeyError`], [`TermError`], [`UnknownKey`], [`RouteError`], [`CountError`], …) say what is wrong in
//! the same way, and have a `help` too.
//!
//! # Promises
//!
//! * **The same everywhere.** The library reads no clock, draws no random number and does no input or output; no
//!   output follows the order of a hash; nothing is decided by floating point. Equal charters give equal bytes.
//! * **No panic.** No input makes it panic: sizes and depths are [bounded](bounds), arithmetic is checked.
//! * **No number of a law stands in the code.** Thresholds and terms are data of a charter, with a source and an
//!   interval in which they hold.
//!
//! # Features
//!
//! * `schema`: the module `schema` with the JSON Schema of a charter, made from the types.

mod audit;
mod charter;
mod conduct;
mod decision;
mod json;
mod party;
mod place;
mod position;
mod problem;
mod procedure;
#[cfg(feature = "schema")]
pub mod schema;
mod time;
mod triage;
mod values;

pub use crate::audit::*;
pub use crate::charter::*;
pub use crate::conduct::*;
pub use crate::decision::*;
pub use crate::party::*;
pub use crate::place::{Matter, Place, PlaceKind};
pub use crate::position::*;
pub use crate::problem::{Location, Path, Problem, ProblemCode, Segment};
pub use crate::procedure::*;
pub use crate::time::*;
pub use crate::triage::*;
pub use crate::values::bounds;
pub use crate::values::choice::ChoiceError;
pub use crate::values::fraction::{Fraction, FractionError};
pub use crate::values::key::{
    AccountKey, BandKey, ChannelKey, CharterKey, ConductKey, ContributionKey, FigureKey, GroupKey,
    KeyError, LevelKey, MatterKey, PartyKey, PlaceKey, ProcedureKey, RuleKey, SeatKey, SectorKey,
    StepKey,
};
pub use crate::values::lang::Lang;
pub use crate::values::stated::{Absence, Listed, Stated};
pub use crate::values::text::{Text, TextError};

// Every example in the pages for readers runs as a test. They lie outside the package, and so does
// all that reads them: nothing but `cargo test --doc` in the repository sees this.
#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../../../README.md")]
    struct English;

    #[doc = include_str!("../../../README.zh.md")]
    struct Chinese;

    #[doc = include_str!("../../../docs/charter-format.md")]
    struct CharterFormat;
}
