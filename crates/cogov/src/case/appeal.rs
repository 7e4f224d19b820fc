//! An appeal, and what became of it.

use crate::act::{CallBack, Digest, Origin, Participant, Words};
use crate::case::roll::Roll;
use crate::case::sparing::Seldom;
use crate::case::view::view;
use crate::position::Holder;
use crate::time::Instant;
use crate::values::choice::choice;
use crate::values::id::{AppealId, CaseId};
use crate::values::key::{ChannelKey, MatterKey, PlaceKey};

choice! {
    /// How an appeal came to its end.
    pub enum AppealEnding in case {
        /// It was not accepted.
        Declined = "declined", "declined", "不予受理";
        /// It was settled without a consultation.
        Settled = "settled", "settled directly", "直接办结";
        /// It was taken back.
        Withdrawn = "withdrawn", "withdrawn", "已撤回";
        /// It goes on with another one.
        Merged = "merged", "merged", "已合并";
    }
}

view! {
    /// An appeal, and what became of it.
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::Lang;
    /// use cogov::case::{Appeal, AppealEnding};
    ///
    /// let case = fire_lane(55);
    /// let appeals: Vec<&Appeal> = case.state().appeals().collect();
    /// let (lane, bicycles, guard) = (appeals[0], appeals[1], appeals[2]);
    ///
    /// // The first one was accepted a day later by whoever had recorded it, and a neighbour supports it.
    /// assert_eq!((lane.accepted(), lane.accepted_by()), (Some(5), Some(lane.recorded_by())));
    /// assert!(lane.accepted_on() > Some(lane.on()));
    /// assert_eq!(lane.supporters().len(), 1);
    ///
    /// // The second one went on with it, and its author was asked in the end all the same.
    /// assert_eq!((bicycles.ending(), bicycles.ended()), (Some(AppealEnding::Merged), Some(6)));
    /// assert_eq!((bicycles.merged_into(), bicycles.merged_case()), (Some(lane.id()), None));
    /// assert_eq!(bicycles.ended_on().unwrap().to_string(), "2026-06-02T09:05:00+08:00");
    /// assert_eq!(bicycles.call_back().unwrap().satisfied(), Some(false));
    ///
    /// // The third one was a slip in a box: nobody knows who wrote it, but who bears the receipt.
    /// assert!(guard.submitter().is_none() && guard.receipt().is_some());
    /// assert_eq!((guard.channel().as_str(), guard.matter().as_str()), ("suggestion-box", "parking-order"));
    /// assert_eq!(guard.text().get(Lang::Zh), Some("门卫谁的车都放进来"));
    /// ```
    pub struct Appeal {
        has {
            /// Its identifier.
            id: AppealId as copy,
            /// The entry by which it came in.
            entry: u64 as copy,
            /// When it came in.
            on: Instant as copy,
            /// By which channel.
            channel: ChannelKey,
            /// Who recorded it.
            recorded_by: Holder,
            /// What it is about.
            matter: MatterKey,
            /// What it says.
            text: Words,
            /// From whom the motion comes.
            origin: Origin as copy,
        }
        may {
            /// Where it is about.
            place: PlaceKey,
            /// Who appealed.
            submitter: Participant,
            /// What commits to a receipt.
            receipt: Digest as copy,
            /// The case that it comes from: the one below, if it was referred up.
            referred_from: CaseId as copy,
            /// The entry by which it was accepted.
            accepted: u64 as copy,
            /// When it was accepted.
            accepted_on: Instant as copy,
            /// Who accepted it.
            accepted_by: Holder,
            /// How it came to its end.
            ending: AppealEnding as copy,
            /// The entry by which it came to its end.
            ended: u64 as copy,
            /// When it came to its end.
            ended_on: Instant as copy,
        }
        seldom {
            /// The appeal that it goes on with.
            merged_into: AppealId as copy,
            /// The case in which that one is, where it is another one.
            merged_case: CaseId as copy,
            /// What whoever appealed says in the end.
            call_back: CallBack,
        }
        list {
            /// Who supports it.
            supporters: Participant,
        }
        hidden {
            /// Where each of them stands.
            roll: Seldom<Roll>
        }
    }
}
