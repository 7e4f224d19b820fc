//! What was adopted is a value that only the count can make.

use cogov::decision::Decision;
use cogov::{Adopted, Electorate, RuleKey, Tally};

fn adopt(rule: RuleKey, electorate: Electorate, tally: Tally) -> Decision {
    Decision::Adopted(Adopted { rule, electorate: Box::new(electorate), tally: Box::new(tally) })
}

fn main() {
    let _ = adopt;
}
