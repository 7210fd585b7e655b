//! The graph as a whole: everything hangs together, and blood has somewhere to go. Looked at only when every part of it
//! is sound, so that a wrong id is not reported a second time as a hole in the graph.

use std::collections::BTreeSet;

use super::super::codes;
use super::super::suggest;
use super::draft::Draft;
use super::{Checker, problem};
use crate::model::NodeIx;

/// Checks the graph; `entries` are the nodes at which a sheath can enter.
pub(super) fn check(check: &mut Checker, draft: &Draft<'_>, entries: &[NodeIx]) {
    let Some(root) = draft.root else { return };
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); draft.nodes.len()];
    for segment in &draft.segments {
        neighbours[segment.from.ix()].push(segment.to.ix());
        neighbours[segment.to.ix()].push(segment.from.ix());
    }
    let reached = component(&neighbours, root.ix());
    lonely_nodes(check, draft, &neighbours, root);
    islands(check, draft, &neighbours, &reached);
    let served: BTreeSet<usize> =
        draft.beds.iter().map(|bed| bed.node.ix()).chain(entries.iter().map(|node| node.ix())).collect();
    for (segment, place) in draft.segments.iter().zip(&draft.segment_places) {
        for node in [segment.from, segment.to] {
            let ends = neighbours[node.ix()].len() == 1 && node != root && reached.contains(&node.ix());
            if ends && !served.contains(&node.ix()) {
                let id = &draft.nodes[node.ix()].id;
                let message =
                    format!("segment `{}` ends at node `{id}`, where nothing takes the blood", segment.id);
                check.push(
                    problem(codes::DEAD_END, place.at, message)
                        .with_label(format!("`{id}` is a dead end"))
                        .with_hint(format!("add a bed with `at: \"{id}\"`, or remove the segment, too")),
                );
            }
        }
    }
}

/// All nodes joined to one.
fn component(neighbours: &[Vec<usize>], start: usize) -> BTreeSet<usize> {
    let mut seen = BTreeSet::from([start]);
    let mut next = vec![start];
    while let Some(node) = next.pop() {
        for &other in &neighbours[node] {
            if seen.insert(other) {
                next.push(other);
            }
        }
    }
    seen
}

/// Nodes without any segment.
fn lonely_nodes(check: &mut Checker, draft: &Draft<'_>, neighbours: &[Vec<usize>], root: NodeIx) {
    for (i, node) in draft.nodes.iter().enumerate() {
        if !neighbours[i].is_empty() || i == root.ix() {
            continue;
        }
        let mut hanging =
            draft.beds.iter().zip(&draft.bed_places).filter(|(bed, _)| bed.node.ix() == i).peekable();
        if hanging.peek().is_none() {
            let message = format!("node `{}` is used by nothing", node.id);
            check.push(
                problem(codes::UNUSED_NODE, draft.node_places[i].at, message)
                    .with_label("no segment begins or ends here")
                    .with_hint("delete it, or correct the segment that should lead here"),
            );
        }
        for (bed, place) in hanging {
            let message = format!("no vessel leads to bed `{}` at node `{}`", bed.id, node.id);
            check.push(
                problem(codes::BED_WITHOUT_PATH, place.at, message).with_label("gets no blood").with_hint(
                    format!("draw a segment that ends at `{}`, or hang the bed elsewhere", node.id),
                ),
            );
        }
    }
}

/// Parts with segments that are not joined to the root: one message for each.
fn islands(check: &mut Checker, draft: &Draft<'_>, neighbours: &[Vec<usize>], reached: &BTreeSet<usize>) {
    let mut done = reached.clone();
    for segment in &draft.segments {
        if done.contains(&segment.from.ix()) {
            continue;
        }
        let island = component(neighbours, segment.from.ix());
        let members: Vec<usize> =
            (0..draft.segments.len()).filter(|&i| island.contains(&draft.segments[i].from.ix())).collect();
        let own = members.iter().find(|&&i| draft.segment_places[i].own).or(members.first());
        let names: Vec<&str> = members.iter().map(|&i| draft.segments[i].id.as_str()).collect();
        if let Some(&first) = own {
            let message =
                format!("{} {} not joined to the heart", suggest::short_list(&names), are(names.len()));
            check.push(
                problem(codes::DISCONNECTED, draft.segment_places[first].at, message)
                    .with_label("no blood gets here")
                    .with_hint(if draft.segment_places[first].own {
                        "let one of these segments begin at a node of the rest of the tree"
                    } else {
                        "keep the vessel that leads there, or remove these, too"
                    }),
            );
        }
        done.extend(island);
    }
}

fn are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}
