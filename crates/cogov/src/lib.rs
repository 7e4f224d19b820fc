//! Consultative governance as data: who may, must and is entitled to do what, by which procedure and
//! which decision rule.
//!
//! * A **charter** is those rules: positions (powers, duties, claims, bars) by matter, place and day,
//!   with the procedures, decision rules, triage and conduct policies that go with them. It is JSON,
//!   proved consistent when it is loaded, and can be questioned and audited before anything happens.
//! * A **case** is one matter living under a charter. Acts are performed or refused, with the reason and
//!   who could do it instead; the same rules tell what was wrong in somebody else's record, and what
//!   somebody may do now.
//! * A **record** is the append-only list of those acts, chained by digests. Whoever replays it gets the
//!   same state.
//! * A **register** says who holds which seat and belongs to what. It has a record of its own, and cases
//!   take in a snapshot of it.
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
//! assert_eq!(lead.reason(Lang::En), "positions[1] (contract §7), narrower than positions[0]");
//!
//! // Responsible, and without the power: 责大权小.
//! assert_eq!(charter.audit(day).findings()[0].code(), FindingCode::PowerlessDuty);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Where things are
//!
//! | topic | module | begin with |
//! |---|---|---|
//! | charters | [`charter`] | [`Charter::from_json`], [`Charter::builtin`], [`Charter::builder`], [`Charter::diff`], [`Charter::to_json`], [`Charter::digest`] |
//! | positions: who may, must, is entitled, and why | [`position`], [`charter`] | [`Charter::on`] gives a [`Setting`](charter::Setting), which answers with [`Held`](charter::Held); [`Position`], [`Function`], [`Claim`], [`Holder`] |
//! | the whole at a glance | [`charter`] | [`Charter::matrix`] |
//! | audit | [`audit`] | [`Charter::audit`], [`Finding`], [`FindingCode`] |
//! | who takes part, where, on what | [`party`], [`place`] | [`Party`], [`Seat`], [`Group`], [`Place`], [`Matter`] |
//! | the ways in | [`intake`] | [`Intake`](intake::Intake), [`Channel`](intake::Channel) |
//! | triage and agenda | [`triage`] | [`Charter::route`], [`Topic`]; [`agenda`](triage::agenda()) |
//! | decisions | [`decision`] | [`Rule`], [`Charter::rule_for`], [`Electorate`], [`Tally`], [`Rule::decide`], [`Verdict`], [`Adopted`] |
//! | procedures | [`procedure`] | [`Procedure`], [`Step`], [`Charter::compiled`], [`CompiledProcedure`] |
//! | conduct | [`conduct`] | [`ConductPolicy`], [`assess`](conduct::assess()); [`Training`](conduct::Training), [`IncentivePolicy`](conduct::IncentivePolicy) |
//! | acts: what somebody can do in a case | [`act`] | [`Act`](act::Act), [`ActKind`](act::ActKind), [`Entry`](act::Entry) |
//! | cases | [`case`] | [`Case`](case::Case): `perform`, `observe`, `options`, `due`, `explain`; [`Refusal`](case::Refusal) |
//! | records | [`record`] | [`RecordedCase`](record::RecordedCase), [`Record`](record::Record), [`verify`](record::verify()), [`RecordReader`](record::io::RecordReader) |
//! | members: who holds which seat, and what follows from conduct | [`register`] | [`Register`](register::Register): `perform`, `options`, `migrate`, `members_of`, `standing`, `snapshot`, `due`; [`RecordedRegister`](register::RecordedRegister) |
//! | calendar | [`time`] | [`Date`], [`Instant`], [`Term`], [`Calendar`], [`Validity`] |
//! | values | [`values`] | [`Text`], [`Fraction`], [`Stated`], [`Lang`], keys such as [`PartyKey`], [`bounds`](values::bounds) |
//! | what is wrong | [`problem`] | [`Problem`], [`Invalid`], [`ProblemCode`] |
//!
//! Whatever could be in a charter has three states, [`Stated`]: given, stated to be absent, or left out.
//! They differ: on an absence that is stated a finding can rest; what is left out is only noted.
//!
//! # When something is wrong
//!
//! Loading collects problems: first all that keep a text from being read as a charter, then all references
//! and proofs that fail. Each [`Problem`] has a stable [code](Problem::code) for programs, the
//! [path](Problem::path) of the field, line and column where there is a text, a message in English and Chinese,
//! and a help that says what to do; an [`Invalid`] is all of them. Nothing is loaded in part.
//!
//! ```
//! use cogov::{Charter, Lang, ProblemCode};
//!
//! let error = Charter::from_json(r#"{"format": "cogov/1", "key": "court", "version": 1,
//!     "title": "East Court", "calender": {}}"#).unwrap_err();
//! let problem = &error.problems()[0];
//! assert_eq!(problem.code(), ProblemCode::UnknownField);
//! assert_eq!((problem.path().to_string(), problem.location().unwrap().line()), ("calender".into(), 2));
//! assert_eq!(problem.help(Lang::En), "did you mean \"calendar\"?");
//! ```
//!
//! What reads or makes a single value (a key, a text, a fraction, a threshold, a term) fails with one [`Problem`],
//! without a path. Some questions have errors of their own that say more to a program, such as
//! [`CountError`](decision::CountError) for numbers of a vote and [`Blocked`](procedure::Blocked) for a step.
//!
//! # Promises
//!
//! * **The same everywhere.** The library reads no clock and draws no random number, and does no input or output but
//!   that of [`record::io`], with readers and writers that it is given; no output follows the order of a hash; nothing
//!   is decided by floating point. Equal charters give equal bytes.
//! * **No panic.** No input makes it panic: sizes and depths are [bounded](values::bounds), arithmetic is checked.
//! * **Bounded work.** Loading a charter and each question about it go only through what the table of
//!   [bounds](values::bounds) admits: so many bytes, entries, levels of a tree, single rights by matter and place, and
//!   markings that the proofs of procedures visit. That bounds time and memory. Where looking at everything would
//!   still be too much, the work is cut short and says so: the audit names the checks that it did not finish in
//!   [`Audit::left_out`], and the matrix counts its missing rows in
//!   [`Matrix::rows_left_out`](charter::Matrix::rows_left_out). The bounds leave room for charters far larger than
//!   any there is, which can take a gigabyte and minutes: whoever takes in the texts of strangers does well to refuse
//!   large ones first.
//! * **No number of a law stands in the code.** Thresholds and terms are data of a charter, with a source and an
//!   interval in which they hold.
//!
//! # Features
//!
//! Both are off unless they are asked for.
//!
//! * `icalendar`: `case::DueCalendar`, what is due as a file that calendar programs read.
//! * `schema`: the module `schema` with the JSON Schema of a charter, of an entry of a case and of an entry of a
//!   register, made from the types.

pub mod act;
pub mod audit;
pub mod case;
pub mod charter;
pub mod conduct;
pub mod decision;
pub mod intake;
mod json;
pub mod party;
pub mod place;
pub mod position;
pub mod problem;
pub mod procedure;
pub mod record;
pub mod register;
#[cfg(feature = "schema")]
pub mod schema;
pub mod time;
pub mod triage;
pub mod values;

// The nouns that one begins with; everything else is reached through its module.
pub use crate::audit::{Audit, Finding, FindingCode};
pub use crate::charter::{Charter, CharterBuilder};
pub use crate::conduct::ConductPolicy;
pub use crate::decision::{Adopted, Electorate, Rule, Tally, Verdict};
pub use crate::party::{Group, Holder, Party, Seat};
pub use crate::place::{Matter, Place};
pub use crate::position::{Claim, Function, Position};
pub use crate::problem::{Invalid, Problem, ProblemCode};
pub use crate::procedure::{CompiledProcedure, Procedure, Step};
pub use crate::time::{Calendar, Date, Instant, Term, Validity};
pub use crate::triage::Topic;
pub use crate::values::{
    CharterKey, Fraction, GroupKey, Lang, MatterKey, PartyKey, PlaceKey, ProcedureKey, RuleKey,
    SeatKey, SectorKey, Stated, StepKey, Text,
};

// Every example in the pages for readers runs as a test. They lie outside the package, and so does
// all that reads them: nothing but `cargo test --doc` in the repository sees this.
#[cfg(doctest)]
mod pages {
    #[doc = include_str!("../../../README.md")]
    struct English;

    #[doc = include_str!("../../../README.zh.md")]
    struct Chinese;

    #[doc = include_str!("../../../docs/examples.md")]
    struct Examples;

    #[doc = include_str!("../../../docs/charter-format.md")]
    struct CharterFormat;

    #[doc = include_str!("../../../docs/record-format.md")]
    struct RecordFormat;

    #[doc = include_str!("../../../docs/case-format.md")]
    struct CaseFormat;

    #[doc = include_str!("../../../docs/walk-a-case.md")]
    struct WalkACase;

    #[doc = include_str!("../../../docs/register.md")]
    struct Register;
}
