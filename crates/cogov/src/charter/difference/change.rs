//! One change of a charter: to which part, and what it says before and after.

use serde::Serialize;
use serde_json::Value;

use crate::charter::difference::alteration::Alteration;
use crate::values::choice::choice;
use crate::values::lang::Lang;

choice! {
    /// What happened to a part of a charter.
    pub enum ChangeKind in charter {
        /// It is new.
        Added = "added", "added", "新增";
        /// It is gone.
        Removed = "removed", "removed", "删去";
        /// It says something else.
        Changed = "changed", "changed", "修改";
        /// It has another key, and is otherwise the same; so is what refers to it.
        Renamed = "renamed", "renamed", "改键";
    }
}

choice! {
    /// Which part of a charter changed.
    #[non_exhaustive]
    pub enum Section in charter {
        /// What the charter says of itself: title, source, calendar.
        Heading = "heading", "heading", "基本信息";
        /// Places.
        Places = "places", "places", "地点";
        /// Matters.
        Matters = "matters", "matters", "事项";
        /// Parties.
        Parties = "parties", "parties", "主体";
        /// Groups.
        Groups = "groups", "groups", "群体";
        /// Sectors.
        Sectors = "sectors", "sectors", "界别";
        /// Seats.
        Seats = "seats", "seats", "席位";
        /// Liaison.
        Liaison = "liaison", "liaison", "联系机制";
        /// Intake.
        Intake = "intake", "intake", "诉求受理";
        /// Positions.
        Positions = "positions", "positions", "职权职责";
        /// Triage and agenda.
        Triage = "triage", "triage and agenda", "分流与议题";
        /// Decision rules.
        Rules = "rules", "decision rules", "表决规则";
        /// Procedures.
        Procedures = "procedures", "procedures", "程序";
        /// Steps of procedures.
        Steps = "steps", "steps", "步骤";
        /// Conduct, training and incentives.
        Conduct = "conduct", "conduct, training and incentives", "履职、培训与激励";
        /// Acknowledged findings.
        Acknowledged = "acknowledged", "acknowledged findings", "已确认的发现";
    }
}

/// One change from one charter to another.
///
/// ```
/// use cogov::charter::{ChangeKind, Section};
/// use cogov::{Charter, Lang};
///
/// let found = Charter::builtin("cuizhuyuan-found").unwrap();
/// let difference = found.diff(&Charter::builtin("cuizhuyuan-recommended").unwrap());
/// let platform = difference.in_section(Section::Parties).next().unwrap();
/// assert_eq!(platform.kind(), ChangeKind::Changed);
/// assert_eq!(platform.what(Lang::En), "Four-party platform");
/// assert_eq!(platform.fields(), ["meets", "source"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    pub(super) kind: ChangeKind,
    pub(super) section: Section,
    /// What changed, for people.
    pub(super) what: [String; 2],
    /// The fields that say something else, where it changed.
    pub(super) fields: Vec<String>,
    /// What those fields said and say, in words.
    pub(super) alterations: Vec<Alteration>,
    /// How many more there are than are told.
    pub(super) more: usize,
    pub(super) before: Option<Value>,
    pub(super) after: Option<Value>,
}

impl Change {
    /// What it said before, as JSON; nothing, if it is new.
    ///
    /// ```
    /// use cogov::Charter;
    /// use cogov::charter::Section;
    ///
    /// let found = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let difference = found.diff(&Charter::builtin("cuizhuyuan-recommended").unwrap());
    /// let platform = difference.in_section(Section::Parties).next().unwrap();
    /// assert_eq!(platform.before().unwrap()["meets"]["none"], true);
    /// assert!(platform.after().unwrap()["meets"]["none"].is_null());
    /// ```
    #[must_use]
    pub const fn before(&self) -> Option<&Value> {
        self.before.as_ref()
    }

    /// What it says after, as JSON; nothing, if it is gone.
    #[must_use]
    pub const fn after(&self) -> Option<&Value> {
        self.after.as_ref()
    }

    /// What happened to it.
    #[must_use]
    pub const fn kind(&self) -> ChangeKind {
        self.kind
    }

    /// Which part of the charter it is in.
    #[must_use]
    pub const fn section(&self) -> Section {
        self.section
    }

    /// What changed, for people.
    #[must_use]
    pub fn what(&self, lang: Lang) -> &str {
        let [en, zh] = &self.what;
        lang.pick(en, zh)
    }

    /// The fields that say something else, where it changed; `order`, where a procedure stands
    /// elsewhere among those that both charters have.
    #[must_use]
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    /// What the fields said before and say after, in words; at most 12 of them.
    ///
    /// ```
    /// use cogov::charter::Section;
    /// use cogov::{Charter, Lang};
    ///
    /// let found = Charter::builtin("cuizhuyuan-found").unwrap();
    /// let difference = found.diff(&Charter::builtin("cuizhuyuan-recommended").unwrap());
    /// let platform = difference.in_section(Section::Parties).next().unwrap();
    /// assert_eq!(platform.alterations()[0].before(Lang::En), "stated to be absent");
    /// assert_eq!(platform.more_alterations(), 0, "all of them are told");
    /// ```
    #[must_use]
    pub fn alterations(&self) -> &[Alteration] {
        &self.alterations
    }

    /// How many alterations there are besides [`Change::alterations`].
    #[must_use]
    pub const fn more_alterations(&self) -> usize {
        self.more
    }
}
