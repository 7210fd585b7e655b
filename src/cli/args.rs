//! The words of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Shown under every help text.
const LIMITS: &str = "Example:\n  embolize demo --out pictures\n\nEducation and simulation only: not validated, not for patient care.";

/// Practise vascular embolization on simulated cases.
///
/// Without a command it opens the app; without a display it plays the demonstration instead.
#[derive(Debug, Parser)]
#[command(name = "embolize", version, after_help = LIMITS, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub call: Option<Call>,
}

/// The calls.
#[derive(Debug, Subcommand)]
pub enum Call {
    /// Open the app, with a case when one is given
    #[command(after_help = "Example:\n  embolize play hepatic_hcc")]
    Play(PlayArgs),
    /// Play a case's expert session without a window and print its report
    #[command(after_help = "Example:\n  embolize demo hepatic_hcc --out pictures")]
    Demo(DemoArgs),
    /// Show what is bundled
    #[command(after_help = "Example:\n  embolize list devices")]
    List(ListArgs),
    /// Check scenarios and anatomies and explain every problem
    #[command(after_help = "Example:\n  embolize check my_case.ron my_anatomy.ron")]
    Check(CheckArgs),
    /// Begin a case of your own: a commented file that passes `check`
    #[command(after_help = "Example:\n  embolize new my_case --from liver_tumour --variant 7")]
    New(NewArgs),
    /// Show a case to its author on one page: drawings, flows, hazards, rubric, texts, what is still to verify
    #[command(after_help = "Example:\n  embolize preview my_case.ron --out my_case.html")]
    Preview(PreviewArgs),
    /// Explain a code of `check`, a step or an error of the score, or a mistake; all of them are listed when none is given
    #[command(after_help = "Example:\n  embolize explain E020\n  embolize explain no_target_run")]
    Explain(ExplainArgs),
    /// Show flow and pressure at rest, before anything is done
    #[command(after_help = "Example:\n  embolize flow hepatic_hcc --json\n  embolize flow adan56 --pulse")]
    Flow(FlowArgs),
    /// Print a network of another program as an anatomy
    #[command(
        after_help = "Example:\n  embolize convert model.json --from svzerod > model.ron\n  embolize flow model.ron --pulse"
    )]
    Convert(ConvertArgs),
    /// Find the commands at the hub that bring devices from the skin to a feeder
    #[command(
        after_help = "Example:\n  embolize plan hepatic_hcc\n  embolize plan hepatic_hcc --site left_radial --json"
    )]
    Plan(PlanArgs),
    /// Play a script of commands without a window and print the report
    #[command(
        after_help = "Example:\n  embolize run hepatic_hcc --script mine.ron --seed 7 --out session.ron"
    )]
    Run(RunArgs),
    /// Compute recorded sessions again and print their reports
    #[command(after_help = "Example:\n  embolize score group/*.ron --json")]
    Score(ScoreArgs),
    /// Print the completions of a shell
    #[command(
        after_help = "Example:\n  embolize completions bash > ~/.local/share/bash-completion/completions/embolize"
    )]
    Completions(CompletionsArgs),
}

/// Of `play`.
#[derive(Args, Debug, Default)]
pub struct PlayArgs {
    /// Bundled case or path of a case file
    pub case: Option<String>,
}

/// Of `demo`.
#[derive(Args, Debug, Default)]
pub struct DemoArgs {
    /// Bundled case or path of a case file; the first bundled one when none is given
    pub case: Option<String>,
    /// Play the expert's script with this one thing done wrong (`embolize explain` lists them)
    #[arg(long, value_name = "NAME")]
    pub mistake: Option<String>,
    /// Folder for angiograms (PNG) and the report (HTML)
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Language of the report: `en`, `es`
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// Print the report as one line of JSON
    #[arg(long)]
    pub json: bool,
}

/// Of `list`.
#[derive(Args, Debug)]
pub struct ListArgs {
    /// What of it
    #[arg(value_enum, default_value_t = Shelf::Cases)]
    pub what: Shelf,
    /// Print JSON, one line each
    #[arg(long)]
    pub json: bool,
}

/// What is bundled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shelf {
    /// Training problems
    Cases,
    /// Sheaths, wires, catheters
    Devices,
    /// Embolic agents
    Agents,
}

/// Of `check`.
#[derive(Args, Debug)]
pub struct CheckArgs {
    /// Case or anatomy files
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Check again whenever a file is saved, until interrupted
    #[arg(long)]
    pub watch: bool,
    /// Print JSON, one line a problem
    #[arg(long)]
    pub json: bool,
}

/// Of `new`.
#[derive(Args, Debug)]
pub struct NewArgs {
    /// Id of the case, or path of its file
    pub name: String,
    /// Template (`liver_tumour`, `kidney_tumour`, `prostate`) or bundled case to begin from
    #[arg(long, value_name = "TEMPLATE", default_value = "liver_tumour")]
    pub from: String,
    /// Write an anatomy of its own beside it, drawn from the published variants by this seed
    #[arg(long, value_name = "SEED")]
    pub variant: Option<u64>,
}

/// Of `preview`.
#[derive(Args, Debug)]
pub struct PreviewArgs {
    /// Bundled case or path of a case file
    pub case: String,
    /// Where to write the page; beside the case or here when it is not said
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Language of the page: `en`, `es`
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
}

/// Of `explain`.
#[derive(Args, Debug)]
pub struct ExplainArgs {
    /// Code such as E020, or id of a step or an error
    pub code: Option<String>,
    /// Print JSON, one line each
    #[arg(long)]
    pub json: bool,
}

/// Of `flow`.
#[derive(Args, Debug)]
pub struct FlowArgs {
    /// Case or anatomy: bundled name or path
    #[arg(value_name = "FILE")]
    pub file: String,
    /// Systolic, diastolic and mean pressure over a beat besides
    #[arg(long)]
    pub pulse: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Of `convert`.
#[derive(Args, Debug)]
pub struct ConvertArgs {
    /// File of the other program
    #[arg(value_name = "FILE")]
    pub file: String,
    /// Whose format it is
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub from: Foreign,
}

/// Formats of other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Foreign {
    /// JSON of svZeroDSolver
    Svzerod,
}

/// Of `plan`.
#[derive(Args, Debug)]
pub struct PlanArgs {
    /// Bundled case or path of a case file
    pub case: String,
    /// From this access site, to every feeder; without it from the best site of each kind to the first feeder
    #[arg(long, value_name = "SITE")]
    pub site: Option<String>,
    /// With this catheter of the trolley
    #[arg(long, value_name = "ID", requires = "site")]
    pub catheter: Option<String>,
    /// Print JSON, one line a combination, with the commands
    #[arg(long)]
    pub json: bool,
}

/// Of `run`.
#[derive(Args, Debug)]
pub struct RunArgs {
    /// Bundled case or path of a case file
    pub case: String,
    /// Script to play
    #[arg(long, value_name = "FILE")]
    pub script: PathBuf,
    /// Seed of everything random
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Draw the anatomy from the published variants, by this seed
    #[arg(long, value_name = "SEED")]
    pub variant: Option<u64>,
    /// Where to write the recorded session
    #[arg(long, value_name = "SESSION")]
    pub out: Option<PathBuf>,
    /// Language of the report: `en`, `es`
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// Print the report as one line of JSON
    #[arg(long)]
    pub json: bool,
}

/// Of `score`.
#[derive(Args, Debug)]
pub struct ScoreArgs {
    /// Recorded sessions
    #[arg(required = true, value_name = "SESSION")]
    pub sessions: Vec<PathBuf>,
    /// Case file of the sessions, when it is not a bundled one
    #[arg(long, value_name = "FILE")]
    pub case: Option<PathBuf>,
    /// Score by this rubric instead of the case's own
    #[arg(long, value_name = "FILE")]
    pub rubric: Option<PathBuf>,
    /// Language of the report: `en`, `es`
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// Print JSON, one line a session
    #[arg(long)]
    pub json: bool,
}

/// Of `completions`.
#[derive(Args, Debug)]
pub struct CompletionsArgs {
    /// Which shell
    pub shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_words_fit_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_call_has_an_example() {
        for call in Cli::command().get_subcommands() {
            let help = call.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Example:"), "{}", call.get_name());
        }
    }
}
