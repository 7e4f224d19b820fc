//! What is wrong with numbers that should be an electorate or a tally.

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::decision::definition::Measure;
use crate::decision::wording::noun;
use crate::values::bilingual::Bilingual;
use crate::values::bounds;
use crate::values::choice::choice;
use crate::values::lang::Lang;

choice! {
    /// Who or what is counted on the way to a verdict.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::decision::Quantity;
    ///
    /// let quantity: Quantity = "should_attend".parse()?;
    /// assert_eq!(quantity.label(Lang::Zh), "应到");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    #[non_exhaustive]
    pub enum Quantity in decision {
        /// Those entitled to vote.
        Entitled = "entitled", "entitled", "有表决权";
        /// Those who should attend.
        ShouldAttend = "should_attend", "due to attend", "应到";
        /// Those present.
        Present = "present", "present", "到会";
        /// Those who returned a ballot.
        Participating = "participating", "taking part", "参与表决";
        /// Those who said yes.
        Yes = "yes", "voting yes", "赞成";
        /// Those who said no.
        No = "no", "voting no", "反对";
        /// Those who abstained.
        Abstain = "abstain", "abstaining", "弃权";
        /// Those whose ballot is invalid.
        Invalid = "invalid", "with an invalid ballot", "无效票";
        /// Those with an interest of their own.
        Interested = "interested", "with an interest", "有利害关系";
        /// Those of them who said yes.
        InterestedYes = "interested_yes", "with an interest voting yes", "有利害关系且赞成";
        /// Objections that are sustained, each counted once, whoever raised them.
        Objections = "objections", "sustaining an objection", "坚持反对意见";
    }
}

/// Why numbers cannot be an electorate, a tally, or a tally of that electorate.
///
/// ```
/// use cogov::{Electorate, Lang};
///
/// let electorate = Electorate::heads(100).present(80).fix()?;
/// let error = electorate.tally().yes(60).no(30).close().unwrap_err();
/// assert_eq!(error.code(), "part-exceeds-whole");
/// assert_eq!(error.to_string(), "90 heads taking part are more than the 80 present");
/// assert_eq!(error.message(Lang::Zh), "参与表决的人数 90 超过到会的人数 80");
/// assert_eq!(error.help(Lang::En), "check both numbers; those who are counted in the first are among the second");
/// # Ok::<(), cogov::decision::CountError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.message(Lang::En))]
pub struct CountError {
    measure: Measure,
    fault: Fault,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Fault {
    /// The whole can be counted in another measure than the part.
    Exceeds {
        part: (Quantity, u64),
        whole: (Measure, Quantity, u64),
    },
    TooLarge {
        quantity: Quantity,
    },
    NotInElectorate {
        quantity: Quantity,
    },
}

/// Whether a number is at most 2^53 − 1.
pub(super) fn check_size(
    measure: Measure,
    quantity: Quantity,
    count: u64,
) -> Result<(), CountError> {
    if count <= bounds::INTEGER.largest() {
        Ok(())
    } else {
        Err(CountError { measure, fault: Fault::TooLarge { quantity } })
    }
}

/// As a problem is written, with the measure and the number that is wrong.
impl Serialize for CountError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("CountError", 5)?;
        object.serialize_field("code", self.code())?;
        object.serialize_field("measure", &self.measure())?;
        object.serialize_field("quantity", &self.quantity())?;
        object.serialize_field("message", &Bilingual::of(|lang| self.message(lang)))?;
        object.serialize_field("help", &Bilingual::of(|lang| self.help(lang).to_owned()))?;
        object.end()
    }
}

impl CountError {
    /// Whether the first is small enough to be a part of the second.
    pub(super) fn unless_part(
        measure: Measure,
        part: (Quantity, u64),
        whole: (Quantity, u64),
    ) -> Result<(), Self> {
        check_size(measure, part.0, part.1)?;
        Self::unless_among((measure, part.0, part.1), (measure, whole.0, whole.1))
    }

    /// The same, where the whole is counted in another measure.
    pub(super) const fn unless_among(
        (measure, quantity, count): (Measure, Quantity, u64),
        whole: (Measure, Quantity, u64),
    ) -> Result<(), Self> {
        if count <= whole.2 {
            Ok(())
        } else {
            Err(Self { measure, fault: Fault::Exceeds { part: (quantity, count), whole } })
        }
    }

    pub(super) const fn not_in_electorate(measure: Measure, quantity: Quantity) -> Self {
        Self { measure, fault: Fault::NotInElectorate { quantity } }
    }

    /// The stable code: `part-exceeds-whole`, `bound-exceeded` or `not-in-electorate`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.fault {
            Fault::Exceeds { .. } => "part-exceeds-whole",
            Fault::TooLarge { .. } => "bound-exceeded",
            Fault::NotInElectorate { .. } => "not-in-electorate",
        }
    }

    /// In what the wrong number is counted.
    #[must_use]
    pub const fn measure(&self) -> Measure {
        self.measure
    }

    /// Which number is wrong.
    #[must_use]
    pub const fn quantity(&self) -> Quantity {
        match self.fault {
            Fault::Exceeds { part: (quantity, _), .. }
            | Fault::TooLarge { quantity }
            | Fault::NotInElectorate { quantity } => quantity,
        }
    }

    /// What is wrong, in plain words.
    ///
    /// ```
    /// use cogov::{Electorate, Lang};
    ///
    /// let error = Electorate::heads(100).present(101).fix().unwrap_err();
    /// assert_eq!(error.message(Lang::En), "101 heads present are more than the 100 entitled");
    /// ```
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        // In English units are counted, and not the measure.
        let of = |measure: Measure| match lang {
            Lang::En => noun(measure),
            Lang::Zh => measure.label(lang),
        };
        let measure = of(self.measure);
        let label = self.quantity().label(lang);
        match (lang, self.fault) {
            (Lang::En, Fault::Exceeds { part: (_, found), whole: (other, whole, limit) }) => {
                let whole = whole.label(lang);
                let of = if other == self.measure { "" } else { &format!("{} ", of(other)) };
                format!("{found} {measure} {label} are more than the {limit} {of}{whole}")
            }
            (Lang::Zh, Fault::Exceeds { part: (_, found), whole: (other, whole, limit) }) => {
                let (of, whole) = (of(other), whole.label(lang));
                format!("{label}的{measure} {found} 超过{whole}的{of} {limit}")
            }
            (Lang::En, Fault::TooLarge { .. }) => {
                format!("the number of {measure} {label} is above 2^53 - 1")
            }
            (Lang::Zh, Fault::TooLarge { .. }) => format!("{label}的{measure}超过 2^53 - 1"),
            (Lang::En, Fault::NotInElectorate { .. }) => {
                format!(
                    "{measure} {label} were counted, but the electorate does not say of how many"
                )
            }
            (Lang::Zh, Fault::NotInElectorate { .. }) => {
                format!("统计了{label}的{measure}，但未说明总数")
            }
        }
    }

    /// What to do about it.
    #[must_use]
    pub const fn help(&self, lang: Lang) -> &'static str {
        match self.fault {
            Fault::Exceeds { .. } => lang.pick(
                "check both numbers; those who are counted in the first are among the second",
                "请核对两个数字；前者应包含在后者之中",
            ),
            Fault::TooLarge { .. } => lang.pick(
                "count in larger units, such as m² instead of 0.01 m²",
                "请改用较大的单位，如以平方米代替 0.01 平方米",
            ),
            Fault::NotInElectorate { .. } => lang.pick(
                "give the electorate its number in this measure, or leave the count out",
                "请在表决主体中写明该项总数，或不统计该项",
            ),
        }
    }
}
