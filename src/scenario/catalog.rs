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

/// All files under `scenarios/`, in the order of their paths; a tidy test compares this table with the folder.
pub const FILES: &[Embedded] = embed![
    "anatomies/abdominal.ron",
    "cases/hepatic_hcc.ron",
    "catalogue/agents.ron",
    "catalogue/devices.ron",
    "catalogue/rubric.ron",
    "sessions/hepatic_hcc.expert.ron",
    "sessions/hepatic_hcc.expert.script.ron",
    "sources.ron",
];

/// The files of one folder (`cases`, `anatomies`, `catalogue`, `sessions`).
pub fn folder(name: &str) -> impl Iterator<Item = &'static Embedded> {
    FILES.iter().filter(move |file| file.path.split_once('/').is_some_and(|(folder, _)| folder == name))
}

/// One file by its path inside `scenarios/`.
pub fn file(path: &str) -> Option<&'static Embedded> {
    FILES.iter().find(|file| file.path == path)
}
