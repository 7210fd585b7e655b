//! What is heard: the pulse, whose pitch falls with the saturation, alarms, notices and the fluoroscopy timer.
//!
//! Nothing is heard that cannot be read: beats are those of the trace on the screen, tones those of captions. What
//! sounds when is decided in every build and said as [`Note`]s; only the `audio` feature of the build plays them.

use bevy::prelude::*;

use super::AppSystems;
use super::bridge::LiveCase;
use super::settings::Settings;
use super::ui::Traces;
use super::ui::captions::{Weight, caption};
use crate::model::Case;
use crate::sim::What;

/// Pitch of the pulse at full saturation, Hz (tuned: high enough for small loudspeakers).
const PULSE_HZ: f32 = 880.0;
/// Percent of saturation that lower the pulse by an octave (tuned: two percent are a step one hears).
const OCTAVE_PERCENT: f32 = 24.0;
/// Least saturation that is told apart by ear, %.
const LEAST_PERCENT: f32 = 50.0;

/// One tone.
#[derive(Message, Clone, Copy, Debug, PartialEq)]
pub struct Note {
    /// Pitch, Hz.
    pub hz: f32,
    /// Length, s.
    pub seconds: f32,
    /// Loudness, 0 to 1.
    pub volume: f32,
}

/// What has a sound, the least serious first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sound {
    /// A line that warns.
    Notice,
    /// Five more minutes of fluoroscopy.
    Timer,
    /// A line that asks to act now.
    Alarm,
}

impl Sound {
    /// Of a happening; most have none.
    fn of(case: &Case, what: &What) -> Option<Self> {
        if let What::FluoroscopyTimer { .. } = what {
            return Some(Self::Timer);
        }
        // In whatever language: only its weight is asked for.
        match caption(Settings::default().text(), case, what).weight {
            Weight::Plain => None,
            Weight::Warn => Some(Self::Notice),
            Weight::Alarm => Some(Self::Alarm),
        }
    }

    /// Its notes, with the time from its start, s (tuned: alarms rise and repeat, the timer is one long buzz).
    fn notes(self) -> Vec<(f32, Note)> {
        let note = |hz, seconds, volume| Note { hz, seconds, volume };
        match self {
            Self::Notice => vec![(0.0, note(440.0, 0.15, 0.25))],
            Self::Timer => vec![(0.0, note(294.0, 1.0, 0.35))],
            Self::Alarm => [0.0, 0.8]
                .into_iter()
                .flat_map(|start| {
                    [(0.0, 523.0), (0.2, 659.0), (0.4, 784.0)]
                        .map(|(at, hz)| (start + at, note(hz, 0.15, 0.5)))
                })
                .collect(),
        }
    }
}

/// The pulse at a saturation, %.
fn pulse(spo2_percent: f64) -> Note {
    let missing = 100.0 - (spo2_percent as f32).clamp(LEAST_PERCENT, 100.0);
    Note { hz: PULSE_HZ * (-missing / OCTAVE_PERCENT).exp2(), seconds: 0.07, volume: 0.15 }
}

/// What was heard already, and what is still to sound.
#[derive(Resource, Debug, Default)]
struct Ear {
    events: usize,
    beats: u64,
    due: Vec<(f32, Note)>,
}

impl Ear {
    /// What sounds in a frame. Of what happens at once the most serious is heard; a hurry passes in silence.
    fn hear(&mut self, live: &LiveCase, beats: u64, on: bool) -> Option<Note> {
        let (case, events) = (live.case(), live.events());
        let new = events.get(self.events..).unwrap_or(events);
        let sound = new.iter().filter_map(|event| Sound::of(case, &event.what)).max();
        let beat = beats != self.beats;
        (self.events, self.beats) = (events.len(), beats);
        if !on || live.hurries() {
            self.due.clear();
            return None;
        }
        self.due.extend(sound.into_iter().flat_map(Sound::notes));
        beat.then(|| pulse(live.snapshot().vitals.spo2_percent))
    }

    /// The notes whose time has come after another `seconds`.
    fn ripe(&mut self, seconds: f32) -> Vec<Note> {
        let ripe = self.due.extract_if(.., |(wait, _)| *wait <= 0.0).map(|(_, note)| note).collect();
        for (wait, _) in &mut self.due {
            *wait -= seconds;
        }
        ripe
    }
}

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Ear>().add_message::<Note>().add_systems(Update, listen.after(AppSystems::Picture));
    #[cfg(feature = "audio")]
    app.add_systems(Update, play.after(listen));
}

fn listen(
    live: Option<Res<LiveCase>>,
    (settings, traces, time): (Res<Settings>, Res<Traces>, Res<Time<Real>>),
    mut ear: ResMut<Ear>,
    mut notes: MessageWriter<Note>,
) {
    let Some(live) = live else {
        *ear = Ear::default();
        return;
    };
    let beat = ear.hear(&live, traces.beats(), settings.sound);
    notes.write_batch(beat);
    notes.write_batch(ear.ripe(time.delta_secs()));
}

/// Plays what is to be heard. Without a loudspeaker Bevy says so in the log, and nothing sounds.
#[cfg(feature = "audio")]
fn play(mut notes: MessageReader<Note>, pitches: Option<ResMut<Assets<Pitch>>>, mut commands: Commands) {
    use bevy::audio::{AudioPlayer, Pitch, PlaybackSettings, Volume};
    use std::time::Duration;

    // An app without Bevy's audio, as in tests.
    let Some(mut pitches) = pitches else { return };
    for note in notes.read() {
        let pitch = pitches.add(Pitch::new(note.hz, Duration::from_secs_f32(note.seconds)));
        let volume = Volume::Linear(note.volume);
        commands.spawn((AudioPlayer(pitch), PlaybackSettings::DESPAWN.with_volume(volume)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pulse_falls_with_the_saturation() {
        let hz: Vec<f32> = (0..=100).map(|percent| pulse(f64::from(percent)).hz).collect();
        assert!(hz.windows(2).all(|pair| pair[0] <= pair[1]), "{hz:?}");
        assert_eq!(hz[100], PULSE_HZ);
        assert!((hz[76] - PULSE_HZ / 2.0).abs() < 0.1, "{}", hz[76]);
        assert_eq!(pulse(-5.0), pulse(f64::from(LEAST_PERCENT)));
    }

    #[test]
    fn notes_of_a_sound_come_in_their_time_and_once() {
        let mut ear = Ear { due: Sound::Alarm.notes(), ..Ear::default() };
        let heard: Vec<usize> = (0..40).map(|_| ear.ripe(0.05).len()).collect();
        assert_eq!(heard.iter().sum::<usize>(), 6, "{heard:?}");
        assert!(heard.iter().all(|count| *count <= 1), "{heard:?}");
        assert!(ear.due.is_empty());
    }

    #[test]
    fn the_timer_and_every_line_that_warns_have_a_sound() {
        let library = crate::scenario::Library::bundled();
        let case = crate::scenario::bundled_case(&library, "hepatic_hcc").unwrap().unwrap().value;
        for (what, sound) in [
            (What::FluoroscopyTimer { minutes: 5.0 }, Some(Sound::Timer)),
            (What::VagalReaction, Some(Sound::Alarm)),
            (What::DoseNotice { air_kerma_mgy: 500.0 }, Some(Sound::Notice)),
            (What::Haemostasis, None),
        ] {
            assert_eq!(Sound::of(&case, &what), sound, "{what:?}");
        }
    }
}
