//! An anatomy file: the graph and the places where it can be entered.

use super::super::diagnostic::Diagnostic;
use super::super::library::{Anatomy, Library};
use super::super::locate::Spot;
use super::super::parse::Parsed;
use super::super::{Checked, codes, raw};
use super::draft::Draft;
use super::parts::Parts;
use super::{Block, Checker, haemodynamics, hydraulics, ids, problem, topology};
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
    let Some((base, root_id)) = footing(&mut check, library, (raw, root)) else {
        return check.finish(None);
    };
    let before = check.errors();
    let mut parts = Parts::of_anatomy(raw, root);
    if let Some(base) = base {
        parts = parts.on(&mut check, base.raw(), (&raw.remove, root));
    }
    if !parts.bounded(&mut check, root) {
        return check.finish(None);
    }
    let draft = Draft::build(&mut check, library, &parts, (root_id, root.field("root")));
    let mut access = access(&mut check, &draft, parsed);
    access.splice(0..0, kept_access(&draft, base));
    let inlets = haemodynamics::inlets(&mut check, library, (&draft, raw), root);
    let blood = haemodynamics::blood(&mut check, library, raw, root).or(base.and_then(Anatomy::blood));
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

/// What it builds on, if anything, and the id of its root; `None` when one of them is missing.
fn footing<'a>(
    check: &mut Checker,
    library: &'a Library,
    (raw, at): (&'a raw::Anatomy, Spot<'_>),
) -> Option<(Option<&'a Anatomy>, &'a str)> {
    let base = match &raw.base {
        Some(id) => {
            let found = library.anatomy(id);
            if found.is_none() {
                let known: Vec<&str> = library.anatomies().map(Anatomy::id).collect();
                ids::unknown(
                    check,
                    codes::UNKNOWN_ANATOMY,
                    at.field("base"),
                    ("`base`", "anatomy", id),
                    &known,
                );
            }
            Some(found?)
        }
        None => None,
    };
    if let (None, [first, ..]) = (base, &raw.remove[..]) {
        let message = format!("`remove` names `{first}`, but the anatomy builds on no other");
        check.push(
            problem(codes::UNKNOWN_REMOVAL, at.field("remove"), message)
                .with_label("nothing to take away from")
                .with_hint("say what it builds on, such as `base: \"abdominal\"`, or delete the line"),
        );
    }
    let root = raw.root.as_ref().or(base.and_then(|base| base.raw().root.as_ref()));
    if root.is_none() {
        check.push(
            problem(codes::MISSING_FIELD, at, "the anatomy has neither `root` nor `base`")
                .with_label("where does the blood come in?")
                .with_hint("add `root` with the id of the node at the heart, or `base` with the anatomy it builds on"),
        );
    }
    Some((base, root?))
}

/// The access points of the base that are still there.
fn kept_access(draft: &Draft<'_>, base: Option<&Anatomy>) -> Vec<AccessPoint> {
    let points = base.into_iter().flat_map(Anatomy::access);
    let kept = points.filter_map(|point| {
        let id = &base?.graph().node(point.node).id;
        let ix = draft.nodes.iter().position(|node| node.id == *id)?;
        Some(AccessPoint { node: NodeIx::at(ix), ..point.clone() })
    });
    kept.collect()
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
