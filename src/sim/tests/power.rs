//! The power injector: how it rises, what it gives, how its command is written.

use super::*;

#[test]
fn a_power_injection_rises_linearly_to_its_rate_and_gives_its_volume() {
    let rates = |rise_s: f64| {
        let mut sim = in_the_feeder(1);
        sim.step(&[Command::PowerContrast { rate_ml_s: 0.2, volume_ml: 0.5, rise_s }]);
        let mut rates = Vec::new();
        while sim.snapshot().injection.contrast_ml_s > 0.0 {
            rates.push(sim.snapshot().injection.contrast_ml_s);
            sim.step(&[]);
        }
        // The last tick, in which it ends, shows no rate any more.
        let given: f64 = rates.iter().sum::<f64>() * tick::DT;
        assert!((0.0..=0.2 * tick::DT + 1e-9).contains(&(0.5 - given)), "{given} mL");
        rates
    };
    let (at_once, rising) = (rates(0.0), rates(1.0));
    assert!((at_once[0] - 0.2).abs() < 1e-9, "{} mL/s at once", at_once[0]);
    for (tick, rate) in (0..).zip(&rising[..tick::TICKS_PER_SECOND as usize]) {
        let linear = 0.2 * (f64::from(tick) + 0.5) * tick::DT;
        assert!((rate - linear).abs() < 1e-9, "tick {tick}: {rate} mL/s, not {linear}");
    }
    // Half of the rise is lost: (V/q + rise/2).
    let longer = (rising.len() - at_once.len()) as f64 * tick::DT;
    assert!((longer - 0.5).abs() < 2.0 * tick::DT, "{longer} s longer");
}

#[test]
fn a_command_of_before_the_rise_is_read_and_written_as_it_was() {
    let text = "PowerContrast(rate_ml_s:4.0,volume_ml:12.0)";
    let command: Command = ron::from_str(text).expect("sound");
    assert_eq!(command, Command::PowerContrast { rate_ml_s: 4.0, volume_ml: 12.0, rise_s: 0.0 });
    assert_eq!(ron::to_string(&command).expect("data"), text);
}
