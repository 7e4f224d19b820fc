//! What acknowledgements are about, by the keys of another charter.

use std::collections::{BTreeMap, BTreeSet};

use crate::charter::difference::change::Section;
use crate::charter::difference::renaming::{Renamings, same_procedure};
use crate::charter::loaded::Charter;
use crate::position::{Claim, Function};
use crate::procedure::{Procedure, StepPurpose};
use crate::values::lang::Lang;

/// The sections whose keys an acknowledgement can name; those of holders first, in the order in
/// which holders who act together stand.
const NAMED: [Section; 7] = [
    Section::Parties,
    Section::Seats,
    Section::Groups,
    Section::Sectors,
    Section::Places,
    Section::Matters,
    Section::Procedures,
];

/// For the words of the old acknowledgements that name something with another key now, the words
/// for it.
pub(super) fn words_about(
    renamings: &Renamings,
    before: &Charter,
    after: &Charter,
) -> BTreeMap<String, String> {
    let about = before.acknowledged().iter().flat_map(|known| known.about());
    let words: BTreeSet<&str> = about.map(|word| word.get(Lang::En)).collect();
    let procedures = match words.iter().any(|word| word.contains('/')) {
        true => procedures(renamings, before, after),
        false => BTreeMap::new(),
    };
    let new = |word: &str| match word.split_once('/') {
        Some((procedure, step)) => {
            let (procedure, steps) = procedures.get(procedure)?;
            Some(format!("{procedure}/{}", steps.get(step).map_or(step, String::as_str)))
        }
        None => Some(joint_word(renamings, before, word)),
    };
    let followed = words.into_iter().filter_map(|word| Some((word, new(word)?)));
    followed.filter(|(word, new)| word != new).map(|(word, new)| (word.to_owned(), new)).collect()
}

/// The new word for a key, and where in [`NAMED`] its section stands. A word that names several
/// things, of which not all have the same key now, is no one's: it is left as it is.
fn single_word(renamings: &Renamings, before: &Charter, word: &str) -> Option<(usize, String)> {
    let is_of_the_format = word.parse::<Function>().is_ok()
        || word.parse::<Claim>().is_ok()
        || word.parse::<StepPurpose>().is_ok()
        || ["anyone", "affected"].contains(&word);
    if is_of_the_format {
        return None;
    }
    let named = NAMED.iter().enumerate().filter(|(_, section)| has(before, **section, word));
    let mut new = named.map(|(place, section)| {
        (place, renamings.new_key(*section, word).unwrap_or(word).to_owned())
    });
    let first = new.next()?;
    new.all(|(_, other)| other == first.1).then_some(first)
}

/// The new word for holders who act together, in the order in which they stand now, or for one
/// thing alone.
fn joint_word(renamings: &Renamings, before: &Charter, word: &str) -> String {
    let new = |part: &str| {
        single_word(renamings, before, part).unwrap_or_else(|| (NAMED.len(), part.to_owned()))
    };
    let mut parts: Vec<(usize, String)> = word.split('+').map(new).collect();
    parts.sort();
    let parts: Vec<String> = parts.into_iter().map(|(_, part)| part).collect();
    parts.join("+")
}

/// For the key of each old procedure that is still there its key now, and the steps with another
/// key now.
fn procedures(
    renamings: &Renamings,
    before: &Charter,
    after: &Charter,
) -> BTreeMap<String, (String, BTreeMap<String, String>)> {
    let given = |charter: &Charter| -> Vec<Procedure> {
        charter.procedures().iter().filter_map(|listed| listed.given()).cloned().collect()
    };
    let new = given(after);
    let mut renamings = renamings.clone();
    let mut all = BTreeMap::new();
    for old in given(before) {
        if let Some(same) = same_procedure(&renamings, &old, &new) {
            renamings.turn_to_steps(old.steps(), same.steps());
            let steps = renamings.take_steps();
            all.insert(old.key().to_string(), (same.key().to_string(), steps));
        }
    }
    all
}

/// Whether a section of a charter has an entry of that key.
fn has(charter: &Charter, section: Section, key: &str) -> bool {
    let (names, d) = (charter.names(), charter.document());
    match section {
        Section::Parties => names.parties.find(&d.parties, key).is_some(),
        Section::Seats => names.seats.find(&d.seats, key).is_some(),
        Section::Groups => names.groups.find(&d.groups, key).is_some(),
        Section::Sectors => names.sectors.find(&d.sectors, key).is_some(),
        Section::Places => names.places.find(&d.places, key).is_some(),
        Section::Matters => names.matters.find(&d.matters, key).is_some(),
        Section::Procedures => names.procedures.find(&d.procedures, key).is_some(),
        _ => false,
    }
}
