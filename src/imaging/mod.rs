//! The X-ray renderer: a pure function of snapshot, gantry and exposure.
//!
//! A [`Renderer`] is made once for a case. [`Live`] makes the running fluoroscopic picture from snapshots, a [`Run`]
//! collects the frames of an acquisition and subtracts its mask, [`study`] draws the diagnostic pictures from before
//! the procedure. [`Gantry`] tells which pixel a point of the patient lands on. All pictures are square.
//!
//! Along each ray from the source, I = I₀ exp(−Σ μ l): the body is drawn once for a gantry position (`body`), vessels
//! (`vessels`, `projector`), capillary beds (`blush`) and devices (`devices`) for every frame; `exposure` turns
//! density into what a detector reads.

mod blush;
mod body;
mod breathing;
pub mod curve;
mod devices;
pub mod dsa;
mod exposure;
mod fast;
pub mod fluoro;
pub mod gantry;
mod landmarks;
pub mod map;
mod noise;
mod pelvis;
mod portal;
pub mod projector;
mod renderer;
mod solid;
pub mod study;
mod tube;
mod vessels;
pub mod views;

pub use blush::MM2_PER_MG;
pub use curve::{Curve, Region};
pub use dsa::{Run, Window, roadmap};
pub use exposure::{ACQUISITION, Exposure, FLUOROSCOPY, Reading};
pub use fluoro::Live;
pub use gantry::Gantry;
pub use map::{GreyImage, Map};
pub use renderer::Renderer;
pub use study::Study;
