//! Best first, each state with one gesture at a time.

use std::collections::BTreeSet;

use super::gesture::{Gesture, Hands};
use super::way::Way;
use super::{Action, Goal, NoWay};
use crate::model::VesselGraph;
use crate::sim::device::Devices;
use crate::sim::tick::DT;

/// What a gesture costs against a millimetre of way (tuned): of two ways equally near, the simpler one.
const MOVE_MM: f64 = 1.0;
/// What each gesture that was tried from a state costs it (tuned): eight tries are worth 40 mm of backing up.
const TRIED_MM: f64 = 5.0;
/// States closer than this are the same: along the vessel and the device, mm; around it, degrees.
const SAME: (f64, f64) = (2.0, 10.0);

/// What was found.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What to do, in order.
    pub actions: Vec<Action>,
    /// The devices afterwards.
    pub devices: Devices,
    /// Time that was tried out on the way to it, ticks.
    pub tried_ticks: u64,
}

struct State {
    devices: Devices,
    /// The state it came from, and what was done there.
    from: Option<usize>,
    actions: Vec<Action>,
    left_mm: f64,
    moves: u32,
    /// Gestures tried from here.
    tried: usize,
}

impl State {
    fn merit_mm(&self) -> f64 {
        self.left_mm + MOVE_MM * f64::from(self.moves) + TRIED_MM * self.tried as f64
    }
}

/// Finds what brings a tip to a goal, trying out at most `patience_ticks` at the hub.
pub fn plan(graph: &VesselGraph, devices: &Devices, goal: Goal, patience_ticks: u64) -> Result<Plan, NoWay> {
    let device = devices.view(graph, goal.slot).ok_or(NoWay::Unconnected)?;
    let way = Way::to(graph, goal, 2.0 * device.radius_mm);
    let start = Hands::on(graph, &way, goal, devices.clone());
    let left_mm = start.left_mm();
    if !left_mm.is_finite() {
        return Err(NoWay::Unconnected);
    }
    if start.reached() {
        return Ok(Plan { actions: Vec::new(), devices: start.devices, tried_ticks: 0 });
    }
    let mut search = Search { graph, way: &way, goal, states: Vec::new(), seen: BTreeSet::new(), ticks: 0 };
    search.seen.insert(search.key(&start.devices));
    let first =
        State { devices: start.devices, from: None, actions: Vec::new(), left_mm, moves: 0, tried: 0 };
    search.states.push(first);
    search.run(patience_ticks)
}

struct Search<'a> {
    graph: &'a VesselGraph,
    way: &'a Way,
    goal: Goal,
    states: Vec<State>,
    seen: BTreeSet<(u32, i64, i64, i64)>,
    ticks: u64,
}

impl Search<'_> {
    fn run(&mut self, patience_ticks: u64) -> Result<Plan, NoWay> {
        while self.ticks < patience_ticks {
            let Some((from, gesture)) = self.next() else { break };
            let state = &self.states[from];
            let mut hands = Hands::on(self.graph, self.way, self.goal, state.devices.clone());
            hands.play(gesture);
            self.ticks += hands.ticks;
            if hands.harmed {
                continue;
            }
            if hands.reached() {
                return Ok(self.found(from, hands));
            }
            let left_mm = hands.left_mm();
            if self.seen.insert(self.key(&hands.devices)) && left_mm.is_finite() {
                let moves = self.states[from].moves + 1;
                // After a miss the same push again would miss again.
                let tried = usize::from(hands.missed);
                let Hands { devices, actions, .. } = hands;
                self.states.push(State { devices, from: Some(from), actions, left_mm, moves, tried });
            }
        }
        let nearest_mm = self.states.iter().map(|state| state.left_mm).fold(f64::INFINITY, f64::min);
        Err(NoWay::NotFound { seconds: self.ticks as f64 * DT, nearest_mm })
    }

    /// The best state with a gesture left, and that gesture.
    fn next(&mut self) -> Option<(usize, Gesture)> {
        let mechanics = self.states.first()?.devices.mechanics();
        let gestures = Gesture::all(mechanics, 0.0).len();
        let open = self.states.iter().enumerate().filter(|(_, state)| state.tried < gestures);
        let (ix, _) = open.min_by(|(_, a), (_, b)| a.merit_mm().total_cmp(&b.merit_mm()))?;
        let state = &mut self.states[ix];
        let gesture = Gesture::all(mechanics, state.left_mm)[state.tried];
        state.tried += 1;
        Some((ix, gesture))
    }

    /// Where the devices are, so coarsely that the same place is recognized.
    fn key(&self, devices: &Devices) -> (u32, i64, i64, i64) {
        let Some(view) = devices.view(self.graph, self.goal.slot) else { return (u32::MAX, 0, 0, 0) };
        let coarse = |value: f64, step: f64| (value / step).round() as i64;
        let segment = view.segment.map_or(u32::MAX, |segment| segment.0);
        let (mm, deg) = SAME;
        (segment, coarse(view.along_mm, mm), coarse(view.depth_mm, mm), coarse(view.rotation_deg, deg))
    }

    /// Everything that was done up to a state and the gesture after it.
    fn found(&self, from: usize, last: Hands<'_>) -> Plan {
        let mut parts = vec![last.actions.as_slice()];
        let mut at = Some(from);
        while let Some(ix) = at {
            parts.push(&self.states[ix].actions);
            at = self.states[ix].from;
        }
        let actions = parts.into_iter().rev().flatten().cloned().collect();
        Plan { actions, devices: last.devices, tried_ticks: self.ticks }
    }
}
