//! A register with its record: each act that is performed is a line, and the record is the register.

use crate::act::{Digest, Enrol};
use crate::charter::Charter;
use crate::position::Holder;
use crate::problem::Arg;
use crate::record::io::{ReaderOf, WriterOf};
use crate::record::{
    AppendError, Breaches, ChainOf, CharterVersion, HeaderOf, NotRecorded, NotReplayed, RecordOf,
    named_by,
};
use crate::register::code::RegisterCode;
use crate::register::engine::Register;
use crate::register::migration::other_named;
use crate::register::table::RegisterAct;
use crate::register::{RegisterEntry, RegisterRefusal, RegisterRefused};
use crate::time::{Date, Instant};
use crate::values::id::RegisterId;

/// The first line of the record of a register.
///
/// ```
/// use cogov::Charter;
/// use cogov::record::CharterVersion;
/// use cogov::register::RegisterHeader;
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let id = "01890a5d-ac96-774b-bcce-b302099a8057".parse()?;
/// let line = RegisterHeader::new(id, CharterVersion::of(&charter)).to_json();
/// assert!(line.ends_with(
///     r#""format":"cogov-register/1","register":"01890a5d-ac96-774b-bcce-b302099a8057"}"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type RegisterHeader = HeaderOf<RegisterAct>;

/// A whole record of a register in memory; [`verify`](crate::record::verify()) judges its bytes as
/// it does those of a case.
///
/// ```
/// use cogov::Charter;
/// use cogov::record::verify;
/// use cogov::register::{RecordedRegister, RegisterRecord};
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let register = RecordedRegister::open(charter, "01890a5d-ac96-774b-bcce-b302099a8057".parse()?);
/// let record = RegisterRecord::new(register.header().clone());
/// assert!(verify(record.to_jsonl(), Some(register.head())).is_intact());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type RegisterRecord = RecordOf<RegisterAct>;

/// Reads the record of a register line by line.
///
/// ```
/// use cogov::Charter;
/// use cogov::register::{RecordedRegister, Register, RegisterReader, RegisterWriter};
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let recorded = RecordedRegister::open(charter.clone(), "01890a5d-ac96-774b-bcce-b302099a8057".parse()?);
/// let written = RegisterWriter::new(Vec::new(), recorded.header())?.into_inner();
///
/// let mut reader = RegisterReader::new(written.as_slice())?;
/// let mut register = Register::open(charter, reader.header().subject());
/// for entry in &mut reader {
///     register.perform(&entry?)?;
/// }
/// assert_eq!(register.state(), recorded.register().state());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type RegisterReader<R> = ReaderOf<R, RegisterAct>;

/// The end of the record of a register: what one has to know of it to write its next line.
///
/// ```
/// use cogov::Charter;
/// use cogov::register::{RecordedRegister, RegisterChain};
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let register = RecordedRegister::open(charter, "01890a5d-ac96-774b-bcce-b302099a8057".parse()?);
/// let chain = RegisterChain::new(register.header());
/// assert_eq!((chain.head(), chain.next_seq()), (register.head(), 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type RegisterChain = ChainOf<RegisterAct>;

/// Writes the record of a register line by line, as a [`RegisterReader`] reads it.
pub type RegisterWriter<W> = WriterOf<W, RegisterAct>;

/// A register with its record: each act that is performed gives the line to be kept.
///
/// ```
/// use cogov::register::{Appoint, RecordedRegister, RegisterAct, RegisterRecord};
/// use cogov::{Charter, PartyKey};
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let id = "01890a5d-ac96-774b-bcce-b302099a8057".parse()?;
/// let mut register = RecordedRegister::open(charter.clone(), id);
/// let mut lines = format!("{}\n", register.header().to_json());
///
/// let cppcc: PartyKey = "cppcc".parse()?;
/// let act = RegisterAct::appoint("cppcc-member".parse()?, Appoint::new("p-1".parse::<cogov::values::PersonKey>()?));
/// let entry = register.entry("2026-01-05T09:00:00+08:00".parse()?, cppcc, act);
/// lines += &register.perform_after(&entry, register.head())?;
/// lines += "\n";
///
/// let record = RegisterRecord::from_jsonl(&lines)?.into_record();
/// let again = RecordedRegister::replay(&[charter], &record)?;
/// assert_eq!(again.register().state(), register.register().state());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct RecordedRegister {
    register: Register,
    header: RegisterHeader,
    chain: RegisterChain,
}

/// The register of a record that some other system wrote, and what stands against its entries.
///
/// ```
/// use cogov::Charter;
/// use cogov::register::{
///     ObservedRegister, RecordedRegister, RegisterCode, RegisterEntry, RegisterRecord,
/// };
///
/// // Nobody but the CPPCC recommends its members.
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let id = "01890a5d-ac96-774b-bcce-b302099a8057".parse()?;
/// let mut record = RegisterRecord::new(RecordedRegister::open(charter.clone(), id).header().clone());
/// record.append(RegisterEntry::from_json(
///     r#"{"act":"appoint","at":"2026-01-05T09:00:00+08:00","by":"anyone","seq":1,"target":{"seat":"cppcc-member"},"with":{"person":"p-1"}}"#,
/// )?)?;
/// let observed: ObservedRegister = RecordedRegister::audit(&[charter], &record)?;
/// assert_eq!(observed.breaches()[0].refusals()[0].code(), RegisterCode::NotInRole);
/// assert_eq!(observed.register().state().holdings().count(), 1, "it was taken in");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ObservedRegister {
    register: Register,
    breaches: Vec<Breaches<RegisterCode>>,
}

impl ObservedRegister {
    /// The register, as it came to be in spite of all breaches.
    #[must_use]
    pub const fn register(&self) -> &Register {
        &self.register
    }

    /// The entries against which something stands, in order.
    #[must_use]
    pub fn breaches(&self) -> &[Breaches<RegisterCode>] {
        &self.breaches
    }
}

impl RecordedRegister {
    /// A register that is about to begin, and its record with nothing but the header.
    #[must_use]
    pub fn open(charter: Charter, id: RegisterId) -> Self {
        let header = RegisterHeader::new(id, CharterVersion::of(&charter));
        let chain = RegisterChain::new(&header);
        Self { register: Register::open(charter, id), header, chain }
    }

    /// The register.
    #[must_use]
    pub const fn register(&self) -> &Register {
        &self.register
    }

    /// The first line of the record.
    #[must_use]
    pub const fn header(&self) -> &RegisterHeader {
        &self.header
    }

    /// The digest of the last line.
    #[must_use]
    pub const fn head(&self) -> Digest {
        self.chain.head()
    }

    /// The next entry: who does what, recorded at a moment.
    #[must_use]
    pub fn entry(&self, at: Instant, by: impl Into<Holder>, act: RegisterAct) -> RegisterEntry {
        self.register.entry(at, by, act)
    }

    /// Performs an act, all of it or nothing, and gives the line to be kept, without line feed.
    ///
    /// # Errors
    ///
    /// Everything that stands against it, or what cannot be written. Nothing is changed then.
    pub fn perform(&mut self, entry: &RegisterEntry) -> Result<String, NotRecorded<RegisterCode>> {
        self.register.admit(entry).map_err(NotRecorded::Refused)?;
        let line = self.chain.append(entry).map_err(NotRecorded::Unwritable)?;
        self.register.take_in(entry);
        Ok(line)
    }

    /// Performs an act if the record still ends with this line: whoever asked has seen all of it.
    ///
    /// # Errors
    ///
    /// As [`RecordedRegister::perform`], and `stale-head` when the record has gone on meanwhile.
    pub fn perform_after(
        &mut self,
        entry: &RegisterEntry,
        head: Digest,
    ) -> Result<String, NotRecorded<RegisterCode>> {
        if head != self.head() {
            let args = vec![Arg::plain("found", self.head())];
            return Err(NotRecorded::Refused(alone(RegisterCode::StaleHead, args)));
        }
        self.perform(entry)
    }

    /// Goes on under another version of the charter, as [`Register::migrate`], and gives the line to
    /// be kept.
    ///
    /// # Errors
    ///
    /// Everything that stands against it, or what cannot be written. Nothing is changed then.
    pub fn migrate(
        &mut self,
        charter: Charter,
        entry: &RegisterEntry,
    ) -> Result<String, NotRecorded<RegisterCode>> {
        self.register.admit_migration(&charter, entry).map_err(NotRecorded::Refused)?;
        let line = self.chain.append(entry).map_err(NotRecorded::Unwritable)?;
        self.register.go_on_under(charter, entry);
        Ok(line)
    }

    /// Takes in an entry that some other system recorded, and says what stands against it.
    ///
    /// # Errors
    ///
    /// When it cannot be written: it then changes nothing.
    pub fn observe(
        &mut self,
        entry: &RegisterEntry,
    ) -> Result<(String, Vec<RegisterRefusal>), AppendError> {
        let line = self.chain.append(entry)?;
        Ok((line, self.register.observe(entry)))
    }

    /// The same, with the charters to which the register may move: see [`Register::observe_with`].
    /// An [audit](Self::audit) of the lines with these charters notes the same.
    ///
    /// # Errors
    ///
    /// When it cannot be written: it then changes nothing.
    pub fn observe_with(
        &mut self,
        charters: &[Charter],
        entry: &RegisterEntry,
    ) -> Result<(String, Vec<RegisterRefusal>), AppendError> {
        let line = self.chain.append(entry)?;
        Ok((line, self.register.observe_with(charters, entry)))
    }

    /// The register as of a day, as a case takes it in, with the [head](Self::head) by which it
    /// can be found again: see [`Register::snapshot`].
    #[must_use]
    pub fn snapshot(&self, on: Date) -> Enrol {
        let enrol = self.register.snapshot(on);
        match enrol.of().cloned() {
            Some(of) => enrol.with_of(of.with_head(self.head())),
            None => enrol,
        }
    }

    /// The register of a record, each entry performed again.
    ///
    /// Of the charters, the one is taken that the header names by key, version and digest; where the register
    /// migrated, the one that the act names.
    ///
    /// # Errors
    ///
    /// The first entry against which something stands, and what; `other-charter` when none of the
    /// charters is the one that the header names.
    pub fn replay(
        charters: &[Charter],
        record: &RegisterRecord,
    ) -> Result<Self, NotReplayed<RegisterCode>> {
        let mut register = opened(charters, record)?;
        for entry in record.entries() {
            let done = match other_named(charters, register.charter(), entry) {
                Some(charter) => register.migrate(charter.clone(), entry),
                None => register.perform(entry),
            };
            done.map_err(|refused| NotReplayed::at(entry.seq(), refused))?;
        }
        Ok(Self { register, header: record.header().clone(), chain: record.chain() })
    }

    /// The register of a record that some other system wrote, with everything that stands against
    /// its entries.
    ///
    /// # Errors
    ///
    /// `other-charter`, when none of the charters is the one that the header names.
    pub fn audit(
        charters: &[Charter],
        record: &RegisterRecord,
    ) -> Result<ObservedRegister, NotReplayed<RegisterCode>> {
        let mut register = opened(charters, record)?;
        let mut breaches = Vec::new();
        for entry in record.entries() {
            let found = register.observe_with(charters, entry);
            if !found.is_empty() {
                breaches.push(Breaches::of(entry.seq(), found));
            }
        }
        Ok(ObservedRegister { register, breaches })
    }
}

/// A register that is about to begin, under the charter that the header of a record names.
fn opened(
    charters: &[Charter],
    record: &RegisterRecord,
) -> Result<Register, NotReplayed<RegisterCode>> {
    let charter = named_by(charters, record.header().charter())
        .map_err(|args| NotReplayed::at_header(alone(RegisterCode::OtherCharter, args)))?;
    Ok(Register::open(charter.clone(), record.header().subject()))
}

fn alone(code: RegisterCode, args: Vec<Arg>) -> RegisterRefused {
    RegisterRefused::of(vec![RegisterRefusal::new(code, args)])
}
