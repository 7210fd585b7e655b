//! Anatomies differ: one is drawn from the published variants, by a seed.
//!
//! Each locus takes one of its patterns with its share; a pattern takes vessels away and puts others in their place, under
//! the same ids where they supply the same, so that cases built on the anatomy still fit. Spreads multiply radii, lengths or
//! flows by one factor each, normal around 1; angles turn where vessels take off, normal around what is drawn. A number that
//! falls outside its limits is drawn again. Junctions stay where they are (`course`).

mod course;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::diagnostic::Diagnostic;
use super::graft::graft;
use super::library::Anatomy;
use super::raw::{self, Angle, Locus, Pattern, Spread, Variants};
use super::{kind, parse};
use crate::math;

/// What stands between the findings of a study and the patterns that were drawn.
pub const OF_THIS_PATIENT: &str = "\n\nOf this patient: ";

/// An anatomy that was drawn.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The anatomy.
    pub anatomy: raw::Anatomy,
    /// Patterns, in words: locus and pattern.
    pub patterns: Vec<String>,
    /// Numbers, in words: spread and factor, vessel and angle.
    pub numbers: Vec<String>,
}

/// Reads the variants of an anatomy.
pub fn parse_variants(text: impl AsRef<[u8]>, name: &str) -> Result<Variants, Vec<Diagnostic>> {
    Ok(parse::parse::<Variants>(kind::located(text.as_ref(), name)?)?.raw)
}

/// Draws an anatomy; its id will be `id`. Loci that are `fixed` stay as they are.
pub fn draw(base: &Anatomy, variants: &Variants, seed: u64, (id, fixed): (&str, &[String])) -> Drawn {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut anatomy = base.raw().clone();
    let (mut patterns, mut numbers) = (Vec::new(), Vec::new());
    for locus in &variants.loci {
        // Drawn in any case, so that a fixed locus does not shift the others.
        let pattern = pick(locus, uniform(&mut random));
        if !fixed.contains(&locus.id) {
            graft(&mut anatomy, &pattern.remove, &pattern.add);
            patterns.push(format!("{}: {} ({:.0} %)", locus.name, pattern.name, 100.0 * pattern.share));
        }
    }
    for spread in &variants.spreads {
        let factor = normal((1.0, spread.sd), spread.between, &mut random);
        scale(&mut anatomy, spread, factor);
        numbers.push(format!("{}: {factor:.2} of the mean", spread.name));
    }
    for angle in &variants.angles {
        let turn_deg = normal((0.0, angle.sd_deg), angle.between_deg, &mut random);
        turn(&mut anatomy, angle, turn_deg);
        numbers.push(format!("{}: turned by {turn_deg:.0} degrees", angle.name));
    }
    id.clone_into(&mut anatomy.id);
    anatomy.name = format!("{}, variant {seed}", anatomy.name);
    Drawn { anatomy, patterns, numbers }
}

impl Drawn {
    /// It as a file.
    pub fn text(&self) -> String {
        let lines = self.patterns.iter().chain(&self.numbers).map(|line| format!("// - {line}\n"));
        let head = format!(
            "#![enable(implicit_some)]\n// Drawn from the published variants:\n{}",
            lines.collect::<String>()
        );
        let pretty = ron::ser::PrettyConfig::new()
            .struct_names(true)
            .depth_limit(2)
            .extensions(ron::extensions::Extensions::empty());
        // Serialising plain data into a String has no way to fail.
        head + &parse::options().to_string_pretty(&self.anatomy, pretty).unwrap_or_default() + "\n"
    }
}

/// Draws an anatomy for the text of a case, and says which feeders come off another vessel there: feeder and parent.
pub fn draw_for(
    text: &str,
    (base, variants): (&Anatomy, &Variants),
    (seed, id): (u64, &str),
) -> Result<(Drawn, Vec<(String, String)>), Vec<Diagnostic>> {
    let mut case = parse::parse::<raw::Case>(kind::located(text.as_bytes(), id)?)?.raw;
    let drawn = draw(base, variants, seed, (id, &case.fixed));
    let feeders = |case: &raw::Case| -> Vec<(String, String)> {
        let all = case.targets.iter().flat_map(|target| &target.feeders);
        all.map(|feeder| (feeder.segment.clone(), feeder.parent.clone())).collect()
    };
    let before = feeders(&case);
    follow(&mut case, &drawn.anatomy);
    let moved = feeders(&case).into_iter().filter(|feeder| !before.contains(feeder)).collect();
    Ok((drawn, moved))
}

/// The feeders of a case on a drawn anatomy: one that comes off another vessel there has that one as its parent.
pub(super) fn follow(case: &mut raw::Case, anatomy: &raw::Anatomy) {
    let mut whole = anatomy.clone();
    graft(&mut whole, &case.remove, &case.add);
    let ends =
        |id: &str| whole.segments.iter().find(|s| s.id == id).map(|s| (s.from.as_str(), s.to.as_str()));
    for feeder in case.targets.iter_mut().flat_map(|target| &mut target.feeders) {
        let Some((start, _)) = ends(&feeder.segment) else { continue };
        let touches = ends(&feeder.parent).is_some_and(|(from, to)| from == start || to == start);
        if !touches && let Some(parent) = whole.segments.iter().find(|s| s.to == start) {
            feeder.parent.clone_from(&parent.id);
        }
    }
}

/// The pattern that a number from 0 to 1 falls to.
pub fn pick(locus: &Locus, uniform: f64) -> &Pattern {
    let mut left = uniform * locus.patterns.iter().map(|p| p.share).sum::<f64>();
    for pattern in &locus.patterns {
        left -= pattern.share;
        if left < 0.0 {
            return pattern;
        }
    }
    &locus.patterns[locus.patterns.len() - 1]
}

/// A normal number with mean and standard deviation, drawn again outside its limits.
fn normal((mean, sd): (f64, f64), (min, max): (f64, f64), random: &mut ChaCha8Rng) -> f64 {
    /// More draws than any sensible limits need.
    const DRAWS: usize = 64;
    for _ in 0..DRAWS {
        let radius = (-2.0 * math::ln(1.0 - uniform(random))).sqrt();
        let number = mean + sd * radius * math::cos(2.0 * math::PI * uniform(random));
        if (min..=max).contains(&number) {
            return number;
        }
    }
    mean.clamp(min, max)
}

fn scale(anatomy: &mut raw::Anatomy, spread: &Spread, factor: f64) {
    for segment in anatomy.segments.iter_mut().filter(|s| spread.segments.contains(&s.id)) {
        let (from, to) = segment.radius_mm;
        segment.radius_mm = (course::short(from * factor), course::short(to * factor));
    }
    for id in &spread.courses {
        course::redraw(anatomy, id, |line| line.stretched(factor));
    }
    for bed in anatomy.beds.iter_mut().filter(|b| spread.beds.contains(&b.id)) {
        bed.flow_ml_min = bed.flow_ml_min.map(|flow| flow * factor);
        if let Some(windkessel) = &mut bed.windkessel {
            windkessel.proximal_mmhg_s_ml /= factor;
            windkessel.compliance_ml_mmhg *= factor;
            windkessel.distal_mmhg_s_ml /= factor;
        }
    }
}

fn turn(anatomy: &mut raw::Anatomy, angle: &Angle, turn_deg: f64) {
    for id in &angle.segments {
        course::redraw(anatomy, id, |line| line.turned(angle.axis, turn_deg));
    }
}

fn uniform(random: &mut ChaCha8Rng) -> f64 {
    (random.random::<u64>() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
}
