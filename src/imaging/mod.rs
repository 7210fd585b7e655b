//! The X-ray renderer: a pure function of snapshot, gantry and exposure.
