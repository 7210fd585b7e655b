//! What hands do between two looks at the screen: turn, then push or pull while watching the tip.

use super::way::Way;
use super::{Action, Goal};
use crate::model::{Mechanics, Slot, VesselGraph};
use crate::sim::device::{Devices, Tip};
use crate::sim::{Command, What};

/// A push stops when the way to the goal has grown by this much again: the tip has gone past, mm (tuned).
const MISSED_MM: f64 = 3.0;
/// A pull stops when the way to the goal has been shorter by this: the tip was nearly in, mm (tuned).
const SLIPPED_MM: f64 = 1.0;
/// Less progress than this is nothing, mm (tuned).
const PROGRESS_MM: f64 = 0.5;
/// After a miss the device is pulled back by this, mm (tuned: out of the wrong mouth, not far from the right one).
const BACK_MM: f64 = 8.0;
/// Longest time a single motion may take, ticks (tuned: half a minute).
const LONGEST_TICKS: u64 = 1800;
/// How long hands wait after a motion for what follows from it, ticks (tuned: a snap takes as long).
const LOOK_TICKS: u64 = 10;

/// How hands go about it: what bends behind the tip asks for other hands than what runs on rails.
struct Manner {
    /// A push stops when this many ticks brought nothing: it only bends the shaft.
    stuck_ticks: u64,
    /// Turns that are tried before a push, degrees.
    turns_deg: [f64; 9],
    /// After a miss what was pushed in vain is pulled back as well.
    takes_up_slack: bool,
}

/// Each sector of 45°, the small ones first, and what lies between; half a second (tuned).
const ON_RAILS: Manner = Manner {
    stuck_ticks: 30,
    turns_deg: [45.0, -45.0, 90.0, -90.0, 135.0, -135.0, 180.0, 20.0, -20.0],
    takes_up_slack: false,
};
/// The four sides first, then between them; a quarter of a second (tuned).
const ON_A_ROD: Manner = Manner {
    stuck_ticks: 15,
    turns_deg: [90.0, -90.0, 180.0, 45.0, -45.0, 135.0, -135.0, 20.0, -20.0],
    takes_up_slack: true,
};

impl Manner {
    fn of(mechanics: Mechanics) -> &'static Self {
        match mechanics {
            Mechanics::Rails => &ON_RAILS,
            Mechanics::Rod => &ON_A_ROD,
        }
    }
}

/// What eyes on the tip end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Watch {
    /// Nothing: a motion to get elsewhere.
    Blind,
    /// A push that goes past, or brings nothing; the device is pulled back a little then.
    Miss,
    /// A pull that brought the tip nearer and begins to take it away again.
    Slip,
}

/// A turn followed by a push.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Gesture {
    /// Turn before, degrees.
    pub(super) turn_deg: f64,
    /// Push, or pull when negative, mm.
    pub(super) push_mm: f64,
    /// What ends it before its length is through.
    pub(super) watch: Watch,
}

/// Longest push between two looks, mm.
const PUSH_MM: f64 = 60.0;
/// What is pushed beyond the goal, mm, so that the last millimetres do not take a gesture of their own.
const BEYOND_MM: f64 = 5.0;
/// Turns and pulls that are tried when pushing leads nowhere, degrees and mm: a little, to turn again, and far, for what
/// engages when it is pulled.
const PULLS: [(f64, f64); 10] = [
    (0.0, 10.0),
    (0.0, 30.0),
    (0.0, 60.0),
    (45.0, 40.0),
    (-45.0, 40.0),
    (90.0, 40.0),
    (-90.0, 40.0),
    (135.0, 40.0),
    (-135.0, 40.0),
    (180.0, 40.0),
];
/// Push past the goal, to come back to it from beyond, mm.
const PAST_MM: f64 = 40.0;

impl Gesture {
    /// The gestures tried with so much way left, in this order.
    pub(super) fn all(mechanics: Mechanics, left_mm: f64) -> Vec<Self> {
        let push_mm = (left_mm + BEYOND_MM).min(PUSH_MM);
        let push = |turn_deg| Self { turn_deg, push_mm, watch: Watch::Miss };
        let mut all = vec![push(0.0)];
        all.extend(Manner::of(mechanics).turns_deg.map(push));
        all.push(Self { turn_deg: 0.0, push_mm: PAST_MM, watch: Watch::Blind });
        all.extend(PULLS.map(|(turn_deg, mm)| Self { turn_deg, push_mm: -mm, watch: Watch::Slip }));
        all
    }
}

/// Hands on a copy of the devices.
pub(super) struct Hands<'a> {
    pub(super) graph: &'a VesselGraph,
    pub(super) way: &'a Way,
    pub(super) slot: Slot,
    pub(super) devices: Devices,
    /// What they did.
    pub(super) actions: Vec<Action>,
    /// How long it took.
    pub(super) ticks: u64,
    /// The engine reported harm.
    pub(super) harmed: bool,
    /// A push went past the goal or a mouth, or stuck.
    pub(super) missed: bool,
    manner: &'static Manner,
    out: Vec<What>,
}

impl<'a> Hands<'a> {
    pub(super) fn on(graph: &'a VesselGraph, way: &'a Way, goal: Goal, devices: Devices) -> Self {
        let (actions, out) = (Vec::new(), Vec::new());
        let slot = goal.slot;
        let manner = Manner::of(devices.mechanics());
        Self { graph, way, slot, devices, actions, ticks: 0, harmed: false, missed: false, manner, out }
    }

    pub(super) fn tip(&self) -> Option<Tip> {
        self.devices.tip(self.slot)
    }

    pub(super) fn left_mm(&self) -> f64 {
        self.tip().map_or(f64::INFINITY, |tip| self.way.left_mm(self.graph, tip))
    }

    pub(super) fn reached(&self) -> bool {
        self.tip().is_some_and(|tip| self.way.reached(tip))
    }

    /// Carries out a gesture; stops as soon as the goal is reached.
    pub(super) fn play(&mut self, gesture: Gesture) {
        if gesture.turn_deg != 0.0 {
            self.give(Command::Rotate { slot: self.slot, deg: gesture.turn_deg });
            self.rest(Watch::Blind);
        }
        if self.reached() || gesture.push_mm == 0.0 {
            return;
        }
        self.give(Command::Advance { slot: self.slot, mm: gesture.push_mm });
        let past_mm = self.rest(gesture.watch).filter(|_| gesture.watch == Watch::Miss && !self.reached());
        self.missed = past_mm.is_some();
        if let Some(past_mm) = past_mm {
            let slack_mm = if self.manner.takes_up_slack { past_mm.max(0.0) } else { 0.0 };
            self.give(Command::Advance { slot: self.slot, mm: -slack_mm - BACK_MM });
            self.rest(Watch::Blind);
        }
    }

    /// Lets time pass until hands are done, the goal is reached, or what is watched for happens: then the answer is how far
    /// the device has been pushed since its tip was nearest, mm.
    fn rest(&mut self, watch: Watch) -> Option<f64> {
        let start_mm = self.left_mm();
        let (mut best_mm, mut best_depth_mm) = (start_mm, self.depth_mm());
        let (mut since, mut busy) = (self.ticks, self.ticks);
        let until = self.ticks + LONGEST_TICKS;
        let mut past_mm = None;
        while self.devices.moving() && self.ticks < until.min(busy + LOOK_TICKS) && !self.harmed {
            if self.reached() {
                break;
            }
            let left_mm = self.left_mm();
            if left_mm < best_mm - PROGRESS_MM {
                (best_mm, best_depth_mm) = (left_mm, self.depth_mm());
                since = self.ticks;
            }
            let ended = match watch {
                Watch::Blind => false,
                Watch::Miss => left_mm > best_mm + MISSED_MM || self.ticks > since + self.manner.stuck_ticks,
                Watch::Slip => best_mm < start_mm && left_mm > best_mm + SLIPPED_MM,
            };
            if ended {
                past_mm = Some(self.depth_mm() - best_depth_mm);
                break;
            }
            if self.devices.busy() {
                busy = self.ticks;
            }
            self.pass();
        }
        if self.devices.busy() {
            self.give(Command::Hold);
        }
        past_mm
    }

    fn depth_mm(&self) -> f64 {
        self.devices.depth_mm(self.slot)
    }

    fn give(&mut self, command: Command) {
        let taken = match &command {
            Command::Rotate { slot, deg } => self.devices.rotate(*slot, *deg),
            Command::Advance { slot, mm } => self.devices.advance(*slot, *mm),
            _ => {
                self.devices.hold();
                Ok(())
            }
        };
        // The devices refuse only what is not there to be moved, and that was asked before.
        debug_assert!(taken.is_ok(), "{taken:?}");
        self.actions.push(Action { command, ticks: 0 });
        self.pass();
    }

    fn pass(&mut self) {
        self.devices.step(self.graph, &mut self.out);
        self.harmed |= self.out.drain(..).any(|what| harmful(&what));
        self.ticks += 1;
        if let Some(last) = self.actions.last_mut() {
            last.ticks += 1;
        }
    }
}

/// What careful hands do not do.
fn harmful(what: &What) -> bool {
    matches!(what, What::PushedWithoutWire { .. })
}
