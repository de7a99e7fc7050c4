use leptos::{
    ev::PointerEvent,
    html,
    prelude::*,
    task::spawn_local,
    web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement},
};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;

use crate::{
    i18n::use_i18n,
    language::say,
    ui::{Act, Button, On},
};

/// As large as the server keeps it.
const WIDTH: u32 = 800;
const HEIGHT: u32 = 300;

/// The ink is the same in every theme: it ends on paper.
const INK: &str = "#14213d";

/// How thick a line is, from the lightest touch of a pen to the firmest.
const THINNEST: f64 = 2.5;
const THICKEST: f64 = 6.0;

/// Where somebody signs, with a finger, a pen or a mouse.
#[component]
pub(super) fn Pad(
    #[prop(into)] busy: Signal<bool>,
    /// Takes what was drawn, as a picture.
    #[prop(into)]
    drawn: On<Blob>,
    #[prop(into)] cancel: Act,
) -> impl IntoView {
    let i18n = use_i18n();
    let canvas = NodeRef::<html::Canvas>::new();
    let (last, touched) = (StoredValue::new(None::<(f64, f64)>), RwSignal::new(false));
    let sheet = move || canvas.get_untracked();
    let begin = move |event: PointerEvent| {
        let Some(canvas) = sheet() else { return };
        event.prevent_default();
        // The line goes on where the pen leaves the sheet.
        let _ = canvas.set_pointer_capture(event.pointer_id());
        let here = place(&canvas, &event);
        stroke(&canvas, here, here, event.pressure());
        last.set_value(Some(here));
        touched.set(true);
    };
    let go_on = move |event: PointerEvent| {
        let (Some(canvas), Some(from)) = (sheet(), last.get_value()) else { return };
        let here = place(&canvas, &event);
        stroke(&canvas, from, here, event.pressure());
        last.set_value(Some(here));
    };
    let stop = move |_: PointerEvent| last.set_value(None);
    let clear = move || {
        if let Some(canvas) = sheet() {
            wipe(&canvas);
        }
        touched.set(false);
    };
    let save = move || {
        let drawn = drawn.clone();
        if let Some(canvas) = sheet().filter(|_| touched.get_untracked()) {
            spawn_local(async move {
                if let Some(picture) = picture(&canvas).await {
                    drawn.run(picture);
                }
            });
        }
    };
    view! {
        <canvas
            node_ref=canvas
            class="paper"
            width=WIDTH
            height=HEIGHT
            role="img"
            aria-label=say!(i18n, pictures.pad)
            on:pointerdown=begin
            on:pointermove=go_on
            on:pointerup=stop
            on:pointercancel=stop
        ></canvas>
        <p class="muted small">{say!(i18n, pictures.pad_help)}</p>
        <div class="row">
            <Button kind="primary" text=say!(i18n, pictures.save_signature) busy=busy on_click=save/>
            <Button text=say!(i18n, pictures.clear) on_click=clear/>
            <Button kind="ghost" text=say!(i18n, ui.cancel) on_click=move || cancel.run()/>
        </div>
    }
}

/// Where on the sheet an event is, however large the sheet is shown.
fn place(canvas: &HtmlCanvasElement, event: &PointerEvent) -> (f64, f64) {
    let scale = |at: i32, shown: i32, real: u32| scaled(f64::from(at), f64::from(shown), f64::from(real));
    (
        scale(event.offset_x(), canvas.client_width(), WIDTH),
        scale(event.offset_y(), canvas.client_height(), HEIGHT),
    )
}

fn scaled(at: f64, shown: f64, real: f64) -> f64 {
    if shown > 0.0 { at * real / shown } else { at }
}

fn thickness(pressure: f32) -> f64 {
    THINNEST + (THICKEST - THINNEST) * f64::from(pressure.clamp(0.0, 1.0))
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

fn stroke(canvas: &HtmlCanvasElement, from: (f64, f64), to: (f64, f64), pressure: f32) {
    let Some(pen) = context(canvas) else { return };
    pen.set_stroke_style_str(INK);
    pen.set_line_cap("round");
    pen.set_line_width(thickness(pressure));
    pen.begin_path();
    pen.move_to(from.0, from.1);
    pen.line_to(to.0, to.1);
    pen.stroke();
}

fn wipe(canvas: &HtmlCanvasElement) {
    if let Some(pen) = context(canvas) {
        pen.clear_rect(0.0, 0.0, f64::from(WIDTH), f64::from(HEIGHT));
    }
}

/// What is on the sheet, as a PNG.
async fn picture(canvas: &HtmlCanvasElement) -> Option<Blob> {
    let made = js_sys::Promise::new(&mut |resolve, _| {
        let _ = canvas.to_blob(&resolve);
    });
    JsFuture::from(made).await.ok()?.dyn_into().ok()
}

#[cfg(test)]
mod tests {
    use super::{THICKEST, THINNEST, scaled, thickness};

    #[test]
    fn what_is_drawn_small_stands_at_its_place_on_the_sheet() {
        assert!((scaled(100.0, 400.0, 800.0) - 200.0).abs() < f64::EPSILON);
        assert!((scaled(7.0, 0.0, 800.0) - 7.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_firm_pen_draws_a_thicker_line() {
        assert!((thickness(0.0) - THINNEST).abs() < 1e-9 && (thickness(2.0) - THICKEST).abs() < 1e-9);
        assert!(thickness(0.8) > thickness(0.2));
    }
}
