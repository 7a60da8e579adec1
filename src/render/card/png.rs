//! A drawn card as a PNG of at most 256 colours: enough for a few flat colours and the soft edges of letters, and small.

use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::{Pixmap, PremultipliedColorU8};
use rustc_hash::FxHashMap;

/// How many colours a palette holds.
const COLOURS: usize = 256;

type Colour = [u8; 3];
/// The stretches of one colour of a row, from left to right; `None` where it is the row above.
type Row<'p> = Option<Vec<&'p [PremultipliedColorU8]>>;

/// The PNG of an opaque drawing. The same drawing gives the same bytes.
pub fn encode(pixmap: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    let width = pixmap.width() as usize;
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut last = None;
    for (at, bytes) in pixmap.data().chunks_exact(width * 4).enumerate() {
        // Most rows of a card are the one above them.
        let same = last.replace(bytes) == Some(bytes);
        let row = &pixmap.pixels()[at * width..][..width];
        rows.push(if same { None } else { Some(row.chunk_by(|a, b| a == b).collect()) });
    }
    let (palette, index) = palette(&rows);
    let mut pixels = vec![0_u8; width * rows.len()];
    for (row, runs) in rows.iter().enumerate() {
        let mut at = row * width;
        match runs {
            None => pixels.copy_within(at - width..at, at),
            Some(runs) => {
                for run in runs {
                    pixels[at..at + run.len()].fill(index[&colour(run)]);
                    at += run.len();
                }
            }
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(Compression::Balanced);
    encoder.set_filter(Filter::NoFilter);
    encoder.write_header()?.write_image_data(&pixels)?;
    Ok(bytes)
}

/// The most frequent colours, and which of them stands for each colour of the drawing: itself, or the nearest.
fn palette(rows: &[Row<'_>]) -> (Vec<Colour>, FxHashMap<Colour, u8>) {
    let mut counts: FxHashMap<Colour, usize> = FxHashMap::default();
    for run in rows.iter().flatten().flatten() {
        *counts.entry(colour(run)).or_default() += run.len();
    }
    let mut colours: Vec<(Colour, usize)> = counts.into_iter().collect();
    colours.sort_unstable_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
    let palette: Vec<Colour> = colours.iter().take(COLOURS).map(|(colour, _)| *colour).collect();
    let nearest = |(at, (colour, _)): (usize, &(Colour, usize))| {
        let other = |palette: &[Colour]| (0..palette.len()).min_by_key(|n| distance(palette[*n], *colour)).unwrap_or_default();
        let at = if at < COLOURS { at } else { other(&palette) };
        (*colour, u8::try_from(at).unwrap_or_default())
    };
    let index = colours.iter().enumerate().map(nearest).collect();
    (palette, index)
}

fn colour(run: &[PremultipliedColorU8]) -> Colour {
    [run[0].red(), run[0].green(), run[0].blue()]
}

fn distance(a: Colour, b: Colour) -> u32 {
    a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}
