//! The layer of which the encoders are made: a linear map into three pieces, their maximum, and normalization.

use ndarray::{Array2, ArrayView2};

use super::ModelError;
use super::container::Container;

/// Numbers that stand for one token.
pub(super) const WIDTH: usize = 96;
/// Candidates of which each number is the maximum.
const PIECES: usize = 3;
/// Numbers of one token before the maximum is taken; the pieces lie side by side.
pub(super) const SUMS: usize = PIECES * WIDTH;

/// What stands for one token.
pub(super) type Vector = [f32; WIDTH];
/// What stands for one token before the maximum is taken.
pub(super) type Sums = [f32; SUMS];

/// Weights of one layer.
pub(super) struct Layer {
    /// Input x sums.
    pub weight: Array2<f32>,
    bias: [f32; SUMS],
    scale: [f32; WIDTH],
    shift: [f32; WIDTH],
}

impl Layer {
    pub(super) fn read(container: &Container, name: &str, inputs: usize, columns: usize) -> Result<Self, ModelError> {
        Ok(Layer {
            weight: container.matrix(&format!("{name}.weight"), inputs, columns)?,
            bias: container.array(&format!("{name}.bias"))?,
            scale: container.array(&format!("{name}.scale"))?,
            shift: container.array(&format!("{name}.shift"))?,
        })
    }

    /// Adds to `out` the normalized maxima of the sums of one token.
    pub(super) fn add_activation(&self, sums: &Sums, out: &mut Vector) {
        const EPSILON: f32 = 1e-8;
        let mut maxima = [0.0f32; WIDTH];
        for i in 0..WIDTH {
            let piece = |at: usize| sums[at + i] + self.bias[at + i];
            maxima[i] = larger(larger(piece(0), piece(WIDTH)), piece(2 * WIDTH));
        }
        let mean = sum(&maxima, |x| x) / WIDTH as f32;
        let variance = sum(&maxima, |x| (x - mean) * (x - mean)) / WIDTH as f32 + EPSILON;
        let inverse = 1.0 / variance.sqrt();
        for i in 0..WIDTH {
            out[i] += (maxima[i] - mean) * inverse * self.scale[i] + self.shift[i];
        }
    }
}

/// The larger of two finite numbers; compiles to one instruction, which `f32::max` with its care for NaN does not.
#[inline(always)]
pub(super) fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// Sums in sixteen lanes, so that the compiler may use vector registers.
fn sum(numbers: &Vector, of: impl Fn(f32) -> f32) -> f32 {
    const LANES: usize = 16;
    let mut lanes = [0.0f32; LANES];
    for chunk in numbers.as_chunks::<LANES>().0 {
        for (lane, &number) in lanes.iter_mut().zip(chunk) {
            *lane += of(number);
        }
    }
    lanes.iter().sum()
}

/// Makes a buffer long enough; one that is keeps its length, so that it need not be cleared again and again.
pub(super) fn grow(buffer: &mut Vec<f32>, length: usize) {
    if buffer.len() < length {
        buffer.resize(length, 0.0);
    }
}

/// Views numbers as rows of `width` each.
pub(super) fn rows(numbers: &[f32], width: usize) -> ArrayView2<'_, f32> {
    ArrayView2::from_shape((numbers.len() / width, width), numbers).expect("the buffer holds whole rows")
}

/// Writes `input` x `weight` to the start of `out`, a row-major buffer.
pub(super) fn multiply(input: ArrayView2<f32>, weight: &Array2<f32>, out: &mut [f32]) {
    let shape = (input.nrows(), weight.ncols());
    let mut out = ndarray::ArrayViewMut2::from_shape(shape, &mut out[..shape.0 * shape.1]).expect("sized to the shape");
    ndarray::linalg::general_mat_mul(1.0, &input, weight, 0.0, &mut out);
}
