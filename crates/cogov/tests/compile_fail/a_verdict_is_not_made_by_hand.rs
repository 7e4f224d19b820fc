//! A verdict is what a rule gives on a tally: nobody puts one together, or changes one.

use cogov::Verdict;

fn overturn(rejected: Verdict, adopted: Verdict) -> Verdict {
    Verdict { decision: adopted.decision().clone(), ..rejected }
}

fn main() {
    let _ = overturn;
}
