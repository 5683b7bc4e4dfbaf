//! Wide vectors by run-time dispatch: a pass is compiled once for each instruction set and the
//! best one that the processor has is called. Rows are cut into sixteens, every lane keeps its
//! own sum, and lanes are folded in a fixed order, so that no bit depends on the width used.

use pulp::{Arch, Simd, WithSimd};

/// Lanes of one chunk. Rows are padded to a multiple of it.
pub const LANES: usize = 16;

/// One chunk of a row.
pub type Chunk = [f32; LANES];

/// Rounds a number of items up to whole chunks.
#[must_use]
pub fn padded(items: usize) -> usize {
    items.div_ceil(LANES) * LANES
}

/// The row of `index` in a table of rows of `lanes`, as chunks.
#[must_use]
#[inline(always)]
pub fn row(table: &[f32], index: usize, lanes: usize) -> &[Chunk] {
    table[index * lanes..(index + 1) * lanes]
        .as_chunks::<LANES>()
        .0
}

/// The same, to be written.
#[must_use]
#[inline(always)]
pub fn row_mut(table: &mut [f32], index: usize, lanes: usize) -> &mut [Chunk] {
    table[index * lanes..(index + 1) * lanes]
        .as_chunks_mut::<LANES>()
        .0
}

/// Folds the lanes of a chunk by halves: always the same tree, whatever the vectors.
#[must_use]
#[inline(always)]
pub fn fold(lanes: &Chunk) -> f64 {
    let mut eight = [0.0; 8];
    for (l, sum) in eight.iter_mut().enumerate() {
        *sum = f64::from(lanes[l]) + f64::from(lanes[l + 8]);
    }
    let mut four = [0.0; 4];
    for (l, sum) in four.iter_mut().enumerate() {
        *sum = eight[l] + eight[l + 4];
    }
    (four[0] + four[2]) + (four[1] + four[3])
}

/// A pass over rows. `run` must be `#[inline(always)]`, so that it is compiled anew for each
/// instruction set.
pub trait Pass {
    /// What the pass returns.
    type Output;
    /// Does the pass.
    fn run(self) -> Self::Output;
}

struct Dispatch<P>(P);

impl<P: Pass> WithSimd for Dispatch<P> {
    type Output = P::Output;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> P::Output {
        self.0.run()
    }
}

/// Does a pass with the widest vectors this processor has.
pub fn wide<P: Pass>(pass: P) -> P::Output {
    Arch::new().dispatch(Dispatch(pass))
}

/// Does a pass with the instruction set of the build only.
pub fn narrow<P: Pass>(pass: P) -> P::Output {
    pass.run()
}
