//! The variants file: how anatomies differ between people, and how often.

#![expect(missing_docs, reason = "fields say what the formats reference in docs/ explains")]

use serde::Deserialize;

use super::{Additions, Point, Provenance};

/// The variants of one anatomy.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variants {
    pub format: u32,
    /// Id of the anatomy.
    pub anatomy: String,
    pub loci: Vec<Locus>,
    pub spreads: Vec<Spread>,
    #[serde(default)]
    pub angles: Vec<Angle>,
}

/// One place where people differ.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locus {
    pub id: String,
    pub name: String,
    /// Where the shares come from.
    pub provenance: Provenance,
    pub patterns: Vec<Pattern>,
}

/// One way it can be.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    pub name: String,
    /// How often, 0 to 1.
    pub share: f64,
    #[serde(default)]
    pub remove: Vec<String>,
    #[serde(default)]
    pub add: Additions,
}

/// Numbers that vary together: radii or lengths of segments and flows of beds, times one factor.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    pub name: String,
    /// Standard deviation of the factor, whose mean is 1.
    pub sd: f64,
    /// Smallest and largest factor.
    pub between: (f64, f64),
    #[serde(default)]
    pub segments: Vec<String>,
    /// Segments whose courses become longer or shorter between their ends.
    #[serde(default)]
    pub courses: Vec<String>,
    #[serde(default)]
    pub beds: Vec<String>,
    pub provenance: Provenance,
}

/// Where vessels take off: turned about an axis through their origin, by one angle.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Angle {
    pub name: String,
    pub segments: Vec<String>,
    /// Turned counter-clockwise, seen from its tip.
    pub axis: Point,
    /// Standard deviation around the course as drawn.
    pub sd_deg: f64,
    /// Smallest and largest turn.
    pub between_deg: (f64, f64),
    pub provenance: Provenance,
}
