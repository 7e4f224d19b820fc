//! What comes with disclosures.

use crate::time::Date;
use crate::values::choice::choice;
use crate::values::record::record;
use crate::values::text::Text;

choice! {
    /// In which way something is disclosed.
    ///
    /// ```
    /// use cogov::Lang;
    /// use cogov::act::Publicity;
    ///
    /// assert_eq!(Publicity::Notice.label(Lang::Zh), "公示");
    /// ```
    pub enum Publicity in act {
        /// It is made public.
        Publication = "publication", "publication", "公开";
        /// It is put up for objections.
        Notice = "notice", "notice open to objection", "公示";
    }
}

record! {
    /// With `disclose`: what is made public, and where.
    ///
    /// ```
    /// use cogov::act::{Act, Disclose, Publicity};
    /// use cogov::procedure::Completion;
    /// use cogov::{Date, Text};
    ///
    /// let what = Text::new("The resolution")?;
    /// let disclosed = Disclose::new(Publicity::Notice, what, Text::new("The notice board")?)
    ///     .with_to(Date::new(2026, 6, 15)?);
    /// assert!(disclosed.from().is_none() && disclosed.to().is_some());
    /// assert_eq!(disclosed.publicity(), Publicity::Notice, "so that one can object until then");
    /// assert_eq!(disclosed.r#where().to_string(), "The notice board");
    /// let act = Act::disclose("decision-disclosure".parse()?, disclosed);
    /// assert_eq!(act.kind().completes(), Some(Completion::Disclose));
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Disclose("a disclosure", "公开") {
        required {
            /// In which way.
            publicity: Publicity as copy,
            /// What.
            what: Text,
            /// Where it can be seen.
            r#where: Text,
        }
        option {
            /// From which day; from the day of the act, if left out.
            from, with_from: Date as copy,
            /// Until which day, that day included: neither before the first nor before that of the
            /// act.
            to, with_to: Date as copy,
        }
    }
}
