//! Keyed draws in bulk. Each is what `rng::uniform` gives by itself; side by side in wide vectors
//! a draw costs a fraction of what it costs alone.

use crate::rng::{self, Purpose};

use super::wide::{Pass, wide};

/// Keyed draws of one purpose and month in bulk: by entity, item and index.
#[derive(Clone, Debug, Default)]
pub struct Draws {
    entity: Vec<u32>,
    item: Vec<u32>,
    index: Vec<u32>,
    /// The draws, in the order in which they were asked for.
    pub uniform: Vec<f64>,
}

impl Draws {
    /// Room for so many.
    #[must_use]
    pub fn new(most: usize) -> Self {
        let keys = || Vec::with_capacity(most);
        Self {
            entity: keys(),
            item: keys(),
            index: keys(),
            uniform: Vec::with_capacity(most),
        }
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.entity.clear();
        self.item.clear();
        self.index.clear();
        self.uniform.clear();
    }

    /// Asks for a draw.
    pub fn ask(&mut self, entity: u32, item: u32, index: u32) {
        self.entity.push(entity);
        self.item.push(item);
        self.index.push(index);
    }

    /// Draws all that was asked for.
    pub fn draw(&mut self, seed: u64, purpose: Purpose, month: i32) {
        self.uniform.resize(self.entity.len(), 0.0);
        wide(Bulk {
            seed,
            purpose,
            month,
            draws: self,
        });
    }
}

struct Bulk<'a> {
    seed: u64,
    purpose: Purpose,
    month: i32,
    draws: &'a mut Draws,
}

impl Pass for Bulk<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Draws {
            entity,
            item,
            index,
            uniform,
        } = self.draws;
        let keys = entity.iter().zip(&*item).zip(&*index);
        for (drawn, ((&entity, &item), &index)) in uniform.iter_mut().zip(keys) {
            *drawn = rng::uniform(self.seed, self.purpose, entity, item, self.month, index);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draw_in_bulk_is_the_keyed_draw() {
        let mut draws = Draws::new(40);
        let keys = |j: u32| (j * 7, 40 - j, j % 3);
        for (entity, item, index) in (0..40).map(keys) {
            draws.ask(entity, item, index);
        }
        draws.draw(11, Purpose::Reversal, -5);
        for (j, drawn) in (0..40).zip(&draws.uniform) {
            let (entity, item, index) = keys(j);
            let alone = rng::uniform(11, Purpose::Reversal, entity, item, -5, index);
            assert_eq!(drawn.to_bits(), alone.to_bits(), "draw {j}");
        }
    }
}
