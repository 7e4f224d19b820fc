//! What has to be answered: advice, objections, opinions, contests, referrals.

use crate::act::{AnswerKind, Participant};
use crate::case::view::view;
use crate::position::Holder;
use crate::time::Instant;
use crate::values::choice::choice;
use crate::values::key::ReplyKey;
use crate::values::text::Text;

choice! {
    /// What has to be answered.
    pub enum ReplyKind in case {
        /// Advice.
        Advice = "advice", "advice", "建议";
        /// An objection to what was disclosed.
        Objection = "objection", "an objection", "异议";
        /// A supervision opinion.
        Opinion = "opinion", "a supervision opinion", "监督意见";
        /// A dispatch that was contested.
        Dispatch = "dispatch", "a contested dispatch", "对分派的异议";
        /// An obligation that was contested.
        Contest = "contest", "a contested obligation", "对责任的异议";
        /// A referral.
        Referral = "referral", "a referral", "提级";
    }
}

view! {
    /// Something that has to be answered, and the answer.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::AnswerKind;
    /// use cogov::case::{Reply, ReplyKind};
    ///
    /// let case = fire_lane(39);
    /// let advice: &Reply = case.state().replies().next().unwrap();
    /// assert_eq!((advice.kind(), advice.entry()), (ReplyKind::Advice, 13));
    /// assert_eq!(advice.addressees(), [cogov::Holder::Party("platform".parse()?)]);
    /// assert_eq!(advice.by(), &cogov::SeatKey::new("cppcc-member")?.into());
    /// assert_eq!(advice.text().unwrap().get(cogov::Lang::En), "Bollards that the fire brigade can lower");
    /// assert_eq!((advice.response(), advice.answer()), (Some(AnswerKind::Adopt), None));
    /// assert!(advice.answered() > advice.due(), "nine hours late");
    /// # Ok::<(), cogov::Problem>(())
    /// ```
    pub struct Reply {
        has {
            /// Its key.
            key: ReplyKey,
            /// What it is.
            kind: ReplyKind as copy,
            /// The entry that it comes from.
            entry: u64 as copy,
            /// When that happened.
            on: Instant as copy,
            /// Who asks: the person, where they ask as one of a group.
            by: Participant,
        }
        may {
            /// When the time to answer is over.
            due: Instant as copy,
            /// What has to be answered, in the words in which it was asked; of a referral the
            /// exception, if there is one.
            text: Text,
            /// How it was answered.
            response: AnswerKind as copy,
            /// What was answered.
            answer: Text,
            /// When it was answered.
            answered: Instant as copy,
            /// The entry by which it was answered.
            answered_by: u64 as copy,
        }
        list {
            /// Who has to answer: one of these.
            addressees: Holder,
        }
    }
}
