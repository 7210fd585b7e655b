//! The limits of the monitor.
//!
//! An alarm is raised when a sign passes its limit, once, and armed again on the safe side of a second one. Limits are
//! tuned; usual defaults, to verify.

use super::vitals::Signs;

/// One alarm limit: raised beyond `limit`, armed again on the safe side of `clear`.
pub(super) struct Alarm {
    name: &'static str,
    unit: &'static str,
    low: bool,
    limit: f64,
    clear: f64,
    sign: fn(&Signs) -> f64,
}

/// All of them.
pub(super) const ALARMS: [Alarm; 6] = [
    Alarm {
        name: "Heart rate low",
        unit: "/min",
        low: true,
        limit: 45.0,
        clear: 50.0,
        sign: |s| s.heart_rate,
    },
    Alarm {
        name: "Heart rate high",
        unit: "/min",
        low: false,
        limit: 120.0,
        clear: 110.0,
        sign: |s| s.heart_rate,
    },
    Alarm {
        name: "Systolic pressure low",
        unit: "mmHg",
        low: true,
        limit: 90.0,
        clear: 95.0,
        sign: |s| s.systolic,
    },
    Alarm {
        name: "Systolic pressure high",
        unit: "mmHg",
        low: false,
        limit: 180.0,
        clear: 170.0,
        sign: |s| s.systolic,
    },
    Alarm { name: "Oxygen saturation low", unit: "%", low: true, limit: 90.0, clear: 92.0, sign: |s| s.spo2 },
    Alarm { name: "Pain", unit: "of 10", low: false, limit: 7.0, clear: 5.0, sign: |s| s.pain },
];

impl Alarm {
    /// The sign is beyond its limit.
    pub(super) fn beyond(&self, signs: &Signs) -> bool {
        let value = (self.sign)(signs);
        if self.low { value < self.limit } else { value > self.limit }
    }

    /// Whether it is raised now; `text` is called with what to say when it has just been.
    pub(super) fn step(&self, raised: bool, signs: &Signs, mut text: impl FnMut(String)) -> bool {
        let value = (self.sign)(signs);
        if raised {
            return if self.low { value < self.clear } else { value > self.clear };
        }
        let beyond = self.beyond(signs);
        if beyond {
            text(format!("{}: {value:.0} {}", self.name, self.unit));
        }
        beyond
    }
}
