//! Carrying out that would be owed before anything is decided.

use cogov::procedure::{Disclosed, Start};
use cogov::triage::{Condition, Dimension, Levels, Scale};
use cogov::{CompiledProcedure, Function, Lang};

use super::build::{
    after, compiled, effects, found, level, plain, problems, procedure, step, then,
};
use super::misuse::refused;

#[test]
fn carrying_out_is_not_owed_before_anything_is_decided() {
    let work = || step("work", Function::Implement);
    let decide = || step("decide", Function::Decide);
    for function in [
        Function::Receive,
        Function::Screen,
        Function::Plan,
        Function::Convene,
        Function::Deliberate,
    ] {
        refused(
            [plain("b"), step("a", function).with_then(then(&["b", "work"])), work(), decide()],
            &[("misused-step", "steps[1].then[1]")],
        );
        compiled([plain("b"), step("a", function).with_then(then(&["b", "work"])), work()]);
    }
    refused(
        [work().with_start(Start::Owed).with_after(after(&["decide"])), decide()],
        &[("misused-step", "steps[0].start")],
    );
    compiled([work().with_start(Start::Owed)]);
    compiled([work().with_start(Start::Excluded), decide()]);
    let posted = |what| {
        [
            decide(),
            work(),
            step("post", Function::Disclose).with_discloses(what).with_then(then(&["work"])),
        ]
    };
    refused(posted(Disclosed::Plan), &[("misused-step", "steps[2].then[0]")]);
    compiled(posted(Disclosed::Decision));
}

#[test]
fn what_is_planned_after_the_decision_may_make_carrying_out_owed() {
    let steps = |waits_for: &str| {
        [
            step("decide", Function::Decide),
            plain("divide").with_after(after(&["decide"])),
            step("plan", Function::Plan).with_after(after(&[waits_for])).with_then(then(&["work"])),
            step("work", Function::Implement),
            plain("other"),
        ]
    };
    compiled(steps("decide"));
    compiled(steps("divide"));
    refused(steps("other"), &[("misused-step", "steps[2].then[0]")]);
}

#[test]
fn what_only_a_decision_brings_into_play_may_make_carrying_out_owed() {
    let steps = |includer: Function, decision: Option<Start>, waits: bool| {
        let mut decide = step("decide", Function::Decide);
        if let Some(start) = decision {
            decide = decide.with_start(start);
        }
        let after = after(if waits { &["decide"][..] } else { &[] });
        [
            decide,
            step("include", includer).with_after(after).with_includes(effects(&["plan", "decide"])),
            step("plan", Function::Plan).with_start(Start::Excluded).with_then(then(&["work"])),
            step("work", Function::Implement),
        ]
    };
    let too_early = [("misused-step", "steps[2].then[0]")];
    compiled(steps(Function::Decide, None, false));
    compiled(steps(Function::Deliberate, None, true));
    refused(steps(Function::Deliberate, None, false), &too_early);
    refused(steps(Function::Supervise, None, false), &too_early);
    // Nothing waits for a decision that is out of play itself.
    refused(steps(Function::Deliberate, Some(Start::Excluded), true), &too_early);
}

#[test]
fn only_steps_that_some_topic_has_in_play_together_make_carrying_out_owed_too_early() {
    let levels = [level("low"), level("middle"), level("high")];
    let scale = Scale::new(Dimension::Severity, levels);
    let when = |levels| Condition::default().and(Dimension::Severity, levels);
    let steps = |plan_on: &str| {
        procedure([
            plain("plan")
                .with_when(when(Levels::AtMost(level(plan_on))))
                .with_then(then(&["work"])),
            step("decide", Function::Decide).with_when(when(Levels::AtLeast(level("middle")))),
            step("work", Function::Implement),
        ])
    };
    let scales = [scale];
    assert!(CompiledProcedure::new(&steps("low"), &scales).is_ok());
    let refused = problems(&steps("middle"), &scales);
    assert_eq!(found(&refused), [("misused-step", "steps[0].then[0]".to_owned())]);
}

#[test]
fn a_plan_does_not_wait_for_a_decision_that_is_not_taken_on_the_topic() {
    let scales = [Scale::new(Dimension::Severity, [level("low"), level("high")])];
    let grave = Condition::default().and(Dimension::Severity, Levels::AtLeast(level("high")));
    let steps = |second: Function| {
        procedure([
            step("first", Function::Decide).with_when(grave.clone()),
            step("second", second),
            plain("plan").with_after(after(&["first"])).with_then(then(&["work"])),
            step("work", Function::Implement),
        ])
    };
    // On slight topics the plan comes before the second decision.
    let refused = problems(&steps(Function::Decide), &scales);
    assert_eq!(found(&refused), [("misused-step", "steps[2].then[0]".to_owned())]);
    assert!(CompiledProcedure::new(&steps(Function::Deliberate), &scales).is_ok());
}

#[test]
fn what_is_owed_too_early_is_told_with_what_to_do_about_it() {
    let steps = [
        step("plan", Function::Plan).with_then(then(&["work"])),
        step("decide", Function::Decide),
        step("work", Function::Implement).with_start(Start::Owed),
    ];
    let problems = problems(&procedure(steps), &[]);
    let told = |lang| problems.iter().map(|p| (p.message(lang), p.help(lang))).collect::<Vec<_>>();
    insta::assert_debug_snapshot!((told(Lang::En), told(Lang::Zh)));
}

#[test]
fn what_comes_before_a_decision_is_found_at_the_end_of_a_long_chain_on_every_topic() {
    const CHAIN: usize = 50;
    let dimensions = [Dimension::Commonality, Dimension::Urgency, Dimension::Severity];
    let name = |level: usize| format!("l{level}");
    let scales = dimensions.map(|dimension| {
        Scale::new(dimension, (0..4).map(|number| level(&name(number))).collect::<Vec<_>>())
    });
    let link = |number: usize| format!("s{number}");
    // Each step of the chain waits for the one after it, and includes all others.
    let steps = |last: &str| {
        let guards = dimensions.iter().flat_map(|&dimension| {
            (1..4).map(move |number| {
                let taken = Levels::AtLeast(level(&name(number)));
                let guard = Condition::default().and(dimension, taken);
                step(&format!("{}-{number}", dimension.as_str()), Function::Evaluate)
                    .with_when(guard)
            })
        });
        let chain = (0..CHAIN).map(|number| {
            let others: Vec<String> = (0..CHAIN).filter(|n| *n != number).map(link).collect();
            let others: Vec<&str> = others.iter().map(String::as_str).collect();
            let awaited = if number + 1 == CHAIN { last.to_owned() } else { link(number + 1) };
            let planned =
                plain(&link(number)).with_after(after(&[&awaited])).with_includes(effects(&others));
            if number == 0 { planned.with_then(then(&["work"])) } else { planned }
        });
        let others =
            [plain("begin"), step("decide", Function::Decide), step("work", Function::Implement)];
        procedure(chain.chain(others).chain(guards))
    };
    for _ in 0..20 {
        let refused = problems(&steps("begin"), &scales);
        assert_eq!(found(&refused), [("misused-step", "steps[0].then[0]".to_owned())]);
        let compiled = CompiledProcedure::new(&steps("decide"), &scales).unwrap();
        assert_eq!(compiled.valuations().len(), 64);
    }
}
