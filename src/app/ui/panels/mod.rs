//! One panel a file: a function of the view that draws and notes what it is asked for.

pub mod access;
pub mod bar;
pub mod body;
pub mod briefing;
mod cross;
pub mod debrief;
pub mod decide;
pub mod devices;
pub mod gantry;
pub mod guide;
pub mod image;
pub mod inject;
pub mod library;
pub mod live;
pub mod log;
pub mod marks;
pub mod monitor;
pub mod overlay;
pub mod page;
pub mod records;
pub mod reference;
pub mod settings;
pub mod studies;
pub mod suite;
mod tip;
pub mod traces;
