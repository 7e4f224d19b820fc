//! What somebody contributed: the input of an assessment.

use serde::{Serialize, Serializer};

use crate::conduct::definition::Mark;
use crate::conduct::points::Points;
use crate::json::{Decode, Kind, Node, Reader, read_document};
use crate::problem::{Arg, Invalid, Problem, ProblemCode};
use crate::time::Date;
use crate::values::bounds;
use crate::values::key::ContributionKey;
use crate::values::record::record;
use crate::values::text::Text;

/// Which of the authors of a joint piece of work somebody is: the second of three, `[2, 3]`.
///
/// ```
/// use cogov::conduct::Authorship;
///
/// let second = Authorship::new(2, 3)?;
/// assert_eq!((second.place(), second.authors()), (2, 3));
/// assert!(Authorship::new(4, 3).is_err());
/// # Ok::<(), cogov::Problem>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Authorship {
    place: u64,
    authors: u64,
}

impl Authorship {
    /// The author at a place, from 1, among so many.
    ///
    /// # Errors
    ///
    /// When a number is 0 (`zero-number`), the place is after the last author (`unknown-value`),
    /// or there are more than 1,000 (`bound-exceeded`).
    ///
    /// ```
    /// use cogov::ProblemCode;
    /// use cogov::conduct::Authorship;
    ///
    /// assert_eq!(Authorship::new(1, 3)?.authors(), 3);
    /// assert_eq!(Authorship::new(0, 3).unwrap_err().code(), ProblemCode::ZeroNumber);
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub fn new(place: u64, authors: u64) -> Result<Self, Problem> {
        bounds::AUTHORS.check_positive(authors)?;
        bounds::AUTHORS.check_positive(place)?;
        if place > authors {
            let (en, zh) = (format!("1 to {authors}"), format!("1 至 {authors}"));
            return Err(Problem::alone(
                ProblemCode::UnknownValue,
                vec![Arg::plain("found", place), Arg::bilingual("known", en, zh)],
            ));
        }
        Ok(Self { place, authors })
    }

    /// The place, from 1.
    #[must_use]
    pub const fn place(self) -> u64 {
        self.place
    }

    /// How many authors there are.
    #[must_use]
    pub const fn authors(self) -> u64 {
        self.authors
    }
}

impl Serialize for Authorship {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.place, self.authors).serialize(serializer)
    }
}

crate::json::deserialize!(Authorship);

impl Decode for Authorship {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        const EXPECTED: Kind =
            Kind::new("a place among authors such as [2, 3]", "作者次序，如 [2, 3]");
        let Node::Array(parts) = node else {
            reader.wrong_type(EXPECTED, node);
            return None;
        };
        let Some([place, authors]) = parts.pair() else {
            reader.wrong_type(EXPECTED, node);
            return None;
        };
        let place = reader.within_index(0, |reader| reader.positive(&place, bounds::AUTHORS));
        let authors = reader.within_index(1, |reader| reader.positive(&authors, bounds::AUTHORS));
        let (place, authors) = (place?, authors?);
        // Both are at least 1 and within their bound: it can only be the place.
        reader.within_index(0, |reader| reader.adopt(Self::new(place, authors)))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Authorship {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Authorship".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let number = schemars::json_schema!({ "type": "integer", "minimum": 1, "maximum": 1000 });
        schemars::json_schema!({
            "description": "The place among the authors, and how many there are.",
            "type": "array",
            "prefixItems": [number, number],
            "items": false,
            "minItems": 2
        })
    }
}

record! {
    /// One thing that somebody did or missed.
    ///
    /// A piece of work that was submitted and then filed is two contributions, one for each mark.
    ///
    /// ```
    /// use cogov::conduct::{Authorship, Contribution, Mark};
    /// use cogov::values::ContributionKey;
    /// use cogov::{Date, Text};
    ///
    /// let list = Contribution::list_from_json(
    ///     r#"[{"kind": "proposal", "on": "2019-03-01", "mark": "filed", "author": [2, 3]}]"#,
    /// )?;
    /// assert_eq!(list[0].mark(), Mark::Filed);
    /// assert!(Contribution::list_from_json(r#"[{"kind": "proposal"}]"#).is_err());
    ///
    /// // A second one of the same day: the note tells them apart.
    /// let lifts = Contribution::new(ContributionKey::new("proposal")?, Date::new(2019, 3, 1)?, Mark::Filed)
    ///     .with_author(Authorship::new(2, 3)?)
    ///     .with_note(Text::bilingual("Lifts for old buildings", "关于老旧小区加装电梯的提案")?);
    /// assert_eq!(lifts.author(), list[0].author());
    /// assert!(list[0].note().is_none() && lifts != list[0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Contribution("a contribution: {\"kind\": …, \"on\": …, \"mark\": …}", "履职记录：{\"kind\": …, \"on\": …, \"mark\": …}"; at most CONTRIBUTIONS) {
        required {
            /// Of which kind.
            kind: ContributionKey,
            /// On which day.
            on: Date as copy,
            /// What became of it.
            mark: Mark as copy,
        }
        option {
            /// Which of several authors; alone, if left out.
            author, with_author: Authorship as copy,
            /// The points that were awarded, for an item that is worth what is awarded.
            points, with_points: Points as copy,
            /// What it was, in words; tells two apart that are otherwise the same.
            note, with_note: Text,
        }
    }
}

impl Contribution {
    /// Reads a JSON list of contributions.
    ///
    /// # Errors
    ///
    /// Every problem of the text, with path and place.
    ///
    /// ```
    /// use cogov::conduct::Contribution;
    ///
    /// let list = Contribution::list_from_json(
    ///     r#"[{"kind": "plenary", "on": "2024-01-10", "mark": "unexcused"}]"#,
    /// )?;
    /// assert_eq!(list[0].on().to_string(), "2024-01-10");
    ///
    /// let error = Contribution::list_from_json(r#"[{"kind": "plenary", "on": "2024-02-30", "mark": "unexcused"}]"#)
    ///     .unwrap_err();
    /// assert_eq!(error.first().path().to_string(), "[0].on");
    /// # Ok::<(), cogov::Invalid>(())
    /// ```
    pub fn list_from_json(text: &str) -> Result<Vec<Self>, Invalid> {
        read_document(text, |node, reader| reader.list(node, bounds::CONTRIBUTIONS))
    }
}
