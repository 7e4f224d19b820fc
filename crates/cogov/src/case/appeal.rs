//! An appeal, and what became of it.

use crate::act::{CallBack, Digest, Origin, Participant, Words};
use crate::case::roll::Roll;
use crate::case::view::view;
use crate::position::Holder;
use crate::time::Instant;
use crate::values::choice::choice;
use crate::values::id::{AppealId, CaseId};
use crate::values::key::{ChannelKey, MatterKey, PlaceKey};

choice! {
    /// How an appeal came to its end.
    pub enum AppealEnding {
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
            roll: Roll
        }
    }
}
