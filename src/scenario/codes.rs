//! Every diagnostic code with its title and explanation. Codes are stable: one is never given another meaning.

use super::diagnostic::Severity;

/// A kind of problem.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// "E…" errors, "W…" warnings.
    pub id: &'static str,
    /// In one line.
    pub title: &'static str,
    /// What it means, why it matters and how to mend it.
    pub explanation: &'static str,
}

impl Code {
    /// Errors begin with an E.
    pub fn severity(&self) -> Severity {
        if self.id.starts_with('E') { Severity::Error } else { Severity::Warning }
    }
}

/// A code by its id, whatever the case of its letter.
pub fn find(id: &str) -> Option<&'static Code> {
    ALL.iter().copied().find(|code| code.id.eq_ignore_ascii_case(id))
}

macro_rules! codes {
    ($($name:ident $id:literal $title:literal $explanation:literal)*) => {
        $(
            #[doc = $title]
            pub const $name: Code = Code { id: $id, title: $title, explanation: $explanation };
        )*

        /// All codes, in order.
        pub const ALL: &[&Code] = &[$(&$name),*];
    };
}

codes! {
    TOO_LARGE "E001" "the file is too large"
    "Files above 8 MiB are not read. A scenario is text of some hundred kilobytes at most; a larger file is something else, or generated with far more points than the engine can use."

    NOT_UTF8 "E002" "the file is not UTF-8 text"
    "Scenario files are text in the encoding UTF-8. Older editors save letters such as µ or é in another encoding: choose UTF-8 when saving."

    CONTROL_CHARACTER "E003" "the file holds control characters"
    "Besides line ends and tabs a text has no control characters. A zero byte means that the file is binary or was damaged."

    TOO_DEEP "E004" "brackets are nested too deeply"
    "No format needs more than a dozen levels of brackets; more than 64 are refused. Usually closing brackets are missing."

    UNKNOWN_KIND "E005" "it cannot be told what kind of file this is"
    "A file is an anatomy, a case, a catalogue, a bibliography or a rubric. It should begin with the word Anatomy, Case, Catalogue, Sources or Rubric in front of its first bracket, or at least have their fields."

    SYNTAX "E006" "the text is not valid RON"
    "The file breaks the rules of its notation (RON): for instance a comma between two fields is missing, or brackets do not match. Blocks are written ( field: value, … ), lists [ a, b ], texts \"in quotes\"."

    TRUNCATED "E007" "the file ends too early"
    "A bracket, text or comment is opened and never closed. Either the end of the file was lost, or the closing sign was forgotten where the message points."

    UNKNOWN_FIELD "E008" "unknown field"
    "The block has no field of this name. Nothing is silently ignored, so that a slip of the pen cannot change a case unseen."

    MISSING_FIELD "E009" "a field is missing"
    "The block needs this field; it has no usual value that could stand in."

    REPEATED_FIELD "E010" "a field is given twice"
    "One block gives the same field two times, and it is not clear which one is meant. Delete one."

    WRONG_TYPE "E011" "a value of the wrong kind"
    "The field wants another kind of value, for instance a number where a text stands. Texts are in quotes, numbers are not; pairs and points are in round brackets, lists in square ones."

    UNKNOWN_WORD "E012" "unknown word"
    "The field takes one of a few fixed words, and this is none of them. Capital letters matter."

    WRONG_FORMAT "E013" "unknown version of the format"
    "The field `format` says which version of the formats a file is written in. This program reads version 1."

    TOO_MANY_PARTS "E014" "too many parts"
    "An anatomy may have 5000 nodes, 5000 segments and 5000 beds. Vessels that cannot be seen or reached belong into a bed."

    DUPLICATE_ID "E020" "an id is used twice"
    "Ids name one thing each: nodes, segments with links, beds, access points, devices, agents, sources, studies and targets are each other's namesakes only by mistake. Rename one of the two and what refers to it."

    UNKNOWN_NODE "E021" "unknown node"
    "A segment, link, bed or access point names a node that neither the anatomy nor the case's `add` has."

    UNKNOWN_SEGMENT "E022" "unknown segment"
    "A feeder, its parent or a vessel to keep open is named by the id of a segment, which neither the anatomy nor the case's `add` has, or which the case removes."

    UNKNOWN_BED "E023" "unknown bed"
    "A protected bed is named by the id of a bed, which neither the anatomy nor the case's `add` has, or which the case removes."

    UNKNOWN_SITE "E024" "unknown access site"
    "An access site is named by the id of an access point of the anatomy."

    UNKNOWN_ARTICLE "E025" "not in the catalogue"
    "The trolley names devices, agents and a contrast medium by their ids in the catalogue (see `embolize list devices` and `embolize list agents`)."

    UNKNOWN_SOURCE "E026" "unknown source"
    "The provenance of a number names a source that `sources.ron` has not. A reference nobody can look up is no reference."

    UNKNOWN_STEP "E027" "unknown step or error of the rubric"
    "A case changes steps and errors of the default rubric by their ids. A step that does not exist cannot happen, so its points could never be earned."

    UNKNOWN_ANATOMY "E028" "unknown anatomy"
    "A case builds on a bundled anatomy or on one in the folder `anatomies` beside its own folder."

    UNKNOWN_REMOVAL "E029" "nothing of this name to remove"
    "`remove` takes ids of segments, links and beds of the anatomy."

    EMPTY_ID "E030" "an id is empty"
    "Ids are any text that is not empty; snake_case words such as `left_gastric` are best."

    EMPTY_TEXT "E031" "a text is empty"
    "Titles, findings, reasons and teaching texts are what a trainee learns from; none may be left empty."

    LISTED_TWICE "E032" "the same thing is listed twice"
    "A list of choices or references names one thing two times, perhaps with two different judgements. Delete one entry."

    NOT_FINITE "E040" "not a number"
    "NaN and infinite values are no measures of anything. Give a finite number."

    OUT_OF_RANGE "E041" "a number is out of range"
    "The number cannot be what its field's name says. The allowed ranges are wide: they hold what occurs in patients and products. Look first at the unit (it is in the field's name) and at diameter against radius."

    WRONG_ORDER "E042" "two numbers are in the wrong order"
    "Of two numbers that belong together the first has to be the smaller one, or the inner size smaller than the outer."

    SELF_LOOP "E050" "a segment ends where it begins"
    "A segment joins two different nodes. A loop of vessels is drawn with several segments."

    DISCONNECTED "E051" "vessels without connection to the heart"
    "Every part of the graph has to be joined to the root, or no blood reaches it."

    UNUSED_NODE "E052" "a node is used by nothing"
    "No segment begins or ends at the node: it was forgotten, or a segment names another one."

    LENGTH_DISAGREES "E053" "the drawn length disagrees with the given one"
    "`length_mm` is the published length; the curve through the two nodes and the `via` points has to agree with it within 5 %. Move the points, or correct the number."

    NO_LINE "E054" "a segment has no course"
    "All points of the segment coincide, so that it has no length."

    DEAD_END "E055" "a vessel ends nowhere"
    "At the end of every vessel hangs a bed, a target or an access point: blood has to go somewhere."

    DUPLICATE_SEGMENT "E056" "the same segment is drawn twice"
    "Two segments have the same ends and the same points. They would carry the flow of two vessels."

    BED_WITHOUT_PATH "E057" "no vessel leads to a bed"
    "The bed hangs at a node that no segment reaches."

    TOO_NARROW "E058" "the vessels are too narrow for the flow"
    "The beds ask for more flow than the vessels on the way can carry with the pressure there is: along the way more pressure would be lost than remains above the veins. Widen the vessels or lower the flows behind them."

    NO_FEEDER "E060" "a target without feeder"
    "A target is closed through its feeding vessels; without any there is nothing to do."

    FEEDER_GOES_ON "E061" "a feeder goes on past its target"
    "The feeder is the last segment before the target. At its end there must be no other vessel and no bed: the target's own bed hangs there. Remove the anatomy's bed with `remove`, or end the feeder in a branch of its own."

    FEEDER_TWICE "E062" "two feeders share an end"
    "Each feeder enters a compartment of its own at its own end; two feeders cannot be the same segment or end at the same node."

    PARENT_NOT_ADJACENT "E063" "a feeder does not come off its parent"
    "The parent of a feeder is the segment it comes off: it has to touch the node at which the feeder begins."

    NO_JOIN "E064" "several feeders without join"
    "The feeders of one target communicate inside it: that is why closing one is not enough. `join` gives the resistance, calibre and volume of that communication."

    TARGET_CONTRADICTION "E066" "a target contradicts itself"
    "One vessel cannot both be closed as a feeder and be kept open, and a target cannot be protected."

    NO_TARGET "E067" "a case without target"
    "Embolization closes something. Give the case at least one target."

    NO_STUDY "E068" "a case without a study to read"
    "The procedure begins with reading the initial angiograms: give the case at least one required diagnostic study of the arterial phase."

    SITE_NOT_JUDGED "E071" "an access site is not judged"
    "A trainee can choose any access point of the anatomy, so the case has to say of each how well it fits this patient, and why."

    NO_GOOD_SITE "E072" "no access site is appropriate"
    "At least one access site has to be the right choice, or the choice of site could not be made well."

    TROLLEY_LACKS "E080" "something necessary is missing on the trolley"
    "The procedure needs at least one sheath, one guide wire, one catheter and one agent."

    NO_GOOD_AGENT "E081" "no agent is appropriate"
    "At least one agent on the trolley has to be the right choice."

    OUT_OF_REACH "E082" "no device reaches a feeder"
    "From at least one appropriate access site some catheter or microcatheter on the trolley has to be long and slim enough to reach the beginning of every feeder, and fit through what it goes through."

    NOT_DELIVERABLE "E083" "nothing on the trolley can deliver an agent"
    "Embolic agents go through catheters without side holes, and particles only through a lumen wider than the largest of them."

    WEIGHTS "E091" "the points do not add up to 100"
    "The points of all steps, after the case's changes, have to add up to 100."

    EMPTY_PHASE "E092" "a phase without steps asks for points"
    "A phase without steps cannot reach a minimum above 0."

    PROVENANCE_STRANGER "E096" "provenance of a number that is not there"
    "The provenance names a field that the block has not, so the number that was meant stays without source."

    PROVENANCE_EMPTY "E097" "provenance that says nothing"
    "Sourced and Derived name at least one source; Derived says how, ToVerify what to look for, and Authored why."

    NO_PROVENANCE "W001" "numbers without provenance"
    "Say where each number comes from: Sourced([ids]), Derived(from: [ids], how: …), ToVerify(what to look for) or Authored(why). The key \"*\" stands for all other numbers of the block."

    NOT_SNAKE_CASE "W002" "an id that is hard to type"
    "Ids of small letters, digits and underscores that begin with a letter are easy to type in commands and scripts. Others work, too."

    WIDENS "W050" "a vessel becomes much wider on its way outwards"
    "Arteries taper. More than 30 % of gain in radius from one end of a segment to the other, or from a vessel to its branch, is an aneurysm or a slip of the pen; perhaps start and end are swapped."

    FAST "W051" "blood would be very fast in a vessel"
    "The flow of the beds behind the vessel, through its narrowest place, would on average be faster than 1.5 m/s. That happens in tight stenoses only."

    USELESS_JOIN "W060" "a join without second feeder"
    "`join` connects the compartments of several feeders; with one feeder it has no effect."

    FITS_NOTHING "W080" "a device that fits nothing on the trolley"
    "The catheter is too thick for every sheath, or the microcatheter or wire for every lumen it could go through: nobody can use it."
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
            assert!(!code.title.is_empty() && code.explanation.ends_with('.'), "{}", code.id);
        }
        assert!(ALL.len() >= 25);
    }

    #[test]
    fn found_by_id() {
        assert_eq!(find("e020").map(|c| c.title), Some(DUPLICATE_ID.title));
        assert!(find("E999").is_none());
    }
}
