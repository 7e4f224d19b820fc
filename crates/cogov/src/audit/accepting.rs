//! Which findings a charter accepts, and which of its acknowledgements answer to none.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::code::FindingCode;
use crate::audit::finding::{Acknowledgement, Finding};
use crate::audit::subject::Subject;
use crate::values::lang::Lang;

/// Marks the findings that the charter accepts; returns the acknowledgements without a finding.
pub(super) fn acknowledge(
    known: &[Acknowledgement],
    findings: &mut [Finding],
) -> Vec<Acknowledgement> {
    if known.is_empty() {
        return Vec::new();
    }
    // The findings of each code, and those about each word: a charter can accept very many.
    let mut of_code: BTreeMap<FindingCode, Vec<usize>> = BTreeMap::new();
    let mut about: BTreeMap<(FindingCode, String), Vec<usize>> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        of_code.entry(finding.code).or_default().push(index);
        let words: BTreeSet<String> = finding.subjects.iter().map(Subject::word).collect();
        for word in words {
            about.entry((finding.code, word)).or_default().push(index);
        }
    }
    // Of those that say the same the last one gives the reason, and only that is looked for.
    let words = |known: &Acknowledgement| -> (FindingCode, BTreeSet<String>) {
        let words = known.about().iter().map(|word| word.get(Lang::En).to_owned());
        (known.code(), words.collect())
    };
    let last: BTreeMap<_, usize> =
        known.iter().enumerate().map(|(place, known)| (words(known), place)).collect();
    let mut in_order: Vec<_> = last.iter().map(|(words, place)| (*place, words)).collect();
    in_order.sort_unstable();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for (place, (code, words)) in in_order {
        let of_word = |word: &String| about.get(&(*code, word.clone())).map_or(&[][..], |l| l);
        let mut lists: Vec<&[usize]> = words.iter().map(of_word).collect();
        lists.push(of_code.get(code).map_or(&[], |of_code| of_code));
        // Whatever is in all of them is in the shortest.
        lists.sort_by_key(|list| list.len());
        let Some((fewest, others)) = lists.split_first() else { continue };
        for &index in *fewest {
            if others.iter().all(|list| list.binary_search(&index).is_ok())
                && let (Some(finding), Some(known)) = (findings.get_mut(index), known.get(place))
                && !goes_beyond(finding, words)
            {
                finding.acknowledged = Some(known.reason().clone());
                used.insert(place);
            }
        }
    }
    let is_stale = |known: &&Acknowledgement| {
        last.get(&words(known)).is_none_or(|place| !used.contains(place))
    };
    known.iter().filter(is_stale).cloned().collect()
}

/// Whether a finding is about further functions, matters or places than those that were named:
/// what is accepted on one matter is not accepted on another that it grows to.
fn goes_beyond(finding: &Finding, named: &BTreeSet<String>) -> bool {
    let is_named_in_part = |of_kind: fn(&Subject) -> bool| {
        let words = finding.subjects.iter().filter(|subject| of_kind(subject)).map(Subject::word);
        let (named, others): (Vec<String>, Vec<String>) =
            words.partition(|word| named.contains(word));
        !named.is_empty() && !others.is_empty()
    };
    is_named_in_part(|subject| matches!(subject, Subject::Function(_)))
        || is_named_in_part(|subject| matches!(subject, Subject::Matter(_)))
        || is_named_in_part(|subject| matches!(subject, Subject::Place(_)))
}
