//! The shipped anatomy against published lengths: how far it is from where a sheath enters to where it is needed.

use std::collections::BTreeSet;

use embolize::model::{NodeIx, VesselGraph};
use embolize::scenario::Library;

/// Centimetres along the vessels (derived from ADAN56 centre-lines, `S2`).
const ROUTES_CM: [(&str, &str, f64); 15] = [
    ("right_femoral", "aortic_bifurcation", 21.0),
    ("right_femoral", "ostium_right_renal", 31.0),
    ("right_femoral", "ostium_sma", 32.0),
    ("right_femoral", "ostium_celiac", 34.0),
    ("right_femoral", "ostium_left_carotid", 55.0),
    ("left_radial", "aortic_bifurcation", 108.0),
    ("left_radial", "ostium_right_renal", 98.0),
    ("left_radial", "ostium_sma", 97.0),
    ("left_radial", "ostium_celiac", 95.0),
    ("right_radial", "aortic_bifurcation", 110.0),
    ("right_radial", "ostium_right_renal", 100.0),
    ("right_radial", "ostium_sma", 99.0),
    ("right_radial", "ostium_celiac", 97.0),
    ("left_brachial", "ostium_celiac", 64.0),
    ("left_femoral", "ostium_celiac", 34.0),
];

/// Shortest way along the vessels, mm (Bellman and Ford: the tree is small).
fn way_mm(graph: &VesselGraph, from: NodeIx, to: NodeIx) -> f64 {
    let mut reached = vec![f64::INFINITY; graph.nodes().len()];
    reached[from.ix()] = 0.0;
    for _ in 0..reached.len() {
        for segment in graph.segments() {
            let Some(line) = segment.centreline() else { continue };
            let (a, b) = (segment.from.ix(), segment.to.ix());
            reached[b] = reached[b].min(reached[a] + line.length_mm());
            reached[a] = reached[a].min(reached[b] + line.length_mm());
        }
    }
    reached[to.ix()]
}

#[test]
fn access_routes_are_as_long_as_published() {
    let library = Library::bundled();
    let anatomy = library.anatomy("abdominal").expect("the anatomy is bundled");
    let graph = anatomy.graph();
    for (site, place, published) in ROUTES_CM {
        let node = graph.find_node(site).expect("each access point has the name of its node");
        let to = graph.find_node(place).expect(place);
        let cm = way_mm(graph, node, to) / 10.0;
        assert!(
            (cm / published - 1.0).abs() < 0.1,
            "{site} to {place}: {cm:.1} cm, published {published} cm"
        );
    }
}

#[test]
fn the_anatomy_names_sixty_vessels() {
    let library = Library::bundled();
    let anatomy = library.anatomy("abdominal").expect("the anatomy is bundled");
    let names: BTreeSet<&str> = anatomy.graph().segments().iter().map(|s| s.vessel.as_str()).collect();
    assert!(names.len() >= 60, "{} vessels", names.len());
}
