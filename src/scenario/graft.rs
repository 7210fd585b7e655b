//! Anatomies that stand on others: something taken away, something added.

use std::collections::BTreeSet;

use super::raw::{Additions, Anatomy};

/// Takes parts away by id and adds others. Nodes that nothing uses any more go with what used them.
pub(super) fn graft(anatomy: &mut Anatomy, remove: &[String], add: &Additions) {
    let before = used(anatomy);
    let stays = |id: &String| !remove.contains(id);
    anatomy.segments.retain(|s| stays(&s.id));
    anatomy.links.retain(|l| stays(&l.id));
    anatomy.beds.retain(|b| stays(&b.id));
    anatomy.segments.extend_from_slice(&add.segments);
    anatomy.links.extend_from_slice(&add.links);
    anatomy.beds.extend_from_slice(&add.beds);
    let after = used(anatomy);
    anatomy.nodes.retain(|node| after.contains(&node.id) || !before.contains(&node.id));
    anatomy.nodes.extend_from_slice(&add.nodes);
}

/// An anatomy on top of its base, as one that stands by itself.
pub(super) fn on_base(own: &Anatomy, base: &Anatomy) -> Anatomy {
    let mut whole = base.clone();
    let (nodes, segments) = (own.nodes.clone(), own.segments.clone());
    let add = Additions { nodes, segments, links: own.links.clone(), beds: own.beds.clone() };
    graft(&mut whole, &own.remove, &add);
    let there: BTreeSet<&String> = whole.nodes.iter().map(|node| &node.id).collect();
    let mut access = base.access.clone();
    access.retain(|point| there.contains(&point.node));
    access.extend_from_slice(&own.access);
    Anatomy {
        format: own.format,
        id: own.id.clone(),
        name: own.name.clone(),
        base: None,
        remove: Vec::new(),
        root: own.root.clone().or(whole.root),
        blood: own.blood.clone().or(whole.blood),
        inlets: own.inlets.clone(),
        access,
        ..whole
    }
}

fn used(anatomy: &Anatomy) -> BTreeSet<String> {
    let segments = anatomy.segments.iter().flat_map(|s| [&s.from, &s.to]);
    let links = anatomy.links.iter().flat_map(|l| [&l.from, &l.to]);
    segments.chain(links).chain(anatomy.beds.iter().map(|b| &b.at)).chain(&anatomy.root).cloned().collect()
}
