//! The words of every bound. Most of them take a document of many megabytes to be exceeded.

use super::{ALL, Bound};
use crate::values::lang::Lang;

#[test]
fn every_bound_is_exceeded_in_good_words_of_both_languages() {
    let told = |bound: &Bound| {
        let problem = bound.exceeded(bound.largest() + 1);
        let [en, zh] =
            Lang::ALL.map(|lang| format!("  {} -> {}", problem.message(lang), problem.help(lang)));
        format!("{}\n{en}\n{zh}", bound.quantity())
    };
    let told: Vec<String> = ALL.iter().map(told).collect();
    insta::assert_snapshot!("every_bound", told.join("\n"));
}
