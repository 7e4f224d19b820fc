//! What was proved when a charter was loaded: its calendar, its triage table, its procedures.

use crate::charter::document::Document;
use crate::charter::loaded::Charter;
use crate::json::Reader;
use crate::problem::{Invalid, Problem};
use crate::procedure::{CompiledProcedure, prove};
use crate::time::CalendarTable;
use crate::triage::{Dimension, Routing, Scale, Topic, Triage, TriageTable};
use crate::values::bounds;
use crate::values::key::ProcedureKey;
use crate::values::stated::Stated;

/// The parts of a charter that are compiled when it is loaded.
pub(crate) struct Proofs {
    calendar: CalendarTable,
    triage: Option<TriageTable>,
    /// For each entry of the list of procedures; nothing for statements of absence.
    procedures: Vec<Option<CompiledProcedure>>,
}

impl Proofs {
    /// Compiles and proves; whatever fails is reported.
    pub(crate) fn new(document: &Document, reader: &mut Reader) -> Self {
        let calendar = match &document.calendar {
            Some(calendar) => {
                reader.within_known("calendar", |reader| CalendarTable::compile(calendar, reader))
            }
            None => None,
        };
        let triage = document.triage.given().and_then(|triage| {
            reader.within_known("triage", |reader| TriageTable::compile(triage, reader))
        });
        let scales = document.triage.given().map_or(&[][..], Triage::scales);
        if let Stated::Given(agenda) = &document.agenda {
            let dimensions: Vec<Dimension> = scales.iter().map(Scale::dimension).collect();
            reader.within_known("agenda", |reader| agenda.validate(&dimensions, reader));
        }
        Self {
            calendar: calendar.unwrap_or_default(),
            triage,
            procedures: procedures(document, scales, reader),
        }
    }
}

/// Proves each procedure; the markings of all of them together are bounded, too.
///
/// The bound is divided equally beforehand, so that whether a procedure can be proved depends
/// neither on the order of the list nor on how hard the others are.
fn procedures(
    document: &Document,
    scales: &[Scale],
    reader: &mut Reader,
) -> Vec<Option<CompiledProcedure>> {
    let given = document.procedures.iter().filter(|listed| listed.given().is_some()).count();
    let given = u64::try_from(given).unwrap_or(u64::MAX).max(1);
    let share = bounds::CHARTER_MARKINGS.largest() / given;
    let mut compiled = Vec::with_capacity(document.procedures.len());
    for (index, listed) in document.procedures.iter().enumerate() {
        let proved = listed.given().and_then(|procedure| {
            reader.at_entry("procedures", index, |reader| prove(procedure, scales, share, reader))
        });
        compiled.push(proved);
    }
    compiled
}

impl Charter {
    /// A procedure in its compiled form, as cases run it.
    ///
    /// # Errors
    ///
    /// When the charter does not list the procedure.
    ///
    /// ```
    /// use cogov::{Charter, ProcedureKey, ProblemCode};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let compiled = charter.compiled(&ProcedureKey::new("four-party")?)?;
    /// assert_eq!(compiled.steps().len(), 7, "of the 8 listed one is stated to be absent");
    ///
    /// let error = charter.compiled(&ProcedureKey::new("five-party")?).unwrap_err();
    /// assert_eq!(error.code(), ProblemCode::UnknownKey);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn compiled(&self, key: &ProcedureKey) -> Result<&CompiledProcedure, Problem> {
        let document = self.document();
        let found = self.names().procedures.find(&document.procedures, key.as_str());
        found.and_then(|index| self.proofs().procedures.get(index)?.as_ref()).ok_or_else(|| {
            let known = document.procedures.iter().filter_map(|listed| listed.given());
            Problem::unknown_key("procedures", key.as_str(), known.map(|p| p.key().as_str()))
        })
    }

    /// Where a procedure stands in the list, for [`Charter::compiled_at`].
    pub(crate) fn procedure_entry(&self, key: &ProcedureKey) -> Option<usize> {
        self.names().procedures.find(&self.document().procedures, key.as_str())
    }

    /// The compiled form of the procedure at a place of the list.
    pub(crate) fn compiled_at(&self, entry: usize) -> Option<&CompiledProcedure> {
        self.proofs().procedures.get(entry)?.as_ref()
    }

    /// The triage table, if the charter has one.
    ///
    /// ```
    /// use cogov::Charter;
    ///
    /// let completed = Charter::builtin("cuizhuyuan-completed").unwrap();
    /// assert!(completed.triage_table().is_some_and(|table| table.rows().len() > 0));
    /// assert!(Charter::builtin("cuizhuyuan-found").unwrap().triage_table().is_none());
    /// ```
    #[must_use]
    pub fn triage_table(&self) -> Option<&TriageTable> {
        self.proofs().triage.as_ref()
    }

    /// Where a topic goes, by which row, and why; nothing, if the charter has no triage table.
    ///
    /// # Errors
    ///
    /// Those of [`TriageTable::route`].
    ///
    /// ```
    /// use cogov::triage::Dimension;
    /// use cogov::values::LevelKey;
    /// use cogov::{Charter, Topic};
    ///
    /// let charter = Charter::builtin("cuizhuyuan-completed").unwrap();
    /// let mut topic = Topic::new();
    /// for (dimension, levels) in charter.triage_table().unwrap().scales() {
    ///     topic = topic.with(dimension, levels[0].clone());
    /// }
    /// let routing = charter.route(&topic)?.unwrap();
    /// assert!(routing.route().is_some());
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    pub fn route(&self, topic: &Topic) -> Result<Option<Routing>, Invalid> {
        self.triage_table().map(|table| table.route(topic)).transpose()
    }

    /// The calendar, ready to count days: the charter's own, or universal time with Saturdays
    /// and Sundays free.
    ///
    /// ```
    /// use cogov::{Charter, Date};
    ///
    /// let charter = Charter::from_json(r#"{
    ///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
    ///     "calendar": {"holidays": ["2026-10-01"]}
    /// }"#)?;
    /// let thursday = Date::new(2026, 10, 1).unwrap();
    /// assert!(!charter.calendar_table().is_working_day(thursday));
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    #[must_use]
    pub fn calendar_table(&self) -> &CalendarTable {
        &self.proofs().calendar
    }
}
