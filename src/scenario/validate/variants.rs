//! The variants of an anatomy: shares that add up, vessels that are there. Whether what is drawn is sound is checked like
//! any anatomy.

use super::super::codes;
use super::super::diagnostic::Diagnostic;
use super::super::library::Library;
use super::super::locate::Spot;
use super::super::parse::Parsed;
use super::super::{Checked, raw};
use super::number::{self, SHARE, range};
use super::{Block, Checker, ids, problem, provenance};

/// Checks a variants file.
pub(in super::super) fn check(
    library: &Library,
    parsed: &Parsed<raw::Variants>,
) -> Result<Checked<()>, Vec<Diagnostic>> {
    let mut check = Checker::default();
    let (raw, root) = (&parsed.raw, parsed.located.root());
    if !super::format(&mut check, root, raw.format) {
        return check.finish(None);
    }
    let Some(anatomy) = library.anatomy(&raw.anatomy) else {
        let known: Vec<&str> = library.anatomies().map(super::super::Anatomy::id).collect();
        let by = ("the file", "anatomy", raw.anatomy.as_str());
        ids::unknown(&mut check, codes::UNKNOWN_ANATOMY, root.field("anatomy"), by, &known);
        return check.finish(None);
    };
    let mut unique = ids::Unique::default();
    for (i, locus) in raw.loci.iter().enumerate() {
        let block = Block::new(root.field("loci").item(i), "locus", &locus.id);
        ids::own(&mut check, block.at, "locus", &locus.id);
        unique.take(&mut check, block.at, "locus", &locus.id);
        ids::text(&mut check, &block, "name", &locus.name);
        let what = format!("provenance of {}", block.what);
        provenance::content(&mut check, library, block.at.field("provenance"), &what, &locus.provenance);
        shares(&mut check, &block, locus);
        for (k, pattern) in locus.patterns.iter().enumerate() {
            let spot = block.at.field("patterns").item(k).field("remove");
            there(&mut check, anatomy.raw(), spot, &pattern.remove);
        }
    }
    for (i, spread) in raw.spreads.iter().enumerate() {
        let block = Block::new(root.field("spreads").item(i), "spread", &spread.name);
        number::field(&mut check, &block, "sd", spread.sd, range(0.0, 2.0, "of the mean"));
        number::pair(&mut check, &block, "between", spread.between, range(0.1, 5.0, "of the mean"));
        let what = format!("provenance of {}", block.what);
        provenance::content(&mut check, library, block.at.field("provenance"), &what, &spread.provenance);
        there(&mut check, anatomy.raw(), block.at.field("segments"), &spread.segments);
        there(&mut check, anatomy.raw(), block.at.field("courses"), &spread.courses);
        there(&mut check, anatomy.raw(), block.at.field("beds"), &spread.beds);
    }
    for (i, angle) in raw.angles.iter().enumerate() {
        let block = Block::new(root.field("angles").item(i), "angle", &angle.name);
        number::field(&mut check, &block, "sd_deg", angle.sd_deg, range(0.0, 90.0, "degrees"));
        number::pair(&mut check, &block, "between_deg", angle.between_deg, range(-90.0, 90.0, "degrees"));
        number::point(&mut check, block.at.field("axis"), &format!("the axis of {}", block.what), angle.axis);
        let what = format!("provenance of {}", block.what);
        provenance::content(&mut check, library, block.at.field("provenance"), &what, &angle.provenance);
        there(&mut check, anatomy.raw(), block.at.field("segments"), &angle.segments);
    }
    check.finish(Some(()))
}

fn shares(check: &mut Checker, block: &Block<'_>, locus: &raw::Locus) {
    for (k, pattern) in locus.patterns.iter().enumerate() {
        let own = Block::new(block.at.field("patterns").item(k), "pattern", &pattern.name);
        number::field(check, &own, "share", pattern.share, SHARE);
    }
    let total: f64 = locus.patterns.iter().map(|pattern| pattern.share).sum();
    if (total - 1.0).abs() > 0.001 {
        let message = format!("the shares of {} add up to {total:.3}, not 1", block.what);
        check.push(
            problem(codes::WEIGHTS, block.at.field("patterns"), message)
                .with_label("one of the patterns is always drawn")
                .with_hint("change a `share`: together they are 1"),
        );
    }
}

fn there(check: &mut Checker, anatomy: &raw::Anatomy, at: Spot<'_>, list: &[String]) {
    let segments = anatomy.segments.iter().map(|s| s.id.as_str());
    let beds = anatomy.beds.iter().map(|b| b.id.as_str());
    let known: Vec<&str> = segments.chain(anatomy.links.iter().map(|l| l.id.as_str())).chain(beds).collect();
    for (i, id) in list.iter().enumerate().filter(|(_, id)| !known.contains(&id.as_str())) {
        ids::unknown(check, codes::UNKNOWN_REMOVAL, at.item(i), ("the file", "vessel or bed", id), &known);
    }
}
