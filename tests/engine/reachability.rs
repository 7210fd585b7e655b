//! Which targets can be reached from where: `docs/reachability.md` is what the planner finds.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use embolize::hash::StateHash;
use embolize::model::{Case, Device};
use embolize::replay::planner::{Combination, PATIENCE_TICKS, combinations};
use embolize::scenario::{Library, parse_case};

fn cases() -> Vec<Case> {
    let library = Library::bundled();
    let read =
        |text: &str, name: &str| parse_case(&library, text, name).expect("bundled cases are sound").value;
    library.cases().iter().map(|file| read(&file.text, &file.name)).collect()
}

fn devices<'a>(combination: &Combination<'a>) -> [&'a Device; 6] {
    let kit = combination.kit;
    [kit.sheath, kit.wire, kit.catheter, kit.selective, kit.micro.0, kit.micro.1]
}

/// Vessels and devices of all combinations in a few digits.
fn fingerprint(cases: &[Case]) -> String {
    let mut hash = StateHash::default();
    for case in cases {
        hash.text(&format!("{:?}", case.graph.segments()));
        for combination in combinations(case) {
            hash.text(&format!("{:?}", devices(&combination)));
        }
    }
    format!("{:08x}", hash.finish() >> 32)
}

fn row(case: &Case, combination: &Combination<'_>) -> String {
    let found = combination.plan(case, PATIENCE_TICKS);
    let said = found.map_or_else(
        |why| format!("not reached: {why} | |"),
        |reach| {
            let (commands, seconds) = reach.effort();
            format!("{commands} | {seconds:.0} |")
        },
    );
    let ids: Vec<&str> = devices(combination)[1..].iter().map(|device| device.id.as_str()).collect();
    let target = &case.graph.segment(combination.target).id;
    format!("| `{}` | `{}` | `{target}` | {} | {said}\n", case.id, combination.site.id, ids.join(", "))
}

/// Planning everything takes minutes: the table carries a fingerprint of what went in, and one row is planned again.
#[test]
fn the_table_of_what_can_be_reached_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reachability.md");
    let text = fs::read_to_string(&path).expect("the table");
    let cases = cases();
    let print = fingerprint(&cases);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let (head, _) = text.split_once("Fingerprint").expect("a fingerprint");
        let mut renewed = format!(
            "{head}Fingerprint of vessels and devices: `{print}`.\n\n\
             | case | from | to | devices | commands | at the hub, s |\n|---|---|---|---|---|---|\n"
        );
        for case in &cases {
            for combination in combinations(case) {
                write!(renewed, "{}", row(case, &combination)).expect("texts take everything");
            }
        }
        fs::write(&path, renewed).expect("writable");
        return;
    }
    assert!(
        text.contains(&print),
        "docs/reachability.md is of other vessels or devices (UPDATE_GOLDEN=1 plans anew)"
    );
    let first = combinations(&cases[0])[0];
    let again = row(&cases[0], &first);
    assert!(text.contains(&again), "docs/reachability.md lacks (UPDATE_GOLDEN=1 plans anew)\n{again}");
}

#[test]
fn at_most_twelve_combinations() {
    let count: usize = cases().iter().map(|case| combinations(case).len()).sum();
    assert!((10..=12).contains(&count), "{count}");
}
