//! The checked, immutable world of a case. Nothing here knows a file format, a window or a clock.

pub mod agent;
pub mod bed;
pub mod case;
pub mod centreline;
pub mod device;
pub mod drug;
pub mod haemodynamics;
pub mod ids;
pub mod material;
pub mod patient;
pub mod rubric;
pub mod shaft;
pub mod target;
pub mod vessel_graph;

pub use agent::{Agent, Contrast, Implant, Make, Mechanism, Particles};
pub use bed::{Bed, Drainage, Shunt, Tissue};
pub use case::{AgentChoice, Case, Study, StudyPhase};
pub use centreline::Centreline;
pub use device::{Device, DeviceKind, Mechanics, Slot};
pub use drug::Drug;
pub use haemodynamics::{
    Behaviour, Blood, Collateral, Control, Drive, Inlet, Lumped, Perfusion, Wall, Waveform, Windkessel,
};
pub use ids::{BedIx, NodeIx, SegmentIx};
pub use material::Material;
pub use patient::{AccessKind, AccessSite, Judgement, Patient};
pub use rubric::{ErrorRule, KNOWN_ERRORS, KNOWN_STEPS, Limits, Phase, Rubric, Step};
pub use shaft::{Bend, Shaft, Stiffness};
pub use target::{Endpoint, Feeder, Neighbour, Protected, Target};
pub use vessel_graph::{Node, Segment, Shape, VesselGraph};
