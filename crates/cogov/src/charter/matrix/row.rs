//! A row of the matrix, in which only those holders stand who have something to do with it.

use serde::{Serialize, Serializer};

use crate::charter::matrix::{Involvement, LeadFlaw};
use crate::position::Function;
use crate::values::key::{MatterKey, PlaceKey};

/// A row of the matrix: a function, on a matter, at a place.
///
/// ```
/// use cogov::charter::Involvement;
/// use cogov::{Charter, Date, Function};
///
/// let charter = Charter::builtin("cuizhuyuan-found").unwrap();
/// let matrix = charter.matrix(Date::new(2026, 6, 1).unwrap());
/// let row = matrix.rows().iter().find(|row| row.function() == Function::Receive).unwrap();
/// let leads = row.cells().find(|(_, marks)| marks.contains(&Involvement::Answers)).unwrap();
/// assert_eq!(serde_json::to_string(&matrix.holders()[leads.0])?, r#"{"party":"residents-committee"}"#);
/// assert_eq!(row.cell(leads.0), leads.1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixRow {
    pub(super) function: Function,
    pub(super) matter: Option<MatterKey>,
    pub(super) place: Option<PlaceKey>,
    #[serde(skip)]
    pub(super) scope: [String; 2],
    pub(super) cells: Cells,
    pub(super) flaw: Option<LeadFlaw>,
}

/// Columns with what stands in them, in order; a column in which nothing stands is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Cells(pub(super) Box<[(u32, Marks)]>);

/// A set of involvements, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks(u8);

impl Marks {
    pub(super) const fn insert(&mut self, mark: Involvement) {
        self.0 |= 1 << mark as u8;
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Involvement> {
        Involvement::ALL.iter().copied().filter(move |mark| self.0 & (1 << *mark as u8) != 0)
    }
}

impl Cells {
    pub(super) fn get(&self, column: usize) -> Marks {
        let found = self.0.binary_search_by_key(&column, |(column, _)| *column as usize);
        found.ok().and_then(|place| self.0.get(place)).map_or(Marks::default(), |cell| cell.1)
    }
}

impl Serialize for Cells {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Cell {
            holder: u32,
            marks: Vec<Involvement>,
        }
        serializer.collect_seq(
            self.0
                .iter()
                .map(|(holder, marks)| Cell { holder: *holder, marks: marks.iter().collect() }),
        )
    }
}

impl MatrixRow {
    /// The function.
    #[must_use]
    pub const fn function(&self) -> Function {
        self.function
    }

    /// The matter, with all below it; every matter, if none.
    #[must_use]
    pub const fn matter(&self) -> Option<&MatterKey> {
        self.matter.as_ref()
    }

    /// The place, with all within it; every place, if none.
    #[must_use]
    pub const fn place(&self) -> Option<&PlaceKey> {
        self.place.as_ref()
    }

    /// What a holder of the matrix has to do with the function, by the number of its column from
    /// 0; nothing, if the cell is empty.
    #[must_use]
    pub fn cell(&self, column: usize) -> Vec<Involvement> {
        self.cells.get(column).iter().collect()
    }

    /// The cells that are not empty: the number of the column, and what stands there.
    pub fn cells(&self) -> impl Iterator<Item = (usize, Vec<Involvement>)> + '_ {
        self.cells.0.iter().map(|(column, marks)| (*column as usize, marks.iter().collect()))
    }

    /// What is wrong with the row, if anything.
    #[must_use]
    pub const fn flaw(&self) -> Option<LeadFlaw> {
        self.flaw
    }
}
