//! A case file: everything together.

use super::super::codes;
use super::super::diagnostic::Diagnostic;
use super::super::hash;
use super::super::library::{Anatomy, Library};
use super::super::locate::Spot;
use super::super::parse::Parsed;
use super::super::suggest;
use super::super::{Checked, raw};
use super::draft::{Draft, Found};
use super::number::{self, SHARE};
use super::parts::Parts;
use super::{
    Block, Checker, access, anastomosis, haemodynamics, hydraulics, ids, patient, problem, provenance, reach,
    rubric, targets, texts, topology, trolley,
};
use crate::model::{
    AccessSite, Case, Mechanics, Neighbour, NodeIx, Protected, Rubric, Study, StudyPhase, Target, VesselGraph,
};

/// Checks a case file on the anatomy that it names.
pub(in super::super) fn check(
    library: &Library,
    parsed: &Parsed<raw::Case>,
) -> Result<Checked<Case>, Vec<Diagnostic>> {
    check_on(library, library.anatomy(&parsed.raw.anatomy), parsed)
}

/// Checks a case file on an anatomy.
pub(in super::super) fn check_on(
    library: &Library,
    anatomy: Option<&Anatomy>,
    parsed: &Parsed<raw::Case>,
) -> Result<Checked<Case>, Vec<Diagnostic>> {
    let mut check = Checker::default();
    let (raw, root) = (&parsed.raw, parsed.located.root());
    if !super::format(&mut check, root, raw.format) {
        return check.finish(None);
    }
    let before = check.errors();
    words(&mut check, raw, root);
    let studies = studies(&mut check, raw, root.field("studies"));
    let patient = patient::check(&mut check, library, &raw.patient, root.field("patient"));
    let trolley = trolley::check(&mut check, library, &raw.trolley, root.field("trolley"));
    let rubric = rubric::for_case(&mut check, library, &raw.rubric, root.field("rubric"));
    if anatomy.is_none() {
        let known: Vec<&str> = library.anatomies().map(Anatomy::id).collect();
        let by = ("the case", "anatomy", raw.anatomy.as_str());
        ids::unknown(&mut check, codes::UNKNOWN_ANATOMY, root.field("anatomy"), by, &known);
    }
    fixed(&mut check, library, (raw, root.field("fixed")));
    let body =
        anatomy.and_then(|anatomy| body(&mut check, library, (raw, root), anatomy, patient.mean_mmhg()));
    if let (Some(body), true) = (&body, check.errors() == before) {
        let scene = reach::Scene { graph: &body.graph, access: &body.access, devices: &trolley.devices };
        reach::check(&mut check, &scene, &body.targets, (raw, root.field("targets")));
        let graph = (&body.graph, body.targets.as_slice(), body.protected.as_slice());
        let agents = (trolley.agents.as_slice(), trolley.choices.as_slice());
        anastomosis::check(&mut check, graph, agents, root.field("trolley").field("agents"));
        if let Some(rubric) = &rubric {
            occasions(&mut check, (raw, root.field("rubric")), rubric);
        }
    }
    let case = body.zip(rubric).zip(trolley.contrast).map(|((body, rubric), contrast)| Case {
        id: raw.id.clone(),
        title: raw.title.clone(),
        objective: raw.objective.clone(),
        briefing: raw.briefing.clone(),
        patient,
        graph: body.graph,
        access: body.access,
        targets: body.targets,
        protected: body.protected,
        neighbours: body.neighbours,
        studies,
        devices: trolley.devices,
        agents: trolley.agents,
        agent_choices: trolley.choices,
        contrast,
        mechanics: match raw.mechanics {
            raw::Mechanics::Rails => Mechanics::Rails,
            raw::Mechanics::Rod => Mechanics::Rod,
        },
        rubric,
        teaching: raw.teaching.clone(),
        variant: None,
        hash: 0,
    });
    check.finish(case.map(|mut case| {
        case.hash = hash::of_case(&case);
        case
    }))
}

/// Points for what this case gives no occasion for: nobody could earn them.
fn occasions(check: &mut Checker, (raw, at): (&raw::Case, Spot<'_>), rubric: &Rubric) {
    let portal = raw.studies.iter().any(|study| matches!(study.phase, raw::StudyPhase::Portal));
    let several = raw.targets.iter().map(|target| target.feeders.len()).sum::<usize>() > 1;
    let given = |step: &str| match step {
        "read_portal_study" | "assess_portal" => portal,
        "name_hazards" => raw.protected.iter().any(|protected| protected.name_it),
        "further_feeders" => several,
        "neighbour_runs" => !raw.neighbours.is_empty(),
        _ => true,
    };
    let idle: Vec<&str> =
        rubric.phases.iter().flat_map(|p| &p.steps).map(|s| s.id.as_str()).filter(|s| !given(s)).collect();
    if !idle.is_empty() {
        let message = format!("the case gives no occasion for {}, which has points", suggest::list(&idle));
        check.push(problem(codes::NO_OCCASION, at, message).with_hint(format!(
            "give them to other steps: `rubric: (steps: [(id: \"{}\", points: 0), …])`",
            idle[0]
        )));
    }
}

fn words(check: &mut Checker, raw: &raw::Case, root: Spot<'_>) {
    let block = Block::only(root, "the case");
    ids::own(check, root, "case", &raw.id);
    for (field, text) in [("title", &raw.title), ("objective", &raw.objective), ("briefing", &raw.briefing)] {
        ids::text(check, &block, field, text);
    }
    let list = root.field("teaching");
    if raw.teaching.is_empty() {
        texts::filled(check, list, "`teaching` of the case", "");
    }
    for (i, text) in raw.teaching.iter().enumerate() {
        texts::filled(check, list.item(i), "an entry of `teaching`", text);
    }
}

fn studies(check: &mut Checker, raw: &raw::Case, list: Spot<'_>) -> Vec<Study> {
    let mut unique = ids::Unique::default();
    for (i, study) in raw.studies.iter().enumerate() {
        let block = Block::new(list.item(i), "study", &study.id);
        ids::own(check, block.at, "study", &study.id);
        unique.take(check, block.at, "study", &study.id);
        ids::text(check, &block, "name", &study.name);
        ids::text(check, &block, "findings", &study.findings);
    }
    let arterial = |study: &raw::Study| study.required && matches!(study.phase, raw::StudyPhase::Arterial);
    if !raw.studies.iter().any(arterial) {
        let optional = raw.studies.iter().find(|study| matches!(study.phase, raw::StudyPhase::Arterial));
        let hint = match optional {
            Some(study) => format!("add `required: true` to study `{}`", study.id),
            None => "add a study with `phase: Arterial` and `required: true`".to_owned(),
        };
        check.push(
            problem(codes::NO_STUDY, list, "the case has no required study of the arterial phase")
                .with_label("nothing to read")
                .with_hint(hint),
        );
    }
    let phase = |phase| match phase {
        raw::StudyPhase::Arterial => StudyPhase::Arterial,
        raw::StudyPhase::Portal => StudyPhase::Portal,
    };
    let of_model = raw.studies.iter().map(|study| Study {
        id: study.id.clone(),
        name: study.name.clone(),
        phase: phase(study.phase),
        findings: study.findings.clone(),
        required: study.required,
    });
    of_model.collect()
}

/// Loci that stay as drawn have to be loci of the anatomy.
fn fixed(check: &mut Checker, library: &Library, (raw, list): (&raw::Case, Spot<'_>)) {
    // An anatomy of one's own is not drawn again.
    let Some(variants) = library.variants(&raw.anatomy) else { return };
    let known: Vec<&str> = variants.loci.iter().map(|locus| locus.id.as_str()).collect();
    let mut seen = Vec::new();
    for (i, id) in raw.fixed.iter().enumerate() {
        let at = list.item(i);
        if ids::once(check, &mut seen, at, "fixed", id) && !known.contains(&id.as_str()) {
            ids::unknown(check, codes::UNKNOWN_LOCUS, at, ("`fixed`", "locus", id), &known);
        }
    }
}

/// All that depends on the graph.
struct Body {
    graph: VesselGraph,
    access: Vec<AccessSite>,
    targets: Vec<Target>,
    protected: Vec<Protected>,
    neighbours: Vec<Neighbour>,
}

fn body(
    check: &mut Checker,
    library: &Library,
    (raw, root): (&raw::Case, Spot<'_>),
    anatomy: &Anatomy,
    mean_mmhg: f64,
) -> Option<Body> {
    let before = check.errors();
    let parts = Parts::of_case(check, raw, root, anatomy.raw());
    if !parts.bounded(check, root.field("add")) {
        return None;
    }
    let root_id = anatomy.raw().root.as_deref().unwrap_or_default();
    let mut draft = Draft::build(check, library, &parts, (root_id, root.field("remove")));
    let access = access::check(check, &draft, anatomy, (&raw.access, root.field("access")));
    let beds_of_graph = draft.beds.len();
    let sound = check.errors() == before;
    let targets = targets::take(check, library, &mut draft, (raw, root));
    let protected = protected(check, library, (&draft, beds_of_graph), (raw, root.field("protected")));
    let neighbours = neighbours(check, &draft, (&raw.neighbours, root.field("neighbours")));
    if !sound || check.errors() > before {
        return None;
    }
    let entries: Vec<NodeIx> = access.iter().map(|site| site.node).collect();
    topology::check(check, &draft, &entries);
    if check.errors() > before {
        return None;
    }
    hydraulics::check(check, &draft, mean_mmhg);
    // the patient's heart drives the root, whatever the anatomy was measured with
    let graph = draft.finish().map(|graph| haemodynamics::with_blood(graph, anatomy.blood()));
    graph.map(|graph| Body { graph, access, targets, protected, neighbours })
}

/// Vessels to look at.
fn neighbours(
    check: &mut Checker,
    draft: &Draft<'_>,
    (raw, list): (&[raw::Neighbour], Spot<'_>),
) -> Vec<Neighbour> {
    let mut seen = Vec::new();
    let mut all = Vec::new();
    for (i, entry) in raw.iter().enumerate() {
        let block = Block::new(list.item(i), "neighbour", &entry.segment);
        let spot = block.at.field("segment");
        ids::text(check, &block, "reason", &entry.reason);
        let segment = draft.segment(check, "`neighbours`", &entry.segment, spot);
        if ids::once(check, &mut seen, spot, "neighbours", &entry.segment) {
            let (first, after) = (entry.first, entry.after);
            all.extend(segment.map(|segment| Neighbour {
                segment,
                first,
                after,
                reason: entry.reason.clone(),
            }));
        }
    }
    all
}

/// Beds to spare: of the anatomy or the case, never a target's own.
fn protected(
    check: &mut Checker,
    library: &Library,
    (draft, beds_of_graph): (&Draft<'_>, usize),
    (raw, list): (&raw::Case, Spot<'_>),
) -> Vec<Protected> {
    let mut seen = Vec::new();
    let mut all = Vec::new();
    for (i, entry) in raw.protected.iter().enumerate() {
        let at = list.item(i);
        let block = Block::new(at, "protected bed", &entry.bed);
        number::field(check, &block, "tolerance", entry.tolerance, SHARE);
        ids::text(check, &block, "harm", &entry.harm);
        provenance::check(check, library, &block, &entry.provenance, (&["tolerance"], &[]));
        let spot = at.field("bed");
        if !ids::once(check, &mut seen, spot, "protected", &entry.bed) {
            continue;
        }
        let is_target = raw.targets.iter().any(|target| target.id == entry.bed);
        match draft.find_bed(&entry.bed) {
            Found::Sound(bed) if bed.ix() < beds_of_graph => all.push(Protected {
                bed,
                tolerance: entry.tolerance,
                harm: entry.harm.clone(),
                name_it: entry.name_it,
            }),
            Found::Broken => {}
            Found::Unknown if !is_target => {
                let known: Vec<&str> =
                    draft.beds[..beds_of_graph].iter().map(|bed| bed.id.as_str()).collect();
                if raw.remove.contains(&entry.bed) {
                    let message =
                        format!("`protected` names the bed `{}`, which `remove` takes away", entry.bed);
                    check.push(
                        problem(codes::UNKNOWN_BED, spot, message)
                            .with_label("this patient has no such bed")
                            .with_hint("spare another bed, or keep this one"),
                    );
                    continue;
                }
                ids::unknown(check, codes::UNKNOWN_BED, spot, ("`protected`", "bed", &entry.bed), &known);
            }
            Found::Sound(_) | Found::Unknown => check.push(
                problem(
                    codes::TARGET_CONTRADICTION,
                    spot,
                    format!("`{}` is protected, but it is a target", entry.bed),
                )
                .with_label("also to be closed")
                .with_hint("protect the beds around the target, not the target"),
            ),
        }
    }
    all
}
