//! A case with its record: each act that is performed is a line, and the record is the case.

use crate::act::{Act, Digest, Entry};
use crate::case::migration::other_named;
use crate::case::{Admitted, Case, Refusal, RefusalCode, Refused};
use crate::charter::Charter;
use crate::position::Holder;
use crate::problem::Arg;
use crate::record::append_error::AppendError;
use crate::record::chain::Chain;
use crate::record::header::{CharterVersion, Header};
use crate::record::not_recorded::{Breaches, NotRecorded, NotReplayed};
use crate::record::whole::Record;
use crate::time::Instant;
use crate::values::id::CaseId;

/// The case of a record that some other system wrote, and what stands against its entries.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::Charter;
/// use cogov::case::Ending;
/// use cogov::record::{Observed, RecordedCase};
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let observed: Observed = RecordedCase::audit(&[charter], &fire_lane(57))?;
/// assert!(observed.breaches().is_empty(), "nothing was skipped");
/// assert_eq!(observed.case().state().ended().unwrap().ending(), Ending::Fulfilled);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Observed {
    case: Case,
    breaches: Vec<Breaches>,
}

impl Observed {
    /// The case, as it came to be in spite of all breaches.
    #[must_use]
    pub const fn case(&self) -> &Case {
        &self.case
    }

    /// The same, without what stands against its entries.
    #[must_use]
    pub fn into_case(self) -> Case {
        self.case
    }

    /// The entries against which something stands, in order.
    #[must_use]
    pub fn breaches(&self) -> &[Breaches] {
        &self.breaches
    }
}

/// A case with its record: each act that is performed gives the line to be kept.
///
/// The lines themselves are not kept in memory; the case and the end of the chain are all that is
/// needed to go on.
///
/// ```
/// use cogov::act::{Act, Submit};
/// use cogov::case::RefusalCode;
/// use cogov::record::{Record, RecordedCase};
/// use cogov::values::ChannelKey;
/// use cogov::{Charter, Holder, MatterKey, Text};
///
/// let charter = Charter::from_json(r#"{
///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
///     "matters": [{"key": "parking", "name": "Parking"}]
/// }"#)?;
/// let case = "01890a5d-ac96-774b-bcce-b302099a8057".parse()?;
/// let mut recorded = RecordedCase::open(charter.clone(), case);
/// let mut lines = format!("{}\n", recorded.header().to_json());
///
/// let text = Text::new("No room for bicycles")?;
/// let submit = Submit::new(ChannelKey::new("desk")?, MatterKey::new("parking")?, text);
/// let act = Act::submit("01890a5d-ac96-774b-bcce-b302099a8058".parse()?, submit);
/// let entry = recorded.entry("2026-06-01T09:00:00+08:00".parse()?, Holder::Anyone, act);
/// let head = recorded.head();
/// lines += &recorded.perform_after(&entry, head)?;
/// lines += "\n";
///
/// // Whoever did not see that entry yet is refused, and can try again.
/// let next = recorded.entry(entry.at(), Holder::Anyone, entry.act().clone());
/// let stale = recorded.perform_after(&next, head).unwrap_err();
/// assert_eq!(stale.refusals()[0].code(), RefusalCode::StaleHead);
///
/// // The record is the case: whoever replays it gets the same state.
/// let record = Record::from_jsonl(&lines)?.into_record();
/// let again = RecordedCase::replay(&[charter], &record)?;
/// assert_eq!(again.case().state(), recorded.case().state());
/// assert_eq!(again.head(), recorded.head());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct RecordedCase {
    case: Case,
    header: Header,
    chain: Chain,
}

/// An entry that was judged and has its line, and did not take effect yet.
pub(super) struct Written {
    chain: Chain,
    admitted: Admitted,
}

impl RecordedCase {
    /// A case that is about to begin, and its record with nothing but the header.
    #[must_use]
    pub fn open(charter: Charter, id: CaseId) -> Self {
        let header = Header::new(id, CharterVersion::of(&charter));
        let chain = Chain::new(&header);
        Self { case: Case::open(charter, id), header, chain }
    }

    /// The case.
    #[must_use]
    pub const fn case(&self) -> &Case {
        &self.case
    }

    /// The same, without its record.
    #[must_use]
    pub fn into_case(self) -> Case {
        self.case
    }

    /// The first line of the record.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// The digest of the last line.
    #[must_use]
    pub const fn head(&self) -> Digest {
        self.chain.head()
    }

    /// The next entry: who does what, recorded at a moment.
    #[must_use]
    pub fn entry(&self, at: Instant, by: impl Into<Holder>, act: Act) -> Entry {
        self.case.entry(at, by, act)
    }

    /// Performs an act, all of it or nothing, and gives the line to be kept, without line feed.
    ///
    /// # Errors
    ///
    /// Everything that stands against it, or what cannot be written. Nothing is changed then.
    pub fn perform(&mut self, entry: &Entry) -> Result<String, NotRecorded> {
        let (line, written) = self.written(entry)?;
        self.take_in(entry, written);
        Ok(line)
    }

    /// The line that an act would be, and what is needed to take it in, if nothing stands against it.
    pub(super) fn written(&self, entry: &Entry) -> Result<(String, Written), NotRecorded> {
        // Admitted first: that a rule stands against it says more than that it cannot be written.
        let admitted = self.case.admitted(entry).map_err(NotRecorded::Refused)?;
        let mut chain = self.chain;
        let line = chain.append(entry).map_err(NotRecorded::Unwritable)?;
        Ok((line, Written { chain, admitted }))
    }

    /// What was judged and written takes effect.
    pub(super) fn take_in(&mut self, entry: &Entry, written: Written) {
        self.chain = written.chain;
        self.case.take_in(entry, written.admitted);
    }

    /// Performs an act if the record still ends with this line: whoever asked has seen all of it.
    ///
    /// # Errors
    ///
    /// As [`RecordedCase::perform`], and `stale-head` when the record has gone on meanwhile.
    pub fn perform_after(&mut self, entry: &Entry, head: Digest) -> Result<String, NotRecorded> {
        if head != self.chain.head() {
            let args = vec![Arg::plain("found", self.chain.head())];
            let stale = Refusal::new(RefusalCode::StaleHead, args);
            return Err(NotRecorded::Refused(Refused::of(vec![stale])));
        }
        self.perform(entry)
    }

    /// Goes on under another version of the charter, as [`Case::migrate`], and gives the line to be
    /// kept.
    ///
    /// # Errors
    ///
    /// Everything that stands against it, or what cannot be written. Nothing is changed then.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::{Act, Migrate};
    /// use cogov::record::{Record, RecordedCase};
    /// use cogov::{Charter, PartyKey};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
    /// let version = charter.version() + 1;
    /// let next = charter.to_builder().version(version).build()?;
    /// let mut recorded = RecordedCase::replay(&[charter.clone()], &fire_lane(10))?;
    /// let migrate = Act::migrate(Migrate::new(version, next.digest()));
    /// let at = "2026-06-05T09:00:00+08:00".parse()?;
    /// let entry = recorded.entry(at, PartyKey::new("owners-assembly")?, migrate);
    /// let line = recorded.migrate(next.clone(), &entry)?;
    /// assert_eq!(recorded.case().charter().version(), version);
    ///
    /// // Whoever replays it needs both versions.
    /// let lines = format!("{}{line}\n", fire_lane(10).to_jsonl());
    /// let record = Record::from_jsonl(lines)?.into_record();
    /// let again = RecordedCase::replay(&[charter, next], &record)?;
    /// assert_eq!(again.case().state(), recorded.case().state());
    /// assert_eq!(again.head(), recorded.head());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn migrate(&mut self, charter: Charter, entry: &Entry) -> Result<String, NotRecorded> {
        let run = self.case.admit_migration(&charter, entry).map_err(NotRecorded::Refused)?;
        let line = self.chain.append(entry).map_err(NotRecorded::Unwritable)?;
        self.case.go_on_under(charter, run, entry);
        Ok(line)
    }

    /// Takes in an entry that some other system recorded, and says what stands against it.
    ///
    /// # Errors
    ///
    /// When it cannot be written: it then changes nothing.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::{Act, VerificationResult, Verify};
    /// use cogov::case::RefusalCode;
    /// use cogov::record::RecordedCase;
    /// use cogov::{Charter, PartyKey};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
    /// let mut recorded = RecordedCase::replay(&[charter], &fire_lane(47))?;
    /// let verify = Act::verify("bollards".parse()?, Verify::new(VerificationResult::Solved));
    /// let entry = recorded.entry("2026-08-15T09:00:00+08:00".parse()?, PartyKey::new("property-company")?, verify);
    /// let (line, breaches) = recorded.observe(&entry)?;
    /// assert!(line.contains(r#""act":"verify""#), "it is part of the record");
    /// assert_eq!(breaches[0].code(), RefusalCode::SelfVerification);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn observe(&mut self, entry: &Entry) -> Result<(String, Vec<Refusal>), AppendError> {
        let line = self.chain.append(entry)?;
        Ok((line, self.case.observe(entry)))
    }

    /// The same, with the charters to which the case may move: see [`Case::observe_with`]. What was
    /// taken in so is what [`RecordedCase::audit`] makes of the record with these charters.
    ///
    /// # Errors
    ///
    /// As [`RecordedCase::observe`].
    ///
    /// ```
    /// use cogov::act::{Act, Migrate};
    /// use cogov::record::RecordedCase;
    /// use cogov::{Charter, PartyKey};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
    /// let next = charter.to_builder().version(charter.version() + 1).build()?;
    /// let mut recorded = RecordedCase::open(charter, "0192f000-0000-7000-8000-0000000000ff".parse()?);
    /// let act = Act::migrate(Migrate::new(next.version(), next.digest()));
    /// let entry = recorded.entry("2026-06-05T09:00:00+08:00".parse()?, PartyKey::new("government")?, act);
    /// let (_, breaches) = recorded.observe_with(&[next], &entry)?;
    /// assert_eq!(breaches.len(), 1, "nobody there has the power to decide");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn observe_with(
        &mut self,
        charters: &[Charter],
        entry: &Entry,
    ) -> Result<(String, Vec<Refusal>), AppendError> {
        let line = self.chain.append(entry)?;
        Ok((line, self.case.observe_with(charters, entry)))
    }

    /// The case of a record, each entry performed again.
    ///
    /// Of the charters, the one is taken that the header names by key, version and digest; where the
    /// case migrated, the one that the act names.
    ///
    /// # Errors
    ///
    /// The first entry against which something stands, and what; `other-charter` when none of the
    /// charters is the one that is named.
    pub fn replay(charters: &[Charter], record: &Record) -> Result<Self, NotReplayed> {
        let charter = named_by(charters, record.header().charter()).map_err(|args| {
            let other = Refusal::new(RefusalCode::OtherCharter, args);
            NotReplayed::at_header(Refused::of(vec![other]))
        })?;
        let mut case = Case::open(charter.clone(), record.header().case());
        for entry in record.entries() {
            let done = match other_named(charters, case.charter(), entry) {
                Some(charter) => case.migrate(charter.clone(), entry),
                None => case.perform(entry),
            };
            done.map_err(|refused| NotReplayed::at(entry.seq(), refused))?;
        }
        Ok(Self { case, header: record.header().clone(), chain: record.chain() })
    }

    /// The case of a record that some other system wrote, with everything that stands against its
    /// entries.
    ///
    /// # Errors
    ///
    /// `other-charter`, when none of the charters is the one that the header names.
    pub fn audit(charters: &[Charter], record: &Record) -> Result<Observed, NotReplayed> {
        let bare = Record::new(record.header().clone());
        let mut case = Self::replay(charters, &bare)?.case;
        let mut breaches = Vec::new();
        for entry in record.entries() {
            let found = case.observe_with(charters, entry);
            if !found.is_empty() {
                breaches.push(Breaches::of(entry.seq(), found));
            }
        }
        Ok(Observed { case, breaches })
    }
}

/// The charter that a header names, or why there is none: all of the name has to fit, so that no
/// header says anything else than the charter does.
pub(crate) fn named_by<'c>(
    charters: &'c [Charter],
    named: &CharterVersion,
) -> Result<&'c Charter, Vec<Arg>> {
    let digest = named.digest();
    let Some(charter) = charters.iter().find(|charter| charter.digest() == digest) else {
        return Err(vec![Arg::bilingual(
            "reason",
            format!("no charter has the digest {digest}"),
            format!("没有摘要为 {digest} 的章程"),
        )]);
    };
    if *named == CharterVersion::of(charter) {
        return Ok(charter);
    }
    let (key, version) = (charter.key(), charter.version());
    Err(vec![Arg::bilingual(
        "reason",
        format!("the charter with the digest {digest} is version {version} of \"{key}\""),
        format!("摘要为 {digest} 的章程是“{key}”第 {version} 版"),
    )])
}
