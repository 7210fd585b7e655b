//! Did you mean …?

/// How alike two words have to be, 0 to 1.
const ALIKE: f64 = 0.7;

/// The most alike of the known words, if any is alike enough. Among equals the first one.
pub fn closest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(f64, &str)> = None;
    let lower = word.to_lowercase();
    for candidate in known {
        let score = strsim::normalized_damerau_levenshtein(&lower, &candidate.to_lowercase())
            .max(strsim::jaro_winkler(&lower, &candidate.to_lowercase()) - 0.15);
        if score >= ALIKE && best.is_none_or(|(top, _)| score > top) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// A hint for an unknown word: the closest known one, or all of them when they are few.
pub(super) fn hint(word: &str, known: &[&str], plural: &str) -> String {
    const FEW: usize = 12;
    if let Some(close) = closest(word, known.iter().copied()) {
        return format!("did you mean `{close}`?");
    }
    match known.len() {
        0 => format!("there are no {plural} here"),
        1..=FEW => format!("the {plural} here are {}", list(known)),
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
