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
pub enum ResolutionBasis {
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
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::case::{ResolutionBasis, Resolution};
    ///
    /// let case = fire_lane(38);
    /// let resolution: &Resolution = &case.state().resolutions()[0];
    /// assert!(matches!(resolution.basis(), ResolutionBasis::Adopted { ballot, .. } if ballot.as_str() == "bollards"));
    /// assert_eq!(resolution.common_ground()[0].cites(), [21], "what an owner had said");
    /// assert_eq!(resolution.reservations().len(), 1);
    /// let keys: Vec<&str> = resolution.obligations().iter().map(|key| key.as_str()).collect();
    /// assert_eq!(keys, ["bollards", "racks", "patrols"]);
    /// assert_eq!((resolution.step().as_str(), resolution.set_aside()), ("decision", None));
    /// assert!(resolution.text().to_string().starts_with("Bollards on the fire lane"));
    /// ```
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
            basis: ResolutionBasis,
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
    ///
    /// ```
    #[doc = include_str!("fire_lane.txt")]
    /// use cogov::act::{Act, RecordConsensus};
    /// use cogov::case::Consensus;
    /// use cogov::{PartyKey, Text};
    ///
    /// let mut case = fire_lane(23);
    /// let session = case.state().sessions().next().unwrap().id();
    /// let agreed = RecordConsensus::new(Text::bilingual("All agree on bollards", "各方同意设置隔离桩")?, session);
    /// let act = Act::record_consensus("decision".parse()?, agreed);
    /// case.perform(&case.entry("2026-06-26T09:00:00+08:00".parse()?, PartyKey::new("owners-assembly")?, act))?;
    ///
    /// let consensus: &Consensus = &case.state().consensus()[0];
    /// assert_eq!((consensus.present(), consensus.should_attend()), (4, 4), "of those with a vote");
    /// assert_eq!(consensus.sustained(), 0, "no objection stands against it");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
