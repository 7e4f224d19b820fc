//! Resolutions, and what they rest on; recorded consensus.

use serde::Serialize;

use crate::act::{Clause, Reservation};
use crate::case::view::view;
use crate::decision::Adopted;
use crate::time::Instant;
use crate::values::id::SessionId;
use crate::values::key::{BallotKey, ObligationKey, StepKey};
use crate::values::text::Text;

/// What a resolution rests on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// A ballot that was adopted.
    Adopted {
        /// Which.
        ballot: BallotKey,
        /// By which count.
        adopted: Adopted,
    },
    /// A consensus, recorded by an entry.
    Consensus(u64),
    /// Nothing that the record shows: an observed record said so, and it is noted as a breach.
    Unproven,
}

view! {
    /// What was resolved.
    pub struct Resolution {
        has {
            /// The entry.
            entry: u64 as copy,
            /// When.
            on: Instant as copy,
            /// In which step.
            step: StepKey,
            /// What, in the words that hold.
            text: Text,
            /// What it rests on.
            basis: Basis,
        }
        may {
            /// The entry by which it was set aside.
            set_aside: u64 as copy,
        }
        list {
            /// What all share.
            common_ground: Clause,
            /// What some do not.
            reservations: Reservation,
            /// What has to be done.
            obligations: ObligationKey,
        }
    }
}

view! {
    /// A consensus that was recorded.
    pub struct Consensus {
        has {
            /// The entry.
            entry: u64 as copy,
            /// When.
            on: Instant as copy,
            /// In which step.
            step: StepKey,
            /// In which session.
            session: SessionId as copy,
            /// On what.
            text: Text,
            /// How many objections were sustained.
            sustained: u64 as copy,
            /// How many with a vote should have attended the session.
            should_attend: u64 as copy,
            /// How many of these were present.
            present: u64 as copy,
        }
    }
}
