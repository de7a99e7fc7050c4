use std::io::Cursor;

use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

use super::{Flaw, PictureKind, remake};

const RED: [u8; 3] = [250, 5, 5];
const BLUE: [u8; 3] = [5, 5, 250];

/// Red on the left, blue on the right.
fn two_halves(width: u32, height: u32) -> DynamicImage {
    let half = |x| if x < width / 2 { RED } else { BLUE };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, _| Rgb(half(x))))
}

fn as_file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, format).expect("encoded");
    file.into_inner()
}

fn read(file: &[u8]) -> DynamicImage {
    image::load_from_memory(file).expect("a picture")
}

fn photo(said: &str, file: &[u8]) -> Result<super::Picture, Flaw> {
    remake(PictureKind::Photo, said, file)
}

fn is(image: &DynamicImage, (x, y): (u32, u32), colour: [u8; 3]) -> bool {
    let found = image.get_pixel(x, y).0;
    colour.iter().zip(found).all(|(one, other)| one.abs_diff(other) < 30)
}

fn holds(file: &[u8], text: &[u8]) -> bool {
    file.windows(text.len()).any(|window| window == text)
}

/// A chunk of a PNG: its length, name, content and checksum.
fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [name.as_slice(), content].concat();
    let sum = !named.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 * (sum & 1)))
    });
    let length = u32::try_from(content.len()).expect("short").to_be_bytes();
    [length.as_slice(), &named, &sum.to_be_bytes()].concat()
}

/// How a PNG of that size begins: no pixel follows.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let header = chunk(b"IHDR", &[sides.as_slice(), &[8, 2, 0, 0, 0]].concat());
    [b"\x89PNG\r\n\x1a\n".as_slice(), &header, &chunk(b"IDAT", &[]), &chunk(b"IEND", &[])].concat()
}

/// The JPEG as a camera writes it that was held on its side, and that says where it was.
fn from_a_camera(jpeg: &[u8]) -> Vec<u8> {
    let place = b"GPS 50.6402 N 5.5689 E\0";
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [tag.to_le_bytes(), kind.to_le_bytes()]
            .concat()
            .into_iter()
            .chain(count.to_le_bytes())
            .chain(value.to_le_bytes())
    };
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend(entry(0x010e, 2, u32::try_from(place.len()).expect("short"), 38));
    exif.extend(entry(0x0112, 3, 1, 6));
    exif.extend([0; 4]);
    exif.extend(place);
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
}

#[test]
fn a_photo_is_made_small_in_its_proportions_whatever_kind_of_file_it_was() {
    for (format, said) in [
        (ImageFormat::Png, "image/png"),
        (ImageFormat::Jpeg, "image/jpeg"),
        (ImageFormat::WebP, "image/webp"),
    ] {
        let made = photo(said, &as_file(&two_halves(1200, 800), format)).expect("a photo");
        assert_eq!((made.media_type, made.width, made.height), ("image/jpeg", 512, 341));
        let image = read(&made.bytes);
        assert!(is(&image, (20, 170), RED) && is(&image, (490, 170), BLUE), "{said}");
    }
    let small = photo("image/png", &as_file(&two_halves(40, 30), ImageFormat::Png)).expect("a photo");
    assert_eq!((small.width, small.height), (40, 30), "nothing is made larger");
}

#[test]
fn a_photo_stands_upright_and_no_longer_says_where_it_was_taken() {
    let file = from_a_camera(&as_file(&two_halves(600, 400), ImageFormat::Jpeg));
    assert!(holds(&file, b"GPS 50.6402"));
    let made = photo("image/jpeg", &file).expect("a photo");
    assert_eq!((made.width, made.height), (341, 512));
    let image = read(&made.bytes);
    assert!(is(&image, (170, 20), RED) && is(&image, (170, 490), BLUE), "turned to the right");
    assert!(!holds(&made.bytes, b"GPS") && !holds(&made.bytes, b"Exif"));
}

#[test]
fn what_is_said_beside_the_pixels_of_a_png_is_gone() {
    let file = as_file(&two_halves(20, 20), ImageFormat::Png);
    let (head, rest) = file.split_at(33);
    let file = [head, &chunk(b"tEXt", b"Comment\0Rue Neuve 4"), rest].concat();
    for kind in [PictureKind::Photo, PictureKind::Signature] {
        let made = remake(kind, "image/png", &file).expect("a picture");
        assert!(!holds(&made.bytes, b"Rue Neuve"), "{kind:?}");
    }
}

#[test]
fn a_signature_keeps_its_transparency_and_a_photo_gets_a_white_ground() {
    let ink = |x: u32| if x < 800 { Rgba([10, 10, 60, 255]) } else { Rgba([0, 0, 0, 0]) };
    let drawn = DynamicImage::ImageRgba8(RgbaImage::from_fn(1600, 400, |x, _| ink(x)));
    let file = as_file(&drawn, ImageFormat::Png);
    let made = remake(PictureKind::Signature, "image/png", &file).expect("a signature");
    assert_eq!((made.media_type, made.width, made.height), ("image/png", 800, 200));
    let image = read(&made.bytes);
    assert_eq!((image.get_pixel(10, 10).0[3], image.get_pixel(790, 10).0[3]), (255, 0));
    let made = photo("image/png", &file).expect("a photo");
    assert!(is(&read(&made.bytes), (500, 60), [255, 255, 255]));
}

#[test]
fn a_file_that_lies_about_its_type_is_refused() {
    let png = as_file(&two_halves(20, 20), ImageFormat::Png);
    let jpeg = as_file(&two_halves(20, 20), ImageFormat::Jpeg);
    assert_eq!(photo("image/jpeg", &png), Err(Flaw::OtherType));
    assert_eq!(photo("image/png", &jpeg), Err(Flaw::OtherType));
    assert_eq!(photo("image/webp", &png), Err(Flaw::OtherType));
}

#[test]
fn what_is_no_picture_of_a_kind_that_is_taken_is_refused_whatever_it_says() {
    let script = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
    let page = b"<!doctype html><script>alert(1)</script>";
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    for file in [&script[..], page, gif, b"BM\x1a\0\0\0", b"", b"\x89PNG"] {
        assert_eq!(photo("image/png", file), Err(Flaw::NoPicture), "{file:?}");
    }
}

#[test]
fn a_file_that_stops_in_the_middle_is_refused() {
    for (format, said) in [
        (ImageFormat::Png, "image/png"),
        (ImageFormat::Jpeg, "image/jpeg"),
        (ImageFormat::WebP, "image/webp"),
    ] {
        let noise =
            RgbImage::from_fn(90, 90, |x, y| Rgb([(x * y) as u8, (x ^ y) as u8, (x * 7 + y * 13) as u8]));
        let file = as_file(&DynamicImage::ImageRgb8(noise), format);
        for end in [16, file.len() / 3, file.len() / 2, file.len() * 4 / 5] {
            let refused = photo(said, &file[..end]);
            assert!(matches!(refused, Err(Flaw::Broken)), "{said} {end} of {}: {refused:?}", file.len());
        }
    }
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_by_its_header_alone() {
    for (width, height) in [(50_000, 1), (1, 50_000), (50_000, 50_000), (9_999, 9_999), (4_001, 4_000)] {
        assert_eq!(
            photo("image/png", &png_header(width, height)),
            Err(Flaw::TooManyPixels),
            "{width}×{height}"
        );
    }
    assert_eq!(photo("image/png", &png_header(400, 400)), Err(Flaw::Broken), "of a good size, it is decoded");
    assert_eq!(photo("image/png", &png_header(0, 400)), Err(Flaw::Broken));
}

#[test]
fn a_few_bytes_that_unfold_to_many_pixels_end_as_a_small_photo() {
    let bomb = as_file(&DynamicImage::new_luma8(4_000, 4_000), ImageFormat::Png);
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    let made = photo("image/png", &bomb).expect("a photo");
    assert_eq!((made.width, made.height), (512, 512));
    assert!(made.bytes.len() < 20_000);
}

#[test]
fn of_what_moves_one_picture_is_kept() {
    let file = as_file(&two_halves(20, 20), ImageFormat::Png);
    let (head, rest) = file.split_at(33);
    let side = 20_u32.to_be_bytes();
    let frame = [&[0; 4], &side[..], &side, &[0; 8], &[0, 1, 0, 1, 0, 0]].concat();
    let moving = [head, &chunk(b"acTL", &[0, 0, 0, 1, 0, 0, 0, 0]), &chunk(b"fcTL", &frame), rest].concat();
    let made = remake(PictureKind::Signature, "image/png", &moving).expect("a signature");
    assert!(!holds(&made.bytes, b"acTL") && !holds(&made.bytes, b"fcTL"));
    assert!(is(&read(&made.bytes), (3, 3), RED));
}
