//! Carrying out commands. What cannot be done becomes a `Rejected` event that says why and what would be allowed.

use glam::DVec3;

use super::command::Command;
use super::event::What;
use super::run::Recording;
use super::{Simulation, measure};
use crate::model::{DeviceKind, Drug, Slot};

/// Share of the tip's blood that has to go to a target for "the tip is at its supply" to be true. Tuned: beyond the
/// lobar arteries, where most of it goes elsewhere.
const SUPPLIES: f64 = 0.25;
/// Longest single wait, s.
const WAIT_MAX_S: f64 = 3600.0;

/// Share of its resting flow and systolic pressure (mmHg) from which a pulse can be felt. Tuned.
const PULSE_SHARE: f64 = 0.3;
const PULSE_MMHG: f64 = 60.0;
/// Longest bed rest, h.
const REST_MAX_H: f64 = 48.0;

type Act = Result<(), String>;

impl Simulation {
    /// Carries out one command.
    pub(super) fn act(&mut self, command: &Command, out: &mut Vec<What>) {
        let done = if self.finished {
            Err("the case has ended".to_owned())
        } else {
            finite(command).and_then(|()| self.carry_out(command, out))
        };
        if let Err(reason) = done {
            out.push(What::Rejected { command: in_words(command), reason });
        }
    }

    fn carry_out(&mut self, command: &Command, out: &mut Vec<What>) -> Act {
        match command {
            Command::ReadStudy { .. }
            | Command::NameFeeder { .. }
            | Command::UnnameFeeder { .. }
            | Command::NameHazard { .. }
            | Command::UnnameHazard { .. }
            | Command::AssessPortal { .. }
            | Command::ConfirmTarget { .. }
            | Command::DeclareOccluded { .. } => self.state(command, out),
            Command::ChooseAccess { .. }
            | Command::Puncture
            | Command::InsertSheath { .. }
            | Command::RemoveSheath
            | Command::Compress { .. }
            | Command::ReleaseCompression
            | Command::CheckPulse
            | Command::OrderRest { .. } => self.enter(command, out),
            Command::Load { .. }
            | Command::Advance { .. }
            | Command::Rotate { .. }
            | Command::Hold
            | Command::Remove { .. } => self.handle(command, out),
            Command::Fluoroscopy { .. }
            | Command::Run { .. }
            | Command::View { .. }
            | Command::Table { .. }
            | Command::Field { .. }
            | Command::Collimate { .. }
            | Command::Detector { .. }
            | Command::PulseRate { .. }
            | Command::FrameRate { .. }
            | Command::Dose { .. }
            | Command::BreathHold { .. } => self.image(command, out),
            Command::HandContrast { .. }
            | Command::PowerContrast { .. }
            | Command::PrepareAgent { .. }
            | Command::Flush { .. }
            | Command::Deploy
            | Command::Retrieve
            | Command::Detach
            | Command::InjectAgent { .. } => self.inject(command, out),
            Command::GiveDrug { drug, dose } => self.give(*drug, *dose, out),
            Command::Wait { seconds } => self.wait(*seconds, out),
            Command::Finish => {
                self.end_run(out);
                self.imaging.fluoroscopy(false, out);
                self.finished = true;
                out.push(What::Finished);
                Ok(())
            }
        }
    }

    fn state(&mut self, command: &Command, out: &mut Vec<What>) -> Act {
        let graph = &self.case.graph;
        let segment_known = |id: &str| {
            graph.find_segment(id).map(|_| id.to_owned()).ok_or_else(|| format!("there is no vessel '{id}'"))
        };
        let bed_known = |id: &str| {
            graph.find_bed(id).map(|_| id.to_owned()).ok_or_else(|| format!("there is no organ '{id}'"))
        };
        out.push(match command {
            Command::ReadStudy { study } => {
                let known = self.case.studies.iter().any(|s| s.id == *study);
                known.then_some(()).ok_or_else(|| format!("there is no study '{study}'"))?;
                What::StudyRead { study: study.clone() }
            }
            Command::NameFeeder { segment } => What::FeederNamed { segment: segment_known(segment)? },
            Command::UnnameFeeder { segment } => What::FeederUnnamed { segment: segment_known(segment)? },
            Command::NameHazard { bed } => What::HazardNamed { bed: bed_known(bed)? },
            Command::UnnameHazard { bed } => What::HazardUnnamed { bed: bed_known(bed)? },
            Command::AssessPortal { patent } => What::PortalAssessed { patent: *patent },
            Command::ConfirmTarget { target } => self.confirm(target)?,
            Command::DeclareOccluded { segment } => {
                let found =
                    graph.find_segment(segment).ok_or_else(|| format!("there is no vessel '{segment}'"))?;
                What::OcclusionDeclared {
                    segment: segment.clone(),
                    residual_flow: self.circulation.flow_share(found),
                }
            }
            _ => return Ok(()),
        });
        Ok(())
    }

    fn confirm(&self, id: &str) -> Result<What, String> {
        let Some(target) = self.case.targets.iter().find(|t| t.id == id) else {
            return Err(format!("there is no target '{id}'"));
        };
        let port = self.devices.port().ok_or_else(|| "no catheter is in the body".to_owned())?;
        let segment = port.tip.segment;
        let shares = self.circulation.shares_downstream(&self.case.graph, segment);
        let supplied: f64 = target.feeders.iter().map(|f| shares[f.bed.ix()]).sum();
        Ok(What::TargetConfirmed {
            target: id.to_owned(),
            segment: self.case.graph.segment(segment).id.clone(),
            correct: supplied >= SUPPLIES,
        })
    }

    fn enter(&mut self, command: &Command, out: &mut Vec<What>) -> Act {
        let mean = self.patient.mean_mmhg();
        match command {
            Command::ChooseAccess { site } => {
                let site = self.case.site(site).ok_or_else(|| format!("there is no access site '{site}'"))?;
                self.access.choose(site, out)
            }
            Command::Puncture => self.access.puncture(out),
            Command::InsertSheath { device } => {
                let node = self.access.sheath_node()?;
                let device = self.case.device(device).ok_or_else(|| not_on_trolley(device))?;
                self.devices.insert_sheath(&self.case.graph, node, device, out)?;
                self.access.sheath_in(device.outer_mm);
                Ok(())
            }
            Command::RemoveSheath => {
                self.devices.remove_sheath(out)?;
                self.access.sheath_out(mean, out);
                Ok(())
            }
            Command::Compress { above_mm } => self.access.compress(*above_mm, mean, out),
            Command::ReleaseCompression => self.access.release(mean, out),
            Command::CheckPulse => {
                let node = self.access.node().ok_or("no access site is chosen: which pulse?")?;
                let share = measure::flow_beyond(&self.case.graph, &self.circulation, node);
                let pumped = self.patient.view().systolic_mmhg;
                out.push(What::PulseChecked { present: share >= PULSE_SHARE && pumped >= PULSE_MMHG });
                Ok(())
            }
            Command::OrderRest { hours } => {
                if !(0.0..=REST_MAX_H).contains(hours) {
                    return Err(format!("{hours} h is no bed rest: 0 to {REST_MAX_H} h"));
                }
                out.push(What::RestOrdered { hours: *hours });
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn handle(&mut self, command: &Command, out: &mut Vec<What>) -> Act {
        match command {
            Command::Load { device } => {
                let device = self.case.device(device).ok_or_else(|| not_on_trolley(device))?;
                if matches!(device.kind, DeviceKind::Sheath { .. }) {
                    return Err(format!("{} goes through the puncture: insert it as a sheath", device.name));
                }
                self.devices.load(device, out)
            }
            Command::Advance { slot, .. } | Command::Remove { slot }
                if self.injector.glued() == Some(*slot) =>
            {
                Err("it is held by the cast around its tip".to_owned())
            }
            Command::Advance { slot, mm } => self.devices.advance(*slot, *mm),
            Command::Rotate { slot, deg } => self.devices.rotate(*slot, *deg),
            Command::Hold => {
                self.devices.hold();
                Ok(())
            }
            Command::Remove { slot } => {
                self.devices.remove(*slot, out)?;
                self.injector.removed(*slot);
                if self.circulation.hanging().is_some() {
                    // what hangs on its wire comes out with the catheter
                    self.injector.retrieve(&self.case, &mut self.circulation, out)?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn image(&mut self, command: &Command, out: &mut Vec<What>) -> Act {
        match command {
            Command::Fluoroscopy { on } => self.imaging.fluoroscopy(*on, out),
            Command::Run { on: true } => {
                let number = self.imaging.start_run().ok_or_else(|| "a run is going on".to_owned())?;
                let view = self.imaging.view();
                let contrast = self.injector.contrast_ml();
                self.recording = Some(Recording::start(&self.case, self.tick, number, &view, contrast));
            }
            Command::Run { on: false } => self.end_run(out),
            Command::View { lao_deg, cranial_deg } => self.imaging.turn(*lao_deg, *cranial_deg)?,
            Command::Table { centre_mm: (x, y, z) } => self.imaging.table(DVec3::new(*x, *y, *z))?,
            Command::Field { width_mm } => self.imaging.field(*width_mm)?,
            Command::Collimate { width_mm, height_mm } => self.imaging.collimate(*width_mm, *height_mm)?,
            Command::Detector { source_detector_mm } => self.imaging.detector(*source_detector_mm)?,
            Command::PulseRate { per_s } => self.imaging.pulse_rate(*per_s)?,
            Command::FrameRate { per_s } => self.imaging.frame_rate(*per_s)?,
            Command::Dose { mode } => self.imaging.dose(*mode),
            Command::BreathHold { on } => self.breath.ask_to_hold(*on),
            _ => {}
        }
        Ok(())
    }

    fn end_run(&mut self, out: &mut Vec<What>) {
        self.imaging.end_run();
        if let Some(recording) = self.recording.take() {
            out.push(What::RunAcquired(recording.finish(&self.case, self.injector.contrast_ml())));
        }
    }

    fn inject(&mut self, command: &Command, out: &mut Vec<What>) -> Act {
        let port = self.devices.port();
        match command {
            Command::HandContrast { rate_ml_s } => self.injector.hand(*rate_ml_s, port.as_ref()),
            Command::PowerContrast { rate_ml_s, volume_ml, rise_s } => {
                self.injector.power((*rate_ml_s, *volume_ml, *rise_s), port.as_ref())
            }
            Command::Flush { fluid, rate_ml_s } => {
                self.injector.flush((*fluid).into(), *rate_ml_s, port.as_ref())
            }
            Command::Deploy => self.injector.deploy(&self.case, &mut self.circulation, port.as_ref(), out),
            Command::Retrieve => self.injector.retrieve(&self.case, &mut self.circulation, out),
            Command::Detach => self.injector.detach(&self.case, &mut self.circulation, out),
            Command::PrepareAgent { agent } => self.injector.prepare(&self.case, agent, out),
            Command::InjectAgent { rate_ml_s } => {
                self.compatible()?;
                self.injector.embolize(&self.case, *rate_ml_s, port.as_ref(), out)
            }
            _ => Ok(()),
        }
    }

    fn give(&mut self, drug: Drug, dose: f64, out: &mut Vec<What>) -> Act {
        if drug.through_catheter() && self.devices.port().is_none() {
            return Err(format!("{} goes through a catheter, and none is in the body", drug.name()));
        }
        self.patient.give(drug, dose)?;
        if let Some(port) = self.devices.port().filter(|_| drug.through_catheter()) {
            let reached = self.circulation.downstream(&self.case.graph, port.tip.segment);
            self.patient.soak(&reached);
        }
        out.push(What::DrugGiven { drug, dose });
        Ok(())
    }

    /// Some agents go only through certain catheters.
    fn compatible(&self) -> Act {
        let agent = self.injector.prepared().map(|agent| &self.case.agents[agent]);
        let Some(agent) = agent.filter(|a| !a.catheters.is_empty()) else { return Ok(()) };
        let device = self.devices.innermost().and_then(|slot| self.devices.device_in(slot));
        match device {
            Some(id) if !agent.catheters.iter().any(|known| known == id) => Err(format!(
                "{} dissolves this catheter: it goes only through {}",
                agent.name,
                agent.catheters.join(", ")
            )),
            _ => Ok(()),
        }
    }

    fn wait(&mut self, seconds: f64, out: &mut Vec<What>) -> Act {
        if !(0.0..=WAIT_MAX_S).contains(&seconds) {
            return Err(format!("{seconds} s is no time to wait: 0 to {WAIT_MAX_S} s at once"));
        }
        self.waiting_until = Some(self.tick.after(seconds));
        out.push(What::WaitStarted { seconds });
        Ok(())
    }

    /// Blood flow past the tip of the innermost catheter, mL/min.
    pub(super) fn flow_at_tip(&self) -> f64 {
        self.devices.port().map_or(0.0, |port| measure::flow_at(&self.circulation, port.tip.segment))
    }
}

fn not_on_trolley(id: &str) -> String {
    format!("the trolley has no device '{id}'")
}

/// Numbers of a command, whatever file they come from, are numbers.
fn finite(command: &Command) -> Act {
    let numbers: &[f64] = match command {
        Command::Advance { mm, .. } => &[*mm],
        Command::Rotate { deg, .. } => &[*deg],
        Command::View { lao_deg, cranial_deg } => &[*lao_deg, *cranial_deg],
        Command::Table { centre_mm: (x, y, z) } => &[*x, *y, *z],
        Command::Field { width_mm } => &[*width_mm],
        Command::Collimate { width_mm, height_mm } => &[*width_mm, *height_mm],
        Command::Detector { source_detector_mm } => &[*source_detector_mm],
        Command::PulseRate { per_s } | Command::FrameRate { per_s } => &[*per_s],
        Command::HandContrast { rate_ml_s }
        | Command::InjectAgent { rate_ml_s }
        | Command::Flush { rate_ml_s, .. } => &[*rate_ml_s],
        Command::PowerContrast { rate_ml_s, volume_ml, rise_s } => &[*rate_ml_s, *volume_ml, *rise_s],
        Command::Compress { above_mm } => &[*above_mm],
        Command::OrderRest { hours } => &[*hours],
        Command::GiveDrug { dose, .. } => &[*dose],
        Command::Wait { seconds } => &[*seconds],
        _ => &[],
    };
    match numbers.iter().find(|n| !n.is_finite()) {
        Some(number) => Err(format!("{number} is not a number one can work with")),
        None => Ok(()),
    }
}

/// A command as a sentence, for the rejection.
fn in_words(command: &Command) -> String {
    let slot = |slot: &Slot| match slot {
        Slot::Wire => "wire",
        Slot::Catheter => "catheter",
        Slot::Microcatheter => "microcatheter",
    };
    match command {
        Command::ReadStudy { study } => format!("read study {study}"),
        Command::NameFeeder { segment } => format!("name feeder {segment}"),
        Command::UnnameFeeder { segment } => format!("take back feeder {segment}"),
        Command::NameHazard { bed } => format!("name hazard {bed}"),
        Command::UnnameHazard { bed } => format!("take back hazard {bed}"),
        Command::AssessPortal { .. } => "assess the portal vein".to_owned(),
        Command::ChooseAccess { site } => format!("choose access {site}"),
        Command::Puncture => "puncture".to_owned(),
        Command::InsertSheath { device } => format!("insert sheath {device}"),
        Command::Load { device } => format!("load {device}"),
        Command::Advance { slot: s, mm } => format!("advance {} {mm} mm", slot(s)),
        Command::Rotate { slot: s, deg } => format!("rotate {} {deg}°", slot(s)),
        Command::Hold => "hold".to_owned(),
        Command::Remove { slot: s } => format!("remove {}", slot(s)),
        Command::Fluoroscopy { .. } => "fluoroscopy".to_owned(),
        Command::Run { .. } => "run".to_owned(),
        Command::View { lao_deg, cranial_deg } => format!("view LAO {lao_deg}°, cranial {cranial_deg}°"),
        Command::Table { .. } => "move the table".to_owned(),
        Command::Field { width_mm } => format!("field of {width_mm} mm"),
        Command::Collimate { width_mm, height_mm } => format!("shutters at {width_mm} x {height_mm} mm"),
        Command::Detector { source_detector_mm } => format!("detector at {source_detector_mm} mm"),
        Command::PulseRate { per_s } => format!("{per_s} pulses/s"),
        Command::FrameRate { per_s } => format!("{per_s} frames/s"),
        Command::Dose { mode } => format!("{mode:?} dose").to_lowercase(),
        Command::BreathHold { on: true } => "hold the breath in runs".to_owned(),
        Command::BreathHold { on: false } => "breathe in runs".to_owned(),
        Command::HandContrast { rate_ml_s } => format!("contrast by hand at {rate_ml_s} mL/s"),
        Command::PowerContrast { rate_ml_s, volume_ml, .. } => {
            format!("power injection {rate_ml_s} mL/s x {volume_ml} mL")
        }
        Command::PrepareAgent { agent } => format!("prepare {agent}"),
        Command::Flush { fluid, rate_ml_s } => {
            format!("flush with {} at {rate_ml_s} mL/s", format!("{fluid:?}").to_lowercase())
        }
        Command::Deploy => "deploy".to_owned(),
        Command::Retrieve => "pull it back".to_owned(),
        Command::Detach => "detach it".to_owned(),
        Command::InjectAgent { rate_ml_s } => format!("inject agent at {rate_ml_s} mL/s"),
        Command::GiveDrug { drug, dose } => format!("give {dose} {} of {}", drug.unit(), drug.name()),
        Command::ConfirmTarget { target } => format!("confirm target {target}"),
        Command::DeclareOccluded { segment } => format!("declare {segment} occluded"),
        Command::RemoveSheath => "remove the sheath".to_owned(),
        Command::Compress { above_mm } => format!("press {above_mm} mm above the puncture"),
        Command::ReleaseCompression => "release the pressure".to_owned(),
        Command::CheckPulse => "check the pulse".to_owned(),
        Command::OrderRest { hours } => format!("order {hours} h of bed rest"),
        Command::Wait { seconds } => format!("wait {seconds} s"),
        Command::Finish => "finish".to_owned(),
    }
}
