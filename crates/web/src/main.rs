//! The app as the browser loads it; all of it is in the library, where tests reach it.

fn main() {
    web::app::start();
}
