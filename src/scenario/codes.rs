//! Every diagnostic code with its title and its page. Codes are stable: one is never given another meaning.

use super::diagnostic::Severity;

/// A section for each code: what it means, why it matters, what it looks like.
const PAGES: &str = include_str!("../../docs/diagnostics.md");

/// A kind of problem.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// "E…" errors, "W…" warnings.
    pub id: &'static str,
    /// In one line.
    pub title: &'static str,
}

impl Code {
    /// Errors begin with an E.
    pub fn severity(&self) -> Severity {
        if self.id.starts_with('E') { Severity::Error } else { Severity::Warning }
    }

    /// What it means, why it matters, how to mend it, with an example: its section of `docs/diagnostics.md`.
    pub fn page(&self) -> &'static str {
        let heading = format!("## {}: ", self.id);
        let from = PAGES.find(&heading).unwrap_or(PAGES.len());
        let page = &PAGES[from..];
        let end = page.find("\n## ").map_or(page.len(), |end| end + 1);
        page[..end].trim_end()
    }
}

/// A code by its id, whatever the case of its letter.
pub fn find(id: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.id.eq_ignore_ascii_case(id))
}

macro_rules! codes {
    ($($name:ident $id:literal $title:literal;)*) => {
        $(
            #[doc = $title]
            pub const $name: Code = Code { id: $id, title: $title };
        )*

        /// All codes, in order.
        pub const ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    UNREADABLE "E000" "the file cannot be read";
    TOO_LARGE "E001" "the file is too large";
    NOT_UTF8 "E002" "the file is not UTF-8 text";
    CONTROL_CHARACTER "E003" "the file holds control characters";
    TOO_DEEP "E004" "brackets are nested too deeply";
    UNKNOWN_KIND "E005" "it cannot be told what kind of file this is";
    SYNTAX "E006" "the text is not valid RON";
    TRUNCATED "E007" "the file ends too early";
    UNKNOWN_FIELD "E008" "unknown field";
    MISSING_FIELD "E009" "a field is missing";
    REPEATED_FIELD "E010" "a field is given twice";
    WRONG_TYPE "E011" "a value of the wrong kind";
    UNKNOWN_WORD "E012" "unknown word";
    WRONG_FORMAT "E013" "unknown version of the format";
    TOO_MANY_PARTS "E014" "too many parts";
    MANGLED_TRANSLATION "E015" "a translation cannot be read";
    DUPLICATE_ID "E020" "an id is used twice";
    UNKNOWN_NODE "E021" "unknown node";
    UNKNOWN_SEGMENT "E022" "unknown segment";
    UNKNOWN_BED "E023" "unknown bed";
    UNKNOWN_SITE "E024" "unknown access site";
    UNKNOWN_ARTICLE "E025" "not in the catalogue";
    UNKNOWN_SOURCE "E026" "unknown source";
    UNKNOWN_STEP "E027" "unknown phase, step or error of the rubric";
    UNKNOWN_ANATOMY "E028" "unknown anatomy";
    UNKNOWN_REMOVAL "E029" "nothing of this name to remove";
    EMPTY_ID "E030" "an id is empty";
    EMPTY_TEXT "E031" "a text is empty";
    LISTED_TWICE "E032" "the same thing is listed twice";
    UNKNOWN_LOCUS "E033" "unknown locus of the variants";
    NOT_FINITE "E040" "not a number";
    OUT_OF_RANGE "E041" "a number is out of range";
    WRONG_ORDER "E042" "two numbers are in the wrong order";
    CANNOT_BE_MADE "E043" "a device cannot be made like this";
    SELF_LOOP "E050" "a segment ends where it begins";
    DISCONNECTED "E051" "vessels without connection to the heart";
    UNUSED_NODE "E052" "a node is used by nothing";
    LENGTH_DISAGREES "E053" "the drawn length disagrees with the given one";
    NO_LINE "E054" "a segment has no course";
    DEAD_END "E055" "a vessel ends nowhere";
    DUPLICATE_SEGMENT "E056" "the same segment is drawn twice";
    BED_WITHOUT_PATH "E057" "no vessel leads to a bed";
    TOO_NARROW "E058" "the vessels are too narrow for the flow";
    NO_FEEDER "E060" "a target without feeder";
    FEEDER_GOES_ON "E061" "a feeder goes on past its target";
    FEEDER_TWICE "E062" "two feeders share an end";
    PARENT_NOT_ADJACENT "E063" "a feeder does not come off its parent";
    NO_JOIN "E064" "several feeders without join";
    TARGET_CONTRADICTION "E066" "a target contradicts itself";
    NO_TARGET "E067" "a case without target";
    NO_STUDY "E068" "a case without a study to read";
    SITE_NOT_JUDGED "E071" "an access site is not judged";
    NO_GOOD_SITE "E072" "no access site is appropriate";
    TROLLEY_LACKS "E080" "something necessary is missing on the trolley";
    NO_GOOD_AGENT "E081" "no agent is appropriate";
    OUT_OF_REACH "E082" "no device reaches a feeder";
    NOT_DELIVERABLE "E083" "nothing on the trolley can deliver an agent";
    WEIGHTS "E091" "points or shares do not add up";
    EMPTY_PHASE "E092" "a phase without steps asks for points";
    PROVENANCE_STRANGER "E096" "provenance of a number that is not there";
    PROVENANCE_EMPTY "E097" "provenance that says nothing";
    NO_PROVENANCE "W001" "numbers without provenance";
    NOT_SNAKE_CASE "W002" "an id that is hard to type";
    MISSING_TRANSLATION "W003" "a translation lacks a text";
    STRANGE_TRANSLATION "W004" "a translation of a text that is not there";
    WIDENS "W050" "a vessel becomes much wider on its way outwards";
    FAST "W051" "blood would be very fast in a vessel";
    USELESS_JOIN "W060" "a join without second feeder";
    NO_OCCASION "W091" "points for what cannot happen";
    FITS_NOTHING "W080" "a device that fits nothing on the trolley";
    THROUGH_ANASTOMOSIS "W083" "the right particles are hardly wider than an anastomosis";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_well_formed_and_explained() {
        for (i, code) in ALL.iter().enumerate() {
            assert!(ALL[..i].iter().all(|other| other.id != code.id), "{} twice", code.id);
            let (letter, number) = code.id.split_at(1);
            assert!(matches!(letter, "E" | "W") && number.len() == 3 && number.parse::<u32>().is_ok());
            assert!(!code.title.is_empty());
            let page = code.page();
            let heading = format!("## {}: {}\n", code.id, code.title);
            assert!(page.starts_with(&heading), "docs/diagnostics.md lacks `{}`", heading.trim());
            assert!(page.len() > heading.len() + 80, "{} is not explained", code.id);
        }
        assert!(ALL.len() >= 60);
        assert_eq!(PAGES.matches("\n## ").count(), ALL.len(), "a page without a code");
    }

    #[test]
    fn found_by_id() {
        assert_eq!(find("e020").map(|c| c.title), Some(DUPLICATE_ID.title));
        assert!(find("E999").is_none());
    }
}
