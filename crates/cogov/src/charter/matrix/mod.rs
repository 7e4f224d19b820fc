//! The responsibility matrix: who does what for which function, at a glance.

mod columns;
mod compute;
mod row;
mod table;

use serde::Serialize;

use crate::position::Holder;
use crate::time::Date;
use crate::values::choice::choice;

pub use row::MatrixRow;

choice! {
    /// What a holder has to do with a function, as one letter of the matrix.
    #[non_exhaustive]
    pub enum Involvement in charter {
        /// Answers for it: has the lead duty.
        Answers = "A", "answers for it (leads)", "牵头负责";
        /// May perform it: has the power.
        Performs = "R", "may perform it (power)", "有权行使";
        /// Has to help: has the support duty.
        Helps = "r", "has to help (supports)", "配合";
        /// Is consulted: is entitled to be heard, to vote, to object or to verify.
        Consulted = "C", "is heard, votes, objects or verifies", "被听取意见、表决、异议或核验";
        /// Is informed: is entitled to be notified, briefed, answered, or to inspect.
        Informed = "I", "is informed", "获得通知、答复或查阅";
        /// Supervises that it is done.
        Supervises = "S", "supervises it", "监督";
        /// Has leadership over it.
        Leadership = "L", "has leadership", "领导";
        /// May not perform it.
        Barred = "X", "may not perform it", "不得行使";
    }
}

choice! {
    /// What is wrong with a row of the matrix. What the charter states is in capitals, as it is an
    /// error of the audit; what it leaves open is a note there.
    #[non_exhaustive]
    pub enum LeadFlaw in charter {
        /// It is stated that nobody leads.
        Gap = "gap", "GAP: nobody leads", "空白：无人牵头";
        /// More than one leads.
        Overlap = "overlap", "OVERLAP: more than one leads", "交叉：多方牵头";
        /// The charter does not say who leads.
        Open = "open", "open: not said who leads", "未定：未规定由谁牵头";
        /// Somebody leads on some of the matters or at some of the places only.
        InPart = "in-part", "led in part only", "仅部分有牵头";
    }
}

/// The responsibility matrix of a charter on a day: RACI, and who supervises.
///
/// A row for each function, for each narrower scope that a position names, and for what two leads
/// have in common that cross (one on a matter everywhere, the other one on every matter at a
/// place); a column for each holder. It is a view: what counts are the positions.
///
/// Cells in which there is nothing take no room. A matrix has at most 20 million cells, and
/// 2 million letters in them. For all rows together some 10 million scopes, holders and statements
/// are looked at, and of each function a million pairs of leads for whether they cross. Rows beyond
/// that are left out, and [`Matrix::rows_left_out`] says how many at most.
///
/// ```
/// use cogov::charter::{Involvement, LeadFlaw};
/// use cogov::{Charter, Date, Lang};
///
/// let charter = Charter::from_json(r#"{
///     "format": "cogov/1", "key": "court", "version": 1, "title": "East Court",
///     "parties": [
///         {"key": "committee", "name": "Owners' committee", "kind": "owners_committee"},
///         {"key": "company", "name": "Property company", "kind": "property_company"}],
///     "positions": [
///         {"holder": {"party": "committee"}, "kinds": ["power", "lead"], "functions": ["decide"]},
///         {"holder": {"party": "company"}, "kinds": ["power"], "functions": ["implement"]}]
/// }"#)?;
/// let matrix = charter.matrix(Date::new(2026, 6, 1).unwrap());
/// assert_eq!(matrix.rows()[0].cell(0), [Involvement::Answers, Involvement::Performs]);
/// assert_eq!(matrix.rows()[1].flaw(), Some(LeadFlaw::Open), "nobody is said to implement");
/// assert_eq!((matrix.holders().len(), matrix.rows_left_out()), (2, 0));
/// assert_eq!((matrix.rows()[0].matter(), matrix.rows()[0].place()), (None, None), "on all, everywhere");
/// assert!(matrix.to_csv(Lang::En).starts_with("function,matter,place,Owners' committee"));
/// # Ok::<(), cogov::Invalid>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Matrix {
    on: Date,
    holders: Vec<Holder>,
    #[serde(skip)]
    names: Vec<[String; 2]>,
    rows: Vec<MatrixRow>,
    rows_left_out: usize,
}

impl Matrix {
    /// The holders: the columns, in the order in which the charter first names them.
    #[must_use]
    pub fn holders(&self) -> &[Holder] {
        &self.holders
    }

    /// The rows, in the order of the functions, the widest scope first.
    #[must_use]
    pub fn rows(&self) -> &[MatrixRow] {
        &self.rows
    }

    /// An upper bound on how many rows were left out; 0 where all are there. Two leads that were not
    /// looked at for whether they cross count as one row, though as a rule they do not cross.
    #[must_use]
    pub const fn rows_left_out(&self) -> usize {
        self.rows_left_out
    }

    /// The day on which the positions were looked at.
    #[must_use]
    pub const fn on(&self) -> Date {
        self.on
    }
}
