use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, ImageResult, Limits, Rgb, RgbImage,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
    metadata::Orientation,
};

use super::{Picture, PictureKind};

/// What is wrong with a file that should be a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Not a picture, or of a kind that is not taken.
    #[error("this is no PNG, JPEG or WebP picture: send one")]
    NoPicture,
    /// It is a picture, but of another kind.
    #[error("the file is not of the type that `Content-Type` says: name its own")]
    OtherType,
    /// As a picture it would fill the memory.
    #[error(
        "the picture has too many pixels: at most {MAX_PIXELS}, and {MAX_SIDE} on a side; make it smaller"
    )]
    TooManyPixels,
    /// It stops in the middle, or makes no sense.
    #[error("the picture cannot be read to its end: save it again, or take another one")]
    Broken,
}

impl Flaw {
    /// The word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoPicture => "no_picture",
            Self::OtherType => "other_type",
            Self::TooManyPixels => "too_many_pixels",
            Self::Broken => "broken",
        }
    }
}

/// What the cameras of most phones make, and a bit more.
pub const MAX_PIXELS: u64 = 16_000_000;

/// A side of more is no photo.
pub const MAX_SIDE: u32 = 10_000;

/// What decoding may take besides the pixels themselves.
const MAX_MEMORY: u64 = 256 * 1024 * 1024;

/// The side of the largest photo that is kept.
const PHOTO: u32 = 512;

/// The sides of the largest signature that is kept.
const SIGNATURE: (u32, u32) = (800, 300);

/// Nobody sees the difference to a higher one.
const QUALITY: u8 = 85;

/// The picture in `file`, upright, not larger than needed, without anything but its pixels.
///
/// # Errors
/// [`Flaw`], before anything is decoded where that can be.
pub fn remake(kind: PictureKind, said: &str, file: &[u8]) -> Result<Picture, Flaw> {
    let image = decoded(said, file)?;
    let (media_type, image, bytes) = match kind {
        PictureKind::Photo => {
            let image = within(image, (PHOTO, PHOTO));
            let image = DynamicImage::ImageRgb8(on_white(&image));
            let bytes = as_jpeg(&image);
            ("image/jpeg", image, bytes)
        }
        PictureKind::Signature => {
            let image = DynamicImage::ImageRgba8(within(image, SIGNATURE).into_rgba8());
            let bytes = as_png(&image);
            ("image/png", image, bytes)
        }
    };
    let bytes = bytes.map_err(|_| Flaw::Broken)?;
    Ok(Picture { kind, media_type, bytes, width: image.width(), height: image.height() })
}

fn decoded(said: &str, file: &[u8]) -> Result<DynamicImage, Flaw> {
    let format = format_of(file).ok_or(Flaw::NoPicture)?;
    if format.to_mime_type() != said {
        return Err(Flaw::OtherType);
    }
    if format == ImageFormat::Jpeg && !ends(file) {
        return Err(Flaw::Broken);
    }
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(|error| flaw(&error))?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Flaw::TooManyPixels);
    }
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| flaw(&error))?;
    image.apply_orientation(turned);
    Ok(image)
}

/// By its content alone.
fn format_of(file: &[u8]) -> Option<ImageFormat> {
    let format = image::guess_format(file).ok()?;
    [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP].contains(&format).then_some(format)
}

/// Whether the last scan of a JPEG comes to its end: the decoder would fill in what is missing.
fn ends(jpeg: &[u8]) -> bool {
    let last = |marker: u8| jpeg.windows(2).rposition(|pair| pair == [0xff, marker]);
    last(0xd9).is_some_and(|end| last(0xda).is_some_and(|scan| scan < end))
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(MAX_SIDE), Some(MAX_SIDE));
    limits.max_alloc = Some(MAX_MEMORY);
    limits
}

const fn flaw(error: &ImageError) -> Flaw {
    match error {
        ImageError::Limits(_) => Flaw::TooManyPixels,
        _ => Flaw::Broken,
    }
}

/// Made smaller where it is larger, in its proportions.
fn within(image: DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    if image.width() <= width && image.height() <= height { image } else { image.thumbnail(width, height) }
}

/// JPEG knows no transparency.
fn on_white(image: &DynamicImage) -> RgbImage {
    let rgba = image.to_rgba8();
    let mix = |colour: u8, alpha: u8| {
        let (colour, alpha) = (u16::from(colour), u16::from(alpha));
        u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
    };
    RgbImage::from_fn(rgba.width(), rgba.height(), |x, y| {
        let [red, green, blue, alpha] = rgba.get_pixel(x, y).0;
        Rgb([mix(red, alpha), mix(green, alpha), mix(blue, alpha)])
    })
}

fn as_jpeg(image: &DynamicImage) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))?;
    Ok(bytes)
}

fn as_png(image: &DynamicImage) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    image.write_with_encoder(encoder)?;
    Ok(bytes)
}
