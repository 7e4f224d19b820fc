//! Receipts: who bears one, and what is shown in vain.

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::judge::{Act, Codes};
use crate::reading::{has, list, text};

/// What a shown value comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown<'a> {
    /// Nothing was shown.
    Nothing,
    /// Whoever shows it bears the receipt of this appeal.
    Of(&'a str),
    /// An appeal commits to the value itself.
    Spent,
    /// No appeal commits to its hash, or whoever shows it gives a name.
    Wrong,
}

/// The hash of a value, both as 64 hexadecimal digits.
pub(crate) fn hashed(value: &str) -> String {
    let digit = |at: usize| u8::from_str_radix(value.get(at..at + 2).unwrap(), 16).unwrap();
    let bytes: Vec<u8> = (0..value.len()).step_by(2).map(digit).collect();
    written(&bytes)
}

fn written(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How often a receipt of random acts can be used.
const USES: usize = 12;

/// A value of one of the receipts that random acts hand out, hashed so often.
fn value(slip: &str, times: usize) -> String {
    (0..times).fold(written(slip.as_bytes()), |value, _| hashed(&value))
}

/// What an appeal commits to at first.
pub(crate) fn commitment(slip: &str) -> String {
    value(slip, USES)
}

/// What is shown next where an appeal commits to a value, if the receipt is not used up.
pub(crate) fn before(slip: &str, committed: &str) -> Option<String> {
    (0..USES).map(|times| value(slip, times)).find(|one| hashed(one) == committed)
}

impl<'a> Act<'a> {
    pub(crate) fn shown(&self) -> Shown<'a> {
        let Some(shown) = text(self.entry, "shows") else { return Shown::Nothing };
        let committed = |value: &str| {
            let mut all: Vec<_> = self.state.appeals.iter().collect();
            all.sort_by_key(|(_, one)| one.entry);
            all.into_iter().find(|(_, one)| one.receipt.as_deref() == Some(value)).map(|it| it.0)
        };
        if committed(shown).is_some() {
            return Shown::Spent;
        }
        let many = self.by == "anyone" || self.by == "affected" || has(self.by, "group");
        match committed(&hashed(shown)) {
            Some(appeal) if many && self.hand().is_none() => Shown::Of(appeal),
            _ => Shown::Wrong,
        }
    }

    /// The appeal of whose receipt whoever acts is the bearer.
    pub(crate) fn borne(&self) -> Option<&'a str> {
        match self.shown() {
            Shown::Of(appeal) => Some(appeal),
            _ => None,
        }
    }

    /// What is wrong with what is shown, and with signatures that would have to show something.
    pub(crate) fn shown_in_vain(&self) -> Codes {
        let mut codes = Codes::new();
        match self.shown() {
            Shown::Nothing | Shown::Of(_) => {}
            Shown::Spent => _ = codes.insert("spent-receipt"),
            Shown::Wrong => _ = codes.insert("wrong-receipt"),
        }
        if list(self.entry, "signed").iter().any(|who| has(who, "bearer")) {
            codes.insert("wrong-receipt");
        }
        codes
    }

    /// Whether somebody is named as the bearer of a receipt that there is not.
    pub(crate) fn bears_nothing(&self, who: &Value) -> bool {
        let appeal = text(who, "bearer").map(|id| self.state.appeals.get(id));
        appeal.is_some_and(|appeal| appeal.is_none_or(|appeal| appeal.receipt.is_none()))
    }

    /// Where only whoever is known can be named to vote.
    pub(crate) fn bearers_vote(&self) -> Option<&'static str> {
        let named = match self.kind {
            "open-ballot" => list(self.with, "electors"),
            _ => list(self.with, "should_attend"),
        };
        let votes = |one: &Value| text(one, "role").is_none_or(crate::sessions::votes);
        named.iter().any(|one| has(&one["who"], "bearer") && votes(one)).then_some("no-claim")
    }
}
