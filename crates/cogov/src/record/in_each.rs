//! One act in several cases with their records: in each of them, or in none.

use std::fmt;

use crate::act::Entry;
use crate::record::not_recorded::NotRecorded;
use crate::record::recorded::RecordedCase;
use crate::values::id::CaseId;

/// That one of several cases did not record an act, which was then performed in none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotRecordedIn {
    case: CaseId,
    why: NotRecorded,
}

impl NotRecordedIn {
    /// The case.
    #[must_use]
    pub const fn case(&self) -> CaseId {
        self.case
    }

    /// Why.
    #[must_use]
    pub const fn why(&self) -> &NotRecorded {
        &self.why
    }
}

impl fmt::Display for NotRecordedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "case {}: {}", self.case, self.why)
    }
}

impl std::error::Error for NotRecordedIn {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.why)
    }
}

/// Performs an act in each of several cases, or in none, and gives for each the line to be kept, in
/// their order: what happens in a [session that serves them all](crate::case::JointSession), such as
/// that somebody arrives. What to perform is asked for each case, since entries have the number that
/// comes next in theirs.
///
/// # Errors
///
/// When one of them refuses it, or cannot write it. Nothing is changed then.
///
/// ```
/// use cogov::act::{Act, Arrive, Entry};
/// use cogov::record::{RecordedCase, perform_in_each};
/// use cogov::values::SessionId;
/// use cogov::{Charter, Instant, PartyKey};
///
/// # let charter = Charter::from_json(include_str!(concat!(
/// #     env!("CARGO_MANIFEST_DIR"),
/// #     "/../../tests/vectors/charters/court.json"
/// # )))?;
/// # let entries = include_str!(concat!(
/// #     env!("CARGO_MANIFEST_DIR"),
/// #     "/../../tests/vectors/records/court.jsonl"
/// # ));
/// # let open = |id: &str| -> Result<RecordedCase, Box<dyn std::error::Error>> {
/// #     let mut case = RecordedCase::open(charter.clone(), id.parse()?);
/// #     for line in entries.lines().take(9) {
/// #         case.perform(&Entry::from_json(line)?)?;
/// #     }
/// #     Ok(case)
/// # };
/// # let mut gate = open("0192f000-0000-7000-8000-00000000c000")?;
/// # let mut plants = open("0192f000-0000-7000-8000-00000000c001")?;
/// // Two cases, `gate` and `plants`, for both of which the same meeting was convened.
/// let meeting: SessionId = "0192f000-0000-7000-8000-00000000a001".parse()?;
/// let at: Instant = "2026-06-08T14:00:00+08:00".parse()?;
/// let arrives = |case: &RecordedCase| {
///     case.entry(at, PartyKey::new("committee").unwrap(), Act::arrive(meeting, Arrive::new()))
/// };
/// let lines = perform_in_each(&mut [&mut gate, &mut plants], arrives)?;
/// assert_eq!(lines.len(), 2);
///
/// // Whoever is there cannot arrive again, and neither record grows.
/// let heads = [gate.head(), plants.head()];
/// let refused = perform_in_each(&mut [&mut gate, &mut plants], arrives).unwrap_err();
/// assert_eq!((refused.case(), refused.why().code()), (gate.case().state().id(), "present-already"));
/// assert_eq!([gate.head(), plants.head()], heads);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn perform_in_each(
    cases: &mut [&mut RecordedCase],
    entry: impl Fn(&RecordedCase) -> Entry,
) -> Result<Vec<String>, NotRecordedIn> {
    let mut written = Vec::with_capacity(cases.len());
    for recorded in &*cases {
        let entry = entry(recorded);
        let case = recorded.case().state().id();
        let next = recorded.written(&entry).map_err(|why| NotRecordedIn { case, why })?;
        written.push((entry, next));
    }
    let mut lines = Vec::with_capacity(cases.len());
    for (recorded, (entry, (line, written))) in cases.iter_mut().zip(written) {
        recorded.take_in(&entry, written);
        lines.push(line);
    }
    Ok(lines)
}
