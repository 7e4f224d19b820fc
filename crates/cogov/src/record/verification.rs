//! Whether the bytes of a record are as they were written.

use std::fmt;

use crate::act::{Act, Acts, Digest};
use crate::json::CanonicalLine;
use crate::record::chain::ChainOf;
use crate::record::code::RecordCode;
use crate::record::damage::Damage;
use crate::record::diagnosis::{at_a_glance, compare_head, diagnose};
use crate::record::fault::Fault;
use crate::record::line::{ReadLine, Said, read_line};
use crate::record::lines::Lines;
use crate::record::seen::{Seen, is_of};
use crate::register::RegisterAct;
use crate::values::lang::Lang;

/// A walk along the lines of a record, up to the first in which something is wrong.
#[derive(Debug, Default)]
pub(super) struct Walk {
    head: Option<Digest>,
    lines: u64,
    /// Where each line is written anew.
    room: CanonicalLine,
}

impl Walk {
    /// One that goes on behind the end of a chain.
    pub(super) fn after<A>(chain: ChainOf<A>) -> Self {
        // As many lines as the next entry has for its number: the header has none.
        let (head, lines) = (Some(chain.head()), chain.next_seq());
        Self { head, lines, room: CanonicalLine::default() }
    }

    /// Takes the next line.
    pub(super) fn take<A: Acts>(&mut self, bytes: &[u8]) -> Result<Said<A>, Fault> {
        let number = self.lines.saturating_add(1);
        let ReadLine { seen: Seen { digest, prev, seq, .. }, said } =
            read_line(bytes, number, &mut self.room);
        // A line that is not chained is told as such, whatever else is wrong with it.
        if self.head.is_some() && prev.is_some() && prev != self.head {
            return Err(Fault::BrokenChain);
        }
        let said = said?;
        if let (Said::Entry(_), Some(found)) = (&said, seq)
            && found != self.lines
        {
            return Err(Fault::WrongNumber { found, next: self.lines });
        }
        self.head = Some(digest);
        self.lines = number;
        Ok(said)
    }

    /// The digest of the line taken last.
    pub(super) const fn head(&self) -> Option<Digest> {
        self.head
    }

    /// How many lines were taken.
    pub(super) const fn lines(&self) -> u64 {
        self.lines
    }
}

/// Whether the lines are compared with one another for what happened: of each, some hundreds of bytes
/// are kept then. Lines of records have more than 100 bytes, so that only what is full of empty or
/// nearly empty lines is not compared.
fn is_comparable(lines: &Lines<'_>) -> bool {
    lines.count() <= lines.bytes().div_euclid(100).saturating_add(100_000)
}

/// What happened to a record, where the line of this number is the first that is wrong.
pub(super) fn diagnose_lines(
    lines: &Lines<'_>,
    number: u64,
    expected: Option<Digest>,
) -> Option<Damage> {
    if !is_comparable(lines) {
        let rest = (lines.count() as u64).saturating_sub(number).saturating_add(1);
        return Some(at_a_glance(number, rest));
    }
    let seen: Vec<Seen> = lines.whole().map(Seen::of).collect();
    diagnose(&seen, usize::try_from(number.saturating_sub(1)).unwrap_or(usize::MAX), expected)
}

/// Whether the bytes of a record, of a case or of a register, are as they were written, as far as that can be known from them
/// and from the digest of its last line, where somebody noted that elsewhere.
///
/// Each line is hashed as it stands, read, and compared with what would be written. A bit that was
/// turned, a line that was dropped, inserted or moved breaks the chain at that place; what breaks it
/// can be told in most cases, and the first such place is named. Lines that are missing at the end
/// can be seen only with the expected head.
///
/// Of an intact record nothing is kept but one line. Of another, some hundreds of bytes are kept of
/// each line, to compare the lines with one another: together at most about five times the bytes
/// given, and 50 MB. Where there are more than 100,000 lines, and one for each 100 bytes besides, they
/// are not compared; what is told then is only where the first wrong line is.
///
/// ```
/// use cogov::act::{Act, Entry};
/// use cogov::record::{CharterVersion, DamageKind, Header, Record, verify};
/// use cogov::{Charter, Holder, Lang};
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let id = "01890a5d-ac96-774b-bcce-b302099a8057";
/// let mut record = Record::new(Header::new(id.parse()?, CharterVersion::of(&charter)));
/// for seq in 1..=3 {
///     let at = "2026-06-01T09:30:00+08:00".parse()?;
///     record.append(Entry::new(seq, at, Holder::Anyone, Act::support(id.parse()?)))?;
/// }
/// let text = record.to_jsonl();
/// assert!(verify(&text, Some(record.head())).is_intact());
///
/// let forged = text.replacen("09:30", "08:30", 1);
/// let verification = verify(&forged, Some(record.head()));
/// let damage = verification.damage().unwrap();
/// assert_eq!((damage.line(), damage.kind()), (2, DamageKind::Changed));
/// assert_eq!(
///     verification.to_string(),
///     "line 3: the line is not chained to the one before; line 2 was changed",
/// );
///
/// // Without the head nobody can see that the last line is gone.
/// let cut = text.rsplitn(3, '\n').last().unwrap();
/// assert!(verify(cut, None).is_intact() && !verify(cut, None).sees_lost_tail());
/// let kind = verify(cut, Some(record.head())).damage().map(|damage| damage.kind());
/// assert_eq!(kind, Some(DamageKind::LostTail));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn verify(record: impl AsRef<[u8]>, expected_head: Option<Digest>) -> Verification {
    let whole = Lines::of(record.as_ref());
    let lines = whole.count() as u64;
    let mut walk = Walk::default();
    let fault = if lines == 0 {
        Some((1, Fault::NoHeader))
    } else {
        // What the first line is of, all lines are of.
        let is_of_register = whole.whole().next().is_some_and(is_of::<RegisterAct>);
        whole
            .whole()
            .find_map(|line| match is_of_register {
                true => walk.take::<RegisterAct>(line).err(),
                false => walk.take::<Act>(line).err(),
            })
            .map(|fault| (walk.lines().saturating_add(1), fault))
    };
    let damage = match &fault {
        // What a newer version wrote is not damaged, unless the lines after it say so.
        Some((1, Fault::NewerFormat(_))) => diagnose_lines(&whole, 1, expected_head)
            .filter(|damage| damage.alternative().is_none())
            .filter(|damage| damage.kind() != super::DamageKind::AsWritten),
        Some(_) if lines == 0 => expected_head.map(|_| compare_head(0, None)),
        Some((number, _)) => diagnose_lines(&whole, *number, expected_head),
        // Nothing is hashed again where there is nothing to be looked for.
        None => expected_head.filter(|_| expected_head != walk.head()).map(|head| {
            compare_head(lines, whole.whole().position(|line| Digest::of(line) == head))
        }),
    };
    Verification {
        lines,
        sound: walk.lines(),
        head: walk.head(),
        torn: whole.torn,
        fault,
        damage,
        expects_head: expected_head.is_some(),
    }
}

/// What [`verify()`] found.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::record::{RecordCode, Verification, verify};
///
/// // Entry 14, on line 15, convened the meeting for the 18th: somebody made it the 19th.
/// let record = fire_lane(57);
/// let text = record.to_jsonl().replacen("2026-06-18T14:00:00", "2026-06-19T14:00:00", 1);
/// let verification: Verification = verify(&text, Some(record.head()));
/// assert!(!verification.is_intact());
/// assert_eq!(verification.code(), Some(RecordCode::BrokenChain));
/// assert_eq!((verification.first_bad_line(), verification.sound_lines()), (Some(15), 14));
/// assert_eq!((verification.lines(), verification.torn_bytes()), (58, 0), "the header and 57 entries");
/// assert_eq!(verification.damage().unwrap().to_string(), "line 15 was changed");
/// assert!(verification.sees_lost_tail() && verification.head().is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Verification {
    lines: u64,
    sound: u64,
    head: Option<Digest>,
    torn: u64,
    fault: Option<(u64, Fault)>,
    damage: Option<Damage>,
    expects_head: bool,
}

impl Verification {
    /// Whether nothing is wrong: each line is chained to the one before, can be read, and is in the
    /// canonical form, and the last one is the expected one, if one was expected. A line that was
    /// cut off at the end is nothing wrong.
    #[must_use]
    pub const fn is_intact(&self) -> bool {
        self.fault.is_none() && self.damage.is_none()
    }

    /// How many whole lines there are, with the header.
    #[must_use]
    pub const fn lines(&self) -> u64 {
        self.lines
    }

    /// How many lines there are before the first that is, or may be, not as it was, as far as the
    /// chain tells: none, where all of it may have been chained anew.
    #[must_use]
    pub fn sound_lines(&self) -> u64 {
        let before = self.damage.map_or(u64::MAX, |damage| damage.first_line().saturating_sub(1));
        self.sound.min(before)
    }

    /// The digest of the last line, if the record is intact.
    #[must_use]
    pub fn head(&self) -> Option<Digest> {
        self.head.filter(|_| self.is_intact())
    }

    /// How many bytes of a line that was cut off stand at the end.
    #[must_use]
    pub const fn torn_bytes(&self) -> u64 {
        self.torn
    }

    /// The first line that is wrong, from 1: what happened to it is the [damage](Self::damage).
    ///
    /// Where the last line is not the expected one, that is the last line, even if it may be sound and
    /// those after it be lost.
    #[must_use]
    pub fn first_bad_line(&self) -> Option<u64> {
        let seen = self.fault.as_ref().map(|(line, _)| *line);
        self.damage.map(|damage| damage.first_seen()).or(seen)
    }

    /// What is wrong with the line in which something is seen to be wrong first, which can be the
    /// one after the damaged one.
    #[must_use]
    pub fn code(&self) -> Option<RecordCode> {
        self.fault.as_ref().map(|(_, fault)| fault.code())
    }

    /// What happened, as far as that can be known.
    #[must_use]
    pub const fn damage(&self) -> Option<Damage> {
        self.damage
    }

    /// Whether it would be seen if lines were missing at the end: only with an expected head.
    #[must_use]
    pub const fn sees_lost_tail(&self) -> bool {
        self.expects_head
    }

    /// It in words.
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        let mut said: Vec<String> = Vec::new();
        if let Some((line, fault)) = &self.fault {
            said.push(fault.on_line(*line, lang));
        }
        said.extend(self.damage.map(|damage| damage.describe(lang)));
        if self.is_intact() {
            said.push(match (lang, self.lines) {
                (Lang::En, 1) => "1 line is as it was written".to_owned(),
                (Lang::En, lines) => format!("{lines} lines are as they were written"),
                (Lang::Zh, lines) => format!("{lines} 行均与写入时一致"),
            });
        }
        if self.torn > 0 {
            let torn = self.torn;
            said.push(match lang {
                Lang::En => format!("{torn} bytes of a line that was cut off follow"),
                Lang::Zh => format!("其后有被截断的一行，共 {torn} 字节"),
            });
        }
        if self.is_intact() {
            said.push(
                match (lang, self.expects_head) {
                    (Lang::En, true) => "the last line is the one that was expected",
                    (Lang::En, false) => {
                        "whether lines are missing at the end cannot be seen without the head"
                    }
                    (Lang::Zh, true) => "末行即预期的末行",
                    (Lang::Zh, false) => "未给出末行摘要，无法判断末尾是否缺行",
                }
                .to_owned(),
            );
        }
        said.join(lang.pick("; ", "；"))
    }
}

/// What [`Verification::describe`] says in English.
impl fmt::Display for Verification {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Lang::En))
    }
}
