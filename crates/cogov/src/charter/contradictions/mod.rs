//! Marks of absence that the charter itself contradicts: what they say is absent is given.

mod entries;
mod positions;

use crate::charter::document::Document;
use crate::charter::names::Names;
use crate::charter::scopes::Scopes;
use crate::json::Reader;
use crate::problem::{Arg, Path, ProblemCode};

/// Reports each mark of absence, in any list that can have one, of which the charter gives what
/// the mark denies. A mark that is contradicted only in part says something of the rest.
pub(crate) fn check(document: &Document, names: &Names, scopes: &Scopes, reader: &mut Reader) {
    entries::seats(document, reader);
    if let Some(intake) = document.intake.given() {
        reader.within_known("intake", |reader| entries::channels(intake, reader));
    }
    positions::check(document, names, scopes, reader);
    entries::procedures(document, names, reader);
    for (index, listed) in document.procedures.iter().enumerate() {
        if let Some(procedure) = listed.given() {
            reader.at_entry("procedures", index, |reader| {
                let path = Path::entry("procedures", index).field("steps");
                entries::steps((document, names), procedure, &path, reader);
            });
        }
    }
}

/// Reports the mark at hand, which what stands at a path contradicts.
fn report(given: &Path, reader: &mut Reader) {
    reader.report(ProblemCode::ContradictedAbsence, vec![Arg::plain("given", given)]);
}
