//! One session that serves several cases: each keeps its own record of it, attendance counts once.

use std::fmt;

use serde::Serialize;

use crate::act::{Entry, Participant};
use crate::case::engine::{Case, Refused};
use crate::case::sheet::Sheet;
use crate::case::sitting::{Attendee, Sitting};
use crate::values::id::{CaseId, SessionId};
use crate::values::lang::Lang;

/// In what two cases tell of one session differently.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Differing {
    /// When it is to begin.
    Starts,
    /// Where it is held.
    Venue,
    /// When it ended.
    Adjourned,
    /// As what somebody should attend, who should in both.
    Role(Participant),
    /// Whether somebody attended, who should in both.
    Attended(Participant),
    /// Whether somebody was granted leave, who should attend in both.
    Excused(Participant),
}

/// That a case tells of a session otherwise than an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Disagreement {
    cases: [CaseId; 2],
    on: Differing,
}

impl Disagreement {
    /// The two cases, in the order in which they were given.
    #[must_use]
    pub const fn cases(&self) -> [CaseId; 2] {
        self.cases
    }

    /// In what they differ.
    #[must_use]
    pub const fn on(&self) -> &Differing {
        &self.on
    }
}

/// A session, as the cases that it serves tell of it together.
///
/// Whoever should attend in several of them is one attendee, who attended if any of them says so.
/// Where two of them tell it differently, that is told too: each is a record of its own.
///
/// ```
/// use cogov::act::{Act, Arrive, Entry};
/// use cogov::case::{Case, JointSession, perform_in_each};
/// use cogov::values::SessionId;
/// use cogov::{Charter, Instant, Lang, PartyKey};
///
/// # let charter = Charter::from_json(include_str!(concat!(
/// #     env!("CARGO_MANIFEST_DIR"),
/// #     "/../../tests/vectors/charters/court.json"
/// # )))?;
/// # let entries = include_str!(concat!(
/// #     env!("CARGO_MANIFEST_DIR"),
/// #     "/../../tests/vectors/records/court.jsonl"
/// # ));
/// # let open = |id: &str| -> Result<Case, Box<dyn std::error::Error>> {
/// #     let mut case = Case::open(charter.clone(), id.parse()?);
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
/// let arrives = |case: &Case| {
///     case.entry(at, PartyKey::new("committee").unwrap(), Act::arrive(meeting, Arrive::new()))
/// };
/// perform_in_each(&mut [&mut gate, &mut plants], arrives)?;
///
/// let joint = JointSession::of(meeting, [&gate, &plants]).unwrap();
/// assert_eq!(joint.cases().len(), 2);
/// assert_eq!(joint.attendees().iter().filter(|who| who.attended()).count(), 1);
/// assert!(joint.disagreements().is_empty());
/// println!("{}", joint.sign_in_list(Lang::En).to_text());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct JointSession<'c> {
    id: SessionId,
    parts: Vec<(&'c Case, &'c Sitting)>,
    attendees: Vec<Attendee>,
    disagreements: Vec<Disagreement>,
}

impl<'c> JointSession<'c> {
    /// The session of the cases in which it was convened; nothing, if it was in none.
    pub fn of(id: SessionId, cases: impl IntoIterator<Item = &'c Case>) -> Option<Self> {
        let parts: Vec<_> = cases
            .into_iter()
            .filter_map(|case| Some((case, case.state().sessions.get(&id)?)))
            .collect();
        let mut joint =
            Self { id, parts: parts.clone(), attendees: Vec::new(), disagreements: Vec::new() };
        for (index, part) in parts.iter().enumerate() {
            joint.add(part.1);
            for earlier in parts.iter().take(index) {
                joint.compare(*earlier, *part);
            }
        }
        (!parts.is_empty()).then_some(joint)
    }

    /// Its identifier.
    #[must_use]
    pub const fn id(&self) -> SessionId {
        self.id
    }

    /// The cases that it serves, each with what it tells of it.
    pub fn cases(&self) -> impl ExactSizeIterator<Item = (&'c Case, &'c Sitting)> {
        self.parts.iter().copied()
    }

    /// Who should attend for any of the cases, each once, in the order in which they were called.
    #[must_use]
    pub fn attendees(&self) -> &[Attendee] {
        &self.attendees
    }

    /// Where two cases tell it differently.
    #[must_use]
    pub fn disagreements(&self) -> &[Disagreement] {
        &self.disagreements
    }

    /// One list to sign in, for all the cases.
    #[must_use]
    pub fn sign_in_list(&self, lang: Lang) -> Sheet {
        let Some((first, _)) = self.parts.first() else { return Sheet::default() };
        let ended = self.parts.iter().any(|(_, sitting)| sitting.adjourned().is_some());
        let mut sheet = first.signed_in(&self.attendees, ended, lang);
        for (case, sitting) in &self.parts {
            let id = (lang.pick("case", "案件").to_owned(), case.state().id().to_string());
            sheet.lines.push(id);
            sheet.lines.extend(case.session_lines(sitting, lang));
        }
        sheet
    }

    fn add(&mut self, sitting: &Sitting) {
        for attendee in sitting.attendees() {
            match self.attendees.iter_mut().find(|known| known.who == attendee.who) {
                Some(known) => {
                    known.excused |= attendee.excused;
                    known.present |= attendee.present;
                    known.attended |= attendee.attended;
                    known.proxy = known.proxy.take().or_else(|| attendee.proxy.clone());
                }
                None => self.attendees.push(attendee.clone()),
            }
        }
    }

    fn compare(&mut self, (one, first): (&Case, &Sitting), (other, second): (&Case, &Sitting)) {
        let cases = [one.state().id(), other.state().id()];
        let mut differs = |is_different: bool, on: Differing| {
            if is_different {
                self.disagreements.push(Disagreement { cases, on });
            }
        };
        differs(first.starts() != second.starts(), Differing::Starts);
        differs(first.venue() != second.venue(), Differing::Venue);
        differs(first.adjourned() != second.adjourned(), Differing::Adjourned);
        for attendee in first.attendees() {
            let Some(same) = second.attendee(attendee.who()) else { continue };
            let who = || attendee.who().clone();
            differs(attendee.role() != same.role(), Differing::Role(who()));
            differs(attendee.attended() != same.attended(), Differing::Attended(who()));
            differs(attendee.excused() != same.excused(), Differing::Excused(who()));
        }
    }
}

/// That one of several cases refused an act, which was then performed in none of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedIn {
    case: CaseId,
    refused: Refused,
}

impl RefusedIn {
    /// The case.
    #[must_use]
    pub const fn case(&self) -> CaseId {
        self.case
    }

    /// Why.
    #[must_use]
    pub const fn refused(&self) -> &Refused {
        &self.refused
    }
}

impl fmt::Display for RefusedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "case {}: {}", self.case, self.refused)
    }
}

impl std::error::Error for RefusedIn {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.refused)
    }
}

/// Performs an act in each of several cases, or in none: what happens in a session that serves them
/// all, such as that somebody arrives. What to perform is asked for each case, since entries have
/// the number that comes next in theirs.
///
/// See [`JointSession`] for an example. Of cases with their records,
/// [`record::perform_in_each`](crate::record::perform_in_each) does the same and gives the lines to be
/// kept.
///
/// # Errors
///
/// When one of them refuses it.
pub fn perform_in_each(
    cases: &mut [&mut Case],
    entry: impl Fn(&Case) -> Entry,
) -> Result<(), RefusedIn> {
    let mut entries = Vec::with_capacity(cases.len());
    for case in &*cases {
        let entry = entry(case);
        let refused = |refused| RefusedIn { case: case.state().id(), refused };
        case.preview(&entry).map_err(refused)?;
        entries.push(entry);
    }
    for (case, entry) in cases.iter_mut().zip(&entries) {
        let id = case.state().id();
        case.perform(entry).map_err(|refused| RefusedIn { case: id, refused })?;
    }
    Ok(())
}
