//! Where the keys go. The image has them unless a widget has the focus.
//!
//! Tab goes through the widgets, F6 to the next region and in the end back to the image, Escape straight back. A
//! click never keeps the focus, so that the device keys and pedals go on working while the mouse is used.

use bevy::prelude::Resource;
use bevy_egui::egui::{Context, Id, Key, Memory};

/// Regions that F6 goes through, after the image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// The tab that is shown.
    Work,
    /// The reference image, where arrows move a cross.
    Picture,
    /// The reference monitor.
    Reference,
    /// Pause and leaving.
    Bar,
}

impl Region {
    /// All, in the order of F6.
    pub const ALL: [Self; 4] = [Self::Work, Self::Picture, Self::Reference, Self::Bar];
}

/// First and last widget of every region in the present pass, and who has the keys.
#[derive(Resource, Clone, Debug, Default)]
pub struct Focus {
    firsts: Vec<(Region, Id)>,
    current: Option<usize>,
    /// No widget has the focus: device keys and pedals work.
    pub image_has_keys: bool,
}

impl Focus {
    /// Begins a pass.
    pub fn begin(&mut self) {
        self.firsts.clear();
    }

    /// Notes where a region begins, a widget that can have the focus; only the first one counts.
    pub fn region(&mut self, region: Region, first: Id) {
        if self.firsts.iter().all(|(known, _)| *known != region) {
            self.firsts.push((region, first));
        }
    }

    /// Ends a pass: moves the focus as asked, and finds who has the keys.
    pub fn end(&mut self, ctx: &Context) {
        let focused = ctx.memory(Memory::focused);
        if focused.is_none() {
            self.current = None;
        }
        if ctx.input(|input| input.pointer.any_pressed())
            && let Some(id) = focused
        {
            ctx.memory_mut(|memory| memory.surrender_focus(id));
        }
        if ctx.input(|input| input.key_pressed(Key::F6)) {
            self.firsts.sort_by_key(|(region, _)| *region as usize);
            let next = self.current.map_or(0, |current| current + 1);
            if let Some((_, id)) = self.firsts.get(next) {
                self.current = Some(next);
                ctx.memory_mut(|memory| memory.request_focus(*id));
            } else if let Some(id) = focused {
                self.current = None;
                ctx.memory_mut(|memory| memory.surrender_focus(id));
            }
        }
        self.image_has_keys = ctx.memory(Memory::focused).is_none();
    }
}
