//! The words of verdicts, as people read them.

use std::fmt::Write;

use cogov::decision::{Approval, Base, Measure, Quorum, Strength, Threshold, Turnout, Votes};
use cogov::{Electorate, Lang, Rule, Tally};

use super::verdicts::rule;

fn show(table: &mut String, rule: &Rule, electorate: &Electorate, tally: &Tally) {
    let verdict = rule.decide(electorate, tally);
    for lang in Lang::ALL {
        writeln!(table, "{}", verdict.reason(lang)).unwrap();
    }
    table.push('\n');
}

#[test]
fn reasons_of_built_in_rules_name_the_numbers_and_what_would_have_been_enough() {
    let mut table = String::new();
    let builtin = |key| Rule::builtin(key).unwrap();

    let owners = Electorate::heads(100).weight(900_000).fix().unwrap();
    let general = builtin("civil-code-278-general");
    for (yes, no, area_yes, area_no) in [
        (40, 26, 400_000, 250_000),
        (40, 20, 300_000, 250_000),
        (35, 35, 310_000, 300_000),
        (36, 34, 310_000, 300_000),
    ] {
        let area = Votes::new().yes(area_yes).no(area_no);
        let tally = owners.tally().yes(yes).no(no).weight(area).close().unwrap();
        show(&mut table, &general, &owners, &tally);
    }
    show(&mut table, &general, &owners, &owners.tally().yes(99).close().unwrap());

    let neighbours = Electorate::heads(20).interested(6).fix().unwrap();
    for yes in [5, 6] {
        let tally = neighbours.tally().yes(yes).interested_yes(yes).close().unwrap();
        show(&mut table, &builtin("civil-code-279-interested"), &neighbours, &tally);
    }

    let villagers = builtin("villagers-meeting-2018");
    let few = Electorate::heads(800)
        .present(230)
        .households(Strength::of(300).present(190))
        .fix()
        .unwrap();
    show(&mut table, &villagers, &few, &few.tally().yes(230).close().unwrap());
    let uncounted = Electorate::heads(800).present(1).fix().unwrap();
    show(&mut table, &villagers, &uncounted, &uncounted.tally().yes(1).close().unwrap());

    let residents = builtin("residents-meeting-2018");
    let delegates =
        Electorate::heads(1_000).present(26).delegates(Strength::of(50).present(26)).fix().unwrap();
    show(&mut table, &residents, &delegates, &delegates.tally().yes(13).close().unwrap());

    let members = Electorate::heads(60).should_attend(56).present(40).fix().unwrap();
    let tally = members.tally().yes(28).no(12).close().unwrap();
    show(&mut table, &builtin("party-members-four-discussions"), &members, &tally);
    show(&mut table, &builtin("party-members-four-discussions-more-than-half"), &members, &tally);

    let recall = builtin("villagers-recall-2018");
    let voters = Electorate::heads(100).fix().unwrap();
    show(&mut table, &recall, &voters, &voters.tally().yes(50).close().unwrap());

    insta::assert_snapshot!("built_in", table);
}

#[test]
fn reasons_of_other_clauses_are_in_plain_words() {
    let mut table = String::new();
    let half = Threshold::MORE_THAN_HALF;
    let share = |measure, base| Approval::share(measure, base, half);

    let session = Electorate::heads(30).present(12).interested(0).fix().unwrap();
    let consensus = rule(Approval::Consensus);
    for tally in [
        session.tally(),
        session.tally().objections(0),
        session.tally().objections(1),
        session.tally().objections(2),
    ] {
        show(&mut table, &consensus, &session, &tally.close().unwrap());
    }
    let nobody = Electorate::heads(30).fix().unwrap();
    show(&mut table, &consensus, &nobody, &nobody.tally().objections(0).close().unwrap());

    let unanimity = rule(Approval::UnanimityOfInterested);
    for tally in [session.tally(), session.tally().interested_yes(0)] {
        show(&mut table, &unanimity, &session, &tally.close().unwrap());
    }
    show(&mut table, &unanimity, &nobody, &nobody.tally().close().unwrap());
    let two = Electorate::heads(30).interested(2).fix().unwrap();
    show(&mut table, &unanimity, &two, &two.tally().close().unwrap());

    for base in Base::ALL {
        let rule = rule(share(Measure::Households, *base));
        let counted = Electorate::heads(30)
            .households(Strength::of(10).should_attend(9).present(8))
            .fix()
            .unwrap();
        let votes = Votes::new().yes(2).no(2).abstain(2).invalid(1);
        show(&mut table, &rule, &counted, &counted.tally().households(votes).close().unwrap());
        let nobody = Electorate::heads(30)
            .households(Strength::of(0).should_attend(0).present(0))
            .fix()
            .unwrap();
        let votes = Votes::new();
        show(&mut table, &rule, &nobody, &nobody.tally().households(votes).close().unwrap());
        let without_session = Electorate::heads(30).households(10).fix().unwrap();
        let tally = without_session.tally().households(votes).close().unwrap();
        show(&mut table, &rule, &without_session, &tally);
    }

    let either = Approval::any([
        Approval::all([share(Measure::Heads, Base::Cast), share(Measure::Weight, Base::Cast)])
            .unwrap(),
        share(Measure::Delegates, Base::Valid),
    ])
    .unwrap();
    let three = Electorate::heads(9).weight(90).delegates(3).fix().unwrap();
    let tally = three
        .tally()
        .yes(4)
        .no(5)
        .weight(Votes::new().yes(40).no(50))
        .delegates(Votes::new().yes(1).no(2))
        .close()
        .unwrap();
    show(&mut table, &rule(either), &three, &tally);

    let ballots = Quorum::share(Measure::Heads, Turnout::Participating, Base::Present, half);
    let quorum = Quorum::all([ballots.unwrap()]).unwrap();
    let rule = rule(share(Measure::Heads, Base::Entitled)).with_quorum(quorum);
    show(&mut table, &rule, &session, &session.tally().yes(1).close().unwrap());
    show(&mut table, &rule, &session, &session.tally().yes(7).close().unwrap());

    insta::assert_snapshot!("clauses", table);
}

#[test]
fn rules_are_described_in_words() {
    let mut table = String::new();
    let tall = |clauses: [Approval; 2]| Approval::any(clauses).unwrap();
    let half = |measure| Approval::share(measure, Base::Valid, Threshold::MORE_THAN_HALF);
    let nested = Approval::all([
        tall([Approval::Consensus, half(Measure::Delegates)]),
        Approval::UnanimityOfInterested,
    ]);
    let no_quorum = rule(nested.unwrap()).with_quorum(cogov::Stated::absent());
    let all = Rule::builtins().map(|key| Rule::builtin(key).unwrap());
    for rule in all.chain([rule(Approval::Consensus), no_quorum]) {
        for lang in Lang::ALL {
            writeln!(table, "{}: {}", rule.name().get(lang), rule.describe(lang)).unwrap();
        }
        table.push('\n');
    }
    insta::assert_snapshot!("rules", table);
}
