//! Whether openings show what a record has sealed.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use crate::act::{Acts, Digest, Envelope};
use crate::json::no_json;
use crate::problem::{Path, Problem, Segment};
use crate::record::openings::Openings;
use crate::record::whole::RecordOf;
use crate::values::lang::Lang;
use crate::values::pad::pad;
use crate::values::text::Text;

/// A place of a record: an entry, and a path in it.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::act::{Act, Entry, Opening, Submit};
/// use cogov::record::{Openings, SealedPlace};
/// use cogov::values::ChannelKey;
/// use cogov::{Holder, MatterKey, Text};
///
/// let opening = |words| Opening::new([7; 32], Text::new(words).unwrap());
/// let said = opening("Mrs Wang, 3-201: water in the cellar");
/// let mut record = fire_lane(0);
/// let appeal = Submit::new(ChannelKey::new("service-desk")?, MatterKey::new("parking-order")?, said.seal());
/// let act = Act::submit("01890a5d-ac96-774b-bcce-b302099a8057".parse()?, appeal);
/// record.append(Entry::new(1, "2026-06-01T09:30:00+08:00".parse()?, Holder::Anyone, act))?;
///
/// let check = Openings::default().check(&record)?;
/// let place: &SealedPlace = &check.missing()[0];
/// assert_eq!((place.entry(), place.path()), (1, "with.text"));
/// assert_eq!(place.to_string(), "1:with.text");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SealedPlace {
    entry: u64,
    path: String,
}

impl SealedPlace {
    /// The number of the entry, from 1.
    #[must_use]
    pub const fn entry(&self) -> u64 {
        self.entry
    }

    /// The path in it.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Display for SealedPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, format_args!("{}:{}", self.entry, self.path))
    }
}

/// What [`Openings::check`] found: which openings show what the record has sealed.
///
/// ```
#[doc = include_str!("fire_lane.txt")]
/// use cogov::act::{Act, Entry, Opening, Submit};
/// use cogov::record::{OpeningOf, Openings, OpeningsCheck};
/// use cogov::values::ChannelKey;
/// use cogov::{Holder, Lang, MatterKey, Text};
///
/// let opening = |words| Opening::new([7; 32], Text::new(words).unwrap());
/// let said = opening("Mrs Wang, 3-201: water in the cellar");
/// let mut record = fire_lane(0);
/// let appeal = Submit::new(ChannelKey::new("service-desk")?, MatterKey::new("parking-order")?, said.seal());
/// let act = Act::submit("01890a5d-ac96-774b-bcce-b302099a8057".parse()?, appeal);
/// record.append(Entry::new(1, "2026-06-01T09:30:00+08:00".parse()?, Holder::Anyone, act))?;
///
/// let right = Openings::new([OpeningOf::new(1, "with.text", said.clone())]).check(&record)?;
/// assert!(right.is_complete() && right.fitting().len() == 1);
/// assert_eq!(right.words(1, "with.text"), Some(said.words()));
///
/// // Somebody says that other words were sealed, and shows words for an entry that has none.
/// let forged = OpeningOf::new(1, "with.text", opening("Mr Li: nothing"));
/// let check = Openings::new([forged.clone()]).check(&record)?;
/// assert!(!check.is_sound() && check.words(1, "with.text").is_none());
/// let elsewhere = OpeningOf::new(2, "with.text", opening("Mr Li: nothing"));
/// let check: OpeningsCheck = Openings::new([forged, elsewhere]).check(&record)?;
/// assert!(!check.is_sound() && check.fitting().is_empty());
/// assert_eq!((check.unfitting()[0].entry(), check.misplaced()[0].entry()), (1, 2));
/// assert!(check.describe(Lang::Zh).starts_with("条目 1，with.text：原文不符"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
#[must_use]
pub struct OpeningsCheck {
    fitting: Vec<SealedPlace>,
    /// What was sealed there, one after the other.
    words: Vec<Text>,
    unfitting: Vec<SealedPlace>,
    missing: Vec<SealedPlace>,
    misplaced: Vec<SealedPlace>,
}

/// What was said of the openings of one place.
#[derive(Default)]
struct Said<'o> {
    fitting: Option<&'o Text>,
    has_unfitting: bool,
}

impl OpeningsCheck {
    pub(super) fn new<A: Acts>(openings: &Openings, record: &RecordOf<A>) -> Result<Self, Problem> {
        let mut sealed: BTreeMap<SealedPlace, Digest> = BTreeMap::new();
        for entry in record.entries() {
            find(entry, &mut sealed)?;
        }
        let mut check = Self::default();
        let mut opened: BTreeMap<SealedPlace, Said<'_>> = BTreeMap::new();
        for of in openings.as_slice() {
            let place = SealedPlace { entry: of.entry(), path: of.path().to_owned() };
            match sealed.get(&place) {
                None => check.misplaced.push(place),
                Some(digest) => {
                    let fits = *digest == of.opening().commitment();
                    let said = opened.entry(place).or_default();
                    if fits {
                        said.fitting = Some(of.opening().words());
                    } else {
                        said.has_unfitting = true;
                    }
                }
            }
        }
        check.misplaced.sort();
        check.misplaced.dedup();
        for place in sealed.into_keys() {
            let Some(said) = opened.get(&place) else {
                check.missing.push(place);
                continue;
            };
            // Both, where one opening fits and another does not.
            if said.has_unfitting {
                check.unfitting.push(place.clone());
            }
            if let Some(words) = said.fitting {
                check.fitting.push(place);
                check.words.push(words.clone());
            }
        }
        Ok(check)
    }

    /// What was sealed at a place, where an opening shows it: never what an opening says that does
    /// not fit.
    ///
    /// A commitment does not say where it stands: whoever copies it into an entry of their own has
    /// sealed the same words there, and an opening of the first place, given for theirs, fits.
    #[must_use]
    pub fn words(&self, entry: u64, path: &str) -> Option<&Text> {
        let place =
            self.fitting.binary_search_by(|place| (place.entry, &*place.path).cmp(&(entry, path)));
        self.words.get(place.ok()?)
    }

    /// Where an opening shows what was sealed.
    #[must_use]
    pub fn fitting(&self) -> &[SealedPlace] {
        &self.fitting
    }

    /// Where there is an opening, and something else was sealed: even if another opening fits there.
    #[must_use]
    pub fn unfitting(&self) -> &[SealedPlace] {
        &self.unfitting
    }

    /// Where something is sealed, and there is no opening.
    #[must_use]
    pub fn missing(&self) -> &[SealedPlace] {
        &self.missing
    }

    /// Where there is an opening, and nothing is sealed.
    #[must_use]
    pub fn misplaced(&self) -> &[SealedPlace] {
        &self.misplaced
    }

    /// Whether no opening says anything else than the record.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.unfitting.is_empty() && self.misplaced.is_empty()
    }

    /// Whether besides everything that is sealed has its opening.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.is_sound() && self.missing.is_empty()
    }

    /// It in words, a line for each place.
    #[must_use]
    pub fn describe(&self, lang: Lang) -> String {
        let lists = [
            (&self.fitting, "an opening fits", "原文相符"),
            (&self.unfitting, "an opening does not fit", "原文不符"),
            (&self.missing, "there is no opening", "没有原文"),
            (&self.misplaced, "nothing is sealed there", "该处并未密封"),
        ];
        let mut text = String::new();
        for (places, en, zh) in lists {
            for SealedPlace { entry, path } in places {
                text.push_str(&match lang {
                    Lang::En => format!("entry {entry}, {path}: {en}\n"),
                    Lang::Zh => format!("条目 {entry}，{path}：{zh}\n"),
                });
            }
        }
        text
    }
}

/// The places without the words: these are not for every log.
impl fmt::Debug for OpeningsCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpeningsCheck")
            .field("fitting", &self.fitting)
            .field("unfitting", &self.unfitting)
            .field("missing", &self.missing)
            .field("misplaced", &self.misplaced)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for OpeningsCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.describe(Lang::En).trim_end())
    }
}

/// Adds what an entry has sealed.
fn find<A: Acts>(
    entry: &Envelope<A>,
    sealed: &mut BTreeMap<SealedPlace, Digest>,
) -> Result<(), Problem> {
    // The entry is written as it was read; a value of JSON shows all its places alike.
    let value = serde_json::to_value(entry).map_err(|_| no_json())?;
    let mut path = Vec::new();
    walk(&value, &mut path, &mut |path, digest| {
        let path = Path::new(path.to_vec()).to_string();
        sealed.insert(SealedPlace { entry: entry.seq(), path }, digest);
    });
    Ok(())
}

fn walk(value: &Value, path: &mut Vec<Segment>, found: &mut impl FnMut(&[Segment], Digest)) {
    match value {
        Value::Object(members) => {
            if let (1, Some(Value::String(digest))) = (members.len(), members.get("sealed"))
                && let Ok(digest) = digest.parse()
            {
                found(path, digest);
                return;
            }
            for (name, value) in members {
                path.push(Segment::from(name.as_str()));
                walk(value, path, found);
                path.pop();
            }
        }
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                path.push(Segment::Index(index));
                walk(value, path, found);
                path.pop();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
