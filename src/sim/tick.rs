//! The engine's clock: a fixed step, counted.

use core::fmt;

use serde::{Deserialize, Serialize};

/// Ticks per second. 60 matches common displays and is short against everything the engine resolves: the fastest
/// process, a power injection crossing a segment, takes several ticks.
pub const TICKS_PER_SECOND: u32 = 60;

/// Length of a tick, s.
pub const DT: f64 = 1.0 / TICKS_PER_SECOND as f64;

/// A moment of a session, counted from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tick(pub u64);

impl Tick {
    /// Seconds since the start.
    pub fn seconds(self) -> f64 {
        self.0 as f64 * DT
    }

    /// The tick reached after `seconds` (rounded to the nearest, at least this one).
    pub fn after(self, seconds: f64) -> Self {
        Self(self.0.saturating_add((seconds.max(0.0) * f64::from(TICKS_PER_SECOND)).round() as u64))
    }

    /// The next tick.
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// Seconds from `earlier` to this.
    pub fn since(self, earlier: Self) -> f64 {
        self.0.saturating_sub(earlier.0) as f64 * DT
    }
}

impl fmt::Display for Tick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0 / u64::from(TICKS_PER_SECOND);
        let tenths = self.0 % u64::from(TICKS_PER_SECOND) * 10 / u64::from(TICKS_PER_SECOND);
        write!(f, "{}:{:02}.{}", seconds / 60, seconds % 60, tenths)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_minutes_and_seconds() {
        assert_eq!(Tick(60 * 65 + 30).to_string(), "1:05.5");
        assert_eq!(Tick(0).after(2.5), Tick(150));
        assert!((Tick(90).since(Tick(30)) - 1.0).abs() < 1e-12);
    }
}
