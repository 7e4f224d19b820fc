//! What a points table came to: the total, its accounts, and a line for each contribution.

use serde::Serialize;

use crate::conduct::contribution::Authorship;
use crate::conduct::definition::Mark;
use crate::conduct::points::Points;
use crate::conduct::window::Stretch;
use crate::time::Date;
use crate::values::choice::choice;
use crate::values::key::{AccountKey, BandKey, ContributionKey};
use crate::values::text::Text;

choice! {
    /// How a limit changed points.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::conduct::Limit;
    ///
    /// assert_eq!(Limit::Capped.label(Lang::Zh), "封顶");
    /// assert_eq!(Limit::Floored.to_string(), "floored");
    /// ```
    #[non_exhaustive]
    pub enum Limit in conduct {
        /// Brought down to the cap.
        Capped = "capped", "capped", "封顶";
        /// Brought up to the floor.
        Floored = "floored", "floored", "保底";
    }
}

/// Points: what was counted over which days, and what the total means.
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
/// let score = found.score().unwrap();
/// assert_eq!(score.total(), 40.into());
/// assert_eq!((score.base(), score.raw(), score.limit()), (0.into(), 40.into(), None));
/// assert_eq!((score.passed(), score.band()), (None, None), "the policy has neither pass nor bands");
/// assert_eq!((score.lines().len(), score.years().len()), (1, 1));
/// assert_eq!(score.counted(), window.stretch());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Score {
    pub(super) counted: Stretch,
    pub(super) base: Points,
    pub(super) accounts: Vec<AccountStanding>,
    pub(super) raw: Points,
    pub(super) total: Points,
    pub(super) limit: Option<Limit>,
    pub(super) band: Option<BandStanding>,
    pub(super) passed: Option<bool>,
    pub(super) lines: Vec<Line>,
    pub(super) years: Vec<YearTotal>,
}

impl Score {
    /// The days that were counted: the window, or its last whole year for an annual table. An
    /// annual table without a whole year in the window counts nothing, and there is no score.
    #[must_use]
    pub const fn counted(&self) -> Stretch {
        self.counted
    }

    /// The points that everybody begins with.
    #[must_use]
    pub const fn base(&self) -> Points {
        self.base
    }

    /// The accounts in the order of the policy; last, if there is any, what counts straight into
    /// the total.
    #[must_use]
    pub fn accounts(&self) -> &[AccountStanding] {
        &self.accounts
    }

    /// Base and accounts together, before the table's own cap and floor.
    #[must_use]
    pub const fn raw(&self) -> Points {
        self.raw
    }

    /// The total.
    #[must_use]
    pub const fn total(&self) -> Points {
        self.total
    }

    /// Whether the table's cap or floor changed the total.
    #[must_use]
    pub const fn limit(&self) -> Option<Limit> {
        self.limit
    }

    /// The band of the total; none below the lowest.
    #[must_use]
    pub const fn band(&self) -> Option<&BandStanding> {
        self.band.as_ref()
    }

    /// Whether the total passes, where the policy says what passes.
    #[must_use]
    pub const fn passed(&self) -> Option<bool> {
        self.passed
    }

    /// What each contribution that was counted is worth, by day.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The total of each whole year of the window.
    #[must_use]
    pub fn years(&self) -> &[YearTotal] {
        &self.years
    }
}

/// The table applied to one whole year.
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
/// let year = found.score().unwrap().years()[0];
/// assert_eq!((year.year().first_day().year(), year.total()), (2024, 40.into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct YearTotal {
    pub(super) year: Stretch,
    pub(super) total: Points,
}

impl YearTotal {
    /// The year.
    #[must_use]
    pub const fn year(self) -> Stretch {
        self.year
    }

    /// Its total.
    #[must_use]
    pub const fn total(self) -> Points {
        self.total
    }
}

/// What an account came to.
///
/// ```
/// use cogov::{ConductPolicy, Lang};
/// use cogov::conduct::{Contribution, Window, assess};
///
/// let policy = ConductPolicy::builtin("jinan-2015").unwrap();
/// let list = Contribution::list_from_json(
///     r#"[{"kind": "plenary", "on": "2024-01-10", "mark": "unexcused"}]"#,
/// )?;
/// let window = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
/// let standing = assess(&policy, &list, window);
/// let found = standing.assessment().unwrap();
/// let account = &found.score().unwrap().accounts()[0];
/// assert_eq!((account.start(), account.deductions()), (70.into(), (-30).into()));
/// assert_eq!((account.raw(), account.limit()), (40.into(), None));
/// assert_eq!((account.additions(), account.counted()), (0.into(), 40.into()));
/// assert_eq!(account.account().map(|key| key.as_str()), Some("base"));
/// assert_eq!(account.name().map(|name| name.get(Lang::Zh)), Some("基础分"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountStanding {
    pub(super) account: Option<AccountKey>,
    pub(super) name: Option<Text>,
    pub(super) start: Points,
    pub(super) additions: Points,
    pub(super) deductions: Points,
    pub(super) raw: Points,
    pub(super) counted: Points,
    pub(super) limit: Option<Limit>,
}

impl AccountStanding {
    /// The account; none for what counts straight into the total.
    #[must_use]
    pub const fn account(&self) -> Option<&AccountKey> {
        self.account.as_ref()
    }

    /// Its name; none for what counts straight into the total.
    #[must_use]
    pub const fn name(&self) -> Option<&Text> {
        self.name.as_ref()
    }

    /// What it started with.
    #[must_use]
    pub const fn start(&self) -> Points {
        self.start
    }

    /// What was added.
    #[must_use]
    pub const fn additions(&self) -> Points {
        self.additions
    }

    /// What was deducted, as a negative number.
    #[must_use]
    pub const fn deductions(&self) -> Points {
        self.deductions
    }

    /// All together, before cap and floor.
    #[must_use]
    pub const fn raw(&self) -> Points {
        self.raw
    }

    /// What counts into the total.
    #[must_use]
    pub const fn counted(&self) -> Points {
        self.counted
    }

    /// Whether cap or floor changed it.
    #[must_use]
    pub const fn limit(&self) -> Option<Limit> {
        self.limit
    }
}

/// The band that a total is in.
///
/// ```
/// use cogov::conduct::{Band, PointsTable, Window, assess};
/// use cogov::values::{BandKey, ConductKey};
/// use cogov::{ConductPolicy, Text};
///
/// let table = PointsTable::new()
///     .with_base(85)
///     .with_bands([Band::new(BandKey::new("good")?, Text::bilingual("Good", "称职")?, 80)]);
/// let policy = ConductPolicy::new(ConductKey::new("members")?, Text::new("Members")?).with_points(table);
/// let window = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
/// let standing = assess(&policy, &[], window);
/// let band = standing.assessment().and_then(|found| found.score()?.band());
/// assert_eq!(band.map(|band| band.key().as_str()), Some("good"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BandStanding {
    pub(super) key: BandKey,
    pub(super) name: Text,
}

impl BandStanding {
    /// Its key.
    #[must_use]
    pub const fn key(&self) -> &BandKey {
        &self.key
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &Text {
        &self.name
    }
}

choice! {
    /// How the points of a line came about.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::conduct::LineReason;
    ///
    /// let reason: LineReason = "too_many_authors".parse()?;
    /// assert_eq!(reason.label(Lang::En), "nothing: too many authors");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum LineReason in conduct {
        /// As the item says.
        AsStated = "as_stated", "as the table says", "按表计分";
        /// As was awarded.
        AsAwarded = "as_awarded", "as awarded", "按奖扣记录计分";
        /// The author's share of joint work.
        Shared = "shared", "share of joint work", "联名分享";
        /// Nothing, because there are more authors than may be.
        TooManyAuthors = "too_many_authors", "nothing: too many authors", "不计分：人数超限";
        /// Nothing, because no points were recorded with what is worth what is awarded.
        NoneRecorded = "none_recorded", "nothing: no points were recorded", "不计分：未记载分值";
    }
}

/// What one contribution is worth.
///
/// ```
/// use cogov::ConductPolicy;
/// use cogov::conduct::{Contribution, LineReason, Mark, Window, assess};
///
/// let policy = ConductPolicy::builtin("jinan-2015").unwrap();
/// let list = Contribution::list_from_json(
///     r#"[{"kind": "plenary", "on": "2024-01-10", "mark": "unexcused"}]"#,
/// )?;
/// let window = Window::new("2024-01-01".parse()?, "2025-01-01".parse()?)?;
/// let standing = assess(&policy, &list, window);
/// let found = standing.assessment().unwrap();
/// let line = &found.score().unwrap().lines()[0];
/// assert_eq!((line.contribution(), line.points()), (0, (-30).into()));
/// assert_eq!(line.reason(), LineReason::AsStated);
/// assert_eq!((line.full(), line.item()), ((-30).into(), 0));
/// assert_eq!((line.on(), line.kind().as_str()), ("2024-01-10".parse()?, "plenary"));
/// assert_eq!((line.mark(), line.author()), (Mark::Unexcused, None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    pub(super) contribution: usize,
    pub(super) on: Date,
    pub(super) kind: ContributionKey,
    pub(super) mark: Mark,
    pub(super) author: Option<Authorship>,
    pub(super) item: usize,
    pub(super) full: Points,
    pub(super) points: Points,
    pub(super) reason: LineReason,
}

impl Line {
    /// Its place in the list that was assessed, from 0.
    #[must_use]
    pub const fn contribution(&self) -> usize {
        self.contribution
    }

    /// The day of the contribution.
    #[must_use]
    pub const fn on(&self) -> Date {
        self.on
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> &ContributionKey {
        &self.kind
    }

    /// What is noted of it: attended, absent without excuse, filed and so on.
    #[must_use]
    pub const fn mark(&self) -> Mark {
        self.mark
    }

    /// Which of several authors somebody was, where the work was joint.
    #[must_use]
    pub const fn author(&self) -> Option<Authorship> {
        self.author
    }

    /// The place of the item in the table, from 0.
    #[must_use]
    pub const fn item(&self) -> usize {
        self.item
    }

    /// What the item is worth to somebody alone.
    #[must_use]
    pub const fn full(&self) -> Points {
        self.full
    }

    /// What it is worth here.
    #[must_use]
    pub const fn points(&self) -> Points {
        self.points
    }

    /// How that came about.
    #[must_use]
    pub const fn reason(&self) -> LineReason {
        self.reason
    }
}
