//! Numbers that are too small, too large, or not written as whole ones.

use super::*;

fn version(written: &str) -> Invalid {
    let text = document(json!({"version": 7})).to_string();
    refusal(&text.replace(r#""version":7"#, &format!(r#""version":{written}"#)))
}

#[test]
fn a_negative_version_is_told_the_true_least_at_once() {
    check(
        &version("-1"),
        ["negative-number", "version"],
        ["the number -1 is negative", "write a number of at least 1"],
        ["数字 -1 为负", "请写不小于 1 的数"],
    );
    check(
        &version("0"),
        ["zero-number", "version"],
        ["the number is zero", "write a number of at least 1"],
        ["数字为零", "请写不小于 1 的数"],
    );
    let parking = json!([{"key": "p", "name": "P", "kind": "other", "size": -1}]);
    let error = refused(json!({"parties": parking}));
    assert_eq!(told(&error, Lang::En)[3], "write a number of at least 0");
}

#[test]
fn a_whole_number_with_a_point_or_an_exponent_is_told_how_it_is_written() {
    for (written, whole) in [
        ("1.0", "1"),
        ("1e0", "1"),
        ("12e1", "120"),
        ("-0", "0"),
        ("-2.0", "-2"),
        ("9007199254740991.0", "9007199254740991"),
    ] {
        check(
            &version(written),
            ["not-a-whole-number", "version"],
            [
                "this is not the plain form of a whole number",
                &format!("write it in digits only, such as {whole}"),
            ],
            ["这不是整数的通常写法", &format!("请直接用数字书写，例如 {whole}")],
        );
    }
    for written in ["1.5", "1e300", "9007199254740992.0", "18446744073709551616"] {
        let [code, _, message, _] = told(&version(written), Lang::En);
        assert_eq!(
            [code.as_str(), &message],
            ["not-a-whole-number", "the number is not a whole number within ±(2^53 - 1)"],
            "{written}"
        );
    }
}

#[test]
fn a_number_beyond_two_to_53_is_told_in_good_words() {
    check(
        &version("9007199254740992"),
        ["bound-exceeded", "version"],
        [
            "a whole number of the size 9007199254740992 is beyond 9007199254740991",
            "write a number from -9007199254740991 to 9007199254740991",
        ],
        [
            "整数的绝对值为 9007199254740992，超过上限 9007199254740991",
            "请写 -9007199254740991 至 9007199254740991 之间的数",
        ],
    );
}
