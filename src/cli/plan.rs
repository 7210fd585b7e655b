//! `plan`: whether devices come from a puncture to a feeder through the engine's mechanics, and by which commands.

use serde_json::json;

use super::args::PlanArgs;
use super::case_file;
use super::console::Console;
use super::failure::Failure;
use crate::model::{AccessSite, Case};
use crate::replay::planner::{Combination, PATIENCE_TICKS, Reach, combinations};
use crate::sim::tick::DT;

/// Plans each combination of a case, or those from one site.
pub(super) fn plan(args: &PlanArgs, console: &mut Console) -> Result<(), Failure> {
    let case = case_file::find(&args.case)?;
    let combinations = match &args.site {
        Some(site) => from(&case, self::site(&case, site)?, args.catheter.as_deref())?,
        None => combinations(&case),
    };
    for combination in &combinations {
        one(&case, combination, args.json, console)?;
    }
    Ok(())
}

fn site<'a>(case: &'a Case, id: &str) -> Result<&'a AccessSite, Failure> {
    case.site(id).ok_or_else(|| {
        let sites: Vec<&str> = case.access.iter().map(|site| site.id.as_str()).collect();
        Failure::input(format!("the case has no access site `{id}`"))
            .hint(format!("it has {}", sites.join(", ")))
    })
}

/// All feeders from one site.
fn from<'a>(
    case: &'a Case,
    site: &'a AccessSite,
    catheter: Option<&str>,
) -> Result<Vec<Combination<'a>>, Failure> {
    let feeders = case.targets.iter().flat_map(|target| &target.feeders);
    let found: Vec<Combination<'a>> =
        feeders.filter_map(|f| Combination::from_site(case, site, f.segment, catheter)).collect();
    if found.is_empty() {
        let which = catheter.map_or_else(|| "any catheter".to_owned(), |id| format!("the catheter `{id}`"));
        let message = format!("no set of the trolley with {which} is long enough from `{}`", site.id);
        return Err(Failure::input(message).hint("`embolize list devices` shows lengths and lumens"));
    }
    Ok(found)
}

fn one(case: &Case, plan: &Combination<'_>, as_json: bool, console: &mut Console) -> Result<(), Failure> {
    let result = plan.plan(case, PATIENCE_TICKS);
    let target = &case.graph.segment(plan.target).id;
    let (micro, _) = plan.kit.micro;
    if as_json {
        let (commands, hands_s) = result.as_ref().map_or((0, 0.0), Reach::effort);
        let actions = result.as_ref().map_or(&[][..], |reach| &reach.actions);
        return console.json(&json!({
            "case": case.id,
            "site": plan.site.id,
            "catheter": plan.kit.catheter.id,
            "microcatheter": micro.id,
            "target": target,
            "reached": result.is_ok(),
            "why": result.as_ref().err().map(ToString::to_string),
            "commands": commands,
            "hands_s": hands_s,
            "script": actions.iter().map(|action| json!({
                "command": action.command,
                "then_s": action.ticks as f64 * DT,
            })).collect::<Vec<_>>(),
        }));
    }
    let said = match &result {
        Ok(reach) => {
            let (commands, seconds) = reach.effort();
            format!("{commands} commands, {seconds:.0} s at the hub")
        }
        Err(why) => format!("not reached: {why}"),
    };
    let (site, catheter) = (&plan.site.id, &plan.kit.catheter.id);
    console.data(&format!("{site} > {target} with {catheter} and {}: {said}\n", micro.id))
}
