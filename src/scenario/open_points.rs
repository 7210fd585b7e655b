//! What is still to be confirmed in a case: every number marked `ToVerify`, with what to look for. For authors and
//! reviewers; trainees never see such a number as a published threshold.

use super::diagnostic::Diagnostic;
use super::library::Library;
use super::raw::{self, Provenance, Provenances};
use super::{kind, parse};

/// A number that nobody has confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPoint {
    /// The block it stands in: "bed `gallbladder`".
    pub place: String,
    /// Its field; `*` for all of them.
    pub field: String,
    /// What to look for.
    pub what: String,
    /// It stands in the anatomy, not in the case.
    pub in_anatomy: bool,
}

/// All of a case and of the anatomy it builds on; parts that the case removes are left out, and so is the catalogue, which no
/// case answers for.
pub fn open_points(library: &Library, text: &[u8], name: &str) -> Result<Vec<OpenPoint>, Vec<Diagnostic>> {
    let case = parse::parse::<raw::Case>(kind::located(text, name)?)?.raw;
    let mut found = Found::default();
    found.take("the patient", &case.patient.provenance);
    found.parts(&case.add.segments, &case.add.links, &case.add.beds, &[]);
    for target in &case.targets {
        let place = format!("target `{}`", target.id);
        found.take(&place, &target.provenance);
        found.take(&format!("the end-point of {place}"), &target.endpoint.provenance);
        if let Some(shunt) = &target.shunt {
            found.take(&format!("the shunt of {place}"), &shunt.provenance);
        }
        if let Some(join) = &target.join {
            found.take(&format!("the join of {place}"), &join.provenance);
        }
        for feeder in &target.feeders {
            found.take(&format!("feeder `{}`", feeder.segment), &feeder.provenance);
        }
    }
    for protected in &case.protected {
        found.take(&format!("protected bed `{}`", protected.bed), &protected.provenance);
    }
    if let Some(limits) = &case.rubric.limits {
        found.take("the limits", &limits.provenance);
    }
    if let Some(anatomy) = library.anatomy(&case.anatomy) {
        found.in_anatomy = true;
        let raw = anatomy.raw();
        found.parts(&raw.segments, &raw.links, &raw.beds, &case.remove);
        if let Some(blood) = &raw.blood {
            found.take("the blood", &blood.provenance);
        }
        for inlet in &raw.inlets {
            found.take(&format!("the inlet at `{}`", inlet.at), &inlet.provenance);
        }
    }
    Ok(found.points)
}

#[derive(Default)]
struct Found {
    points: Vec<OpenPoint>,
    in_anatomy: bool,
}

impl Found {
    fn take(&mut self, place: &str, provenance: &Provenances) {
        for (field, from) in provenance {
            if let Provenance::ToVerify(what) = from {
                self.points.push(OpenPoint {
                    place: place.to_owned(),
                    field: field.clone(),
                    what: what.clone(),
                    in_anatomy: self.in_anatomy,
                });
            }
        }
    }

    fn parts(
        &mut self,
        segments: &[raw::Segment],
        links: &[raw::Link],
        beds: &[raw::Bed],
        removed: &[String],
    ) {
        for segment in segments.iter().filter(|s| !removed.contains(&s.id)) {
            self.take(&format!("segment `{}`", segment.id), &segment.provenance);
        }
        for link in links.iter().filter(|l| !removed.contains(&l.id)) {
            self.take(&format!("link `{}`", link.id), &link.provenance);
        }
        for bed in beds.iter().filter(|b| !removed.contains(&b.id)) {
            self.take(&format!("bed `{}`", bed.id), &bed.provenance);
            if let Some(shunt) = &bed.shunt {
                self.take(&format!("the shunt of bed `{}`", bed.id), &shunt.provenance);
            }
        }
    }
}
