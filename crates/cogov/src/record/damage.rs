//! What happened to a record, as far as its lines tell.

use std::fmt;

use crate::values::lang::Lang;

/// What happened to a line of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DamageKind {
    /// It is not as it was written.
    Changed,
    /// Lines that stood before it are missing.
    Dropped {
        /// How many.
        lines: u64,
    },
    /// It was not there, nor were those right after it.
    Inserted {
        /// How many lines, from this one on.
        lines: u64,
        /// The line that it repeats, if it repeats one.
        copy_of: Option<u64>,
    },
    /// It stood in another place.
    Moved {
        /// The number of the line at which it stood.
        to: u64,
    },
    /// It is wrong, and was written so: what follows is chained to it as it is.
    AsWritten,
    /// Lines at the end are missing, from this one on.
    LostTail,
    /// It, or a line before it, was changed, and each line after that was chained anew: the chain
    /// holds, and only its head is another one.
    Rechained,
    /// It comes after the head that was expected, as do those after it: they were inserted, or
    /// written since that head was noted.
    BeyondHead {
        /// How many lines, from this one on.
        lines: u64,
    },
}

impl DamageKind {
    /// Its code, which is stable.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Dropped { .. } => "dropped",
            Self::Inserted { .. } => "inserted",
            Self::Moved { .. } => "moved",
            Self::AsWritten => "as-written",
            Self::LostTail => "lost-tail",
            Self::Rechained => "rechained",
            Self::BeyondHead { .. } => "beyond-head",
        }
    }
}

/// What happened to a record, as far as that can be known: to which line, and what, or else what
/// it could be [as well](Damage::alternatives).
///
/// ```
/// use cogov::act::{Act, Entry};
/// use cogov::record::{CharterVersion, DamageKind, Header, Record, verify};
/// use cogov::{Charter, Holder, Lang};
///
/// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
/// let id = "01890a5d-ac96-774b-bcce-b302099a8057";
/// let mut record = Record::new(Header::new(id.parse()?, CharterVersion::of(&charter)));
/// for seq in 1..=4 {
///     let at = "2026-06-01T09:30:00+08:00".parse()?;
///     record.append(Entry::new(seq, at, Holder::Anyone, Act::support(id.parse()?)))?;
/// }
/// let text = record.to_jsonl();
/// let lines: Vec<&str> = text.lines().collect();
/// let without_two = [lines[0], lines[3], lines[4]].join("\n");
///
/// let verification = verify(without_two, Some(record.head()));
/// let damage = verification.damage().unwrap();
/// assert_eq!((damage.line(), damage.kind()), (2, DamageKind::Dropped { lines: 2 }));
/// assert_eq!(damage.describe(Lang::En), "2 lines were dropped before line 2");
/// assert_eq!(damage.describe(Lang::Zh), "第 2 行之前缺失 2 行");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Damage {
    line: u64,
    kind: DamageKind,
    or: Option<(u64, DamageKind)>,
    or_else: Option<(u64, DamageKind)>,
}

impl Damage {
    pub(super) const fn new(line: u64, kind: DamageKind) -> Self {
        Self { line, kind, or: None, or_else: None }
    }

    /// Tells one more story.
    pub(super) const fn or(mut self, line: u64, kind: DamageKind) -> Self {
        match self.or {
            None => self.or = Some((line, kind)),
            Some(_) => self.or_else = Some((line, kind)),
        }
        self
    }

    /// The line, from 1, where the header is line 1.
    #[must_use]
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// What happened to it.
    #[must_use]
    pub const fn kind(&self) -> DamageKind {
        self.kind
    }

    /// What could have happened as well, and to which line: what is left of the record does not
    /// tell which of the two it was.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::record::{DamageKind, verify};
    ///
    /// // Lines 3 and 4 stand the wrong way round: which of them was moved?
    /// let record = fire_lane(4);
    /// let text = record.to_jsonl();
    /// let mut lines: Vec<&str> = text.lines().collect();
    /// lines.swap(2, 3);
    /// let verification = verify(lines.join("\n"), Some(record.head()));
    /// let damage = verification.damage().unwrap();
    /// assert_eq!((damage.line(), damage.kind()), (3, DamageKind::Moved { to: 4 }));
    /// assert_eq!(damage.alternative(), Some((4, DamageKind::Moved { to: 3 })));
    /// ```
    #[must_use]
    pub const fn alternative(&self) -> Option<(u64, DamageKind)> {
        self.or
    }

    /// Everything that could have happened as well, the likeliest first: mostly nothing or one thing.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::record::{DamageKind, verify};
    ///
    /// // The link of the last line is wrong, and nobody noted the head.
    /// let record = fire_lane(4);
    /// let text = record.to_jsonl();
    /// let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    /// lines[4] = lines[4].replace(&record.entry(3).map(|_| fire_lane(3).head()).unwrap().to_string(), &"0".repeat(64));
    /// let damage = verify(lines.join("\n"), None).damage().unwrap();
    /// let inserted = DamageKind::Inserted { lines: 1, copy_of: None };
    /// let others: Vec<_> = damage.alternatives().collect();
    /// assert_eq!((damage.line(), damage.kind()), (5, DamageKind::Changed));
    /// assert_eq!(others, [(4, DamageKind::Changed), (5, inserted)]);
    /// ```
    pub fn alternatives(&self) -> impl Iterator<Item = (u64, DamageKind)> {
        self.or.into_iter().chain(self.or_else)
    }

    /// The first line that is, or may be, not as it was.
    pub(super) fn first_line(&self) -> u64 {
        let first = |line, kind| match kind {
            // It, or any line before it.
            DamageKind::Rechained => 1,
            _ => line,
        };
        let others = self.alternatives().map(|(line, kind)| first(line, kind));
        others.fold(first(self.line, self.kind), u64::min)
    }

    /// The first line of those that are there in which something is seen to be wrong.
    pub(super) fn first_seen(&self) -> u64 {
        match (self.kind, self.or) {
            (DamageKind::LostTail, Some((line, DamageKind::Rechained))) => line,
            _ => self.line,
        }
    }

    /// It in words.
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        let mut said = describe(self.line, self.kind, lang);
        for (line, kind) in self.alternatives() {
            said.push_str(lang.pick(", or else ", "；也可能是："));
            said.push_str(&describe(line, kind, lang));
        }
        said
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Lang::En))
    }
}

/// "line 3", "lines 3 to 5".
fn span(line: u64, lines: u64, lang: Lang) -> String {
    let last = line.saturating_add(lines.saturating_sub(1));
    match (lang, lines) {
        (Lang::En, 1) => format!("line {line}"),
        (Lang::En, _) => format!("lines {line} to {last}"),
        (Lang::Zh, 1) => format!("第 {line} 行"),
        (Lang::Zh, _) => format!("第 {line} 至 {last} 行"),
    }
}

fn describe(line: u64, kind: DamageKind, lang: Lang) -> String {
    match (kind, lang) {
        (DamageKind::Changed, Lang::En) => format!("line {line} was changed"),
        (DamageKind::Changed, Lang::Zh) => format!("第 {line} 行被改动"),
        (DamageKind::Dropped { lines: 1 }, Lang::En) => {
            format!("1 line was dropped before line {line}")
        }
        (DamageKind::Dropped { lines }, Lang::En) => {
            format!("{lines} lines were dropped before line {line}")
        }
        (DamageKind::Dropped { lines }, Lang::Zh) => format!("第 {line} 行之前缺失 {lines} 行"),
        (DamageKind::Inserted { lines, copy_of }, _) => {
            let span = span(line, lines, lang);
            match (lang, lines, copy_of) {
                (Lang::En, 1, None) => format!("{span} was inserted"),
                (Lang::En, _, None) => format!("{span} were inserted"),
                (Lang::En, 1, Some(of)) => format!("{span} was inserted, a copy of line {of}"),
                (Lang::En, _, Some(of)) => {
                    format!("{span} were inserted, copied from line {of} on")
                }
                (Lang::Zh, _, None) => format!("{span}是插入的"),
                (Lang::Zh, 1, Some(of)) => format!("{span}是插入的，与第 {of} 行相同"),
                (Lang::Zh, _, Some(of)) => format!("{span}是插入的，自第 {of} 行起复制"),
            }
        }
        (DamageKind::Moved { to }, Lang::En) => {
            format!("line {line} was moved, it belongs at line {to}")
        }
        (DamageKind::Moved { to }, Lang::Zh) => format!("第 {line} 行被移动，应在第 {to} 行"),
        (DamageKind::AsWritten, Lang::En) => {
            format!("line {line} was written so, for the chain holds it as it is")
        }
        (DamageKind::AsWritten, Lang::Zh) => format!("第 {line} 行写入时即如此，链条与其现状相符"),
        (DamageKind::LostTail, Lang::En) => {
            format!("lines were lost at the end, from line {line} on")
        }
        (DamageKind::LostTail, Lang::Zh) => format!("末尾缺失，自第 {line} 行起"),
        (DamageKind::Rechained, Lang::En) => {
            format!("line {line} or one before it was changed, and what follows chained anew")
        }
        (DamageKind::Rechained, Lang::Zh) => {
            format!("第 {line} 行或之前某行被改动，其后各行已重新衔接")
        }
        (DamageKind::BeyondHead { lines }, Lang::En) => {
            let verb = if lines == 1 { "comes" } else { "come" };
            format!("{} {verb} after the expected head", span(line, lines, lang))
        }
        (DamageKind::BeyondHead { lines }, Lang::Zh) => {
            format!("{}在预期的末行摘要之后", span(line, lines, lang))
        }
    }
}
