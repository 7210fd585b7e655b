//! `demo`: a case's expert session, as it is or with one mistake made in it, played without a window.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use indicatif::{ProgressBar, ProgressStyle};

use super::album::Album;
use super::args::DemoArgs;
use super::case_file;
use super::console::Console;
use super::failure::Failure;
use super::reading::{self, Reading};
use super::verdict;
use crate::export::html;
use crate::model::Case;
use crate::replay::{self, Played, Player, Recorder, Script, Session, mistake};
use crate::said::Said;
use crate::sim::tick::TICKS_PER_SECOND;

/// Seed of a session with a mistake.
const SEED: u64 = 1;

/// Plays the expert session, prints its report, and writes pictures and report to a folder when asked to.
pub(super) fn demo(args: &DemoArgs, console: &mut Console) -> Result<(), Failure> {
    let name = args.case.as_deref();
    reading::known(args.lang.as_deref())?;
    let case = match name {
        Some(name) => case_file::find(name)?,
        None => case_file::first()?,
    };
    if let Some(out) = &args.out {
        fs::create_dir_all(out).map_err(|error| Failure::writing(out, &error))?;
    }
    let session = match &args.mistake {
        Some(mistake) => {
            console.say(&format!("making the mistake `{mistake}` in the expert's script of `{}`", case.id));
            mistaken(mistake, &case, &case_file::expert_script(name, &case)?)?
        }
        None => case_file::expert_session(name, &case)?,
    };
    let case = case_file::as_recorded(name, case, &session)?;
    let mut album = args.out.as_ref().map(|_| Album::new(&case));
    console.say(&format!("playing the session of `{}`", case.id));
    #[expect(
        clippy::disallowed_methods,
        reason = "how long it took is said to the person, nothing depends on it"
    )]
    let started = Instant::now();
    let played = play(&case, &session, album.as_mut())?;
    let simulated = played.simulation().tick().seconds();
    let took = started.elapsed().as_secs_f64();
    console
        .say(&format!("{simulated:.0} s simulated in {took:.1} s ({:.0} times real time)", simulated / took));
    let report = verdict::report(played.simulation(), session.mode);
    let reading = Reading::of(&case, args.lang.as_deref(), name.map(Path::new));
    if let (Some(out), Some(album)) = (&args.out, album) {
        let pictures = album.finish(&case, played.events())?;
        let count = pictures.len();
        for (file, picture) in &pictures {
            write(&out.join(file), &picture.png)?;
        }
        let pictures: Vec<html::Picture> = pictures.into_iter().map(|(_, picture)| picture).collect();
        let tell = |said: &Said| reading.tell(said);
        let page = html::page(&reading.case, &report, &pictures, (&reading.lang, &tell));
        write(&out.join("report.html"), page.as_bytes())?;
        console.say(&format!("{count} pictures and report.html are in {}", out.display()));
    }
    verdict::print(&reading, &report, args.json, console)
}

/// The session that comes of the expert's script with a mistake made in it.
fn mistaken(name: &str, case: &Arc<Case>, expert: &Script) -> Result<Session, Failure> {
    let mistake = mistake::all().find(|mistake| mistake.id == name).ok_or_else(|| {
        Failure::input(format!("there is no mistake `{name}`")).hint("`embolize explain` lists them")
    })?;
    let script = mistake.made(case, expert).ok_or_else(|| {
        Failure::input(format!("the case `{}` gives no occasion for the mistake `{name}`", case.id))
            .hint("docs/mistakes.md lists the cases of each")
    })?;
    let mut recorder = Recorder::new(Arc::clone(case), SEED, script.mode);
    replay::run_script(&mut recorder, &script, &mut |_| {})
        .map_err(|error| Failure::input(format!("the expert's script of `{}`: {error}", case.id)))?;
    Ok(recorder.session())
}

fn play(case: &Arc<Case>, session: &Session, mut album: Option<&mut Album>) -> Result<Played, Failure> {
    let refused = |error: replay::ReplayError| {
        Failure::input(format!("the session of `{}` is refused: {error}", case.id))
            .hint("after changing a case, record its session again with `embolize run … --out`")
    };
    let mut player = Player::new(Arc::clone(case), session).map_err(refused)?;
    let second = u64::from(TICKS_PER_SECOND);
    let bar = ProgressBar::new(player.end().0 / second).with_style(
        ProgressStyle::with_template("{bar:40} {pos} of {len} simulated seconds")
            .map_err(|error| Failure::other(error.to_string()))?,
    );
    while player.step().is_some() {
        let tick = player.simulation().tick().0;
        if tick.is_multiple_of(second) {
            bar.set_position(tick / second);
        }
        if let Some(album) = &mut album {
            album.look(player.simulation());
        }
    }
    bar.finish_and_clear();
    player.finish().map_err(refused)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes).map_err(|error| Failure::writing(path, &error))
}
