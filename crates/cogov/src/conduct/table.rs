//! The points table: accounts, items and bands.

use serde::{Serialize, Serializer};

use crate::conduct::definition::{Mark, SeatRole};
use crate::conduct::points::Points;
use crate::conduct::sharing::Sharing;
use crate::json::{Decode, Node, Reader};
use crate::values::choice::choice;
use crate::values::key::{AccountKey, BandKey, ContributionKey};
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// What a points table is applied to.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::conduct::PointsPeriod;
    ///
    /// let per: PointsPeriod = "year".parse()?;
    /// assert_eq!(per.label(Lang::Zh), "年度");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum PointsPeriod in conduct {
        /// Each year for itself; the total is that of the last whole year.
        Year = "year", "year", "年度";
        /// The whole window that is assessed.
        Window = "window", "window", "考核期";
    }
}

record! {
    /// A group of items that are counted together.
    ///
    /// It counts its start and what its items add and deduct, then is brought down to its cap
    /// and up to its floor.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::conduct::Account;
    /// use cogov::values::AccountKey;
    ///
    /// let account = Account::new(AccountKey::new("attendance")?, Text::bilingual("Attendance", "参会")?)
    ///     .with_start(50)
    ///     .with_floor(0);
    /// assert_eq!((account.floor(), account.cap()), (Some(0.into()), None), "no cap");
    ///
    /// let capped = account.with_cap(60);
    /// assert_eq!(capped.cap(), Some(60.into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Account("an account of a points table", "计分表的分项"; at most ACCOUNTS) {
        required {
            /// The key by which items refer to it.
            key: AccountKey,
            /// Its name.
            name: Text,
        }
        option {
            /// The points that it starts with; none, if left out.
            start, with_start: Points as copy,
            /// The most that it counts.
            cap, with_cap: Points as copy,
            /// The least that it counts.
            floor, with_floor: Points as copy,
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

/// What an item is worth.
///
/// In JSON the points, or `"as_awarded"`.
///
/// ```
/// use cogov::conduct::Worth;
///
/// assert_eq!(serde_json::to_string(&Worth::from(-10))?, "-10");
/// assert_eq!(serde_json::from_str::<Worth>(r#""as_awarded""#)?, Worth::AsAwarded);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Worth {
    /// So many points each time; a deduction, if negative.
    Fixed(Points),
    /// The points that were recorded with the contribution: somebody else awards them.
    AsAwarded,
}

impl From<Points> for Worth {
    fn from(points: Points) -> Self {
        Self::Fixed(points)
    }
}

impl From<i32> for Worth {
    fn from(points: i32) -> Self {
        Self::Fixed(points.into())
    }
}

impl Serialize for Worth {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Fixed(points) => points.serialize(serializer),
            Self::AsAwarded => serializer.serialize_str("as_awarded"),
        }
    }
}

crate::json::deserialize!(Worth);

impl Decode for Worth {
    fn decode(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        match node {
            Node::String("as_awarded") => Some(Self::AsAwarded),
            Node::String(word) => {
                reader.unknown_value(word, ["as_awarded"].into_iter());
                None
            }
            other => Points::decode(other, reader).map(Self::Fixed),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Worth {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Worth".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let points = generator.subschema_for::<Points>();
        schemars::json_schema!({ "anyOf": [points, { "const": "as_awarded" }] })
    }
}

record! {
    /// A row of a points table: what one contribution is worth.
    ///
    /// Where one row is for everybody and another for a role, the one for the role is used.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::conduct::{Item, Mark, Sharing};
    /// use cogov::values::ContributionKey;
    ///
    /// let joint = Item::new(ContributionKey::new("proposal")?, Mark::Filed, 15)
    ///     .with_sharing(Sharing::Equally)
    ///     .with_most_authors(3_u64)
    ///     .with_source(Text::new("annex 1, row 7")?);
    /// assert!(joint.role().is_none() && joint.account().is_none(), "for everybody");
    /// assert!(joint.source().is_some());
    /// assert_eq!((joint.sharing(), joint.most_authors()), (Some(Sharing::Equally), Some(3)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Item("an item of a points table", "计分表的条目"; at most TABLE_ITEMS) {
        required {
            /// The kind of contribution.
            kind: ContributionKey,
            /// What became of it.
            mark: Mark as copy,
            /// What it is worth, each time.
            points: Worth as copy,
        }
        option {
            /// The account that it counts in; straight into the total, if left out.
            account, with_account: AccountKey,
            /// For whom; everybody, if left out.
            role, with_role: SeatRole as copy,
            /// How joint authors share; each has all, if left out.
            sharing, with_sharing: Sharing as copy,
            /// The most authors that one may have; one with more is worth nothing.
            most_authors, with_most_authors: u64 as count,
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

record! {
    /// A band of totals: from so many points on, up to the next band.
    ///
    /// ```
    /// use cogov::Text;
    /// use cogov::conduct::{Band, Points};
    /// use cogov::values::BandKey;
    ///
    /// let good = Band::new(BandKey::new("good")?, Text::bilingual("Good", "称职")?, 80);
    /// assert_eq!(good.from(), Points::from(80));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct Band("a band of a points table", "计分表的等次") {
        required {
            /// Its key.
            key: BandKey,
            /// Its name.
            name: Text,
            /// The least total that is in it.
            from: Points as copy,
        }
        option {
            /// Where this is said.
            source, with_source: Text,
        }
    }
}

record! {
    /// A points table: a base, items in accounts, and what the total means.
    ///
    /// ```
    /// use cogov::conduct::{Account, Band, Item, Mark, PointsPeriod, PointsTable};
    /// use cogov::values::{AccountKey, BandKey, ContributionKey};
    /// use cogov::Text;
    ///
    /// let attendance = AccountKey::new("attendance")?;
    /// let table = PointsTable::new()
    ///     .with_per(PointsPeriod::Year)
    ///     .with_cap(100)
    ///     .with_pass(60)
    ///     .with_accounts([
    ///         Account::new(attendance.clone(), Text::new("Attendance")?).with_start(50).with_floor(0),
    ///     ])
    ///     .with_items([
    ///         Item::new(ContributionKey::new("plenary")?, Mark::Unexcused, -10).with_account(attendance),
    ///     ])
    ///     .with_bands([
    ///         Band::new(BandKey::new("excellent")?, Text::new("excellent")?, 90),
    ///         Band::new(BandKey::new("good")?, Text::new("good")?, 80),
    ///     ]);
    /// assert_eq!(table.bands().len(), 2);
    /// assert_eq!((table.pass(), table.floor()), (Some(60.into()), None));
    /// assert_eq!((table.per(), table.cap()), (Some(PointsPeriod::Year), Some(100.into())));
    /// assert_eq!((table.accounts().len(), table.items().len()), (1, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub struct PointsTable("a points table", "计分表") {
        option {
            /// The points that everybody begins with; none, if left out.
            base, with_base: Points as copy,
            /// The highest total.
            cap, with_cap: Points as copy,
            /// The lowest total.
            floor, with_floor: Points as copy,
            /// The least total that passes.
            pass, with_pass: Points as copy,
            /// What it is applied to; the whole window, if left out.
            per, with_per: PointsPeriod as copy,
            /// Where this is said.
            source, with_source: Text,
        }
        list {
            /// Groups of items that are counted together.
            accounts, with_accounts: Account,
            /// What contributions are worth.
            items, with_items: Item,
            /// Bands of totals, from the highest to the lowest or the other way round.
            bands, with_bands: Band,
        }
    }
}
