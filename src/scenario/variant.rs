//! Anatomies differ: one is drawn from the published variants, by a seed.
//!
//! Each locus takes one of its patterns with its share; a pattern takes vessels away and puts others in their place, under
//! the same ids where they supply the same, so that cases built on the anatomy still fit. Spreads multiply radii or flows
//! by one factor each: normal around 1, drawn again when it falls outside its limits.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::diagnostic::Diagnostic;
use super::library::Anatomy;
use super::raw::{self, Locus, Pattern, Spread, Variants};
use super::{kind, parse};
use crate::math;

/// An anatomy that was drawn.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// Its file.
    pub text: String,
    /// What was drawn, in words: locus and pattern, spread and factor.
    pub what: Vec<String>,
}

/// Reads the variants of an anatomy.
pub fn parse_variants(text: impl AsRef<[u8]>, name: &str) -> Result<Variants, Vec<Diagnostic>> {
    Ok(parse::parse::<Variants>(kind::located(text.as_ref(), name)?)?.raw)
}

/// Draws an anatomy; its id will be `id`.
pub fn draw(base: &Anatomy, variants: &Variants, seed: u64, id: &str) -> Drawn {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut anatomy = base.raw().clone();
    let mut what = Vec::new();
    for locus in &variants.loci {
        let pattern = pick(locus, uniform(&mut random));
        apply(&mut anatomy, pattern);
        what.push(format!("{}: {} ({:.0} %)", locus.name, pattern.name, 100.0 * pattern.share));
    }
    for spread in &variants.spreads {
        let factor = factor(spread, &mut random);
        scale(&mut anatomy, spread, factor);
        what.push(format!("{}: {factor:.2} of the mean", spread.name));
    }
    id.clone_into(&mut anatomy.id);
    anatomy.name = format!("{}, variant {seed}", anatomy.name);
    Drawn { text: written(&anatomy, &what), what }
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

fn apply(anatomy: &mut raw::Anatomy, pattern: &Pattern) {
    let gone = |id: &String| pattern.remove.contains(id);
    anatomy.segments.retain(|s| !gone(&s.id));
    anatomy.links.retain(|l| !gone(&l.id));
    anatomy.beds.retain(|b| !gone(&b.id));
    anatomy.nodes.extend(pattern.add.nodes.iter().cloned());
    anatomy.segments.extend(pattern.add.segments.iter().cloned());
    anatomy.links.extend(pattern.add.links.iter().cloned());
    anatomy.beds.extend(pattern.add.beds.iter().cloned());
    let used = |id: &str| {
        anatomy.segments.iter().any(|s| s.from == id || s.to == id)
            || anatomy.links.iter().any(|l| l.from == id || l.to == id)
            || anatomy.root == id
    };
    let kept: Vec<bool> = anatomy.nodes.iter().map(|node| used(&node.id)).collect();
    let mut kept = kept.into_iter();
    anatomy.nodes.retain(|_| kept.next().unwrap_or(true));
}

fn factor(spread: &Spread, random: &mut ChaCha8Rng) -> f64 {
    /// More draws than any sensible limits need.
    const DRAWS: usize = 64;
    let (min, max) = spread.between;
    for _ in 0..DRAWS {
        let radius = (-2.0 * math::ln(1.0 - uniform(random))).sqrt();
        let factor = 1.0 + spread.sd * radius * math::cos(2.0 * math::PI * uniform(random));
        if (min..=max).contains(&factor) {
            return factor;
        }
    }
    1.0_f64.clamp(min, max)
}

fn scale(anatomy: &mut raw::Anatomy, spread: &Spread, factor: f64) {
    for segment in anatomy.segments.iter_mut().filter(|s| spread.segments.contains(&s.id)) {
        segment.radius_mm = (segment.radius_mm.0 * factor, segment.radius_mm.1 * factor);
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

fn uniform(random: &mut ChaCha8Rng) -> f64 {
    (random.random::<u64>() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
}

fn written(anatomy: &raw::Anatomy, what: &[String]) -> String {
    let drawn: Vec<String> = what.iter().map(|line| format!("// - {line}\n")).collect();
    let text =
        format!("#![enable(implicit_some)]\n// Drawn from the published variants:\n{}", drawn.concat());
    let pretty = ron::ser::PrettyConfig::new()
        .struct_names(true)
        .depth_limit(2)
        .extensions(ron::extensions::Extensions::empty());
    // Serialising plain data into a String has no way to fail.
    text + &parse::options().to_string_pretty(anatomy, pretty).unwrap_or_default() + "\n"
}
