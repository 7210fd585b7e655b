//! An anatomy file: the graph and the places where it can be entered.

use super::super::diagnostic::Diagnostic;
use super::super::library::Library;
use super::super::parse::Parsed;
use super::super::{Checked, raw};
use super::draft::Draft;
use super::parts::Parts;
use super::{Block, Checker, haemodynamics, hydraulics, ids, topology};
use crate::model::{AccessKind, Blood, NodeIx, VesselGraph};

/// Mean arterial pressure an anatomy is looked at with, mmHg: it has no patient.
const MEAN_MMHG: f64 = 93.0;

/// A place where a sheath can enter.
#[derive(Clone, Debug)]
pub struct AccessPoint {
    /// Id as in the file.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Kind of artery.
    pub kind: AccessKind,
    /// Where on the graph.
    pub node: NodeIx,
}

/// What an anatomy becomes.
#[derive(Debug)]
pub(in super::super) struct CheckedAnatomy {
    pub(in super::super) graph: VesselGraph,
    pub(in super::super) blood: Option<Blood>,
    pub(in super::super) access: Vec<AccessPoint>,
}

/// Checks an anatomy file.
pub(in super::super) fn check(
    library: &Library,
    parsed: &Parsed<raw::Anatomy>,
) -> Result<Checked<CheckedAnatomy>, Vec<Diagnostic>> {
    let mut check = Checker::default();
    let (raw, root) = (&parsed.raw, parsed.located.root());
    if !super::format(&mut check, root, raw.format) {
        return check.finish(None);
    }
    let block = Block::only(root, "the anatomy");
    ids::own(&mut check, root, "anatomy", &raw.id);
    ids::text(&mut check, &block, "name", &raw.name);
    let parts = Parts::of_anatomy(raw, root);
    if !parts.bounded(&mut check, root) {
        return check.finish(None);
    }
    let before = check.errors();
    let draft = Draft::build(&mut check, library, &parts, (&raw.root, root.field("root")));
    let access = access(&mut check, &draft, parsed);
    let inlets = haemodynamics::inlets(&mut check, library, (&draft, raw), root);
    let blood = haemodynamics::blood(&mut check, library, raw, root);
    if check.errors() > before {
        return check.finish(None);
    }
    let served = access.iter().map(|point| point.node).chain(inlets.iter().map(|inlet| inlet.node));
    let entries: Vec<NodeIx> = served.collect();
    topology::check(&mut check, &draft, &entries);
    if check.errors() > before {
        return check.finish(None);
    }
    if inlets.is_empty() {
        hydraulics::check(&mut check, &draft, MEAN_MMHG);
    }
    let value = draft.finish().map(|graph| {
        let graph = haemodynamics::with_blood(graph, blood).with_inlets(inlets);
        CheckedAnatomy { graph, blood, access }
    });
    check.finish(value)
}

fn access(check: &mut Checker, draft: &Draft<'_>, parsed: &Parsed<raw::Anatomy>) -> Vec<AccessPoint> {
    let mut unique = ids::Unique::default();
    let list = parsed.located.root().field("access");
    let mut points = Vec::new();
    for (i, raw) in parsed.raw.access.iter().enumerate() {
        let at = list.item(i);
        ids::own(check, at, "access point", &raw.id);
        unique.take(check, at, "access point", &raw.id);
        let block = Block::new(at, "access point", &raw.id);
        ids::text(check, &block, "name", &raw.name);
        if let Some(node) = draft.node(check, &block.what, &raw.node, at.field("node")) {
            points.push(AccessPoint {
                id: raw.id.clone(),
                name: raw.name.clone(),
                kind: kind(raw.kind),
                node,
            });
        }
    }
    points
}

/// A kind of the file as the model's.
pub(super) fn kind(raw: raw::AccessKind) -> AccessKind {
    match raw {
        raw::AccessKind::Femoral => AccessKind::Femoral,
        raw::AccessKind::Radial => AccessKind::Radial,
        raw::AccessKind::Brachial => AccessKind::Brachial,
    }
}
