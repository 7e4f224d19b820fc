//! The triage table, proved total and without hidden rows.

use std::collections::{BTreeMap, BTreeSet};

use crate::json::Reader;
use crate::problem::{Arg, Invalid, ProblemCode};
use crate::triage::condition::{Condition, Levels};
use crate::triage::definition::{Otherwise, Triage, TriageRow};
use crate::triage::dimension::{Dimension, Scale, no_scale};
use crate::triage::route::Destination;
use crate::triage::space::{LevelMask, RowBox, Space, lowest, prove, turning};
use crate::values::bounds;
use crate::values::key::LevelKey;
use crate::values::lang::Lang;

/// A triage table that was checked: its rows name levels that there are, every topic has a row
/// (unless it says that its text leaves that open), and every row has a topic.
///
/// The first row that takes a topic routes it. The proof goes through every topic that the scales
/// can tell apart, at most 262,144, and so is exact.
///
/// ```
/// use cogov::triage::{Condition, Dimension, Levels, Destination, Scale, Triage, TriageRow, TriageTable};
/// use cogov::values::LevelKey;
/// use cogov::Topic;
///
/// let (low, high) = (LevelKey::new("low")?, LevelKey::new("high")?);
/// let grave = Condition::default().and(Dimension::Severity, Levels::AtLeast(high.clone()));
/// let triage = Triage::new()
///     .with_scales([Scale::new(Dimension::Severity, [low, high.clone()])])
///     .with_rows([TriageRow::new(Destination::ReferUp).with_when(grave), TriageRow::new(Destination::Settle)]);
///
/// let table = TriageTable::new(&triage).unwrap();
/// let routing = table.route(&Topic::new().with(Dimension::Severity, high))?;
/// assert_eq!(routing.row(), Some(0));
/// assert_eq!(routing.route(), Some(&Destination::ReferUp));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TriageTable {
    scales: BTreeMap<Dimension, Vec<LevelKey>>,
    rows: Vec<CheckedRow>,
    otherwise: Option<Otherwise>,
}

/// A row with its conditions as masks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct CheckedRow {
    pub(super) row: TriageRow,
    /// For each dimension that the condition names, the levels taken.
    pub(super) masks: BTreeMap<Dimension, LevelMask>,
}

impl TriageTable {
    /// Checks a triage table and proves it.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, among that the least topic that no row takes, and each
    /// row that no topic reaches, with the earlier rows that hide it.
    ///
    /// ```
    /// use cogov::triage::{
    ///     Condition, Dimension, Levels, Destination, Scale, Triage, TriageRow, TriageTable,
    /// };
    /// use cogov::values::LevelKey;
    /// use cogov::ProblemCode;
    ///
    /// let (low, high) = (LevelKey::new("low")?, LevelKey::new("high")?);
    /// let grave = Condition::default().and(Dimension::Severity, Levels::AtLeast(high.clone()));
    /// let open = Triage::new()
    ///     .with_scales([Scale::new(Dimension::Severity, [low, high])])
    ///     .with_rows([TriageRow::new(Destination::ReferUp).with_when(grave)]);
    ///
    /// let error = TriageTable::new(&open).unwrap_err();
    /// assert_eq!(error.first().code(), ProblemCode::TriageNotTotal);
    /// assert_eq!(error.to_string(), "no row takes a topic with severity low");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn new(triage: &Triage) -> Result<Self, Invalid> {
        let mut reader = Reader::default();
        let table = Self::compile(triage, &mut reader);
        Invalid::unless_sound(table, reader.into_problems())
    }

    /// The same, for a triage table at the path of the reader.
    pub(crate) fn compile(triage: &Triage, reader: &mut Reader) -> Option<Self> {
        let scales = reader.within_known("scales", |reader| read_scales(&triage.scales, reader));
        let rows =
            reader.within_known("rows", |reader| read_rows(&triage.rows, &scales.known, reader));
        let (rows, true) = (rows?, scales.sound) else {
            return None;
        };
        let scales = scales.known.into_iter().map(|(dimension, (_, levels))| (dimension, levels));
        let table = Self { scales: scales.collect(), rows, otherwise: triage.otherwise };
        table.prove(reader).then_some(table)
    }

    /// Whether every topic has a row, or need not have one, and every row a topic.
    fn prove(&self, reader: &mut Reader) -> bool {
        let sizes: Vec<usize> = self.scales.values().map(Vec::len).collect();
        let boxes: Vec<RowBox> = self.rows.iter().map(|row| self.box_of(row)).collect();
        let proof = prove(&Space::new(&sizes), &boxes);
        for (index, hiding) in &proof.hidden {
            reader.within_known("rows", |reader| {
                reader.within_index(*index, |reader| {
                    reader.report(ProblemCode::TriageRowHidden, vec![row_names(hiding)]);
                });
            });
        }
        let open = match self.otherwise {
            Some(Otherwise::Unstated) => None,
            None => proof.untaken,
        };
        if let Some(levels) = &open {
            reader.report(
                ProblemCode::TriageNotTotal,
                vec![Arg::bilingual(
                    "topic",
                    self.describe(levels, Lang::En),
                    self.describe(levels, Lang::Zh),
                )],
            );
        }
        proof.hidden.is_empty() && open.is_none()
    }

    /// Whether where a topic goes turns on a dimension: whether there are two topics that differ in
    /// nothing else, and have different routes. What no row takes has none.
    pub(crate) fn turns_on(&self, dimension: Dimension) -> bool {
        let Some(scale) = self.scales.keys().position(|known| *known == dimension) else {
            return false;
        };
        let sizes: Vec<usize> = self.scales.values().map(Vec::len).collect();
        let mut routes: Vec<&Destination> = Vec::new();
        let mut number = |route| {
            routes.iter().position(|known| *known == route).unwrap_or_else(|| {
                routes.push(route);
                routes.len().saturating_sub(1)
            })
        };
        let rows: Vec<(RowBox, usize)> =
            self.rows.iter().map(|row| (self.box_of(row), number(&row.row.route))).collect();
        turning(&Space::new(&sizes), &rows).get(scale).copied().unwrap_or(false)
    }

    /// What a row takes of every scale: all levels of those that it does not name.
    fn box_of(&self, row: &CheckedRow) -> RowBox {
        self.scales
            .iter()
            .map(|(dimension, levels)| {
                row.masks.get(dimension).copied().unwrap_or_else(|| lowest(levels.len()))
            })
            .collect()
    }

    /// A topic in words, given by the places of its levels.
    fn describe(&self, places: &[usize], lang: Lang) -> String {
        let parts: Vec<String> = self
            .scales
            .iter()
            .zip(places)
            .filter_map(|((dimension, levels), place)| {
                Some(format!("{} {}", dimension.label(lang), levels.get(*place)?))
            })
            .collect();
        parts.join(lang.pick(", ", "、"))
    }

    /// The dimensions by which topics are assessed, with their levels from low to high.
    pub fn scales(&self) -> impl Iterator<Item = (Dimension, &[LevelKey])> {
        self.scales.iter().map(|(dimension, levels)| (*dimension, levels.as_slice()))
    }

    /// The levels of a dimension, from low to high, if topics are assessed by it.
    ///
    /// ```
    /// use cogov::triage::{Dimension, Destination, Scale, Triage, TriageRow, TriageTable};
    /// use cogov::values::LevelKey;
    ///
    /// let triage = Triage::new()
    ///     .with_scales([Scale::new(Dimension::Urgency, [LevelKey::new("later")?, LevelKey::new("now")?])])
    ///     .with_rows([TriageRow::new(Destination::Settle)]);
    /// let table = TriageTable::new(&triage).unwrap();
    /// assert_eq!(table.levels(Dimension::Urgency).map(<[_]>::len), Some(2));
    /// assert_eq!(table.levels(Dimension::Reach), None);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[must_use]
    pub fn levels(&self, dimension: Dimension) -> Option<&[LevelKey]> {
        self.scales.get(&dimension).map(Vec::as_slice)
    }

    /// The rows, in order.
    #[must_use]
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &TriageRow> {
        self.rows.iter().map(|checked| &checked.row)
    }

    pub(super) fn checked_rows(&self) -> &[CheckedRow] {
        &self.rows
    }
}

/// The scales that could be read, each with its place in the list.
struct Scales {
    known: BTreeMap<Dimension, (usize, Vec<LevelKey>)>,
    sound: bool,
}

fn read_scales(scales: &[Scale], reader: &mut Reader) -> Scales {
    let mut known: BTreeMap<Dimension, (usize, Vec<LevelKey>)> = BTreeMap::new();
    let mut sound = true;
    for (index, scale) in scales.iter().enumerate() {
        reader.within_index(index, |reader| {
            if let Some((first, _)) = known.get(&scale.dimension) {
                sound = false;
                reader.within_known("dimension", |reader| {
                    reader.report(
                        ProblemCode::DuplicateKey,
                        vec![
                            Arg::plain("found", scale.dimension.as_str()),
                            Arg::plain("first", format_args!("scales[{first}]")),
                        ],
                    );
                });
                return;
            }
            let levels =
                reader.within_known("levels", |reader| check_levels(&scale.levels, reader));
            sound &= levels;
            known.insert(scale.dimension, (index, scale.levels.clone()));
        });
    }
    Scales { known, sound }
}

fn check_levels(levels: &[LevelKey], reader: &mut Reader) -> bool {
    if levels.len() < 2 {
        let quantity = bounds::SCALE_LEVELS;
        reader.report(
            ProblemCode::TooFewEntries,
            vec![
                Arg::bilingual("quantity", quantity.quantity(), quantity.quantity_zh()),
                Arg::plain("found", levels.len()),
                Arg::plain("least", 2),
            ],
        );
        return false;
    }
    if !reader.within_length(bounds::SCALE_LEVELS, levels.len()) {
        return false;
    }
    no_repetition(levels, reader)
}

/// Reports every level that stands before in a list; says whether none does.
fn no_repetition(levels: &[LevelKey], reader: &mut Reader) -> bool {
    let mut seen = BTreeSet::new();
    let mut sound = true;
    for (index, level) in levels.iter().enumerate() {
        if !seen.insert(level) {
            sound = false;
            reader.within_index(index, |reader| {
                reader.report(ProblemCode::DuplicateEntry, vec![Arg::plain("found", level)]);
            });
        }
    }
    sound
}

fn read_rows(
    rows: &[TriageRow],
    scales: &BTreeMap<Dimension, (usize, Vec<LevelKey>)>,
    reader: &mut Reader,
) -> Option<Vec<CheckedRow>> {
    if rows.is_empty() {
        reader.report(ProblemCode::EmptyList, Vec::new());
        return None;
    }
    if !reader.within_length(bounds::TRIAGE_ROWS, rows.len()) {
        return None;
    }
    let mut checked = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        let masks = reader.within_index(index, |reader| {
            reader.within_known("when", |reader| match &row.when {
                Some(when) => masks_of(when, scales, reader),
                None => Some(BTreeMap::new()),
            })
        });
        checked.extend(masks.map(|masks| CheckedRow { row: row.clone(), masks }));
    }
    (checked.len() == rows.len()).then_some(checked)
}

fn masks_of(
    when: &Condition,
    scales: &BTreeMap<Dimension, (usize, Vec<LevelKey>)>,
    reader: &mut Reader,
) -> Option<BTreeMap<Dimension, LevelMask>> {
    let mut masks = BTreeMap::new();
    let mut sound = true;
    for (dimension, levels) in when.dimensions() {
        let mask = reader.within_known(dimension.as_str(), |reader| match scales.get(&dimension) {
            Some((place, scale)) => mask_of(levels, *place, scale, reader),
            None => {
                no_scale(reader, dimension, scales.keys().copied());
                None
            }
        });
        match mask {
            Some(mask) => {
                masks.insert(dimension, mask);
            }
            None => sound = false,
        }
    }
    sound.then_some(masks)
}

fn mask_of(
    levels: &Levels,
    scale_place: usize,
    scale: &[LevelKey],
    reader: &mut Reader,
) -> Option<LevelMask> {
    let place_of = |level: &LevelKey, reader: &mut Reader| {
        let place = scale.iter().position(|known| known == level);
        if place.is_none() {
            let list = format!("scales[{scale_place}].levels");
            unknown(reader, &list, level.as_str(), || scale.iter().map(LevelKey::as_str));
        }
        place
    };
    let all = lowest(scale.len());
    match levels {
        Levels::AtLeast(level) => {
            let place = reader.within_known("at_least", |reader| place_of(level, reader))?;
            Some(all & !lowest(place))
        }
        Levels::AtMost(level) => {
            let place = reader.within_known("at_most", |reader| place_of(level, reader))?;
            Some(lowest(place.saturating_add(1)))
        }
        Levels::AnyOf(taken) => {
            if taken.is_empty() {
                reader.report(ProblemCode::EmptyList, Vec::new());
                return None;
            }
            let mut sound = no_repetition(taken, reader);
            let mut mask = 0;
            for (index, level) in taken.iter().enumerate() {
                match reader.within_index(index, |reader| place_of(level, reader)) {
                    Some(place) => mask |= lowest(place.saturating_add(1)) & !lowest(place),
                    None => sound = false,
                }
            }
            sound.then_some(mask)
        }
    }
}

/// Reports a key that is not in a list, with the one in it that is most like it.
fn unknown<'k, I: Iterator<Item = &'k str>>(
    reader: &mut Reader,
    list: &str,
    found: &str,
    known: impl FnOnce() -> I,
) {
    let mut args = vec![Arg::plain("list", format_args!("`{list}`")), Arg::plain("found", found)];
    args.extend(Arg::nearest(found, known()));
    reader.report(ProblemCode::UnknownKey, args);
}

/// The names of rows, as paths name them; of very many, the first ones.
fn row_names(rows: &BTreeSet<usize>) -> Arg {
    const NAMED: usize = 8;
    let names: Vec<String> = rows.iter().take(NAMED).map(|row| format!("rows[{row}]")).collect();
    Arg::list("row", names.iter().map(String::as_str))
}
