//! What an assessment finds: points, band, unmet requirements, and the rung that is due.

use serde::Serialize;

use crate::conduct::definition::ContributionKind;
use crate::conduct::ladder::Sanction;
use crate::conduct::points::Points;
use crate::conduct::rung_due::RungDue;
use crate::conduct::scored::Score;
use crate::conduct::uncounted::{Uncounted, WhyUncounted};
use crate::conduct::unjudged::Unjudged;
use crate::conduct::window::Window;
use crate::time::Validity;
use crate::values::key::{ConductKey, ContributionKey};
use crate::values::text::Text;

/// Where somebody stands under a conduct policy.
///
/// Everything that refers to a contribution does so by its place in the list that was assessed,
/// from 0. Lists are in order of day, so the order in which contributions came in changes nothing
/// but those places.
///
/// ```
/// use cogov::conduct::{Contribution, Window, assess};
/// use cogov::{ConductPolicy, Lang};
///
/// let policy = ConductPolicy::builtin("tongcheng-2019").unwrap();
/// let second_of_three = Contribution::list_from_json(
///     r#"[{"kind": "proposal", "on": "2019-03-01", "mark": "submitted", "author": [2, 3]}]"#,
/// )?;
/// let window = Window::new("2019-01-01".parse()?, "2020-01-01".parse()?)?;
/// let standing = assess(&policy, &second_of_three, window);
/// assert_eq!(standing.total().map(|total| total.to_string()).as_deref(), Some("2.5"));
/// assert!(standing.describe(Lang::Zh).contains("总分：2.5"));
/// assert_eq!((standing.policy(), standing.name()), (policy.key(), policy.name()));
/// assert_eq!(standing.window().years().len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    pub(super) policy: ConductKey,
    pub(super) name: Text,
    pub(super) window: Window,
    pub(super) result: Assessed,
}

/// Whether somebody could be assessed.
///
/// ```
/// use cogov::ConductPolicy;
/// use cogov::conduct::{Assessed, Contribution, Window, assess};
///
/// let policy = ConductPolicy::builtin("jinan-2015").unwrap();
/// let list = Contribution::list_from_json(
///     r#"[{"kind": "plenary", "on": "2024-01-10", "mark": "unexcused"}]"#,
/// )?;
/// let window = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
/// let standing = assess(&policy, &list, window);
/// let found = standing.assessment().unwrap();
/// assert_eq!(standing.result(), &Assessed::Assessed(Box::new(found.clone())));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Assessed {
    /// Assessed.
    Assessed(Box<Assessment>),
    /// Not assessed, and why.
    NotAssessed(NotAssessed),
}

/// Why somebody is not assessed.
///
/// ```
/// use cogov::conduct::{Assessed, NotAssessed, Window, assess};
/// use cogov::{ConductPolicy, Lang, Validity};
///
/// let policy = ConductPolicy::builtin("xuanwei").unwrap();
/// let held = Validity::new().with_from("2024-06-01".parse::<cogov::Date>()?);
/// let window = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?.with_seat_held(held);
/// let standing = assess(&policy, &[], window);
/// let Assessed::NotAssessed(why) = standing.result() else { panic!() };
/// assert!(matches!(why, NotAssessed::SeatNotHeldThroughout(_)));
/// assert!(why.describe(Lang::En).starts_with("only who held the seat for the whole window counts"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NotAssessed {
    /// Only who held the seat for the whole window counts.
    SeatNotHeldThroughout(Validity),
    /// More contributions than are assessed at once.
    TooManyContributions(u64),
    /// More rungs than a ladder may have: the policy was made in Rust and not checked.
    TooManyRungs(u64),
    /// More triggers than a rung may have: the policy was made in Rust and not checked.
    TooManyTriggers(u64),
    /// More requirements than a policy may have: it was made in Rust and not checked.
    TooManyRequirements(u64),
    /// More accounts than a points table may have: it was made in Rust and not checked.
    TooManyAccounts(u64),
    /// The shares cannot be added exactly in 128 bits over 64.
    NotExact,
}

impl Standing {
    /// The policy that was applied.
    #[must_use]
    pub const fn policy(&self) -> &ConductKey {
        &self.policy
    }

    /// The name of the policy.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }

    /// The window that was assessed.
    #[must_use]
    pub const fn window(&self) -> &Window {
        &self.window
    }

    /// The assessment, or why there is none.
    #[must_use]
    pub const fn result(&self) -> &Assessed {
        &self.result
    }

    /// The assessment, if there is one.
    ///
    /// ```
    /// use cogov::conduct::{Contribution, Window, assess};
    /// use cogov::ConductPolicy;
    ///
    /// let policy = ConductPolicy::builtin("tongcheng-2019").unwrap();
    /// let list = Contribution::list_from_json(
    ///     r#"[{"kind": "proposal", "on": "2019-03-01", "mark": "submitted"}]"#,
    /// )?;
    /// let year = Window::new("2019-01-01".parse()?, "2020-01-01".parse()?)?;
    /// let standing = assess(&policy, &list, year);
    /// let assessment = standing.assessment().unwrap();
    /// assert_eq!(assessment.score().map(|score| score.lines().len()), Some(1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn assessment(&self) -> Option<&Assessment> {
        match &self.result {
            Assessed::Assessed(assessment) => Some(assessment),
            Assessed::NotAssessed(_) => None,
        }
    }

    /// The total, where there is an assessment with points: see [`Assessment::score`].
    #[must_use]
    pub fn total(&self) -> Option<Points> {
        Some(self.assessment()?.score()?.total())
    }

    /// The highest rung that is due, if any is: see [`Assessment::due`].
    ///
    /// ```
    /// use cogov::ConductPolicy;
    /// use cogov::conduct::{Contribution, Sanction, Window, assess};
    ///
    /// let policy = ConductPolicy::builtin("jinan-2015").unwrap();
    /// let absent = Contribution::list_from_json(
    ///     r#"[{"kind": "plenary", "on": "2024-01-10", "mark": "unexcused"}]"#,
    /// )?;
    /// let year = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
    /// let standing = assess(&policy, &absent, year);
    /// assert_eq!(standing.due().map(|due| due.rung().sanction()), Some(Sanction::Talk));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn due(&self) -> Option<&RungDue> {
        self.assessment()?.due()
    }

    /// What makes somebody not be nominated again, if anything does: see [`Assessment::not_renominated`].
    #[must_use]
    pub fn not_renominated(&self) -> Option<&RungDue> {
        self.assessment()?.not_renominated()
    }
}

/// What was found about somebody who was assessed.
///
/// ```
/// use cogov::ConductPolicy;
/// use cogov::conduct::{Contribution, Window, assess};
///
/// let policy = ConductPolicy::builtin("jinan-2015").unwrap();
/// let list = Contribution::list_from_json(
///     r#"[{"kind": "plenary", "on": "2024-01-10", "mark": "unexcused"}]"#,
/// )?;
/// let window = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
/// let standing = assess(&policy, &list, window);
/// let found = standing.assessment().unwrap();
/// assert_eq!((found.unmet().len(), found.triggered().len()), (3, 1));
/// assert_eq!(found.kinds(), policy.contributions());
/// assert!(found.repeated().is_empty() && found.uncounted().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assessment {
    pub(super) kinds: Vec<ContributionKind>,
    pub(super) score: Option<Score>,
    pub(super) unmet: Vec<Unmet>,
    pub(super) due: Vec<RungDue>,
    pub(super) unjudged: Vec<Unjudged>,
    pub(super) uncounted: Vec<Uncounted>,
    pub(super) repeated: Vec<usize>,
}

impl Assessment {
    /// The kinds of contribution that the policy lists, with their names.
    #[must_use]
    pub fn kinds(&self) -> &[ContributionKind] {
        &self.kinds
    }

    /// The points; none where the policy counts no points, or counts them by the year and no
    /// whole year lies in the window.
    #[must_use]
    pub const fn score(&self) -> Option<&Score> {
        self.score.as_ref()
    }

    /// The requirements that are not met; none are judged where an annual table, to whose days
    /// they belong, has no whole year in the window.
    #[must_use]
    pub fn unmet(&self) -> &[Unmet] {
        &self.unmet
    }

    /// The highest rung that is due, if any is, from the mildest sanction to the gravest.
    ///
    /// Not being nominated again is none of these: it comes only with the end of the term, beside
    /// whatever else is due, and has [a question of its own](Assessment::not_renominated).
    ///
    /// ```
    /// use cogov::ConductPolicy;
    /// use cogov::conduct::{Contribution, Sanction, Window, assess};
    ///
    /// let policy = ConductPolicy::from_json(r#"{"key": "members", "name": "Members",
    ///     "contributions": [{"key": "plenary", "name": "Plenary"}],
    ///     "ladder": [
    ///         {"sanction": "revoke", "triggers": [{"at_least": 2, "within": "window",
    ///             "kinds": ["plenary"], "marks": ["unexcused"]}]},
    ///         {"sanction": "not_renominate", "triggers": [{"at_least": 1, "within": "window",
    ///             "kinds": ["plenary"], "marks": ["unexcused"]}]}]}"#)?;
    /// let absent = Contribution::list_from_json(
    ///     r#"[{"kind": "plenary", "on": "2024-01-10", "mark": "unexcused"},
    ///         {"kind": "plenary", "on": "2024-07-10", "mark": "unexcused"}]"#,
    /// )?;
    /// let year = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
    /// let twice = assess(&policy, &absent, year.clone());
    /// assert_eq!(twice.due().map(|due| due.rung().sanction()), Some(Sanction::Revoke));
    /// assert_eq!(twice.not_renominated().map(|due| due.index()), Some(1));
    ///
    /// let once = assess(&policy, &absent[..1], year);
    /// assert!(once.due().is_none() && once.not_renominated().is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn due(&self) -> Option<&RungDue> {
        self.due.iter().rfind(|due| due.rung.sanction != Sanction::NotRenominate)
    }

    /// What makes somebody not be nominated again, if anything does: of several such rungs the last
    /// that is triggered.
    #[must_use]
    pub fn not_renominated(&self) -> Option<&RungDue> {
        self.due.iter().rfind(|due| due.rung.sanction == Sanction::NotRenominate)
    }

    /// Every rung that is triggered, in the order of the ladder, not being nominated again among them.
    #[must_use]
    pub fn triggered(&self) -> &[RungDue] {
        &self.due
    }

    /// Triggers that could not be judged from what is known, and why.
    #[must_use]
    pub fn unjudged(&self) -> &[Unjudged] {
        &self.unjudged
    }

    /// What was not counted, and why: contributions that count for nothing, such as one of a kind
    /// that the policy does not know, contributions that have no points, and points that were
    /// left out.
    ///
    /// ```
    /// use cogov::conduct::{Contribution, WhyUncounted, Window, assess};
    /// use cogov::{ConductPolicy, Lang};
    ///
    /// let policy = ConductPolicy::builtin("tongcheng-2019").unwrap();
    /// let misspelt = Contribution::list_from_json(
    ///     r#"[{"kind": "propsal", "on": "2019-03-01", "mark": "submitted"}]"#,
    /// )?;
    /// let window = Window::new("2019-01-01".parse()?, "2020-01-01".parse()?)?;
    /// let standing = assess(&policy, &misspelt, window);
    /// let [uncounted] = standing.assessment().unwrap().uncounted() else { panic!() };
    /// assert_eq!(uncounted.contributions(), [0]);
    /// let WhyUncounted::UnknownKind { nearest, .. } = uncounted.why() else { panic!() };
    /// assert_eq!(nearest.as_ref().map(|kind| kind.as_str()), Some("proposal"));
    /// assert!(standing.describe(Lang::En).contains("no kind of this policy, perhaps proposal is meant"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn uncounted(&self) -> &[Uncounted] {
        &self.uncounted
    }

    /// How many contributions lay outside the window.
    ///
    /// ```
    /// use cogov::conduct::{Contribution, Window, assess};
    /// use cogov::ConductPolicy;
    ///
    /// let policy = ConductPolicy::builtin("tongcheng-2019").unwrap();
    /// let list = Contribution::list_from_json(
    ///     r#"[{"kind": "proposal", "on": "2018-03-01", "mark": "submitted"}]"#,
    /// )?;
    /// let year = Window::new("2019-01-01".parse()?, "2020-01-01".parse()?)?;
    /// let standing = assess(&policy, &list, year);
    /// assert_eq!(standing.assessment().map(|assessment| assessment.outside()), Some(1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn outside(&self) -> u64 {
        let outside = self.uncounted.iter().filter(|one| one.why == WhyUncounted::OutsideWindow);
        outside.map(|one| one.contributions.len() as u64).sum()
    }

    /// Contributions of the same kind, day, mark and note as an earlier one. They count, since a
    /// member may well submit two proposals on a day; somebody should look whether one was
    /// recorded twice. A note tells them apart.
    #[must_use]
    pub fn repeated(&self) -> &[usize] {
        &self.repeated
    }
}

/// A requirement that is not met.
///
/// ```
/// use cogov::ConductPolicy;
/// use cogov::conduct::{Contribution, Window, assess};
///
/// let policy = ConductPolicy::builtin("jinan-2015").unwrap();
/// let list = Contribution::list_from_json(
///     r#"[{"kind": "plenary", "on": "2024-01-10", "mark": "unexcused"}]"#,
/// )?;
/// let window = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
/// let standing = assess(&policy, &list, window);
/// let found = standing.assessment().unwrap();
/// let unmet = &found.unmet()[0];
/// assert_eq!((unmet.requirement(), unmet.found(), unmet.at_least()), (0, 0, 1));
/// assert_eq!((unmet.name(), unmet.kinds()), (policy.requirements()[0].name(), policy.requirements()[0].kinds()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unmet {
    pub(super) requirement: usize,
    pub(super) name: Option<Text>,
    pub(super) kinds: Vec<ContributionKey>,
    pub(super) at_least: u64,
    pub(super) found: u64,
}

impl Unmet {
    /// The place of the requirement in the policy, from 0.
    #[must_use]
    pub const fn requirement(&self) -> usize {
        self.requirement
    }

    /// Its name, where the policy gives it one.
    #[must_use]
    pub const fn name(&self) -> Option<&Text> {
        self.name.as_ref()
    }

    /// The kinds of contribution of which there have to be some.
    #[must_use]
    pub fn kinds(&self) -> &[ContributionKey] {
        &self.kinds
    }

    /// How many there have to be.
    #[must_use]
    pub const fn at_least(&self) -> u64 {
        self.at_least
    }

    /// How many there are.
    #[must_use]
    pub const fn found(&self) -> u64 {
        self.found
    }
}
