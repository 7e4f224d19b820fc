//! The largest charters that come with the library.

use cogov::procedure::explore;
use cogov::values::bounds;
use cogov::{Charter, CompiledProcedure};

/// The name of the charter with the longest text.
#[must_use]
pub fn largest_by_bytes() -> &'static str {
    let bytes = |name: &&str| Charter::builtin_text(name).map_or(0, str::len);
    Charter::builtins().max_by_key(bytes).unwrap_or_default()
}

/// The name of the charter whose proof visits the most markings.
#[must_use]
pub fn largest_by_markings() -> &'static str {
    let markings =
        |name: &&str| Charter::builtin(name).map_or(0, |charter| Proof::of(&charter).run());
    Charter::builtins().max_by_key(markings).unwrap_or_default()
}

/// The proof that every procedure of a charter is live, to be run by itself.
#[derive(Debug)]
pub struct Proof {
    procedures: Vec<CompiledProcedure>,
}

impl Proof {
    /// Takes the compiled procedures of a charter.
    #[must_use]
    pub fn of(charter: &Charter) -> Self {
        let given = charter.procedures().iter().filter_map(|listed| listed.given());
        let compiled = given.filter_map(|procedure| charter.compiled(procedure.key()).ok());
        Self { procedures: compiled.cloned().collect() }
    }

    /// Explores all of them; tells how many markings were visited.
    #[must_use]
    pub fn run(&self) -> usize {
        let explored = self.procedures.iter().map(|p| explore(p, bounds::MARKINGS.largest()));
        explored.map(|exploration| exploration.markings()).sum()
    }
}
