//! In which order nodes hand on what flows.
//!
//! Model: a pipe that carries from one node to another makes the second wait for the first, so that matter passes several
//! short segments in one tick. Directions are those of the flows, not of falling pressure: with inertance blood runs on
//! against a pressure that has turned. The order is topological (Kahn 1962). Where blood goes round in a loop there is
//! none; the node is taken whose waiting pipes hold most beyond what they give in this tick, and they give from
//! what is in them. A pipe that holds less than that gives less, and the pipes behind have to wait for it (`pipe`,
//! excess): nothing is lost.

use super::pipe::Pipe;
use crate::hash::StateHash;

/// Order of the nodes, kept as long as no pipe turns around.
#[derive(Clone, Debug, Default)]
pub struct Order {
    nodes: Vec<usize>,
    directions: Vec<(i8, usize, usize)>,
    waiting: Vec<usize>,
}

impl Order {
    /// The nodes, each after those it waits for.
    pub fn nodes(&self) -> &[usize] {
        &self.nodes
    }

    /// Takes the state into a hash: round a loop the order depends on what was in it when a pipe last turned.
    pub fn hash_into(&self, hash: &mut StateHash) {
        let Self { nodes, directions, waiting: _ } = self;
        hash.each(nodes, |node, hash| hash.int(*node as u64));
        hash.each(directions, |(way, _, _), hash| hash.bytes(&way.to_le_bytes()));
    }

    /// Sorts anew if a pipe has turned around or the pipes are others than before.
    pub fn renew(&mut self, pipes: &[Pipe], incident: &[Vec<usize>], dt: f64) {
        let now = pipes.iter().map(|p| (p.direction(), p.from, p.to));
        if self.directions.len() == pipes.len() && now.clone().eq(self.directions.iter().copied()) {
            return;
        }
        self.directions.clear();
        self.directions.extend(now);
        self.waiting.clear();
        self.waiting.resize(incident.len(), 0);
        for pipe in pipes {
            if let Some((_, after)) = carries(pipe) {
                self.waiting[after] += 1;
            }
        }
        self.sort(pipes, incident, dt);
    }

    fn sort(&mut self, pipes: &[Pipe], incident: &[Vec<usize>], dt: f64) {
        const TAKEN: usize = usize::MAX;
        self.nodes.clear();
        let mut ready: Vec<usize> = (0..incident.len()).rev().filter(|n| self.waiting[*n] == 0).collect();
        while self.nodes.len() < incident.len() {
            let Some(node) = ready.pop().or_else(|| self.fullest(pipes, incident, dt)) else { return };
            self.waiting[node] = TAKEN;
            self.nodes.push(node);
            for (from, after) in incident[node].iter().filter_map(|&i| carries(&pipes[i])) {
                if from == node && self.waiting[after] != TAKEN {
                    self.waiting[after] -= 1;
                    if self.waiting[after] == 0 {
                        ready.push(after);
                    }
                }
            }
        }
    }

    /// Of the nodes in loops, the one whose waiting pipes hold most beyond what they give.
    fn fullest(&self, pipes: &[Pipe], incident: &[Vec<usize>], dt: f64) -> Option<usize> {
        let spare = |node: &usize| {
            let waits = incident[*node].iter().map(|&i| &pipes[i]).filter(|pipe| {
                carries(pipe).is_some_and(|(from, after)| after == *node && self.waiting[from] != usize::MAX)
            });
            waits.map(|p| p.volume() - p.start.abs().max(p.end.abs()) * dt).fold(f64::INFINITY, f64::min)
        };
        let left = (0..incident.len()).filter(|n| self.waiting[*n] != usize::MAX);
        left.max_by(|a, b| spare(a).total_cmp(&spare(b)).then(b.cmp(a)))
    }
}

/// From which node to which a pipe carries, if it does and they are two.
fn carries(pipe: &Pipe) -> Option<(usize, usize)> {
    match pipe.direction() {
        1 => Some((pipe.from, pipe.to)),
        -1 => Some((pipe.to, pipe.from)),
        _ => None,
    }
    .filter(|(from, to)| from != to)
}
