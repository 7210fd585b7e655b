//! Did you mean …?

/// How alike two words have to be, 0 to 1.
const ALIKE: f64 = 0.7;

/// The most alike of the known words, if any is alike enough. Among equals the first one.
pub fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(f64, &str)> = None;
    let lower = word.to_lowercase();
    for candidate in known {
        let known = candidate.to_lowercase();
        let score = strsim::normalized_damerau_levenshtein(&lower, &known)
            .max(strsim::jaro_winkler(&lower, &known) - 0.15)
            .max(alike_but_for_the_unit(&lower, &known))
            .max(alike_but_for_numbers(&lower, &known));
        if score >= ALIKE && best.is_none_or(|(top, _)| score > top) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// `age` for `age_years`: likeness of a word to one that begins with it and goes on with a unit or another addition.
fn alike_but_for_the_unit(word: &str, known: &str) -> f64 {
    let goes_on = known.strip_prefix(word).is_some_and(|rest| rest.starts_with('_'));
    if goes_on && word.len() > 2 { ALIKE } else { 0.0 }
}

/// `pva_100_300` for `pva_150_250`: likeness of two words that differ in their numbers alone; the nearer the numbers, the
/// greater.
fn alike_but_for_numbers(word: &str, known: &str) -> f64 {
    let letters = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
    let numbers = |text: &str| -> Vec<f64> {
        text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect()
    };
    let (a, b) = (numbers(word), numbers(known));
    if a.is_empty() || a.len() != b.len() || letters(word) != letters(known) {
        return 0.0;
    }
    let apart: f64 = a.iter().zip(&b).map(|(a, b)| (a - b).abs() / a.max(*b).max(1.0)).sum();
    ALIKE + (1.0 - ALIKE) * (1.0 - apart / a.len() as f64)
}

/// A hint for an unknown word: the closest known one, or all of them when they are few.
pub(super) fn hint(word: &str, known: &[&str], plural: &str) -> String {
    const FEW: usize = 12;
    if let Some(close) = closest(word, known.iter().copied()) {
        return format!("did you mean `{close}`?");
    }
    match known.len() {
        0 => format!("there are no {plural} here"),
        // A block's own fields and words are all that can be meant.
        n if n <= FEW || matches!(plural, "fields" | "words allowed") => {
            format!("the {plural} here are {}", list(known))
        }
        n if matches!(plural, "steps" | "errors") => {
            format!("none of the {n} {plural} is alike; `embolize explain` lists them")
        }
        n => format!("none of the {n} {plural} here is alike; look the id up where it is defined"),
    }
}

/// `a`, `b` and `c`.
pub(super) fn list<T: AsRef<str>>(words: &[T]) -> String {
    match words {
        [] => String::new(),
        [one] => format!("`{}`", one.as_ref()),
        [first @ .., last] => {
            let first: Vec<String> = first.iter().map(|w| format!("`{}`", w.as_ref())).collect();
            format!("{} and `{}`", first.join(", "), last.as_ref())
        }
    }
}

/// A list cut after some words, for long ones.
pub(super) fn short_list<T: AsRef<str>>(words: &[T]) -> String {
    const SHOWN: usize = 6;
    if words.len() <= SHOWN {
        return list(words);
    }
    let shown: Vec<String> = words[..SHOWN].iter().map(|w| format!("`{}`", w.as_ref())).collect();
    format!("{} and {} more", shown.join(", "), words.len() - SHOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        let known = ["celiac_trunk", "splenic", "left_gastric"];
        assert_eq!(closest("celiac_trnuk", known), Some("celiac_trunk"));
        assert_eq!(closest("Left_Gastric", known), Some("left_gastric"));
        assert_eq!(closest("femur", known), None);
        assert_eq!(closest("age", ["weight_kg", "age_years"]), Some("age_years"));
        assert_eq!(closest("pva_100_300", ["pva_500_710", "pva_150_250", "coil_3_6"]), Some("pva_150_250"));
    }

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(list(&["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(
            short_list(&["1", "2", "3", "4", "5", "6", "7", "8"]),
            "`1`, `2`, `3`, `4`, `5`, `6` and 2 more"
        );
        assert_eq!(hint("zzz", &["a"], "nodes"), "the nodes here are `a`");
    }
}
