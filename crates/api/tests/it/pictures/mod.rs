use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use crate::support::Answer;

mod photos;
mod signatures;

/// A PNG of that colour.
pub fn picture_of(colour: [u8; 3], width: u32, height: u32) -> Vec<u8> {
    let image = DynamicImage::ImageRgb8(RgbImage::from_pixel(width, height, Rgb(colour)));
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, ImageFormat::Png).expect("encoded");
    file.into_inner()
}

/// Any picture that is taken.
pub fn some_picture() -> Vec<u8> {
    picture_of([20, 120, 40], 64, 48)
}

/// The colour in the middle of the picture that was answered.
pub fn colour_of(answer: &Answer) -> [u8; 3] {
    let image = image::load_from_memory(&answer.bytes).expect("a picture").into_rgb8();
    image.get_pixel(image.width() / 2, image.height() / 2).0
}

/// Whether it is about that colour: a JPEG is not exact.
pub fn is_about(colour: [u8; 3], other: [u8; 3]) -> bool {
    colour.iter().zip(other).all(|(one, other)| one.abs_diff(other) < 20)
}
