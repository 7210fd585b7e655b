//! Everything under `scenarios/` that this program carries with it: the binary alone is a working trainer.

/// One embedded file.
#[derive(Clone, Copy, Debug)]
pub struct Embedded {
    /// Path inside `scenarios/`.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
}

macro_rules! embed {
    ($($path:literal),* $(,)?) => {
        &[$(Embedded { path: $path, text: include_str!(concat!("../../scenarios/", $path)) }),*]
    };
}

/// All files under `scenarios/`; a tidy test compares this table with the folder. Cases are offered in this order, and the
/// first one is what the demonstration shows.
pub const FILES: &[Embedded] = embed![
    "anatomies/abdominal.ron",
    "anatomies/adan56.ron",
    "anatomies/pelvic.ron",
    "anatomies/pelvic_female.ron",
    "anatomies/pelvic_male.ron",
    "cases/hepatic_hcc.ron",
    "cases/hepatic_hcc.es.ftl",
    "cases/bone_metastasis_preop.ron",
    "cases/bone_metastasis_preop.es.ftl",
    "cases/partial_splenic.ron",
    "cases/partial_splenic.es.ftl",
    "cases/renal_ablation.ron",
    "cases/renal_ablation.es.ftl",
    "cases/renal_angiomyolipoma.ron",
    "cases/renal_angiomyolipoma.es.ftl",
    "cases/uterine_fibroids.ron",
    "cases/uterine_fibroids.es.ftl",
    "catalogue/agents.ron",
    "catalogue/devices.ron",
    "catalogue/rubric.ron",
    "catalogue/sentences.es.ftl",
    "catalogue/terms.es.ftl",
    "catalogue/variants.ron",
    "catalogue/variants_pelvic_female.ron",
    "catalogue/variants_pelvic_male.ron",
    "sessions/bone_metastasis_preop.expert.ron",
    "sessions/bone_metastasis_preop.expert.script.ron",
    "sessions/hepatic_hcc.expert.ron",
    "sessions/hepatic_hcc.expert.script.ron",
    "sessions/partial_splenic.expert.ron",
    "sessions/partial_splenic.expert.script.ron",
    "sessions/renal_ablation.expert.ron",
    "sessions/renal_ablation.expert.script.ron",
    "sessions/renal_angiomyolipoma.expert.ron",
    "sessions/renal_angiomyolipoma.expert.script.ron",
    "sessions/uterine_fibroids.expert.ron",
    "sessions/uterine_fibroids.expert.script.ron",
    "sources.ron",
    "templates/kidney_tumour.ron",
    "templates/liver_tumour.ron",
    "templates/prostate.ron",
];

/// The RON files of one folder (`cases`, `anatomies`, `catalogue`, `sessions`).
pub fn folder(name: &str) -> impl Iterator<Item = &'static Embedded> {
    let ron = |path: &str| path.rsplit_once('.').is_some_and(|(_, ending)| ending == "ron");
    let within = move |path: &str| path.split_once('/').is_some_and(|(folder, _)| folder == name);
    FILES.iter().filter(move |file| ron(file.path) && within(file.path))
}

/// One file by its path inside `scenarios/`.
pub fn file(path: &str) -> Option<&'static Embedded> {
    FILES.iter().find(|file| file.path == path)
}
