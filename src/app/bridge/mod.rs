//! The only place that touches the simulation. Commands go in at its own tick, what can be seen comes out.

mod archive;
mod chart;
mod guide;
mod live;
mod marks;
mod records;
mod review;
mod step;
mod variant;

use bevy::prelude::*;

pub use archive::{Archive, Kept, Unfinished};
pub use chart::Chart;
pub use guide::{Guide, Next};
pub use live::{Inbox, LiveCase, Saving};
pub use marks::Mark;
pub use records::{Progress, Record};
pub use review::{Angiogram, Review, Sample};
pub use variant::case_of;

use crate::sim::tick::TICKS_PER_SECOND;

/// Steps a [`LiveCase`] at the simulation's own rate, as long as there is one.
pub fn plugin(app: &mut App) {
    if !app.world().contains_resource::<Archive>() {
        app.insert_resource(Archive::of_user());
    }
    app.insert_resource(Time::<Fixed>::from_hz(f64::from(TICKS_PER_SECOND)))
        .init_resource::<Inbox>()
        .add_plugins(step::plugin);
}
