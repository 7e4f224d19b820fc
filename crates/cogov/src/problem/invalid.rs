//! Everything that is wrong with a document.

use std::fmt;

use serde::Serialize;

use crate::problem::{Location, Problem};
use crate::values::bounds;
use crate::values::lang::Lang;

/// Everything that was found wrong with a document: at least one [`Problem`], and at most 1,000; if
/// there is one more, it is left out and reading stops. They are in the order in which they stand in
/// the text; where there is no text, in that of the checks.
///
/// It is the error of whatever reads or proves something that has parts: a charter, a conduct
/// policy, a procedure, a calendar, a triage table.
///
/// ```
/// use cogov::{Charter, Lang, ProblemCode};
///
/// let error = Charter::from_json(r#"{"format": "cogov/1", "key": "Court",
///     "version": 1, "titel": "Court", "title": "Court", "places": null}"#).unwrap_err();
/// assert_eq!(error.to_string(), r#"key (line 1, column 30): "Court" is not a key: it does not begin with a letter from a to z; and 2 more problems"#);
/// assert_eq!(error.first().code(), ProblemCode::InvalidKey);
/// for problem in &error {
///     eprintln!("{problem}\n    {}", problem.help(Lang::En));
/// }
/// // Or all of it at once, for people:
/// assert!(error.to_text(Lang::Zh).contains("实为空值 null"));
/// ```
///
/// In JSON: `{"problems": […], "is_cut_short": false}`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Invalid {
    /// Never empty.
    problems: Vec<Problem>,
    /// Whether reading stopped at one that was left out.
    is_cut_short: bool,
}

/// Problems as they are found, as many as are told, and whether one was left out.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) problems: Vec<Problem>,
    pub(crate) is_cut_short: bool,
}

impl Invalid {
    /// The error of these problems, unless there are none.
    fn of(found: Found) -> Option<Self> {
        let Found { problems, is_cut_short } = found;
        (!problems.is_empty()).then_some(Self { problems, is_cut_short })
    }

    /// The value, unless something was found wrong with it.
    pub(crate) fn unless_sound<T>(value: Option<T>, found: Found) -> Result<T, Self> {
        match (value, Self::of(found)) {
            (_, Some(invalid)) => Err(invalid),
            (Some(value), None) => Ok(value),
            // What cannot be read says why. Should it not, that is no reason to panic.
            (None, None) => {
                Err(Self::from(Problem::alone(crate::problem::ProblemCode::MissingField, vec![])))
            }
        }
    }

    /// The problems of one line of a text, with the number that it has there.
    pub(crate) fn on_line(mut self, number: usize) -> Self {
        for problem in &mut self.problems {
            let column = problem.location().map_or(1, Location::column);
            problem.place(Location::new(number, column));
        }
        self
    }

    /// What is wrong: at least one problem.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The first problem.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "there is always at least one")]
    pub fn first(&self) -> &Problem {
        &self.problems[0]
    }

    /// Whether reading stopped, because there was one more problem than are told: when these are
    /// mended, there may be others.
    ///
    /// ```
    /// use cogov::Charter;
    ///
    /// let with_wrong_matters = |many: usize| {
    ///     let matters = vec!["false"; many].join(",");
    ///     Charter::from_json(&format!(
    ///         r#"{{"format": "cogov/1", "key": "court", "version": 1, "title": "Court",
    ///              "matters": [{matters}]}}"#,
    ///     ))
    /// };
    /// assert!(!with_wrong_matters(1_000).unwrap_err().is_cut_short());
    /// let error = with_wrong_matters(1_001).unwrap_err();
    /// assert_eq!((error.problems().len(), error.is_cut_short()), (1_000, true));
    /// ```
    #[must_use]
    pub const fn is_cut_short(&self) -> bool {
        self.is_cut_short
    }

    /// Every problem with its help, a line each; at the end, if there are more than are told, that
    /// reading stopped.
    ///
    /// ```
    /// use cogov::{Charter, Lang};
    ///
    /// let error = Charter::from_json("{\"format\": \"cogov/1\",\n \"key\": \"court\",\n \"version\": 0,\n \"title\": \"Court\"}");
    /// assert_eq!(error.unwrap_err().to_text(Lang::En), "\
    /// version (line 3, column 13): the number is zero
    ///     write a number of at least 1
    /// ");
    /// ```
    #[must_use]
    pub fn to_text(&self, lang: Lang) -> String {
        let mut text = String::new();
        for problem in &self.problems {
            text.push_str(&problem.to_line(lang));
            text.push_str("\n    ");
            text.push_str(&problem.help(lang));
            text.push('\n');
        }
        if self.is_cut_short {
            let most = bounds::PROBLEMS.largest();
            text.push_str(&match lang {
                Lang::En => {
                    format!("reading stopped at {most} problems; mend these, there may be more\n")
                }
                Lang::Zh => {
                    format!("发现 {most} 个问题后已停止读取；请先修正以上问题，其后可能还有\n")
                }
            });
        }
        text
    }
}

/// What [`Invalid::to_text`] prints in English, since this is what `unwrap` and a `main` that
/// returns a `Result` show. It is for people, not for parsing.
///
/// ```
/// let error = cogov::Charter::from_json("").unwrap_err();
/// assert_eq!(format!("{error:?}\n"), error.to_text(cogov::Lang::En));
/// ```
impl fmt::Debug for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.to_text(Lang::En).trim_end())
    }
}

/// The first problem, and how many more there are.
impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first())?;
        match self.problems.len() {
            0 | 1 => Ok(()),
            2 => f.write_str("; and 1 more problem"),
            many => write!(f, "; and {} more problems", many.saturating_sub(1)),
        }?;
        if self.is_cut_short { f.write_str(", where reading stopped") } else { Ok(()) }
    }
}

impl std::error::Error for Invalid {}

impl From<Problem> for Invalid {
    fn from(problem: Problem) -> Self {
        Self { problems: vec![problem], is_cut_short: false }
    }
}

impl IntoIterator for Invalid {
    type Item = Problem;
    type IntoIter = std::vec::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.problems.into_iter()
    }
}

impl<'i> IntoIterator for &'i Invalid {
    type Item = &'i Problem;
    type IntoIter = std::slice::Iter<'i, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.problems.iter()
    }
}
