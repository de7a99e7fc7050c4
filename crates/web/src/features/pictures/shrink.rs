use leptos::{
    prelude::{document, window},
    web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap},
};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;

/// What is lighter goes out as it is.
const LIGHT: f64 = 1_000_000.0;

/// Twice what the server keeps of the largest.
const SIDE: u32 = 1600;

/// A heavy picture made smaller before it travels, whatever the camera; the file itself where it is light, or is none.
pub(super) async fn shrunk(file: Blob) -> Blob {
    if file.size() < LIGHT { file } else { smaller(&file).await.unwrap_or(file) }
}

async fn smaller(file: &Blob) -> Option<Blob> {
    let decoded = window().create_image_bitmap_with_blob(file).ok()?;
    let image: ImageBitmap = JsFuture::from(decoded).await.ok()?.dyn_into().ok()?;
    let (width, height) = within(image.width(), image.height());
    let sheet: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    sheet.set_width(width);
    sheet.set_height(height);
    let pen: CanvasRenderingContext2d = sheet.get_context("2d").ok().flatten()?.dyn_into().ok()?;
    let (width, height) = (f64::from(width), f64::from(height));
    pen.draw_image_with_image_bitmap_and_dw_and_dh(&image, 0.0, 0.0, width, height).ok()?;
    let made = js_sys::Promise::new(&mut |resolve, _| {
        let _ = sheet.to_blob_with_type(&resolve, &file.type_());
    });
    JsFuture::from(made).await.ok()?.dyn_into().ok()
}

/// The sides in their proportions, none longer than [`SIDE`].
fn within(width: u32, height: u32) -> (u32, u32) {
    let longest = width.max(height).max(1);
    if longest <= SIDE {
        return (width, height);
    }
    let scaled = |side: u32| u64::from(side) * u64::from(SIDE) / u64::from(longest);
    let whole = |side: u32| u32::try_from(scaled(side)).unwrap_or(SIDE).max(1);
    (whole(width), whole(height))
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn a_large_picture_keeps_its_proportions_and_a_small_one_its_size() {
        assert_eq!(within(8000, 6000), (1600, 1200));
        assert_eq!(within(300, 200), (300, 200));
        assert_eq!(within(50_000, 1), (1600, 1));
    }
}
